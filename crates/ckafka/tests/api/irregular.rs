//! Answers that are not as documented: read all the same, or refused with the right word.

use crate::support::{at, group, instance, offset, outcome, respond, topic, topics};
use ckafka_api::{Call as _, ListGroups, ListInstances, ListTopics};
use ckafka_api::{
    Capabilities, EndpointCapabilities, GroupInfo, GroupOffsets, Progress, Reset, TopicPartitions, Topics,
    TransportFault,
};
use kafka_offsets::{
    EndpointFault, FaultKind, GroupState, KafkaError, Offset, PartitionOffsets, ResetAnswer, ResetStrategy,
    TimeLookup,
};

fn reset() -> Reset {
    Reset::new(instance(), group("g"), topics(["orders"]), &ResetStrategy::Latest, false).unwrap()
}

fn reset_answer(body: &str) -> ResetAnswer {
    outcome(reset(), body).unwrap()
}

fn reset_fault(body: &str) -> EndpointFault {
    outcome(reset(), body).unwrap_err()
}

/// The one partition of an answer to `GetGroupOffsets` whose other fields are these.
fn partition_with(fields: &str) -> Result<PartitionOffsets, EndpointFault> {
    let body = format!(
        r#"{{"code":0,"data":{{"totalCount":1,"topicList":[{{"topic":"t","partitions":[{{"partition":0{fields}}}]}}]}}}}"#
    );
    let call =
        GroupOffsets::new(instance(), group("g"), Topics::AllOfGroup, None, &EndpointCapabilities::none());
    outcome(call, body).map(|table| table.partitions.get(&at("t", 0)).unwrap().clone())
}

/// Code, offset and message of the only row.
fn only_row(answer: &ResetAnswer) -> (KafkaError, Option<i64>, &str) {
    let [row] = answer.rows.as_slice() else { unreachable!("one row: {answer:?}") };
    (row.code, row.offset.map(Offset::get), &row.message)
}

