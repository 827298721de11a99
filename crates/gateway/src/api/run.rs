//! What each action does: from a decoded request to its encoded answer.

use crate::access::Caller;
use crate::upstream::{self, OffsetUpstream, ReadTopics};
use crate::{AppState, Instance};
use ckafka_api::{
    Answering, EndpointCapabilities, Expected, GetGroupInfo, GetGroupOffsets, GetTopicAttributes,
    GroupListing, InstanceSummary, ListGroup, ListInstance, ListTopic, PlanLine, SetPartitionOffsets,
    TopicAttributes, TopicListing, TopicPartitionState, Topics,
};
use ckafka_api::{ApiError, InstanceId, ServerRequest};
use kafka_offsets::{GroupId, PartitionId, ResetRequest, Timestamp};
use std::sync::Arc;

/// A request that is understood and allowed, with all that is needed to carry it out.
#[derive(Debug)]
pub(super) struct Call {
    request: ServerRequest,
    answering: Answering,
    caller: Caller,
    instances: Arc<[Instance]>,
    now_millis: u64,
}

impl Call {
    /// The request as a call, if the caller may make it.
    ///
    /// # Errors
    ///
    /// [`ApiError::NotAuthorized`] for a missing right.
    pub(super) fn new(
        state: &AppState,
        caller: Caller,
        request: ServerRequest,
        answering: Answering,
    ) -> Result<Self, ApiError> {
        caller.may_call(request.names())?;
        if let Some(id) = request.instance() {
            caller.may_use_instance(id.as_str())?;
        }
        for group in groups(&request) {
            caller.may_use_group(group.as_str())?;
        }
        let instances = Arc::clone(&state.instances);
        Ok(Self { request, answering, caller, instances, now_millis: (state.clock)() })
    }

    /// Whether the call may change offsets; a dry run doesn't.
    pub(super) fn writes(&self) -> bool {
        self.request.writes()
    }

    /// Carries the call out and encodes its answer.
    ///
    /// # Errors
    ///
    /// [`ApiError`]; only its code 6000 leaves open whether anything was written.
    pub(super) async fn run(self) -> Result<Vec<u8>, ApiError> {
        match &self.request {
            ServerRequest::DescribeCapabilities(about) => self.capabilities(about.instance.as_ref()),
            ServerRequest::ListInstance(list) => self.list_instances(list),
            ServerRequest::ListGroup(list) => self.list_groups(list).await,
            ServerRequest::ListTopic(list) => self.list_topics(list).await,
            ServerRequest::GetTopicAttributes(get) => self.topic(get).await,
            ServerRequest::GetGroupInfo(get) => self.group_info(get).await,
            ServerRequest::GetGroupOffsets(get) => self.group_offsets(get).await,
            ServerRequest::SetGroupOffsets(reset) => {
                self.reset(&reset.instance, &reset.reset_request(), reset.dry_run).await
            }
            ServerRequest::ModifyGroupOffsets(reset) => {
                self.reset(&reset.instance, &reset.reset_request(), false).await
            }
            ServerRequest::SetPartitionOffsets(reset) => self.reset_partitions(reset).await,
        }
    }

    fn upstream(&self, id: &InstanceId) -> Result<&Arc<dyn OffsetUpstream>, ApiError> {
        self.instances
            .iter()
            .map(|instance| &instance.upstream)
            .find(|upstream| upstream.instance().id == id.as_str())
            .ok_or_else(|| ApiError::InstanceNotFound(id.to_string()))
    }

    /// What the instance can do; if none is named, what every one can that the caller may use.
    fn capabilities(&self, about: Option<&InstanceId>) -> Result<Vec<u8>, ApiError> {
        if let Some(id) = about {
            self.upstream(id)?;
        }
        let now = i64::try_from(self.now_millis).ok().and_then(|millis| Timestamp::try_from(millis).ok());
        let mut all =
            EndpointCapabilities { server_time: now, ..EndpointCapabilities::all(Timestamp::EPOCH) };
        let usable = |upstream: &&Arc<dyn OffsetUpstream>| {
            let id = upstream.instance().id;
            about.is_none_or(|about| about.as_str() == id) && self.caller.may_use_instance(&id).is_ok()
        };
        for upstream in self.instances.iter().map(|instance| &instance.upstream).filter(usable) {
            let can = upstream.abilities();
            all.log_start &= can.log_start;
            all.time_lookup &= can.time_lookup;
            all.dry_run &= can.dry_run;
            all.create_group &= can.create_group;
            all.partition_offsets &= can.partition_offsets;
        }
        Ok(all.encode())
    }

