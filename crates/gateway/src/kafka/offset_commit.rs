//! Kafka API 8, OffsetCommit: moves a group's offsets from outside the group.

use super::CallError;
use super::conn::Conn;
use kafka_offsets::{GroupId, KafkaError, Offset, TopicPartition};
use kafka_protocol::messages::offset_commit_request::{
    OffsetCommitRequestPartition, OffsetCommitRequestTopic,
};
use kafka_protocol::messages::{GroupId as WireGroup, OffsetCommitRequest, TopicName as WireTopic};
use kafka_protocol::protocol::StrBytes;
use std::collections::HashMap;
use std::ops::RangeInclusive;

/// All that a commit from outside needs; 9 changes codes for members only, 10 speaks of topic ids.
const VERSIONS: RangeInclusive<i16> = 2..=8;
/// "No generation": the commit comes from no member. Brokers then accept it only while the group has no members.
const NO_GENERATION: i32 = -1;

/// One offset to commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Move {
    pub(crate) at: TopicPartition,
    pub(crate) to: Offset,
}

/// The broker's code for each partition of a commit, 0 for done.
pub(crate) type Codes = HashMap<String, HashMap<i32, KafkaError>>;

/// Commits these offsets, without metadata. A partition that the answer leaves out is left out of the codes.
///
/// # Errors
///
/// [`CallError::may_have_happened`] says whether the offsets may have been written all the same.
pub(crate) async fn send(conn: &Conn, group: &GroupId, moves: &[Move]) -> Result<Codes, CallError> {
    let version = conn.version::<OffsetCommitRequest>(VERSIONS)?;
    let request = OffsetCommitRequest::default()
        .with_group_id(WireGroup(StrBytes::from_string(group.as_str().to_owned())))
        .with_generation_id_or_member_epoch(NO_GENERATION)
        .with_topics(topics(moves));
    let answer = conn.call(version, &request).await?;
    let topics = answer.topics.iter().map(|topic| {
        let partitions = topic.partitions.iter();
        let codes = partitions.map(|p| (p.partition_index, KafkaError::from_code(p.error_code)));
        (topic.name.to_string(), codes.collect())
    });
    Ok(topics.collect())
}

/// The moves by topic; neighbours of one topic share an entry.
fn topics(moves: &[Move]) -> Vec<OffsetCommitRequestTopic> {
    let topics = moves.chunk_by(|one, next| one.at.topic == next.at.topic);
    topics
        .filter_map(|moves| {
            let name = moves.first()?.at.topic.as_str().to_owned();
            let partitions = moves.iter().map(|one| {
                OffsetCommitRequestPartition::default()
                    .with_partition_index(one.at.partition.get())
                    .with_committed_offset(one.to.get())
                    .with_committed_metadata(Some(StrBytes::new()))
            });
            let name = WireTopic(StrBytes::from_string(name));
            Some(OffsetCommitRequestTopic::default().with_name(name).with_partitions(partitions.collect()))
        })
        .collect()
}
