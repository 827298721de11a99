//! After a reset: retry of what did not move, undo, and a look some seconds later.

use crate::support::{
    Run, answer, at, done, done_twice, empty, everything, failed, fault, fully, offset, orders, request,
    snapshot, topics, whole_topics,
};
use kafka_offsets::{
    Abilities, FaultKind, OffsetSnapshot, Overall, ResetScope, ResetStrategy, RetryRefusal, TopicSelection,
    UndoRefusal, Verdict,
};
use reset_flow::{
    Effect, Event, LATER_CHECK_MILLIS, Later, Origin, READ_BACK_WAITS_MILLIS, ReadTopics, State, Submission,
};
use std::sync::Arc;

/// A shift by -7 of `orders` from 50 and 60, of which the endpoint refuses the second partition.
fn half_failed(abilities: Abilities) -> Run {
    let mut run =
        Run::reviewing_at(abilities, request(&["orders"], ResetStrategy::ShiftBy(-7)), orders(50, 60));
    run.confirm(fully());
    run.host(true);
    run.check(orders(50, 60));
    run.submitted(Ok(answer(&[done("orders", 0, 43), failed("orders", Some(1), 25)])));
    run.offsets(Ok(orders(43, 60)));
    assert_eq!(run.finished().overall, Overall::Partial);
    run
}

/// From the press that continues a finished reset to the sending.
fn plan_and_send(run: &mut Run, now: OffsetSnapshot) {
    run.group(Ok(empty()));
    run.offsets(Ok(now.clone()));
    run.confirm(fully());
    run.host(true);
    run.check(now);
}

#[test]
fn a_retry_sends_the_frozen_offset_of_what_failed_and_never_the_shift_again() {
    let mut run = half_failed(everything());
    let first = Arc::clone(&run.finished().result);
    assert!(matches!(&run.on(Event::RetryPressed)[..], [Effect::ReadGroup { .. }]));
    plan_and_send(&mut run, orders(43, 60));

    let [first_sent, second_sent] = run.submissions()[..] else { panic!("{:?}", run.submissions()) };
    assert!(matches!(first_sent, Submission::Topics { strategy: ResetStrategy::ShiftBy(-7), .. }));
    let Submission::Partitions { lines, .. } = second_sent else { panic!("{second_sent:?}") };
    assert_eq!(*lines, [(at("orders", 1), offset(53), Some(offset(60)))]);

    run.submitted(Ok(answer(&[done("orders", 1, 53)])));
    run.offsets(Ok(orders(43, 53)));
    assert_eq!(run.finished().overall, Overall::Succeeded);
    assert_eq!(run.finished().asked.origin, Origin::Retry(first));
}

#[test]
fn the_review_of_a_retry_tells_what_has_moved_since() {
    let mut run = half_failed(everything());
    run.on(Event::RetryPressed);
    run.group(Ok(empty()));
    run.offsets(Ok(orders(43, 64)));
    let consumed = run.review_shown().consumed.as_ref().expect("a retry looks back");
    assert_eq!((consumed.consumed, consumed.moved_back), (4, 0));
    assert_eq!(run.review_shown().plan.rows[0].committed, Some(offset(64)));
}

#[test]
fn where_only_whole_topics_can_be_sent_a_half_done_shift_is_not_retried() {
    let mut run = half_failed(whole_topics());
    assert!(matches!(run.finished().retry, Err(RetryRefusal::OnlyWholeTopics(_))));
    let before = run.flow.clone();
    assert_eq!(run.on(Event::RetryPressed), []);
    assert_eq!(run.flow, before);
}

#[test]
fn a_confirmed_reset_has_nothing_to_retry() {
    let mut run = Run::sent();
    run.submitted(Ok(done_twice()));
    run.offsets(Ok(orders(10, 10)));
    assert_eq!(run.finished().retry, Err(RetryRefusal::NothingLeft));
    assert_eq!(run.on(Event::RetryPressed), []);
}

