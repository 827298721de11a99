//! What the flow wants done. The caller runs effects in the order given and answers with events.

use crate::{Intent, RequestId, Submission};
use kafka_offsets::{
    Claim, EndpointFault, GroupId, GroupSummary, ResetPlan, ResetScope, ResetStrategy, Timestamp,
    TopicSelection, VerifiedReset,
};
use std::sync::Arc;

/// Something to be done outside. Effects of one event are in order and are started in that order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Read the group's state and members; answered by [`crate::Event::GroupRead`].
    ReadGroup {
        /// Id for the answer.
        id: RequestId,
        /// The group.
        group: GroupId,
    },
    /// Read committed offsets and log ends; answered by [`crate::Event::OffsetsRead`].
    ReadOffsets {
        /// Id for the answer.
        id: RequestId,
        /// The group as it was last read; it becomes [`kafka_offsets::OffsetSnapshot::group`] of the answer,
        /// unless the reader has read it anew.
        group: GroupSummary,
        /// Which topics.
        topics: ReadTopics,
        /// Also look up the offsets for this time, where the endpoint can.
        at_time: Option<Timestamp>,
    },
    /// Ask the page around (a cancelable event) whether the reset may go on; answered by
    /// [`crate::Event::HostAnswered`]. Who has no host answers `allowed: true`.
    AskHost {
        /// Id for the answer.
        id: RequestId,
        /// What would be done.
        plan: Arc<ResetPlan>,
    },
    /// Claim the group for this plan, so that no other tab or program resets it at the same time and nobody
    /// carries the same plan out twice; answered by [`crate::Event::Claimed`]. Must not wait for another holder.
    ClaimGroup {
        /// Id for the answer, and for [`Effect::ReleaseGroup`].
        id: RequestId,
        /// The plan.
        plan: Arc<ResetPlan>,
    },
    /// The claim is no longer needed. It comes once for each claim that was not refused, also for one that has
    /// not been answered yet.
    ReleaseGroup {
        /// Id of the [`Effect::ClaimGroup`].
        id: RequestId,
    },
    /// Write down what is about to be sent; answered by [`crate::Event::IntentRecorded`], and only then the
    /// reset is sent. It is closed by [`Effect::RecordOutcome`].
    RecordIntent {
        /// Id for the answer.
        id: RequestId,
        /// What is about to be sent.
        intent: Intent,
    },
    /// Send the reset; answered by [`crate::Event::SubmitAnswered`]. Given at most once for each plan; who
    /// runs it must not send it twice either.
    Submit {
        /// Id for the answer.
        id: RequestId,
        /// What to send.
        submission: Submission,
    },
    /// Write down how a recorded intent ended. It may come again for the same intent: the newest holds.
    RecordOutcome {
        /// The intent.
        intent: Intent,
        /// How it ended.
        ending: Ending,
    },
    /// Answer with [`crate::Event::TimerFired`] after some time.
    StartTimer {
        /// Id for the answer.
        id: RequestId,
        /// Milliseconds to wait.
        millis: u64,
    },
    /// Tell who listens (events of the element, progress of a command).
    Announce(Announcement),
}

/// How an intent ended.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Ending {
    /// It was read back.
    Verified {
        /// What the endpoint said, or that its answer was lost.
        claim: Claim,
        /// Verdicts, partition by partition.
        result: Arc<VerifiedReset>,
    },
    /// The endpoint refused it for certain; nothing moved.
    Refused(EndpointFault),
    /// The operator went back while it was being recorded; nothing was sent.
    NotSent,
}

/// Which topics are to be read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ReadTopics {
    /// Every partition of every topic that the group has a commit on.
    AllOfGroup,
    /// Every partition of these topics, committed or not.
    Named(TopicSelection),
}

impl ReadTopics {
    /// The topics that a request is about; `None` if it names no partition at all.
    pub(crate) fn of(scope: &ResetScope, strategy: &ResetStrategy) -> Option<Self> {
        if let ResetStrategy::PerPartition(offsets) = strategy {
            return TopicSelection::new(offsets.keys().map(|at| at.topic.clone())).map(Self::Named);
        }
        match scope {
            ResetScope::AllTopicsOfGroup => Some(Self::AllOfGroup),
            ResetScope::Topics(topics) => Some(Self::Named(topics.clone())),
            ResetScope::Partitions(partitions) => {
                TopicSelection::new(partitions.iter().map(|at| at.topic.clone())).map(Self::Named)
            }
        }
    }
}

/// News for whoever embeds the flow. For each reset: the plan, the sending, then exactly one of the outcomes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Announcement {
    /// A plan stands in the review (again after every "plan again").
    PlanCreated(Arc<ResetPlan>),
    /// The reset goes out.
    ResetSubmitted(Intent),
    /// Every partition is confirmed.
    ResetSucceeded(Arc<VerifiedReset>),
    /// Some partitions are confirmed, some are not.
    ResetPartial(Arc<VerifiedReset>),
    /// No partition is where it was told to go.
    ResetFailed(Arc<VerifiedReset>),
    /// The endpoint refused the reset for certain, and nothing moved. For hosts this is `reset-failed` as well.
    ResetRefused {
        /// The plan that was sent.
        plan: Arc<ResetPlan>,
        /// The endpoint's words.
        fault: EndpointFault,
    },
    /// Nobody can say yet what happened. What "Read again" finds later is not announced.
    ResetUnknown(Arc<VerifiedReset>),
}

impl Announcement {
    /// The event's name as hosts know it, e.g. `reset-partial`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::PlanCreated(_) => "plan-created",
            Self::ResetSubmitted(_) => "reset-submitted",
            Self::ResetSucceeded(_) => "reset-succeeded",
            Self::ResetPartial(_) => "reset-partial",
            Self::ResetFailed(_) | Self::ResetRefused { .. } => "reset-failed",
            Self::ResetUnknown(_) => "reset-unknown",
        }
    }
}
