//! The two calls that move offsets. No request of theirs is ever sent twice by itself.

use super::{Call, Progress};
use crate::envelope::{self, malformed};
use crate::v2::{
    EndpointCapabilities, NotUniform, PlanLine, ResetPayload, SetGroupOffsets, SetPartitionOffsets, Topics,
    UniformStrategy, has_rows,
};
use crate::v3::{BatchModify, ModifyGroupOffsets};
use crate::{ApiVersion, HttpResponse, InstanceId, Question, TransportFault};
use kafka_offsets::{
    AnswerRow, EndpointFault, GroupId, KafkaError, PartitionId, ResetAnswer, ResetStrategy, TopicName,
    TopicSelection,
};
use std::collections::BTreeSet;

/// Moves a group's offsets in every partition of the named topics by one strategy (`SetGroupOffsets`; in API 3.0
/// `ModifyGroupOffsets`).
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
    instance: InstanceId,
    group: GroupId,
    topics: TopicSelection,
    /// Only these of each topic; API 3.0.
    partitions: Option<BTreeSet<PartitionId>>,
    strategy: UniformStrategy,
    create_group: bool,
    dry_run: bool,
}

impl Reset {
    /// The call. API 3.0 has no parameter for `create_group`.
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
        Ok(Self { instance, group, topics, partitions: None, strategy, create_group, dry_run: false })
    }

    /// The same for just these partitions of each topic; `None` for API 2.0, which has no words for it, and without
    /// a partition.
    pub fn only(self, partitions: BTreeSet<PartitionId>, api: ApiVersion) -> Option<Self> {
        let can = api == ApiVersion::V3 && !partitions.is_empty();
        can.then_some(Self { partitions: Some(partitions), ..self })
    }

    /// The same as a rehearsal that writes nothing; `None` where the endpoint has no dry run, since an endpoint
    /// that does not know the parameter would carry the reset out.
    pub fn rehearsal(self, capabilities: &EndpointCapabilities) -> Option<Self> {
        capabilities.dry_run.then_some(Self { dry_run: true, ..self })
    }
}

impl Call for Reset {
    type Answer = ResetAnswer;

    fn question(&self, api: ApiVersion) -> Question {
        let request = SetGroupOffsets {
            instance: self.instance.clone(),
            group: self.group.clone(),
            topics: Topics::Named(self.topics.clone()),
            strategy: self.strategy,
            create_group: self.create_group,
            dry_run: self.dry_run,
        };
        match api {
            // Should partitions be asked for all the same: an action that API 2.0 does not have, so that nothing moves
            ApiVersion::V2 if self.partitions.is_some() => {
                Question::V2 { action: ModifyGroupOffsets::ACTION, params: request.params() }
            }
            ApiVersion::V2 => Question::V2 { action: SetGroupOffsets::ACTION, params: request.params() },
            ApiVersion::V3 => {
                let modify = ModifyGroupOffsets {
                    instance: request.instance,
                    group: request.group,
                    topics: self.topics.clone(),
                    partitions: self.partitions.clone(),
                    strategy: self.strategy,
                };
                Question::V3 {
                    action: of_v3(self.dry_run, SetGroupOffsets::ACTION, ModifyGroupOffsets::ACTION),
                    body: modify.body(),
                }
            }
        }
    }

    fn respond(&mut self, response: Result<HttpResponse, TransportFault>) -> Progress<ResetAnswer> {
        let asked = || {
            let Some(partitions) = &self.partitions else {
                return self.topics.iter().map(|topic| (topic, None)).collect();
            };
            let of = |topic| partitions.iter().map(move |partition| (topic, Some(*partition)));
            self.topics.iter().flat_map(of).collect()
        };
        Progress::Done(read(response, asked))
    }

    fn writes(&self) -> bool {
        !self.dry_run
    }
}

/// The action of API 3.0 for a reset. There is no dry run there: should one be asked for, the action of API 2.0 is
/// named, which no endpoint of API 3.0 knows, so that nothing is written.
fn of_v3(dry_run: bool, v2: &'static str, v3: &'static str) -> &'static str {
    if dry_run { v2 } else { v3 }
}

