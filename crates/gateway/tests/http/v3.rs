//! API 3.0: where it is, who may call it, and what it answers.

use crate::fake::{Mood, Write, at, group, offset, topic};
use crate::support::{
    Answer, App, HOST, NOW, Signing, app, app_with, app_with_keys, console_request, foreign_request,
    keys_file,
};
use axum::body::Body;
use axum::http::{Method, StatusCode};
use ckafka_api::sign::{tc3, v2};
use ckafka_api::{Credential, Params, Stamp};
use ckafka_gateway::upstream::{Expected, PlanLine, UpstreamError};
use kafka_offsets::{ResetRequest, ResetScope, ResetStrategy, TopicSelection};
use serde_json::{Value, json};

const KEYS: &str = r#"
[[key]]
secret_id = "AKIDall"
secret_key = "all-secret"

[[key]]
secret_id = "AKIDreader"
secret_key = "reader-secret"
actions = ["Describe*", "Get*", "List*"]

[[key]]
secret_id = "AKIDelsewhere"
secret_key = "elsewhere-secret"
instances = ["ckafka-other"]

[[key]]
secret_id = "AKIDorders"
secret_key = "orders-secret"
groups = ["orders-*"]

[[key]]
secret_id = "AKIDtemp"
secret_key = "temp-secret"
token = "temp-token"
"#;

const RESET: &str = r#"{"InstanceId": "ckafka-demo", "Group": "billing", "Strategy": 1, "Topics": ["orders"], "ShiftTimestamp": -2}"#;
const READ: &str = r#"{"InstanceId": "ckafka-demo", "Group": "billing"}"#;

/// A request as the official SDK signs it: over Content-Type and Host only.
pub(crate) struct Sdk<'a> {
    pub(crate) id: &'a str,
    pub(crate) secret: &'a str,
    pub(crate) host: &'a str,
    pub(crate) time: u64,
    pub(crate) token: Option<&'a str>,
    pub(crate) action: &'a str,
    pub(crate) version: &'a str,
    pub(crate) path: &'a str,
}

pub(crate) fn sdk<'a>(id: &'a str, secret: &'a str, action: &'a str) -> Sdk<'a> {
    Sdk { id, secret, host: HOST, time: NOW, token: None, action, version: "2019-08-19", path: "/" }
}

fn all(action: &str) -> Sdk<'_> {
    sdk("AKIDall", "all-secret", action)
}

impl Sdk<'_> {
    pub(crate) fn authorization(
        &self,
        method: ckafka_api::Method,
        content_type: &str,
        query: &str,
        body: &str,
    ) -> String {
        let request = tc3::Request {
            method,
            path: "/",
            query,
            signed_headers: &[("Content-Type", content_type), ("Host", self.host)],
            payload: body.as_bytes(),
            unsigned_payload: false,
        };
        tc3::sign(&request, "ckafka", self.time, &Credential::new(self.id, self.secret, None).unwrap())
    }

    pub(crate) fn request(
        &self,
        method: &str,
        target: &str,
        content_type: &str,
    ) -> axum::http::request::Builder {
        let request = foreign_request(method, target)
            .header("content-type", content_type)
            .header("x-tc-action", self.action)
            .header("x-tc-version", self.version)
            .header("x-tc-region", "ap-guangzhou")
            .header("x-tc-timestamp", self.time.to_string());
        match self.token {
            Some(token) => request.header("x-tc-token", token),
            None => request,
        }
    }

    pub(crate) async fn post(&self, app: &App, body: &str) -> Value {
        let authorization = self.authorization(ckafka_api::Method::Post, "application/json", "", body);
        let request =
            self.request("POST", self.path, "application/json").header("authorization", authorization);
        read(&app.send(request.body(Body::from(body.to_owned())).unwrap()).await)
    }

    async fn get(&self, app: &App, query: &str) -> Value {
        let form = "application/x-www-form-urlencoded";
        let authorization = self.authorization(ckafka_api::Method::Get, form, query, "");
        let target = format!("{}?{query}", self.path);
        let request = self.request("GET", &target, form).header("authorization", authorization);
        read(&app.send(request.body(Body::empty()).unwrap()).await)
    }
}

