//! The last look before sending: the group is ours, nothing has changed, and it is written down.

use crate::support::{
    Run, TAKEN_AT, at, empty, everything, fault, in_state, live, nothing_typed, now, offset, orders, request,
    review_pressed, snapshot,
};
use kafka_offsets::{
    DriftKind, FaultKind, GroupState, OffsetSnapshot, ResetRequest, ResetStrategy, TopicChange,
};
use reset_flow::{
    CheckStep, ClaimRefusal, ConfirmRefusal, Drifted, Effect, Ending, Event, FlowSettings, RequestId, State,
};

fn drifted(run: &Run) -> &Drifted {
    match run.flow.state() {
        State::Drifted(drifted) => drifted,
        other => panic!("not drifted: {other:?}"),
    }
}

fn claim(run: &Run) -> RequestId {
    run.last(|effect| match effect {
        Effect::ClaimGroup { id, .. } => Some(*id),
        _ => None,
    })
}

/// Claimed, and the group read again as empty.
fn before_the_offsets() -> Run {
    let mut run = Run::confirmed();
    run.claim(Ok(()));
    run.group(Ok(empty()));
    run
}

#[test]
fn a_group_that_another_window_holds_is_not_sent_for_and_nothing_is_held() {
    for (refusal, told) in [
        (ClaimRefusal::HeldElsewhere, ConfirmRefusal::HeldElsewhere),
        (ClaimRefusal::AlreadyApplied, ConfirmRefusal::AlreadyApplied),
    ] {
        let mut run = Run::confirmed();
        assert_eq!(run.claim(Err(refusal)), []);
        assert_eq!(run.review_shown().not_confirmed, Some(told));

        assert!(
            matches!(&run.confirm(nothing_typed())[..], [Effect::AskHost { .. }]),
            "it may be tried again"
        );
        assert_eq!(run.review_shown_or_asked().not_confirmed, None);
    }
}

#[test]
fn a_commit_that_moved_stops_the_reset_with_what_was_planned_what_is_now_and_the_target() {
    let mut run = before_the_offsets();
    assert_eq!(run.offsets(Ok(orders(50, 63))), [Effect::ReleaseGroup { id: claim(&run) }]);
    let drift = &drifted(&run).drift;
    let rows: Vec<_> =
        drift.rows.iter().map(|row| (&row.at, row.planned_from, row.now, &row.kinds[..])).collect();
    let moved = at("orders", 1);
    assert_eq!(rows, [(&moved, Some(offset(60)), Some(offset(63)), &[DriftKind::CommitMoved][..])]);
    assert_eq!(drift.group, None);
    assert_eq!(run.submissions().len(), 0);
}

#[test]
fn a_member_that_joined_stops_the_reset_and_is_named() {
    let mut run = Run::confirmed();
    run.claim(Ok(()));
    let effects = run.group(Ok(live()));
    assert!(matches!(&effects[..], [Effect::ReadOffsets { group, .. }] if *group == live()));
    assert_eq!(run.offsets(Ok(OffsetSnapshot { group: live(), ..orders(50, 60) })).len(), 1);
    assert_eq!(drifted(&run).drift.group, Some(live()));
    assert_eq!(run.submissions().len(), 0);
}

#[test]
fn a_member_that_joined_is_named_even_if_the_offsets_cannot_be_read_then() {
    let mut run = Run::confirmed();
    run.claim(Ok(()));
    run.group(Ok(live()));
    assert_eq!(run.offsets(Err(fault(FaultKind::TimedOut))), [Effect::ReleaseGroup { id: claim(&run) }]);
    let drift = &drifted(&run).drift;
    assert_eq!((&drift.group, drift.rows.len(), drift.topics.len()), (&Some(live()), 0, 0));
}

#[test]
fn a_group_that_is_gone_stops_the_reset_however_the_endpoint_says_it() {
    for outcome in [Ok(in_state(GroupState::Dead)), Err(fault(FaultKind::GroupNotFound))] {
        let mut run = Run::confirmed();
        run.claim(Ok(()));
        run.group(outcome);
        let gone = in_state(GroupState::Dead);
        run.offsets(Ok(OffsetSnapshot { group: gone.clone(), ..orders(50, 60) }));
        assert_eq!(drifted(&run).drift.group, Some(gone));
    }
}

