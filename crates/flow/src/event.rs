//! What can happen to a reset: what the operator does, and what comes back from the effects.

use crate::{ClaimRefusal, Confirmation, Intent, Origin, RequestId};
use kafka_offsets::{
    Abilities, EndpointFault, GroupSummary, OffsetSnapshot, ResetAnswer, ResetPlan, ResetRequest, Timestamp,
};
use std::sync::Arc;

/// Something that happened. An event that makes no sense in the present state changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The operator asks what a reset would do. Taken while editing, planning, reviewing, blocked or drifted.
    ReviewPressed {
        /// What is asked. "Time ago" has become an instant here already: the caller turns it into a
        /// [`kafka_offsets::ResetStrategy::Timestamp`] by its corrected clock when the button is pressed.
        request: ResetRequest,
        /// Whether page or gateway mark the instance as `production`.
        production: bool,
        /// What the endpoint can express.
        abilities: Abilities,
        /// Where the request comes from.
        origin: Origin,
    },
    /// A plan that was made and looked at before, and comes from a file. Taken while editing: it stands under review as
    /// it is, nothing is read for it before it is confirmed.
    PlanOpened {
        /// The plan, unchanged.
        plan: Arc<ResetPlan>,
        /// Whether page or gateway mark the instance as `production`.
        production: bool,
        /// What the endpoint can express.
        abilities: Abilities,
        /// Where it comes from.
        origin: Origin,
        /// Now, by the caller's corrected clock: an expired plan is shown and not carried out.
        now: Timestamp,
    },
    /// A reset that was recorded and whose outcome was not (the page was reloaded, the program ended). Taken
    /// while editing: the offsets are read back; nothing is sent.
    Resumed {
        /// What was recorded before it was sent.
        intent: Intent,
        /// Whether page or gateway mark the instance as `production`.
        production: bool,
        /// What the endpoint can express.
        abilities: Abilities,
    },
    /// Answer to [`crate::Effect::ReadGroup`].
    GroupRead {
        /// The id of the effect; an answer to any other effect is dropped.
        id: RequestId,
        /// The group's state and members. A group that does not exist is state `Dead`, or a fault `GroupNotFound`.
        outcome: Result<GroupSummary, EndpointFault>,
    },
    /// Answer to [`crate::Effect::ReadOffsets`].
    OffsetsRead {
        /// The id of the effect; an answer to any other effect is dropped.
        id: RequestId,
        /// The offsets of the topics that were asked for.
        outcome: Result<OffsetSnapshot, EndpointFault>,
    },
    /// "Back to edit"; while the host is being asked or the last check runs: back to the review. Ignored from
    /// the moment of sending on, so that no outcome is lost; a finished reset is left by
    /// [`Event::NewResetPressed`].
    BackPressed,
    /// Read everything afresh for the same frozen request ("time ago" keeps its instant). Taken while
    /// reviewing, blocked or drifted.
    PlanAgainPressed,
    /// The same from a blocked reset ("Check again").
    CheckAgainPressed,
    /// Look at the group again and again until it is empty, then plan. Taken while
    /// [`crate::Blocked::can_wait`]. It never leads to sending.
    WaitUntilEmptyPressed,
    /// Stop looking.
    StopWaitingPressed,
    /// "Reset n partitions" on the review.
    ConfirmPressed {
        /// How the operator has confirmed; checked against the plan's risk.
        confirmation: Confirmation,
        /// Now, by the caller's corrected clock: an expired plan is not carried out.
        now: Timestamp,
    },
    /// Answer to [`crate::Effect::AskHost`].
    HostAnswered {
        /// The id of the effect; an answer to any other effect is dropped.
        id: RequestId,
        /// Whether the host lets the reset go on. Without a host that listens: `true`.
        allowed: bool,
        /// Now, by the caller's corrected clock: the host may have taken its time.
        now: Timestamp,
    },
    /// Answer to [`crate::Effect::ClaimGroup`].
    Claimed {
        /// The id of the effect; an answer to any other effect is dropped.
        id: RequestId,
        /// Whether the group is ours until [`crate::Effect::ReleaseGroup`]. Who has no means to claim answers `Ok`.
        outcome: Result<(), ClaimRefusal>,
    },
    /// Answer to [`crate::Effect::RecordIntent`]. Who keeps no records answers at once.
    IntentRecorded {
        /// The id of the effect; an answer to any other effect is dropped.
        id: RequestId,
    },
    /// Answer to [`crate::Effect::Submit`].
    SubmitAnswered {
        /// The id of the effect; an answer to any other effect is dropped.
        id: RequestId,
        /// What the endpoint says. A fault is judged by
        /// [`kafka_offsets::FaultKind::write_may_have_happened`].
        outcome: Result<ResetAnswer, EndpointFault>,
    },
    /// The time of [`crate::Effect::StartTimer`] is over.
    TimerFired {
        /// The id of the effect; any other timer is dropped.
        id: RequestId,
    },
    /// Read the offsets back once more. Taken when finished and at least one partition is unknown.
    ReadAgainPressed,
    /// Plan a reset of what did not move. Taken when finished and [`crate::Finished::retry`] offers one.
    RetryPressed,
    /// Plan the way back. Taken when finished and [`crate::Finished::undo`] offers it.
    UndoPressed {
        /// Which of the steps; the others stay offered when it is finished.
        step: usize,
    },
    /// Plan another step of the same undo. Taken when a step of an undo is finished and others are left.
    NextUndoPressed {
        /// Which of [`crate::Asked::rest`].
        step: usize,
    },
    /// Leave this reset and edit the next. Taken when finished, blocked, drifted or reviewing.
    NewResetPressed,
}
