//! From a form of API 2.0, through the gateway, to the cloud's API 3.0 and back.

use crate::support::upstream_of;
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use ckafka_gateway::args::Args;
use ckafka_gateway::tencent::Api;
use ckafka_gateway::upstream::OffsetUpstream;
use ckafka_gateway::{AppState, Instance, Limits, Peer, start};
use clap::Parser;
use cloud_stand_in::{Cloud, SECRET, Trick};
use serde_json::{Value, json};
use std::sync::Arc;
use tower::ServiceExt;

/// A gateway before a stand-in, of which it uses this version of the API.
pub(crate) fn gateway(api: Api) -> (Cloud, Router) {
    let cloud = Cloud::shop();
    let upstream = Arc::new(upstream_of(&cloud, api));
    let args = Args::parse_from(["ckafka-gateway"]);
    let access = start::access(&args, &["127.0.0.1:8788".parse().unwrap()]).unwrap();
    let state = AppState::new(vec![Instance { upstream, production: false }], access, Limits::default());
    (cloud, ckafka_gateway::router(state))
}

/// Sends a form as the page does.
pub(crate) async fn post(router: &Router, form: &str) -> Value {
    let request = Request::post("/v2/index.php")
        .extension(Peer("127.0.0.1:50000".parse().unwrap()))
        .header("host", "127.0.0.1:8788")
        .header("x-requested-with", "console")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(form.to_owned()))
        .unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let text = String::from_utf8(body.to_vec()).unwrap();
    assert!(!text.contains(SECRET), "{text}");
    serde_json::from_str(&text).unwrap()
}

#[tokio::test]
async fn a_reset_of_api_2_is_carried_out_over_api_3_with_rows() {
    let (cloud, router) = gateway(Api::V3);
    let form = "Action=SetGroupOffsets&instanceId=ckafka-8j4rodrr&group=billing&topics.0=orders&topics.1=gone&strategy=1&timestamp=-1";
    let answer = post(&router, form).await;
    assert_eq!(answer["code"], 0);
    assert_eq!(
        answer["data"]["succ"],
        json!([{"topic": "orders", "error_code": 0, "partitions": [
            {"partition": 0, "offset": 100, "error_code": 0}, {"partition": 1, "offset": 200, "error_code": 0}]}])
    );
    assert_eq!(answer["data"]["failed"][0]["error_code"], 3);
    assert_eq!(cloud.committed("billing", "orders", 1), Some(200));
}

#[tokio::test]
async fn what_the_cloud_cannot_do_is_not_among_the_capabilities_and_is_refused() {
    let (cloud, router) = gateway(Api::V3);
    let answer = post(&router, "Action=DescribeCapabilities").await;
    assert_eq!(answer["data"]["capabilities"], json!(["timestampOffset", "setPartitionOffsets"]));
    let form = "Action=SetGroupOffsets&instanceId=ckafka-8j4rodrr&group=billing&topics.0=orders&strategy=1&timestamp=-1&dryRun=1";
    let answer = post(&router, form).await;
    assert_eq!(
        (&answer["code"], &answer["codeDesc"]),
        (&json!(4000), &json!("InvalidParameter")),
        "{answer}"
    );
    assert!(answer["message"].as_str().unwrap().contains("no dry run"), "{answer}");
    assert_eq!(cloud.writes().len(), 0);
}

#[tokio::test]
async fn a_lost_answer_of_the_cloud_is_an_unknown_outcome() {
    let (cloud, router) = gateway(Api::V3);
    cloud.trick("ModifyGroupOffsets", Trick::CutAfter);
    let form =
        "Action=SetGroupOffsets&instanceId=ckafka-8j4rodrr&group=billing&topics.0=orders&strategy=0&shift=5";
    let answer = post(&router, form).await;
    assert_eq!((&answer["code"], &answer["codeDesc"]), (&json!(6000), &json!("OutcomeUnknown")), "{answer}");
    assert_eq!(cloud.committed("billing", "orders", 0), Some(55), "and it did happen, once");
}

#[tokio::test]
async fn what_the_cloud_does_not_let_through_is_told_as_such() {
    let (cloud, router) = gateway(Api::V3);
    for _ in 0..3 {
        cloud.trick("DescribeTopic", Trick::error("RequestLimitExceeded", "too many"));
    }
    let answer = post(&router, "Action=ListTopic&instanceId=ckafka-8j4rodrr").await;
    assert_eq!(
        (&answer["code"], &answer["codeDesc"]),
        (&json!(4400), &json!("RequestLimitExceeded")),
        "{answer}"
    );
}

#[tokio::test]
async fn lists_and_offsets_come_through() {
    let (_cloud, router) = gateway(Api::V3);
    let answer = post(&router, "Action=ListTopic&instanceId=ckafka-8j4rodrr").await;
    assert_eq!(answer["totalCount"], 3);
    assert_eq!(answer["topicList"][0].get("partitionNum"), None, "the cloud does not say how many");
    let answer = post(
        &router,
        "Action=GetGroupOffsets&instanceId=ckafka-8j4rodrr&group=billing&timestamp=1600000080000",
    )
    .await;
    let first = &answer["data"]["topicList"][0]["partitions"][0];
    assert_eq!((&first["offset"], &first["timestamp_offset"]), (&json!(50), &json!(80)));
    assert_eq!(first.get("log_start_offset"), None);
}

#[tokio::test]
#[ignore = "the official SDKs are set up by `cargo xtask test --only sdk`"]
async fn the_official_sdks_would_sign_in_the_same_way() {
    for api in [Api::V3, Api::V2] {
        let cloud = Cloud::shop();
        let judged = cloud_stand_in::judged();
        let groups = upstream_of(&cloud, api).list_groups().await.unwrap();
        assert_eq!(groups.len(), 1);
        assert!(cloud_stand_in::judged() > judged, "{api:?}: nobody has asked them");
    }
}
