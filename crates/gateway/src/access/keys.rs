//! The keys file: who may sign requests, and what each key may do.
//!
//! ```toml
//! [[key]]
//! secret_id = "AKIDexample"
//! secret_key = "the secret that requests are signed with"
//! token = "only for a temporary key"       # optional
//! instances = ["ckafka-*"]                  # optional glob lists: a missing list allows all,
//! groups = ["orders-*", "billing"]          # an empty one nothing
//! actions = ["Describe*", "Get*", "List*"] # by the names of either version of the API, for both
//! ```

use super::grant::{Allowed, Grant};
use ckafka_api::{Credential, ServerRequest};
use serde::Deserialize;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

/// One key that may sign requests; its secrets are wiped when it is dropped and shown by no `Debug`.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) credential: Credential,
    pub(crate) grant: Arc<Grant>,
}

/// Why a keys file can't be used. None of the texts repeats anything that stands in the file as a value of a secret.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The file can't be read: it isn't there, or this user may not read it.
    #[error("the keys file {} cannot be read: {reason}; check the path given with --keys and its permissions", path.display())]
    Unreadable {
        /// The path as given.
        path: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// The file is not TOML, or not of the form that is wanted.
    #[error("the keys file {} is wrong in line {line}: {reason}", path.display())]
    Malformed {
        /// The path as given.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// There is no `[[key]]` in the file.
    #[error("the keys file {} holds no key; add a [[key]] table with secret_id and secret_key", path.display())]
    Empty {
        /// The path as given.
        path: PathBuf,
    },
    /// A key can't be used as it stands.
    #[error("the keys file {}, key {number} (secret_id \"{secret_id}\"): {reason}", path.display())]
    BadKey {
        /// The path as given.
        path: PathBuf,
        /// Which `[[key]]`, counted from 1.
        number: usize,
        /// Its secret_id, which is no secret.
        secret_id: String,
        /// What is wrong with it.
        reason: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeysFile {
    #[serde(default)]
    key: Vec<KeyEntry>,
}

/// A misspelt list would otherwise be a missing one, which allows everything: unknown names are refused.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyEntry {
    secret_id: String,
    secret_key: SecretText,
    token: Option<SecretText>,
    instances: Option<Vec<String>>,
    groups: Option<Vec<String>>,
    actions: Option<Vec<String>>,
}

/// A secret, wiped when it is dropped; a wrong type is reported without the value.
struct SecretText(Zeroizing<String>);

impl<'de> Deserialize<'de> for SecretText {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match toml::Value::deserialize(deserializer)? {
            toml::Value::String(text) => Ok(Self(Zeroizing::new(text))),
            _ => Err(serde::de::Error::custom("a secret must be text in quotes")),
        }
    }
}

/// Reads and checks the keys file.
///
/// # Errors
///
/// [`KeysError`] with a sentence that says where the fault is.
pub(crate) fn read_keys(path: &Path) -> Result<Vec<Key>, KeysError> {
    let text = std::fs::read_to_string(path)
        .map(Zeroizing::new)
        .map_err(|reason| KeysError::Unreadable { path: path.to_owned(), reason })?;
    warn_if_others_may_read(path, "the keys file");
    parse_keys(&text, path)
}

/// A file with secrets that any user of this machine may read deserves a word, but no refusal.
pub(crate) fn warn_if_others_may_read(path: &Path, what: &str) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if std::fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o077 != 0) {
            tracing::warn!(
                file = %path.display(),
                "other users of this machine may read {what}; make it private with: chmod 600"
            );
        }
    }
    #[cfg(not(unix))]
    let _ = (path, what);
}

