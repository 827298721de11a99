//! Makes topics, records and commits: for the embedded cluster and for test clusters, never for an operator's.

use super::cluster::{Cluster, check};
use super::list_offsets::Question;
use super::offset_commit::{self, Move};
use super::{CallError, logs};
use bytes::{Bytes, BytesMut};
use kafka_offsets::{
    GroupId, KafkaError, Offset, PartitionId, Timestamp, TopicName, TopicPartition, TopicSelection,
};
use kafka_protocol::messages::create_topics_request::{CreatableTopic, CreatableTopicConfig};
use kafka_protocol::messages::delete_records_request::{DeleteRecordsPartition, DeleteRecordsTopic};
use kafka_protocol::messages::produce_request::{PartitionProduceData, TopicProduceData};
use kafka_protocol::messages::{
    CreateTopicsRequest, DeleteRecordsRequest, DeleteTopicsRequest, ProduceRequest, TopicName as WireTopic,
};
use kafka_protocol::protocol::StrBytes;
use kafka_protocol::records::{
    Compression, NO_PARTITION_LEADER_EPOCH, NO_PRODUCER_EPOCH, NO_PRODUCER_ID, NO_SEQUENCE, Record,
    RecordBatchEncoder, RecordEncodeOptions, TimestampType,
};
use std::collections::BTreeMap;
use std::time::Duration;

/// How long a broker may take for a change; creating a thousand partitions took Kafka 6 to 7 seconds.
const CHANGE_LIMIT_MS: i32 = 60_000;
/// How often and how long new partitions are looked for after they were made.
const LOOK_AGAIN: Duration = Duration::from_millis(100);
const LOOKS: usize = 300;

/// Makes things in a cluster of one broker (or whose bootstrap broker leads everything and is the controller).
#[derive(Debug)]
pub struct Admin {
    cluster: Cluster,
}

/// Why something could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{doing}: {cause}")]
pub struct AdminError {
    /// What was being done.
    pub doing: String,
    /// What came in the way.
    pub cause: CallError,
}

/// A topic to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTopic {
    /// Its name.
    pub topic: TopicName,
    /// How many partitions, at least 1.
    pub partitions: i32,
}

/// A batch of records, ready to be appended; cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch(Bytes);

impl Batch {
    /// Records with these times, in this order, all with the same value.
    ///
    /// # Errors
    ///
    /// If there is no record, or the batch cannot be written.
    pub fn new(times: impl IntoIterator<Item = Timestamp>, value: &Bytes) -> Result<Self, AdminError> {
        let records: Vec<Record> =
            (0..).zip(times).map(|(offset, time)| record(offset, time, value.clone())).collect();
        let refused =
            |why: String| AdminError { doing: "writing records".to_owned(), cause: CallError::NotSent(why) };
        if records.is_empty() {
            return Err(refused("there are none".to_owned()));
        }
        let mut bytes = BytesMut::new();
        let options = RecordEncodeOptions { version: 2, compression: Compression::None };
        RecordBatchEncoder::encode(&mut bytes, &records, &options)
            .map_err(|error| refused(error.to_string()))?;
        Ok(Self(bytes.freeze()))
    }
}

impl Admin {
    /// Works on this cluster.
    pub fn new(cluster: Cluster) -> Self {
        Self { cluster }
    }

    /// Makes the topics, with records kept for ever, and waits until every partition can be used.
    ///
    /// # Errors
    ///
    /// The first error that the broker reports, e.g. that a topic exists already.
    pub async fn create_topics(&self, topics: &[NewTopic]) -> Result<(), AdminError> {
        let named = topics.iter().map(|new| {
            // Record times of the past must not make the broker delete the records.
            let keep = CreatableTopicConfig::default()
                .with_name(StrBytes::from_static_str("retention.ms"))
                .with_value(Some(StrBytes::from_static_str("-1")));
            CreatableTopic::default()
                .with_name(wire(&new.topic))
                .with_num_partitions(new.partitions)
                .with_replication_factor(1)
                .with_configs(vec![keep])
        });
        let request =
            CreateTopicsRequest::default().with_timeout_ms(CHANGE_LIMIT_MS).with_topics(named.collect());
        let made = async {
            let conn = self.cluster.any_conn().await?;
            let answer = conn.call(conn.version::<CreateTopicsRequest>(2..=7)?, &request).await?;
            answer.topics.iter().try_for_each(|topic| check(topic.error_code))?;
            self.wait_until_led(topics.iter().map(|new| new.topic.clone())).await
        };
        made.await.map_err(|cause| failed("creating topics", cause))
    }

    /// Deletes the topics.
    ///
    /// # Errors
    ///
    /// The first error that the broker reports.
    pub async fn delete_topics(
        &self,
        topics: impl IntoIterator<Item = &TopicName>,
    ) -> Result<(), AdminError> {
        let names = topics.into_iter().map(wire).collect();
        let request = DeleteTopicsRequest::default().with_timeout_ms(CHANGE_LIMIT_MS).with_topic_names(names);
        let deleted = async {
            let conn = self.cluster.any_conn().await?;
            let answer = conn.call(conn.version::<DeleteTopicsRequest>(1..=5)?, &request).await?;
            answer.responses.iter().try_for_each(|topic| check(topic.error_code))
        };
        deleted.await.map_err(|cause| failed("deleting topics", cause))
    }

