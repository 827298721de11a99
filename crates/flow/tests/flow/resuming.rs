//! A reset whose outcome nobody was there to hear: taken up again after a reload.

use crate::support::{Run, everything, fault, in_state, orders, snapshot};
use kafka_offsets::{Claim, FaultKind, GroupState, Overall, ResetPlan, VerdictReason};
use reset_flow::{Effect, Ending, Event, Intent, READ_BACK_WAITS_MILLIS, ReadTopics, State};
use std::sync::Arc;

/// What an earlier page recorded before it was gone.
fn intent() -> Intent {
    Run::sent().last(|effect| match effect {
        Effect::RecordIntent { intent, .. } => Some(intent.clone()),
        _ => None,
    })
}

fn resumed() -> Run {
    let mut run = Run::new();
    let effects = run.on(Event::Resumed { intent: intent(), production: false, abilities: everything() });
    assert!(
        matches!(&effects[..], [Effect::ReadOffsets { topics: ReadTopics::Named(_), .. }]),
        "{effects:?}"
    );
    run
}

#[test]
fn a_reset_taken_up_again_is_unknown_until_it_is_read_back_and_sends_nothing() {
    let mut run = resumed();
    let State::OutcomeUnknown(back) = run.flow.state() else { panic!("{:?}", run.flow.state()) };
    assert_eq!((&back.claim, &back.lost), (&Claim::Lost, &None));

    let effects = run.offsets(Ok(orders(10, 10)));
    let [Effect::RecordOutcome { intent: closed, ending }, Effect::Announce(_), Effect::StartTimer { .. }] =
        &effects[..]
    else {
        panic!("no claim is held, so none is released: {effects:?}");
    };
    assert_eq!(*closed, intent());
    assert!(matches!(ending, Ending::Verified { claim: Claim::Lost, .. }));
    assert_eq!(run.finished().overall, Overall::Succeeded);
    assert_eq!(run.announced(), ["reset-succeeded"]);
    assert_eq!(run.submissions().len(), 0);
}

#[test]
fn it_is_read_back_with_the_same_patience_as_a_lost_answer() {
    let mut run = resumed();
    for _ in READ_BACK_WAITS_MILLIS {
        run.offsets(Ok(orders(50, 60)));
        run.timer();
    }
    run.offsets(Ok(orders(50, 60)));
    assert!(run.finished().result.rows.iter().all(|row| row.reason == VerdictReason::LostNotMoved));
    assert_eq!(run.waits(), READ_BACK_WAITS_MILLIS);
}

#[test]
fn it_can_be_undone_and_retried_like_any_other() {
    let mut run = resumed();
    run.offsets(Ok(orders(10, 10)));
    assert!(matches!(&run.on(Event::UndoPressed { step: 0 })[..], [Effect::ReadGroup { .. }]));

    let mut run = resumed();
    for _ in READ_BACK_WAITS_MILLIS {
        run.offsets(Ok(orders(50, 60)));
        run.timer();
    }
    run.offsets(Ok(orders(50, 60)));
    assert!(matches!(&run.on(Event::RetryPressed)[..], [Effect::ReadGroup { .. }]));
}

#[test]
fn only_an_idle_flow_takes_one_up() {
    for mut run in [
        Run::confirmed(),
        Run::sent(),
        Run::reviewing(
            crate::support::request(&["orders"], kafka_offsets::ResetStrategy::Earliest),
            orders(50, 60),
        ),
    ] {
        let before = run.flow.clone();
        let resume = Event::Resumed { intent: intent(), production: false, abilities: everything() };
        assert_eq!(run.on(resume), []);
        assert_eq!(run.flow, before);
    }
}

#[test]
fn a_record_without_a_single_partition_ends_at_once_and_not_as_a_success() {
    let recorded = intent();
    let plan = Arc::new(ResetPlan { rows: Vec::new(), ..(*recorded.plan).clone() });
    let mut run = Run::new();
    let intent = Intent { plan, ..recorded };
    run.on(Event::Resumed { intent, production: false, abilities: everything() });
    assert_eq!(run.finished().overall, Overall::Failed);
}

#[test]
fn a_record_of_a_group_that_was_to_be_created_is_read_as_that_group() {
    let recorded = intent();
    let plan = Arc::new(ResetPlan { group_state: GroupState::Dead, ..(*recorded.plan).clone() });
    let mut run = Run::new();
    let intent = Intent { plan, ..recorded };
    let effects = run.on(Event::Resumed { intent, production: false, abilities: everything() });
    assert!(
        matches!(&effects[..], [Effect::ReadOffsets { group, .. }] if *group == in_state(GroupState::Dead))
    );
}

#[test]
fn a_read_that_fails_leaves_it_unknown_and_reading_again_is_offered() {
    let mut run = resumed();
    for _ in READ_BACK_WAITS_MILLIS {
        run.offsets(Err(fault(FaultKind::UnknownKey)));
        run.timer();
    }
    run.offsets(Err(fault(FaultKind::UnknownKey)));
    assert_eq!(run.finished().overall, Overall::Unknown);
    assert!(run.finished().can_read_again());
    run.on(Event::ReadAgainPressed);
    run.offsets(Ok(snapshot(&[("orders", 0, Some(10)), ("orders", 1, Some(10))])));
    assert_eq!(run.finished().overall, Overall::Succeeded);
}
