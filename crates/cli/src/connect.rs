//! From options and environment to something that can be talked to.

mod endpoint;
mod key;

pub use endpoint::{Endpoint, EndpointError, TypedEndpoint};
pub use key::KeyError;

use crate::args::{Api, ConnectionArgs};
use ckafka_api::{ApiVersion, Connection, Credential, Signing};

/// Why there is no connection, before anything was sent.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The URL is no good.
    #[error("--endpoint: {0}")]
    Endpoint(#[from] EndpointError),
    /// The key is no good.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A key would protect nothing if others on the way could change the request's answer, or replay it.
    #[error(
        "refusing to send signed requests to {0} by plain HTTP, which others on the way can read and change; \
         use https, or --unsigned if that address signs by itself"
    )]
    SignedByPlainHttp(Endpoint),
}

/// Settings of the connection. Reads the key file or the environment, unless told not to sign.
///
/// # Errors
///
/// [`ConnectError`] for a key that can't be used, or one that must not go to this endpoint.
pub fn connection(args: &ConnectionArgs) -> Result<Connection, ConnectError> {
    let endpoint = args.endpoint.get()?;
    let key: Option<Credential> = match &args.key_file {
        _ if args.unsigned => None,
        Some(file) => Some(key::from_file(file)?),
        None => key::from_environment()?,
    };
    if key.is_some() && !endpoint.is_https() && !endpoint.is_loopback() {
        return Err(ConnectError::SignedByPlainHttp(endpoint.clone()));
    }
    Ok(Connection {
        api: match args.api {
            Api::V2 => ApiVersion::V2,
            Api::V3 => ApiVersion::V3,
        },
        signing: key.map_or(Signing::Proxy, Signing::Key),
        signing_host: args.signing_host.clone().unwrap_or_else(|| endpoint.host().to_owned()),
        region: args.region.clone(),
    })
}
