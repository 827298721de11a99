//! What holds for every input, not only for the examples.

use crate::fixture::{at, request, snapshot, time, topic};
use kafka_offsets::{
    Adjustment, AnswerRow, Claim, Count, KafkaError, Observation, Offset, OffsetSnapshot, PartitionId,
    PartitionOffsets, PlannedReset, ResetAnswer, ResetPlan, ResetScope, ResetStrategy, Resolution, RowClaim,
    Target, TimeLookup, TopicPartition, TopicSelection, Verdict, verify,
};
use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use std::collections::BTreeMap;

/// The time that every snapshot with a lookup answers.
pub(crate) const ASKED: i64 = 1_700_000_000_000;

/// Any number, those where arithmetic goes wrong more often than the rest.
pub(crate) fn number() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => -20..200_i64,
        1 => any::<i64>(),
        1 => prop::sample::select(vec![i64::MIN, i64::MIN + 1, -2, -1, 0, 1, (1 << 53) + 1, i64::MAX - 1, i64::MAX]),
    ]
}

/// Any offset, from the same numbers.
pub(crate) fn offset() -> impl Strategy<Value = Offset> {
    number().prop_map(|number| Offset::try_from(number & i64::MAX).unwrap())
}

fn lookup() -> impl Strategy<Value = TimeLookup> {
    prop_oneof![Just(TimeLookup::Unknown), Just(TimeLookup::NoRecord), offset().prop_map(TimeLookup::Found)]
}

/// Whatever an endpoint may say of a partition, nonsense included.
pub(crate) fn any_partition() -> impl Strategy<Value = PartitionOffsets> {
    let maybe = || prop::option::of(offset());
    let error =
        prop_oneof![3 => Just(None), 1 => (1..130_i16).prop_map(|code| Some(KafkaError::from_code(code)))];
    (maybe(), maybe(), maybe(), lookup(), error).prop_map(
        |(committed, log_start, log_end, at_time, error)| PartitionOffsets {
            committed,
            log_start,
            log_end,
            at_time,
            error,
        },
    )
}

/// A partition that was read completely and makes sense: its log does not end before it starts.
pub(crate) fn sound_partition() -> impl Strategy<Value = PartitionOffsets> {
    (prop::option::of(offset()), offset(), offset(), lookup()).prop_map(|(committed, one, other, at_time)| {
        let (log_start, log_end) = (Some(one.min(other)), Some(one.max(other)));
        PartitionOffsets { committed, log_start, log_end, at_time, error: None }
    })
}

pub(crate) fn strategy() -> impl Strategy<Value = ResetStrategy> {
    prop_oneof![
        Just(ResetStrategy::Earliest),
        Just(ResetStrategy::Latest),
        Just(ResetStrategy::Timestamp(time(ASKED))),
        number().prop_map(ResetStrategy::ShiftBy),
        offset().prop_map(ResetStrategy::Offset),
        prop::collection::btree_map(place(), offset(), 1..4).prop_map(ResetStrategy::PerPartition),
    ]
}

fn absolute_strategy() -> impl Strategy<Value = ResetStrategy> {
    strategy().prop_filter("a shift is relative", |strategy| !matches!(strategy, ResetStrategy::ShiftBy(_)))
}

pub(crate) fn resolution() -> impl Strategy<Value = Resolution> {
    prop_oneof![Just(Resolution::Here), Just(Resolution::AtEndpoint)]
}

/// One of a few partitions, so that requests, snapshots and answers meet.
pub(crate) fn place() -> impl Strategy<Value = TopicPartition> {
    (0..3_usize, 0..3_i32).prop_map(|(topic, partition)| at(["a", "b", "c"][topic], partition))
}

pub(crate) fn scope() -> impl Strategy<Value = ResetScope> {
    let names = prop::collection::btree_set(prop::sample::select(vec!["a", "b", "c"]), 1..4);
    prop_oneof![
        Just(ResetScope::AllTopicsOfGroup),
        names
            .prop_map(|names| ResetScope::Topics(TopicSelection::new(names.into_iter().map(topic)).unwrap())),
        prop::collection::btree_set(place(), 0..5).prop_map(ResetScope::Partitions),
    ]
}

