//! The claim on a group: a lock that the system takes back when the process ends, however it ends.

use super::{StoreError, failed, private};
use sha2::{Digest as _, Sha256};
use std::fs::{File, TryLockError};
use std::path::Path;

/// A group held by this process.
#[derive(Debug)]
pub struct GroupLock {
    _file: File,
}

impl GroupLock {
    pub(super) fn take(folder: &Path, parts: [&str; 3]) -> Result<Option<Self>, StoreError> {
        // Names of groups are no names of files
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        let name: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        let path = folder.join(format!("{name}.lock"));
        let file =
            private().create(true).truncate(false).open(&path).map_err(failed("cannot open", &path))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(reason)) => Err(failed("cannot lock", &path)(reason)),
        }
    }
}
