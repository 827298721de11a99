//! Kafka APIs 15 and 69, DescribeGroups and ConsumerGroupDescribe: a group's state and members.

use super::cluster::check;
use super::conn::Conn;
use super::{CallError, list_groups};
use bytes::{Buf as _, Bytes};
use kafka_offsets::{
    GroupId, GroupMember, GroupState, GroupSummary, KafkaError, PartitionId, TopicPartition,
};
use kafka_protocol::messages::consumer_group_describe_response::Member;
use kafka_protocol::messages::describe_groups_response::DescribedGroupMember;
use kafka_protocol::messages::{
    ConsumerGroupDescribeRequest, ConsumerProtocolAssignment, DescribeGroupsRequest, GroupId as WireGroup,
};
use kafka_protocol::protocol::{Decodable, StrBytes};
use std::ops::RangeInclusive;

const CLASSIC: RangeInclusive<i16> = 0..=6;
const KIP_848: RangeInclusive<i16> = 0..=1;
/// Versions of the consumer protocol's assignment that the codec reads.
const ASSIGNMENT: RangeInclusive<i16> = 0..=3;

/// State and members of a group; `Dead` if the coordinator does not know it.
///
/// A group of the newer protocol (KIP-848) looks dead to DescribeGroups, so what looks dead is asked for again
/// where the broker knows that protocol. Share groups and streams groups look dead to both, though their names are
/// taken: they get a state of their own, so that nobody is told that there is no such group.
pub(crate) async fn ask(conn: &Conn, group: &GroupId) -> Result<GroupSummary, CallError> {
    let classic = classic(conn, group).await?;
    if classic.state != GroupState::Dead || !conn.offers::<ConsumerGroupDescribeRequest>(KIP_848) {
        return Ok(classic);
    }
    if let Some(summary) = kip_848(conn, group).await? {
        return Ok(summary);
    }
    let kind = list_groups::kind(conn, group).await?;
    let state = match kind.as_deref().map(str::to_ascii_lowercase).as_deref() {
        // Made between the two looks, or about to be removed: the next call tells.
        None | Some("classic" | "consumer" | "") => GroupState::Dead,
        Some(other) => GroupState::Unknown(format!("{other} group")),
    };
    Ok(GroupSummary { state, ..classic })
}

async fn classic(conn: &Conn, group: &GroupId) -> Result<GroupSummary, CallError> {
    let version = conn.version::<DescribeGroupsRequest>(CLASSIC)?;
    let request = DescribeGroupsRequest::default().with_groups(vec![wire(group)]);
    let answer = conn.call(version, &request).await?;
    let described = answer.groups.first().ok_or_else(|| nothing_described(conn, group))?;
    if KafkaError::from_code(described.error_code) == KafkaError::GroupIdNotFound {
        return Ok(GroupSummary { group: group.clone(), state: GroupState::Dead, members: Vec::new() });
    }
    check(described.error_code)?;
    Ok(GroupSummary {
        group: group.clone(),
        state: GroupState::from_name(&described.group_state),
        members: described.members.iter().map(classic_member).collect(),
    })
}

fn classic_member(member: &DescribedGroupMember) -> GroupMember {
    GroupMember {
        member_id: member.member_id.to_string(),
        client_id: member.client_id.to_string(),
        client_host: member.client_host.to_string(),
        assignment: assignment(member.member_assignment.clone()).unwrap_or_default(),
    }
}

/// The partitions in a member's assignment; `None` if it is not written in the consumers' own protocol, as with
/// Kafka Connect's workers.
fn assignment(mut bytes: Bytes) -> Option<Vec<TopicPartition>> {
    let version = bytes.try_get_i16().ok()?.min(*ASSIGNMENT.end());
    let assignment = ASSIGNMENT
        .contains(&version)
        .then(|| ConsumerProtocolAssignment::decode(&mut bytes, version))?
        .ok()?;
    let partitions = assignment.assigned_partitions.iter();
    Some(partitions.flat_map(|topic| positions(&topic.topic, &topic.partitions)).collect())
}

/// `None` if the group is none of this protocol either.
async fn kip_848(conn: &Conn, group: &GroupId) -> Result<Option<GroupSummary>, CallError> {
    let version = conn.version::<ConsumerGroupDescribeRequest>(KIP_848)?;
    let request = ConsumerGroupDescribeRequest::default().with_group_ids(vec![wire(group)]);
    let answer = conn.call(version, &request).await?;
    let described = answer.groups.first().ok_or_else(|| nothing_described(conn, group))?;
    match KafkaError::from_code(described.error_code) {
        // 35: offered, but switched off in this cluster.
        KafkaError::GroupIdNotFound | KafkaError::UnsupportedVersion => return Ok(None),
        _ => check(described.error_code)?,
    }
    Ok(Some(GroupSummary {
        group: group.clone(),
        state: GroupState::from_name(&described.group_state),
        members: described.members.iter().map(kip_848_member).collect(),
    }))
}

fn kip_848_member(member: &Member) -> GroupMember {
    let partitions = member.assignment.topic_partitions.iter();
    GroupMember {
        member_id: member.member_id.to_string(),
        client_id: member.client_id.to_string(),
        client_host: member.client_host.to_string(),
        assignment: partitions.flat_map(|topic| positions(&topic.topic_name, &topic.partitions)).collect(),
    }
}

fn positions(topic: &str, partitions: &[i32]) -> Vec<TopicPartition> {
    let Ok(topic) = topic.parse() else {
        return Vec::new();
    };
    let ids = partitions.iter().filter_map(|id| PartitionId::try_from(*id).ok());
    ids.map(|partition| TopicPartition { topic: kafka_offsets::TopicName::clone(&topic), partition })
        .collect()
}

fn wire(group: &GroupId) -> WireGroup {
    WireGroup(StrBytes::from_string(group.as_str().to_owned()))
}

fn nothing_described(conn: &Conn, group: &GroupId) -> CallError {
    CallError::Malformed(format!(
        "broker {}: it was asked about group \"{group}\" and says nothing",
        conn.address()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_assignment_of_the_consumer_protocol_is_read() {
        // Version 0, one topic "t" with partitions 3 and 5, user data null; by hand from Kafka's schema.
        let bytes = [0, 0, 0, 0, 0, 1, 0, 1, b't', 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 5, 255, 255, 255, 255];
        let read: Vec<String> =
            assignment(Bytes::copy_from_slice(&bytes)).unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(read, ["t/3", "t/5"]);
    }

    #[test]
    fn an_assignment_of_another_protocol_is_left_out_and_never_an_error() {
        for bytes in [&[][..], &[0], &[255, 255], &[0, 1, 0, 0, 0, 9, 1]] {
            assert_eq!(assignment(Bytes::copy_from_slice(bytes)), None);
        }
    }
}
