//! Files that are read again when they change, or when SIGHUP says so.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tokio::time::{MissedTickBehavior, interval};

/// How often files are looked at. By looking, since file events know nothing of network drives, and little of the
/// links that are turned over when a secret is mounted into a container.
const EVERY: Duration = Duration::from_secs(1);

/// What is done when files have changed; it says itself how it went.
type Act = Box<dyn Fn() + Send>;

/// All files that are looked after.
#[derive(Default)]
pub struct Reloads(Vec<Watched>);

impl std::fmt::Debug for Reloads {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|watched| &watched.files)).finish()
    }
}

/// Files as they are before they are read for the first time, so that no change on the way is overlooked.
#[derive(Debug)]
pub struct Files {
    paths: Vec<PathBuf>,
    looks: Vec<Option<Look>>,
}

impl Files {
    /// These files, now.
    pub fn now<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Self {
        let paths: Vec<PathBuf> = paths.into_iter().map(Path::to_owned).collect();
        let looks = paths.iter().map(|path| look(path)).collect();
        Self { paths, looks }
    }
}

struct Watched {
    files: Vec<PathBuf>,
    /// As they were when they were last read.
    read: Vec<Option<Look>>,
    /// As they were at the last look.
    seen: Vec<Option<Look>>,
    act: Act,
}

/// What a look at a file shows, without reading it; `None` in its place if there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Look {
    modified: Option<SystemTime>,
    length: u64,
    /// Another file under the same name, even if it is as long and as old.
    number: u64,
}

impl Reloads {
    /// Has `act` done whenever one of the files is other than it was.
    pub fn add(&mut self, files: Files, act: impl Fn() + Send + 'static) {
        let Files { paths, looks } = files;
        self.0.push(Watched { files: paths, read: looks.clone(), seen: looks, act: Box::new(act) });
    }

    /// Looks after the files, for ever. Without any it does nothing; SIGHUP then ends the process, as it always does.
    ///
    /// # Errors
    ///
    /// The system lets no signal be received.
    pub fn start(self) -> std::io::Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let mut hangup = Hangup::listen()?;
        let mut all = self.0;
        tokio::spawn(async move {
            let mut ticks = interval(EVERY);
            ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                let told = tokio::select! {
                    () = hangup.comes() => true,
                    _ = ticks.tick() => false,
                };
                let looked = tokio::task::spawn_blocking(move || {
                    all.iter_mut().for_each(|watched| watched.look(told));
                    all
                });
                match looked.await {
                    Ok(back) => all = back,
                    Err(_panicked) => return tracing::error!("changed files are no longer looked for"),
                }
            }
        });
        Ok(())
    }
}

impl Watched {
    /// Acts if the files are other than when they were read and have come to rest, or if `told` to.
    fn look(&mut self, told: bool) {
        let now: Vec<_> = self.files.iter().map(|file| look(file)).collect();
        // Half a file, or a new certificate beside an old key, is mostly gone a moment later
        let at_rest = now == self.seen;
        self.seen.clone_from(&now);
        if told || (at_rest && now != self.read) {
            self.read = now;
            (self.act)();
        }
    }
}

fn look(file: &Path) -> Option<Look> {
    let found = std::fs::metadata(file).ok()?;
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(&found);
    #[cfg(not(unix))]
    let number = 0;
    Some(Look { modified: found.modified().ok(), length: found.len(), number })
}

/// SIGHUP, by which service managers say "read your files again".
#[cfg(unix)]
struct Hangup(tokio::signal::unix::Signal);

#[cfg(unix)]
impl Hangup {
    fn listen() -> std::io::Result<Self> {
        tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup()).map(Self)
    }

    async fn comes(&mut self) {
        if self.0.recv().await.is_none() {
            std::future::pending::<()>().await;
        }
    }
}

/// There is no such signal here.
#[cfg(not(unix))]
struct Hangup;

#[cfg(not(unix))]
impl Hangup {
    fn listen() -> std::io::Result<Self> {
        Ok(Self)
    }

    async fn comes(&mut self) {
        std::future::pending::<()>().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    fn watched(file: &Path) -> (Watched, Arc<AtomicU32>) {
        let count = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&count);
        let mut reloads = Reloads::default();
        reloads.add(Files::now([file]), move || {
            counted.fetch_add(1, Ordering::Relaxed);
        });
        (reloads.0.pop().unwrap(), count)
    }

    #[test]
    fn a_file_is_read_again_once_per_change_and_only_at_rest() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("keys.toml");
        std::fs::write(&file, "one").unwrap();
        let (mut watched, acts) = watched(&file);
        watched.look(false);
        watched.look(false);
        assert_eq!(acts.load(Ordering::Relaxed), 0, "nothing changed");

        std::fs::write(&file, "one and a half").unwrap();
        watched.look(false);
        assert_eq!(acts.load(Ordering::Relaxed), 0, "it may still be written to");
        std::fs::write(&file, "one and a half and two").unwrap();
        watched.look(false);
        assert_eq!(acts.load(Ordering::Relaxed), 0, "it was");
        watched.look(false);
        watched.look(false);
        assert_eq!(acts.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn another_file_under_the_same_name_is_a_change_and_so_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("keys.toml");
        std::fs::write(&file, "same").unwrap();
        let (mut watched, acts) = watched(&file);
        let other = folder.path().join("other.toml");
        std::fs::write(&other, "same").unwrap();
        std::fs::rename(&other, &file).unwrap();
        watched.look(false);
        watched.look(false);
        assert_eq!(acts.load(Ordering::Relaxed), 1);
        std::fs::remove_file(&file).unwrap();
        watched.look(false);
        watched.look(false);
        assert_eq!(acts.load(Ordering::Relaxed), 2);
    }

    #[test]
    fn a_change_before_the_first_look_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("keys.toml");
        std::fs::write(&file, "one").unwrap();
        let before = Files::now([file.as_path()]);
        std::fs::write(&file, "another").unwrap();
        let acts = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&acts);
        let mut reloads = Reloads::default();
        reloads.add(before, move || {
            counted.fetch_add(1, Ordering::Relaxed);
        });
        let mut watched = reloads.0.pop().unwrap();
        watched.look(false);
        watched.look(false);
        assert_eq!(acts.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn whoever_is_told_reads_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("keys.toml");
        std::fs::write(&file, "one").unwrap();
        let (mut watched, acts) = watched(&file);
        watched.look(true);
        assert_eq!(acts.load(Ordering::Relaxed), 1);
    }
}
