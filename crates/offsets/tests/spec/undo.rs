//! What can be taken back, said before and done afterwards. P: log 10 to 100, committed 50.

use crate::fixture::{at, offset, p, p0, partition, r, request, topic, topics};
use crate::laws::sound_partition;
use crate::played::Cluster;
use kafka_offsets::ResetStrategy::{Earliest, Latest, Offset as ToOffset, PerPartition, ShiftBy};
use kafka_offsets::{
    Abilities, Claim, Continuation, KafkaError, LeftOut, LeftOutReason, PartitionOffsets, ResetPlan,
    ResetScope, ResetStrategy, Resolution, TopicPartition, TopicUndo, UndoOutlook, UndoReason, UndoRefusal,
    UndoVerdict, undo,
};
use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_assert_eq, prop_oneof, proptest};
use std::collections::{BTreeMap, BTreeSet};

const PARTITIONS: Abilities = Abilities {
    partition_offsets: true,
    log_start: true,
    time_lookup: true,
    dry_run: true,
    create_group: true,
};
const WHOLE_TOPICS: Abilities = Abilities {
    partition_offsets: false,
    log_start: false,
    time_lookup: false,
    dry_run: false,
    create_group: false,
};

const NONE_FAIL: BTreeSet<TopicPartition> = BTreeSet::new();

fn cluster<const N: usize>(partitions: [(TopicPartition, PartitionOffsets); N]) -> Cluster {
    Cluster::new(partitions)
}

/// The forecast for topic `t`, by an endpoint of whole topics and by one of partitions.
fn forecasts(cluster: &Cluster, strategy: ResetStrategy) -> (UndoReason, UndoReason) {
    let plan = cluster.plan(topics(&["t"]), strategy);
    let of = |can| match plan.undo_outlook(can) {
        UndoOutlook { topics, verdict } if topics.len() == 1 => {
            assert_eq!((topics[0].topic.as_str(), topics[0].verdict), ("t", verdict));
            topics[0].reason
        }
        other => panic!("{other:?}"),
    };
    (of(WHOLE_TOPICS), of(PARTITIONS))
}

/// Resets topic `t`, takes it back by the forecast's own means, and says where every partition ends.
fn there_and_back(
    mut cluster: Cluster,
    strategy: ResetStrategy,
    can: Abilities,
) -> Result<(Vec<Continuation>, Cluster), UndoRefusal> {
    let plan = cluster.plan(topics(&["t"]), strategy);
    let claim = cluster.reset(&plan.request, &NONE_FAIL);
    let steps = undo(&plan, &cluster.read_back(&plan, &claim), can)?;
    for step in &steps {
        cluster.reset(&step.request, &NONE_FAIL);
    }
    Ok((steps, cluster))
}

#[track_caller]
fn assert_restored(before: &Cluster, strategy: ResetStrategy, can: Abilities, expected: &[ResetStrategy]) {
    let (steps, after) = there_and_back(before.clone(), strategy, can).unwrap();
    assert_eq!(after.committed(), before.committed());
    let asked: Vec<_> = steps.iter().map(|step| step.request.strategy.clone()).collect();
    assert_eq!(asked, expected);
    assert!(steps.iter().all(|step| step.left_out.is_empty()), "{steps:?}");
}

fn per_partition<const N: usize>(offsets: [(TopicPartition, i64); N]) -> ResetStrategy {
    PerPartition(offsets.map(|(at, number)| (at, offset(number))).into())
}

#[test]
fn one_partition_is_put_back_by_its_old_offset() {
    let one = cluster([(at("t", 0), p())]);
    for strategy in [Earliest, Latest, ShiftBy(20), ShiftBy(500), ToOffset(offset(30))] {
        assert_eq!(
            forecasts(&one, strategy.clone()),
            (UndoReason::OnePartition, UndoReason::OffsetPerPartition)
        );
        assert_restored(&one, strategy.clone(), WHOLE_TOPICS, &[ToOffset(offset(50))]);
        assert_restored(&one, strategy, PARTITIONS, &[per_partition([(at("t", 0), 50)])]);
    }
}