pub(crate) fn snapshot_of(
    partition: impl Strategy<Value = PartitionOffsets>,
) -> impl Strategy<Value = OffsetSnapshot> {
    let failed = prop::collection::btree_map(
        prop::sample::select(vec!["a", "b", "c"]).prop_map(topic),
        Just(KafkaError::TopicAuthorizationFailed),
        0..2,
    );
    (prop::collection::btree_map(place(), partition, 0..9), failed).prop_map(|(partitions, failed_topics)| {
        OffsetSnapshot { partitions, failed_topics, looked_up: Some(time(ASKED)), ..snapshot([]) }
    })
}

/// An answer with any rows, twice the same and nonsense included, or none.
pub(crate) fn claim() -> impl Strategy<Value = Claim> {
    let code = prop_oneof![Just(0_i16), any::<i16>()].prop_map(KafkaError::from_code);
    let row = (place(), any::<bool>(), prop::option::of(offset()), code).prop_map(
        |(at, whole_topic, offset, code)| {
            let partition = (!whole_topic).then_some(at.partition);
            AnswerRow { topic: at.topic, partition, offset, code, message: String::new() }
        },
    );
    prop_oneof![
        1 => Just(Claim::Lost),
        4 => prop::collection::vec(row, 0..12)
            .prop_map(|rows| Claim::Answered(ResetAnswer { rows, request_id: None })),
    ]
}

pub(crate) fn observations() -> impl Strategy<Value = BTreeMap<TopicPartition, Observation>> {
    let observation = prop_oneof![
        4 => prop::option::of(offset()).prop_map(Observation::Committed),
        1 => Just(Observation::Unreadable(Some(KafkaError::NotCoordinator))),
    ];
    prop::collection::btree_map(place(), observation, 0..9)
}

/// Plans a single partition of a group that has committed in it or not.
fn plan_row(offsets: &PartitionOffsets, strategy: ResetStrategy, resolution: Resolution) -> PlannedReset {
    let mut read = snapshot([(at("a", 0), offsets.clone())]);
    read.looked_up = Some(time(ASKED));
    let scope = ResetScope::Partitions([at("a", 0)].into());
    ResetPlan::compute(request(scope, strategy), &read, resolution).unwrap().rows.remove(0)
}

