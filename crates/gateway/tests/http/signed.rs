//! Signed requests: key, signature, token, clock, nonce, and what the key may do.

use crate::support::{
    Answer, App, HOST, NOW, Signing, app_with, app_with_keys, foreign_request, keys_file, post_signed,
};
use axum::body::Body;
use ckafka_api::sign::v2::{self, Algorithm};
use ckafka_api::{Credential, Method, Params};

const KEYS: &str = r#"
[[key]]
secret_id = "AKIDall"
secret_key = "all-secret"

[[key]]
secret_id = "AKIDorders"
secret_key = "orders-secret"
groups = ["orders-*"]

[[key]]
secret_id = "AKIDreader"
secret_key = "reader-secret"
actions = ["Describe*", "Get*", "List*"]

[[key]]
secret_id = "AKIDelsewhere"
secret_key = "elsewhere-secret"
instances = ["ckafka-other"]

[[key]]
secret_id = "AKIDnothing"
secret_key = "nothing-secret"
groups = []

[[key]]
secret_id = "AKIDtemp"
secret_key = "temp-secret"
token = "temp-token"
"#;

const LIST: &str = "Action=ListGroup&instanceId=ckafka-demo&limit=100";
const RESET: &str =
    "Action=SetGroupOffsets&instanceId=ckafka-demo&group=billing&topics.0=orders&strategy=1&timestamp=-2";

fn all() -> Signing<'static> {
    Signing::by("AKIDall", "all-secret")
}

