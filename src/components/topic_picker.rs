//! The topics to reset: a list to tick, with free text and pasting, or all topics of the group.

use super::error_summary::field_id;
use super::events::{ticked, typed, when};
use super::field_error::field_error;
use super::icon::{Icon, IconSize};
use crate::components::view::view;
use crate::format::{Formatter, use_formatter};
use crate::state::ListState;
use crate::state::choose::{Field, Problem};
use crate::state::form::{Form, FormAction};
use crate::state::topics::{TopicColumn, TopicRow, addable, filter_rows, split_names};
use crate::text::{Text, use_text};
use std::rc::Rc;
use yew::prelude::*;

/// More rows than these are not put into the page; the filter finds them.
const SHOWN: usize = 200;

/// Props of [`TopicPicker`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct TopicPickerProps {
    /// The form.
    pub form: Rc<Form>,
    /// All rows, sorted.
    pub rows: Rc<Vec<TopicRow>>,
    /// How far the list is.
    pub list: ListState,
    /// How many topics the group has a commit on, and their partitions; `None` while that is not known.
    pub of_group: Option<(u64, u64)>,
    /// What is chosen, in words; nothing if nothing is.
    pub chosen: Option<AttrValue>,
    /// What is wrong with the choice.
    pub problem: Option<Problem>,
    /// When the lag was read, as text.
    pub read_at: Option<AttrValue>,
    /// Something was typed or ticked.
    pub on_action: Callback<FormAction>,
}

/// How many partitions the chosen topics have; `None` if that is not known of each.
fn chosen_partitions(form: &Form, rows: &[TopicRow]) -> Option<u64> {
    let chosen = rows.iter().filter(|row| form.topics.contains(&row.name));
    chosen.map(|row| row.partitions).try_fold(0_u64, |sum, count| Some(sum + count?))
}

/// What is chosen, in words: `3 topics, 12 partitions`; `None` if nothing is.
pub fn chosen_text(
    text: Text,
    format: &Formatter,
    form: &Form,
    rows: &[TopicRow],
    of_group: Option<(u64, u64)>,
) -> Option<String> {
    if form.all_topics {
        return Some(match of_group {
            Some((topics, partitions)) => text.topics_and_partitions(
                format,
                usize::try_from(topics).unwrap_or(usize::MAX),
                Some(partitions),
            ),
            None => text.all_topics().to_owned(),
        });
    }
    if form.topics.is_empty() {
        return None;
    }
    Some(text.topics_and_partitions(format, form.topics.len(), chosen_partitions(form, rows)))
}

/// The picker.
#[component]
pub fn TopicPicker(props: &TopicPickerProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let form = &props.form;
    let listed = props.rows.iter().filter(|row| !row.unlisted).count();
    let filtered = filter_rows(&props.rows, &form.topic_filter);
    let addable = addable(&props.rows, &form.topic_filter);
    let hidden = filtered.len().saturating_sub(SHOWN);
    let sentence = props.problem.as_ref().map(|problem| AttrValue::from(text.problem(problem)));

    let oninput = when(&props.on_action, |event| typed(event).map(FormAction::TopicFilterTyped));
    let onpaste = {
        let on_action = props.on_action.clone();
        Callback::from(move |event: Event| {
            let Some(pasted) = pasted_text(&event) else { return };
            let names = split_names(&pasted);
            // One name goes into the field as usual; a list is ticked at once
            if names.len() > 1 {
                event.prevent_default();
                on_action.emit(FormAction::TopicsAdded(names));
            }
        })
    };
    let onkeydown = {
        let (on_action, typed) = (props.on_action.clone(), form.typed_topics());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && !event.is_composing() && !typed.is_empty() {
                event.prevent_default();
                on_action.emit(FormAction::TopicsAdded(typed.clone()));
            }
        })
    };
    let on_all = when(&props.on_action, |event| ticked(event).map(FormAction::AllTopicsTicked));
    let all_hint = match props.of_group {
        Some((topics, partitions)) => text.all_topics_hint(&format, topics, partitions),
        None => text.all_topics_hint_unread().to_owned(),
    };
    let foot = props.chosen.clone().unwrap_or_else(|| text.topics_and_partitions(&format, 0, None).into());

    html! {
        <fieldset class="stack" aria-describedby={sentence.as_ref().map(|_| "topics-error")}>
            <legend class="field-label">{ text.topics() }</legend>
            { field_error("topics-error", sentence.clone()) }
            <div class={classes!("pick", sentence.is_some().then_some("is-invalid"))}>
                <div class="pick-bar">
                    <div class="search">
                        { Icon::Search.draw(IconSize::Normal, None) }
                        <input
                            id={field_id(Field::Topics)}
                            class="input"
                            type="text"
                            autocomplete="off"
                            autocapitalize="off"
                            spellcheck="false"
                            aria-label={text.topics()}
                            aria-invalid={sentence.as_ref().map(|_| "true")}
                            aria-describedby={sentence.as_ref().map(|_| "topics-error")}
                            placeholder={text.topics_placeholder(&format, listed)}
                            value={form.topic_filter.clone()}
                            {oninput}
                            {onpaste}
                            {onkeydown}
                        />
                    </div>
                    if let Some(name) = addable {
                        <button
                            type="button"
                            class="button button-small"
                            onclick={
                                let name = name.to_string();
                                props.on_action.reform(move |_| FormAction::TopicsAdded(vec![name.clone()]))
                            }
                        >
                            { text.add_topic(name.as_str()) }
                        </button>
                    }
                </div>
                <div class="pick-all">
                    <label class="check">
                        <input
                            type="checkbox"
                            aria-label={text.all_topics()}
                            aria-describedby="all-topics-hint"
                            checked={form.all_topics}
                            onchange={on_all}
                        />
                        <span>{ text.all_topics() }<small id="all-topics-hint">{ all_hint }</small></span>
                    </label>
                </div>
                if props.list == ListState::Loading && props.rows.is_empty() {
                    { view!(Waiting {}) }
                } else if props.rows.is_empty() {
                    <p class="table-none">
                        { if props.list == ListState::Read { text.no_topics() } else { text.list_not_there() } }
                    </p>
                } else if filtered.is_empty() {
                    <p class="table-none">{ text.no_topic_matches(form.topic_filter.trim()) }</p>
                } else {
                    <div class="pick-list">
                        <table class="table table-topics">
                            <caption class="visually-hidden">{ text.topics_caption() }</caption>
                            { head(text, props) }
                            <tbody>
                                { for filtered.iter().take(SHOWN).map(|row| row_view(row, text, &format, props)) }
                            </tbody>
                        </table>
                    </div>
                    if hidden > 0 {
                        <p class="table-none">{ text.more_topics(&format, hidden) }</p>
                    }
                }
                <p class="pick-foot" role="status">
                    <strong>{ foot }</strong>{ " " }{ text.chosen() }
                    if let Some(at) = &props.read_at {
                        { text.gap() }{ text.lag_as_of(at) }
                    }
                </p>
            </div>
        </fieldset>
    }
}

