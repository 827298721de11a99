//! How much an operator must do before a plan is carried out, and why a confirmation was refused.

use crate::NotSendable;
use kafka_offsets::{GroupId, Risk};

/// What the operator has done to confirm; the flow compares it with the plan's risk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Confirmation {
    /// The tick that names the effect is set.
    pub ticked: bool,
    /// The group's name as typed; compared exactly, letter case and spaces included.
    pub typed_group: String,
}

/// Why a press on the confirm button did nothing. The plan stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum ConfirmRefusal {
    /// The risk is medium and the tick is missing.
    #[error("the effect has not been ticked as understood")]
    NotTicked,
    /// The risk is high and what was typed is not the group's name.
    #[error("the typed name is not the group's name")]
    GroupNameDiffers,
    /// There is nothing that could be sent.
    #[error(transparent)]
    NotSendable(NotSendable),
    /// This plan was sent once already and was refused: plan again first.
    #[error("this plan was sent already; plan again first")]
    PlanUsed,
    /// The console is in read-only mode.
    #[error("read-only: nothing is sent")]
    ReadOnly,
    /// The page around said no.
    #[error("the page around this console did not allow the reset")]
    HostDeclined,
}

impl Confirmation {
    /// Whether this is enough for a risk: low needs nothing, medium the tick, high the group's name.
    ///
    /// # Errors
    /// [`ConfirmRefusal::NotTicked`] or [`ConfirmRefusal::GroupNameDiffers`].
    pub fn check(&self, risk: Risk, group: &GroupId) -> Result<(), ConfirmRefusal> {
        match risk {
            Risk::Low => Ok(()),
            Risk::Medium if self.ticked => Ok(()),
            Risk::Medium => Err(ConfirmRefusal::NotTicked),
            Risk::High if self.typed_group == group.as_str() => Ok(()),
            Risk::High => Err(ConfirmRefusal::GroupNameDiffers),
        }
    }
}
