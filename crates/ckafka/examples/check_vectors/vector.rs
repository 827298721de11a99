//! One signature vector: a request and every stage of its signature, as published or as made by an official SDK.

use ckafka_api::sign::{tc3, v2};
use ckafka_api::{Credential, Method, Params};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;

/// A vector's name, and the first stage that differs, if any.
pub(crate) type Checked = (String, Result<(), Difference>);

/// Checks all vectors of a file (a JSON list); answers each vector's name and its first difference, if any.
///
/// # Errors
/// What is wrong with the file as a whole.
pub(crate) fn check_file(json: &[u8]) -> Result<Vec<Checked>, String> {
    let vectors: Vec<serde_json::Value> = serde_json::from_slice(json).map_err(|error| error.to_string())?;
    let check = |vector: serde_json::Value| {
        let name =
            vector.get("name").and_then(serde_json::Value::as_str).unwrap_or("without a name").to_owned();
        let read = serde_json::from_value::<Vector>(vector);
        (name, read.map_err(|error| unusable("form", "a vector", error)).and_then(|vector| vector.check()))
    };
    Ok(vectors.into_iter().map(check).collect())
}

/// One vector. Stages that it does not give are not compared; a signature it must give.
#[derive(Debug, Deserialize)]
pub(crate) struct Vector {
    algorithm: String,
    api: String,
    secret_id: String,
    secret_key: String,
    method: String,
    host: String,
    path: String,
    signature: String,
    string_to_sign: Option<String>,
    // Parameters that are signed (API 2.0, and API 3.0 as signature v1)
    params: Option<BTreeMap<String, String>>,
    signature_url_encoded: Option<String>,
    encoded_query_or_body: Option<String>,
    sdk_body_verbatim: Option<String>,
    // A canonical request that is signed (API 3.0)
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    query: String,
    #[serde(default)]
    payload: String,
    timestamp: Option<u64>,
    service: Option<String>,
    signed_headers: Option<String>,
    hashed_payload: Option<String>,
    canonical_request: Option<String>,
    hashed_canonical_request: Option<String>,
    credential_scope: Option<String>,
    secret_date_hex: Option<String>,
    secret_service_hex: Option<String>,
    secret_signing_hex: Option<String>,
    authorization: Option<String>,
}

/// The first stage at which a vector and this crate disagree.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    /// Name of the stage, as the file has it.
    pub(crate) stage: &'static str,
    /// What the file says.
    pub(crate) expected: String,
    /// What this crate makes.
    pub(crate) made: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} differs\n  expected: {:?}\n  made:     {:?}", self.stage, self.expected, self.made)
    }
}

/// Compares a stage, if the vector gives it.
fn stage(name: &'static str, expected: Option<&str>, made: &str) -> Result<(), Difference> {
    match expected {
        Some(expected) if expected != made => {
            Err(Difference { stage: name, expected: expected.to_owned(), made: made.to_owned() })
        }
        _ => Ok(()),
    }
}

fn unusable(name: &'static str, expected: &str, made: impl fmt::Display) -> Difference {
    Difference { stage: name, expected: expected.to_owned(), made: made.to_string() }
}

impl Vector {
    /// Goes through all stages in the order in which a signature comes about.
    ///
    /// # Errors
    /// The first stage that differs.
    pub(crate) fn check(&self) -> Result<(), Difference> {
        let key = Credential::new(&self.secret_id, &self.secret_key, None)
            .map_err(|error| unusable("credential", "a usable key", error))?;
        let method = match self.method.as_str() {
            "GET" => Method::Get,
            "POST" => Method::Post,
            other => return Err(unusable("method", "GET or POST", other)),
        };
        match self.api.as_str() {
            "v2" | "v3-signature-v1" => self.check_parameters(method, &key),
            "v3" => self.check_canonical(method, &key),
            other => Err(unusable("api", "v2, v3 or v3-signature-v1", other)),
        }
    }

