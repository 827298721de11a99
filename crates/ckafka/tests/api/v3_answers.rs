//! Answers of API 3.0: as documented, irregular, and with every code.

use crate::support::{at, group, instance, offset, outcome, topic};
use crate::v3_support::{capabilities, reset};
use ckafka_api::{
    GroupInfo, GroupListing, GroupOffsets, ListGroups, ListInstances, ListTopics, TopicListing,
    TopicPartitions, Topics, WORDS, word_kind,
};
use kafka_offsets::{EndpointFault, FaultKind, GroupState, KafkaError, ResetStrategy};

fn all_topics() -> GroupOffsets {
    GroupOffsets::new(instance(), group("g"), Topics::AllOfGroup, None, &capabilities())
}

fn fault(body: &str) -> EndpointFault {
    outcome(reset(&ResetStrategy::Latest), body).unwrap_err()
}

fn error(code: &str, message: &str) -> String {
    format!(r#"{{"Response":{{"Error":{{"Code":"{code}","Message":"{message}"}},"RequestId":"r-2"}}}}"#)
}

#[test]
fn the_documented_answers_are_read() {
    let table = outcome(all_topics(), include_str!("../samples/v3/describe_group_offsets.json")).unwrap();
    let row = &table.partitions[&at("topic-test", 0)];
    assert_eq!((row.committed, row.log_end), (Some(offset(22_689_638)), Some(offset(207_927_929))));
    assert_eq!((row.log_start, row.error), (None, None));
    assert_eq!(row.lag(), Some(185_238_291));

    let call = GroupInfo::new(instance(), group("perf-consumer-97910"));
    let summary = outcome(call, include_str!("../samples/v3/describe_group_info.json")).unwrap();
    assert_eq!(summary.state, GroupState::Stable);
    let [member] = summary.members.as_slice() else { panic!("{summary:?}") };
    assert_eq!((member.client_id.as_str(), member.client_host.as_str()), ("consumer-1", "/10.53.88.65"));
    assert_eq!(member.assignment, [at("topic-test", 0)]);

    let call = ListGroups::new(instance(), &capabilities());
    assert_eq!(
        outcome(call, include_str!("../samples/v3/describe_group.json")),
        Ok(vec![GroupListing { group: group("test-group"), protocol_type: "consumer".to_owned() }])
    );

    // 2 of 12: the first page
    let call = ListTopics::new(instance(), &capabilities());
    let two =
        include_str!("../samples/v3/describe_topic.json").replace("\"TotalCount\": 12", "\"TotalCount\": 2");
    let listing = |name| TopicListing { topic: topic(name), partitions: None };
    assert_eq!(outcome(call, two), Ok(vec![listing("test1"), listing("test10")]));

    for sample in [
        include_str!("../samples/v3/describe_instances.json"),
        include_str!("../samples/v3/describe_instances_detail.json"),
    ] {
        let found = outcome(ListInstances::new(&capabilities()), sample).unwrap();
        assert!(!found.is_empty() && found.iter().all(|one| !one.name.is_empty()), "{found:?}");
    }

    let call = TopicPartitions::new(instance(), topic("test-sh"));
    let found = outcome(call, include_str!("../samples/v3/describe_topic_attributes.json")).unwrap();
    assert_eq!(found.partitions.len(), 1);
    assert_eq!(found.partitions[0].replicas, Some(2));

    for sample in [
        include_str!("../samples/v3/modify_group_offsets.json"),
        include_str!("../samples/v3/batch_modify_group_offsets.json"),
    ] {
        let answer = outcome(reset(&ResetStrategy::Latest), sample).unwrap();
        assert!(answer.rows.iter().all(|row| row.code.is_success()) && answer.rows.len() == 1, "{answer:?}");
    }
}

#[test]
fn offsets_beyond_2_to_the_53_and_numbers_as_text_are_read_exactly() {
    let body = r#"{"Response":{"Result":{"TotalCount":"1","TopicList":[{"Topic":"t","Partitions":[
        {"Partition":"0","Offset":9007199254740993,"ErrorCode":"0","LogEndOffset":"9223372036854775807"},
        {"Partition":1,"Offset":-1,"ErrorCode":0,"LogEndOffset":5},
        {"Partition":2,"Offset":null,"LogEndOffset":5},
        {"Partition":3,"Offset":4,"ErrorCode":15}]}]}}}"#;
    let table = outcome(all_topics(), body).unwrap();
    assert_eq!(table.partitions[&at("t", 0)].committed, Some(offset(9_007_199_254_740_993)));
    assert_eq!(table.partitions[&at("t", 0)].log_end, Some(offset(i64::MAX)));
    assert_eq!(table.partitions[&at("t", 1)].committed, None, "-1 is no commit, and not the offset 0");
    assert_eq!(table.partitions[&at("t", 2)].committed, None);
    assert_eq!(table.partitions[&at("t", 3)].error, Some(KafkaError::CoordinatorNotAvailable));
}