/// The text of the clipboard in a paste event.
fn pasted_text(event: &Event) -> Option<String> {
    use wasm_bindgen::JsCast;
    event.dyn_ref::<web_sys::ClipboardEvent>()?.clipboard_data()?.get_data("text").ok()
}

fn head(text: Text, props: &TopicPickerProps) -> Html {
    let columns = [
        (TopicColumn::Topic, text.column_topic(), false),
        (TopicColumn::Partitions, text.column_partitions(), true),
        (TopicColumn::Committed, text.column_committed(), true),
        (TopicColumn::Lag, text.column_lag(), true),
    ];
    let sort = props.form.topic_sort;
    html! {
        <thead>
            <tr>
                { for columns.into_iter().map(|(column, label, numeric)| {
                    let direction = if sort.descending { "descending" } else { "ascending" };
                    html! {
                        <th
                            scope="col"
                            class={numeric.then_some("number")}
                            aria-sort={(sort.column == column).then_some(direction)}
                        >
                            <button
                                type="button"
                                class="sort"
                                onclick={props.on_action.reform(move |_| FormAction::TopicColumnActivated(column))}
                            >
                                { label }
                            </button>
                        </th>
                    }
                }) }
            </tr>
        </thead>
    }
}

fn row_view(row: &TopicRow, text: Text, format: &Formatter, props: &TopicPickerProps) -> Html {
    let all = props.form.all_topics;
    let in_group = row.committed.is_some_and(|count| count > 0);
    let chosen = if all { in_group } else { props.form.topics.contains(&row.name) };
    let name = row.name.clone();
    let onchange =
        when(&props.on_action, move |event| Some(FormAction::TopicTicked(name.clone(), ticked(event)?)));
    // Without a group there is nothing to know
    let not_read = if props.form.group.is_empty() { "–" } else { "?" };
    let partitions = row.partitions.map_or_else(|| "?".to_owned(), |count| format.count(count));
    let committed = match (row.committed, row.partitions) {
        (Some(committed), Some(partitions)) => {
            text.some_of(&format.count(committed), &format.count(partitions))
        }
        _ => not_read.to_owned(),
    };
    let lag = match (row.committed, row.lag, row.lag_is_least) {
        (None, ..) => not_read.to_owned(),
        (Some(0), ..) => "–".to_owned(),
        (Some(_), lag, true) => format!("≥ {}", format.count(lag.unwrap_or(0))),
        (Some(_), lag, false) => lag.map_or_else(|| "?".to_owned(), |lag| format.count(lag)),
    };
    let muted = row.committed == Some(0);
    html! {
        <tr key={row.name.clone()} class={chosen.then_some("is-chosen")}>
            <th scope="row">
                <label class="check">
                    <input
                        type="checkbox"
                        aria-label={row.name.clone()}
                        checked={chosen}
                        disabled={all}
                        {onchange}
                    />
                    <span>
                        <bdi class="mono">{ &row.name }</bdi>
                        if row.unlisted {
                            <small>{ text.not_listed() }</small>
                        }
                    </span>
                </label>
            </th>
            <td class="number" data-label={text.column_partitions()}>{ partitions }</td>
            <td class={classes!("number", muted.then_some("muted"))} data-label={text.column_committed()}>{ committed }</td>
            <td class={classes!("number", (muted || row.lag_is_least).then_some("muted"))} data-label={text.column_lag()}>{ lag }</td>
        </tr>
    }
}

/// Rows that are on their way.
#[component]
fn Waiting() -> Html {
    html! {
        <div class="pick-waiting" aria-hidden="true">
            { for ["skeleton-long", "skeleton-line", "skeleton-long", "skeleton-line"].into_iter().map(|length| html! {
                <div class="pick-row">
                    <span class={classes!("skeleton", length)}></span>
                    <span class="number"><span class="skeleton skeleton-short"></span></span>
                </div>
            }) }
        </div>
    }
}
