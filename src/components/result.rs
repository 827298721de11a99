//! The Result step: where the group really is, partition by partition, and what can be done about it.

use super::icon::{Icon, IconSize};
use super::notice::{Notice, NoticeTone};
use super::plan_table::export_buttons;
use super::result_next::{retry_button, retry_why, undo_buttons, undo_why};
use super::result_rows::verdict_mark;
use super::result_tables::ResultTables;
use super::result_trail::{ReadingBack, ResetTimes, told_nothing, trail};
use super::review::strategy_value;
use super::review_fault::FaultText;
use crate::components::view::view;
use crate::export::{ExportFile, ExportFormat, old_offsets_file, result_file};
use crate::format::{Formatter, use_formatter};
use crate::state::history::Kind;
use crate::text::{Text, use_text};
use kafka_offsets::{
    Claim, MovedSince, Note, Offset, Overall, ResetPlan, ResetRecord, Verdict, VerifiedReset,
};
use reset_flow::{Finished, Later, Origin};
use std::collections::BTreeMap;
use yew::prelude::*;

/// So many partitions that moved later are named.
const MOVED_SHOWN: usize = 20;

/// Props of [`ResultView`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ResultViewProps {
    /// The outcome.
    pub finished: Finished,
    /// When the steps happened.
    #[prop_or_default]
    pub times: ResetTimes,
    /// Id of the instance, for files and their names.
    pub instance: AttrValue,
    /// The URL that was called, for files.
    #[prop_or_default]
    pub endpoint: Option<AttrValue>,
    /// Id of the plan, for files.
    #[prop_or_default]
    pub id: AttrValue,
    /// Why this reset is not in the history, if it should be.
    #[prop_or_default]
    pub not_kept: Option<AttrValue>,
    /// The headline, so that the focus can be put on it.
    #[prop_or_default]
    pub headline: NodeRef,
    /// Read the offsets once more; offered while something is unknown.
    pub on_read_again: Callback<()>,
    /// Plan what failed once more.
    pub on_retry: Callback<()>,
    /// Plan a step of the way back.
    pub on_undo: Callback<usize>,
    /// Plan another step of the undo that this reset is a step of.
    pub on_next_undo: Callback<usize>,
    /// Leave this reset.
    pub on_new_reset: Callback<()>,
    /// Let the operator keep a file.
    pub on_export: Callback<ExportFile>,
}

/// The outcome of a reset.
#[component]
pub fn ResultView(props: &ResultViewProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let finished = &props.finished;
    let result = &finished.result;
    let reading = ReadingBack::Done(result, Some(&finished.later));
    let Finished { intent, claim, .. } = finished;
    let of = Of { plan: &intent.plan, claim: Some(claim), note: &intent.note, kind: kind(finished) };
    html! {
        <>
            { headline(text, &format, &props.headline, result, &of) }
            { numbers(text, &format, result) }
            { trail(text, &format, props.times, Some((&finished.claim, finished.lost.as_ref())), finished.reads, &reading) }
            { not_kept(text, props.not_kept.as_ref()) }
            if finished.claim == Claim::Lost && finished.lost.is_none() {
                { view!("left", Notice { tone: NoticeTone::Unknown, title: text.result_taken_up(), id: "result-left" }) }
            }
            if let Some(fault) = &finished.lost {
                { view!(Notice {
                    tone: NoticeTone::Unknown,
                    title: if told_nothing(fault) { text.result_told_nothing() } else { text.result_reply_lost() },
                    id: "result-lost",
                    children: view!(FaultText { fault: fault.clone() }),
                }) }
            }
            if let Some(fault) = &finished.read_fault {
                { view!("unread", Notice {
                    tone: NoticeTone::Unknown,
                    title: text.result_read_fault(),
                    id: "result-unread",
                    children: view!(FaultText { fault: fault.clone() }),
                }) }
            }
            if let Later::Moved(moved) = &finished.later {
                { moved_notice(text, &format, moved) }
            }
            { view!(ResultTables {
                result: result.clone(),
                actions: retry_button(text, &finished.retry, &props.on_retry),
                below: retry_why(text, &format, result, &finished.retry),
            }) }
            { foot(text, &format, props) }
        </>
    }
}

