//! `GetTopicAttributes`: one topic and its partitions.

use super::answer::in_data;
use super::fields::{instance, refuse_misspelt, refused, required};
use super::wire::{Impossible, Int, partition};
use crate::envelope::Payload;
use crate::{InstanceId, ParameterError, Params};
use kafka_offsets::{PartitionId, TopicName};
use serde::de::MapAccess;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// More partitions than this are taken for a broken answer: Kafka clusters end far below.
const MOST_PARTITIONS: i64 = 1_000_000;

/// What is known of one topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicAttributes {
    /// The topic.
    pub topic: TopicName,
    /// Its partitions, in order.
    pub partitions: Vec<TopicPartitionState>,
}

/// One partition of a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TopicPartitionState {
    /// The partition.
    pub partition: PartitionId,
    /// Replicas in sync, where known.
    pub in_sync_replicas: Option<u32>,
    /// Replicas, where known.
    pub replicas: Option<u32>,
}

/// Request of the action `GetTopicAttributes`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetTopicAttributes {
    /// The instance.
    pub instance: InstanceId,
    /// The topic.
    pub topic: TopicName,
}

impl GetTopicAttributes {
    pub(crate) const ACTION: &'static str = "GetTopicAttributes";

    /// The request's parameters.
    pub fn params(&self) -> Params {
        let mut params = Params::new();
        params.push("instanceId", self.instance.as_str());
        params.push("topicName", self.topic.as_str());
        params
    }

    pub(crate) fn decode(params: &Params) -> Result<Self, ParameterError> {
        refuse_misspelt(params, &["instanceId", "topicName"])?;
        let name = required(params, "topicName", "send the topic's name")?;
        Ok(Self {
            instance: instance(params)?,
            topic: name.parse().map_err(|error| refused("topicName", name, error))?,
        })
    }
}

impl TopicAttributes {
    /// The answer to [`GetTopicAttributes`].
    pub fn encode(&self) -> Vec<u8> {
        let partitions = self.partitions.iter().map(|state| EncodedPartition {
            partition: state.partition.get(),
            leader_status: 0,
            isr_num: state.in_sync_replicas,
            replica_num: state.replicas,
        });
        in_data(Encoded {
            topic_id: self.topic.as_str(),
            create_time: 0,
            note: "",
            partition_num: self.partitions.len(),
            enable_white_list: 0,
            ip_white_list: [],
            config: BTreeMap::new(),
            partitions: partitions.collect(),
        })
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Encoded<'a> {
    topic_id: &'a str,
    create_time: i64,
    note: &'static str,
    partition_num: usize,
    enable_white_list: i64,
    ip_white_list: [String; 0],
    config: BTreeMap<String, String>,
    partitions: Vec<EncodedPartition>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EncodedPartition {
    partition: i32,
    leader_status: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    isr_num: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replica_num: Option<u32>,
}

/// The result as received.
#[derive(Default)]
pub(crate) struct TopicAttributesPayload {
    count: Option<i64>,
    rows: Option<Vec<Row>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Row {
    #[serde(alias = "Partition")]
    partition: Option<Int>,
    #[serde(alias = "IsrNum")]
    isr_num: Option<Int>,
    #[serde(alias = "ReplicaNum")]
    replica_num: Option<Int>,
}

impl Payload for TopicAttributesPayload {
    fn take<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error> {
        match name {
            "partitionNum" | "PartitionNum" => {
                self.count = map.next_value::<Option<Int>>()?.map(|Int(count)| count)
            }
            "partitions" | "Partitions" => self.rows = map.next_value()?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

impl TopicAttributesPayload {
    /// The topic's partitions: as listed, or counted where only their number came.
    pub(crate) fn into_attributes(self, topic: TopicName) -> Result<TopicAttributes, Impossible> {
        let number = |count: Option<Int>| count.and_then(|Int(count)| u32::try_from(count).ok());
        let mut partitions: Vec<TopicPartitionState> = match (self.rows, self.count) {
            (Some(rows), _) if !rows.is_empty() => rows
                .into_iter()
                .map(|row| {
                    Ok(TopicPartitionState {
                        partition: partition(row.partition, topic.as_str())?,
                        in_sync_replicas: number(row.isr_num),
                        replicas: number(row.replica_num),
                    })
                })
                .collect::<Result<_, Impossible>>()?,
            (_, Some(count)) if (1..=MOST_PARTITIONS).contains(&count) => (0..count)
                .map(|index| {
                    let partition = partition(Some(Int(index)), topic.as_str())?;
                    Ok(TopicPartitionState { partition, in_sync_replicas: None, replicas: None })
                })
                .collect::<Result<_, Impossible>>()?,
            (_, Some(count)) => return Err(format!("topic \"{topic}\" has {count} partitions")),
            _ => return Err(format!("the answer does not say which partitions topic \"{topic}\" has")),
        };
        partitions.sort_by_key(|state| state.partition);
        partitions.dedup_by_key(|state| state.partition);
        Ok(TopicAttributes { topic, partitions })
    }
}