#[test]
fn equal_old_offsets_are_put_back_by_one_offset() {
    let equal = cluster([(at("t", 0), p()), (at("t", 1), partition(0, 400, Some(50)))]);
    assert_eq!(forecasts(&equal, Latest), (UndoReason::SameOffset, UndoReason::OffsetPerPartition));
    assert_restored(&equal, Latest, WHOLE_TOPICS, &[ToOffset(offset(50))]);
    assert_restored(&equal, Latest, PARTITIONS, &[per_partition([(at("t", 0), 50), (at("t", 1), 50)])]);
}

#[test]
fn an_unclamped_shift_is_shifted_back() {
    let two = cluster([(at("t", 0), p()), (at("t", 1), partition(0, 400, Some(300)))]);
    assert_eq!(forecasts(&two, ShiftBy(20)), (UndoReason::ShiftBack, UndoReason::OffsetPerPartition));
    assert_restored(&two, ShiftBy(20), WHOLE_TOPICS, &[ShiftBy(-20)]);
    assert_restored(&two, ShiftBy(-20), WHOLE_TOPICS, &[ShiftBy(20)]);
    assert_restored(&two, ShiftBy(20), PARTITIONS, &[per_partition([(at("t", 0), 50), (at("t", 1), 300)])]);
}

#[test]
fn a_clamped_shift_goes_back_by_file_only_where_whole_topics_move() {
    let two = cluster([(at("t", 0), p()), (at("t", 1), partition(0, 400, Some(300)))]);
    assert_eq!(forecasts(&two, ShiftBy(60)), (UndoReason::ShiftClamped, UndoReason::OffsetPerPartition));
    let refused = there_and_back(two.clone(), ShiftBy(60), WHOLE_TOPICS).unwrap_err();
    let why = LeftOutReason::OldOffsetsDiffer;
    assert_eq!(
        refused,
        UndoRefusal::FileOnly(vec![LeftOut { at: at("t", 0), why }, LeftOut { at: at("t", 1), why }])
    );
    assert_restored(&two, ShiftBy(60), PARTITIONS, &[per_partition([(at("t", 0), 50), (at("t", 1), 300)])]);
}

#[test]
fn a_shift_that_may_be_clamped_at_an_unknown_log_start_is_not_promised_to_go_back_but_does_if_it_was_not() {
    let unknown = |offsets| PartitionOffsets { log_start: None, ..offsets };
    let two = cluster([(at("t", 0), unknown(p())), (at("t", 1), unknown(partition(0, 400, Some(300))))]);
    assert_eq!(forecasts(&two, ShiftBy(-20)).0, UndoReason::ShiftClamped);
    let mut known = cluster([(at("t", 0), p()), (at("t", 1), partition(0, 400, Some(300)))]);
    let plan = two.plan(topics(&["t"]), ShiftBy(-20));
    let claim = known.reset(&plan.request, &NONE_FAIL);
    let steps = undo(&plan, &known.read_back(&plan, &claim), WHOLE_TOPICS).unwrap();
    assert_eq!(steps[0].request.strategy, ShiftBy(20));
}

#[test]
fn different_old_offsets_go_back_by_file_only_where_whole_topics_move() {
    let two = cluster([(at("t", 0), p()), (at("t", 1), partition(0, 400, Some(300)))]);
    assert_eq!(forecasts(&two, Earliest), (UndoReason::OffsetsDiffer, UndoReason::OffsetPerPartition));
    assert!(
        matches!(there_and_back(two.clone(), Earliest, WHOLE_TOPICS), Err(UndoRefusal::FileOnly(left)) if left.len() == 2)
    );
    assert_restored(&two, Earliest, PARTITIONS, &[per_partition([(at("t", 0), 50), (at("t", 1), 300)])]);
}

