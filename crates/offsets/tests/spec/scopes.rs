//! Which partitions a request means.

use crate::fixture::{assert_row, at, exact, leaderless, offset, p, p0, request, snapshot, topic, topics};
use kafka_offsets::Adjustment::{FirstCommit, Unreadable};
use kafka_offsets::ResetStrategy::{Earliest, Latest, PerPartition, ShiftBy};
use kafka_offsets::{
    KafkaError, MissingTopic, OffsetSnapshot, PlanError, ResetPlan, ResetRequest, ResetScope, ResetStrategy,
    Resolution, TopicPartition, TopicSelection,
};
use std::collections::{BTreeMap, BTreeSet};

fn plan(scope: ResetScope, strategy: ResetStrategy, snapshot: &OffsetSnapshot) -> ResetPlan {
    ResetPlan::compute(request(scope, strategy), snapshot, Resolution::Here).unwrap()
}

fn places(plan: &ResetPlan) -> Vec<String> {
    plan.rows.iter().map(|row| row.at.to_string()).collect()
}

fn partitions<const N: usize>(partitions: [TopicPartition; N]) -> ResetScope {
    ResetScope::Partitions(BTreeSet::from(partitions))
}

fn two_topics() -> OffsetSnapshot {
    snapshot([(at("a", 0), p()), (at("a", 1), p()), (at("b", 0), p()), (at("b", 1), p())])
}

#[test]
fn x01_one_topic_means_all_its_partitions() {
    assert_eq!(places(&plan(topics(&["a"]), Earliest, &two_topics())), ["a/0", "a/1"]);
}

#[test]
fn x02_one_partition_leaves_the_other_alone() {
    assert_eq!(places(&plan(partitions([at("a", 1)]), Earliest, &two_topics())), ["a/1"]);
}

#[test]
fn x03_two_topics_mean_both() {
    assert_eq!(places(&plan(topics(&["b", "a"]), Earliest, &two_topics())), ["a/0", "a/1", "b/0", "b/1"]);
}

#[test]
fn x04_partitions_of_two_topics_leave_the_others_alone() {
    assert_eq!(places(&plan(partitions([at("b", 1), at("a", 1)]), Earliest, &two_topics())), ["a/1", "b/1"]);
}

#[test]
fn x05_all_topics_means_every_partition_of_every_topic_with_a_commit() {
    // On purpose: Kafka's tool takes the committed partitions only.
    let snapshot = snapshot([(at("read", 0), p()), (at("read", 1), p0()), (at("never-read", 0), p0())]);
    let plan = plan(ResetScope::AllTopicsOfGroup, Earliest, &snapshot);
    assert_eq!(places(&plan), ["read/0", "read/1"]);
    assert_row(&plan.rows[1], exact(10), &[FirstCommit]);
}

#[test]
fn x08_a_partition_that_does_not_exist_fails_alone() {
    // On purpose: Kafka's tool writes nothing at all then.
    let plan = plan(partitions([at("a", 0), at("a", 7)]), Earliest, &two_topics());
    assert_row(&plan.rows[0], exact(10), &[]);
    assert_row(&plan.rows[1], None, &[Unreadable(KafkaError::UnknownTopicOrPartition)]);
}

#[test]
fn x09_a_topic_that_does_not_exist_fails_alone() {
    // On purpose: Kafka's tool stops the whole command.
    let plan = plan(topics(&["a", "tpyo"]), Earliest, &two_topics());
    assert_eq!(places(&plan), ["a/0", "a/1"]);
    assert_eq!(
        plan.missing,
        [MissingTopic { topic: topic("tpyo"), code: KafkaError::UnknownTopicOrPartition }]
    );
}

#[test]
fn x09_a_topic_that_could_not_be_read_keeps_its_code() {
    let mut snapshot = two_topics();
    snapshot.failed_topics.insert(topic("secret"), KafkaError::TopicAuthorizationFailed);
    let plan = plan(topics(&["secret", "b"]), Earliest, &snapshot);
    assert_eq!(places(&plan), ["b/0", "b/1"]);
    assert_eq!(
        plan.missing,
        [MissingTopic { topic: topic("secret"), code: KafkaError::TopicAuthorizationFailed }]
    );
}

#[test]
fn x10_a_committed_topic_that_was_deleted_since_fails_alone() {
    // On purpose: Kafka's tool fails for the whole group.
    let mut snapshot = two_topics();
    snapshot.failed_topics.insert(topic("gone"), KafkaError::UnknownTopicOrPartition);
    let plan = plan(ResetScope::AllTopicsOfGroup, Earliest, &snapshot);
    assert_eq!(plan.rows.len(), 4);
    assert_eq!(
        plan.missing,
        [MissingTopic { topic: topic("gone"), code: KafkaError::UnknownTopicOrPartition }]
    );
}

