//! The documented answers, read and written.

use crate::support::{at, group, instance, offset, outcome, respond, topic, topics};
use ckafka_api::{
    EndpointCapabilities, GetGroupInfo, GetGroupOffsets, GroupInfo, GroupListing, GroupOffsets,
    InstanceSummary, ListGroup, ListGroups, ListInstance, ListTopic, Page, Reset, TopicAttributes,
    TopicListing, TopicPartitionState, TopicPartitions, Topics, encode_reset_answer,
};
use kafka_offsets::{
    AnswerRow, GroupMember, GroupState, GroupSummary, KafkaError, Offset, OffsetSnapshot, PartitionOffsets,
    ResetAnswer, ResetStrategy, TimeLookup, Timestamp,
};
use serde_json::Value;
use std::collections::BTreeMap;

const SET_GROUP_OFFSETS: &str = include_str!("../samples/set_group_offsets.json");
const GET_GROUP_OFFSETS: &str = include_str!("../samples/get_group_offsets.json");
const GET_GROUP_INFO: &str = include_str!("../samples/get_group_info.json");
const LIST_GROUP: &str = include_str!("../samples/list_group.json");
const LIST_TOPIC: &str = include_str!("../samples/list_topic.json");
const LIST_INSTANCE: &str = include_str!("../samples/list_instance.json");
const GET_TOPIC_ATTRIBUTES: &str = include_str!("../samples/get_topic_attributes.json");

const FIRST_PAGE: Page = Page { offset: 0, limit: 50 };

fn json(text: impl AsRef<[u8]>) -> Value {
    serde_json::from_slice(text.as_ref()).unwrap()
}

/// What the sample of `SetGroupOffsets` says, row by row.
fn documented_answer() -> ResetAnswer {
    let done = |partition, number| AnswerRow {
        topic: topic("streams-wordcount-output"),
        partition: Some(at("streams-wordcount-output", partition).partition),
        offset: Some(offset(number)),
        code: KafkaError::NONE,
        message: String::new(),
    };
    let unknown = AnswerRow {
        topic: topic("aaaa"),
        partition: None,
        offset: None,
        code: KafkaError::UnknownTopicOrPartition,
        message: "This request is for a topic or partition that does not exist on this broker.".to_owned(),
    };
    let rows = vec![done(2, 27708), done(1, 112_843), done(3, 29149), done(0, 29402), unknown];
    ResetAnswer { rows, request_id: None }
}

#[test]
fn the_documented_reset_answer_is_read_row_by_row() {
    let names = topics(["streams-wordcount-output", "aaaa"]);
    let call = Reset::new(instance(), group("g"), names, &ResetStrategy::Earliest, false).unwrap();
    assert_eq!(outcome(call, SET_GROUP_OFFSETS).unwrap(), documented_answer());
}

#[test]
fn a_reset_answer_is_written_exactly_as_documented() {
    let written = encode_reset_answer(&documented_answer());
    assert_eq!(json(&written), json(SET_GROUP_OFFSETS));
    // Also in the order of the page, which people compare by eye
    assert!(written.starts_with(br#"{"codeDesc":"Success","code":0,"msg":"","data":{"succ":[{"topic":"#));
}

#[test]
fn a_failed_topic_has_a_code_of_its_own_only_if_all_of_it_failed() {
    let row = |name, partition, code, message: &str| AnswerRow {
        topic: topic(name),
        partition: Some(at(name, partition).partition),
        offset: Some(offset(5)).filter(|_| code == KafkaError::NONE),
        code,
        message: message.to_owned(),
    };
    let moved = KafkaError::UnstableOffsetCommit;
    let rows = vec![
        row("mixed", 0, KafkaError::NONE, ""),
        row("mixed", 1, moved, "busy"),
        row("whole", 0, KafkaError::UnknownServerError, "no committed offset to shift from"),
        row("whole", 1, moved, ""),
    ];
    let written = encode_reset_answer(&ResetAnswer { rows, request_id: None });
    let expected = format!(
        r#"{{"codeDesc":"Success","code":0,"msg":"","data":{{
        "succ":[{{"topic":"mixed","error_code":0,"partitions":[{{"partition":0,"offset":5,"error_code":0}}]}}],
        "failed":[
          {{"topic":"mixed","error_code":0,"error_msg":"busy","partitions":[
            {{"partition":1,"offset":-1,"error_code":88,"error_msg":"busy"}}]}},
          {{"topic":"whole","error_code":-1,"error_msg":"no committed offset to shift from","partitions":[
            {{"partition":0,"offset":-1,"error_code":-1,"error_msg":"no committed offset to shift from"}},
            {{"partition":1,"offset":-1,"error_code":88,"error_msg":"{}"}}]}}]}}}}"#,
        moved.meaning()
    );
    assert_eq!(json(written), json(expected));
}

