//! What the gateway needs of whatever stands behind it; Kafka and Tencent's cloud implement it.

use async_trait::async_trait;
use kafka_offsets::{
    Abilities, GroupId, GroupMember, GroupState, GroupSummary, KafkaError, Offset, OffsetSnapshot,
    ResetAnswer, ResetRequest, ResetScope, ResetStrategy, Timestamp, TopicName, TopicPartition,
    TopicSelection,
};
use std::fmt;

/// One cluster behind the gateway, in Kafka's words.
///
/// Every call answers for itself: nothing is cached between two calls except connections and routes. Reads of a
/// group that does not exist answer the state `Dead`; only a reset refuses it.
///
/// # Errors
///
/// All calls fail with [`UpstreamError`]. What concerns one topic or partition is no error of the call but a row:
/// `failed_topics` and `error` of a snapshot, [`kafka_offsets::AnswerRow`]s of a reset.
#[async_trait]
pub trait OffsetUpstream: Send + Sync + fmt::Debug {
    /// The instance that this upstream stands for.
    fn instance(&self) -> InstanceSummary;

    /// What it can do; what it cannot is refused with [`UpstreamError::NotOffered`].
    fn abilities(&self) -> Abilities {
        Abilities {
            partition_offsets: true,
            log_start: true,
            time_lookup: true,
            dry_run: true,
            create_group: true,
        }
    }

    /// Every group that the cluster knows, in name order.
    async fn list_groups(&self) -> Result<Vec<GroupListing>, UpstreamError>;

    /// Every topic that the caller may see, Kafka's internal ones left out, in name order.
    async fn list_topics(&self) -> Result<Vec<TopicListing>, UpstreamError>;

    /// State and members of a group; `Dead` if it does not exist.
    async fn describe_group(&self, group: &GroupId) -> Result<GroupSummary, UpstreamError>;

    /// What is known of one topic; [`UpstreamError::TopicNotFound`] if it does not exist.
    async fn topic(&self, topic: &TopicName) -> Result<TopicAttributes, UpstreamError>;

    /// Offsets of every partition of the topics, committed or not, and the offsets for a time if one is given.
    async fn snapshot(
        &self,
        group: &GroupId,
        topics: &ReadTopics,
        at_time: Option<Timestamp>,
    ) -> Result<OffsetSnapshot, UpstreamError>;

    /// Moves the group's offsets, or with `dry_run` answers exactly what the real call would and writes nothing.
    ///
    /// Refuses a group that is not `Empty` ([`UpstreamError::GroupNotEmpty`]), and one that does not exist unless
    /// the request asks for creating it ([`UpstreamError::GroupNotFound`]); both also for a dry run.
    async fn reset(&self, request: &ResetRequest, dry_run: bool) -> Result<ResetAnswer, UpstreamError>;

    /// Gives each partition an offset of its own; gates and dry run as in [`OffsetUpstream::reset`].
    ///
    /// A line whose [`PlanLine::expected`] no longer holds is not written and answers code 22. The caller has made
    /// sure that no partition comes twice; of two lines for one partition, the last would hold.
    async fn reset_partitions(
        &self,
        group: &GroupId,
        lines: &[PlanLine],
        create_group: bool,
        dry_run: bool,
    ) -> Result<ResetAnswer, UpstreamError>;
}

/// The instance that an upstream stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstanceSummary {
    /// Id by which callers pick it, e.g. `ckafka-demo`.
    pub id: String,
    /// Name for people.
    pub name: String,
}

/// One group of [`OffsetUpstream::list_groups`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct GroupListing {
    /// The group's name as the cluster has it. A name that our own rules refuse is left out of the list.
    pub group: GroupId,
    /// `consumer` for the usual ones; empty for a group that only ever got offsets committed from outside.
    pub protocol_type: String,
}

/// One topic of [`OffsetUpstream::list_topics`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicListing {
    /// The topic.
    pub topic: TopicName,
    /// How many partitions it has; 0 where the cluster does not say.
    pub partitions: u32,
}

/// What is known of one topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicAttributes {
    /// The topic.
    pub topic: TopicName,
    /// How many partitions it has.
    pub partitions: u32,
    /// How many replicas the first partition has.
    pub replicas: u32,
}

