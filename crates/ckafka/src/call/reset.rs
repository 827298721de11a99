//! The two calls that move offsets. Neither is ever sent twice by itself.

use super::{Call, Progress};
use crate::envelope::{self, malformed};
use crate::v2::{
    EndpointCapabilities, NotUniform, PlanLine, ResetPayload, SetGroupOffsets, SetPartitionOffsets, Topics,
    UniformStrategy, has_rows,
};
use crate::{HttpResponse, InstanceId, Params, TransportFault};
use kafka_offsets::{EndpointFault, GroupId, ResetAnswer, ResetStrategy, TopicSelection};

/// Moves a group's offsets in every partition of the named topics by one strategy (`SetGroupOffsets`).
///
/// It always names topics, at least one: the API would take a missing list for *all* of them.
///
/// ```
/// use ckafka_api::{ApiVersion, Connection, Reset, Signing, redacted_request};
/// use kafka_offsets::{ResetStrategy, TopicSelection};
///
/// let topics = TopicSelection::new(["orders".parse().unwrap()]).unwrap();
/// let reset = Reset::new(
///     "ckafka-demo".parse().unwrap(),
///     "billing".parse().unwrap(),
///     topics,
///     &ResetStrategy::ShiftBy(-500),
///     false,
/// )
/// .unwrap();
/// let connection = Connection {
///     api: ApiVersion::V2,
///     signing: Signing::Proxy,
///     signing_host: "ckafka.api.qcloud.com".into(),
///     region: None,
/// };
/// // What an operator reads before confirming
/// let text = redacted_request(&reset, &connection);
/// assert!(text.contains("\nAction=SetGroupOffsets\n"));
/// assert!(text.contains("\ntopics.0=orders\nstrategy=0\nshift=-500\n"));
/// ```
#[derive(Debug, Clone)]
pub struct Reset {
    request: SetGroupOffsets,
}

impl Reset {
    /// The call.
    ///
    /// # Errors
    /// [`NotUniform`] for a strategy with an offset of its own for each partition.
    pub fn new(
        instance: InstanceId,
        group: GroupId,
        topics: TopicSelection,
        strategy: &ResetStrategy,
        create_group: bool,
    ) -> Result<Self, NotUniform> {
        let strategy = UniformStrategy::try_from(strategy)?;
        let topics = Topics::Named(topics);
        Ok(Self {
            request: SetGroupOffsets { instance, group, topics, strategy, create_group, dry_run: false },
        })
    }

    /// The same as a rehearsal that writes nothing; `None` where the endpoint has no dry run, since an endpoint
    /// that does not know the parameter would carry the reset out.
    pub fn rehearsal(mut self, capabilities: &EndpointCapabilities) -> Option<Self> {
        self.request.dry_run = true;
        capabilities.dry_run.then_some(self)
    }
}

impl Call for Reset {
    type Answer = ResetAnswer;

    fn action(&self) -> &'static str {
        SetGroupOffsets::ACTION
    }

    fn parameters(&self) -> Params {
        self.request.params()
    }

    fn respond(&mut self, response: Result<HttpResponse, TransportFault>) -> Progress<ResetAnswer> {
        Progress::Done(read(response))
    }

    fn writes(&self) -> bool {
        !self.request.dry_run
    }
}

/// Gives each partition an offset of its own (`SetPartitionOffsets`); only where the endpoint can.
#[derive(Debug, Clone)]
pub struct ResetPartitions {
    request: SetPartitionOffsets,
}

impl ResetPartitions {
    /// The call; `None` where the endpoint has no such action, or without a line.
    pub fn new(
        instance: InstanceId,
        group: GroupId,
        plan: Vec<PlanLine>,
        create_group: bool,
        capabilities: &EndpointCapabilities,
    ) -> Option<Self> {
        let request = SetPartitionOffsets { instance, group, plan, create_group, dry_run: false };
        (capabilities.partition_offsets && !request.plan.is_empty()).then_some(Self { request })
    }

    /// The same as a rehearsal that writes nothing; `None` where the endpoint has no dry run.
    pub fn rehearsal(mut self, capabilities: &EndpointCapabilities) -> Option<Self> {
        self.request.dry_run = true;
        capabilities.dry_run.then_some(self)
    }
}

impl Call for ResetPartitions {
    type Answer = ResetAnswer;

    fn action(&self) -> &'static str {
        SetPartitionOffsets::ACTION
    }

    fn parameters(&self) -> Params {
        self.request.params()
    }

    fn respond(&mut self, response: Result<HttpResponse, TransportFault>) -> Progress<ResetAnswer> {
        Progress::Done(read(response))
    }

    fn writes(&self) -> bool {
        !self.request.dry_run
    }
}

fn read(response: Result<HttpResponse, TransportFault>) -> Result<ResetAnswer, EndpointFault> {
    let reply = envelope::read_partial::<ResetPayload>(response, has_rows)?;
    reply.payload.into_answer(reply.code).map_err(malformed)
}
