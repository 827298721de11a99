//! Every documented error, in both versions: what is done to a request, and exactly which code that brings.

use crate::fake::Mood;
use crate::support::{App, NOW, Signing, app_with_keys, app_with_limits, post_signed};
use crate::v3::{Sdk, code, sdk};
use ckafka_api::Credential;
use ckafka_gateway::Limits;
use ckafka_gateway::upstream::UpstreamError;

const OPERATING: &str = include_str!("../../../../docs/OPERATING.md");

const API: &str = include_str!("../../../../docs/API.md");

const KEYS: &str = r#"
[[key]]
secret_id = "A"
secret_key = "s"

[[key]]
secret_id = "temporary"
secret_key = "s"
token = "token"

[[key]]
secret_id = "reader"
secret_key = "s"
actions = ["Describe*", "Get*", "List*"]
groups = ["orders-*"]
"#;

/// Who signs, and how.
#[derive(Clone, Copy)]
struct Who {
    id: &'static str,
    secret: &'static str,
    token: Option<&'static str>,
    /// Seconds that its clock is ahead.
    ahead: i64,
}

const A: Who = Who { id: "A", secret: "s", token: None, ahead: 0 };

impl Who {
    fn time(self) -> u64 {
        NOW.checked_add_signed(self.ahead).unwrap()
    }

    async fn v2(self, app: &App, form: &str) -> (i64, String, String) {
        let key = Credential::new(self.id, self.secret, self.token.map(str::to_owned)).unwrap();
        let signing = Signing { key, time: self.time(), ..Signing::by("x", "x") };
        let envelope = post_signed(app, &signing, form).await.envelope();
        (envelope.code, envelope.code_desc, envelope.message)
    }

    async fn v3(self, app: &App, action: &str, body: &str) -> (String, String) {
        let sdk = Sdk { time: self.time(), token: self.token, ..sdk(self.id, self.secret, action) };
        let response = sdk.post(app, body).await;
        let message = response["Error"]["Message"].as_str().unwrap_or("").to_owned();
        (code(&response).to_owned(), message)
    }
}

/// The same fault in both versions.
struct Case {
    who: Who,
    mood: Mood,
    form: &'static str,
    action: &'static str,
    body: &'static str,
    /// `code`, `codeDesc`, and what the message begins with.
    v2: (i64, &'static str, &'static str),
    v3: &'static str,
}

const RESET: &str =
    "Action=SetGroupOffsets&instanceId=ckafka-demo&group=billing&topics.0=orders&strategy=1&timestamp=-2";
const MODIFY: &str =
    r#"{"InstanceId":"ckafka-demo","Group":"billing","Topics":["orders"],"Strategy":1,"ShiftTimestamp":-2}"#;

fn reset(who: Who, v2: (i64, &'static str, &'static str), v3: &'static str) -> Case {
    Case { who, mood: Mood::Answers, form: RESET, action: "ModifyGroupOffsets", body: MODIFY, v2, v3 }
}

