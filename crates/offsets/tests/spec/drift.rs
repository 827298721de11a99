//! What has changed between plan and sending, and what counts as a change. P: log 10 to 100, committed 50.

use crate::fixture::{
    at, exact, member, offset, p, p0, partition, plan_one, request, snapshot, time, topic, topics,
};
use crate::laws::{ASKED, any_partition, resolution, scope, snapshot_of, sound_partition, strategy};
use kafka_offsets::DriftKind::{
    CommitMoved, PartitionAdded, PartitionGone, TargetMoved, TargetOutsideLog, Unreadable,
};
use kafka_offsets::ResetStrategy::{
    Earliest, Latest, Offset as ToOffset, PerPartition, ShiftBy, Timestamp as ToTime,
};
use kafka_offsets::Resolution::{AtEndpoint, Here};
use kafka_offsets::{
    Drift, DriftKind, DriftRow, GroupState, KafkaError, OffsetSnapshot, PartitionOffsets, ResetPlan,
    ResetScope, ResetStrategy, Resolution, Target, TimeLookup, TopicChange, TopicDrift,
};
use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};
use std::collections::BTreeMap;

/// The kinds of drift of partition `t`/0 between two readings.
fn kinds(
    before: PartitionOffsets,
    strategy: ResetStrategy,
    resolution: Resolution,
    now: PartitionOffsets,
) -> Vec<DriftKind> {
    let looked_up = if let ToTime(at) = strategy { Some(at) } else { None };
    let plan = plan_one(before, strategy, resolution);
    let now = OffsetSnapshot { looked_up, ..snapshot([(at("t", 0), now)]) };
    let Some(drift) = Drift::between(&plan, &now) else { return vec![] };
    assert_eq!((drift.group, drift.topics), (None, vec![]));
    assert_eq!(drift.rows.len(), 1);
    drift.rows[0].kinds.clone()
}

fn plan_of(read: &OffsetSnapshot, scope: ResetScope, strategy: ResetStrategy) -> ResetPlan {
    let request = request(scope, strategy);
    let resolution = request.resolution();
    ResetPlan::compute(request, read, resolution).unwrap()
}

#[test]
fn a_commit_that_moved_is_shown_three_ways() {
    let plan = plan_one(p(), ShiftBy(-20), AtEndpoint);
    let now = snapshot([(at("t", 0), partition(12, 120, Some(55)))]);
    let drift = Drift::between(&plan, &now).unwrap();
    assert_eq!(drift.group, None);
    assert_eq!(drift.topics, []);
    assert_eq!(
        drift.rows,
        [DriftRow {
            at: at("t", 0),
            planned_from: Some(offset(50)),
            now: Some(offset(55)),
            log_start_now: Some(offset(12)),
            log_end_now: Some(offset(120)),
            target: exact(30),
            kinds: vec![CommitMoved],
        }]
    );
}

#[test]
fn a_commit_that_came_or_went_has_moved() {
    assert_eq!(kinds(p0(), Earliest, AtEndpoint, partition(10, 100, Some(10))), [CommitMoved]);
    assert_eq!(kinds(p(), Earliest, AtEndpoint, p0()), [CommitMoved]);
    assert_eq!(kinds(p0(), ShiftBy(5), AtEndpoint, p()), [CommitMoved], "and can be shifted now");
}

#[test]
fn a_log_end_that_has_grown_is_no_drift() {
    let grown = partition(10, 250, Some(50));
    for strategy in [
        Earliest,
        Latest,
        ShiftBy(-20),
        ShiftBy(50),
        ShiftBy(51),
        ToOffset(offset(60)),
        ToOffset(offset(400)),
    ] {
        for resolution in [Here, AtEndpoint] {
            assert_eq!(
                kinds(p(), strategy.clone(), resolution, grown.clone()),
                [],
                "{strategy:?} {resolution:?}"
            );
        }
    }
}

#[test]
fn a_log_start_that_has_risen_is_allowed_where_the_endpoint_finds_it() {
    let risen = partition(20, 100, Some(50));
    assert_eq!(kinds(p(), Earliest, AtEndpoint, risen.clone()), []);
    assert_eq!(kinds(p(), ShiftBy(-41), AtEndpoint, risen.clone()), [], "was clamped already");
    assert_eq!(kinds(p(), ShiftBy(-30), AtEndpoint, risen.clone()), [], "20 is still the first record");
    assert_eq!(kinds(p(), Earliest, Here, risen), [TargetOutsideLog], "a frozen 10 is gone");
}

