//! What is sent, made from a plan.

use kafka_offsets::{
    GroupId, Note, Offset, ResetPlan, ResetScope, ResetStrategy, Resolution, Target, TopicPartition,
    TopicSelection,
};
use std::sync::Arc;

/// One reset as it goes on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Submission {
    /// Whole topics by one strategy, which the endpoint resolves. It always names its topics: a missing list
    /// would mean *every* topic.
    Topics {
        /// The group.
        group: GroupId,
        /// Every topic that was asked for, or for "all topics" every topic of the plan. Topics that could not be
        /// planned (unknown, no permission) are named too: the endpoint reports them as failed, so that its
        /// answer covers all that was asked for.
        topics: TopicSelection,
        /// Where to; never [`ResetStrategy::PerPartition`].
        strategy: ResetStrategy,
        /// Give a group that does not exist its first offsets.
        create_group: bool,
    },
    /// Chosen partitions, each to an absolute offset. Never empty.
    Partitions {
        /// The group.
        group: GroupId,
        /// Partition, new offset, and the commit that was planned from (`None`: there was none). An endpoint
        /// that finds another commit leaves that partition alone and says so.
        lines: Vec<(TopicPartition, Offset, Option<Offset>)>,
        /// Give a group that does not exist its first offsets.
        create_group: bool,
    },
}

/// Why nothing can be sent for a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NotSendable {
    /// No partition has a target: every row and topic would fail.
    #[error("no partition of the plan can be reset")]
    NothingToSend,
    /// The request is about single partitions, and the plan leaves it to the endpoint where they go.
    #[error("a reset of single partitions needs an offset for each of them")]
    SinglePartitions,
}

impl Submission {
    /// What to send for a plan.
    ///
    /// # Errors
    /// [`NotSendable`] if no partition has a target, or if a plan of single partitions has one that is no number of ours.
    pub fn of(plan: &ResetPlan) -> Result<Self, NotSendable> {
        if plan.request.needs_partition_offsets() { partitions(plan) } else { topics(plan) }
    }

    /// The group whose offsets it moves.
    pub fn group(&self) -> &GroupId {
        match self {
            Self::Topics { group, .. } | Self::Partitions { group, .. } => group,
        }
    }
}

fn topics(plan: &ResetPlan) -> Result<Submission, NotSendable> {
    let request = &plan.request;
    let sendable = plan.sendable_topics().ok_or(NotSendable::NothingToSend)?;
    let topics = match &request.scope {
        ResetScope::Topics(asked) => asked.clone(),
        ResetScope::AllTopicsOfGroup | ResetScope::Partitions(_) => {
            let rows = plan.rows.iter().map(|row| &row.at.topic);
            let missing = plan.missing.iter().map(|missing| &missing.topic);
            TopicSelection::new(sendable.iter().chain(rows).chain(missing).cloned())
                .ok_or(NotSendable::NothingToSend)?
        }
    };
    Ok(Submission::Topics {
        group: request.group.clone(),
        topics,
        strategy: request.strategy.clone(),
        create_group: request.create_group,
    })
}

fn partitions(plan: &ResetPlan) -> Result<Submission, NotSendable> {
    let mut lines = Vec::new();
    for row in &plan.rows {
        match (row.target, plan.resolution) {
            // A bound that is ours is a number that is sent as it is: the endpoint may have to move it up
            (Some(Target::Exact(offset)), _) | (Some(Target::AtLeast(offset)), Resolution::Here) => {
                lines.push((row.at.clone(), offset, row.committed));
            }
            (Some(_), _) => return Err(NotSendable::SinglePartitions),
            (None, _) => {}
        }
    }
    if lines.is_empty() {
        return Err(NotSendable::NothingToSend);
    }
    let (group, create_group) = (plan.request.group.clone(), plan.request.create_group);
    Ok(Submission::Partitions { group, lines, create_group })
}

/// A reset that is about to be sent: what is written down before, and what the verification starts from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Intent {
    /// The plan that was confirmed.
    pub plan: Arc<ResetPlan>,
    /// What is sent for it.
    pub submission: Submission,
    /// Why, in the operator's words.
    pub note: Note,
}
