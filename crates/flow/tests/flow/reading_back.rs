//! The read-back: patience with offsets that show late, and honesty about what could not be read.

use crate::support::{Run, answer, done, failed, fault, fully, offset, orders, request, snapshot};
use kafka_offsets::{FaultKind, KafkaError, Observation, Overall, ResetStrategy, Verdict, VerdictReason};
use reset_flow::{Effect, Event, READ_BACK_WAITS_MILLIS, ReadBackStep, State};

fn answered() -> Run {
    let mut run = Run::sent();
    run.submitted(Ok(answer(&[done("orders", 0, 10), done("orders", 1, 10)])));
    run
}

fn verdicts(run: &Run) -> Vec<Verdict> {
    run.finished().result.rows.iter().map(|row| row.verdict).collect()
}

#[test]
fn the_waits_of_a_read_back_are_ten_seconds_together() {
    assert_eq!(READ_BACK_WAITS_MILLIS.iter().sum::<u64>(), 10_000);
}

#[test]
fn offsets_that_show_late_are_waited_for() {
    let mut run = answered();
    run.offsets(Ok(orders(50, 60)));
    assert!(matches!(run.reading_back().step, ReadBackStep::Waiting { millis: 250, .. }));
    assert_eq!(run.timer().len(), 1);
    run.offsets(Ok(orders(10, 60)));
    run.timer();
    assert_eq!(run.reading_back().reads, 3);
    run.offsets(Ok(orders(10, 10)));

    assert_eq!(run.waits(), [250, 500]);
    assert_eq!(verdicts(&run), [Verdict::Confirmed, Verdict::Confirmed]);
    assert_eq!(run.finished().reads, 3);
}

#[test]
fn what_never_moves_is_called_not_applied_after_ten_seconds() {
    let mut run = answered();
    for _ in READ_BACK_WAITS_MILLIS {
        run.offsets(Ok(orders(50, 60)));
        run.timer();
    }
    run.offsets(Ok(orders(50, 60)));
    assert_eq!(run.waits(), [250, 500, 1000, 2000, 3000, 3250]);
    assert_eq!(run.finished().reads, 7);
    assert!(run.finished().result.rows.iter().all(|row| row.reason == VerdictReason::AcceptedButNotMoved));
    assert_eq!(run.announced(), ["plan-created", "reset-submitted", "reset-failed"]);
}

#[test]
fn a_lost_answer_whose_reset_did_not_happen_is_not_applied_after_ten_seconds() {
    let mut run = Run::sent();
    run.submitted(Err(fault(FaultKind::TimedOut)));
    for _ in READ_BACK_WAITS_MILLIS {
        run.offsets(Ok(orders(50, 60)));
        assert!(matches!(run.flow.state(), State::OutcomeUnknown(_)));
        run.timer();
    }
    run.offsets(Ok(orders(50, 60)));
    assert!(run.finished().result.rows.iter().all(|row| row.reason == VerdictReason::LostNotMoved));
    assert_eq!(run.finished().overall, Overall::Failed);
    assert_eq!(run.submissions().len(), 1);
}

#[test]
fn what_cannot_be_read_is_unknown_and_never_failed() {
    let mut run = answered();
    for _ in READ_BACK_WAITS_MILLIS {
        run.offsets(Err(fault(FaultKind::Unreachable)));
        assert_eq!(run.reading_back().read_fault, Some(fault(FaultKind::Unreachable)));
        run.timer();
    }
    run.offsets(Err(fault(FaultKind::Unreachable)));
    assert_eq!(verdicts(&run), [Verdict::Unknown, Verdict::Unknown]);
    assert_eq!(run.finished().read_fault, Some(fault(FaultKind::Unreachable)));
    assert_eq!(run.announced(), ["plan-created", "reset-submitted", "reset-unknown"]);
}

#[test]
fn reads_that_fail_later_take_no_verdict_back_and_give_none() {
    let mut run = answered();
    run.offsets(Ok(orders(10, 60)));
    run.timer();
    for _ in &READ_BACK_WAITS_MILLIS[1..] {
        run.offsets(Err(fault(FaultKind::Unreachable)));
        run.timer();
    }
    run.offsets(Err(fault(FaultKind::Unreachable)));
    assert_eq!(verdicts(&run), [Verdict::Confirmed, Verdict::Unknown]);
}

