//! What the gateway answers when the cloud misbehaves: never a success that is none.

use crate::through_the_gateway::{gateway, post};
use ckafka_gateway::tencent::Api;
use cloud_stand_in::{Cloud, Trick};
use serde_json::{Value, json};
use std::time::Duration;

const WRITE: &str = "ModifyGroupOffsets";
const READ: &str = "DescribeGroupOffsets";
const RESET: &str =
    "Action=SetGroupOffsets&instanceId=ckafka-8j4rodrr&group=billing&topics.0=orders&strategy=1&timestamp=-1";
const OFFSETS: &str = "Action=GetGroupOffsets&instanceId=ckafka-8j4rodrr&group=billing";
const BOTH: [Api; 2] = [Api::V3, Api::V2];

/// The answer to a reset to the log ends that meets a trick.
async fn meet(api: Api, trick: Trick) -> (Value, Cloud) {
    let (cloud, router) = gateway(api);
    cloud.trick(WRITE, trick);
    let answer = post(&router, RESET).await;
    let sent = cloud.seen().into_iter().filter(|action| action == WRITE).count();
    assert_eq!(sent, 1, "a reset is sent once: {answer}");
    (answer, cloud)
}

/// Rows of an answer as `PARTITION -> OFFSET` and `PARTITION failed CODE`.
fn told(answer: &Value) -> Vec<String> {
    assert_eq!(answer["code"], 0, "{answer}");
    let rows = |list: &str| {
        let topics = answer["data"][list].as_array().unwrap().clone();
        topics.into_iter().flat_map(|topic| topic["partitions"].as_array().unwrap().clone())
    };
    let succeeded = rows("succ").map(|row| {
        assert_eq!(row["error_code"], 0, "{answer}");
        format!("{} -> {}", row["partition"], row["offset"])
    });
    let failed = rows("failed").map(|row| format!("{} failed {}", row["partition"], row["error_code"]));
    succeeded.chain(failed).collect()
}

fn orders(cloud: &Cloud) -> [i64; 2] {
    [0, 1].map(|partition| cloud.committed("billing", "orders", partition).unwrap())
}

#[tokio::test]
async fn unusual_forms_are_read_as_what_they_say() {
    for trick in [
        Trick::CodeAsText,
        Trick::MsgForMessage,
        Trick::BesideData,
        Trick::Forgets("orders".to_owned()),
        Trick::Delay(Duration::from_millis(400)),
        Trick::ShownLate(Duration::from_millis(700)),
    ] {
        for api in BOTH {
            let (answer, cloud) = meet(api, trick.clone()).await;
            assert_eq!(told(&answer), ["0 -> 100", "1 -> 200"], "{api:?} {trick:?}");
            assert_eq!(orders(&cloud), [100, 200]);
        }
    }
}

#[tokio::test]
async fn a_failure_is_a_failure_wherever_it_stands() {
    for (trick, expected) in [
        (Trick::FailureInSucc, ["0 -> 100", "1 failed 25"]),
        // The code of the whole is no success, and so no row of it is called one
        (Trick::PartlySucceeded, ["0 failed -1", "1 failed 25"]),
    ] {
        let (answer, cloud) = meet(Api::V2, trick.clone()).await;
        assert_eq!(told(&answer), expected, "{trick:?}");
        assert_eq!(orders(&cloud), [100, 60]);
    }
}

#[tokio::test]
async fn called_done_and_not_done_is_a_failure() {
    for api in BOTH {
        let (answer, cloud) = meet(api, Trick::NotApplied).await;
        assert_eq!(told(&answer), ["0 failed -1", "1 failed -1"], "{api:?}");
        let message = answer["data"]["failed"][0]["partitions"][0]["error_msg"].as_str().unwrap();
        assert!(message.contains("the group did not move"), "{message}");
        assert_eq!(orders(&cloud), [50, 60]);
    }
}

#[tokio::test]
async fn another_offset_is_told_as_it_was_found() {
    for api in BOTH {
        let (answer, _) = meet(api, Trick::Beside(-3)).await;
        assert_eq!(told(&answer), ["0 -> 97", "1 -> 197"], "{api:?}");
    }
}

#[tokio::test]
async fn what_may_have_happened_is_an_unknown_outcome() {
    for (api, trick) in [
        (Api::V3, Trick::CutBefore),
        (Api::V3, Trick::CutAfter),
        (Api::V3, Trick::Html502),
        (Api::V3, Trick::error("InternalError", "x")),
        (Api::V2, Trick::CutBefore),
        (Api::V2, Trick::CutAfter),
        (Api::V2, Trick::Html502),
        (Api::V2, Trick::error("6000", "x")),
        (Api::V2, Trick::error("6200", "x")),
        (Api::V2, Trick::error("5100", "(10003)x")),
        // A nonce that came twice: the first time may have been this very request
        (Api::V3, Trick::error("AuthFailure.SignatureExpire", "x")),
        (Api::V2, Trick::error("4500", "x")),
        // Partly succeeded, and not a word about what
        (Api::V2, Trick::error("5400", "x")),
    ] {
        let (answer, _) = meet(api, trick.clone()).await;
        let told = (&answer["code"], &answer["codeDesc"]);
        assert_eq!(told, (&json!(6000), &json!("OutcomeUnknown")), "{api:?} {trick:?} {answer}");
        assert_eq!(answer.get("data"), None);
    }
}