#[test]
fn the_code_may_be_text() {
    assert_eq!(reset_answer(r#"{"code":"0","data":{}}"#).rows, []);
    let fault =
        reset_fault(r#"{"code":"5100","codeDesc":"OperateFailed","message":"(100004)projectId不正确"}"#);
    assert_eq!(fault.kind, FaultKind::Internal);
    assert_eq!(fault.raw_code, "5100 (100004)");
    assert_eq!(fault.raw_message, "projectId不正确");
}

#[test]
fn a_code_that_is_a_word_is_kept_as_received() {
    let fault = reset_fault(r#"{"code":"Sold out","message":"m"}"#);
    assert_eq!((fault.kind, fault.raw_code.as_str()), (FaultKind::Other, "Sold out"));
}

#[test]
fn the_message_may_be_called_msg_and_the_one_that_says_something_is_taken() {
    for body in [
        r#"{"code":4000,"msg":"why"}"#,
        r#"{"code":4000,"message":"why"}"#,
        r#"{"code":4000,"message":"","msg":"why"}"#,
        r#"{"msg":"why","message":null,"code":4000}"#,
    ] {
        assert_eq!(reset_fault(body).raw_message, "why", "{body}");
    }
}

#[test]
fn a_result_may_stand_in_data_in_a_list_in_data_or_beside_the_code() {
    let rows = r#""succ":[{"topic":"orders","error_code":0,"partitions":[{"partition":0,"offset":5,"error_code":0}]}],"failed":[]"#;
    for body in [
        format!(r#"{{"code":0,"data":{{{rows}}}}}"#),
        format!(r#"{{"code":0,"data":[{{{rows}}}]}}"#),
        format!(r#"{{"code":0,{rows}}}"#),
        format!(r#"{{"data":{{{rows}}},"code":0}}"#),
        format!(r#"{{"code":0,{rows},"data":null}}"#),
    ] {
        assert_eq!(only_row(&reset_answer(&body)), (KafkaError::NONE, Some(5), ""), "{body}");
    }
}

#[test]
fn succ_and_failed_may_come_in_two_objects_of_a_list() {
    let body = r#"{"code":0,"data":[
        {"succ":[{"topic":"a","error_code":0,"partitions":[{"partition":0,"offset":1,"error_code":0}]}]},
        {"failed":[{"topic":"b","error_code":3,"error_msg":"no such topic"}]}]}"#;
    let codes: Vec<i16> = reset_answer(body).rows.iter().map(|row| row.code.code()).collect();
    assert_eq!(codes, [0, 3]);
}

#[test]
fn missing_lists_are_empty_ones() {
    for body in [
        r#"{"code":0}"#,
        r#"{"code":0,"data":{}}"#,
        r#"{"code":0,"data":{"succ":null,"failed":[]}}"#,
        r#"{"code":0,"data":[]}"#,
        r#"{"code":0,"data":""}"#,
    ] {
        assert_eq!(reset_answer(body).rows, [], "{body}");
    }
    let failed = r#"{"code":0,"data":{"failed":[{"topic":"aaaa","error_code":3}]}}"#;
    assert_eq!(only_row(&reset_answer(failed)), (KafkaError::UnknownTopicOrPartition, None, ""));
}

#[test]
fn numbers_may_be_text_and_are_exact_to_64_bits() {
    for (text, number) in [
        ("9007199254740993", (1_i64 << 53) + 1),
        ("9223372036854775807", i64::MAX),
        ("\"9007199254740993\"", (1_i64 << 53) + 1),
        ("\"9223372036854775807\"", i64::MAX),
        ("0", 0),
        ("\"0\"", 0),
        ("27708.0", 27708),
    ] {
        let offsets =
            partition_with(&format!(r#","offset":{text},"log_end_offset":{text},"err_code":"0""#)).unwrap();
        assert_eq!(offsets.committed, Some(offset(number)), "{text}");
        assert_eq!(offsets.log_end, Some(offset(number)), "{text}");
        let body = format!(
            r#"{{"code":0,"data":{{"succ":[{{"topic":"orders","error_code":"0","partitions":[{{"partition":"0","offset":{text},"error_code":0}}]}}]}}}}"#
        );
        assert_eq!(only_row(&reset_answer(&body)), (KafkaError::NONE, Some(number), ""), "{text}");
    }
}

#[test]
fn numbers_that_are_no_offsets_are_malformed_and_named() {
    for text in ["9223372036854775808", "-2", "1.5", "9007199254740993.0", "\"abc\"", "\"\"", "true", "1e300"]
    {
        let fault = partition_with(&format!(r#","offset":{text}"#)).unwrap_err();
        assert_eq!(fault.kind, FaultKind::Malformed, "{text}");
        assert_ne!(fault.raw_message, "", "{text}");
    }
    assert_eq!(
        partition_with(r#","offset":-2"#).unwrap_err().raw_message,
        "committed offset -2 of topic \"t\" is no offset"
    );
}

#[test]
fn no_commit_is_minus_one_null_or_nothing_and_never_zero() {
    for fields in ["", r#","offset":-1"#, r#","offset":null"#, r#","offset":"-1""#] {
        assert_eq!(partition_with(fields).unwrap().committed, None, "{fields}");
    }
    assert_eq!(partition_with(r#","offset":0"#).unwrap().committed, Some(Offset::ZERO));
}

#[test]
fn a_time_that_was_not_looked_up_differs_from_a_time_without_a_record() {
    let lookup = |fields: &str| partition_with(fields).unwrap().at_time;
    assert_eq!(lookup(""), TimeLookup::Unknown);
    assert_eq!(lookup(r#","timestamp_offset":null"#), TimeLookup::Unknown);
    assert_eq!(lookup(r#","timestamp_offset":-1"#), TimeLookup::NoRecord);
    assert_eq!(lookup(r#","timestamp_offset":0"#), TimeLookup::Found(Offset::ZERO));
}

#[test]
fn a_row_of_a_read_may_call_its_code_err_code_or_error_code() {
    let error = |fields: &str| partition_with(fields).unwrap().error;
    assert_eq!(error(r#","err_code":6"#), Some(KafkaError::NotLeaderOrFollower));
    assert_eq!(error(r#","error_code":"6""#), Some(KafkaError::NotLeaderOrFollower));
    assert_eq!(error(r#","err_code":0,"error_code":6"#), Some(KafkaError::NotLeaderOrFollower));
    assert_eq!(error(r#","err_code":0"#), None);
    assert_eq!(error(""), None);
}

#[test]
fn success_needs_all_three_codes_and_the_right_bucket() {
    // envelope, bucket, topic's code, partition's code; the only success is the first line
    let table = [
        ("0", "succ", "0", "0", 0),
        ("0", "succ", "0", "16", 16),
        ("0", "succ", "3", "0", 3),
        ("0", "succ", "3", "16", 16),
        ("0", "succ", "null", "0", -1),
        ("0", "succ", "0", "null", -1),
        ("0", "failed", "0", "0", -1),
        ("0", "failed", "0", "25", 25),
        ("5400", "succ", "0", "0", -1),
        ("5400", "failed", "3", "3", 3),
    ];
    for (envelope, bucket, of_topic, of_partition, code) in table {
        let body = format!(
            r#"{{"code":{envelope},"data":{{"{bucket}":[{{"topic":"orders","error_code":{of_topic},"partitions":[{{"partition":0,"offset":5,"error_code":{of_partition}}}]}}]}}}}"#
        );
        let answer = reset_answer(&body);
        assert_eq!(only_row(&answer).0.code(), code, "{body}");
        assert_eq!(only_row(&answer).1, Some(5), "the offset is shown all the same");
    }
}

#[test]
fn a_row_that_is_doubted_says_why() {
    let row = r#"{"topic":"orders","error_code":0,"partitions":[{"partition":0,"offset":5,"error_code":0}]}"#;
    let listed = reset_answer(&format!(r#"{{"code":0,"data":{{"failed":[{row}]}}}}"#));
    assert_eq!(only_row(&listed).2, "listed as failed without a code");
    let partly = reset_answer(&format!(r#"{{"code":5400,"data":{{"succ":[{row}]}}}}"#));
    assert_eq!(only_row(&partly).2, "the answer as a whole says 5400, partly succeeded");
}

#[test]
fn partly_succeeded_without_rows_is_a_fault_after_which_anything_may_have_happened() {
    let fault = reset_fault(
        r#"{"code":5400,"codeDesc":"PartialSuccess","message":"m","data":{"succ":[],"failed":[]}}"#,
    );
    assert_eq!(fault.raw_code, "5400 PartialSuccess");
    assert!(fault.kind.write_may_have_happened());
}

#[test]
fn a_topic_may_be_in_both_lists_and_all_its_rows_are_kept() {
    let body = r#"{"code":0,"data":{
        "succ":[{"topic":"a","error_code":0,"partitions":[{"partition":0,"offset":1,"error_code":0},{"partition":1,"offset":2,"error_code":0}]}],
        "failed":[{"topic":"a","error_code":0,"error_msg":"moved","partitions":[{"partition":1,"offset":-1,"error_code":22}]}]}}"#;
    let rows = reset_answer(body).rows;
    let seen: Vec<_> = rows
        .iter()
        .map(|row| {
            (row.partition.unwrap().get(), row.code.code(), row.offset.map(Offset::get), row.message.as_str())
        })
        .collect();
    assert_eq!(seen, [(0, 0, Some(1), ""), (1, 0, Some(2), ""), (1, 22, None, "moved")]);
}

#[test]
fn what_is_not_the_api_is_called_that() {
    for body in [
        "<!DOCTYPE html><html><title>Sign in</title></html>",
        "It works!",
        "[]",
        "[1,2]",
        "null",
        "42",
        "\"text\"",
        "{}",
        r#"{"Response":null}"#,
        r#"{"Response":[]}"#,
        r#"{"Error":"text"}"#,
        r#"{"code":null}"#,
        r#"{"code":{}}"#,
        "\u{0}\u{1}",
    ] {
        let fault = reset_fault(body);
        assert_eq!(fault.kind, FaultKind::NotTheApi, "{body}");
        assert!(fault.kind.write_may_have_happened());
    }
    assert_eq!(reset_fault("<html>\n\n <b>Sign in</b>").raw_message, "<html> <b>Sign in</b>");
}

#[test]
fn what_stops_in_the_middle_or_is_empty_is_truncated() {
    let whole = include_str!("../samples/set_group_offsets.json").trim_end();
    for length in 1..whole.len() {
        let fault = outcome(reset(), &whole.as_bytes()[..length]).unwrap_err();
        assert_eq!(fault.kind, FaultKind::Truncated, "after {length} bytes");
    }
    for body in ["", " ", "\r\n\r\n"] {
        assert_eq!(reset_fault(body).kind, FaultKind::Truncated);
    }
}

#[test]
fn comments_and_text_after_the_end_are_malformed() {
    for body in [
        "{\"code\":0,// Topic name\n\"data\":{}}",
        r#"{"code":0}{"code":0}"#,
        r#"{"code":0} <!-- cached -->"#,
        r#"{"code":0,"data":{"succ":5}}"#,
        r#"{"code":0,"data":{"succ":[{"topic":"orders","error_code":0,"partitions":[{"offset":1,"error_code":0}]}]}}"#,
        r#"{"code":0,"data":{"succ":[{"topic":"no topic's name","error_code":0}]}}"#,
        r#"{"code":0,"data":{"succ":[{"topic":"orders","error_code":0,"partitions":[{"partition":-1,"error_code":0}]}]}}"#,
    ] {
        assert_eq!(reset_fault(body).kind, FaultKind::Malformed, "{body}");
    }
}

#[test]
fn a_byte_order_mark_is_no_reason_to_fail() {
    assert_eq!(reset_answer("\u{feff}{\"code\":0}").rows, []);
}

#[test]
fn a_strange_result_does_not_hide_the_code_of_an_error() {
    for data in ["5", "\"\"", "null", "[]", "[1]", "{\"succ\":5}", "true", "1.5"] {
        let fault =
            reset_fault(&format!(r#"{{"data":{data},"code":4100,"codeDesc":"AuthFailure","message":{{}}}}"#));
        assert_eq!(fault.kind, FaultKind::SignatureMismatch, "{data}");
    }
}

#[test]
fn another_http_status_is_named_unless_the_envelope_says_more() {
    let fault = |status, body: &str| respond(&mut reset(), status, body).unwrap().unwrap_err();
    let gateway = fault(502, "<html>Bad Gateway</html>");
    assert_eq!((gateway.kind, gateway.raw_code.as_str()), (FaultKind::HttpStatus, "HTTP 502"));
    assert_eq!(gateway.raw_message, "<html>Bad Gateway</html>");
    assert_eq!(fault(500, "").kind, FaultKind::HttpStatus);
    assert_eq!(fault(500, "{\"code\":").kind, FaultKind::HttpStatus);
    assert_eq!(fault(500, r#"{"error":"x"}"#).kind, FaultKind::HttpStatus);
    // An envelope with a success and a status that says otherwise: nobody may call that a success
    assert_eq!(fault(500, r#"{"code":0,"data":{}}"#).kind, FaultKind::HttpStatus);
    assert_eq!(fault(400, r#"{"code":4000,"message":"(1049)x"}"#).kind, FaultKind::GroupNotEmpty);
}

#[test]
fn no_response_says_how_it_came_about() {
    let fault = |transport| match reset().respond(Err(transport)) {
        Progress::Done(Err(fault)) => fault,
        other => unreachable!("{other:?}"),
    };
    assert_eq!(fault(TransportFault::TimedOut).kind, FaultKind::TimedOut);
    let cut = fault(TransportFault::Cut("connection reset".to_owned()));
    assert_eq!((cut.kind, cut.raw_message.as_str()), (FaultKind::Unreachable, "connection reset"));
    assert!(cut.kind.write_may_have_happened());
    assert_eq!(fault(TransportFault::Unreachable("refused".to_owned())).kind, FaultKind::Unreachable);
}

#[test]
fn topic_attributes_are_read_in_both_editions_and_counted_if_not_listed() {
    let numbers = |body: &str| {
        let found = outcome(TopicPartitions::new(instance(), topic("t")), body).unwrap();
        found.partitions.iter().map(|state| state.partition.get()).collect::<Vec<_>>()
    };
    assert_eq!(
        numbers(r#"{"code":0,"partitionNum":2,"partitions":[{"partition":1},{"partition":0}]}"#),
        [0, 1]
    );
    assert_eq!(numbers(r#"{"code":0,"data":{"partitions":[{"partition":7},{"partition":7}]}}"#), [7]);
    assert_eq!(numbers(r#"{"code":0,"data":{"partitionNum":"3"}}"#), [0, 1, 2]);
    for body in [
        r#"{"code":0,"data":{}}"#,
        r#"{"code":0,"data":{"partitionNum":0}}"#,
        r#"{"code":0,"data":{"partitionNum":99999999999}}"#,
    ] {
        let fault = outcome(TopicPartitions::new(instance(), topic("t")), body).unwrap_err();
        assert_eq!(fault.kind, FaultKind::Malformed, "{body}");
    }
}

#[test]
fn the_group_that_was_asked_about_is_found_among_others_and_without_a_name() {
    let state = |body: &str| outcome(GroupInfo::new(instance(), group("g")), body).map(|found| found.state);
    let two = r#"{"code":0,"data":[{"group":"other","state":"Stable"},{"group":"g","state":"Empty"}]}"#;
    assert_eq!(state(two).unwrap(), GroupState::Empty);
    assert_eq!(state(r#"{"code":0,"data":{"state":"dead","err_code":0}}"#).unwrap(), GroupState::Dead);
    assert_eq!(state(r#"{"code":0,"state":"AwaitingSync"}"#).unwrap(), GroupState::CompletingRebalance);
    assert_eq!(
        state(r#"{"code":0,"data":[{"group":"other","state":"Empty"}]}"#).unwrap_err().kind,
        FaultKind::Malformed
    );
    assert_eq!(state(r#"{"code":0,"data":[]}"#).unwrap_err().kind, FaultKind::Malformed);
    assert_eq!(state(r#"{"code":0,"data":[{"group":"g"}]}"#).unwrap_err().kind, FaultKind::Malformed);
    // Kafka's own word for it, where an endpoint passes that on
    assert_eq!(state(r#"{"code":0,"data":[{"group":"g","err_code":69}]}"#).unwrap(), GroupState::Dead);
    let refused = state(r#"{"code":0,"data":[{"group":"g","err_code":30,"state":""}]}"#).unwrap_err();
    assert_eq!(
        (refused.kind, refused.raw_code.as_str()),
        (FaultKind::NotAuthorized, "30 GROUP_AUTHORIZATION_FAILED")
    );
}

#[test]
fn an_endpoint_without_our_additions_has_none_of_them() {
    for body in [
        r#"{"code":4000,"codeDesc":"InvalidParameter","message":"(9001)interface does not exist"}"#,
        r#"{"code":6100,"message":"version not supported"}"#,
        r#"{"code":4101,"message":"not authorised"}"#,
    ] {
        assert_eq!(outcome(Capabilities::new(), body).unwrap(), EndpointCapabilities::none(), "{body}");
    }
    // A wrong key or a login page is no such endpoint, and must be seen
    for body in [r#"{"code":4100,"message":"x"}"#, "<html>"] {
        assert!(outcome(Capabilities::new(), body).is_err(), "{body}");
    }
}

#[test]
fn words_of_a_newer_endpoint_are_passed_over() {
    let body = r#"{"code":0,"data":{"capabilities":["dryRun","teleport"],"pageLimit":"200","serverTime":1700000000123}}"#;
    let found = outcome(Capabilities::new(), body).unwrap();
    assert!(found.dry_run && !found.log_start && !found.partition_offsets);
    assert_eq!(found.page_limit, Some(200));
    assert_eq!(found.server_time.unwrap().as_millis(), 1_700_000_000_123);
}

#[test]
fn names_that_no_request_could_carry_are_left_out_of_lists() {
    let body =
        r#"{"code":0,"data":{"totalCount":3,"groupList":[{"group":""},{"group":"a\tb"},{"group":"ok"}]}}"#;
    let found = outcome(ListGroups::new(instance(), &EndpointCapabilities::none()), body).unwrap();
    assert_eq!(found.iter().map(|listing| listing.group.as_str()).collect::<Vec<_>>(), ["ok"]);
    let body =
        r#"{"code":0,"totalCount":2,"topicList":[{"topicName":"ok","partitionNum":6},{"topicId":"x"}]}"#;
    let found = outcome(ListTopics::new(instance(), &EndpointCapabilities::none()), body).unwrap();
    assert_eq!(
        found.iter().map(|one| (one.topic.as_str(), one.partitions)).collect::<Vec<_>>(),
        [("ok", Some(6))]
    );
    let body =
        r#"{"code":0,"data":{"totalCount":2,"instanceList":[{"instanceId":"ckafka-p","production":1},{}]}}"#;
    let found = outcome(ListInstances::new(&EndpointCapabilities::none()), body).unwrap();
    assert_eq!(
        found.iter().map(|one| (one.id.as_str(), one.production)).collect::<Vec<_>>(),
        [("ckafka-p", true)]
    );
}
