//! A request that follows from a result: what is left to do, or what takes it back.

use crate::{ResetRequest, TopicPartition};

/// A request that continues a reset (retry) or takes it back (undo). It goes through planning, review, drift check
/// and verification like every other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Continuation {
    /// What to ask for.
    pub request: ResetRequest,
    /// Partitions of the result that the request leaves alone although something may be left to do in them, in the
    /// order of the result.
    pub left_out: Vec<LeftOut>,
}

/// A partition that a retry or an undo leaves alone.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LeftOut {
    /// The partition.
    pub at: TopicPartition,
    /// Why.
    pub why: LeftOutReason,
}

/// Why a retry or an undo leaves a partition alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LeftOutReason {
    /// It is neither where it was nor where the reset would have put it: somebody else has moved it.
    MovedElsewhere,
    /// Nobody knows where it is, or who moved it: read back again first.
    Unknown,
    /// The plan could not do it either (no commit to shift from, not readable).
    CannotBeDone,
    /// The plan knows no offset for it; only the endpoint could have told.
    NoOffsetKnown,
    /// The endpoint moves whole topics only, and another partition of this one moved or may have.
    TopicPartlyMoved,
    /// A shift whose answer does not say for certain that it was refused; sent again, it could come twice.
    ShiftNotRefused,
    /// The endpoint moves whole topics only, and the old offsets of this one differ: the exported file can do it.
    OldOffsetsDiffer,
    /// The group had no commit here before, and a first commit cannot be taken back.
    NeverCommitted,
}
