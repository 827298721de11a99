//! What goes wrong on the way to the cloud, and that a reset is never sent twice.

use crate::support::{at, group, offset, request, shop, upstream_of, upstream_within};
use ckafka_gateway::tencent::Api;
use ckafka_gateway::upstream::{Expected, OffsetUpstream, PlanLine, ReadTopics, UpstreamError};
use cloud_stand_in::{Cloud, Trick};
use kafka_offsets::ResetStrategy;
use std::time::Duration;

const WRITE: &str = "ModifyGroupOffsets";

#[tokio::test]
async fn a_lost_answer_leaves_the_outcome_open_and_nothing_is_sent_again() {
    for api in [Api::V3, Api::V2] {
        for trick in [
            Trick::CutBefore,
            Trick::CutAfter,
            Trick::Html502,
            Trick::error("InternalError", "x"),
            Trick::error("FailedOperation", "x"),
        ] {
            if api == Api::V2 && matches!(trick, Trick::Error(..)) {
                continue;
            }
            let cloud = Cloud::shop();
            let upstream = upstream_of(&cloud, api);
            cloud.trick(WRITE, trick.clone());
            let outcome =
                upstream.reset(&request("billing", &["orders"], ResetStrategy::ShiftBy(5)), false).await;
            assert!(matches!(outcome, Err(UpstreamError::OutcomeUnknown(_))), "{trick:?}: {outcome:?}");
            let sent = cloud.seen().into_iter().filter(|action| action == WRITE).count();
            assert_eq!(sent, 1, "{trick:?}");
        }
    }
}

#[tokio::test]
async fn a_refusal_says_that_nothing_was_written() {
    for (code, message) in [
        ("RequestLimitExceeded", "too many"),
        ("UnauthorizedOperation", "no right"),
        ("InvalidParameterValue", "bad"),
        ("ResourceInUse.GroupNotEmpty", "members"),
        ("FailedOperation", "(1049)消费分组不为空"),
    ] {
        let (cloud, upstream) = shop();
        cloud.trick(WRITE, Trick::error(code, message));
        let outcome = upstream.reset(&request("billing", &["orders"], ResetStrategy::Latest), false).await;
        match (code, outcome.unwrap_err()) {
            ("RequestLimitExceeded", UpstreamError::TooManyCalls(_))
            | ("UnauthorizedOperation", UpstreamError::NotAllowed(_))
            | ("InvalidParameterValue", UpstreamError::NotOffered(_))
            | ("ResourceInUse.GroupNotEmpty" | "FailedOperation", UpstreamError::GroupNotEmpty { .. }) => {}
            (code, other) => panic!("{code}: {other:?}"),
        }
        let sent = cloud.seen().into_iter().filter(|action| action == WRITE).count();
        assert_eq!(sent, 1, "{code}: a write is never sent again");
    }
}

#[tokio::test]
async fn a_refusal_between_two_topics_keeps_what_is_done() {
    let (cloud, upstream) = shop();
    cloud.trick("BatchModifyGroupOffsets", Trick::ShownLate(std::time::Duration::ZERO));
    cloud.trick("BatchModifyGroupOffsets", Trick::error("RequestLimitExceeded", "too many"));
    let line = |name, partition, to| PlanLine {
        at: at(name, partition),
        offset: offset(to),
        expected: Expected::Anything,
    };
    let lines = [line("orders", 0, 33), line("second", 0, 8)];
    let answer = upstream.reset_partitions(&group("billing"), &lines, false, false).await.unwrap();
    assert!(answer.rows[0].code.is_success());
    assert!(!answer.rows[1].code.is_success());
    assert_eq!(cloud.committed("billing", "orders", 0), Some(33));
    assert_eq!(cloud.committed("billing", "second", 0), Some(5));
}

#[tokio::test]
async fn a_clock_that_is_off_is_corrected_by_the_clouds() {
    for api in [Api::V3, Api::V2] {
        for ahead in [-600, 600] {
            let cloud = Cloud::shop();
            cloud.world.lock().unwrap().ahead = ahead;
            let upstream = upstream_of(&cloud, api);
            let reset = request("billing", &["orders"], ResetStrategy::Latest);
            assert!(upstream.reset(&reset, false).await.is_ok(), "{api:?} {ahead}");
            assert_eq!(cloud.writes().len(), 1);
        }
        for ahead in [-240, 240] {
            let cloud = Cloud::shop();
            cloud.world.lock().unwrap().ahead = ahead;
            let upstream = upstream_of(&cloud, api);
            assert!(upstream.list_groups().await.is_ok(), "{api:?} {ahead}");
            assert_eq!(cloud.seen().len(), 1, "within the window nothing is asked twice");
        }
    }
}

