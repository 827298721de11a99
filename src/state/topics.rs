//! Topic names out of typed or pasted text, and the list to tick.

use crate::letters::small;
use kafka_offsets::{OffsetSnapshot, TopicName, natural_cmp};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Cuts a pasted list into names: separators are white space, commas, semicolons and their Chinese forms; quotes
/// around a name are dropped. Order and first mention are kept.
pub fn split_names(text: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '，' | '；' | '、'))
        .map(|name| name.trim_matches(['"', '\'', '`']))
        .filter(|name| !name.is_empty())
        .filter(|name| seen.insert((*name).to_owned()))
        .map(str::to_owned)
        .collect()
}

/// One topic of the list to tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicRow {
    /// Its name.
    pub name: String,
    /// How many partitions it has; `None` where nobody knows the topic.
    pub partitions: Option<u64>,
    /// On how many partitions the group has a committed offset; `None` while that is not known.
    pub committed: Option<u64>,
    /// Offsets that the group is behind, over the partitions where that is known.
    pub lag: Option<u64>,
    /// The lag of some partitions is not known, so `lag` is the least.
    pub lag_is_least: bool,
    /// Not in the instance's list: typed or pasted.
    pub unlisted: bool,
}

/// The columns of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TopicColumn {
    /// Name, in natural order.
    Topic,
    /// Number of partitions.
    Partitions,
    /// Number of partitions with a committed offset.
    Committed,
    /// Lag.
    Lag,
}

/// How the list is sorted. Activating a column again turns the order round; a third time restores the first order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TopicSort {
    /// By which column.
    pub column: TopicColumn,
    /// Largest first.
    pub descending: bool,
}

impl Default for TopicSort {
    fn default() -> Self {
        Self { column: TopicColumn::Topic, descending: false }
    }
}

impl TopicSort {
    /// The order after a column's head was activated.
    pub fn activated(self, column: TopicColumn) -> Self {
        match (self.column == column, self.descending) {
            (false, _) => Self { column, descending: false },
            (true, false) => Self { column, descending: true },
            (true, true) => Self::default(),
        }
    }

    fn compare(self, a: &TopicRow, b: &TopicRow) -> Ordering {
        let by_column = match self.column {
            TopicColumn::Topic => natural_cmp(&a.name, &b.name),
            TopicColumn::Partitions => a.partitions.cmp(&b.partitions),
            TopicColumn::Committed => a.committed.cmp(&b.committed),
            TopicColumn::Lag => a.lag.cmp(&b.lag),
        };
        let directed = if self.descending { by_column.reverse() } else { by_column };
        directed.then_with(|| natural_cmp(&a.name, &b.name))
    }
}

/// What the instance lists: topics with their number of partitions, where that is told.
pub type TopicListing = BTreeMap<String, Option<u64>>;

/// The rows of the list (`None` before the instance was asked): every listed topic, every topic that the group has a commit on, every chosen one.
pub fn topic_rows(
    listed: Option<&TopicListing>,
    of_group: Option<&OffsetSnapshot>,
    chosen: &BTreeSet<String>,
    sort: TopicSort,
) -> Vec<TopicRow> {
    let mut rows: BTreeMap<&str, TopicRow> = BTreeMap::new();
    let blank = |name: &str, partitions: Option<u64>, unlisted: bool| TopicRow {
        name: name.to_owned(),
        partitions,
        committed: of_group.map(|_| 0),
        lag: None,
        lag_is_least: false,
        unlisted,
    };
    for (name, partitions) in listed.into_iter().flatten() {
        rows.insert(name, blank(name, *partitions, false));
    }
    for name in chosen {
        rows.entry(name).or_insert_with(|| blank(name, None, listed.is_some()));
    }
    for (topic, sums) in of_group.into_iter().flat_map(OffsetSnapshot::lag_by_topic) {
        let name = topic.as_str();
        let row = rows.entry(name).or_insert_with(|| blank(name, None, false));
        row.committed = Some(sums.committed);
        row.lag = sums.lag;
        row.lag_is_least = sums.lag_is_least;
        row.unlisted = false;
        row.partitions = row.partitions.max(Some(sums.partitions));
    }
    let mut rows: Vec<TopicRow> = rows.into_values().collect();
    rows.sort_unstable_by(|a, b| sort.compare(a, b));
    rows
}

/// Rows whose name contains the filter, letter case aside.
pub fn filter_rows<'a>(rows: &'a [TopicRow], filter: &str) -> Vec<&'a TopicRow> {
    let wanted = small(filter.trim());
    rows.iter().filter(|row| small(&row.name).contains(&wanted)).collect()
}

/// The name that the text of the filter would add: a legal topic name that is not in the list.
pub fn addable(rows: &[TopicRow], filter: &str) -> Option<TopicName> {
    let name: TopicName = filter.trim().parse().ok()?;
    rows.iter().all(|row| row.name != name.as_str()).then_some(name)
}

