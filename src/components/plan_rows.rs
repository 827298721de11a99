//! The plan as rows of a table: partitions first, then topics that cannot be planned at all.

use super::icon::{Icon, IconSize};
use super::position::{ahead_in_log, position};
use super::table::{Column, Group, TableRows, TopicIndex};
use crate::format::Formatter;
use crate::state::table_view::Show;
use crate::text::Text;
use kafka_offsets::{Adjustment, Count, KafkaError, MissingTopic, PlannedReset, ResetPlan, Target, lag_of};
use std::collections::BTreeSet;
use std::sync::Arc;
use yew::prelude::*;

/// Numbers of the columns, in their order.
mod column {
    pub(super) const PARTITION: usize = 1;
    pub(super) const POSITION: usize = 2;
    pub(super) const BEFORE: usize = 3;
    pub(super) const TARGET: usize = 4;
    pub(super) const GRADE: usize = 5;
    pub(super) const CHANGE: usize = 6;
    pub(super) const LAG_BEFORE: usize = 7;
    pub(super) const LAG_AFTER: usize = 8;
}

/// The rows of a plan.
#[derive(Debug)]
pub struct PlanRows {
    plan: Arc<ResetPlan>,
    text: Text,
    format: Formatter,
    columns: Vec<Column>,
    topics: TopicIndex,
    ticks: Option<Ticks>,
}

/// Boxes before the rows, for those who want a plan of some partitions only.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticks {
    /// Numbers of the rows that are ticked.
    pub ticked: BTreeSet<u32>,
    /// A box was pressed: the number of its row.
    pub on_tick: Callback<u32>,
}