#[test]
fn documented_group_offsets_are_read_and_written() {
    let call =
        GroupOffsets::new(instance(), group("g"), Topics::AllOfGroup, None, &EndpointCapabilities::none());
    let table = outcome(call, GET_GROUP_OFFSETS).unwrap();
    let offsets = PartitionOffsets {
        committed: Some(offset(22_689_638)),
        log_start: None,
        log_end: Some(offset(207_927_929)),
        at_time: TimeLookup::Unknown,
        error: None,
    };
    assert_eq!(table.partitions, BTreeMap::from([(at("test", 0), offsets.clone())]));
    assert_eq!(table.failed_topics, BTreeMap::new());
    assert_eq!(offsets.lag(), Some(185_238_291));

    let summary = GroupSummary { group: group("g"), state: GroupState::Empty, members: Vec::new() };
    let snapshot = table.into_snapshot(summary, Timestamp::try_from(1_700_000_000_000).unwrap());
    let request = GetGroupOffsets {
        instance: instance(),
        group: group("g"),
        topics: Topics::AllOfGroup,
        search: None,
        at_time: None,
        page: FIRST_PAGE,
    };
    assert_eq!(json(request.encode_answer(&snapshot)), json(GET_GROUP_OFFSETS));
}

#[test]
fn what_our_gateway_adds_to_group_offsets_stands_beside_the_documented_fields() {
    let row = |committed: Option<Offset>, at_time| PartitionOffsets {
        committed,
        log_start: Some(offset(5)),
        log_end: Some(offset(9)),
        at_time,
        error: None,
    };
    let snapshot = OffsetSnapshot {
        taken_at: Timestamp::try_from(0).unwrap(),
        group: GroupSummary { group: group("g"), state: GroupState::Empty, members: Vec::new() },
        partitions: BTreeMap::from([
            (at("orders", 0), row(Some(offset(7)), TimeLookup::Found(offset(6)))),
            (at("orders", 1), row(None, TimeLookup::NoRecord)),
        ]),
        failed_topics: BTreeMap::from([(topic("nowhere"), KafkaError::UnknownTopicOrPartition)]),
        looked_up: Some(Timestamp::try_from(1_000).unwrap()),
    };
    let request = GetGroupOffsets {
        instance: instance(),
        group: group("g"),
        topics: Topics::Named(topics(["orders", "nowhere"])),
        search: None,
        at_time: snapshot.looked_up,
        page: FIRST_PAGE,
    };
    let expected = r#"{"code":0,"message":"","codeDesc":"Success","data":{"totalCount":2,"topicList":[
        {"topic":"nowhere","err_code":3,"partitions":[]},
        {"topic":"orders","partitions":[
            {"partition":0,"offset":7,"metadata":"","err_code":0,"log_end_offset":9,"lag":2,
             "log_start_offset":5,"timestamp_offset":6},
            {"partition":1,"offset":-1,"metadata":"","err_code":0,"log_end_offset":9,"lag":-1,
             "log_start_offset":5,"timestamp_offset":-1}]}]}}"#;
    assert_eq!(json(request.encode_answer(&snapshot)), json(expected));
}

