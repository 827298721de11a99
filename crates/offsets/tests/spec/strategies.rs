//! Where each strategy leads when we resolve it, on the partitions P, P0, E and R.

use crate::fixture::{
    assert_row, at, e, exact, here, looked_up, offset, p, p0, partition, plan_one, r, request, snapshot,
    time, topics,
};
use kafka_offsets::Adjustment::{
    ClampedToEnd, ClampedToStart, EmptyPartition, FirstCommit, NoChange, NoCommitToShiftFrom,
    NoRecordAtOrAfterTime, RetentionPassedCommit,
};
use kafka_offsets::ResetStrategy::{Earliest, Latest, Offset as ToOffset, ShiftBy, Timestamp as ToTime};
use kafka_offsets::{
    GroupState, IdError, Offset, PlanError, ResetPlan, ResetScope, Resolution, Target, Timestamp,
};

#[test]
fn s01_shift_ahead_inside_the_log_adds() {
    assert_row(&here(p(), ShiftBy(20)), exact(70), &[]);
}

#[test]
fn s02_shift_back_inside_the_log_subtracts() {
    assert_row(&here(p(), ShiftBy(-20)), exact(30), &[]);
}

#[test]
fn s03_shift_to_exactly_the_end_is_not_clamped() {
    assert_row(&here(p(), ShiftBy(50)), exact(100), &[]);
}

#[test]
fn s04_shift_past_the_end_is_clamped_and_reported() {
    assert_row(&here(p(), ShiftBy(51)), exact(100), &[ClampedToEnd { wished: 101 }]);
}

#[test]
fn s05_shift_to_exactly_the_start_is_not_clamped() {
    assert_row(&here(p(), ShiftBy(-40)), exact(10), &[]);
}

#[test]
fn s06_shift_before_the_start_is_clamped_and_reported() {
    assert_row(&here(p(), ShiftBy(-41)), exact(10), &[ClampedToStart { wished: 9 }]);
}

#[test]
fn s07_shift_by_zero_is_planned_and_called_no_change() {
    assert_row(&here(p(), ShiftBy(0)), exact(50), &[NoChange]);
}

#[test]
fn s08_shift_that_lands_on_kafkas_sentinels_is_clamped_to_the_start() {
    assert_row(&here(p(), ShiftBy(-51)), exact(10), &[ClampedToStart { wished: -1 }]);
    assert_row(&here(p(), ShiftBy(-52)), exact(10), &[ClampedToStart { wished: -2 }]);
}

#[test]
fn s09_shift_without_a_commit_fails_alone_and_the_others_go_on() {
    // On purpose: Kafka's tool stops the whole command here.
    let snapshot = snapshot([(at("t", 0), p0()), (at("t", 1), p())]);
    let plan = ResetPlan::compute(request(topics(&["t"]), ShiftBy(20)), &snapshot, Resolution::Here).unwrap();
    assert_row(&plan.rows[0], None, &[NoCommitToShiftFrom]);
    assert_row(&plan.rows[1], exact(70), &[]);
}

#[test]
fn s10_shift_ahead_to_below_the_log_start_is_clamped() {
    assert_row(&here(r(), ShiftBy(5)), exact(60), &[RetentionPassedCommit, ClampedToStart { wished: 55 }]);
}

#[test]
fn s11_shift_back_from_below_the_log_start_is_clamped() {
    assert_row(&here(r(), ShiftBy(-5)), exact(60), &[RetentionPassedCommit, ClampedToStart { wished: 45 }]);
}

#[test]
fn s12_shift_by_the_extremes_saturates_and_never_wraps() {
    // On purpose: Kafka's tool adds in Java, where the sum wraps around.
    assert_row(&here(p(), ShiftBy(i64::MAX)), exact(100), &[ClampedToEnd { wished: i64::MAX }]);
    assert_row(&here(p(), ShiftBy(i64::MIN)), exact(10), &[ClampedToStart { wished: i64::MIN + 50 }]);
}

#[test]
fn a_commit_at_offset_zero_is_shifted_like_any_other() {
    assert_row(&here(partition(0, 100, Some(0)), ShiftBy(7)), exact(7), &[]);
    assert_row(
        &here(partition(0, 100, Some(0)), ShiftBy(-1)),
        exact(0),
        &[ClampedToStart { wished: -1 }, NoChange],
    );
}

