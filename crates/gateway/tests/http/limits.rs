//! Limits: whatever is too large, too many or too slow gets an envelope, and the next request works.

use crate::fake::Mood;
use crate::support::{App, app, app_with_limits, console_request, foreign_request};
use axum::body::Body;
use bytes::Bytes;
use ckafka_gateway::Limits;
use std::time::Duration;

const LIST: &str = "Action=ListInstance";

async fn refused_as_too_large(app: &App, request: axum::http::Request<Body>) -> String {
    let envelope = app.send(request).await.envelope();
    assert_eq!(
        (envelope.code, envelope.code_desc.as_str()),
        (4000, "RequestTooLarge"),
        "{}",
        envelope.message
    );
    envelope.message
}

#[tokio::test]
async fn a_body_of_5_mib_is_refused_and_one_of_almost_4_is_read() {
    let app = app();
    let form = |size: usize| format!("{LIST}&pad={}", "x".repeat(size));
    let large = console_request().body(Body::from(form(5 * 1024 * 1024))).unwrap();
    let message = refused_as_too_large(&app, large).await;
    assert!(message.contains("4194304"), "{message}");
    assert_eq!(app.post(&form(4 * 1024 * 1024 - 64)).await.code(), 0);
}

#[tokio::test]
async fn headers_of_17_kib_are_refused() {
    let request = console_request().header("x-pad", "x".repeat(17 * 1024)).body(Body::from(LIST)).unwrap();
    refused_as_too_large(&app(), request).await;
}

#[tokio::test]
async fn a_query_of_33_kib_is_refused_with_the_way_out() {
    let target = format!("/v2/index.php?{LIST}&pad={}", "x".repeat(33 * 1024));
    let request = foreign_request("GET", &target).body(Body::empty()).unwrap();
    let message = refused_as_too_large(&app(), request).await;
    assert!(message.contains("POST"), "{message}");
}

#[tokio::test]
async fn more_than_a_thousand_topics_are_refused() {
    let app = app();
    let topics = |count: usize| -> String { (0..count).map(|n| format!("&topics.{n}=t{n}")).collect() };
    let form = "Action=GetGroupOffsets&instanceId=ckafka-demo&group=billing";
    assert_eq!(app.post(&format!("{form}{}", topics(1_000))).await.code(), 0);
    let request = console_request().body(Body::from(format!("{form}{}", topics(1_001)))).unwrap();
    let message = refused_as_too_large(&app, request).await;
    assert!(message.contains("1001") && message.contains("1000"), "{message}");
}

#[tokio::test]
async fn a_body_that_does_not_arrive_in_time_is_given_up() {
    let app = app_with_limits(Limits { read: Duration::from_millis(50), ..Limits::default() });
    let pieces = futures::stream::pending::<Result<Bytes, std::io::Error>>();
    let request = console_request().body(Body::from_stream(pieces)).unwrap();
    refused_as_too_large(&app, request).await;
}

#[tokio::test]
async fn a_body_that_breaks_off_is_never_carried_out() {
    let app = app();
    let form =
        "Action=SetGroupOffsets&instanceId=ckafka-demo&group=billing&topics.0=orders&strategy=1&timestamp=-2";
    let pieces: Vec<Result<Bytes, std::io::Error>> =
        vec![Ok(Bytes::from(form)), Err(std::io::ErrorKind::ConnectionReset.into())];
    let request = console_request().body(Body::from_stream(futures::stream::iter(pieces))).unwrap();
    assert_ne!(app.send(request).await.code(), 0);
    assert!(app.fake.writes().is_empty());
}

#[tokio::test(start_paused = true)]
async fn requests_beyond_the_concurrent_ones_wait_and_are_then_refused() {
    let app = app_with_limits(Limits { concurrent: 1, ..Limits::default() });
    app.fake.is(Mood::Hangs);
    let first = app.post("Action=ListGroup&instanceId=ckafka-demo");
    let second = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        app.post(LIST).await.envelope()
    };
    let (first, second) = tokio::join!(first, second);
    assert_eq!((second.code, second.code_desc.as_str()), (4400, "RequestLimitExceeded"));
    assert_eq!(first.code(), 6200, "the first one had its 30 seconds");
    assert_eq!(app.post(LIST).await.code(), 0, "and its turn is free again");
}

#[tokio::test]
async fn what_is_no_form_is_refused_by_name() {
    let json = console_request().body(Body::from(r#"{"Action":"ListInstance"}"#)).unwrap();
    let (mut parts, body) = json.into_parts();
    parts.headers.insert("content-type", "application/json".parse().unwrap());
    let envelope = app().send(axum::http::Request::from_parts(parts, body)).await.envelope();
    assert_eq!(envelope.code, 4000);
    assert!(envelope.message.contains("Content-Type"), "{}", envelope.message);

    let mut request = console_request().body(Body::from(LIST)).unwrap();
    *request.uri_mut() = "/v2/index.php?Action=ListGroup".parse().unwrap();
    let envelope = app().send(request).await.envelope();
    assert_eq!(envelope.code, 4000);
    assert!(envelope.message.contains("body"), "{}", envelope.message);

    let mut request = console_request().body(Body::from(LIST)).unwrap();
    *request.method_mut() = axum::http::Method::PUT;
    assert_eq!(app().send(request).await.code(), 4000);
}
