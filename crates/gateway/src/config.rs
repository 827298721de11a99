//! The settings file of `--config`: several instances, and everything else that flags can say.
//!
//! ```toml
//! listen = "0.0.0.0:8443"
//! keys = "keys.toml"                     # paths are taken from the file's own folder
//!
//! [tls]
//! cert = "fullchain.pem"
//! key = "privkey.pem"
//!
//! [[instance]]
//! id = "orders"
//! production = true
//! kafka = ["broker1:9092", "broker2:9092"]
//!
//! [[instance]]
//! id = "cloud"
//! [instance.tencent]
//! instance = "ckafka-8j4rodrr"
//! region = "ap-guangzhou"
//! key_command = ["vault-key", "ckafka"]
//! ```

use crate::args::Args;
use crate::headers::ConnectSource;
use crate::instances::{Cloud, Origin, Upstream, Wanted};
use crate::kafka::Address;
use crate::tencent::{Api, KeyFrom, Program};
use ckafka_api::InstanceId;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use toml::Spanned;

/// Why a settings file can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file can't be read: it isn't there, or this user may not read it.
    #[error("the settings file {} cannot be read: {reason}; check the path given with --config", path.display())]
    Unreadable {
        /// The path as given.
        path: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// Something in it is wrong.
    #[error("the settings file {} is wrong in line {line}: {reason}", path.display())]
    Wrong {
        /// The path as given.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// A flag that describes an instance, beside a file that does.
    #[error(
        "{flag} cannot go together with the instances that the settings file {} names: leave the flag out, or \
         take the [[instance]] tables out of the file",
        path.display()
    )]
    Twice {
        /// The flag.
        flag: &'static str,
        /// The path as given.
        path: PathBuf,
    },
}

/// A misspelt name would otherwise be a setting that is silently not made: unknown names are refused everywhere.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    listen: Option<String>,
    keys: Option<PathBuf>,
    #[serde(default)]
    signed_only: bool,
    #[serde(default)]
    signing_hosts: Vec<String>,
    tls: Option<TlsTable>,
    #[serde(default)]
    console: ConsoleTable,
    #[serde(default)]
    instance: Vec<Spanned<InstanceTable>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TlsTable {
    cert: PathBuf,
    key: PathBuf,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ConsoleTable {
    dir: Option<PathBuf>,
    #[serde(default)]
    endpoints: Vec<Parsed<ConnectSource>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InstanceTable {
    id: Parsed<InstanceId>,
    name: Option<String>,
    #[serde(default)]
    production: bool,
    kafka: Option<Vec<Parsed<Address>>>,
    tencent: Option<TencentTable>,
    #[serde(default)]
    demo: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TencentTable {
    instance: Option<Parsed<InstanceId>>,
    region: Option<String>,
    api: Option<Api>,
    endpoint: Option<String>,
    signing_host: Option<String>,
    key_env: Option<Prefix>,
    key_file: Option<PathBuf>,
    key_command: Option<Command>,
}

/// A value that is read as the same text on the command line is.
struct Parsed<T>(T);

impl<'de, T: FromStr<Err: std::fmt::Display>> Deserialize<'de> for Parsed<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Self).map_err(serde::de::Error::custom)
    }
}

/// The first part of the names of environment variables. What does not look like one is not repeated: it may be the
/// secret itself.
struct Prefix(String);

impl<'de> Deserialize<'de> for Prefix {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fits = |text: &str| {
            !text.is_empty()
                && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
        };
        match toml::Value::deserialize(deserializer)? {
            toml::Value::String(text) if fits(&text) => Ok(Self(text)),
            _ => Err(serde::de::Error::custom(
                "key_env must be the first part of the names of environment variables, like \"PROD\" for \
                 PROD_SECRET_ID, PROD_SECRET_KEY and PROD_TOKEN",
            )),
        }
    }
}

/// A program with its arguments, which may hold secrets and are not repeated.
struct Command(Vec<String>);

impl<'de> Deserialize<'de> for Command {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let texts = match toml::Value::deserialize(deserializer)? {
            toml::Value::Array(values) => values
                .into_iter()
                .map(|value| match value {
                    toml::Value::String(text) => Some(text),
                    _ => None,
                })
                .collect::<Option<Vec<String>>>(),
            _ => None,
        };
        texts.filter(|texts| texts.first().is_some_and(|program| !program.is_empty())).map(Self).ok_or_else(
            || {
                serde::de::Error::custom(
                    "key_command must be a list of texts, the program first: [\"program\", \"argument\"]",
                )
            },
        )
    }
}

