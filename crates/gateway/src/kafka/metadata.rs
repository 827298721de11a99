//! Kafka API 3, Metadata: brokers, topics, partitions and who leads them.

use super::conn::Conn;
use super::{Address, CallError};
use kafka_offsets::{KafkaError, PartitionId, TopicName, TopicSelection};
use kafka_protocol::messages::metadata_request::MetadataRequestTopic;
use kafka_protocol::messages::metadata_response::{MetadataResponse, MetadataResponseTopic};
use kafka_protocol::messages::{MetadataRequest, TopicName as WireTopic};
use kafka_protocol::protocol::StrBytes;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

const VERSIONS: RangeInclusive<i16> = 1..=12;
/// From this version on a request can forbid that asking for a topic creates it.
const CAN_FORBID_CREATION: i16 = 4;

/// One broker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Broker {
    pub(crate) id: i32,
    pub(crate) address: Address,
}

/// One topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Topic {
    /// One of Kafka's own (`__consumer_offsets`).
    pub(crate) internal: bool,
    pub(crate) partitions: BTreeMap<PartitionId, Partition>,
}

/// One partition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Partition {
    /// Id of the leading broker, or why there is none.
    pub(crate) leader: Result<i32, KafkaError>,
    pub(crate) replicas: u32,
}

/// What a cluster says of itself.
#[derive(Debug, Default)]
pub(crate) struct Metadata {
    pub(crate) brokers: Vec<Broker>,
    /// The topics that were asked for, each with why it cannot be read if so.
    pub(crate) topics: BTreeMap<TopicName, Result<Topic, KafkaError>>,
}

/// Every topic that may be seen.
pub(crate) async fn all_topics(conn: &Conn) -> Result<Metadata, CallError> {
    let version = conn.version::<MetadataRequest>(VERSIONS)?;
    Ok(read(conn.call(version, &request(version, None)).await?))
}

/// These topics; none of them is created by asking.
pub(crate) async fn topics(conn: &Conn, topics: &TopicSelection) -> Result<Metadata, CallError> {
    let version = conn.version::<MetadataRequest>(VERSIONS)?;
    // An older broker would create a topic that is asked for by name, so there all topics are read.
    let named = version >= CAN_FORBID_CREATION;
    let names = topics.iter().map(|topic| StrBytes::from_string(topic.as_str().to_owned())).collect();
    let mut metadata = read(conn.call(version, &request(version, named.then_some(names))).await?);
    metadata.topics.retain(|topic, _| topics.contains(topic));
    for topic in topics.iter() {
        metadata.topics.entry(topic.clone()).or_insert(Err(KafkaError::UnknownTopicOrPartition));
    }
    Ok(metadata)
}

/// Just the brokers.
pub(crate) async fn brokers(conn: &Conn) -> Result<Vec<Broker>, CallError> {
    let version = conn.version::<MetadataRequest>(VERSIONS)?;
    Ok(read(conn.call(version, &request(version, Some(Vec::new()))).await?).brokers)
}

/// `None` asks for all topics, an empty list for none.
fn request(version: i16, topics: Option<Vec<StrBytes>>) -> MetadataRequest {
    let topics = topics.map(|names| {
        names
            .into_iter()
            .map(|name| MetadataRequestTopic::default().with_name(Some(WireTopic(name))))
            .collect()
    });
    MetadataRequest::default()
        .with_topics(topics)
        // The field does not exist in older versions and must then keep its default.
        .with_allow_auto_topic_creation(version < CAN_FORBID_CREATION)
}

fn read(answer: MetadataResponse) -> Metadata {
    let brokers = answer.brokers.iter().filter_map(|broker| {
        let port = u16::try_from(broker.port).ok()?;
        Some(Broker { id: broker.node_id.0, address: Address { host: broker.host.to_string(), port } })
    });
    let topics = answer.topics.iter().filter_map(|topic| {
        // A name outside Kafka's own rule cannot be asked for here, so it is not shown either.
        let name: TopicName = topic.name.as_ref()?.as_str().parse().ok()?;
        let code = KafkaError::from_code(topic.error_code);
        // 5 on a topic means that some partition has no leader; which one stands below.
        let readable =
            code.is_success() || (code == KafkaError::LeaderNotAvailable && !topic.partitions.is_empty());
        Some((name, if readable { Ok(read_topic(topic)) } else { Err(code) }))
    });
    Metadata { brokers: brokers.collect(), topics: topics.collect() }
}

fn read_topic(topic: &MetadataResponseTopic) -> Topic {
    let partitions = topic.partitions.iter().filter_map(|partition| {
        let id = PartitionId::try_from(partition.partition_index).ok()?;
        let leader = match KafkaError::from_code(partition.error_code) {
            // 9: some replica is away; the leader, which alone matters here, is told all the same.
            KafkaError::None | KafkaError::ReplicaNotAvailable if partition.leader_id.0 >= 0 => {
                Ok(partition.leader_id.0)
            }
            KafkaError::None | KafkaError::ReplicaNotAvailable => Err(KafkaError::LeaderNotAvailable),
            code => Err(code),
        };
        let replicas = u32::try_from(partition.replica_nodes.len()).unwrap_or(u32::MAX);
        Some((id, Partition { leader, replicas }))
    });
    Topic { internal: topic.is_internal, partitions: partitions.collect() }
}
