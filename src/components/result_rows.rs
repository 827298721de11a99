//! The result as rows of tables: failed, with code, meaning and next step; succeeded, with how far it moved; and while
//! the offsets are still being read back, all of them with what comes next.

use super::icon::{Icon, IconSize};
use super::plan_rows::{grade_mark, topic_cell};
use super::table::{Column, Group, TableRows, TopicIndex};
use crate::format::Formatter;
use crate::state::table_view::Show;
use crate::text::Text;
use kafka_offsets::{
    KafkaError, Observation, Offset, PlannedReset, RowClaim, Target, Verdict, VerdictReason, VerifiedReset,
    VerifiedRow, VerifiedTopic,
};
use std::sync::Arc;
use yew::prelude::*;

/// Numbers of the columns, in their order. The tables share the first seven; while offsets are being read back there is
/// no column for what was returned.
mod column {
    pub(super) const PARTITION: usize = 1;
    pub(super) const BEFORE: usize = 2;
    pub(super) const PLANNED: usize = 3;
    pub(super) const RETURNED: usize = 4;
    pub(super) const RE_READ: usize = 5;
    pub(super) const VERDICT: usize = 6;
    pub(super) const CODE_OR_MOVED: usize = 7;
    pub(super) const MEANING: usize = 8;
}

/// Which of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResultKind {
    /// Everything that is not confirmed.
    Failed,
    /// What is confirmed.
    Succeeded,
    /// Everything, while the offsets are being read back.
    SoFar,
}

/// The rows of one of the tables.
#[derive(Debug)]
pub struct ResultRows {
    result: Arc<VerifiedReset>,
    kind: ResultKind,
    /// Numbers of this table's rows among the result's.
    rows: Vec<u32>,
    text: Text,
    format: Formatter,
    columns: Vec<Column>,
    topics: TopicIndex,
}

