//! Offsets of a group: all pages, all topics, one table.

use super::pages::{Pages, Step};
use super::{Call, Progress, TopicPartitions};
use crate::envelope::{self, malformed};
use crate::v2::{
    EndpointCapabilities, GetGroupOffsets, GroupOffsetsPayload, OffsetTable, Page, TopicAttributesPayload,
    TopicRow, Topics,
};
use crate::v3::{FetchMessages, RecordsPayload};
use crate::{ApiVersion, HttpResponse, InstanceId, Question, TransportFault};
use kafka_offsets::{
    EndpointFault, FaultKind, GroupId, KafkaError, PartitionOffsets, TimeLookup, Timestamp, TopicName,
    TopicPartition, TopicSelection,
};
use std::collections::VecDeque;

/// Asks for a group's offsets on some topics, or on all that it has a commit on.
///
/// Named topics go out in portions of one page. A named topic that the answer leaves out (an endpoint without our
/// additions lists only what was committed) is asked for with `GetTopicAttributes`, so that its partitions stand in
/// the table without a commit, or the topic among the failed ones if it does not exist.
///
/// A time is asked about where the endpoint can look it up. Where it can only show the first messages at or after
/// it, those are asked for last, topic by topic; a partition without any, and whatever comes after a fault there,
/// stays at [`TimeLookup::Unknown`]: the offsets themselves are complete.
#[derive(Debug, Clone)]
pub struct GroupOffsets {
    instance: InstanceId,
    group: GroupId,
    at_time: Option<Timestamp>,
    /// The time to ask messages for, once all offsets are there.
    messages_from: Option<Timestamp>,
    limit: u32,
    stage: Stage,
    table: OffsetTable,
}

#[derive(Debug, Clone)]
enum Stage {
    /// All topics, page by page.
    All(Pages),
    /// Named topics: the portion that is being asked for, and the portions after it.
    Named { portion: TopicSelection, rest: VecDeque<TopicSelection>, missing: VecDeque<TopicName> },
    /// Topics that no answer mentioned, one by one.
    Missing { topic: TopicName, rest: VecDeque<TopicName> },
    /// The first messages at or after a time.
    Messages { topic: TopicName, rest: VecDeque<TopicName>, from: Timestamp },
}

impl GroupOffsets {
    /// The call. `at_time` is asked about only where the endpoint can look times up or find messages by time, else
    /// every row says [`TimeLookup::Unknown`]; `capabilities` also say how large a page may be.
    pub fn new(
        instance: InstanceId,
        group: GroupId,
        topics: Topics,
        at_time: Option<Timestamp>,
        capabilities: &EndpointCapabilities,
    ) -> Self {
        let limit = capabilities.page_limit.unwrap_or(GetGroupOffsets::DEFAULT_LIMIT);
        let stage = match topics {
            Topics::AllOfGroup => Stage::All(Pages::new(limit)),
            Topics::Named(selection) => {
                let mut rest = portions(&selection, limit);
                let portion = rest.pop_front().unwrap_or(selection);
                Stage::Named { portion, rest, missing: VecDeque::new() }
            }
        };
        Self {
            instance,
            group,
            at_time: at_time.filter(|_| capabilities.time_lookup),
            messages_from: at_time.filter(|_| capabilities.messages_by_time && !capabilities.time_lookup),
            limit,
            stage,
            table: OffsetTable { looked_up: at_time, ..OffsetTable::default() },
        }
    }

    fn request_for(&self, topics: Topics, page: Page) -> GetGroupOffsets {
        GetGroupOffsets {
            instance: self.instance.clone(),
            group: self.group.clone(),
            topics,
            search: None,
            at_time: self.at_time,
            page,
        }
    }

    /// All offsets are there: what is left is the messages, if they are wanted.
    fn offsets_read(&mut self) -> Next {
        let Some(from) = self.messages_from.take() else { return Next::Finished };
        let mut rest: VecDeque<TopicName> = VecDeque::new();
        for at in self.table.partitions.keys() {
            if rest.back() != Some(&at.topic) {
                rest.push_back(at.topic.clone());
            }
        }
        match rest.pop_front() {
            Some(topic) => Next::Stage(Stage::Messages { topic, rest, from }),
            None => Next::Finished,
        }
    }

    fn take(&mut self, response: Result<HttpResponse, TransportFault>) -> Result<Next, EndpointFault> {
        match &mut self.stage {
            Stage::All(pages) => {
                let (rows, total) = rows_of(response)?;
                let names = rows.iter().map(|row| Some(row.topic.to_string())).collect();
                match pages.take(names, total)? {
                    Step::StartOver => {
                        self.table.partitions.clear();
                        self.table.failed_topics.clear();
                        Ok(Next::SameStage)
                    }
                    step => {
                        insert(&mut self.table, rows);
                        Ok(if step == Step::Last { self.offsets_read() } else { Next::SameStage })
                    }
                }
            }
            Stage::Named { portion, rest, missing } => {
                let (rows, _) = rows_of(response)?;
                let mentioned = |topic: &TopicName| {
                    rows.iter()
                        .any(|row| row.topic == *topic && (row.error.is_some() || !row.partitions.is_empty()))
                };
                missing.extend(portion.iter().filter(|topic| !mentioned(topic)).cloned());
                // What was not asked for is no business of this table
                let rows = rows.into_iter().filter(|row| portion.contains(&row.topic)).collect();
                insert(&mut self.table, rows);
                match (rest.pop_front(), missing.pop_front()) {
                    (Some(next), first) => {
                        missing.extend(first);
                        *portion = next;
                        Ok(Next::SameStage)
                    }
                    (None, Some(topic)) => {
                        Ok(Next::Stage(Stage::Missing { topic, rest: std::mem::take(missing) }))
                    }
                    (None, None) => Ok(self.offsets_read()),
                }
            }
            Stage::Missing { topic, rest } => {
                read_missing(&mut self.table, topic, response)?;
                Ok(match rest.pop_front() {
                    Some(next) => {
                        *topic = next;
                        Next::SameStage
                    }
                    None => self.offsets_read(),
                })
            }
            Stage::Messages { topic, rest, from } => {
                // A bonus: whatever is wrong with it, the offsets themselves are there
                let first = envelope::read::<RecordsPayload>(response).ok();
                let Some(first) = first.and_then(|found| found.into_first(topic, *from).ok()) else {
                    return Ok(Next::Finished);
                };
                for (partition, offset) in first {
                    let at = TopicPartition { topic: topic.clone(), partition };
                    if let Some(offsets) = self.table.partitions.get_mut(&at) {
                        offsets.at_time = TimeLookup::Found(offset);
                    }
                }
                Ok(match rest.pop_front() {
                    Some(next) => {
                        *topic = next;
                        Next::SameStage
                    }
                    None => Next::Finished,
                })
            }
        }
    }
}

