//! Every line of the verdict table. Before: committed 50, log 10 to 100.

use crate::fixture::{at, offset, p, p0, partition, plan_one, time};
use kafka_offsets::ResetStrategy::{Earliest, Latest, ShiftBy, Timestamp as ToTime};
use kafka_offsets::Verdict::{Confirmed, Differs, NotApplied, Unknown};
use kafka_offsets::VerdictReason as Why;
use kafka_offsets::{
    AnswerRow, Claim, KafkaError, Observation, PartitionOffsets, ResetAnswer, ResetPlan, Resolution, Verdict,
    VerdictReason, VerifiedRow, verify,
};
use std::collections::BTreeMap;

const FOUND_NOTHING: Observation = Observation::Committed(None);

fn found(number: i64) -> Observation {
    Observation::Committed(Some(offset(number)))
}

fn answered(offset: Option<i64>, code: KafkaError) -> Claim {
    let at = at("t", 0);
    let row = AnswerRow {
        topic: at.topic,
        partition: Some(at.partition),
        offset: offset.map(crate::fixture::offset),
        code,
        message: String::new(),
    };
    Claim::Answered(ResetAnswer { rows: vec![row], request_id: None })
}

fn done(offset: i64) -> Claim {
    answered(Some(offset), KafkaError::NONE)
}

fn done_without_offset() -> Claim {
    answered(None, KafkaError::NONE)
}

fn failed() -> Claim {
    answered(None, KafkaError::UnknownMemberId)
}

/// Goes to exactly 30.
fn to_30() -> ResetPlan {
    plan_one(p(), ShiftBy(-20), Resolution::Here)
}

/// Goes to at least 100.
fn to_the_end() -> ResetPlan {
    plan_one(p(), Latest, Resolution::AtEndpoint)
}

/// Stays at exactly 50.
fn no_change() -> ResetPlan {
    plan_one(p(), ShiftBy(0), Resolution::Here)
}

fn judged(plan: &ResetPlan, claim: &Claim, observed: Observation) -> VerifiedRow {
    verify(plan, claim, &BTreeMap::from([(at("t", 0), observed)])).rows.remove(0)
}

#[track_caller]
fn assert_verdict(
    plan: &ResetPlan,
    claim: &Claim,
    observed: Observation,
    expected: (Verdict, VerdictReason),
) {
    let row = judged(plan, claim, observed);
    assert_eq!((row.verdict, row.reason), expected);
}

#[test]
fn what_could_not_be_read_is_unknown_whatever_is_claimed() {
    let code = Some(KafkaError::CoordinatorNotAvailable);
    for claim in [done(30), done_without_offset(), failed(), Claim::Lost] {
        for unread in [Observation::Unreadable(None), Observation::Unreadable(code)] {
            assert_verdict(&to_30(), &claim, unread, (Unknown, Why::CouldNotRead));
        }
    }
}

#[test]
fn a_partition_that_nobody_read_again_is_unknown() {
    let verified = verify(&to_30(), &done(30), &BTreeMap::new());
    assert_eq!(verified.rows[0].verdict, Unknown);
    assert_eq!(verified.rows[0].observed, Observation::Unreadable(None));
}

#[test]
fn done_as_planned_and_found_there_is_confirmed() {
    assert_verdict(&to_30(), &done(30), found(30), (Confirmed, Why::Applied));
    assert_verdict(&to_the_end(), &done(120), found(120), (Confirmed, Why::Applied));
}

#[test]
fn done_with_nothing_to_change_is_confirmed_no_change() {
    assert_verdict(&no_change(), &done(50), found(50), (Confirmed, Why::NothingToChange));
}

#[test]
fn done_without_an_offset_and_found_as_planned_is_confirmed() {
    assert_verdict(&to_30(), &done_without_offset(), found(30), (Confirmed, Why::Applied));
    assert_verdict(&to_the_end(), &done_without_offset(), found(100), (Confirmed, Why::Applied));
}

#[test]
fn done_without_an_offset_and_planned_no_change_is_confirmed_no_change() {
    assert_verdict(&no_change(), &done_without_offset(), found(50), (Confirmed, Why::NothingToChange));
}

#[test]
fn done_and_found_where_it_was_is_not_applied() {
    assert_verdict(&to_30(), &done(30), found(50), (NotApplied, Why::AcceptedButNotMoved));
    assert_verdict(&to_30(), &done_without_offset(), found(50), (NotApplied, Why::AcceptedButNotMoved));
}