/// What a row is about.
enum Item<'a> {
    Partition(&'a VerifiedRow),
    /// A topic as a whole, or something that was not planned.
    Other(&'a VerifiedTopic),
}

impl ResultRows {
    /// The rows of one of the tables in one language.
    pub fn new(result: Arc<VerifiedReset>, kind: ResultKind, text: Text, format: Formatter) -> Self {
        let column = |label: &'static str, numeric, class| Column { label: label.into(), numeric, class };
        let mut columns = vec![
            column(text.column_topic(), false, "column-topic"),
            column(text.column_partition(), true, "column-partition"),
            column(text.column_before(), true, "column-offset"),
            column(text.column_planned(), true, "column-offset"),
            column(text.column_returned(), true, "column-offset"),
            column(text.column_re_read(), true, "column-offset"),
            column(text.column_verdict(), false, "column-verdict"),
        ];
        match kind {
            ResultKind::Failed => columns.extend([
                column(text.column_code(), false, "column-code"),
                column(text.column_meaning(), false, "column-meaning"),
            ]),
            ResultKind::Succeeded => columns.push(column(text.column_moved(), true, "column-offset")),
            ResultKind::SoFar => {
                columns.remove(column::RETURNED);
                columns.push(column(text.column_then(), false, "column-meaning"));
            }
        }
        let belongs = |row: &VerifiedRow| match kind {
            ResultKind::Failed => row.verdict != Verdict::Confirmed,
            ResultKind::Succeeded => row.verdict == Verdict::Confirmed,
            ResultKind::SoFar => true,
        };
        let rows: Vec<u32> =
            (0_u32..).zip(&result.rows).filter(|(_, row)| belongs(row)).map(|(number, _)| number).collect();
        let others: &[VerifiedTopic] = match kind {
            ResultKind::Failed => &result.others,
            ResultKind::Succeeded | ResultKind::SoFar => &[],
        };
        let topics = TopicIndex::new(
            rows.iter()
                .filter_map(|row| result.rows.get(*row as usize))
                .map(|row| &row.planned.at.topic)
                .chain(others.iter().map(|other| &other.topic)),
        );
        Self { result, kind, rows, text, format, columns, topics }
    }

    /// How many planned partitions stand in this table.
    pub fn partitions(&self) -> usize {
        self.rows.len()
    }

    fn item(&self, row: u32) -> Option<Item<'_>> {
        match self.rows.get(row as usize) {
            Some(number) => self.result.rows.get(*number as usize).map(Item::Partition),
            None => self.result.others.get((row as usize).checked_sub(self.rows.len())?).map(Item::Other),
        }
    }

    /// The place of a column in this table.
    fn place(&self, column: usize) -> usize {
        if self.kind == ResultKind::SoFar && column > column::RETURNED { column - 1 } else { column }
    }

    fn label(&self, column: usize) -> AttrValue {
        self.columns.get(self.place(column)).map(|column| column.label.clone()).unwrap_or_default()
    }

    fn number_cell(&self, column: usize, inside: Html) -> Html {
        html! { <td role="cell" class="number" data-label={self.label(column)}>{ inside }</td> }
    }

    fn quiet(word: &'static str) -> Html {
        html! { <span class="muted">{ word }</span> }
    }

    fn offset(&self, offset: Option<Offset>) -> Html {
        match offset {
            Some(offset) => self.format.integer(offset.get()).into(),
            None => Self::quiet(self.text.none()),
        }
    }

    fn planned(&self, row: &PlannedReset) -> Html {
        match row.target {
            Some(Target::Exact(offset)) => self.format.integer(offset.get()).into(),
            Some(target @ (Target::AtLeast(offset) | Target::AtMost(offset))) => {
                let number = self.format.integer(offset.get());
                html! {
                    <span class="unknown">
                        <span class="visually-hidden">{ self.text.grade(row.target) }{ " " }</span>
                        <span aria-hidden="true">{ grade_mark(Some(target)) }{ "\u{a0}" }</span>
                        { number }
                    </span>
                }
            }
            Some(Target::ResolvedByServer) => html! {
                <span class="unknown">
                    <span class="visually-hidden">{ self.text.grade(row.target) }</span>
                    <span aria-hidden="true">{ "?" }</span>
                </span>
            },
            None => Self::quiet("–"),
        }
    }

    fn returned(&self, claim: &RowClaim) -> Html {
        match claim {
            RowClaim::Ok(Some(offset)) => self.format.integer(offset.get()).into(),
            RowClaim::Ok(None) => Self::quiet(self.text.not_returned()),
            RowClaim::Failed(..) => Self::quiet(self.text.not_set()),
            RowClaim::None => Self::quiet(self.text.no_answer()),
        }
    }

    fn re_read(&self, row: &VerifiedRow) -> Html {
        match &row.observed {
            Observation::Committed(offset) if row.verdict == Verdict::Differs => {
                html! { <span class="differs">{ self.offset(*offset) }</span> }
            }
            Observation::Committed(offset) => self.offset(*offset),
            Observation::Unreadable(_) => Self::quiet(self.text.not_readable()),
        }
    }

    fn partition_cells(&self, row: &VerifiedRow, grouped: bool) -> Html {
        let last = match self.kind {
            ResultKind::Failed => self.failure(row),
            ResultKind::Succeeded => {
                let moved = match row.moved() {
                    Some(moved) => self.format.signed(moved).into(),
                    None => Self::quiet(self.text.first_commit()),
                };
                self.number_cell(column::CODE_OR_MOVED, moved)
            }
            ResultKind::SoFar => html! {
                <td role="cell" class="cell-wide cell-meaning muted">{ self.text.then(row.reason) }</td>
            },
        };
        html! {
            <>
                { topic_cell(row.planned.at.topic.as_str(), grouped) }
                <th role="rowheader" scope="row" class="number cell-partition">
                    { self.format.integer(row.planned.at.partition.get().into()) }
                </th>
                { self.number_cell(column::BEFORE, self.offset(row.planned.committed)) }
                { self.number_cell(column::PLANNED, self.planned(&row.planned)) }
                if self.kind != ResultKind::SoFar {
                    { self.number_cell(column::RETURNED, self.returned(&row.claim)) }
                }
                { self.number_cell(column::RE_READ, self.re_read(row)) }
                <td role="cell" class="cell-verdict">{ self.verdict(row) }</td>
                { last }
            </>
        }
    }

    fn verdict(&self, row: &VerifiedRow) -> Html {
        let (icon, class) = match row.verdict {
            Verdict::Confirmed => (Icon::Confirmed, "chip-ok"),
            Verdict::Differs => (Icon::Differs, "chip-bad"),
            Verdict::NotApplied => (Icon::NotApplied, "chip-warn"),
            Verdict::Unknown => (Icon::Unknown, "chip-unknown"),
        };
        let word = match row.reason {
            VerdictReason::NothingToChange => self.text.confirmed_no_change(),
            _ => self.text.verdict(row.verdict),
        };
        html! { <span class={classes!("chip", class)}>{ icon.draw(IconSize::Normal, None) }{ word }</span> }
    }

    /// Code, meaning and next step of a partition that is not confirmed.
    fn failure(&self, row: &VerifiedRow) -> Html {
        let text = self.text;
        let (code, message) = match (&row.claim, &row.observed) {
            (RowClaim::Failed(code, message), _) => (Some(*code), message.as_str()),
            (_, Observation::Unreadable(Some(code))) => (Some(*code), ""),
            (RowClaim::Ok(_), _) => (Some(KafkaError::NONE), ""),
            (RowClaim::None, _) => (None, ""),
        };
        let meaning = match (row.reason, code) {
            (VerdictReason::FailedAsReported, Some(code)) => text.code_meaning(code),
            _ => text.verdict_reason(row.reason),
        };
        let next = match (row.reason, code) {
            (VerdictReason::FailedAsReported, Some(code)) => text.next_step(code.next_step()),
            _ => text.verdict_next_step(row.reason),
        };
        let without_target = row.planned.target.is_none() && row.verdict == Verdict::NotApplied;
        let [meaning, next] = match row.claim {
            RowClaim::None if without_target => text.never_planned(),
            _ => [meaning, next],
        };
        let mut more = Vec::new();
        if row.contradictory {
            more.push(html! { <span class="warn">{ text.contradictory() }{ " " }</span> });
        }
        if !message.is_empty() {
            more.push(html! { <bdi class="muted">{ text.endpoint_says(message) }{ " " }</bdi> });
        }
        self.failure_cells(code, html! { <>{ meaning }{ " " }{ for more }</> }, next)
    }

    fn failure_cells(&self, code: Option<KafkaError>, meaning: Html, next: &'static str) -> Html {
        let code = match code {
            Some(code) => html! {
                <span class="code-name">
                    <b>{ code.code() }</b>
                    <span class="mono">{ code.name().into_owned() }</span>
                </span>
            },
            None => Self::quiet(self.text.no_answer()),
        };
        html! {
            <>
                <td role="cell" class="cell-wide" data-label={self.label(column::CODE_OR_MOVED)}>{ code }</td>
                <td role="cell" class="cell-wide cell-meaning"><span class="next">{ meaning }<strong>{ next }</strong></span></td>
            </>
        }
    }

    /// Meaning and next step of what is about no planned partition.
    fn other_failure(&self, other: &VerifiedTopic) -> Html {
        let text = self.text;
        let meaning = match (other.requested, other.code.is_success()) {
            (true, _) => text.code_meaning(other.code),
            (false, _) => text.not_asked_for_meaning(),
        };
        let next =
            if other.requested { text.next_step(other.code.next_step()) } else { text.not_asked_for_next() };
        let message = (!other.message.is_empty())
            .then(|| html! { <bdi class="muted">{ text.endpoint_says(&other.message) }{ " " }</bdi> });
        self.failure_cells(Some(other.code), html! { <>{ meaning }{ " " }{ message }</> }, next)
    }

    fn other_verdict(&self, other: &VerifiedTopic) -> Html {
        if other.requested {
            html! { <span class="chip chip-warn">{ Icon::NotApplied.draw(IconSize::Normal, None) }{ self.text.topic_failed() }</span> }
        } else {
            html! { <span class="chip chip-unknown">{ Icon::Unknown.draw(IconSize::Normal, None) }{ self.text.not_asked_for() }</span> }
        }
    }

    fn other_cells(&self, other: &VerifiedTopic, grouped: bool) -> Html {
        let partition = match other.partition {
            Some(partition) => self.format.integer(partition.get().into()),
            None => self.text.whole_topic().to_owned(),
        };
        html! {
            <>
                { topic_cell(other.topic.as_str(), grouped) }
                <th role="rowheader" scope="row" class="number cell-partition">{ partition }</th>
                <td role="cell" colspan="4" class="cell-blank"></td>
                <td role="cell" class="cell-verdict">{ self.other_verdict(other) }</td>
                { self.other_failure(other) }
            </>
        }
    }
}