    /// Appends one batch to each of these partitions.
    ///
    /// # Errors
    ///
    /// The first error that the broker reports.
    pub async fn produce(
        &self,
        batches: impl IntoIterator<Item = (TopicPartition, Batch)>,
    ) -> Result<(), AdminError> {
        let mut by_topic: BTreeMap<TopicName, Vec<PartitionProduceData>> = BTreeMap::new();
        for (at, Batch(records)) in batches {
            let data =
                PartitionProduceData::default().with_index(at.partition.get()).with_records(Some(records));
            by_topic.entry(at.topic).or_default().push(data);
        }
        let topics = by_topic.into_iter();
        let topics = topics.map(|(topic, data)| {
            TopicProduceData::default().with_name(wire(&topic)).with_partition_data(data)
        });
        // -1: acknowledged by every replica.
        let request = ProduceRequest::default()
            .with_acks(-1)
            .with_timeout_ms(CHANGE_LIMIT_MS)
            .with_topic_data(topics.collect());
        let produced = async {
            let conn = self.cluster.any_conn().await?;
            let answer = conn.call(conn.version::<ProduceRequest>(3..=9)?, &request).await?;
            let mut partitions = answer.responses.iter().flat_map(|topic| &topic.partition_responses);
            partitions.try_for_each(|partition| check(partition.error_code))
        };
        produced.await.map_err(|cause| failed("producing records", cause))
    }

    /// Moves the log starts of these partitions up to the offsets.
    ///
    /// # Errors
    ///
    /// The first error that the broker reports.
    pub async fn delete_records_before(
        &self,
        starts: impl IntoIterator<Item = (TopicPartition, Offset)>,
    ) -> Result<(), AdminError> {
        let mut by_topic: BTreeMap<TopicName, Vec<DeleteRecordsPartition>> = BTreeMap::new();
        for (at, start) in starts {
            let partition = DeleteRecordsPartition::default()
                .with_partition_index(at.partition.get())
                .with_offset(start.get());
            by_topic.entry(at.topic).or_default().push(partition);
        }
        let topics = by_topic.into_iter();
        let topics = topics.map(|(topic, partitions)| {
            DeleteRecordsTopic::default().with_name(wire(&topic)).with_partitions(partitions)
        });
        let request =
            DeleteRecordsRequest::default().with_timeout_ms(CHANGE_LIMIT_MS).with_topics(topics.collect());
        let deleted = async {
            let conn = self.cluster.any_conn().await?;
            let answer = conn.call(conn.version::<DeleteRecordsRequest>(0..=2)?, &request).await?;
            let mut partitions = answer.topics.iter().flat_map(|topic| &topic.partitions);
            partitions.try_for_each(|partition| check(partition.error_code))
        };
        deleted.await.map_err(|cause| failed("deleting records", cause))
    }

    /// Commits offsets from outside the group, which makes the group if there is none.
    ///
    /// # Errors
    ///
    /// The first error that the broker reports; 14 to 16 are tried again, as on a new cluster.
    pub async fn commit(
        &self,
        group: &GroupId,
        offsets: impl IntoIterator<Item = (TopicPartition, Offset)>,
    ) -> Result<(), AdminError> {
        let moves: Vec<Move> = offsets.into_iter().map(|(at, to)| Move { at, to }).collect();
        let moves = &moves;
        let committed = self.cluster.read_coordinator(group, |conn| async move {
            let codes = offset_commit::send(&conn, group, moves).await?;
            codes.values().flat_map(|partitions| partitions.values()).try_for_each(|code| check(code.code()))
        });
        committed.await.map_err(|cause| failed("committing offsets", cause))
    }

    /// Waits until every partition of the topics has a leader that answers.
    async fn wait_until_led(&self, topics: impl IntoIterator<Item = TopicName>) -> Result<(), CallError> {
        let Some(topics) = TopicSelection::new(topics) else {
            return Ok(());
        };
        for _ in 0..LOOKS {
            let logs = logs::read(&self.cluster, &topics, &[Question::LogEnd]).await?;
            let led = logs.topics.iter().all(|(name, topic)| {
                topic.as_ref().is_ok_and(|topic| {
                    topic
                        .partitions
                        .keys()
                        .all(|partition: &PartitionId| logs.answer(0, name, *partition).is_ok())
                })
            });
            if led {
                return Ok(());
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        Err(CallError::Broker(KafkaError::LeaderNotAvailable))
    }
}

fn record(offset: i64, time: Timestamp, value: Bytes) -> Record {
    Record {
        transactional: false,
        control: false,
        delete_horizon: false,
        partition_leader_epoch: NO_PARTITION_LEADER_EPOCH,
        producer_id: NO_PRODUCER_ID,
        producer_epoch: NO_PRODUCER_EPOCH,
        timestamp_type: TimestampType::Creation,
        offset,
        // The codec writes the first record's number as the batch's and expects the others to follow on.
        sequence: NO_SEQUENCE.wrapping_add(i32::try_from(offset).unwrap_or_default()),
        timestamp: time.as_millis(),
        key: None,
        value: Some(value),
        headers: Default::default(),
    }
}

fn wire(topic: &TopicName) -> WireTopic {
    WireTopic(StrBytes::from_string(topic.as_str().to_owned()))
}

fn failed(doing: &str, cause: CallError) -> AdminError {
    AdminError { doing: doing.to_owned(), cause }
}
