//! What a plan says about partitions that could be read in part only.

use crate::fixture::{
    assert_row, at, exact, here, leaderless, looked_up, offset, p, p0, partition, request, snapshot, time,
    topics,
};
use kafka_offsets::Adjustment::{NoChange, Unreadable};
use kafka_offsets::ResetStrategy::{Earliest, Latest, Offset as ToOffset, ShiftBy, Timestamp as ToTime};
use kafka_offsets::{KafkaError, PartitionOffsets, ResetPlan, Resolution};

const NO_LEADER: kafka_offsets::Adjustment = Unreadable(KafkaError::LeaderNotAvailable);

#[test]
fn a_target_needs_only_the_end_that_it_goes_to() {
    let no_start = PartitionOffsets { log_start: None, ..p() };
    let no_end = PartitionOffsets { log_end: None, ..p() };
    assert_row(&here(no_start, Latest), exact(100), &[]);
    assert_row(&here(no_end, Earliest), exact(10), &[]);
}

#[test]
fn an_unknown_log_end_leaves_no_target_and_says_so() {
    let no_end = || PartitionOffsets { log_end: None, ..p() };
    assert_row(&here(no_end(), Latest), None, &[NO_LEADER]);
    assert_row(&here(no_end(), ShiftBy(1)), None, &[NO_LEADER]);
    assert_row(&here(no_end(), ToOffset(offset(30))), None, &[NO_LEADER]);
}

#[test]
fn the_code_of_the_reading_is_kept() {
    let offsets = PartitionOffsets { error: Some(KafkaError::OffsetNotAvailable), ..leaderless() };
    assert_row(&here(offsets, Latest), None, &[Unreadable(KafkaError::OffsetNotAvailable)]);
}

#[test]
fn a_time_that_could_not_be_looked_up_leaves_no_target() {
    let row = here(p(), ToTime(time(1050)));
    assert_row(&row, None, &[Unreadable(KafkaError::UnsupportedForMessageFormat)]);
}

#[test]
fn an_answer_to_a_time_that_nobody_asked_about_is_not_used() {
    let snapshot = snapshot([(at("t", 0), looked_up(p(), 1050))]);
    let wanted = request(topics(&["t"]), ToTime(time(1050)));
    let plan = ResetPlan::compute(wanted, &snapshot, Resolution::Here).unwrap();
    assert_eq!(snapshot.looked_up, None);
    assert_row(&plan.rows[0], None, &[Unreadable(KafkaError::UnsupportedForMessageFormat)]);
}

#[test]
fn a_commit_that_could_not_be_read_is_not_called_never_committed() {
    let offsets = || PartitionOffsets { error: Some(KafkaError::UnstableOffsetCommit), ..p0() };
    let unreadable = Unreadable(KafkaError::UnstableOffsetCommit);
    assert_row(&here(offsets(), Earliest), exact(10), &[unreadable]);
    assert_row(&here(offsets(), ShiftBy(1)), None, &[unreadable]);
}

#[test]
fn a_log_end_that_was_read_before_retention_moved_the_start_past_it_is_the_start() {
    let torn = || partition(60, 55, Some(60));
    for strategy in [Earliest, Latest, ShiftBy(5), ToOffset(offset(57))] {
        assert_eq!(here(torn(), strategy.clone()).target, exact(60), "{strategy:?}");
    }
    assert!(here(torn(), Latest).adjustments.contains(&NoChange));
}
