//! Signatures of both API versions: making them and checking them.
//!
//! Time and nonce are arguments, nothing is read from the surroundings, and a signing function says what to *add*
//! to a request; the request itself stays as it is.
//!
//! | scheme | module | used by |
//! |---|---|---|
//! | HMAC over sorted parameters (`HmacSHA256`, `HmacSHA1`) | [`v2`] | API 2.0, and API 3.0 as "signature v1" |
//! | `TC3-HMAC-SHA256` | [`tc3`] | API 3.0 |

mod credential;
mod hmac;
pub mod tc3;
pub mod v2;
mod verify;

pub use credential::{Credential, CredentialError};
pub use verify::VerifyError;

/// A host without its port: `127.0.0.1:8788` is `127.0.0.1`, `[::1]:8788` is `[::1]`, `[::1]` stays.
fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}
