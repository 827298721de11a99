//! Signature of API 3.0: `TC3-HMAC-SHA256`, a chain of keys over a canonical request.
//!
//! Every stage is public, so that a signature that does not match can be followed to the stage that differs:
//! [`canonical_request`], [`string_to_sign`], [`SigningKey`], [`signature`]; [`sign`] and [`verify`] go all the way.
//!
//! ```
//! use ckafka_api::{Credential, Method, sign::tc3};
//!
//! let key = Credential::new("AKIDexample", "secret", None).unwrap();
//! let request = tc3::Request {
//!     method: Method::Post,
//!     path: "/",
//!     query: "",
//!     signed_headers: &[("Content-Type", "application/json"), ("Host", "ckafka.tencentcloudapi.com")],
//!     payload: b"{}",
//!     unsigned_payload: false,
//! };
//! let authorization = tc3::sign(&request, "ckafka", 1_700_000_000, &key);
//! assert!(authorization.starts_with("TC3-HMAC-SHA256 Credential=AKIDexample/2023-11-14/ckafka/tc3_request, "));
//! ```

use super::hmac::{from_hex, hex, hmac_sha256, sha256_hex, sha256_state};
use super::{Credential, VerifyError};
use crate::Method;
use hmac::Mac as _;
use zeroize::Zeroizing;

/// What the body's hash is replaced by where the body is left out of the signature.
const UNSIGNED_PAYLOAD: &[u8] = b"UNSIGNED-PAYLOAD";
const SCHEME: &str = "TC3-HMAC-SHA256";

/// The parts of a request that the signature covers.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The method.
    pub method: Method,
    /// The API's own path, `/`.
    pub path: &'a str,
    /// The query exactly as sent; empty for `POST`.
    pub query: &'a str,
    /// The headers to be covered, at least `Content-Type` and `Host`, in any order and letter case.
    pub signed_headers: &'a [(&'a str, &'a str)],
    /// The body exactly as sent.
    pub payload: &'a [u8],
    /// The request says `X-TC-Content-SHA256: UNSIGNED-PAYLOAD`, so the body is not covered.
    pub unsigned_payload: bool,
}

impl Request<'_> {
    /// Names and values as they are signed, sorted by name. Of the values only `x-tc-action`'s is lowered: so do
    /// the vendor's example and its SDKs.
    fn canonical_headers(&self) -> Vec<(String, String)> {
        let mut headers: Vec<(String, String)> = self
            .signed_headers
            .iter()
            .map(|(name, value)| {
                let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
                let value = if name == "x-tc-action" { value.to_ascii_lowercase() } else { value.to_owned() };
                (name, value)
            })
            .collect();
        headers.sort_unstable();
        headers
    }

    /// The names of the signed headers as the signature lists them, e.g. `content-type;host`.
    pub fn header_names(&self) -> String {
        let names: Vec<String> = self.canonical_headers().into_iter().map(|(name, _)| name).collect();
        names.join(";")
    }

    /// Hash of the body as it enters the canonical request, in hexadecimal.
    pub fn payload_hash(&self) -> String {
        sha256_hex(if self.unsigned_payload { UNSIGNED_PAYLOAD } else { self.payload })
    }
}

/// First stage: the request in one agreed form.
pub fn canonical_request(request: &Request<'_>) -> String {
    let headers: String =
        request.canonical_headers().iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
    format!(
        "{}\n{}\n{}\n{headers}\n{}\n{}",
        request.method.name(),
        request.path,
        request.query,
        request.header_names(),
        request.payload_hash()
    )
}

/// Hash of the canonical request, in hexadecimal.
pub fn hashed_canonical_request(canonical_request: &str) -> String {
    sha256_hex(canonical_request.as_bytes())
}

/// `YYYY-MM-DD/service/tc3_request`, with the UTC date of the request's time.
pub fn credential_scope(service: &str, unix_seconds: u64) -> String {
    format!("{}/{service}/tc3_request", utc_date(unix_seconds))
}

/// Second stage: what is signed.
pub fn string_to_sign(canonical_request: &str, service: &str, unix_seconds: u64) -> String {
    let scope = credential_scope(service, unix_seconds);
    format!("{SCHEME}\n{unix_seconds}\n{scope}\n{}", hashed_canonical_request(canonical_request))
}

/// Third stage: the key of one service on one day, and the two keys before it.
pub struct SigningKey {
    date: Zeroizing<[u8; 32]>,
    service: Zeroizing<[u8; 32]>,
    signing: Zeroizing<[u8; 32]>,
}

impl SigningKey {
    /// Derives the keys from the SecretKey.
    pub fn derive(key: &Credential, service: &str, unix_seconds: u64) -> Self {
        let mut start = Zeroizing::new(b"TC3".to_vec());
        start.extend_from_slice(key.secret_key());
        let date = Zeroizing::new(hmac_sha256(&start, utc_date(unix_seconds).as_bytes()));
        let of_service = Zeroizing::new(hmac_sha256(&*date, service.as_bytes()));
        let signing = Zeroizing::new(hmac_sha256(&*of_service, b"tc3_request"));
        Self { date, service: of_service, signing }
    }