#[test]
fn documented_group_info_is_read_and_written() {
    let member = GroupMember {
        member_id: "consumer-1-/10.53.88.65-2018-08-10 10:17:19:639-88206ef1-9248-43a0-9ff4-e22c3ab21e92"
            .to_owned(),
        client_id: "consumer-1".to_owned(),
        client_host: "/10.53.88.65".to_owned(),
        assignment: vec![at("test", 0)],
    };
    let summary = GroupSummary {
        group: group("perf-consumer-97910"),
        state: GroupState::Stable,
        members: vec![member],
    };
    let call = GroupInfo::new(instance(), group("perf-consumer-97910"));
    assert_eq!(outcome(call, GET_GROUP_INFO).unwrap(), summary);

    // Which assignor the group uses is not known to a summary; all else is as documented
    let mut expected = json(GET_GROUP_INFO);
    expected["data"][0]["protocol"] = "".into();
    assert_eq!(json(GetGroupInfo::encode_answer(&[summary])), expected);
}

#[test]
fn documented_group_list_is_read_and_written() {
    let listing = GroupListing { group: group("mirror_vpc_forward"), protocol_type: "consumer".to_owned() };
    let call = ListGroups::new(instance(), &EndpointCapabilities::none());
    assert_eq!(outcome(call, LIST_GROUP).unwrap(), std::slice::from_ref(&listing));

    let request = ListGroup { instance: instance(), group: None, search: None, page: FIRST_PAGE };
    assert_eq!(json(request.encode_answer(&[listing])), json(LIST_GROUP));
}

#[test]
fn documented_topic_list_has_its_fields_at_top_level() {
    // The sample shows one of ten topics, so another page is asked for
    let mut call = ckafka_api::ListTopics::new(instance(), &EndpointCapabilities::none());
    assert!(respond(&mut call, 200, LIST_TOPIC).is_none());

    let all: Vec<TopicListing> =
        (0..10).map(|n| TopicListing { topic: topic(&format!("t-{n}")), partitions: None }).collect();
    let request = ListTopic { instance: instance(), search: None, page: Page { offset: 9, limit: 10 } };
    let written = json(request.encode_answer(&all));
    let mut expected = json(LIST_TOPIC);
    expected["topicList"][0]["topicId"] = "t-9".into();
    expected["topicList"][0]["topicName"] = "t-9".into();
    assert_eq!(written, expected);
}

#[test]
fn documented_instance_list_has_its_fields_at_top_level() {
    let mut call = ckafka_api::ListInstances::new(&EndpointCapabilities::none());
    assert!(respond(&mut call, 200, LIST_INSTANCE).is_none(), "14 instances are announced and one came");
    let alone = LIST_INSTANCE.replace("14", "1");
    let found = outcome(ckafka_api::ListInstances::new(&EndpointCapabilities::none()), &alone).unwrap();
    let expected =
        InstanceSummary { id: "ckafka-xxooa0".parse().unwrap(), name: "test".to_owned(), production: false };
    assert_eq!(found, std::slice::from_ref(&expected));

    let request = ListInstance { instance: None, search: None, page: FIRST_PAGE };
    // Ours are running, which is 1
    assert_eq!(json(request.encode_answer(&[expected])), json(alone.replace("\"status\":0", "\"status\":1")));
}

#[test]
fn documented_topic_attributes_are_read_and_written() {
    let found = outcome(TopicPartitions::new(instance(), topic("jimmy")), GET_TOPIC_ATTRIBUTES).unwrap();
    let state = TopicPartitionState {
        partition: at("jimmy", 0).partition,
        in_sync_replicas: Some(1),
        replicas: Some(1),
    };
    assert_eq!(found, TopicAttributes { topic: topic("jimmy"), partitions: vec![state] });

    // Creation time, configuration and the vendor's topic id are not known to a Kafka cluster's answer
    let mut expected = json(GET_TOPIC_ATTRIBUTES);
    expected["data"]["topicId"] = "jimmy".into();
    expected["data"]["createTime"] = 0.into();
    expected["data"]["config"] = json("{}");
    assert_eq!(json(found.encode()), expected);
}
