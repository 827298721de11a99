//! One planned partition against a fresh reading.

use crate::plan::{answering, planned_row};
use crate::{
    Adjustment, DriftKind, DriftRow, KafkaError, Offset, OffsetSnapshot, PartitionOffsets, PlannedReset,
    ResetPlan, Resolution, Target, TopicPartition,
};

/// What has changed about a partition of the plan, if anything has.
pub(super) fn drift_of_row(plan: &ResetPlan, row: &PlannedReset, now: &OffsetSnapshot) -> Option<DriftRow> {
    // A topic that failed as a whole was not read, as when a plan is made
    let failed = now.failed_topics.contains_key(&row.at.topic);
    let read = now.partitions.get(&row.at).filter(|_| !failed);
    let kinds = match read {
        Some(offsets) => changes(plan, row, now, offsets),
        None => absence(row, now),
    };
    (!kinds.is_empty()).then(|| reading(&row.at, read, row.committed, row.target, kinds))
}

/// A row of the three-way view.
pub(super) fn reading(
    at: &TopicPartition,
    read: Option<&PartitionOffsets>,
    planned_from: Option<Offset>,
    target: Option<Target>,
    kinds: Vec<DriftKind>,
) -> DriftRow {
    DriftRow {
        at: at.clone(),
        planned_from,
        now: read.and_then(|offsets| offsets.committed),
        log_start_now: read.and_then(|offsets| offsets.log_start),
        log_end_now: read.and_then(|offsets| offsets.log_end),
        target,
        kinds,
    }
}

/// What it means that a partition of the plan was not read. If it could not be read before either, nothing.
fn absence(row: &PlannedReset, now: &OffsetSnapshot) -> Vec<DriftKind> {
    if row.target.is_none() && error_of(row).is_some() {
        return vec![];
    }
    match now.failed_topics.get(&row.at.topic) {
        None | Some(KafkaError::UnknownTopicOrPartition) => vec![DriftKind::PartitionGone],
        Some(code) => vec![DriftKind::Unreadable(Some(*code))],
    }
}

fn changes(
    plan: &ResetPlan,
    row: &PlannedReset,
    now: &OffsetSnapshot,
    offsets: &PartitionOffsets,
) -> Vec<DriftKind> {
    if let Some(code) = offsets.error {
        // As unreadable as it was, whatever the broker now calls it: there is nothing new to show.
        let as_before = error_of(row).is_some() && offsets.committed == row.committed;
        if !as_before {
            return vec![DriftKind::Unreadable(Some(code))];
        }
    }
    let mut kinds = Vec::new();
    if offsets.committed != row.committed {
        kinds.push(DriftKind::CommitMoved);
    }
    let fresh = planned_row(&plan.request.strategy, &row.at, &answering(now, offsets), plan.resolution);
    kinds.extend(match (row.target, plan.resolution) {
        (Some(Target::Exact(frozen) | Target::AtLeast(frozen)), Resolution::Here) => {
            frozen_in_log(frozen, row, offsets)
        }
        (planned, _) => refit(planned, fresh.target, offsets),
    });
    // A shift from a commit that has moved leads elsewhere of course; the moved commit says it all.
    if kinds.first() == Some(&DriftKind::CommitMoved) {
        kinds.retain(|kind| *kind != DriftKind::TargetMoved);
    }
    kinds
}

/// An offset that we have frozen must still lie in the log.
fn frozen_in_log(frozen: Offset, row: &PlannedReset, now: &PartitionOffsets) -> Option<DriftKind> {
    let less_is_known = (row.log_start.is_some() && now.log_start.is_none())
        || (row.log_end.is_some() && now.log_end.is_none());
    if lies_outside(frozen, now) {
        Some(DriftKind::TargetOutsideLog)
    } else if less_is_known {
        Some(DriftKind::Unreadable(now.error))
    } else {
        None
    }
}

/// The target of a fresh resolution must promise what the reviewed one does.
fn refit(planned: Option<Target>, fresh: Option<Target>, now: &PartitionOffsets) -> Option<DriftKind> {
    let (Some(planned), Some(fresh)) = (planned, fresh) else {
        return (planned.is_some() != fresh.is_some()).then_some(DriftKind::TargetMoved);
    };
    let fits = match (planned, fresh) {
        (Target::ResolvedByServer, _) => true,
        // Less is known than when the plan was made
        (_, Target::ResolvedByServer) => return Some(DriftKind::Unreadable(now.error)),
        (Target::AtLeast(bound), Target::Exact(at) | Target::AtLeast(at)) => at >= bound,
        (Target::AtMost(bound), Target::Exact(at) | Target::AtMost(at)) => at <= bound,
        (Target::Exact(_), _) => planned == fresh,
        (Target::AtLeast(_), Target::AtMost(_)) | (Target::AtMost(_), Target::AtLeast(_)) => false,
    };
    if fits {
        None
    } else if planned.offset().is_some_and(|place| lies_outside(place, now)) {
        Some(DriftKind::TargetOutsideLog)
    } else {
        Some(DriftKind::TargetMoved)
    }
}

/// Whether an offset certainly lies before the log start or past the log end; both ends are inside.
fn lies_outside(offset: Offset, now: &PartitionOffsets) -> bool {
    now.log_start.is_some_and(|start| offset < start)
        || now.log_end.is_some_and(|end| offset > now.log_start.map_or(end, |start| end.max(start)))
}

/// Why the partition could not be read completely when it was planned.
fn error_of(row: &PlannedReset) -> Option<KafkaError> {
    row.adjustments.iter().find_map(|note| match note {
        Adjustment::Unreadable(code) => Some(*code),
        _ => None,
    })
}
