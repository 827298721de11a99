//! What is sent, made from a plan.

use kafka_offsets::{GroupId, ResetPlan, ResetScope, ResetStrategy, TopicSelection};
use std::sync::Arc;

/// One reset as it goes on the wire. It always names its topics: a missing list would mean *every* topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// The group.
    pub group: GroupId,
    /// Every topic that was asked for, or for "all topics" every topic of the plan. Topics that could not be
    /// planned (unknown, no permission) are named too: the endpoint reports them as failed, so that its
    /// answer covers all that was asked for.
    pub topics: TopicSelection,
    /// Where to; never [`ResetStrategy::PerPartition`].
    pub strategy: ResetStrategy,
    /// Give a group that does not exist its first offsets.
    pub create_group: bool,
}

/// Why nothing can be sent for a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NotSendable {
    /// No partition has a target: every row and topic would fail.
    #[error("no partition of the plan can be reset")]
    NothingToSend,
    /// The request is about single partitions, and a submission names whole topics.
    #[error("a reset of single partitions cannot be sent as a reset of topics")]
    SinglePartitions,
}

impl Submission {
    /// What to send for a plan.
    ///
    /// # Errors
    /// [`NotSendable`] if no partition has a target, or if the request is about single partitions.
    pub fn of(plan: &ResetPlan) -> Result<Self, NotSendable> {
        let request = &plan.request;
        if matches!(request.scope, ResetScope::Partitions(_))
            || matches!(request.strategy, ResetStrategy::PerPartition(_))
        {
            return Err(NotSendable::SinglePartitions);
        }
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
        Ok(Self {
            group: request.group.clone(),
            topics,
            strategy: request.strategy.clone(),
            create_group: request.create_group,
        })
    }
}

/// A reset that is about to be sent: what is written down before, and what the verification starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// The plan that was confirmed.
    pub plan: Arc<ResetPlan>,
    /// What is sent for it.
    pub submission: Submission,
}
