//! A request that is signed by headers, as API 3.0 wants it.

use super::{Message, Refusal};
use axum::http::header::{AUTHORIZATION, HeaderName};
use axum::http::request::Parts;
use ckafka_api::sign::tc3::{self, Authorization};
use ckafka_api::{Credential, Method, ParameterError, VerifyError};

/// The service that signatures must be for.
const SERVICE: &str = "ckafka";
const SCHEME: &str = "TC3-HMAC-SHA256";
/// How the names of the actions begin that may be carried out as often as one likes for one signature. Every other
/// action may not, and neither may a request that does not plainly name one: the name need not be signed, so whoever
/// recorded a request may have touched it.
const READS: &str = "Describe";

/// The headers of a signed request.
#[derive(Debug)]
pub(super) struct Signed<'a> {
    pub(super) authorization: Authorization<'a>,
    pub(super) unix_seconds: u64,
    pub(super) token: Option<&'a str>,
    /// Names and values of the headers that are said to be signed, as they came.
    headers: Vec<(&'a str, &'a str)>,
    unsigned_payload: bool,
    reads: bool,
}

impl<'a> Signed<'a> {
    /// Reads the headers; `None` without an `Authorization` of this scheme.
    ///
    /// # Errors
    ///
    /// [`Refusal`] if it cannot be read, or the time that belongs to it.
    pub(super) fn read(parts: &'a Parts) -> Result<Option<Self>, Refusal> {
        let only = |name: &str| {
            let mut values = parts.headers.get_all(name).iter();
            let first = values.next()?.to_str().ok()?;
            if values.next().is_some() { None } else { Some(first) }
        };
        let Some(value) = only(AUTHORIZATION.as_str()).filter(|value| value.starts_with(SCHEME)) else {
            return Ok(None);
        };
        let authorization = Authorization::parse(value).map_err(Refusal::Signature)?;
        let names = authorization.signed_headers().filter(|name| HeaderName::try_from(*name).is_ok());
        let headers = names.filter_map(|name| Some((name, only(name)?))).collect();
        Ok(Some(Self {
            unix_seconds: seconds(only("x-tc-timestamp"))?,
            token: only("x-tc-token").filter(|token| !token.is_empty()),
            unsigned_payload: only("x-tc-content-sha256") == Some("UNSIGNED-PAYLOAD"),
            reads: only("x-tc-action").is_some_and(|action| action.starts_with(READS)),
            authorization,
            headers,
        }))
    }

    /// The signature of a write as a number that is as good as unique; `None` for a read, which may come as often as
    /// it likes.
    pub(super) fn nonce_of_write(&self) -> Option<u64> {
        let digits = self.authorization.signature().get(..16)?;
        u64::from_str_radix(digits, 16).ok().filter(|_| !self.reads)
    }

    /// Checks the signature, for the Host that was sent and each of `hosts`.
    pub(super) fn verify(
        &self,
        message: &Message<'_>,
        hosts: &[String],
        key: &Credential,
    ) -> Result<(), VerifyError> {
        let (query, payload) = match message.method {
            Method::Get => {
                (str::from_utf8(message.content).map_err(|_| VerifyError::Mismatch)?, [].as_slice())
            }
            Method::Post => ("", message.content),
        };
        let request = tc3::Request {
            method: message.method,
            path: super::SIGNED_PATH_V3,
            query,
            signed_headers: &self.headers,
            payload,
            unsigned_payload: self.unsigned_payload,
        };
        let hosts = hosts.iter().map(String::as_str);
        tc3::verify(&request, &self.authorization, hosts, SERVICE, self.unix_seconds, key)
    }
}

fn seconds(header: Option<&str>) -> Result<u64, ParameterError> {
    const NAME: &str = "X-TC-Timestamp";
    let way_out = "send the time in seconds since 1970-01-01T00:00:00Z".to_owned();
    match header {
        None => Err(ParameterError::Missing { name: NAME, way_out }),
        Some(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => text
            .parse()
            .map_err(|_| ParameterError::Refused { name: NAME.to_owned(), value: text.to_owned(), way_out }),
        Some(text) => Err(ParameterError::Refused { name: NAME.to_owned(), value: text.to_owned(), way_out }),
    }
}