/// What stands in `Response`; every answer has an id in it.
pub(crate) fn read(answer: &Answer) -> Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    // The official SDK looks for an error in answers of exactly this type only
    assert_eq!(answer.header("content-type"), "application/json");
    let mut all: Value = serde_json::from_slice(&answer.body).unwrap();
    let response = all["Response"].take();
    let id = response["RequestId"].as_str().unwrap();
    assert!(id.len() >= 32 && id.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit()), "{id}");
    response
}

pub(crate) fn code(response: &Value) -> &str {
    response["Error"]["Code"].as_str().unwrap_or("none")
}

fn earliest() -> Write {
    Write::Reset(
        ResetRequest {
            group: group("billing"),
            scope: ResetScope::Topics(TopicSelection::new([topic("orders")]).unwrap()),
            strategy: ResetStrategy::Earliest,
            create_group: false,
        },
        false,
    )
}

#[tokio::test]
async fn the_api_is_at_the_root_and_under_its_own_path() {
    let app = app_with_keys(KEYS);
    for path in ["/", "/v3/", "/v3"] {
        let sdk = Sdk { path, ..all("DescribeGroup") };
        let posted = sdk.post(&app, r#"{"InstanceId":"ckafka-demo"}"#).await;
        let names = json!([
            {"Group": "billing", "Protocol": "consumer"},
            {"Group": "orders-eu", "Protocol": "consumer"},
            {"Group": "orders-us", "Protocol": "consumer"}]);
        assert_eq!(posted["Result"], json!({"TotalCount": 3, "GroupList": names}), "{path}");
        let got = sdk.get(&app, "InstanceId=ckafka-demo&SearchWord=orders&Limit=1&Offset=1").await;
        let second = json!([{"Group": "orders-us", "Protocol": "consumer"}]);
        assert_eq!(got["Result"], json!({"TotalCount": 2, "GroupList": second}), "{path}");
    }
}

#[tokio::test]
async fn the_page_stays_at_the_root_for_everybody_else() {
    let app = app();
    let page = app.send(foreign_request("GET", "/").body(Body::empty()).unwrap()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().starts_with("<!doctype html>"), "{}", page.text());
    let page = app.send(foreign_request("GET", "/?x=1").body(Body::empty()).unwrap()).await;
    assert!(page.text().starts_with("<!doctype html>"), "{}", page.text());
    let elsewhere = app.send(foreign_request("POST", "/elsewhere").body(Body::empty()).unwrap()).await;
    assert_ne!(elsewhere.status, StatusCode::OK);
}

#[tokio::test]
async fn every_action_answers_in_its_documented_shape() {
    let app = app_with_keys(KEYS);
    for (action, body, result) in [
        (
            "DescribeInstances",
            "{}",
            json!({"TotalCount": 1, "InstanceList": [{"InstanceId": "ckafka-demo", "InstanceName": "A fake", "Status": 1}]}),
        ),
        (
            "DescribeInstancesDetail",
            r#"{"InstanceIdList": ["ckafka-demo"], "Limit": 20}"#,
            json!({"TotalCount": 1, "InstanceList": [{"InstanceId": "ckafka-demo", "InstanceName": "A fake", "Status": 1}]}),
        ),
        (
            "DescribeTopic",
            r#"{"InstanceId": "ckafka-demo", "SearchWord": "pay"}"#,
            json!({"TotalCount": 1, "TopicList": [{"TopicId": "payments", "TopicName": "payments", "Note": ""}]}),
        ),
        (
            "DescribeTopicAttributes",
            r#"{"InstanceId": "ckafka-demo", "TopicName": "orders"}"#,
            json!({"TopicId": "orders", "CreateTime": 0, "Note": "", "PartitionNum": 2, "Partitions": [
                {"Partition": 0, "LeaderStatus": 0, "ReplicaNum": 3},
                {"Partition": 1, "LeaderStatus": 0, "ReplicaNum": 3}]}),
        ),
        (
            "DescribeGroupInfo",
            r#"{"InstanceId": "ckafka-demo", "GroupList": ["nobody", "billing"]}"#,
            json!([
                {"ErrorCode": "0", "State": "Dead", "ProtocolType": "", "Protocol": "", "Members": [], "Group": "nobody"},
                {"ErrorCode": "0", "State": "Empty", "ProtocolType": "consumer", "Protocol": "", "Members": [], "Group": "billing"}]),
        ),
        (
            "DescribeGroupOffsets",
            READ,
            json!({"TotalCount": 1, "TopicList": [{"Topic": "orders", "Partitions": [
                {"Partition": 0, "Offset": 120, "Metadata": "", "ErrorCode": 0, "LogEndOffset": 250, "Lag": 130},
                {"Partition": 1, "Offset": -1, "Metadata": "", "ErrorCode": 0, "LogEndOffset": 240, "Lag": -1}]}]}),
        ),
    ] {
        let response = all(action).post(&app, body).await;
        assert_eq!(response["Result"], result, "{action}");
        assert_eq!(response.get("Error"), None);
    }
    assert_eq!(app.fake.writes(), []);
}

#[tokio::test]
async fn large_offsets_keep_all_their_digits() {
    let app = app_with_keys(KEYS);
    let body = r#"{"InstanceId":"ckafka-demo","Group":"billing","Topics":["huge","ghost"]}"#;
    let response = all("DescribeGroupOffsets").post(&app, body).await;
    assert_eq!(
        response["Result"]["TopicList"][0],
        json!({"Topic": "ghost", "ErrorCode": 3, "Partitions": []})
    );
    assert_eq!(
        response["Result"]["TopicList"][1]["Partitions"][0]["LogEndOffset"],
        json!(9_007_199_254_740_993_i64)
    );
}

#[tokio::test]
async fn a_reset_says_what_did_not_move() {
    let app = app_with_keys(KEYS);
    let response = all("ModifyGroupOffsets").post(&app, RESET).await;
    assert_eq!(app.fake.writes(), [earliest()]);
    // Of the fake's three rows one is done
    assert_eq!(code(&response), "FailedOperation.PartlySucceeded");
    let message = response["Error"]["Message"].as_str().unwrap();
    assert!(
        message.starts_with(
            "2 of 3 did not move: ghost (3 UNKNOWN_TOPIC_OR_PARTITION: no such topic), orders/1 "
        ),
        "{message}"
    );
}

#[tokio::test]
async fn chosen_partitions_and_batches_reach_the_cluster_as_they_are_meant() {
    let app = app_with_keys(KEYS);
    let body = r#"{"InstanceId":"ckafka-demo","Group":"g","Strategy":2,"Topics":["orders"],"Offset":9007199254740993,"Partitions":[1]}"#;
    all("ModifyGroupOffsets").post(&app, body).await;
    let body = r#"{"InstanceId":"ckafka-demo","GroupName":"g","TopicName":["orders"],"Partitions":[{"Partition":1,"Offset":7}]}"#;
    all("BatchModifyGroupOffsets").post(&app, body).await;
    let chosen = ResetRequest {
        group: group("g"),
        scope: ResetScope::Partitions([at("orders", 1)].into()),
        strategy: ResetStrategy::Offset(offset(9_007_199_254_740_993)),
        create_group: false,
    };
    let line = PlanLine { at: at("orders", 1), offset: offset(7), expected: Expected::Anything };
    assert_eq!(
        app.fake.writes(),
        [Write::Reset(chosen, false), Write::Partitions(group("g"), vec![line], false, false)]
    );
}

#[tokio::test]
async fn a_reset_without_topics_reaches_nothing() {
    let app = app_with_keys(KEYS);
    for topics in ["", r#","Topics":[]"#, r#","Topics":null"#] {
        let body =
            format!(r#"{{"InstanceId":"ckafka-demo","Group":"g","Strategy":1,"ShiftTimestamp":-1{topics}}}"#);
        assert_eq!(code(&all("ModifyGroupOffsets").post(&app, &body).await), "MissingParameter", "{topics}");
    }
    assert_eq!(app.fake.writes(), []);
}

#[tokio::test]
async fn errors_have_the_documented_names() {
    let app = app_with_keys(KEYS);
    let post = |action, body| {
        let app = &app;
        async move { all(action).post(app, body).await }
    };
    for (action, body, name) in [
        ("DeleteInstance", "{}", "InvalidAction"),
        ("DescribeGroup", "{}", "MissingParameter"),
        ("DescribeGroup", r#"{"instanceId":"ckafka-demo"}"#, "UnknownParameter"),
        ("DescribeGroup", r#"{"InstanceId":"ckafka-demo","Limit":0}"#, "InvalidParameterValue"),
        ("DescribeGroup", r#"{"InstanceId":"ckafka-gone"}"#, "InvalidParameterValue.InstanceNotExist"),
        ("DescribeGroup", "[]", "InvalidParameter"),
        (
            "DescribeTopicAttributes",
            r#"{"InstanceId":"ckafka-demo","TopicName":"gone"}"#,
            "ResourceNotFound.TopicNotFound",
        ),
        ("ModifyGroupOffsets", &RESET.replace("billing", "live-cart"), "ResourceInUse.GroupNotEmpty"),
        ("ModifyGroupOffsets", &RESET.replace("billing", "nobody"), "ResourceNotFound.GroupNotFound"),
    ] {
        let response = post(action, body).await;
        assert_eq!(code(&response), name, "{action} {body}: {response}");
        assert_eq!(response.get("Result"), None);
    }
    let old = Sdk { version: "2017-03-12", ..all("DescribeGroup") };
    assert_eq!(code(&old.post(&app, "{}").await), "NoSuchVersion");
}

#[tokio::test]
async fn failures_of_the_cluster_say_whether_anything_may_have_happened() {
    let app = app_with_keys(KEYS);
    let failures = [
        (
            Mood::Fails(UpstreamError::Unavailable("down".to_owned())),
            "ResourceUnavailable.UpstreamUnavailable",
        ),
        (Mood::Fails(UpstreamError::OutcomeUnknown("cut".to_owned())), "InternalError.OutcomeUnknown"),
        (Mood::Panics, "InternalError.OutcomeUnknown"),
    ];
    for (number, (mood, name)) in failures.into_iter().enumerate() {
        app.fake.is(mood);
        // Another reset each time, since the same one is not taken twice within a second
        let body = RESET
            .replace("1, \"Topics", "2, \"Topics")
            .replace("\"ShiftTimestamp\": -2", &format!("\"Offset\": {number}"));
        let response = all("ModifyGroupOffsets").post(&app, &body).await;
        assert_eq!(code(&response), name, "{response}");
    }
    app.fake.is(Mood::Panics);
    assert_eq!(code(&all("DescribeGroupOffsets").post(&app, READ).await), "InternalError");
}

#[tokio::test]
async fn a_wrong_signature_is_refused_in_every_way() {
    let app = app_with_keys(KEYS);
    for (sdk, name) in [
        (sdk("AKIDall", "other-secret", "ModifyGroupOffsets"), "AuthFailure.SignatureFailure"),
        (sdk("AKIDnobody", "all-secret", "ModifyGroupOffsets"), "AuthFailure.SecretIdNotFound"),
        (Sdk { host: "elsewhere.example", ..all("ModifyGroupOffsets") }, "AuthFailure.SignatureFailure"),
        (Sdk { time: NOW - 301, ..all("ModifyGroupOffsets") }, "AuthFailure.SignatureExpire"),
        (Sdk { time: NOW + 301, ..all("ModifyGroupOffsets") }, "AuthFailure.SignatureExpire"),
        (Sdk { token: Some("x"), ..all("ModifyGroupOffsets") }, "AuthFailure.TokenFailure"),
        (sdk("AKIDtemp", "temp-secret", "ModifyGroupOffsets"), "AuthFailure.TokenFailure"),
        (sdk("AKIDreader", "reader-secret", "ModifyGroupOffsets"), "UnauthorizedOperation"),
        (sdk("AKIDelsewhere", "elsewhere-secret", "ModifyGroupOffsets"), "UnauthorizedOperation"),
        (sdk("AKIDorders", "orders-secret", "ModifyGroupOffsets"), "UnauthorizedOperation"),
    ] {
        let response = sdk.post(&app, RESET).await;
        assert_eq!(code(&response), name, "{} {response}", sdk.id);
    }
    assert_eq!(app.fake.writes(), []);
    let temporary =
        Sdk { token: Some("temp-token"), ..sdk("AKIDtemp", "temp-secret", "DescribeGroupOffsets") };
    assert_eq!(code(&temporary.post(&app, READ).await), "none");
    for time in [NOW - 299, NOW + 299] {
        assert_eq!(code(&Sdk { time, ..all("DescribeGroupOffsets") }.post(&app, READ).await), "none");
    }
}

#[tokio::test]
async fn what_the_signature_covers_cannot_be_changed() {
    let app = app_with_keys(KEYS);
    let sdk = all("ModifyGroupOffsets");
    let authorization = sdk.authorization(ckafka_api::Method::Post, "application/json", "", RESET);
    let send = |content_type: &'static str, authorization: String, body: String| {
        let request = sdk.request("POST", "/", content_type).header("authorization", authorization);
        let app = &app;
        async move { read(&app.send(request.body(Body::from(body)).unwrap()).await) }
    };
    let other = RESET.replace("-2", "-1");
    for (content_type, authorization, body) in [
        ("application/json", authorization.clone(), other),
        ("application/json; charset=utf-8", authorization.clone(), RESET.to_owned()),
        ("application/json", authorization.replace("content-type;host", "host"), RESET.to_owned()),
        (
            "application/json",
            authorization.replace("content-type;host", "content-type;host;x-evil"),
            RESET.to_owned(),
        ),
        ("application/json", authorization.replace("/ckafka/", "/cvm/"), RESET.to_owned()),
        ("application/json", "TC3-HMAC-SHA256 nonsense".to_owned(), RESET.to_owned()),
    ] {
        let response = send(content_type, authorization, body).await;
        assert_eq!(code(&response), "AuthFailure.SignatureFailure", "{response}");
    }
    let request = sdk
        .request("POST", "/", "application/json")
        .header("authorization", &authorization)
        .header("x-tc-content-sha256", "UNSIGNED-PAYLOAD");
    let response = read(&app.send(request.body(Body::from(RESET)).unwrap()).await);
    assert_eq!(code(&response), "AuthFailure.SignatureFailure", "{response}");
    assert_eq!(app.fake.writes(), []);
    send("application/json", authorization, RESET.to_owned()).await;
    assert_eq!(app.fake.writes().len(), 1, "and unchanged it is taken");
}

#[tokio::test]
async fn one_signature_writes_once_and_reads_as_often_as_it_likes() {
    let app = app_with_keys(KEYS);
    all("ModifyGroupOffsets").post(&app, RESET).await;
    let again = all("ModifyGroupOffsets").post(&app, RESET).await;
    assert_eq!(code(&again), "AuthFailure.SignatureExpire", "{again}");
    assert!(again["Error"]["Message"].as_str().unwrap().contains("a second later"), "{again}");
    assert_eq!(app.fake.writes().len(), 1);
    let later = Sdk { time: NOW + 1, ..all("ModifyGroupOffsets") };
    later.post(&app, RESET).await;
    assert_eq!(app.fake.writes().len(), 2);
    for _ in 0..3 {
        assert_eq!(code(&all("DescribeGroupOffsets").post(&app, READ).await), "none");
    }
}

#[tokio::test]
async fn a_write_is_not_taken_twice_by_another_name_for_it() {
    // The SDKs do not sign the action's name, so whoever recorded a reset can send it under two names at once
    let app = app_with_keys(KEYS);
    let sdk = all("ModifyGroupOffsets");
    let authorization = sdk.authorization(ckafka_api::Method::Post, "application/json", "", RESET);
    let send = |names: &'static [&'static str]| {
        let mut request = foreign_request("POST", "/")
            .header("content-type", "application/json")
            .header("authorization", &authorization)
            .header("x-tc-version", "2019-08-19")
            .header("x-tc-timestamp", NOW.to_string());
        for name in names {
            request = request.header("x-tc-action", *name);
        }
        let app = &app;
        async move { read(&app.send(request.body(Body::from(RESET)).unwrap()).await) }
    };
    assert_eq!(code(&send(&["ModifyGroupOffsets"]).await), "FailedOperation.PartlySucceeded");
    assert_eq!(app.fake.writes().len(), 1);
    for names in [
        &["ModifyGroupOffsets"][..],
        &["ModifyGroupOffsets", "ModifyGroupOffsets"],
        &["ModifyGroupOffsets", "DescribeGroup"],
        &["DescribeGroup", "ModifyGroupOffsets"],
        &[],
    ] {
        let refused = send(names).await;
        assert_eq!(code(&refused), "AuthFailure.SignatureExpire", "{names:?} {refused}");
    }
    assert_eq!(app.fake.writes().len(), 1);
    let twice = Sdk { time: NOW + 1, ..all("ModifyGroupOffsets") };
    let authorization = twice.authorization(ckafka_api::Method::Post, "application/json", "", RESET);
    let request = twice
        .request("POST", "/", "application/json")
        .header("x-tc-action", "ModifyGroupOffsets")
        .header("authorization", authorization);
    let refused = read(&app.send(request.body(Body::from(RESET)).unwrap()).await);
    assert!(refused["Error"]["Message"].as_str().unwrap().contains("once"), "{refused}");
    assert_eq!(app.fake.writes().len(), 1);
}

#[tokio::test]
async fn a_header_does_not_rename_what_is_signed_by_parameters() {
    let app = app_with_keys(KEYS);
    let form =
        b"Action=DescribeGroupOffsets&Version=2019-08-19&InstanceId=ckafka-demo&Group=billing&Strategy=1\
        &ShiftTimestamp=-2&Topics.0=orders";
    let params = Params::parse(form).unwrap();
    let key = Signing::by("AKIDall", "all-secret").key;
    let target = v2::Target { method: ckafka_api::Method::Post, host: HOST, path: "/" };
    let mut signed = params.clone();
    for (name, value) in v2::sign(target, &params, &key, Stamp { unix_seconds: NOW, nonce: 79 }) {
        signed.push(name, value);
    }
    let request = foreign_request("POST", "/")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("x-tc-action", "ModifyGroupOffsets")
        .header("x-tc-version", "2019-08-19");
    let answer = read(&app.send(request.body(Body::from(signed.encode())).unwrap()).await);
    assert_eq!(answer["Result"]["TotalCount"], 1, "the read that was signed: {answer}");
    assert!(app.fake.writes().is_empty());
}

#[tokio::test]
async fn the_host_may_be_signed_without_its_port_or_as_a_proxy_had_it() {
    let file = keys_file(KEYS);
    let flags = ["--keys", file.to_str().unwrap(), "--signing-host", "ckafka.example"];
    let app = app_with(&flags, |_| {});
    for host in [HOST, "127.0.0.1", "ckafka.example"] {
        let sdk = Sdk { host, ..all("DescribeGroupOffsets") };
        assert_eq!(code(&sdk.post(&app, READ).await), "none", "{host}");
    }
}

#[tokio::test]
async fn the_old_signature_is_taken_at_the_new_path() {
    let app = app_with_keys(KEYS);
    let params = Params::parse(
        b"Action=DescribeGroupOffsets&Version=2019-08-19&InstanceId=ckafka-demo&Group=billing&Region=gz",
    )
    .unwrap();
    let key = Signing::by("AKIDall", "all-secret").key;
    let signed = |method, nonce| {
        let mut signed = params.clone();
        let target = v2::Target { method, host: HOST, path: "/" };
        for (name, value) in v2::sign(target, &params, &key, Stamp { unix_seconds: NOW, nonce }) {
            signed.push(name, value);
        }
        signed.encode()
    };
    let form = signed(ckafka_api::Method::Post, 77);
    let send = || {
        let request =
            foreign_request("POST", "/").header("content-type", "application/x-www-form-urlencoded");
        let body = Body::from(form.clone());
        let app = &app;
        async move { read(&app.send(request.body(body).unwrap()).await) }
    };
    assert_eq!(code(&send().await), "none");
    assert_eq!(code(&send().await), "AuthFailure.SignatureExpire", "its nonce is used");
    // No header tells this one from a request for the page
    let target = format!("/?{}", signed(ckafka_api::Method::Get, 78));
    let got = app.send(foreign_request("GET", &target).body(Body::empty()).unwrap()).await;
    assert_eq!(read(&got)["Result"]["TotalCount"], 1);
}

#[tokio::test]
async fn unsigned_requests_are_taken_from_this_machine_only() {
    let app = app();
    let send = |request: axum::http::request::Builder| {
        let request = request
            .header("x-tc-action", "ModifyGroupOffsets")
            .header("x-tc-version", "2019-08-19")
            .body(Body::from(RESET));
        let app = &app;
        async move { read(&app.send(request.unwrap()).await) }
    };
    let json = |mut request: axum::http::request::Builder| {
        let headers = request.headers_mut().unwrap();
        headers.insert("content-type", "application/json".parse().unwrap());
        request
    };
    let own = || json(console_request().uri("/v3/"));
    assert_eq!(code(&send(own()).await), "FailedOperation.PartlySucceeded");
    assert_eq!(app.fake.writes(), [earliest()]);
    for refused in [
        json(foreign_request("POST", "/").header("x-requested-with", "x")),
        own().header("origin", "https://elsewhere.example"),
        own().header("sec-fetch-site", "cross-site"),
        own().method(Method::GET),
        own().header("x-forwarded-for", "192.0.2.1"),
        json(foreign_request("POST", "http://elsewhere.example/").header("x-requested-with", "x")),
        json(console_request().uri("http://elsewhere.example/")),
    ] {
        assert_eq!(code(&send(refused).await), "UnauthorizedOperation");
    }
    assert_eq!(app.fake.writes().len(), 1);
}

#[tokio::test]
async fn too_much_is_refused_by_name() {
    let app = app_with_keys(KEYS);
    let topics: Vec<String> = (0..1_001).map(|n| format!("\"t{n}\"")).collect();
    let body = RESET.replace("\"orders\"", &topics.join(","));
    assert_eq!(code(&all("ModifyGroupOffsets").post(&app, &body).await), "RequestSizeLimitExceeded");
    let body = format!("{{\"Group\":\"{}\"}}", "x".repeat(5 * 1024 * 1024));
    assert_eq!(code(&all("ModifyGroupOffsets").post(&app, &body).await), "RequestSizeLimitExceeded");
    assert_eq!(app.fake.writes(), []);
}
