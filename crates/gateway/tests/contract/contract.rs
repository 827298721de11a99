//! The contract itself: one function, cut into its clauses.

use crate::world::{LARGE, UNKNOWN, UNKNOWN_PARTITION, World, at, offset, request, selection, told};
use ckafka_gateway::kafka::Cluster;
use ckafka_gateway::kafka::admin::Admin;
use ckafka_gateway::kafka::member::Member;
use ckafka_gateway::upstream::{Expected, OffsetUpstream, PlanLine, ReadTopics, UpstreamError};
use kafka_offsets::{
    AnswerRow, GroupId, GroupState, KafkaError, ResetScope, ResetStrategy, TimeLookup, TopicName,
    TopicPartition,
};
use std::collections::BTreeSet;

/// Everything that an upstream promises. `cluster` makes another client of the same cluster.
pub(crate) async fn contract(
    upstream: &dyn OffsetUpstream,
    admin: &Admin,
    cluster: &(dyn Fn() -> Cluster + Sync),
) {
    let world = World::new(upstream, admin, cluster).await;

    topics_are_listed_and_described(&world).await;
    a_snapshot_tells_commits_ends_and_times(&world).await;
    a_snapshot_of_an_unknown_group_has_no_commits(&world).await;

    the_ends_of_the_log(&world).await;
    a_point_in_time(&world).await;
    a_shift(&world).await;
    an_exact_offset(&world).await;
    chosen_partitions_only(&world).await;

    an_unknown_topic_fails_alone(&world).await;
    all_topics_are_those_with_a_commit(&world).await;
    all_topics_of_a_group_without_commits_are_refused(&world).await;
    a_thousand_partitions(&world).await;
    more_than_a_broker_takes_in_one_commit(&world).await;

    an_unknown_group_is_refused_and_not_made(&world).await;
    a_group_is_made_where_that_is_asked_for(&world).await;
    a_live_group_is_refused(&world).await;

    a_plan_gives_each_partition_its_own_offset(&world).await;
    a_line_whose_expectation_fails_is_not_written(&world).await;
    a_plan_for_an_unknown_group_is_refused(&world).await;

    world.remove().await;
}

async fn topics_are_listed_and_described(world: &World<'_>) {
    let listed = world.upstream.list_topics().await.unwrap();
    for (topic, partitions) in [(&world.orders, 4), (&world.second, 1), (&world.large, 1_000)] {
        let found: Vec<_> = listed.iter().filter(|listing| listing.topic == *topic).collect();
        assert_eq!(found.len(), 1, "{topic} is listed {} times", found.len());
        assert_eq!(found[0].partitions, partitions);
        let attributes = world.upstream.topic(topic).await.unwrap();
        assert_eq!((attributes.partitions, attributes.replicas), (partitions, 1));
    }
    assert!(
        listed.iter().all(|listing| !listing.topic.as_str().starts_with("__")),
        "internal topics are listed"
    );
    assert!(listed.is_sorted_by(|one, next| one.topic < next.topic), "not in name order");
    let missing = world.missing_topic();
    assert_eq!(world.upstream.topic(&missing).await, Err(UpstreamError::TopicNotFound(missing)));
}

async fn a_snapshot_tells_commits_ends_and_times(world: &World<'_>) {
    let group = world.group("snapshot").await;
    let (missing, time) = (world.missing_topic(), world.time(70));
    let topics = ReadTopics::Named(selection([&world.orders, &missing]));
    let snapshot = world.upstream.snapshot(&group, &topics, Some(time)).await.unwrap();
    assert_eq!((&snapshot.group.group, &snapshot.group.state), (&group, &GroupState::Empty));
    assert_eq!(snapshot.looked_up, Some(time));
    assert_eq!(snapshot.failed_topics.into_iter().collect::<Vec<_>>(), [(missing, UNKNOWN)]);
    let read: Vec<_> = snapshot
        .partitions
        .iter()
        .map(|(at, read)| {
            assert_eq!(read.error, None, "{at}");
            let numbers = [read.committed, read.log_start, read.log_end]
                .map(|offset| offset.map(|offset| offset.get()));
            (at.partition.get(), numbers, read.at_time)
        })
        .collect();
    let found = TimeLookup::Found(offset(70));
    assert_eq!(
        read,
        [
            (0, [Some(50), Some(10), Some(100)], found),
            (1, [None, Some(10), Some(100)], found),
            (2, [Some(0), Some(0), Some(0)], TimeLookup::NoRecord),
            (3, [Some(50), Some(60), Some(100)], found),
        ]
    );
}

