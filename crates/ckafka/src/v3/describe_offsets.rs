//! `DescribeGroupOffsets`: [`GetGroupOffsets`] in API 3.0.

use super::answer::in_result;
use super::fields::Fields;
use crate::question::JsonBody;
use crate::{GetGroupOffsets, ParameterError, Params, Topics};
use kafka_offsets::{
    KafkaError, Offset, OffsetSnapshot, PartitionId, PartitionOffsets, TopicName, TopicSelection,
};
use serde::Serialize;
use std::collections::BTreeMap;

impl GetGroupOffsets {
    pub(crate) const ACTION_V3: &'static str = "DescribeGroupOffsets";

    /// The request's parameters in API 3.0. It looks no time up: `at_time` is not sent.
    pub fn body(&self) -> JsonBody {
        let mut body =
            JsonBody::new().text("InstanceId", self.instance.as_str()).text("Group", self.group.as_str());
        if let Topics::Named(selection) = &self.topics {
            body = body.topics("Topics", selection.iter());
        }
        body.search(self.search.as_ref()).page(self.page)
    }

    pub(crate) fn decode_v3(params: &Params) -> Result<Self, ParameterError> {
        const KNOWN: [&str; 6] = ["InstanceId", "Group", "Topics", "SearchWord", "Offset", "Limit"];
        let fields = Fields::new(params, &KNOWN)?;
        Ok(Self {
            instance: fields.instance()?,
            group: fields.read("Group", "send the consumer group's name")?,
            // Nothing is written, so an empty list may mean all of them, as in the API
            topics: TopicSelection::new(fields.list("Topics")?).map_or(Topics::AllOfGroup, Topics::Named),
            search: fields.search(),
            at_time: None,
            page: fields.page(Self::DEFAULT_LIMIT)?,
        })
    }

    /// The answer in API 3.0: the asked page of the topics of a snapshot.
    ///
    /// What our gateway adds: a topic that could not be read as a whole has Kafka's code in `ErrorCode` beside
    /// `Topic`, and no partitions. Left out, it would pass for one without a commit.
    pub fn encode_answer_v3(&self, snapshot: &OffsetSnapshot, request_id: &str) -> Vec<u8> {
        let wanted =
            |topic: &TopicName| self.search.as_ref().is_none_or(|word| topic.as_str().contains(word));
        let row = |topic| EncodedTopic { topic, error_code: None, partitions: Vec::new() };
        let mut rows: BTreeMap<&TopicName, EncodedTopic<'_>> = BTreeMap::new();
        for (at, offsets) in snapshot.partitions.iter().filter(|(at, _)| wanted(&at.topic)) {
            let topic = rows.entry(&at.topic).or_insert_with(|| row(at.topic.as_str()));
            topic.partitions.push(EncodedPartition::of(at.partition, offsets));
        }
        for (topic, code) in snapshot.failed_topics.iter().filter(|(topic, _)| wanted(topic)) {
            rows.entry(topic).or_insert_with(|| row(topic.as_str())).error_code = Some(code.code());
        }
        let rows: Vec<EncodedTopic<'_>> = rows.into_values().collect();
        in_result(Encoded { total_count: rows.len(), topic_list: self.page.of(&rows) }, request_id)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Encoded<'a> {
    total_count: usize,
    topic_list: &'a [EncodedTopic<'a>],
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct EncodedTopic<'a> {
    topic: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_code: Option<i16>,
    partitions: Vec<EncodedPartition>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct EncodedPartition {
    partition: i32,
    offset: i64,
    metadata: &'static str,
    error_code: i16,
    log_end_offset: i64,
    lag: i64,
}

impl EncodedPartition {
    fn of(partition: PartitionId, offsets: &PartitionOffsets) -> Self {
        let or_none = |offset: Option<Offset>| offset.map_or(-1, Offset::get);
        Self {
            partition: partition.get(),
            offset: or_none(offsets.committed),
            metadata: "",
            error_code: offsets.error.map_or(0, KafkaError::code),
            log_end_offset: or_none(offsets.log_end),
            lag: offsets.lag().map_or(-1, |lag| i64::try_from(lag).unwrap_or(i64::MAX)),
        }
    }
}
