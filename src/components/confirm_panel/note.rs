//! Why a reset is done and the ticket that it belongs to, where the settings ask for them.

use crate::components::events::{typed, when};
use crate::components::field_error::field_error;
use crate::config::{ConsoleConfig, Demand};
use crate::text::Text;
use reset_flow::{Confirmation, FlowSettings};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What is asked for beside the confirmation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NoteDemands {
    /// Whether there is a field for the reason.
    pub reason: Demand,
    /// Whether there is one for the ticket.
    pub ticket: Demand,
    /// What the whole of a ticket must look like.
    pub ticket_pattern: Option<AttrValue>,
}

impl NoteDemands {
    /// As the settings of the console have it.
    pub fn of(config: &ConsoleConfig) -> Self {
        Self {
            reason: config.reason,
            ticket: config.ticket,
            ticket_pattern: config.ticket_pattern.clone().map(AttrValue::from),
        }
    }

    /// What the flow itself insists on.
    pub fn settings(&self) -> FlowSettings {
        FlowSettings {
            reason_required: self.reason == Demand::Required,
            ticket_required: self.ticket == Demand::Required,
            ..FlowSettings::default()
        }
    }
}

/// The two fields.
pub(super) fn fields(
    text: Text,
    demands: &NoteDemands,
    confirmation: &UseStateHandle<Confirmation>,
    ticket_fits: &UseStateHandle<bool>,
    reason_field: NodeRef,
    ticket_field: NodeRef,
) -> Html {
    let on_reason = {
        let confirmation = confirmation.clone();
        Callback::from(move |reason: String| {
            confirmation.set(Confirmation { reason, ..(*confirmation).clone() })
        })
    };
    let on_ticket = {
        let (confirmation, ticket_fits) = (confirmation.clone(), ticket_fits.clone());
        Callback::from(move |(ticket, fits): (String, bool)| {
            ticket_fits.set(fits);
            confirmation.set(Confirmation { ticket, ..(*confirmation).clone() });
        })
    };
    let error = demands
        .ticket_pattern
        .as_ref()
        .filter(|_| !**ticket_fits)
        .map(|pattern| AttrValue::from(text.ticket_differs(&confirmation.ticket, pattern)));
    let required = |demand: Demand| (demand == Demand::Required).then_some("true");
    html! {
        <>
            if demands.reason != Demand::Off {
                <div class="field">
                    <label for="confirm-reason">{ text.reason() }</label>
                    <input
                        ref={reason_field}
                        id="confirm-reason"
                        class="input"
                        type="text"
                        autocomplete="off"
                        aria-required={required(demands.reason)}
                        aria-describedby="confirm-reason-hint"
                        value={confirmation.reason.clone()}
                        oninput={when(&on_reason, typed)}
                    />
                    <span id="confirm-reason-hint" class="field-hint">
                        { text.reason_hint(demands.reason == Demand::Required) }
                    </span>
                </div>
            }
            if demands.ticket != Demand::Off {
                <div class="field">
                    <label for="confirm-ticket">{ text.ticket() }</label>
                    <input
                        ref={ticket_field}
                        id="confirm-ticket"
                        class="input input-mono"
                        type="text"
                        autocomplete="off"
                        spellcheck="false"
                        pattern={demands.ticket_pattern.clone()}
                        aria-required={required(demands.ticket)}
                        aria-invalid={error.as_ref().map(|_| "true")}
                        aria-describedby="confirm-ticket-error confirm-ticket-hint"
                        value={confirmation.ticket.clone()}
                        oninput={when(&on_ticket, typed_ticket)}
                    />
                    { field_error("confirm-ticket-error", error) }
                    <span id="confirm-ticket-hint" class="field-hint">
                        { text.ticket_hint(demands.ticket == Demand::Required) }
                    </span>
                </div>
            }
        </>
    }
}

/// What was typed, and whether the browser finds that it fits the field's pattern.
fn typed_ticket(event: &InputEvent) -> Option<(String, bool)> {
    let field: HtmlInputElement = event.target_dyn_into()?;
    Some((field.value(), !field.validity().pattern_mismatch()))
}
