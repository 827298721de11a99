//! How far a group is behind, summed up.

use crate::{Count, OffsetSnapshot, PlannedReset, TopicName};
use std::collections::BTreeMap;

/// What was read of one topic, in sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TopicLag {
    /// Partitions that were read, committed or not.
    pub partitions: u64,
    /// Partitions that the group has a committed offset on.
    pub committed: u64,
    /// Offsets that the group is behind, over the committed partitions where that is known; `None` if it is nowhere.
    pub lag: Option<u64>,
    /// The lag of some committed partition is not known, so `lag` is the least.
    pub lag_is_least: bool,
}

impl OffsetSnapshot {
    /// The sums of every topic that was read, in name order. A partition without a commit has no lag.
    pub fn lag_by_topic(&self) -> BTreeMap<&TopicName, TopicLag> {
        let mut topics: BTreeMap<&TopicName, TopicLag> = BTreeMap::new();
        for (at, offsets) in &self.partitions {
            let topic = topics.entry(&at.topic).or_default();
            topic.partitions += 1;
            if offsets.committed.is_none() {
                continue;
            }
            topic.committed += 1;
            match offsets.lag() {
                Some(lag) => topic.lag = Some(topic.lag.unwrap_or(0).saturating_add(lag)),
                None => topic.lag_is_least = true,
            }
        }
        topics
    }
}

/// The lag before and after some rows of a plan, each summed up: before, `None` as soon as one row's is not known.
pub fn lag_of<'a>(rows: impl Iterator<Item = &'a PlannedReset> + Clone) -> (Option<u64>, Count) {
    let before = rows.clone().try_fold(0_u64, |sum, row| sum.checked_add(row.lag_before()?));
    (before, rows.map(PlannedReset::lag_after).sum())
}
