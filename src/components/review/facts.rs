//! What is known of the group, and how sure the targets are.

use super::super::plan_rows::{grade, grade_rank};
use super::super::review_group::group_chip;
use super::UndoFact;
use crate::components::view::view;
use crate::format::use_formatter;
use crate::text::use_text;
use kafka_offsets::{GroupState, ResetPlan, Target, UndoOutlook};
use std::collections::BTreeMap;
use std::sync::Arc;
use yew::prelude::*;

/// Props of [`ReviewFacts`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ReviewFactsProps {
    /// What would be done.
    pub plan: Arc<ResetPlan>,
    /// Whether it can be taken back.
    pub undo: UndoOutlook,
}

/// The group's state, and the grades with their numbers.
#[component]
pub fn ReviewFacts(props: &ReviewFactsProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let plan = &props.plan;
    html! {
        <dl class="facts">
            <div>
                <dt>{ text.review_group() }{ " " }{ group_chip(&plan.group_state) }</dt>
                if plan.group_state == GroupState::Dead {
                    <dd>{ text.review_creates_group() }</dd>
                } else {
                    <dd>{ text.review_no_members(&format.utc_time(plan.taken_at)) }</dd>
                }
                <dd>
                    { text.review_assign_hint() }
                    <details class="details">
                        <summary>{ text.empty_hints() }</summary>
                        <ul class="hints">
                            <li>{ text.hint_looks_empty() }</li>
                            <li>{ text.hint_offsets_elsewhere() }</li>
                            <li>{ text.hint_commits_expire() }</li>
                        </ul>
                    </details>
                </dd>
            </div>
            { view!(UndoFact { undo: props.undo.clone() }) }
            <div>
                <dt>{ text.review_grades() }</dt>
                <dd>
                    <ul class="inline-list">
                        { for grades(plan).into_iter().map(|(target, number)| html! {
                            <li>{ grade(text, target) }<strong>{ format.size(number) }</strong></li>
                        }) }
                    </ul>
                </dd>
                <dd>{ text.review_nothing_written() }</dd>
            </div>
        </dl>
    }
}

/// Each grade that occurs, surest first, with the number of its rows.
fn grades(plan: &ResetPlan) -> Vec<(Option<Target>, usize)> {
    let mut numbers: BTreeMap<i64, (Option<Target>, usize)> = BTreeMap::new();
    for row in &plan.rows {
        numbers.entry(grade_rank(row.target)).or_insert((row.target, 0)).1 += 1;
    }
    numbers.into_values().collect()
}
