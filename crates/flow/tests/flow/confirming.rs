//! From a plan to the moment of sending: as much confirmation as the risk demands, then the host.

use crate::support::{
    Run, TAKEN_AT, at, empty, everything, fully, group, nothing_typed, offset, orders, request, snapshot,
    ticked, topic, topics, typed,
};
use kafka_offsets::{
    KafkaError, Note, OffsetSnapshot, PLAN_LIFETIME_MILLIS, PLAN_WARNING_MILLIS, PlanAge, ResetPlan,
    ResetRequest, ResetScope, ResetStrategy, Resolution, Risk, Timestamp, TopicSelection,
};
use reset_flow::{
    ConfirmRefusal, Confirmation, Effect, Event, FlowSettings, NotSendable, Origin, State, Submission,
};
use std::collections::{BTreeMap, BTreeSet};

fn named(submission: &Submission) -> &TopicSelection {
    match submission {
        Submission::Topics { topics, .. } => topics,
        other => panic!("not of whole topics: {other:?}"),
    }
}

#[test]
fn low_risk_needs_no_more_than_the_button() {
    let mut run = Run::reviewing(request(&["orders"], ResetStrategy::Earliest), orders(50, 60));
    assert_eq!(run.review_shown().risk, Risk::Low);
    assert!(matches!(&run.confirm(nothing_typed())[..], [Effect::AskHost { .. }]));
}

#[test]
fn medium_risk_needs_the_tick() {
    let mut run = Run::reviewing(request(&["orders"], ResetStrategy::ShiftBy(5)), orders(50, 60));
    assert_eq!(run.review_shown().risk, Risk::Medium);

    assert_eq!(run.confirm(nothing_typed()), []);
    assert_eq!(run.review_shown().not_confirmed, Some(ConfirmRefusal::NotTicked));
    assert!(matches!(&run.confirm(ticked())[..], [Effect::AskHost { .. }]));
}

#[test]
fn high_risk_needs_the_name_typed_exactly() {
    let mut run = Run::reviewing(request(&["orders"], ResetStrategy::Latest), orders(50, 60));
    assert_eq!(run.review_shown().risk, Risk::High);

    for wrong in [nothing_typed(), ticked(), typed("Billing"), typed("billing "), typed("billin")] {
        assert_eq!(run.confirm(wrong), []);
        assert_eq!(run.review_shown().not_confirmed, Some(ConfirmRefusal::GroupNameDiffers));
    }
    assert!(matches!(&run.confirm(typed("billing"))[..], [Effect::AskHost { .. }]));
}

#[test]
fn a_production_instance_makes_the_same_plan_high_risk() {
    let mut run = Run::new();
    run.on(Event::ReviewPressed {
        request: request(&["orders"], ResetStrategy::Earliest),
        production: true,
        abilities: everything(),
        origin: Origin::Form,
    });
    run.group(Ok(empty()));
    run.offsets(Ok(orders(50, 60)));
    assert_eq!(run.review_shown().risk, Risk::High);
}

#[test]
fn a_plan_in_which_every_partition_would_fail_cannot_be_confirmed() {
    let never = snapshot(&[("orders", 0, None), ("orders", 1, None)]);
    let mut run = Run::reviewing(request(&["orders"], ResetStrategy::ShiftBy(-5)), never);
    assert_eq!(run.confirm(typed("billing")), []);
    let refusal = ConfirmRefusal::NotSendable(NotSendable::NothingToSend);
    assert_eq!(run.review_shown().not_confirmed, Some(refusal));
}

