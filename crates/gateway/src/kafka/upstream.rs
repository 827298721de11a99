//! The Kafka upstream: snapshots and resets made of Kafka's calls.

use super::answer::Draft;
use super::cluster::Cluster;
use super::commit::commit;
use super::metadata::{self, Topic};
use super::refusal::{no_plan, refusal};
use super::{list_groups, snapshot};
use crate::upstream::{
    Expected, GroupListing, InstanceSummary, OffsetUpstream, PlanLine, ReadTopics, TopicAttributes,
    TopicListing, UpstreamError, to_read,
};
use async_trait::async_trait;
use futures::future::try_join_all;
use kafka_offsets::{
    GroupId, GroupSummary, KafkaError, OffsetSnapshot, ResetAnswer, ResetPlan, ResetRequest, ResetScope,
    ResetStrategy, Resolution, Timestamp, TopicName, TopicPartition, TopicSelection,
};
use std::collections::BTreeMap;

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
            draft.settle(&commit(&self.cluster, &group, moves).await?);
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
        snapshot::describe(&self.cluster, group)
            .await
            .map_err(|error| refusal(&format!("describing group \"{group}\""), error))
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
        let read = snapshot::read(&self.cluster, group, topics, at_time).await;
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

fn count(topic: &Topic) -> u32 {
    u32::try_from(topic.partitions.len()).unwrap_or(u32::MAX)
}
