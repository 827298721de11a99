//! What may be sent again after a reset that was carried out in part.

use crate::fixture::{at, offset, p, p0, partition, topic, topics};
use crate::laws::{offset as any_offset, sound_partition};
use crate::played::Cluster;
use kafka_offsets::ResetStrategy::{Earliest, Latest, Offset as ToOffset, PerPartition, ShiftBy};
use kafka_offsets::{
    Abilities, AnswerRow, Claim, Continuation, KafkaError, LeftOut, LeftOutReason, Observation,
    PartitionOffsets, ResetAnswer, ResetPlan, ResetScope, ResetStrategy, Resolution, RetryRefusal, Target,
    TopicPartition, TopicSelection, Verdict, retry, verify,
};
use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
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

fn set<const N: usize>(places: [TopicPartition; N]) -> BTreeSet<TopicPartition> {
    places.into()
}

fn left(place: TopicPartition, why: LeftOutReason) -> LeftOut {
    LeftOut { at: place, why }
}

fn named(names: &[&str]) -> ResetScope {
    ResetScope::Topics(TopicSelection::new(names.iter().map(|name| topic(name))).unwrap())
}

/// `a` with two partitions and `b` with one, committed 50 of 10 to 100.
fn cluster() -> Cluster {
    Cluster::new([(at("a", 0), p()), (at("a", 1), p()), (at("b", 0), p())])
}

#[test]
fn after_a_shift_that_half_failed_a_retry_leads_to_old_plus_shift_everywhere_exactly_once() {
    let mut cluster = cluster();
    let plan = cluster.plan(topics(&["a", "b"]), ShiftBy(20));
    let claim = cluster.reset(&plan.request, &set([at("a", 1), at("b", 0)]));
    let result = cluster.read_back(&plan, &claim);

    let again = retry(&plan, &result, PARTITIONS).unwrap();
    let absolute = BTreeMap::from([(at("a", 1), offset(70)), (at("b", 0), offset(70))]);
    assert_eq!(again.request.strategy, PerPartition(absolute.clone()));
    assert_eq!(again.request.scope, ResetScope::Partitions(absolute.into_keys().collect()));
    assert_eq!(again.left_out, []);

    // However often it is sent
    for _ in 0..3 {
        cluster.reset(&again.request, &BTreeSet::new());
    }
    assert!(cluster.committed().values().all(|now| *now == Some(offset(70))), "{:?}", cluster.committed());
}

#[test]
fn an_endpoint_of_whole_topics_gets_the_shift_again_only_for_topics_that_were_refused_entirely() {
    let mut cluster = cluster();
    let plan = cluster.plan(topics(&["a", "b"]), ShiftBy(20));
    let claim = cluster.reset(&plan.request, &set([at("a", 1), at("b", 0)]));
    let result = cluster.read_back(&plan, &claim);

    let again = retry(&plan, &result, WHOLE_TOPICS).unwrap();
    assert_eq!((again.request.scope.clone(), again.request.strategy.clone()), (named(&["b"]), ShiftBy(20)));
    assert_eq!(again.left_out, [left(at("a", 1), LeftOutReason::TopicPartlyMoved)]);

    cluster.reset(&again.request, &BTreeSet::new());
    assert_eq!(
        cluster.committed(),
        BTreeMap::from([
            (at("a", 0), Some(offset(70))),
            (at("a", 1), Some(offset(50))),
            (at("b", 0), Some(offset(70)))
        ])
    );
}

#[test]
fn a_shift_is_not_sent_again_where_its_answer_was_lost_as_it_may_only_be_late() {
    let cluster = cluster();
    let plan = cluster.plan(topics(&["a", "b"]), ShiftBy(20));
    let result = cluster.read_back(&plan, &Claim::Lost);
    assert!(result.rows.iter().all(|row| row.verdict == Verdict::NotApplied));
    let why = LeftOutReason::ShiftNotRefused;
    let all = [at("a", 0), at("a", 1), at("b", 0)].map(|place| left(place, why));
    assert_eq!(retry(&plan, &result, WHOLE_TOPICS), Err(RetryRefusal::OnlyWholeTopics(all.into())));
    // As offsets of their own they lead to the same place however often they come
    assert!(
        matches!(retry(&plan, &result, PARTITIONS).unwrap().request.strategy, PerPartition(each) if each.len() == 3)
    );
}

