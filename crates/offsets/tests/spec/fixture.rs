//! The partitions that the cases speak of, and short ways to plan them.

use kafka_offsets::{
    Adjustment, GroupMember, GroupState, GroupSummary, KafkaError, Offset, OffsetSnapshot, PartitionId,
    PartitionOffsets, PlannedReset, ResetPlan, ResetRequest, ResetScope, ResetStrategy, Resolution, Target,
    TimeLookup, Timestamp, TopicName, TopicPartition, TopicSelection,
};
use std::collections::BTreeMap;

pub(crate) fn offset(number: i64) -> Offset {
    Offset::try_from(number).unwrap()
}

pub(crate) fn exact(number: i64) -> Option<Target> {
    Some(Target::Exact(offset(number)))
}

pub(crate) fn at_least(number: i64) -> Option<Target> {
    Some(Target::AtLeast(offset(number)))
}

pub(crate) fn time(millis: i64) -> Timestamp {
    Timestamp::try_from(millis).unwrap()
}

pub(crate) fn topic(name: &str) -> TopicName {
    name.parse().unwrap()
}

pub(crate) fn at(name: &str, partition: i32) -> TopicPartition {
    TopicPartition { topic: topic(name), partition: PartitionId::try_from(partition).unwrap() }
}

pub(crate) fn topics(names: &[&str]) -> ResetScope {
    ResetScope::Topics(TopicSelection::new(names.iter().map(|name| topic(name))).unwrap())
}

/// A partition whose log goes from `start` to `end`.
pub(crate) fn partition(start: i64, end: i64, committed: Option<i64>) -> PartitionOffsets {
    PartitionOffsets {
        committed: committed.map(offset),
        log_start: Some(offset(start)),
        log_end: Some(offset(end)),
        at_time: TimeLookup::Unknown,
        error: None,
    }
}

/// P: log 10 to 100, committed 50.
pub(crate) fn p() -> PartitionOffsets {
    partition(10, 100, Some(50))
}

/// P0: log 10 to 100, never committed.
pub(crate) fn p0() -> PartitionOffsets {
    partition(10, 100, None)
}

/// E: empty, log 0 to 0, committed 0.
pub(crate) fn e() -> PartitionOffsets {
    partition(0, 0, Some(0))
}

/// R: log 60 to 100, committed 50: retention has passed the commit.
pub(crate) fn r() -> PartitionOffsets {
    partition(60, 100, Some(50))
}

/// A partition without a leader: its commit is known, its log is not.
pub(crate) fn leaderless() -> PartitionOffsets {
    PartitionOffsets {
        log_start: None,
        log_end: None,
        error: Some(KafkaError::LeaderNotAvailable),
        ..partition(0, 0, Some(50))
    }
}

/// The partition with the first record at or after `millis` looked up, where the record at offset k has the
/// timestamp 1000 + k ms.
pub(crate) fn looked_up(offsets: PartitionOffsets, millis: i64) -> PartitionOffsets {
    let (start, end) = (offsets.log_start.unwrap().get(), offsets.log_end.unwrap().get());
    let first = (start..end).find(|k| 1000 + k >= millis);
    PartitionOffsets {
        at_time: first.map_or(TimeLookup::NoRecord, |k| TimeLookup::Found(offset(k))),
        ..offsets
    }
}

/// An empty group's snapshot of these partitions.
pub(crate) fn snapshot<const N: usize>(
    partitions: [(TopicPartition, PartitionOffsets); N],
) -> OffsetSnapshot {
    OffsetSnapshot {
        taken_at: time(1_700_000_000_000),
        group: GroupSummary { group: "billing".parse().unwrap(), state: GroupState::Empty, members: vec![] },
        partitions: BTreeMap::from(partitions),
        failed_topics: BTreeMap::new(),
        looked_up: None,
    }
}

pub(crate) fn member(client: &str) -> GroupMember {
    GroupMember {
        member_id: format!("{client}-1"),
        client_id: client.to_owned(),
        client_host: "/10.0.0.1".to_owned(),
        assignment: vec![],
    }
}

pub(crate) fn request(scope: ResetScope, strategy: ResetStrategy) -> ResetRequest {
    ResetRequest { group: "billing".parse().unwrap(), scope, strategy, create_group: false }
}

/// Plans one partition of topic `t`.
pub(crate) fn plan_one(
    offsets: PartitionOffsets,
    strategy: ResetStrategy,
    resolution: Resolution,
) -> ResetPlan {
    let mut snapshot = snapshot([(at("t", 0), offsets)]);
    if let ResetStrategy::Timestamp(time) = strategy {
        snapshot.looked_up = Some(time);
    }
    ResetPlan::compute(request(topics(&["t"]), strategy), &snapshot, resolution).unwrap()
}

/// The only row of a plan for one partition that we resolve.
pub(crate) fn here(offsets: PartitionOffsets, strategy: ResetStrategy) -> PlannedReset {
    plan_one(offsets, strategy, Resolution::Here).rows.remove(0)
}

/// The only row of a plan for one partition that the endpoint resolves.
pub(crate) fn there(offsets: PartitionOffsets, strategy: ResetStrategy) -> PlannedReset {
    plan_one(offsets, strategy, Resolution::AtEndpoint).rows.remove(0)
}

/// Asserts where a row goes and everything that is noted on it.
#[track_caller]
pub(crate) fn assert_row(row: &PlannedReset, target: Option<Target>, notes: &[Adjustment]) {
    assert_eq!((row.target, row.adjustments.as_slice()), (target, notes));
}
