//! What each action answers, and what of a request reaches the cluster.

use crate::fake::{Write, at, group, offset, topic};
use crate::support::{app, app_with};
use ckafka_gateway::upstream::{Expected, PlanLine};
use kafka_offsets::{ResetRequest, ResetScope, ResetStrategy, TopicSelection};
use serde_json::{Value, json};

fn data(answer: &crate::support::Answer) -> Value {
    assert_eq!(answer.code(), 0, "{}", answer.text());
    serde_json::from_slice(&answer.body).unwrap()
}

#[tokio::test]
async fn the_instance_is_listed_with_its_mark() {
    let plain = data(&app().post("Action=ListInstance").await);
    assert_eq!(plain["totalCount"], 1);
    assert_eq!(plain["instanceList"][0]["instanceId"], "ckafka-demo");
    assert_eq!(plain["instanceList"][0].get("production"), None);
    let marked = data(&app_with(&["--production"], |_| {}).post("Action=ListInstance").await);
    assert_eq!(marked["instanceList"][0]["production"], 1);
}

#[tokio::test]
async fn groups_and_topics_are_listed_by_pages_and_by_words() {
    let all = data(&app().post("Action=ListGroup&instanceId=ckafka-demo").await);
    assert_eq!(all["data"]["totalCount"], 3);
    assert_eq!(all["data"]["groupList"][0], json!({"group": "billing", "protocol": "consumer"}));
    let second = data(&app().post("Action=ListGroup&instanceId=ckafka-demo&offset=1&limit=1").await);
    assert_eq!(second["data"]["totalCount"], 3);
    assert_eq!(second["data"]["groupList"], json!([{"group": "orders-eu", "protocol": "consumer"}]));
    let found = data(&app().post("Action=ListTopic&instanceId=ckafka-demo&searchWord=pay").await);
    assert_eq!(found["topicList"][0]["topicName"], "payments");
    assert_eq!(found["totalCount"], 1);
}

#[tokio::test]
async fn a_topic_is_described_and_an_unknown_one_is_an_error_of_the_call() {
    let found = data(&app().post("Action=GetTopicAttributes&instanceId=ckafka-demo&topicName=orders").await);
    assert_eq!(found["data"]["partitionNum"], 2);
    assert_eq!(found["data"]["partitions"][1]["partition"], 1);
    let missing =
        app().post("Action=GetTopicAttributes&instanceId=ckafka-demo&topicName=ghost").await.envelope();
    assert_eq!(missing.code, 4000);
    assert!(missing.message.starts_with("(10012)"), "{}", missing.message);
}

#[tokio::test]
async fn a_group_that_does_not_exist_reads_as_dead() {
    let form = "Action=GetGroupInfo&instanceId=ckafka-demo&group.0=billing&group.1=nobody";
    let found = data(&app().post(form).await);
    assert_eq!(found["data"][0]["state"], "Empty");
    assert_eq!(found["data"][1]["state"], "Dead");
}

#[tokio::test]
async fn offsets_come_with_what_the_gateway_adds_exact_above_2_to_the_53() {
    let form = "Action=GetGroupOffsets&instanceId=ckafka-demo&group=billing&topics.0=orders&topics.1=ghost\
                &topics.2=huge&timestamp=1700000000000";
    let answer = app().post(form).await;
    let found = data(&answer);
    let ghost = &found["data"]["topicList"][0];
    assert_eq!((&ghost["topic"], &ghost["err_code"]), (&json!("ghost"), &json!(3)));
    let huge = &found["data"]["topicList"][1]["partitions"];
    assert_eq!(huge[0]["log_end_offset"], 9_007_199_254_740_993_i64);
    let orders = &found["data"]["topicList"][2]["partitions"];
    assert_eq!(orders[0]["offset"], 120);
    assert_eq!(orders[0]["log_start_offset"], 100);
    assert_eq!(orders[0]["timestamp_offset"], 150);
    assert_eq!(orders[0]["lag"], 130);
    assert_eq!(orders[1]["offset"], -1, "never committed");
}

#[tokio::test]
async fn a_reset_reaches_the_cluster_as_it_was_asked_for() {
    let app = app();
    let form = "Action=SetGroupOffset&instanceId=ckafka-demo&group=billing&topics.0=orders&topics.1=ghost\
                &strategy=0&shift=-9223372036854775808&RequestClient=SDK_PYTHON_2.0.15&unknown=1";
    let found = data(&app.post(form).await);
    assert_eq!(found["data"]["succ"][0]["topic"], "orders");
    assert_eq!(
        found["data"]["succ"][0]["partitions"],
        json!([{"partition": 0, "offset": 100, "error_code": 0}])
    );
    assert_eq!(found["data"]["failed"][0]["error_code"], 3);
    assert_eq!(found["data"]["failed"][1]["error_msg"], "no committed offset to shift from");
    let expected = ResetRequest {
        group: group("billing"),
        scope: ResetScope::Topics(TopicSelection::new([topic("orders"), topic("ghost")]).unwrap()),
        strategy: ResetStrategy::ShiftBy(i64::MIN),
        create_group: false,
    };
    assert_eq!(app.fake.writes(), [Write::Reset(expected, false)]);
}