#[test]
fn retention_that_passes_the_target_is_a_drift() {
    let risen = partition(45, 100, Some(50));
    assert_eq!(kinds(p(), ShiftBy(-20), AtEndpoint, risen.clone()), [TargetOutsideLog]);
    assert_eq!(kinds(p(), ToOffset(offset(30)), AtEndpoint, risen.clone()), [TargetOutsideLog]);
    assert_eq!(kinds(p(), ToOffset(offset(30)), Here, risen), [TargetOutsideLog]);
}

#[test]
fn a_log_that_was_cut_before_the_target_is_a_drift() {
    let cut = partition(10, 60, Some(50));
    assert_eq!(kinds(p(), ShiftBy(20), AtEndpoint, cut.clone()), [TargetOutsideLog]);
    assert_eq!(kinds(p(), ShiftBy(20), Here, cut.clone()), [TargetOutsideLog]);
    assert_eq!(kinds(p(), Latest, AtEndpoint, cut.clone()), [TargetOutsideLog]);
    assert_eq!(kinds(p(), Earliest, AtEndpoint, cut), [], "the target still is there");
}

#[test]
fn a_time_that_now_belongs_to_another_record_is_a_drift_only_where_it_lies_earlier() {
    let at_time = |found: TimeLookup| PartitionOffsets { at_time: found, ..p() };
    let found = |number| TimeLookup::Found(offset(number));
    let kinds = |before, now| kinds(at_time(before), ToTime(time(ASKED)), AtEndpoint, at_time(now));
    assert_eq!(kinds(found(70), found(70)), []);
    assert_eq!(kinds(found(70), found(75)), [], "at least 70 was planned");
    assert_eq!(kinds(found(70), found(65)), [TargetMoved]);
    assert_eq!(kinds(found(70), TimeLookup::NoRecord), []);
    assert_eq!(
        kinds(TimeLookup::NoRecord, found(100)),
        [],
        "a record came in after the end that was planned"
    );
    assert_eq!(kinds(TimeLookup::NoRecord, found(70)), [TargetMoved]);
    assert_eq!(kinds(found(70), TimeLookup::Unknown), [Unreadable(None)]);
    assert_eq!(kinds(TimeLookup::Unknown, found(70)), [], "the plan left it to the endpoint");
}

#[test]
fn a_frozen_time_stays_where_it_is() {
    let at_time = |found| PartitionOffsets { at_time: TimeLookup::Found(offset(found)), ..p() };
    assert_eq!(kinds(at_time(70), ToTime(time(ASKED)), Here, at_time(65)), []);
}

#[test]
fn what_cannot_be_read_any_more_is_a_drift() {
    let failed = PartitionOffsets { error: Some(KafkaError::NotCoordinator), ..p0() };
    assert_eq!(kinds(p(), Earliest, AtEndpoint, failed), [Unreadable(Some(KafkaError::NotCoordinator))]);
    let no_start = PartitionOffsets { log_start: None, ..p() };
    assert_eq!(kinds(p(), ShiftBy(-20), Here, no_start.clone()), [Unreadable(None)]);
    assert_eq!(kinds(p(), Earliest, AtEndpoint, no_start.clone()), [Unreadable(None)]);
    assert_eq!(kinds(no_start.clone(), Earliest, AtEndpoint, no_start), [], "it was not known before either");
}

#[test]
fn what_can_be_read_only_now_is_a_drift() {
    let unread =
        PartitionOffsets { error: Some(KafkaError::NotCoordinator), log_start: None, log_end: None, ..p0() };
    assert_eq!(kinds(unread.clone(), ShiftBy(5), AtEndpoint, unread.clone()), []);
    assert_eq!(kinds(unread.clone(), ToOffset(offset(60)), Here, p0()), [TargetMoved]);
    assert_eq!(kinds(unread, ShiftBy(5), AtEndpoint, p()), [CommitMoved]);
}

#[test]
fn an_unreadable_partition_whose_broker_gives_another_reason_has_not_changed() {
    let unread = |code| PartitionOffsets { error: Some(code), log_start: None, log_end: None, ..p0() };
    let before = unread(KafkaError::NotCoordinator);
    assert_eq!(kinds(before, ShiftBy(5), AtEndpoint, unread(KafkaError::CoordinatorLoadInProgress)), []);
}

#[test]
fn a_partition_that_was_added_is_named() {
    let before = snapshot([(at("t", 0), p())]);
    let now = snapshot([(at("t", 0), p()), (at("t", 1), p0())]);
    for scope in [topics(&["t"]), ResetScope::AllTopicsOfGroup] {
        let drift = Drift::between(&plan_of(&before, scope, Earliest), &now).unwrap();
        let [row] = drift.rows.as_slice() else { panic!("{drift:?}") };
        assert_eq!((&row.at, row.target, row.kinds.as_slice()), (&at("t", 1), None, &[PartitionAdded][..]));
        assert_eq!(row.log_end_now, Some(offset(100)));
    }
}

