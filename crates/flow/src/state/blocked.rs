//! No plan that may be carried out.

use super::Asked;
use crate::RequestId;
use kafka_offsets::{EndpointFault, FaultKind, GroupMember, GroupState, GroupSummary, PlanError, ResetPlan};
use std::sync::Arc;

/// There is no plan that may be carried out.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Blocked {
    /// What was asked.
    pub asked: Asked,
    /// Why it stopped.
    pub reason: BlockReason,
    /// "Wait until empty": the group is looked at every few seconds.
    pub waiting: Option<Waiting>,
}

/// Waiting until a group is empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Waiting {
    /// Between two looks, or looking.
    pub step: WaitStep,
    /// Looks that have ended.
    pub polls: u32,
    /// Why the last look failed, if it did.
    pub fault: Option<EndpointFault>,
}

/// The two steps that a wait goes to and fro between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WaitStep {
    /// The next look comes after this time.
    Pausing {
        /// Id of the effect.
        id: RequestId,
        /// Length of the pause in milliseconds.
        millis: u64,
    },
    /// The group is being read.
    Reading {
        /// Id of the effect.
        id: RequestId,
    },
}

/// Why a reset stopped before anything moved.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
    /// The request is about single partitions, and the endpoint resets whole topics only.
    NotExpressible,
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
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RefusedForGroup {
    /// The plan that was sent; it is used up, nothing of it was carried out.
    pub plan: Arc<ResetPlan>,
    /// The endpoint's words.
    pub fault: EndpointFault,
    /// State and members as read after the refusal.
    pub group: AfterRefusal,
}

/// The group's state and members, read after the endpoint refused a reset.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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

impl Blocked {
    /// Whether waiting until the group is empty can help: it has members.
    pub fn can_wait(&self) -> bool {
        match &self.reason {
            BlockReason::GroupNotEmpty { .. } => true,
            BlockReason::RefusedForGroup(refused) => {
                refused.fault.kind == FaultKind::GroupNotEmpty
                    && !matches!(refused.group, AfterRefusal::Reading { .. })
            }
            _ => false,
        }
    }
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
