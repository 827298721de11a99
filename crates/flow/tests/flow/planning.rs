//! From a request to a plan, or to the reason why there is none.

use crate::support::{
    Run, at, empty, fault, in_state, live, nothing_typed, offset, orders, request, snapshot, time, topic,
    topics,
};
use kafka_offsets::{
    FaultKind, GroupState, OffsetSnapshot, ResetRequest, ResetScope, ResetStrategy, TimeLookup,
};
use reset_flow::{BlockReason, Effect, Event, ReadTopics, State};
use std::collections::{BTreeMap, BTreeSet};

fn earliest() -> ResetRequest {
    request(&["orders"], ResetStrategy::Earliest)
}

fn reason(run: &Run) -> &BlockReason {
    match run.flow.state() {
        State::Blocked(blocked) => &blocked.reason,
        other => panic!("not blocked: {other:?}"),
    }
}

#[test]
fn a_live_group_blocks_with_state_and_members_before_any_offset_is_read() {
    let mut run = Run::new();
    run.review(earliest());

    assert_eq!(run.group(Ok(live())), []);
    let live = live();
    assert_eq!(*reason(&run), BlockReason::GroupNotEmpty { state: live.state, members: live.members });
}

#[test]
fn every_state_other_than_empty_and_dead_blocks() {
    for name in
        ["Stable", "PreparingRebalance", "CompletingRebalance", "Assigning", "Reconciling", "SomethingNew"]
    {
        let mut run = Run::new();
        run.review(earliest());
        run.group(Ok(in_state(GroupState::from_name(name))));
        let expected = BlockReason::GroupNotEmpty { state: GroupState::from_name(name), members: Vec::new() };
        assert_eq!(*reason(&run), expected, "{name}");
    }
}

#[test]
fn check_again_reads_the_group_afresh_and_goes_on_when_it_is_empty() {
    let mut run = Run::new();
    run.review(earliest());
    run.group(Ok(live()));

    assert!(matches!(&run.on(Event::CheckAgainPressed)[..], [Effect::ReadGroup { .. }]));
    run.group(Ok(empty()));
    run.offsets(Ok(orders(50, 60)));
    assert_eq!(run.review_shown().asked.request, earliest());
}

#[test]
fn a_group_that_got_members_between_the_two_reads_blocks_too() {
    let mut run = Run::new();
    run.review(earliest());
    run.group(Ok(empty()));
    run.offsets(Ok(OffsetSnapshot { group: live(), ..orders(50, 60) }));
    assert!(matches!(reason(&run), BlockReason::GroupNotEmpty { state: GroupState::Stable, .. }));
}

#[test]
fn a_group_that_does_not_exist_blocks_however_the_endpoint_says_it() {
    for outcome in [Ok(in_state(GroupState::Dead)), Err(fault(FaultKind::GroupNotFound))] {
        let mut run = Run::new();
        run.review(earliest());
        run.group(outcome);
        assert_eq!(*reason(&run), BlockReason::GroupDoesNotExist);
    }
}

#[test]
fn a_group_that_does_not_exist_is_planned_if_creating_it_was_asked_for() {
    for outcome in [Ok(in_state(GroupState::Dead)), Err(fault(FaultKind::GroupNotFound))] {
        let mut run = Run::new();
        run.review(ResetRequest { create_group: true, ..earliest() });
        let effects = run.group(outcome);
        let [Effect::ReadOffsets { group, .. }] = &effects[..] else { panic!("{effects:?}") };
        assert_eq!(*group, in_state(GroupState::Dead));

        let never = snapshot(&[("orders", 0, None)]);
        run.offsets(Ok(OffsetSnapshot { group: group.clone(), ..never }));
        assert_eq!(run.review_shown().plan.group_state, GroupState::Dead);
    }
}

#[test]
fn a_group_that_cannot_be_read_is_explained_and_can_be_checked_again() {
    let mut run = Run::new();
    run.review(earliest());
    run.group(Err(fault(FaultKind::NotTheApi)));
    assert_eq!(*reason(&run), BlockReason::GroupUnreadable(fault(FaultKind::NotTheApi)));

    assert!(matches!(&run.on(Event::CheckAgainPressed)[..], [Effect::ReadGroup { .. }]));
}

#[test]
fn offsets_that_cannot_be_read_are_explained_and_a_new_review_works() {
    let mut run = Run::new();
    run.review(earliest());
    run.group(Ok(empty()));
    run.offsets(Err(fault(FaultKind::TimedOut)));
    assert_eq!(*reason(&run), BlockReason::OffsetsUnreadable(fault(FaultKind::TimedOut)));

    assert!(matches!(&run.review(earliest())[..], [Effect::ReadGroup { .. }]));
}

