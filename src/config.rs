//! The settings that a page gives to a console: parsed and checked once, every rejection typed.
//!
//! Settings come as one object with the keys of [`KEYS`]; the element has merged property, attributes and the
//! page's defaults before. A value that is missing, `null` or `undefined` leaves the default.

use crate::text::Locale;
use serde_json::{Map, Value};

/// Every key that is understood, as spelt in JavaScript.
pub const KEYS: [&str; 19] = [
    "endpoint",
    "api",
    "signing",
    "signingHost",
    "region",
    "instanceId",
    "group",
    "topics",
    "locale",
    "theme",
    "density",
    "timeZone",
    "readOnly",
    "history",
    "productionInstances",
    "reason",
    "ticket",
    "ticketPattern",
    "link",
];

/// Version of the CKafka API that the endpoint speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Api {
    /// API 2.0.
    #[default]
    V2,
    /// API 3.0.
    V3,
}

impl Api {
    /// Both versions, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::V2, Self::V3];

    /// The number that people know it by.
    pub fn number(self) -> &'static str {
        match self {
            Self::V2 => "2.0",
            Self::V3 => "3.0",
        }
    }

    /// Where it is answered on the page's origin unless something else is said.
    pub fn default_endpoint(self) -> &'static str {
        match self {
            Self::V2 => "/v2/index.php",
            Self::V3 => "/v3/",
        }
    }
}

/// Who signs the requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SigningMode {
    /// The endpoint or something before it; no key in the browser.
    #[default]
    Proxy,
    /// The console, with a key that the operator enters.
    Browser,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// What the system prefers.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// White on black.
    HighContrast,
}

impl Theme {
    /// All themes, in the order of the menu.
    pub const ALL: [Self; 4] = [Self::Auto, Self::Light, Self::Dark, Self::HighContrast];

    /// The name in configuration and style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::HighContrast => "high-contrast",
        }
    }
}

/// How much room rows take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Density {
    /// Rows of 28 px.
    Compact,
    /// Rows of 32 px.
    #[default]
    Normal,
    /// Rows of 40 px.
    Comfortable,
}

impl Density {
    /// The name in configuration and style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Compact => "compact",
            Self::Normal => "normal",
            Self::Comfortable => "comfortable",
        }
    }
}

/// Whether something is asked for when a reset is confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Demand {
    /// There is no field.
    #[default]
    Off,
    /// There is a field, and it may stay empty.
    Optional,
    /// Nothing is confirmed without it.
    Required,
}

/// Where requests go and who signs them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionSettings {
    /// URL to call, absolute or a path of the page's origin.
    pub endpoint: String,
    /// Version of the API.
    pub api: Api,
    /// Who signs.
    pub signing: SigningMode,
    /// Host that is signed, where it is not the endpoint's own (a relay stands before it).
    pub signing_host: Option<String>,
    /// Region of the instance.
    pub region: Option<String>,
}

impl Default for ConnectionSettings {
    fn default() -> Self {
        Self {
            endpoint: Api::V2.default_endpoint().to_owned(),
            api: Api::V2,
            signing: SigningMode::Proxy,
            signing_host: None,
            region: None,
        }
    }
}

/// All settings of one console.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ConsoleConfig {
    /// Where requests go and who signs them.
    pub connection: ConnectionSettings,
    /// Instance to start with.
    pub instance: Option<String>,
    /// Group to start with.
    pub group: Option<String>,
    /// Topics to start with.
    pub topics: Vec<String>,
    /// Language; `None`: the browser's.
    pub locale: Option<Locale>,
    /// Light or dark.
    pub theme: Theme,
    /// Height of rows.
    pub density: Density,
    /// Time zone to start with, an IANA name; `None`: the browser's.
    pub time_zone: Option<String>,
    /// Plans may be looked at, and nothing is ever sent.
    pub read_only: bool,
    /// What was done may be kept in the browser's storage.
    pub history: bool,
    /// Instances on which every reset asks for the group's name.
    pub production_instances: Vec<String>,
    /// Whether a reset is confirmed with a reason.
    pub reason: Demand,
    /// Whether a reset is confirmed with a ticket.
    pub ticket: Demand,
    /// What a ticket must look like, as the whole of it: a regular expression of JavaScript with the flag `v`.
    pub ticket_pattern: Option<String>,
    /// The page's own address may be used for links; what stands behind its `#` now.
    pub link: Option<String>,
}

