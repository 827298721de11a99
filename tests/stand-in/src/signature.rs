//! What a signature should be, by an implementation of this crate's own and, where they are, by the official SDKs.

use crate::{SECRET, official};
use base64::Engine as _;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// A request of API 2.0 as its signature sees it.
pub(crate) struct Form<'a> {
    pub(crate) method: &'a str,
    pub(crate) host: &'a str,
    pub(crate) path: &'a str,
    /// All but the signature.
    pub(crate) params: &'a BTreeMap<String, String>,
}

impl Form<'_> {
    /// The signature that it must have.
    pub(crate) fn signature(&self) -> String {
        let Self { method, host, path, params } = self;
        let pairs = params.iter().map(|(name, value)| (name.replace('_', "."), value));
        let mut pairs: Vec<String> = pairs.map(|(name, value)| format!("{name}={value}")).collect();
        pairs.sort();
        let text = format!("{method}{host}{path}?{}", pairs.join("&"));
        let own = base64::engine::general_purpose::STANDARD.encode(mac(SECRET.as_bytes(), &text));
        agreed(
            own,
            &json!({"api": 2, "secret": SECRET, "method": method, "host": host, "path": path, "params": params,
                "algorithm": "HmacSHA256"}),
        )
    }
}

/// A request of API 3.0 as its signature sees it.
pub(crate) struct Message<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    /// The headers that are signed, in the order of the signature, names in small letters.
    pub(crate) headers: Vec<(&'a str, &'a str)>,
    pub(crate) body: &'a [u8],
    /// UNIX seconds, and the day that they are in.
    pub(crate) time: u64,
    pub(crate) date: &'a str,
}

impl Message<'_> {
    /// The signature that it must have.
    pub(crate) fn signature(&self) -> String {
        let Self { method, path, query, headers, body, time, date } = self;
        let lines = headers.iter().map(|(name, value)| {
            let value = if *name == "x-tc-action" { value.to_lowercase() } else { (*value).to_owned() };
            format!("{name}:{value}\n")
        });
        let lines: String = lines.collect();
        let names: Vec<&str> = headers.iter().map(|(name, _)| *name).collect();
        let names = names.join(";");
        let hash = hex(&Sha256::digest(body));
        let canonical = format!("{method}\n{path}\n{query}\n{lines}\n{names}\n{hash}");
        let hash = hex(&Sha256::digest(canonical.as_bytes()));
        let text = format!("TC3-HMAC-SHA256\n{time}\n{date}/ckafka/tc3_request\n{hash}");
        let key = mac(&mac(&mac(format!("TC3{SECRET}").as_bytes(), date), "ckafka"), "tc3_request");
        agreed(
            hex(&mac(&key, &text)),
            &json!({"api": 3, "secret": SECRET, "method": method, "path": path, "query": query,
                "headers": headers, "body": base64::engine::general_purpose::STANDARD.encode(body),
                "time": time.to_string(), "date": date}),
        )
    }
}

/// What both say; if they differ, this crate is wrong.
fn agreed(own: String, question: &serde_json::Value) -> String {
    if let Some(theirs) = official::sign(question) {
        assert_eq!(own, theirs, "the stand-in signs in another way than the official SDK: {question}");
    }
    own
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac: Hmac<Sha256> = Hmac::new_from_slice(key).unwrap();
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