#[test]
fn a_shift_is_not_sent_again_where_its_refusal_leaves_the_outcome_open() {
    let cluster = Cluster::new([(at("b", 0), p())]);
    let plan = cluster.plan(topics(&["b"]), ShiftBy(20));
    let row = |code| AnswerRow {
        topic: topic("b"),
        partition: Some(at("b", 0).partition),
        offset: None,
        code,
        message: String::new(),
    };
    let answered = |code| Claim::Answered(ResetAnswer { rows: vec![row(code)], request_id: None });
    let refused = cluster.read_back(&plan, &answered(KafkaError::UnknownMemberId));
    assert!(retry(&plan, &refused, WHOLE_TOPICS).is_ok());
    let timed_out = cluster.read_back(&plan, &answered(KafkaError::RequestTimedOut));
    assert!(matches!(retry(&plan, &timed_out, WHOLE_TOPICS), Err(RetryRefusal::OnlyWholeTopics(_))));
}

#[test]
fn an_absolute_strategy_is_sent_again_for_whole_topics_after_a_lost_answer() {
    let cluster = cluster();
    for strategy in [Earliest, Latest, ToOffset(offset(30))] {
        let plan = cluster.plan(topics(&["a", "b"]), strategy.clone());
        let again = retry(&plan, &cluster.read_back(&plan, &Claim::Lost), WHOLE_TOPICS).unwrap();
        assert_eq!((again.request.scope, again.request.strategy), (named(&["a", "b"]), strategy));
    }
}

#[test]
fn all_topics_of_the_group_become_the_topics_that_did_not_move() {
    let mut cluster = cluster();
    let plan = cluster.plan(ResetScope::AllTopicsOfGroup, Earliest);
    let claim = cluster.reset(&plan.request, &set([at("b", 0)]));
    let again = retry(&plan, &cluster.read_back(&plan, &claim), WHOLE_TOPICS).unwrap();
    assert_eq!(again.request.scope, named(&["b"]));
}

#[test]
fn a_frozen_bound_is_retried_as_the_offset_that_it_names() {
    let mut cluster = cluster();
    let plan = cluster.plan(topics(&["b"]), Latest);
    assert_eq!(plan.rows[0].target, Some(Target::AtLeast(offset(100))));
    let claim = cluster.reset(&plan.request, &set([at("b", 0)]));
    let again = retry(&plan, &cluster.read_back(&plan, &claim), PARTITIONS).unwrap();
    assert_eq!(again.request.strategy, PerPartition(BTreeMap::from([(at("b", 0), offset(100))])));
}

#[test]
fn what_somebody_moved_and_what_nobody_knows_is_left_out_with_the_reason() {
    let mut cluster = cluster();
    let plan = cluster.plan(topics(&["a", "b"]), ToOffset(offset(30)));
    let claim = cluster.reset(&plan.request, &set([at("a", 0), at("a", 1), at("b", 0)]));
    cluster.commit(&at("a", 0), Some(offset(55)));
    cluster.0.partitions.remove(&at("a", 1));
    let again = retry(&plan, &cluster.read_back(&plan, &claim), PARTITIONS).unwrap();
    assert_eq!(again.request.strategy, PerPartition(BTreeMap::from([(at("b", 0), offset(30))])));
    let reasons = [left(at("a", 0), LeftOutReason::MovedElsewhere), left(at("a", 1), LeftOutReason::Unknown)];
    assert_eq!(again.left_out, reasons);
    let whole = retry(&plan, &cluster.read_back(&plan, &claim), WHOLE_TOPICS).unwrap();
    assert_eq!((whole.request.scope, whole.left_out.as_slice()), (named(&["b"]), &reasons[..]));
}

#[test]
fn what_the_plan_could_not_do_is_not_retried() {
    let mut cluster = Cluster::new([(at("a", 0), p()), (at("a", 1), p0())]);
    let plan = cluster.plan(topics(&["a"]), ShiftBy(20));
    let claim = cluster.reset(&plan.request, &set([at("a", 0)]));
    let again = retry(&plan, &cluster.read_back(&plan, &claim), PARTITIONS).unwrap();
    assert_eq!(again.left_out, [left(at("a", 1), LeftOutReason::CannotBeDone)]);
    let claim = cluster.reset(&plan.request, &BTreeSet::new());
    let refused = retry(&plan, &cluster.read_back(&plan, &claim), PARTITIONS).unwrap_err();
    assert_eq!(refused, RetryRefusal::NothingCertain(vec![left(at("a", 1), LeftOutReason::CannotBeDone)]));
}

