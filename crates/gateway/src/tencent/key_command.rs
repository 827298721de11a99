//! A program that prints a key for the cloud.

use super::key::Fresh;
use ckafka_api::{Credential, CredentialError};
use serde::Deserialize;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::str::FromStr;
use std::time::Duration;
use tokio::io::AsyncReadExt as _;
use tokio::process::Command;
use tokio::time::timeout;
use zeroize::Zeroizing;

/// More than this is no key.
const LARGEST_OUTPUT: u64 = 64 * 1024;

/// A program with its arguments, run without a shell.
#[derive(Clone)]
pub struct Program {
    path: PathBuf,
    arguments: Vec<String>,
}

impl Program {
    /// This program with these arguments.
    pub fn new(path: PathBuf, arguments: Vec<String>) -> Self {
        Self { path, arguments }
    }

    /// Runs it, for so long at most.
    ///
    /// # Errors
    ///
    /// [`KeyCommandError`], with a sentence that says what is wrong with the program.
    pub(super) async fn run(&self, limit: Duration) -> Result<Fresh, KeyCommandError> {
        let program = self.path.display().to_string();
        let arguments: Vec<OsString> = self.arguments.iter().map(OsString::from).collect();
        let mut child = Command::new(&self.path)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            // It may say anything there, and the gateway's own error output is its log
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|reason| KeyCommandError::NotStarted {
                program: program.clone(),
                reason: reason.to_string(),
            })?;
        let mut printed = Zeroizing::new(Vec::new());
        let ended = timeout(limit, async {
            if let Some(stdout) = child.stdout.take() {
                stdout.take(LARGEST_OUTPUT).read_to_end(&mut printed).await?;
            }
            child.wait().await
        });
        let status = match ended.await {
            Ok(Ok(status)) => status,
            Ok(Err(reason)) => {
                return Err(KeyCommandError::NotStarted { program, reason: reason.to_string() });
            }
            Err(_elapsed) => return Err(KeyCommandError::Late { program, limit }),
        };
        if !status.success() {
            return Err(KeyCommandError::Failed { program, status });
        }
        let malformed = || KeyCommandError::Malformed { program: program.clone() };
        let Printed { secret_id, secret_key, token, expires } = parse(&printed).ok_or_else(malformed)?;
        let key = Credential::new(secret_id, secret_key, token)
            .map_err(|reason| KeyCommandError::BadKey { program: program.clone(), reason })?;
        Ok(Fresh { key, expires })
    }
}

/// Arguments may hold a secret, so they are not shown.
impl std::fmt::Debug for Program {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Program({}, {} arguments)", self.path.display(), self.arguments.len())
    }
}

/// Why a text names no program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("name a program, and perhaps arguments after it, with spaces between")]
pub struct ProgramError;

/// As on the command line: words with spaces between, and no quotes.
impl FromStr for Program {
    type Err = ProgramError;

    fn from_str(text: &str) -> Result<Self, ProgramError> {
        let mut words = text.split_ascii_whitespace().map(str::to_owned);
        let path = words.next().ok_or(ProgramError)?.into();
        Ok(Self { path, arguments: words.collect() })
    }
}

/// Why a program brought no key. No text repeats what it printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum KeyCommandError {
    #[error("the key command {program} cannot be started: {reason}; check its path and permissions")]
    NotStarted { program: String, reason: String },
    #[error("the key command {program} did not end within {} s", limit.as_secs())]
    Late { program: String, limit: Duration },
    #[error("the key command {program} ended with {status}; run it by hand to see why")]
    Failed { program: String, status: ExitStatus },
    #[error(
        "the key command {program} did not print a key: it must print JSON or TOML with secret_id and secret_key, \
         token for a temporary key, and perhaps expires (UNIX seconds)"
    )]
    Malformed { program: String },
    #[error("the key of the key command {program}: {reason}")]
    BadKey { program: String, reason: CredentialError },
}

/// What the program prints, in the spellings of the tools that hand out such keys.
#[derive(Deserialize)]
struct Printed {
    #[serde(alias = "secretId", alias = "SecretId", alias = "TmpSecretId")]
    secret_id: String,
    #[serde(alias = "secretKey", alias = "SecretKey", alias = "TmpSecretKey")]
    secret_key: String,
    #[serde(alias = "Token")]
    token: Option<String>,
    #[serde(alias = "expired_time", alias = "ExpiredTime")]
    expires: Option<u64>,
}

/// JSON or TOML; the reasons of the parsers are dropped, since they would quote secrets.
fn parse(printed: &[u8]) -> Option<Printed> {
    let text = str::from_utf8(printed).ok()?.trim();
    if text.starts_with('{') { serde_json::from_str(text).ok() } else { toml::from_str(text).ok() }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_secs(60);

    fn shell(script: &str) -> Program {
        Program::new("/bin/sh".into(), vec!["-c".to_owned(), script.to_owned()])
    }

    #[tokio::test]
    async fn a_program_that_hangs_is_ended() {
        let outcome = shell("sleep 600").run(Duration::from_millis(200)).await;
        assert!(matches!(outcome, Err(KeyCommandError::Late { .. })));
    }

    #[tokio::test]
    async fn endless_output_is_no_key() {
        let error = shell("yes secret").run(LIMIT).await.err().unwrap();
        assert!(!error.to_string().contains("secret\n"), "{error}");
    }
}
