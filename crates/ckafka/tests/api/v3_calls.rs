//! Calls over API 3.0: what is sent, how several requests make one answer, what is shown to people.

use crate::support::{at, group, instance, offset, outcome, respond, topic, topics};
use crate::v3_support::{HOST, STAMP, by_proxy, capabilities, header, key, received, reset, sent, with_key};
use ckafka_api::sign::tc3;
use ckafka_api::{
    ApiVersion, Call, Capabilities, EndpointCapabilities, Expected, GroupInfo, GroupOffsets, HttpRequest,
    HttpResponse, ListGroups, ListInstances, ListTopics, PlanLine, Progress, ResetPartitions, ServerRequest,
    TopicPartitions, Topics, TransportFault, redacted_request,
};
use kafka_offsets::{
    FaultKind, KafkaError, Offset, PartitionId, ResetStrategy, TimeLookup, Timestamp, TopicName,
};

fn time(millis: i64) -> Timestamp {
    Timestamp::try_from(millis).unwrap()
}

fn lines(of: &[(&str, i32, i64)]) -> Vec<PlanLine> {
    of.iter()
        .map(|(name, partition, to)| PlanLine {
            at: at(name, *partition),
            offset: offset(*to),
            expected: Expected::Committed(offset(7)),
        })
        .collect()
}

fn partitions(of: &[(&str, i32, i64)]) -> ResetPartitions {
    ResetPartitions::new(instance(), group("g"), lines(of), false, &capabilities()).unwrap()
}

const OK: &str = r#"{"Response":{"Result":{"ReturnCode":"0","ReturnMessage":"SUCCESS"},"RequestId":"r-1"}}"#;

