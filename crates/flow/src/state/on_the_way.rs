//! Between the confirmation and the endpoint's answer.

use super::{Asked, Reviewing};
use crate::{Intent, RequestId};
use kafka_offsets::{Drift, GroupSummary, ResetPlan};
use std::sync::Arc;

/// The page around is being asked whether the reset may go on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AskingHost {
    /// The review that was confirmed; "Back" returns to it.
    pub review: Reviewing,
    /// What will be sent.
    pub intent: Intent,
    /// Id of the effect.
    pub id: RequestId,
}

/// The last look before sending.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Checking {
    /// The review that was confirmed; "Back" returns to it.
    pub review: Reviewing,
    /// What will be sent.
    pub intent: Intent,
    /// Id of the claim on the group.
    pub claim: RequestId,
    /// What is being done just now.
    pub step: CheckStep,
}

/// The steps of the last look, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CheckStep {
    /// The group is being claimed.
    Claiming {
        /// Id of the effect.
        id: RequestId,
    },
    /// State and members of the group are being read again.
    Group {
        /// Id of the effect.
        id: RequestId,
    },
    /// The offsets are being read again.
    Offsets {
        /// Id of the effect.
        id: RequestId,
        /// The group as just read.
        group: GroupSummary,
    },
    /// Nothing has changed; what is about to be sent is being written down.
    Recording {
        /// Id of the effect.
        id: RequestId,
    },
}

/// Something else was found than the plan was made from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Drifted {
    /// What was asked.
    pub asked: Asked,
    /// The plan that was confirmed and not sent.
    pub plan: Arc<ResetPlan>,
    /// What has changed since.
    pub drift: Drift,
}

/// The reset is on its way.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Submitting {
    /// The review that was confirmed.
    pub review: Reviewing,
    /// What was sent.
    pub intent: Intent,
    /// Id of the claim on the group.
    pub claim: RequestId,
    /// Id of the effect.
    pub id: RequestId,
}