/// Gives each partition an offset of its own (`SetPartitionOffsets`; in API 3.0 `BatchModifyGroupOffsets`); only where
/// the endpoint can.
///
/// API 3.0 takes one topic at a time and knows no conditions, so there a call is several requests, in topic order, and
/// what a line expects is not sent. The first fault ends it. If by then some topics are done, the answer has their
/// rows, and failed rows for those that were refused or not sent; unless the fault leaves open what happened: then it
/// is the outcome, and all partitions must be read.
#[derive(Debug, Clone)]
pub struct ResetPartitions {
    request: SetPartitionOffsets,
    api: ApiVersion,
    /// API 3.0: the topics that are still to be sent, the next one last.
    waiting: Vec<TopicName>,
    done: ResetAnswer,
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
        let topics = TopicSelection::new(request.plan.iter().map(|line| line.at.topic.clone()))?;
        let mut waiting: Vec<TopicName> = topics.iter().cloned().collect();
        waiting.reverse();
        let call = Self { request, api: ApiVersion::V2, waiting, done: ResetAnswer::default() };
        capabilities.partition_offsets.then_some(call)
    }

    /// The same as a rehearsal that writes nothing; `None` where the endpoint has no dry run.
    pub fn rehearsal(mut self, capabilities: &EndpointCapabilities) -> Option<Self> {
        self.request.dry_run = true;
        capabilities.dry_run.then_some(self)
    }

    fn of_topic<'a>(&'a self, topic: &'a TopicName) -> Question {
        let lines = self.request.plan.iter().filter(|line| line.at.topic == *topic);
        let modify = BatchModify {
            instance: &self.request.instance,
            group: &self.request.group,
            topic,
            offsets: lines.map(|line| (line.at.partition, line.offset)).collect(),
        };
        Question::V3 {
            action: of_v3(self.request.dry_run, SetPartitionOffsets::ACTION, BatchModify::ACTION),
            body: modify.body(),
        }
    }

    fn lines_of<'a>(&'a self, topic: &'a TopicName) -> Vec<(&'a TopicName, Option<PartitionId>)> {
        let lines = self.request.plan.iter().filter(|line| line.at.topic == *topic);
        lines.map(|line| (topic, Some(line.at.partition))).collect()
    }

    /// Failed rows for every line of the topics that were not carried out.
    fn give_up(&mut self, refused: &TopicName, fault: &EndpointFault) {
        let mut topics = std::mem::take(&mut self.waiting);
        topics.reverse();
        let of_refused = (refused, fault.to_string());
        let not_sent = format!("not sent, since topic \"{refused}\" was refused: {fault}");
        let of_others = topics.iter().map(|topic| (topic, not_sent.clone()));
        let rows: Vec<AnswerRow> = std::iter::once(of_refused)
            .chain(of_others)
            .flat_map(|(topic, message)| rows(self.lines_of(topic), KafkaError::UnknownServerError, &message))
            .collect();
        self.done.rows.extend(rows);
    }
}

impl Call for ResetPartitions {
    type Answer = ResetAnswer;

    fn question(&self, api: ApiVersion) -> Question {
        match (api, self.waiting.last()) {
            (ApiVersion::V3, Some(topic)) => self.of_topic(topic),
            (ApiVersion::V2 | ApiVersion::V3, _) => {
                Question::V2 { action: SetPartitionOffsets::ACTION, params: self.request.params() }
            }
        }
    }

    fn questions(&self, api: ApiVersion) -> Vec<Question> {
        match api {
            ApiVersion::V2 => vec![self.question(api)],
            ApiVersion::V3 => self.waiting.iter().rev().map(|topic| self.of_topic(topic)).collect(),
        }
    }

    fn asking(&mut self, api: ApiVersion) {
        self.api = api;
    }

    fn respond(&mut self, response: Result<HttpResponse, TransportFault>) -> Progress<ResetAnswer> {
        let topic = match self.api {
            ApiVersion::V2 => None,
            ApiVersion::V3 => self.waiting.pop(),
        };
        let Some(topic) = topic else {
            let lines =
                || self.request.plan.iter().map(|line| (&line.at.topic, Some(line.at.partition))).collect();
            return Progress::Done(read(response, lines));
        };
        match read(response, || self.lines_of(&topic)) {
            Ok(answer) => {
                self.done.rows.extend(answer.rows);
                self.done.request_id = answer.request_id;
                if !self.waiting.is_empty() {
                    return Progress::Again;
                }
            }
            Err(fault) if self.done.rows.is_empty() || fault.kind.write_may_have_happened() => {
                return Progress::Done(Err(fault));
            }
            Err(fault) => self.give_up(&topic, &fault),
        }
        Progress::Done(Ok(std::mem::take(&mut self.done)))
    }

    fn writes(&self) -> bool {
        !self.request.dry_run
    }
}

/// Topics, or partitions of them, that a request is about.
type Asked<'a> = Vec<(&'a TopicName, Option<PartitionId>)>;

fn read<'a>(
    response: Result<HttpResponse, TransportFault>,
    asked: impl FnOnce() -> Asked<'a>,
) -> Result<ResetAnswer, EndpointFault> {
    let reply = envelope::read_partial::<ResetPayload>(response, has_rows)?;
    let request_id = reply.request_id;
    // One code for all: where the offsets are now, reading them will tell
    if let Some((code, message)) = reply.payload.one_code() {
        return Ok(ResetAnswer { rows: rows(asked(), code, &message), request_id });
    }
    let answer = reply.payload.into_answer(reply.code).map_err(malformed)?;
    Ok(ResetAnswer { request_id, ..answer })
}

/// The same for everything that was asked, without an offset.
fn rows(asked: Asked<'_>, code: KafkaError, message: &str) -> Vec<AnswerRow> {
    asked
        .into_iter()
        .map(|(topic, partition)| AnswerRow {
            topic: topic.clone(),
            partition,
            offset: None,
            code,
            message: message.to_owned(),
        })
        .collect()
}
