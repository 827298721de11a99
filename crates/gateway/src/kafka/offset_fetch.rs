//! Kafka API 9, OffsetFetch: what a group has committed.

use super::CallError;
use super::cluster::check;
use super::conn::Conn;
use kafka_offsets::{GroupId, KafkaError, Offset};
use kafka_protocol::messages::offset_fetch_request::OffsetFetchRequestGroup;
use kafka_protocol::messages::{GroupId as WireGroup, OffsetFetchRequest};
use kafka_protocol::protocol::StrBytes;
use std::collections::HashMap;
use std::ops::RangeInclusive;

/// From 2 on all topics of a group can be asked for; 10 speaks of topic ids instead of names.
const VERSIONS: RangeInclusive<i16> = 2..=9;
/// From this version on groups are asked for in a list.
const GROUP_LIST: i16 = 8;

/// The committed offset, `None` if there is none, or the partition's error.
pub(crate) type Commit = Result<Option<Offset>, KafkaError>;

/// Commits by topic and partition; a partition that is not in it was never committed.
pub(crate) type Commits = HashMap<String, HashMap<i32, Commit>>;

/// Everything that the group has committed, as far as the caller may see the topics. Empty for an unknown group.
pub(crate) async fn of_group(conn: &Conn, group: &GroupId) -> Result<Commits, CallError> {
    let version = conn.version::<OffsetFetchRequest>(VERSIONS)?;
    let wire_group = WireGroup(StrBytes::from_string(group.as_str().to_owned()));
    if version < GROUP_LIST {
        let request = OffsetFetchRequest::default().with_group_id(wire_group).with_topics(None);
        let answer = conn.call(version, &request).await?;
        check(answer.error_code)?;
        let topics = answer.topics.iter().map(|topic| {
            let partitions = topic.partitions.iter();
            let commits = partitions.map(|p| (p.partition_index, commit(p.error_code, p.committed_offset)));
            (topic.name.to_string(), commits.collect())
        });
        return Ok(topics.collect());
    }
    let wanted = OffsetFetchRequestGroup::default().with_group_id(wire_group).with_topics(None);
    let request = OffsetFetchRequest::default().with_groups(vec![wanted]);
    let answer = conn.call(version, &request).await?;
    let answered = answer.groups.first().ok_or_else(|| {
        CallError::Malformed(format!(
            "broker {}: it was asked for the offsets of group \"{group}\" and says nothing",
            conn.address()
        ))
    })?;
    match KafkaError::from_code(answered.error_code) {
        KafkaError::GroupIdNotFound => return Ok(Commits::new()),
        _ => check(answered.error_code)?,
    }
    let topics = answered.topics.iter().map(|topic| {
        let partitions = topic.partitions.iter();
        let commits = partitions.map(|p| (p.partition_index, commit(p.error_code, p.committed_offset)));
        (topic.name.to_string(), commits.collect())
    });
    Ok(topics.collect())
}

fn commit(code: i16, offset: i64) -> Commit {
    match KafkaError::from_code(code) {
        // -1 is "never committed".
        KafkaError::None => Ok(Offset::try_from(offset).ok()),
        code => Err(code),
    }
}