    /// The three keys in hexadecimal: of the day, of the service, for signing. They are secret; for checking
    /// published vectors only.
    pub fn stages(&self) -> [(&'static str, Zeroizing<String>); 3] {
        [
            ("secret_date_hex", &self.date),
            ("secret_service_hex", &self.service),
            ("secret_signing_hex", &self.signing),
        ]
        .map(|(name, key)| (name, Zeroizing::new(hex(key.as_slice()))))
    }
}

/// Shows no key.
impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SigningKey(not shown)")
    }
}

/// Last stage: the signature, in hexadecimal.
pub fn signature(string_to_sign: &str, key: &SigningKey) -> String {
    hex(&hmac_sha256(&*key.signing, string_to_sign.as_bytes()))
}

/// The value of the `Authorization` header to add. The request must also carry `X-TC-Timestamp` with the same time.
pub fn sign(request: &Request<'_>, service: &str, unix_seconds: u64, key: &Credential) -> String {
    let text = string_to_sign(&canonical_request(request), service, unix_seconds);
    let signature = signature(&text, &SigningKey::derive(key, service, unix_seconds));
    format!(
        "{SCHEME} Credential={}/{}, SignedHeaders={}, Signature={signature}",
        key.secret_id(),
        credential_scope(service, unix_seconds),
        request.header_names()
    )
}

/// A received `Authorization` header of this scheme, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorization<'a> {
    /// Whose key signed.
    pub secret_id: &'a str,
    scope: &'a str,
    signed_headers: &'a str,
    signature: &'a str,
}

impl<'a> Authorization<'a> {
    /// Reads the header's value.
    ///
    /// # Errors
    /// [`VerifyError::Unreadable`] if it is of another scheme or lacks a part.
    pub fn parse(value: &'a str) -> Result<Self, VerifyError> {
        let parts = value.strip_prefix(SCHEME).ok_or(VerifyError::Unreadable)?;
        let part = |name: &str| {
            parts
                .split(',')
                .find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='))
                .ok_or(VerifyError::Unreadable)
        };
        let (secret_id, scope) = part("Credential")?.split_once('/').ok_or(VerifyError::Unreadable)?;
        Ok(Self { secret_id, scope, signed_headers: part("SignedHeaders")?, signature: part("Signature")? })
    }

    /// The signature itself, in hexadecimal; as received, so it may be anything until it is verified.
    pub fn signature(&self) -> &'a str {
        self.signature
    }

    /// The names of the headers that the signature covers, in lower case.
    pub fn signed_headers(&self) -> impl Iterator<Item = &'a str> {
        self.signed_headers.split(';')
    }
}

/// Checks a request's signature in constant time, for each of the accepted hosts.
///
/// `request.signed_headers` are the headers as received that [`Authorization::signed_headers`] names; the host in
/// it is accepted with and without its port. `unix_seconds` is the request's `X-TC-Timestamp`. Clock, replay and
/// token are the caller's to check.
///
/// # Errors
/// [`VerifyError`]: unsigned body, another scope, headers missing, unreadable, or no match.
pub fn verify<'a>(
    request: &Request<'a>,
    authorization: &Authorization<'_>,
    hosts: impl IntoIterator<Item = &'a str>,
    service: &str,
    unix_seconds: u64,
    key: &Credential,
) -> Result<(), VerifyError> {
    if request.unsigned_payload {
        return Err(VerifyError::UnsignedPayload);
    }
    if authorization.secret_id != key.secret_id()
        || authorization.scope != credential_scope(service, unix_seconds)
    {
        return Err(VerifyError::OtherScope);
    }
    let named: Vec<&str> = authorization.signed_headers().collect();
    if request.header_names() != authorization.signed_headers || !named.contains(&"content-type") {
        return Err(VerifyError::HeadersNotSigned);
    }
    let is_host = |name: &str| name.eq_ignore_ascii_case("host");
    let received = request.signed_headers.iter().find(|(name, _)| is_host(name)).map(|(_, value)| *value);
    let received = received.ok_or(VerifyError::HeadersNotSigned)?;
    let claimed = from_hex(authorization.signature).ok_or(VerifyError::Unreadable)?;
    let signing = SigningKey::derive(key, service, unix_seconds);
    let candidates = [received, super::without_port(received)].into_iter().chain(hosts);
    let fits = candidates.fold(false, |fits, host| {
        let headers: Vec<(&str, &str)> = request
            .signed_headers
            .iter()
            .map(|(name, value)| (*name, if is_host(name) { host } else { *value }))
            .collect();
        let text = canonical_request(&Request { signed_headers: &headers, ..*request });
        let text = string_to_sign(&text, service, unix_seconds);
        fits | sha256_state(&*signing.signing).chain_update(text).verify_slice(&claimed).is_ok()
    });
    if fits { Ok(()) } else { Err(VerifyError::Mismatch) }
}

/// The UTC date of a time as `YYYY-MM-DD` (days to civil date by Howard Hinnant's method, from 1970 on).
fn utc_date(unix_seconds: u64) -> String {
    let days = unix_seconds / 86_400 + 719_468;
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}