async fn a_snapshot_of_an_unknown_group_has_no_commits(world: &World<'_>) {
    let group = world.new_group("never-heard-of");
    let snapshot = world.snapshot(&group, [&world.orders]).await;
    assert_eq!(snapshot.group.state, GroupState::Dead);
    assert_eq!(snapshot.partitions.len(), 4);
    assert!(snapshot.partitions.values().all(|read| read.committed.is_none() && read.log_end.is_some()));
    let everything = world.upstream.snapshot(&group, &ReadTopics::AllOfGroup, None).await.unwrap();
    assert!(everything.partitions.is_empty() && everything.failed_topics.is_empty());
    assert!(!exists(world, &group).await, "reading made the group");
}

async fn the_ends_of_the_log(world: &World<'_>) {
    let earliest = world.reset_orders("earliest", ResetStrategy::Earliest).await;
    assert_eq!(earliest, ["0 -> 10", "1 -> 10", "2 -> 0", "3 -> 60"]);
    let latest = world.reset_orders("latest", ResetStrategy::Latest).await;
    assert_eq!(latest, ["0 -> 100", "1 -> 100", "2 -> 0", "3 -> 100"]);
}

async fn a_point_in_time(world: &World<'_>) {
    let at = |k| ResetStrategy::Timestamp(world.time(k));
    let inside = world.reset_orders("time-inside", at(70)).await;
    assert_eq!(inside, ["0 -> 70", "1 -> 70", "2 -> 0", "3 -> 70"]);
    let deleted = world.reset_orders("time-of-a-deleted-record", at(5)).await;
    assert_eq!(deleted, ["0 -> 10", "1 -> 10", "2 -> 0", "3 -> 60"]);
    let before = world.reset_orders("time-before-all", at(-1_000)).await;
    assert_eq!(before, ["0 -> 10", "1 -> 10", "2 -> 0", "3 -> 60"]);
    let last = world.reset_orders("time-of-the-last", at(99)).await;
    assert_eq!(last, ["0 -> 99", "1 -> 99", "2 -> 0", "3 -> 99"]);
    let after = world.reset_orders("time-after-all", at(100)).await;
    assert_eq!(
        after,
        ["0 -> 100", "1 -> 100", "2 -> 0", "3 -> 100"],
        "no record at or after the time: the log end"
    );
}

async fn a_shift(world: &World<'_>) {
    let never = "1 failed 1: no committed offset to shift from";
    let vectors = [
        (20, ["0 -> 70", never, "2 -> 0", "3 -> 70"]),
        (-20, ["0 -> 30", never, "2 -> 0", "3 -> 60"]),
        (0, ["0 -> 50", never, "2 -> 0", "3 -> 60"]),
        (50, ["0 -> 100", never, "2 -> 0", "3 -> 100"]),
        (51, ["0 -> 100", never, "2 -> 0", "3 -> 100"]),
        (-40, ["0 -> 10", never, "2 -> 0", "3 -> 60"]),
        (-41, ["0 -> 10", never, "2 -> 0", "3 -> 60"]),
        (-52, ["0 -> 10", never, "2 -> 0", "3 -> 60"]),
        (i64::MAX, ["0 -> 100", never, "2 -> 0", "3 -> 100"]),
        (i64::MIN, ["0 -> 10", never, "2 -> 0", "3 -> 60"]),
    ];
    for (by, expected) in vectors {
        let rows = world.reset_orders(&format!("shift{by}"), ResetStrategy::ShiftBy(by)).await;
        assert_eq!(rows, expected, "shift by {by}");
    }
}