#[test]
fn a_first_commit_cannot_be_taken_back_by_any_endpoint() {
    let never = cluster([(at("t", 0), p0())]);
    let reason = UndoReason::FirstCommits { partitions: 1, of: 1 };
    assert_eq!(forecasts(&never, Earliest), (reason, reason));
    assert_eq!(reason.verdict(), UndoVerdict::NotPossible);
    for can in [WHOLE_TOPICS, PARTITIONS] {
        let why = LeftOutReason::NeverCommitted;
        let left = vec![LeftOut { at: at("t", 0), why }];
        assert_eq!(
            there_and_back(never.clone(), Earliest, can).unwrap_err(),
            UndoRefusal::NeverCommitted(left)
        );
    }
}

#[test]
fn beside_a_first_commit_the_others_go_back() {
    let mixed = cluster([(at("t", 0), p0()), (at("t", 1), p()), (at("t", 2), p())]);
    let reason = UndoReason::FirstCommits { partitions: 1, of: 3 };
    assert_eq!(forecasts(&mixed, Earliest), (reason, reason));
    let (steps, after) = there_and_back(mixed.clone(), Earliest, PARTITIONS).unwrap();
    assert_eq!(steps[0].left_out, [LeftOut { at: at("t", 0), why: LeftOutReason::NeverCommitted }]);
    assert_eq!(
        after.committed(),
        BTreeMap::from([
            (at("t", 0), Some(offset(10))),
            (at("t", 1), Some(offset(50))),
            (at("t", 2), Some(offset(50)))
        ])
    );
    // One offset for the whole topic would move the first one as well
    assert!(
        matches!(there_and_back(mixed, Earliest, WHOLE_TOPICS), Err(UndoRefusal::FileOnly(left)) if left.len() == 3)
    );
}

#[test]
fn a_shift_leaves_a_partition_without_commit_alone_both_ways() {
    let mixed = cluster([(at("t", 0), p0()), (at("t", 1), p()), (at("t", 2), partition(0, 400, Some(300)))]);
    assert_eq!(forecasts(&mixed, ShiftBy(5)), (UndoReason::ShiftBack, UndoReason::OffsetPerPartition));
    assert_restored(&mixed, ShiftBy(5), WHOLE_TOPICS, &[ShiftBy(-5)]);
}

#[test]
fn an_old_offset_that_is_not_in_the_log_any_more_cannot_be_put_back() {
    let reason = UndoReason::OldOffsetGone { partitions: 1, of: 2 };
    let passed = cluster([(at("t", 0), r()), (at("t", 1), p())]);
    assert_eq!(forecasts(&passed, Latest), (reason, reason));
    let cut = cluster([(at("t", 0), partition(0, 10, Some(50))), (at("t", 1), p())]);
    assert_eq!(forecasts(&cut, Earliest), (reason, reason));
}

#[test]
fn an_old_offset_that_could_not_be_read_cannot_be_put_back() {
    let unread = PartitionOffsets { error: Some(KafkaError::NotCoordinator), ..p0() };
    let reason = UndoReason::OldOffsetUnread { partitions: 1, of: 2 };
    assert_eq!(forecasts(&cluster([(at("t", 0), unread), (at("t", 1), p())]), Latest), (reason, reason));
}

#[test]
fn where_nothing_moves_there_is_nothing_to_take_back() {
    let there = cluster([(at("t", 0), p())]);
    assert_eq!(forecasts(&there, ShiftBy(0)), (UndoReason::NothingMoves, UndoReason::NothingMoves));
    assert_eq!(UndoReason::NothingMoves.verdict(), UndoVerdict::Exact);
    assert_eq!(there_and_back(there, ShiftBy(0), PARTITIONS).unwrap_err(), UndoRefusal::NothingMoved);
}

#[test]
fn the_verdict_of_a_plan_is_that_of_its_worst_topic_and_impossible_topics_do_not_count() {
    let cluster = cluster([
        (at("a", 0), p()),
        (at("b", 0), p()),
        (at("b", 1), partition(0, 400, Some(300))),
        (at("c", 0), p0()),
    ]);
    let topic_of =
        |name: &str, reason: UndoReason| TopicUndo { topic: topic(name), verdict: reason.verdict(), reason };
    let outlook =
        |strategy: ResetStrategy| cluster.plan(topics(&["a", "b", "c"]), strategy).undo_outlook(WHOLE_TOPICS);
    assert_eq!(
        outlook(Earliest),
        UndoOutlook {
            verdict: UndoVerdict::NotPossible,
            topics: vec![
                topic_of("a", UndoReason::OnePartition),
                topic_of("b", UndoReason::OffsetsDiffer),
                topic_of("c", UndoReason::FirstCommits { partitions: 1, of: 1 }),
            ],
        }
    );
    // A shift cannot be done in c at all
    assert_eq!(
        outlook(ShiftBy(5)),
        UndoOutlook {
            verdict: UndoVerdict::Exact,
            topics: vec![topic_of("a", UndoReason::OnePartition), topic_of("b", UndoReason::ShiftBack)],
        }
    );
}

