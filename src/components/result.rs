//! The Result step: where the group really is, partition by partition.

use super::icon::{Icon, IconSize};
use super::notice::{Notice, NoticeTone};
use super::plan_table::export_buttons;
use super::result_rows::verdict_mark;
use super::result_tables::ResultTables;
use super::result_trail::{ReadingBack, ResetTimes, trail};
use super::review::strategy_value;
use super::review_fault::FaultText;
use crate::components::view::view;
use crate::export::{ExportFile, ExportFormat, result_file};
use crate::format::{Formatter, use_formatter};
use crate::text::{Text, use_text};
use kafka_offsets::{Claim, Overall, Verdict, VerifiedReset};
use reset_flow::Finished;
use yew::prelude::*;

/// Props of [`ResultView`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ResultViewProps {
    /// The outcome.
    pub finished: Finished,
    /// When the steps happened.
    #[prop_or_default]
    pub times: ResetTimes,
    /// Id of the instance, for names of files.
    pub instance: AttrValue,
    /// The headline, so that the focus can be put on it.
    #[prop_or_default]
    pub headline: NodeRef,
    /// Read the offsets once more; offered while something is unknown.
    pub on_read_again: Callback<()>,
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
    let plan = &finished.intent.plan;
    let on_export = {
        let (on_export, finished, instance) =
            (props.on_export.clone(), finished.clone(), props.instance.clone());
        let at = props.times.read_back.unwrap_or(plan.taken_at);
        Callback::from(move |format: ExportFormat| {
            let Finished { intent, claim, result, .. } = &finished;
            on_export.emit(result_file(format, &instance, &intent.plan, claim, result, at));
        })
    };
    let reading = ReadingBack::Done(&finished.result);
    html! {
        <>
            { headline(text, &format, props) }
            { numbers(text, &format, &finished.result) }
            { trail(text, &format, props.times, Some(&finished.claim), finished.reads, &reading) }
            if let Some(fault) = &finished.lost {
                { view!(Notice {
                    tone: NoticeTone::Unknown,
                    title: text.result_reply_lost(),
                    id: "result-lost",
                    children: view!(FaultText { fault: fault.clone() }),
                }) }
            }
            if let Some(fault) = &finished.read_fault {
                { view!(Notice {
                    tone: NoticeTone::Unknown,
                    title: text.result_read_fault(),
                    id: "result-unread",
                    children: view!(FaultText { fault: fault.clone() }),
                }) }
            }
            { view!(ResultTables { result: finished.result.clone() }) }
            { foot(text, props, &on_export) }
        </>
    }
}

fn headline(text: Text, format: &Formatter, props: &ResultViewProps) -> Html {
    let finished = &props.finished;
    let (icon, tone) = match finished.overall {
        Overall::Succeeded => (Icon::Confirmed, "ok"),
        Overall::Partial => (Icon::Attention, "warn"),
        Overall::Failed => (Icon::Failed, "bad"),
        Overall::Unknown => (Icon::Unknown, "unknown"),
    };
    let all = finished.result.rows.len();
    let confirmed = finished.result.succeeded().count();
    let request = &finished.intent.plan.request;
    let (before, after) = text.review_sentence(&request.strategy, &strategy_value(format, &request.strategy));
    let request_id = match &finished.claim {
        Claim::Answered(answer) => answer.request_id.clone(),
        Claim::Lost => None,
    };
    html! {
        <div class="section">
            <div class="verdict-line">
                { icon.draw(IconSize::Large, Some(tone)) }
                <div>
                    <h3 ref={props.headline.clone()} tabindex="-1">
                        { text.result_headline(finished.overall, &format.size(confirmed), all as u64, &format.size(all)) }
                    </h3>
                    <ul class="lead-meta">
                        <li>
                            { before }<bdi class="mono">{ request.group.as_str().to_owned() }</bdi>{ after }
                        </li>
                        if let Some(id) = request_id {
                            <li>{ text.result_request_id() }{ " " }<bdi class="mono">{ id }</bdi></li>
                        }
                    </ul>
                </div>
            </div>
        </div>
    }
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

fn foot(text: Text, props: &ResultViewProps, on_export: &Callback<ExportFormat>) -> Html {
    let overall = props.finished.overall;
    let is_unknown = overall == Overall::Unknown;
    // One filled button: what helps most.
    let class = if is_unknown { "button" } else { "button button-primary" };
    html! {
        <div class="footer">
            <p class="footer-text">
                { if overall == Overall::Succeeded { text.result_consumers_may_start() } else { text.result_check_first() } }
            </p>
            <div class="actions">
                { export_buttons(text, on_export) }
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
