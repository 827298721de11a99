//! Reads a group and its topics: state, commits, and the ends of the logs.

use super::cluster::Cluster;
use super::list_offsets::Question;
use super::logs::Logs;
use super::offset_fetch::{self, Commits};
use super::{CallError, describe_group, logs};
use crate::upstream::ReadTopics;
use kafka_offsets::{
    GroupId, GroupSummary, KafkaError, OffsetSnapshot, PartitionId, PartitionOffsets, TimeLookup, Timestamp,
    TopicName, TopicPartition, TopicSelection,
};
use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

/// State and members of a group.
pub(crate) async fn describe(cluster: &Cluster, group: &GroupId) -> Result<GroupSummary, CallError> {
    cluster.read_coordinator(group, |conn| async move { describe_group::ask(&conn, group).await }).await
}

async fn commits(cluster: &Cluster, group: &GroupId) -> Result<Commits, CallError> {
    cluster.read_coordinator(group, |conn| async move { offset_fetch::of_group(&conn, group).await }).await
}

/// Everything that a plan needs: the group asked at its coordinator, the logs at their leaders, all at once but for
/// what depends on the commits.
pub(crate) async fn read(
    cluster: &Cluster,
    group: &GroupId,
    topics: &ReadTopics,
    at_time: Option<Timestamp>,
) -> Result<OffsetSnapshot, CallError> {
    let mut questions = vec![Question::LogStart, Question::LogEnd];
    questions.extend(at_time.map(Question::At));
    let (summary, commits, logs) = match topics {
        ReadTopics::Named(topics) => {
            let (summary, commits, logs) = futures::try_join!(
                describe(cluster, group),
                commits(cluster, group),
                logs::read(cluster, topics, &questions)
            )?;
            (summary, commits, Some(logs))
        }
        ReadTopics::AllOfGroup => {
            let (summary, commits) = futures::try_join!(describe(cluster, group), commits(cluster, group))?;
            let logs = match committed_topics(&commits) {
                Some(topics) => Some(logs::read(cluster, &topics, &questions).await?),
                None => None,
            };
            (summary, commits, logs)
        }
    };
    let (partitions, failed_topics) = logs.map(|logs| join(&logs, &commits, at_time)).unwrap_or_default();
    Ok(OffsetSnapshot { taken_at: now(), group: summary, partitions, failed_topics, looked_up: at_time })
}

/// The topics that the group has an offset committed on.
fn committed_topics(commits: &Commits) -> Option<TopicSelection> {
    let committed =
        commits.iter().filter(|(_, partitions)| partitions.values().any(|commit| *commit != Ok(None)));
    TopicSelection::new(committed.filter_map(|(topic, _)| topic.parse().ok()))
}

/// Logs and commits side by side, partition by partition.
fn join(
    logs: &Logs,
    commits: &Commits,
    at_time: Option<Timestamp>,
) -> (BTreeMap<TopicPartition, PartitionOffsets>, BTreeMap<TopicName, KafkaError>) {
    let mut partitions = BTreeMap::new();
    let mut failed = BTreeMap::new();
    for (name, topic) in &logs.topics {
        match topic {
            Ok(topic) => {
                let commits = commits.get(name.as_str());
                for partition in topic.partitions.keys() {
                    let commit = commits.and_then(|commits| commits.get(&partition.get())).copied();
                    let offsets =
                        partition_offsets(logs, name, *partition, commit.unwrap_or(Ok(None)), at_time);
                    partitions.insert(TopicPartition { topic: name.clone(), partition: *partition }, offsets);
                }
            }
            Err(code) => {
                failed.insert(name.clone(), *code);
            }
        }
    }
    (partitions, failed)
}

fn partition_offsets(
    logs: &Logs,
    topic: &TopicName,
    partition: PartitionId,
    commit: offset_fetch::Commit,
    at_time: Option<Timestamp>,
) -> PartitionOffsets {
    // The ends of a log always exist, so "no such record" is no answer to the first two questions.
    let end = |question| logs.answer(question, topic, partition)?.ok_or(KafkaError::UnknownServerError);
    let (log_start, log_end) = (end(0), end(1));
    let at_time = match at_time {
        None => Ok(TimeLookup::Unknown),
        Some(_) => logs
            .answer(2, topic, partition)
            .map(|found| found.map_or(TimeLookup::NoRecord, TimeLookup::Found)),
    };
    let errors = [commit.err(), log_start.err(), log_end.err(), at_time.err()];
    PartitionOffsets {
        committed: commit.unwrap_or(None),
        log_start: log_start.ok(),
        log_end: log_end.ok(),
        at_time: at_time.unwrap_or(TimeLookup::Unknown),
        error: errors.into_iter().flatten().next(),
    }
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis())
        .ok()
        .and_then(|millis| Timestamp::try_from(millis).ok())
        .unwrap_or(Timestamp::EPOCH)
}
