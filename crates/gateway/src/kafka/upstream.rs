//! The Kafka upstream: snapshots and resets made of Kafka's calls.

use super::answer::Draft;
use super::cluster::Cluster;
use super::error::coordinator_is_elsewhere;
use super::list_offsets::Question;
use super::logs::Logs;
use super::metadata::{self, Topic};
use super::offset_commit::{self, Codes, Move};
use super::offset_fetch::{self, Commits};
use super::retry::Retry;
use super::{CallError, describe_group, list_groups, logs};
use crate::upstream::{
    Expected, GroupListing, InstanceSummary, OffsetUpstream, PlanLine, ReadTopics, TopicAttributes,
    TopicListing, UpstreamError,
};
use async_trait::async_trait;
use futures::future::try_join_all;
use kafka_offsets::{
    GroupId, GroupSummary, KafkaError, OffsetSnapshot, PartitionId, PartitionOffsets, PlanError, ResetAnswer,
    ResetPlan, ResetRequest, ResetScope, ResetStrategy, Resolution, TimeLookup, Timestamp, TopicName,
    TopicPartition, TopicSelection,
};
use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

/// One Kafka cluster as an [`OffsetUpstream`].
#[derive(Debug)]
pub struct KafkaUpstream {
    instance: InstanceSummary,
    cluster: Cluster,
}

impl KafkaUpstream {
    /// The cluster under this instance id. Nothing is connected before the first call.
    pub fn new(instance: InstanceSummary, cluster: Cluster) -> Self {
        Self { instance, cluster }
    }

    async fn describe(&self, group: &GroupId) -> Result<GroupSummary, CallError> {
        self.cluster
            .read_coordinator(group, |conn| async move { describe_group::ask(&conn, group).await })
            .await
    }

    async fn commits(&self, group: &GroupId) -> Result<Commits, CallError> {
        self.cluster
            .read_coordinator(group, |conn| async move { offset_fetch::of_group(&conn, group).await })
            .await
    }

    async fn read(
        &self,
        group: &GroupId,
        topics: &ReadTopics,
        at_time: Option<Timestamp>,
    ) -> Result<OffsetSnapshot, CallError> {
        let mut questions = vec![Question::LogStart, Question::LogEnd];
        questions.extend(at_time.map(Question::At));
        let (summary, commits, logs) = match topics {
            ReadTopics::Named(topics) => {
                let (summary, commits, logs) = futures::try_join!(
                    self.describe(group),
                    self.commits(group),
                    logs::read(&self.cluster, topics, &questions)
                )?;
                (summary, commits, Some(logs))
            }
            ReadTopics::AllOfGroup => {
                let (summary, commits) = futures::try_join!(self.describe(group), self.commits(group))?;
                let logs = match committed_topics(&commits) {
                    Some(topics) => Some(logs::read(&self.cluster, &topics, &questions).await?),
                    None => None,
                };
                (summary, commits, logs)
            }
        };
        let (partitions, failed_topics) = logs.map(|logs| join(&logs, &commits, at_time)).unwrap_or_default();
        Ok(OffsetSnapshot { taken_at: now(), group: summary, partitions, failed_topics, looked_up: at_time })
    }

    /// Commits the moves and returns the broker's codes.
    ///
    /// A coordinator that answers "not me" or "not yet" has written nothing, so those moves are sent again; a
    /// request without an answer is never sent again.
    async fn commit(&self, group: &GroupId, moves: Vec<Move>) -> Result<Codes, UpstreamError> {
        let mut codes = Codes::new();
        let mut something_written = false;
        let mut retry = Retry::default();
        let mut left = moves;
        loop {
            let mut refused = Vec::new();
            for batch in batches(group, &left) {
                let outcome = match self.cluster.coordinator(group).await {
                    Ok(conn) => offset_commit::send(&conn, group, batch).await,
                    Err(error) => Err(error),
                };
                match outcome {
                    Ok(answer) => {
                        let elsewhere =
                            |one: &&Move| code_of(&answer, one).is_some_and(coordinator_is_elsewhere);
                        refused.extend(batch.iter().filter(elsewhere).cloned());
                        something_written |=
                            batch.iter().any(|one| code_of(&answer, one).is_none_or(KafkaError::is_success));
                        for (topic, partitions) in answer {
                            codes.entry(topic).or_default().extend(partitions);
                        }
                    }
                    Err(error) if error.may_have_happened() || something_written => {
                        return Err(UpstreamError::OutcomeUnknown(error.to_string()));
                    }
                    // Nothing was written, and this batch may well go through in a moment.
                    Err(error) if error.worth_another_read() => {
                        self.cluster.forget_coordinator(group);
                        if !retry.again().await {
                            return Err(refusal(&format!("moving the offsets of group \"{group}\""), error));
                        }
                        refused.extend(batch.iter().cloned());
                    }
                    Err(error) => {
                        return Err(refusal(&format!("moving the offsets of group \"{group}\""), error));
                    }
                }
            }
            if refused.is_empty() {
                return Ok(codes);
            }
            self.cluster.forget_coordinator(group);
            if !retry.again().await {
                return Ok(codes);
            }
            left = refused;
        }
    }