#[test]
fn a_group_is_refused_by_its_code_whatever_that_looks_like() {
    let read = |code: &str| {
        let body = format!(
            r#"{{"Response":{{"Result":[{{"ErrorCode":{code},"State":"Empty","Group":"g","Members":null}}]}}}}"#
        );
        outcome(GroupInfo::new(instance(), group("g")), body)
    };
    for fine in [r#""0""#, "0", r#""""#, "null"] {
        assert_eq!(read(fine).unwrap().state, GroupState::Empty, "{fine}");
    }
    assert_eq!(read(r#""69""#).unwrap().state, GroupState::Dead);
    assert_eq!(read(r#""30""#).unwrap_err().kind, FaultKind::NotAuthorized);
    assert_eq!(read(r#""Broken""#).unwrap_err().kind, FaultKind::Other);
}

#[test]
fn an_answer_of_the_other_version_says_what_it_says() {
    // A request of API 3.0 that was sent to an address of API 2.0, and the other way round
    let refused = fault(r#"{"code":4000,"codeDesc":"InvalidAction","message":"(9001)no such action"}"#);
    assert_eq!(refused.kind, FaultKind::UnknownAction);
    let refused = fault(&error("InvalidAction", "no such action"));
    assert_eq!(refused.kind, FaultKind::UnknownAction);
}

#[test]
fn every_code_has_its_kind() {
    for (code, kind) in [
        ("AuthFailure", FaultKind::SignatureMismatch),
        ("AuthFailure.SignatureFailure", FaultKind::SignatureMismatch),
        ("AuthFailure.InvalidAuthorization", FaultKind::SignatureMismatch),
        ("AuthFailure.SignatureExpire", FaultKind::ClockOrReplay),
        ("AuthFailure.SecretIdNotFound", FaultKind::UnknownKey),
        ("AuthFailure.InvalidSecretId", FaultKind::UnknownKey),
        ("AuthFailure.TokenFailure", FaultKind::BadToken),
        ("AuthFailure.UnauthorizedOperation", FaultKind::NotAuthorized),
        ("AuthFailure.MFAFailure", FaultKind::NotAuthorized),
        ("UnauthorizedOperation", FaultKind::NotAuthorized),
        ("UnauthorizedOperation.CamNoAuth", FaultKind::NotAuthorized),
        ("RequestLimitExceeded", FaultKind::Throttled),
        ("RequestLimitExceeded.UinLimitExceeded", FaultKind::Throttled),
        ("InvalidAction", FaultKind::UnknownAction),
        ("InvalidParameterValue.WrongAction", FaultKind::UnknownAction),
        ("NoSuchVersion", FaultKind::UnknownAction),
        ("InvalidParameter", FaultKind::BadParameter),
        ("InvalidParameter.TopicExist", FaultKind::BadParameter),
        ("InvalidParameterValue", FaultKind::BadParameter),
        ("InvalidParameterValue.NotAllowedEmpty", FaultKind::BadParameter),
        ("InvalidParameterValue.InstanceNotExist", FaultKind::InstanceNotFound),
        ("MissingParameter", FaultKind::BadParameter),
        ("UnknownParameter", FaultKind::BadParameter),
        ("UnsupportedRegion", FaultKind::BadParameter),
        ("RegionError", FaultKind::BadParameter),
        ("RequestSizeLimitExceeded", FaultKind::TooLarge),
        ("InternalError", FaultKind::Internal),
        ("ResourceUnavailable", FaultKind::Internal),
        ("ResourceUnavailable.KafkaStorageError", FaultKind::Internal),
        // What these mean for a reset, no page says
        ("FailedOperation", FaultKind::Other),
        ("OperationDenied", FaultKind::Other),
        ("OperationDenied.ResourceTaskPaused", FaultKind::Other),
        ("ResourceInUse", FaultKind::Other),
        ("ResourceNotFound", FaultKind::Other),
        ("LimitExceeded", FaultKind::Other),
        ("DryRunOperation", FaultKind::Other),
        ("", FaultKind::Other),
        ("Tomorrow.Unknown", FaultKind::Other),
    ] {
        let fault = fault(&error(code, "why"));
        assert_eq!((fault.kind, fault.raw_code.as_str()), (kind, code));
        assert_eq!(fault.raw_message, "why (RequestId r-2)");
    }
}

#[test]
fn only_a_refusal_says_that_nothing_was_written() {
    for (code, kind) in WORDS {
        assert_eq!(word_kind(code), *kind, "every entry can be reached");
        let refusal = [
            "AuthFailure",
            "Unauthorized",
            "IpIn",
            "IpNot",
            "RequestLimit",
            "RequestSize",
            "Action",
            "Invalid",
        ];
        let refusal = refusal.iter().chain(&["NoSuch", "Missing", "Region", "Unknown", "Unsupported"]);
        let mut refusal =
            refusal.chain(&["ResourceInUse.", "ResourceNotFound.", "ResourceUnavailable.Upstream"]);
        assert!(kind.write_may_have_happened() || refusal.any(|start| code.starts_with(start)), "{code}");
    }
    for code in [
        "FailedOperation",
        "InternalError",
        "InternalError.OutcomeUnknown",
        "ServiceUnavailable",
        "ResourceInUse",
    ] {
        assert!(fault(&error(code, "")).kind.write_may_have_happened(), "{code}");
    }
}

#[test]
fn what_is_missing_or_in_the_way_is_known_by_its_module_code_under_any_word() {
    for (module, kind) in [
        ("10006", FaultKind::InstanceNotFound),
        ("10012", FaultKind::TopicNotFound),
        ("10016", FaultKind::TopicNotFound),
        ("77777", FaultKind::Other),
    ] {
        assert_eq!(fault(&error("ResourceNotFound", &format!("({module})x"))).kind, kind);
    }
    for code in ["FailedOperation", "OperationDenied", "InvalidParameter"] {
        let fault = fault(&error(code, "(1049)消费分组不为空，不能进行消费重置"));
        assert_eq!(fault.kind, FaultKind::GroupNotEmpty);
        assert_eq!(fault.raw_code, format!("{code} (1049)"));
    }
}

#[test]
fn a_strange_error_is_still_an_error() {
    for body in [
        r#"{"Response":{"Error":{"Code":"FailedOperation"}}}"#,
        r#"{"Response":{"Error":{"Message":"m"}}}"#,
        r#"{"Response":{"Error":{},"Result":{"ReturnCode":"0"}}}"#,
        r#"{"Response":{"Result":{"ReturnCode":"0"},"Error":{"Code":null,"Message":null}}}"#,
        r#"{"Response":{"Result":{"ReturnCode":"0"},"Error":{"Code":17,"Message":["m"]}}}"#,
        r#"{"Response":{"Result":7,"Error":{"Code":"FailedOperation","Message":"m"}}}"#,
        r#"{"Response":{"Result":{"ReturnCode":{}},"Error":{"Code":"FailedOperation","Message":"m"}}}"#,
        r#"{"Response":{"Error":"text","Result":{"ReturnCode":"0"}}}"#,
    ] {
        assert!(fault(body).kind.write_may_have_happened(), "{body}");
    }
    let ok = r#"{"Response":{"Error":null,"Result":{"ReturnCode":"0"}}}"#;
    assert!(outcome(reset(&ResetStrategy::Latest), ok).is_ok(), "no error is no error");
}

#[test]
fn what_stops_in_the_middle_is_truncated_and_another_status_is_no_success() {
    let whole = include_str!("../samples/v3/modify_group_offsets.json").trim_end();
    for length in 1..whole.len() {
        let fault = outcome(reset(&ResetStrategy::Latest), &whole.as_bytes()[..length]).unwrap_err();
        assert_eq!(fault.kind, FaultKind::Truncated, "{length}");
    }
    let mut call = reset(&ResetStrategy::Latest);
    let outcome = crate::support::respond(&mut call, 500, whole).unwrap();
    assert_eq!(outcome.unwrap_err().kind, FaultKind::HttpStatus);
}
