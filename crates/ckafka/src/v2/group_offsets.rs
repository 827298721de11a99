//! `GetGroupOffsets`: committed offsets and log ends; from our gateway also log starts and offsets for a time.

use super::answer::in_data;
use super::fields::{group, instance, refuse_misspelt, refused, search_word, whole_number};
use super::page::Page;
use super::topics::{self, Topics};
use super::wire::{Impossible, Int, offset, partition, read_code, topic};
use crate::envelope::Payload;
use crate::{InstanceId, ParameterError, Params};
use kafka_offsets::{
    GroupId, GroupSummary, KafkaError, Offset, OffsetSnapshot, PartitionId, PartitionOffsets, TimeLookup,
    Timestamp, TopicName, TopicPartition,
};
use serde::de::MapAccess;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Request of the action `GetGroupOffsets`.
///
/// What our gateway adds to each partition of the answer:
///
/// | field | meaning |
/// |---|---|
/// | `log_start_offset` | first retained record; left out where it could not be read |
/// | `timestamp_offset` | only if the request has `timestamp` (ms): first record at or after that time, -1 if there is none; left out where it was not looked up |
///
/// Partitions that the group never committed on are listed too, with `offset` and `lag` -1. A topic that could not
/// be read as a whole has Kafka's code in `err_code` beside `topic`, and no partitions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetGroupOffsets {
    /// The instance.
    pub instance: InstanceId,
    /// The group.
    pub group: GroupId,
    /// Which topics.
    pub topics: Topics,
    /// Only topics whose name contains this.
    pub search: Option<String>,
    /// Look up the offset for this time too. An addition of our gateway (parameter `timestamp`, ms).
    pub at_time: Option<Timestamp>,
    /// Which part of the list of topics.
    pub page: Page,
}

impl GetGroupOffsets {
    pub(crate) const ACTION: &'static str = "GetGroupOffsets";
    /// Documented as the default and as the most.
    pub(crate) const DEFAULT_LIMIT: u32 = 50;

    /// The request's parameters.
    pub fn params(&self) -> Params {
        let mut params = Params::new();
        params.push("instanceId", self.instance.as_str());
        params.push("group", self.group.as_str());
        if let Topics::Named(selection) = &self.topics {
            topics::push(&mut params, selection.iter());
        }
        if let Some(search) = &self.search {
            params.push("searchWord", search.as_str());
        }
        if let Some(time) = self.at_time {
            params.push("timestamp", time.as_millis().to_string());
        }
        self.page.push(&mut params);
        params
    }

    pub(crate) fn decode(params: &Params) -> Result<Self, ParameterError> {
        const KNOWN: [&str; 7] =
            ["instanceId", "group", "topics", "searchWord", "timestamp", "offset", "limit"];
        refuse_misspelt(params, &KNOWN)?;
        Ok(Self {
            instance: instance(params)?,
            group: group(params)?,
            topics: topics::read(params)?,
            search: search_word(params),
            at_time: params.get("timestamp").map(read_time).transpose()?,
            page: Page::read(params, Self::DEFAULT_LIMIT)?,
        })
    }

    /// The answer: the asked page of the topics of a snapshot, failed ones included.
    pub fn encode_answer(&self, snapshot: &OffsetSnapshot) -> Vec<u8> {
        let mut rows: BTreeMap<&TopicName, EncodedTopic<'_>> = BTreeMap::new();
        let wanted =
            |topic: &TopicName| self.search.as_ref().is_none_or(|word| topic.as_str().contains(word));
        let row = |topic| EncodedTopic { topic, err_code: None, partitions: Vec::new() };
        for (at, offsets) in snapshot.partitions.iter().filter(|(at, _)| wanted(&at.topic)) {
            let topic = rows.entry(&at.topic).or_insert_with(|| row(at.topic.as_str()));
            topic.partitions.push(EncodedPartition::of(at.partition, offsets));
        }
        for (topic, code) in snapshot.failed_topics.iter().filter(|(topic, _)| wanted(topic)) {
            rows.entry(topic).or_insert_with(|| row(topic.as_str())).err_code = Some(code.code());
        }
        let rows: Vec<EncodedTopic<'_>> = rows.into_values().collect();
        in_data(Encoded { total_count: rows.len(), topic_list: self.page.of(&rows) })
    }
}

fn read_time(text: &str) -> Result<Timestamp, ParameterError> {
    const WAY_OUT: &str = "send a time in milliseconds since 1970-01-01T00:00:00Z, 0 or later; log start and log end \
                           come without it";
    let millis = whole_number("timestamp", text, WAY_OUT)?;
    Timestamp::try_from(millis).map_err(|_| refused("timestamp", text, WAY_OUT))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Encoded<'a> {
    total_count: usize,
    topic_list: &'a [EncodedTopic<'a>],
}