#[test]
fn single_partitions_are_sent_one_by_one_with_the_commit_that_was_planned_from() {
    let single = BTreeSet::from([at("orders", 0)]);
    let offsets = BTreeMap::from([(at("orders", 0), offset(20)), (at("orders", 2), offset(30))]);
    let base = request(&["orders"], ResetStrategy::ShiftBy(-7));
    let planned = snapshot(&[("orders", 0, Some(50)), ("orders", 1, Some(60)), ("orders", 2, None)]);
    for (asked, expected) in [
        (
            ResetRequest { scope: ResetScope::Partitions(single), ..base.clone() },
            vec![(at("orders", 0), offset(43), Some(offset(50)))],
        ),
        (
            ResetRequest { strategy: ResetStrategy::PerPartition(offsets), ..base.clone() },
            vec![(at("orders", 0), offset(20), Some(offset(50))), (at("orders", 2), offset(30), None)],
        ),
    ] {
        let mut run = Run::reviewing(asked, planned.clone());
        run.confirm(fully());
        run.host(true);
        run.check(planned.clone());
        let sent = Submission::Partitions { group: group(), lines: expected, create_group: false };
        assert_eq!(run.submissions(), [&sent]);
    }
}

#[test]
fn a_plan_of_single_partitions_that_leaves_one_to_the_endpoint_is_not_sent() {
    let single = BTreeSet::from([at("orders", 0)]);
    let asked =
        ResetRequest { scope: ResetScope::Partitions(single), ..request(&["orders"], ResetStrategy::Latest) };
    let plan = ResetPlan::compute(asked, &orders(50, 60), Resolution::AtEndpoint).unwrap();
    assert_eq!(Submission::of(&plan), Err(NotSendable::SinglePartitions));
}

#[test]
fn topics_that_cannot_be_planned_are_sent_along_so_that_the_endpoint_reports_them() {
    let unknown = KafkaError::from_code(3);
    let mut offsets = orders(50, 60);
    offsets.failed_topics.insert(topic("typo"), unknown);
    let mut run = Run::reviewing(request(&["orders", "typo"], ResetStrategy::Earliest), offsets.clone());
    run.confirm(fully());
    run.host(true);
    run.check(offsets);
    assert_eq!(named(run.submissions()[0]), &topics(&["orders", "typo"]));
}

#[test]
fn all_topics_of_the_group_are_sent_by_name() {
    let all = ResetRequest {
        scope: ResetScope::AllTopicsOfGroup,
        ..request(&["ignored"], ResetStrategy::Earliest)
    };
    let mut offsets = snapshot(&[("orders", 0, Some(50)), ("carts", 0, Some(40)), ("carts", 1, None)]);
    offsets.failed_topics.insert(topic("deleted"), KafkaError::from_code(3));
    let mut run = Run::reviewing(all, offsets.clone());
    run.confirm(typed("billing"));
    run.host(true);
    run.check(offsets);
    assert_eq!(named(run.submissions()[0]), &topics(&["orders", "carts", "deleted"]));
}

#[test]
fn a_host_that_says_no_leads_back_to_the_same_review_and_nothing_is_sent() {
    let mut run = Run::reviewing(request(&["orders"], ResetStrategy::Earliest), orders(50, 60));
    let plan = run.review_shown().plan.clone();
    run.confirm(nothing_typed());
    assert_eq!(run.host(false), []);
    assert_eq!(run.review_shown().not_confirmed, Some(ConfirmRefusal::HostDeclined));
    assert_eq!(run.review_shown().plan, plan);

    run.confirm(nothing_typed());
    run.host(true);
    run.check(orders(50, 60));
    assert_eq!(run.submissions().len(), 1);
}

#[test]
fn back_while_the_host_is_asked_returns_to_the_review_and_a_late_yes_sends_nothing() {
    let mut run = Run::reviewing(request(&["orders"], ResetStrategy::Earliest), orders(50, 60));
    let shown = run.flow.state().clone();
    run.confirm(nothing_typed());
    run.on(Event::BackPressed);
    assert_eq!(run.flow.state(), &shown);
    assert_eq!(run.host(true), []);
    assert_eq!(run.submissions().len(), 0);
}