    /// Plans on what was just read, writes unless it is a dry run, and answers row by row.
    async fn carry_out(
        &self,
        request: ResetRequest,
        expected: &BTreeMap<TopicPartition, Expected>,
        dry_run: bool,
    ) -> Result<ResetAnswer, UpstreamError> {
        let (topics, at_time) = to_read(&request)?;
        let snapshot = self.snapshot(&request.group, &topics, at_time).await?;
        let group = request.group.clone();
        let plan = ResetPlan::compute(request, &snapshot, Resolution::Here)
            .map_err(|error| no_plan(&group, error))?;
        let mut draft = Draft::new(&plan, expected);
        let moves = draft.moves();
        if !dry_run && !moves.is_empty() {
            draft.settle(&self.commit(&group, moves).await?);
        }
        Ok(draft.answer())
    }
}

#[async_trait]
impl OffsetUpstream for KafkaUpstream {
    fn instance(&self) -> InstanceSummary {
        self.instance.clone()
    }

    async fn list_groups(&self) -> Result<Vec<GroupListing>, UpstreamError> {
        let doing = "listing the groups";
        // Each broker knows only the groups that it coordinates.
        let brokers = self.cluster.brokers().await.map_err(|error| refusal(doing, error))?;
        let lists = brokers.iter().map(|broker| async move {
            let conn = self.cluster.conn(&broker.address).await?;
            list_groups::of_broker(&conn).await
        });
        let mut groups: Vec<GroupListing> =
            try_join_all(lists).await.map_err(|error| refusal(doing, error))?.into_iter().flatten().collect();
        groups.sort();
        // While a group moves from one broker to another, both may name it.
        groups.dedup_by(|one, other| one.group == other.group);
        Ok(groups)
    }

    async fn list_topics(&self) -> Result<Vec<TopicListing>, UpstreamError> {
        let all = self.cluster.read_any(|conn| async move { metadata::all_topics(&conn).await }).await;
        let all = all.map_err(|error| refusal("listing the topics", error))?;
        self.cluster.learn(&all.brokers);
        let readable = all.topics.iter().filter_map(|(name, topic)| Some((name, topic.as_ref().ok()?)));
        let shown = readable.filter(|(_, topic)| !topic.internal);
        Ok(shown
            .map(|(name, topic)| TopicListing { topic: name.clone(), partitions: count(topic) })
            .collect())
    }

    async fn describe_group(&self, group: &GroupId) -> Result<GroupSummary, UpstreamError> {
        self.describe(group).await.map_err(|error| refusal(&format!("describing group \"{group}\""), error))
    }

    async fn topic(&self, topic: &TopicName) -> Result<TopicAttributes, UpstreamError> {
        let doing = format!("reading topic \"{topic}\"");
        let not_found = || UpstreamError::TopicNotFound(topic.clone());
        let one = TopicSelection::new([topic.clone()]).ok_or_else(not_found)?;
        let one = &one;
        let read = self.cluster.read_any(|conn| async move { metadata::topics(&conn, one).await }).await;
        let found =
            read.map_err(|error| refusal(&doing, error))?.topics.remove(topic).ok_or_else(not_found)?;
        match found {
            Ok(found) => Ok(TopicAttributes {
                topic: topic.clone(),
                partitions: count(&found),
                replicas: found.partitions.values().next().map_or(0, |partition| partition.replicas),
            }),
            Err(KafkaError::UnknownTopicOrPartition) => Err(not_found()),
            Err(code) => Err(UpstreamError::Refused { doing, code }),
        }
    }

    async fn snapshot(
        &self,
        group: &GroupId,
        topics: &ReadTopics,
        at_time: Option<Timestamp>,
    ) -> Result<OffsetSnapshot, UpstreamError> {
        let read = self.read(group, topics, at_time).await;
        read.map_err(|error| refusal(&format!("reading the offsets of group \"{group}\""), error))
    }

    async fn reset(&self, request: &ResetRequest, dry_run: bool) -> Result<ResetAnswer, UpstreamError> {
        self.carry_out(request.clone(), &BTreeMap::new(), dry_run).await
    }

    async fn reset_partitions(
        &self,
        group: &GroupId,
        lines: &[PlanLine],
        create_group: bool,
        dry_run: bool,
    ) -> Result<ResetAnswer, UpstreamError> {
        let offsets: BTreeMap<_, _> = lines.iter().map(|line| (line.at.clone(), line.offset)).collect();
        let expected = lines.iter().map(|line| (line.at.clone(), line.expected)).collect();
        let request = ResetRequest {
            group: group.clone(),
            scope: ResetScope::Partitions(offsets.keys().cloned().collect()),
            strategy: ResetStrategy::PerPartition(offsets),
            create_group,
        };
        self.carry_out(request, &expected, dry_run).await
    }
}

