//! Where the key comes from: a file, or the environment. Never the command line.

use ckafka_api::{Credential, CredentialError};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

const ID: &str = "TENCENTCLOUD_SECRET_ID";
const KEY: &str = "TENCENTCLOUD_SECRET_KEY";
const TOKEN: &str = "TENCENTCLOUD_TOKEN";

/// Why a key can't be used. No variant carries any part of it.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file can't be read.
    #[error("the key file {} cannot be read: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// Others on this machine can read it.
    #[error("others can read the key file {}; make it yours alone: chmod 600 {}", path.display(), path.display())]
    #[cfg(unix)]
    OpenToOthers {
        /// The file.
        path: PathBuf,
    },
    /// The file is not what it should be.
    #[error(
        "the key file {} is not as expected: it has lines secret_id = \"…\", secret_key = \"…\" and, for a \
         temporary key, token = \"…\"",
        path.display()
    )]
    Form {
        /// The file.
        path: PathBuf,
    },
    /// Half a key is in the environment.
    #[error("{set} is set and {missing} is not; set both, or use --key-file, or --unsigned")]
    Half {
        /// The variable that is there.
        set: &'static str,
        /// The variable that is not.
        missing: &'static str,
    },
    /// The key itself is impossible.
    #[error("{from}: {reason}")]
    Impossible {
        /// Where it came from.
        from: String,
        /// What is wrong.
        reason: CredentialError,
    },
}

/// The file's form.
#[derive(Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    secret_id: String,
    secret_key: String,
    token: Option<String>,
}

pub(super) fn from_file(path: &Path) -> Result<Credential, KeyError> {
    let unreadable = |reason| KeyError::Unreadable { path: path.to_owned(), reason };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(path).map_err(unreadable)?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(KeyError::OpenToOthers { path: path.to_owned() });
        }
    }
    let text = Zeroizing::new(std::fs::read_to_string(path).map_err(unreadable)?);
    // The parser's own words would quote the line
    let mut file: KeyFile = toml::from_str(&text).map_err(|_| KeyError::Form { path: path.to_owned() })?;
    let (id, key) = (std::mem::take(&mut file.secret_id), std::mem::take(&mut file.secret_key));
    Credential::new(id, key, file.token.take())
        .map_err(|reason| KeyError::Impossible { from: format!("the key file {}", path.display()), reason })
}

/// The key of the environment, or none if there is no variable of it.
pub(super) fn from_environment() -> Result<Option<Credential>, KeyError> {
    let read = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    match (read(ID), read(KEY)) {
        (None, None) => Ok(None),
        (Some(_), None) => Err(KeyError::Half { set: ID, missing: KEY }),
        (None, Some(_)) => Err(KeyError::Half { set: KEY, missing: ID }),
        (Some(id), Some(key)) => Credential::new(id, key, read(TOKEN))
            .map(Some)
            .map_err(|reason| KeyError::Impossible { from: format!("{ID}, {KEY}, {TOKEN}"), reason }),
    }
}
