//! More than one broker: each partition is asked of its leader, and groups are listed from everywhere.
//!
//! Two embedded brokers stand for one cluster. The proxy before the first answers for both which of them leads what.

use crate::proxy::{Proxy, answering};
use crate::world::{at, offset, request, selection, told, topic};
use crate::{admin, embedded_broker, upstream};
use bytes::Bytes;
use ckafka_gateway::kafka::Address;
use ckafka_gateway::kafka::admin::{Batch, NewTopic};
use ckafka_gateway::upstream::{OffsetUpstream, ReadTopics};
use kafka_offsets::{GroupId, KafkaError, ResetStrategy, Timestamp, TopicName};
use kafka_protocol::messages::metadata_response::{
    MetadataResponseBroker, MetadataResponsePartition, MetadataResponseTopic,
};
use kafka_protocol::messages::{BrokerId, MetadataRequest, MetadataResponse, TopicName as WireTopic};
use kafka_protocol::protocol::StrBytes;

/// Both brokers have the topic; the first holds 3 records in each partition, the second 7.
struct TwoBrokers {
    first: Proxy,
    second: Address,
    topic: TopicName,
    group: GroupId,
}

impl TwoBrokers {
    async fn new() -> Self {
        let two = Self {
            first: Proxy::start().await,
            second: embedded_broker(),
            topic: topic("orders.created"),
            group: "billing".parse().unwrap(),
        };
        for (address, records) in [(&two.first.address, 3), (&two.second, 7)] {
            let admin = admin(address);
            admin.create_topics(&[NewTopic { topic: two.topic.clone(), partitions: 3 }]).await.unwrap();
            let times = (0..records).map(|k| Timestamp::try_from(1_700_000_000_000 + k).unwrap());
            let batch = Batch::new(times, &Bytes::from_static(b"x")).unwrap();
            admin.produce((0..3).map(|id| (at(&two.topic, id), batch.clone()))).await.unwrap();
        }
        admin(&two.first.address).commit(&two.group, [(at(&two.topic, 0), offset(1))]).await.unwrap();
        let of_the_second = "kept-by-the-second".parse().unwrap();
        admin(&two.second).commit(&of_the_second, [(at(&two.topic, 0), offset(1))]).await.unwrap();
        two
    }

    /// From now on, partitions 0, 1 and 2 are led by these brokers; 3 is a broker that does not answer.
    fn leaders(&self, leaders: [i32; 3]) {
        let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let brokers = [(1, self.first.address.port), (2, self.second.port), (3, gone)];
        for _ in 0..20 {
            let topic = self.topic.clone();
            self.first.fault::<MetadataRequest>(answering(move |_: MetadataRequest| {
                metadata(&topic, brokers, leaders)
            }));
        }
    }
}

fn metadata(topic: &TopicName, brokers: [(i32, u16); 3], leaders: [i32; 3]) -> MetadataResponse {
    let brokers = brokers.map(|(id, port)| {
        MetadataResponseBroker::default()
            .with_node_id(BrokerId(id))
            .with_host(StrBytes::from_static_str("127.0.0.1"))
            .with_port(port.into())
    });
    let partitions = (0..).zip(leaders).map(|(id, leader)| {
        let partition =
            MetadataResponsePartition::default().with_partition_index(id).with_leader_id(BrokerId(leader));
        // No leader at all is a code, too.
        partition.with_error_code(if leader < 0 { 5 } else { 0 })
    });
    let topic = MetadataResponseTopic::default()
        .with_name(Some(WireTopic(StrBytes::from_string(topic.as_str().to_owned()))))
        .with_partitions(partitions.collect());
    MetadataResponse::default().with_brokers(brokers.into()).with_topics(vec![topic])
}

#[tokio::test(flavor = "multi_thread")]
async fn each_partition_is_asked_of_the_broker_that_leads_it() {
    let two = TwoBrokers::new().await;
    two.leaders([1, 2, 1]);
    let topics = ReadTopics::Named(selection([&two.topic]));
    let snapshot = upstream(&two.first.address).snapshot(&two.group, &topics, None).await.unwrap();
    let ends: Vec<_> = snapshot.partitions.values().map(|read| read.log_end.map(|end| end.get())).collect();
    assert_eq!(ends, [Some(3), Some(7), Some(3)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn partitions_without_a_leader_and_with_one_that_cannot_be_reached_fail_alone() {
    let two = TwoBrokers::new().await;
    two.leaders([1, -1, 3]);
    let latest = request(&two.group, [&two.topic], ResetStrategy::Latest);
    let rows: Vec<_> =
        upstream(&two.first.address).reset(&latest, false).await.unwrap().rows.iter().map(told).collect();
    let meaning = |code: KafkaError| code.meaning();
    let expected = [
        "0 -> 3".to_owned(),
        format!("1 failed 5: {}", meaning(KafkaError::LeaderNotAvailable)),
        format!("2 failed 8: {}", meaning(KafkaError::BrokerNotAvailable)),
    ];
    assert_eq!(rows, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partition_is_asked_for_at_its_new_leader_once_there_is_one() {
    let two = TwoBrokers::new().await;
    // The first look finds partition 1 without a leader, the next finds it at the second broker.
    let topic = two.topic.clone();
    let brokers = [(1, two.first.address.port), (2, two.second.port), (3, 1)];
    two.first
        .fault::<MetadataRequest>(answering(move |_: MetadataRequest| metadata(&topic, brokers, [1, -1, 1])));
    two.leaders([1, 2, 1]);
    let latest = request(&two.group, [&two.topic], ResetStrategy::Latest);
    let rows: Vec<_> =
        upstream(&two.first.address).reset(&latest, false).await.unwrap().rows.iter().map(told).collect();
    // Nothing is committed to the second broker: the group's coordinator is the first.
    assert_eq!(rows, ["0 -> 3", "1 -> 7", "2 -> 3"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_are_listed_from_every_broker() {
    let two = TwoBrokers::new().await;
    two.leaders([1, 2, 1]);
    let listed = upstream(&two.first.address).list_groups().await;
    assert!(
        listed.is_err(),
        "a list without the groups of a broker that cannot be reached would be a lie: {listed:?}"
    );

    // The same cluster without the third broker.
    let two = TwoBrokers::new().await;
    let (topic, port) = (two.topic.clone(), two.second.port);
    let brokers = [(1, two.first.address.port), (2, port), (2, port)];
    two.first
        .fault::<MetadataRequest>(answering(move |_: MetadataRequest| metadata(&topic, brokers, [1, 2, 1])));
    let listed = upstream(&two.first.address).list_groups().await.unwrap();
    let names: Vec<_> = listed.iter().map(|listing| listing.group.as_str()).collect();
    assert_eq!(names, ["billing", "kept-by-the-second"]);
}
