//! Records of earlier resets: found by id, read, judged.

use crate::outcome::{Stopped, failed, usage};
use crate::store::Store;
use kafka_offsets::{DocumentError, ResetRecord, Timestamp, VerifiedReset};
use serde::Deserialize;
use serde_json::Value;

/// A record as this machine keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The reset.
    pub record: ResetRecord,
}

impl Kept {
    /// The document.
    pub fn document(&self) -> Value {
        // Made by the same library a moment ago, so it can be read
        serde_json::from_str(&self.record.to_json()).unwrap_or_default()
    }

    /// The document as text.
    pub fn to_json(&self) -> String {
        self.record.to_json()
    }

    fn from_json(text: &str) -> Result<Self, DocumentError> {
        Ok(Self { record: ResetRecord::from_json(text)? })
    }

    /// The verdicts; `None` if it was never read back.
    pub fn judged(&self) -> Option<VerifiedReset> {
        self.record.read_back_at.map(|_| self.record.verified())
    }

    /// The outcome in a word.
    pub fn outcome(&self) -> &'static str {
        match (self.judged(), &self.record.refused) {
            (Some(result), _) => result.overall().word(),
            (None, Some(_)) => "refused",
            (None, None) => "not_read_back",
        }
    }
}

/// The record of this id, or the last one.
///
/// # Errors
///
/// A usage report if there is none.
pub fn find(store: &Store, id: &str) -> Result<Kept, Stopped> {
    if id != "last" {
        return read(store, id);
    }
    let started = |id: String| Some((started_at(&store.read(&id).ok()?)?, id));
    let last = store.ids()?.into_iter().filter_map(started).max();
    match last {
        Some((_, id)) => read(store, &id),
        None => Err(usage(format!(
            "no reset was sent from this machine yet (there is no record in {})",
            store.records().display()
        ))),
    }
}

/// When a reset was sent, by its record; the rest of the record, which may be long, is passed over.
fn started_at(text: &str) -> Option<Timestamp> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Started {
        started_at: String,
    }
    serde_json::from_str::<Started>(text).ok()?.started_at.parse().ok()
}

/// The record of this id.
///
/// # Errors
///
/// A usage report if there is none; a failure if it can't be read.
pub fn read(store: &Store, id: &str) -> Result<Kept, Stopped> {
    let text = store.read(id)?;
    Kept::from_json(&text).map_err(|error| failed(format!("record {id}: {error}")))
}

/// All records, the last one first, and a sentence for each that can't be read.
///
/// # Errors
///
/// A failure if the folder can't be read.
pub fn all(store: &Store) -> Result<(Vec<Kept>, Vec<String>), Stopped> {
    let mut records = Vec::new();
    let mut unreadable = Vec::new();
    for id in store.ids()? {
        match read(store, &id) {
            Ok(kept) => records.push(kept),
            Err(stopped) => unreadable.push(stopped.message),
        }
    }
    records.sort_by(|a, b| (b.record.started_at, &b.record.id).cmp(&(a.record.started_at, &a.record.id)));
    Ok((records, unreadable))
}
