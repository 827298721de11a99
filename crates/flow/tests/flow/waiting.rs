//! Waiting until a group is empty: looking every five seconds, and never sending anything.

use crate::support::{Run, empty, fault, in_state, live, orders, request};
use kafka_offsets::{FaultKind, GroupState, ResetRequest, ResetStrategy};
use reset_flow::{
    AfterRefusal, BlockReason, Blocked, Effect, Event, State, WAIT_POLL_MILLIS, WaitStep, Waiting,
};

fn live_group() -> Run {
    let mut run = Run::new();
    run.review(request(&["orders"], ResetStrategy::Earliest));
    run.group(Ok(live()));
    run
}

fn waiting_run() -> Run {
    let mut run = live_group();
    run.on(Event::WaitUntilEmptyPressed);
    run
}

fn blocked(run: &Run) -> &Blocked {
    match run.flow.state() {
        State::Blocked(blocked) => blocked,
        other => panic!("not blocked: {other:?}"),
    }
}

fn waiting(run: &Run) -> &Waiting {
    blocked(run).waiting.as_ref().expect("not waiting")
}

#[test]
fn the_group_is_looked_at_every_five_seconds_and_shown_as_it_is() {
    let mut run = live_group();
    let effects = run.on(Event::WaitUntilEmptyPressed);
    assert!(matches!(&effects[..], [Effect::StartTimer { millis: 5_000, .. }]));
    assert_eq!(WAIT_POLL_MILLIS, 5_000);
    assert!(matches!(waiting(&run).step, WaitStep::Pausing { millis: 5_000, .. }));

    for polls in 1..=3 {
        assert!(matches!(&run.timer()[..], [Effect::ReadGroup { .. }]));
        assert!(matches!(waiting(&run).step, WaitStep::Reading { .. }));
        let rebalancing = in_state(GroupState::PreparingRebalance);
        let effects = run.group(Ok(rebalancing));
        assert!(matches!(&effects[..], [Effect::StartTimer { millis: 5_000, .. }]));
        let expected =
            BlockReason::GroupNotEmpty { state: GroupState::PreparingRebalance, members: Vec::new() };
        assert_eq!((&blocked(&run).reason, waiting(&run).polls), (&expected, polls));
    }
}

#[test]
fn an_empty_group_leads_to_a_plan_on_show_and_no_further() {
    let mut run = waiting_run();
    run.timer();
    assert!(matches!(&run.group(Ok(empty()))[..], [Effect::ReadOffsets { .. }]));
    run.offsets(Ok(orders(50, 60)));
    assert!(run.review_shown().not_confirmed.is_none());
    assert_eq!(run.announced(), ["plan-created"]);
    let asks = |effect: &Effect| matches!(effect, Effect::AskHost { .. } | Effect::Submit { .. });
    assert!(!run.effects.iter().any(asks));
}

#[test]
fn a_look_that_fails_is_told_and_the_wait_goes_on() {
    let mut run = waiting_run();
    run.timer();
    assert!(matches!(&run.group(Err(fault(FaultKind::TimedOut)))[..], [Effect::StartTimer { .. }]));
    assert_eq!((&waiting(&run).fault, waiting(&run).polls), (&Some(fault(FaultKind::TimedOut)), 1));
    run.timer();
    run.group(Ok(live()));
    assert_eq!(waiting(&run).fault, None);
}

#[test]
fn a_group_that_vanishes_ends_the_wait_unless_it_may_be_created() {
    for outcome in [Ok(in_state(GroupState::Dead)), Err(fault(FaultKind::GroupNotFound))] {
        let mut run = waiting_run();
        run.timer();
        assert_eq!(run.group(outcome.clone()), []);
        assert_eq!((&blocked(&run).reason, &blocked(&run).waiting), (&BlockReason::GroupDoesNotExist, &None));

        let mut run = Run::new();
        run.review(ResetRequest { create_group: true, ..request(&["orders"], ResetStrategy::Earliest) });
        run.group(Ok(live()));
        run.on(Event::WaitUntilEmptyPressed);
        run.timer();
        assert!(matches!(&run.group(outcome)[..], [Effect::ReadOffsets { .. }]));
    }
}

#[test]
fn stopped_waiting_looks_no_more_and_a_late_look_changes_nothing() {
    let mut run = waiting_run();
    run.on(Event::StopWaitingPressed);
    assert_eq!(blocked(&run).waiting, None);
    let stopped = run.flow.clone();
    assert_eq!(run.timer(), []);
    assert_eq!(run.flow, stopped);

    let mut run = waiting_run();
    run.timer();
    run.on(Event::StopWaitingPressed);
    assert_eq!(run.group(Ok(empty())), []);
    assert!(matches!(run.flow.state(), State::Blocked(_)));
}

#[test]
fn a_second_press_does_not_look_twice_as_often() {
    let mut run = waiting_run();
    let before = run.flow.clone();
    assert_eq!(run.on(Event::WaitUntilEmptyPressed), []);
    assert_eq!(run.flow, before);
}

#[test]
fn check_again_and_back_end_the_wait() {
    let mut run = waiting_run();
    assert!(matches!(&run.on(Event::CheckAgainPressed)[..], [Effect::ReadGroup { .. }]));
    run.group(Ok(live()));
    assert_eq!(blocked(&run).waiting, None);

    let mut run = waiting_run();
    run.on(Event::BackPressed);
    assert_eq!(run.flow.state(), &State::Editing);
    assert_eq!(run.timer(), []);
}

#[test]
fn only_a_group_with_members_is_waited_for() {
    let mut run = Run::new();
    run.review(request(&["orders"], ResetStrategy::Earliest));
    run.group(Ok(in_state(GroupState::Dead)));
    assert!(!blocked(&run).can_wait());
    assert_eq!(run.on(Event::WaitUntilEmptyPressed), []);
    assert_eq!(blocked(&run).waiting, None);
}

#[test]
fn after_a_refusal_for_members_the_wait_shows_them_and_leads_to_a_fresh_plan() {
    let mut run = Run::sent();
    run.submitted(Err(fault(FaultKind::GroupNotEmpty)));
    assert!(!blocked(&run).can_wait(), "first its members are read");
    assert_eq!(run.on(Event::WaitUntilEmptyPressed), []);
    run.group(Ok(live()));
    assert!(blocked(&run).can_wait());

    run.on(Event::WaitUntilEmptyPressed);
    run.timer();
    run.group(Ok(in_state(GroupState::CompletingRebalance)));
    let BlockReason::RefusedForGroup(refused) = &blocked(&run).reason else { panic!("{:?}", blocked(&run)) };
    assert_eq!(refused.group, AfterRefusal::Read(in_state(GroupState::CompletingRebalance)));

    run.timer();
    run.group(Ok(empty()));
    run.offsets(Ok(orders(50, 60)));
    assert_eq!(run.review_shown().refused, None);
    assert_eq!(run.submissions().len(), 1, "the one that was refused");
}
