//! How much a plan replays or skips: the part with a known limit as a number, the rest as partitions.
//!
//! One partition whose number is not known makes the sum of all not known; a "?" alone would hide what is known of
//! the others.

use crate::{Count, PlannedReset, ResetPlan};

/// Offsets replayed or skipped by a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// The sum over the partitions whose number has a known limit: never more than this many.
    pub known: u64,
    /// How many partitions that is; those with certainly none are not counted.
    pub partitions: usize,
    /// Partitions whose number has no known limit.
    pub open: usize,
}

impl Amount {
    /// What a plan's rows come to; `counted` is [`PlannedReset::replayed`] or [`PlannedReset::skipped`].
    pub fn of(plan: &ResetPlan, counted: fn(&PlannedReset) -> Option<Count>) -> Self {
        let mut amount = Self { known: 0, partitions: 0, open: 0 };
        for count in plan.rows.iter().filter_map(counted) {
            match count.upper_bound() {
                Some(0) => {}
                Some(limit) => {
                    amount.known = amount.known.saturating_add(limit);
                    amount.partitions += 1;
                }
                None => amount.open += 1,
            }
        }
        amount
    }

    /// Whether there is certainly nothing.
    pub fn is_zero(self) -> bool {
        self.partitions == 0 && self.open == 0
    }
}