fn cases() -> Vec<Case> {
    let expired = (4500, "ReplayOrExpired", "Timestamp ");
    vec![
        reset(Who { secret: "other", ..A }, (4100, "AuthFailure", ""), "AuthFailure.SignatureFailure"),
        reset(Who { id: "nobody", ..A }, (4104, "SecretIdNotFound", ""), "AuthFailure.SecretIdNotFound"),
        reset(Who { token: Some("x"), ..A }, (4105, "TokenFailure", ""), "AuthFailure.TokenFailure"),
        reset(Who { id: "temporary", ..A }, (4105, "TokenFailure", ""), "AuthFailure.TokenFailure"),
        reset(
            Who { id: "temporary", token: Some("old"), ..A },
            (4105, "TokenFailure", ""),
            "AuthFailure.TokenFailure",
        ),
        reset(Who { ahead: -600, ..A }, expired, "AuthFailure.SignatureExpire"),
        reset(Who { ahead: 600, ..A }, expired, "AuthFailure.SignatureExpire"),
        reset(Who { id: "reader", ..A }, (4101, "Unauthorized", ""), "UnauthorizedOperation"),
        Case {
            form: "Action=GetGroupOffsets&instanceId=ckafka-demo&group=billing",
            action: "DescribeGroupOffsets",
            body: r#"{"InstanceId":"ckafka-demo","Group":"billing"}"#,
            ..reset(Who { id: "reader", ..A }, (4103, "UnauthorizedResource", ""), "UnauthorizedOperation")
        },
        Case {
            form: "Action=DeleteTopic&instanceId=ckafka-demo",
            action: "DeleteTopic",
            body: r#"{"InstanceId":"ckafka-demo"}"#,
            ..reset(A, (4000, "InvalidAction", "(9001)"), "InvalidAction")
        },
        Case {
            form: "Action=ListGroup",
            action: "DescribeGroup",
            body: "{}",
            ..reset(A, (4000, "InvalidParameter", ""), "MissingParameter")
        },
        Case {
            form: "Action=ListGroup&InstanceId=ckafka-demo",
            action: "DescribeGroup",
            body: r#"{"instanceId":"ckafka-demo"}"#,
            ..reset(A, (4000, "InvalidParameter", ""), "UnknownParameter")
        },
        Case {
            form: "Action=ListGroup&instanceId=ckafka-demo&limit=-1",
            action: "DescribeGroup",
            body: r#"{"InstanceId":"ckafka-demo","Limit":-1}"#,
            ..reset(A, (4000, "InvalidParameter", ""), "InvalidParameterValue")
        },
        Case {
            form: "Action=ListGroup&instanceId=ckafka-gone",
            action: "DescribeGroup",
            body: r#"{"InstanceId":"ckafka-gone"}"#,
            ..reset(A, (5000, "InstanceNotFound", "(10006)"), "InvalidParameterValue.InstanceNotExist")
        },
        Case {
            form: "Action=GetTopicAttributes&instanceId=ckafka-demo&topicName=gone",
            action: "DescribeTopicAttributes",
            body: r#"{"InstanceId":"ckafka-demo","TopicName":"gone"}"#,
            ..reset(A, (4000, "TopicNotFound", "(10012)"), "ResourceNotFound.TopicNotFound")
        },
        Case {
            form: "Action=SetGroupOffsets&instanceId=ckafka-demo&group=live-cart&topics.0=orders&strategy=1&timestamp=-2",
            body: r#"{"InstanceId":"ckafka-demo","Group":"live-cart","Topics":["orders"],"Strategy":1,"ShiftTimestamp":-2}"#,
            ..reset(A, (4000, "GroupNotEmpty", "(1049)"), "ResourceInUse.GroupNotEmpty")
        },
        Case {
            form: "Action=SetGroupOffsets&instanceId=ckafka-demo&group=nobody&topics.0=orders&strategy=1&timestamp=-2",
            body: r#"{"InstanceId":"ckafka-demo","Group":"nobody","Topics":["orders"],"Strategy":1,"ShiftTimestamp":-2}"#,
            ..reset(A, (5000, "GroupNotFound", ""), "ResourceNotFound.GroupNotFound")
        },
        Case {
            mood: Mood::Fails(UpstreamError::Unavailable("down".to_owned())),
            ..reset(A, (6200, "UpstreamUnavailable", ""), "ResourceUnavailable.UpstreamUnavailable")
        },
        Case {
            mood: Mood::Fails(UpstreamError::OutcomeUnknown("cut".to_owned())),
            ..reset(A, (6000, "OutcomeUnknown", ""), "InternalError.OutcomeUnknown")
        },
        Case {
            mood: Mood::Fails(UpstreamError::Internal("nonsense".to_owned())),
            ..reset(A, (6000, "InternalError", ""), "InternalError")
        },
    ]
}

