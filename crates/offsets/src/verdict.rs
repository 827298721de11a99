//! What is true after a reset: the endpoint's claim against a read afterwards.
//!
//! The verdict table itself is in `verdict/judge.rs`; which row of an answer speaks of which partition is decided in
//! `verdict/claims.rs`.

mod claims;
mod judge;
mod verify;

pub use verify::verify;

use crate::{KafkaError, Offset, PlannedReset, TopicName};

/// One row of the endpoint's answer. A partition may come more than once (as done and as failed).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AnswerRow {
    /// The topic.
    pub topic: TopicName,
    /// The partition; `None` where the endpoint speaks of the whole topic (a failed topic with no partitions).
    pub partition: Option<crate::PartitionId>,
    /// The new offset, where one was returned (some endpoints return none; failed rows have none).
    pub offset: Option<Offset>,
    /// Kafka's code; [`KafkaError::NONE`] is success. The worst of the topic's and the partition's code.
    pub code: KafkaError,
    /// The endpoint's own message for the row or its topic; may be empty.
    pub message: String,
}

/// The endpoint's answer to a reset, succeeded and failed rows in the order of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ResetAnswer {
    /// All rows, done and failed.
    pub rows: Vec<AnswerRow>,
    /// The endpoint's id of the request, where it gives one.
    pub request_id: Option<String>,
}

/// What is known of the endpoint's own opinion.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Claim {
    /// It answered.
    Answered(ResetAnswer),
    /// The request went out and no usable answer came back.
    Lost,
}

/// What the endpoint claims about one planned partition.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum RowClaim {
    /// Done, with the new offset if the endpoint returns offsets.
    Ok(Option<Offset>),
    /// Failed, with code and the endpoint's own message.
    Failed(KafkaError, String),
    /// Nothing: the reply was lost, or the answer does not mention the partition.
    None,
}

/// What a read afterwards found for one partition.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Observation {
    /// The committed offset, or none.
    Committed(Option<Offset>),
    /// It could not be read, with the code if there was one.
    Unreadable(Option<KafkaError>),
}

/// Where a partition really is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// It could not be read; or it moved and nobody may say by whom; or it did not move and nobody may say whether it
    /// was to.
    Unknown,
    /// The group is somewhere else than planned or told.
    Differs,
    /// The group did not move.
    NotApplied,
    /// The group is where it was told to go, read back.
    Confirmed,
}

/// Which line of the verdict table spoke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VerdictReason {
    /// Reported done and found there.
    Applied,
    /// Found where the plan says, which is where it was before: nothing had to change.
    NothingToChange,
    /// No answer came, yet it is where the plan says.
    AppliedAnswerLost,
    /// Reported done, but the group did not move.
    AcceptedButNotMoved,
    /// Reported done without saying where, and the group did not move: it may have been there already, as only the
    /// endpoint knows where this row leads.
    MayHaveBeenThere,
    /// Reported done and found where the endpoint says, which is not where the plan says.
    AppliedElsewhere,
    /// Reported done, but found neither there nor at the old place: someone moved it since.
    MovedSince,
    /// Reported failed, and it did not move.
    FailedAsReported,
    /// Reported failed, yet it moved to where the plan says.
    ReportedFailedYetMoved,
    /// Reported failed, and it is somewhere else again.
    ReportedFailedMovedElsewhere,
    /// No answer came, and it did not move.
    LostNotMoved,
    /// No answer came, the plan had nowhere to put it (no commit to shift from, not readable), and it did not move.
    NothingPlanned,
    /// No answer came, and it is somewhere else.
    LostMovedElsewhere,
    /// No answer came, and it moved to where the plan allows without naming that place: this reset may have done
    /// it, or anybody else.
    LostMovedByWhom,
    /// It could not be read back; or it could not be read before, so that nobody can say whether it moved.
    CouldNotRead,
}

/// One planned partition, four ways: before, planned, returned, read back; and the verdict.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VerifiedRow {
    /// The row of the plan.
    pub planned: PlannedReset,
    /// What the endpoint said of it.
    pub claim: RowClaim,
    /// What the read afterwards found.
    pub observed: Observation,
    /// The judgement.
    pub verdict: Verdict,
    /// Why.
    pub reason: VerdictReason,
    /// The endpoint named this partition as done *and* as failed; the worst code was taken.
    pub contradictory: bool,
}

impl VerifiedRow {
    /// How far the committed offset has moved, as read back: above 0 ahead, below 0 back. `None` if there was no
    /// commit before or is none now, or if it could not be read.
    pub fn moved(&self) -> Option<i64> {
        match self.observed {
            // Both are 0 or more, so the difference cannot overflow.
            Observation::Committed(now) => Some(now?.get() - self.planned.committed?.get()),
            Observation::Unreadable(_) => None,
        }
    }
}

/// Something in the answer that is about no planned partition.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VerifiedTopic {
    /// The topic.
    pub topic: TopicName,
    /// The partition, if the answer named one.
    pub partition: Option<crate::PartitionId>,
    /// Code of the answer, or of the read before, if the answer does not mention the topic.
    pub code: KafkaError,
    /// The endpoint's own message; may be empty.
    pub message: String,
    /// The request meant it: a topic that failed as a whole, or a partition that its topic got after the plan was
    /// made. `false`: nobody asked for it.
    pub requested: bool,
}

/// The outcome of a reset, partition by partition.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VerifiedReset {
    /// One row per planned partition, in plan order.
    pub rows: Vec<VerifiedRow>,
    /// Topics that failed as a whole, and rows that nobody asked for.
    pub others: Vec<VerifiedTopic>,
}

/// The outcome in one word. It promises nothing that the rows do not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Overall {
    /// Every row is confirmed, and the answer speaks of nothing else.
    Succeeded,
    /// Something moved, but not everything is confirmed: the rows tell which.
    Partial,
    /// Nothing moved.
    Failed,
    /// At least one row is unknown, so nobody can say how it ended.
    Unknown,
}

impl VerifiedReset {
    /// The rows that are confirmed: read back, and where they were told to go. In plan order.
    pub fn succeeded(&self) -> impl Iterator<Item = &VerifiedRow> {
        self.rows.iter().filter(|row| row.verdict == Verdict::Confirmed)
    }

    /// All other rows, those that could not be read included. In plan order.
    pub fn failed(&self) -> impl Iterator<Item = &VerifiedRow> {
        self.rows.iter().filter(|row| row.verdict != Verdict::Confirmed)
    }

    /// The outcome in one word.
    ///
    /// A reset without a single row has not succeeded. A topic that failed as a whole, or a row that nobody asked
    /// for, keeps the whole from being called a success.
    pub fn overall(&self) -> Overall {
        let any = |verdict| self.rows.iter().any(|row| row.verdict == verdict);
        let done_elsewhere = self.others.iter().any(|other| other.code.is_success());
        if any(Verdict::Unknown) {
            Overall::Unknown
        } else if !any(Verdict::Confirmed) && !any(Verdict::Differs) && !done_elsewhere {
            Overall::Failed
        } else if self.failed().next().is_none() && self.others.is_empty() {
            Overall::Succeeded
        } else {
            Overall::Partial
        }
    }
}
