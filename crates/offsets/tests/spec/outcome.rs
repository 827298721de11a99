//! The outcome of a whole reset in one word.

use crate::fixture::{at, offset, p, request, snapshot, topics};
use kafka_offsets::ResetStrategy::Earliest;
use kafka_offsets::{Claim, Observation, Overall, ResetPlan, Resolution, VerifiedReset, verify};
use std::collections::BTreeMap;

/// A lost answer for partitions that were at 50 and should be at 10, found at these offsets; `None`: not readable.
fn after<const N: usize>(found: [Option<i64>; N]) -> VerifiedReset {
    let places = (0..).zip(found).map(|(number, found)| (at("t", number), found));
    let mut before = snapshot([]);
    before.partitions = places.clone().map(|(at, _)| (at, p())).collect();
    let plan = ResetPlan::compute(request(topics(&["t"]), Earliest), &before, Resolution::Here).unwrap();
    let observed: BTreeMap<_, _> = places
        .map(|(at, found)| {
            (at, found.map_or(Observation::Unreadable(None), |n| Observation::Committed(Some(offset(n)))))
        })
        .collect();
    verify(&plan, &Claim::Lost, &observed)
}

#[test]
fn all_confirmed_is_succeeded() {
    assert_eq!(after([Some(10), Some(10)]).overall(), Overall::Succeeded);
}

#[test]
fn some_confirmed_is_partial() {
    assert_eq!(after([Some(10), Some(50)]).overall(), Overall::Partial);
}

#[test]
fn moved_elsewhere_is_partial_and_not_failed() {
    assert_eq!(after([Some(33), Some(50)]).overall(), Overall::Partial);
}

#[test]
fn nothing_moved_is_failed() {
    assert_eq!(after([Some(50), Some(50)]).overall(), Overall::Failed);
}

#[test]
fn one_row_that_could_not_be_read_makes_the_whole_unknown() {
    assert_eq!(after([Some(10), None]).overall(), Overall::Unknown);
    assert_eq!(after([Some(50), None]).overall(), Overall::Unknown);
}

#[test]
fn a_reset_without_a_single_row_has_not_succeeded() {
    let nothing = VerifiedReset { rows: vec![], others: vec![] };
    assert_eq!(nothing.overall(), Overall::Failed);
}

#[test]
fn every_row_is_either_succeeded_or_failed_and_only_confirmed_ones_succeeded() {
    let verified = after([Some(10), Some(50), Some(33), None]);
    let numbers = |rows: Vec<&kafka_offsets::VerifiedRow>| -> Vec<_> {
        rows.into_iter().map(|row| row.planned.at.partition.get()).collect()
    };
    assert_eq!(numbers(verified.succeeded().collect()), [0]);
    assert_eq!(numbers(verified.failed().collect()), [1, 2, 3]);
}