/// Fills in what the file says and no flag does, and gives the instances that it names.
///
/// # Errors
///
/// [`ConfigError`], one sentence with file, line and way out.
pub(crate) fn read(path: &Path, args: &mut Args) -> Result<Vec<Wanted>, ConfigError> {
    let text = std::fs::read_to_string(path)
        .map_err(|reason| ConfigError::Unreadable { path: path.to_owned(), reason })?;
    parse(&text, path, args)
}

fn parse(text: &str, path: &Path, args: &mut Args) -> Result<Vec<Wanted>, ConfigError> {
    let at = |offset: usize| {
        let before = text.get(..offset).unwrap_or("");
        before.matches('\n').count().saturating_add(1)
    };
    let wrong = |line: usize, reason: String| ConfigError::Wrong { path: path.to_owned(), line, reason };
    let file: File = toml::from_str(text).map_err(|error| {
        // The error's own Display would quote the line, in which a secret may stand by mistake
        wrong(at(error.span().map_or(0, |span| span.start)), error.message().to_owned())
    })?;

    let folder = path.parent().unwrap_or(Path::new(""));
    let there = |given: PathBuf| folder.join(given);
    args.listen = args.listen.take().or(file.listen);
    args.keys = args.keys.take().or(file.keys.map(there));
    args.signed_only |= file.signed_only;
    if args.signing_host.is_empty() {
        args.signing_host = file.signing_hosts;
    }
    if args.tls_cert.is_none() {
        (args.tls_cert, args.tls_key) = file.tls.map(|tls| (there(tls.cert), there(tls.key))).unzip();
    }
    args.console_dir = args.console_dir.take().or(file.console.dir.map(there));
    if args.console_endpoint.is_empty() {
        args.console_endpoint = file.console.endpoints.into_iter().map(|parsed| parsed.0).collect();
    }
    if !file.instance.is_empty()
        && let Some(flag) = args.flag_of_an_instance()
    {
        return Err(ConfigError::Twice { flag, path: path.to_owned() });
    }

    let mut ids = BTreeSet::new();
    let mut demos: u32 = 0;
    let mut instances = Vec::new();
    for spanned in file.instance {
        let line = at(spanned.span().start);
        let table = spanned.into_inner();
        let id = table.id.0.clone();
        if !ids.insert(id.clone()) {
            return Err(wrong(line, format!("the instance id \"{id}\" stands in the file twice")));
        }
        demos = demos.saturating_add(u32::from(table.demo));
        if demos > 1 {
            return Err(wrong(line, "there is one demo broker, so one instance with demo = true".to_owned()));
        }
        let wanted = wanted(table, folder, Origin { path: path.to_owned(), line });
        instances.push(wanted.map_err(|reason| wrong(line, format!("instance \"{id}\": {reason}")))?);
    }
    Ok(instances)
}

/// One instance; the error is a sentence without file and line.
fn wanted(table: InstanceTable, folder: &Path, origin: Origin) -> Result<Wanted, String> {
    let upstream = match (table.kafka, table.tencent, table.demo) {
        (Some(brokers), None, false) if brokers.is_empty() => {
            return Err("kafka names no broker; write kafka = [\"HOST:PORT\"]".to_owned());
        }
        (Some(brokers), None, false) => Upstream::Kafka(brokers.into_iter().map(|parsed| parsed.0).collect()),
        (None, Some(cloud), false) => Upstream::Tencent(Box::new(self::cloud(cloud, &table.id.0, folder)?)),
        (None, None, true) => Upstream::Demo,
        _ => {
            return Err("it needs exactly one of kafka = [\"HOST:PORT\"], a table [instance.tencent], and \
                 demo = true"
                .to_owned());
        }
    };
    Ok(Wanted {
        id: table.id.0.to_string(),
        name: table.name,
        production: table.production,
        upstream,
        origin: Some(origin),
    })
}

fn cloud(table: TencentTable, id: &InstanceId, folder: &Path) -> Result<Cloud, String> {
    let key = match (table.key_env, table.key_file, table.key_command) {
        (None, None, None) => None,
        (Some(prefix), None, None) => Some(KeyFrom::Variables(prefix.0)),
        (None, Some(file), None) => Some(KeyFrom::File(folder.join(file))),
        (None, None, Some(command)) => {
            let mut texts = command.0.into_iter();
            let program = PathBuf::from(texts.next().unwrap_or_default());
            // A bare name is looked for where all programs are
            let program = if program.components().count() > 1 { folder.join(program) } else { program };
            Some(KeyFrom::Command(Program::new(program, texts.collect())))
        }
        _ => return Err("give one of key_env, key_file and key_command, not several".to_owned()),
    };
    Ok(Cloud {
        instance: table.instance.map_or_else(|| id.clone(), |parsed| parsed.0),
        api: table.api,
        region: table.region,
        endpoint: table.endpoint,
        signing_host: table.signing_host,
        key,
    })
}
