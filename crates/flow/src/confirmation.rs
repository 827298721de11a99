//! How much an operator must do before a plan is carried out, and why a confirmation was refused.

use crate::{FlowSettings, NotSendable};
use kafka_offsets::{EndpointFault, GroupId, Note, Risk};

/// What the operator has done to confirm; the flow compares it with the plan's risk and with what must be given.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Confirmation {
    /// The tick that names the effect is set.
    pub ticked: bool,
    /// The group's name as typed; compared exactly, letter case and spaces included.
    pub typed_group: String,
    /// Why the reset is done, as typed; may be empty unless [`FlowSettings::reason_required`].
    pub reason: String,
    /// The ticket that it belongs to, as typed; may be empty unless [`FlowSettings::ticket_required`].
    pub ticket: String,
}

/// Why a press on the confirm button did not lead to a reset. Nothing was sent, and the plan stays.
#[derive(Debug, Clone, PartialEq, Eq, Hash, thiserror::Error)]
pub enum ConfirmRefusal {
    /// The risk is medium and the tick is missing.
    #[error("the effect has not been ticked as understood")]
    NotTicked,
    /// The risk is high and what was typed is not the group's name.
    #[error("the typed name is not the group's name")]
    GroupNameDiffers,
    /// A reason must be given, and none was.
    #[error("a reason is required and was not given")]
    ReasonMissing,
    /// A ticket must be named, and none was.
    #[error("a ticket is required and was not named")]
    TicketMissing,
    /// There is nothing that could be sent.
    #[error(transparent)]
    NotSendable(NotSendable),
    /// This plan was sent once already and was refused: plan again first.
    #[error("this plan was sent already; plan again first")]
    PlanUsed,
    /// The plan is too old, or the clock went back so that nobody can say how old it is: plan again first.
    #[error("this plan has expired; plan again first")]
    PlanExpired,
    /// The console is in read-only mode.
    #[error("read-only: nothing is sent")]
    ReadOnly,
    /// The page around said no.
    #[error("the page around this console did not allow the reset")]
    HostDeclined,
    /// Another tab or another program resets this group just now.
    #[error("another window is resetting this group; wait until it has finished")]
    HeldElsewhere,
    /// This very plan was carried out before.
    #[error("this plan was applied before; plan again first")]
    AlreadyApplied,
    /// Group or offsets could not be read again right before sending.
    #[error("the check right before sending failed: {0}")]
    CheckFailed(EndpointFault),
}

/// Why a group cannot be claimed for a reset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum ClaimRefusal {
    /// Another tab or program holds the group.
    #[error("another window is resetting this group")]
    HeldElsewhere,
    /// The plan was carried out before, by whomever.
    #[error("this plan was applied before")]
    AlreadyApplied,
}

impl From<ClaimRefusal> for ConfirmRefusal {
    fn from(refusal: ClaimRefusal) -> Self {
        match refusal {
            ClaimRefusal::HeldElsewhere => Self::HeldElsewhere,
            ClaimRefusal::AlreadyApplied => Self::AlreadyApplied,
        }
    }
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

    /// Reason and ticket as they are kept, without spaces around them; what is blank was not given.
    ///
    /// # Errors
    /// [`ConfirmRefusal::ReasonMissing`] or [`ConfirmRefusal::TicketMissing`], where the settings ask for them.
    pub fn note(&self, settings: FlowSettings) -> Result<Note, ConfirmRefusal> {
        let note = Note { reason: given(&self.reason), ticket: given(&self.ticket) };
        if settings.reason_required && note.reason.is_none() {
            return Err(ConfirmRefusal::ReasonMissing);
        }
        if settings.ticket_required && note.ticket.is_none() {
            return Err(ConfirmRefusal::TicketMissing);
        }
        Ok(note)
    }
}

fn given(typed: &str) -> Option<String> {
    let typed = typed.trim();
    (!typed.is_empty()).then(|| typed.to_owned())
}
