//! Writing the history: a reset before it is sent, and how it ended.

use super::store::{Store, StoreFault};
use crate::state::history::{Ending, HistoryEntry, Kind, NEWEST};
use kafka_offsets::{Observation, ResetRecord, TopicPartition, Verdict, VerifiedReset};
use std::collections::BTreeMap;

/// Writes a reset as it stands; what was written of it before is replaced.
pub(super) async fn write(record: &ResetRecord, kind: Kind, ending: Ending) -> Result<(), StoreFault> {
    let (entry, text) = (entry(record, kind, ending).to_text(), record.to_json());
    let store = Store::open().await?;
    let mut written = store.put(&record.id, &entry, &text, NEWEST).await;
    // Where there is no room, the older half makes it: the newest reset counts most
    let mut others = NEWEST;
    while others > 1 && written.as_ref().is_err_and(StoreFault::is_no_room) {
        others /= 2;
        store.forget_all_but(others).await?;
        written = store.put(&record.id, &entry, &text, NEWEST).await;
    }
    written
}

/// Forgets a reset that was never sent.
pub(super) async fn forget(id: &str) -> Result<(), StoreFault> {
    Store::open().await?.delete(id).await
}

/// What was read back of each partition.
pub(super) fn observed(result: &VerifiedReset) -> BTreeMap<TopicPartition, Observation> {
    let mut observed = BTreeMap::new();
    for row in &result.rows {
        observed.insert(row.planned.at.clone(), row.observed.clone());
    }
    observed
}

fn entry(record: &ResetRecord, kind: Kind, ending: Ending) -> HistoryEntry {
    let plan = &record.plan;
    let mut entry = HistoryEntry::new(record.id.clone(), record.started_at, kind);
    entry.instance.clone_from(&record.instance);
    entry.endpoint = record.endpoint.clone().unwrap_or_default();
    entry.group = plan.request.group.to_string();
    let mut topics: Vec<&str> = plan.rows.iter().map(|row| row.at.topic.as_str()).collect();
    topics.dedup();
    entry.name_topics(topics.into_iter());
    entry.partitions = u32::try_from(plan.rows.len()).unwrap_or(u32::MAX);
    entry.confirmed = match ending {
        Ending::Open | Ending::Refused => 0,
        _ => {
            let rows = record.verified().rows;
            let confirmed = rows.iter().filter(|row| row.verdict == Verdict::Confirmed).count();
            u32::try_from(confirmed).unwrap_or(u32::MAX)
        }
    };
    entry.made_from = record.made_from.clone().unwrap_or_default();
    entry.ending = ending;
    entry.reason = record.note.reason.clone().unwrap_or_default();
    entry.ticket = record.note.ticket.clone().unwrap_or_default();
    entry
}
