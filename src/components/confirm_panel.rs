//! The confirmation: what this reset does, and as much friction as its risk deserves.

mod effects;
mod note;

pub use effects::{Effect, effects};
pub use note::NoteDemands;

use super::icon::{Icon, IconSize};
use super::review::SharedPlan;
use crate::format::use_formatter;
use crate::text::{Text, use_text};
use kafka_offsets::{GroupId, ResetPlan, Risk, RiskReason};
use reset_flow::{CheckStep, ConfirmRefusal, Confirmation, NotSendable, Submission};
use std::sync::Arc;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// Props of [`ConfirmPanel`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ConfirmPanelProps {
    /// What would be done.
    pub plan: Arc<ResetPlan>,
    /// How much confirmation it needs.
    pub risk: Risk,
    /// Why.
    pub reasons: Vec<RiskReason>,
    /// Why nothing may be sent at all, or why the last press did nothing.
    #[prop_or_default]
    pub refusal: Option<ConfirmRefusal>,
    /// The page around is being asked; the button waits.
    #[prop_or_default]
    pub asking_host: bool,
    /// So many rows of the plan are ticked for a plan of their own; this one is not meant then.
    #[prop_or_default]
    pub ticked: usize,
    /// What is done right before sending; the button waits.
    #[prop_or_default]
    pub checking: Option<CheckStep>,
    /// What is asked for beside the confirmation.
    #[prop_or_default]
    pub demands: NoteDemands,
    /// The operator confirms.
    pub on_confirm: Callback<Confirmation>,
    /// Back to the form.
    pub on_back: Callback<()>,
}

/// Names the effects and asks for the confirmation.
#[component]
pub fn ConfirmPanel(props: &ConfirmPanelProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let confirmation = use_state(Confirmation::default);
    // Whether the ticket looks as it must; the browser says so while it is typed
    let ticket_fits = use_state(|| true);
    let (field, reason_field, ticket_field) = (use_node_ref(), use_node_ref(), use_node_ref());

    // All that takes a walk over the plan's rows, so that typing into the field does not take one.
    let facts = use_memo(
        (SharedPlan(props.plan.clone()), props.reasons.clone(), text, format.clone()),
        |(SharedPlan(plan), reasons, text, format)| Facts {
            effects: effects(*text, format, plan, reasons),
            partitions: plan.totals().partitions,
            not_sendable: Submission::of(plan).err(),
        },
    );
    let effects = &facts.effects;
    let group = &props.plan.request.group;
    let refusal = refusal(props, facts.not_sendable, &confirmation);
    let waiting = props.asking_host || props.checking.is_some();
    let blocked = refusal.is_some() || !*ticket_fits || waiting || props.ticked > 0;
    let onclick = {
        let (on_confirm, confirmation) = (props.on_confirm.clone(), confirmation.clone());
        let field = match refusal {
            Some(ConfirmRefusal::ReasonMissing) => reason_field.clone(),
            Some(ConfirmRefusal::TicketMissing) => ticket_field.clone(),
            None if !*ticket_fits => ticket_field.clone(),
            _ => field.clone(),
        };
        Callback::from(move |_: MouseEvent| {
            if !blocked {
                on_confirm.emit((*confirmation).clone());
            } else if let Some(field) = field.cast::<HtmlElement>() {
                // The button stays where it is and can be reached; pressing it leads to what is missing.
                // Focusing fails only for elements that are not in the page.
                let _ = field.focus();
            }
        })
    };
    let on_back = props.on_back.reform(|_: MouseEvent| ());
    let danger =
        props.reasons.contains(&RiskReason::Production) || effects.iter().any(|effect| effect.is_grave);
    html! {
        <div>
            <h3>{ text.confirm() }</h3>
            <p class="count">{ text.confirm_this_reset() }</p>
            <ul class="reasons">
                { for effects.iter().map(|effect| html! {
                    <li>
                        { effect.icon.draw(IconSize::Normal, Some(effect.tone)) }
                        <span>{ &effect.words }</span>
                    </li>
                }) }
            </ul>
            <div class="stack">
                { match props.risk {
                    Risk::Low => Html::default(),
                    Risk::Medium => tick(text, effects, &confirmation, field),
                    Risk::High => name_field(text, group, &confirmation, field),
                } }
                { note::fields(text, &props.demands, &confirmation, &ticket_fits, reason_field, ticket_field) }
                <div class="actions">
                    <button
                        type="button"
                        class={classes!("button", "button-large", if danger { "button-danger" } else { "button-primary" })}
                        aria-disabled={blocked.then_some("true")}
                        aria-describedby="confirm-why"
                        {onclick}
                    >
                        { text.confirm_button(facts.partitions as u64, &format.size(facts.partitions)) }
                    </button>
                    <button type="button" class="button button-large" onclick={on_back}>{ text.back_to_edit() }</button>
                </div>
                <p id="confirm-why" class="field-hint" role="status">
                    { match (&props.checking, refusal) {
                        _ if props.asking_host => text.confirm_asking_host(),
                        (Some(step), _) => text.confirm_checking(step),
                        _ if props.ticked > 0 => text.confirm_rows_ticked(),
                        (None, Some(refusal)) => text.confirm_refusal(&refusal),
                        (None, None) if !*ticket_fits => text.confirm_ticket_differs(),
                        (None, None) => text.confirm_sent_once(),
                    } }
                </p>
            </div>
        </div>
    }
}

