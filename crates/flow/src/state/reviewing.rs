//! A plan on show.

use super::{Asked, Origin};
use crate::{ConfirmRefusal, RequestId};
use kafka_offsets::{
    ConsumedSince, EndpointFault, PlanAge, ResetPlan, Risk, RiskReason, UndoOutlook, consumed_since,
};
use std::sync::Arc;

/// A plan waits for its confirmation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reviewing {
    /// What was asked.
    pub asked: Asked,
    /// What would happen.
    pub plan: Arc<ResetPlan>,
    /// How much confirmation it needs.
    pub risk: Risk,
    /// Why it has that risk.
    pub reasons: Vec<RiskReason>,
    /// How old it is: fresh, about to expire, or expired.
    pub age: PlanAge,
    /// Whether it could be undone, and how exactly.
    pub undo: UndoOutlook,
    /// For a retry or an undo: how far the group has moved since its result was read back.
    pub consumed: Option<ConsumedSince>,
    /// Why the last press on the confirm button did not lead to a reset, if so.
    pub not_confirmed: Option<ConfirmRefusal>,
    /// This plan was sent and the endpoint refused it for certain: nothing moved, and the plan is used up.
    pub refused: Option<EndpointFault>,
    /// The timer that tells the next change of `age`.
    pub(crate) age_timer: Option<RequestId>,
}

impl Reviewing {
    /// A fresh plan, with all that is computed from it.
    pub fn new(asked: Asked, plan: Arc<ResetPlan>) -> Self {
        let (risk, reasons) = plan.risk(asked.production);
        let undo = plan.undo_outlook(asked.abilities);
        let consumed = match &asked.origin {
            Origin::Retry(result) | Origin::Undo(result) => Some(consumed_since(result, &plan)),
            Origin::Form | Origin::File => None,
        };
        Self {
            asked,
            plan,
            risk,
            reasons,
            age: PlanAge::Fresh,
            undo,
            consumed,
            not_confirmed: None,
            refused: None,
            age_timer: None,
        }
    }
}
