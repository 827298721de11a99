//! "Time" and "Time zone", with the ways out of a time that cannot be taken as it is.

use super::combo::ComboOption;
use super::error_summary::field_id;
use super::events::{typed, when};
use super::field_error::field_error;
use super::strategy::zone_combo;
use super::target::problem_of;
use crate::format::{Formatter, use_formatter};
use crate::state::choose::{Field, FormError, Problem};
use crate::state::form::FormAction;
use crate::state::moment::{MomentProblem, exact_text};
use crate::text::{Text, use_text};
use crate::time::{Civil, Reading};
use kafka_offsets::Timestamp;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`TimeField`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct TimeFieldProps {
    /// Text of "Time".
    pub time: AttrValue,
    /// Text of "Time zone".
    pub zone: AttrValue,
    /// Time zones to choose from.
    pub zones: Rc<Vec<ComboOption>>,
    /// What is wrong in the form.
    pub errors: Rc<Vec<FormError>>,
    /// Something was typed or chosen.
    pub on_action: Callback<FormAction>,
}

/// A way out: what the button says, and what it puts into the field.
#[derive(Debug, Clone, PartialEq, Eq)]
struct WayOut {
    label: String,
    time: String,
}

fn ways_out(problem: &MomentProblem, text: Text, format: &Formatter) -> Vec<WayOut> {
    let reading = |reading: Reading| -> Option<WayOut> {
        let local =
            Civil::from_millis(reading.millis.checked_add(i64::from(reading.offset_seconds) * 1000)?)?;
        Some(WayOut {
            label: text.reading_choice(&local.time(), &Formatter::offset(reading.offset_seconds)),
            time: exact_text(reading)?,
        })
    };
    let millis = |millis: i64| -> Option<WayOut> {
        let utc = format.utc(Timestamp::try_from(millis).ok()?);
        Some(WayOut { label: text.use_millis(millis, &utc), time: millis.to_string() })
    };
    let ways = match problem {
        MomentProblem::NeverExisted { before, after, .. } => [reading(*before), reading(*after)],
        MomentProblem::ExistsTwice { first, second, .. } => [reading(*first), reading(*second)],
        MomentProblem::Seconds { millis: number, .. } | MomentProblem::Micros { millis: number, .. } => {
            [millis(*number), None]
        }
        MomentProblem::Empty
        | MomentProblem::NotATime(_)
        | MomentProblem::NoSuchDay(_)
        | MomentProblem::Negative(_)
        | MomentProblem::OutOfRange(_)
        | MomentProblem::TooFine(_)
        | MomentProblem::BeforeEpoch(_)
        | MomentProblem::UnknownZone(_) => [None, None],
    };
    ways.into_iter().flatten().collect()
}

/// The fields of "Point in time".
#[component]
pub fn TimeField(props: &TimeFieldProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let time_problem = problem_of(&props.errors, Field::Time);
    let zone_problem = problem_of(&props.errors, Field::Zone);
    let ways = match time_problem {
        Some(Problem::Moment(problem)) => ways_out(problem, text, &format),
        _ => Vec::new(),
    };
    let sentence = |problem: Option<&Problem>| problem.map(|problem| AttrValue::from(text.problem(problem)));
    html! {
        <>
            <div class="fields">
                <div class="field">
                    <label for={field_id(Field::Time)}>{ text.time() }</label>
                    <input
                        id={field_id(Field::Time)}
                        class="input input-mono"
                        type="text"
                        autocomplete="off"
                        spellcheck="false"
                        aria-invalid={time_problem.map(|_| "true")}
                        aria-describedby="time-error time-hint"
                        value={props.time.clone()}
                        oninput={when(&props.on_action, |event| typed(event).map(FormAction::TimeTyped))}
                    />
                </div>
                <div class="field">
                    <label for={field_id(Field::Zone)}>{ text.time_zone() }</label>
                    { zone_combo(
                        &props.zone,
                        &props.zones,
                        zone_problem.is_some(),
                        props.on_action.reform(FormAction::ZoneTyped),
                    ) }
                </div>
            </div>
            { field_error("time-error", sentence(time_problem)) }
            if !ways.is_empty() {
                <div class="quick">
                    { for ways.into_iter().map(|way| html! {
                        <button
                            type="button"
                            class="button button-small"
                            onclick={
                                let time = way.time;
                                props.on_action.reform(move |_| FormAction::TimeTyped(time.clone()))
                            }
                        >
                            { way.label }
                        </button>
                    }) }
                </div>
            }
            { field_error("zone-error", sentence(zone_problem)) }
            <p class="field-hint" id="time-hint">{ text.time_hint() }{ " " }<span class="mono nowrap">{ "now-2h" }</span></p>
        </>
    }
}
