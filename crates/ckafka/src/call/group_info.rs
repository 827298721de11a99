//! State and members of a group.

use super::{Call, Progress};
use crate::envelope::{self, malformed};
use crate::v2::{GetGroupInfo, GroupAnswer, GroupInfoPayload};
use crate::{ApiVersion, HttpResponse, InstanceId, Question, TransportFault};
use kafka_offsets::{EndpointFault, FaultKind, GroupId, GroupState, GroupSummary, KafkaError};

/// Asks for state and members of one group. A group that does not exist is in state `Dead`.
#[derive(Debug, Clone)]
pub struct GroupInfo {
    request: GetGroupInfo,
}

impl GroupInfo {
    /// The call.
    pub fn new(instance: InstanceId, group: GroupId) -> Self {
        Self { request: GetGroupInfo { instance, group, others: Vec::new() } }
    }
}

impl Call for GroupInfo {
    type Answer = GroupSummary;

    fn question(&self, api: ApiVersion) -> Question {
        match api {
            ApiVersion::V2 => Question::V2 { action: GetGroupInfo::ACTION, params: self.request.params() },
            ApiVersion::V3 => Question::V3 { action: GetGroupInfo::ACTION_V3, body: self.request.body() },
        }
    }

    fn respond(&mut self, response: Result<HttpResponse, TransportFault>) -> Progress<GroupSummary> {
        let group = &self.request.group;
        Progress::Done(envelope::read::<GroupInfoPayload>(response).and_then(|payload| {
            match payload.find(group).map_err(malformed)? {
                GroupAnswer::Summary(summary) => Ok(summary),
                GroupAnswer::Refused(KafkaError::GroupIdNotFound) => {
                    Ok(GroupSummary { group: group.clone(), state: GroupState::Dead, members: Vec::new() })
                }
                GroupAnswer::Refused(code) => Err(refused(group, code)),
                GroupAnswer::NotMentioned => {
                    Err(malformed(format!("the answer does not mention group \"{group}\"")))
                }
            }
        }))
    }
}

fn refused(group: &GroupId, code: KafkaError) -> EndpointFault {
    let kind = match code {
        KafkaError::GroupAuthorizationFailed | KafkaError::ClusterAuthorizationFailed => {
            FaultKind::NotAuthorized
        }
        _ => FaultKind::Other,
    };
    EndpointFault {
        kind,
        raw_code: format!("{} {}", code.code(), code.name()),
        raw_message: format!("group \"{group}\": {}", code.meaning()),
    }
}
