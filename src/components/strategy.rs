//! The second step: where the group shall go. Only the chosen strategy's fields exist.

use super::combo::{Combo, ComboOption};
use super::error_summary::field_id;
use super::events::{typed, when};
use super::field_error::field_error;
use super::given_fields::{OtherGroupField, PlanField};
use super::meaning::{Effect, Meaning};
use super::target::problem_of;
use super::time_field::TimeField;
use crate::components::view::{plain, view};
use crate::format::use_formatter;
use crate::state::Remote;
use crate::state::choose::{Field, FormError};
use crate::state::form::{Form, FormAction, StrategyKind};
use crate::state::numbers::parse_whole;
use crate::text::use_text;
use kafka_offsets::Timestamp;
use std::rc::Rc;
use yew::prelude::*;

/// Ready lengths for "How long ago": what is put into the field.
const LENGTHS: [(&str, u64); 4] =
    [("15m", 900_000), ("1h", 3_600_000), ("6h", 21_600_000), ("1d", 86_400_000)];

/// Props of [`StrategyStep`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct StrategyStepProps {
    /// The form.
    pub form: Rc<Form>,
    /// What is wrong; of the chosen strategy's field also while typing.
    pub errors: Rc<Vec<FormError>>,
    /// The point in time that the form means, for the strategies that have one.
    pub at: Option<Timestamp>,
    /// Now.
    pub now: Timestamp,
    /// Time zones to choose from.
    pub zones: Rc<Vec<ComboOption>>,
    /// What the choice would do.
    pub effect: Remote<Effect>,
    /// The endpoint resets whole topics only.
    #[prop_or_default]
    pub whole_topics_only: bool,
    /// What the endpoint cannot tell or do.
    #[prop_or_default]
    pub lacks: Option<AttrValue>,
    /// Groups whose offsets can be copied.
    #[prop_or_default]
    pub groups: Rc<Vec<ComboOption>>,
    /// What the given offsets are for, in a sentence.
    #[prop_or_default]
    pub extent: Option<AttrValue>,
    /// Something was typed or chosen.
    pub on_action: Callback<FormAction>,
    /// A file was chosen.
    #[prop_or_default]
    pub on_file: Callback<web_sys::File>,
}

fn kind_id(kind: StrategyKind) -> &'static str {
    match kind {
        StrategyKind::Earliest => "strategy-earliest",
        StrategyKind::Latest => "strategy-latest",
        StrategyKind::PointInTime => "strategy-time",
        StrategyKind::TimeAgo => "strategy-ago",
        StrategyKind::ShiftBy => "strategy-shift",
        StrategyKind::ExactOffset => "strategy-offset",
        StrategyKind::PlanFile => "strategy-plan",
        StrategyKind::OtherGroup => "strategy-group",
    }
}

/// The second step.
#[component]
pub fn StrategyStep(props: &StrategyStepProps) -> Html {
    let text = use_text();
    let error =
        problem_of(&props.errors, Field::Strategy).map(|problem| AttrValue::from(text.problem(problem)));
    html! {
        <div class="pane stack stack-wide" role="group" aria-labelledby="strategy-title">
            <h3 id="strategy-title">{ text.step_strategy() }</h3>
            if let Some(lacks) = &props.lacks {
                <p class="field-hint">{ lacks }</p>
            }
            { field_error("strategy-error", error.clone()) }
            <div
                class={classes!("strategies", error.is_some().then_some("is-invalid"))}
                role="radiogroup"
                aria-label={text.strategy()}
                aria-describedby={error.as_ref().map(|_| "strategy-error")}
            >
                { for StrategyKind::ALL.into_iter().map(|kind| {
                    let chosen = props.form.strategy == Some(kind);
                    let impossible = props.whole_topics_only && kind.is_per_partition();
                    let hint = if impossible { text.strategy_not_expressible() } else { text.strategy_hint(kind) };
                    html! {
                        <div key={kind_id(kind)} class={classes!("strategy", chosen.then_some("is-chosen"))}>
                            <label class="strategy-choice">
                                <input
                                    id={kind_id(kind)}
                                    type="radio"
                                    name="strategy"
                                    aria-label={text.strategy_name(kind)}
                                    aria-describedby={format!("{}-hint", kind_id(kind))}
                                    checked={chosen}
                                    disabled={impossible && !chosen}
                                    onchange={props.on_action.reform(move |_| FormAction::StrategyChosen(kind))}
                                />
                                <b>{ text.strategy_name(kind) }</b>
                                <span id={format!("{}-hint", kind_id(kind))}>{ hint }</span>
                            </label>
                            if chosen {
                                { plain::<Fields>(props.clone()) }
                            }
                        </div>
                    }
                }) }
            </div>
        </div>
    }
}

