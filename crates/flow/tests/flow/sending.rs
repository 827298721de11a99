//! What the endpoint answers to the reset: done, refused for certain, or nothing.

use crate::support::{
    Run, answer, at, done, empty, everything, failed, fault, fully, live, nothing_typed, now, orders,
    request, review_pressed, topic,
};
use kafka_offsets::{Claim, FaultKind, KafkaError, Overall, PlanAge, ResetStrategy, Verdict, VerdictReason};
use reset_flow::{AfterRefusal, Announcement, BlockReason, ConfirmRefusal, Effect, Ending, Event, State};

/// After these the reset may have been carried out.
const UNCERTAIN: [FaultKind; 10] = [
    FaultKind::Unreachable,
    FaultKind::TimedOut,
    FaultKind::NotTheApi,
    FaultKind::Truncated,
    FaultKind::Malformed,
    FaultKind::HttpStatus,
    FaultKind::OutcomeUnknown,
    FaultKind::Internal,
    FaultKind::ClockOrReplay,
    FaultKind::Other,
];

/// After these nothing moved, and it is not the group's fault.
const REFUSED: [FaultKind; 12] = [
    FaultKind::SignatureMismatch,
    FaultKind::UnknownKey,
    FaultKind::BadToken,
    FaultKind::NotAuthorized,
    FaultKind::Throttled,
    FaultKind::InstanceNotFound,
    FaultKind::TopicNotFound,
    FaultKind::BadParameter,
    FaultKind::UnknownAction,
    FaultKind::TooLarge,
    FaultKind::UpstreamUnavailable,
    FaultKind::RefusedHere,
];

#[test]
fn a_lost_answer_is_read_back_and_never_sent_again() {
    for kind in UNCERTAIN {
        let mut run = Run::sent();
        let effects = run.submitted(Err(fault(kind)));
        assert!(matches!(&effects[..], [Effect::ReadOffsets { .. }]), "{kind:?}: {effects:?}");
        assert!(matches!(run.flow.state(), State::OutcomeUnknown(_)), "{kind:?}");
        assert_eq!(run.reading_back().claim, Claim::Lost);
        assert_eq!(run.reading_back().lost, Some(fault(kind)));

        run.offsets(Ok(orders(10, 10)));
        let finished = run.finished();
        assert_eq!(finished.overall, Overall::Succeeded);
        assert_eq!(finished.lost, Some(fault(kind)));
        assert!(finished.result.rows.iter().all(|row| row.reason == VerdictReason::AppliedAnswerLost));
        assert_eq!(run.announced(), ["plan-created", "reset-submitted", "reset-succeeded"]);
        assert_eq!(run.submissions().len(), 1);
    }
}

#[test]
fn a_certain_refusal_leads_back_to_the_review_with_plan_and_refusal() {
    for kind in REFUSED {
        let mut run = Run::sent();
        let plan = match run.flow.state() {
            State::Submitting(submitting) => submitting.intent.plan.clone(),
            other => panic!("{other:?}"),
        };
        let told = Announcement::ResetRefused { plan: plan.clone(), fault: fault(kind) };
        let effects = run.submitted(Err(fault(kind)));
        let [Effect::RecordOutcome { intent, ending }, Effect::ReleaseGroup { .. }, Effect::Announce(said)] =
            &effects[..]
        else {
            panic!("{kind:?}: {effects:?}");
        };
        assert_eq!((&intent.plan, ending), (&plan, &Ending::Refused(fault(kind))));
        assert_eq!(*said, told);
        assert_eq!(run.review_shown().refused, Some(fault(kind)));
        assert_eq!(run.review_shown().plan, plan);
        assert_eq!(run.announced(), ["plan-created", "reset-submitted", "reset-failed"]);
    }
}

#[test]
fn a_refused_plan_is_used_up_and_planning_again_opens_the_way() {
    let mut run = Run::sent();
    run.submitted(Err(fault(FaultKind::SignatureMismatch)));
    assert_eq!(run.confirm(fully()), []);
    assert_eq!(run.review_shown().not_confirmed, Some(ConfirmRefusal::PlanUsed));
    assert_eq!(run.review_shown().refused, Some(fault(FaultKind::SignatureMismatch)));

    run.on(Event::PlanAgainPressed);
    run.group(Ok(empty()));
    run.offsets(Ok(orders(50, 60)));
    run.confirm(nothing_typed());
    run.host(true);
    run.check(orders(50, 60));
    assert_eq!(run.submissions().len(), 2);
}