async fn an_exact_offset(world: &World<'_>) {
    let vectors = [
        (70, ["0 -> 70", "1 -> 70", "2 -> 0", "3 -> 70"]),
        (9, ["0 -> 10", "1 -> 10", "2 -> 0", "3 -> 60"]),
        (100, ["0 -> 100", "1 -> 100", "2 -> 0", "3 -> 100"]),
        (101, ["0 -> 100", "1 -> 100", "2 -> 0", "3 -> 100"]),
        (i64::MAX, ["0 -> 100", "1 -> 100", "2 -> 0", "3 -> 100"]),
    ];
    for (to, expected) in vectors {
        let rows = world.reset_orders(&format!("to{to}"), ResetStrategy::Offset(offset(to))).await;
        assert_eq!(rows, expected, "to offset {to}");
    }
}

async fn chosen_partitions_only(world: &World<'_>) {
    let group = world.group("chosen").await;
    let chosen: BTreeSet<TopicPartition> = [at(&world.orders, 3), at(&world.orders, 9)].into();
    let mut request = request(&group, [&world.orders], ResetStrategy::Latest);
    request.scope = ResetScope::Partitions(chosen);
    let rows: Vec<_> = world.reset(&request).await.unwrap().iter().map(told).collect();
    assert_eq!(rows, ["3 -> 100".to_owned(), format!("9 failed 3: {UNKNOWN_PARTITION}")]);
}

async fn an_unknown_topic_fails_alone(world: &World<'_>) {
    let group = world.group("mixed").await;
    let missing = world.missing_topic();
    let mixed = request(&group, [&world.second, &missing], ResetStrategy::Latest);
    let rows = world.reset(&mixed).await.unwrap();
    let rows: Vec<_> = rows.iter().map(|row| (&row.topic, told(row))).collect();
    let failed = format!("all failed 3: {UNKNOWN_PARTITION}");
    assert_eq!(rows, [(&world.second, "0 -> 5".to_owned()), (&missing, failed.clone())]);

    let unknown_only = request(&group, [&missing], ResetStrategy::Earliest);
    let rows: Vec<_> = world.reset(&unknown_only).await.unwrap().iter().map(told).collect();
    assert_eq!(rows, [failed]);
    let listed = world.upstream.list_topics().await.unwrap();
    assert!(listed.iter().all(|listing| listing.topic != missing), "asking for a topic made it");
}

async fn all_topics_are_those_with_a_commit(world: &World<'_>) {
    let group = world.new_group("all-topics");
    world
        .admin
        .commit(&group, [(at(&world.orders, 0), offset(50)), (at(&world.second, 0), offset(2))])
        .await
        .unwrap();
    let mut request = request(&group, [&world.large], ResetStrategy::Earliest);
    request.scope = ResetScope::AllTopicsOfGroup;
    let rows = world.reset(&request).await.unwrap();
    let rows: Vec<_> = rows.iter().map(|row| (&row.topic, told(row))).collect();
    let orders = ["0 -> 10", "1 -> 10", "2 -> 0", "3 -> 60"].map(|told| (&world.orders, told.to_owned()));
    let (second, first) = rows.split_last().unwrap();
    assert_eq!(first, orders, "every partition of a topic with a commit, committed or not");
    assert_eq!(*second, (&world.second, "0 -> 0".to_owned()));
}

async fn all_topics_of_a_group_without_commits_are_refused(world: &World<'_>) {
    let group = world.new_group("joined-only");
    let member = Member::join((world.cluster)(), group.clone(), selection([&world.second])).await.unwrap();
    member.leave().await;
    let mut request = request(&group, [&world.orders], ResetStrategy::Earliest);
    request.scope = ResetScope::AllTopicsOfGroup;
    assert_eq!(world.reset(&request).await, Err(UpstreamError::NothingCommitted(group)));
}

