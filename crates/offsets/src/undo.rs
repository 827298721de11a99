//! What takes a reset back: the forecast before confirming, and the request afterwards.
//!
//! | to change | look into |
//! |---|---|
//! | what the review says before confirming | `undo/outlook.rs` |
//! | what is asked for afterwards | `undo/request.rs` |
//! | which one strategy takes a whole topic back | `undo/way_back.rs` |

mod outlook;
mod request;
mod way_back;

pub use request::undo;

use crate::{LeftOut, TopicName};

/// Whether a reset can be taken back once it is done, by the endpoint that does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UndoVerdict {
    /// Every partition can be put back to exactly its old offset (as long as retention leaves it in the log).
    Exact,
    /// The same, if retention had not passed the old offset before: the endpoint does not tell where logs start, so
    /// nobody can see whether it is still in the log.
    ExactIfRetained,
    /// Not by this endpoint; the exported file of old offsets can do it with Kafka's own tool or our gateway.
    FileOnly,
    /// Some partition cannot be put back by any means: it has no old offset, or that one is not in the log any more.
    NotPossible,
}

/// The forecast for a whole plan.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UndoOutlook {
    /// The worst of all topics.
    pub verdict: UndoVerdict,
    /// Each topic in which something is to be done, in plan order.
    pub topics: Vec<TopicUndo>,
}

/// The forecast for one topic.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TopicUndo {
    /// The topic.
    pub topic: TopicName,
    /// Whether it can be taken back: [`UndoReason::verdict`], but for a way that is exact only if the log still holds
    /// the old offsets, and the endpoint does not tell ([`UndoVerdict::ExactIfRetained`]).
    pub verdict: UndoVerdict,
    /// Why, or how.
    pub reason: UndoReason,
}

/// Why a topic can be taken back or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UndoReason {
    /// Exact: nothing moves, so there is nothing to take back.
    NothingMoves,
    /// Exact: the endpoint gives each partition an offset of its own.
    OffsetPerPartition,
    /// Exact: one partition, so one offset does it.
    OnePartition,
    /// Exact: all its partitions have the same old offset.
    SameOffset,
    /// Exact: every partition is shifted by the whole number, so shifting back does it.
    ShiftBack,
    /// File only: its partitions have different old offsets, and the endpoint moves whole topics only.
    OffsetsDiffer,
    /// File only: the shift is clamped in some partition, or may be, so shifting back leads elsewhere; and the old
    /// offsets differ.
    ShiftClamped,
    /// Not possible in so many of its partitions: they get their first commit, which cannot be taken back. The
    /// others have an old offset to go back to.
    FirstCommits {
        /// Partitions that get their first commit.
        partitions: usize,
        /// Partitions that are to be moved.
        of: usize,
    },
    /// Not possible in so many of its partitions: retention has passed the old offset, or the log was cut before it.
    OldOffsetGone {
        /// Partitions whose old offset is not in the log.
        partitions: usize,
        /// Partitions that are to be moved.
        of: usize,
    },
    /// Not possible in so many of its partitions: the old offset could not be read.
    OldOffsetUnread {
        /// Partitions whose old offset is not known.
        partitions: usize,
        /// Partitions that are to be moved.
        of: usize,
    },
}

impl UndoReason {
    /// The verdict that follows, where it is known that the old offsets are in the log.
    pub fn verdict(self) -> UndoVerdict {
        match self {
            Self::NothingMoves
            | Self::OffsetPerPartition
            | Self::OnePartition
            | Self::SameOffset
            | Self::ShiftBack => UndoVerdict::Exact,
            Self::OffsetsDiffer | Self::ShiftClamped => UndoVerdict::FileOnly,
            Self::FirstCommits { .. } | Self::OldOffsetGone { .. } | Self::OldOffsetUnread { .. } => {
                UndoVerdict::NotPossible
            }
        }
    }
}

/// Why a reset cannot be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Hash, thiserror::Error)]
pub enum UndoRefusal {
    /// Nothing has moved.
    #[error("there is nothing to undo: no partition has moved")]
    NothingMoved,
    /// Whatever has moved was moved by somebody else, or nobody knows: read the offsets again first.
    #[error("it is not certain that this reset moved any partition; read the offsets again first")]
    NothingCertain(Vec<LeftOut>),
    /// This endpoint cannot express it: export the old offsets and apply them with Kafka's own tool or our gateway.
    #[error(
        "this endpoint moves whole topics only and cannot restore different offsets; export the old offsets and apply the file with kafka-consumer-groups --from-file, or through a gateway"
    )]
    FileOnly(Vec<LeftOut>),
    /// No partition that has moved had a commit before.
    #[error("the group had no offsets in these partitions before, and a first commit cannot be taken back")]
    NeverCommitted(Vec<LeftOut>),
}