#[test]
fn what_only_the_endpoint_could_resolve_has_no_offset_to_retry() {
    let unknown_start = PartitionOffsets { log_start: None, ..p() };
    let mut cluster = Cluster::new([(at("b", 0), unknown_start)]);
    let plan = cluster.plan(topics(&["b"]), Earliest);
    let claim = cluster.reset(&plan.request, &set([at("b", 0)]));
    let result = cluster.read_back(&plan, &claim);
    let why = vec![left(at("b", 0), LeftOutReason::NoOffsetKnown)];
    assert_eq!(retry(&plan, &result, PARTITIONS), Err(RetryRefusal::NothingCertain(why)));
    assert_eq!(retry(&plan, &result, WHOLE_TOPICS).unwrap().request.strategy, Earliest);
}

#[test]
fn nothing_is_left_of_a_reset_that_is_confirmed() {
    let mut cluster = cluster();
    let plan = cluster.plan(topics(&["a", "b"]), Earliest);
    let claim = cluster.reset(&plan.request, &BTreeSet::new());
    let result = cluster.read_back(&plan, &claim);
    for can in [PARTITIONS, WHOLE_TOPICS] {
        assert_eq!(retry(&plan, &result, can), Err(RetryRefusal::NothingLeft));
    }
}

#[test]
fn a_plan_for_single_partitions_is_never_widened_to_its_topics() {
    let mut cluster = cluster();
    let plan = cluster.plan(ResetScope::Partitions(set([at("a", 0)])), ToOffset(offset(30)));
    let claim = cluster.reset(&plan.request, &set([at("a", 0)]));
    let result = cluster.read_back(&plan, &claim);
    let why = vec![left(at("a", 0), LeftOutReason::TopicPartlyMoved)];
    assert_eq!(retry(&plan, &result, WHOLE_TOPICS), Err(RetryRefusal::OnlyWholeTopics(why)));
    assert!(retry(&plan, &result, PARTITIONS).is_ok());
}

#[test]
fn a_topic_whose_new_partition_moved_with_it_is_left_alone() {
    let cluster = Cluster::new([(at("b", 0), p())]);
    let plan = cluster.plan(topics(&["b"]), ToOffset(offset(30)));
    let row = |partition, code| AnswerRow {
        topic: topic("b"),
        partition: Some(at("b", partition).partition),
        offset: None,
        code,
        message: String::new(),
    };
    let rows = vec![row(0, KafkaError::UnknownMemberId), row(1, KafkaError::NONE)];
    let result = cluster.read_back(&plan, &Claim::Answered(ResetAnswer { rows, request_id: None }));
    assert!(matches!(retry(&plan, &result, WHOLE_TOPICS), Err(RetryRefusal::OnlyWholeTopics(_))));
}

#[test]
fn the_wish_to_create_the_group_is_kept() {
    let cluster = cluster();
    let mut plan = cluster.plan(topics(&["b"]), Earliest);
    plan.request.create_group = true;
    let result = cluster.read_back(&plan, &Claim::Lost);
    for can in [PARTITIONS, WHOLE_TOPICS] {
        assert!(retry(&plan, &result, can).unwrap().request.create_group);
    }
}

#[test]
fn every_refusal_says_what_to_do() {
    let refusals = [RetryRefusal::NothingCertain(vec![]), RetryRefusal::OnlyWholeTopics(vec![])];
    for refusal in refusals {
        assert!(refusal.to_string().contains("make a new plan"), "{refusal}");
    }
    assert_eq!(
        RetryRefusal::NothingLeft.to_string(),
        "nothing is left to retry: every partition is confirmed"
    );
}

fn strategies() -> impl Strategy<Value = ResetStrategy> {
    prop_oneof![
        Just(Earliest),
        Just(Latest),
        (-300..300_i64).prop_map(ShiftBy),
        any::<i64>().prop_map(ShiftBy),
        any_offset().prop_map(ToOffset),
    ]
}

