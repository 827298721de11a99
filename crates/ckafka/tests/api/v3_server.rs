//! API 3.0 from the server's side: requests taken apart, answers written, errors named.

use crate::support::{at, group, instance, offset, outcome, topic, topics};
use crate::v3_support::{capabilities, received, reset};
use ckafka_api::{
    Answering, ApiError, Call, Expected, GetGroupInfo, GetGroupOffsets, GetTopicAttributes, GroupInfo,
    GroupListing, GroupOffsets, HttpResponse, InstanceSummary, ListGroup, ListGroups, ListInstance,
    ListInstances, ListTopic, ListTopics, ModifyGroupOffsets, Page, ParameterError, Params, PlanLine,
    Progress, Reset, ResetPartitions, ServerRequest, SetPartitionOffsets, TopicAttributes, TopicListing,
    TopicPartitionState, TopicPartitions, Topics, UniformStrategy,
};
use kafka_offsets::{
    AnswerRow, FaultKind, GroupState, GroupSummary, KafkaError, OffsetSnapshot, PartitionOffsets,
    ResetAnswer, ResetScope, ResetStrategy, TimeLookup, Timestamp, TopicSelection,
};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;

const VERSION: &str = "2019-08-19";
const WHOLE: Page = Page { offset: 0, limit: 1000 };

fn decode(action: &str, body: &str) -> Result<ServerRequest, ApiError> {
    ServerRequest::decode_v3(action, VERSION, &Params::parse_json(body.as_bytes())?)
}

fn word_and_text(action: &str, body: &str) -> (&'static str, String) {
    let error = decode(action, body).unwrap_err();
    (error.word(), error.to_string())
}

fn answering() -> Answering {
    Answering::V3 { request_id: "11111111-2222".to_owned() }
}

fn json(body: &[u8]) -> serde_json::Value {
    serde_json::from_slice(body).unwrap()
}

#[test]
fn requests_as_the_official_sdk_builds_them_are_understood() {
    let vectors: Vec<serde_json::Value> =
        serde_json::from_slice(include_bytes!("../vectors/signatures.json")).unwrap();
    let mut resets = 0;
    for vector in vectors.iter().filter(|vector| vector["name"].as_str().unwrap().starts_with("v3-post-")) {
        let action = vector["headers"]["X-TC-Action"].as_str().unwrap();
        let payload = vector["payload"].as_str().unwrap();
        let request = decode(action, payload).unwrap();
        // What we would send for the same differs in white space only
        let again = match &request {
            ServerRequest::ModifyGroupOffsets(modify) => modify.body(),
            ServerRequest::GetGroupOffsets(get) => get.body(),
            ServerRequest::GetGroupInfo(get) => get.body(),
            other => panic!("{other:?}"),
        };
        assert_eq!(json(again.to_json().as_bytes()), json(payload.as_bytes()), "{}", vector["name"]);
        assert_eq!(json(again.to_pretty().as_bytes()), json(payload.as_bytes()));
        resets += usize::from(request.writes());
    }
    assert!(resets >= 7, "{resets}");
}

#[test]
fn a_query_of_the_official_sdk_is_understood_like_a_body() {
    let params = Params::parse(
        b"InstanceId=ckafka-8j4rodrr&Group=g&Strategy=2&Topics.0=a&Topics.1=b&Offset=5&Partitions.0=0&Partitions.1=2",
    )
    .unwrap();
    assert_eq!(
        ServerRequest::decode_v3("ModifyGroupOffsets", VERSION, &params),
        Ok(ServerRequest::ModifyGroupOffsets(ModifyGroupOffsets {
            instance: instance(),
            group: group("g"),
            topics: topics(["a", "b"]),
            partitions: Some([at("a", 0).partition, at("a", 2).partition].into()),
            strategy: UniformStrategy::Offset(offset(5)),
        }))
    );
}

#[test]
fn chosen_partitions_are_those_of_each_topic() {
    let body = r#"{"InstanceId":"i","Group":"g","Topics":["b","a"],"Strategy":1,"ShiftTimestamp":-1,"Partitions":[3,0]}"#;
    let Ok(ServerRequest::ModifyGroupOffsets(modify)) = decode("ModifyGroupOffsets", body) else { panic!() };
    let request = modify.reset_request();
    assert_eq!(
        request.scope,
        ResetScope::Partitions([at("a", 0), at("a", 3), at("b", 0), at("b", 3)].into())
    );
    assert_eq!(request.strategy, ResetStrategy::Latest);
    assert!(!request.create_group);
}