#[test]
fn done_elsewhere_yet_found_where_it_was_is_not_applied_even_if_that_would_fit() {
    // At least 10 was planned, so 50 would fit; but 10 was returned and the group has not moved there.
    let earliest = plan_one(p(), Earliest, Resolution::AtEndpoint);
    assert_verdict(&earliest, &done(10), found(50), (NotApplied, Why::AcceptedButNotMoved));
    assert_verdict(&earliest, &done_without_offset(), found(50), (NotApplied, Why::AcceptedButNotMoved));
}

#[test]
fn the_old_offset_returned_as_the_new_one_is_not_applied_where_it_does_not_fit() {
    assert_verdict(&to_30(), &done(50), found(50), (NotApplied, Why::AcceptedButNotMoved));
}

#[test]
fn done_elsewhere_and_found_there_differs() {
    assert_verdict(&to_30(), &done(42), found(42), (Differs, Why::AppliedElsewhere));
    assert_verdict(&to_the_end(), &done(99), found(99), (Differs, Why::AppliedElsewhere));
}

#[test]
fn done_and_found_somewhere_else_was_moved_since() {
    assert_verdict(&to_30(), &done(30), found(33), (Differs, Why::MovedSince));
    assert_verdict(&to_30(), &done(42), found(30), (Differs, Why::MovedSince));
    assert_verdict(&to_30(), &done_without_offset(), found(33), (Differs, Why::MovedSince));
    assert_verdict(&to_30(), &done(30), FOUND_NOTHING, (Differs, Why::MovedSince));
}

#[test]
fn failed_and_found_where_it_was_is_not_applied() {
    assert_verdict(&to_30(), &failed(), found(50), (NotApplied, Why::FailedAsReported));
    assert_verdict(&no_change(), &failed(), found(50), (NotApplied, Why::FailedAsReported));
}

#[test]
fn failed_and_yet_found_as_planned_differs() {
    assert_verdict(&to_30(), &failed(), found(30), (Differs, Why::ReportedFailedYetMoved));
    assert_verdict(&to_the_end(), &failed(), found(120), (Differs, Why::ReportedFailedYetMoved));
}

#[test]
fn failed_and_found_anywhere_else_differs() {
    assert_verdict(&to_30(), &failed(), found(33), (Differs, Why::ReportedFailedMovedElsewhere));
    assert_verdict(&to_30(), &failed(), FOUND_NOTHING, (Differs, Why::ReportedFailedMovedElsewhere));
}

#[test]
fn a_lost_answer_and_found_as_planned_is_confirmed() {
    assert_verdict(&to_30(), &Claim::Lost, found(30), (Confirmed, Why::AppliedAnswerLost));
    assert_verdict(&to_the_end(), &Claim::Lost, found(100), (Confirmed, Why::AppliedAnswerLost));
}

#[test]
fn a_lost_answer_and_found_past_the_log_end_that_was_planned_may_be_a_consumer_that_has_read_it_all() {
    assert_verdict(&to_the_end(), &Claim::Lost, found(120), (Unknown, Why::LostMovedByWhom));
    let caught_up = plan_one(partition(10, 100, Some(100)), Latest, Resolution::AtEndpoint);
    assert_verdict(&caught_up, &Claim::Lost, found(120), (Unknown, Why::LostMovedByWhom));
    // With an answer it is told
    assert_verdict(&to_the_end(), &done(120), found(120), (Confirmed, Why::Applied));
    assert_verdict(&to_the_end(), &done_without_offset(), found(120), (Confirmed, Why::Applied));
}

#[test]
fn a_lost_answer_with_no_change_planned_is_confirmed_as_no_change_and_not_as_applied() {
    assert_verdict(&no_change(), &Claim::Lost, found(50), (Confirmed, Why::NothingToChange));
    let caught_up = plan_one(partition(10, 100, Some(100)), Latest, Resolution::AtEndpoint);
    assert_verdict(&caught_up, &Claim::Lost, found(100), (Confirmed, Why::NothingToChange));
    // Nothing to change at the log start. Had retention passed it since and the reset come, the group would be further
    // on, and it is called applied no more
    let at_start = plan_one(partition(10, 100, Some(10)), Earliest, Resolution::AtEndpoint);
    assert_verdict(&at_start, &Claim::Lost, found(10), (Confirmed, Why::NothingToChange));
    assert_verdict(&at_start, &Claim::Lost, found(20), (Unknown, Why::LostMovedByWhom));
}

