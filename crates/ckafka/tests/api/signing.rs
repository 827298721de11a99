//! Signatures: what is accepted, and that nothing else is.

use ckafka_api::sign::{tc3, v2};
use ckafka_api::{Credential, CredentialError, Method, Params, Stamp, VerifyError};
use proptest::prelude::*;

const ID: &str = "AKIDEXAMPLEonlyForTests00000000000000";
const KEY: &str = "EXAMPLEsecretKeyOnlyForTests0000";
const HOST: &str = "ckafka.api.qcloud.com";
const STAMP: Stamp = Stamp { unix_seconds: 1_700_000_000, nonce: 11886 };

fn key() -> Credential {
    Credential::new(ID, KEY, None).unwrap()
}

fn target(host: &str) -> v2::Target<'_> {
    v2::Target { method: Method::Post, host, path: "/v2/index.php" }
}

fn params(pairs: &[(&str, &str)]) -> Params {
    let mut params = Params::new();
    for (name, value) in pairs {
        params.push(*name, *value);
    }
    params
}

/// The parameters with what signing them for a host adds.
fn signed(pairs: &[(&str, &str)], host: &str, key: &Credential) -> Params {
    let mut all = params(pairs);
    for (name, value) in v2::sign(target(host), &params(pairs), key, STAMP) {
        all.push(name, value);
    }
    all
}

#[test]
fn a_key_shows_no_secret_and_is_told_apart() {
    let temporary = Credential::new(ID, KEY, Some("sessionToken".to_owned())).unwrap();
    assert_eq!(format!("{temporary:?}"), "Credential(AKID…, key and token not shown)");
    assert_eq!(format!("{:#?}", key()), "Credential(AKID…, key and token not shown)");
    assert_eq!(temporary, temporary.clone());
    assert_ne!(temporary, key());
    assert_ne!(Credential::new(ID, "other", None).unwrap(), key());
    assert_ne!(Credential::new("AKIDother", KEY, None).unwrap(), key());
}

#[test]
fn a_key_that_was_not_copied_well_is_refused_without_showing_it() {
    let error = |id: &str, secret: &str, token: Option<&str>| {
        Credential::new(id, secret, token.map(str::to_owned)).unwrap_err()
    };
    assert_eq!(error("", KEY, None), CredentialError::EmptySecretId);
    assert_eq!(error(ID, "", None), CredentialError::EmptySecretKey);
    assert_eq!(error("AKID ", KEY, None), CredentialError::WhiteSpace("SecretId"));
    assert_eq!(error(ID, "hidden\n", None), CredentialError::WhiteSpace("SecretKey"));
    assert_eq!(error(ID, KEY, Some("hidden\t")), CredentialError::WhiteSpace("Token"));
    assert!(!error(ID, "hidden\n", None).to_string().contains("hidden"));
    assert_eq!(Credential::new(ID, KEY, Some(String::new())).unwrap().token(), None);
}

#[test]
fn a_token_is_accepted_only_as_it_is() {
    let temporary = Credential::new(ID, KEY, Some("abc".to_owned())).unwrap();
    assert!(temporary.accepts_token(Some("abc")));
    for other in [None, Some(""), Some("ab"), Some("abd"), Some("abcd")] {
        assert!(!temporary.accepts_token(other), "{other:?}");
    }
    assert!(key().accepts_token(None));
    assert!(!key().accepts_token(Some("abc")));
}

#[test]
fn signing_says_what_to_add_in_this_order() {
    let names = |token: Option<&str>| {
        let key = Credential::new(ID, KEY, token.map(str::to_owned)).unwrap();
        let added = v2::sign(target(HOST), &params(&[("Action", "ListGroup")]), &key, STAMP);
        added.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
    };
    assert_eq!(names(None), ["Timestamp", "Nonce", "SecretId", "SignatureMethod", "Signature"]);
    assert_eq!(names(Some("t")), ["Timestamp", "Nonce", "SecretId", "SignatureMethod", "Token", "Signature"]);
}

