//! Whether the group has moved since a reset was read back. Three partitions were put to 30.

use crate::fixture::{at, offset, p, partition, topics};
use crate::played::Cluster;
use kafka_offsets::{
    Claim, KafkaError, MovedSince, Observation, PartitionOffsets, ResetPlan, ResetStrategy, VerifiedReset,
    consumed_since, moved_since, verify,
};
use std::collections::{BTreeMap, BTreeSet};

/// A cluster in which the reset was carried out, its plan, and what was read back.
fn reset_to_30() -> (Cluster, ResetPlan, VerifiedReset) {
    let mut cluster = Cluster::new((0..3).map(|number| (at("t", number), p())));
    let plan = cluster.plan(topics(&["t"]), ResetStrategy::Offset(offset(30)));
    let claim = cluster.reset(&plan.request, &BTreeSet::new());
    let result = cluster.read_back(&plan, &claim);
    (cluster, plan, result)
}

fn moved(number: i32, now: Option<i64>) -> MovedSince {
    MovedSince { at: at("t", number), read_back: Some(offset(30)), now: now.map(offset) }
}

#[test]
fn nothing_has_moved_while_nobody_commits() {
    let (cluster, _, result) = reset_to_30();
    assert_eq!(moved_since(&result, &cluster.0), []);
}

#[test]
fn a_live_consumer_is_seen_partition_by_partition() {
    let (mut cluster, _, result) = reset_to_30();
    cluster.commit(&at("t", 1), Some(offset(42)));
    cluster.commit(&at("t", 2), None);
    let seen = moved_since(&result, &cluster.0);
    assert_eq!(seen, [moved(1, Some(42)), moved(2, None)]);
    assert_eq!(seen.iter().map(MovedSince::moved).collect::<Vec<_>>(), [Some(12), None]);
}

#[test]
fn a_reset_that_is_carried_out_after_it_was_found_not_applied_is_seen() {
    let mut cluster = Cluster::new([(at("t", 0), p())]);
    let plan = cluster.plan(topics(&["t"]), ResetStrategy::Offset(offset(30)));
    let result = cluster.read_back(&plan, &Claim::Lost);
    cluster.reset(&plan.request, &BTreeSet::new());
    let late = MovedSince { at: at("t", 0), read_back: Some(offset(50)), now: Some(offset(30)) };
    assert_eq!(moved_since(&result, &cluster.0), [late]);
}

#[test]
fn what_could_not_be_read_one_of_the_two_times_has_not_moved_for_certain() {
    let (mut cluster, plan, result) = reset_to_30();
    let unread = PartitionOffsets { error: Some(KafkaError::NotCoordinator), ..partition(10, 100, None) };
    cluster.0.partitions.insert(at("t", 0), unread);
    cluster.0.partitions.remove(&at("t", 1));
    assert_eq!(moved_since(&result, &cluster.0), []);
    let unread_before =
        verify(&plan, &Claim::Lost, &BTreeMap::from([(at("t", 2), Observation::Unreadable(None))]));
    assert_eq!(moved_since(&unread_before, &cluster.0), []);
}

#[test]
fn what_was_consumed_since_is_summed_up_and_what_moved_back_is_not_set_off_against_it() {
    let (mut cluster, _, result) = reset_to_30();
    cluster.commit(&at("t", 0), Some(offset(42)));
    cluster.commit(&at("t", 1), Some(offset(33)));
    cluster.commit(&at("t", 2), Some(offset(10)));
    let fresh = cluster.plan(topics(&["t"]), ResetStrategy::Offset(offset(50)));
    let consumed = consumed_since(&result, &fresh);
    assert_eq!((consumed.consumed, consumed.moved_back), (15, 20));
    assert_eq!(consumed.rows, [moved(0, Some(42)), moved(1, Some(33)), moved(2, Some(10))]);
}

#[test]
fn only_partitions_of_the_fresh_plan_count() {
    let (mut cluster, _, result) = reset_to_30();
    for number in 0..3 {
        cluster.commit(&at("t", number), Some(offset(40)));
    }
    let one = BTreeMap::from([(at("t", 1), offset(50))]);
    let fresh = cluster.plan(topics(&["t"]), ResetStrategy::PerPartition(one));
    assert_eq!(consumed_since(&result, &fresh).rows, [moved(1, Some(40))]);
}

#[test]
fn a_partition_that_the_fresh_plan_could_not_read_does_not_count() {
    let (mut cluster, _, result) = reset_to_30();
    let unread = PartitionOffsets { error: Some(KafkaError::NotCoordinator), ..partition(10, 100, None) };
    cluster.0.partitions.insert(at("t", 0), unread);
    let fresh = cluster.plan(topics(&["t"]), ResetStrategy::Offset(offset(50)));
    assert_eq!(consumed_since(&result, &fresh).rows, []);
}