#[tokio::test]
async fn a_read_that_came_too_fast_is_tried_again() {
    let (cloud, upstream) = shop();
    cloud.world.lock().unwrap().allowed = Some(0);
    assert!(upstream.list_groups().await.is_ok());
    assert_eq!(cloud.seen(), ["DescribeGroup", "DescribeGroup"]);
}

#[tokio::test]
async fn other_faults_of_reads_are_told_as_what_they_are() {
    let (cloud, upstream) = shop();
    for (trick, part) in [
        (Trick::error("UnauthorizedOperation", "no"), "this is the gateway's own key"),
        (Trick::error("AuthFailure.SecretIdNotFound", "no"), "check the gateway's own key"),
        (Trick::error("AuthFailure.SignatureFailure", "no"), "check the gateway's own key"),
        (Trick::error("InvalidAction", "no"), "check the gateway's endpoint"),
        (Trick::error("NoSuchVersion", "no"), "check the gateway's endpoint"),
        (Trick::error("UnsupportedRegion", "no"), "check the gateway's region, which is ap-guangzhou"),
        (Trick::error("RegionError", "no"), "check the gateway's region, which is ap-guangzhou"),
        (
            Trick::error("InvalidParameterValue.InstanceNotExist", "no"),
            "\"ckafka-8j4rodrr in ap-guangzhou at Tencent Cloud\" does not exist",
        ),
        (Trick::error("InternalError", "no"), "an error inside the endpoint"),
        (Trick::error("FailedOperation", "the words of the cloud"), "the words of the cloud"),
        (Trick::Html502, "HTTP 502"),
        (Trick::CutBefore, "cannot be reached"),
    ] {
        cloud.trick("DescribeGroupInfo", trick.clone());
        let snapshot = upstream.snapshot(&group("billing"), &ReadTopics::AllOfGroup, None).await;
        let sentence = snapshot.unwrap_err().to_string();
        assert!(sentence.contains(part), "{trick:?}: {sentence}");
        assert!(!sentence.contains("canary"), "{sentence}");
    }
}

#[tokio::test]
async fn a_read_that_always_comes_too_fast_is_given_up_and_told() {
    let (cloud, upstream) = shop();
    for _ in 0..3 {
        cloud.trick("DescribeGroup", Trick::error("RequestLimitExceeded", "too many"));
    }
    let error = upstream.list_groups().await.unwrap_err();
    assert!(matches!(error, UpstreamError::TooManyCalls(_)), "{error:?}");
    assert_eq!(cloud.seen().len(), 3);
}

#[tokio::test]
async fn an_answer_that_does_not_come_in_time_is_not_waited_for() {
    for api in [Api::V3, Api::V2] {
        let cloud = Cloud::shop();
        let upstream = upstream_within(&cloud, api, Duration::from_millis(500));
        cloud.trick("DescribeGroup", Trick::Delay(Duration::from_secs(60)));
        let error = upstream.list_groups().await.unwrap_err();
        assert!(matches!(error, UpstreamError::Unavailable(_)), "a read: {error:?}");
        cloud.trick(WRITE, Trick::Delay(Duration::from_secs(60)));
        let reset = request("billing", &["orders"], ResetStrategy::ShiftBy(5));
        let error = upstream.reset(&reset, false).await.unwrap_err();
        assert!(matches!(error, UpstreamError::OutcomeUnknown(_)), "a write: {error:?}");
        let sent = cloud.seen().into_iter().filter(|action| action == WRITE).count();
        assert_eq!(sent, 1, "and it was sent once");
    }
}

#[tokio::test]
async fn a_write_with_the_wrong_clock_is_not_sent_again() {
    // The clock is learned by the reads before; here it changes in between. The same code says that a nonce came
    // twice, after which the first one may well have been carried out: so the outcome is open
    for api in [Api::V3, Api::V2] {
        let cloud = Cloud::shop();
        let upstream = upstream_of(&cloud, api);
        cloud.trick(WRITE, Trick::error("AuthFailure.SignatureExpire", "too far off"));
        let reset = request("billing", &["orders"], ResetStrategy::Latest);
        let error = upstream.reset(&reset, false).await.unwrap_err();
        assert!(matches!(error, UpstreamError::OutcomeUnknown(_)), "{error:?}");
        assert_eq!(cloud.writes().len(), 0);
        assert_eq!(cloud.seen().into_iter().filter(|action| action == WRITE).count(), 1);
    }
}

#[tokio::test]
async fn nobody_there_means_that_nothing_was_sent() {
    let (cloud, _) = shop();
    let gone = Cloud { port: 1, ..cloud };
    let upstream = upstream_of(&gone, Api::V3);
    let outcome = upstream.reset(&request("billing", &["orders"], ResetStrategy::Latest), false).await;
    assert!(
        matches!(outcome, Err(UpstreamError::Unavailable(_))),
        "the group could not even be read: {outcome:?}"
    );
}