#[test]
fn a_second_press_on_confirm_asks_and_sends_nothing_more() {
    let mut run = Run::reviewing(request(&["orders"], ResetStrategy::Earliest), orders(50, 60));
    run.confirm(nothing_typed());
    assert_eq!(run.confirm(nothing_typed()), []);
    run.host(true);
    assert_eq!(run.confirm(nothing_typed()), []);
    run.check(orders(50, 60));
    assert_eq!(run.confirm(nothing_typed()), []);
    assert_eq!(run.host(true), []);
    assert_eq!(run.submissions().len(), 1);
}

#[test]
fn read_only_shows_the_plan_and_confirms_nothing() {
    let mut run = Run::with(FlowSettings { read_only: true, ..FlowSettings::default() });
    run.review(request(&["orders"], ResetStrategy::Earliest));
    run.group(Ok(empty()));
    run.offsets(Ok(orders(50, 60)));
    assert_eq!(run.confirm(fully()), []);
    assert_eq!(run.review_shown().not_confirmed, Some(ConfirmRefusal::ReadOnly));
}

#[test]
fn back_and_new_reset_lead_from_the_review_to_the_form() {
    for leave in [Event::BackPressed, Event::NewResetPressed] {
        let offsets: OffsetSnapshot = orders(50, 60);
        let mut run = Run::reviewing(request(&["orders"], ResetStrategy::Earliest), offsets);
        run.on(leave);
        assert_eq!(run.flow.state(), &State::Editing);
    }
}

/// Low risk, with settings that ask for more.
fn asked_for(settings: FlowSettings) -> Run {
    let mut run = Run::with(settings);
    run.review(request(&["orders"], ResetStrategy::Earliest));
    run.group(Ok(empty()));
    run.offsets(Ok(orders(50, 60)));
    run
}

#[test]
fn where_a_reason_and_a_ticket_are_required_nothing_is_confirmed_without_them() {
    let settings = FlowSettings { reason_required: true, ticket_required: true, ..FlowSettings::default() };
    let mut run = asked_for(settings);
    let given = |reason: &str, ticket: &str| Confirmation {
        reason: reason.to_owned(),
        ticket: ticket.to_owned(),
        ..Confirmation::default()
    };
    for (confirmation, refusal) in [
        (given("", "OPS-1"), ConfirmRefusal::ReasonMissing),
        (given(" \n", "OPS-1"), ConfirmRefusal::ReasonMissing),
        (given("replay", ""), ConfirmRefusal::TicketMissing),
        (given("replay", "  "), ConfirmRefusal::TicketMissing),
    ] {
        assert_eq!(run.confirm(confirmation), []);
        assert_eq!(run.review_shown().not_confirmed, Some(refusal));
    }
    assert!(matches!(&run.confirm(given("replay", "OPS-1"))[..], [Effect::AskHost { .. }]));
}

#[test]
fn reason_and_ticket_are_kept_with_what_is_recorded_even_if_nobody_demands_them() {
    let mut run = asked_for(FlowSettings::default());
    run.confirm(Confirmation { reason: " poison record ".to_owned(), ..Confirmation::default() });
    run.host(true);
    run.claim(Ok(()));
    run.group(Ok(empty()));
    let effects = run.offsets(Ok(orders(50, 60)));
    let [Effect::RecordIntent { intent, .. }] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(intent.note, Note { reason: Some("poison record".to_owned()), ticket: None });
}

fn after(millis: u64) -> Timestamp {
    Timestamp::try_from(TAKEN_AT + i64::try_from(millis).unwrap()).unwrap()
}

fn confirm_at(run: &mut Run, now: Timestamp) -> Vec<Effect> {
    run.on(Event::ConfirmPressed { confirmation: nothing_typed(), now })
}