#[test]
fn the_host_is_accepted_as_received_without_its_port_and_by_the_names_that_are_given() {
    let check = |signed_for: &str, received: &str, others: &[&str]| {
        let all = signed(&[("Action", "ListGroup")], signed_for, &key());
        v2::verify(target(received), others.iter().copied(), &all, &key()).is_ok()
    };
    assert!(check("127.0.0.1:8788", "127.0.0.1:8788", &[]));
    assert!(check("127.0.0.1", "127.0.0.1:8788", &[]));
    assert!(check("[::1]", "[::1]:8788", &[]));
    assert!(check("[::1]", "[::1]", &[]));
    assert!(check(HOST, "127.0.0.1:8788", &["example.org", HOST]));
    assert!(!check(HOST, "127.0.0.1:8788", &["example.org"]));
    assert!(!check("127.0.0.1:8788", "127.0.0.1", &[]));
    assert!(!check("", "[::1]:8788", &[]));
}

#[test]
fn the_method_and_the_path_are_signed() {
    let all = signed(&[("Action", "ListGroup")], HOST, &key());
    let wrong_method = v2::Target { method: Method::Get, ..target(HOST) };
    assert_eq!(v2::verify(wrong_method, [], &all, &key()), Err(VerifyError::Mismatch));
    let wrong_path = v2::Target { path: "/", ..target(HOST) };
    assert_eq!(v2::verify(wrong_path, [], &all, &key()), Err(VerifyError::Mismatch));
    assert_eq!(v2::verify(target(HOST), [], &all, &key()), Ok(()));
}

#[test]
fn a_signature_that_is_missing_or_no_base64_is_unreadable() {
    assert_eq!(v2::verify(target(HOST), [], &params(&[]), &key()), Err(VerifyError::Unreadable));
    for text in ["", "====", "not base64", "AAA"] {
        let outcome = v2::verify(target(HOST), [], &params(&[("Signature", text)]), &key());
        assert!(outcome.is_err(), "{text}");
    }
}

#[test]
fn a_signature_cut_short_is_no_signature() {
    let all = signed(&[("Action", "ListGroup")], HOST, &key());
    let whole = all.get("Signature").unwrap();
    // 20 of 32 bytes: as long as SHA-1 makes them
    for cut in ["", "AAAA", &whole[..28]] {
        let mut shorter = params(&[]);
        for (name, value) in all.iter().filter(|(name, _)| *name != "Signature") {
            shorter.push(name, value);
        }
        shorter.push("Signature", cut);
        assert_eq!(v2::verify(target(HOST), [], &shorter, &key()), Err(VerifyError::Mismatch), "{cut:?}");
    }
}