#[test]
fn a_group_that_came_into_being_before_it_was_created_stops_the_reset() {
    let dead = in_state(GroupState::Dead);
    let never = OffsetSnapshot { group: dead.clone(), ..snapshot(&[("orders", 0, None)]) };
    let asked = ResetRequest { create_group: true, ..request(&["orders"], ResetStrategy::Earliest) };
    let mut run = Run::new();
    run.review(asked);
    run.group(Ok(dead));
    run.offsets(Ok(never));
    run.confirm(crate::support::fully());
    run.host(true);
    run.claim(Ok(()));
    run.group(Ok(empty()));
    run.offsets(Ok(snapshot(&[("orders", 0, None)])));
    assert_eq!(drifted(&run).drift.group, Some(empty()));
}

#[test]
fn a_partition_that_was_added_stops_the_reset() {
    let mut run = before_the_offsets();
    run.offsets(Ok(snapshot(&[("orders", 0, Some(50)), ("orders", 1, Some(60)), ("orders", 2, None)])));
    let rows: Vec<_> = drifted(&run).drift.rows.iter().map(|row| (&row.at, &row.kinds[..])).collect();
    assert_eq!(rows, [(&at("orders", 2), &[DriftKind::PartitionAdded][..])]);
}

#[test]
fn a_topic_that_is_gone_stops_the_reset() {
    let mut run = before_the_offsets();
    run.offsets(Ok(snapshot(&[])));
    let topics: Vec<_> = drifted(&run).drift.topics.iter().map(|topic| topic.change).collect();
    assert_eq!(topics, [TopicChange::Gone]);
}

#[test]
fn retention_that_passes_the_target_stops_the_reset() {
    let single = request(&["orders"], ResetStrategy::Offset(offset(20)));
    let mut run = Run::reviewing(single, orders(50, 60));
    run.confirm(crate::support::fully());
    run.host(true);
    run.claim(Ok(()));
    run.group(Ok(empty()));
    let mut now = orders(50, 60);
    now.partitions.values_mut().for_each(|found| found.log_start = Some(offset(30)));
    run.offsets(Ok(now));
    assert!(drifted(&run).drift.rows.iter().all(|row| row.kinds == [DriftKind::TargetOutsideLog]));
}

#[test]
fn records_that_came_in_are_no_drift() {
    let mut run = before_the_offsets();
    let mut now = orders(50, 60);
    now.partitions.values_mut().for_each(|found| found.log_end = Some(offset(200)));
    assert!(matches!(&run.offsets(Ok(now))[..], [Effect::RecordIntent { .. }]));
}

#[test]
fn a_check_that_fails_leads_back_to_the_review_and_can_be_tried_again() {
    for fails_at_the_group in [true, false] {
        let mut run = Run::confirmed();
        run.claim(Ok(()));
        let effects = if fails_at_the_group {
            run.group(Err(fault(FaultKind::TimedOut)))
        } else {
            run.group(Ok(empty()));
            run.offsets(Err(fault(FaultKind::TimedOut)))
        };
        assert_eq!(effects, [Effect::ReleaseGroup { id: claim(&run) }]);
        let refusal = ConfirmRefusal::CheckFailed(fault(FaultKind::TimedOut));
        assert_eq!(run.review_shown().not_confirmed, Some(refusal));
        assert_eq!(run.submissions().len(), 0);

        run.confirm(nothing_typed());
        run.host(true);
        run.check(orders(50, 60));
        assert_eq!(run.submissions().len(), 1);
    }
}

#[test]
fn back_at_any_step_of_the_check_returns_to_the_review_and_releases_the_group() {
    for steps in 0..=2 {
        let mut run = Run::confirmed();
        if steps > 0 {
            run.claim(Ok(()));
        }
        if steps > 1 {
            run.group(Ok(empty()));
        }
        assert_eq!(
            run.on(Event::BackPressed),
            [Effect::ReleaseGroup { id: claim(&run) }],
            "after {steps} steps"
        );
        assert_eq!(run.review_shown().not_confirmed, None);

        let waiting = run.flow.clone();
        match steps {
            0 => run.claim(Ok(())),
            1 => run.group(Ok(empty())),
            _ => run.offsets(Ok(orders(50, 60))),
        };
        assert_eq!(run.flow, waiting, "a late answer changes nothing");
        assert_eq!(run.submissions().len(), 0);
    }
}

