//! Where a strategy points in one partition, before any rule is applied to it.

use crate::{Offset, PartitionOffsets, ResetStrategy, TimeLookup, TopicPartition};

/// Where a strategy points in one partition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// The first retained record.
    LogStart,
    /// One past the last record.
    LogEnd,
    /// The first record at or after the time.
    RecordAt(Offset),
    /// There is no record at or after the time; Kafka's rule then is the log end.
    NoRecordAtTime,
    /// Nobody has looked the time up.
    TimeNotLookedUp,
    /// Committed offset plus shift, saturated at the ends of `i64`; may lie outside the log or below 0.
    Shifted {
        /// Where it points.
        wished: i64,
        /// The shift replays, so it can lead to before the log start.
        backward: bool,
    },
    /// This offset.
    At(Offset),
    /// A shift without a committed offset to shift from.
    NothingToShiftFrom,
}

impl Wish {
    /// Reads the strategy for one partition. `None` if it says nothing about it (an offset per partition, and none
    /// for this one).
    pub(super) fn new(
        strategy: &ResetStrategy,
        at: &TopicPartition,
        offsets: &PartitionOffsets,
    ) -> Option<Self> {
        Some(match strategy {
            ResetStrategy::Earliest => Self::LogStart,
            ResetStrategy::Latest => Self::LogEnd,
            ResetStrategy::Timestamp(_) => match offsets.at_time {
                TimeLookup::Found(offset) => Self::RecordAt(offset),
                TimeLookup::NoRecord => Self::NoRecordAtTime,
                TimeLookup::Unknown => Self::TimeNotLookedUp,
            },
            ResetStrategy::ShiftBy(shift) => match offsets.committed {
                // Never "forward" or "backward": vendors use these words both ways. Above 0 skips ahead.
                Some(committed) => {
                    Self::Shifted { wished: committed.get().saturating_add(*shift), backward: *shift < 0 }
                }
                None => Self::NothingToShiftFrom,
            },
            ResetStrategy::Offset(offset) => Self::At(*offset),
            ResetStrategy::PerPartition(offsets) => Self::At(*offsets.get(at)?),
        })
    }
}
