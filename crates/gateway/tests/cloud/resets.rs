//! What is moved at the cloud, and what is said of it.

use crate::support::{at, group, offset, request, shop, told, upstream_of};
use ckafka_gateway::tencent::Api;
use ckafka_gateway::upstream::{Expected, OffsetUpstream, PlanLine, UpstreamError};
use cloud_stand_in::{Cloud, FIRST, Trick};
use kafka_offsets::{GroupState, ResetRequest, ResetScope, ResetStrategy, Timestamp};
use std::time::Duration;

fn line(name: &str, partition: i32, to: i64, expected: Expected) -> PlanLine {
    PlanLine { at: at(name, partition), offset: offset(to), expected }
}

#[tokio::test]
async fn every_strategy_moves_the_group_and_rows_say_where_it_was_found() {
    let time = Timestamp::try_from(FIRST + 80_000).unwrap();
    for api in [Api::V3, Api::V2] {
        for (strategy, expected) in [
            (ResetStrategy::Earliest, ["orders/0 -> 10", "orders/1 -> 20"]),
            (ResetStrategy::Latest, ["orders/0 -> 100", "orders/1 -> 200"]),
            (ResetStrategy::Timestamp(time), ["orders/0 -> 80", "orders/1 -> 80"]),
            (ResetStrategy::ShiftBy(-45), ["orders/0 -> 10", "orders/1 -> 20"]),
            (ResetStrategy::ShiftBy(7), ["orders/0 -> 57", "orders/1 -> 67"]),
            (ResetStrategy::Offset(offset(70)), ["orders/0 -> 70", "orders/1 -> 70"]),
            (ResetStrategy::Offset(offset(150)), ["orders/0 -> 100", "orders/1 -> 150"]),
        ] {
            let cloud = Cloud::shop();
            let upstream = upstream_of(&cloud, api);
            let answer =
                upstream.reset(&request("billing", &["orders"], strategy.clone()), false).await.unwrap();
            assert_eq!(told(&answer.rows), expected, "{api:?} {strategy:?}");
            assert_eq!(cloud.writes().len(), 1);
            assert_eq!(cloud.committed("billing", "second", 0), Some(5), "and no other topic");
        }
    }
}

#[tokio::test]
async fn all_topics_are_sent_by_name() {
    let (cloud, upstream) = shop();
    let all = ResetRequest {
        scope: ResetScope::AllTopicsOfGroup,
        ..request("billing", &["x"], ResetStrategy::Earliest)
    };
    let answer = upstream.reset(&all, false).await.unwrap();
    assert_eq!(told(&answer.rows), ["orders/0 -> 10", "orders/1 -> 20", "second/0 -> 0"]);
    assert_eq!(cloud.writes()[0]["Topics"], serde_json::json!(["orders", "second"]));
    let nothing = ResetRequest { group: group("nobody"), ..all };
    assert_eq!(upstream.reset(&nothing, false).await, Err(UpstreamError::GroupNotFound(group("nobody"))));
}

#[tokio::test]
async fn a_topic_that_is_not_there_fails_alone_and_is_not_sent() {
    let (cloud, upstream) = shop();
    let both = request("billing", &["orders", "gone"], ResetStrategy::Latest);
    let answer = upstream.reset(&both, false).await.unwrap();
    assert_eq!(
        told(&answer.rows),
        [
            "orders/0 -> 100",
            "orders/1 -> 200",
            "gone/all failed 3: This request is for a topic or partition that does not exist on this broker."
        ]
    );
    assert_eq!(cloud.writes()[0]["Topics"], serde_json::json!(["orders"]));
    let none = request("billing", &["gone"], ResetStrategy::Latest);
    assert!(told(&upstream.reset(&none, false).await.unwrap().rows)[0].starts_with("gone/all failed 3"));
    assert_eq!(cloud.writes().len(), 1, "nothing is left to be sent");
}

#[tokio::test]
async fn a_partition_without_a_commit_cannot_be_shifted_and_fails_alone() {
    let (_cloud, upstream) = shop();
    let shift = request("billing", &["orders", "untouched"], ResetStrategy::ShiftBy(1));
    let answer = upstream.reset(&shift, false).await.unwrap();
    assert_eq!(
        told(&answer.rows),
        ["orders/0 -> 51", "orders/1 -> 61", "untouched/0 failed 1: no committed offset to shift from"]
    );
}

#[tokio::test]
async fn chosen_partitions_and_lines_move_alone() {
    let (cloud, upstream) = shop();
    let chosen = ResetRequest {
        scope: ResetScope::Partitions([at("orders", 1)].into()),
        ..request("billing", &["orders"], ResetStrategy::ShiftBy(5))
    };
    assert_eq!(told(&upstream.reset(&chosen, false).await.unwrap().rows), ["orders/1 -> 65"]);
    assert_eq!(cloud.committed("billing", "orders", 0), Some(50));

    let lines = [
        line("orders", 0, 33, Expected::Committed(offset(50))),
        line("orders", 1, 44, Expected::Committed(offset(60))),
        line("second", 0, 8, Expected::Anything),
    ];
    let answer = upstream.reset_partitions(&group("billing"), &lines, false, false).await.unwrap();
    assert_eq!(
        told(&answer.rows),
        ["orders/0 -> 33", "orders/1 failed 22: committed offset moved", "second/0 -> 8"]
    );
    let sent: Vec<_> = cloud.writes()[1..].iter().map(|body| body["TopicName"][0].clone()).collect();
    assert_eq!(sent, ["orders", "second"], "one topic at a time");

    // Different partitions of two topics have no words in one request
    let chosen = ResetRequest {
        scope: ResetScope::Partitions([at("orders", 1), at("second", 0)].into()),
        ..request("billing", &["orders"], ResetStrategy::ShiftBy(5))
    };
    assert!(matches!(upstream.reset(&chosen, false).await, Err(UpstreamError::NotOffered(_))));
}

