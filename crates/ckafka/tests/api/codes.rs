//! The table of codes, and what a write that ended with one of them may have done.

use crate::support::{group, instance, outcome, topic, topics};
use ckafka_api::{ApiError, CODES, ParameterError, Reset, code_entry};
use kafka_offsets::{EndpointFault, FaultKind, GroupState, ResetStrategy};

fn fault(body: impl AsRef<[u8]>) -> EndpointFault {
    let call = Reset::new(instance(), group("g"), topics(["orders"]), &ResetStrategy::Latest, false).unwrap();
    outcome(call, body).unwrap_err()
}

fn answer(code: i64, word: &str, message: &str) -> String {
    format!(r#"{{"code":{code},"codeDesc":"{word}","message":"{message}"}}"#)
}

#[test]
fn every_documented_code_has_its_kind() {
    for (code, word, message, kind) in [
        (4000, "InvalidParameter", "bad", FaultKind::BadParameter),
        (4000, "InvalidParameter", "(9003)bad", FaultKind::BadParameter),
        (4000, "InvalidParameter", "(1000)bad", FaultKind::BadParameter),
        (4000, "InvalidParameter", "(77777)a module code of tomorrow", FaultKind::BadParameter),
        (4000, "InvalidParameter", "(9001)no such interface", FaultKind::UnknownAction),
        (4000, "InvalidParameter", "(1049)消费分组不为空，不能进行消费重置", FaultKind::GroupNotEmpty),
        (4000, "InvalidParameter", "( 1049 ) not empty", FaultKind::GroupNotEmpty),
        (4000, "InvalidParameter", "(10012)no topic", FaultKind::TopicNotFound),
        (4000, "InvalidParameter", "(10016)being deleted", FaultKind::TopicNotFound),
        (4000, "RequestTooLarge", "5 MiB", FaultKind::TooLarge),
        (4100, "AuthFailure", "Authentication failed. SecretId does not exist", FaultKind::SignatureMismatch),
        (4101, "", "", FaultKind::NotAuthorized),
        (4102, "", "(10024)no", FaultKind::NotAuthorized),
        (4103, "", "", FaultKind::NotAuthorized),
        (4104, "", "", FaultKind::UnknownKey),
        (4105, "", "", FaultKind::BadToken),
        (4106, "", "", FaultKind::NotAuthorized),
        (4110, "", "", FaultKind::NotAuthorized),
        (4300, "", "", FaultKind::NotAuthorized),
        (4400, "", "", FaultKind::Throttled),
        (4500, "", "", FaultKind::ClockOrReplay),
        (4600, "", "", FaultKind::BadParameter),
        (5000, "", "(10006)no instance", FaultKind::InstanceNotFound),
        (5000, "GroupNotFound", "no group", FaultKind::GroupNotFound),
        (5000, "", "no idea what", FaultKind::Other),
        (5100, "", "(10003)database", FaultKind::Internal),
        (5100, "", "", FaultKind::Internal),
        (5200, "", "", FaultKind::Other),
        (5300, "", "", FaultKind::Other),
        (5500, "", "", FaultKind::Other),
        (6000, "InternalError", "", FaultKind::Internal),
        (6000, "OutcomeUnknown", "", FaultKind::OutcomeUnknown),
        (6100, "", "", FaultKind::UnknownAction),
        (6200, "", "", FaultKind::Internal),
        (6200, "UpstreamUnavailable", "", FaultKind::UpstreamUnavailable),
        (7777, "Tomorrow", "", FaultKind::Other),
        (-1, "", "", FaultKind::Other),
    ] {
        assert_eq!(fault(answer(code, word, message)).kind, kind, "{code} {word} {message}");
    }
}

#[test]
fn a_fault_keeps_code_and_message_as_received() {
    let refused = fault(answer(4000, "InvalidParameter", "(1049)消费分组不为空，不能进行消费重置"));
    assert_eq!(refused.raw_code, "4000 (1049)");
    assert_eq!(refused.raw_message, "消费分组不为空，不能进行消费重置");
    assert_eq!(fault(answer(6200, "UpstreamUnavailable", "x")).raw_code, "6200 UpstreamUnavailable");
    assert_eq!(fault(answer(4400, "Success", "slow (down)")).raw_code, "4400");
    assert_eq!(fault(answer(4400, "", "(not a number) slow")).raw_message, "(not a number) slow");
}

/// Codes that the API documents as a refusal before anything is done; no other code may claim that nothing happened.
#[test]
fn only_a_refusal_before_the_work_says_that_nothing_was_written() {
    const REFUSALS: [i64; 15] =
        [4000, 4100, 4101, 4102, 4103, 4104, 4105, 4106, 4110, 4300, 4400, 4500, 4600, 6100, 5000];
    for entry in CODES {
        let says_nothing_happened = !entry.kind.write_may_have_happened();
        let may_say_so = REFUSALS.contains(&entry.code) || entry.word == Some("UpstreamUnavailable");
        assert!(may_say_so || !says_nothing_happened, "{entry:?}");
    }
    for code in [5100, 5400, 6000, 6200, 9999] {
        assert!(fault(answer(code, "", "")).kind.write_may_have_happened(), "{code}");
    }
    assert!(
        fault(answer(5000, "", "")).kind.write_may_have_happened(),
        "which resource, and when, is not said"
    );
    // The word counts only with its own code
    assert!(fault(answer(6000, "UpstreamUnavailable", "")).kind.write_may_have_happened());
    assert!(fault(answer(5100, "GroupNotFound", "")).kind.write_may_have_happened());
}

#[test]
fn every_entry_of_the_table_is_complete_and_can_be_reached() {
    for entry in CODES {
        assert_eq!(code_entry(entry.code, entry.module, entry.word.unwrap_or("")), Some(entry));
        assert_eq!(entry.retryable, entry.kind.retryable() || entry.code == 4400, "{entry:?}");
        for text in [entry.meaning, entry.next_step] {
            assert!(!text.is_empty() && !text.ends_with('.') && !text.contains('\n'), "{entry:?}");
        }
    }
    assert_eq!(code_entry(7777, None, ""), None);
}

#[test]
fn our_own_failures_are_understood_as_what_they_are() {
    let name = || "x".to_owned();
    let missing = ParameterError::Missing { name: "shift", way_out: "send it".to_owned() };
    for (error, code, kind) in [
        (ApiError::BadParameter(missing), "4000 InvalidParameter", FaultKind::BadParameter),
        (ApiError::UnknownAction(name()), "4000 (9001)", FaultKind::UnknownAction),
        (
            ApiError::GroupNotEmpty { group: group("g"), state: GroupState::Stable, members: 2 },
            "4000 (1049)",
            FaultKind::GroupNotEmpty,
        ),
        (ApiError::GroupNotFound(group("g")), "5000 GroupNotFound", FaultKind::GroupNotFound),
        (ApiError::InstanceNotFound(name()), "5000 (10006)", FaultKind::InstanceNotFound),
        (ApiError::TopicNotFound(topic("t")), "4000 (10012)", FaultKind::TopicNotFound),
        (ApiError::NothingCommitted(group("g")), "4000 NothingCommitted", FaultKind::BadParameter),
        (ApiError::TooLarge(name()), "4000 RequestTooLarge", FaultKind::TooLarge),
        (ApiError::SignatureMismatch(name()), "4100 AuthFailure", FaultKind::SignatureMismatch),
        (ApiError::NotAuthorized(name()), "4101 Unauthorized", FaultKind::NotAuthorized),
        (ApiError::ResourceNotAuthorized(name()), "4103 UnauthorizedResource", FaultKind::NotAuthorized),
        (ApiError::UnknownKey, "4104 SecretIdNotFound", FaultKind::UnknownKey),
        (ApiError::BadToken, "4105 TokenFailure", FaultKind::BadToken),
        (ApiError::Throttled(name()), "4400 RequestLimitExceeded", FaultKind::Throttled),
        (ApiError::ClockOrReplay(name()), "4500 ReplayOrExpired", FaultKind::ClockOrReplay),
        (ApiError::OutcomeUnknown(name()), "6000 OutcomeUnknown", FaultKind::OutcomeUnknown),
        (ApiError::Internal(name()), "6000 InternalError", FaultKind::Internal),
        (ApiError::UpstreamUnavailable(name()), "6200 UpstreamUnavailable", FaultKind::UpstreamUnavailable),
    ] {
        let understood = fault(error.encode());
        assert_eq!((understood.kind, understood.raw_code.as_str()), (kind, code));
        assert_eq!(understood.raw_message, error.to_string());
        assert_eq!(
            understood.kind.write_may_have_happened(),
            error.code() == 6000 || matches!(error, ApiError::ClockOrReplay(_)),
            "only 6000, and a nonce that was refused, leave open whether anything was written: {error:?}"
        );
    }
}

#[test]
fn a_live_group_is_refused_with_its_state_and_members() {
    let error = ApiError::GroupNotEmpty { group: group("billing"), state: GroupState::Stable, members: 2 };
    assert_eq!(
        String::from_utf8(error.encode()).unwrap(),
        r#"{"code":4000,"codeDesc":"GroupNotEmpty","message":"(1049)group \"billing\" is Stable with 2 members; only an Empty group can be reset: stop its consumers first"}"#
    );
}
