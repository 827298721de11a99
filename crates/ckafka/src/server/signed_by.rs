//! Who signed a request, and when: the common parameters that a server checks.

use crate::{ParameterError, Params};

/// The authentication of a request.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedBy<'a> {
    /// Whose key.
    pub secret_id: &'a str,
    /// When, in seconds since 1970-01-01T00:00:00Z, by the caller's clock.
    pub unix_seconds: u64,
    /// The caller's random number, 1 to 2^63-1; one that came before is a replay.
    pub nonce: u64,
    /// Session token of a temporary key.
    pub token: Option<&'a str>,
}

impl<'a> SignedBy<'a> {
    /// Reads the authentication; `None` for a request that has none, with neither `SecretId` nor `Signature`.
    ///
    /// The signature itself is checked by [`crate::sign::v2::verify`].
    ///
    /// # Errors
    /// [`ParameterError`] if one of the four that belong together is missing, or is no number where it must be one.
    pub fn read(params: &'a Params) -> Result<Option<Self>, ParameterError> {
        if params.get("SecretId").is_none() && params.get("Signature").is_none() {
            return Ok(None);
        }
        const WAY_OUT: &str = "a signed request needs SecretId, Signature, Timestamp and Nonce";
        let required = |name| {
            params.get(name).ok_or_else(|| ParameterError::Missing { name, way_out: WAY_OUT.to_owned() })
        };
        let number = |name, way_out: &str, least| {
            let text = required(name)?;
            let number =
                if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse::<i64>().ok() } else { None };
            number.and_then(|number| u64::try_from(number).ok()).filter(|number| *number >= least).ok_or_else(
                || ParameterError::Refused {
                    name: name.to_owned(),
                    value: text.to_owned(),
                    way_out: way_out.to_owned(),
                },
            )
        };
        required("Signature")?;
        Ok(Some(Self {
            secret_id: required("SecretId")?,
            unix_seconds: number("Timestamp", "send the time in seconds since 1970-01-01T00:00:00Z", 0)?,
            nonce: number("Nonce", "send a random whole number from 1 to 9223372036854775807", 1)?,
            token: params.get("Token").filter(|token| !token.is_empty()),
        }))
    }
}

/// Shows no token.
impl std::fmt::Debug for SignedBy<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SignedBy({}, at {}, nonce {})", self.secret_id, self.unix_seconds, self.nonce)
    }
}