#[test]
fn an_endpoint_of_whole_topics_needs_one_request_for_each_distinct_offset() {
    let mut cluster = cluster([
        (at("a", 0), p()),
        (at("b", 0), partition(0, 400, Some(300))),
        (at("c", 0), p()),
        (at("d", 0), p()),
        (at("d", 1), partition(0, 400, Some(300))),
    ]);
    let plan = cluster.plan(topics(&["a", "b", "c", "d"]), Earliest);
    let claim = cluster.reset(&plan.request, &NONE_FAIL);
    let steps = undo(&plan, &cluster.read_back(&plan, &claim), WHOLE_TOPICS).unwrap();
    let asked: Vec<_> =
        steps.iter().map(|step| (step.request.scope.clone(), step.request.strategy.clone())).collect();
    assert_eq!(asked, [(topics(&["a", "c"]), ToOffset(offset(50))), (topics(&["b"]), ToOffset(offset(300)))]);
    let why = LeftOutReason::OldOffsetsDiffer;
    let left = [LeftOut { at: at("d", 0), why }, LeftOut { at: at("d", 1), why }];
    assert!(steps.iter().all(|step| step.left_out == left));
}

#[test]
fn only_what_the_reset_moved_goes_back() {
    let mut cluster = cluster([(at("t", 0), p()), (at("t", 1), p()), (at("t", 2), p())]);
    let plan = cluster.plan(topics(&["t"]), ToOffset(offset(30)));
    let claim = cluster.reset(&plan.request, &BTreeSet::from([at("t", 1), at("t", 2)]));
    cluster.commit(&at("t", 2), Some(offset(77)));
    let result = cluster.read_back(&plan, &claim);
    let steps = undo(&plan, &result, PARTITIONS).unwrap();
    assert_eq!(steps.len(), 1);
    assert_eq!(steps[0].request.strategy, per_partition([(at("t", 0), 50)]));
    assert_eq!(steps[0].request.scope, ResetScope::Partitions(BTreeSet::from([at("t", 0)])));
    assert_eq!(steps[0].left_out, [LeftOut { at: at("t", 2), why: LeftOutReason::MovedElsewhere }]);
    assert!(!steps[0].request.create_group);
}

#[test]
fn what_a_consumer_moved_on_after_the_reset_was_done_goes_back_to_the_old_offset() {
    let mut cluster = cluster([(at("t", 0), p())]);
    let plan = cluster.plan(topics(&["t"]), ToOffset(offset(30)));
    let claim = cluster.reset(&plan.request, &NONE_FAIL);
    cluster.commit(&at("t", 0), Some(offset(33)));
    let steps = undo(&plan, &cluster.read_back(&plan, &claim), PARTITIONS).unwrap();
    assert_eq!(steps[0].request.strategy, per_partition([(at("t", 0), 50)]));
}

#[test]
fn a_partly_carried_out_reset_of_a_topic_goes_back_by_one_offset_if_that_leaves_the_rest_where_it_is() {
    let mut cluster = cluster([(at("t", 0), p()), (at("t", 1), p())]);
    let plan = cluster.plan(topics(&["t"]), ToOffset(offset(30)));
    let claim = cluster.reset(&plan.request, &BTreeSet::from([at("t", 1)]));
    let steps = undo(&plan, &cluster.read_back(&plan, &claim), WHOLE_TOPICS).unwrap();
    assert_eq!(steps[0].request.strategy, ToOffset(offset(50)));
}

