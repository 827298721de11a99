//! Which partitions a request means.

use crate::{
    KafkaError, MissingTopic, OffsetSnapshot, PartitionId, PartitionOffsets, PlanError, ResetRequest,
    ResetScope, ResetStrategy, TopicName, TopicPartition, natural_cmp,
};

/// A partition that is meant, with what was read of it or why nothing was.
pub(crate) type MeantPartition<'a> = (&'a TopicPartition, Result<&'a PartitionOffsets, KafkaError>);

/// All that a request means, in plan order.
#[derive(Debug)]
pub(crate) struct Meant<'a> {
    /// Every partition that is meant.
    pub(crate) partitions: Vec<MeantPartition<'a>>,
    /// Topics that are meant and could not be read as a whole.
    pub(crate) missing: Vec<MissingTopic>,
}

/// Expands the scope to partitions.
///
/// # Errors
///
/// [`PlanError::NothingCommitted`] for all topics of a group without commits, [`PlanError::NothingChosen`] for an
/// empty set of partitions.
pub(crate) fn expand<'a>(
    request: &'a ResetRequest,
    snapshot: &'a OffsetSnapshot,
) -> Result<Meant<'a>, PlanError> {
    let mut meant = match (&request.strategy, &request.scope) {
        (ResetStrategy::PerPartition(offsets), _) => chosen(offsets.keys(), snapshot)?,
        (_, ResetScope::Partitions(partitions)) => chosen(partitions.iter(), snapshot)?,
        (_, ResetScope::Topics(topics)) => whole_topics(topics.iter(), snapshot),
        (_, ResetScope::AllTopicsOfGroup) => {
            let topics = topics_of_group(snapshot);
            if topics.is_empty() {
                return Err(PlanError::NothingCommitted);
            }
            whole_topics(topics.into_iter(), snapshot)
        }
    };
    meant.partitions.sort_by(|(a, _), (b, _)| {
        natural_cmp(a.topic.as_str(), b.topic.as_str()).then_with(|| a.partition.cmp(&b.partition))
    });
    meant.missing.sort_unstable_by(|a, b| natural_cmp(a.topic.as_str(), b.topic.as_str()));
    Ok(meant)
}

/// Topics that the group has a commit on, and topics of the group that could not be read, each once.
fn topics_of_group(snapshot: &OffsetSnapshot) -> Vec<&TopicName> {
    let committed = snapshot.partitions.iter().filter(|(_, offsets)| offsets.committed.is_some());
    distinct(committed.map(|(at, _)| &at.topic).chain(snapshot.failed_topics.keys()))
}

/// Each topic once, in order of their names. They come mostly in runs of the same.
pub(super) fn distinct<'a>(topics: impl Iterator<Item = &'a TopicName>) -> Vec<&'a TopicName> {
    let mut topics: Vec<_> = topics.collect();
    topics.dedup();
    topics.sort_unstable();
    topics.dedup();
    topics
}

/// Every partition of the topics. A topic of which nothing could be read is missing, and fails alone.
fn whole_topics<'a>(topics: impl Iterator<Item = &'a TopicName>, snapshot: &'a OffsetSnapshot) -> Meant<'a> {
    let mut meant = Meant { partitions: Vec::new(), missing: Vec::new() };
    for topic in topics {
        let before = meant.partitions.len();
        let failed = snapshot.failed_topics.get(topic);
        if failed.is_none() {
            let first = TopicPartition { topic: topic.clone(), partition: PartitionId::ZERO };
            let of_topic = snapshot.partitions.range(first..).take_while(|(at, _)| at.topic == *topic);
            meant.partitions.extend(of_topic.map(|(at, offsets)| (at, Ok(offsets))));
        }
        if meant.partitions.len() == before {
            let code = failed.copied().unwrap_or(KafkaError::UnknownTopicOrPartition);
            meant.missing.push(MissingTopic { topic: topic.clone(), code });
        }
    }
    meant
}

/// Just these partitions. One that was not read becomes a row that fails alone.
fn chosen<'a>(
    partitions: impl Iterator<Item = &'a TopicPartition>,
    snapshot: &'a OffsetSnapshot,
) -> Result<Meant<'a>, PlanError> {
    let partitions: Vec<_> = partitions
        .map(|at| {
            let failed = snapshot.failed_topics.get(&at.topic).copied();
            let read = match failed {
                Some(code) => Err(code),
                None => snapshot.partitions.get(at).ok_or(KafkaError::UnknownTopicOrPartition),
            };
            (at, read)
        })
        .collect();
    if partitions.is_empty() {
        Err(PlanError::NothingChosen)
    } else {
        Ok(Meant { partitions, missing: Vec::new() })
    }
}