    fn list_instances(&self, list: &ListInstance) -> Result<Vec<u8>, ApiError> {
        let allowed = self.instances.iter().filter_map(|instance| {
            let summary = instance.upstream.instance();
            self.caller.may_use_instance(&summary.id).ok()?;
            let id = summary.id.parse().ok()?;
            Some(InstanceSummary { id, name: summary.name, production: instance.production })
        });
        Ok(self.answering.instances(list, &list.narrow(allowed)))
    }

    async fn list_groups(&self, list: &ListGroup) -> Result<Vec<u8>, ApiError> {
        let all = self.upstream(&list.instance)?.list_groups().await?;
        let allowed = all
            .into_iter()
            .filter(|found| self.caller.may_use_group(found.group.as_str()).is_ok())
            .map(|found| GroupListing { group: found.group, protocol_type: found.protocol_type });
        Ok(self.answering.groups(list, &list.narrow(allowed)))
    }

    async fn list_topics(&self, list: &ListTopic) -> Result<Vec<u8>, ApiError> {
        let all = self.upstream(&list.instance)?.list_topics().await?;
        let topics = all.into_iter().map(|found| {
            let partitions = Some(found.partitions).filter(|count| *count > 0);
            TopicListing { topic: found.topic, partitions }
        });
        Ok(self.answering.topics(list, &list.narrow(topics)))
    }

    async fn topic(&self, get: &GetTopicAttributes) -> Result<Vec<u8>, ApiError> {
        let found = self.upstream(&get.instance)?.topic(&get.topic).await?;
        let partitions = (0..i32::try_from(found.partitions).unwrap_or(i32::MAX))
            .filter_map(|number| PartitionId::try_from(number).ok())
            .map(|partition| TopicPartitionState {
                partition,
                in_sync_replicas: None,
                replicas: Some(found.replicas),
            });
        let attributes = TopicAttributes { topic: found.topic, partitions: partitions.collect() };
        Ok(self.answering.topic_attributes(&attributes))
    }

    async fn group_info(&self, get: &GetGroupInfo) -> Result<Vec<u8>, ApiError> {
        let upstream = self.upstream(&get.instance)?;
        let mut summaries = Vec::new();
        for group in get.groups() {
            summaries.push(upstream.describe_group(group).await?);
        }
        Ok(self.answering.group_info(&summaries))
    }

    async fn group_offsets(&self, get: &GetGroupOffsets) -> Result<Vec<u8>, ApiError> {
        let topics = match &get.topics {
            Topics::AllOfGroup => ReadTopics::AllOfGroup,
            Topics::Named(selection) => ReadTopics::Named(selection.clone()),
        };
        let snapshot = self.upstream(&get.instance)?.snapshot(&get.group, &topics, get.at_time).await?;
        Ok(self.answering.offsets(get, &snapshot))
    }

    async fn reset(
        &self,
        instance: &InstanceId,
        request: &ResetRequest,
        dry_run: bool,
    ) -> Result<Vec<u8>, ApiError> {
        let answer = self.upstream(instance)?.reset(request, dry_run).await?;
        Ok(self.answering.reset(&answer))
    }

    async fn reset_partitions(&self, reset: &SetPartitionOffsets) -> Result<Vec<u8>, ApiError> {
        let upstream = self.upstream(&reset.instance)?;
        let lines: Vec<upstream::PlanLine> = reset.plan.iter().map(plan_line).collect();
        let answer =
            upstream.reset_partitions(&reset.group, &lines, reset.create_group, reset.dry_run).await?;
        Ok(self.answering.reset(&answer))
    }
}

fn plan_line(line: &PlanLine) -> upstream::PlanLine {
    upstream::PlanLine {
        at: line.at.clone(),
        offset: line.offset,
        expected: match line.expected {
            Expected::Anything => upstream::Expected::Anything,
            Expected::NoCommit => upstream::Expected::NoCommit,
            Expected::Committed(offset) => upstream::Expected::Committed(offset),
        },
    }
}

/// The groups that a request names.
fn groups(request: &ServerRequest) -> Vec<&GroupId> {
    match request {
        ServerRequest::DescribeCapabilities(_)
        | ServerRequest::ListInstance(_)
        | ServerRequest::ListTopic(_)
        | ServerRequest::GetTopicAttributes(_) => Vec::new(),
        ServerRequest::ListGroup(list) => list.group.iter().collect(),
        ServerRequest::GetGroupInfo(get) => get.groups().collect(),
        ServerRequest::GetGroupOffsets(get) => vec![&get.group],
        ServerRequest::SetGroupOffsets(reset) => vec![&reset.group],
        ServerRequest::ModifyGroupOffsets(reset) => vec![&reset.group],
        ServerRequest::SetPartitionOffsets(reset) => vec![&reset.group],
    }
}
