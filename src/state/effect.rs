//! What a choice would do, topic by topic, shown live beside the strategy. The review reads everything afresh.

use kafka_offsets::{Adjustment, Count, ResetPlan, natural_cmp};
use std::collections::BTreeMap;

/// What would happen to the chosen partitions of one topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicEffect {
    /// The topic.
    pub topic: String,
    /// Partitions that are in the plan.
    pub partitions: usize,
    /// Offsets replayed ("up to" that many records).
    pub replayed: Count,
    /// Offsets skipped.
    pub skipped: Count,
    /// Partitions that get their first offset.
    pub first_commits: usize,
    /// Partitions that cannot be moved, such as those without a commit to shift from.
    pub failing: usize,
}

/// The effects of a plan by topic, in natural order; topics that failed as a whole come with no partitions.
pub fn effects(plan: &ResetPlan) -> Vec<TopicEffect> {
    let mut topics: BTreeMap<&str, TopicEffect> = BTreeMap::new();
    let blank = |topic: &str| TopicEffect {
        topic: topic.to_owned(),
        partitions: 0,
        replayed: Count::ZERO,
        skipped: Count::ZERO,
        first_commits: 0,
        failing: 0,
    };
    for row in &plan.rows {
        let name = row.at.topic.as_str();
        let effect = topics.entry(name).or_insert_with(|| blank(name));
        effect.partitions += 1;
        effect.replayed = effect.replayed + row.replayed().unwrap_or(Count::ZERO);
        effect.skipped = effect.skipped + row.skipped().unwrap_or(Count::ZERO);
        effect.first_commits += usize::from(row.adjustments.contains(&Adjustment::FirstCommit));
        effect.failing += usize::from(row.target.is_none());
    }
    for missing in &plan.missing {
        let name = missing.topic.as_str();
        topics.entry(name).or_insert_with(|| blank(name));
    }
    let mut effects: Vec<TopicEffect> = topics.into_values().collect();
    effects.sort_unstable_by(|a, b| natural_cmp(&a.topic, &b.topic));
    effects
}

#[cfg(test)]
mod tests {
    use super::*;
    use kafka_offsets::{
        GroupState, GroupSummary, KafkaError, MissingTopic, Offset, OffsetSnapshot, PartitionId,
        PartitionOffsets, ResetRequest, ResetScope, ResetStrategy, Resolution, TimeLookup, Timestamp,
        TopicPartition, TopicSelection,
    };

    fn plan(strategy: ResetStrategy) -> ResetPlan {
        let offset = |n: i64| Some(Offset::try_from(n).unwrap());
        let at = |topic: &str, partition: i32| TopicPartition {
            topic: topic.parse().unwrap(),
            partition: PartitionId::try_from(partition).unwrap(),
        };
        let offsets = |committed: Option<Offset>| PartitionOffsets {
            committed,
            log_start: offset(100),
            log_end: offset(1000),
            at_time: TimeLookup::Unknown,
            error: None,
        };
        let group: kafka_offsets::GroupId = "billing".parse().unwrap();
        let snapshot = OffsetSnapshot {
            taken_at: Timestamp::try_from(0).unwrap(),
            group: GroupSummary { group: group.clone(), state: GroupState::Empty, members: Vec::new() },
            partitions: BTreeMap::from([
                (at("t2", 0), offsets(offset(400))),
                (at("t2", 1), offsets(offset(1000))),
                (at("t10", 0), offsets(None)),
            ]),
            failed_topics: BTreeMap::from([("gone".parse().unwrap(), KafkaError::UnknownTopicOrPartition)]),
            looked_up: None,
        };
        let request = ResetRequest {
            group,
            scope: ResetScope::Topics(
                TopicSelection::new(["t2", "t10", "gone"].map(|name| name.parse().unwrap())).unwrap(),
            ),
            strategy,
            create_group: false,
        };
        ResetPlan::compute(request, &snapshot, Resolution::Here).unwrap()
    }

    #[test]
    fn replays_and_skips_are_summed_by_topic_in_natural_order() {
        let effects = effects(&plan(ResetStrategy::Offset(Offset::try_from(700).unwrap())));
        let names: Vec<&str> = effects.iter().map(|effect| effect.topic.as_str()).collect();
        assert_eq!(names, ["gone", "t2", "t10"]);
        let t2 = effects.get(1).unwrap();
        assert_eq!((t2.replayed, t2.skipped, t2.partitions), (Count::Exactly(300), Count::Exactly(300), 2));
    }

    #[test]
    fn a_first_commit_and_a_partition_that_cannot_be_shifted_are_counted() {
        let latest = effects(&plan(ResetStrategy::Latest));
        assert_eq!(latest.get(2).unwrap().first_commits, 1);
        let shift = effects(&plan(ResetStrategy::ShiftBy(-5)));
        assert_eq!(shift.get(2).unwrap().failing, 1);
        assert_eq!(shift.get(1).unwrap().replayed, Count::Exactly(10));
    }

    #[test]
    fn a_missing_topic_has_no_partitions() {
        let plan = plan(ResetStrategy::Earliest);
        assert_eq!(
            plan.missing,
            [MissingTopic { topic: "gone".parse().unwrap(), code: KafkaError::UnknownTopicOrPartition }]
        );
        assert_eq!(effects(&plan).first().unwrap().partitions, 0);
    }
}