#[test]
fn x11_a_partition_without_a_leader_fails_alone() {
    // On purpose: Kafka's tool writes nothing at all then.
    let snapshot = snapshot([(at("a", 0), leaderless()), (at("a", 1), p())]);
    let plan = plan(topics(&["a"]), ShiftBy(20), &snapshot);
    assert_row(&plan.rows[0], None, &[Unreadable(KafkaError::LeaderNotAvailable)]);
    assert_eq!(plan.rows[0].committed, Some(offset(50)), "what is known of it is still shown");
    assert_row(&plan.rows[1], exact(70), &[]);
}

#[test]
fn x12_a_partition_without_a_leader_outside_the_scope_does_not_matter() {
    let snapshot = snapshot([(at("a", 0), p()), (at("b", 0), leaderless())]);
    let plan = plan(topics(&["a"]), Latest, &snapshot);
    assert_eq!(places(&plan), ["a/0"]);
    assert_row(&plan.rows[0], exact(100), &[]);
}

#[test]
fn x13_no_topic_is_no_selection() {
    assert_eq!(TopicSelection::new([]), None);
}

#[test]
fn an_empty_set_of_partitions_is_refused_and_never_means_all() {
    let refused = |wanted: ResetRequest| ResetPlan::compute(wanted, &two_topics(), Resolution::Here);
    assert_eq!(refused(request(partitions([]), Earliest)), Err(PlanError::NothingChosen));
    let empty = PerPartition(BTreeMap::new());
    assert_eq!(refused(request(ResetScope::AllTopicsOfGroup, empty)), Err(PlanError::NothingChosen));
}

#[test]
fn all_topics_of_a_group_that_never_committed_is_refused() {
    let wanted = request(ResetScope::AllTopicsOfGroup, Latest);
    let refused = ResetPlan::compute(wanted, &snapshot([(at("a", 0), p0())]), Resolution::Here);
    assert_eq!(refused, Err(PlanError::NothingCommitted));
}

#[test]
fn an_offset_per_partition_means_exactly_those_partitions_whatever_the_scope() {
    let offsets = PerPartition(BTreeMap::from([(at("a", 1), offset(20)), (at("b", 0), offset(30))]));
    let plan = plan(topics(&["a"]), offsets, &two_topics());
    assert_eq!(places(&plan), ["a/1", "b/0"]);
    assert_row(&plan.rows[0], exact(20), &[]);
    assert_row(&plan.rows[1], exact(30), &[]);
}

#[test]
fn a_chosen_partition_of_a_topic_that_could_not_be_read_has_the_topics_code() {
    let mut snapshot = two_topics();
    snapshot.failed_topics.insert(topic("secret"), KafkaError::TopicAuthorizationFailed);
    let plan = plan(partitions([at("secret", 0)]), Earliest, &snapshot);
    assert_row(&plan.rows[0], None, &[Unreadable(KafkaError::TopicAuthorizationFailed)]);
    assert_eq!(plan.missing, []);
}

#[test]
fn rows_and_missing_topics_stand_in_natural_order() {
    let snapshot = snapshot([(at("t-10", 0), p()), (at("t-2", 10), p()), (at("t-2", 9), p())]);
    let plan = plan(topics(&["t-10", "t-2", "x-10", "x-9"]), Earliest, &snapshot);
    assert_eq!(places(&plan), ["t-2/9", "t-2/10", "t-10/0"]);
    let missing: Vec<_> = plan.missing.iter().map(|missing| missing.topic.as_str()).collect();
    assert_eq!(missing, ["x-9", "x-10"]);
}

#[test]
fn a_topic_whose_name_begins_like_another_is_kept_apart() {
    let snapshot = snapshot([(at("orders", 0), p()), (at("orders-dead", 0), p())]);
    assert_eq!(places(&plan(topics(&["orders"]), Earliest, &snapshot)), ["orders/0"]);
}

#[test]
fn only_topics_with_something_to_do_go_on_the_wire() {
    let snapshot = snapshot([(at("a", 0), p()), (at("a", 1), p0()), (at("new", 0), p0())]);
    let plan = plan(topics(&["a", "new", "tpyo"]), ShiftBy(1), &snapshot);
    assert_eq!(plan.sendable_topics(), TopicSelection::new([topic("a")]));
}

#[test]
fn nothing_to_do_is_nothing_to_send_and_never_an_empty_list() {
    let plan = plan(topics(&["new", "tpyo"]), ShiftBy(1), &snapshot([(at("new", 0), p0())]));
    assert_eq!(plan.sendable_topics(), None);
}
