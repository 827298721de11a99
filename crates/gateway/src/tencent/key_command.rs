//! A key for the cloud that a program hands out, and hands out again when it has expired.

use ckafka_api::{Credential, CredentialError};
use kafka_offsets::{EndpointFault, FaultKind};
use serde::Deserialize;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::str::FromStr;
use std::time::Duration;
use tokio::io::AsyncReadExt as _;
use tokio::process::Command;
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};
use zeroize::Zeroizing;

/// How long the program may take; a whole request of the gateway has 30 s.
const LIMIT: Duration = Duration::from_secs(10);
/// More than this is no key.
const LARGEST_OUTPUT: u64 = 64 * 1024;
/// After a run that did not help, the program is left alone for this long, however many requests come.
const PAUSE: Duration = Duration::from_secs(10);
/// A key that expires sooner than this, in seconds, is expired: a request is on its way for a while.
const MARGIN: u64 = 60;

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
enum KeyCommandError {
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

/// A key and the UNIX second at which it ends.
struct Fresh {
    key: Credential,
    expires: Option<u64>,
}

/// The key that a program handed out last.
pub(super) struct CommandKey {
    program: Program,
    limit: Duration,
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    fresh: Option<Fresh>,
    /// The cloud has refused it.
    refused: bool,
    failure: Option<KeyCommandError>,
    /// Until when the program is left alone.
    rests_until: Option<Instant>,
}

impl std::fmt::Debug for CommandKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("CommandKey").field(&self.program).finish()
    }
}

impl CommandKey {
    pub(super) fn new(program: Program) -> Self {
        Self { program, limit: LIMIT, held: Mutex::default() }
    }

    /// The key to sign with at this UNIX second. The program is run for the first one, for one that has expired, and
    /// for one that was refused; not again while it rests.
    pub(super) async fn get(&self, now: u64) -> Result<Credential, EndpointFault> {
        let mut held = self.held.lock().await;
        let spent = held.refused
            || held.fresh.as_ref().is_none_or(|fresh| {
                fresh.expires.is_some_and(|expires| expires <= now.saturating_add(MARGIN))
            });
        let rests = held.rests_until.is_some_and(|until| Instant::now() < until);
        if spent && !rests {
            let first = held.fresh.is_none() && held.failure.is_none();
            match self.run().await {
                Ok(fresh) => {
                    *held = Held { fresh: Some(fresh), ..Held::default() };
                    if !first {
                        tracing::info!(program = ?self.program, "the key command was run again");
                        held.rests_until = Instant::now().checked_add(PAUSE);
                    }
                }
                Err(failure) => {
                    tracing::warn!(%failure, "there is no key for the cloud");
                    held.failure = Some(failure);
                    held.rests_until = Instant::now().checked_add(PAUSE);
                }
            }
        }
        match (&held.failure, &held.fresh) {
            (Some(failure), _) => Err(no_key(failure.to_string())),
            (None, Some(fresh)) => Ok(fresh.key.clone()),
            (None, None) => Err(no_key(String::new())),
        }
    }

    /// Notes that the cloud does not take this key any more; whether another one can be had right now.
    pub(super) async fn refused(&self, key: &Credential) -> bool {
        let mut held = self.held.lock().await;
        if held.fresh.as_ref().is_some_and(|fresh| fresh.key == *key) {
            held.refused = true;
            return held.rests_until.is_none_or(|until| Instant::now() >= until);
        }
        // Somebody else has renewed it meanwhile
        held.fresh.is_some()
    }

    async fn run(&self) -> Result<Fresh, KeyCommandError> {
        let program = self.program.path.display().to_string();
        let arguments: Vec<OsString> = self.program.arguments.iter().map(OsString::from).collect();
        let mut child = Command::new(&self.program.path)
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
        let ended = timeout(self.limit, async {
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
            Err(_elapsed) => return Err(KeyCommandError::Late { program, limit: self.limit }),
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

/// JSON or TOML; the reasons of the parsers are dropped, since they would quote secrets.
fn parse(printed: &[u8]) -> Option<Printed> {
    let text = str::from_utf8(printed).ok()?.trim();
    if text.starts_with('{') { serde_json::from_str(text).ok() } else { toml::from_str(text).ok() }
}

/// A request that could not be signed was surely not sent.
fn no_key(sentence: String) -> EndpointFault {
    EndpointFault { kind: FaultKind::UnknownKey, raw_code: String::new(), raw_message: sentence }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> CommandKey {
        CommandKey::new(Program::new("/bin/sh".into(), vec!["-c".to_owned(), script.to_owned()]))
    }

    #[tokio::test]
    async fn a_program_that_hangs_is_ended() {
        let command = CommandKey { limit: Duration::from_millis(200), ..shell("sleep 600") };
        let started = Instant::now();
        let fault = command.get(0).await.unwrap_err();
        assert!(fault.raw_message.contains("did not end within"), "{fault}");
        assert!(started.elapsed() < Duration::from_secs(30));
    }

    #[tokio::test]
    async fn a_program_that_failed_is_left_alone_for_a_while() {
        let folder = tempfile::tempdir().unwrap();
        let runs = folder.path().join("runs");
        let command = shell(&format!("echo >> '{}'; exit 1", runs.display()));
        for _ in 0..5 {
            let fault = command.get(0).await.unwrap_err();
            assert!(fault.raw_message.contains("exit status: 1"), "the reason stays known: {fault}");
        }
        assert_eq!(std::fs::read_to_string(&runs).unwrap().lines().count(), 1);
        command.held.lock().await.rests_until = Some(Instant::now());
        assert!(command.get(0).await.is_err());
        assert_eq!(std::fs::read_to_string(&runs).unwrap().lines().count(), 2, "and tried again then");
    }

    #[tokio::test]
    async fn endless_output_is_no_key() {
        let fault = shell("yes secret").get(0).await.unwrap_err();
        assert!(!fault.raw_message.contains("secret\n"), "{fault}");
    }
}