/// Any single strategy that works on the partition of [`plan_row`].
fn strategy_for_one() -> impl Strategy<Value = ResetStrategy> {
    prop_oneof![
        strategy().prop_filter("names its own partitions", |strategy| {
            !matches!(strategy, ResetStrategy::PerPartition(_))
        }),
        offset().prop_map(|offset| ResetStrategy::PerPartition(BTreeMap::from([(at("a", 0), offset)]))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_target_that_we_resolve_lies_in_the_log(offsets in sound_partition(), strategy in strategy_for_one()) {
        let row = plan_row(&offsets, strategy, Resolution::Here);
        if let Some(target) = row.target {
            prop_assert!(matches!(target, Target::Exact(_)));
            let target = target.offset();
            prop_assert!(offsets.log_start <= target && target <= offsets.log_end, "{row:?}");
        }
    }

    #[test]
    fn only_a_shift_without_commit_and_a_time_without_lookup_have_no_target(
        offsets in sound_partition(),
        strategy in strategy_for_one(),
    ) {
        let impossible = match strategy {
            ResetStrategy::ShiftBy(_) => offsets.committed.is_none(),
            ResetStrategy::Timestamp(_) => offsets.at_time == TimeLookup::Unknown,
            _ => false,
        };
        let row = plan_row(&offsets, strategy, Resolution::Here);
        prop_assert_eq!(row.target.is_none(), impossible);
        prop_assert!(row.target.is_some() || !row.adjustments.is_empty(), "it says why");
    }

    #[test]
    fn shifting_further_never_leads_further_back(
        offsets in sound_partition(),
        one in number(),
        other in number(),
        resolution in resolution(),
    ) {
        let target = |shift| plan_row(&offsets, ResetStrategy::ShiftBy(shift), resolution).target.and_then(Target::offset);
        prop_assert!(target(one.min(other)) <= target(one.max(other)));
    }

    #[test]
    fn shifting_by_zero_changes_nothing_unless_the_commit_is_out_of_range(offsets in sound_partition()) {
        let row = plan_row(&offsets, ResetStrategy::ShiftBy(0), Resolution::Here);
        match offsets.committed {
            None => prop_assert_eq!(row.target, None),
            Some(committed) => {
                let in_range = offsets.log_start <= Some(committed) && Some(committed) <= offsets.log_end;
                prop_assert_eq!(row.adjustments.contains(&Adjustment::NoChange), in_range);
                prop_assert_eq!(row.delta() == Some(0), in_range);
            }
        }
    }

    #[test]
    fn a_clamped_wish_is_always_reported(offsets in sound_partition(), wish in offset()) {
        let row = plan_row(&offsets, ResetStrategy::Offset(wish), Resolution::Here);
        let wished = wish.get();
        let reported = row.adjustments.iter().any(|note| {
            [Adjustment::ClampedToStart { wished }, Adjustment::ClampedToEnd { wished }].contains(note)
        });
        prop_assert_eq!(row.target != Some(Target::Exact(wish)), reported);
    }

    #[test]
    fn replanning_an_absolute_strategy_on_its_own_result_changes_nothing(
        mut read in snapshot_of(sound_partition()),
        scope in scope(),
        strategy in absolute_strategy(),
    ) {
        let wanted = request(scope, strategy);
        let Ok(first) = ResetPlan::compute(wanted.clone(), &read, Resolution::Here) else { return Ok(()) };
        for row in &first.rows {
            if let (Some(target), Some(offsets)) = (row.target, read.partitions.get_mut(&row.at)) {
                offsets.committed = target.offset();
            }
        }
        let again = ResetPlan::compute(wanted, &read, Resolution::Here).unwrap();
        for row in &again.rows {
            let before = first.rows.iter().find(|before| before.at == row.at);
            // All topics of the group can only become more by a reset; what is new was not in the first plan.
            if let Some(before) = before {
                prop_assert_eq!(row.target, before.target);
                prop_assert!(row.target.is_none() || row.adjustments.contains(&Adjustment::NoChange));
            }
        }
        let totals = again.totals();
        prop_assert!(totals.replayed.is_zero() && totals.skipped.is_zero());
    }

    #[test]
    fn what_we_resolve_fits_what_the_endpoint_may_do(offsets in any_partition(), strategy in strategy_for_one()) {
        let here = plan_row(&offsets, strategy.clone(), Resolution::Here);
        let there = plan_row(&offsets, strategy, Resolution::AtEndpoint);
        if let Some(Target::Exact(offset)) = here.target {
            prop_assert!(there.target.is_some_and(|target| target.fits(offset)), "{here:?} {there:?}");
        }
    }

    #[test]
    fn the_same_input_gives_the_same_plan(
        read in snapshot_of(any_partition()),
        scope in scope(),
        strategy in strategy(),
        resolution in resolution(),
    ) {
        let plan = || ResetPlan::compute(request(scope.clone(), strategy.clone()), &read, resolution);
        prop_assert_eq!(plan(), plan());
    }

    #[test]
    fn planning_and_verifying_never_panic_and_judge_every_row(
        read in snapshot_of(any_partition()),
        scope in scope(),
        strategy in strategy(),
        resolution in resolution(),
        claim in claim(),
        observed in observations(),
        production in any::<bool>(),
    ) {
        let Ok(plan) = ResetPlan::compute(request(scope, strategy), &read, resolution) else { return Ok(()) };
        let totals = plan.totals();
        prop_assert_eq!(totals.partitions + totals.failing, plan.rows.len());
        prop_assert_eq!(plan.sendable_topics().is_none(), totals.partitions == 0);
        let (risk, reasons) = plan.risk(production);
        prop_assert_eq!(reasons.iter().map(|reason| reason.risk()).max().unwrap_or(kafka_offsets::Risk::Low), risk);
        for row in &plan.rows {
            prop_assert_eq!(row.replayed().is_some(), row.committed.is_some() && row.target.is_some());
            prop_assert_eq!(row.skipped().is_some(), row.replayed().is_some());
            prop_assert!(row.target.is_some() || !row.adjustments.is_empty());
            let _ = (row.delta(), row.lag_before(), row.lag_after());
        }

        let verified = verify(&plan, &claim, &observed);
        prop_assert_eq!(verified.rows.len(), plan.rows.len());
        prop_assert_eq!(verified.succeeded().count() + verified.failed().count(), verified.rows.len());
        let _ = verified.overall();
        for row in &verified.rows {
            if row.verdict != Verdict::Confirmed {
                continue;
            }
            // Confirmed is never said of a partition that is elsewhere, or that was reported as failed.
            let Observation::Committed(Some(now)) = row.observed else { panic!("confirmed without an offset") };
            prop_assert!(row.planned.target.is_some_and(|target| target.fits(now)));
            prop_assert!(!matches!(row.claim, RowClaim::Failed(..)));
            if let RowClaim::Ok(Some(returned)) = row.claim {
                prop_assert_eq!(returned, now);
            }
        }
    }

    #[test]
    fn nothing_that_an_answer_says_is_lost(
        read in snapshot_of(any_partition()),
        scope in scope(),
        strategy in strategy(),
        claim in claim(),
    ) {
        let Ok(plan) = ResetPlan::compute(request(scope, strategy), &read, Resolution::Here) else { return Ok(()) };
        let verified = verify(&plan, &claim, &BTreeMap::new());
        let Claim::Answered(answer) = claim else { return Ok(()) };
        for said in &answer.rows {
            let in_rows = verified.rows.iter().any(|row| {
                row.planned.at.topic == said.topic
                    && said.partition.is_none_or(|partition: PartitionId| row.planned.at.partition == partition)
                    && row.claim != RowClaim::None
            });
            let in_others = verified.others.iter().any(|other| {
                (&other.topic, other.partition, other.code) == (&said.topic, said.partition, said.code)
            });
            prop_assert!(in_rows || in_others, "{said:?}");
        }
    }

    #[test]
    fn a_plan_that_was_carried_out_exactly_is_confirmed_in_every_row_that_has_a_target(
        read in snapshot_of(sound_partition()),
        scope in scope(),
        strategy in strategy(),
        lost in any::<bool>(),
    ) {
        let Ok(plan) = ResetPlan::compute(request(scope, strategy), &read, Resolution::Here) else { return Ok(()) };
        let carried_out: Vec<_> = plan
            .rows
            .iter()
            .filter_map(|row| Some((row.at.clone(), row.target?.offset()?)))
            .collect();
        let rows = carried_out.iter().map(|(at, offset)| AnswerRow {
            topic: at.topic.clone(),
            partition: Some(at.partition),
            offset: Some(*offset),
            code: KafkaError::NONE,
            message: String::new(),
        });
        let claim = if lost { Claim::Lost } else { Claim::Answered(ResetAnswer { rows: rows.collect(), request_id: None }) };
        let observed = carried_out.into_iter().map(|(at, offset)| (at, Observation::Committed(Some(offset)))).collect();
        for row in verify(&plan, &claim, &observed).rows {
            prop_assert_eq!(row.verdict == Verdict::Confirmed, row.planned.target.is_some(), "{:?}", row);
        }
    }

    #[test]
    fn a_sum_of_counts_allows_every_sum_of_what_they_allow(a in counted(), b in counted()) {
        let ((a, real_a), (b, real_b)) = (a, b);
        let sum = a + b;
        prop_assert_eq!(sum, b + a);
        prop_assert!(allows(sum, u128::from(real_a) + u128::from(real_b)), "{sum:?}");
    }
}

/// A count, and a number that it allows.
fn counted() -> impl Strategy<Value = (Count, u64)> {
    let number = || prop_oneof![0..50_u64, any::<u64>()];
    (number(), number(), 0..4_u8).prop_map(|(bound, real, kind)| match kind {
        0 => (Count::Exactly(real), real),
        1 => (Count::AtLeast(bound.min(real)), real),
        2 => (Count::AtMost(bound.max(real)), real),
        _ => (Count::Unknown, real),
    })
}

fn allows(count: Count, number: u128) -> bool {
    match count {
        Count::Exactly(exact) => number == u128::from(exact),
        Count::AtLeast(bound) => number >= u128::from(bound),
        Count::AtMost(bound) => number <= u128::from(bound),
        Count::Unknown => true,
    }
}
