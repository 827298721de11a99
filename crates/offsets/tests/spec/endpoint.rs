//! How sure a target is when the endpoint resolves the strategy at the moment of applying.

use crate::fixture::{
    assert_row, at_least, exact, leaderless, looked_up, offset, p, p0, partition, r, there, time,
};
use kafka_offsets::Adjustment::{
    ClampedToEnd, ClampedToStart, FirstCommit, NoChange, NoCommitToShiftFrom, NoRecordAtOrAfterTime,
    RetentionPassedCommit, Unreadable,
};
use kafka_offsets::ResetStrategy::{Earliest, Latest, Offset as ToOffset, ShiftBy, Timestamp as ToTime};
use kafka_offsets::{KafkaError, PartitionOffsets, Target};

const BY_SERVER: Option<Target> = Some(Target::ResolvedByServer);

/// P at an endpoint that does not tell the log start, as CKafka.
fn no_start() -> PartitionOffsets {
    PartitionOffsets { log_start: None, ..p() }
}

/// P where the log end could not be read.
fn no_end() -> PartitionOffsets {
    PartitionOffsets { log_end: None, ..p() }
}

#[test]
fn latest_is_at_least_the_log_end_now() {
    assert_row(&there(p(), Latest), at_least(100), &[]);
    assert_row(&there(no_start(), Latest), at_least(100), &[]);
}

#[test]
fn earliest_is_at_least_the_log_start_now() {
    assert_row(&there(p(), Earliest), at_least(10), &[]);
    assert_row(&there(r(), Earliest), at_least(60), &[RetentionPassedCommit]);
}

#[test]
fn earliest_without_a_log_start_is_resolved_by_the_server() {
    assert_row(&there(no_start(), Earliest), BY_SERVER, &[]);
}

#[test]
fn latest_without_a_log_end_is_resolved_by_the_server() {
    assert_row(&there(no_end(), Latest), BY_SERVER, &[]);
}

#[test]
fn time_is_at_least_the_offset_found() {
    assert_row(&there(looked_up(p(), 1070), ToTime(time(1070))), at_least(70), &[]);
}

#[test]
fn time_without_a_record_is_at_least_the_log_end_now() {
    let row = there(looked_up(p(), 1100), ToTime(time(1100)));
    assert_row(&row, at_least(100), &[NoRecordAtOrAfterTime]);
}

#[test]
fn time_without_a_lookup_is_resolved_by_the_server() {
    assert_row(&there(p(), ToTime(time(1070))), BY_SERVER, &[]);
    assert_row(&there(p0(), ToTime(time(1070))), BY_SERVER, &[FirstCommit]);
}

#[test]
fn shift_inside_the_log_is_exact() {
    assert_row(&there(p(), ShiftBy(20)), exact(70), &[]);
    assert_row(&there(p(), ShiftBy(-20)), exact(30), &[]);
    assert_row(&there(p(), ShiftBy(50)), exact(100), &[]);
    assert_row(&there(p(), ShiftBy(0)), exact(50), &[NoChange]);
}

#[test]
fn shift_past_the_end_is_at_least_the_log_end_now() {
    assert_row(&there(p(), ShiftBy(51)), at_least(100), &[ClampedToEnd { wished: 101 }]);
}

#[test]
fn shift_before_the_start_is_at_least_the_log_start_now() {
    assert_row(&there(p(), ShiftBy(-41)), at_least(10), &[ClampedToStart { wished: 9 }]);
}

#[test]
fn offset_inside_the_log_is_exact() {
    assert_row(&there(p(), ToOffset(offset(30))), exact(30), &[]);
}

#[test]
fn offset_outside_the_log_is_at_least_the_end_that_it_is_clamped_to() {
    assert_row(&there(p(), ToOffset(offset(101))), at_least(100), &[ClampedToEnd { wished: 101 }]);
    assert_row(&there(p(), ToOffset(offset(9))), at_least(10), &[ClampedToStart { wished: 9 }]);
}

#[test]
fn shift_back_without_a_log_start_is_at_least_where_it_points() {
    assert_row(&there(no_start(), ShiftBy(-20)), at_least(30), &[]);
}

#[test]
fn shift_back_to_below_zero_without_a_log_start_is_clamped_to_zero() {
    assert_row(&there(no_start(), ShiftBy(-51)), at_least(0), &[ClampedToStart { wished: -1 }]);
}

#[test]
fn shift_ahead_without_a_log_start_is_exact() {
    assert_row(&there(no_start(), ShiftBy(20)), exact(70), &[]);
    assert_row(&there(no_start(), ShiftBy(0)), exact(50), &[NoChange]);
    assert_row(&there(no_start(), ShiftBy(51)), at_least(100), &[ClampedToEnd { wished: 101 }]);
}

#[test]
fn offset_not_past_the_end_without_a_log_start_is_at_least_that_value() {
    assert_row(&there(no_start(), ToOffset(offset(30))), at_least(30), &[]);
    assert_row(&there(no_start(), ToOffset(offset(100))), at_least(100), &[]);
    assert_row(&there(no_start(), ToOffset(offset(101))), at_least(100), &[ClampedToEnd { wished: 101 }]);
}

#[test]
fn offset_that_may_lie_past_an_unknown_end_is_at_most_that_value() {
    assert_row(&there(no_end(), ToOffset(offset(700))), Some(Target::AtMost(offset(700))), &[]);
    assert_row(&there(no_end(), ShiftBy(20)), Some(Target::AtMost(offset(70))), &[]);
}

#[test]
fn nothing_known_of_the_log_leaves_it_to_the_server() {
    let unreadable = Unreadable(KafkaError::LeaderNotAvailable);
    assert_row(&there(leaderless(), Latest), BY_SERVER, &[unreadable]);
    assert_row(&there(leaderless(), ToOffset(offset(30))), BY_SERVER, &[unreadable]);
}

#[test]
fn shift_without_a_commit_has_no_target_at_the_endpoint_either() {
    assert_row(&there(p0(), ShiftBy(20)), None, &[NoCommitToShiftFrom]);
}

#[test]
fn a_bound_at_the_committed_offset_plans_no_change() {
    assert_row(&there(partition(10, 100, Some(100)), Latest), at_least(100), &[NoChange]);
}
