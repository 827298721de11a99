//! Whatever is sent: an envelope comes back, and nothing reaches the cluster that the caller may not do.

use crate::fake::Write;
use crate::support::{App, Signing, app, app_with_keys, console_request, foreign_request, post_signed};
use axum::body::Body;
use ckafka_api::Params;
use proptest::collection::vec;
use proptest::prelude::*;

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

fn action() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "DescribeCapabilities",
        "GetGroupInfo",
        "GetGroupOffsets",
        "GetTopicAttributes",
        "ListGroup",
        "ListInstance",
        "ListTopic",
        "SetGroupOffset",
        "SetGroupOffsets",
        "SetPartitionOffsets",
        "setGroupOffsets",
        "DeleteTopic",
    ])
}

/// A parameter as a confused client may send it: a known name, perhaps misspelt, and a fitting or any value.
fn parameter() -> impl Strategy<Value = (String, String)> {
    let name = prop::sample::select(vec![
        "instanceId",
        "group",
        "group.0",
        "group.1",
        "group_0",
        "Group",
        "topics.0",
        "topics.1",
        "topics",
        "topics_0",
        "Topics.0",
        "topicName",
        "strategy",
        "shift",
        "timestamp",
        "Timestamp",
        "offset",
        "limit",
        "searchWord",
        "dryRun",
        "dryrun",
        "createGroup",
        "plan",
        "Token",
        "Nonce",
        "Signature",
        "SecretId",
        "RequestClient",
    ]);
    let value = prop_oneof![
        prop::sample::select(vec![
            "ckafka-demo",
            "billing",
            "orders-eu",
            "orders",
            "0",
            "1",
            "2",
            "-1",
            "-2",
            "9223372036854775807",
            "orders,0,5",
            "orders,0,5,none",
            "@orders",
            "",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ];
    (name.prop_map(str::to_owned), value)
}

fn form() -> impl Strategy<Value = String> {
    (action(), vec(parameter(), 0..8)).prop_map(|(action, given)| {
        let mut params = Params::new();
        params.push("Action", action);
        for (name, value) in given {
            params.push(name, value);
        }
        params.encode()
    })
}

/// Groups of the writes that reached the cluster.
fn written_groups(app: &App) -> Vec<String> {
    let groups = app.fake.writes().into_iter().map(|write| match write {
        Write::Reset(request, _) => request.group.to_string(),
        Write::Partitions(group, ..) => group.to_string(),
    });
    groups.collect()
}

proptest! {
    #[test]
    fn any_bytes_as_a_body_bring_an_envelope(body in vec(any::<u8>(), 0..400)) {
        let answer = block_on(app().send(console_request().body(Body::from(body)).unwrap()));
        prop_assert_eq!(answer.code(), 4000);
    }

    #[test]
    fn any_form_brings_an_envelope_from_this_machine(form in form()) {
        let answer = block_on(app().post(&form)).envelope();
        prop_assert!([0, 4000, 4104, 5000].contains(&answer.code), "{}: {}", answer.code, answer.message);
    }

    #[test]
    fn no_form_without_a_signature_reaches_the_cluster_from_elsewhere(form in form(), host in "[a-z.]{0,12}") {
        let app = app_with_keys("[[key]]\nsecret_id = \"A\"\nsecret_key = \"s\"\n");
        let mut request = foreign_request("POST", "/v2/index.php").header("x-requested-with", "x");
        request = request.header("x-forwarded-for", "127.0.0.1").header("x-forwarded-host", host);
        prop_assert_ne!(block_on(app.send(request.body(Body::from(form)).unwrap())).code(), 0);
        prop_assert!(app.fake.writes().is_empty());
    }

    #[test]
    fn a_key_never_moves_a_group_that_it_is_not_for(form in form()) {
        let app = app_with_keys("[[key]]\nsecret_id = \"A\"\nsecret_key = \"s\"\ngroups = [\"orders-*\"]\n");
        let signable = Params::parse(form.as_bytes()).is_ok_and(|params| {
            ["Timestamp", "Nonce", "SecretId", "SignatureMethod", "Token", "Signature"].iter().all(|name| params.get(name).is_none())
        });
        prop_assume!(signable);
        let _ = block_on(post_signed(&app, &Signing::by("A", "s"), &form)).code();
        for group in written_groups(&app) {
            prop_assert!(group.starts_with("orders-"), "{}", group);
        }
    }
}
