//! What moves where, in one sentence.

use super::super::icon::{Icon, IconSize};
use super::stale::expires_at;
use crate::format::{Formatter, use_formatter};
use crate::state::partitions::partitions_text;
use crate::text::use_text;
use kafka_offsets::{ResetPlan, ResetScope, ResetStrategy};
use std::sync::Arc;
use yew::prelude::*;

/// Props of [`ReviewSentence`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ReviewSentenceProps {
    /// What would be done.
    pub plan: Arc<ResetPlan>,
    /// The headline.
    #[prop_or_default]
    pub headline: NodeRef,
    /// Read everything again.
    pub on_plan_again: Callback<()>,
    /// Put a link to this request into the clipboard.
    #[prop_or_default]
    pub on_copy_link: Option<Callback<()>>,
    /// What has come of copying the link.
    #[prop_or_default]
    pub link_said: AttrValue,
}

/// The sentence, the strategy's details, and when it was planned.
#[component]
pub fn ReviewSentence(props: &ReviewSentenceProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let plan = &props.plan;
    let strategy = &plan.request.strategy;
    let (before, after) = text.review_sentence(strategy, &strategy_value(&format, strategy));
    let topics = plan.totals().topics;
    html! {
        <div class="section lead">
            <div class="lead-text">
                <h3 ref={props.headline.clone()} tabindex="-1">
                    { before }
                    <bdi class="mono">{ plan.request.group.as_str().to_owned() }</bdi>
                    { after }
                </h3>
                <ul class="lead-meta">
                    <li>{ text.review_strategy(strategy) }</li>
                    if let ResetStrategy::Timestamp(at) = strategy {
                        if let Some(zoned) = format.zoned(*at).filter(|_| format.zone() != "UTC") {
                            <li>{ text.review_in_zone(&zoned, format.zone()) }</li>
                        }
                        <li>{ format.age(*at, plan.taken_at) }</li>
                    }
                    <li>{ text.count_topics(topics as u64, &format.size(topics)) }</li>
                    if let Some(numbers) = only(plan) {
                        <li>{ text.review_only_partitions(&numbers) }</li>
                    }
                </ul>
            </div>
            <div class="lead-side">
                <span>
                    { Icon::Clock.draw(IconSize::Small, None) }
                    { " " }
                    { text.review_planned_at(&format.utc_time(plan.taken_at)) }
                    if let Some(until) = expires_at(plan.taken_at) {
                        { text.comma() }{ text.review_valid_until(&format.utc_time(until)) }
                    }
                </span>
                <button type="button" class="button button-small" onclick={props.on_plan_again.reform(|_| ())}>
                    { Icon::Again.draw(IconSize::Small, None) }
                    { text.plan_again() }
                </button>
                if let Some(on_copy_link) = &props.on_copy_link {
                    <button type="button" class="button button-small" onclick={on_copy_link.reform(|_| ())}>
                        { Icon::Link.draw(IconSize::Small, None) }
                        { text.copy_link() }
                    </button>
                    <span role="status" class="lead-said">{ &props.link_said }</span>
                }
            </div>
        </div>
    }
}

/// The numbers of the partitions, where partitions of one topic were chosen; not more of them than a line has room for.
fn only(plan: &ResetPlan) -> Option<String> {
    let ResetScope::Partitions(partitions) = &plan.request.scope else { return None };
    let topic = &partitions.first()?.topic;
    let one_topic = partitions.iter().all(|at| at.topic == *topic);
    let numbers = partitions_text(partitions.iter().map(|at| at.partition));
    (one_topic && numbers.len() <= 60).then_some(numbers)
}

/// The number or time in a strategy, formatted; empty where there is none.
pub(crate) fn strategy_value(format: &Formatter, strategy: &ResetStrategy) -> String {
    match strategy {
        ResetStrategy::Timestamp(at) => format.utc(*at),
        ResetStrategy::ShiftBy(by) => format.count(by.unsigned_abs()),
        ResetStrategy::Offset(offset) => format.integer(offset.get()),
        ResetStrategy::Earliest | ResetStrategy::Latest | ResetStrategy::PerPartition(_) => String::new(),
    }
}