impl TableRows for ResultRows {
    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn topics(&self) -> &TopicIndex {
        &self.topics
    }

    fn key(&self, row: u32, column: usize) -> Option<i64> {
        let column = column + usize::from(self.kind == ResultKind::SoFar && column >= column::RETURNED);
        match self.item(row)? {
            Item::Partition(row) => key(row, column, self.kind),
            Item::Other(other) => match column {
                column::PARTITION => other.partition.map(|partition| partition.get().into()),
                column::VERDICT => Some(if other.requested { 4 } else { 5 }),
                column::CODE_OR_MOVED => Some(other.code.code().into()),
                column::MEANING => Some(if other.requested { 100 } else { 101 }),
                _ => None,
            },
        }
    }

    fn shows(&self, _row: u32, _show: Show) -> bool {
        true
    }

    fn is_whole_topic(&self, row: u32) -> bool {
        matches!(self.item(row), Some(Item::Other(VerifiedTopic { partition: None, .. })))
    }

    fn is_tall(&self, _row: u32) -> bool {
        self.kind == ResultKind::Failed
    }

    fn cells(&self, row: u32, grouped: bool) -> Html {
        match self.item(row) {
            Some(Item::Partition(row)) => self.partition_cells(row, grouped),
            Some(Item::Other(other)) => self.other_cells(other, grouped),
            None => Html::default(),
        }
    }