#[test]
fn back_while_the_intent_is_recorded_sends_nothing_and_closes_the_record() {
    let mut run = before_the_offsets();
    let effects = run.offsets(Ok(orders(50, 60)));
    let [Effect::RecordIntent { intent: recorded, .. }] = &effects[..] else { panic!("{effects:?}") };
    let effects = run.on(Event::BackPressed);
    let [Effect::RecordOutcome { intent, ending: Ending::NotSent }, Effect::ReleaseGroup { id }] =
        &effects[..]
    else {
        panic!("{effects:?}");
    };
    assert_eq!((intent, *id), (recorded, claim(&run)));
    assert_eq!(run.recorded(), [], "recorded too late");
    assert_eq!(run.submissions().len(), 0);
}

#[test]
fn nothing_but_back_and_answers_moves_the_check() {
    let mut run = before_the_offsets();
    let checking = run.flow.clone();
    for event in [
        Event::ConfirmPressed { confirmation: nothing_typed(), now: now() },
        Event::PlanAgainPressed,
        Event::CheckAgainPressed,
        Event::NewResetPressed,
        Event::ReadAgainPressed,
        review_pressed(request(&["carts"], ResetStrategy::Latest), everything()),
    ] {
        assert_eq!(run.on(event.clone()), [], "{event:?}");
        assert_eq!(run.flow, checking, "{event:?}");
    }
}

#[test]
fn a_plan_that_drifted_is_planned_again_at_one_press_with_the_offsets_of_now() {
    let mut run = before_the_offsets();
    run.offsets(Ok(orders(50, 63)));
    assert!(matches!(&run.on(Event::PlanAgainPressed)[..], [Effect::ReadGroup { .. }]));
    run.group(Ok(empty()));
    run.offsets(Ok(orders(50, 63)));
    assert_eq!(run.review_shown().plan.rows[1].committed, Some(offset(63)));
    run.confirm(nothing_typed());
    run.host(true);
    run.check(orders(50, 63));
    assert_eq!(run.submissions().len(), 1);
}

#[test]
fn a_plan_that_drifted_cannot_be_confirmed_and_is_left_by_back_or_new_reset() {
    for leave in [Event::BackPressed, Event::NewResetPressed] {
        let mut run = before_the_offsets();
        run.offsets(Ok(orders(50, 63)));
        assert_eq!(run.confirm(nothing_typed()), []);
        assert!(matches!(run.flow.state(), State::Drifted(_)));
        run.on(leave);
        assert_eq!(run.flow.state(), &State::Editing);
    }
}

#[test]
fn a_plan_ages_during_the_check_without_disturbing_it() {
    let mut run = Run::reviewing(request(&["orders"], ResetStrategy::Earliest), orders(50, 60));
    let timer = run.timer_id();
    run.confirm(nothing_typed());
    run.host(true);
    assert!(matches!(&run.on(Event::TimerFired { id: timer })[..], [Effect::StartTimer { .. }]));
    let State::Checking(checking) = run.flow.state() else { panic!("{:?}", run.flow.state()) };
    assert!(matches!(checking.step, CheckStep::Claiming { .. }));
    run.check(OffsetSnapshot { taken_at: crate::support::time(TAKEN_AT + 241_000), ..orders(50, 60) });
    assert_eq!(run.submissions().len(), 1);
}

#[test]
fn a_flow_that_becomes_read_only_after_the_confirmation_sends_nothing() {
    let mut run = before_the_offsets();
    run.offsets(Ok(orders(50, 60)));
    run.flow.set(FlowSettings { read_only: true, ..FlowSettings::default() });
    let effects = run.recorded();
    assert!(matches!(
        &effects[..],
        [Effect::RecordOutcome { ending: Ending::NotSent, .. }, Effect::ReleaseGroup { .. }]
    ));
    assert_eq!(run.review_shown().not_confirmed, Some(ConfirmRefusal::ReadOnly));
    assert_eq!(run.submissions().len(), 0);
}
