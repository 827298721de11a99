//! What every upstream promises, run against the embedded broker and against a real Apache Kafka.
//!
//! The real one needs the cargo feature `real-kafka` and `KAFKA_BOOTSTRAP` (`HOST:PORT`); without the variable the
//! test fails, it is never skipped. `faults` puts a proxy between gateway and broker that breaks connections.
#![cfg(feature = "demo")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "helpers of tests stand outside #[test] functions, run natively, and a failing helper is a failing test"
)]

mod brokers;
mod contract;
mod faults;
mod proxy;
#[cfg(feature = "real-kafka")]
mod real;
mod routes;
mod shop;
mod versions;
mod world;

use ckafka_gateway::kafka::admin::Admin;
use ckafka_gateway::kafka::{Address, Cluster, ClusterOptions, KafkaUpstream, Plaintext};
use ckafka_gateway::upstream::InstanceSummary;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn the_embedded_broker_keeps_the_contract() {
    let address = embedded_broker();
    contract::contract(&upstream(&address), &admin(&address), &|| cluster(&address)).await;
}

#[cfg(feature = "real-kafka")]
#[tokio::test(flavor = "multi_thread")]
async fn a_real_kafka_keeps_the_contract() {
    let address = real::bootstrap();
    contract::contract(&upstream(&address), &admin(&address), &|| cluster(&address)).await;
}

/// A broker of its own for the test that asks.
fn embedded_broker() -> Address {
    let address = noida::kafka::spawn("127.0.0.1:0").expect("a free port on the loopback interface");
    address.to_string().parse().expect("an address")
}

fn cluster(address: &Address) -> Cluster {
    Cluster::new(ClusterOptions::new(vec![address.clone()]), Box::new(Plaintext))
}

/// With long limits: making a thousand partitions takes a real Kafka several seconds, and a busy machine longer.
fn admin(address: &Address) -> Admin {
    let limit = Duration::from_secs(60);
    let options = ClusterOptions {
        connect_limit: limit,
        answer_limit: limit,
        ..ClusterOptions::new(vec![address.clone()])
    };
    Admin::new(Cluster::new(options, Box::new(Plaintext)))
}

fn upstream(address: &Address) -> KafkaUpstream {
    let instance = InstanceSummary { id: "ckafka-test".to_owned(), name: "Test".to_owned() };
    KafkaUpstream::new(instance, cluster(address))
}