impl ConsoleConfig {
    /// Whether an instance is marked `production`.
    pub fn is_production(&self, instance: &str) -> bool {
        self.production_instances.iter().any(|marked| marked == instance)
    }
}

/// Why a setting was refused. The whole configuration is refused with it; nothing is guessed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The configuration is no object.
    #[error("the configuration must be an object with keys such as endpoint, instanceId and locale")]
    NotAnObject,
    /// A value of the wrong kind.
    #[error("{key} must be {expected}, not {found}")]
    WrongKind {
        /// The key.
        key: &'static str,
        /// What it must be, in words.
        expected: &'static str,
        /// What it was, as JSON.
        found: String,
    },
    /// A word that is none of those allowed.
    #[error("{key} must be one of {allowed}, not \"{found}\"")]
    NotOneOf {
        /// The key.
        key: &'static str,
        /// The allowed words.
        allowed: &'static str,
        /// What it was.
        found: String,
    },
    /// An endpoint that cannot be called.
    #[error(
        "endpoint must be a path such as /v2/index.php or a full http(s) URL without user name, query and fragment, not \"{0}\""
    )]
    Endpoint(String),
    /// A pattern for tickets, and no field for one.
    #[error("ticketPattern needs a field: set ticket to optional or required, or leave the pattern out")]
    PatternWithoutTicket,
    /// A pattern that the browser cannot read.
    #[error("ticketPattern must be a regular expression such as [A-Z]+-[0-9]+, not \"{0}\"")]
    TicketPattern(String),
    /// API 3.0 signed in the browser, where every request names a region, and no region. A proxy that signs has its own.
    #[error("region must be set with api v3 and signing browser, such as ap-guangzhou")]
    RegionMissing,
    /// A signing host that is none.
    #[error("signingHost must be a host such as ckafka.api.qcloud.com, with a port at most, not \"{0}\"")]
    SigningHost(String),
}

impl ConfigError {
    /// The key that was refused, for the host's error handling.
    pub fn key(&self) -> Option<&'static str> {
        match self {
            Self::NotAnObject => None,
            Self::WrongKind { key, .. } | Self::NotOneOf { key, .. } => Some(key),
            Self::Endpoint(_) => Some("endpoint"),
            Self::SigningHost(_) => Some("signingHost"),
            Self::RegionMissing => Some("region"),
            Self::PatternWithoutTicket | Self::TicketPattern(_) => Some("ticketPattern"),
        }
    }
}

/// A configuration, and keys in it that nobody knows (reported to the host, else ignored).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The configuration.
    pub config: ConsoleConfig,
    /// Keys that are not understood.
    pub unknown_keys: Vec<String>,
}

/// Reads and checks the settings.
///
/// # Errors
/// [`ConfigError`] for the first value that cannot be taken as it is.
pub fn parse(settings: &Map<String, Value>) -> Result<Parsed, ConfigError> {
    let unknown_keys = settings.keys().filter(|key| !KEYS.contains(&key.as_str())).cloned().collect();
    let word = |key| text(settings, key);
    let api = match word("api")?.as_deref() {
        None | Some("v2" | "2.0") => Api::V2,
        Some("v3" | "3.0") => Api::V3,
        Some(other) => return Err(not_one_of("api", "v2, v3", other)),
    };
    let config = ConsoleConfig {
        connection: ConnectionSettings {
            endpoint: match word("endpoint")? {
                Some(endpoint) => check_endpoint(&endpoint)?,
                None => api.default_endpoint().to_owned(),
            },
            api,
            signing: match word("signing")?.as_deref() {
                None | Some("proxy") => SigningMode::Proxy,
                Some("browser") => SigningMode::Browser,
                Some(other) => return Err(not_one_of("signing", "proxy, browser", other)),
            },
            signing_host: match word("signingHost")? {
                Some(host) => Some(check_signing_host(&host)?),
                None => None,
            },
            region: word("region")?,
        },
        instance: word("instanceId")?,
        group: raw_text(settings, "group")?,
        topics: names(settings, "topics")?,
        locale: match word("locale")? {
            None => None,
            Some(tag) if tag == "auto" => None,
            Some(tag) => {
                Some(Locale::from_tag(&tag).ok_or_else(|| not_one_of("locale", "auto, en, zh-CN", &tag))?)
            }
        },
        theme: match word("theme")? {
            None => Theme::Auto,
            Some(name) => Theme::ALL
                .into_iter()
                .find(|theme| theme.name() == name)
                .ok_or_else(|| not_one_of("theme", "auto, light, dark, high-contrast", &name))?,
        },
        density: match word("density")? {
            None => Density::Normal,
            Some(name) => [Density::Compact, Density::Normal, Density::Comfortable]
                .into_iter()
                .find(|density| density.name() == name)
                .ok_or_else(|| not_one_of("density", "compact, normal, comfortable", &name))?,
        },
        time_zone: word("timeZone")?,
        read_only: switch(settings, "readOnly")?,
        history: switch(settings, "history")?,
        production_instances: names(settings, "productionInstances")?,
        reason: demand(settings, "reason")?,
        ticket: demand(settings, "ticket")?,
        ticket_pattern: word("ticketPattern")?,
        link: word("link")?,
    };
    if config.ticket == Demand::Off && config.ticket_pattern.is_some() {
        return Err(ConfigError::PatternWithoutTicket);
    }
    let connection = &config.connection;
    if api == Api::V3 && connection.signing == SigningMode::Browser && connection.region.is_none() {
        return Err(ConfigError::RegionMissing);
    }
    Ok(Parsed { config, unknown_keys })
}

