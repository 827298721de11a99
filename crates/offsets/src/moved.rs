//! Whether the group has moved since a reset was read back.

use crate::{Observation, Offset, OffsetSnapshot, ResetPlan, TopicPartition, VerifiedReset};
use std::collections::BTreeMap;

/// A partition that is not where it was read back. A live consumer most likely, or another reset.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MovedSince {
    /// The partition.
    pub at: TopicPartition,
    /// Committed offset when the reset was read back.
    pub read_back: Option<Offset>,
    /// Committed offset now.
    pub now: Option<Offset>,
}

impl MovedSince {
    /// How far it has moved: above 0 ahead (consumed), below 0 back. `None` if there was no commit or is none now.
    pub fn moved(&self) -> Option<i64> {
        // Both are 0 or more, so the difference cannot overflow.
        Some(self.now?.get() - self.read_back?.get())
    }
}

/// The partitions that have moved since they were read back, in plan order.
///
/// Every row counts that could be read both times, whatever its verdict: a reset that was found not applied and is
/// carried out late after all is seen here, too.
pub fn moved_since(result: &VerifiedReset, now: &OffsetSnapshot) -> Vec<MovedSince> {
    moved(result, |at| {
        let offsets = now.partitions.get(at)?;
        // "No commit" next to an error is not known to be one
        (offsets.committed.is_some() || offsets.error.is_none()).then_some(offsets.committed)
    })
}

/// What the group has consumed since a reset was read back.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ConsumedSince {
    /// The partitions that have moved, in the order of the result.
    pub rows: Vec<MovedSince>,
    /// Offsets moved ahead over all rows: up to so many records were consumed.
    pub consumed: u64,
    /// Offsets moved back over all rows.
    pub moved_back: u64,
}

/// What has been consumed (or moved back) since `result` was read back, as seen by a plan that is made now: the
/// plan of a retry or an undo. Partitions that are not in the plan do not count.
pub fn consumed_since(result: &VerifiedReset, fresh: &ResetPlan) -> ConsumedSince {
    let mut now = BTreeMap::new();
    for row in fresh.rows.iter().filter(|row| !row.commit_is_unread()) {
        now.insert(&row.at, row.committed);
    }
    let rows = moved(result, |at| now.get(at).copied());
    let sum = |ahead: bool| {
        let far = rows.iter().filter_map(MovedSince::moved).filter(|by| (*by > 0) == ahead);
        far.map(i64::unsigned_abs).fold(0, u64::saturating_add)
    };
    ConsumedSince { consumed: sum(true), moved_back: sum(false), rows }
}

fn moved(result: &VerifiedReset, now: impl Fn(&TopicPartition) -> Option<Option<Offset>>) -> Vec<MovedSince> {
    let moved = |row: &crate::VerifiedRow| {
        let Observation::Committed(read_back) = row.observed else { return None };
        let now = now(&row.planned.at)?;
        (now != read_back).then(|| MovedSince { at: row.planned.at.clone(), read_back, now })
    };
    result.rows.iter().filter_map(moved).collect()
}
