//! Numbers of offsets: per row and over a plan, never more certain than they are.

use crate::fixture::{
    at, here, leaderless, offset, p, p0, partition, plan_one, r, request, snapshot, there, time, topic,
    topics,
};
use kafka_offsets::ResetStrategy::{Earliest, Latest, Offset as ToOffset, ShiftBy, Timestamp as ToTime};
use kafka_offsets::{Count, PartitionOffsets, PlannedReset, ResetPlan, Resolution, TopicLag, lag_of};

/// Replayed, skipped.
fn counts(row: &PlannedReset) -> (Option<Count>, Option<Count>) {
    (row.replayed(), row.skipped())
}

fn exactly(number: u64) -> Option<Count> {
    Some(Count::Exactly(number))
}

#[test]
fn an_exact_target_replays_or_skips_exactly_the_distance() {
    assert_eq!(counts(&here(p(), Earliest)), (exactly(40), exactly(0)));
    assert_eq!(counts(&here(p(), Latest)), (exactly(0), exactly(50)));
    assert_eq!(counts(&here(p(), ShiftBy(0))), (exactly(0), exactly(0)));
}

#[test]
fn delta_is_target_minus_commit() {
    assert_eq!(here(p(), Earliest).delta(), Some(-40));
    assert_eq!(here(p(), Latest).delta(), Some(50));
    assert_eq!(there(p(), Latest).delta(), Some(50), "to the bound");
    assert_eq!(here(p0(), Latest).delta(), None);
    assert_eq!(there(p(), ToTime(time(1050))).delta(), None);
    let whole = partition(0, i64::MAX, Some(i64::MAX));
    assert_eq!(here(whole, Earliest).delta(), Some(-i64::MAX));
}

#[test]
fn at_least_a_later_offset_skips_at_least_the_distance_and_replays_nothing() {
    assert_eq!(counts(&there(p(), Latest)), (exactly(0), Some(Count::AtLeast(50))));
}

#[test]
fn at_least_an_earlier_offset_replays_at_most_the_distance_and_skips_nothing() {
    assert_eq!(counts(&there(p(), Earliest)), (Some(Count::AtMost(40)), exactly(0)));
    let caught_up = partition(10, 100, Some(100));
    assert_eq!(counts(&there(caught_up, Earliest)), (Some(Count::AtMost(90)), exactly(0)));
}

#[test]
fn at_least_the_commit_itself_replays_nothing_and_may_skip() {
    let caught_up = partition(10, 100, Some(100));
    assert_eq!(counts(&there(caught_up, Latest)), (exactly(0), Some(Count::AtLeast(0))));
}

#[test]
fn earliest_on_a_group_that_stands_at_the_log_start_skips_nothing() {
    // Only retention can raise the bound, and what it deletes is not skipped by the reset.
    let at_start = partition(10, 100, Some(10));
    assert_eq!(counts(&there(at_start, Earliest)), (exactly(0), exactly(0)));
    // On an empty partition the two ends are the same offset, and yet a way back never follows the log end.
    let empty = partition(0, 0, Some(0));
    assert_eq!(counts(&there(empty.clone(), Earliest)), (exactly(0), exactly(0)));
    assert_eq!(counts(&there(empty.clone(), ShiftBy(-100))), (exactly(0), exactly(0)));
    assert_eq!(counts(&there(empty.clone(), Latest)), (exactly(0), Some(Count::AtLeast(0))));
    assert_eq!(counts(&there(empty, ShiftBy(100))), (exactly(0), Some(Count::AtLeast(0))));
}

#[test]
fn at_least_an_end_below_the_commit_may_skip_nobody_knows_how_much() {
    // The log was cut, or its topic made anew: it can grow past the commit before the endpoint looks.
    let cut = partition(0, 100, Some(500));
    assert_eq!(counts(&there(cut, Latest)), (Some(Count::AtMost(400)), Some(Count::Unknown)));
}

#[test]
fn at_most_a_later_offset_skips_at_most_the_distance() {
    let no_end = PartitionOffsets { log_end: None, ..p() };
    assert_eq!(counts(&there(no_end, ShiftBy(20))), (Some(Count::Unknown), Some(Count::AtMost(20))));
}

#[test]
fn at_most_an_earlier_offset_replays_at_least_the_distance() {
    let no_end = PartitionOffsets { log_end: None, ..p() };
    assert_eq!(counts(&there(no_end.clone(), ShiftBy(-20))), (Some(Count::AtLeast(20)), exactly(0)));
    assert_eq!(counts(&there(no_end, ShiftBy(0))), (Some(Count::AtLeast(0)), exactly(0)));
}

#[test]
fn a_target_of_the_server_leaves_both_unknown() {
    assert_eq!(counts(&there(p(), ToTime(time(1050)))), (Some(Count::Unknown), Some(Count::Unknown)));
}

#[test]
fn without_a_commit_or_a_target_there_is_no_count() {
    assert_eq!(counts(&here(p0(), Latest)), (None, None));
    assert_eq!(counts(&here(leaderless(), Latest)), (None, None));
}

#[test]
fn lag_before_is_what_the_group_has_not_read() {
    assert_eq!(here(p(), Latest).lag_before(), Some(50));
    assert_eq!(here(p0(), Latest).lag_before(), None, "never committed is not lag 0");
    assert_eq!(here(partition(0, 100, Some(500)), Latest).lag_before(), Some(0));
}

