//! Whether what a plan was made on still holds, right before it is sent.
//!
//! | to change | look into |
//! |---|---|
//! | which planned partitions count as changed | `drift/row.rs` |
//! | which partitions and topics came or went | `drift/between.rs` |

mod between;
mod row;

use crate::{GroupSummary, KafkaError, Offset, Target, TopicName, TopicPartition};

/// Everything that has changed since the plan was made and makes it no longer what was reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Drift {
    /// The group as it is now, if its state is another one or it has members.
    pub group: Option<GroupSummary>,
    /// Partitions that changed, in plan order; then those that were added, in the same order among themselves.
    pub rows: Vec<DriftRow>,
    /// Topics that came into being, went or cannot be read any more; their partitions are not among the rows. In
    /// natural order.
    pub topics: Vec<TopicDrift>,
}

/// One partition three ways: as planned, as it is now, and where it shall go.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DriftRow {
    /// The partition.
    pub at: TopicPartition,
    /// Committed offset when the plan was made.
    pub planned_from: Option<Offset>,
    /// Committed offset now; `None`, too, where it could not be read (then `kinds` says so).
    pub now: Option<Offset>,
    /// Log start now, if known.
    pub log_start_now: Option<Offset>,
    /// Log end now, if known.
    pub log_end_now: Option<Offset>,
    /// Where the plan leads; `None` for a partition that is not in the plan, or could not be done.
    pub target: Option<Target>,
    /// What has changed, at least one.
    pub kinds: Vec<DriftKind>,
}

/// What can change about a partition between plan and sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DriftKind {
    /// The group's committed offset is another one.
    CommitMoved,
    /// The request means this partition, and it was not there when the plan was made.
    PartitionAdded,
    /// The partition is not there any more.
    PartitionGone,
    /// The strategy now leads to another place than the planned grade allows.
    TargetMoved,
    /// The planned offset lies outside the log now: retention has passed it, or the log was cut.
    TargetOutsideLog,
    /// It cannot be read now as well as it could; with the code if there was one.
    Unreadable(Option<KafkaError>),
}

/// A topic that is not what it was when the plan was made.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TopicDrift {
    /// The topic.
    pub topic: TopicName,
    /// What has changed.
    pub change: TopicChange,
}

/// What can change about a whole topic between plan and sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TopicChange {
    /// It could not be planned and can be now, or (where all topics of the group are meant) the group has a first
    /// commit on it.
    Appeared,
    /// It was planned and is not there any more.
    Gone,
    /// It was planned and cannot be read now.
    Unreadable(KafkaError),
}
