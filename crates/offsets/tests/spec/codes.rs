//! The table of Kafka's codes.

use kafka_offsets::{KafkaError, NextStep};
use std::collections::BTreeSet;

#[test]
fn every_code_from_minus_1_to_128_is_known_once_and_in_order() {
    let codes: Vec<i16> = KafkaError::ALL.iter().map(|error| error.code()).collect();
    assert_eq!(codes, (-1..=128).collect::<Vec<i16>>());
}

#[test]
fn number_and_error_are_turned_into_each_other_for_every_i16() {
    for code in i16::MIN..=i16::MAX {
        assert_eq!(KafkaError::from_code(code).code(), code);
    }
}

#[test]
fn an_unknown_code_is_kept_and_its_outcome_is_unknown() {
    let error = KafkaError::from_code(129);
    assert_eq!(error, KafkaError::Unknown(129));
    assert_eq!(error.name(), "UNKNOWN_CODE_129");
    assert_eq!(error.to_string(), "UNKNOWN_CODE_129 (129)");
    assert!(!error.retryable());
    assert!(error.outcome_unknown());
}

#[test]
fn names_are_kafkas_and_belong_to_one_code_each() {
    let names: BTreeSet<_> = KafkaError::ALL.iter().map(|error| error.name()).collect();
    assert_eq!(names.len(), KafkaError::ALL.len());
    for name in &names {
        assert!(name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_'), "{name}");
    }
    let named = [
        (-1, "UNKNOWN_SERVER_ERROR"),
        (0, "NONE"),
        (1, "OFFSET_OUT_OF_RANGE"),
        (3, "UNKNOWN_TOPIC_OR_PARTITION"),
        (5, "LEADER_NOT_AVAILABLE"),
        (6, "NOT_LEADER_OR_FOLLOWER"),
        (7, "REQUEST_TIMED_OUT"),
        (14, "COORDINATOR_LOAD_IN_PROGRESS"),
        (15, "COORDINATOR_NOT_AVAILABLE"),
        (16, "NOT_COORDINATOR"),
        (22, "ILLEGAL_GENERATION"),
        (24, "INVALID_GROUP_ID"),
        (25, "UNKNOWN_MEMBER_ID"),
        (27, "REBALANCE_IN_PROGRESS"),
        (28, "INVALID_COMMIT_OFFSET_SIZE"),
        (29, "TOPIC_AUTHORIZATION_FAILED"),
        (30, "GROUP_AUTHORIZATION_FAILED"),
        (35, "UNSUPPORTED_VERSION"),
        (43, "UNSUPPORTED_FOR_MESSAGE_FORMAT"),
        (68, "NON_EMPTY_GROUP"),
        (69, "GROUP_ID_NOT_FOUND"),
        (88, "UNSTABLE_OFFSET_COMMIT"),
        (89, "THROTTLING_QUOTA_EXCEEDED"),
        (99, "POSITION_OUT_OF_RANGE"),
        (110, "FENCED_MEMBER_EPOCH"),
        (113, "STALE_MEMBER_EPOCH"),
        (128, "INVALID_REGULAR_EXPRESSION"),
    ];
    for (code, name) in named {
        assert_eq!(KafkaError::from_code(code).name(), name);
    }
}

#[test]
fn every_meaning_is_one_line_without_a_full_stop() {
    for error in KafkaError::ALL {
        let meaning = error.meaning();
        assert!(
            !meaning.is_empty() && !meaning.contains('\n') && !meaning.ends_with('.'),
            "{error}: {meaning}"
        );
    }
}

#[test]
fn only_code_0_is_success_and_has_no_next_step() {
    assert!(KafkaError::NONE.is_success());
    for error in KafkaError::ALL {
        assert_eq!(error.is_success(), error.code() == 0, "{error}");
        assert_eq!(error.next_step() == NextStep::Nothing, error.code() == 0, "{error}");
    }
}

#[test]
fn the_next_step_fits_what_the_code_means_in_a_reset() {
    let steps = [
        (1, NextStep::ChooseAnotherStrategy),
        (3, NextStep::CheckTopic),
        (5, NextStep::TryAgain),
        (7, NextStep::ReadBack),
        (13, NextStep::ReadBack),
        (16, NextStep::TryAgain),
        (22, NextStep::PlanAgain),
        (24, NextStep::CheckGroup),
        (25, NextStep::StopConsumers),
        (27, NextStep::StopConsumers),
        (28, NextStep::SendLess),
        (29, NextStep::AskForPermission),
        (30, NextStep::AskForPermission),
        (35, NextStep::CheckBrokerVersion),
        (43, NextStep::ChooseAnotherStrategy),
        (56, NextStep::CheckCluster),
        (58, NextStep::CheckCredentials),
        (68, NextStep::StopConsumers),
        (69, NextStep::CheckGroup),
        (90, NextStep::ReportFault),
        (-1, NextStep::ReadBack),
    ];
    for (code, step) in steps {
        assert_eq!(KafkaError::from_code(code).next_step(), step, "{code}");
    }
}

#[test]
fn elections_and_moving_coordinators_pass_but_a_missing_topic_does_not() {
    for code in [5, 6, 7, 14, 15, 16, 74, 75, 78, 88, 89] {
        assert!(KafkaError::from_code(code).retryable(), "{code}");
    }
    for code in [0, 1, 3, 22, 25, 27, 29, 30, 35, 68, 69, 100] {
        assert!(!KafkaError::from_code(code).retryable(), "{code}");
    }
}

#[test]
fn a_write_whose_outcome_nobody_knows_is_read_back() {
    for code in [-1, 7, 13] {
        assert!(KafkaError::from_code(code).outcome_unknown(), "{code}");
    }
    for code in [0, 3, 16, 25, 29] {
        assert!(!KafkaError::from_code(code).outcome_unknown(), "{code}");
    }
}
