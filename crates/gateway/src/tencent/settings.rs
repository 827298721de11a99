//! Key, endpoint and region of the cloud.

use super::key::Source;
use super::key_command::Program;
use super::pace::Pace;
use crate::access::is_loopback_host;
use axum::http::Uri;
use ckafka_api::{ApiVersion, Connection, Credential, CredentialError, Signing};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroizing;

/// Where API 3.0 is.
const ENDPOINT_V3: &str = "https://ckafka.tencentcloudapi.com/";
/// Where API 2.0 was, and may still be.
const ENDPOINT_V2: &str = "https://ckafka.api.qcloud.com/v2/index.php";

/// How long one request may take; a call of the gateway may take 30 s and is made of several.
const LIMIT: Duration = Duration::from_secs(10);

/// The names that the vendor's own tools read: this, and `_SECRET_ID`, `_SECRET_KEY`, `_TOKEN`.
const PREFIX: &str = "TENCENTCLOUD";
const REGION: &str = "TENCENTCLOUD_REGION";

/// Which version of the API to speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Api {
    /// API 2.0, announced as retired.
    V2,
    /// API 3.0.
    V3,
}

/// How to reach the cloud.
#[derive(Debug)]
pub struct Settings {
    /// Version, key, region, and the host that is signed.
    pub connection: Connection,
    /// Where requests go.
    pub url: String,
    /// Whether that is this machine.
    pub loopback: bool,
    /// How long one request may take.
    pub answer_within: Duration,
    /// Where another key comes from when the connection's is refused, or the first one if it has none.
    pub(super) source: Option<Source>,
    pub(super) pace: Arc<Pace>,
}

/// Where the key comes from.
#[derive(Debug, Clone)]
pub enum KeyFrom {
    /// Environment variables with this first part of their names.
    Variables(String),
    /// A file.
    File(PathBuf),
    /// What a program prints.
    Command(Program),
}

/// What was given on the command line.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// `--tencent-api`.
    pub api: Api,
    /// `--tencent-region`.
    pub region: Option<&'a str>,
    /// `--tencent-endpoint`.
    pub endpoint: Option<&'a str>,
    /// `--tencent-signing-host`.
    pub signing_host: Option<&'a str>,
    /// Where the key comes from, if not from the variables that the vendor's own tools read.
    pub key: Option<&'a KeyFrom>,
}

/// Why the cloud can't be reached with these settings. No text repeats a secret.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// No region, which every request must name.
    #[error(
        "the region of the instance at Tencent Cloud is missing: give region (--tencent-region), like ap-guangzhou, \
         or set {REGION}"
    )]
    NoRegion,
    /// One of the two variables is missing, and no file was given.
    #[error(
        "there is no key for Tencent Cloud: set {prefix}_SECRET_ID and {prefix}_SECRET_KEY ({prefix}_TOKEN for a \
         temporary key), or give key_file (--tencent-key) or key_command (--tencent-key-command)"
    )]
    NoKey {
        /// First part of the variables' names.
        prefix: String,
    },
    /// The key cannot be used.
    #[error("the key for the cloud: {0}")]
    BadKey(#[from] CredentialError),
    /// The file can't be read.
    #[error("the key file {} cannot be read: {reason}", path.display())]
    Unreadable {
        /// The path as given.
        path: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// The file is not what is wanted.
    #[error("the key file {} is wrong: it needs secret_id = \"…\" and secret_key = \"…\", token = \"…\" for a temporary key, and nothing else", path.display())]
    Malformed {
        /// The path as given.
        path: PathBuf,
    },
    /// The endpoint is no URL that requests can go to.
    #[error(
        "endpoint (--tencent-endpoint) \"{0}\" is no address: give a full URL without a query, like {ENDPOINT_V3}"
    )]
    BadEndpoint(String),
    /// Others on the way could read and change signed requests and their answers.
    #[error(
        "refusing to send signed requests to \"{0}\" by plain HTTP, which others on the way can read and change; use https"
    )]
    PlainHttp(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    secret_id: String,
    secret_key: String,
    token: Option<String>,
}

impl Settings {
    /// The settings, by the command line and the environment (`variable` reads it).
    ///
    /// # Errors
    ///
    /// [`SettingsError`], one sentence with the way out.
    pub fn read(given: Given<'_>, variable: impl Fn(&str) -> Option<String>) -> Result<Self, SettingsError> {
        let (api, default_endpoint) = match given.api {
            Api::V2 => (ApiVersion::V2, ENDPOINT_V2),
            Api::V3 => (ApiVersion::V3, ENDPOINT_V3),
        };
        let endpoint = given.endpoint.unwrap_or(default_endpoint);
        let bad = || SettingsError::BadEndpoint(endpoint.to_owned());
        let url: Uri = endpoint.parse().map_err(|_| bad())?;
        let host = url.authority().map(|authority| authority.as_str()).ok_or_else(bad)?;
        let loopback = is_loopback_host(host);
        match url.scheme_str() {
            _ if host.contains('@') || url.query().is_some() || endpoint.contains('#') => return Err(bad()),
            Some("https") => {}
            Some("http") if loopback => {}
            Some("http") => return Err(SettingsError::PlainHttp(endpoint.to_owned())),
            _ => return Err(bad()),
        }
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let of_variables = |prefix: &str| {
            let named = |rest: &str| set(&format!("{prefix}_{rest}"));
            let (Some(id), Some(secret)) = (named("SECRET_ID"), named("SECRET_KEY").map(Zeroizing::new))
            else {
                return Err(SettingsError::NoKey { prefix: prefix.to_owned() });
            };
            Ok(Credential::new(id, secret.as_str(), named("TOKEN"))?)
        };
        let (signing, source) = match given.key {
            None => (Signing::Key(of_variables(PREFIX)?), None),
            Some(KeyFrom::Variables(prefix)) => (Signing::Key(of_variables(prefix)?), None),
            Some(KeyFrom::File(path)) => (Signing::Key(key_of_file(path)?), Some(Source::File(path.clone()))),
            // Not run yet: what hands out keys may be as far away as the cloud, and the gateway starts without either
            Some(KeyFrom::Command(program)) => (Signing::Proxy, Some(Source::Program(program.clone()))),
        };
        let region =
            given.region.map(str::to_owned).or_else(|| set(REGION)).ok_or(SettingsError::NoRegion)?;
        Ok(Self {
            connection: Connection {
                api,
                signing,
                signing_host: given.signing_host.unwrap_or(host).to_owned(),
                region: Some(region),
            },
            url: endpoint.to_owned(),
            loopback,
            answer_within: LIMIT,
            source,
            pace: Arc::new(Pace::of(api)),
        })
    }
}

pub(super) fn key_of_file(path: &Path) -> Result<Credential, SettingsError> {
    let text = std::fs::read_to_string(path)
        .map(Zeroizing::new)
        .map_err(|reason| SettingsError::Unreadable { path: path.to_owned(), reason })?;
    // The error's own text would quote the line, and with it a secret
    let file: KeyFile =
        toml::from_str(&text).map_err(|_| SettingsError::Malformed { path: path.to_owned() })?;
    Ok(Credential::new(file.secret_id, file.secret_key, file.token)?)
}