/// The reset that a headline is about.
#[derive(Clone, Copy)]
pub(crate) struct Of<'a> {
    pub(crate) plan: &'a ResetPlan,
    pub(crate) claim: Option<&'a Claim>,
    pub(crate) note: &'a Note,
    pub(crate) kind: Kind,
}

/// The headline with what was asked, and why.
pub(crate) fn headline(
    text: Text,
    format: &Formatter,
    headline: &NodeRef,
    result: &VerifiedReset,
    of: &Of<'_>,
) -> Html {
    let overall = result.overall();
    let (icon, tone) = match overall {
        Overall::Succeeded => (Icon::Confirmed, "ok"),
        Overall::Partial => (Icon::Attention, "warn"),
        Overall::Failed => (Icon::Failed, "bad"),
        Overall::Unknown => (Icon::Unknown, "unknown"),
    };
    let all = result.rows.len();
    let confirmed = result.succeeded().count();
    let title = text.result_headline(overall, &format.size(confirmed), all as u64, &format.size(all));
    html! {
        <div class="section">
            <div class="verdict-line">
                { icon.draw(IconSize::Large, Some(tone)) }
                <div>
                    <h3 ref={headline.clone()} tabindex="-1">{ title }</h3>
                    { about(text, format, of) }
                </div>
            </div>
        </div>
    }
}

/// What was asked, and why.
pub(crate) fn about(text: Text, format: &Formatter, of: &Of<'_>) -> Html {
    let Of { plan, claim, note, kind } = *of;
    let request = &plan.request;
    let (before, after) = text.review_sentence(&request.strategy, &strategy_value(format, &request.strategy));
    let request_id = match claim {
        Some(Claim::Answered(answer)) => answer.request_id.clone(),
        Some(Claim::Lost) | None => None,
    };
    let noted = |label: &'static str, said: &Option<String>| match said {
        Some(said) => html! { <li>{ label }{ text.colon() }<bdi>{ said.clone() }</bdi></li> },
        None => Html::default(),
    };
    html! {
        <ul class="lead-meta">
            if let Some(kind) = text.history_kind(kind) {
                <li>{ kind }</li>
            }
            <li>
                { before }<bdi class="mono">{ request.group.as_str().to_owned() }</bdi>{ after }
            </li>
            if let Some(id) = request_id {
                <li>{ text.result_request_id() }{ " " }<bdi class="mono">{ id }</bdi></li>
            }
            { noted(text.note_reason(), &note.reason) }
            { noted(text.note_ticket(), &note.ticket) }
        </ul>
    }
}

/// What the reset came from.
fn kind(finished: &Finished) -> Kind {
    match finished.asked.origin {
        Origin::Retry(_) => Kind::Retry,
        Origin::Undo(_) => Kind::Undo,
        _ => Kind::Reset,
    }
}

/// The history could not be written.
pub(crate) fn not_kept(text: Text, why: Option<&AttrValue>) -> Html {
    let Some(why) = why else { return Html::default() };
    let [title, meaning] = text.history_not_written();
    view!(
        "not-kept",
        Notice {
            tone: NoticeTone::Attention,
            title,
            id: "history-not-written",
            children: html! { <><p>{ meaning }</p><p><bdi class="mono">{ why }</bdi></p></> },
        }
    )
}

/// Somebody has moved partitions since they were read back.
fn moved_notice(text: Text, format: &Formatter, moved: &[MovedSince]) -> Html {
    let offset = |offset: Option<Offset>| match offset {
        Some(offset) => format.integer(offset.get()),
        None => text.none().to_owned(),
    };
    let more = moved.len().saturating_sub(MOVED_SHOWN);
    let children = html! {
        <>
            <p>{ text.moved_meaning() }</p>
            <ul class="inline-list">
                { for moved.iter().take(MOVED_SHOWN).map(|row| html! {
                    <li>
                        <bdi class="mono">{ row.at.to_string() }</bdi>
                        <span class="nowrap">{ offset(row.read_back) }{ " → " }{ offset(row.now) }</span>
                    </li>
                }) }
                if more > 0 {
                    <li>{ text.and_more(&format.size(more)) }</li>
                }
            </ul>
        </>
    };
    let title = text.moved_title(moved.len() as u64, &format.size(moved.len()));
    view!("moved", Notice { tone: NoticeTone::Attention, title, id: "result-moved", urgent: true, children })
}

