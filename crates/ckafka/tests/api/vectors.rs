//! Every signature vector, stage by stage: the vendor's own, those made with its SDKs, and ours.

use crate::vector::{self, Difference, Vector};

/// Documented examples and requests of the official SDKs.
const PUBLISHED: &[u8] = include_bytes!("../vectors/signatures.json");
/// Made by `vectors/make_extra.py`, an implementation of its own.
const EXTRA: &[u8] = include_bytes!("../vectors/extra.json");

fn check_all(file: &[u8], at_least: usize) {
    let checked = vector::check_file(file).unwrap();
    assert!(checked.len() >= at_least, "the file has only {} vectors", checked.len());
    let differences: Vec<(String, Difference)> =
        checked.into_iter().filter_map(|(name, outcome)| Some((name, outcome.err()?))).collect();
    assert_eq!(differences, []);
}

#[test]
fn published_vectors_and_those_of_the_sdks_are_reproduced_at_every_stage() {
    check_all(PUBLISHED, 42);
}

#[test]
fn vectors_of_an_independent_implementation_are_reproduced_at_every_stage() {
    check_all(EXTRA, 27);
}

/// A vector of the published file with one field replaced.
fn spoiled(name: &str, field: &str, value: &str) -> Vector {
    let mut all: Vec<serde_json::Value> = serde_json::from_slice(PUBLISHED).unwrap();
    let vector = all.iter_mut().find(|vector| vector["name"] == name).unwrap();
    assert!(vector[field].is_string(), "{field} is no stage of {name}");
    vector[field] = value.into();
    serde_json::from_value(vector.clone()).unwrap()
}

#[test]
fn a_vector_that_differs_is_reported_with_its_first_stage() {
    let v2 = "doc-v2-cvm-hmacsha256";
    for (field, stage) in [
        ("algorithm", "params"),
        ("string_to_sign", "string_to_sign"),
        ("signature", "signature"),
        ("signature_url_encoded", "url-encoded"),
        // Another key is first seen in the signature, another host in what is signed
        ("secret_key", "signature"),
        ("host", "string_to_sign"),
    ] {
        assert_eq!(spoiled(v2, field, "x").check().unwrap_err().stage, stage, "after spoiling {field}");
    }
    let tc3 = "doc-tc3-current-masked-key";
    for (field, stage) in [
        ("payload", "hashed_payload"),
        ("canonical_request", "canonical_request"),
        ("hashed_canonical_request", "hashed_canonical_request"),
        ("credential_scope", "credential_scope"),
        ("string_to_sign", "string_to_sign"),
        ("secret_key", "secret_date_hex"),
        ("secret_signing_hex", "secret_signing_hex"),
        ("signature", "signature"),
        ("authorization", "authorization"),
    ] {
        assert_eq!(spoiled(tc3, field, "x").check().unwrap_err().stage, stage, "after spoiling {field}");
    }
}