#[test]
fn a_partition_that_was_added_does_not_matter_where_partitions_are_chosen() {
    let before = snapshot([(at("t", 0), p())]);
    let now = snapshot([(at("t", 0), p()), (at("t", 1), p0())]);
    let chosen = || ResetScope::Partitions([at("t", 0)].into());
    assert_eq!(Drift::between(&plan_of(&before, chosen(), Earliest), &now), None);
    let file = PerPartition(BTreeMap::from([(at("t", 0), offset(30))]));
    assert_eq!(Drift::between(&plan_of(&before, chosen(), file), &now), None);
}

#[test]
fn a_partition_that_is_gone_is_named() {
    let before = snapshot([(at("t", 0), p()), (at("t", 1), p())]);
    let now = snapshot([(at("t", 0), p())]);
    let drift = Drift::between(&plan_of(&before, topics(&["t"]), Earliest), &now).unwrap();
    let [row] = drift.rows.as_slice() else { panic!("{drift:?}") };
    assert_eq!((&row.at, row.now, row.kinds.as_slice()), (&at("t", 1), None, &[PartitionGone][..]));
}

#[test]
fn a_topic_that_is_gone_or_unreadable_is_one_line() {
    let before = snapshot([(at("t", 0), p()), (at("t", 1), p()), (at("u", 0), p())]);
    let plan = plan_of(&before, topics(&["t", "u"]), Earliest);
    let mut now = snapshot([(at("u", 0), p())]);
    for (failed, change) in [
        (None, TopicChange::Gone),
        (Some(KafkaError::UnknownTopicOrPartition), TopicChange::Gone),
        (
            Some(KafkaError::TopicAuthorizationFailed),
            TopicChange::Unreadable(KafkaError::TopicAuthorizationFailed),
        ),
    ] {
        now.failed_topics = failed.map(|code| (topic("t"), code)).into_iter().collect();
        let drift = Drift::between(&plan, &now).unwrap();
        assert_eq!((drift.topics, drift.rows), (vec![TopicDrift { topic: topic("t"), change }], vec![]));
    }
}

#[test]
fn a_missing_topic_that_came_into_being_is_one_line_and_one_that_stays_missing_none() {
    let mut before = snapshot([(at("t", 0), p())]);
    before.failed_topics.insert(topic("u"), KafkaError::UnknownTopicOrPartition);
    let plan = plan_of(&before, topics(&["t", "u"]), Earliest);
    assert_eq!(Drift::between(&plan, &before), None);
    let now = snapshot([(at("t", 0), p()), (at("u", 0), p0()), (at("u", 1), p0())]);
    let drift = Drift::between(&plan, &now).unwrap();
    let appeared = TopicDrift { topic: topic("u"), change: TopicChange::Appeared };
    assert_eq!((drift.topics, drift.rows), (vec![appeared], vec![]));
}

#[test]
fn with_all_topics_of_the_group_a_first_commit_on_another_topic_is_a_drift() {
    let before = snapshot([(at("t", 0), p()), (at("u", 0), p0())]);
    let plan = plan_of(&before, ResetScope::AllTopicsOfGroup, Earliest);
    assert_eq!(Drift::between(&plan, &before), None, "the group has nothing to do with u");
    let now = snapshot([(at("t", 0), p()), (at("u", 0), p())]);
    let drift = Drift::between(&plan, &now).unwrap();
    assert_eq!(drift.topics, [TopicDrift { topic: topic("u"), change: TopicChange::Appeared }]);
}

#[test]
fn commits_of_all_topics_that_have_expired_are_a_drift() {
    let before = snapshot([(at("t", 0), p())]);
    let plan = plan_of(&before, ResetScope::AllTopicsOfGroup, Earliest);
    let drift = Drift::between(&plan, &snapshot([(at("t", 0), p0())])).unwrap();
    assert_eq!(drift.rows[0].kinds, [CommitMoved]);
}

#[test]
fn a_group_that_is_in_another_state_or_has_members_is_shown() {
    let plan = plan_one(p(), Earliest, AtEndpoint);
    let mut now = snapshot([(at("t", 0), p())]);
    for state in [GroupState::Stable, GroupState::PreparingRebalance, GroupState::Dead] {
        now.group.state = state;
        let drift = Drift::between(&plan, &now).unwrap();
        assert_eq!((drift.group.as_ref(), drift.rows.len()), (Some(&now.group), 0));
    }
    now.group.state = GroupState::Empty;
    assert_eq!(Drift::between(&plan, &now), None);
    now.group.members.push(member("billing"));
    assert_eq!(Drift::between(&plan, &now).unwrap().group, Some(now.group));
}

