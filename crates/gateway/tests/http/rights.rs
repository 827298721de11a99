//! What a key may do, for every action of both versions: the lists of the keys file hold everywhere.

use crate::support::{Answer, App, Signing, app_with_keys, foreign_request, post_signed};
use crate::v3::{code, sdk};
use axum::body::Body;
use ckafka_api::Params;
use serde_json::Value;

/// The actions by which rights are given, and a correct request of API 2.0 for each.
const V2: [(&str, &str); 10] = [
    ("DescribeCapabilities", "Action=DescribeCapabilities"),
    ("ListInstance", "Action=ListInstance"),
    ("ListGroup", "Action=ListGroup&instanceId=ckafka-demo"),
    ("ListTopic", "Action=ListTopic&instanceId=ckafka-demo"),
    ("GetTopicAttributes", "Action=GetTopicAttributes&instanceId=ckafka-demo&topicName=orders"),
    ("GetGroupInfo", "Action=GetGroupInfo&instanceId=ckafka-demo&group.0=billing"),
    ("GetGroupOffsets", "Action=GetGroupOffsets&instanceId=ckafka-demo&group=billing"),
    (
        "SetGroupOffsets",
        "Action=SetGroupOffsets&instanceId=ckafka-demo&group=billing&topics.0=orders&strategy=1&timestamp=-2",
    ),
    (
        "SetGroupOffsets",
        "Action=SetGroupOffset&instanceId=ckafka-demo&group=billing&topics.0=orders&strategy=1&timestamp=-2&dryRun=1",
    ),
    (
        "SetPartitionOffsets",
        "Action=SetPartitionOffsets&instanceId=ckafka-demo&group=billing&plan=orders,0,5",
    ),
];