/// What a plan's rows come to.
struct Facts {
    effects: Vec<Effect>,
    partitions: usize,
    not_sendable: Option<NotSendable>,
}

/// Why the button does nothing, as things stand. A host that said no may be asked again.
fn refusal(
    props: &ConfirmPanelProps,
    not_sendable: Option<NotSendable>,
    confirmation: &Confirmation,
) -> Option<ConfirmRefusal> {
    let lasting = props.refusal.clone().filter(|refusal| {
        matches!(
            refusal,
            ConfirmRefusal::NotSendable(_)
                | ConfirmRefusal::PlanUsed
                | ConfirmRefusal::PlanExpired
                | ConfirmRefusal::AlreadyApplied
                | ConfirmRefusal::ReadOnly
        )
    });
    lasting
        .or(not_sendable.map(ConfirmRefusal::NotSendable))
        .or_else(|| confirmation.check(props.risk, &props.plan.request.group).err())
        .or_else(|| confirmation.note(props.demands.settings()).err())
}

fn tick(text: Text, effects: &[Effect], confirmation: &UseStateHandle<Confirmation>, field: NodeRef) -> Html {
    let named: Vec<String> =
        effects.iter().filter(|effect| effect.is_named).map(|effect| effect.words.clone()).collect();
    let onchange = {
        let confirmation = confirmation.clone();
        Callback::from(move |event: Event| {
            let ticked = event.target_unchecked_into::<HtmlInputElement>().checked();
            confirmation.set(Confirmation { ticked, ..(*confirmation).clone() });
        })
    };
    html! {
        <label class="check">
            <input ref={field} type="checkbox" checked={confirmation.ticked} {onchange} />
            <span>{ text.confirm_tick(&named) }</span>
        </label>
    }
}

fn name_field(
    text: Text,
    group: &GroupId,
    confirmation: &UseStateHandle<Confirmation>,
    field: NodeRef,
) -> Html {
    let oninput = {
        let confirmation = confirmation.clone();
        Callback::from(move |event: InputEvent| {
            let typed_group = event.target_unchecked_into::<HtmlInputElement>().value();
            confirmation.set(Confirmation { typed_group, ..(*confirmation).clone() });
        })
    };
    let matches = confirmation.typed_group == group.as_str();
    let (before, after) = if matches { text.confirm_matches() } else { text.confirm_expected() };
    html! {
        <div class="field">
            <label for="confirm-group">{ text.confirm_type_group() }</label>
            <input
                ref={field}
                id="confirm-group"
                class="input input-mono"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-describedby="confirm-group-hint"
                value={confirmation.typed_group.clone()}
                {oninput}
            />
            <span id="confirm-group-hint" class={classes!("field-hint", matches.then_some("ok"))}>
                if matches {
                    { Icon::Tick.draw(IconSize::Small, None) }
                    { " " }
                }
                { before }<bdi class="mono">{ group.as_str().to_owned() }</bdi>{ after }
            </span>
        </div>
    }
}
