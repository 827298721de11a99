//! Which groups may be reset, and which snapshots are refused.

use crate::fixture::{assert_row, at, exact, looked_up, member, p, p0, request, snapshot, time, topics};
use kafka_offsets::Adjustment::FirstCommit;
use kafka_offsets::ResetStrategy::{Earliest, Timestamp as ToTime};
use kafka_offsets::{GroupState, PlanError, ResetPlan, Resolution};

#[test]
fn g01_an_empty_group_may_be_reset() {
    let plan = ResetPlan::compute(
        request(topics(&["t"]), Earliest),
        &snapshot([(at("t", 0), p())]),
        Resolution::Here,
    );
    let plan = plan.unwrap();
    assert_row(&plan.rows[0], exact(10), &[]);
    assert_eq!(plan.group_state, GroupState::Empty);
    assert_eq!(plan.taken_at, time(1_700_000_000_000));
}

#[test]
fn g01_a_dead_group_is_one_that_does_not_exist_and_is_refused() {
    // On purpose: Kafka's tool allows it, and so creates a group out of a typing error.
    let mut snapshot = snapshot([(at("t", 0), p0())]);
    snapshot.group.state = GroupState::Dead;
    for resolution in [Resolution::Here, Resolution::AtEndpoint] {
        let refused = ResetPlan::compute(request(topics(&["t"]), Earliest), &snapshot, resolution);
        assert_eq!(refused, Err(PlanError::GroupDoesNotExist));
    }
}

#[test]
fn g02_a_group_in_any_other_state_is_refused_with_state_and_members() {
    let states = [
        GroupState::Stable,
        GroupState::PreparingRebalance,
        GroupState::CompletingRebalance,
        GroupState::Assigning,
        GroupState::Reconciling,
        GroupState::Unknown("NotReady".to_owned()),
    ];
    for state in states {
        let mut snapshot = snapshot([(at("t", 0), p())]);
        snapshot.group.state = state.clone();
        snapshot.group.members = vec![member("invoicer")];
        let mut wanted = request(topics(&["t"]), Earliest);
        wanted.create_group = true;
        let refused = ResetPlan::compute(wanted, &snapshot, Resolution::Here).unwrap_err();
        let message = format!("the group is {state} with 1 members; only an Empty group can be reset");
        assert_eq!(refused.to_string(), message);
        assert_eq!(refused, PlanError::GroupNotEmpty { state, members: vec![member("invoicer")] });
    }
}

#[test]
fn g03_a_group_that_does_not_exist_gets_its_first_offsets_where_that_is_asked_for() {
    let mut snapshot = snapshot([(at("t", 0), p0())]);
    snapshot.group.state = GroupState::Dead;
    let mut wanted = request(topics(&["t"]), Earliest);
    wanted.create_group = true;
    let plan = ResetPlan::compute(wanted, &snapshot, Resolution::Here).unwrap();
    assert_eq!(plan.group_state, GroupState::Dead);
    assert_row(&plan.rows[0], exact(10), &[FirstCommit]);
}

#[test]
fn offsets_of_another_group_are_refused() {
    let mut snapshot = snapshot([(at("t", 0), p())]);
    snapshot.group.group = "invoicing".parse().unwrap();
    let refused = ResetPlan::compute(request(topics(&["t"]), Earliest), &snapshot, Resolution::Here);
    assert_eq!(refused, Err(PlanError::OtherGroupRead));
}

#[test]
fn offsets_that_were_looked_up_for_another_time_are_refused() {
    let mut snapshot = snapshot([(at("t", 0), looked_up(p(), 1050))]);
    snapshot.looked_up = Some(time(1050));
    for other in [1049, 1051] {
        let wanted = request(topics(&["t"]), ToTime(time(other)));
        let refused = ResetPlan::compute(wanted, &snapshot, Resolution::Here);
        assert_eq!(refused, Err(PlanError::OtherTimeLookedUp));
    }
}

#[test]
fn a_state_is_read_by_kafkas_names_in_any_letter_case() {
    assert_eq!(GroupState::from_name("empty"), GroupState::Empty);
    assert_eq!(GroupState::from_name("PreparingRebalance"), GroupState::PreparingRebalance);
    assert_eq!(GroupState::from_name("AwaitingSync"), GroupState::CompletingRebalance);
    assert_eq!(GroupState::from_name("NotReady").name(), "NotReady");
    assert!(GroupState::from_name("EMPTY").accepts_reset());
    assert!(!GroupState::from_name("Dead").accepts_reset());
}