proptest! {
    #[test]
    fn a_signature_fits_its_request_and_no_other(
        names in proptest::collection::btree_set("[a-zA-Z][a-zA-Z0-9.]{0,8}", 1..6),
        values in proptest::collection::vec("\\PC{0,12}", 6),
        at in any::<proptest::sample::Index>(),
        flip in 0_u8..7,
    ) {
        // Names that signing adds itself would be there twice
        let pairs: Vec<(&str, &str)> = names
            .iter()
            .map(|name| (name.as_str(), name))
            .zip(&values)
            .map(|((name, _), value)| (name, value.as_str()))
            .filter(|(name, _)| !["Timestamp", "Nonce", "SecretId", "SignatureMethod", "Signature", "Token"].contains(name))
            .collect();
        let all = signed(&pairs, HOST, &key());
        let wire = all.encode();
        let received = Params::parse(wire.as_bytes()).unwrap();
        prop_assert_eq!(&received, &all, "encoded once, decoded once");
        prop_assert_eq!(v2::verify(target(HOST), [], &received, &key()), Ok(()));

        // Any byte of what was sent, changed
        let mut bytes = wire.into_bytes();
        let place = at.index(bytes.len());
        bytes[place] ^= 1 << flip;
        if let Ok(changed) = Params::parse(&bytes) {
            let same = |params: &Params| {
                let mut pairs: Vec<(String, String)> =
                    params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
                pairs.sort();
                pairs
            };
            // `%2f` for `%2F` is the same request; a value that begins with `@` is no part of a POST's signature
            let unsigned = |params: &Params| params.iter().any(|(_, value)| value.starts_with('@'));
            let text = |params: &Params| v2::string_to_sign(target(HOST), params);
            let differs = same(&changed) != same(&all) && !unsigned(&changed) && !unsigned(&all);
            if differs && (text(&changed) != text(&all) || changed.get("Signature") != all.get("Signature")) {
                prop_assert!(v2::verify(target(HOST), [], &changed, &key()).is_err());
            }
        }
        // Another key
        let other = Credential::new(ID, "EXAMPLEsecretKeyOnlyForTests0001", None).unwrap();
        prop_assert_eq!(v2::verify(target(HOST), [], &all, &other), Err(VerifyError::Mismatch));
    }

    #[test]
    fn every_changed_character_of_a_signature_is_noticed(at in 0_usize..44, with in "[A-Za-z0-9+/=]") {
        let all = signed(&[("Action", "ListGroup")], HOST, &key());
        let signature = all.get("Signature").unwrap().to_owned();
        let mut changed = signature.clone();
        changed.replace_range(at..=at, &with);
        prop_assume!(changed != signature);
        let mut received = params(&[]);
        for (name, value) in all.iter() {
            received.push(name, if name == "Signature" { changed.as_str() } else { value });
        }
        prop_assert!(v2::verify(target(HOST), [], &received, &key()).is_err());
    }

    #[test]
    fn a_tc3_signature_fits_its_body_and_no_other(
        body in proptest::collection::vec(any::<u8>(), 1..60),
        at in any::<proptest::sample::Index>(),
        bit in 0_u8..8,
    ) {
        let headers = [("Host", "ckafka.tencentcloudapi.com"), ("Content-Type", "application/json")];
        let authorization = tc3::sign(&tc3_request(&headers, &body), "ckafka", 1_700_000_000, &key());
        prop_assert_eq!(check_tc3(&authorization, &headers, &body), Ok(()));
        let mut changed = body.clone();
        changed[at.index(body.len())] ^= 1 << bit;
        prop_assert_eq!(check_tc3(&authorization, &headers, &changed), Err(VerifyError::Mismatch));
    }

    #[test]
    fn reading_an_authorization_never_panics(text in "\\PC{0,80}") {
        let _ = tc3::Authorization::parse(&text);
        let _ = tc3::Authorization::parse(&format!("TC3-HMAC-SHA256 {text}"));
    }
}

fn tc3_request<'a>(headers: &'a [(&'a str, &'a str)], payload: &'a [u8]) -> tc3::Request<'a> {
    tc3::Request {
        method: Method::Post,
        path: "/",
        query: "",
        signed_headers: headers,
        payload,
        unsigned_payload: false,
    }
}

fn check_tc3(authorization: &str, headers: &[(&str, &str)], payload: &[u8]) -> Result<(), VerifyError> {
    let parsed = tc3::Authorization::parse(authorization)?;
    tc3::verify(&tc3_request(headers, payload), &parsed, [HOST], "ckafka", 1_700_000_000, &key())
}

#[test]
fn a_tc3_signature_is_accepted_for_every_host_that_is_given() {
    let sign = |host| {
        let headers = [("Host", host), ("Content-Type", "application/json")];
        tc3::sign(&tc3_request(&headers, b"{}"), "ckafka", 1_700_000_000, &key())
    };
    let received = [("content-type", "application/json"), ("host", "localhost:8788")];
    for host in ["localhost:8788", "localhost", HOST] {
        assert_eq!(check_tc3(&sign(host), &received, b"{}"), Ok(()), "{host}");
    }
    assert_eq!(check_tc3(&sign("example.org"), &received, b"{}"), Err(VerifyError::Mismatch));
}