#[test]
fn all_topics_of_a_group_without_a_commit_is_nothing_to_reset() {
    let mut run = Run::new();
    run.review(ResetRequest { scope: ResetScope::AllTopicsOfGroup, ..earliest() });
    run.group(Ok(empty()));
    run.offsets(Ok(snapshot(&[])));
    assert_eq!(*reason(&run), BlockReason::NothingCommitted);
}

#[test]
fn a_request_without_a_partition_is_never_read_as_all_topics() {
    for nothing in [
        ResetRequest { scope: ResetScope::Partitions(BTreeSet::new()), ..earliest() },
        ResetRequest { strategy: ResetStrategy::PerPartition(BTreeMap::new()), ..earliest() },
    ] {
        let mut run = Run::new();
        run.review(nothing);
        assert_eq!(run.group(Ok(empty())), []);
        assert_eq!(*reason(&run), BlockReason::NothingChosen);
    }
}

#[test]
fn the_topics_to_read_are_those_of_the_request() {
    let one = BTreeSet::from([at("orders", 3)]);
    let offsets = BTreeMap::from([(at("carts", 0), offset(5))]);
    for (asked, expected) in [
        (earliest(), ReadTopics::Named(topics(&["orders"]))),
        (ResetRequest { scope: ResetScope::AllTopicsOfGroup, ..earliest() }, ReadTopics::AllOfGroup),
        (
            ResetRequest { scope: ResetScope::Partitions(one), ..earliest() },
            ReadTopics::Named(topics(&["orders"])),
        ),
        (
            ResetRequest { strategy: ResetStrategy::PerPartition(offsets), ..earliest() },
            ReadTopics::Named(topics(&["carts"])),
        ),
    ] {
        let mut run = Run::new();
        run.review(asked);
        let effects = run.group(Ok(empty()));
        assert!(matches!(&effects[..], [Effect::ReadOffsets { topics, .. }] if *topics == expected));
    }
}

#[test]
fn a_point_in_time_is_looked_up_and_planning_again_keeps_that_time() {
    let mut run = Run::new();
    let asked = request(&["orders"], ResetStrategy::Timestamp(time(1_050)));
    run.review(asked.clone());
    let mut found = orders(50, 60);
    found.looked_up = Some(time(1_050));
    for offsets in found.partitions.values_mut() {
        offsets.at_time = TimeLookup::Found(offset(30));
    }
    for _ in 0..2 {
        let effects = run.group(Ok(empty()));
        assert!(
            matches!(&effects[..], [Effect::ReadOffsets { at_time: Some(at), .. }] if *at == time(1_050))
        );
        run.offsets(Ok(found.clone()));
        assert_eq!(run.review_shown().plan.request, asked);
        run.on(Event::PlanAgainPressed);
    }
}

#[test]
fn offsets_looked_up_for_another_time_make_no_plan() {
    let mut run = Run::new();
    run.review(request(&["orders"], ResetStrategy::Timestamp(time(1_050))));
    run.group(Ok(empty()));
    run.offsets(Ok(OffsetSnapshot { looked_up: Some(time(1_051)), ..orders(50, 60) }));
    assert_eq!(*reason(&run), BlockReason::OtherTimeLookedUp);
}

#[test]
fn an_answer_to_an_earlier_request_is_dropped() {
    let mut run = Run::new();
    let first = run.review(earliest());
    let [Effect::ReadGroup { id: first, .. }] = first[..] else { panic!("{first:?}") };
    run.review(request(&["carts"], ResetStrategy::Earliest));

    let before = run.flow.clone();
    assert_eq!(run.on(Event::GroupRead { id: first, outcome: Ok(live()) }), []);
    assert_eq!(run.flow, before);

    let effects = run.group(Ok(empty()));
    assert!(matches!(&effects[..], [Effect::ReadOffsets { topics: ReadTopics::Named(named), .. }]
        if named.contains(&topic("carts"))));
}

#[test]
fn back_to_edit_stops_planning_and_a_late_answer_changes_nothing() {
    let mut run = Run::new();
    run.review(earliest());
    run.on(Event::BackPressed);
    assert_eq!(run.flow.state(), &State::Editing);
    assert_eq!(run.group(Ok(empty())), []);
    assert_eq!(run.flow.state(), &State::Editing);
}

#[test]
fn nothing_can_be_confirmed_while_planning() {
    let mut run = Run::new();
    run.review(earliest());
    assert_eq!(run.confirm(nothing_typed()), []);
    run.group(Ok(empty()));
    assert_eq!(run.confirm(nothing_typed()), []);
    assert!(matches!(run.flow.state(), State::Planning(_)));
}