async fn get(app: &App, params: &Params) -> Answer {
    let target = format!("/v2/index.php?{}", params.encode());
    app.send(foreign_request("GET", &target).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_correctly_signed_request_is_taken_from_anywhere() {
    let app = app_with_keys(KEYS);
    assert_eq!(post_signed(&app, &all(), LIST).await.code(), 0);
    assert_eq!(post_signed(&app, &all(), RESET).await.code(), 0);
    assert_eq!(app.fake.writes().len(), 1);
}

#[tokio::test]
async fn a_signed_get_is_taken() {
    let app = app_with_keys(KEYS);
    let signing = Signing { method: Method::Get, ..all() };
    assert_eq!(get(&app, &signing.params(LIST)).await.code(), 0);
}

#[tokio::test]
async fn an_official_sdk_as_it_is_by_default_is_understood() {
    // GET, HmacSHA1, no SignatureMethod, RequestClient, the port in what is signed, the largest nonce
    let key = Credential::new("AKIDall", "all-secret", None).unwrap();
    let mut params = Params::parse(LIST.as_bytes()).unwrap();
    params.push("Timestamp", NOW.to_string());
    params.push("Nonce", "9223372036854775807");
    params.push("SecretId", "AKIDall");
    params.push("RequestClient", "SDK_PYTHON_2.0.15");
    params.push("Region", "ap-guangzhou");
    let target = v2::Target { method: Method::Get, host: HOST, path: "/v2/index.php" };
    let signature = v2::signature(&v2::string_to_sign(target, &params), Algorithm::HmacSha1, &key);
    params.push("Signature", signature);
    assert_eq!(get(&app_with_keys(KEYS), &params).await.code(), 0);
}

#[tokio::test]
async fn the_host_may_be_signed_as_sent_without_port_or_as_the_gateway_was_told() {
    let file = keys_file(KEYS);
    let app = app_with(&["--keys", file.to_str().unwrap(), "--signing-host", "kafka.example.com"], |_| {});
    for host in ["127.0.0.1:8788", "127.0.0.1", "kafka.example.com"] {
        assert_eq!(post_signed(&app, &Signing { host, ..all() }, LIST).await.code(), 0, "{host}");
    }
    assert_eq!(post_signed(&app, &Signing { host: "other.example.com", ..all() }, LIST).await.code(), 4100);
}

#[tokio::test]
async fn a_wrong_secret_and_an_unknown_key_are_told_apart() {
    let app = app_with_keys(KEYS);
    let wrong = post_signed(&app, &Signing::by("AKIDall", "wrong"), RESET).await.envelope();
    assert_eq!((wrong.code, wrong.code_desc.as_str()), (4100, "AuthFailure"));
    assert_eq!(post_signed(&app, &Signing::by("AKIDnobody", "x"), RESET).await.code(), 4104);
    assert!(app.fake.writes().is_empty());
}

#[tokio::test]
async fn a_signature_never_falls_back_to_the_way_in_of_this_machine() {
    let app = app_with_keys(KEYS);
    let form = Signing::by("AKIDall", "wrong").form(LIST);
    assert_eq!(app.post(&form).await.code(), 4100);
    assert_eq!(app.post(&format!("{LIST}&Signature=x")).await.code(), 4000);
    assert_eq!(app.post(&format!("{LIST}&SecretId=AKIDall")).await.code(), 4000);
}

#[tokio::test]
async fn a_request_that_was_changed_after_signing_is_refused() {
    let app = app_with_keys(KEYS);
    let form = all().form(RESET);
    for changed in [
        form.replace("group=billing", "group=orders-eu"),
        form.replace("topics.0=orders", "topics.0=payments"),
        form.replace("topics.0=orders&", ""),
        form.replace("timestamp=-2", "timestamp=-1"),
        format!("{form}&createGroup=1"),
    ] {
        assert_ne!(changed, form);
        let request = foreign_request("POST", "/v2/index.php").body(Body::from(changed)).unwrap();
        assert_eq!(app.send(request).await.code(), 4100);
    }
    assert!(app.fake.writes().is_empty());
}

#[tokio::test]
async fn a_list_of_topics_that_the_signature_cannot_tell_from_the_real_one_is_refused() {
    // In what is signed, `_` in a name becomes `.`: topics_0 has the signature of topics.0. Taken for an unknown
    // parameter it would leave no list at all, which means all topics
    let app = app_with_keys(KEYS);
    let form = all().form(RESET).replace("topics.0=", "topics_0=");
    let request = foreign_request("POST", "/v2/index.php").body(Body::from(form)).unwrap();
    assert_eq!(app.send(request).await.code(), 4000);
    assert!(app.fake.writes().is_empty());
}

#[tokio::test]
async fn a_request_signed_for_post_is_not_taken_by_get() {
    assert_eq!(get(&app_with_keys(KEYS), &all().params(LIST)).await.code(), 4100);
}

#[tokio::test]
async fn a_temporary_key_needs_its_token_and_a_permanent_one_has_none() {
    let app = app_with_keys(KEYS);
    let with = |id: &str, secret: &str, token: Option<&str>| Signing {
        key: Credential::new(id, secret, token.map(str::to_owned)).unwrap(),
        ..all()
    };
    assert_eq!(post_signed(&app, &with("AKIDtemp", "temp-secret", Some("temp-token")), LIST).await.code(), 0);
    assert_eq!(post_signed(&app, &with("AKIDtemp", "temp-secret", Some("wrong")), LIST).await.code(), 4105);
    assert_eq!(post_signed(&app, &with("AKIDtemp", "temp-secret", None), LIST).await.code(), 4105);
    assert_eq!(post_signed(&app, &with("AKIDall", "all-secret", Some("any")), LIST).await.code(), 4105);
}

#[tokio::test]
async fn the_clock_may_be_five_minutes_off_either_way_and_not_more() {
    let app = app_with_keys(KEYS);
    for time in [NOW - 300, NOW - 1, NOW + 1, NOW + 300] {
        assert_eq!(post_signed(&app, &Signing { time, ..all() }, LIST).await.code(), 0, "{time}");
    }
    for (time, words) in [(NOW - 360, "360 seconds behind"), (NOW + 360, "360 seconds ahead of")] {
        let envelope = post_signed(&app, &Signing { time, ..all() }, RESET).await.envelope();
        assert_eq!(envelope.code, 4500);
        assert!(envelope.message.contains(words), "{}", envelope.message);
        assert!(
            envelope.message.contains(&NOW.to_string()),
            "the gateway's time is said: {}",
            envelope.message
        );
    }
    assert!(app.fake.writes().is_empty());
}

#[tokio::test]
async fn a_nonce_works_once() {
    let app = app_with_keys(KEYS);
    let form = all().form(RESET);
    let send = || app.send(foreign_request("POST", "/v2/index.php").body(Body::from(form.clone())).unwrap());
    assert_eq!(send().await.code(), 0);
    assert_eq!(send().await.code(), 4500);
    assert_eq!(app.fake.writes().len(), 1, "the second one moved nothing");

    let again = Signing { nonce: 4_242, ..all() };
    assert_eq!(post_signed(&app, &again, LIST).await.code(), 0);
    assert_eq!(
        post_signed(&app, &Signing { time: NOW + 1, nonce: 4_242, ..all() }, RESET).await.code(),
        4500
    );
}

#[tokio::test]
async fn a_wrong_signature_uses_no_nonce_up() {
    let app = app_with_keys(KEYS);
    let right = all();
    let wrong =
        Signing { key: Credential::new("AKIDall", "wrong", None).unwrap(), nonce: right.nonce, ..all() };
    assert_eq!(post_signed(&app, &wrong, LIST).await.code(), 4100);
    assert_eq!(post_signed(&app, &right, LIST).await.code(), 0);
}

#[tokio::test]
async fn nonces_and_times_that_are_no_numbers_are_refused() {
    let app = app_with_keys(KEYS);
    for (name, value) in
        [("Nonce", "0"), ("Nonce", "-1"), ("Nonce", "abc"), ("Nonce", ""), ("Timestamp", "1.7e9")]
    {
        let key = Credential::new("AKIDall", "all-secret", None).unwrap();
        let mut params = Params::parse(LIST.as_bytes()).unwrap();
        for (common, usual) in [("Nonce", "77"), ("Timestamp", "1700000000"), ("SecretId", "AKIDall")] {
            params.push(common, if common == name { value } else { usual });
        }
        let target = v2::Target { method: Method::Post, host: HOST, path: "/v2/index.php" };
        let signature = v2::signature(&v2::string_to_sign(target, &params), Algorithm::HmacSha1, &key);
        params.push("Signature", signature);
        let request = foreign_request("POST", "/v2/index.php").body(Body::from(params.encode())).unwrap();
        let envelope = app.send(request).await.envelope();
        assert_eq!(envelope.code, 4000, "{name}={value}");
        assert!(envelope.message.contains(name), "{}", envelope.message);
    }
}

#[tokio::test]
async fn a_key_moves_only_the_groups_that_it_is_for() {
    let app = app_with_keys(KEYS);
    let orders = || Signing::by("AKIDorders", "orders-secret");
    assert_eq!(post_signed(&app, &orders(), &RESET.replace("billing", "orders-eu")).await.code(), 0);
    for form in [
        RESET.to_owned(),
        "Action=GetGroupInfo&instanceId=ckafka-demo&group.0=orders-eu&group.1=billing".to_owned(),
        "Action=GetGroupOffsets&instanceId=ckafka-demo&group=billing".to_owned(),
        "Action=SetPartitionOffsets&instanceId=ckafka-demo&group=billing&plan=orders,0,5".to_owned(),
        "Action=ListGroup&instanceId=ckafka-demo&group=billing".to_owned(),
    ] {
        let envelope = post_signed(&app, &orders(), &form).await.envelope();
        assert_eq!(envelope.code, 4103, "{form}");
        assert!(envelope.message.contains("\"billing\""), "{}", envelope.message);
    }
    assert_eq!(app.fake.writes().len(), 1);
}

#[tokio::test]
async fn a_key_sees_only_its_own_groups_and_instances() {
    let app = app_with_keys(KEYS);
    let seen = post_signed(&app, &Signing::by("AKIDorders", "orders-secret"), LIST).await;
    assert_eq!(seen.code(), 0);
    assert!(seen.text().contains("orders-eu") && seen.text().contains("orders-us"), "{}", seen.text());
    assert!(!seen.text().contains("billing") && seen.text().contains("\"totalCount\":2"), "{}", seen.text());

    let nothing = post_signed(&app, &Signing::by("AKIDnothing", "nothing-secret"), LIST).await;
    assert!(nothing.text().contains("\"totalCount\":0"), "{}", nothing.text());

    let elsewhere = || Signing::by("AKIDelsewhere", "elsewhere-secret");
    let instances = post_signed(&app, &elsewhere(), "Action=ListInstance").await;
    assert_eq!(instances.code(), 0);
    assert!(!instances.text().contains("ckafka-demo"), "{}", instances.text());
    assert_eq!(post_signed(&app, &elsewhere(), LIST).await.code(), 4103);
}

#[tokio::test]
async fn a_key_for_reading_moves_nothing() {
    let app = app_with_keys(KEYS);
    let reader = || Signing::by("AKIDreader", "reader-secret");
    assert_eq!(post_signed(&app, &reader(), LIST).await.code(), 0);
    for form in
        [RESET.to_owned(), format!("{RESET}&dryRun=1"), RESET.replace("SetGroupOffsets", "SetGroupOffset")]
    {
        let envelope = post_signed(&app, &reader(), &form).await.envelope();
        assert_eq!(envelope.code, 4101);
        assert!(envelope.message.contains("SetGroupOffsets"), "{}", envelope.message);
    }
    assert!(app.fake.writes().is_empty());
}
