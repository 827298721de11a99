//! One reset of the history: its tables as they were, its files, and the way back.

use super::history::chip;
use super::notice::{Notice, NoticeTone};
use super::plan_table::export_buttons;
use super::result::{Of, about, headline, numbers};
use super::result_next::{undo_buttons, undo_why};
use super::result_tables::ResultTables;
use crate::components::icon::{Icon, IconSize};
use crate::components::view::view;
use crate::export::{ExportFile, ExportFormat, old_offsets_file, result_file};
use crate::format::{Formatter, use_formatter};
use crate::state::history::{Ending, HistoryEntry, Kept};
use crate::text::{Text, use_text};
use kafka_offsets::{Abilities, Claim, ResetRecord, VerifiedReset, undo};
use std::rc::Rc;
use std::sync::Arc;
use yew::prelude::*;

/// What stands in the way of anything but looking at an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotNow {
    /// It went through another endpoint than the present one.
    Elsewhere,
    /// No endpoint can be asked yet.
    NotConnected,
    /// Another reset of this console is on its way.
    Busy,
    /// Another tab is at this very group.
    HeldElsewhere,
}

/// Props of [`HistoryRecordView`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct HistoryRecordViewProps {
    /// The line of the list.
    pub entry: HistoryEntry,
    /// The whole of it.
    pub record: Kept<Option<Rc<ResetRecord>>>,
    /// What the endpoint can express.
    pub abilities: Abilities,
    /// Why the entry can only be looked at, if so.
    #[prop_or_default]
    pub not_now: Option<NotNow>,
    /// The headline, so that the focus can be put on it.
    #[prop_or_default]
    pub headline: NodeRef,
    /// Back to the list.
    pub on_back: Callback<()>,
    /// Forget this entry.
    pub on_delete: Callback<()>,
    /// Find out what became of it.
    pub on_check: Callback<()>,
    /// Plan a step of the way back.
    pub on_undo: Callback<usize>,
    /// Let the operator keep a file.
    pub on_export: Callback<ExportFile>,
}

/// One entry.
#[component]
pub fn HistoryRecordView(props: &HistoryRecordViewProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    match &props.record {
        Kept::Ready(Some(record)) if matches!(props.entry.ending, Ending::Open | Ending::Refused) => {
            without_result(text, &format, props, record)
        }
        Kept::Ready(Some(record)) => with_result(text, &format, props, record),
        Kept::Ready(None) => gone(text, &format, props, text.history_record_gone(), None),
        Kept::Unreadable(why) => gone(text, &format, props, text.history_unreadable(), Some(why)),
        Kept::Reading => {
            html! { <div class="empty" aria-busy="true"><p class="muted" role="status">{ text.history_reading() }</p></div> }
        }
    }
}

fn of<'a>(props: &HistoryRecordViewProps, record: &'a ResetRecord) -> Of<'a> {
    Of { plan: &record.plan, claim: record.claim.as_ref(), note: &record.note, kind: props.entry.kind }
}

fn with_result(
    text: Text,
    format: &Formatter,
    props: &HistoryRecordViewProps,
    record: &Rc<ResetRecord>,
) -> Html {
    let result = Arc::new(record.verified());
    let way_back = undo(&record.plan, &result, props.abilities);
    html! {
        <>
            { headline(text, format, &props.headline, &result, &of(props, record)) }
            { facts(text, format, props) }
            { numbers(text, format, &result) }
            { view!(ResultTables { result: result.clone() }) }
            <div class="footer">
                <div class="footer-text">
                    if let Some(not_now) = &props.not_now {
                        <p id="undo-why">{ text.history_not_now(not_now, &props.entry.endpoint) }</p>
                    } else {
                        { undo_why(text, format, &result, &way_back) }
                    }
                </div>
                <div class="actions">
                    { files(text, props, record, Some(&result)) }
                    if props.entry.ending == Ending::Unknown && record.claim == Some(Claim::Lost) && props.not_now.is_none() {
                        { check_button(text, props, "button") }
                    }
                    if props.not_now.is_none() {
                        { undo_buttons(text, &way_back, &props.on_undo) }
                    }
                    { leave(text, props) }
                </div>
            </div>
        </>
    }
}

