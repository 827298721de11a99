//! Both versions of the API from end to end: calls over HTTP to a gateway before a broker, signed, in each version.
//!
//! The caller is the upstream for the cloud, so this is also the gateway before a gateway.

use crate::world::{World, at, offset, request, selection, told};
use crate::{admin, cluster, embedded_broker, upstream};
use ckafka_gateway::args::Args;
use ckafka_gateway::tencent::{Api, Given, Settings, TencentUpstream};
use ckafka_gateway::upstream::{
    Expected, InstanceSummary, OffsetUpstream, PlanLine, ReadTopics, UpstreamError,
};
use ckafka_gateway::{AppState, Instance, Limits, serve, start, system_clock};
use clap::Parser;
use kafka_offsets::{KafkaError, ResetStrategy};
use std::sync::Arc;
use tokio::net::TcpListener;

/// A gateway on a port of its own, and who calls it in this version.
async fn caller(broker: &ckafka_gateway::kafka::Address, api: Api) -> TencentUpstream {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    std::fs::create_dir_all(&folder).unwrap();
    let keys = folder.join(format!("versions-{}.toml", address.port()));
    std::fs::write(&keys, "[[key]]\nsecret_id = \"AKIDversions\"\nsecret_key = \"s\"\n").unwrap();
    let args = Args::parse_from(["ckafka-gateway", "--signed-only", "--keys", keys.to_str().unwrap()]);
    let access = start::access(&args, &[address]).unwrap();
    let instance = Instance { upstream: Arc::new(upstream(broker)), production: false };
    let state = AppState::new(vec![instance], access, Limits::default());
    tokio::spawn(serve::serve(listener, state, std::future::pending()));

    let path = if api == Api::V2 { "v2/index.php" } else { "v3/" };
    let endpoint = format!("http://{address}/{path}");
    let given = Given { api, region: Some("any"), endpoint: Some(&endpoint), signing_host: None, key: None };
    let variable = |name: &str| match name {
        "TENCENTCLOUD_SECRET_ID" => Some("AKIDversions".to_owned()),
        "TENCENTCLOUD_SECRET_KEY" => Some("s".to_owned()),
        _ => None,
    };
    let settings = Settings::read(given, variable).unwrap();
    let summary = InstanceSummary { id: "ckafka-test".to_owned(), name: "Test".to_owned() };
    TencentUpstream::new(summary, "ckafka-test".parse().unwrap(), settings, system_clock)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_by_each_strategy_ends_where_it_should_in_both_versions() {
    let broker = embedded_broker();
    let (own, admin) = (upstream(&broker), admin(&broker));
    let cluster = || cluster(&broker);
    let world = World::new(&own, &admin, &cluster).await;
    for api in [Api::V3, Api::V2] {
        let caller = caller(&broker, api).await;
        for (number, (strategy, expected)) in [
            (ResetStrategy::Earliest, ["0 -> 10", "1 -> 10", "2 -> 0", "3 -> 60"]),
            (ResetStrategy::Latest, ["0 -> 100", "1 -> 100", "2 -> 0", "3 -> 100"]),
            (ResetStrategy::Timestamp(world.time(70)), ["0 -> 70", "1 -> 70", "2 -> 0", "3 -> 70"]),
            (ResetStrategy::Offset(offset(80)), ["0 -> 80", "1 -> 80", "2 -> 0", "3 -> 80"]),
        ]
        .into_iter()
        .enumerate()
        {
            let group = world.group(&format!("versions-{api:?}-{number}")).await;
            let reset = request(&group, [&world.orders], strategy.clone());
            let answer = caller.reset(&reset, false).await.unwrap();
            let rows: Vec<String> = answer.rows.iter().map(told).collect();
            assert_eq!(rows, expected, "{api:?} {strategy:?}");
            // And so says the broker itself
            let read = world.snapshot(&group, [&world.orders]).await;
            for row in &answer.rows {
                let place = at(&world.orders, row.partition.unwrap().get());
                assert_eq!(read.partitions[&place].committed, row.offset);
            }
        }
    }
    world.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn snapshots_lists_and_refusals_are_the_same_in_both_versions() {
    let broker = embedded_broker();
    let (own, admin) = (upstream(&broker), admin(&broker));
    let cluster = || cluster(&broker);
    let world = World::new(&own, &admin, &cluster).await;
    let group = world.group("versions").await;
    let nobody = world.new_group("versions-nobody");
    let missing = world.missing_topic();
    let named = ReadTopics::Named(selection([&world.orders, &world.second, &missing]));
    for api in [Api::V3, Api::V2] {
        let caller = caller(&broker, api).await;
        let read = caller.snapshot(&group, &named, None).await.unwrap();
        let mut expected = own.snapshot(&group, &named, None).await.unwrap();
        if api == Api::V3 {
            // It has no words for log starts
            expected.partitions.values_mut().for_each(|offsets| offsets.log_start = None);
        }
        assert_eq!(read.partitions, expected.partitions, "{api:?}");
        assert_eq!(read.failed_topics, [(missing.clone(), KafkaError::UnknownTopicOrPartition)].into());
        assert_eq!(read.group, expected.group);

        let groups = caller.list_groups().await.unwrap();
        assert_eq!(groups, own.list_groups().await.unwrap());
        let topics = |listed: Vec<ckafka_gateway::upstream::TopicListing>| {
            listed.into_iter().map(|found| found.topic).collect::<Vec<_>>()
        };
        assert_eq!(topics(caller.list_topics().await.unwrap()), topics(own.list_topics().await.unwrap()));
        assert_eq!(caller.topic(&world.large).await, own.topic(&world.large).await);
        assert_eq!(caller.topic(&missing).await, Err(UpstreamError::TopicNotFound(missing.clone())));

        let reset = request(&nobody, [&world.orders], ResetStrategy::Latest);
        assert_eq!(caller.reset(&reset, false).await, Err(UpstreamError::GroupNotFound(nobody.clone())));
    }
    world.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_over_several_topics_arrives_over_api_3() {
    let broker = embedded_broker();
    let (own, admin) = (upstream(&broker), admin(&broker));
    let cluster = || cluster(&broker);
    let world = World::new(&own, &admin, &cluster).await;
    let group = world.group("versions-plan").await;
    let line = |topic, partition, to| PlanLine {
        at: at(topic, partition),
        offset: offset(to),
        expected: Expected::Anything,
    };
    let mut lines = vec![line(&world.orders, 0, 30), line(&world.orders, 3, 99), line(&world.second, 0, 2)];
    lines.extend((0..crate::world::LARGE).map(|id| line(&world.large, id, 1)));
    let caller = caller(&broker, Api::V3).await;
    let answer = caller.reset_partitions(&group, &lines, false, false).await.unwrap();
    assert_eq!(answer.rows.len(), lines.len());
    assert!(answer.rows.iter().all(|row| row.code.is_success() && row.offset.is_some()));
    let read = world.snapshot(&group, [&world.orders, &world.second, &world.large]).await;
    for line in &lines {
        assert_eq!(read.partitions[&line.at].committed, Some(line.offset));
    }
    world.remove().await;
}
