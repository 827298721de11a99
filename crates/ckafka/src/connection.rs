//! How to talk to an endpoint, and what a request to it looks like.

use crate::sign::v2;
use crate::{Credential, HttpRequest, Method, Params, Stamp};

const CONTENT_TYPE: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
/// A header that a foreign page cannot send without asking: unsigned calls must carry it.
const REQUESTED_WITH: (&str, &str) = ("X-Requested-With", "ckafka-console");

/// Which version of the API the endpoint speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ApiVersion {
    /// API 2.0: `SetGroupOffsets` and its siblings under `/v2/index.php`.
    V2,
}

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signing {
    /// The endpoint or something before it; the request goes out unsigned.
    Proxy,
    /// This program, with a key.
    Key(Credential),
}

/// Settings of a connection. The URL that requests are sent to is the transport's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// Version of the API.
    pub api: ApiVersion,
    /// Who signs.
    pub signing: Signing,
    /// The host that is signed: the API's host as the server knows itself, also if a relay stands before it.
    pub signing_host: String,
    /// Region of the instance, e.g. `ap-guangzhou`; our gateway needs none.
    pub region: Option<String>,
}

impl Connection {
    /// The request for some parameters of the API, signed if this connection has a key.
    pub(crate) fn request(&self, action: &'static str, business: &Params, stamp: Stamp) -> HttpRequest {
        let mut params = self.unsigned(action, business);
        let added = match &self.signing {
            Signing::Proxy => {
                vec![("Timestamp", stamp.unix_seconds.to_string()), ("Nonce", stamp.wire_nonce().to_string())]
            }
            Signing::Key(key) => {
                let target = v2::Target { method: Method::Post, host: &self.signing_host, path: self.path() };
                v2::sign(target, &params, key, stamp)
            }
        };
        for (name, value) in added {
            params.push(name, value);
        }
        HttpRequest {
            method: Method::Post,
            headers: self.headers().into_iter().map(|(name, value)| (name, value.to_owned())).collect(),
            query: String::new(),
            body: params.encode().into_bytes(),
        }
    }

    /// The same request as text for people: one parameter per line, not percent-encoded, and everything that is
    /// secret or made at the moment of sending replaced by words.
    pub(crate) fn redacted(&self, action: &'static str, business: &Params) -> String {
        const AT_SENDING: &str = "added at sending";
        const BY_PROXY: &str = "added by the proxy";
        let mut params = self.unsigned(action, business);
        params.push("Timestamp", AT_SENDING);
        params.push("Nonce", AT_SENDING);
        match &self.signing {
            Signing::Proxy => {
                params.push("SecretId", BY_PROXY);
                params.push("Signature", BY_PROXY);
            }
            Signing::Key(key) => {
                params.push("SecretId", AT_SENDING);
                params.push("SignatureMethod", "HmacSHA256");
                if key.token().is_some() {
                    params.push("Token", AT_SENDING);
                }
                params.push("Signature", AT_SENDING);
            }
        }
        let headers = self.headers().into_iter().map(|(name, value)| format!("{name}: {value}"));
        // Line breaks of a plan are shown as they are encoded
        let lines = params.iter().map(|(name, value)| format!("{name}={}", value.replace('\n', "%0A")));
        std::iter::once(format!("{} {} HTTP/1.1", Method::Post.name(), self.path()))
            .chain(headers)
            .chain([String::new()])
            .chain(lines)
            .collect::<Vec<_>>()
            .join("\n")
    }

    fn unsigned(&self, action: &'static str, business: &Params) -> Params {
        let mut params = Params::new();
        params.push("Action", action);
        if let Some(region) = self.region.as_deref().filter(|region| !region.is_empty()) {
            params.push("Region", region);
        }
        for (name, value) in business.iter() {
            params.push(name, value);
        }
        params
    }

    /// The API's own path, which is signed whatever path the endpoint URL has.
    fn path(&self) -> &'static str {
        match self.api {
            ApiVersion::V2 => "/v2/index.php",
        }
    }

    fn headers(&self) -> Vec<(&'static str, &'static str)> {
        match self.signing {
            Signing::Proxy => vec![CONTENT_TYPE, REQUESTED_WITH],
            Signing::Key(_) => vec![CONTENT_TYPE],
        }
    }
}
