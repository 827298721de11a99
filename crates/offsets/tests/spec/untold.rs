//! An endpoint that does not tell where logs start, and returns no offsets: API 3.0 of the cloud. What we resolve there
//! still has a target, and nothing is promised that nobody can see. P: log 10 to 100, committed 50.

use crate::fixture::{
    assert_row, at, at_least, e, exact, here, looked_up, offset, p, p0, partition, plan_one, r, request,
    there, time, topics,
};
use crate::laws::{offset as any_offset, place, sound_partition};
use crate::played::Cluster;
use kafka_offsets::Adjustment::{
    ClampedToEnd, ClampedToStart, EmptyPartition, FirstCommit, LogStartNotTold, NoChange, Unreadable,
};
use kafka_offsets::DriftKind::{CommitMoved, TargetOutsideLog};
use kafka_offsets::ResetStrategy::{
    Earliest, Latest, Offset as ToOffset, PerPartition, ShiftBy, Timestamp as ToTime,
};
use kafka_offsets::VerdictReason as Why;
use kafka_offsets::{
    Abilities, Claim, Drift, DriftKind, KafkaError, Note, Observation, OffsetSnapshot, PartitionOffsets,
    PlanDocument, ResetAnswer, ResetPlan, ResetScope, ResetStrategy, Resolution, Target, TopicPartition,
    UndoReason, UndoRefusal, UndoVerdict, Verdict, retry, undo, verify,
};
use proptest::prelude::{
    ProptestConfig, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use std::collections::{BTreeMap, BTreeSet};

/// What the endpoint can express: partitions one by one, and neither log starts nor dry runs.
const V3: Abilities = Abilities {
    partition_offsets: true,
    log_start: false,
    time_lookup: true,
    dry_run: false,
    create_group: false,
};

const NONE_FAIL: BTreeSet<TopicPartition> = BTreeSet::new();

/// The same partition as this endpoint shows it.
fn untold(offsets: PartitionOffsets) -> PartitionOffsets {
    PartitionOffsets { log_start: None, ..offsets }
}

fn shown(cluster: &Cluster) -> Cluster {
    let partitions = cluster.0.partitions.iter();
    Cluster::new(partitions.map(|(at, offsets)| (at.clone(), untold(offsets.clone()))))
}

/// "Done" without the new offsets.
fn one_code(claim: Claim) -> Claim {
    let Claim::Answered(mut answer) = claim else { return claim };
    for row in &mut answer.rows {
        row.offset = None;
    }
    Claim::Answered(answer)
}

#[test]
fn an_offset_of_ours_is_at_least_that_value() {
    assert_row(&here(untold(p()), ToOffset(offset(30))), at_least(30), &[]);
    assert_row(&here(untold(p()), ShiftBy(-20)), at_least(30), &[]);
    // The commit itself may have been passed by retention, so that a shift ahead may be moved up as well
    assert_row(&here(untold(p()), ShiftBy(20)), at_least(70), &[]);
    assert_row(&here(untold(p()), ShiftBy(0)), at_least(50), &[NoChange]);
    assert_row(&here(untold(p0()), ToOffset(offset(30))), at_least(30), &[FirstCommit]);
    assert_row(&here(untold(looked_up(p(), 1070)), ToTime(time(1070))), at_least(70), &[]);
}

#[test]
fn the_log_end_is_in_the_log_wherever_that_starts() {
    assert_row(&here(untold(p()), Latest), exact(100), &[]);
    assert_row(&here(untold(p()), ToOffset(offset(100))), exact(100), &[]);
    assert_row(&here(untold(p()), ToOffset(offset(101))), exact(100), &[ClampedToEnd { wished: 101 }]);
    assert_row(&here(untold(p()), ShiftBy(51)), exact(100), &[ClampedToEnd { wished: 101 }]);
}

#[test]
fn a_shift_to_below_zero_is_clamped_to_zero_or_later() {
    assert_row(&here(untold(p()), ShiftBy(-51)), at_least(0), &[ClampedToStart { wished: -1 }]);
}

#[test]
fn a_log_that_ends_at_zero_starts_there() {
    assert_row(&here(untold(e()), Earliest), exact(0), &[EmptyPartition, NoChange]);
    assert_row(&there(untold(e()), Earliest), at_least(0), &[EmptyPartition, NoChange]);
}

#[test]
fn a_log_start_that_nobody_tells_is_no_target_and_said_to_be_so() {
    assert_row(&here(untold(p()), Earliest), None, &[LogStartNotTold]);
    assert_eq!(LogStartNotTold.to_string().parse(), Ok(LogStartNotTold));
}

#[test]
fn a_log_start_that_could_not_be_read_is_another_matter() {
    let unread = PartitionOffsets { error: Some(KafkaError::OffsetNotAvailable), ..untold(p()) };
    let note = Unreadable(KafkaError::OffsetNotAvailable);
    assert_row(&here(unread.clone(), ToOffset(offset(30))), None, &[note]);
    assert_row(&here(unread, Earliest), None, &[note]);
    let nothing = PartitionOffsets { log_end: None, ..untold(p()) };
    assert_row(&here(nothing, ToOffset(offset(30))), None, &[Unreadable(KafkaError::LeaderNotAvailable)]);
}

#[test]
fn such_a_plan_is_kept_in_a_file_as_it_is() {
    for strategy in [ToOffset(offset(30)), Earliest] {
        let plan = plan_one(untold(p()), strategy, Resolution::Here);
        let document = PlanDocument {
            id: "one".to_owned(),
            instance: "ckafka-1".to_owned(),
            endpoint: None,
            plan,
            note: Note::default(),
        };
        assert_eq!(PlanDocument::from_json(&document.to_json()), Ok(document));
    }
}

fn drift(strategy: ResetStrategy, now: PartitionOffsets) -> Vec<DriftKind> {
    let plan = plan_one(untold(p()), strategy, Resolution::Here);
    let now = Cluster::new([(at("t", 0), now)]).0;
    Drift::between(&plan, &now).map_or(vec![], |drift| drift.rows[0].kinds.clone())
}

#[test]
fn an_offset_of_ours_is_frozen_and_drifts_only_out_of_the_log() {
    assert_eq!(drift(ToOffset(offset(30)), untold(partition(0, 120, Some(50)))), []);
    assert_eq!(drift(ToOffset(offset(30)), untold(partition(0, 20, Some(50)))), [TargetOutsideLog]);
    assert_eq!(drift(ToOffset(offset(30)), partition(40, 120, Some(50))), [TargetOutsideLog]);
    assert_eq!(drift(ShiftBy(-20), untold(partition(10, 100, Some(51)))), [CommitMoved]);
}

fn judged(strategy: ResetStrategy, claim: Claim, found: i64) -> (Verdict, Why) {
    let plan = plan_one(untold(p()), strategy, Resolution::Here);
    let observed = BTreeMap::from([(at("t", 0), Observation::Committed(Some(offset(found))))]);
    let row = verify(&plan, &claim, &observed).rows.remove(0);
    (row.verdict, row.reason)
}

fn done(returned: Option<i64>) -> Claim {
    let at = at("t", 0);
    let row = kafka_offsets::AnswerRow {
        topic: at.topic,
        partition: Some(at.partition),
        offset: returned.map(offset),
        code: KafkaError::NONE,
        message: String::new(),
    };
    Claim::Answered(ResetAnswer { rows: vec![row], request_id: None })
}

#[test]
fn where_it_was_moved_up_to_what_is_left_is_confirmed_by_an_answer_and_unknown_without() {
    let to_30 = || ToOffset(offset(30));
    assert_eq!(judged(to_30(), done(None), 30), (Verdict::Confirmed, Why::Applied));
    assert_eq!(judged(to_30(), done(None), 42), (Verdict::Confirmed, Why::Applied));
    assert_eq!(judged(to_30(), done(Some(42)), 42), (Verdict::Confirmed, Why::Applied));
    assert_eq!(judged(to_30(), Claim::Lost, 30), (Verdict::Confirmed, Why::AppliedAnswerLost));
    assert_eq!(judged(to_30(), Claim::Lost, 42), (Verdict::Unknown, Why::LostMovedByWhom));
    assert_eq!(judged(to_30(), done(None), 29), (Verdict::Differs, Why::MovedSince));
}

#[test]
fn what_did_not_move_may_stand_at_a_log_start_that_nobody_tells() {
    let may_have_been_there = (Verdict::Unknown, Why::MayHaveBeenThere);
    assert_eq!(judged(ToOffset(offset(30)), done(None), 50), may_have_been_there);
    // Where it says, it is believed as far as it is found there
    assert_eq!(judged(ToOffset(offset(30)), done(Some(50)), 50), (Verdict::Confirmed, Why::NothingToChange));
    assert_eq!(
        judged(ToOffset(offset(30)), done(Some(30)), 50),
        (Verdict::NotApplied, Why::AcceptedButNotMoved)
    );
    // A place further on is no log start at or before the commit
    assert_eq!(judged(ToOffset(offset(70)), done(None), 50), (Verdict::NotApplied, Why::AcceptedButNotMoved));
}

/// The forecast for topic `t`, and its reason.
fn forecast(offsets: PartitionOffsets, strategy: ResetStrategy, can: Abilities) -> (UndoVerdict, UndoReason) {
    let plan = Cluster::new([(at("t", 0), offsets)]).plan(topics(&["t"]), strategy);
    let outlook = plan.undo_outlook(can);
    assert_eq!(outlook.verdict, outlook.topics[0].verdict);
    (outlook.verdict, outlook.topics[0].reason)
}

#[test]
fn an_undo_is_promised_only_for_old_offsets_that_are_seen_to_be_in_the_log() {
    let whole_topics = Abilities { partition_offsets: false, ..V3 };
    let if_retained = UndoVerdict::ExactIfRetained;
    assert_eq!(forecast(untold(p()), Latest, V3), (if_retained, UndoReason::OffsetPerPartition));
    assert_eq!(forecast(untold(p()), Latest, whole_topics), (if_retained, UndoReason::OnePartition));
    assert_eq!(forecast(untold(r()), Latest, V3).0, if_retained, "it is gone, and nobody can see it");
    // Known after all: at the log's end, or out of it
    let caught_up = || untold(partition(10, 100, Some(100)));
    assert_eq!(forecast(caught_up(), Earliest, V3), (UndoVerdict::Exact, UndoReason::OffsetPerPartition));
    let cut = untold(partition(0, 10, Some(50)));
    assert_eq!(forecast(cut, Earliest, V3).0, UndoVerdict::NotPossible);
    assert_eq!(forecast(caught_up(), ShiftBy(0), V3), (UndoVerdict::Exact, UndoReason::NothingMoves));
    // What stays where it is does so only if retention has not passed that place
    assert_eq!(forecast(untold(p()), ShiftBy(0), V3), (if_retained, UndoReason::NothingMoves));
    assert_eq!(forecast(p(), Latest, V3), (UndoVerdict::Exact, UndoReason::OffsetPerPartition));
}

#[test]
fn a_retry_has_a_target_for_every_row_and_leads_to_old_plus_shift_once() {
    let mut cluster = Cluster::new([(at("a", 0), p()), (at("a", 1), p()), (at("b", 0), p())]);
    let plan = shown(&cluster).plan(topics(&["a", "b"]), ShiftBy(20));
    let claim = one_code(cluster.reset(&plan.request, &[at("a", 1), at("b", 0)].into()));
    let again = retry(&plan, &cluster.read_back(&plan, &claim), V3).unwrap();
    let replanned = ResetPlan::compute(again.request.clone(), &shown(&cluster).0, Resolution::Here).unwrap();
    let rows: Vec<_> = replanned.rows.iter().map(|row| (row.at.clone(), row.target)).collect();
    assert_eq!(rows, [(at("a", 1), at_least(70)), (at("b", 0), at_least(70))]);
    for _ in 0..3 {
        cluster.reset(&again.request, &NONE_FAIL);
    }
    assert!(cluster.committed().values().all(|now| *now == Some(offset(70))));
}

/// The plan for chosen partitions, for a plan file, and for an undo: each with a target in every row.
#[test]
fn chosen_partitions_and_plan_files_have_targets() {
    let shop = Cluster::new([(at("t", 0), untold(p())), (at("t", 1), untold(p()))]);
    let chosen = ResetScope::Partitions([at("t", 1)].into());
    assert_eq!(shop.plan(chosen.clone(), ShiftBy(-20)).rows[0].target, at_least(30));
    let file = PerPartition(BTreeMap::from([(at("t", 0), offset(10)), (at("t", 1), offset(99))]));
    let plan = shop.plan(chosen, file);
    assert_eq!(plan.rows.iter().map(|row| row.target).collect::<Vec<_>>(), [at_least(10), at_least(99)]);
    assert_eq!(plan.absolute_offsets().map(|(_, offset)| offset.get()).collect::<Vec<_>>(), [10, 99]);
}

fn strategies() -> impl Strategy<Value = ResetStrategy> {
    prop_oneof![
        1 => prop::sample::select(vec![Earliest, Latest]),
        3 => (-60..60_i64).prop_map(ShiftBy),
        1 => (0..200_i64).prop_map(|number| ToOffset(offset(number))),
    ]
}

fn clusters() -> impl Strategy<Value = Cluster> {
    let often = prop::sample::select(vec![p(), r(), e(), partition(0, 400, Some(50)), p0()]);
    let offsets = prop_oneof![4 => often, 1 => sound_partition()];
    prop::collection::btree_map(place(), offsets, 1..9).prop_map(Cluster::new)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Whatever the log start is: what is sent lands where the target says, for every number but the log start itself.
    #[test]
    fn what_is_sent_lands_where_the_target_says(real in sound_partition(), wish in any_offset(), by in any::<i64>()) {
        for strategy in [ToOffset(wish), ShiftBy(by), Latest] {
            let impossible = matches!(strategy, ShiftBy(_)) && real.committed.is_none();
            let planned = here(untold(real.clone()), strategy);
            prop_assert_eq!(planned.target.is_none(), impossible, "{:?}", planned);
            let Some(target) = planned.target else { continue };
            let sent = target.offset().unwrap();
            let landed = sent.clamp(real.log_start.unwrap(), real.log_end.unwrap());
            prop_assert!(target.fits(landed), "{:?} {:?}", planned, landed);
            prop_assert!(landed == sent || matches!(target, Target::AtLeast(_)), "exact is exact");
        }
    }

    /// What is forecast as exact is; what is forecast as exact for what is still in the log is, for that. Every row of
    /// the undo has a target.
    #[test]
    fn a_forecast_is_kept_where_log_starts_are_not_told(
        mut cluster in clusters(),
        strategy in strategies(),
        partition_offsets in any::<bool>(),
    ) {
        let can = Abilities { partition_offsets, ..V3 };
        let plan = shown(&cluster).plan(topics(&["a", "b", "c"]), strategy);
        let before = cluster.clone();
        let in_log = |at: &TopicPartition| {
            let was = &before.0.partitions[at];
            was.committed.is_some() && was.log_start <= was.committed && was.committed <= was.log_end
        };
        let promised: BTreeSet<_> = plan
            .undo_outlook(can)
            .topics
            .into_iter()
            .filter(|topic| match topic.verdict {
                UndoVerdict::Exact => true,
                UndoVerdict::ExactIfRetained => {
                    before.0.partitions.keys().filter(|at| at.topic == topic.topic).all(in_log)
                }
                UndoVerdict::FileOnly | UndoVerdict::NotPossible => false,
            })
            .map(|topic| topic.topic)
            .collect();
        let claim = one_code(cluster.reset(&plan.request, &NONE_FAIL));
        let steps = match undo(&plan, &cluster.read_back(&plan, &claim), can) {
            Ok(steps) => steps,
            Err(UndoRefusal::NothingMoved) => return Ok(()),
            Err(refusal) => {
                for (at, old) in before.committed().into_iter().filter(|(at, _)| promised.contains(&at.topic)) {
                    prop_assert_eq!(cluster.committed()[&at], old, "{:?}", refusal);
                }
                return Ok(());
            }
        };
        for step in &steps {
            let read: OffsetSnapshot = shown(&cluster).0;
            let resolution = step.request.resolution();
            let planned = ResetPlan::compute(step.request.clone(), &read, resolution).unwrap();
            prop_assert!(planned.rows.iter().any(|row| row.target.is_some()), "{:?}", planned);
            if partition_offsets {
                prop_assert!(planned.rows.iter().all(|row| row.target.is_some()), "{:?}", planned);
            }
            cluster.reset(&step.request, &NONE_FAIL);
        }
        for (at, old) in before.committed().into_iter().filter(|(at, _)| promised.contains(&at.topic)) {
            prop_assert_eq!(cluster.committed()[&at], old, "{}", at);
        }
    }
}

/// The request is still one that only an endpoint of partitions can carry out.
#[test]
fn whole_topics_are_left_to_the_endpoint() {
    let wanted = request(topics(&["t"]), ShiftBy(-20));
    assert_eq!(wanted.resolution(), Resolution::AtEndpoint);
    assert_row(&there(untold(p()), ShiftBy(-20)), at_least(30), &[]);
}