/// What a row is about.
enum Item<'a> {
    Partition(&'a PlannedReset),
    Missing(&'a MissingTopic),
}

impl PlanRows {
    /// The rows of a plan in one language, with boxes to tick where partitions can be chosen.
    pub fn new(plan: Arc<ResetPlan>, text: Text, format: Formatter, ticks: Option<Ticks>) -> Self {
        let column = |label: &'static str, numeric, class| Column { label: label.into(), numeric, class };
        let columns = vec![
            column(text.column_topic(), false, "column-topic"),
            column(text.column_partition(), true, "column-partition"),
            column(text.column_position(), false, "column-position"),
            column(text.column_before(), true, "column-offset"),
            column(text.column_target(), true, "column-offset"),
            column(text.column_grade(), false, "column-grade"),
            column(text.column_change(), false, "column-change"),
            column(text.column_lag_before(), true, "column-lag"),
            column(text.column_lag_after(), true, "column-lag"),
        ];
        let topics = TopicIndex::new(
            plan.rows
                .iter()
                .map(|row| &row.at.topic)
                .chain(plan.missing.iter().map(|missing| &missing.topic)),
        );
        Self { plan, text, format, columns, topics, ticks }
    }

    fn item(&self, row: u32) -> Option<Item<'_>> {
        let number = row as usize;
        match self.plan.rows.get(number) {
            Some(planned) => Some(Item::Partition(planned)),
            None => self.plan.missing.get(number.checked_sub(self.plan.rows.len())?).map(Item::Missing),
        }
    }

    fn partitions<'a>(&'a self, rows: &'a [u32]) -> impl Iterator<Item = &'a PlannedReset> + Clone {
        rows.iter().filter_map(|row| self.plan.rows.get(*row as usize))
    }

    fn label(&self, column: usize) -> AttrValue {
        self.columns.get(column).map(|column| column.label.clone()).unwrap_or_default()
    }

    /// The partition's number, with its box.
    fn partition_number(&self, number: u32, row: &PlannedReset) -> Html {
        let partition = self.format.integer(row.at.partition.get().into());
        let Some(ticks) = &self.ticks else { return partition.into() };
        html! {
            <label class="check check-row">
                <input
                    type="checkbox"
                    aria-label={self.text.tick_partition(&partition)}
                    checked={ticks.ticked.contains(&number)}
                    onchange={ticks.on_tick.reform(move |_| number)}
                />
                <span>{ partition }</span>
            </label>
        }
    }

    fn partition_cells(&self, number: u32, row: &PlannedReset, grouped: bool) -> Html {
        let (text, format) = (self.text, &self.format);
        let none = || html! { <span class="muted">{ text.none() }</span> };
        let committed = row.committed.map_or_else(none, |offset| format.integer(offset.get()).into());
        let (target, tone) = match row.target {
            Some(target) => match target.offset() {
                Some(offset) => (format.integer(offset.get()), None),
                None => ("?".to_owned(), Some("unknown")),
            },
            None => ("–".to_owned(), Some("muted")),
        };
        html! {
            <>
                { topic_cell(row.at.topic.as_str(), grouped) }
                <th role="rowheader" scope="row" class="number cell-partition">
                    { self.partition_number(number, row) }
                </th>
                <td role="cell" class="cell-position">
                    { position(row, self.position_label(row)) }
                    { self.notes(row) }
                </td>
                <td role="cell" class="number" data-label={self.label(column::BEFORE)}>{ committed }</td>
                <td role="cell" class={classes!("number", tone)} data-label={self.label(column::TARGET)}>{ target }</td>
                <td role="cell" data-label={self.label(column::GRADE)}>{ grade(text, row.target) }</td>
                <td role="cell" class="cell-change" data-label={self.label(column::CHANGE)}>
                    { self.change(Change::of(row)) }
                </td>
                <td role="cell" class="number" data-label={self.label(column::LAG_BEFORE)}>
                    { row.lag_before().map_or_else(|| html! { <span class="muted">{ "–" }</span> }, |lag| format.count(lag).into()) }
                </td>
                <td role="cell" class={classes!("number", tone_of(row.lag_after()))} data-label={self.label(column::LAG_AFTER)}>
                    { count(format, row.lag_after()) }
                </td>
            </>
        }
    }

    fn missing_cells(&self, missing: &MissingTopic, grouped: bool) -> Html {
        html! {
            <>
                { topic_cell(missing.topic.as_str(), grouped) }
                <th role="rowheader" scope="row" class="cell-partition">{ self.text.whole_topic() }</th>
                <td role="cell" colspan="7" class="cell-wide">{ self.failure(missing.code) }</td>
            </>
        }
    }

    /// Why a topic cannot be planned.
    fn failure(&self, code: KafkaError) -> Html {
        let text = self.text;
        html! {
            <span class="next">
                <span class="bad">
                    { Icon::Failed.draw(IconSize::Small, None) }{ " " }{ text.will_fail() }
                </span>
                { " " }
                <b>{ code.code() }</b>
                { " " }
                <span class="mono">{ code.name().into_owned() }</span>
                { ". " }
                { text.code_meaning(code) }
                { " " }
                <strong>{ text.next_step(code.next_step()) }</strong>
            </span>
        }
    }

    fn position_label(&self, row: &PlannedReset) -> String {
        let number =
            |offset: Option<kafka_offsets::Offset>| offset.map(|offset| self.format.integer(offset.get()));
        self.text.position_label(
            number(row.log_start),
            number(row.log_end),
            number(row.committed),
            number(row.target.and_then(Target::offset)),
        )
    }

    fn notes(&self, row: &PlannedReset) -> Html {
        let mut notes = row.adjustments.iter().filter(|note| is_note(**note)).peekable();
        if notes.peek().is_none() {
            return Html::default();
        }
        html! {
            <span class="cell-notes">
                { for notes.map(|note| {
                    let (icon, tone) = note_icon(*note);
                    let wished = match note {
                        Adjustment::ClampedToStart { wished } | Adjustment::ClampedToEnd { wished } => {
                            self.format.integer(*wished)
                        }
                        _ => String::new(),
                    };
                    html! {
                        <span class="cell-note">
                            { icon.draw(IconSize::Small, Some(tone)) }
                            <span>{ self.text.adjustment(*note, &wished) }</span>
                        </span>
                    }
                }) }
            </span>
        }
    }

    fn change(&self, change: Change) -> Html {
        let text = self.text;
        let (icon, tone, word, number) = match change {
            Change::Fails => (Icon::Failed, Some("bad"), text.will_fail(), None),
            Change::First => (Icon::FirstCommit, None, text.first_commit(), None),
            Change::Stays => (Icon::NoChange, Some("muted"), text.no_change(), Some(Count::ZERO)),
            Change::Replays(number) => (Icon::Replay, Some("info"), text.change_replays(), Some(number)),
            Change::Skips(number) => (Icon::Skip, Some("warn"), text.change_skips(), Some(number)),
            Change::NotKnown => (Icon::Unknown, Some("unknown"), text.not_known(), Some(Count::Unknown)),
        };
        let number = number.map_or_else(
            || html! { <span class="muted">{ "–" }</span> },
            |number| html! { <span class={classes!(tone_of(number))}>{ count(&self.format, number) }</span> },
        );
        html! {
            <span class="change">
                <span class={classes!(tone)}>{ icon.draw(IconSize::Small, None) }{ word }</span>
                { number }
            </span>
        }
    }
}

impl TableRows for PlanRows {
    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn topics(&self) -> &TopicIndex {
        &self.topics
    }