#[test]
fn a_lost_answer_and_found_where_it_was_is_not_applied() {
    assert_verdict(&to_30(), &Claim::Lost, found(50), (NotApplied, Why::LostNotMoved));
    let earliest = plan_one(p(), Earliest, Resolution::AtEndpoint);
    assert_verdict(&earliest, &Claim::Lost, found(50), (NotApplied, Why::LostNotMoved));
}

#[test]
fn a_lost_answer_and_found_anywhere_else_differs() {
    assert_verdict(&to_30(), &Claim::Lost, found(33), (Differs, Why::LostMovedElsewhere));
    assert_verdict(&to_30(), &Claim::Lost, FOUND_NOTHING, (Differs, Why::LostMovedElsewhere));
}

#[test]
fn a_lost_answer_confirms_nothing_that_the_plan_does_not_name() {
    // The server was to decide, or to find the log start: any consumer that commits meanwhile would fit as well.
    let by_server = plan_one(p(), ToTime(time(1070)), Resolution::AtEndpoint);
    assert_verdict(&by_server, &Claim::Lost, found(70), (Unknown, Why::LostMovedByWhom));
    assert_verdict(&by_server, &Claim::Lost, found(50), (NotApplied, Why::LostNotMoved));
    let earliest = plan_one(p(), Earliest, Resolution::AtEndpoint);
    assert_verdict(&earliest, &Claim::Lost, found(55), (Unknown, Why::LostMovedByWhom));
    assert_verdict(&earliest, &Claim::Lost, found(10), (Confirmed, Why::AppliedAnswerLost));
    assert_verdict(&earliest, &Claim::Lost, found(9), (Differs, Why::LostMovedElsewhere));
    // An answer that does not mention the partition says no more than none
    let silent = Claim::Answered(ResetAnswer::default());
    assert_verdict(&earliest, &silent, found(55), (Unknown, Why::LostMovedByWhom));
}

#[test]
fn a_partition_that_the_plan_could_not_place_is_not_told_that_the_answer_was_the_reason() {
    let nothing_to_shift = plan_one(p0(), ShiftBy(-5), Resolution::AtEndpoint);
    assert_verdict(&nothing_to_shift, &Claim::Lost, FOUND_NOTHING, (NotApplied, Why::NothingPlanned));
    assert_verdict(&nothing_to_shift, &failed(), FOUND_NOTHING, (NotApplied, Why::FailedAsReported));
    assert_verdict(&nothing_to_shift, &Claim::Lost, found(5), (Differs, Why::LostMovedElsewhere));
}

#[test]
fn a_first_commit_is_judged_against_no_commit() {
    let first = plan_one(p0(), Earliest, Resolution::Here);
    assert_verdict(&first, &done(10), found(10), (Confirmed, Why::Applied));
    assert_verdict(&first, &done(10), FOUND_NOTHING, (NotApplied, Why::AcceptedButNotMoved));
    assert_verdict(&first, &Claim::Lost, FOUND_NOTHING, (NotApplied, Why::LostNotMoved));
    assert_verdict(&first, &failed(), FOUND_NOTHING, (NotApplied, Why::FailedAsReported));
}

#[test]
fn a_row_without_target_can_never_be_confirmed() {
    let impossible = plan_one(p0(), ShiftBy(5), Resolution::Here);
    assert_verdict(&impossible, &failed(), FOUND_NOTHING, (NotApplied, Why::FailedAsReported));
    assert_verdict(&impossible, &done(5), found(5), (Differs, Why::AppliedElsewhere));
    assert_verdict(&impossible, &Claim::Lost, found(5), (Differs, Why::LostMovedElsewhere));
}

#[test]
fn a_target_of_the_server_is_confirmed_where_the_server_says_it_is() {
    let by_server = plan_one(p(), ToTime(time(1070)), Resolution::AtEndpoint);
    assert_verdict(&by_server, &done(70), found(70), (Confirmed, Why::Applied));
    assert_verdict(&by_server, &done(70), found(50), (NotApplied, Why::AcceptedButNotMoved));
    assert_verdict(&by_server, &done(70), found(71), (Differs, Why::MovedSince));
}

