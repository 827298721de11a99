//! `GetGroupInfo`: state and members of consumer groups.

use super::answer::in_data;
use super::fields::{instance, refuse_misspelt, refused};
use super::wire::{Impossible, Int, partition, read_code, topic};
use crate::envelope::Payload;
use crate::faults::Code;
use crate::{InstanceId, ParameterError, Params};
use kafka_offsets::{GroupId, GroupMember, GroupState, GroupSummary, KafkaError, TopicPartition};
use serde::de::MapAccess;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Request of the action `GetGroupInfo`, about one or more groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetGroupInfo {
    /// The instance.
    pub instance: InstanceId,
    /// The first group.
    pub group: GroupId,
    /// Further groups.
    pub others: Vec<GroupId>,
}

impl GetGroupInfo {
    pub(crate) const ACTION: &'static str = "GetGroupInfo";

    /// The request's parameters.
    pub fn params(&self) -> Params {
        let mut params = Params::new();
        params.push("instanceId", self.instance.as_str());
        for (index, group) in self.groups().enumerate() {
            params.push(format!("group.{index}"), group.as_str());
        }
        params
    }

    /// All groups asked about, at least one.
    pub fn groups(&self) -> impl Iterator<Item = &GroupId> {
        std::iter::once(&self.group).chain(&self.others)
    }

    pub(crate) fn decode(params: &Params) -> Result<Self, ParameterError> {
        refuse_misspelt(params, &["instanceId", "group"])?;
        let is_index = |rest: &str| {
            rest.strip_prefix('.')
                .is_some_and(|d| !d.is_empty() && d.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let mut groups = params
            .iter()
            .filter(|(name, _)| {
                name.strip_prefix("group").is_some_and(|rest| rest.is_empty() || is_index(rest))
            })
            .map(|(name, value)| value.parse::<GroupId>().map_err(|error| refused(name, value, error)));
        let way_out = || "send the consumer group's name as group.0".to_owned();
        let group = groups
            .next()
            .ok_or_else(|| ParameterError::Missing { name: "group.0", way_out: way_out() })??;
        Ok(Self { instance: instance(params)?, group, others: groups.collect::<Result<_, _>>()? })
    }

    /// The answer, one summary per group that was asked about.
    pub fn encode_answer(summaries: &[GroupSummary]) -> Vec<u8> {
        let groups: Vec<Encoded<'_>> = summaries
            .iter()
            .map(|summary| Encoded {
                err_code: 0,
                state: summary.state.name(),
                protocol_type: if summary.state == GroupState::Dead { "" } else { "consumer" },
                protocol: "",
                members: summary.members.iter().map(encode_member).collect(),
                group: summary.group.as_str(),
            })
            .collect();
        in_data(groups)
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
struct Encoded<'a> {
    err_code: i64,
    state: &'a str,
    protocol_type: &'a str,
    protocol: &'a str,
    members: Vec<EncodedMember<'a>>,
    group: &'a str,
}

#[derive(Serialize)]
struct EncodedMember<'a> {
    member_id: &'a str,
    client_id: &'a str,
    client_host: &'a str,
    assignment: EncodedAssignment<'a>,
}

#[derive(Serialize)]
struct EncodedAssignment<'a> {
    version: i64,
    topics: Vec<EncodedTopic<'a>>,
}

#[derive(Serialize)]
struct EncodedTopic<'a> {
    topic: &'a str,
    partitions: Vec<i32>,
}

/// The result as received: `data` is a list of groups, or one group.
#[derive(Default)]
pub(crate) struct GroupInfoPayload {
    groups: Vec<Row>,
}

#[derive(Default)]
struct Row {
    group: Option<String>,
    state: Option<String>,
    err_code: Option<Int>,
    error_code: Option<Int>,
    members: Option<Vec<MemberRow>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct MemberRow {
    #[serde(alias = "MemberId")]
    member_id: Option<String>,
    #[serde(alias = "ClientId")]
    client_id: Option<String>,
    #[serde(alias = "ClientHost")]
    client_host: Option<String>,
    #[serde(alias = "Assignment")]
    assignment: Option<AssignmentRow>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct AssignmentRow {
    #[serde(alias = "Topics")]
    topics: Option<Vec<AssignedTopicRow>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct AssignedTopicRow {
    #[serde(alias = "Topic")]
    topic: String,
    #[serde(alias = "Partitions")]
    partitions: Option<Vec<Int>>,
}

impl Payload for GroupInfoPayload {
    fn begin(&mut self) {
        self.groups.push(Row::default());
    }

    fn take<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error> {
        let Some(row) = self.groups.last_mut() else { return Ok(false) };
        match name {
            "group" | "Group" => row.group = map.next_value()?,
            "state" | "State" => row.state = map.next_value()?,
            "err_code" => row.err_code = map.next_value()?,
            "error_code" => row.error_code = map.next_value()?,
            // Text in API 3.0
            "ErrorCode" => row.error_code = map.next_value::<Option<Code>>()?.and_then(number),
            "members" | "Members" => row.members = map.next_value()?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// A code that may be any text: none where it is empty, -1 where it is a word.
fn number(code: Code) -> Option<Int> {
    match code {
        Code::Number(number) => Some(Int(number)),
        Code::Word(word) if word.trim().is_empty() => None,
        Code::Word(_) => Some(Int(-1)),
    }
}

/// What an answer says of one group.
pub(crate) enum GroupAnswer {
    Summary(GroupSummary),
    Refused(KafkaError),
    /// The group is not in the answer.
    NotMentioned,
}

impl GroupInfoPayload {
    pub(crate) fn find(self, group: &GroupId) -> Result<GroupAnswer, Impossible> {
        let mut rows = self.groups;
        // One row without a name can only be the group that was asked about
        let alone = rows.len() == 1;
        let position = rows.iter().position(|row| match &row.group {
            Some(name) => name == group.as_str(),
            None => alone && row.state.is_some(),
        });
        let Some(row) = position.map(|at| rows.swap_remove(at)) else { return Ok(GroupAnswer::NotMentioned) };
        if let Some(code) = read_code(row.err_code, row.error_code) {
            return Ok(GroupAnswer::Refused(code));
        }
        let state = row
            .state
            .ok_or_else(|| format!("the answer does not say in which state group \"{group}\" is"))?;
        let members =
            row.members.unwrap_or_default().into_iter().map(read_member).collect::<Result<_, _>>()?;
        Ok(GroupAnswer::Summary(GroupSummary {
            group: group.clone(),
            state: GroupState::from_name(&state),
            members,
        }))
    }
}

fn read_member(row: MemberRow) -> Result<GroupMember, Impossible> {
    let topics = row.assignment.and_then(|assignment| assignment.topics).unwrap_or_default();
    let mut assignment = Vec::new();
    for assigned in topics {
        let name = topic(&assigned.topic)?;
        for number in assigned.partitions.unwrap_or_default() {
            let partition = partition(Some(number), &assigned.topic)?;
            assignment.push(TopicPartition { topic: name.clone(), partition });
        }
    }
    Ok(GroupMember {
        member_id: row.member_id.unwrap_or_default(),
        client_id: row.client_id.unwrap_or_default(),
        client_host: row.client_host.unwrap_or_default(),
        assignment,
    })
}