async fn a_thousand_partitions(world: &World<'_>) {
    let group = world.new_group("large");
    let commits = (0..LARGE).map(|id| (at(&world.large, id), offset(2)));
    world.admin.commit(&group, commits).await.unwrap();
    let rows = world.reset(&request(&group, [&world.large], ResetStrategy::ShiftBy(-1))).await.unwrap();
    let expected: Vec<String> = (0..LARGE).map(|id| format!("{id} -> 1")).collect();
    assert_eq!(rows.iter().map(told).collect::<Vec<_>>(), expected, "in the order of their numbers");
}

async fn more_than_a_broker_takes_in_one_commit(world: &World<'_>) {
    // The group's name stands in every record of its commit: 3 MB in all, where brokers take 1 MiB at once.
    let group = world.new_group(&"x".repeat(3_000));
    let mut request = request(&group, [&world.large], ResetStrategy::Latest);
    request.create_group = true;
    let rows = world.reset(&request).await.unwrap();
    assert_eq!(rows.len(), 1_000);
    assert!(rows.iter().all(|row| row.offset == Some(offset(3))));
}

async fn an_unknown_group_is_refused_and_not_made(world: &World<'_>) {
    let group = world.new_group("mistyped");
    for topics in [vec![&world.orders], vec![&world.orders, &world.second]] {
        let refusal = world.reset(&request(&group, topics, ResetStrategy::Earliest)).await;
        assert_eq!(refusal, Err(UpstreamError::GroupNotFound(group.clone())));
    }
    assert!(!exists(world, &group).await, "a reset of a mistyped name made a group");
    assert_eq!(world.upstream.describe_group(&group).await.unwrap().state, GroupState::Dead);
}

async fn a_group_is_made_where_that_is_asked_for(world: &World<'_>) {
    let group = world.new_group("wanted");
    let mut request = request(&group, [&world.orders], ResetStrategy::Offset(offset(70)));
    request.create_group = true;
    let dry_run = world.upstream.reset(&request, true).await.unwrap();
    assert_eq!(dry_run.rows.len(), 4);
    assert!(!exists(world, &group).await, "a dry run made a group");
    let rows: Vec<_> = world.reset(&request).await.unwrap().iter().map(told).collect();
    assert_eq!(rows, ["0 -> 70", "1 -> 70", "2 -> 0", "3 -> 70"]);
    assert!(exists(world, &group).await);
    let described = world.upstream.describe_group(&group).await.unwrap();
    assert_eq!((described.state, described.members.len()), (GroupState::Empty, 0));
}

async fn a_live_group_is_refused(world: &World<'_>) {
    let group = world.group("live").await;
    let member = Member::join((world.cluster)(), group.clone(), selection([&world.orders])).await.unwrap();
    let refusal = world.reset(&request(&group, [&world.orders], ResetStrategy::Earliest)).await;
    let Err(UpstreamError::GroupNotEmpty { group: named, state, members }) = refusal else {
        panic!("a live group was not refused: {refusal:?}");
    };
    assert_eq!((named, state), (group.clone(), GroupState::Stable));
    assert_eq!(members.len(), 1);
    assert_eq!(members[0].client_id, "ckafka-gateway");
    assert!(!members[0].member_id.is_empty());
    assert_eq!(members[0].client_host, "/127.0.0.1");
    assert_eq!(members[0].assignment, [0, 1, 2, 3].map(|id| at(&world.orders, id)));
    let plan = [line(&world.orders, 0, 20, Expected::Anything)];
    let refusal = world.upstream.reset_partitions(&group, &plan, false, false).await;
    assert!(matches!(refusal, Err(UpstreamError::GroupNotEmpty { .. })), "{refusal:?}");
    let groups = world.upstream.list_groups().await.unwrap();
    let listed: Vec<_> = groups.iter().filter(|listing| listing.group == group).collect();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].protocol_type, "consumer");

    member.leave().await;
    assert_eq!(world.upstream.describe_group(&group).await.unwrap().state, GroupState::Empty);
    let rows = world.reset(&request(&group, [&world.orders], ResetStrategy::Earliest)).await.unwrap();
    assert!(rows.iter().all(|row| row.code.is_success()), "{rows:?}");
}