#[test]
fn an_undo_is_a_plan_of_its_own_with_review_check_and_verdict() {
    let mut run = Run::sent();
    run.submitted(Ok(done_twice()));
    run.offsets(Ok(orders(10, 10)));
    let result = Arc::clone(&run.finished().result);

    assert!(matches!(&run.on(Event::UndoPressed { step: 0 })[..], [Effect::ReadGroup { .. }]));
    run.group(Ok(empty()));
    run.offsets(Ok(orders(12, 10)));
    let consumed = run.review_shown().consumed.as_ref().expect("an undo looks back");
    assert_eq!(consumed.consumed, 2, "two records were consumed since");
    assert_eq!(run.submissions().len(), 1, "nothing is sent before it is confirmed");

    run.confirm(fully());
    run.host(true);
    run.check(orders(12, 10));
    let Submission::Partitions { lines, .. } = run.submissions()[1] else {
        panic!("{:?}", run.submissions())
    };
    assert_eq!(
        *lines,
        [(at("orders", 0), offset(50), Some(offset(12))), (at("orders", 1), offset(60), Some(offset(10))),]
    );
    run.submitted(Ok(answer(&[done("orders", 0, 50), done("orders", 1, 60)])));
    run.offsets(Ok(orders(50, 60)));
    assert_eq!(run.finished().overall, Overall::Succeeded);
    assert_eq!(run.finished().asked.origin, Origin::Undo(result));
    assert_eq!(run.finished().asked.rest, []);
}

#[test]
fn an_undo_that_the_endpoint_cannot_express_is_not_begun() {
    let mut run =
        Run::reviewing_at(whole_topics(), request(&["orders"], ResetStrategy::Earliest), orders(50, 60));
    run.confirm(fully());
    run.host(true);
    run.check(orders(50, 60));
    run.submitted(Ok(done_twice()));
    run.offsets(Ok(orders(10, 10)));
    assert!(matches!(run.finished().undo, Err(UndoRefusal::FileOnly(_))));
    assert_eq!(run.on(Event::UndoPressed { step: 0 }), []);
    assert!(matches!(run.flow.state(), State::Finished(_)));
}

/// Two topics of one partition each, from 50 and 60 to their log start, at an endpoint of whole topics.
fn two_topics() -> Run {
    let read = |first, second| snapshot(&[("carts", 0, Some(first)), ("orders", 0, Some(second))]);
    let mut run = Run::reviewing_at(
        whole_topics(),
        request(&["carts", "orders"], ResetStrategy::Earliest),
        read(50, 60),
    );
    run.confirm(fully());
    run.host(true);
    run.check(read(50, 60));
    run.submitted(Ok(answer(&[done("carts", 0, 10), done("orders", 0, 10)])));
    run.offsets(Ok(read(10, 10)));
    run
}

fn asked(run: &Run) -> (&ResetScope, &ResetStrategy) {
    let request = &run.review_shown().asked.request;
    (&request.scope, &request.strategy)
}

#[test]
fn an_undo_of_several_steps_offers_the_others_when_one_is_finished() {
    let mut run = two_topics();
    let result = Arc::clone(&run.finished().result);
    assert_eq!(run.finished().undo.as_ref().map(Vec::len), Ok(2));

    run.on(Event::UndoPressed { step: 1 });
    let now = snapshot(&[("orders", 0, Some(10))]);
    run.group(Ok(empty()));
    run.offsets(Ok(now.clone()));
    let only = |name: &str| ResetScope::Topics(topics(&[name]));
    assert_eq!(asked(&run), (&only("orders"), &ResetStrategy::Offset(offset(60))));
    run.confirm(fully());
    run.host(true);
    run.check(now);
    run.submitted(Ok(answer(&[done("orders", 0, 60)])));
    run.offsets(Ok(snapshot(&[("orders", 0, Some(60))])));
    assert_eq!(run.finished().asked.rest.len(), 1);

    run.on(Event::NextUndoPressed { step: 0 });
    let now = snapshot(&[("carts", 0, Some(10))]);
    run.group(Ok(empty()));
    run.offsets(Ok(now.clone()));
    assert_eq!(asked(&run), (&only("carts"), &ResetStrategy::Offset(offset(50))));
    assert_eq!(run.review_shown().asked.origin, Origin::Undo(result));
    run.confirm(fully());
    run.host(true);
    run.check(now);
    run.submitted(Ok(answer(&[done("carts", 0, 50)])));
    run.offsets(Ok(snapshot(&[("carts", 0, Some(50))])));
    assert_eq!(run.finished().overall, Overall::Succeeded);
    assert_eq!(run.finished().asked.rest, []);
    assert_eq!(run.on(Event::NextUndoPressed { step: 0 }), []);
}

