//! An endpoint with several instances, of which one can do more than the other.

use crate::command::{Machine, rows};
use crate::world::{Gateway, World};
use ckafka_gateway::tencent::{Api, Given, Settings, TencentUpstream};
use ckafka_gateway::upstream::InstanceSummary;
use ckafka_gateway::{Instance, system_clock};
use std::sync::Arc;

/// A cluster, and beside it an instance of the cloud, which is not there and could move no single partitions if it were.
fn cluster_and_cloud() -> World {
    let given = Given {
        api: Api::V2,
        region: Some("ap-guangzhou"),
        endpoint: Some("http://127.0.0.1:9/v2/index.php"),
        signing_host: None,
        key: None,
    };
    let settings = Settings::read(given, |_| Some("x".to_owned())).unwrap();
    let summary = InstanceSummary { id: "cloud".to_owned(), name: String::new() };
    let upstream = TencentUpstream::new(summary, "ckafka-1".parse().unwrap(), settings, system_clock);
    let beside = vec![Instance { upstream: Arc::new(upstream), production: true }];
    let world = World::with(&Gateway { beside, ..Gateway::default() });
    world.topic("orders", &[(10, 100), (0, 9)]);
    world.commit("billing", &[("orders", 0, 50)]);
    world
}

#[test]
fn an_instance_is_asked_what_it_can_do_itself() {
    let world = cluster_and_cloud();
    let machine = Machine::new(&world);
    let plan = machine
        .plan("--group billing --topic orders:0 --to-time 2023-11-14T22:14:00Z --instance ckafka-test");
    // Neither would be possible with what the other one can do
    assert_eq!(rows(&plan["plan"]["plan"]["rows"], "target"), ["orders/0 40"]);
    assert_eq!(plan["plan"]["plan"]["resolution"], "here");
    assert_eq!(plan["review"]["risk"], "low", "the other one is a production instance, this one is not");
}

#[test]
fn without_a_name_none_is_taken() {
    let world = cluster_and_cloud();
    let ran = Machine::new(&world).run("plan --group billing --topic orders --to-earliest");
    ran.says(2, &["--instance", "ckafka-test, cloud"]);
}

#[test]
fn an_instance_that_cannot_be_reached_is_no_other_one() {
    let world = cluster_and_cloud();
    let ran = Machine::new(&world).run("plan --group billing --topic orders --to-latest --instance cloud");
    assert_ne!(ran.code, 0, "{ran:?}");
    assert!(ran.stderr.contains("cannot reach"), "{ran:?}");
}