/// Partitions of three topics, of which some fail the first time.
fn clusters() -> impl Strategy<Value = (Cluster, BTreeSet<TopicPartition>)> {
    prop::collection::btree_map(crate::laws::place(), (sound_partition(), any::<bool>()), 1..9).prop_map(
        |all| {
            let failing = all.iter().filter(|(_, (_, fails))| *fails).map(|(at, _)| at.clone()).collect();
            (Cluster::new(all.into_iter().map(|(at, (offsets, _))| (at, offsets))), failing)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Where each partition can get its own offset, reset and retry together end where the plan says, in every
    /// partition, and the retry of the retry finds nothing to do.
    #[test]
    fn a_retry_finishes_the_plan_and_nothing_else(
        (mut cluster, failing) in clusters(),
        strategy in strategies(),
        lost in any::<bool>(),
    ) {
        let plan = cluster.plan(topics(&["a", "b", "c"]), strategy);
        let before = cluster.committed();
        let claim = cluster.reset(&plan.request, &failing);
        let claim = if lost { Claim::Lost } else { claim };
        let result = cluster.read_back(&plan, &claim);
        let Ok(again) = retry(&plan, &result, PARTITIONS) else { return Ok(()) };
        cluster.reset(&again.request, &BTreeSet::new());
        let now = cluster.committed();
        for row in &plan.rows {
            let expected = row.target.and_then(Target::offset).or(before[&row.at]);
            prop_assert_eq!(now[&row.at], expected, "{}", row.at);
        }
    }

    /// Where only whole topics move, no partition is ever shifted twice, and what is sent again ends where the plan
    /// says.
    #[test]
    fn whole_topics_are_never_shifted_twice(
        (mut cluster, failing) in clusters(),
        strategy in strategies(),
        late in any::<bool>(),
    ) {
        let plan = cluster.plan(topics(&["a", "b", "c"]), strategy.clone());
        let before = cluster.committed();
        let (claim, result) = if late {
            // The answer is lost, and what was sent is carried out only after it was read back
            let result = cluster.read_back(&plan, &Claim::Lost);
            cluster.reset(&plan.request, &failing);
            (Claim::Lost, result)
        } else {
            let claim = cluster.reset(&plan.request, &failing);
            let result = cluster.read_back(&plan, &claim);
            (claim, result)
        };
        let Ok(Continuation { request, .. }) = retry(&plan, &result, WHOLE_TOPICS) else { return Ok(()) };
        prop_assert!(!(matches!(strategy, ShiftBy(_)) && claim == Claim::Lost));
        cluster.reset(&request, &BTreeSet::new());
        let now = cluster.committed();
        for row in &plan.rows {
            let target = row.target.and_then(Target::offset);
            prop_assert!(now[&row.at] == target || now[&row.at] == before[&row.at], "{}", row.at);
        }
    }

    /// Whatever an endpoint answers and whatever is read: what is retried was read where it was before.
    #[test]
    fn only_what_was_read_where_it_was_is_ever_retried(
        (cluster, _) in clusters(),
        strategy in strategies(),
        claim in crate::laws::claim(),
        observed in crate::laws::observations(),
        resolution in crate::laws::resolution(),
    ) {
        let request = crate::fixture::request(topics(&["a", "b", "c"]), strategy);
        let plan = ResetPlan::compute(request, &cluster.0, resolution).unwrap();
        let result = verify(&plan, &claim, &observed);
        for can in [PARTITIONS, WHOLE_TOPICS] {
            let Ok(again) = retry(&plan, &result, can) else { continue };
            for row in &result.rows {
                let retried = match (&again.request.scope, &again.request.strategy) {
                    (_, PerPartition(each)) => each.contains_key(&row.planned.at),
                    (ResetScope::Topics(topics), _) => topics.contains(&row.planned.at.topic),
                    other => panic!("{other:?}"),
                };
                let stayed = row.observed == Observation::Committed(row.planned.committed);
                prop_assert!(!retried || stayed, "{:?}", row);
                let left_out = again.left_out.iter().filter(|left| left.at == row.planned.at).count();
                let open = row.verdict != Verdict::Confirmed;
                prop_assert!(!open || usize::from(retried) + left_out >= 1, "{:?}", row);
            }
        }
    }
}

/// Where a shift leads that is clamped to the log as planned.
#[test]
fn a_clamped_shift_is_retried_to_the_same_end() {
    let mut cluster = Cluster::new([(at("a", 0), partition(10, 100, Some(90))), (at("a", 1), p())]);
    let plan = cluster.plan(topics(&["a"]), ShiftBy(20));
    let claim = cluster.reset(&plan.request, &set([at("a", 0)]));
    // Meanwhile the log has grown, so that the shift itself would now lead to 110
    cluster.0.partitions.get_mut(&at("a", 0)).unwrap().log_end = Some(offset(500));
    let again = retry(&plan, &cluster.read_back(&plan, &claim), PARTITIONS).unwrap();
    let Ok(fresh) = ResetPlan::compute(again.request, &cluster.0, Resolution::Here) else {
        panic!("no plan")
    };
    assert_eq!(fresh.rows[0].target, Some(Target::Exact(offset(100))));
    assert_eq!(fresh.rows.len(), 1);
}
