//! The forecast: can this be taken back?

use super::way_back::{Partition, WayBack, way_back};
use crate::{
    Abilities, PlannedReset, ResetPlan, ResetStrategy, Target, TopicUndo, UndoOutlook, UndoReason,
    UndoVerdict,
};

impl ResetPlan {
    /// Whether the plan can be taken back once it has been carried out as planned, topic by topic.
    ///
    /// It is a forecast: what holds afterwards is found by [`crate::undo()`] on the result.
    pub fn undo_outlook(&self, can: Abilities) -> UndoOutlook {
        let by_topic = self.rows.chunk_by(|a, b| a.at.topic == b.at.topic);
        let topics: Vec<_> = by_topic
            .filter(|rows| rows.iter().any(|row| row.target.is_some()))
            .filter_map(|rows| {
                let reason = forecast(&self.request.strategy, rows, can);
                let verdict = match reason.verdict() {
                    UndoVerdict::Exact if rows.iter().any(may_be_gone) => UndoVerdict::ExactIfRetained,
                    verdict => verdict,
                };
                Some(TopicUndo { topic: rows.first()?.at.topic.clone(), verdict, reason })
            })
            .collect();
        let verdict = topics.iter().map(|topic| topic.verdict).max().unwrap_or(UndoVerdict::Exact);
        UndoOutlook { verdict, topics }
    }
}

fn forecast(strategy: &ResetStrategy, rows: &[PlannedReset], can: Abilities) -> UndoReason {
    let moving = || rows.iter().filter(|row| moves(row));
    let of = moving().count();
    let count = |wanted: fn(&PlannedReset) -> bool| moving().filter(|row| wanted(row)).count();
    if of == 0 {
        return UndoReason::NothingMoves;
    }
    match count(PlannedReset::commit_is_unread) {
        0 => {}
        partitions => return UndoReason::OldOffsetUnread { partitions, of },
    }
    match count(|row| row.committed.is_none()) {
        0 => {}
        partitions => return UndoReason::FirstCommits { partitions, of },
    }
    match count(old_offset_is_gone) {
        0 => {}
        partitions => return UndoReason::OldOffsetGone { partitions, of },
    }
    if can.partition_offsets {
        return UndoReason::OffsetPerPartition;
    }
    // As if it had been carried out: an exact target is where it says, everything else is not known yet
    let partitions = rows.iter().map(|row| {
        let now = match row.target {
            None => row.committed,
            Some(Target::Exact(offset)) => Some(offset),
            Some(_) => None,
        };
        Partition { before: row.committed, now, moved: moves(row) }
    });
    match way_back(strategy, partitions) {
        Some(WayBack::Offset(_)) if rows.len() == 1 => UndoReason::OnePartition,
        Some(WayBack::Offset(_)) => UndoReason::SameOffset,
        Some(WayBack::Shift(_)) => UndoReason::ShiftBack,
        None if matches!(strategy, ResetStrategy::ShiftBy(_)) => UndoReason::ShiftClamped,
        None => UndoReason::OffsetsDiffer,
    }
}

/// Whether the row's commit becomes another one, or may.
fn moves(row: &PlannedReset) -> bool {
    match row.target {
        None => false,
        Some(Target::Exact(offset)) => Some(offset) != row.committed,
        Some(_) => true,
    }
}

/// Whether nobody can see that the old offset is in the log: it is, if it is the log's end. A row that is to stay where
/// it is counts, too: if retention has passed that place, the endpoint moves it up.
fn may_be_gone(row: &PlannedReset) -> bool {
    row.target.is_some() && row.log_start.is_none() && row.committed != row.log_end
}

fn old_offset_is_gone(row: &PlannedReset) -> bool {
    let Some(old) = row.committed else { return false };
    row.log_start.is_some_and(|start| old < start) || row.log_end.is_some_and(|end| old > end)
}
