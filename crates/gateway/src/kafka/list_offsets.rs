//! Kafka API 2, ListOffsets: where a log starts, where it ends, and what was first at a time.

use super::CallError;
use super::conn::Conn;
use kafka_offsets::{KafkaError, Offset, PartitionId, Timestamp, TopicName};
use kafka_protocol::messages::list_offsets_request::{ListOffsetsPartition, ListOffsetsTopic};
use kafka_protocol::messages::{BrokerId, ListOffsetsRequest, TopicName as WireTopic};
use kafka_protocol::protocol::StrBytes;
use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;

/// Version 0 answers in another form, and 10 adds only what tiered storage needs.
const VERSIONS: RangeInclusive<i16> = 1..=9;

/// Which offset of each partition is asked for. One request asks one question: Kafka refuses a partition twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Question {
    /// The first retained record.
    LogStart,
    /// One past the last record (read uncommitted: the high watermark).
    LogEnd,
    /// The first record, in offset order, at or after a time.
    At(Timestamp),
}

impl Question {
    /// The timestamp on the wire, where -2 and -1 stand for the two ends.
    fn wire(self) -> i64 {
        match self {
            Self::LogStart => -2,
            Self::LogEnd => -1,
            Self::At(time) => time.as_millis(),
        }
    }
}

/// An offset, `None` for "there is no such record", or the partition's error.
pub(crate) type Answer = Result<Option<Offset>, KafkaError>;

/// Answers by topic and partition.
pub(crate) type Answers = HashMap<String, HashMap<i32, Answer>>;

/// Asks one broker about partitions that it leads.
pub(crate) async fn ask(
    conn: &Conn,
    question: Question,
    partitions: &BTreeMap<TopicName, Vec<PartitionId>>,
) -> Result<Answers, CallError> {
    let version = conn.version::<ListOffsetsRequest>(VERSIONS)?;
    let timestamp = question.wire();
    let topics = partitions.iter().map(|(topic, partitions)| {
        let partitions = partitions.iter().map(|partition| {
            ListOffsetsPartition::default().with_partition_index(partition.get()).with_timestamp(timestamp)
        });
        ListOffsetsTopic::default()
            .with_name(WireTopic(StrBytes::from_string(topic.as_str().to_owned())))
            .with_partitions(partitions.collect())
    });
    // -1: an ordinary client, no follower.
    let request = ListOffsetsRequest::default().with_replica_id(BrokerId(-1)).with_topics(topics.collect());
    let answer = conn.call(version, &request).await?;
    let topics = answer.topics.iter().map(|topic| {
        let partitions = topic.partitions.iter().map(|partition| {
            let answer = match KafkaError::from_code(partition.error_code) {
                // -1 is "no record at or after that time".
                KafkaError::None => Ok(Offset::try_from(partition.offset).ok()),
                code => Err(code),
            };
            (partition.partition_index, answer)
        });
        (topic.name.to_string(), partitions.collect())
    });
    Ok(topics.collect())
}
