//! Where a reset stands. Every state carries all that a view of it shows.

use crate::{ConfirmRefusal, Intent, RequestId};
use kafka_offsets::{
    Claim, EndpointFault, GroupMember, GroupState, GroupSummary, Overall, PlanError, ResetPlan, ResetRequest,
    Resolution, Risk, RiskReason, VerifiedReset,
};
use std::sync::Arc;

/// The one place where a reset is. The diagram is in the crate's documentation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// The operator fills in the form; the flow knows nothing yet.
    Editing,
    /// Group and offsets are being read.
    Planning(Planning),
    /// The plan is shown and waits for a confirmation.
    Reviewing(Reviewing),
    /// There is no plan that may be carried out, and why. "Check again" or "Back to edit" leads on.
    Blocked(Blocked),
    /// Confirmed; the page around is being asked. Nothing has been sent.
    AskingHost(AskingHost),
    /// Sent; the endpoint has not answered yet.
    Submitting(Submitting),
    /// The endpoint has answered; the offsets are being read back.
    Verifying(ReadBack),
    /// The answer was lost and the reset may or may not have happened; the offsets are being read back.
    OutcomeUnknown(ReadBack),
    /// Every partition has its verdict.
    Finished(Finished),
}

/// What was asked at "Review", frozen. Planning again starts from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The request.
    pub request: ResetRequest,
    /// Who turns the strategy into offsets.
    pub resolution: Resolution,
    /// Whether the instance is marked `production`.
    pub production: bool,
}

/// Group and offsets are being read for a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planning {
    /// What was asked.
    pub asked: Asked,
    /// What is being read just now.
    pub reading: Reading,
}

/// The two reads of a plan, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// State and members of the group.
    Group {
        /// Id of the effect.
        id: RequestId,
    },
    /// The offsets.
    Offsets {
        /// Id of the effect.
        id: RequestId,
        /// The group as read before; it may be reset.
        group: GroupSummary,
    },
}

/// A plan waits for its confirmation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewing {
    /// What was asked.
    pub asked: Asked,
    /// What would happen.
    pub plan: Arc<ResetPlan>,
    /// How much confirmation it needs.
    pub risk: Risk,
    /// Why it has that risk.
    pub reasons: Vec<RiskReason>,
    /// Why the last press on the confirm button did nothing, if so.
    pub not_confirmed: Option<ConfirmRefusal>,
    /// This plan was sent and the endpoint refused it for certain: nothing moved, and the plan is used up.
    pub refused: Option<EndpointFault>,
}

/// There is no plan that may be carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocked {
    /// What was asked.
    pub asked: Asked,
    /// Why it stopped.
    pub reason: BlockReason,
}

/// Why a reset stopped before anything moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockReason {
    /// The group has members, or is in a state other than `Empty`.
    GroupNotEmpty {
        /// Its state.
        state: GroupState,
        /// Its members, as far as the endpoint tells.
        members: Vec<GroupMember>,
    },
    /// The group does not exist and creating it was not asked for.
    GroupDoesNotExist,
    /// All topics were asked for, and the group has no committed offset anywhere.
    NothingCommitted,
    /// The request names no partition.
    NothingChosen,
    /// The offsets were looked up for another time than the one asked for: a fault of the reader.
    OtherTimeLookedUp,
    /// The offsets are another group's: a fault of the reader.
    OtherGroupRead,
    /// The group's state could not be read.
    GroupUnreadable(EndpointFault),
    /// The offsets could not be read.
    OffsetsUnreadable(EndpointFault),
    /// The endpoint refused the reset because of the group (it has members now, or is gone). Nothing moved.
    RefusedForGroup(RefusedForGroup),
}

/// The endpoint refused a reset because of the group's state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedForGroup {
    /// The plan that was sent; it is used up, nothing of it was carried out.
    pub plan: Arc<ResetPlan>,
    /// The endpoint's words.
    pub fault: EndpointFault,
    /// State and members as read after the refusal.
    pub group: AfterRefusal,
}

/// The group's state and members, read after the endpoint refused a reset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AfterRefusal {
    /// Being read.
    Reading {
        /// Id of the effect.
        id: RequestId,
    },
    /// Read.
    Read(GroupSummary),
    /// Could not be read.
    Unreadable(EndpointFault),
}

impl From<PlanError> for BlockReason {
    fn from(error: PlanError) -> Self {
        match error {
            PlanError::GroupNotEmpty { state, members } => Self::GroupNotEmpty { state, members },
            PlanError::GroupDoesNotExist => Self::GroupDoesNotExist,
            PlanError::NothingCommitted => Self::NothingCommitted,
            PlanError::NothingChosen => Self::NothingChosen,
            PlanError::OtherTimeLookedUp => Self::OtherTimeLookedUp,
            PlanError::OtherGroupRead => Self::OtherGroupRead,
        }
    }
}

/// The page around is being asked whether the reset may go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskingHost {
    /// The review that was confirmed; "Back" returns to it.
    pub review: Reviewing,
    /// What will be sent.
    pub intent: Intent,
    /// Id of the effect.
    pub id: RequestId,
}

/// The reset is on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submitting {
    /// The review that was confirmed.
    pub review: Reviewing,
    /// What was sent.
    pub intent: Intent,
    /// Id of the effect.
    pub id: RequestId,
}

/// The offsets are being read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadBack {
    /// What was asked.
    pub asked: Asked,
    /// What was planned and sent.
    pub intent: Intent,
    /// What the endpoint said, or that its answer was lost.
    pub claim: Claim,
    /// How the answer was lost, if it was.
    pub lost: Option<EndpointFault>,
    /// Reads begun so far, the present one included.
    pub reads: u32,
    /// Reading, or waiting for the next read.
    pub step: ReadBackStep,
    /// What is known so far; `None` before the first read has ended.
    pub so_far: Option<Arc<VerifiedReset>>,
    /// Why the last read failed, if it did.
    pub read_fault: Option<EndpointFault>,
    /// Waits of the back-off that are over.
    pub(crate) waits: usize,
    /// The outcome of this reset was announced before ("Read again").
    pub(crate) announced: bool,
}

/// The two steps that a read-back goes to and fro between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadBackStep {
    /// A read is under way.
    Reading {
        /// Id of the effect.
        id: RequestId,
    },
    /// Some partitions have not moved yet, or could not be read; the next read comes after a wait.
    Waiting {
        /// Id of the effect.
        id: RequestId,
        /// Length of the wait in milliseconds.
        millis: u64,
    },
}

/// Every partition has its verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// What was asked.
    pub asked: Asked,
    /// What was planned and sent.
    pub intent: Intent,
    /// What the endpoint said, or that its answer was lost.
    pub claim: Claim,
    /// How the answer was lost, if it was.
    pub lost: Option<EndpointFault>,
    /// Verdicts, partition by partition.
    pub result: Arc<VerifiedReset>,
    /// The verdicts in one word.
    pub overall: Overall,
    /// How often the offsets were read back.
    pub reads: u32,
    /// Why the last read failed, if it did.
    pub read_fault: Option<EndpointFault>,
}
