//! Plan against a fresh reading.

use super::row::{drift_of_row, reading};
use crate::plan::expand;
use crate::{
    Drift, DriftKind, DriftRow, GroupSummary, KafkaError, OffsetSnapshot, PartitionId, PartitionOffsets,
    ResetPlan, TopicChange, TopicDrift, TopicName, TopicPartition, natural_cmp,
};
use std::collections::HashSet;

impl Drift {
    /// What has changed since `plan` was made, by a fresh reading of the same scope; `None` if nothing has that
    /// matters.
    ///
    /// A log end that has grown is no drift by itself: producers go on, and the plan's grades allow for it. Where the
    /// endpoint resolves the strategy, it is resolved again on the fresh reading and must fit what was planned.
    /// Where we do, the frozen offset must still lie between log start and log end.
    pub fn between(plan: &ResetPlan, now: &OffsetSnapshot) -> Option<Self> {
        let of_topics = || plan.rows.chunk_by(|a, b| a.at.topic == b.at.topic);
        let mut topics: Vec<TopicDrift> = Vec::new();
        let mut rows: Vec<DriftRow> = Vec::new();
        for of_topic in of_topics() {
            let change = of_topic.iter().find(|row| row.target.is_some()).and_then(|row| {
                let topic = &row.at.topic;
                Some(TopicDrift { topic: topic.clone(), change: loss_of_topic(topic, now)? })
            });
            match change {
                Some(change) => topics.push(change),
                None => rows.extend(of_topic.iter().filter_map(|row| drift_of_row(plan, row, now))),
            }
        }

        // All topics of a group that has lost its commits: then every row has drifted already
        let meant = expand(&plan.request, now).map(|meant| meant.partitions).unwrap_or_default();
        // Both are in plan order, and mostly nothing was added
        if !meant.iter().map(|(at, _)| *at).eq(plan.rows.iter().map(|row| &row.at)) {
            let planned: HashSet<&TopicPartition> = plan.rows.iter().map(|row| &row.at).collect();
            let planned_topics: HashSet<&TopicName> =
                of_topics().filter_map(<[_]>::first).map(|row| &row.at.topic).collect();
            let mut appeared: HashSet<&TopicName> = HashSet::new();
            for (at, read) in meant {
                let Ok(offsets) = read else { continue };
                if planned_topics.contains(&at.topic) {
                    if !planned.contains(at) {
                        rows.push(added(at, offsets));
                    }
                } else if appeared.insert(&at.topic) {
                    topics.push(TopicDrift { topic: at.topic.clone(), change: TopicChange::Appeared });
                }
            }
        }
        topics.sort_unstable_by(|a, b| natural_cmp(a.topic.as_str(), b.topic.as_str()));

        let group = drift_of_group(plan, &now.group);
        let drift = Self { group, rows, topics };
        (drift.group.is_some() || !drift.rows.is_empty() || !drift.topics.is_empty()).then_some(drift)
    }
}

fn drift_of_group(plan: &ResetPlan, now: &GroupSummary) -> Option<GroupSummary> {
    let same = now.group == plan.request.group && now.state == plan.group_state && now.members.is_empty();
    (!same).then(|| now.clone())
}

/// Whether a topic is lost as a whole.
fn loss_of_topic(topic: &TopicName, now: &OffsetSnapshot) -> Option<TopicChange> {
    match now.failed_topics.get(topic) {
        Some(KafkaError::UnknownTopicOrPartition) => return Some(TopicChange::Gone),
        Some(code) => return Some(TopicChange::Unreadable(*code)),
        None => {}
    }
    let first = TopicPartition { topic: topic.clone(), partition: PartitionId::ZERO };
    let any_left = now.partitions.range(first..).next().is_some_and(|(at, _)| at.topic == *topic);
    (!any_left).then_some(TopicChange::Gone)
}

fn added(at: &TopicPartition, offsets: &PartitionOffsets) -> DriftRow {
    reading(at, Some(offsets), None, None, vec![DriftKind::PartitionAdded])
}