/// Whether the time that is meant moves on with the clock until the review fixes it.
fn moving(form: &Form) -> bool {
    let time = form.time.trim();
    match form.strategy {
        Some(StrategyKind::TimeAgo) => true,
        Some(StrategyKind::PointInTime) => {
            time.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("now")) || time.starts_with("现在")
        }
        Some(
            StrategyKind::Earliest
            | StrategyKind::Latest
            | StrategyKind::ShiftBy
            | StrategyKind::ExactOffset
            | StrategyKind::PlanFile
            | StrategyKind::OtherGroup,
        )
        | None => false,
    }
}

/// The fields of the chosen strategy and what they mean.
#[component]
fn Fields(props: &StrategyStepProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let meaning = |sentence: Option<AttrValue>| {
        view!(Meaning {
            at: props.at,
            moving: moving(&props.form),
            now: props.now,
            zone: props.form.zone.clone(),
            sentence,
            effect: props.effect.clone(),
        })
    };
    let inside = match props.form.strategy {
        None => return html! {},
        Some(StrategyKind::Earliest | StrategyKind::Latest) => {
            if props.effect == Remote::Idle {
                return html! {};
            }
            meaning(None)
        }
        Some(StrategyKind::PointInTime) => html! {
            <>
                { view!(TimeField {
                    time: props.form.time.clone(),
                    zone: props.form.zone.clone(),
                    zones: props.zones.clone(),
                    errors: props.errors.clone(),
                    on_action: props.on_action.clone(),
                }) }
                { meaning(None) }
            </>
        },
        Some(StrategyKind::TimeAgo) => html! { <>{ ago(props) }{ meaning(None) }</> },
        Some(StrategyKind::ShiftBy) => {
            let sentence =
                parse_whole(&props.form.shift).ok().map(|shift| text.shift_meaning(&format, shift));
            html! {
                <>
                    { view!(NumberField {
                        field: Field::Shift,
                        value: props.form.shift.clone(),
                        hint: text.shift_hint(),
                        errors: props.errors.clone(),
                        on_typed: props.on_action.reform(FormAction::ShiftTyped),
                    }) }
                    { meaning(sentence.map(AttrValue::from)) }
                </>
            }
        }
        Some(StrategyKind::PlanFile) => html! {
            <>
                { view!(PlanField {
                    value: props.form.plan.clone(),
                    errors: props.errors.clone(),
                    extent: props.extent.clone(),
                    on_typed: props.on_action.reform(FormAction::PlanTyped),
                    on_file: props.on_file.clone(),
                }) }
                { meaning(None) }
            </>
        },
        Some(StrategyKind::OtherGroup) => html! {
            <>
                { view!(OtherGroupField {
                    value: props.form.other_group.clone(),
                    groups: props.groups.clone(),
                    errors: props.errors.clone(),
                    extent: props.extent.clone(),
                    on_change: props.on_action.reform(FormAction::OtherGroupTyped),
                }) }
                { meaning(None) }
            </>
        },
        Some(StrategyKind::ExactOffset) => html! {
            <>
                { view!(NumberField {
                    field: Field::Offset,
                    value: props.form.offset.clone(),
                    hint: text.offset_hint(),
                    errors: props.errors.clone(),
                    on_typed: props.on_action.reform(FormAction::OffsetTyped),
                }) }
                { meaning(None) }
            </>
        },
    };
    html! { <div class="strategy-fields">{ inside }</div> }
}