async fn a_plan_gives_each_partition_its_own_offset(world: &World<'_>) {
    let group = world.group("plan").await;
    let missing = world.missing_topic();
    let lines = [
        line(&world.orders, 0, 33, Expected::Anything),
        line(&world.orders, 1, 44, Expected::Anything),
        line(&world.orders, 2, 5, Expected::Anything),
        line(&world.orders, 3, 5, Expected::Anything),
        line(&world.orders, 17, 5, Expected::Anything),
        line(&world.second, 0, 1, Expected::Anything),
        line(&missing, 0, 1, Expected::Anything),
    ];
    let rows = prove_plan(world, &group, &lines).await.unwrap();
    let unknown = format!("failed 3: {UNKNOWN_PARTITION}");
    let expected = ["0 -> 33", "1 -> 44", "2 -> 0", "3 -> 60", &format!("17 {unknown}")];
    let of_orders: Vec<_> = rows.iter().filter(|row| row.topic == world.orders).map(told).collect();
    assert_eq!(of_orders, expected);
    let others: Vec<_> = rows.iter().filter(|row| row.topic != world.orders).map(told).collect();
    assert_eq!(others.len(), 2);
    assert!(others.contains(&"0 -> 1".to_owned()) && others.contains(&format!("0 {unknown}")), "{others:?}");
}

async fn a_line_whose_expectation_fails_is_not_written(world: &World<'_>) {
    let group = world.group("expectations").await;
    let lines = [
        line(&world.orders, 0, 33, Expected::Committed(offset(50))),
        line(&world.orders, 1, 44, Expected::NoCommit),
        line(&world.orders, 2, 0, Expected::NoCommit),
        line(&world.orders, 3, 70, Expected::Committed(offset(49))),
    ];
    let rows = prove_plan(world, &group, &lines).await.unwrap();
    let moved = KafkaError::IllegalGeneration.code();
    assert_eq!(moved, 22);
    let expected = [
        "0 -> 33".to_owned(),
        "1 -> 44".to_owned(),
        format!("2 failed {moved}: committed offset moved"),
        format!("3 failed {moved}: committed offset moved"),
    ];
    assert_eq!(rows.iter().map(told).collect::<Vec<_>>(), expected);
    // Sent once more, every expectation is outdated: nothing may move.
    let again = prove_plan(world, &group, &lines).await.unwrap();
    assert!(again.iter().all(|row| row.code.code() == moved), "{again:?}");
}

async fn a_plan_for_an_unknown_group_is_refused(world: &World<'_>) {
    let group = world.new_group("plan-for-nobody");
    let lines = [line(&world.orders, 0, 33, Expected::Anything)];
    let refusal = prove_plan(world, &group, &lines).await;
    assert_eq!(refusal, Err(UpstreamError::GroupNotFound(group.clone())));
    assert!(!exists(world, &group).await);
    let made = world.upstream.reset_partitions(&group, &lines, true, false).await.unwrap();
    assert_eq!(made.rows.iter().map(told).collect::<Vec<_>>(), ["0 -> 33"]);
    assert!(exists(world, &group).await);
}

async fn prove_plan(
    world: &World<'_>,
    group: &GroupId,
    lines: &[PlanLine],
) -> Result<Vec<AnswerRow>, UpstreamError> {
    let dry_run = || world.upstream.reset_partitions(group, lines, false, true);
    let real = || world.upstream.reset_partitions(group, lines, false, false);
    world.prove(group, dry_run, real).await
}

fn line(topic: &TopicName, partition: i32, to: i64, expected: Expected) -> PlanLine {
    PlanLine { at: at(topic, partition), offset: offset(to), expected }
}

async fn exists(world: &World<'_>, group: &GroupId) -> bool {
    world.upstream.list_groups().await.unwrap().iter().any(|listing| listing.group == *group)
}