/// Topics that the group has a commit on, and the partitions these topics have; for "All topics of the group".
pub fn topics_of_group(snapshot: &OffsetSnapshot) -> (u64, u64) {
    let mut topics: BTreeMap<&TopicName, (u64, bool)> = BTreeMap::new();
    for (at, offsets) in &snapshot.partitions {
        let entry = topics.entry(&at.topic).or_default();
        entry.0 += 1;
        entry.1 |= offsets.committed.is_some();
    }
    let committed = topics.values().filter(|(_, committed)| *committed);
    committed.fold((0, 0), |(topics, partitions), (count, _)| (topics + 1, partitions + count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kafka_offsets::{
        GroupState, GroupSummary, Offset, PartitionId, PartitionOffsets, TimeLookup, Timestamp,
        TopicPartition,
    };

    fn at(topic: &str, partition: i32) -> TopicPartition {
        TopicPartition { topic: topic.parse().unwrap(), partition: PartitionId::try_from(partition).unwrap() }
    }

    fn offsets(committed: Option<i64>, log_end: Option<i64>) -> PartitionOffsets {
        PartitionOffsets {
            committed: committed.map(|n| Offset::try_from(n).unwrap()),
            log_start: None,
            log_end: log_end.map(|n| Offset::try_from(n).unwrap()),
            at_time: TimeLookup::Unknown,
            error: None,
        }
    }

    fn snapshot() -> OffsetSnapshot {
        OffsetSnapshot {
            taken_at: Timestamp::try_from(0).unwrap(),
            group: GroupSummary {
                group: "billing".parse().unwrap(),
                state: GroupState::Empty,
                members: Vec::new(),
            },
            partitions: BTreeMap::from([
                (at("orders", 0), offsets(Some(10), Some(110))),
                (at("orders", 1), offsets(Some(0), Some(73))),
                (at("orders", 2), offsets(None, Some(5))),
                (at("payments", 0), offsets(Some(7), None)),
                (at("never", 0), offsets(None, Some(9))),
            ]),
            failed_topics: BTreeMap::new(),
            looked_up: None,
        }
    }

    #[test]
    fn a_pasted_list_becomes_names_whatever_separates_them() {
        assert_eq!(
            split_names(" orders.created, orders.paid;\n\"payments\"\torders.paid，refunds、'dlq' "),
            ["orders.created", "orders.paid", "payments", "refunds", "dlq"]
        );
        assert!(split_names(" ,;\n").is_empty());
    }

    #[test]
    fn a_row_counts_commits_and_sums_the_lag_that_is_known() {
        let listed = BTreeMap::from([("orders".to_owned(), Some(3)), ("other".to_owned(), Some(12))]);
        let rows = topic_rows(
            Some(&listed),
            Some(&snapshot()),
            &BTreeSet::from(["typed".to_owned()]),
            TopicSort::default(),
        );
        let by_name = |name: &str| rows.iter().find(|row| row.name == name).unwrap().clone();
        let orders = by_name("orders");
        assert_eq!(
            (orders.partitions, orders.committed, orders.lag, orders.lag_is_least),
            (Some(3), Some(2), Some(173), false)
        );
        let payments = by_name("payments");
        assert_eq!(
            (payments.partitions, payments.committed, payments.lag, payments.lag_is_least),
            (Some(1), Some(1), None, true)
        );
        assert_eq!((by_name("other").committed, by_name("other").lag), (Some(0), None));
        assert!(by_name("typed").unlisted && by_name("typed").partitions.is_none());
        assert!(!payments.unlisted);
    }

    #[test]
    fn nothing_is_said_of_commits_before_they_are_read() {
        let listed = BTreeMap::from([("orders".to_owned(), Some(3))]);
        let rows = topic_rows(Some(&listed), None, &BTreeSet::new(), TopicSort::default());
        assert_eq!(rows.first().unwrap().committed, None);
    }

    #[test]
    fn the_third_activation_of_a_column_restores_the_first_order() {
        let first = TopicSort::default();
        let up = first.activated(TopicColumn::Lag);
        let down = up.activated(TopicColumn::Lag);
        assert_eq!((up.column, up.descending), (TopicColumn::Lag, false));
        assert_eq!((down.column, down.descending), (TopicColumn::Lag, true));
        assert_eq!(down.activated(TopicColumn::Lag), first);
    }

    #[test]
    fn names_sort_naturally_and_the_filter_ignores_case() {
        let listed = BTreeMap::from([
            ("t10".to_owned(), Some(1)),
            ("T2".to_owned(), Some(1)),
            ("t2".to_owned(), Some(1)),
            ("x".to_owned(), Some(1)),
        ]);
        let rows = topic_rows(Some(&listed), None, &BTreeSet::new(), TopicSort::default());
        let position = |name: &str| rows.iter().position(|row| row.name == name).unwrap();
        assert!(position("t2") < position("t10"));
        let filtered = filter_rows(&rows, " T ");
        assert_eq!(filtered.len(), 3);
    }

    #[test]
    fn only_a_legal_name_that_is_not_listed_can_be_added() {
        let listed = BTreeMap::from([("orders".to_owned(), Some(3))]);
        let rows = topic_rows(Some(&listed), None, &BTreeSet::new(), TopicSort::default());
        assert_eq!(addable(&rows, "orders"), None);
        assert_eq!(addable(&rows, "or ders"), None);
        assert_eq!(addable(&rows, ""), None);
        assert_eq!(addable(&rows, " order ").map(|name| name.to_string()).as_deref(), Some("order"));
    }

    #[test]
    fn all_topics_of_the_group_are_those_with_a_commit() {
        assert_eq!(topics_of_group(&snapshot()), (2, 4));
    }
}
