//! What can happen to a reset: what the operator does, and what comes back from the effects.

use crate::{Confirmation, RequestId};
use kafka_offsets::{EndpointFault, GroupSummary, OffsetSnapshot, ResetAnswer, ResetRequest, Resolution};

/// Something that happened. An event that makes no sense in the present state changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The operator asks what a reset would do. Taken while editing, planning, reviewing or blocked.
    ReviewPressed {
        /// What is asked. "Time ago" has become an instant here already: the caller turns it into a
        /// [`kafka_offsets::ResetStrategy::Timestamp`] by its corrected clock when the button is pressed.
        request: ResetRequest,
        /// Who turns the strategy into offsets: the endpoint, or we (absolute offsets).
        resolution: Resolution,
        /// Whether page or gateway mark the instance as `production`.
        production: bool,
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
    /// "Back to edit" (while the host is being asked: back to the review). Ignored from the moment of sending
    /// on, so that no outcome is lost; a finished reset is left by [`Event::NewResetPressed`].
    BackPressed,
    /// Read everything afresh for the same frozen request ("time ago" keeps its instant). Taken while
    /// reviewing or blocked.
    PlanAgainPressed,
    /// The same from a blocked reset ("Check again").
    CheckAgainPressed,
    /// "Reset n partitions" on the review.
    ConfirmPressed {
        /// How the operator has confirmed; checked against the plan's risk.
        confirmation: Confirmation,
    },
    /// Answer to [`crate::Effect::AskHost`].
    HostAnswered {
        /// The id of the effect; an answer to any other effect is dropped.
        id: RequestId,
        /// Whether the host lets the reset go on. Without a host that listens: `true`.
        allowed: bool,
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
    /// Leave this reset and edit the next. Taken when finished, blocked or reviewing.
    NewResetPressed,
}
