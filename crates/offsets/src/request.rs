//! What the operator asks for.

use crate::{GroupId, Offset, Resolution, Timestamp, TopicName, TopicPartition};
use std::collections::{BTreeMap, BTreeSet};

/// One or more topics. Never empty: an endpoint may read a missing list as *every* topic.
///
/// ```
/// use kafka_offsets::TopicSelection;
///
/// let topics = TopicSelection::new(["orders".parse()?, "orders".parse()?]);
/// assert_eq!(topics.map(|topics| topics.len()), Some(1));
/// assert_eq!(TopicSelection::new([]), None);
/// # Ok::<(), kafka_offsets::IdError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TopicSelection(BTreeSet<TopicName>);

impl TopicSelection {
    /// A selection, or `None` when there is no topic in it.
    pub fn new(topics: impl IntoIterator<Item = TopicName>) -> Option<Self> {
        // Often they are those of a long plan, row after row the same
        let mut distinct = BTreeSet::new();
        for topic in topics {
            if distinct.last() != Some(&topic) {
                distinct.insert(topic);
            }
        }
        if distinct.is_empty() { None } else { Some(Self(distinct)) }
    }

    /// The topics in name order.
    pub fn iter(&self) -> impl Iterator<Item = &TopicName> {
        self.0.iter()
    }

    /// How many topics, at least 1.
    #[expect(clippy::len_without_is_empty, reason = "a selection is never empty")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the topic was chosen.
    pub fn contains(&self, topic: &TopicName) -> bool {
        self.0.contains(topic)
    }
}

/// Which partitions are meant.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ResetScope {
    /// Every partition of the named topics.
    Topics(TopicSelection),
    /// Every partition of every topic that the group has a commit on; the plan names them.
    AllTopicsOfGroup,
    /// Just these partitions (only where the endpoint can express it).
    Partitions(BTreeSet<TopicPartition>),
}

/// Where the offsets shall go. "Time ago" has become a [`ResetStrategy::Timestamp`] before it gets here.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ResetStrategy {
    /// The log start of each partition.
    Earliest,
    /// The log end of each partition: the whole backlog is skipped.
    Latest,
    /// The first record, in offset order, at or after a time; the log end where there is none.
    Timestamp(Timestamp),
    /// The committed offset plus a number of offsets: above 0 skips ahead, below 0 replays.
    ShiftBy(i64),
    /// The same offset in every partition.
    Offset(Offset),
    /// An offset of its own for each partition (plan file, retry, undo); the scope is exactly its keys.
    PerPartition(BTreeMap<TopicPartition, Offset>),
}

/// A reset as asked for; what it would do is [`crate::ResetPlan::compute`]'s answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ResetRequest {
    /// The group whose offsets move.
    pub group: GroupId,
    /// Which partitions.
    pub scope: ResetScope,
    /// Where to.
    pub strategy: ResetStrategy,
    /// Give a group that does not exist its first offsets. Without it such a group is refused.
    pub create_group: bool,
}

impl ResetRequest {
    /// A request for an offset of its own in each of these partitions, in a group that exists.
    pub fn per_partition(group: GroupId, offsets: BTreeMap<TopicPartition, Offset>) -> Self {
        let mut partitions = BTreeSet::new();
        for at in offsets.keys() {
            partitions.insert(at.clone());
        }
        Self {
            group,
            scope: ResetScope::Partitions(partitions),
            strategy: ResetStrategy::PerPartition(offsets),
            create_group: false,
        }
    }

    /// Whether it can only be carried out by an endpoint that gives each partition an offset of its own
    /// ([`crate::Abilities::partition_offsets`]): it names partitions, not whole topics.
    pub fn needs_partition_offsets(&self) -> bool {
        matches!(self.scope, ResetScope::Partitions(_))
            || matches!(self.strategy, ResetStrategy::PerPartition(_))
    }

    /// Who turns the strategy into offsets when this request is sent: the endpoint where whole topics are named,
    /// we ourselves where partitions are.
    pub fn resolution(&self) -> Resolution {
        if self.needs_partition_offsets() { Resolution::Here } else { Resolution::AtEndpoint }
    }
}
