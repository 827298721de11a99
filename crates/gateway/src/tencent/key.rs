//! The key that requests are signed with, if it can be had anew when the cloud does not take it any more.

use super::key_command::{KeyCommandError, Program};
use super::settings::key_of_file;
use ckafka_api::Credential;
use kafka_offsets::{EndpointFault, FaultKind};
use std::path::PathBuf;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// How long a program may take; a whole request of the gateway has 30 s.
const LIMIT: Duration = Duration::from_secs(10);
/// After a try that did not help, there is none for this long, however many requests come.
const PAUSE: Duration = Duration::from_secs(10);
/// A key that expires sooner than this, in seconds, is expired: a request is on its way for a while.
const MARGIN: u64 = 60;

/// Where another key comes from.
#[derive(Debug, Clone)]
pub(super) enum Source {
    /// A file, which somebody may have written anew.
    File(PathBuf),
    /// A program that prints it.
    Program(Program),
}

/// A key and the UNIX second at which it ends.
pub(super) struct Fresh {
    pub(super) key: Credential,
    pub(super) expires: Option<u64>,
}

/// The key in use, and where another one comes from.
pub(super) struct HeldKey {
    source: Source,
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    fresh: Option<Fresh>,
    /// The cloud has refused it.
    refused: bool,
    /// Why there is no other one.
    failure: Option<String>,
    /// Until when no other one is asked for.
    rests_until: Option<Instant>,
}

impl std::fmt::Debug for HeldKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("HeldKey").field(&self.source).finish()
    }
}

impl HeldKey {
    /// A key of this source; `first` if one was had already.
    pub(super) fn new(source: Source, first: Option<Credential>) -> Self {
        let fresh = first.map(|key| Fresh { key, expires: None });
        Self { source, held: Mutex::new(Held { fresh, ..Held::default() }) }
    }

    /// The key to sign with at this UNIX second. The source is asked for the first one, for one that has expired, and
    /// for one that was refused; not again while it rests.
    ///
    /// # Errors
    ///
    /// There is no key, and so nothing is sent.
    pub(super) async fn get(&self, now: u64) -> Result<Credential, EndpointFault> {
        let mut held = self.held.lock().await;
        let spent = held.refused
            || held.fresh.as_ref().is_none_or(|fresh| {
                fresh.expires.is_some_and(|expires| expires <= now.saturating_add(MARGIN))
            });
        let rests = held.rests_until.is_some_and(|until| Instant::now() < until);
        if spent && !rests {
            let first = held.fresh.is_none() && held.failure.is_none();
            match self.ask().await {
                Ok(fresh) => {
                    *held = Held { fresh: Some(fresh), ..Held::default() };
                    if !first {
                        tracing::info!(source = ?self.source, "the key for the cloud was asked for again");
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
            (None, Some(fresh)) => Ok(fresh.key.clone()),
            (failure, _) => Err(no_key(failure.clone().unwrap_or_default())),
        }
    }

    /// Notes that the cloud does not take this key any more; whether another one can be asked for right now.
    pub(super) async fn refused(&self, key: &Credential) -> bool {
        let mut held = self.held.lock().await;
        if held.fresh.as_ref().is_some_and(|fresh| fresh.key == *key) {
            held.refused = true;
            return held.rests_until.is_none_or(|until| Instant::now() >= until);
        }
        // Another request has had it renewed meanwhile
        held.fresh.is_some()
    }

    async fn ask(&self) -> Result<Fresh, String> {
        match &self.source {
            Source::Program(program) => {
                program.run(LIMIT).await.map_err(|error: KeyCommandError| error.to_string())
            }
            Source::File(path) => {
                let path = path.clone();
                let read = tokio::task::spawn_blocking(move || key_of_file(&path)).await;
                let key = read.map_err(|error| error.to_string())?.map_err(|error| error.to_string())?;
                Ok(Fresh { key, expires: None })
            }
        }
    }
}

/// A request that could not be signed was surely not sent.
fn no_key(sentence: String) -> EndpointFault {
    EndpointFault { kind: FaultKind::UnknownKey, raw_code: String::new(), raw_message: sentence }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_program_that_failed_is_left_alone_for_a_while() {
        let folder = tempfile::tempdir().unwrap();
        let runs = folder.path().join("runs");
        let script = format!("echo >> '{}'; exit 1", runs.display());
        let program = Program::new("/bin/sh".into(), vec!["-c".to_owned(), script]);
        let key = HeldKey::new(Source::Program(program), None);
        for _ in 0..5 {
            let fault = key.get(0).await.unwrap_err();
            assert!(fault.raw_message.contains("exit status: 1"), "the reason stays known: {fault}");
        }
        assert_eq!(std::fs::read_to_string(&runs).unwrap().lines().count(), 1);
        key.held.lock().await.rests_until = Some(Instant::now());
        assert!(key.get(0).await.is_err());
        assert_eq!(std::fs::read_to_string(&runs).unwrap().lines().count(), 2, "and tried again then");
    }
}