enum Next {
    SameStage,
    Stage(Stage),
    Finished,
}

impl Call for GroupOffsets {
    type Answer = OffsetTable;

    fn question(&self, api: ApiVersion) -> Question {
        let offsets = |topics, page| {
            let request = self.request_for(topics, page);
            match api {
                ApiVersion::V2 => Question::V2 { action: GetGroupOffsets::ACTION, params: request.params() },
                ApiVersion::V3 => Question::V3 { action: GetGroupOffsets::ACTION_V3, body: request.body() },
            }
        };
        match &self.stage {
            Stage::All(pages) => offsets(Topics::AllOfGroup, pages.page()),
            Stage::Named { portion, .. } => {
                offsets(Topics::Named(portion.clone()), Page { offset: 0, limit: self.limit })
            }
            Stage::Missing { topic, .. } => {
                TopicPartitions::new(self.instance.clone(), topic.clone()).question(api)
            }
            // Only capabilities of API 3.0 lead here
            Stage::Messages { topic, from, .. } => {
                let request =
                    FetchMessages { instance: self.instance.clone(), topic: topic.clone(), from: *from };
                Question::V3 { action: FetchMessages::ACTION, body: request.body() }
            }
        }
    }

    fn respond(&mut self, response: Result<HttpResponse, TransportFault>) -> Progress<OffsetTable> {
        match self.take(response) {
            Ok(Next::SameStage) => Progress::Again,
            Ok(Next::Stage(stage)) => {
                self.stage = stage;
                Progress::Again
            }
            Ok(Next::Finished) => Progress::Done(Ok(std::mem::take(&mut self.table))),
            Err(fault) => Progress::Done(Err(fault)),
        }
    }
}

/// A selection in portions of at most `limit` topics.
fn portions(selection: &TopicSelection, limit: u32) -> VecDeque<TopicSelection> {
    let topics: Vec<TopicName> = selection.iter().cloned().collect();
    topics
        .chunks(limit.max(1) as usize)
        .filter_map(|some| TopicSelection::new(some.iter().cloned()))
        .collect()
}

fn rows_of(
    response: Result<HttpResponse, TransportFault>,
) -> Result<(Vec<TopicRow>, Option<i64>), EndpointFault> {
    let payload = envelope::read::<GroupOffsetsPayload>(response)?;
    let total = payload.total;
    Ok((payload.into_rows().map_err(malformed)?, total))
}

fn insert(table: &mut OffsetTable, rows: Vec<TopicRow>) {
    let mut read = Vec::new();
    for row in rows {
        if let Some(code) = row.error {
            table.failed_topics.insert(row.topic, code);
            continue;
        }
        let of_topic = row.partitions.into_iter();
        read.extend(
            of_topic.map(|(partition, offsets)| {
                (TopicPartition { topic: row.topic.clone(), partition }, offsets)
            }),
        );
    }
    // Built at once, and not one by one: most answers are one page, and in order
    table.partitions.append(&mut read.into_iter().collect());
}

/// A topic that the offsets did not mention: it exists and was never committed, or it does not exist.
fn read_missing(
    table: &mut OffsetTable,
    topic: &TopicName,
    response: Result<HttpResponse, TransportFault>,
) -> Result<(), EndpointFault> {
    let code = match envelope::read::<TopicAttributesPayload>(response) {
        Ok(payload) => {
            for state in payload.into_attributes(topic.clone()).map_err(malformed)?.partitions {
                let at = TopicPartition { topic: topic.clone(), partition: state.partition };
                table.partitions.insert(at, NEVER_COMMITTED);
            }
            return Ok(());
        }
        // API 3.0 has no code of its own for a topic; the instance is there, as the offsets before have shown
        Err(fault) if fault.kind == FaultKind::TopicNotFound || fault.raw_code == "ResourceNotFound" => {
            KafkaError::UnknownTopicOrPartition
        }
        Err(fault) if fault.kind == FaultKind::NotAuthorized => KafkaError::TopicAuthorizationFailed,
        Err(fault) => return Err(fault),
    };
    table.failed_topics.insert(topic.clone(), code);
    Ok(())
}

const NEVER_COMMITTED: PartitionOffsets = PartitionOffsets {
    committed: None,
    log_start: None,
    log_end: None,
    at_time: TimeLookup::Unknown,
    error: None,
};