#[test]
fn lag_after_is_measured_to_the_log_end_of_the_plan() {
    assert_eq!(here(p(), ShiftBy(20)).lag_after(), Count::Exactly(30));
    assert_eq!(here(p0(), Earliest).lag_after(), Count::Exactly(90));
    assert_eq!(there(p(), Earliest).lag_after(), Count::AtMost(90));
    assert_eq!(there(p(), Latest).lag_after(), Count::Exactly(0));
    assert_eq!(there(p(), ToTime(time(1050))).lag_after(), Count::Unknown);
    let no_end = PartitionOffsets { log_end: None, ..p() };
    assert_eq!(there(no_end, ShiftBy(20)).lag_after(), Count::Unknown);
}

#[test]
fn a_row_without_target_keeps_its_lag() {
    let offsets = PartitionOffsets { log_start: None, ..p() };
    assert_eq!(here(offsets, Earliest).lag_after(), Count::Exactly(50));
    assert_eq!(here(p0(), ShiftBy(1)).lag_after(), Count::Unknown);
}

#[test]
fn totals_sum_over_all_rows() {
    let snapshot = snapshot([
        (at("a", 0), p()),
        (at("a", 1), partition(0, 100, Some(20))),
        (at("b", 0), partition(0, 30, Some(30))),
        (at("b", 1), p0()),
        (at("b", 2), leaderless()),
        (at("b", 3), r()),
        (at("b", 4), p0()),
    ]);
    let plan = ResetPlan::compute(
        request(topics(&["a", "b", "tpyo"]), ToOffset(offset(30))),
        &snapshot,
        Resolution::Here,
    );
    let totals = plan.unwrap().totals();
    assert_eq!(totals.partitions, 6);
    assert_eq!(totals.topics, 2);
    assert_eq!((totals.replayed, totals.replaying), (Count::Exactly(20), 1), "a/0 from 50 to 30");
    assert_eq!(
        (totals.skipped, totals.skipping),
        (Count::Exactly(20), 2),
        "a/1 from 20 to 30, b/3 from 50 to 60"
    );
    assert_eq!(totals.unchanged, 1, "b/0");
    assert_eq!(totals.noted, 4, "b/1 and b/4 their first commits, b/2 unreadable, b/3 retention");
    assert_eq!(totals.failing, 1, "b/2");
    assert_eq!(totals.first_commits, 2, "b/1 and b/4");
}

#[test]
fn a_first_commit_counts_in_neither_sum() {
    let totals = plan_one(p0(), Latest, Resolution::Here).totals();
    assert_eq!((totals.replayed, totals.skipped), (Count::Exactly(0), Count::Exactly(0)));
    assert_eq!(totals.first_commits, 1);
}

#[test]
fn one_unknown_number_makes_the_total_unknown() {
    let totals = plan_one(p(), ToTime(time(1050)), Resolution::AtEndpoint).totals();
    assert_eq!((totals.replayed, totals.replaying), (Count::Unknown, 1));
    assert_eq!((totals.skipped, totals.skipping), (Count::Unknown, 1));
}

#[test]
fn counts_add_up_to_no_more_than_is_known() {
    use Count::{AtLeast, AtMost, Exactly, Unknown};
    assert_eq!(Exactly(2) + Exactly(3), Exactly(5));
    assert_eq!(Exactly(2) + AtLeast(3), AtLeast(5));
    assert_eq!(AtLeast(2) + AtLeast(3), AtLeast(5));
    assert_eq!(Exactly(2) + AtMost(3), AtMost(5));
    assert_eq!(AtMost(2) + AtMost(3), AtMost(5));
    assert_eq!(AtLeast(2) + AtMost(3), AtLeast(2));
    assert_eq!(Exactly(2) + Unknown, Unknown);
}

#[test]
fn a_sum_beyond_64_bits_becomes_a_bound_and_not_a_wrong_number() {
    use Count::{AtLeast, AtMost, Exactly, Unknown};
    assert_eq!(Exactly(u64::MAX) + Exactly(1), AtLeast(u64::MAX));
    assert_eq!(AtLeast(u64::MAX) + Exactly(1), AtLeast(u64::MAX));
    assert_eq!(AtMost(u64::MAX) + Exactly(1), Unknown);
}

#[test]
fn lag_of_a_snapshot_is_unknown_where_either_end_is() {
    assert_eq!(p().lag(), Some(50));
    assert_eq!(p0().lag(), None);
    assert_eq!(PartitionOffsets { log_end: None, ..p() }.lag(), None);
    assert_eq!(partition(0, 100, Some(500)).lag(), Some(0));
}

#[test]
fn the_lag_of_a_topic_is_summed_over_its_commits() {
    let unread = PartitionOffsets { log_end: None, ..p() };
    let read = snapshot([
        (at("a", 0), p()),
        (at("a", 1), partition(0, 400, Some(300))),
        (at("a", 2), p0()),
        (at("b", 0), p()),
        (at("b", 1), unread),
        (at("c", 0), p0()),
    ]);
    let sums: Vec<_> = read.lag_by_topic().into_iter().collect();
    let lag =
        |partitions, committed, lag, lag_is_least| TopicLag { partitions, committed, lag, lag_is_least };
    assert_eq!(
        sums,
        [
            (&topic("a"), lag(3, 2, Some(150), false)),
            (&topic("b"), lag(2, 2, Some(50), true)),
            (&topic("c"), lag(1, 0, None, false)),
        ]
    );
}

#[test]
fn the_lag_of_rows_before_and_after_is_known_only_where_all_of_it_is() {
    let rows = [here(p(), ShiftBy(-20)), here(partition(0, 400, Some(300)), ShiftBy(-20))];
    assert_eq!(lag_of(rows.iter()), (Some(150), Count::Exactly(190)));
    let with_first = [here(p(), Earliest), here(p0(), Earliest)];
    assert_eq!(lag_of(with_first.iter()), (None, Count::Exactly(180)));
    assert_eq!(lag_of([].iter()), (Some(0), Count::ZERO));
}