#[test]
fn a_tc3_signature_must_cover_host_and_content_type_and_the_body() {
    let both = [("Host", HOST), ("Content-Type", "application/json")];
    let sign =
        |headers: &[(&str, &str)]| tc3::sign(&tc3_request(headers, b"{}"), "ckafka", 1_700_000_000, &key());
    for headers in [&both[..1], &both[1..]] {
        assert_eq!(check_tc3(&sign(headers), headers, b"{}"), Err(VerifyError::HeadersNotSigned));
    }
    // A header that is said to be signed and did not come
    assert_eq!(check_tc3(&sign(&both), &both[..1], b"{}"), Err(VerifyError::HeadersNotSigned));

    let authorization = sign(&both);
    let parsed = tc3::Authorization::parse(&authorization).unwrap();
    let unsigned = tc3::Request { unsigned_payload: true, ..tc3_request(&both, b"{}") };
    assert_eq!(
        tc3::verify(&unsigned, &parsed, [], "ckafka", 1_700_000_000, &key()),
        Err(VerifyError::UnsignedPayload)
    );
}

#[test]
fn a_tc3_signature_is_for_one_service_day_and_key() {
    let both = [("Host", HOST), ("Content-Type", "application/json")];
    let authorization = tc3::sign(&tc3_request(&both, b"{}"), "ckafka", 1_700_000_000, &key());
    let parsed = tc3::Authorization::parse(&authorization).unwrap();
    assert_eq!(parsed.secret_id, ID);
    let request = tc3_request(&both, b"{}");
    let check = |service, time, key: &Credential| tc3::verify(&request, &parsed, [], service, time, key);
    assert_eq!(check("ckafka", 1_700_000_000, &key()), Ok(()));
    assert_eq!(check("cvm", 1_700_000_000, &key()), Err(VerifyError::OtherScope));
    assert_eq!(check("ckafka", 1_700_000_000 + 86_400, &key()), Err(VerifyError::OtherScope));
    assert_eq!(check("ckafka", 1_700_000_001, &key()), Err(VerifyError::Mismatch));
    let other = Credential::new("AKIDother", KEY, None).unwrap();
    assert_eq!(check("ckafka", 1_700_000_000, &other), Err(VerifyError::OtherScope));
    let other = Credential::new(ID, "other", None).unwrap();
    assert_eq!(check("ckafka", 1_700_000_000, &other), Err(VerifyError::Mismatch));
}

#[test]
fn an_authorization_of_another_scheme_or_with_a_part_missing_is_unreadable() {
    for value in [
        "",
        "Bearer abc",
        "TC3-HMAC-SHA256",
        "TC3-HMAC-SHA256 Credential=a/2023-11-14/ckafka/tc3_request, SignedHeaders=content-type;host",
        "TC3-HMAC-SHA256 Credential=a, SignedHeaders=content-type;host, Signature=00",
        "TC3-HMAC-SHA256 SignedHeaders=content-type;host, Signature=00",
    ] {
        assert_eq!(tc3::Authorization::parse(value), Err(VerifyError::Unreadable), "{value}");
    }
    let both = [("Host", HOST), ("Content-Type", "application/json")];
    let authorization = tc3::sign(&tc3_request(&both, b"{}"), "ckafka", 1_700_000_000, &key());
    let (start, _) = authorization.split_once("Signature=").unwrap();
    for signature in ["", "0", "zz", "é", "00"] {
        let outcome = check_tc3(&format!("{start}Signature={signature}"), &both, b"{}");
        assert!(outcome.is_err(), "{signature}");
    }
    let upper = authorization.to_ascii_uppercase();
    let (_, signature) = upper.split_once("SIGNATURE=").unwrap();
    assert!(check_tc3(&format!("{start}Signature={signature}"), &both, b"{}").is_err(), "one spelling only");
}
