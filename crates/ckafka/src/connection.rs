//! How to talk to an endpoint, and what a request to it looks like.

use crate::sign::v2;
use crate::{Credential, HttpRequest, Method, Params, Stamp};

/// The API's own path, which is signed whatever path the endpoint URL has.
const PATH: &str = "/v2/index.php";
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
                let target = v2::Target { method: Method::Post, host: &self.signing_host, path: PATH };
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
        let added: &[(&str, &str)] = match &self.signing {
            Signing::Proxy => &[
                ("Timestamp", "added at sending"),
                ("Nonce", "added at sending"),
                ("SecretId", "added by the proxy"),
                ("Signature", "added by the proxy"),
            ],
            Signing::Key(_) => &[
                ("Timestamp", "added at sending"),
                ("Nonce", "added at sending"),
                ("SecretId", "added at sending"),
                ("SignatureMethod", "HmacSHA256"),
                ("Token", "added at sending"),
                ("Signature", "added at sending"),
            ][..],
        };
        let has_token = matches!(&self.signing, Signing::Key(key) if key.token().is_some());
        let mut text = format!("{} {PATH} HTTP/1.1\n", Method::Post.name());
        for (name, value) in self.headers() {
            text.push_str(&format!("{name}: {value}\n"));
        }
        text.push('\n');
        let params = self.unsigned(action, business);
        let added = added.iter().copied().filter(|(name, _)| *name != "Token" || has_token);
        let lines: Vec<String> =
            params.iter().chain(added).map(|(name, value)| format!("{name}={}", one_line(value))).collect();
        text.push_str(&lines.join("\n"));
        text
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

    fn headers(&self) -> Vec<(&'static str, &'static str)> {
        match self.signing {
            Signing::Proxy => vec![CONTENT_TYPE, REQUESTED_WITH],
            Signing::Key(_) => vec![CONTENT_TYPE],
        }
    }
}

/// A value on one line: line breaks of a plan are shown as they are encoded.
fn one_line(value: &str) -> String {
    value.chars().flat_map(|c| if c == '\n' { "%0A".chars().collect() } else { vec![c] }).collect()
}