#[tokio::test]
async fn a_refusal_is_told_as_one_that_wrote_nothing() {
    for (api, code, expected) in [
        (Api::V3, "AuthFailure.TokenFailure", 6200),
        (Api::V3, "RequestLimitExceeded", 4400),
        (Api::V3, "UnauthorizedOperation", 4101),
        (Api::V2, "4105", 6200),
        (Api::V2, "4400", 4400),
        (Api::V2, "4102", 4101),
    ] {
        let (answer, cloud) = meet(api, Trick::error(code, "no")).await;
        assert_eq!(answer["code"], expected, "{api:?} {code} {answer}");
        assert_eq!((orders(&cloud), answer.get("data")), ([50, 60], None));
    }
}

#[tokio::test]
async fn unusual_forms_of_reads_are_read_as_what_they_say() {
    for trick in [Trick::CodeAsText, Trick::MsgForMessage, Trick::BesideData] {
        let (cloud, router) = gateway(Api::V2);
        let usual = post(&router, OFFSETS).await;
        assert_eq!(usual["data"]["totalCount"], 2, "{usual}");
        for action in [READ, "DescribeGroupInfo"] {
            cloud.trick(action, trick.clone());
            assert_eq!(post(&router, OFFSETS).await, usual, "{trick:?} {action}");
        }
        let list = "Action=ListTopic&instanceId=ckafka-8j4rodrr";
        let usual = post(&router, list).await;
        cloud.trick("DescribeTopic", trick.clone());
        assert_eq!(post(&router, list).await, usual, "{trick:?}");
    }
}

#[tokio::test]
async fn a_topic_that_a_read_is_silent_about_is_no_topic_that_is_not_there() {
    for api in BOTH {
        let (cloud, router) = gateway(api);
        // Two topics are announced and one is shown
        cloud.trick(READ, Trick::Forgets("orders".to_owned()));
        let answer = post(&router, OFFSETS).await;
        let topics = answer["data"]["topicList"].as_array().cloned().unwrap_or_default();
        let names: Vec<&Value> = topics.iter().map(|topic| &topic["topic"]).collect();
        assert!(answer["code"] != 0 || names == ["orders", "second"], "{api:?} {answer}");
        assert!(cloud.seen().len() < 10, "it is not asked for ever");
    }
}

#[tokio::test]
async fn large_offsets_keep_all_their_digits() {
    const LARGE: i64 = (1 << 53) + 1;
    for api in BOTH {
        let (cloud, router) = gateway(api);
        cloud.topic("orders", &[(LARGE, LARGE + 1_000), (LARGE, LARGE + 1_000)]);
        cloud.commit("billing", "orders", 0, LARGE + 100);
        cloud.commit("billing", "orders", 1, LARGE + 102);
        let read = post(&router, OFFSETS).await;
        let first = &read["data"]["topicList"][0]["partitions"][0];
        assert_eq!((&first["offset"], &first["lag"]), (&json!(LARGE + 100), &json!(900)), "{api:?}");
        let answer = post(&router, &RESET.replace("strategy=1&timestamp=-1", "strategy=0&shift=1")).await;
        assert_eq!(told(&answer), ["0 -> 9007199254741094", "1 -> 9007199254741096"], "{api:?}");
    }
}

#[tokio::test]
async fn every_request_of_api_2_has_a_nonce_of_its_own() {
    let (cloud, router) = gateway(Api::V2);
    for _ in 0..3 {
        assert_eq!(post(&router, RESET).await["code"], 0);
    }
    let (seen, nonces) = (cloud.seen().len(), cloud.world.lock().unwrap().nonces.len());
    assert!(seen >= 9, "each reset reads, writes, and reads: {seen}");
    assert_eq!(nonces, seen);
}

#[tokio::test]
async fn what_cannot_be_read_back_is_told_as_the_cloud_told_it_and_without_an_offset_that_nobody_saw() {
    for (api, expected) in [(Api::V3, ["0 -> -1", "1 -> -1"]), (Api::V2, ["0 -> 100", "1 -> 200"])] {
        let (answer, cloud) = meet(api, Trick::ThenUnreadable).await;
        assert_eq!(told(&answer), expected, "{api:?}");
        assert_eq!(orders(&cloud), [100, 200]);
    }
}
