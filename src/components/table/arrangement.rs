//! The lines of a table: which rows, in which order, under which heads. Pure.

use super::rows::{Group, TableRows, to_u32};
use crate::state::table_view::{Direction, Sort, TableView};

/// One line of a table's body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// The head of a topic, by its number among the groups.
    Head(u32),
    /// A row.
    Row(u32),
}

/// One topic's rows within [`Arrangement::rows`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    rank: u32,
    whole: Option<u32>,
    start: usize,
    end: usize,
    first_line: usize,
}

/// The lines of a table as they stand one below the other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arrangement {
    lines: Vec<Line>,
    rows: Vec<u32>,
    groups: Vec<Span>,
    grouped: bool,
    /// For each line, how many lines before it are tall.
    tall_before: Vec<u32>,
    tall: u32,
    topics_shown: usize,
}

impl Arrangement {
    /// The lines for a view: filtered, then grouped by topic in the original order, or flat by one column.
    pub fn of(source: &dyn TableRows, view: &TableView) -> Self {
        let topics = source.topics();
        let matching = topics.matching(&view.filter);
        let matches = |row: u32| matching.get(topics.rank(row) as usize).copied().unwrap_or(false);
        let mut shown: Vec<u32> =
            (0..to_u32(topics.len())).filter(|row| matches(*row) && source.shows(*row, view.show)).collect();
        let mut arrangement = match view.sort {
            None => {
                // By topic; within it the row about the whole topic first, then the original order.
                shown.sort_unstable_by_key(|row| (topics.rank(*row), !source.is_whole_topic(*row), *row));
                Self::grouped(source, shown)
            }
            Some(sort) => {
                let key = |row: u32| match sort.column {
                    0 => Some(i64::from(topics.rank(row))),
                    column => source.key(row, column),
                };
                Self::flat(in_order(shown, key, sort), topics.topics(), |row| topics.rank(row))
            }
        };
        arrangement.measure(source);
        arrangement
    }

    fn grouped(source: &dyn TableRows, shown: Vec<u32>) -> Self {
        let topics = source.topics();
        let mut arrangement =
            Self { grouped: true, rows: Vec::with_capacity(shown.len()), ..Self::default() };
        for row in shown {
            let rank = topics.rank(row);
            if arrangement.groups.last().is_none_or(|group| group.rank != rank) {
                let (start, first_line) = (arrangement.rows.len(), arrangement.lines.len());
                arrangement.lines.push(Line::Head(to_u32(arrangement.groups.len())));
                arrangement.groups.push(Span { rank, whole: None, start, end: start, first_line });
            }
            let count = arrangement.rows.len();
            let Some(group) = arrangement.groups.last_mut() else { continue };
            // Only the first one becomes the head; should there be more, they are rows of their own.
            if source.is_whole_topic(row) && group.whole.is_none() {
                group.whole = Some(row);
                continue;
            }
            group.end = count + 1;
            arrangement.rows.push(row);
            arrangement.lines.push(Line::Row(row));
        }
        arrangement.topics_shown = arrangement.groups.len();
        arrangement
    }

    fn flat(rows: Vec<u32>, topics: usize, rank: impl Fn(u32) -> u32) -> Self {
        let mut seen = vec![false; topics];
        for row in &rows {
            if let Some(slot) = seen.get_mut(rank(*row) as usize) {
                *slot = true;
            }
        }
        Self {
            lines: rows.iter().map(|row| Line::Row(*row)).collect(),
            topics_shown: seen.into_iter().filter(|seen| *seen).count(),
            rows,
            ..Self::default()
        }
    }

    fn measure(&mut self, source: &dyn TableRows) {
        self.tall_before.reserve(self.lines.len());
        for line in &self.lines {
            self.tall_before.push(self.tall);
            let tall = match line {
                Line::Row(row) => source.is_tall(*row),
                Line::Head(_) => false,
            };
            self.tall += u32::from(tall);
        }
    }

    /// The lines from one to another, the latter excluded; none if there are not that many.
    pub fn lines(&self, first: usize, end: usize) -> &[Line] {
        self.lines.get(first..end).unwrap_or_default()
    }

    /// How many lines, heads included.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether nothing is shown.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The rows in their order. Rows that became a topic's head are not among them.
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// How many rows are shown, those that became a topic's head included.
    pub fn lines_of_rows(&self) -> usize {
        self.rows.len() + self.groups.iter().filter(|group| group.whole.is_some()).count()
    }

    /// How many topics are shown.
    pub fn topics(&self) -> usize {
        self.topics_shown
    }

    /// Whether rows stand under their topics.
    pub fn is_grouped(&self) -> bool {
        self.grouped
    }

    /// A topic and its rows.
    pub fn group<'a>(&'a self, number: u32, source: &'a dyn TableRows) -> Option<Group<'a>> {
        let span = self.groups.get(number as usize)?;
        let topic = source.topics().topic(span.rank)?;
        Some(Group { topic, whole: span.whole, rows: self.rows.get(span.start..span.end)? })
    }

    /// The number of the group that a line belongs to; `None` where lines are flat.
    pub fn group_of_line(&self, line: usize) -> Option<usize> {
        self.groups.partition_point(|group| group.first_line <= line).checked_sub(1)
    }

    /// How many of the lines before this one are tall; for the line after the last: how many are in all.
    pub fn tall_before(&self, line: usize) -> u32 {
        self.tall_before.get(line).copied().unwrap_or(self.tall)
    }
}

/// Sorts rows by a key. Stable in both directions; rows without a key come last in both.
fn in_order(rows: Vec<u32>, key: impl Fn(u32) -> Option<i64>, sort: Sort) -> Vec<u32> {
    let mut keyed: Vec<(i64, u32)> = Vec::with_capacity(rows.len());
    let mut without = Vec::new();
    for row in rows {
        match key(row) {
            // `!` reverses the order of all 64-bit numbers, the smallest included
            Some(key) if sort.direction == Direction::Descending => keyed.push((!key, row)),
            Some(key) => keyed.push((key, row)),
            None => without.push(row),
        }
    }
    // The row's number breaks ties, which is what makes this stable.
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, row)| row).chain(without).collect()
}