#[test]
fn a_step_that_an_undo_does_not_have_is_not_begun() {
    let mut run = two_topics();
    let before = run.flow.clone();
    for event in [Event::UndoPressed { step: 2 }, Event::NextUndoPressed { step: 0 }] {
        assert_eq!(run.on(event), []);
        assert_eq!(run.flow, before);
    }
}

fn confirmed() -> Run {
    let mut run = Run::sent();
    run.submitted(Ok(done_twice()));
    run.offsets(Ok(orders(10, 10)));
    run
}

#[test]
fn five_seconds_later_the_same_partitions_are_read_once_more() {
    assert_eq!(LATER_CHECK_MILLIS, 5_000);
    let mut run = confirmed();
    assert!(matches!(run.finished().later, Later::Waiting { .. }));
    let effects = run.timer();
    assert!(matches!(&effects[..], [Effect::ReadOffsets { topics: ReadTopics::Named(named), .. }]
        if TopicSelection::new([crate::support::topic("orders")]).as_ref() == Some(named)));
    assert!(matches!(run.finished().later, Later::Reading { .. }));
    assert_eq!(run.offsets(Ok(orders(10, 10))), []);
    assert_eq!(run.finished().later, Later::Same);
}

#[test]
fn a_live_consumer_that_moves_the_group_after_success_is_told_and_changes_no_verdict() {
    let mut run = confirmed();
    run.timer();
    run.offsets(Ok(orders(10, 57)));
    let Later::Moved(moved) = &run.finished().later else { panic!("{:?}", run.finished().later) };
    let rows: Vec<_> = moved.iter().map(|row| (&row.at, row.read_back, row.now)).collect();
    assert_eq!(rows, [(&at("orders", 1), Some(offset(10)), Some(offset(57)))]);
    assert!(run.finished().result.rows.iter().all(|row| row.verdict == Verdict::Confirmed));
    assert_eq!(run.announced(), ["plan-created", "reset-submitted", "reset-succeeded"]);
}

#[test]
fn a_look_that_fails_is_told() {
    let mut run = confirmed();
    run.timer();
    run.offsets(Err(fault(FaultKind::Unreachable)));
    assert_eq!(run.finished().later, Later::Unreadable(fault(FaultKind::Unreachable)));
}

#[test]
fn where_nothing_could_be_read_back_there_is_nothing_to_compare_later() {
    let mut run = Run::sent();
    run.submitted(Ok(done_twice()));
    for _ in READ_BACK_WAITS_MILLIS {
        run.offsets(Err(fault(FaultKind::Unreachable)));
        run.timer();
    }
    run.offsets(Err(fault(FaultKind::Unreachable)));
    assert_eq!(run.finished().later, Later::Off);
}

#[test]
fn a_reset_that_was_found_not_applied_and_happens_late_is_seen_later() {
    let mut run = Run::sent();
    run.submitted(Err(fault(FaultKind::TimedOut)));
    for _ in READ_BACK_WAITS_MILLIS {
        run.offsets(Ok(orders(50, 60)));
        run.timer();
    }
    run.offsets(Ok(orders(50, 60)));
    run.timer();
    run.offsets(Ok(orders(10, 10)));
    assert!(matches!(&run.finished().later, Later::Moved(moved) if moved.len() == 2));
}

#[test]
fn what_comes_next_does_not_wait_for_the_look_and_a_late_answer_to_it_changes_nothing() {
    let mut run = confirmed();
    run.timer();
    run.on(Event::NewResetPressed);
    assert_eq!(run.offsets(Ok(orders(10, 57))), []);
    assert_eq!(run.flow.state(), &State::Editing);

    let mut run = confirmed();
    let timer = run.timer_id();
    run.on(Event::UndoPressed { step: 0 });
    let planning = run.flow.clone();
    assert_eq!(run.on(Event::TimerFired { id: timer }), []);
    assert_eq!(run.flow, planning);
}