#[test]
fn done_without_saying_where_and_not_moved_is_unknown_where_only_the_endpoint_knows_the_place() {
    let unknown = (Unknown, Why::MayHaveBeenThere);
    let by_server = plan_one(p(), ToTime(time(1070)), Resolution::AtEndpoint);
    assert_verdict(&by_server, &done_without_offset(), found(50), unknown);
    let no_start = PartitionOffsets { log_start: None, ..p() };
    let earliest = plan_one(no_start.clone(), Earliest, Resolution::AtEndpoint);
    assert_verdict(&earliest, &done_without_offset(), found(50), unknown);
    assert_verdict(&earliest, &done_without_offset(), found(10), (Confirmed, Why::Applied));
    // Shifted back, and clamped to a log start that is not known: it may stand right there
    let back = plan_one(no_start.clone(), ShiftBy(-20), Resolution::AtEndpoint);
    assert_verdict(&back, &done_without_offset(), found(50), unknown);
    // Shifted ahead, and clamped to a log end that is not known
    let no_end = PartitionOffsets { log_end: None, ..p() };
    let ahead = plan_one(no_end, ShiftBy(20), Resolution::AtEndpoint);
    assert_verdict(&ahead, &done_without_offset(), found(50), unknown);
    // Where the end of the log is known that it was to go to, it is known that it did not
    let latest = plan_one(no_start, Latest, Resolution::AtEndpoint);
    let not_moved = (NotApplied, Why::AcceptedButNotMoved);
    assert_verdict(&latest, &done_without_offset(), found(50), not_moved);
    // The endpoint says where, or that it failed: that decides
    assert_verdict(&by_server, &done(50), found(50), (Confirmed, Why::NothingToChange));
    assert_verdict(&by_server, &failed(), found(50), (NotApplied, Why::FailedAsReported));
}

#[test]
fn an_empty_log_that_ends_at_zero_leaves_nothing_open() {
    let empty = PartitionOffsets { log_start: None, ..partition(0, 0, Some(0)) };
    let earliest = plan_one(empty, Earliest, Resolution::AtEndpoint);
    assert_verdict(&earliest, &done_without_offset(), found(0), (Confirmed, Why::NothingToChange));
}

#[test]
fn a_target_at_the_far_end_of_64_bits_is_judged_like_any_other() {
    let far = plan_one(partition(0, i64::MAX, Some(9_007_199_254_740_993)), Latest, Resolution::Here);
    assert_verdict(&far, &done(i64::MAX), found(i64::MAX), (Confirmed, Why::Applied));
    assert_verdict(&far, &done(i64::MAX), found(9_007_199_254_740_992), (Differs, Why::MovedSince));
}

#[test]
fn where_the_commit_before_could_not_be_read_nobody_can_say_whether_it_moved() {
    let unread = PartitionOffsets { error: Some(KafkaError::UnstableOffsetCommit), ..p0() };
    let earliest = plan_one(unread.clone(), Earliest, Resolution::AtEndpoint);
    let unknown = (Unknown, Why::CouldNotRead);
    assert_verdict(&earliest, &Claim::Lost, found(50), unknown);
    assert_verdict(&earliest, &done_without_offset(), found(50), unknown);
    assert_verdict(&earliest, &done(10), found(50), unknown);
    assert_verdict(&earliest, &failed(), found(50), unknown);
    assert_verdict(&earliest, &done(10), found(10), (Confirmed, Why::Applied));
    assert_verdict(&earliest, &failed(), FOUND_NOTHING, (NotApplied, Why::FailedAsReported));
    let exactly = plan_one(unread, Earliest, Resolution::Here);
    assert_verdict(&exactly, &Claim::Lost, found(10), (Confirmed, Why::AppliedAnswerLost));
}

#[test]
fn how_far_it_moved_is_what_was_read_back_against_what_was_before() {
    let row = |observed| judged(&to_30(), &done(30), observed);
    assert_eq!(row(found(30)).moved(), Some(-20));
    assert_eq!(row(found(77)).moved(), Some(27));
    assert_eq!(row(FOUND_NOTHING).moved(), None, "no commit any more");
    assert_eq!(row(Observation::Unreadable(None)).moved(), None);
    let first = judged(&plan_one(p0(), Latest, Resolution::Here), &done(100), found(100));
    assert_eq!(first.moved(), None, "no commit before");
}