#[derive(Serialize)]
struct EncodedTopic<'a> {
    topic: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    err_code: Option<i16>,
    partitions: Vec<EncodedPartition>,
}

#[derive(Serialize)]
struct EncodedPartition {
    partition: i32,
    offset: i64,
    metadata: &'static str,
    err_code: i16,
    log_end_offset: i64,
    lag: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    log_start_offset: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp_offset: Option<i64>,
}

impl EncodedPartition {
    fn of(partition: PartitionId, offsets: &PartitionOffsets) -> Self {
        let or_none = |offset: Option<Offset>| offset.map_or(-1, Offset::get);
        Self {
            partition: partition.get(),
            offset: or_none(offsets.committed),
            metadata: "",
            err_code: offsets.error.map_or(0, KafkaError::code),
            log_end_offset: or_none(offsets.log_end),
            lag: offsets.lag().map_or(-1, |lag| i64::try_from(lag).unwrap_or(i64::MAX)),
            log_start_offset: offsets.log_start.map(Offset::get),
            timestamp_offset: match offsets.at_time {
                TimeLookup::Unknown => None,
                TimeLookup::NoRecord => Some(-1),
                TimeLookup::Found(offset) => Some(offset.get()),
            },
        }
    }
}

/// Offsets of a group as read, all pages of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetTable {
    /// Every partition that was read, committed or not.
    pub partitions: BTreeMap<TopicPartition, PartitionOffsets>,
    /// Topics that could not be read as a whole, with the reason.
    pub failed_topics: BTreeMap<TopicName, KafkaError>,
    /// The time that was asked about.
    pub looked_up: Option<Timestamp>,
}

impl OffsetTable {
    /// The snapshot that plans are made from. `taken_at` is when the reading was finished, by a corrected clock.
    pub fn into_snapshot(self, group: GroupSummary, taken_at: Timestamp) -> OffsetSnapshot {
        OffsetSnapshot {
            taken_at,
            group,
            partitions: self.partitions,
            failed_topics: self.failed_topics,
            looked_up: self.looked_up,
        }
    }
}

/// The result as received.
#[derive(Default)]
pub(crate) struct GroupOffsetsPayload {
    pub(crate) total: Option<i64>,
    rows: Option<Vec<Row>>,
}

/// In the names of API 2.0, and in those of API 3.0.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Row {
    #[serde(alias = "Topic")]
    topic: String,
    err_code: Option<Int>,
    #[serde(alias = "ErrorCode")]
    error_code: Option<Int>,
    #[serde(alias = "Partitions")]
    partitions: Option<Vec<PartitionRow>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct PartitionRow {
    #[serde(alias = "Partition")]
    partition: Option<Int>,
    #[serde(alias = "Offset")]
    offset: Option<Int>,
    err_code: Option<Int>,
    #[serde(alias = "ErrorCode")]
    error_code: Option<Int>,
    #[serde(alias = "LogEndOffset")]
    log_end_offset: Option<Int>,
    log_start_offset: Option<Int>,
    timestamp_offset: Option<Int>,
}

impl Payload for GroupOffsetsPayload {
    fn take<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error> {
        match name {
            "totalCount" | "TotalCount" => {
                self.total = map.next_value::<Option<Int>>()?.map(|Int(total)| total)
            }
            "topicList" | "TopicList" => self.rows = map.next_value()?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// What an answer says of one topic.
pub(crate) struct TopicRow {
    pub(crate) topic: TopicName,
    pub(crate) error: Option<KafkaError>,
    pub(crate) partitions: Vec<(PartitionId, PartitionOffsets)>,
}

impl GroupOffsetsPayload {
    pub(crate) fn into_rows(self) -> Result<Vec<TopicRow>, Impossible> {
        self.rows.unwrap_or_default().into_iter().map(read_row).collect()
    }
}

fn read_row(row: Row) -> Result<TopicRow, Impossible> {
    let name = row.topic.as_str();
    let read = |raw: PartitionRow| {
        let offsets = PartitionOffsets {
            committed: offset(raw.offset, "committed offset", name)?,
            log_start: offset(raw.log_start_offset, "log start", name)?,
            log_end: offset(raw.log_end_offset, "log end", name)?,
            at_time: match raw.timestamp_offset {
                None => TimeLookup::Unknown,
                found => {
                    offset(found, "offset for a time", name)?.map_or(TimeLookup::NoRecord, TimeLookup::Found)
                }
            },
            error: read_code(raw.err_code, raw.error_code),
        };
        Ok((partition(raw.partition, name)?, offsets))
    };
    Ok(TopicRow {
        topic: topic(name)?,
        error: read_code(row.err_code, row.error_code),
        partitions: row
            .partitions
            .unwrap_or_default()
            .into_iter()
            .map(read)
            .collect::<Result<_, Impossible>>()?,
    })
}
