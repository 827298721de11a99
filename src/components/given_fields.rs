//! The fields of the two strategies that give each partition an offset of its own.

use super::combo::{Combo, ComboOption};
use super::error_summary::field_id;
use super::events::when;
use super::field_error::field_error;
use super::target::problem_of;
use crate::components::view::view;
use crate::state::choose::{Field, FormError};
use crate::text::use_text;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// Props of [`PlanField`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct PlanFieldProps {
    pub(super) value: AttrValue,
    pub(super) errors: Rc<Vec<FormError>>,
    /// What the plan is for, in a sentence; nothing while it cannot be read.
    pub(super) extent: Option<AttrValue>,
    pub(super) on_typed: Callback<String>,
    pub(super) on_file: Callback<File>,
}

/// A file, or its text.
#[component]
pub(super) fn PlanField(props: &PlanFieldProps) -> Html {
    let text = use_text();
    let id = field_id(Field::Plan);
    let error = problem_of(&props.errors, Field::Plan).map(|problem| AttrValue::from(text.problem(problem)));
    // The field itself is not seen: the browser's words on it are in its own language, not in the page's
    html! {
        <>
            <div class="field">
                <input
                    id="plan-file"
                    class="visually-hidden file-input"
                    type="file"
                    accept=".csv,.json,.txt,text/csv,application/json,text/plain"
                    aria-describedby="plan-file-hint"
                    onchange={when(&props.on_file, chosen)}
                />
                <label for="plan-file" class="button file-button">
                    { text.choose_file() }
                </label>
                <span class="field-hint" id="plan-file-hint">{ text.choose_file_hint() }</span>
            </div>
            <div class="field">
                <label for={id}>{ text.plan_text() }</label>
                <textarea
                    {id}
                    class="input input-mono input-plan"
                    rows="6"
                    autocomplete="off"
                    spellcheck="false"
                    wrap="off"
                    aria-invalid={error.as_ref().map(|_| "true")}
                    aria-describedby="plan-error plan-extent"
                    value={props.value.clone()}
                    oninput={when(&props.on_typed, pasted)}
                />
                { field_error("plan-error", error) }
                <span class="field-hint" id="plan-extent" role="status">{ props.extent.clone().unwrap_or_default() }</span>
            </div>
        </>
    }
}

/// The file of a field. The field is emptied, so that the same file can be chosen again after it was changed.
fn chosen(event: &Event) -> Option<File> {
    let field: HtmlInputElement = event.target_dyn_into()?;
    let file = field.files()?.get(0);
    field.set_value("");
    file
}

fn pasted(event: &InputEvent) -> Option<String> {
    Some(event.target()?.dyn_into::<HtmlTextAreaElement>().ok()?.value())
}

/// Props of [`OtherGroupField`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct OtherGroupFieldProps {
    pub(super) value: AttrValue,
    pub(super) groups: Rc<Vec<ComboOption>>,
    pub(super) errors: Rc<Vec<FormError>>,
    /// What is copied, in a sentence; nothing while it is not read.
    pub(super) extent: Option<AttrValue>,
    pub(super) on_change: Callback<String>,
}

/// The group whose offsets are copied.
#[component]
pub(super) fn OtherGroupField(props: &OtherGroupFieldProps) -> Html {
    let text = use_text();
    let id = field_id(Field::OtherGroup);
    let error =
        problem_of(&props.errors, Field::OtherGroup).map(|problem| AttrValue::from(text.problem(problem)));
    html! {
        <div class="field">
            <label for={id}>{ text.copy_offsets_from() }</label>
            { view!(Combo {
                id,
                value: props.value.clone(),
                options: props.groups.clone(),
                mono: true,
                invalid: error.is_some(),
                described_by: "other-group-error other-group-hint other-group-extent",
                on_change: props.on_change.clone(),
            }) }
            { field_error("other-group-error", error) }
            <span class="field-hint" id="other-group-hint">{ text.other_group_hint() }</span>
            <span class="field-hint" id="other-group-extent" role="status">{ props.extent.clone().unwrap_or_default() }</span>
        </div>
    }
}
