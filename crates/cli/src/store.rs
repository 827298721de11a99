//! What this machine remembers of its resets: one file each, and a lock for each group.
//!
//! ```text
//! $XDG_STATE_HOME/ckafka-offsets/
//!   records/ID.json   written before a reset is sent, completed afterwards; its existence means "applied"
//!   locks/HASH.lock   held while a reset of that group of that instance is under way
//! ```
//!
//! Files are readable by their owner alone, and hold no secrets: neither keys nor anything that was sent with them.

mod lock;

pub use lock::GroupLock;

use etcetera::base_strategy::{BaseStrategy as _, Xdg};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The folder of records and locks.
#[derive(Debug, Clone)]
pub struct Store {
    folder: PathBuf,
}

/// Why something could not be kept or found.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No home, so no place to keep anything.
    #[error("there is no home directory to keep records in; name a folder with --state-dir")]
    NoHome,
    /// The system refused.
    #[error("{doing} {}: {reason}", path.display())]
    Io {
        /// What was being done.
        doing: &'static str,
        /// With which file.
        path: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
    /// There is a record of this id already.
    #[error("there is a record of {0} already")]
    Exists(String),
    /// No record of this id.
    #[error("there is no record \"{0}\" on this machine; `ckafka-offsets history` lists them")]
    NotFound(String),
    /// An id that could lead out of the folder.
    #[error("\"{0}\" is no id of a record: letters, digits, - and _, at most 100")]
    BadId(String),
}

impl Store {
    /// The folder that was named, or the usual one. It is made when something is written.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoHome`].
    pub fn new(folder: Option<PathBuf>) -> Result<Self, StoreError> {
        let folder = match folder {
            Some(folder) => folder,
            None => Xdg::new()
                .ok()
                .and_then(|xdg| xdg.state_dir())
                .ok_or(StoreError::NoHome)?
                .join("ckafka-offsets"),
        };
        Ok(Self { folder })
    }

    /// Where the records are.
    pub fn records(&self) -> PathBuf {
        self.folder.join("records")
    }

    /// Claims a group of an instance for this process, until the lock is dropped or the process ends; `None` if
    /// another process holds it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Io`].
    pub fn claim(
        &self,
        endpoint: &str,
        instance: &str,
        group: &str,
    ) -> Result<Option<GroupLock>, StoreError> {
        let folder = self.folder.join("locks");
        make_folder(&folder)?;
        GroupLock::take(&folder, [endpoint, instance, group])
    }

    /// Whether there is a record of this id.
    pub fn has(&self, id: &str) -> bool {
        self.path(id).is_ok_and(|path| path.exists())
    }

    /// Writes the first version of a record and waits until it is on the disk. It never replaces one, not even if
    /// another process tries at the same moment.
    ///
    /// # Errors
    ///
    /// [`StoreError::Exists`], and whatever keeps it from being written: then nothing may be sent.
    pub fn create(&self, id: &str, text: &str) -> Result<(), StoreError> {
        let path = self.path(id)?;
        make_folder(&self.records())?;
        let mut file = match private().create_new(true).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(StoreError::Exists(id.to_owned()));
            }
            opened => opened.map_err(failed("cannot write", &path))?,
        };
        let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
        if let Err(reason) = written {
            // Half a record would count as applied
            let _ = fs::remove_file(&path);
            return Err(failed("cannot write", &path)(reason));
        }
        sync_folder(&self.records());
        Ok(())
    }

    /// Replaces a record, whole or not at all.
    ///
    /// # Errors
    ///
    /// [`StoreError::Io`]; the earlier version stays.
    pub fn replace(&self, id: &str, text: &str) -> Result<(), StoreError> {
        let path = self.path(id)?;
        let beside = path.with_extension("json.new");
        let written = (|| {
            let mut file = private().create(true).truncate(true).open(&beside)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            fs::rename(&beside, &path)
        })();
        written.map_err(failed("cannot write", &path))
    }

    /// Takes a record away: what it was about was never sent.
    ///
    /// # Errors
    ///
    /// [`StoreError::Io`].
    pub fn remove(&self, id: &str) -> Result<(), StoreError> {
        let path = self.path(id)?;
        fs::remove_file(&path).map_err(failed("cannot remove", &path))
    }

    /// Reads a record.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`], or why it can't be read.
    pub fn read(&self, id: &str) -> Result<String, StoreError> {
        let path = self.path(id)?;
        match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(StoreError::NotFound(id.to_owned())),
            read => read.map_err(failed("cannot read", &path)),
        }
    }

    /// The ids of all records, in no order. None if nothing was ever recorded.
    ///
    /// # Errors
    ///
    /// [`StoreError::Io`].
    pub fn ids(&self) -> Result<Vec<String>, StoreError> {
        let folder = self.records();
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(failed("cannot read", &folder))?,
        };
        let id = |entry: io::Result<fs::DirEntry>| {
            let name = entry.ok()?.file_name();
            Some(name.to_str()?.strip_suffix(".json")?.to_owned())
        };
        Ok(entries.filter_map(id).collect())
    }

    fn path(&self, id: &str) -> Result<PathBuf, StoreError> {
        let legal = (1..=100).contains(&id.len())
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        if legal {
            Ok(self.records().join(format!("{id}.json")))
        } else {
            Err(StoreError::BadId(id.escape_default().to_string()))
        }
    }
}