#[test]
fn a_partly_carried_out_shift_is_not_shifted_back_as_a_whole() {
    let mut cluster = cluster([(at("t", 0), p()), (at("t", 1), partition(0, 400, Some(300)))]);
    let plan = cluster.plan(topics(&["t"]), ShiftBy(20));
    let claim = cluster.reset(&plan.request, &BTreeSet::from([at("t", 1)]));
    let result = cluster.read_back(&plan, &claim);
    assert!(matches!(undo(&plan, &result, WHOLE_TOPICS), Err(UndoRefusal::FileOnly(_))));
    assert_eq!(
        undo(&plan, &result, PARTITIONS).unwrap()[0].request.strategy,
        per_partition([(at("t", 0), 50)])
    );
}

#[test]
fn what_is_left_out_comes_in_the_order_of_the_result() {
    let mut cluster =
        cluster([(at("a-10", 0), p()), (at("a-9", 0), p()), (at("a-9", 1), p0()), (at("b", 0), p())]);
    let plan = cluster.plan(topics(&["a-9", "a-10", "b"]), ToOffset(offset(30)));
    let claim = cluster.reset(&plan.request, &NONE_FAIL);
    cluster.0.partitions.remove(&at("a-10", 0));
    let steps = undo(&plan, &cluster.read_back(&plan, &claim), WHOLE_TOPICS).unwrap();
    let left = |place, why| LeftOut { at: place, why };
    assert_eq!(
        steps[0].left_out,
        [
            left(at("a-9", 0), LeftOutReason::OldOffsetsDiffer),
            left(at("a-9", 1), LeftOutReason::NeverCommitted),
            left(at("a-10", 0), LeftOutReason::Unknown),
        ]
    );
}

#[test]
fn what_nobody_knows_is_left_alone() {
    let mut cluster = cluster([(at("t", 0), p())]);
    let plan = cluster.plan(topics(&["t"]), ToOffset(offset(30)));
    let claim = cluster.reset(&plan.request, &NONE_FAIL);
    cluster.0.partitions.clear();
    let left = vec![LeftOut { at: at("t", 0), why: LeftOutReason::Unknown }];
    for can in [PARTITIONS, WHOLE_TOPICS] {
        let refused = undo(&plan, &cluster.read_back(&plan, &claim), can).unwrap_err();
        assert_eq!(refused, UndoRefusal::NothingCertain(left.clone()));
    }
}

#[test]
fn a_lost_answer_is_no_obstacle_where_the_reset_is_found_applied() {
    let mut cluster = cluster([(at("t", 0), p())]);
    let plan = cluster.plan(topics(&["t"]), ToOffset(offset(30)));
    cluster.reset(&plan.request, &NONE_FAIL);
    let steps = undo(&plan, &cluster.read_back(&plan, &Claim::Lost), PARTITIONS).unwrap();
    assert_eq!(steps[0].request.strategy, per_partition([(at("t", 0), 50)]));
}

#[test]
fn every_refusal_says_what_to_do() {
    assert!(UndoRefusal::FileOnly(vec![]).to_string().contains("--from-file"));
    assert!(UndoRefusal::NothingCertain(vec![]).to_string().contains("read the offsets again"));
    assert_eq!(UndoRefusal::NothingMoved.to_string(), "there is nothing to undo: no partition has moved");
    assert!(UndoRefusal::NeverCommitted(vec![]).to_string().contains("cannot be taken back"));
}

fn strategies() -> impl Strategy<Value = ResetStrategy> {
    prop_oneof![
        1 => proptest::prelude::Just(Earliest),
        1 => proptest::prelude::Just(Latest),
        4 => (-60..60_i64).prop_map(ShiftBy),
        1 => (0..200_i64).prop_map(|number| ToOffset(offset(number))),
    ]
}

