//! How much confirmation a plan deserves.

use crate::fixture::{
    at, e, leaderless, offset, p, p0, partition, plan_one, request, snapshot, time, topics,
};
use kafka_offsets::ResetStrategy::{
    Earliest, Latest, Offset as ToOffset, PerPartition, ShiftBy, Timestamp as ToTime,
};
use kafka_offsets::RiskReason::{
    AllTopics, ManyOffsets, Production, SeveralTopics, Skips, SkipsEverything, UnknownNumber, VeryManyOffsets,
};
use kafka_offsets::{
    OffsetSnapshot, PartitionOffsets, ResetPlan, ResetScope, ResetStrategy, Resolution, Risk, RiskReason,
};
use std::collections::BTreeMap;

fn risk(scope: ResetScope, strategy: ResetStrategy, snapshot: &OffsetSnapshot) -> (Risk, Vec<RiskReason>) {
    ResetPlan::compute(request(scope, strategy), snapshot, Resolution::Here).unwrap().risk(false)
}

fn risk_of_one(offsets: PartitionOffsets, strategy: ResetStrategy) -> (Risk, Vec<RiskReason>) {
    plan_one(offsets, strategy, Resolution::Here).risk(false)
}

#[test]
fn a_small_replay_in_one_topic_is_low() {
    let snapshot = snapshot([
        (at("a", 0), partition(0, 20_000, Some(5_000))),
        (at("a", 1), partition(0, 9_000, Some(5_000))),
    ]);
    assert_eq!(risk(topics(&["a"]), Earliest, &snapshot), (Risk::Low, vec![]), "exactly 10,000");
}

#[test]
fn more_than_ten_thousand_offsets_are_medium() {
    assert_eq!(risk_of_one(partition(0, 20_000, Some(10_001)), Earliest), (Risk::Medium, vec![ManyOffsets]));
}

#[test]
fn skipping_anything_is_medium() {
    assert_eq!(risk_of_one(p(), ShiftBy(1)), (Risk::Medium, vec![Skips]));
}

#[test]
fn several_topics_are_medium() {
    let snapshot = snapshot([(at("a", 0), p()), (at("b", 0), p())]);
    assert_eq!(risk(topics(&["a", "b"]), Earliest, &snapshot), (Risk::Medium, vec![SeveralTopics]));
}

#[test]
fn a_topic_that_is_not_sent_does_not_count() {
    let snapshot = snapshot([(at("a", 0), p()), (at("new", 0), p0())]);
    assert_eq!(risk(topics(&["a", "new", "tpyo"]), ShiftBy(-1), &snapshot), (Risk::Low, vec![]));
}

#[test]
fn a_number_that_is_not_known_is_at_least_medium() {
    let plan = plan_one(p(), Earliest, Resolution::AtEndpoint);
    assert_eq!(plan.risk(false), (Risk::Low, vec![]), "at most 40 are replayed: that is known well enough");
    let no_start = PartitionOffsets { log_start: None, ..p() };
    let plan = plan_one(no_start, Earliest, Resolution::AtEndpoint);
    assert_eq!(plan.risk(false), (Risk::Medium, vec![Skips, UnknownNumber]));
    let plan = plan_one(p(), ToTime(time(1050)), Resolution::AtEndpoint);
    assert_eq!(plan.risk(false), (Risk::Medium, vec![Skips, UnknownNumber]));
}

#[test]
fn a_first_commit_is_a_number_that_is_not_known() {
    assert_eq!(risk_of_one(p0(), Earliest), (Risk::Medium, vec![UnknownNumber]));
}

#[test]
fn every_partition_to_its_end_with_something_skipped_is_high() {
    assert_eq!(risk_of_one(p(), Latest), (Risk::High, vec![Skips, SkipsEverything]));
    let by_shift = risk_of_one(p(), ShiftBy(1_000));
    assert_eq!(by_shift, (Risk::High, vec![Skips, SkipsEverything]), "however it gets there");
    let at_endpoint = plan_one(p(), Latest, Resolution::AtEndpoint).risk(false);
    assert_eq!(at_endpoint, (Risk::High, vec![Skips, UnknownNumber, SkipsEverything]));
}

#[test]
fn latest_is_everything_even_where_the_end_is_not_told() {
    let no_end = PartitionOffsets { log_end: None, ..p() };
    let risk = plan_one(no_end, Latest, Resolution::AtEndpoint).risk(false);
    assert_eq!(risk, (Risk::High, vec![Skips, UnknownNumber, SkipsEverything]));
}

