//! What a table needs to know of its rows.

use crate::state::table_view::Show;
use kafka_offsets::{TopicName, natural_cmp};
use std::collections::HashMap;
use std::rc::Rc;
use yew::prelude::*;

/// A column's head. Which columns there are, and in what order, is up to the kind of rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The words in the head; also the label of the cell where a row is shown as a block.
    pub label: AttrValue,
    /// Numbers stand at the end of the line, words at its beginning.
    pub numeric: bool,
    /// Class of the `<col>`, which has the width where rows are virtual.
    pub class: &'static str,
}

/// The rows that stand under one topic's head, as line numbers of an arrangement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group<'a> {
    /// The topic.
    pub topic: &'a TopicName,
    /// The row that speaks of the topic as a whole, if there is one.
    pub whole: Option<u32>,
    /// The rows that are shown.
    pub rows: &'a [u32],
}

/// Rows of a table: plan, failed, succeeded. Rows are numbered from 0 in the original order, which is by topic.
///
/// Everything that can be sorted by is an `i64`, never formatted text.
pub trait TableRows {
    /// The columns. The first is the topic, and the original order counts as sorted by it.
    fn columns(&self) -> &[Column];

    /// The topics of the rows.
    fn topics(&self) -> &TopicIndex;

    /// What a row is sorted by in a column other than the first; `None` (not known, not applicable) comes last in
    /// both directions.
    fn key(&self, row: u32, column: usize) -> Option<i64>;

    /// Whether a row belongs to a choice of rows.
    fn shows(&self, row: u32, show: Show) -> bool;

    /// Whether the row speaks of its topic as a whole; under a topic's head it becomes the head.
    fn is_whole_topic(&self, row: u32) -> bool;

    /// Whether the row has a second line (notes).
    fn is_tall(&self, row: u32) -> bool;

    /// The cells of a row. Under a topic's head (`grouped`) the topic is only heard, not seen.
    fn cells(&self, row: u32, grouped: bool) -> Html;

    /// The cells of a topic's head.
    fn head_cells(&self, group: &Group<'_>) -> Html;
}

/// Shared rows; equal when they are the same rows.
#[derive(Clone)]
pub struct RowsHandle(pub Rc<dyn TableRows>);

impl PartialEq for RowsHandle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl std::fmt::Debug for RowsHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RowsHandle").field("rows", &self.0.topics().len()).finish_non_exhaustive()
    }
}

/// The topics of a table's rows in natural order, found once, so that sorting and filtering compare numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicIndex {
    topics: Vec<TopicName>,
    rank_of_row: Vec<u32>,
}

impl TopicIndex {
    /// The index of rows, given the topic of each.
    pub fn new<'a>(topic_of_row: impl Iterator<Item = &'a TopicName>) -> Self {
        let mut seen: Vec<&TopicName> = Vec::new();
        let mut number_of: HashMap<&TopicName, u32> = HashMap::new();
        let mut numbers: Vec<u32> = Vec::new();
        let mut last: Option<(&TopicName, u32)> = None;
        for topic in topic_of_row {
            // Rows come by topic, so the map is asked once per topic and not once per row.
            let number = match last {
                Some((same, number)) if same == topic => number,
                _ => *number_of.entry(topic).or_insert_with(|| {
                    seen.push(topic);
                    to_u32(seen.len() - 1)
                }),
            };
            last = Some((topic, number));
            numbers.push(number);
        }
        let mut by_name: Vec<u32> = (0..to_u32(seen.len())).collect();
        let name = |number: &u32| seen.get(*number as usize).map_or("", |topic| topic.as_str());
        by_name.sort_unstable_by(|a, b| natural_cmp(name(a), name(b)));
        let mut rank_of_number = vec![0; seen.len()];
        for (rank, number) in by_name.iter().enumerate() {
            if let Some(slot) = rank_of_number.get_mut(*number as usize) {
                *slot = to_u32(rank);
            }
        }
        let rank = |number: u32| rank_of_number.get(number as usize).copied().unwrap_or(0);
        Self {
            topics: by_name
                .iter()
                .filter_map(|number| seen.get(*number as usize).copied().cloned())
                .collect(),
            rank_of_row: numbers.into_iter().map(rank).collect(),
        }
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.rank_of_row.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rank_of_row.is_empty()
    }

    /// How many topics.
    pub fn topics(&self) -> usize {
        self.topics.len()
    }

    /// The place of a row's topic in the natural order of all topics here.
    pub fn rank(&self, row: u32) -> u32 {
        self.rank_of_row.get(row as usize).copied().unwrap_or(0)
    }

    /// The topic at a place.
    pub fn topic(&self, rank: u32) -> Option<&TopicName> {
        self.topics.get(rank as usize)
    }

    /// For each place, whether the topic contains the text; letter case does not matter.
    pub fn matching(&self, text: &str) -> Vec<bool> {
        let wanted = text.trim().to_ascii_lowercase();
        let matches = |topic: &TopicName| topic.as_str().to_ascii_lowercase().contains(&wanted);
        self.topics.iter().map(matches).collect()
    }
}

/// Rows and lines are counted in 32 bits: a table of more than four billion rows does not fit a browser.
pub(crate) fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<TopicName> {
        names.iter().map(|name| name.parse().unwrap()).collect()
    }

    #[test]
    fn topics_are_ranked_naturally_and_found_once() {
        let rows = names(&["part-10", "part-10", "part-2", "part-10"]);
        let index = TopicIndex::new(rows.iter());
        assert_eq!((index.len(), index.topics()), (4, 2));
        assert_eq!(index.topic(0).map(TopicName::as_str), Some("part-2"));
        assert_eq!((0..4).map(|row| index.rank(row)).collect::<Vec<_>>(), [1, 1, 0, 1]);
    }

    #[test]
    fn the_filter_ignores_letter_case_and_blanks_around() {
        let rows = names(&["Orders.Created", "payments"]);
        let index = TopicIndex::new(rows.iter());
        assert_eq!(index.matching(" oRDers "), [true, false]);
        assert_eq!(index.matching(""), [true, true]);
        assert_eq!(index.matching("nothing"), [false, false]);
    }
}
