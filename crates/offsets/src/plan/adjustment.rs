//! Everything that the operator should know about a row, as data.

use crate::KafkaError;

/// Why a target differs from the wish, or what else the operator should know about a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Adjustment {
    /// The wish lay before the log start; `wished` is where it pointed (saturated at the ends of `i64`).
    ClampedToStart {
        /// Where the wish pointed; may be below 0.
        wished: i64,
    },
    /// The wish lay past the log end.
    ClampedToEnd {
        /// Where the wish pointed.
        wished: i64,
    },
    /// No record at or after the time: the log end is the target.
    NoRecordAtOrAfterTime,
    /// A shift, and the group never committed an offset here: this partition fails alone.
    NoCommitToShiftFrom,
    /// The committed offset lies before the log start: retention has passed it.
    RetentionPassedCommit,
    /// The target is the committed offset.
    NoChange,
    /// The group never committed here: this would be its first offset, and it cannot be taken back.
    FirstCommit,
    /// The partition holds no records.
    EmptyPartition,
    /// The log start is the target, and the endpoint does not tell where it is: this partition fails alone.
    LogStartNotTold,
    /// Something about the partition could not be read.
    Unreadable(KafkaError),
}