/// An endpoint as it may be called: a path of the page's origin, or an http(s) URL.
///
/// # Errors
/// [`ConfigError::Endpoint`].
pub fn check_endpoint(typed: &str) -> Result<String, ConfigError> {
    let refused = || ConfigError::Endpoint(typed.to_owned());
    let endpoint = typed.trim();
    let plain =
        !endpoint.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '\\'));
    if !plain {
        return Err(refused());
    }
    if endpoint.starts_with('/') && !endpoint.starts_with("//") {
        return Ok(endpoint.to_owned());
    }
    let (scheme, rest) = endpoint.split_once("://").ok_or_else(refused)?;
    let authority = rest.split('/').next().unwrap_or_default();
    let http = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    if http && !authority.is_empty() && !authority.contains('@') {
        Ok(endpoint.to_owned())
    } else {
        Err(refused())
    }
}

/// A host to sign for, lower case, with a port at most.
///
/// # Errors
/// [`ConfigError::SigningHost`].
pub fn check_signing_host(typed: &str) -> Result<String, ConfigError> {
    let host = typed.trim().to_ascii_lowercase();
    let legal = !host.is_empty()
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']'));
    if legal { Ok(host) } else { Err(ConfigError::SigningHost(typed.to_owned())) }
}

fn not_one_of(key: &'static str, allowed: &'static str, found: &str) -> ConfigError {
    ConfigError::NotOneOf { key, allowed, found: found.to_owned() }
}

/// Text as it is; empty text counts as missing.
fn raw_text(settings: &Map<String, Value>, key: &'static str) -> Result<Option<String>, ConfigError> {
    match settings.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.is_empty() => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(other) => Err(ConfigError::WrongKind { key, expected: "a text", found: other.to_string() }),
    }
}

/// Text without white space around it; empty text counts as missing.
fn text(settings: &Map<String, Value>, key: &'static str) -> Result<Option<String>, ConfigError> {
    let text = raw_text(settings, key)?;
    Ok(text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()))
}

/// One of the words for a field that may be asked for.
fn demand(settings: &Map<String, Value>, key: &'static str) -> Result<Demand, ConfigError> {
    match text(settings, key)?.as_deref() {
        None | Some("off") => Ok(Demand::Off),
        Some("optional") => Ok(Demand::Optional),
        Some("required") => Ok(Demand::Required),
        Some(other) => Err(not_one_of(key, "off, optional, required", other)),
    }
}

/// `true`, `false` or missing.
fn switch(settings: &Map<String, Value>, key: &'static str) -> Result<bool, ConfigError> {
    match settings.get(key) {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(on)) => Ok(*on),
        Some(other) => {
            Err(ConfigError::WrongKind { key, expected: "true or false", found: other.to_string() })
        }
    }
}

/// A list of names, or one text with the names separated by commas or spaces (as an attribute has it).
fn names(settings: &Map<String, Value>, key: &'static str) -> Result<Vec<String>, ConfigError> {
    let expected = "a list of names";
    match settings.get(key) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::String(text)) => Ok(crate::state::topics::split_names(text)),
        Some(list @ Value::Array(items)) => items
            .iter()
            .map(|item| match item {
                Value::String(name) => Ok(name.clone()),
                _ => Err(ConfigError::WrongKind { key, expected, found: list.to_string() }),
            })
            .collect(),
        Some(other) => Err(ConfigError::WrongKind { key, expected, found: other.to_string() }),
    }
}

#[cfg(test)]
mod tests;