#[tokio::test]
async fn only_a_missing_list_means_all_topics() {
    let app = app();
    let form = "Action=SetGroupOffsets&instanceId=ckafka-demo&group=billing&strategy=1&timestamp=-1&dryRun=1";
    assert_eq!(app.post(form).await.code(), 0);
    for list in
        ["topics.0=", "topics=", "topics=orders", "topics[0]=orders", "Topics.0=orders", "topic.0=orders"]
    {
        assert_eq!(app.post(&format!("{form}&{list}")).await.code(), 4000, "{list}");
    }
    let [Write::Reset(request, true)] = &app.fake.writes()[..] else { panic!("{:?}", app.fake.writes()) };
    assert_eq!(request.scope, ResetScope::AllTopicsOfGroup);
    assert_eq!(request.strategy, ResetStrategy::Latest);
}

#[tokio::test]
async fn lines_of_a_plan_reach_the_cluster_with_their_expectations() {
    let app = app();
    let form = "Action=SetPartitionOffsets&instanceId=ckafka-demo&group=billing&createGroup=1&\
                plan=orders,0,5%0Aorders,1,9223372036854775807,none%0Apayments,0,7,3";
    assert_eq!(app.post(form).await.code(), 0);
    let line = |at, to, expected| PlanLine { at, offset: offset(to), expected };
    let lines = vec![
        line(at("orders", 0), 5, Expected::Anything),
        line(at("orders", 1), i64::MAX, Expected::NoCommit),
        line(at("payments", 0), 7, Expected::Committed(offset(3))),
    ];
    assert_eq!(app.fake.writes(), [Write::Partitions(group("billing"), lines, true, false)]);
    assert_eq!(
        app.post(&form.replace("payments,0,7,3", "orders,0,6")).await.code(),
        4000,
        "a partition twice"
    );
    assert_eq!(app.fake.writes().len(), 1);
}

#[tokio::test]
async fn the_gateway_says_what_it_can_do_and_what_time_it_is() {
    let found = data(&app().post("Action=DescribeCapabilities").await);
    let words = ["logStartOffset", "timestampOffset", "dryRun", "createGroup", "setPartitionOffsets"];
    assert_eq!(found["data"]["capabilities"], json!(words));
    assert_eq!(found["data"]["serverTime"], 1_700_000_000_000_i64);
}

#[tokio::test]
async fn bad_parameters_are_named_with_the_way_out() {
    for (form, named) in [
        ("", "Action"),
        ("Action=ListGroup", "instanceId"),
        ("Action=GetGroupOffsets&instanceId=ckafka-demo", "group"),
        ("Action=GetGroupOffsets&instanceId=ckafka-demo&group=a&timestamp=-1", "timestamp"),
        ("Action=SetGroupOffsets&instanceId=ckafka-demo&group=a&topics.0=o&strategy=3", "strategy"),
        ("Action=SetGroupOffsets&instanceId=ckafka-demo&group=a&topics.0=o&strategy=2&offset=-1", "offset"),
        (
            "Action=SetGroupOffsets&instanceId=ckafka-demo&group=a&topics.0=o&strategy=2&offset=9223372036854775808",
            "offset",
        ),
        ("Action=SetGroupOffsets&instanceId=ckafka-demo&group=a&topics.0=o&strategy=0&shift=1.5", "shift"),
        (
            "Action=SetGroupOffsets&instanceId=ckafka-demo&group=a&topics.0=o&strategy=1&timestamp=-3",
            "timestamp",
        ),
        (
            "Action=SetGroupOffsets&instanceId=ckafka-demo&group=a&topics.0=o&strategy=1&timestamp=-2&dryrun=1",
            "dryRun",
        ),
        (
            "Action=SetGroupOffsets&instanceId=ckafka-demo&group=a&group=b&topics.0=o&strategy=1&timestamp=-2",
            "group",
        ),
        ("Action=ListGroup&instanceId=ckafka-demo&searchWord=%FF", "UTF-8"),
    ] {
        let app = app();
        let envelope = app.post(form).await.envelope();
        assert_eq!(envelope.code, 4000, "{form}: {}", envelope.message);
        assert!(envelope.message.contains(named), "{form}: {}", envelope.message);
        assert!(app.fake.writes().is_empty(), "{form}");
    }
}
