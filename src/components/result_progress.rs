//! While a reset is on its way: sent, not yet answered; answered, not yet read back; answer lost.

use super::icon::{Icon, IconSize};
use super::notice::{Notice, NoticeTone};
use super::result::not_kept;
use super::result_tables::so_far as table_so_far;
use super::result_trail::{ReadingBack, ResetTimes, told_nothing, trail};
use super::review_fault::FaultText;
use crate::components::view::view;
use crate::format::use_formatter;
use crate::text::use_text;
use kafka_offsets::Claim;
use reset_flow::{ReadBack, Submitting};
use yew::prelude::*;

/// Props of [`SubmittingView`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct SubmittingViewProps {
    /// What is on its way.
    pub submitting: Submitting,
    /// When it went out.
    #[prop_or_default]
    pub times: ResetTimes,
    /// Why this reset is not in the history, if it should be.
    #[prop_or_default]
    pub not_kept: Option<AttrValue>,
    /// The headline, so that the focus can be put on it.
    #[prop_or_default]
    pub headline: NodeRef,
}

/// The request is out and the endpoint has not answered yet.
#[component]
pub fn SubmittingView(props: &SubmittingViewProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let plan = &props.submitting.intent.plan;
    let partitions = plan.totals().partitions;
    let (before, after) = text.sending(&text.count_partitions(partitions as u64, &format.size(partitions)));
    html! {
        <div aria-busy="true">
            <div class="section">
                <div class="verdict-line">
                    { Icon::Clock.draw(IconSize::Large, Some("info")) }
                    <div>
                        <h3 ref={props.headline.clone()} tabindex="-1">
                            { before }<bdi class="mono">{ plan.request.group.as_str().to_owned() }</bdi>{ after }
                        </h3>
                        <p class="lead-meta" role="status">{ text.sending_once() }</p>
                    </div>
                </div>
            </div>
            { trail(text, &format, props.times, None, 0, &ReadingBack::NotYet) }
            { not_kept(text, props.not_kept.as_ref()) }
        </div>
    }
}

/// Props of [`ReadBackView`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ReadBackViewProps {
    /// What is known so far.
    pub read_back: ReadBack,
    /// Whether a reload comes back to it.
    #[prop_or_default]
    pub kept: bool,
    /// Why it does not, if the history is on.
    #[prop_or_default]
    pub not_kept: Option<AttrValue>,
    /// When it went out and was answered.
    #[prop_or_default]
    pub times: ResetTimes,
    /// The headline, so that the focus can be put on it.
    #[prop_or_default]
    pub headline: NodeRef,
}

/// The offsets are being read back, after an answer or instead of one.
#[component]
pub fn ReadBackView(props: &ReadBackViewProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let ReadBack { claim, lost, reads, step, so_far, read_fault, .. } = &props.read_back;
    let is_lost = matches!(claim, Claim::Lost);
    let [may_have, nothing_again, reading] = text.outcome_unknown_meaning();
    html! {
        <div aria-busy="true">
            if is_lost {
                <div class="note note-unknown">
                    { Icon::Unknown.draw(IconSize::Normal, None) }
                    <div class="note-body">
                        <h3 ref={props.headline.clone()} tabindex="-1">{ if lost.as_ref().is_some_and(told_nothing) {
                            { text.result_told_nothing() }
                        } else {
                            { text.outcome_unknown(lost.is_none()) }
                        } }</h3>
                        <p role="status">{ may_have }<strong>{ nothing_again }</strong>{ reading }</p>
                        if let Some(fault) = lost {
                            { view!(FaultText { fault: fault.clone() }) }
                        }
                    </div>
                </div>
            } else {
                <div class="section">
                    <div class="verdict-line">
                        { Icon::Again.draw(IconSize::Large, Some("info")) }
                        <div>
                            <h3 ref={props.headline.clone()} tabindex="-1">{ text.verifying() }</h3>
                            <p class="lead-meta" role="status">{ text.verifying_why() }</p>
                        </div>
                    </div>
                </div>
            }
            { trail(text, &format, props.times, Some((claim, lost.as_ref())), *reads, &ReadingBack::UnderWay(*step, so_far.as_deref())) }
            { not_kept(text, props.not_kept.as_ref()) }
            if let Some(fault) = read_fault {
                { view!(Notice {
                    tone: NoticeTone::Unknown,
                    title: text.trail_read_failed(),
                    id: "read-back-fault",
                    children: view!(FaultText { fault: fault.clone() }),
                }) }
            }
            if let Some(result) = so_far {
                { table_so_far(result) }
            }
            <div class="footer">
                <p class="footer-text" id="retry-not-yet">{ text.until_all_is_read(props.kept) }</p>
                <div class="actions">
                    <button type="button" class="button" aria-disabled="true" aria-describedby="retry-not-yet">
                        { Icon::Again.draw(IconSize::Small, None) }
                        { text.retry_failed() }
                    </button>
                </div>
            </div>
        </div>
    }
}