/// Writes a file that only its owner may read: a plan, or an export. It replaces what is there.
///
/// # Errors
///
/// [`StoreError::Io`].
pub fn write_private(path: &Path, text: &str) -> Result<(), StoreError> {
    let written = (|| {
        let mut file = private().create(true).truncate(true).open(path)?;
        file.write_all(text.as_bytes())
    })();
    written.map_err(failed("cannot write", path))
}

fn failed(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |reason| StoreError::Io { doing, path, reason }
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options
}

fn make_folder(folder: &Path) -> Result<(), StoreError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder).map_err(failed("cannot make the folder", folder))
}

/// So that the file's name survives a crash, too. Not every system can, and then nothing is lost but that.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(Some(folder.path().join("state"))).unwrap();
        (folder, store)
    }

    #[test]
    fn a_record_is_made_once_and_then_replaced() {
        let (_folder, store) = store();
        assert_eq!(store.ids().unwrap(), Vec::<String>::new());
        assert!(!store.has("a"));
        store.create("a", "one").unwrap();
        assert!(matches!(store.create("a", "two"), Err(StoreError::Exists(_))));
        assert_eq!(store.read("a").unwrap(), "one");
        store.replace("a", "three").unwrap();
        assert_eq!(
            (store.read("a").unwrap(), store.ids().unwrap()),
            ("three".to_owned(), vec!["a".to_owned()])
        );
        store.remove("a").unwrap();
        assert!(matches!(store.read("a"), Err(StoreError::NotFound(_))));
        assert!(!store.has("a"));
    }

    #[test]
    fn no_id_leads_out_of_the_folder() {
        let (_folder, store) = store();
        for id in ["", "../x", "a/b", "a.b", "/etc/passwd", "a\0b", &"x".repeat(101)] {
            assert!(matches!(store.create(id, ""), Err(StoreError::BadId(_))), "{id:?}");
            assert!(matches!(store.read(id), Err(StoreError::BadId(_))), "{id:?}");
            assert!(!store.has(id));
        }
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_what_is_kept() {
        use std::os::unix::fs::PermissionsExt as _;
        let (folder, store) = store();
        store.create("a", "one").unwrap();
        store.replace("a", "two").unwrap();
        let _lock = store.claim("e", "i", "g").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&store.records().join("a.json")), 0o600);
        assert_eq!(mode(&store.records()), 0o700);
        assert_eq!(mode(&folder.path().join("state")), 0o700);
        for entry in fs::read_dir(folder.path().join("state/locks")).unwrap() {
            assert_eq!(mode(&entry.unwrap().path()), 0o600);
        }
    }

    #[test]
    fn a_group_is_held_by_one_at_a_time() {
        let (_folder, store) = store();
        let held = store.claim("e", "i", "g").unwrap().unwrap();
        assert!(store.claim("e", "i", "g").unwrap().is_none());
        // The parts are not just put behind one another
        assert!(store.claim("e", "ig", "").unwrap().is_some());
        assert!(store.claim("e", "i", "other").unwrap().is_some());
        drop(held);
        assert!(store.claim("e", "i", "g").unwrap().is_some());
    }
}
