//! Failures: each with its own code, and "nothing happened" never mixed up with "unknown".

use crate::fake::{Mood, group, topic};
use crate::support::{App, app, app_with_limits};
use ckafka_gateway::Limits;
use ckafka_gateway::upstream::UpstreamError;
use kafka_offsets::{GroupMember, GroupState, KafkaError};
use std::time::Duration;

const READ: &str = "Action=GetGroupInfo&instanceId=ckafka-demo&group.0=billing";
const WRITE: &str =
    "Action=SetGroupOffsets&instanceId=ckafka-demo&group=billing&topics.0=orders&strategy=1&timestamp=-2";

async fn fails(app: &App, error: UpstreamError, form: &str) -> (i64, String, String) {
    app.fake.is(Mood::Fails(error));
    let envelope = app.post(form).await.envelope();
    (envelope.code, envelope.code_desc, envelope.message)
}

#[tokio::test]
async fn every_failure_of_the_cluster_has_its_code() {
    let app = app();
    let member = GroupMember {
        member_id: "m-1".to_owned(),
        client_id: "c".to_owned(),
        client_host: "/10.0.0.1".to_owned(),
        assignment: Vec::new(),
    };
    let live = UpstreamError::GroupNotEmpty {
        group: group("billing"),
        state: GroupState::Stable,
        members: vec![member],
    };
    for (error, code, word_or_module) in [
        (live, 4000, "(1049)"),
        (UpstreamError::GroupNotFound(group("billing")), 5000, "GroupNotFound"),
        (UpstreamError::InstanceNotFound("x".to_owned()), 5000, "(10006)"),
        (UpstreamError::TopicNotFound(topic("orders")), 4000, "(10012)"),
        (UpstreamError::NothingCommitted(group("billing")), 4000, "NothingCommitted"),
        (UpstreamError::Unavailable("connection refused".to_owned()), 6200, "UpstreamUnavailable"),
        (UpstreamError::OutcomeUnknown("connection lost".to_owned()), 6000, "OutcomeUnknown"),
        (UpstreamError::Internal("an answer without brokers".to_owned()), 6000, "InternalError"),
    ] {
        let (found, word, message) = fails(&app, error.clone(), WRITE).await;
        assert_eq!(found, code, "{error:?}");
        let told = message.starts_with(word_or_module) || word == word_or_module;
        assert!(told, "{error:?}: {word} {message}");
    }
}

#[tokio::test]
async fn a_live_group_is_named_with_its_state_and_members() {
    let app = app();
    let live = UpstreamError::GroupNotEmpty {
        group: group("billing"),
        state: GroupState::Stable,
        members: Vec::new(),
    };
    let (_, _, message) = fails(&app, live, WRITE).await;
    assert!(message.contains("billing") && message.contains("Stable"), "{message}");
}

#[tokio::test]
async fn what_the_cluster_forbids_is_not_an_outage() {
    let refused = |code| UpstreamError::Refused { doing: "listing groups".to_owned(), code };
    let (code, _, _) = fails(&app(), refused(KafkaError::GroupAuthorizationFailed), READ).await;
    assert_eq!(code, 4103);
    let (code, _, _) = fails(&app(), refused(KafkaError::UnsupportedVersion), READ).await;
    assert_eq!(code, 6000);
}

#[tokio::test]
async fn an_instance_and_an_action_that_are_not_here_are_told_apart() {
    let instance = app().post("Action=ListGroup&instanceId=ckafka-other").await.envelope();
    assert_eq!(instance.code, 5000);
    assert!(instance.message.starts_with("(10006)") && instance.message.contains("ckafka-other"));
    let action = app().post("Action=DeleteTopic&instanceId=ckafka-demo").await.envelope();
    assert_eq!(action.code, 4000);
    assert!(action.message.starts_with("(9001)") && action.message.contains("DeleteTopic"));
}

#[tokio::test]
async fn a_read_that_panics_is_an_internal_error_and_the_gateway_lives() {
    let app = app();
    app.fake.is(Mood::Panics);
    let envelope = app.post(READ).await.envelope();
    assert_eq!((envelope.code, envelope.code_desc.as_str()), (6000, "InternalError"));
    app.fake.is(Mood::Answers);
    assert_eq!(app.post(READ).await.code(), 0);
}

#[tokio::test]
async fn a_write_that_panics_has_an_unknown_outcome_and_a_dry_run_has_not() {
    let app = app();
    app.fake.is(Mood::Panics);
    let write = app.post(WRITE).await.envelope();
    assert_eq!((write.code, write.code_desc.as_str()), (6000, "OutcomeUnknown"));
    let dry = app.post(&format!("{WRITE}&dryRun=1")).await.envelope();
    assert_eq!((dry.code, dry.code_desc.as_str()), (6000, "InternalError"));
}

#[tokio::test]
async fn a_write_that_takes_too_long_has_an_unknown_outcome_and_a_read_is_just_late() {
    let app = app_with_limits(Limits { total: Duration::from_millis(50), ..Limits::default() });
    app.fake.is(Mood::Hangs);
    let write = app.post(WRITE).await.envelope();
    assert_eq!((write.code, write.code_desc.as_str()), (6000, "OutcomeUnknown"));
    assert!(write.message.contains("read the offsets"), "{}", write.message);
    let read = app.post(READ).await.envelope();
    assert_eq!((read.code, read.code_desc.as_str()), (6200, "UpstreamUnavailable"));
}