#[test]
fn a_group_that_was_to_be_created_and_exists_now_is_a_drift() {
    let mut before = snapshot([(at("t", 0), p0())]);
    before.group.state = GroupState::Dead;
    let create = kafka_offsets::ResetRequest { create_group: true, ..request(topics(&["t"]), Earliest) };
    let plan = ResetPlan::compute(create, &before, AtEndpoint).unwrap();
    assert_eq!(Drift::between(&plan, &before), None);
    assert!(
        Drift::between(&plan, &snapshot([(at("t", 0), p0())])).is_some_and(|drift| drift.group.is_some())
    );
}

#[test]
fn rows_come_in_plan_order_and_topics_in_natural_order() {
    let names = ["t-10", "t-9", "t-2"];
    let before = OffsetSnapshot { partitions: names.map(|name| (at(name, 0), p())).into(), ..snapshot([]) };
    let plan = plan_of(&before, topics(&names), Earliest);
    let moved = OffsetSnapshot {
        partitions: names.map(|name| (at(name, 0), partition(10, 100, Some(60)))).into(),
        ..snapshot([])
    };
    let rows = Drift::between(&plan, &moved).unwrap().rows;
    assert_eq!(rows.iter().map(|row| row.at.topic.as_str()).collect::<Vec<_>>(), ["t-2", "t-9", "t-10"]);
    let gone = Drift::between(&plan, &snapshot([])).unwrap().topics;
    assert_eq!(gone.iter().map(|gone| gone.topic.as_str()).collect::<Vec<_>>(), ["t-2", "t-9", "t-10"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn the_same_reading_has_not_drifted(
        read in snapshot_of(any_partition()),
        scope in scope(),
        strategy in strategy(),
        resolution in resolution(),
    ) {
        let Ok(plan) = ResetPlan::compute(request(scope, strategy), &read, resolution) else { return Ok(()) };
        prop_assert_eq!(Drift::between(&plan, &read), None);
    }

    #[test]
    fn producers_that_go_on_are_no_drift(
        read in snapshot_of(sound_partition()),
        scope in scope(),
        strategy in strategy(),
        resolution in resolution(),
        more in 0..1_000_i64,
    ) {
        let Ok(plan) = ResetPlan::compute(request(scope, strategy), &read, resolution) else { return Ok(()) };
        let mut now = read;
        for offsets in now.partitions.values_mut() {
            offsets.log_end = offsets.log_end.map(|end| offset(end.get().saturating_add(more)));
        }
        prop_assert_eq!(Drift::between(&plan, &now), None);
    }

    #[test]
    fn a_commit_that_moved_is_always_found(
        read in snapshot_of(sound_partition()),
        scope in scope(),
        strategy in strategy(),
        resolution in resolution(),
        to in crate::laws::offset(),
    ) {
        let Ok(plan) = ResetPlan::compute(request(scope, strategy), &read, resolution) else { return Ok(()) };
        for row in plan.rows.iter().filter(|row| row.committed != Some(to) && read.partitions.contains_key(&row.at)) {
            if read.failed_topics.contains_key(&row.at.topic) {
                continue;
            }
            let mut now = read.clone();
            now.partitions.get_mut(&row.at).unwrap().committed = Some(to);
            let drift = Drift::between(&plan, &now).unwrap();
            prop_assert!(drift.rows.iter().any(|found| found.at == row.at && found.kinds.contains(&CommitMoved)));
        }
    }

    #[test]
    fn a_target_that_we_froze_is_in_the_log_wherever_there_is_no_drift(
        read in snapshot_of(sound_partition()),
        now in snapshot_of(sound_partition()),
        scope in scope(),
        strategy in strategy(),
    ) {
        let Ok(plan) = ResetPlan::compute(request(scope, strategy), &read, Resolution::Here) else { return Ok(()) };
        let drift = Drift::between(&plan, &now);
        let rows = drift.as_ref().map(|drift| drift.rows.as_slice()).unwrap_or_default();
        let topics = drift.as_ref().map(|drift| drift.topics.as_slice()).unwrap_or_default();
        for row in &plan.rows {
            let named = rows.iter().any(|drifted| drifted.at == row.at)
                || topics.iter().any(|drifted| drifted.topic == row.at.topic);
            if let (Some(Target::Exact(frozen)), false) = (row.target, named) {
                let offsets = &now.partitions[&row.at];
                prop_assert_eq!(offsets.committed, row.committed);
                prop_assert!(offsets.log_start <= Some(frozen) && Some(frozen) <= offsets.log_end);
            }
        }
    }
}