#[tokio::test]
async fn api_2_refuses_what_it_cannot_say_and_sends_nothing() {
    let cloud = Cloud::shop();
    let upstream = upstream_of(&cloud, Api::V2);
    let chosen = ResetRequest {
        scope: ResetScope::Partitions([at("orders", 1)].into()),
        ..request("billing", &["orders"], ResetStrategy::ShiftBy(5))
    };
    assert!(matches!(upstream.reset(&chosen, false).await, Err(UpstreamError::NotOffered(_))));
    let lines = [line("orders", 0, 33, Expected::Anything)];
    let outcome = upstream.reset_partitions(&group("billing"), &lines, false, false).await;
    assert!(matches!(outcome, Err(UpstreamError::NotOffered(_))));
    assert_eq!(cloud.writes().len(), 0);
}

#[tokio::test]
async fn dry_runs_and_new_groups_are_refused_before_anything_is_sent() {
    let (cloud, upstream) = shop();
    let reset = request("billing", &["orders"], ResetStrategy::Latest);
    let outcome = upstream.reset(&reset, true).await;
    assert!(
        matches!(&outcome, Err(UpstreamError::NotOffered(why)) if why.contains("no dry run")),
        "{outcome:?}"
    );
    let new = ResetRequest { group: group("nobody"), create_group: true, ..reset };
    assert!(matches!(upstream.reset(&new, false).await, Err(UpstreamError::NotOffered(_))));
    assert_eq!(cloud.writes().len(), 0);
}

#[tokio::test]
async fn a_live_group_is_refused_with_its_members() {
    let (cloud, upstream) = shop();
    cloud.world.lock().unwrap().live.push("billing".to_owned());
    let outcome = upstream.reset(&request("billing", &["orders"], ResetStrategy::Latest), false).await;
    let Err(UpstreamError::GroupNotEmpty { state, members, .. }) = outcome else { panic!("{outcome:?}") };
    assert_eq!((state, members.len()), (GroupState::Stable, 1));
    assert_eq!(cloud.writes().len(), 0);
}

#[tokio::test]
async fn offsets_that_are_shown_late_are_waited_for() {
    let (cloud, upstream) = shop();
    cloud.trick("ModifyGroupOffsets", Trick::ShownLate(Duration::from_millis(1_200)));
    let answer =
        upstream.reset(&request("billing", &["orders"], ResetStrategy::Latest), false).await.unwrap();
    assert_eq!(told(&answer.rows), ["orders/0 -> 100", "orders/1 -> 200"]);
    assert_eq!(answer.request_id.as_deref(), Some("r-ok"));
}

#[tokio::test]
async fn a_success_that_is_none_is_told_as_a_failure() {
    let (cloud, upstream) = shop();
    cloud.trick("ModifyGroupOffsets", Trick::NotApplied);
    let answer =
        upstream.reset(&request("billing", &["orders"], ResetStrategy::Latest), false).await.unwrap();
    let why = "failed -1: the cloud said that it is done, and the group did not move";
    assert_eq!(told(&answer.rows), [format!("orders/0 {why}"), format!("orders/1 {why}")]);
}

#[tokio::test]
async fn a_partition_that_was_there_already_is_done_if_another_one_moved() {
    let (cloud, upstream) = shop();
    cloud.commit("billing", "orders", 1, 20);
    let earliest = request("billing", &["orders"], ResetStrategy::Earliest);
    let answer = upstream.reset(&earliest, false).await.unwrap();
    assert_eq!(told(&answer.rows), ["orders/0 -> 10", "orders/1 -> 20"]);
    // Where nothing moves at all, nobody can tell a reset that had nothing to do from one that was not carried out: it
    // is said to be done, as the cloud says, and not where
    let answer = upstream.reset(&earliest, false).await.unwrap();
    assert_eq!(told(&answer.rows), ["orders/0 done", "orders/1 done"]);
}

#[tokio::test]
async fn another_offset_than_asked_for_is_told_as_it_was_found() {
    let (cloud, upstream) = shop();
    cloud.trick("ModifyGroupOffsets", Trick::Beside(-3));
    let answer =
        upstream.reset(&request("billing", &["orders"], ResetStrategy::Latest), false).await.unwrap();
    assert_eq!(told(&answer.rows), ["orders/0 -> 97", "orders/1 -> 197"]);
}

#[tokio::test]
async fn a_code_in_the_result_fails_the_rows() {
    let (cloud, upstream) = shop();
    cloud.trick("ModifyGroupOffsets", Trick::ReturnCode("4".to_owned()));
    let answer =
        upstream.reset(&request("billing", &["orders"], ResetStrategy::Latest), false).await.unwrap();
    assert_eq!(
        told(&answer.rows),
        ["orders/0 failed -1: ReturnCode 4: no", "orders/1 failed -1: ReturnCode 4: no"]
    );
}