    fn head_cells(&self, group: &Group<'_>) -> Html {
        let whole = group.whole.and_then(|row| match self.item(row) {
            Some(Item::Other(other)) => Some(other),
            _ => None,
        });
        let columns = self.columns.len();
        let name = self.place(column::VERDICT);
        let rest = if whole.is_some() { 0 } else { columns.saturating_sub(name) };
        let rows = group.rows.len();
        html! {
            <>
                <th role="rowheader" scope="rowgroup" colspan={name.to_string()} class="cell-wide">
                    <bdi class="mono">{ group.topic.as_str().to_owned() }</bdi>
                    if rows > 0 {
                        { " " }
                        <span class="muted nowrap">
                            { self.text.count_partitions(rows as u64, &self.format.size(rows)) }
                        </span>
                    }
                </th>
                if let Some(other) = whole {
                    <td role="cell" class="cell-verdict">{ self.other_verdict(other) }</td>
                    { self.other_failure(other) }
                } else {
                    <td role="cell" colspan={rest.to_string()} class="cell-blank"></td>
                }
            </>
        }
    }
}

fn key(row: &VerifiedRow, column: usize, kind: ResultKind) -> Option<i64> {
    match column {
        column::PARTITION => Some(row.planned.at.partition.get().into()),
        column::BEFORE => row.planned.committed.map(Offset::get),
        column::PLANNED => row.planned.target?.offset().map(Offset::get),
        column::RETURNED => match row.claim {
            RowClaim::Ok(offset) => offset.map(Offset::get),
            RowClaim::Failed(..) | RowClaim::None => None,
        },
        column::RE_READ => match row.observed {
            Observation::Committed(offset) => offset.map(Offset::get),
            Observation::Unreadable(_) => None,
        },
        // As the words rank: confirmed, confirmed without change, differs, not applied, unknown.
        column::VERDICT => Some(match (row.verdict, row.reason) {
            (Verdict::Confirmed, VerdictReason::NothingToChange) => 1,
            (Verdict::Confirmed, _) => 0,
            (Verdict::Differs, _) => 2,
            (Verdict::NotApplied, _) => 3,
            (Verdict::Unknown, _) => 6,
        }),
        column::CODE_OR_MOVED => match kind {
            ResultKind::Succeeded => row.moved(),
            ResultKind::Failed => match (&row.claim, &row.observed) {
                (RowClaim::Failed(code, _), _) | (_, Observation::Unreadable(Some(code))) => {
                    Some(code.code().into())
                }
                (RowClaim::Ok(_), _) => Some(0),
                (RowClaim::None, _) => None,
            },
            ResultKind::SoFar => Some(row.reason as i64),
        },
        // Rows with the same sentence stand together.
        column::MEANING => Some(match (row.reason, &row.claim) {
            (VerdictReason::FailedAsReported, RowClaim::Failed(code, _)) => 1000 + i64::from(code.code()),
            (reason, _) => reason as i64,
        }),
        _ => None,
    }
}

/// The icon and colour of a verdict, for numbers and headlines.
pub(crate) fn verdict_mark(verdict: Verdict) -> (Icon, &'static str) {
    match verdict {
        Verdict::Confirmed => (Icon::Confirmed, "ok"),
        Verdict::Differs => (Icon::Differs, "bad"),
        Verdict::NotApplied => (Icon::NotApplied, "warn"),
        Verdict::Unknown => (Icon::Unknown, "unknown"),
    }
}