#[test]
fn a_confirmed_partition_that_moves_on_during_the_wait_is_told_as_it_is_now() {
    let mut run = answered();
    run.offsets(Ok(orders(10, 60)));
    run.timer();
    run.offsets(Ok(orders(77, 10)));
    let rows = &run.finished().result.rows;
    assert_eq!((rows[0].verdict, rows[0].reason), (Verdict::Differs, VerdictReason::MovedSince));
    assert_eq!(rows[0].observed, Observation::Committed(Some(offset(77))));
    assert_eq!(rows[1].verdict, Verdict::Confirmed);
}

#[test]
fn a_partition_without_a_readable_commit_is_waited_for_and_then_unknown_with_its_code() {
    let broken = KafkaError::from_code(14);
    let mut seen = snapshot(&[("orders", 0, Some(10)), ("orders", 1, None)]);
    seen.partitions.values_mut().filter(|found| found.committed.is_none()).for_each(|found| {
        found.error = Some(broken);
    });
    let mut run = answered();
    for _ in READ_BACK_WAITS_MILLIS {
        run.offsets(Ok(seen.clone()));
        run.timer();
    }
    run.offsets(Ok(seen));
    assert_eq!(verdicts(&run), [Verdict::Confirmed, Verdict::Unknown]);
    assert_eq!(run.finished().result.rows[1].observed, Observation::Unreadable(Some(broken)));
}

#[test]
fn what_no_read_can_ever_tell_is_neither_waited_for_nor_offered_again() {
    let mut before = snapshot(&[("orders", 0, Some(50)), ("orders", 1, None)]);
    for found in before.partitions.values_mut().filter(|found| found.committed.is_none()) {
        found.error = Some(KafkaError::from_code(14));
    }
    let mut run = Run::reviewing(request(&["orders"], ResetStrategy::Earliest), before.clone());
    run.confirm(fully());
    run.host(true);
    run.check(before);
    run.submitted(Ok(answer(&[done("orders", 0, 10), failed("orders", Some(1), 14)])));
    run.offsets(Ok(orders(10, 60)));

    assert_eq!(verdicts(&run), [Verdict::Confirmed, Verdict::Unknown]);
    assert_eq!(run.waits(), [0_u64; 0]);
    assert!(!run.finished().can_read_again());
}

#[test]
fn read_again_may_turn_unknown_into_a_verdict_and_announces_nothing_more() {
    let mut run = answered();
    for _ in READ_BACK_WAITS_MILLIS {
        run.offsets(Err(fault(FaultKind::Unreachable)));
        run.timer();
    }
    run.offsets(Err(fault(FaultKind::Unreachable)));
    assert!(run.finished().can_read_again());

    assert!(matches!(&run.on(Event::ReadAgainPressed)[..], [Effect::ReadOffsets { .. }]));
    assert!(matches!(run.flow.state(), State::Verifying(_)));
    let effects = run.offsets(Ok(orders(10, 10)));
    assert!(
        matches!(&effects[..], [Effect::RecordOutcome { .. }, Effect::StartTimer { .. }]),
        "recorded anew, and looked at later: {effects:?}"
    );
    assert_eq!(verdicts(&run), [Verdict::Confirmed, Verdict::Confirmed]);
    assert_eq!(run.finished().reads, 8);
    assert_eq!(run.announced(), ["plan-created", "reset-submitted", "reset-unknown"]);
}

#[test]
fn read_again_does_nothing_when_every_partition_has_its_verdict() {
    let mut run = answered();
    run.offsets(Ok(orders(10, 10)));
    assert!(!run.finished().can_read_again());
    assert_eq!(run.on(Event::ReadAgainPressed), []);
    assert_eq!(verdicts(&run), [Verdict::Confirmed, Verdict::Confirmed]);
}

#[test]
fn going_back_loses_no_outcome() {
    let mut run = answered();
    run.on(Event::BackPressed);
    run.on(Event::NewResetPressed);
    assert!(matches!(run.flow.state(), State::Verifying(_)));
    run.offsets(Ok(orders(50, 60)));
    run.on(Event::BackPressed);
    assert!(matches!(run.flow.state(), State::Verifying(_)));
    run.timer();
    run.offsets(Ok(orders(10, 10)));
    run.on(Event::BackPressed);
    assert_eq!(verdicts(&run), [Verdict::Confirmed, Verdict::Confirmed]);
}

#[test]
fn a_timer_of_an_earlier_wait_is_dropped() {
    let mut run = answered();
    let first = run.offsets(Ok(orders(50, 60)));
    let [Effect::StartTimer { id: first, .. }] = first[..] else { panic!("{first:?}") };
    run.timer();
    let reading = run.flow.clone();
    assert_eq!(run.on(Event::TimerFired { id: first }), []);
    assert_eq!(run.flow, reading);
}