#[test]
fn a_target_of_the_server_is_not_taken_for_an_end_that_is_not_told() {
    let risk = plan_one(leaderless(), Earliest, Resolution::AtEndpoint).risk(false);
    assert_eq!(risk, (Risk::Medium, vec![Skips, UnknownNumber]));
}

#[test]
fn a_row_that_cannot_be_done_does_not_make_everything_less() {
    let snapshot = snapshot([(at("a", 0), p()), (at("a", 1), leaderless())]);
    assert_eq!(risk(topics(&["a"]), Latest, &snapshot), (Risk::High, vec![Skips, SkipsEverything]));
    let by_shift = risk(topics(&["a"]), ShiftBy(50), &snapshot);
    assert_eq!(by_shift, (Risk::High, vec![Skips, SkipsEverything]));
}

#[test]
fn one_partition_that_stops_short_of_its_end_is_not_everything() {
    let snapshot = snapshot([(at("a", 0), p()), (at("a", 1), partition(10, 120, Some(50)))]);
    assert_eq!(risk(topics(&["a"]), ToOffset(offset(100)), &snapshot), (Risk::Medium, vec![Skips]));
}

#[test]
fn going_to_the_end_is_not_everything_where_nothing_is_skipped() {
    assert_eq!(risk_of_one(e(), Latest), (Risk::Low, vec![]));
    assert_eq!(risk_of_one(partition(10, 100, Some(100)), Latest), (Risk::Low, vec![]));
}

#[test]
fn all_topics_of_the_group_are_high() {
    let risk = risk(ResetScope::AllTopicsOfGroup, Earliest, &snapshot([(at("a", 0), p())]));
    assert_eq!(risk, (Risk::High, vec![AllTopics]));
}

#[test]
fn an_offset_per_partition_is_not_all_topics_whatever_the_scope() {
    let offsets = PerPartition(BTreeMap::from([(at("a", 0), offset(40))]));
    let risk = risk(ResetScope::AllTopicsOfGroup, offsets, &snapshot([(at("a", 0), p())]));
    assert_eq!(risk, (Risk::Low, vec![]));
}

#[test]
fn more_than_a_million_offsets_are_high() {
    let log = |committed| partition(0, 2_000_000, Some(committed));
    assert_eq!(risk_of_one(log(1_000_000), Earliest), (Risk::Medium, vec![ManyOffsets]));
    assert_eq!(risk_of_one(log(1_000_001), Earliest), (Risk::High, vec![VeryManyOffsets]));
}

#[test]
fn replayed_and_skipped_count_together() {
    let half = || partition(0, 2_000_000, Some(600_000));
    let other = || partition(0, 2_000_000, Some(0));
    let offsets = PerPartition(BTreeMap::from([(at("a", 0), offset(0)), (at("a", 1), offset(600_000))]));
    let snapshot = snapshot([(at("a", 0), half()), (at("a", 1), other())]);
    assert_eq!(risk(topics(&["a"]), offsets, &snapshot), (Risk::High, vec![Skips, VeryManyOffsets]));
}

#[test]
fn a_large_bound_is_not_lost_beside_a_small_one() {
    // At most 2,000,000 are replayed in one partition, at least 1 is skipped in the other.
    let far = PartitionOffsets {
        at_time: kafka_offsets::TimeLookup::Found(offset(0)),
        ..partition(0, 2_000_000, Some(2_000_000))
    };
    let near = PartitionOffsets { at_time: kafka_offsets::TimeLookup::Found(offset(51)), ..p() };
    let mut snapshot = snapshot([(at("a", 0), far), (at("a", 1), near)]);
    snapshot.looked_up = Some(time(7));
    let plan =
        ResetPlan::compute(request(topics(&["a"]), ToTime(time(7))), &snapshot, Resolution::AtEndpoint);
    assert_eq!(plan.unwrap().risk(false), (Risk::High, vec![Skips, UnknownNumber, VeryManyOffsets]));
}

#[test]
fn production_is_high_whatever_is_done() {
    let plan = plan_one(p(), ShiftBy(0), Resolution::Here);
    assert_eq!(plan.risk(false), (Risk::Low, vec![]));
    assert_eq!(plan.risk(true), (Risk::High, vec![Production]));
}
