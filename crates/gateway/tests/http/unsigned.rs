//! Unsigned requests: taken from this machine's own pages and programs, and from nowhere else.

use crate::support::{HOST, app, app_with, app_with_keys, console_request, foreign_request};
use axum::body::Body;
use ckafka_gateway::Peer;

const FORM: &str = "Action=ListInstance";

/// Sends the form with headers changed: an empty value takes a header away.
async fn with_headers(changes: &[(&'static str, &str)]) -> (i64, String) {
    let mut request = console_request().body(Body::from(FORM)).unwrap();
    for (name, value) in changes {
        request.headers_mut().remove(*name);
        if !value.is_empty() {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
    }
    let envelope = app().send(request).await.envelope();
    (envelope.code, envelope.message)
}

#[tokio::test]
async fn the_console_of_this_machine_needs_no_key() {
    assert_eq!(app().post(FORM).await.code(), 0);
    assert_eq!(
        with_headers(&[("origin", "http://127.0.0.1:8788"), ("sec-fetch-site", "same-origin")]).await.0,
        0
    );
}

#[tokio::test]
async fn a_development_server_of_this_machine_may_pass_requests_on() {
    // What `trunk serve` sends: the backend's host without port, and the browser's host in another header
    let changes =
        [("host", "127.0.0.1"), ("x-forwarded-host", "localhost:8080"), ("origin", "http://localhost:8080")];
    assert_eq!(with_headers(&changes).await.0, 0);
}

#[tokio::test]
async fn each_sign_of_a_foreign_caller_is_refused_with_a_sentence_that_names_it() {
    for (change, named) in [
        (("host", "rebind.example:8788"), "Host"),
        (("host", "gateway"), "Host"),
        (("origin", "https://evil.example"), "Origin"),
        (("origin", "null"), "Origin"),
        (("sec-fetch-site", "cross-site"), "Sec-Fetch-Site"),
        (("x-requested-with", ""), "X-Requested-With"),
        (("forwarded", "for=192.0.2.7"), "forwarded"),
        (("via", "1.1 proxy"), "via"),
        (("x-forwarded-for", "192.0.2.7"), "x-forwarded-for"),
        (("x-forwarded-host", "console.example"), "x-forwarded-host"),
    ] {
        let (code, message) = with_headers(&[change]).await;
        assert_eq!(code, 4101, "{change:?}: {message}");
        assert!(message.contains(named) && message.contains("sign the request"), "{change:?}: {message}");
    }
}

#[tokio::test]
async fn a_page_whose_name_was_made_to_resolve_to_this_machine_gets_nothing() {
    // DNS rebinding: to the browser everything is same-origin, only the names are foreign
    let (code, _) = with_headers(&[
        ("host", "attacker.example:8788"),
        ("origin", "http://attacker.example:8788"),
        ("sec-fetch-site", "same-origin"),
    ])
    .await;
    assert_eq!(code, 4101);
}

#[tokio::test]
async fn another_machine_gets_nothing_whatever_headers_it_sends() {
    let mut request = console_request().body(Body::from(FORM)).unwrap();
    request.extensions_mut().insert(Peer("192.0.2.7:50000".parse().unwrap()));
    assert_eq!(app().send(request).await.code(), 4101);
    let mut request = console_request().body(Body::from(FORM)).unwrap();
    request.extensions_mut().remove::<Peer>();
    assert_eq!(app().send(request).await.code(), 4101, "a caller that is not known is a foreign one");
}

#[tokio::test]
async fn an_unsigned_get_is_refused() {
    let request = axum::http::Request::get(format!("/v2/index.php?{FORM}"))
        .extension(Peer("127.0.0.1:50000".parse().unwrap()))
        .header("host", HOST)
        .header("x-requested-with", "ckafka-console");
    let envelope = app().send(request.body(Body::empty()).unwrap()).await.envelope();
    assert_eq!(envelope.code, 4101);
    assert!(envelope.message.contains("POST"), "{}", envelope.message);
}

#[tokio::test]
async fn a_preflight_is_answered_without_any_permission() {
    let request = foreign_request("OPTIONS", "/v2/index.php")
        .header("origin", "https://evil.example")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "x-requested-with");
    let answer = app().send(request.body(Body::empty()).unwrap()).await;
    assert_ne!(answer.code(), 0);
    assert!(!answer.headers.keys().any(|name| name.as_str().starts_with("access-control-")));
}

#[tokio::test]
async fn keys_leave_this_machine_its_way_in_unless_signatures_are_asked_of_everybody() {
    let keys = "[[key]]\nsecret_id = \"A\"\nsecret_key = \"s\"\n";
    assert_eq!(app_with_keys(keys).post(FORM).await.code(), 0);
    let file = crate::support::keys_file(keys);
    let strict = app_with(&["--keys", file.to_str().unwrap(), "--signed-only"], |_| {});
    let envelope = strict.post(FORM).await.envelope();
    assert_eq!(envelope.code, 4101);
    assert!(envelope.message.contains("signed requests only"), "{}", envelope.message);
}

#[tokio::test]
async fn nothing_reaches_the_cluster_for_a_caller_who_is_refused() {
    let app = app();
    let form =
        "Action=SetGroupOffsets&instanceId=ckafka-demo&group=billing&topics.0=orders&strategy=1&timestamp=-2";
    let request = foreign_request("POST", "/v2/index.php").header("x-requested-with", "x");
    assert_eq!(app.send(request.body(Body::from(form)).unwrap()).await.code(), 4101);
    assert!(app.fake.writes().is_empty());
}