    fn key(&self, row: u32, column: usize) -> Option<i64> {
        let Some(Item::Partition(row)) = self.item(row) else { return None };
        let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        match column {
            column::PARTITION => Some(row.at.partition.get().into()),
            column::POSITION => ahead_in_log(row),
            column::BEFORE => row.committed.map(kafka_offsets::Offset::get),
            column::TARGET => row.target?.offset().map(kafka_offsets::Offset::get),
            column::GRADE => Some(grade_rank(row.target)),
            column::CHANGE => row.delta(),
            column::LAG_BEFORE => row.lag_before().map(number),
            column::LAG_AFTER => row.lag_after().number().map(number),
            _ => None,
        }
    }

    fn shows(&self, row: u32, show: Show) -> bool {
        let row = match self.item(row) {
            Some(Item::Partition(row)) => row,
            Some(Item::Missing(_)) => return matches!(show, Show::All | Show::Attention),
            None => return false,
        };
        let moves = |number: Option<Count>| number.is_some_and(|number| !number.is_zero());
        match show {
            Show::All => true,
            Show::Changes => !matches!(Change::of(row), Change::Stays | Change::Fails),
            Show::Replays => moves(row.replayed()),
            Show::Skips => moves(row.skipped()),
            Show::Unchanged => row.adjustments.contains(&Adjustment::NoChange),
            Show::Attention => needs_attention(row),
        }
    }

    fn is_whole_topic(&self, row: u32) -> bool {
        matches!(self.item(row), Some(Item::Missing(_)))
    }

    fn is_tall(&self, row: u32) -> bool {
        match self.item(row) {
            Some(Item::Partition(row)) => row.adjustments.iter().any(|note| is_note(*note)),
            Some(Item::Missing(_)) => true,
            None => false,
        }
    }

    fn cells(&self, row: u32, grouped: bool) -> Html {
        match self.item(row) {
            Some(Item::Partition(planned)) => self.partition_cells(row, planned, grouped),
            Some(Item::Missing(missing)) => self.missing_cells(missing, grouped),
            None => Html::default(),
        }
    }

    fn head_cells(&self, group: &Group<'_>) -> Html {
        let (text, format) = (self.text, &self.format);
        let whole = group.whole.and_then(|row| match self.item(row) {
            Some(Item::Missing(missing)) => Some(missing.code),
            _ => None,
        });
        if let (Some(code), true) = (whole, group.rows.is_empty()) {
            return html! {
                <>
                    <th role="rowheader" scope="rowgroup" colspan="3" class="cell-wide">
                        <bdi class="mono">{ group.topic.as_str() }</bdi>
                    </th>
                    <td role="cell" colspan="6" class="cell-wide">{ self.failure(code) }</td>
                </>
            };
        }
        let (lag_before, lag_after) = lag_of(self.partitions(group.rows));
        html! {
            <>
                <th role="rowheader" scope="rowgroup" colspan="3" class="cell-wide">
                    <bdi class="mono">{ group.topic.as_str() }</bdi>
                    { " " }
                    <span class="muted nowrap">
                        { text.count_partitions(group.rows.len() as u64, &format.size(group.rows.len())) }
                    </span>
                </th>
                <td role="cell" colspan="3" class="cell-blank"></td>
                <td role="cell" class="cell-change" data-label={self.label(column::CHANGE)}>
                    { for subtotal(self.partitions(group.rows)).into_iter().map(|change| self.change(change)) }
                </td>
                <td role="cell" class="number" data-label={self.label(column::LAG_BEFORE)}>
                    { lag_before.map_or_else(|| html! { <span class="unknown">{ "?" }</span> }, |lag| format.count(lag).into()) }
                </td>
                <td role="cell" class={classes!("number", tone_of(lag_after))} data-label={self.label(column::LAG_AFTER)}>
                    { count(format, lag_after) }
                </td>
            </>
        }
    }
}

/// What happens to a partition, as its row says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Fails,
    First,
    Stays,
    Replays(Count),
    Skips(Count),
    NotKnown,
}

impl Change {
    fn of(row: &PlannedReset) -> Self {
        if row.target.is_none() {
            return Self::Fails;
        }
        if row.adjustments.contains(&Adjustment::NoChange) {
            return Self::Stays;
        }
        match (row.replayed(), row.skipped()) {
            (Some(replayed), Some(skipped)) => Self::from_counts(replayed, skipped),
            _ => Self::First,
        }
    }

    fn from_counts(replayed: Count, skipped: Count) -> Self {
        match (replayed.is_zero(), skipped.is_zero()) {
            (true, true) => Self::Stays,
            (false, true) => Self::Replays(replayed),
            (true, false) => Self::Skips(skipped),
            (false, false) => Self::NotKnown,
        }
    }
}

