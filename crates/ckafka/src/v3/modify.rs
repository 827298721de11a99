//! `ModifyGroupOffsets`: one strategy for the chosen topics, or for some partitions of them.

use super::fields::Fields;
use crate::question::JsonBody;
use crate::v2::{StrategyNames, read_strategy};
use crate::{InstanceId, ParameterError, Params, UniformStrategy};
use kafka_offsets::{GroupId, PartitionId, ResetRequest, ResetScope, TopicPartition, TopicSelection};
use std::collections::BTreeSet;

/// The names of the strategy's parameters; the time is called otherwise than in API 2.0.
const NAMES: StrategyNames =
    StrategyNames { strategy: "Strategy", shift: "Shift", timestamp: "ShiftTimestamp", offset: "Offset" };

/// Request of the action `ModifyGroupOffsets` of API 3.0.
///
/// It always names topics: older editions of the page take a missing list for all of them, newer ones require it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModifyGroupOffsets {
    /// The instance.
    pub instance: InstanceId,
    /// The group.
    pub group: GroupId,
    /// Which topics.
    pub topics: TopicSelection,
    /// Only these partitions, of each of the topics; `None`: every partition. Never an empty set.
    pub partitions: Option<BTreeSet<PartitionId>>,
    /// Where to.
    pub strategy: UniformStrategy,
}

impl ModifyGroupOffsets {
    pub(crate) const ACTION: &'static str = "ModifyGroupOffsets";

    /// The request's parameters; of the three strategy parameters only the one that belongs.
    pub fn body(&self) -> JsonBody {
        let (strategy, name, value) = match self.strategy {
            UniformStrategy::ShiftBy(shift) => (0, "Shift", shift),
            UniformStrategy::Earliest => (1, "ShiftTimestamp", -2),
            UniformStrategy::Latest => (1, "ShiftTimestamp", -1),
            UniformStrategy::Timestamp(time) => (1, "ShiftTimestamp", time.as_millis()),
            UniformStrategy::Offset(offset) => (2, "Offset", offset.get()),
        };
        let body = JsonBody::new()
            .text("InstanceId", self.instance.as_str())
            .text("Group", self.group.as_str())
            .topics("Topics", self.topics.iter());
        let body = match &self.partitions {
            Some(partitions) => body
                .list("Partitions", partitions.iter().map(|partition| partition.get().to_string()).collect()),
            None => body,
        };
        body.number("Strategy", strategy).number(name, value)
    }

    pub(crate) fn decode(params: &Params) -> Result<Self, ParameterError> {
        const KNOWN: [&str; 8] =
            ["InstanceId", "Group", "Topics", "Partitions", "Strategy", "Shift", "ShiftTimestamp", "Offset"];
        const TOPICS: &str = "name the topics to reset, at least one";
        let fields = Fields::new(params, &KNOWN)?;
        let topics = TopicSelection::new(fields.some("Topics", TOPICS)?);
        let partitions = match fields.given("Partitions") {
            true => Some(
                fields.partitions("Partitions", "name partitions, or leave the list out for all of them")?,
            ),
            false => None,
        };
        Ok(Self {
            instance: fields.instance()?,
            group: fields.read("Group", "send the consumer group's name")?,
            topics: topics
                .ok_or_else(|| ParameterError::Missing { name: "Topics", way_out: TOPICS.to_owned() })?,
            partitions,
            strategy: read_strategy(params, &NAMES)?,
        })
    }

    /// The same in the words of the domain.
    pub fn reset_request(&self) -> ResetRequest {
        let scope = match &self.partitions {
            None => ResetScope::Topics(self.topics.clone()),
            Some(partitions) => {
                let of = |topic: &kafka_offsets::TopicName| {
                    let topic = topic.clone();
                    partitions
                        .iter()
                        .map(move |partition| TopicPartition { topic: topic.clone(), partition: *partition })
                };
                ResetScope::Partitions(self.topics.iter().flat_map(of).collect())
            }
        };
        ResetRequest { group: self.group.clone(), scope, strategy: self.strategy.into(), create_group: false }
    }
}