#[test]
fn a_plan_expires_by_the_clock_even_if_its_timers_stood_still() {
    let mut run = asked_for(FlowSettings::default());
    assert_eq!(confirm_at(&mut run, after(PLAN_LIFETIME_MILLIS)), []);
    assert_eq!(run.review_shown().not_confirmed, Some(ConfirmRefusal::PlanExpired));
    assert_eq!(run.review_shown().age, PlanAge::Expired);

    assert_eq!(confirm_at(&mut run, after(1_000)), [], "what has expired stays so, whatever the clock says");
    assert_eq!(run.review_shown().not_confirmed, Some(ConfirmRefusal::PlanExpired));
}

#[test]
fn a_plan_that_expires_soon_is_confirmed_and_said_to() {
    let mut run = asked_for(FlowSettings::default());
    let effects = confirm_at(&mut run, after(PLAN_LIFETIME_MILLIS - 1));
    assert!(matches!(&effects[..], [Effect::AskHost { .. }]));
    run.on(Event::BackPressed);
    assert_eq!(run.review_shown().age, PlanAge::ExpiresSoon);
}

#[test]
fn a_clock_that_went_back_makes_the_age_unknown_and_the_plan_is_not_confirmed() {
    let mut run = asked_for(FlowSettings::default());
    let before = Timestamp::try_from(TAKEN_AT - 3_600_000).unwrap();
    assert_eq!(confirm_at(&mut run, before), []);
    assert_eq!(run.review_shown().age, PlanAge::ClockWentBack);
    assert_eq!(run.review_shown().not_confirmed, Some(ConfirmRefusal::PlanExpired));

    let effects = confirm_at(&mut run, after(1_000));
    assert!(matches!(&effects[..], [Effect::AskHost { .. }]), "the clock is right again");
}

#[test]
fn the_timers_warn_after_four_minutes_and_expire_the_plan_after_five() {
    let mut run = asked_for(FlowSettings::default());
    let warning = run.effects.iter().find_map(|effect| match effect {
        Effect::StartTimer { id, millis: PLAN_WARNING_MILLIS } => Some(*id),
        _ => None,
    });
    let effects = run.on(Event::TimerFired { id: warning.unwrap() });
    assert_eq!(run.review_shown().age, PlanAge::ExpiresSoon);
    let [Effect::StartTimer { id, millis }] = effects[..] else { panic!("{effects:?}") };
    assert_eq!(millis, PLAN_LIFETIME_MILLIS - PLAN_WARNING_MILLIS);

    assert_eq!(run.on(Event::TimerFired { id }), []);
    assert_eq!(run.review_shown().age, PlanAge::Expired);
    assert_eq!(run.confirm(nothing_typed()), []);
    assert_eq!(run.review_shown().not_confirmed, Some(ConfirmRefusal::PlanExpired));

    run.on(Event::PlanAgainPressed);
    run.group(Ok(empty()));
    run.offsets(Ok(orders(50, 60)));
    assert_eq!(run.review_shown().age, PlanAge::Fresh);
}

#[test]
fn a_timer_of_the_plan_before_does_not_age_the_next_one() {
    let mut run = asked_for(FlowSettings::default());
    let old = run.timer_id();
    run.on(Event::PlanAgainPressed);
    run.group(Ok(empty()));
    run.offsets(Ok(orders(50, 60)));
    let before = run.flow.clone();
    assert_eq!(run.on(Event::TimerFired { id: old }), []);
    assert_eq!(run.flow, before);
}

#[test]
fn a_plan_goes_on_ageing_while_the_host_thinks_and_a_late_yes_sends_nothing() {
    let mut run = asked_for(FlowSettings::default());
    let timer = run.timer_id();
    run.confirm(nothing_typed());
    run.on(Event::TimerFired { id: timer });
    let State::AskingHost(asking) = run.flow.state() else { panic!("{:?}", run.flow.state()) };
    assert_eq!(asking.review.age, PlanAge::ExpiresSoon);
    let id = asking.id;
    assert_eq!(run.on(Event::HostAnswered { id, allowed: true, now: after(PLAN_LIFETIME_MILLIS) }), []);
    assert_eq!(run.review_shown().not_confirmed, Some(ConfirmRefusal::PlanExpired));
}