/// What a topic's rows come to: replays and skips on a line each, or that nothing moves.
fn subtotal<'a>(rows: impl Iterator<Item = &'a PlannedReset>) -> Vec<Change> {
    let (mut replayed, mut skipped) = (Count::ZERO, Count::ZERO);
    let (mut first, mut fails) = (false, false);
    for row in rows {
        match Change::of(row) {
            Change::Fails => fails = true,
            Change::First => first = true,
            Change::Stays => {}
            Change::Replays(number) => replayed = replayed + number,
            Change::Skips(number) => skipped = skipped + number,
            Change::NotKnown => return vec![Change::NotKnown],
        }
    }
    let mut changes = Vec::new();
    if !replayed.is_zero() {
        changes.push(Change::Replays(replayed));
    }
    if !skipped.is_zero() {
        changes.push(Change::Skips(skipped));
    }
    if changes.is_empty() {
        changes.push(match (first, fails) {
            (true, _) => Change::First,
            (false, true) => Change::Fails,
            (false, false) => Change::Stays,
        });
    }
    changes
}

/// Whether an adjustment is told in a note. "No change" stands in its own column.
fn is_note(adjustment: Adjustment) -> bool {
    adjustment != Adjustment::NoChange
}

/// Whether the operator should look at a row.
pub(crate) fn needs_attention(row: &PlannedReset) -> bool {
    row.target.is_none() || row.adjustments.iter().any(|note| is_note(*note))
}

fn note_icon(adjustment: Adjustment) -> (Icon, &'static str) {
    match adjustment {
        Adjustment::ClampedToStart { .. }
        | Adjustment::ClampedToEnd { .. }
        | Adjustment::RetentionPassedCommit => (Icon::Attention, "warn"),
        Adjustment::NoCommitToShiftFrom | Adjustment::LogStartNotTold => (Icon::Failed, "bad"),
        Adjustment::FirstCommit => (Icon::FirstCommit, "warn"),
        Adjustment::Unreadable(_) => (Icon::Unknown, "unknown"),
        Adjustment::NoRecordAtOrAfterTime | Adjustment::NoChange | Adjustment::EmptyPartition => {
            (Icon::Info, "muted")
        }
    }
}

/// The grade of a target: mark and word. What is ordinary recedes.
pub(crate) fn grade(text: Text, target: Option<Target>) -> Html {
    let tone = match target {
        Some(Target::Exact(_)) => "grade-exact",
        Some(Target::AtLeast(_)) => "",
        Some(Target::AtMost(_) | Target::ResolvedByServer) => "unknown",
        None => "bad",
    };
    html! {
        <span class={classes!("grade", tone)}>
            <b aria-hidden="true">{ grade_mark(target) }</b>
            <span>{ text.grade(target) }</span>
        </span>
    }
}

/// The mark of a grade; beside a number it says the same as the word.
pub(crate) fn grade_mark(target: Option<Target>) -> &'static str {
    match target {
        Some(Target::Exact(_)) => "=",
        Some(Target::AtLeast(_)) => "≥",
        Some(Target::AtMost(_)) => "≤",
        Some(Target::ResolvedByServer) => "?",
        None => "–",
    }
}

pub(crate) fn grade_rank(target: Option<Target>) -> i64 {
    match target {
        Some(Target::Exact(_)) => 0,
        Some(Target::AtLeast(_)) => 1,
        Some(Target::AtMost(_)) => 2,
        Some(Target::ResolvedByServer) => 3,
        None => 4,
    }
}

/// A count with its bound: `12,340`, `≥ 12,340`, `≤ 12,340`, `?`.
pub(crate) fn count(format: &Formatter, count: Count) -> String {
    match count {
        Count::Exactly(number) => format.count(number),
        Count::AtLeast(number) => format!("≥\u{a0}{}", format.count(number)),
        Count::AtMost(number) => format!("≤\u{a0}{}", format.count(number)),
        Count::Unknown => "?".to_owned(),
    }
}

/// What is not exact comes forward.
fn tone_of(count: Count) -> Option<&'static str> {
    match count {
        Count::Exactly(_) => None,
        Count::AtLeast(_) | Count::AtMost(_) | Count::Unknown => Some("unknown"),
    }
}

/// The first cell of a row: its topic, which under a topic's head is only heard.
pub(crate) fn topic_cell(topic: &str, grouped: bool) -> Html {
    let class = if grouped { "visually-hidden" } else { "mono" };
    html! { <td role="cell" class="cell-topic"><bdi {class}>{ topic.to_owned() }</bdi></td> }
}
