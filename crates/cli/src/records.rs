//! Records of earlier resets: found by id, read, judged.

use crate::outcome::{Stopped, failed, usage};
use crate::store::Store;
use kafka_offsets::{Claim, ResetRecord, VerifiedReset, verify};

/// The record of this id, or the last one.
///
/// # Errors
///
/// A usage report if there is none.
pub fn find(store: &Store, id: &str) -> Result<ResetRecord, Stopped> {
    if id != "last" {
        return read(store, id);
    }
    all(store)?.0.into_iter().next().ok_or_else(|| {
        usage(format!("no reset was sent from this machine yet (there is no record in {})", store.records().display()))
    })
}

/// The record of this id.
///
/// # Errors
///
/// A usage report if there is none; a failure if it can't be read.
pub fn read(store: &Store, id: &str) -> Result<ResetRecord, Stopped> {
    let text = store.read(id)?;
    ResetRecord::from_json(&text).map_err(|error| failed(format!("record {id}: {error}")))
}

/// All records, the last one first, and a sentence for each that can't be read.
///
/// # Errors
///
/// A failure if the folder can't be read.
pub fn all(store: &Store) -> Result<(Vec<ResetRecord>, Vec<String>), Stopped> {
    let mut records = Vec::new();
    let mut unreadable = Vec::new();
    for id in store.ids()? {
        match read(store, &id) {
            Ok(record) => records.push(record),
            Err(stopped) => unreadable.push(stopped.message),
        }
    }
    records.sort_by(|a, b| (b.started_at, &b.id).cmp(&(a.started_at, &a.id)));
    Ok((records, unreadable))
}

/// The verdicts of a record; `None` if it was never read back.
pub fn judged(record: &ResetRecord) -> Option<VerifiedReset> {
    record.read_back_at?;
    Some(verify(&record.plan, record.claim.as_ref().unwrap_or(&Claim::Lost), &record.observed))
}
