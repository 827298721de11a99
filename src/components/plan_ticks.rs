//! Ticking rows of a plan: a reset of just these partitions is planned anew.

use super::plan_rows::Ticks;
use super::review::SharedPlan;
use crate::format::use_formatter;
use crate::text::use_text;
use kafka_offsets::{ResetPlan, TopicPartition};
use std::collections::BTreeSet;
use std::sync::Arc;
use yew::prelude::*;

/// Whether the partitions of a plan can be told apart by their number alone, and there is something to choose.
pub(crate) fn can_tick(plan: &ResetPlan) -> bool {
    let one_topic = match (plan.rows.first(), plan.rows.last()) {
        (Some(first), Some(last)) => first.at.topic == last.at.topic,
        _ => false,
    };
    one_topic && plan.rows.len() > 1 && plan.missing.is_empty()
}

/// The boxes of a plan, empty again for every new plan; `None` where there are none.
#[hook]
pub(crate) fn use_ticks(plan: &Arc<ResetPlan>, possible: bool) -> Option<Ticks> {
    let state = use_state(|| (SharedPlan(plan.clone()), BTreeSet::new()));
    if !possible || !can_tick(plan) {
        return None;
    }
    let of = SharedPlan(plan.clone());
    let ticked = if state.0 == of { state.1.clone() } else { BTreeSet::new() };
    let on_tick = {
        let ticked = ticked.clone();
        Callback::from(move |row: u32| {
            let mut ticked = ticked.clone();
            if !ticked.remove(&row) {
                ticked.insert(row);
            }
            state.set((of.clone(), ticked));
        })
    };
    Some(Ticks { ticked, on_tick })
}

/// Props of [`TickBar`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct TickBarProps {
    /// What would be done.
    pub plan: Arc<ResetPlan>,
    /// Numbers of the rows that are ticked.
    pub ticked: BTreeSet<u32>,
    /// Plan a reset of just these partitions.
    pub on_narrow: Callback<BTreeSet<TopicPartition>>,
}

/// How many are ticked, and the button that plans for them.
#[component]
pub fn TickBar(props: &TickBarProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let (ticked, all) = (props.ticked.len(), props.plan.rows.len());
    let onclick = {
        let (plan, rows) = (props.plan.clone(), props.ticked.clone());
        props.on_narrow.reform(move |_: MouseEvent| {
            let mut partitions = BTreeSet::new();
            for row in rows.iter().filter_map(|row| plan.rows.get(*row as usize)) {
                partitions.insert(row.at.clone());
            }
            partitions
        })
    };
    html! {
        <div class="tick-bar">
            if ticked == 0 {
                <p class="muted">{ text.ticks_hint() }</p>
            } else {
                <p role="status">{ text.ticks_chosen(&format.size(ticked), all as u64, &format.size(all)) }</p>
                <button type="button" class="button" {onclick}>{ text.plan_only_ticked() }</button>
            }
        </div>
    }
}
