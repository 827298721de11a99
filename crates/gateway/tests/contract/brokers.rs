//! Every broker generation in use, by the versions of requests that it speaks.
//!
//! The embedded broker speaks all of these versions; the proxy before it offers only what the older one did, and
//! fails on anything else. The numbers are what running brokers of those releases answered to `ApiVersions`.

use crate::proxy::Proxy;
use crate::world::topic;
use crate::{admin, cluster, contract, upstream};
use ckafka_gateway::upstream::{OffsetUpstream, UpstreamError};
use kafka_protocol::messages::MetadataRequest;

/// ListOffsets, Metadata, OffsetCommit, OffsetFetch, FindCoordinator, DescribeGroups, ListGroups, ApiVersions.
const KEYS: [i16; 8] = [2, 3, 8, 9, 10, 15, 16, 18];
/// The highest versions of those; the lowest is 0.
const KAFKA_0_10_2: [i16; 8] = [1, 2, 2, 2, 0, 0, 0, 0];
const KAFKA_1_1: [i16; 8] = [2, 5, 3, 3, 1, 1, 1, 1];
const KAFKA_2_4: [i16; 8] = [5, 9, 8, 6, 3, 5, 3, 3];
const KAFKA_2_8: [i16; 8] = [6, 11, 8, 7, 3, 5, 4, 3];
/// What only the tests need to make topics, records and members: as the embedded broker has it.
const FOR_TESTS: [(i16, i16, i16); 8] =
    [(0, 3, 9), (11, 0, 7), (12, 0, 4), (13, 0, 5), (14, 0, 5), (19, 0, 7), (20, 0, 6), (21, 0, 2)];

async fn keeps_the_contract(highest: [i16; 8]) {
    let proxy = Proxy::start().await;
    let versions = KEYS.into_iter().zip(highest).map(|(key, highest)| (key, 0, highest));
    proxy.set_versions(versions.chain(FOR_TESTS).collect());
    let address = proxy.address.clone();
    contract::contract(&upstream(&address), &admin(&address), &|| cluster(&address)).await;

    let asked = proxy.take_requests::<MetadataRequest>();
    assert!(!asked.is_empty());
    for (version, request) in asked {
        // Before version 4, asking for a topic by name creates it.
        let by_name = request.topics.is_some_and(|topics| !topics.is_empty());
        assert!(!by_name || version >= 4, "version {version} asks by name");
        assert!(version < 4 || !request.allow_auto_topic_creation, "version {version} allows creation");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broker_like_kafka_0_10_2_keeps_the_contract() {
    keeps_the_contract(KAFKA_0_10_2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broker_like_kafka_1_1_keeps_the_contract() {
    keeps_the_contract(KAFKA_1_1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broker_like_kafka_2_4_keeps_the_contract() {
    keeps_the_contract(KAFKA_2_4).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broker_like_kafka_2_8_keeps_the_contract() {
    keeps_the_contract(KAFKA_2_8).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broker_that_is_too_old_is_refused_with_both_ranges_of_versions() {
    let proxy = Proxy::start().await;
    proxy.set_versions(vec![(3, 0, 0), (18, 0, 0)]);
    let refusal = upstream(&proxy.address).topic(&topic("orders.created")).await.unwrap_err();
    assert!(matches!(refusal, UpstreamError::Refused { .. }), "{refusal:?}");
    let told = refusal.to_string();
    assert!(told.contains("Metadata") && told.contains("0 to 0") && told.contains("1 to 12"), "{told}");
}