fn error(code: &str) -> String {
    format!(r#"{{"Response":{{"Error":{{"Code":"{code}","Message":"why"}},"RequestId":"r-2"}}}}"#)
}

/// Topic, partition, and whether it worked.
fn rows(answer: &kafka_offsets::ResetAnswer) -> Vec<(&str, Option<i32>, bool)> {
    let row = |row: &'_ kafka_offsets::AnswerRow| row.partition.map(PartitionId::get);
    answer.rows.iter().map(|one| (one.topic.as_str(), row(one), one.code.is_success())).collect()
}

#[test]
fn an_unsigned_request_names_action_version_and_region_and_says_that_it_is_unsigned() {
    let request = reset(&ResetStrategy::Earliest).request(&by_proxy(), STAMP);
    assert_eq!(
        request.headers,
        [
            ("Content-Type", "application/json".to_owned()),
            ("X-Requested-With", "ckafka-console".to_owned()),
            ("X-TC-Action", "ModifyGroupOffsets".to_owned()),
            ("X-TC-Version", "2019-08-19".to_owned()),
            ("X-TC-Region", "ap-guangzhou".to_owned()),
            ("X-TC-Timestamp", "1700000000".to_owned()),
        ]
    );
    assert_eq!(
        String::from_utf8(request.body).unwrap(),
        r#"{"InstanceId":"ckafka-8j4rodrr","Group":"orders-consumer","Topics":["orders"],"Strategy":1,"ShiftTimestamp":-2}"#
    );
}

#[test]
fn a_signed_request_has_the_signature_that_another_implementation_makes() {
    let vectors: Vec<serde_json::Value> =
        serde_json::from_slice(include_bytes!("../vectors/extra.json")).unwrap();
    let vector = vectors.iter().find(|vector| vector["name"] == "extra-tc3-a-call").unwrap();
    let request = reset(&ResetStrategy::Earliest).request(&with_key(None), STAMP);
    assert_eq!(request.body, vector["payload"].as_str().unwrap().as_bytes());
    assert_eq!(header(&request, "Authorization"), vector["authorization"].as_str());
    assert_eq!(header(&request, "X-TC-Token"), None);
    assert_eq!(header(&request, "X-Requested-With"), None, "only an unsigned call needs it");
}

fn verify(request: &HttpRequest, host: &str) -> bool {
    let authorization = tc3::Authorization::parse(header(request, "Authorization").unwrap()).unwrap();
    let signed = [
        ("content-type", header(request, "Content-Type").unwrap()),
        ("host", host),
        ("x-tc-action", header(request, "X-TC-Action").unwrap()),
    ];
    let received = tc3::Request {
        method: request.method,
        path: "/",
        query: &request.query,
        signed_headers: &signed,
        payload: &request.body,
        unsigned_payload: false,
    };
    tc3::verify(&received, &authorization, [], "ckafka", 1_700_000_000, &key(None)).is_ok()
}

#[test]
fn the_signature_covers_the_signing_host_the_action_and_the_body() {
    let mut request = reset(&ResetStrategy::Latest).request(&with_key(Some("sessionToken")), STAMP);
    assert_eq!(header(&request, "X-TC-Token"), Some("sessionToken"));
    assert!(verify(&request, HOST));
    assert!(!verify(&request, "relay.example"), "a relay's own name is not what is signed");
    let mut other = request.clone();
    for (name, value) in &mut other.headers {
        if *name == "X-TC-Action" {
            *value = "DescribeGroupOffsets".to_owned();
        }
    }
    assert!(!verify(&other, HOST), "nobody on the way can make another action of it");
    request.body.push(b' ');
    assert!(!verify(&request, HOST));
}

#[test]
fn a_request_never_shows_its_signature_or_token_in_debug_text() {
    let request = reset(&ResetStrategy::Latest).request(&with_key(Some("sessionToken")), STAMP);
    let text = format!("{request:?}");
    assert!(!text.contains("sessionToken") && !text.contains("Signature"), "{text}");
}

#[test]
fn each_strategy_sends_its_own_parameter_and_no_other() {
    for (strategy, expected) in [
        (ResetStrategy::Earliest, r#""Strategy":1,"ShiftTimestamp":-2"#),
        (ResetStrategy::Latest, r#""Strategy":1,"ShiftTimestamp":-1"#),
        (ResetStrategy::Timestamp(time(1_700_000_000_123)), r#""Strategy":1,"ShiftTimestamp":1700000000123"#),
        (ResetStrategy::ShiftBy(0), r#""Strategy":0,"Shift":0"#),
        (ResetStrategy::ShiftBy(i64::MIN), r#""Strategy":0,"Shift":-9223372036854775808"#),
        (ResetStrategy::Offset(offset(0)), r#""Strategy":2,"Offset":0"#),
        (ResetStrategy::Offset(offset(9_007_199_254_740_993)), r#""Strategy":2,"Offset":9007199254740993"#),
        (ResetStrategy::Offset(offset(i64::MAX)), r#""Strategy":2,"Offset":9223372036854775807"#),
    ] {
        let (action, body) = sent(&mut reset(&strategy));
        assert_eq!(action, "ModifyGroupOffsets");
        let (_, rest) = body.split_once(r#""Topics":["orders"],"#).unwrap();
        assert_eq!(rest, format!("{expected}}}"));
    }
}

#[test]
fn every_question_has_its_action_and_parameters() {
    let limits = EndpointCapabilities::documented(ApiVersion::V3);
    let page = r#""Offset":0,"Limit":50"#;
    let id = r#""InstanceId":"ckafka-8j4rodrr""#;
    for (sent, action, body) in [
        (sent(&mut ListInstances::new(&limits)), "DescribeInstances", format!("{{{page}}}")),
        (sent(&mut ListGroups::new(instance(), &limits)), "DescribeGroup", format!("{{{id},{page}}}")),
        (sent(&mut ListTopics::new(instance(), &limits)), "DescribeTopic", format!("{{{id},{page}}}")),
        (
            sent(&mut GroupInfo::new(instance(), group("a\"b\\é 📦"))),
            "DescribeGroupInfo",
            format!(r#"{{{id},"GroupList":["a\"b\\é 📦"]}}"#),
        ),
        (
            sent(&mut TopicPartitions::new(instance(), topic("orders"))),
            "DescribeTopicAttributes",
            format!(r#"{{{id},"TopicName":"orders"}}"#),
        ),
        (
            sent(&mut GroupOffsets::new(instance(), group("g"), Topics::AllOfGroup, None, &limits)),
            "DescribeGroupOffsets",
            format!(r#"{{{id},"Group":"g",{page}}}"#),
        ),
        (
            sent(&mut GroupOffsets::new(
                instance(),
                group("g"),
                Topics::Named(topics(["b", "a"])),
                Some(time(5)),
                &limits,
            )),
            "DescribeGroupOffsets",
            format!(r#"{{{id},"Group":"g","Topics":["a","b"],{page}}}"#),
        ),
    ] {
        assert_eq!(sent, (action.to_owned(), body));
    }
}

#[test]
fn what_an_endpoint_of_api_3_can_do_is_known_and_only_whether_it_answers_is_asked() {
    let asked = |body: &str| {
        let mut call = Capabilities::new();
        assert_eq!(sent(&mut call), ("DescribeInstances".to_owned(), r#"{"Offset":0,"Limit":1}"#.to_owned()));
        assert!(!call.writes());
        respond(&mut call, 200, body).unwrap()
    };
    let documented = capabilities();
    assert!(documented.partition_offsets && documented.messages_by_time);
    assert!(!documented.dry_run && !documented.create_group && !documented.log_start);
    let some = r#"{"Response":{"Result":{"TotalCount":1,"InstanceList":[]},"RequestId":"r"}}"#;
    assert_eq!(asked(some), Ok(documented));
    for code in ["UnauthorizedOperation", "InvalidAction", "InvalidParameterValue.WrongAction"] {
        assert_eq!(asked(&error(code)), Ok(documented), "{code}: another action may be allowed");
    }
    for (code, kind) in [
        ("AuthFailure.SignatureFailure", FaultKind::SignatureMismatch),
        ("AuthFailure.SecretIdNotFound", FaultKind::UnknownKey),
        ("InternalError", FaultKind::Internal),
    ] {
        assert_eq!(asked(&error(code)).unwrap_err().kind, kind);
    }
}

/// A page of topics `t-FROM` to before `t-TO`, one partition each, of a list of `total`.
fn page(total: usize, range: std::ops::Range<usize>) -> String {
    let topics: Vec<String> = range
        .map(|n| {
            format!(
                r#"{{"Topic":"t-{n}","Partitions":[{{"Partition":0,"Offset":{n},"ErrorCode":0,"LogEndOffset":900}}]}}"#
            )
        })
        .collect();
    format!(
        r#"{{"Response":{{"Result":{{"TotalCount":{total},"TopicList":[{}]}},"RequestId":"r"}}}}"#,
        topics.join(",")
    )
}

#[test]
fn a_group_with_more_topics_than_a_page_has_is_read_to_the_end() {
    let mut call = GroupOffsets::new(instance(), group("g"), Topics::AllOfGroup, None, &capabilities());
    for (from, to) in [(0, 50), (50, 100)] {
        assert!(sent(&mut call).1.ends_with(&format!(r#","Offset":{from},"Limit":50}}"#)));
        assert!(respond(&mut call, 200, page(120, from..to)).is_none());
    }
    assert!(sent(&mut call).1.ends_with(r#","Offset":100,"Limit":50}"#));
    let table = respond(&mut call, 200, page(120, 100..120)).unwrap().unwrap();
    assert_eq!(table.partitions.len(), 120);
    assert_eq!(table.partitions[&at("t-119", 0)].committed, Some(offset(119)));

    let mut call = GroupOffsets::new(instance(), group("g"), Topics::AllOfGroup, None, &capabilities());
    assert!(respond(&mut call, 200, page(120, 0..50)).is_none());
    assert!(
        respond(&mut call, 200, page(120, 50..50)).unwrap().is_err(),
        "a part must not pass for the whole"
    );
}

#[test]
fn more_topics_than_a_page_has_are_asked_for_in_portions() {
    let names: Vec<String> = (0..70).map(|n| format!("t-{n:02}")).collect();
    let all = topics(names.iter().map(String::as_str));
    let mut call = GroupOffsets::new(instance(), group("g"), Topics::Named(all), None, &capabilities());
    let mut asked: Vec<TopicName> = Vec::new();
    loop {
        let ServerRequest::GetGroupOffsets(request) = received(&mut call) else { panic!("another action") };
        let Topics::Named(portion) = request.topics else { panic!("all topics") };
        asked.extend(portion.iter().cloned());
        let rows: Vec<String> = portion
            .iter()
            .map(|name| format!(r#"{{"Topic":"{name}","Partitions":[{{"Partition":0,"Offset":1}}]}}"#))
            .collect();
        let body = format!(r#"{{"Response":{{"Result":{{"TopicList":[{}]}}}}}}"#, rows.join(","));
        if let Some(table) = respond(&mut call, 200, body) {
            assert_eq!(table.unwrap().partitions.len(), 70);
            break;
        }
    }
    assert_eq!(asked.len(), 70);
}

#[test]
fn a_topic_that_the_answer_leaves_out_is_asked_for_by_itself() {
    let read = |attributes: &str| {
        let mut call = GroupOffsets::new(
            instance(),
            group("g"),
            Topics::Named(topics(["t-0", "other"])),
            None,
            &capabilities(),
        );
        assert!(respond(&mut call, 200, page(1, 0..1)).is_none());
        assert_eq!(sent(&mut call).0, "DescribeTopicAttributes");
        respond(&mut call, 200, attributes).unwrap()
    };
    let table = read(r#"{"Response":{"Result":{"PartitionNum":2,"Partitions":[]}}}"#).unwrap();
    assert_eq!(table.partitions[&at("other", 1)].committed, None);
    for code in ["ResourceNotFound", "ResourceNotFound.TopicNotFound"] {
        let table = read(&error(code)).unwrap();
        assert_eq!(table.failed_topics[&topic("other")], KafkaError::UnknownTopicOrPartition, "{code}");
    }
    let table = read(&error("UnauthorizedOperation")).unwrap();
    assert_eq!(table.failed_topics[&topic("other")], KafkaError::TopicAuthorizationFailed);
    assert!(read(&error("InternalError")).is_err(), "not known is not the same as not there");
}

fn narrowed(answers: &[&str]) -> (Vec<(String, String)>, Vec<TimeLookup>) {
    let mut call = GroupOffsets::new(
        instance(),
        group("g"),
        Topics::AllOfGroup,
        Some(time(1_600_000_000_000)),
        &capabilities(),
    );
    let mut asked = Vec::new();
    let mut outcome = respond(&mut call, 200, page(2, 0..2));
    let mut answers = answers.iter();
    while outcome.is_none() {
        asked.push(sent(&mut call));
        outcome = respond(&mut call, 200, answers.next().unwrap());
    }
    assert_eq!(answers.next(), None, "no more is asked");
    let table = outcome.unwrap().unwrap();
    assert_eq!(table.looked_up, Some(time(1_600_000_000_000)));
    (asked, table.partitions.values().map(|offsets| offsets.at_time).collect())
}

fn messages(of: &str) -> String {
    format!(r#"{{"Response":{{"Result":[{of}],"RequestId":"r"}}}}"#)
}

#[test]
fn a_time_is_narrowed_by_the_first_messages_of_each_topic() {
    let first = messages(
        r#"{"Topic":"t-0","Partition":0,"Offset":45,"Timestamp":1600000000500},
           {"Topic":"t-0","Partition":0,"Offset":43,"Timestamp":1600000000001},
           {"Topic":"t-0","Partition":7,"Offset":1,"Timestamp":1600000000001},
           {"Topic":"elsewhere","Partition":0,"Offset":1,"Timestamp":1600000000001}"#,
    );
    let (asked, found) = narrowed(&[&first, &messages("")]);
    let body = |name| {
        let of = r#"{"InstanceId":"ckafka-8j4rodrr","Topic":"#;
        let rest = r#","StartTime":1600000000000,"SinglePartitionRecordNumber":1}"#;
        ("FetchMessageListByTimestamp".to_owned(), format!("{of}\"{name}\"{rest}"))
    };
    assert_eq!(asked, [body("t-0"), body("t-1")]);
    // No message found is no proof that there is none
    assert_eq!(found, [TimeLookup::Found(offset(43)), TimeLookup::Unknown]);
}

#[test]
fn a_message_older_than_the_time_narrows_nothing() {
    let old = messages(r#"{"Topic":"t-0","Partition":0,"Offset":43,"Timestamp":1599999999999}"#);
    assert_eq!(narrowed(&[&old, &messages("")]).1, [TimeLookup::Unknown, TimeLookup::Unknown]);
}

#[test]
fn an_endpoint_that_shows_no_messages_still_gives_its_offsets() {
    for answer in [
        error("UnauthorizedOperation"),
        error("InternalError"),
        "<html>".to_owned(),
        messages(r#"{"Topic":"t-0","Partition":-1,"Offset":4}"#),
    ] {
        let (asked, found) = narrowed(&[&answer]);
        assert_eq!(asked.len(), 1, "and is not asked again: {answer}");
        assert_eq!(found, [TimeLookup::Unknown, TimeLookup::Unknown]);
    }
}

#[test]
fn one_code_of_success_says_done_for_every_topic_and_no_offset() {
    let answer = outcome(reset(&ResetStrategy::Latest), OK).unwrap();
    assert_eq!(rows(&answer), [("orders", None, true)]);
    assert_eq!(answer.rows.iter().map(|row| row.offset).collect::<Vec<Option<Offset>>>(), [None]);
    assert_eq!(answer.request_id.as_deref(), Some("r-1"));
    for code in [r#""0""#, "0", r#""OK""#, r#""ok""#, r#"" 0 ""#] {
        let body = OK.replace(r#""0""#, code);
        assert!(outcome(reset(&ResetStrategy::Latest), body).unwrap().rows[0].code.is_success(), "{code}");
    }
}

#[test]
fn any_other_code_fails_every_topic_with_the_message() {
    for code in [r#""4""#, "4", r#""ERROR""#, r#""""#, "-1"] {
        let body = OK.replace(r#""0""#, code).replace("SUCCESS", "no way");
        let answer = outcome(reset(&ResetStrategy::Latest), body).unwrap();
        assert_eq!(rows(&answer), [("orders", None, false)], "{code}");
        assert!(answer.rows[0].message.ends_with(": no way"), "{:?}", answer.rows);
    }
}

#[test]
fn a_result_without_a_code_claims_nothing() {
    for body in [
        r#"{"Response":{"RequestId":"r"}}"#,
        r#"{"Response":{"Result":{},"RequestId":"r"}}"#,
        r#"{"Response":{"Result":null,"RequestId":"r"}}"#,
        r#"{"Response":{"Result":{"ReturnCode":null}}}"#,
        r#"{"Response":{"Result":{"ReturnMessage":"SUCCESS"}}}"#,
    ] {
        assert_eq!(outcome(reset(&ResetStrategy::Latest), body).unwrap().rows, [], "{body}");
    }
}

#[test]
fn a_rehearsal_over_api_3_cannot_become_a_reset() {
    // Nobody can ask for one with what API 3.0 is known to do
    assert!(reset(&ResetStrategy::Latest).rehearsal(&capabilities()).is_none());
    assert!(partitions(&[("a", 0, 1)]).rehearsal(&capabilities()).is_none());
    // And with a gateway's capabilities, by mistake, what is sent is no action of API 3.0
    let gateway = EndpointCapabilities::all(time(0));
    let mut rehearsal = reset(&ResetStrategy::Latest).rehearsal(&gateway).unwrap();
    assert_eq!(sent(&mut rehearsal).0, "SetGroupOffsets");
    let mut rehearsal = partitions(&[("a", 0, 1)]).rehearsal(&gateway).unwrap();
    assert_eq!(sent(&mut rehearsal).0, "SetPartitionOffsets");
}

#[test]
fn some_partitions_can_be_reset_by_a_strategy_over_api_3_only() {
    let some = || [at("orders", 2).partition, at("orders", 0).partition].into();
    let whole = || reset(&ResetStrategy::ShiftBy(5));
    assert!(whole().only(some(), ApiVersion::V2).is_none());
    assert!(whole().only([].into(), ApiVersion::V3).is_none(), "no partition is not every partition");
    let mut call = whole().only(some(), ApiVersion::V3).unwrap();
    assert!(sent(&mut call).1.ends_with(r#""Topics":["orders"],"Partitions":[0,2],"Strategy":0,"Shift":5}"#));
    // Sent over a connection of API 2.0 by mistake, it is no action there
    let connection = ckafka_api::Connection { api: ApiVersion::V2, ..by_proxy() };
    assert!(call.request(&connection, STAMP).body.starts_with(b"Action=ModifyGroupOffsets&"));
    let answer = respond(&mut call, 200, OK).unwrap().unwrap();
    assert_eq!(rows(&answer), [("orders", Some(0), true), ("orders", Some(2), true)]);
}

#[test]
fn partitions_go_out_topic_by_topic() {
    let mut call = partitions(&[("b", 0, 30), ("a", 1, 9_007_199_254_740_993), ("b", 5, 40), ("a", 0, 0)]);
    assert!(call.writes());
    let body = |name: &str, list: &str| {
        format!(
            r#"{{"InstanceId":"ckafka-8j4rodrr","GroupName":"g","TopicName":["{name}"],"Partitions":[{list}]}}"#
        )
    };
    let of_a = r#"{"Partition":1,"Offset":9007199254740993},{"Partition":0,"Offset":0}"#;
    assert_eq!(sent(&mut call), ("BatchModifyGroupOffsets".to_owned(), body("a", of_a)));
    assert!(respond(&mut call, 200, OK).is_none());
    let of_b = r#"{"Partition":0,"Offset":30},{"Partition":5,"Offset":40}"#;
    assert_eq!(sent(&mut call).1, body("b", of_b));
    let answer = respond(&mut call, 200, OK).unwrap().unwrap();
    assert_eq!(
        rows(&answer),
        [("a", Some(1), true), ("a", Some(0), true), ("b", Some(0), true), ("b", Some(5), true)]
    );
}

#[test]
fn a_refusal_in_the_middle_keeps_what_is_done_and_sends_no_more() {
    let mut call = partitions(&[("a", 0, 1), ("b", 0, 1), ("c", 0, 1), ("c", 1, 1)]);
    let _ = sent(&mut call);
    assert!(respond(&mut call, 200, OK).is_none());
    let _ = sent(&mut call);
    let answer = respond(&mut call, 200, error("ResourceInUse.GroupNotEmpty")).unwrap().unwrap();
    assert_eq!(
        rows(&answer),
        [("a", Some(0), true), ("b", Some(0), false), ("c", Some(0), false), ("c", Some(1), false)]
    );
    assert!(answer.rows[1].message.contains("the group has members"), "{:?}", answer.rows[1]);
    assert!(
        answer.rows[2].message.starts_with("not sent, since topic \"b\" was refused"),
        "{:?}",
        answer.rows[2]
    );
}

#[test]
fn a_refusal_of_the_first_topic_is_a_refusal_of_all() {
    let mut call = partitions(&[("a", 0, 1), ("b", 0, 1)]);
    let _ = sent(&mut call);
    let fault = respond(&mut call, 200, error("ResourceInUse.GroupNotEmpty")).unwrap().unwrap_err();
    assert_eq!(fault.kind, FaultKind::GroupNotEmpty);
    assert!(!fault.kind.write_may_have_happened());
}

#[test]
fn a_lost_answer_in_the_middle_leaves_everything_open() {
    for lost in [TransportFault::TimedOut, TransportFault::Cut("reset".to_owned())] {
        let mut call = partitions(&[("a", 0, 1), ("b", 0, 1), ("c", 0, 1)]);
        let _ = sent(&mut call);
        assert!(respond(&mut call, 200, OK).is_none());
        let _ = sent(&mut call);
        let Progress::Done(Err(fault)) = call.respond(Err(lost)) else { panic!("no end") };
        assert!(fault.kind.write_may_have_happened());
    }
    let mut call = partitions(&[("a", 0, 1), ("b", 0, 1)]);
    let _ = sent(&mut call);
    assert!(respond(&mut call, 200, OK).is_none());
    let _ = sent(&mut call);
    let response = Ok(HttpResponse { status: 502, body: b"<html>".to_vec() });
    let Progress::Done(Err(fault)) = call.respond(response) else { panic!("no end") };
    assert_eq!(fault.kind, FaultKind::HttpStatus);
}

#[test]
fn people_see_every_request_and_no_secret() {
    let unsigned = redacted_request(&reset(&ResetStrategy::ShiftBy(-500)), &by_proxy());
    assert_eq!(
        unsigned,
        "POST / HTTP/1.1\nContent-Type: application/json\nX-Requested-With: ckafka-console\n\
         X-TC-Action: ModifyGroupOffsets\nX-TC-Version: 2019-08-19\nX-TC-Region: ap-guangzhou\n\
         X-TC-Timestamp: added at sending\nAuthorization: added by the proxy\n\n{\n  \
         \"InstanceId\":\"ckafka-8j4rodrr\",\n  \"Group\":\"orders-consumer\",\n  \"Topics\":[\"orders\"],\n  \
         \"Strategy\":0,\n  \"Shift\":-500\n}"
    );
    let signed = redacted_request(&reset(&ResetStrategy::Latest), &with_key(Some("sessionToken")));
    assert!(signed.contains("\nX-TC-Token: added at sending\nAuthorization: added at sending\n"), "{signed}");
    assert!(!signed.contains("sessionToken") && !signed.contains("AKID"), "{signed}");
    let several = redacted_request(&partitions(&[("a", 0, 1), ("b", 0, 2)]), &by_proxy());
    assert_eq!(several.matches("POST / HTTP/1.1").count(), 2, "{several}");
    assert!(several.find("[\"a\"]").unwrap() < several.find("[\"b\"]").unwrap());
}