fn parse_keys(text: &str, path: &Path) -> Result<Vec<Key>, KeysError> {
    let file: KeysFile = toml::from_str(text).map_err(|error| {
        // The error's own Display would quote the line, and with it a secret
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or("");
        let line = before.matches('\n').count().saturating_add(1);
        KeysError::Malformed { path: path.to_owned(), line, reason: error.message().to_owned() }
    })?;
    if file.key.is_empty() {
        return Err(KeysError::Empty { path: path.to_owned() });
    }
    let mut seen = HashSet::new();
    let mut keys = Vec::with_capacity(file.key.len());
    for (index, entry) in file.key.iter().enumerate() {
        let bad = |reason: String| KeysError::BadKey {
            path: path.to_owned(),
            number: index.saturating_add(1),
            secret_id: entry.secret_id.clone(),
            reason,
        };
        if entry.token.as_ref().is_some_and(|token| token.0.is_empty()) {
            return Err(bad("token is empty; leave it out for a permanent key".to_owned()));
        }
        if !seen.insert(entry.secret_id.clone()) {
            return Err(bad("this secret_id stands in the file twice".to_owned()));
        }
        let list = |name: &str, patterns: &Option<Vec<String>>| {
            Allowed::from_list(patterns.as_deref()).map_err(|error| bad(format!("{name}: {error}")))
        };
        for pattern in entry.actions.iter().flatten() {
            let one = Allowed::from_list(Some(std::slice::from_ref(pattern)));
            if one.is_ok_and(|one| !ServerRequest::action_names().any(|name| one.allows(name))) {
                let names: Vec<&str> = ServerRequest::action_names().collect();
                let names = names.join(", ");
                return Err(bad(format!(
                    "actions: \"{pattern}\" is no action that there is; there are {names}"
                )));
            }
        }
        let grant = Grant {
            instances: list("instances", &entry.instances)?,
            groups: list("groups", &entry.groups)?,
            actions: list("actions", &entry.actions)?,
        };
        let token = entry.token.as_ref().map(|token| token.0.to_string());
        let credential = Credential::new(entry.secret_id.as_str(), entry.secret_key.0.as_str(), token)
            .map_err(|error| bad(error.to_string()))?;
        keys.push(Key { credential, grant: Arc::new(grant) });
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CANARY: &str = "canary-7f3a";

    fn parse(text: &str) -> Result<Vec<Key>, String> {
        parse_keys(text, Path::new("keys.toml")).map_err(|error| error.to_string())
    }

    #[test]
    fn a_key_with_all_its_fields_is_read() {
        let keys = parse(
            "[[key]]\nsecret_id = \"AKID1\"\nsecret_key = \"s\"\ntoken = \"t\"\ninstances = [\"ckafka-*\"]\n\
             groups = []\n[[key]]\nsecret_id = \"AKID2\"\nsecret_key = \"s2\"\n",
        )
        .unwrap();
        assert_eq!(keys.len(), 2);
        assert_eq!(keys[0].credential.secret_id(), "AKID1");
        assert_eq!(keys[0].credential.token(), Some("t"));
        assert!(keys[0].grant.instances.allows("ckafka-demo"));
        assert!(!keys[0].grant.instances.allows("other"));
        assert!(!keys[0].grant.groups.allows("orders"), "an empty list allows nothing");
        assert!(keys[0].grant.actions.allows("SetGroupOffsets"), "a missing list allows all");
        assert!(keys[1].credential.token().is_none());
    }

    #[test]
    fn a_missing_file_is_named_with_the_way_out() {
        let error = read_keys(Path::new("/nowhere/keys.toml")).unwrap_err().to_string();
        assert!(error.contains("/nowhere/keys.toml") && error.contains("--keys"), "{error}");
    }

    #[test]
    fn a_fault_is_reported_with_its_line() {
        let error =
            parse("[[key]]\nsecret_id = \"AKID1\"\nsecret_key = \"s\"\ngroup = [\"orders\"]\n").unwrap_err();
        assert!(error.contains("keys.toml is wrong in line 4"), "{error}");
        assert!(error.contains("`group`"), "a misspelt list is refused, not ignored: {error}");
        let error = parse("\n\n[[key]\n").unwrap_err();
        assert!(error.contains("line 3"), "{error}");
    }

    #[test]
    fn a_file_without_a_key_is_refused() {
        assert!(parse("# nothing yet\n").unwrap_err().contains("holds no key"));
    }

    #[test]
    fn keys_that_cannot_work_are_refused_by_name() {
        for (text, expected) in [
            ("secret_id = \"\"\nsecret_key = \"s\"", "the SecretId is empty"),
            ("secret_id = \"A\"\nsecret_key = \"\"", "the SecretKey is empty"),
            ("secret_id = \"A\"\nsecret_key = \"s\"\ntoken = \"\"", "token is empty"),
            ("secret_id = \"A\"\nsecret_key = \"s\"\ngroups = [\"a[\"]", "groups: "),
            ("secret_id = \"A\"\nsecret_key = \"s\"\nactions = [\"Get[\"]", "actions: "),
            (
                "secret_id = \"A\"\nsecret_key = \"s\"\nactions = [\"List*\", \"SetOffsets\"]",
                "actions: \"SetOffsets\" is no action that there is; there are DescribeCapabilities, ListInstance",
            ),
            (
                "secret_id = \"A\"\nsecret_key = \"s\"\n[[key]]\nsecret_id = \"A\"\nsecret_key = \"t\"",
                "twice",
            ),
        ] {
            let error = parse(&format!("[[key]]\n{text}\n")).unwrap_err();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn no_error_and_no_debug_text_repeats_a_secret() {
        for text in [
            format!("[[key]]\nsecret_id = \"A\"\nsecret_key = {CANARY}\n"),
            format!("[[key]]\nsecret_id = \"A\"\nsecret_key = \"{CANARY}\n"),
            format!("[[key]]\nsecret_id = \"A\"\nsecret_key = [\"{CANARY}\"]\n"),
            format!("[[key]]\nsecret_id = \"A\"\nsecret_key = \"{CANARY}\"\nsecret_key = \"{CANARY}\"\n"),
            format!("[[key]]\nsecret_id = \"A\"\nsecret_key = \"{CANARY}\"\ntoken = \"\"\n"),
            format!("[[key]]\nsecret_id = \"A\"\nsecret_key = \"{CANARY}\"\ngroups = 1\n"),
        ] {
            let error = parse_keys(&text, Path::new("keys.toml")).unwrap_err();
            assert!(
                !error.to_string().contains(CANARY) && !format!("{error:?}").contains(CANARY),
                "{error:?}"
            );
        }
        let keys =
            parse(&format!("[[key]]\nsecret_id = \"A\"\nsecret_key = \"{CANARY}\"\ntoken = \"{CANARY}\"\n"))
                .unwrap();
        assert!(!format!("{keys:?}").contains(CANARY));
    }
}