#[test]
fn o01_offset_on_a_new_group_is_refused_unless_creating_it_is_asked_for() {
    // On purpose: Kafka's tool creates the group, a mistyped name included.
    let mut snapshot = snapshot([(at("t", 0), p0())]);
    snapshot.group.state = GroupState::Dead;
    let mut wanted = request(topics(&["t"]), ToOffset(offset(50)));
    let refused = ResetPlan::compute(wanted.clone(), &snapshot, Resolution::Here);
    assert_eq!(refused, Err(PlanError::GroupDoesNotExist));
    wanted.create_group = true;
    let plan = ResetPlan::compute(wanted, &snapshot, Resolution::Here).unwrap();
    assert_row(&plan.rows[0], exact(50), &[FirstCommit]);
}

#[test]
fn o02_offset_for_all_topics_of_the_group_goes_to_every_partition() {
    let log = || partition(0, 100, Some(50));
    let snapshot = snapshot([(at("a", 0), log()), (at("b", 0), log()), (at("b", 1), log())]);
    let wanted = request(ResetScope::AllTopicsOfGroup, ToOffset(offset(1)));
    let plan = ResetPlan::compute(wanted, &snapshot, Resolution::Here).unwrap();
    assert_eq!(plan.rows.len(), 3);
    for row in &plan.rows {
        assert_row(row, exact(1), &[]);
    }
}

#[test]
fn o03_offset_at_either_end_is_kept_as_asked() {
    assert_row(&here(p(), ToOffset(offset(10))), exact(10), &[]);
    assert_row(&here(p(), ToOffset(offset(100))), exact(100), &[]);
}

#[test]
fn o04_offset_outside_the_log_is_clamped_and_reported() {
    assert_row(&here(p(), ToOffset(offset(9))), exact(10), &[ClampedToStart { wished: 9 }]);
    assert_row(&here(p(), ToOffset(offset(101))), exact(100), &[ClampedToEnd { wished: 101 }]);
}

#[test]
fn o04_negative_offset_is_refused_before_planning() {
    // On purpose: Kafka's tool clamps it to the start; here it is no offset at all.
    assert_eq!(Offset::try_from(-5), Err(IdError::NegativeOffset(-5)));
    assert_eq!("-5".parse::<Offset>(), Err(IdError::NegativeOffset(-5)));
}

#[test]
fn o05_offset_on_an_empty_partition_is_its_only_offset() {
    assert_row(&here(e(), ToOffset(offset(0))), exact(0), &[EmptyPartition, NoChange]);
    assert_row(
        &here(e(), ToOffset(offset(5))),
        exact(0),
        &[EmptyPartition, ClampedToEnd { wished: 5 }, NoChange],
    );
}

#[test]
fn l01_earliest_is_the_log_start_and_not_zero() {
    assert_row(&here(p(), Earliest), exact(10), &[]);
}

#[test]
fn l02_latest_is_the_log_end() {
    assert_row(&here(p(), Latest), exact(100), &[]);
}

#[test]
fn l03_earliest_and_latest_of_an_empty_partition_are_the_same() {
    assert_row(&here(e(), Earliest), exact(0), &[EmptyPartition, NoChange]);
    assert_row(&here(e(), Latest), exact(0), &[EmptyPartition, NoChange]);
}

#[test]
fn l04_latest_while_producing_is_the_end_that_was_read_and_at_the_endpoint_a_lower_bound() {
    let plan = plan_one(p(), Latest, Resolution::AtEndpoint);
    let target = plan.rows[0].target.unwrap();
    assert_eq!(target, Target::AtLeast(offset(100)));
    assert!(target.fits(offset(100)));
    assert!(target.fits(offset(120)), "20 records came in before the endpoint did it");
    assert!(!target.fits(offset(99)));
}

#[test]
fn earliest_and_latest_of_a_partition_without_commit_are_its_first_commit() {
    assert_row(&here(p0(), Earliest), exact(10), &[FirstCommit]);
    assert_row(&here(p0(), Latest), exact(100), &[FirstCommit]);
}