#[tokio::test]
async fn every_fault_has_its_documented_code_in_both_versions() {
    for case in cases() {
        // A gateway of its own for each, so that no signature came before
        let app = app_with_keys(KEYS);
        app.fake.is(case.mood);
        let (number, word, message) = case.who.v2(&app, case.form).await;
        let (expected, expected_word, beginning) = case.v2;
        assert_eq!((number, word.as_str()), (expected, expected_word), "{}: {message}", case.form);
        assert!(message.starts_with(beginning) && message.len() > 10, "{message}");
        let module = beginning.strip_suffix(')').map_or(String::new(), |module| format!(" {module})"));
        assert!(
            OPERATING.contains(&format!("| {number}{module} | `{word}` |")),
            "{number}{module} {word} is not in docs/OPERATING.md"
        );

        let (word, message) = case.who.v3(&app, case.action, case.body).await;
        assert_eq!(word, case.v3, "{}: {message}", case.body);
        assert!(message.len() > 10, "{message}");
        let documented = word.split_once('.').map_or_else(
            || API.contains(&format!("`{word}`")),
            |(_, rest)| API.contains(&format!("`{word}`")) || API.contains(&format!("`.{rest}`")),
        );
        assert!(documented, "{word} is not in docs/API.md");
        let sent = app.fake.writes().len();
        assert!(matches!(number, 6000 | 6200) || word.starts_with("Resource") || sent == 0, "{word}: {sent}");
    }
}

#[tokio::test]
async fn a_clock_within_five_minutes_is_taken_and_one_beyond_is_not() {
    let (form, body) = ("Action=ListGroup&instanceId=ckafka-demo", r#"{"InstanceId":"ckafka-demo"}"#);
    let app = app_with_keys(KEYS);
    for (minutes, taken) in [(-10, false), (-4, true), (4, true), (10, false)] {
        let who = Who { ahead: minutes * 60, ..A };
        let (number, _, message) = who.v2(&app, form).await;
        assert_eq!(number, if taken { 0 } else { 4500 }, "{minutes}: {message}");
        let (word, message_v3) = who.v3(&app, "DescribeGroup", body).await;
        assert_eq!(word, if taken { "none" } else { "AuthFailure.SignatureExpire" }, "{minutes}");
        if !taken {
            let direction = if minutes < 0 { "600 seconds behind" } else { "600 seconds ahead of" };
            assert!(message.contains(direction) && message_v3.contains(direction), "{message} {message_v3}");
        }
    }
}

#[tokio::test]
async fn the_same_signed_write_is_taken_once_in_both_versions() {
    let app = app_with_keys(KEYS);
    let signing = Signing { key: Credential::new("A", "s", None).unwrap(), ..Signing::by("x", "x") };
    assert_eq!(post_signed(&app, &signing, RESET).await.code(), 0);
    let again = post_signed(&app, &signing, RESET).await.envelope();
    assert_eq!((again.code, again.code_desc.as_str()), (4500, "ReplayOrExpired"));
    assert_eq!(app.fake.writes().len(), 1);
    let (word, _) = A.v3(&app, "ModifyGroupOffsets", MODIFY).await;
    assert_eq!(word, "FailedOperation.PartlySucceeded");
    let (word, _) = A.v3(&app, "ModifyGroupOffsets", MODIFY).await;
    assert_eq!(word, "AuthFailure.SignatureExpire");
    assert_eq!(app.fake.writes().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_crowd_is_told_to_wait_in_both_versions() {
    let limits = Limits { concurrent: 1, total: std::time::Duration::from_secs(1_000), ..Limits::default() };
    let app = app_with_limits(limits);
    app.fake.is(Mood::Hangs);
    let first = app.post("Action=ListGroup&instanceId=ckafka-demo");
    let others = async {
        tokio::task::yield_now().await;
        let second = app.post("Action=ListGroup&instanceId=ckafka-demo").await.envelope();
        let body = axum::body::Body::from(r#"{"InstanceId":"ckafka-demo"}"#);
        let mut request = crate::support::console_request().uri("/v3/").body(body).unwrap();
        request.headers_mut().insert("content-type", "application/json".parse().unwrap());
        request.headers_mut().insert("x-tc-action", "DescribeGroup".parse().unwrap());
        request.headers_mut().insert("x-tc-version", "2019-08-19".parse().unwrap());
        let third = crate::v3::read(&app.send(request).await);
        (second, code(&third).to_owned())
    };
    tokio::select! {
        _ = first => panic!("it hangs"),
        (second, third) = others => {
            assert_eq!((second.code, second.code_desc.as_str()), (4400, "RequestLimitExceeded"));
            assert_eq!(third, "RequestLimitExceeded");
        }
    }
}
