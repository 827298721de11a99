//! `DescribeGroup` and `DescribeGroupInfo`: [`ListGroup`] and [`GetGroupInfo`] in API 3.0.

use super::answer::in_result;
use super::fields::Fields;
use crate::question::{JsonBody, quoted};
use crate::{GetGroupInfo, GroupListing, ListGroup, ParameterError, Params};
use kafka_offsets::{GroupMember, GroupState, GroupSummary};
use serde::Serialize;
use std::collections::BTreeMap;

impl ListGroup {
    pub(crate) const ACTION_V3: &'static str = "DescribeGroup";
    const DEFAULT_LIMIT_V3: u32 = 20;

    /// The request's parameters in API 3.0, which has no parameter for one whole name: it is searched for.
    pub fn body(&self) -> JsonBody {
        let group = self.group.as_ref().map(|group| group.as_str().to_owned());
        JsonBody::new()
            .text("InstanceId", self.instance.as_str())
            .search(self.search.as_ref().or(group.as_ref()))
            .page(self.page)
    }

    pub(crate) fn decode_v3(params: &Params) -> Result<Self, ParameterError> {
        let fields = Fields::new(params, &["InstanceId", "SearchWord", "Offset", "Limit"])?;
        Ok(Self {
            instance: fields.instance()?,
            group: None,
            search: fields.search(),
            page: fields.page(Self::DEFAULT_LIMIT_V3)?,
        })
    }

    /// The answer in API 3.0 for the whole list of groups, of which the asked page is taken.
    pub fn encode_answer_v3(&self, all: &[GroupListing], request_id: &str) -> Vec<u8> {
        let rows = self
            .page
            .of(all)
            .iter()
            .map(|listing| EncodedGroup { group: listing.group.as_str(), protocol: &listing.protocol_type });
        in_result(EncodedGroups { total_count: all.len(), group_list: rows.collect() }, request_id)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct EncodedGroups<'a> {
    total_count: usize,
    group_list: Vec<EncodedGroup<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct EncodedGroup<'a> {
    group: &'a str,
    protocol: &'a str,
}

impl GetGroupInfo {
    pub(crate) const ACTION_V3: &'static str = "DescribeGroupInfo";

    /// The request's parameters in API 3.0.
    pub fn body(&self) -> JsonBody {
        JsonBody::new()
            .text("InstanceId", self.instance.as_str())
            .list("GroupList", self.groups().map(|group| quoted(group.as_str())).collect())
    }

    pub(crate) fn decode_v3(params: &Params) -> Result<Self, ParameterError> {
        const WAY_OUT: &str = "send the consumer groups' names as a list";
        let fields = Fields::new(params, &["InstanceId", "GroupList"])?;
        let mut groups = fields.some("GroupList", WAY_OUT)?.into_iter();
        let missing = || ParameterError::Missing { name: "GroupList", way_out: WAY_OUT.to_owned() };
        let group = groups.next().ok_or_else(missing)?;
        Ok(Self { instance: fields.instance()?, group, others: groups.collect() })
    }

    /// The answer in API 3.0, one summary per group that was asked about.
    pub fn encode_answer_v3(summaries: &[GroupSummary], request_id: &str) -> Vec<u8> {
        let groups: Vec<EncodedInfo<'_>> = summaries
            .iter()
            .map(|summary| EncodedInfo {
                error_code: "0",
                state: summary.state.name(),
                protocol_type: if summary.state == GroupState::Dead { "" } else { "consumer" },
                protocol: "",
                members: summary.members.iter().map(encode_member).collect(),
                group: summary.group.as_str(),
            })
            .collect();
        in_result(groups, request_id)
    }
}

fn encode_member(member: &GroupMember) -> EncodedMember<'_> {
    let mut topics: BTreeMap<&str, Vec<i32>> = BTreeMap::new();
    for at in &member.assignment {
        topics.entry(at.topic.as_str()).or_default().push(at.partition.get());
    }
    let topics = topics.into_iter().map(|(topic, partitions)| EncodedTopic { topic, partitions }).collect();
    EncodedMember {
        member_id: &member.member_id,
        client_id: &member.client_id,
        client_host: &member.client_host,
        assignment: EncodedAssignment { version: 0, topics },
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct EncodedInfo<'a> {
    error_code: &'static str,
    state: &'a str,
    protocol_type: &'a str,
    protocol: &'a str,
    members: Vec<EncodedMember<'a>>,
    group: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct EncodedMember<'a> {
    member_id: &'a str,
    client_id: &'a str,
    client_host: &'a str,
    assignment: EncodedAssignment<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct EncodedAssignment<'a> {
    version: i64,
    topics: Vec<EncodedTopic<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct EncodedTopic<'a> {
    topic: &'a str,
    partitions: Vec<i32>,
}