/// The outcome in four numbers.
pub(crate) fn numbers(text: Text, format: &Formatter, result: &VerifiedReset) -> Html {
    let item = |verdict: Verdict| {
        let number = result.rows.iter().filter(|row| row.verdict == verdict).count();
        let (icon, tone) = verdict_mark(verdict);
        html! {
            <li>
                <div class="band-item">
                    <span class={classes!("band-label", (number > 0).then_some(tone))}>
                        { icon.draw(IconSize::Small, None) }
                        { text.result_label(verdict) }
                    </span>
                    <span class="band-number">{ format.size(number) }</span>
                    <span class="band-text">{ text.result_meaning(verdict) }</span>
                </div>
            </li>
        }
    };
    html! {
        <ul class="band band-four" aria-label={text.result_numbers()}>
            { for [Verdict::Confirmed, Verdict::Differs, Verdict::NotApplied, Verdict::Unknown].map(item) }
        </ul>
    }
}

fn foot(text: Text, format: &Formatter, props: &ResultViewProps) -> Html {
    let finished = &props.finished;
    let overall = finished.overall;
    let is_unknown = overall == Overall::Unknown;
    let moved_on = matches!(finished.later, Later::Moved(_));
    // One filled button: what helps most.
    let filled = is_unknown || finished.retry.is_ok();
    let class = if filled { "button" } else { "button button-primary" };
    let (on_export, instance, plan) =
        (props.on_export.clone(), props.instance.clone(), finished.intent.plan.clone());
    let on_result = {
        let (on_export, props) = (on_export.clone(), props.clone());
        Callback::from(move |format: ExportFormat| on_export.emit(exported(&props, format)))
    };
    let on_old = on_export.reform(move |_: MouseEvent| old_offsets_file(&instance, &plan));
    let has_old = finished.intent.plan.rows.iter().any(|row| row.committed.is_some());
    let rest = finished.asked.rest.len();
    let next_undo = |step: usize| {
        let onclick = props.on_next_undo.reform(move |_: MouseEvent| step);
        html! {
            <button type="button" class="button" {onclick}>
                { Icon::Undo.draw(IconSize::Small, None) }
                { text.undo_further(step + 1, rest) }
            </button>
        }
    };
    html! {
        <div class="footer">
            <div class="footer-text">
                if overall != Overall::Succeeded {
                    <p>{ text.result_check_first() }</p>
                } else if !moved_on {
                    <p>{ text.result_consumers_may_start() }</p>
                }
                { undo_why(text, format, &finished.result, &finished.undo) }
            </div>
            <div class="actions">
                { export_buttons(text, &on_result) }
                if has_old {
                    <button type="button" class="button" onclick={on_old}>
                        { Icon::Export.draw(IconSize::Small, None) }
                        { text.export_old_offsets() }
                    </button>
                }
                { undo_buttons(text, &finished.undo, &props.on_undo) }
                { for (0..rest).map(next_undo) }
                if is_unknown {
                    <button type="button" class="button button-primary" onclick={props.on_read_again.reform(|_| ())}>
                        { Icon::Again.draw(IconSize::Small, None) }
                        { text.result_read_again() }
                    </button>
                }
                <button type="button" {class} onclick={props.on_new_reset.reform(|_| ())}>{ text.new_reset() }</button>
            </div>
        </div>
    }
}

/// What the page knows of the reset, as a document or a report.
fn exported(props: &ResultViewProps, format: ExportFormat) -> ExportFile {
    let Finished { intent, claim, result, .. } = &props.finished;
    let mut observed = BTreeMap::new();
    for row in &result.rows {
        observed.insert(row.planned.at.clone(), row.observed.clone());
    }
    let record = ResetRecord {
        id: props.id.to_string(),
        instance: props.instance.to_string(),
        endpoint: props.endpoint.as_ref().map(AttrValue::to_string),
        started_at: props.times.sent.unwrap_or(intent.plan.taken_at),
        plan: (*intent.plan).clone(),
        note: intent.note.clone(),
        claim: Some(claim.clone()),
        observed,
        read_back_at: props.times.read_back,
        refused: None,
        made_from: None,
    };
    result_file(format, &record, result)
}