/// The same for API 3.0: the action by which the right is given, the one that is called, and its body.
const V3: [(&str, &str, &str); 9] = [
    ("ListInstance", "DescribeInstances", "{}"),
    ("ListInstance", "DescribeInstancesDetail", "{}"),
    ("ListGroup", "DescribeGroup", r#"{"InstanceId":"ckafka-demo"}"#),
    ("ListTopic", "DescribeTopic", r#"{"InstanceId":"ckafka-demo"}"#),
    ("GetTopicAttributes", "DescribeTopicAttributes", r#"{"InstanceId":"ckafka-demo","TopicName":"orders"}"#),
    ("GetGroupInfo", "DescribeGroupInfo", r#"{"InstanceId":"ckafka-demo","GroupList":["billing"]}"#),
    ("GetGroupOffsets", "DescribeGroupOffsets", r#"{"InstanceId":"ckafka-demo","Group":"billing"}"#),
    (
        "SetGroupOffsets",
        "ModifyGroupOffsets",
        r#"{"InstanceId":"ckafka-demo","Group":"billing","Topics":["orders"],"Strategy":1,"ShiftTimestamp":-2}"#,
    ),
    (
        "SetPartitionOffsets",
        "BatchModifyGroupOffsets",
        r#"{"InstanceId":"ckafka-demo","GroupName":"billing","TopicName":["orders"],"Partitions":[{"Partition":0,"Offset":5}]}"#,
    ),
];

async fn v2(app: &App, id: &str, form: &str) -> Answer {
    post_signed(app, &Signing::by(id, "s"), form).await
}

async fn v3(app: &App, id: &str, action: &str, body: &str) -> Value {
    sdk(id, "s", action).post(app, body).await
}

#[tokio::test]
async fn a_key_for_one_action_may_call_that_one_and_no_other() {
    let actions: Vec<&str> = V2.iter().map(|(action, _)| *action).collect();
    for allowed in actions {
        let app = app_with_keys(&format!(
            "[[key]]\nsecret_id = \"A\"\nsecret_key = \"s\"\nactions = [\"{allowed}\"]\n"
        ));
        for (action, form) in V2 {
            let envelope = v2(&app, "A", form).await.envelope();
            let expected = if action == allowed { 0 } else { 4101 };
            assert_eq!(envelope.code, expected, "{allowed}: {form}: {}", envelope.message);
        }
        for (action, called, body) in V3 {
            let response = v3(&app, "A", called, body).await;
            let refused = code(&response) == "UnauthorizedOperation";
            assert_eq!(refused, action != allowed, "{allowed}: {called}: {response}");
        }
        let writes = matches!(allowed, "SetGroupOffsets" | "SetPartitionOffsets");
        assert_eq!(app.fake.writes().is_empty(), !writes, "{allowed}");
    }
}

#[tokio::test]
async fn a_right_is_given_by_the_name_of_either_version_for_both() {
    for (allowed, called, _) in V3 {
        let app = app_with_keys(&format!(
            "[[key]]\nsecret_id = \"A\"\nsecret_key = \"s\"\nactions = [\"{called}\"]\n"
        ));
        for (action, form) in V2 {
            let code = v2(&app, "A", form).await.code();
            assert_eq!(code == 0, action == allowed, "{called}: {form}: {code}");
        }
        for (action, other, body) in V3 {
            let response = v3(&app, "A", other, body).await;
            assert_eq!(code(&response) != "UnauthorizedOperation", action == allowed, "{called}: {other}");
        }
    }
    let app = app_with_keys("[[key]]\nsecret_id = \"A\"\nsecret_key = \"s\"\nactions = [\"Describe*\"]\n");
    for (_, action, body) in V3 {
        let refused = code(&v3(&app, "A", action, body).await) == "UnauthorizedOperation";
        assert_eq!(refused, action.contains("Modify"), "{action}");
    }
    let refused = v2(&app, "A", V2[9].1).await.envelope();
    assert!(
        refused.message.contains("SetPartitionOffsets, in API 3.0 BatchModifyGroupOffsets"),
        "{}",
        refused.message
    );
}

#[tokio::test]
async fn a_key_for_another_instance_reaches_nothing_of_this_one() {
    let app =
        app_with_keys("[[key]]\nsecret_id = \"A\"\nsecret_key = \"s\"\ninstances = [\"ckafka-other\"]\n");
    for (_, form) in V2 {
        let answer = v2(&app, "A", form).await;
        if form.contains("instanceId") {
            assert_eq!(answer.code(), 4103, "{form}");
        } else {
            assert_eq!(answer.code(), 0, "{form}");
            assert!(!answer.text().contains("ckafka-demo"), "{}", answer.text());
        }
    }
    for action in ["ListInstance", "DescribeCapabilities"] {
        let form = format!("Action={action}&instanceId=ckafka-demo");
        assert_eq!(v2(&app, "A", &form).await.code(), 4103, "{action}");
    }
    for (_, action, body) in V3 {
        let response = v3(&app, "A", action, body).await;
        if body.contains("InstanceId") {
            assert_eq!(code(&response), "UnauthorizedOperation", "{action}");
        } else {
            assert_eq!(response["Result"]["TotalCount"], 0, "{action}: {response}");
        }
    }
    for (action, body) in [
        ("DescribeInstances", r#"{"InstanceId":"ckafka-demo"}"#),
        ("DescribeInstancesDetail", r#"{"InstanceIdList":["ckafka-demo"]}"#),
    ] {
        assert_eq!(code(&v3(&app, "A", action, body).await), "UnauthorizedOperation", "{action}");
    }
    assert!(app.fake.writes().is_empty());
}

#[tokio::test]
async fn a_key_for_other_groups_reaches_nothing_of_this_one() {
    let app = app_with_keys("[[key]]\nsecret_id = \"A\"\nsecret_key = \"s\"\ngroups = [\"orders-*\"]\n");
    for (_, form) in V2 {
        let answer = v2(&app, "A", form).await;
        let expected = if form.contains("group") { 4103 } else { 0 };
        assert_eq!(answer.code(), expected, "{form}");
        assert!(expected != 0 || !answer.text().contains("billing"), "{}", answer.text());
    }
    for (_, action, body) in V3 {
        let response = v3(&app, "A", action, body).await;
        let expected = if body.contains("Group") { "UnauthorizedOperation" } else { "none" };
        assert_eq!(code(&response), expected, "{action}: {response}");
        assert!(expected != "none" || !response.to_string().contains("billing"), "{response}");
    }
    // Among groups that are allowed, one that is not refuses all
    let both = r#"{"InstanceId":"ckafka-demo","GroupList":["orders-eu","billing"]}"#;
    assert_eq!(code(&v3(&app, "A", "DescribeGroupInfo", both).await), "UnauthorizedOperation");
    let both = "Action=GetGroupInfo&instanceId=ckafka-demo&group.0=orders-eu&group.1=billing";
    assert_eq!(v2(&app, "A", both).await.code(), 4103);
    assert!(app.fake.writes().is_empty());
}

#[tokio::test]
async fn lists_count_and_find_only_what_the_key_may_see() {
    let app = app_with_keys("[[key]]\nsecret_id = \"A\"\nsecret_key = \"s\"\ngroups = [\"orders-*\"]\n");
    let list = "Action=ListGroup&instanceId=ckafka-demo";
    for (form, total, names) in [
        (list.to_owned(), 2, vec!["orders-eu", "orders-us"]),
        (format!("{list}&searchWord=i"), 0, vec![]),
        (format!("{list}&offset=1&limit=1"), 2, vec!["orders-us"]),
    ] {
        let answer: Value = serde_json::from_slice(&v2(&app, "A", &form).await.body).unwrap();
        assert_eq!(answer["data"]["totalCount"], total, "{form}");
        let found = answer["data"]["groupList"].as_array().unwrap();
        let found: Vec<&str> = found.iter().map(|group| group["group"].as_str().unwrap()).collect();
        assert_eq!(found, names, "{form}");
    }
    let found = v3(&app, "A", "DescribeGroup", r#"{"InstanceId":"ckafka-demo","SearchWord":"i"}"#).await;
    assert_eq!(found["Result"]["TotalCount"], 0);
    let found = v3(&app, "A", "DescribeGroup", r#"{"InstanceId":"ckafka-demo","Limit":1}"#).await;
    assert_eq!(
        (&found["Result"]["TotalCount"], found["Result"]["GroupList"].as_array().unwrap().len()),
        (&2.into(), 1)
    );
}

#[tokio::test]
async fn rights_are_asked_for_before_the_cluster_is() {
    // Whether a group or instance exists is no business of a key that may not use it
    let app = app_with_keys(
        "[[key]]\nsecret_id = \"A\"\nsecret_key = \"s\"\ngroups = [\"orders-*\"]\ninstances = [\"ckafka-demo\"]\n",
    );
    for name in ["billing", "nobody"] {
        let form = format!("Action=GetGroupOffsets&instanceId=ckafka-demo&group={name}");
        assert_eq!(v2(&app, "A", &form).await.code(), 4103, "{name}");
    }
    for id in ["ckafka-gone", "ckafka-secret"] {
        let form = format!("Action=ListTopic&instanceId={id}");
        assert_eq!(v2(&app, "A", &form).await.code(), 4103, "{id}");
    }
}

#[tokio::test]
async fn the_old_signature_at_the_new_path_has_the_same_rights() {
    let app = app_with_keys("[[key]]\nsecret_id = \"A\"\nsecret_key = \"s\"\ngroups = [\"orders-*\"]\n");
    for (group, expected) in [("billing", "UnauthorizedOperation"), ("orders-eu", "none")] {
        let form =
            format!("Action=DescribeGroupOffsets&Version=2019-08-19&InstanceId=ckafka-demo&Group={group}");
        let params = Params::parse(form.as_bytes()).unwrap();
        let signing = Signing::by("A", "s");
        let target = ckafka_api::sign::v2::Target {
            method: ckafka_api::Method::Post,
            host: crate::support::HOST,
            path: "/",
        };
        let stamp = ckafka_api::Stamp { unix_seconds: signing.time, nonce: signing.nonce };
        let mut signed = params.clone();
        for (name, value) in ckafka_api::sign::v2::sign(target, &params, &signing.key, stamp) {
            signed.push(name, value);
        }
        let request = foreign_request("POST", "/")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(signed.encode()));
        let response = crate::v3::read(&app.send(request.unwrap()).await);
        assert_eq!(code(&response), expected, "{group}");
    }
}
