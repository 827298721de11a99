//! `ListTopic`: the topics of an instance.

use super::answer::to_json;
use super::fields::{instance, refuse_misspelt, search_word};
use super::page::Page;
use super::wire::Int;
use crate::envelope::Payload;
use crate::{InstanceId, ParameterError, Params};
use kafka_offsets::TopicName;
use serde::de::MapAccess;
use serde::{Deserialize, Serialize};

/// One topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicListing {
    /// The topic.
    pub topic: TopicName,
    /// How many partitions it has. An addition of our gateway (field `partitionNum`); `None` where the endpoint
    /// does not say.
    pub partitions: Option<u32>,
}

/// Request of the action `ListTopic`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListTopic {
    /// The instance.
    pub instance: InstanceId,
    /// Only topics whose name contains this.
    pub search: Option<String>,
    /// Which part of the list.
    pub page: Page,
}

impl ListTopic {
    pub(crate) const ACTION: &'static str = "ListTopic";
    const DEFAULT_LIMIT: u32 = 10;
    /// The page says 20 in one edition and 50 in another.
    pub(crate) const LARGEST_LIMIT: u32 = 20;

    /// The request's parameters.
    pub fn params(&self) -> Params {
        let mut params = Params::new();
        params.push("instanceId", self.instance.as_str());
        if let Some(search) = &self.search {
            params.push("searchWord", search.as_str());
        }
        self.page.push(&mut params);
        params
    }

    pub(crate) fn decode(params: &Params) -> Result<Self, ParameterError> {
        refuse_misspelt(params, &["instanceId", "searchWord", "offset", "limit"])?;
        Ok(Self {
            instance: instance(params)?,
            search: search_word(params),
            page: Page::read(params, Self::DEFAULT_LIMIT)?,
        })
    }

    /// The answer for the whole list of topics (already narrowed by `search`): the asked page of it.
    pub fn encode_answer(&self, all: &[TopicListing]) -> Vec<u8> {
        let rows = self.page.of(all).iter().map(|listing| EncodedTopic {
            topic_id: listing.topic.as_str(),
            topic_name: listing.topic.as_str(),
            note: "",
            partition_num: listing.partitions,
        });
        to_json(&Encoded {
            code: 0,
            code_desc: "Success",
            message: "ok",
            total_count: all.len(),
            topic_list: rows.collect(),
        })
    }

    /// The topics of `all` that the request asks for.
    pub fn narrow(&self, all: impl IntoIterator<Item = TopicListing>) -> Vec<TopicListing> {
        all.into_iter()
            .filter(|one| self.search.as_ref().is_none_or(|word| one.topic.as_str().contains(word)))
            .collect()
    }
}

#[derive(Serialize)]
struct Encoded<'a> {
    code: i64,
    #[serde(rename = "codeDesc")]
    code_desc: &'static str,
    message: &'static str,
    #[serde(rename = "totalCount")]
    total_count: usize,
    #[serde(rename = "topicList")]
    topic_list: Vec<EncodedTopic<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EncodedTopic<'a> {
    topic_id: &'a str,
    topic_name: &'a str,
    note: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    partition_num: Option<u32>,
}

/// The result as received.
#[derive(Default)]
pub(crate) struct ListTopicPayload {
    pub(crate) total: Option<i64>,
    rows: Option<Vec<Row>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Row {
    #[serde(alias = "TopicName")]
    topic_name: Option<String>,
    partition_num: Option<Int>,
}

impl Payload for ListTopicPayload {
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

impl ListTopicPayload {
    /// The names of all rows that came, and those rows whose name is a topic's.
    pub(crate) fn into_rows(self) -> (Vec<Option<String>>, Vec<TopicListing>) {
        let rows = self.rows.unwrap_or_default();
        let names = rows.iter().map(|row| row.topic_name.clone()).collect();
        let usable = rows.into_iter().filter_map(|row| {
            Some(TopicListing {
                topic: row.topic_name?.parse().ok()?,
                partitions: row.partition_num.and_then(|Int(count)| u32::try_from(count).ok()),
            })
        });
        (names, usable.collect())
    }
}
