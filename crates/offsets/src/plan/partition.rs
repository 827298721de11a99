//! What happens to one partition, with every note that belongs to it.

use super::grade::{LogEnds, grade};
use super::wish::Wish;
use crate::{
    Adjustment, KafkaError, PartitionOffsets, PlannedReset, ResetStrategy, Resolution, Target, TopicPartition,
};

/// A partition that was meant and not read.
pub(super) fn unread_row(at: &TopicPartition, code: KafkaError) -> PlannedReset {
    PlannedReset {
        at: at.clone(),
        committed: None,
        log_start: None,
        log_end: None,
        target: None,
        follows_log_end: false,
        adjustments: vec![Adjustment::Unreadable(code)],
    }
}

/// What happens to one partition. Its notes tell first what was found there, then what the strategy makes of it.
pub(crate) fn planned_row(
    strategy: &ResetStrategy,
    at: &TopicPartition,
    offsets: &PartitionOffsets,
    resolution: Resolution,
) -> PlannedReset {
    let Some(wish) = Wish::new(strategy, at, offsets) else {
        return unread_row(at, KafkaError::UnknownTopicOrPartition);
    };
    let log = LogEnds::new(offsets);
    let (target, changed) = grade(wish, log, resolution);

    let at_log_end = matches!(wish, Wish::LogEnd | Wish::NoRecordAtTime)
        || matches!(changed, Some(Adjustment::ClampedToEnd { .. }));
    let follows_log_end = at_log_end && matches!(target, Some(Target::AtLeast(_)));

    let mut adjustments = Vec::new();
    adjustments.extend(offsets.error.map(Adjustment::Unreadable));
    if log.are_equal() {
        adjustments.push(Adjustment::EmptyPartition);
    }
    if offsets.committed.zip(offsets.log_start).is_some_and(|(committed, start)| committed < start) {
        adjustments.push(Adjustment::RetentionPassedCommit);
    }
    match target {
        Some(target) => {
            adjustments.extend(changed);
            adjustments.extend(effect(target, offsets));
        }
        None if offsets.error.is_none() => adjustments.push(obstacle(wish, log)),
        None => {}
    }
    PlannedReset {
        at: at.clone(),
        committed: offsets.committed,
        log_start: offsets.log_start,
        log_end: offsets.log_end,
        target,
        follows_log_end,
        adjustments,
    }
}

/// What is special about carrying the target out: nothing changes, or it is the first commit.
fn effect(target: Target, offsets: &PartitionOffsets) -> Option<Adjustment> {
    match offsets.committed {
        Some(committed) if target.offset() == Some(committed) => Some(Adjustment::NoChange),
        // A commit that could not be read may well exist: it is not called the first one.
        None if offsets.error.is_none() => Some(Adjustment::FirstCommit),
        _ => None,
    }
}

/// Why there is no target, where the reading itself reported no error.
fn obstacle(wish: Wish, log: LogEnds) -> Adjustment {
    match wish {
        Wish::LogStart if log.start_is_untold() => Adjustment::LogStartNotTold,
        Wish::NothingToShiftFrom => Adjustment::NoCommitToShiftFrom,
        Wish::TimeNotLookedUp => Adjustment::Unreadable(KafkaError::UnsupportedForMessageFormat),
        // An end of the log is not known, and nobody said why: most likely its leader was not there to ask.
        _ => Adjustment::Unreadable(KafkaError::LeaderNotAvailable),
    }
}