#[test]
fn earliest_reports_that_retention_has_passed_the_commit() {
    assert_row(&here(r(), Earliest), exact(60), &[RetentionPassedCommit]);
}

#[test]
fn t01_time_is_the_first_record_at_or_after_it() {
    assert_row(&here(looked_up(p(), 1050), ToTime(time(1050))), exact(50), &[NoChange]);
    assert_row(&here(looked_up(p(), 1070), ToTime(time(1070))), exact(70), &[]);
}

#[test]
fn t02_time_before_the_first_record_is_the_log_start() {
    assert_row(&here(looked_up(p(), 5), ToTime(time(5))), exact(10), &[]);
}

#[test]
fn t03_time_after_the_last_record_is_the_log_end_and_says_that_there_is_no_record() {
    // On purpose: Kafka's tool calls such a partition "empty", which it is not.
    let row = here(looked_up(p(), 1100), ToTime(time(1100)));
    assert_row(&row, exact(100), &[NoRecordAtOrAfterTime]);
}

#[test]
fn t04_a_time_ago_before_all_records_is_the_first_record() {
    // The caller turns "time ago" into an instant once; this one lies before all records.
    let wide = partition(0, 100, Some(50));
    assert_row(&here(looked_up(wide, 900), ToTime(time(900))), exact(0), &[]);
}

#[test]
fn t05_a_time_ago_on_an_empty_partition_is_its_end() {
    let row = here(looked_up(e(), 900), ToTime(time(900)));
    assert_row(&row, exact(0), &[EmptyPartition, NoRecordAtOrAfterTime, NoChange]);
}

#[test]
fn t06_a_time_ago_after_the_last_record_is_the_log_end() {
    let row = here(looked_up(p(), 1_101), ToTime(time(1_101)));
    assert_row(&row, exact(100), &[NoRecordAtOrAfterTime]);
}

#[test]
fn t07_a_time_in_the_future_is_the_log_end() {
    let far = 4_102_444_800_000;
    assert_row(&here(looked_up(p(), far), ToTime(time(far))), exact(100), &[NoRecordAtOrAfterTime]);
}

#[test]
fn t12_a_time_that_is_kafkas_sentinel_is_refused() {
    assert_eq!(Timestamp::try_from(-1), Err(IdError::NegativeTimestamp(-1)));
    assert_eq!(Timestamp::try_from(-2), Err(IdError::NegativeTimestamp(-2)));
}

#[test]
fn a_record_found_before_retention_moved_the_log_start_is_clamped_and_reported() {
    let mut offsets = r();
    offsets.at_time = kafka_offsets::TimeLookup::Found(offset(55));
    let row = here(offsets, ToTime(time(1055)));
    assert_row(&row, exact(60), &[RetentionPassedCommit, ClampedToStart { wished: 55 }]);
}

#[test]
fn c01_shift_by_zero_says_to_current() {
    // On purpose there is no strategy "to current": a shift by 0 says it.
    assert_row(&here(partition(0, 200, Some(100)), ShiftBy(0)), exact(100), &[NoChange]);
}

#[test]
fn c02_shift_by_zero_without_a_commit_fails_alone() {
    // On purpose: Kafka's "to current" goes to the end instead, which would skip everything.
    assert_row(&here(p0(), ShiftBy(0)), None, &[NoCommitToShiftFrom]);
}

#[test]
fn c03_shift_by_zero_obeys_the_range_like_any_shift() {
    // On purpose: Kafka's "to current" leaves the commit below the log start.
    assert_row(&here(r(), ShiftBy(0)), exact(60), &[RetentionPassedCommit, ClampedToStart { wished: 50 }]);
}

#[test]
fn c04_all_topics_of_an_unknown_group_is_refused() {
    // On purpose: Kafka's tool reports an empty plan and no error.
    let mut snapshot = snapshot([]);
    snapshot.group.state = GroupState::Dead;
    let mut wanted = request(ResetScope::AllTopicsOfGroup, ShiftBy(0));
    let refused = ResetPlan::compute(wanted.clone(), &snapshot, Resolution::Here);
    assert_eq!(refused, Err(PlanError::GroupDoesNotExist));
    wanted.create_group = true;
    assert_eq!(ResetPlan::compute(wanted, &snapshot, Resolution::Here), Err(PlanError::NothingCommitted));
}
