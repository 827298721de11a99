//! The demo cluster: what a first look at it finds, and that it starts and stops cleanly.

use crate::upstream;
use crate::world::{request, selection, topic};
use ckafka_gateway::demo::{self, DemoOptions};
use ckafka_gateway::kafka::KafkaUpstream;
use ckafka_gateway::upstream::{OffsetUpstream, ReadTopics, UpstreamError};
use kafka_offsets::{GroupId, GroupState, OffsetSnapshot, ResetStrategy};
use std::time::Duration;

async fn snapshot(upstream: &KafkaUpstream, group: &str, name: &str) -> OffsetSnapshot {
    let topics = ReadTopics::Named(selection([&topic(name)]));
    upstream.snapshot(&group.parse().unwrap(), &topics, None).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_has_idle_groups_with_and_without_lag_and_gaps_and_one_live_group() {
    let demo = demo::start(DemoOptions { still: true }).await.unwrap();
    let upstream = upstream(&demo.address().to_string().parse().unwrap());

    let lag = |snapshot: &OffsetSnapshot| -> Vec<Option<u64>> {
        snapshot.partitions.values().map(|p| p.lag()).collect()
    };
    let behind = lag(&snapshot(&upstream, "billing-reconciler", "orders.created").await);
    assert!(behind.len() == 12 && behind.iter().all(|lag| lag.is_some_and(|lag| lag > 0)), "{behind:?}");
    let caught_up = lag(&snapshot(&upstream, "search-indexer", "orders.created").await);
    assert_eq!(caught_up, [Some(0); 12]);
    let partly = lag(&snapshot(&upstream, "warehouse-sync", "orders.created").await);
    assert_eq!(partly.iter().filter(|lag| lag.is_none()).count(), 4, "{partly:?}");
    let passed = snapshot(&upstream, "refund-worker", "refunds.v2").await;
    assert!(passed.partitions.values().any(|p| p.committed < p.log_start), "{passed:?}");
    let large = snapshot(&upstream, "analytics-loader", "inventory.levels").await;
    assert_eq!(large.partitions.len(), 1_000);

    let live: GroupId = "fraud-detector".parse().unwrap();
    let latest = request(&live, [&topic("orders.paid")], ResetStrategy::Latest);
    let refusal = upstream.reset(&latest, false).await;
    assert!(matches!(refusal, Err(UpstreamError::GroupNotEmpty { .. })), "{refusal:?}");
    demo.stop().await;
    assert_eq!(upstream.describe_group(&live).await.unwrap().state, GroupState::Empty);
}

#[tokio::test(flavor = "multi_thread")]
async fn records_keep_coming_in_unless_the_demo_is_still() {
    let end = async |upstream: &KafkaUpstream| -> i64 {
        let snapshot = snapshot(upstream, "billing-reconciler", "orders.created").await;
        snapshot.partitions.values().map(|p| p.log_end.unwrap().get()).sum()
    };
    let moving = demo::start(DemoOptions::default()).await.unwrap();
    let still = demo::start(DemoOptions { still: true }).await.unwrap();
    let upstreams = [&moving, &still].map(|demo| upstream(&demo.address().to_string().parse().unwrap()));
    let begun = [end(&upstreams[0]).await, end(&upstreams[1]).await];
    for _ in 0..100 {
        if end(&upstreams[0]).await > begun[0] {
            break;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert!(end(&upstreams[0]).await > begun[0], "no record came in for 20 s");
    assert_eq!(end(&upstreams[1]).await, begun[1]);
    moving.stop().await;
    still.stop().await;
}
