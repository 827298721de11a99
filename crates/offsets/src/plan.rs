//! The plan: what a reset would do to every partition. The only place with offset arithmetic.

use crate::{
    Count, GroupMember, GroupState, KafkaError, Offset, OffsetSnapshot, ResetRequest, Timestamp, TopicName,
    TopicPartition,
};

/// Who turns the strategy into an offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// We do: absolute offsets are written (gateway, retry, undo, plan file).
    Here,
    /// The endpoint does, at the moment of applying (`SetGroupOffsets`): some targets are bounds only.
    AtEndpoint,
}

/// Where a partition will go, and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// Exactly there.
    Exact(Offset),
    /// There or later.
    AtLeast(Offset),
    /// There or earlier.
    AtMost(Offset),
    /// Known only after the endpoint has done it.
    ResolvedByServer,
}

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
    /// Something about the partition could not be read.
    Unreadable(KafkaError),
}

/// What would happen to one partition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedReset {
    /// The partition.
    pub at: TopicPartition,
    /// Committed offset before; `None` if the group never committed here.
    pub committed: Option<Offset>,
    /// Log start when the plan was made, if known.
    pub log_start: Option<Offset>,
    /// Log end when the plan was made, if known.
    pub log_end: Option<Offset>,
    /// Where it goes; `None` if this row cannot be done (its adjustments say why) and will fail.
    pub target: Option<Target>,
    /// Everything that makes the target differ from the wish, in the order it was found.
    pub adjustments: Vec<Adjustment>,
}

/// A topic that was asked for and cannot be planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingTopic {
    /// The topic.
    pub topic: TopicName,
    /// Why; mostly `UNKNOWN_TOPIC_OR_PARTITION`.
    pub code: KafkaError,
}

/// What a reset would do, frozen at the moment of reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResetPlan {
    /// What was asked, unchanged.
    pub request: ResetRequest,
    /// Who resolves the strategy.
    pub resolution: Resolution,
    /// When the offsets were read.
    pub taken_at: Timestamp,
    /// The group's state when it was read; `Empty`, or `Dead` where creating was asked for.
    pub group_state: GroupState,
    /// One row per partition, ordered by topic (natural order) and partition.
    pub rows: Vec<PlannedReset>,
    /// Topics that were asked for and will fail as a whole.
    pub missing: Vec<MissingTopic>,
}

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
}

/// Why there is no plan at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// The group has members, or is in a state that is not `Empty`: stop its consumers.
    #[error("the group is {state} with {} members; only an Empty group can be reset", members.len())]
    GroupNotEmpty {
        /// Its state.
        state: GroupState,
        /// Its members as far as known.
        members: Vec<GroupMember>,
    },
    /// The group does not exist and creating it was not asked for.
    #[error("the group does not exist")]
    GroupDoesNotExist,
    /// All topics were asked for, and the group has no committed offset anywhere.
    #[error("the group has no committed offsets, so it has no topics to reset")]
    NothingCommitted,
    /// The offsets were looked up for another time than the request's (a programming error of the caller).
    #[error("the offsets were read for another time than the one asked for")]
    OtherTimeLookedUp,
}