    fn check_parameters(&self, method: Method, key: &Credential) -> Result<(), Difference> {
        let given = self.params.as_ref().ok_or_else(|| unusable("params", "parameters", "none"))?;
        let mut params = Params::new();
        // Backwards, so that the signature has something to sort
        for (name, value) in given.iter().rev() {
            params.push(name, value);
        }
        let algorithm = v2::Algorithm::of(&params);
        let name = match algorithm {
            v2::Algorithm::HmacSha256 => "HmacSHA256",
            v2::Algorithm::HmacSha1 => "HmacSHA1",
        };
        stage("params", Some(&self.algorithm), name)?;
        let encoded = self.encoded_query_or_body.as_deref().or(self.sdk_body_verbatim.as_deref());
        let sent = encoded
            .map(|text| Params::parse(text.as_bytes()).map_err(|error| unusable("params", text, error)))
            .transpose()?;
        if let Some(sent) = &sent {
            stage("params", Some(&sorted(&params)), &sorted(sent))?;
        }

        let target = v2::Target { method, host: &self.host, path: &self.path };
        let text = v2::string_to_sign(target, &params);
        stage("string_to_sign", self.string_to_sign.as_deref(), &text)?;
        let signature = v2::signature(&text, algorithm, key);
        stage("signature", Some(&self.signature), &signature)?;

        let mut with_signature = Params::new();
        with_signature.push("Signature", &signature);
        let url_encoded = with_signature.encode();
        let url_encoded = url_encoded.strip_prefix("Signature=").unwrap_or_default();
        stage("url-encoded", self.signature_url_encoded.as_deref(), url_encoded)?;
        if let Some(sent) = &sent {
            stage("url-encoded", sent.get("Signature"), &signature)?;
        }

        params.push("Signature", &signature);
        let received = sent.unwrap_or(params);
        v2::verify(target, [], &received, key).map_err(|error| unusable("verification", "accepted", error))
    }

    fn check_canonical(&self, method: Method, key: &Credential) -> Result<(), Difference> {
        stage("algorithm", Some(&self.algorithm), "TC3-HMAC-SHA256")?;
        let time = self.timestamp.ok_or_else(|| unusable("timestamp", "a time", "none"))?;
        let service = self.service.as_deref().ok_or_else(|| unusable("service", "a service", "none"))?;
        let names = self.signed_headers.as_deref().unwrap_or("content-type;host");
        let header = |name: &str| {
            let found = self.headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name));
            let found = found.map(|(name, value)| (name.as_str(), value.as_str()));
            // An HTTP client adds this one by itself
            found.or((name == "host").then_some(("host", self.host.as_str())))
        };
        let mut headers: Vec<(&str, &str)> = Vec::new();
        for name in names.split(';').rev() {
            headers.push(header(name).ok_or_else(|| unusable("headers", name, "no such header"))?);
        }
        stage("headers", Some(&self.host), header("host").map_or("", |(_, host)| host))?;
        let request = tc3::Request {
            method,
            path: &self.path,
            query: &self.query,
            signed_headers: &headers,
            payload: self.payload.as_bytes(),
            unsigned_payload: header("x-tc-content-sha256")
                .is_some_and(|(_, value)| value == "UNSIGNED-PAYLOAD"),
        };

        stage("hashed_payload", self.hashed_payload.as_deref(), &request.payload_hash())?;
        stage("signed_headers", self.signed_headers.as_deref(), &request.header_names())?;
        let canonical = tc3::canonical_request(&request);
        stage("canonical_request", self.canonical_request.as_deref(), &canonical)?;
        let hashed = tc3::hashed_canonical_request(&canonical);
        stage("hashed_canonical_request", self.hashed_canonical_request.as_deref(), &hashed)?;
        let scope = tc3::credential_scope(service, time);
        stage("credential_scope", self.credential_scope.as_deref(), &scope)?;
        let text = tc3::string_to_sign(&canonical, service, time);
        stage("string_to_sign", self.string_to_sign.as_deref(), &text)?;
        let signing = tc3::SigningKey::derive(key, service, time);
        let expected = [&self.secret_date_hex, &self.secret_service_hex, &self.secret_signing_hex];
        for ((name, made), expected) in signing.stages().into_iter().zip(expected) {
            stage(name, expected.as_deref(), &made)?;
        }
        stage("signature", Some(&self.signature), &tc3::signature(&text, &signing))?;
        let authorization = tc3::sign(&request, service, time, key);
        stage("authorization", self.authorization.as_deref(), &authorization)?;
        stage("authorization", header("authorization").map(|(_, value)| value), &authorization)?;

        let parsed = tc3::Authorization::parse(&authorization);
        let verified = parsed.and_then(|parsed| tc3::verify(&request, &parsed, [], service, time, key));
        match verified {
            Ok(()) => Ok(()),
            Err(ckafka_api::VerifyError::UnsignedPayload) if request.unsigned_payload => Ok(()),
            Err(error) => Err(unusable("verification", "accepted", error)),
        }
    }
}

/// Parameters in one order, without the signature.
fn sorted(params: &Params) -> String {
    let mut lines: Vec<String> = params
        .iter()
        .filter(|(name, _)| *name != "Signature")
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    lines.sort();
    lines.join("\n")
}