/// Partitions of three topics; many of them alike, so that whole topics can go back, too.
fn clusters() -> impl Strategy<Value = Cluster> {
    let often =
        prop::sample::select(vec![p(), partition(0, 400, Some(300)), partition(0, 400, Some(50)), p0()]);
    let offsets = prop_oneof![4 => often, 1 => sound_partition()];
    prop::collection::btree_map(crate::laws::place(), offsets, 1..9).prop_map(Cluster::new)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// The promise before confirming is kept: what is forecast as exact can be asked for, leaves nothing out, and
    /// restores every commit.
    #[test]
    fn an_exact_forecast_is_kept(
        mut cluster in clusters(),
        strategy in strategies(),
        partition_offsets in any::<bool>(),
    ) {
        let can = Abilities { partition_offsets, ..WHOLE_TOPICS };
        let plan = cluster.plan(topics(&["a", "b", "c"]), strategy);
        let before = cluster.committed();
        let outlook = plan.undo_outlook(can);
        let claim = cluster.reset(&plan.request, &NONE_FAIL);
        let steps = match undo(&plan, &cluster.read_back(&plan, &claim), can) {
            Ok(steps) => steps,
            Err(UndoRefusal::NothingMoved) => {
                prop_assert_eq!(cluster.committed(), before);
                return Ok(());
            }
            Err(refusal) => {
                proptest::prop_assert!(outlook.verdict != UndoVerdict::Exact, "{refusal:?} {outlook:?}");
                return Ok(());
            }
        };
        for step in &steps {
            cluster.reset(&step.request, &NONE_FAIL);
        }
        let now = cluster.committed();
        for forecast in outlook.topics.iter().filter(|topic| topic.verdict == UndoVerdict::Exact) {
            for (place, old) in before.iter().filter(|(place, _)| place.topic == forecast.topic) {
                prop_assert_eq!(&now[place], old, "{} {:?}", place, forecast);
            }
        }
    }

    /// Whatever was carried out and whoever interfered: an undo puts what it names back to its old offset, if that
    /// is in the log, and touches nothing else.
    #[test]
    fn an_undo_restores_what_it_names_and_nothing_else(
        mut cluster in clusters(),
        strategy in strategies(),
        failing in prop::collection::btree_set(crate::laws::place(), 0..4),
        interfering in prop::collection::btree_map(crate::laws::place(), 0..400_i64, 0..3),
        lost in any::<bool>(),
        partition_offsets in any::<bool>(),
    ) {
        let can = Abilities { partition_offsets, ..WHOLE_TOPICS };
        let plan = cluster.plan(topics(&["a", "b", "c"]), strategy);
        let before = cluster.committed();
        let claim = cluster.reset(&plan.request, &failing);
        let claim = if lost { Claim::Lost } else { claim };
        for (place, number) in interfering {
            if before.contains_key(&place) {
                cluster.commit(&place, Some(offset(number)));
            }
        }
        let result = cluster.read_back(&plan, &claim);
        let Ok(steps) = undo(&plan, &result, can) else { return Ok(()) };
        let after_reset = cluster.committed();
        let left_out: BTreeSet<_> = steps[0].left_out.iter().map(|left| left.at.clone()).collect();
        for step in &steps {
            cluster.reset(&step.request, &NONE_FAIL);
        }
        for (place, now) in cluster.committed() {
            let offsets = &cluster.0.partitions[&place];
            let in_log = offsets.log_start <= before[&place] && before[&place] <= offsets.log_end;
            if left_out.contains(&place) || after_reset[&place] == before[&place] {
                prop_assert_eq!(now, after_reset[&place], "{}", place);
            } else if in_log {
                prop_assert_eq!(now, before[&place], "{}", place);
            }
        }
    }
}

/// The forecast is made on what is known then; a plan that we resolve ourselves has the same.
#[test]
fn the_forecast_is_the_same_for_offsets_that_we_resolve() {
    let two = cluster([(at("t", 0), p()), (at("t", 1), partition(0, 400, Some(300)))]);
    let plan = ResetPlan::compute(request(topics(&["t"]), Earliest), &two.0, Resolution::Here).unwrap();
    assert_eq!(plan.undo_outlook(WHOLE_TOPICS).topics[0].reason, UndoReason::OffsetsDiffer);
    assert_eq!(plan.undo_outlook(PARTITIONS).topics[0].reason, UndoReason::OffsetPerPartition);
}
