//! Signature of API 2.0: HMAC over the sorted parameters.
//!
//! ```
//! use ckafka_api::{Credential, Method, Params, Stamp, sign::v2};
//!
//! let key = Credential::new("AKIDEXAMPLEonlyForTests00000000000000", "EXAMPLEsecretKeyOnlyForTests0000", None).unwrap();
//! let mut params = Params::new();
//! params.push("Action", "ListGroup");
//! let target = v2::Target { method: Method::Post, host: "ckafka.api.qcloud.com", path: "/v2/index.php" };
//! let added = v2::sign(target, &params, &key, Stamp { unix_seconds: 1_700_000_000, nonce: 11886 });
//! for (name, value) in added {
//!     params.push(name, value);
//! }
//! assert!(v2::verify(target, ["ckafka.api.qcloud.com"], &params, &key).is_ok());
//! ```

use super::hmac::{hmac_sha1, hmac_sha256, sha1_state, sha256_state};
use super::{Credential, VerifyError};
use crate::{Method, Params, Stamp};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::Mac as _;

/// The hash under the HMAC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// `HmacSHA256`, what we sign with.
    HmacSha256,
    /// `HmacSHA1`, what the official SDKs sign with unless told otherwise.
    HmacSha1,
}

impl Algorithm {
    /// The algorithm that a request asks for: only exactly `HmacSHA256` selects SHA-256, anything else, or
    /// nothing, means SHA-1.
    pub fn of(params: &Params) -> Self {
        if params.get("SignatureMethod") == Some("HmacSHA256") { Self::HmacSha256 } else { Self::HmacSha1 }
    }
}

/// Where a request goes, as far as the signature covers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target<'a> {
    /// The method.
    pub method: Method,
    /// The host that the server knows itself by, without scheme.
    pub host: &'a str,
    /// The API's own path (`/v2/index.php`; `/` for API 3.0), never a relay's.
    pub path: &'a str,
}

/// What is signed: `METHOD` + host + path + `?` + sorted `name=value` joined by `&`.
///
/// Values are raw. In names `_` becomes `.`, before sorting, as the official SDK does. A `POST` leaves out values
/// that begin with `@` (they meant files). `Signature` itself is never part of it.
pub fn string_to_sign(target: Target<'_>, params: &Params) -> String {
    let mut pairs: Vec<(String, &str)> = params
        .iter()
        .filter(|(name, value)| {
            *name != "Signature" && !(target.method == Method::Post && value.starts_with('@'))
        })
        .map(|(name, value)| (name.replace('_', "."), value))
        .collect();
    pairs.sort_unstable();
    let joined: Vec<String> = pairs.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!("{}{}{}?{}", target.method.name(), target.host, target.path, joined.join("&"))
}

/// The signature of a string to sign, in Base64 with padding; not percent-encoded.
pub fn signature(string_to_sign: &str, algorithm: Algorithm, key: &Credential) -> String {
    match algorithm {
        Algorithm::HmacSha256 => STANDARD.encode(hmac_sha256(key.secret_key(), string_to_sign.as_bytes())),
        Algorithm::HmacSha1 => STANDARD.encode(hmac_sha1(key.secret_key(), string_to_sign.as_bytes())),
    }
}

/// What to add to a request, in this order: `Timestamp`, `Nonce`, `SecretId`, `SignatureMethod`, `Token` (of a
/// temporary key) and `Signature`. Signs with HmacSHA256.
pub fn sign(
    target: Target<'_>,
    params: &Params,
    key: &Credential,
    stamp: Stamp,
) -> Vec<(&'static str, String)> {
    let mut added = vec![
        ("Timestamp", stamp.unix_seconds.to_string()),
        ("Nonce", stamp.wire_nonce().to_string()),
        ("SecretId", key.secret_id().to_owned()),
        ("SignatureMethod", "HmacSHA256".to_owned()),
    ];
    added.extend(key.token().map(|token| ("Token", token.to_owned())));
    let mut signed = params.clone();
    for (name, value) in &added {
        signed.push(*name, value.as_str());
    }
    added.push(("Signature", signature(&string_to_sign(target, &signed), Algorithm::HmacSha256, key)));
    added
}

/// Checks the `Signature` of a request in constant time, for each of the accepted hosts.
///
/// `target.host` is the host as received; it is accepted too, with and without its port. Clock, replay, and
/// [`Credential::accepts_token`] are the caller's to check.
///
/// # Errors
/// [`VerifyError::Unreadable`] without a `Signature` in Base64, else [`VerifyError::Mismatch`].
pub fn verify<'a>(
    target: Target<'a>,
    hosts: impl IntoIterator<Item = &'a str>,
    params: &Params,
    key: &Credential,
) -> Result<(), VerifyError> {
    let claimed = params.get("Signature").ok_or(VerifyError::Unreadable)?;
    let claimed = STANDARD.decode(claimed).map_err(|_| VerifyError::Unreadable)?;
    let algorithm = Algorithm::of(params);
    let candidates = [target.host, super::without_port(target.host)].into_iter().chain(hosts);
    let fits = candidates.fold(false, |fits, host| {
        let text = string_to_sign(Target { host, ..target }, params);
        let this = match algorithm {
            Algorithm::HmacSha256 => {
                sha256_state(key.secret_key()).chain_update(text).verify_slice(&claimed).is_ok()
            }
            Algorithm::HmacSha1 => {
                sha1_state(key.secret_key()).chain_update(text).verify_slice(&claimed).is_ok()
            }
        };
        fits | this
    });
    if fits { Ok(()) } else { Err(VerifyError::Mismatch) }
}