/// The trap: older editions of the page take a missing list for all topics.
#[test]
fn a_reset_without_topics_is_refused_and_never_means_all() {
    let rest = r#""InstanceId":"i","Group":"g","Strategy":1,"ShiftTimestamp":-2"#;
    for topics in ["", r#","Topics":[]"#, r#","Topics":null"#, r#","Topics":"""#] {
        let (word, text) = word_and_text("ModifyGroupOffsets", &format!("{{{rest}{topics}}}"));
        assert_eq!(
            (word, text.as_str()),
            ("MissingParameter", "parameter Topics is missing: name the topics to reset, at least one"),
            "{topics}"
        );
    }
    for topics in
        [r#","Topics":"orders""#, r#","Topics":{"x":"orders"}"#, r#","Topics":[""]"#, r#","Topic":["a"]"#]
    {
        assert!(decode("ModifyGroupOffsets", &format!("{{{rest}{topics}}}")).is_err(), "{topics}");
    }
    let rest = r#""InstanceId":"i","GroupName":"g","Partitions":[{"Partition":0,"Offset":1}]"#;
    for topics in ["", r#","TopicName":[]"#, r#","TopicName":"t""#] {
        assert!(decode("BatchModifyGroupOffsets", &format!("{{{rest}{topics}}}")).is_err(), "{topics}");
    }
}

/// The other list that a missing element would widen.
#[test]
fn an_empty_list_of_partitions_does_not_mean_all_of_them() {
    let rest = r#""InstanceId":"i","Group":"g","Topics":["t"],"Strategy":2,"Offset":4"#;
    assert!(decode("ModifyGroupOffsets", &format!("{{{rest}}}")).is_ok());
    assert!(decode("ModifyGroupOffsets", &format!(r#"{{{rest},"Partitions":null}}"#)).is_ok());
    for list in [
        "[]",
        "[-1]",
        "[1.5]",
        r#"["x"]"#,
        "[null]",
        "[null,1]",
        "{}",
        "[{}]",
        r#"[{"Partition":null}]"#,
        "[[]]",
        "7",
        "[2147483648]",
        r#"[{"Partition":1}]"#,
    ] {
        let outcome = decode("ModifyGroupOffsets", &format!(r#"{{{rest},"Partitions":{list}}}"#));
        assert!(outcome.is_err(), "{list}: {outcome:?}");
    }
    assert!(decode("ModifyGroupOffsets", &format!(r#"{{{rest},"Partition":[1]}}"#)).is_err(), "misspelt");
}

#[test]
fn each_strategy_needs_its_own_parameter() {
    let modify = |rest: &str| {
        decode("ModifyGroupOffsets", &format!(r#"{{"InstanceId":"i","Group":"g","Topics":["t"],{rest}}}"#))
    };
    for (rest, strategy) in [
        (r#""Strategy":0,"Shift":-9223372036854775808"#, UniformStrategy::ShiftBy(i64::MIN)),
        (r#""Strategy":0,"Shift":5,"Offset":7"#, UniformStrategy::ShiftBy(5)),
        (r#""Strategy":1,"ShiftTimestamp":-2"#, UniformStrategy::Earliest),
        (r#""Strategy":1,"ShiftTimestamp":-1"#, UniformStrategy::Latest),
        (r#""Strategy":1,"ShiftTimestamp":0"#, UniformStrategy::Timestamp(Timestamp::EPOCH)),
        (r#""Strategy":2,"Offset":9007199254740993"#, UniformStrategy::Offset(offset(9_007_199_254_740_993))),
    ] {
        let Ok(ServerRequest::ModifyGroupOffsets(found)) = modify(rest) else { panic!("{rest}") };
        assert_eq!(found.strategy, strategy);
    }
    for (rest, name) in [
        (r#""Shift":1"#, "Strategy"),
        (r#""Strategy":3,"Shift":1"#, "Strategy"),
        (r#""Strategy":0"#, "Shift"),
        (r#""Strategy":0,"Shift":1.5"#, "Shift"),
        (r#""Strategy":0,"Shift":1e3"#, "Shift"),
        (r#""Strategy":0,"Shift":9223372036854775808"#, "Shift"),
        (r#""Strategy":1,"Timestamp":-2"#, "ShiftTimestamp"),
        (r#""Strategy":1,"ShiftTimestamp":-3"#, "ShiftTimestamp"),
        (r#""Strategy":2,"Offset":-1"#, "Offset"),
        (r#""Strategy":2,"Offset":true"#, "Offset"),
        (r#""Strategy":2,"offset":4"#, "offset"),
    ] {
        let text = modify(rest).unwrap_err().to_string();
        assert!(text.starts_with(&format!("parameter {name} is ")), "{rest}: {text}");
    }
}

#[test]
fn a_batch_gives_each_topic_the_same_offsets() {
    let body = r#"{"GroupName":"g","TopicName":["b","a"],"InstanceId":"ckafka-8j4rodrr",
        "Partitions":[{"Partition":1,"Offset":9007199254740993},{"Offset":0,"Partition":0}]}"#;
    let line = |name, partition, to| PlanLine {
        at: at(name, partition),
        offset: offset(to),
        expected: Expected::Anything,
    };
    assert_eq!(
        decode("BatchModifyGroupOffsets", body),
        Ok(ServerRequest::SetPartitionOffsets(SetPartitionOffsets {
            instance: instance(),
            group: group("g"),
            plan: vec![
                line("a", 0, 0),
                line("a", 1, 9_007_199_254_740_993),
                line("b", 0, 0),
                line("b", 1, 9_007_199_254_740_993)
            ],
            create_group: false,
            dry_run: false,
        }))
    );
    let batch = |list: &str| {
        decode(
            "BatchModifyGroupOffsets",
            &format!(r#"{{"InstanceId":"i","GroupName":"g","TopicName":["t"],"Partitions":{list}}}"#),
        )
    };
    for list in [
        "[]",
        r#"[{"Partition":0}]"#,
        r#"[{"Offset":0}]"#,
        r#"[{"Partition":0,"Offset":-1}]"#,
        r#"[{"Partition":-1,"Offset":0}]"#,
        r#"[{"Partition":0,"Offset":1},{"Partition":0,"Offset":2}]"#,
        r#"[{"Partition":0,"Offset":1,"Offsett":2}]"#,
        "[0]",
        r#""0""#,
    ] {
        assert!(batch(list).is_err(), "{list}");
    }
}

#[test]
fn lists_have_documented_sizes_and_both_actions_for_instances_are_served() {
    let page = |request| match request {
        Ok(ServerRequest::ListInstance(list)) => list.page,
        Ok(ServerRequest::ListGroup(list)) => list.page,
        Ok(ServerRequest::ListTopic(list)) => list.page,
        Ok(ServerRequest::GetGroupOffsets(get)) => get.page,
        other => panic!("{other:?}"),
    };
    let id = r#"{"InstanceId":"i"}"#;
    assert_eq!(page(decode("DescribeInstances", "")), Page { offset: 0, limit: 10 });
    assert_eq!(
        page(decode("DescribeInstancesDetail", r#"{"Limit":20,"Offset":40}"#)),
        Page { offset: 40, limit: 20 }
    );
    assert_eq!(page(decode("DescribeGroup", id)), Page { offset: 0, limit: 20 });
    assert_eq!(page(decode("DescribeTopic", id)), Page { offset: 0, limit: 20 });
    assert_eq!(
        page(decode("DescribeGroupOffsets", r#"{"InstanceId":"i","Group":"g","Topics":[]}"#)),
        Page { offset: 0, limit: 50 }
    );
    for limit in ["0", "-1", "1001", "1.5", "\"x\""] {
        assert!(
            decode("DescribeTopic", &format!(r#"{{"InstanceId":"i","Limit":{limit}}}"#)).is_err(),
            "{limit}"
        );
    }
    let one = decode(
        "DescribeInstancesDetail",
        r#"{"InstanceIdList":["ckafka-8j4rodrr"],"Filters":[{"Name":"x","Values":[]}]}"#,
    );
    assert_eq!(one.unwrap().instance(), Some(&instance()));
    assert!(decode("DescribeInstancesDetail", r#"{"InstanceIdList":["a","b"]}"#).is_err());
}

#[test]
fn what_is_not_served_is_refused_by_name() {
    let word = |action: &str, version: &str| {
        ServerRequest::decode_v3(action, version, &Params::new()).unwrap_err().word()
    };
    // Also the actions of API 2.0: a rehearsal that went astray writes nothing
    for action in ["", "modifygroupoffsets", "DeleteGroup", "SetGroupOffsets", "FetchMessageListByTimestamp"]
    {
        assert_eq!(word(action, VERSION), "InvalidAction", "{action}");
    }
    for version in ["", "2017-03-12", "2019-08-19 "] {
        assert_eq!(word("DescribeInstances", version), "NoSuchVersion");
    }
}

#[test]
fn a_body_that_is_no_object_is_refused() {
    for body in [
        "[]",
        "[1]",
        "7",
        "null",
        "\"x\"",
        "{",
        "{\"a\":1}x",
        "{\"a\":1,}",
        "\u{feff}{}",
        "{\"\":1}",
        "<html>",
    ] {
        let error = Params::parse_json(body.as_bytes()).unwrap_err();
        assert!(matches!(error, ParameterError::NotJson { .. }), "{body}");
    }
    assert!(Params::parse_json(b"{\"Group\":\"\xff\"}").is_err());
    assert!(matches!(
        Params::parse_json(br#"{"Group":"a","Group":"b"}"#),
        Err(ParameterError::Twice { name }) if name == "Group"
    ));
    assert!(matches!(
        Params::parse_json(br#"{"Topics":["a"],"Topics.0":"b"}"#),
        Err(ParameterError::Twice { .. })
    ));
    assert_eq!(Params::parse_json(b" \n"), Ok(Params::new()));
    assert_eq!(Params::parse_json(b"{}"), Ok(Params::new()));
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    assert!(Params::parse_json(format!(r#"{{"a":{deep}}}"#).as_bytes()).is_err());
}

#[test]
fn our_own_failures_are_understood_as_what_they_are() {
    let name = || "x".to_owned();
    let missing = ParameterError::Missing { name: "Shift", way_out: name() };
    let refused = ParameterError::Refused { name: name(), value: name(), way_out: name() };
    for (error, code, kind) in [
        (ApiError::BadParameter(missing), "MissingParameter", FaultKind::BadParameter),
        (ApiError::BadParameter(refused), "InvalidParameterValue", FaultKind::BadParameter),
        (ApiError::UnknownAction(name()), "InvalidAction (9001)", FaultKind::UnknownAction),
        (ApiError::UnknownVersion(name()), "NoSuchVersion", FaultKind::UnknownAction),
        (
            ApiError::GroupNotEmpty { group: group("g"), state: GroupState::Stable, members: 2 },
            "ResourceInUse.GroupNotEmpty (1049)",
            FaultKind::GroupNotEmpty,
        ),
        (ApiError::GroupNotFound(group("g")), "ResourceNotFound.GroupNotFound", FaultKind::GroupNotFound),
        (
            ApiError::InstanceNotFound(name()),
            "InvalidParameterValue.InstanceNotExist (10006)",
            FaultKind::InstanceNotFound,
        ),
        (
            ApiError::TopicNotFound(topic("t")),
            "ResourceNotFound.TopicNotFound (10012)",
            FaultKind::TopicNotFound,
        ),
        (ApiError::NothingCommitted(group("g")), "InvalidParameterValue", FaultKind::BadParameter),
        (ApiError::TooLarge(name()), "RequestSizeLimitExceeded", FaultKind::TooLarge),
        (ApiError::SignatureMismatch(name()), "AuthFailure.SignatureFailure", FaultKind::SignatureMismatch),
        (ApiError::NotAuthorized(name()), "UnauthorizedOperation", FaultKind::NotAuthorized),
        (ApiError::ResourceNotAuthorized(name()), "UnauthorizedOperation", FaultKind::NotAuthorized),
        (ApiError::UnknownKey, "AuthFailure.SecretIdNotFound", FaultKind::UnknownKey),
        (ApiError::BadToken, "AuthFailure.TokenFailure", FaultKind::BadToken),
        (ApiError::Throttled(name()), "RequestLimitExceeded", FaultKind::Throttled),
        (ApiError::ClockOrReplay(name()), "AuthFailure.SignatureExpire", FaultKind::ClockOrReplay),
        (ApiError::OutcomeUnknown(name()), "InternalError.OutcomeUnknown", FaultKind::OutcomeUnknown),
        (ApiError::Internal(name()), "InternalError", FaultKind::Internal),
        (
            ApiError::UpstreamUnavailable(name()),
            "ResourceUnavailable.UpstreamUnavailable",
            FaultKind::UpstreamUnavailable,
        ),
    ] {
        let understood = outcome(reset(&ResetStrategy::Latest), answering().error(&error)).unwrap_err();
        assert_eq!((understood.kind, understood.raw_code.as_str()), (kind, code));
        // API 3.0 has no createGroup to advise
        let text = error.to_string().replace(", or send createGroup=1 to give it its first offsets", "");
        assert_eq!(understood.raw_message, format!("{text} (RequestId 11111111-2222)"));
        // The same in API 2.0
        let v2 = outcome(reset(&ResetStrategy::Latest), Answering::V2.error(&error)).unwrap_err();
        assert_eq!(v2.kind, kind);
    }
}

fn row(name: &str, partition: Option<i32>, code: KafkaError) -> AnswerRow {
    AnswerRow {
        topic: topic(name),
        partition: partition.map(|number| at(name, number).partition),
        offset: None,
        code,
        message: String::new(),
    }
}

#[test]
fn a_reset_that_did_not_move_everything_is_an_error_that_names_what_did_not() {
    let encode = |rows: Vec<AnswerRow>| json(&answering().reset(&ResetAnswer { rows, request_id: None }));
    let done = || row("a", Some(0), KafkaError::NONE);
    assert_eq!(
        encode(vec![done()]),
        serde_json::json!({"Response": {
            "Result": {"ReturnCode": "0", "ReturnMessage": "SUCCESS", "Data": {"FlowId": 0}},
            "RequestId": "11111111-2222"}})
    );
    let mixed = encode(vec![
        done(),
        row("a", Some(1), KafkaError::UnknownMemberId),
        row("ghost", None, KafkaError::UnknownTopicOrPartition),
    ]);
    assert_eq!(mixed["Response"]["Error"]["Code"], "FailedOperation.PartlySucceeded");
    let message = mixed["Response"]["Error"]["Message"].as_str().unwrap();
    assert!(message.starts_with("2 of 3 did not move: a/1 (25 UNKNOWN_MEMBER_ID: "), "{message}");
    assert!(message.contains("ghost (3 UNKNOWN_TOPIC_OR_PARTITION: "), "{message}");
    assert_eq!(mixed["Response"].get("Result"), None);

    let failed: Vec<AnswerRow> = (0..25).map(|n| row("a", Some(n), KafkaError::UnknownServerError)).collect();
    let all = encode(failed);
    assert_eq!(all["Response"]["Error"]["Code"], "FailedOperation");
    assert!(all["Response"]["Error"]["Message"].as_str().unwrap().contains(", and 5 more; read the offsets"));

    // The console reads the offsets then, since it is not told that nothing happened
    let bytes = serde_json::to_vec(&mixed).unwrap();
    assert!(outcome(reset(&ResetStrategy::Latest), bytes).unwrap_err().kind.write_may_have_happened());
}

fn topic_names() -> impl Strategy<Value = kafka_offsets::TopicName> {
    "[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,20}".prop_map(|name| name.parse().unwrap())
}

fn group_ids() -> impl Strategy<Value = kafka_offsets::GroupId> {
    "[\\PC&&[^\\p{Cc}]]{1,12}".prop_map(|name| name.parse().unwrap())
}

fn offsets() -> impl Strategy<Value = kafka_offsets::Offset> {
    prop_oneof![Just(0), Just(i64::MAX), Just((1 << 53) + 1), 0..=i64::MAX].prop_map(offset)
}

fn partitions() -> impl Strategy<Value = kafka_offsets::PartitionId> {
    (0..=i32::MAX).prop_map(|number| at("t", number).partition)
}

fn strategies() -> impl Strategy<Value = UniformStrategy> {
    prop_oneof![
        Just(UniformStrategy::Earliest),
        Just(UniformStrategy::Latest),
        (0..=i64::MAX).prop_map(|millis| UniformStrategy::Timestamp(Timestamp::try_from(millis).unwrap())),
        any::<i64>().prop_map(UniformStrategy::ShiftBy),
        offsets().prop_map(UniformStrategy::Offset),
    ]
}

/// A request with its action and the body that asks for it.
fn requests() -> impl Strategy<Value = (&'static str, ServerRequest, String)> {
    let page = || (any::<u32>(), 1_u32..=1000).prop_map(|(offset, limit)| Page { offset, limit });
    let word = || option::of("\\PC{1,8}");
    let instances = (option::of(Just(instance())), word(), page()).prop_map(|(instance, search, page)| {
        let request = ListInstance { instance, search, page };
        let body = request.body().to_json();
        ("DescribeInstances", ServerRequest::ListInstance(request), body)
    });
    let groups = (word(), page()).prop_map(|(search, page)| {
        let request = ListGroup { instance: instance(), group: None, search, page };
        let body = request.body().to_json();
        ("DescribeGroup", ServerRequest::ListGroup(request), body)
    });
    let topics = (word(), page()).prop_map(|(search, page)| {
        let request = ListTopic { instance: instance(), search, page };
        let body = request.body().to_json();
        ("DescribeTopic", ServerRequest::ListTopic(request), body)
    });
    let attributes = topic_names().prop_map(|topic| {
        let request = GetTopicAttributes { instance: instance(), topic };
        let body = request.body().to_json();
        ("DescribeTopicAttributes", ServerRequest::GetTopicAttributes(request), body)
    });
    let info = (group_ids(), vec(group_ids(), 0..3)).prop_map(|(group, others)| {
        let request = GetGroupInfo { instance: instance(), group, others };
        let body = request.body().to_json();
        ("DescribeGroupInfo", ServerRequest::GetGroupInfo(request), body)
    });
    let offsets = (group_ids(), btree_set(topic_names(), 0..13), word(), page()).prop_map(
        |(group, names, search, page)| {
            let topics = TopicSelection::new(names).map_or(Topics::AllOfGroup, Topics::Named);
            let request =
                GetGroupOffsets { instance: instance(), group, topics, search, at_time: None, page };
            let body = request.body().to_json();
            ("DescribeGroupOffsets", ServerRequest::GetGroupOffsets(request), body)
        },
    );
    let modify = (
        group_ids(),
        btree_set(topic_names(), 1..13),
        option::of(btree_set(partitions(), 1..5)),
        strategies(),
    )
        .prop_map(|(group, names, partitions, strategy)| {
            let topics = TopicSelection::new(names).unwrap();
            let request = ModifyGroupOffsets { instance: instance(), group, topics, partitions, strategy };
            let body = request.body().to_json();
            ("ModifyGroupOffsets", ServerRequest::ModifyGroupOffsets(request), body)
        });
    prop_oneof![instances, groups, topics, attributes, info, offsets, modify]
}

proptest! {
    #[test]
    fn a_request_is_decoded_as_it_was_encoded((action, request, body) in requests()) {
        prop_assert_eq!(decode(action, &body), Ok(request));
    }

    #[test]
    fn a_reset_names_its_topics_on_the_way(names in btree_set(topic_names(), 1..14), strategy in strategies()) {
        let selection = TopicSelection::new(names).unwrap();
        let mut call =
            Reset::new(instance(), group("g"), selection.clone(), &ResetStrategy::from(strategy), false).unwrap();
        let ServerRequest::ModifyGroupOffsets(modify) = received(&mut call) else {
            return Err(TestCaseError::fail("another action"));
        };
        prop_assert_eq!(modify.topics, selection);
        prop_assert_eq!(modify.partitions, None);
        prop_assert_eq!(modify.strategy, strategy);
    }

    /// Every line goes out exactly once, whatever the topics.
    #[test]
    fn partitions_arrive_as_they_were_planned(plan in btree_map((topic_names(), partitions()), offsets(), 1..12)) {
        let lines: Vec<PlanLine> = plan
            .into_iter()
            .map(|((topic, partition), offset)| PlanLine {
                at: kafka_offsets::TopicPartition { topic, partition },
                offset,
                expected: Expected::Anything,
            })
            .collect();
        let mut call =
            ResetPartitions::new(instance(), group("g"), lines.clone(), false, &capabilities()).unwrap();
        let mut arrived = Vec::new();
        let answer = loop {
            let ServerRequest::SetPartitionOffsets(part) = received(&mut call) else {
                return Err(TestCaseError::fail("another action"));
            };
            let rows = part.plan.iter().map(|line| row(line.at.topic.as_str(), Some(line.at.partition.get()), KafkaError::NONE));
            let body = answering().reset(&ResetAnswer { rows: rows.collect(), request_id: None });
            arrived.extend(part.plan);
            if let Progress::Done(answer) = call.respond(Ok(HttpResponse { status: 200, body })) {
                break answer.unwrap();
            }
        };
        arrived.sort_by(|one, other| one.at.cmp(&other.at));
        prop_assert_eq!(answer.rows.len(), lines.len());
        prop_assert_eq!(arrived, lines);
    }

    #[test]
    fn lists_and_attributes_are_read_as_they_were_written(
        groups in vec((group_ids(), "\\PC{0,5}"), 0..5),
        names in vec(topic_names(), 0..5),
        ids in vec(("ckafka-[a-z0-9]{1,8}", "\\PC{0,5}"), 0..5),
        states in btree_map(0..=i32::MAX, (any::<u32>(), any::<u32>()), 1..6),
    ) {
        let groups: Vec<GroupListing> =
            groups.into_iter().map(|(group, protocol_type)| GroupListing { group, protocol_type }).collect();
        let request = ListGroup { instance: instance(), group: None, search: None, page: WHOLE };
        let read = outcome(ListGroups::new(instance(), &capabilities()), answering().groups(&request, &groups));
        prop_assert_eq!(read, Ok(groups));

        let listings: Vec<TopicListing> =
            names.into_iter().map(|topic| TopicListing { topic, partitions: None }).collect();
        let request = ListTopic { instance: instance(), search: None, page: WHOLE };
        let read = outcome(ListTopics::new(instance(), &capabilities()), answering().topics(&request, &listings));
        prop_assert_eq!(read, Ok(listings));

        let summary = |(id, name): (String, String)| InstanceSummary { id: id.parse().unwrap(), name, production: false };
        let all: Vec<InstanceSummary> = ids.into_iter().map(summary).collect();
        let request = ListInstance { instance: None, search: None, page: WHOLE };
        let read = outcome(ListInstances::new(&capabilities()), answering().instances(&request, &all));
        prop_assert_eq!(read, Ok(all));

        let state = |(number, (in_sync, replicas)): (i32, (u32, u32))| TopicPartitionState {
            partition: at("t", number).partition,
            in_sync_replicas: Some(in_sync),
            replicas: Some(replicas),
        };
        let attributes = TopicAttributes { topic: topic("t"), partitions: states.into_iter().map(state).collect() };
        let read = outcome(TopicPartitions::new(instance(), topic("t")), answering().topic_attributes(&attributes));
        prop_assert_eq!(read, Ok(attributes));
    }

    #[test]
    fn offsets_are_read_as_they_were_written_whatever_the_page(
        rows in btree_map((topic_names(), 0_i32..40), (option::of(offsets()), option::of(offsets()), any::<bool>()), 0..20),
        failed in btree_set(topic_names(), 0..3),
        limit in 1_u32..5,
    ) {
        let partitions = rows.into_iter().map(|((name, number), (committed, log_end, broken))| {
            let offsets = PartitionOffsets {
                committed,
                log_start: None,
                log_end,
                at_time: TimeLookup::Unknown,
                error: broken.then_some(KafkaError::NotLeaderOrFollower),
            };
            (at(name.as_str(), number), offsets)
        });
        let partitions: std::collections::BTreeMap<_, _> = partitions.collect();
        let failed = failed.into_iter().filter(|topic| !partitions.keys().any(|at| at.topic == *topic));
        let snapshot = OffsetSnapshot {
            taken_at: Timestamp::EPOCH,
            group: GroupSummary { group: group("g"), state: GroupState::Empty, members: Vec::new() },
            failed_topics: failed.map(|topic| (topic, KafkaError::LeaderNotAvailable)).collect(),
            partitions,
            looked_up: None,
        };
        let pages = ckafka_api::EndpointCapabilities { page_limit: Some(limit), ..capabilities() };
        let mut call = GroupOffsets::new(instance(), group("g"), Topics::AllOfGroup, None, &pages);
        let table = loop {
            let ServerRequest::GetGroupOffsets(request) = received(&mut call) else {
                return Err(TestCaseError::fail("another action"));
            };
            let body = answering().offsets(&request, &snapshot);
            if let Progress::Done(table) = call.respond(Ok(HttpResponse { status: 200, body })) {
                break table.unwrap();
            }
        };
        prop_assert_eq!(table.into_snapshot(snapshot.group.clone(), snapshot.taken_at), snapshot);
    }

    #[test]
    fn group_info_is_read_as_it_was_written(
        members in vec(("\\PC{0,8}", "\\PC{0,8}", btree_set((topic_names(), 0_i32..9), 0..4)), 0..3),
    ) {
        let member = |(member_id, client_id, assigned): (String, String, std::collections::BTreeSet<_>)| {
            let assigned = assigned.into_iter();
            kafka_offsets::GroupMember {
                member_id,
                client_id,
                client_host: "/10.0.0.1".to_owned(),
                assignment: assigned.map(|(name, number): (kafka_offsets::TopicName, i32)| at(name.as_str(), number)).collect(),
            }
        };
        let members: Vec<_> = members.into_iter().map(member).collect();
        let summary = |name, state| GroupSummary { group: group(name), state, members: members.clone() };
        let all = [summary("other", GroupState::Dead), summary("g", GroupState::Stable)];
        let read = outcome(GroupInfo::new(instance(), group("g")), answering().group_info(&all));
        prop_assert_eq!(read.as_ref(), Ok(&all[1]));
    }

    #[test]
    fn no_bytes_bring_a_server_down(
        action in prop::sample::select(vec!["ModifyGroupOffsets", "BatchModifyGroupOffsets", "DescribeGroupInfo", "DescribeTopic"]),
        body in vec(any::<u8>(), 0..200),
    ) {
        if let Ok(params) = Params::parse_json(&body) {
            let _ = ServerRequest::decode_v3(action, VERSION, &params);
        }
    }

    #[test]
    fn no_spoiled_request_brings_a_server_down(
        (action, _, body) in requests(),
        place in any::<prop::sample::Index>(),
        with in prop_oneof![
            Just("null".to_owned()), Just("-1".to_owned()), Just("{}".to_owned()), Just("[]".to_owned()),
            Just("1e999".to_owned()), Just("\"".to_owned()), Just("9223372036854775808".to_owned()), "\\PC{0,4}",
        ],
    ) {
        let places: Vec<usize> = body.char_indices().map(|(place, _)| place).collect();
        let (start, end) = body.split_at(places[place.index(places.len())]);
        let spoiled = format!("{start}{with}{end}");
        if let Ok(params) = Params::parse_json(spoiled.as_bytes())
            && let Err(error) = ServerRequest::decode_v3(action, VERSION, &params)
        {
            prop_assert!(!answering().error(&error).is_empty());
        }
    }

    #[test]
    fn no_answer_brings_a_client_down(
        which in 0_usize..10,
        place in any::<prop::sample::Index>(),
        with in prop_oneof![
            Just("null".to_owned()), Just("-1".to_owned()), Just("{}".to_owned()), Just("[]".to_owned()),
            Just("1e999".to_owned()), Just("\"".to_owned()), Just("9223372036854775808".to_owned()), "\\PC{0,4}",
        ],
    ) {
        const SAMPLES: [&str; 10] = [
            include_str!("../samples/v3/modify_group_offsets.json"),
            include_str!("../samples/v3/batch_modify_group_offsets.json"),
            include_str!("../samples/v3/describe_group_offsets.json"),
            include_str!("../samples/v3/describe_group_info.json"),
            include_str!("../samples/v3/describe_group.json"),
            include_str!("../samples/v3/describe_topic.json"),
            include_str!("../samples/v3/describe_topic_attributes.json"),
            include_str!("../samples/v3/describe_instances.json"),
            include_str!("../samples/v3/describe_instances_detail.json"),
            include_str!("../samples/v3/fetch_message_list_by_timestamp.json"),
        ];
        let sample = SAMPLES[which];
        let (start, end) = sample.split_at(place.index(sample.len()));
        let body = format!("{start}{with}{}", end.get(1..).unwrap_or(""));
        let response = || Ok(HttpResponse { status: 200, body: body.clone().into_bytes() });
        let names = topics(["topic-test"]);
        for time in [None, Some(Timestamp::EPOCH)] {
            for wanted in [Topics::AllOfGroup, Topics::Named(names.clone())] {
                let mut call = GroupOffsets::new(instance(), group("g"), wanted, time, &capabilities());
                for _ in 0..4 {
                    if matches!(call.respond(response()), Progress::Done(_)) {
                        break;
                    }
                }
            }
        }
        let _ = GroupInfo::new(instance(), group("g")).respond(response());
        let _ = ListGroups::new(instance(), &capabilities()).respond(response());
        let _ = ListTopics::new(instance(), &capabilities()).respond(response());
        let _ = ListInstances::new(&capabilities()).respond(response());
        let _ = TopicPartitions::new(instance(), topic("t")).respond(response());
        let _ = reset(&ResetStrategy::Latest).respond(response());
    }
}