/// Which topics a snapshot reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadTopics {
    /// Every partition of every topic that the group has a commit on.
    AllOfGroup,
    /// Every partition of these; one that does not exist comes back in `failed_topics`.
    Named(TopicSelection),
}

/// One line of a plan: a partition and the offset that it shall get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLine {
    /// The partition.
    pub at: TopicPartition,
    /// Where it shall go; clamped to the log.
    pub offset: Offset,
    /// What the committed offset must still be for the line to be written.
    pub expected: Expected,
}

/// A condition on the committed offset at the moment of the reset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Anything: the line is written in any case.
    Anything,
    /// The group must have no commit there.
    NoCommit,
    /// The committed offset must be this one.
    Committed(Offset),
}

/// Why a call brought no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UpstreamError {
    /// The group has members, or its state is not `Empty`. Stop its consumers, then try again.
    #[error("group \"{group}\" is {state} with {} members; only an Empty group can be reset: stop its consumers first", members.len())]
    GroupNotEmpty {
        /// The group.
        group: GroupId,
        /// Its state.
        state: GroupState,
        /// Its members as far as the cluster tells.
        members: Vec<GroupMember>,
    },
    /// The group does not exist and creating it was not asked for. Check the spelling, or ask for creating it.
    #[error("group \"{0}\" does not exist; check its spelling, or ask for creating it")]
    GroupNotFound(GroupId),
    /// The topic that the call is about does not exist. Check the spelling.
    #[error("topic \"{0}\" does not exist")]
    TopicNotFound(TopicName),
    /// The instance does not exist. Check its id.
    #[error("instance \"{0}\" does not exist")]
    InstanceNotFound(String),
    /// All topics were asked for, and the group has no committed offset anywhere. Name the topics.
    #[error("group \"{0}\" has no committed offsets, so it has no topics to reset; name the topics")]
    NothingCommitted(GroupId),
    /// The cluster refused the whole call, e.g. for want of a permission. Nothing was written.
    #[error("{doing}: the cluster answered {}: {}", code.name(), code.meaning())]
    Refused {
        /// What was being done, e.g. `reading the offsets of group "billing"`.
        doing: String,
        /// Kafka's code.
        code: KafkaError,
    },
    /// The cluster could not be reached or did not answer in time. Nothing was written; try again later.
    #[error("the cluster cannot be reached: {0}; nothing was written")]
    Unavailable(String),
    /// More was asked of the upstream than it lets through. Nothing was written; wait, then try again.
    #[error("{0}")]
    TooManyCalls(String),
    /// The write was sent and no answer came: it may have happened. Read the offsets before anything is sent again.
    #[error("the reset was sent and not answered: {0}; read the offsets back before trying again")]
    OutcomeUnknown(String),
    /// The upstream has no such thing, e.g. a dry run; the text says what. Nothing was written.
    #[error("{0}")]
    NotOffered(String),
    /// The key that the gateway itself uses may not do this. Nothing was written.
    #[error("{0}")]
    NotAllowed(String),
    /// An answer of the cluster that cannot be understood, or a fault of the gateway. Nothing was written.
    #[error("{0}")]
    Internal(String),
}

/// What must be read to plan the request: which topics, and the offsets for which time.
///
/// # Errors
///
/// [`UpstreamError::Internal`] for a request that means no partition at all.
pub(crate) fn to_read(request: &ResetRequest) -> Result<(ReadTopics, Option<Timestamp>), UpstreamError> {
    let at_time = match request.strategy {
        ResetStrategy::Timestamp(time) => Some(time),
        _ => None,
    };
    let chosen = match (&request.strategy, &request.scope) {
        (ResetStrategy::PerPartition(offsets), _) => {
            TopicSelection::new(offsets.keys().map(|at| at.topic.clone()))
        }
        (_, ResetScope::Partitions(partitions)) => {
            TopicSelection::new(partitions.iter().map(|at| at.topic.clone()))
        }
        (_, ResetScope::Topics(topics)) => Some(topics.clone()),
        (_, ResetScope::AllTopicsOfGroup) => return Ok((ReadTopics::AllOfGroup, at_time)),
    };
    let chosen = chosen
        .ok_or_else(|| UpstreamError::Internal("a reset of no partition at all was asked for".to_owned()))?;
    Ok((ReadTopics::Named(chosen), at_time))
}
