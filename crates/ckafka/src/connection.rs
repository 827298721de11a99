//! How to talk to an endpoint, and what a request to it looks like.

use crate::sign::{tc3, v2};
use crate::v3::{SERVICE, VERSION};
use crate::{Credential, HttpRequest, JsonBody, Method, Params, Question, Stamp};

/// The API's own paths, which are signed whatever path the endpoint URL has.
pub(crate) const PATH_V2: &str = "/v2/index.php";
pub(crate) const PATH_V3: &str = "/";

const FORM: &str = "application/x-www-form-urlencoded";
/// Signed, so it must arrive exactly so.
const JSON: &str = "application/json";

const AT_SENDING: &str = "added at sending";
const BY_PROXY: &str = "added by the proxy";

/// Which version of the API the endpoint speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ApiVersion {
    /// API 2.0: `SetGroupOffsets` and its siblings under `/v2/index.php`.
    V2,
    /// API 3.0, version 2019-08-19: `ModifyGroupOffsets` and its siblings under `/`.
    V3,
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
    /// The request for a question, signed if this connection has a key.
    pub(crate) fn request(&self, question: &Question, stamp: Stamp) -> HttpRequest {
        match question {
            Question::V2 { action, params } => self.request_v2(action, params, stamp),
            Question::V3 { action, body } => self.request_v3(action, body, stamp),
        }
    }

    /// The same request as text for people: one parameter per line, not percent-encoded, and everything that is
    /// secret or made at the moment of sending replaced by words.
    pub(crate) fn redacted(&self, question: &Question) -> String {
        let (path, headers, lines) = match question {
            Question::V2 { action, params } => {
                (PATH_V2, self.headers(FORM), self.redacted_params(action, params))
            }
            Question::V3 { action, body } => (PATH_V3, self.redacted_headers(action), vec![body.to_pretty()]),
        };
        let headers = headers.into_iter().map(|(name, value)| format!("{name}: {value}"));
        std::iter::once(format!("{} {path} HTTP/1.1", Method::Post.name()))
            .chain(headers)
            .chain([String::new()])
            .chain(lines)
            .collect::<Vec<_>>()
            .join("\n")
    }

    fn request_v2(&self, action: &str, business: &Params, stamp: Stamp) -> HttpRequest {
        let mut params = self.unsigned(action, business);
        let added = match &self.signing {
            Signing::Proxy => {
                vec![("Timestamp", stamp.unix_seconds.to_string()), ("Nonce", stamp.wire_nonce().to_string())]
            }
            Signing::Key(key) => {
                let target = v2::Target { method: Method::Post, host: &self.signing_host, path: PATH_V2 };
                v2::sign(target, &params, key, stamp)
            }
        };
        for (name, value) in added {
            params.push(name, value);
        }
        post(self.headers(FORM), params.encode().into_bytes())
    }

    fn redacted_params(&self, action: &str, business: &Params) -> Vec<String> {
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
        // Line breaks of a plan are shown as they are encoded
        params.iter().map(|(name, value)| format!("{name}={}", value.replace('\n', "%0A"))).collect()
    }

    pub(crate) fn unsigned(&self, action: &str, business: &Params) -> Params {
        let mut params = Params::new();
        params.push("Action", action);
        if let Some(region) = self.region() {
            params.push("Region", region);
        }
        for (name, value) in business.iter() {
            params.push(name, value);
        }
        params
    }

    fn request_v3(&self, action: &str, body: &JsonBody, stamp: Stamp) -> HttpRequest {
        let body = body.to_json().into_bytes();
        let mut headers = self.headers_v3(action);
        headers.push(("X-TC-Timestamp", stamp.unix_seconds.to_string()));
        if let Signing::Key(key) = &self.signing {
            headers.extend(key.token().map(|token| ("X-TC-Token", token.to_owned())));
            let request = tc3::Request {
                method: Method::Post,
                path: PATH_V3,
                query: "",
                // The action too, so that nobody on the way can make a reset of a read
                signed_headers: &[
                    ("Content-Type", JSON),
                    ("Host", &self.signing_host),
                    ("X-TC-Action", action),
                ],
                payload: &body,
                unsigned_payload: false,
            };
            headers.push(("Authorization", tc3::sign(&request, SERVICE, stamp.unix_seconds, key)));
        }
        post(headers, body)
    }

    fn redacted_headers(&self, action: &str) -> Vec<(&'static str, String)> {
        let mut headers = self.headers_v3(action);
        headers.push(("X-TC-Timestamp", AT_SENDING.to_owned()));
        match &self.signing {
            Signing::Proxy => headers.push(("Authorization", BY_PROXY.to_owned())),
            Signing::Key(key) => {
                if key.token().is_some() {
                    headers.push(("X-TC-Token", AT_SENDING.to_owned()));
                }
                headers.push(("Authorization", AT_SENDING.to_owned()));
            }
        }
        headers
    }

    pub(crate) fn headers_v3(&self, action: &str) -> Vec<(&'static str, String)> {
        let mut headers = self.headers(JSON);
        headers.push(("X-TC-Action", action.to_owned()));
        headers.push(("X-TC-Version", VERSION.to_owned()));
        headers.extend(self.region().map(|region| ("X-TC-Region", region.to_owned())));
        headers
    }

    pub(crate) fn headers(&self, content_type: &str) -> Vec<(&'static str, String)> {
        let mut headers = vec![("Content-Type", content_type.to_owned())];
        if self.signing == Signing::Proxy {
            // A foreign page cannot send it without asking: unsigned calls must carry it
            headers.push(("X-Requested-With", "ckafka-console".to_owned()));
        }
        headers
    }

    fn region(&self) -> Option<&str> {
        self.region.as_deref().filter(|region| !region.is_empty())
    }
}

fn post(headers: Vec<(&'static str, String)>, body: Vec<u8>) -> HttpRequest {
    HttpRequest { method: Method::Post, headers, query: String::new(), body }
}
