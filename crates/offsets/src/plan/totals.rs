//! Sums over a plan.

use super::scope::distinct;
use crate::{Adjustment, Count, PlannedReset, ResetPlan};

/// Sums over a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanTotals {
    /// Partitions that will be sent: rows with a target.
    pub partitions: usize,
    /// Topics with at least one row.
    pub topics: usize,
    /// Offsets replayed over all rows ("up to" that many records).
    pub replayed: Count,
    /// Rows that replay, or may.
    pub replaying: usize,
    /// Offsets skipped over all rows.
    pub skipped: Count,
    /// Rows that skip, or may.
    pub skipping: usize,
    /// Rows whose target is the committed offset.
    pub unchanged: usize,
    /// Rows with a note beyond "no change".
    pub noted: usize,
    /// Rows that cannot be done and will fail.
    pub failing: usize,
    /// Rows that give the group its first offset in a partition. They count in neither sum, as there is nothing
    /// to count from; for the risk they are a number that is not known.
    pub first_commits: usize,
}

impl ResetPlan {
    /// The plan in numbers.
    pub fn totals(&self) -> PlanTotals {
        let rows = || self.rows.iter();
        let with =
            |wanted: fn(&Adjustment) -> bool| rows().filter(|row| row.adjustments.iter().any(wanted)).count();
        let moving = |count: fn(&PlannedReset) -> Option<Count>| {
            rows().filter_map(count).filter(|n| !n.is_zero()).count()
        };
        let partitions = rows().filter(|row| row.target.is_some()).count();
        PlanTotals {
            partitions,
            topics: distinct(rows().map(|row| &row.at.topic)).len(),
            replayed: rows().filter_map(PlannedReset::replayed).sum(),
            replaying: moving(PlannedReset::replayed),
            skipped: rows().filter_map(PlannedReset::skipped).sum(),
            skipping: moving(PlannedReset::skipped),
            unchanged: with(|note| *note == Adjustment::NoChange),
            noted: with(|note| *note != Adjustment::NoChange),
            failing: self.rows.len() - partitions,
            first_commits: with(|note| *note == Adjustment::FirstCommit),
        }
    }
}