/// Nobody knows what became of it, or it was refused.
fn without_result(
    text: Text,
    format: &Formatter,
    props: &HistoryRecordViewProps,
    record: &Rc<ResetRecord>,
) -> Html {
    let ending = props.entry.ending;
    let (meaning, may_check) = match ending {
        Ending::Refused => (text.history_refused(), false),
        _ => (text.history_open_entry(), props.not_now.is_none()),
    };
    html! {
        <>
            <div class="section">
                <div class="verdict-line">
                    { Icon::Unknown.draw(IconSize::Large, Some("unknown")) }
                    <div>
                        <h3 ref={props.headline.clone()} tabindex="-1">{ text.history_no_result(ending) }</h3>
                        { about(text, format, &of(props, record)) }
                    </div>
                </div>
            </div>
            { facts(text, format, props) }
            <div class="footer">
                <div class="footer-text">
                    <p>{ meaning }</p>
                    if let (Ending::Open, Some(not_now)) = (ending, &props.not_now) {
                        <p>{ text.history_not_now(not_now, &props.entry.endpoint) }</p>
                    }
                </div>
                <div class="actions">
                    { files(text, props, record, None) }
                    if may_check {
                        { check_button(text, props, "button button-primary") }
                    }
                    { leave(text, props) }
                </div>
            </div>
        </>
    }
}

/// Reads the offsets to find out what became of it.
fn check_button(text: Text, props: &HistoryRecordViewProps, class: &'static str) -> Html {
    html! {
        <button type="button" {class} onclick={props.on_check.reform(|_: MouseEvent| ())}>
            { Icon::Again.draw(IconSize::Small, None) }
            { text.history_check() }
        </button>
    }
}

/// What was kept of it cannot be shown.
fn gone(
    text: Text,
    format: &Formatter,
    props: &HistoryRecordViewProps,
    title: &'static str,
    why: Option<&String>,
) -> Html {
    html! {
        <>
            { view!(Notice {
                tone: NoticeTone::Attention,
                title,
                id: "history-gone",
                children: html! { if let Some(why) = why { <p><bdi class="mono">{ why }</bdi></p> } },
            }) }
            { facts(text, format, props) }
            <div class="footer"><p class="footer-text"></p><div class="actions">{ leave(text, props) }</div></div>
        </>
    }
}

/// When, where and by which way it was sent.
fn facts(text: Text, format: &Formatter, props: &HistoryRecordViewProps) -> Html {
    let entry = &props.entry;
    let [sent, _, _, outcome, _] = text.history_columns();
    let at = entry.started_at();
    html! {
        <dl class="facts">
            <div>
                <dt>{ sent }</dt>
                <dd>{ format.utc(at) }</dd>
                if let Some(zoned) = format.zoned(at).filter(|_| format.zone() != "UTC") {
                    <dd>{ zoned }</dd>
                }
            </div>
            <div>
                <dt>{ outcome }{ " " }{ chip(text, entry.ending) }</dt>
                <dd><bdi class="mono">{ &entry.instance }</bdi></dd>
                <dd><bdi class="mono">{ &entry.endpoint }</bdi></dd>
            </div>
        </dl>
    }
}

/// Buttons for the files; a reset without a result is a document all the same, and its old offsets count most.
fn files(
    text: Text,
    props: &HistoryRecordViewProps,
    record: &Rc<ResetRecord>,
    result: Option<&Arc<VerifiedReset>>,
) -> Html {
    let has_old = record.plan.rows.iter().any(|row| row.committed.is_some());
    let on_old = {
        let record = record.clone();
        props.on_export.reform(move |_: MouseEvent| old_offsets_file(&record.instance, &record.plan))
    };
    html! {
        <>
            if let Some(result) = result {
                { export_buttons(text, &{
                    let (record, result) = (record.clone(), result.clone());
                    props.on_export.reform(move |format: ExportFormat| result_file(format, &record, &result))
                }) }
            }
            if has_old {
                <button type="button" class="button" onclick={on_old}>
                    { Icon::Export.draw(IconSize::Small, None) }
                    { text.export_old_offsets() }
                </button>
            }
        </>
    }
}

fn leave(text: Text, props: &HistoryRecordViewProps) -> Html {
    html! {
        <>
            <button type="button" class="button" onclick={props.on_delete.reform(|_: MouseEvent| ())}>
                { text.history_delete() }
            </button>
            <button type="button" class="button" onclick={props.on_back.reform(|_: MouseEvent| ())}>
                { text.history_back() }
            </button>
        </>
    }
}
