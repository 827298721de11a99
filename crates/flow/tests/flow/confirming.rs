//! From a plan to the moment of sending: as much confirmation as the risk demands, then the host.

use crate::support::{
    Run, at, empty, fully, nothing_typed, offset, orders, request, snapshot, ticked, topic, topics, typed,
};
use kafka_offsets::{KafkaError, OffsetSnapshot, ResetRequest, ResetScope, ResetStrategy, Resolution, Risk};
use reset_flow::{ConfirmRefusal, Effect, Event, FlowSettings, NotSendable, State};
use std::collections::{BTreeMap, BTreeSet};

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
        resolution: Resolution::Here,
        production: true,
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
fn a_reset_of_single_partitions_is_never_sent_as_a_reset_of_whole_topics() {
    let single = BTreeSet::from([at("orders", 0)]);
    let offsets = BTreeMap::from([(at("orders", 0), offset(20))]);
    let base = request(&["orders"], ResetStrategy::Earliest);
    for asked in [
        ResetRequest { scope: ResetScope::Partitions(single), ..base.clone() },
        ResetRequest { strategy: ResetStrategy::PerPartition(offsets), ..base.clone() },
    ] {
        let mut run = Run::reviewing(asked, orders(50, 60));
        assert_eq!(run.confirm(fully()), []);
        let refusal = ConfirmRefusal::NotSendable(NotSendable::SinglePartitions);
        assert_eq!(run.review_shown().not_confirmed, Some(refusal));
    }
}

#[test]
fn topics_that_cannot_be_planned_are_sent_along_so_that_the_endpoint_reports_them() {
    let unknown = KafkaError::from_code(3);
    let mut offsets = orders(50, 60);
    offsets.failed_topics.insert(topic("typo"), unknown);
    let mut run = Run::reviewing(request(&["orders", "typo"], ResetStrategy::Earliest), offsets);
    run.confirm(fully());
    run.host(true);
    assert_eq!(run.submissions()[0].topics, topics(&["orders", "typo"]));
}

#[test]
fn all_topics_of_the_group_are_sent_by_name() {
    let all = ResetRequest {
        scope: ResetScope::AllTopicsOfGroup,
        ..request(&["ignored"], ResetStrategy::Earliest)
    };
    let mut offsets = snapshot(&[("orders", 0, Some(50)), ("carts", 0, Some(40)), ("carts", 1, None)]);
    offsets.failed_topics.insert(topic("deleted"), KafkaError::from_code(3));
    let mut run = Run::reviewing(all, offsets);
    run.confirm(typed("billing"));
    run.host(true);
    assert_eq!(run.submissions()[0].topics, topics(&["orders", "carts", "deleted"]));
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
    assert_eq!(run.host(true), []);
    assert_eq!(run.submissions().len(), 1);
}

#[test]
fn read_only_shows_the_plan_and_confirms_nothing() {
    let mut run = Run::with(FlowSettings { read_only: true });
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
