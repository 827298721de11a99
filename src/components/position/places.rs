//! Where offsets stand in the picture of a log. Geometry only: no offset is changed here.

use kafka_offsets::{Offset, PlannedReset, Target};

/// Places from the left in thousandths of the picture's width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Places {
    /// Log start, where it is known.
    pub start: Option<u16>,
    /// Log end, where it is known.
    pub end: Option<u16>,
    /// The committed offset.
    pub committed: Option<u16>,
    /// The target, if it has a number.
    pub target: Option<u16>,
}

impl Places {
    /// Where the log begins in the picture.
    pub const LEFT: u16 = 30;
    /// Where it ends.
    pub const RIGHT: u16 = 970;
    const MIDDLE: u16 = 500;

    /// The places of a row. Offsets outside the log (deleted by retention, or past a log that was cut) stand at
    /// its ends. A log whose start is not known begins at the smallest offset of the row.
    pub fn of(row: &PlannedReset) -> Self {
        let target = row.target.and_then(Target::offset);
        let known = [row.log_start, row.committed, target, row.log_end];
        let (Some(from), Some(to)) = (row.log_start.or(known.into_iter().flatten().min()), row.log_end)
        else {
            // Without a log end there is no scale: the marks only show which comes first.
            let committed_first = row.committed <= target;
            let place = |first: bool| if first { 300 } else { 700 };
            return Self {
                start: row.log_start.map(|_| Self::LEFT),
                end: None,
                committed: row.committed.map(|_| place(committed_first || target.is_none())),
                target: target
                    .map(|_| if row.committed == target { place(true) } else { place(!committed_first) }),
            };
        };
        if from >= to {
            // An empty log: both ends close together, the marks between them.
            let middle = |_: Offset| Self::MIDDLE;
            return Self {
                start: row.log_start.map(|_| Self::MIDDLE - 30),
                end: Some(Self::MIDDLE + 30),
                committed: row.committed.map(middle),
                target: target.map(middle),
            };
        }
        let place = |offset: Offset| Self::LEFT + thousandths(offset, from, to, Self::RIGHT - Self::LEFT);
        Self {
            start: row.log_start.map(|_| Self::LEFT),
            end: Some(Self::RIGHT),
            committed: row.committed.map(place),
            target: target.map(place),
        }
    }
}

/// How far through its log a target lies, in millionths; what the position column is sorted by. `None` where the
/// log or the target is not known.
pub fn ahead_in_log(row: &PlannedReset) -> Option<i64> {
    let (start, end, target) = (row.log_start?, row.log_end?, row.target?.offset()?);
    Some(i64::from(share(target, start, end, 1_000_000)))
}

fn thousandths(offset: Offset, from: Offset, to: Offset, width: u16) -> u16 {
    u16::try_from(share(offset, from, to, u32::from(width))).unwrap_or(width)
}

/// The share of `whole` that lies before an offset; 0 before the log and `whole` after it.
fn share(offset: Offset, from: Offset, to: Offset, whole: u32) -> u32 {
    let (offset, from, to) = (i128::from(offset.get()), i128::from(from.get()), i128::from(to.get()));
    if to <= from {
        return 0;
    }
    let inside = offset.clamp(from, to) - from;
    u32::try_from(inside * i128::from(whole) / (to - from)).unwrap_or(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kafka_offsets::{PartitionId, TopicPartition};

    fn offset(number: i64) -> Offset {
        Offset::try_from(number).unwrap()
    }

    fn row(
        committed: Option<i64>,
        start: Option<i64>,
        end: Option<i64>,
        target: Option<Target>,
    ) -> PlannedReset {
        PlannedReset {
            at: TopicPartition { topic: "t".parse().unwrap(), partition: PartitionId::try_from(0).unwrap() },
            committed: committed.map(offset),
            log_start: start.map(offset),
            log_end: end.map(offset),
            target,
            follows_log_end: false,
            adjustments: vec![],
        }
    }

    #[test]
    fn marks_stand_in_proportion_between_the_ends() {
        let places = Places::of(&row(Some(100), Some(0), Some(200), Some(Target::Exact(offset(50)))));
        assert_eq!((places.start, places.end), (Some(30), Some(970)));
        assert_eq!((places.committed, places.target), (Some(500), Some(265)));
    }

    #[test]
    fn a_commit_that_retention_has_passed_stands_at_the_log_start() {
        let places = Places::of(&row(Some(50), Some(60), Some(100), Some(Target::Exact(offset(60)))));
        assert_eq!((places.committed, places.target), (Some(30), Some(30)));
    }

    #[test]
    fn an_empty_log_has_its_ends_around_the_marks() {
        let places = Places::of(&row(Some(0), Some(0), Some(0), Some(Target::Exact(offset(0)))));
        assert_eq!((places.start, places.committed, places.end), (Some(470), Some(500), Some(530)));
    }

    #[test]
    fn an_unknown_log_end_leaves_no_scale_but_the_order() {
        let places = Places::of(&row(Some(90), None, None, Some(Target::AtMost(offset(10)))));
        assert_eq!((places.start, places.end), (None, None));
        assert!(places.target < places.committed);
    }

    #[test]
    fn the_largest_offsets_do_not_overflow() {
        let places =
            Places::of(&row(Some(i64::MAX), Some(0), Some(i64::MAX), Some(Target::Exact(offset(0)))));
        assert_eq!((places.target, places.committed), (Some(30), Some(970)));
        assert_eq!(
            ahead_in_log(&row(None, Some(0), Some(i64::MAX), Some(Target::Exact(offset(i64::MAX))))),
            Some(1_000_000)
        );
    }
}
