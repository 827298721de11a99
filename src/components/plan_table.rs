//! The plan's table with its choices of rows, exports and legend.

use super::icon::{Icon, IconSize};
use super::plan_rows::Ticks;
use super::plan_ticks::TickBar;
use super::position::{LegendMark, legend_mark};
use super::review::SharedPlan;
use super::table::rows::to_u32;
use super::table::{RowsHandle, TableSection};
use crate::components::view::view;
use crate::export::ExportFormat;
use crate::format::{Formatter, use_formatter};
use crate::state::table_view::{Show, TableAction, TableView};
use crate::text::{Text, use_text};
use kafka_offsets::{ResetPlan, TopicPartition};
use std::collections::BTreeSet;
use std::sync::Arc;
use yew::prelude::*;

/// Props of [`PlanTable`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct PlanTableProps {
    /// What would be done.
    pub plan: Arc<ResetPlan>,
    /// Its rows.
    pub rows: RowsHandle,
    /// The boxes before its rows, where partitions can be chosen.
    #[prop_or_default]
    pub ticks: Option<Ticks>,
    /// How they are shown.
    pub view: TableView,
    /// Something about the table was pressed or typed.
    pub on_action: Callback<TableAction>,
    /// An export button was pressed.
    pub on_export: Callback<ExportFormat>,
    /// The plan is wanted as a file of Kafka's own tool.
    #[prop_or_default]
    pub on_export_kafka: Callback<()>,
    /// Plan a reset of just these partitions.
    #[prop_or_default]
    pub on_narrow: Callback<BTreeSet<TopicPartition>>,
}

/// The region "Plan".
#[component]
pub fn PlanTable(props: &PlanTableProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let counts =
        use_memo((props.rows.clone(), SharedPlan(props.plan.clone())), |(rows, SharedPlan(plan))| Counts {
            topics: plan.totals().topics,
            changes: number_of(rows, Show::Changes),
            attention: number_of(rows, Show::Attention),
        });
    let partitions = props.plan.rows.len();
    let summary = text.partitions_in_topics(
        (partitions as u64, &format.size(partitions)),
        (counts.topics as u64, &format.size(counts.topics)),
    );
    view!(TableSection {
        name: text.plan(),
        summary,
        rows: props.rows.clone(),
        view: props.view.clone(),
        on_action: props.on_action.clone(),
        class: "table-plan",
        none: text.blocked_nothing_chosen(),
        actions: html! { <>{ choices(text, &format, props, &counts) }{ export_buttons(text, &props.on_export) }{ kafka_button(text, &props.on_export_kafka) }</> },
        children: html! {
            <>
                if let Some(ticks) = &props.ticks {
                    { view!(TickBar {
                        plan: props.plan.clone(),
                        ticked: ticks.ticked.clone(),
                        on_narrow: props.on_narrow.clone(),
                    }) }
                }
                { legend(text) }
            </>
        },
    })
}

/// Numbers of a plan that take a walk over all its rows.
struct Counts {
    topics: usize,
    changes: usize,
    attention: usize,
}

fn number_of(rows: &RowsHandle, show: Show) -> usize {
    (0..to_u32(rows.0.topics().len())).filter(|row| rows.0.shows(*row, show)).count()
}

/// All, changes, attention, each with the number of its rows.
fn choices(text: Text, format: &Formatter, props: &PlanTableProps, counts: &Counts) -> Html {
    let choice = |show: Show, label: String| {
        let onclick = props.on_action.reform(move |_: MouseEvent| TableAction::ShowPressed(show));
        let pressed = if props.view.show == show { "true" } else { "false" };
        html! { <button type="button" aria-pressed={pressed} {onclick}>{ label }</button> }
    };
    html! {
        <div class="segments" role="group" aria-label={text.show_rows()}>
            { choice(Show::All, text.show_all(&format.size(props.rows.0.topics().len()))) }
            { choice(Show::Changes, text.show_changes(&format.size(counts.changes))) }
            { choice(Show::Attention, text.show_attention(&format.size(counts.attention))) }
        </div>
    }
}

/// "Export CSV" and "Export JSON".
pub(crate) fn export_buttons(text: Text, on_export: &Callback<ExportFormat>) -> Html {
    let button = |format: ExportFormat, label: &'static str| {
        html! {
            <button type="button" class="button" onclick={on_export.reform(move |_: MouseEvent| format)}>
                { Icon::Export.draw(IconSize::Small, None) }
                { label }
            </button>
        }
    };
    html! {
        <>
            { button(ExportFormat::Csv, text.export_csv()) }
            { button(ExportFormat::Json, text.export_json()) }
        </>
    }
}

/// "Export Kafka plan".
fn kafka_button(text: Text, on_export: &Callback<()>) -> Html {
    html! {
        <button type="button" class="button" onclick={on_export.reform(|_: MouseEvent| ())}>
            { Icon::Export.draw(IconSize::Small, None) }
            { text.export_kafka_plan() }
        </button>
    }
}

fn legend(text: Text) -> Html {
    let marks = [
        (LegendMark::Log, text.legend_log()),
        (LegendMark::Committed, text.legend_committed()),
        (LegendMark::Target, text.legend_target()),
        (LegendMark::Replayed, text.legend_replayed()),
        (LegendMark::Skipped, text.legend_skipped()),
        (LegendMark::Open, text.legend_open()),
    ];
    html! {
        <ul class="legend" aria-label={text.legend()}>
            { for marks.into_iter().map(|(mark, label)| html! { <li>{ legend_mark(mark) }{ label }</li> }) }
        </ul>
    }
}