#[test]
fn a_group_that_got_members_blocks_and_its_members_are_read_and_named() {
    let mut run = Run::sent();
    let effects = run.submitted(Err(fault(FaultKind::GroupNotEmpty)));
    assert!(matches!(
        &effects[..],
        [
            Effect::RecordOutcome { ending: Ending::Refused(_), .. },
            Effect::ReleaseGroup { .. },
            Effect::Announce(_),
            Effect::ReadGroup { .. }
        ]
    ));

    run.group(Ok(live()));
    let State::Blocked(blocked) = run.flow.state() else { panic!("{:?}", run.flow.state()) };
    let BlockReason::RefusedForGroup(refused) = &blocked.reason else { panic!("{:?}", blocked.reason) };
    assert_eq!(refused.fault, fault(FaultKind::GroupNotEmpty));
    assert_eq!(refused.group, AfterRefusal::Read(live()));
    assert_eq!(refused.plan.rows.len(), 2);
    assert_eq!(run.announced(), ["plan-created", "reset-submitted", "reset-failed"]);

    assert!(matches!(&run.on(Event::CheckAgainPressed)[..], [Effect::ReadGroup { .. }]));
    assert!(matches!(run.flow.state(), State::Planning(_)));
}

#[test]
fn a_group_that_is_gone_or_unreadable_after_the_refusal_is_told_so() {
    let mut run = Run::sent();
    run.submitted(Err(fault(FaultKind::GroupNotFound)));
    run.group(Err(fault(FaultKind::TimedOut)));
    let State::Blocked(blocked) = run.flow.state() else { panic!("{:?}", run.flow.state()) };
    let BlockReason::RefusedForGroup(refused) = &blocked.reason else { panic!("{:?}", blocked.reason) };
    assert_eq!(refused.fault, fault(FaultKind::GroupNotFound));
    assert_eq!(refused.group, AfterRefusal::Unreadable(fault(FaultKind::TimedOut)));
}

#[test]
fn a_mixed_answer_ends_in_a_mixed_result() {
    let mut offsets = orders(50, 60);
    offsets.failed_topics.insert(topic("typo"), KafkaError::from_code(3));
    let mut run = Run::reviewing(request(&["orders", "typo"], ResetStrategy::Earliest), offsets.clone());
    run.confirm(fully());
    run.host(true);
    run.check(offsets);
    run.submitted(Ok(answer(&[
        done("orders", 0, 10),
        failed("orders", Some(1), 25),
        failed("typo", None, 3),
    ])));
    run.offsets(Ok(orders(10, 60)));

    let finished = run.finished();
    let verdicts: Vec<_> =
        finished.result.rows.iter().map(|row| (row.planned.at.clone(), row.verdict)).collect();
    assert_eq!(verdicts, [(at("orders", 0), Verdict::Confirmed), (at("orders", 1), Verdict::NotApplied)]);
    assert_eq!(finished.result.others[0].topic, topic("typo"));
    assert_eq!(finished.overall, Overall::Partial);
    assert_eq!(run.waits(), [0_u64; 0], "what was reported as failed is not waited for");
    assert_eq!(run.announced(), ["plan-created", "reset-submitted", "reset-partial"]);
}

#[test]
fn nothing_the_operator_does_while_sending_changes_anything() {
    let mut run = Run::sent();
    let sending = run.flow.clone();
    for event in [
        Event::BackPressed,
        Event::NewResetPressed,
        Event::PlanAgainPressed,
        Event::CheckAgainPressed,
        Event::ReadAgainPressed,
        Event::ConfirmPressed { confirmation: fully(), now: now() },
        Event::RetryPressed,
        Event::UndoPressed { step: 0 },
        Event::WaitUntilEmptyPressed,
        review_pressed(request(&["carts"], ResetStrategy::Latest), everything()),
    ] {
        assert_eq!(run.on(event.clone()), [], "{event:?}");
        assert_eq!(run.flow, sending, "{event:?}");
    }
}

#[test]
fn a_second_answer_to_the_same_reset_is_dropped() {
    let mut run = Run::sent();
    run.submitted(Err(fault(FaultKind::TimedOut)));
    let reading = run.flow.clone();
    assert_eq!(run.submitted(Ok(answer(&[done("orders", 0, 10)]))), []);
    assert_eq!(run.flow, reading);
}

#[test]
fn a_plan_ages_while_it_is_on_its_way_so_that_a_refusal_shows_it_as_old_as_it_is() {
    let mut run = Run::reviewing(request(&["orders"], ResetStrategy::Earliest), orders(50, 60));
    let timer = run.timer_id();
    run.confirm(nothing_typed());
    run.host(true);
    run.check(orders(50, 60));
    assert!(matches!(&run.on(Event::TimerFired { id: timer })[..], [Effect::StartTimer { .. }]));
    run.submitted(Err(fault(FaultKind::SignatureMismatch)));
    assert_eq!(run.review_shown().age, PlanAge::ExpiresSoon);
}
