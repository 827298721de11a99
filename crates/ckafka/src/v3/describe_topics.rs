//! `DescribeTopic` and `DescribeTopicAttributes`: [`ListTopic`] and [`GetTopicAttributes`] in API 3.0.

use super::answer::in_result;
use super::fields::Fields;
use crate::question::JsonBody;
use crate::{GetTopicAttributes, ListTopic, ParameterError, Params, TopicAttributes, TopicListing};
use serde::Serialize;

impl ListTopic {
    pub(crate) const ACTION_V3: &'static str = "DescribeTopic";
    const DEFAULT_LIMIT_V3: u32 = 20;

    /// The request's parameters in API 3.0.
    pub fn body(&self) -> JsonBody {
        JsonBody::new()
            .text("InstanceId", self.instance.as_str())
            .search(self.search.as_ref())
            .page(self.page)
    }

    pub(crate) fn decode_v3(params: &Params) -> Result<Self, ParameterError> {
        let fields = Fields::new(params, &["InstanceId", "SearchWord", "Offset", "Limit"])?;
        Ok(Self {
            instance: fields.instance()?,
            search: fields.search(),
            page: fields.page(Self::DEFAULT_LIMIT_V3)?,
        })
    }

    /// The answer in API 3.0 for the whole list of topics, of which the asked page is taken.
    pub fn encode_answer_v3(&self, all: &[TopicListing], request_id: &str) -> Vec<u8> {
        let rows = self.page.of(all).iter().map(|listing| EncodedTopic {
            topic_id: listing.topic.as_str(),
            topic_name: listing.topic.as_str(),
            note: "",
        });
        in_result(EncodedTopics { total_count: all.len(), topic_list: rows.collect() }, request_id)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct EncodedTopics<'a> {
    total_count: usize,
    topic_list: Vec<EncodedTopic<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct EncodedTopic<'a> {
    topic_id: &'a str,
    topic_name: &'a str,
    note: &'static str,
}

impl GetTopicAttributes {
    pub(crate) const ACTION_V3: &'static str = "DescribeTopicAttributes";

    /// The request's parameters in API 3.0.
    pub fn body(&self) -> JsonBody {
        JsonBody::new().text("InstanceId", self.instance.as_str()).text("TopicName", self.topic.as_str())
    }

    pub(crate) fn decode_v3(params: &Params) -> Result<Self, ParameterError> {
        let fields = Fields::new(params, &["InstanceId", "TopicName"])?;
        Ok(Self { instance: fields.instance()?, topic: fields.read("TopicName", "send the topic's name")? })
    }
}

impl TopicAttributes {
    /// The answer to [`GetTopicAttributes`] in API 3.0.
    pub fn encode_v3(&self, request_id: &str) -> Vec<u8> {
        let partitions = self.partitions.iter().map(|state| EncodedPartition {
            partition: state.partition.get(),
            leader_status: 0,
            isr_num: state.in_sync_replicas,
            replica_num: state.replicas,
        });
        let answer = EncodedAttributes {
            topic_id: self.topic.as_str(),
            create_time: 0,
            note: "",
            partition_num: self.partitions.len(),
            partitions: partitions.collect(),
        };
        in_result(answer, request_id)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct EncodedAttributes<'a> {
    topic_id: &'a str,
    create_time: i64,
    note: &'static str,
    partition_num: usize,
    partitions: Vec<EncodedPartition>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct EncodedPartition {
    partition: i32,
    leader_status: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    isr_num: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replica_num: Option<u32>,
}
