//! One instance of the cloud as an [`OffsetUpstream`].

use super::client::Client;
use super::{Settings, reset};
use crate::Clock;
use crate::upstream::{
    GroupListing, InstanceSummary, OffsetUpstream, PlanLine, ReadTopics, TopicAttributes, TopicListing,
    UpstreamError,
};
use async_trait::async_trait;
use ckafka_api::{
    ApiVersion, EndpointCapabilities, GroupInfo, GroupOffsets, InstanceId, ListGroups, ListTopics,
    TopicPartitions, Topics,
};
use kafka_offsets::{
    Abilities, EndpointFault, GroupId, GroupSummary, OffsetSnapshot, ResetAnswer, ResetRequest, ResetScope,
    ResetStrategy, Timestamp, TopicName,
};
use std::collections::BTreeMap;

/// One instance of the cloud.
#[derive(Debug)]
pub struct TencentUpstream {
    instance: InstanceSummary,
    pub(super) at_cloud: InstanceId,
    pub(super) client: Client,
    pub(super) can: EndpointCapabilities,
}

impl TencentUpstream {
    /// The instance `at_cloud` under the id that callers use. Nothing is connected before the first call.
    pub fn new(instance: InstanceSummary, at_cloud: InstanceId, settings: Settings, clock: Clock) -> Self {
        let can = EndpointCapabilities::documented(settings.connection.api);
        Self { instance, at_cloud, client: Client::new(settings, clock), can }
    }

    pub(super) async fn read_offsets(
        &self,
        group: &GroupId,
        topics: &Topics,
        at_time: Option<Timestamp>,
    ) -> Result<ckafka_api::OffsetTable, EndpointFault> {
        let call =
            || GroupOffsets::new(self.at_cloud.clone(), group.clone(), topics.clone(), at_time, &self.can);
        self.client.read(call).await
    }

    pub(super) fn now(&self) -> Timestamp {
        Timestamp::try_from(self.client.now_millis()).unwrap_or(Timestamp::EPOCH)
    }
}

#[async_trait]
impl OffsetUpstream for TencentUpstream {
    fn instance(&self) -> InstanceSummary {
        self.instance.clone()
    }

    fn abilities(&self) -> Abilities {
        let v3 = self.client.connection().api == ApiVersion::V3;
        Abilities { partition_offsets: v3, time_lookup: v3, ..Abilities::default() }
    }

    async fn list_groups(&self) -> Result<Vec<GroupListing>, UpstreamError> {
        let call = || ListGroups::new(self.at_cloud.clone(), &self.can);
        let all = self.client.read(call).await.map_err(|fault| self.of_read("listing the groups", &fault))?;
        let mut groups: Vec<GroupListing> = all
            .into_iter()
            .map(|found| GroupListing { group: found.group, protocol_type: found.protocol_type })
            .collect();
        groups.sort();
        Ok(groups)
    }

    async fn list_topics(&self) -> Result<Vec<TopicListing>, UpstreamError> {
        let call = || ListTopics::new(self.at_cloud.clone(), &self.can);
        let all = self.client.read(call).await.map_err(|fault| self.of_read("listing the topics", &fault))?;
        let mut topics: Vec<TopicListing> = all
            .into_iter()
            .map(|found| TopicListing { topic: found.topic, partitions: found.partitions.unwrap_or(0) })
            .collect();
        topics.sort_by(|one, other| one.topic.cmp(&other.topic));
        Ok(topics)
    }

    async fn describe_group(&self, group: &GroupId) -> Result<GroupSummary, UpstreamError> {
        let call = || GroupInfo::new(self.at_cloud.clone(), group.clone());
        self.client
            .read(call)
            .await
            .map_err(|fault| self.of_read(&format!("describing group \"{group}\""), &fault))
    }

    async fn topic(&self, topic: &TopicName) -> Result<TopicAttributes, UpstreamError> {
        let call = || TopicPartitions::new(self.at_cloud.clone(), topic.clone());
        let found = self.client.read(call).await.map_err(|fault| self.of_topic(topic, &fault))?;
        let first = found.partitions.first();
        Ok(TopicAttributes {
            topic: found.topic,
            partitions: u32::try_from(found.partitions.len()).unwrap_or(u32::MAX),
            replicas: first.and_then(|state| state.replicas).unwrap_or(0),
        })
    }

    async fn snapshot(
        &self,
        group: &GroupId,
        topics: &ReadTopics,
        at_time: Option<Timestamp>,
    ) -> Result<OffsetSnapshot, UpstreamError> {
        let topics = match topics {
            ReadTopics::AllOfGroup => Topics::AllOfGroup,
            ReadTopics::Named(selection) => Topics::Named(selection.clone()),
        };
        let summary = self.describe_group(group).await?;
        let read = self.read_offsets(group, &topics, at_time).await;
        let table =
            read.map_err(|fault| self.of_read(&format!("reading the offsets of group \"{group}\""), &fault))?;
        Ok(table.into_snapshot(summary, self.now()))
    }

    async fn reset(&self, request: &ResetRequest, dry_run: bool) -> Result<ResetAnswer, UpstreamError> {
        reset::carry_out(self, request.clone(), &BTreeMap::new(), dry_run).await
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
        reset::carry_out(self, request, &expected, dry_run).await
    }
}