/// The field of "Time ago" with its shortcuts.
fn ago(props: &StrategyStepProps) -> Html {
    view!(AgoField {
        value: props.form.ago.clone(),
        errors: props.errors.clone(),
        on_typed: props.on_action.reform(FormAction::AgoTyped),
    })
}

/// Props of [`AgoField`].
#[derive(Debug, Clone, PartialEq, Properties)]
struct AgoFieldProps {
    value: AttrValue,
    errors: Rc<Vec<FormError>>,
    on_typed: Callback<String>,
}

#[component]
fn AgoField(props: &AgoFieldProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let error = problem_of(&props.errors, Field::Ago).map(|problem| AttrValue::from(text.problem(problem)));
    html! {
        <div class="field">
            <label for={field_id(Field::Ago)}>{ text.how_long_ago() }</label>
            <div class="fields">
                <input
                    id={field_id(Field::Ago)}
                    class="input input-mono"
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    aria-invalid={error.as_ref().map(|_| "true")}
                    aria-describedby="ago-error ago-hint"
                    value={props.value.clone()}
                    oninput={when(&props.on_typed, typed)}
                />
                <div class="segments" role="group" aria-label={text.shortcuts()}>
                    { for LENGTHS.into_iter().map(|(short, millis)| html! {
                        <button
                            type="button"
                            aria-pressed={if props.value == short { "true" } else { "false" }}
                            onclick={props.on_typed.reform(move |_| short.to_owned())}
                        >
                            { format.length(millis) }
                        </button>
                    }) }
                </div>
            </div>
            { field_error("ago-error", error) }
            <span class="field-hint" id="ago-hint">{ text.ago_hint() }{ " " }<span class="mono nowrap">{ "90m, 2h 30m, 1d, PT30M" }</span></span>
        </div>
    }
}

/// Props of [`NumberField`].
#[derive(Debug, Clone, PartialEq, Properties)]
struct NumberFieldProps {
    field: Field,
    value: AttrValue,
    hint: AttrValue,
    errors: Rc<Vec<FormError>>,
    on_typed: Callback<String>,
}

/// A field for a whole number; text, since the browser's number fields lose digits beyond 2^53.
#[component]
fn NumberField(props: &NumberFieldProps) -> Html {
    let text = use_text();
    let id = field_id(props.field);
    let error = problem_of(&props.errors, props.field).map(|problem| AttrValue::from(text.problem(problem)));
    html! {
        <div class="field">
            <label for={id}>{ text.field_label(props.field) }</label>
            <input
                {id}
                class="input input-mono"
                type="text"
                inputmode="text"
                autocomplete="off"
                spellcheck="false"
                aria-invalid={error.as_ref().map(|_| "true")}
                aria-describedby={format!("{id}-error {id}-hint")}
                value={props.value.clone()}
                oninput={when(&props.on_typed, typed)}
            />
            { field_error(format!("{id}-error"), error) }
            <span class="field-hint" id={format!("{id}-hint")}>{ &props.hint }</span>
        </div>
    }
}

/// The entries of the list of time zones.
pub fn zone_options(names: &[String]) -> Vec<ComboOption> {
    names.iter().map(|name| ComboOption { value: name.clone(), detail: String::new() }).collect()
}

/// The combo of the time zone, as [`TimeField`] shows it.
pub(crate) fn zone_combo(
    zone: &AttrValue,
    zones: &Rc<Vec<ComboOption>>,
    invalid: bool,
    on_change: Callback<String>,
) -> Html {
    view!(Combo {
        id: field_id(Field::Zone),
        value: zone.clone(),
        options: zones.clone(),
        invalid,
        described_by: "zone-error",
        on_change,
    })
}