/// What must be read to plan the request.
fn to_read(request: &ResetRequest) -> Result<(ReadTopics, Option<Timestamp>), UpstreamError> {
    let at_time = match request.strategy {
        ResetStrategy::Timestamp(time) => Some(time),
        _ => None,
    };
    let chosen = match (&request.strategy, &request.scope) {
        (ResetStrategy::PerPartition(offsets), _) => {
            TopicSelection::new(offsets.keys().map(|at| at.topic.clone()))
        }
        (_, ResetScope::Partitions(partitions)) => {
            TopicSelection::new(partitions.iter().map(|at| at.topic.clone()))
        }
        (_, ResetScope::Topics(topics)) => Some(topics.clone()),
        (_, ResetScope::AllTopicsOfGroup) => return Ok((ReadTopics::AllOfGroup, at_time)),
    };
    let chosen = chosen
        .ok_or_else(|| UpstreamError::Internal("a reset of no partition at all was asked for".to_owned()))?;
    Ok((ReadTopics::Named(chosen), at_time))
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

/// Bytes that one commit request may hand to the group's log. Brokers append it as one batch, which by default may
/// have 1 MiB.
const BATCH_BYTES: usize = 512 * 1024;
/// Bytes that a committed offset takes there besides the names of group and topic; generously.
const MOVE_BYTES: usize = 100;

/// The moves in as many requests as brokers accept: one, but for many thousands of partitions.
fn batches<'a>(group: &GroupId, moves: &'a [Move]) -> impl Iterator<Item = &'a [Move]> {
    let longest = moves.iter().map(|one| one.at.topic.as_str().len()).max().unwrap_or(0);
    let each = MOVE_BYTES + group.as_str().len() + longest;
    moves.chunks((BATCH_BYTES / each).max(1))
}

fn code_of(codes: &Codes, one: &Move) -> Option<KafkaError> {
    codes.get(one.at.topic.as_str())?.get(&one.at.partition.get()).copied()
}

fn count(topic: &Topic) -> u32 {
    u32::try_from(topic.partitions.len()).unwrap_or(u32::MAX)
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis())
        .ok()
        .and_then(|millis| Timestamp::try_from(millis).ok())
        .unwrap_or(Timestamp::EPOCH)
}

/// What a failed call means to the caller, where nothing was written.
fn refusal(doing: &str, error: CallError) -> UpstreamError {
    match error {
        CallError::Broker(code) if coordinator_is_elsewhere(code) => {
            UpstreamError::Unavailable(format!("{doing}: {error}"))
        }
        CallError::Broker(code) => UpstreamError::Refused { doing: doing.to_owned(), code },
        CallError::NotSent(why) | CallError::Cut(why) | CallError::TimedOut(why) => {
            UpstreamError::Unavailable(why)
        }
        CallError::Unsupported(why) => {
            UpstreamError::Refused { doing: format!("{doing}: {why}"), code: KafkaError::UnsupportedVersion }
        }
        CallError::Malformed(why) => UpstreamError::Internal(format!("{doing}: {why}")),
    }
}

fn no_plan(group: &GroupId, error: PlanError) -> UpstreamError {
    match error {
        PlanError::GroupNotEmpty { state, members } => {
            UpstreamError::GroupNotEmpty { group: group.clone(), state, members }
        }
        PlanError::GroupDoesNotExist => UpstreamError::GroupNotFound(group.clone()),
        PlanError::NothingCommitted => UpstreamError::NothingCommitted(group.clone()),
        PlanError::NothingChosen | PlanError::OtherTimeLookedUp | PlanError::OtherGroupRead => {
            UpstreamError::Internal(error.to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kafka_offsets::Offset;

    fn moves(topic: &str, partitions: i32) -> Vec<Move> {
        let topic: TopicName = topic.parse().unwrap();
        let at = |id| TopicPartition { topic: topic.clone(), partition: PartitionId::try_from(id).unwrap() };
        (0..partitions).map(|id| Move { at: at(id), to: Offset::ZERO }).collect()
    }

    #[test]
    fn a_thousand_partitions_are_one_request() {
        let group = "billing".parse().unwrap();
        assert_eq!(batches(&group, &moves("orders.created", 1_000)).count(), 1);
    }

    #[test]
    fn the_longest_names_are_split_so_that_brokers_accept_each_part_and_nothing_is_left_out() {
        let (group, topic) = ("g".repeat(255), "t".repeat(249));
        let moves = moves(&topic, 10_000);
        let parts: Vec<&[Move]> = batches(&group.parse().unwrap(), &moves).collect();
        assert!(parts.iter().all(|part| part.len() * (group.len() + topic.len() + 50) < 1024 * 1024));
        assert_eq!(parts.concat(), moves);
    }

    #[test]
    fn a_name_longer_than_a_part_still_goes_one_by_one() {
        let group: GroupId = "g".repeat(32_000).parse().unwrap();
        assert!(batches(&group, &moves("t", 100)).all(|part| !part.is_empty()));
    }
}
