//! `BatchModifyGroupOffsets`: an offset of its own for each partition of a topic.

use super::fields::{Fields, partition};
use crate::question::JsonBody;
use crate::v2::refused;
use crate::{Expected, InstanceId, ParameterError, Params, PlanLine, SetPartitionOffsets};
use kafka_offsets::{GroupId, Offset, PartitionId, TopicName, TopicPartition};
use std::collections::{BTreeMap, BTreeSet};

/// Request of the action `BatchModifyGroupOffsets` for one topic: a list of several would give the same offsets to
/// the partitions of each. It knows no condition on the committed offset.
#[derive(Debug)]
pub(crate) struct BatchModify<'a> {
    pub(crate) instance: &'a InstanceId,
    pub(crate) group: &'a GroupId,
    pub(crate) topic: &'a TopicName,
    pub(crate) offsets: Vec<(PartitionId, Offset)>,
}

impl BatchModify<'_> {
    pub(crate) const ACTION: &'static str = "BatchModifyGroupOffsets";

    pub(crate) fn body(&self) -> JsonBody {
        let partition = |(partition, offset): &(PartitionId, Offset)| {
            format!("{{\"Partition\":{partition},\"Offset\":{offset}}}")
        };
        JsonBody::new()
            .text("InstanceId", self.instance.as_str())
            .text("GroupName", self.group.as_str())
            .topics("TopicName", std::iter::once(self.topic))
            .list("Partitions", self.offsets.iter().map(partition).collect())
    }
}

impl SetPartitionOffsets {
    /// `BatchModifyGroupOffsets` gives each of its topics the same offsets, without a condition.
    pub(crate) fn decode_v3(params: &Params) -> Result<Self, ParameterError> {
        let fields = Fields::new(params, &["InstanceId", "GroupName", "TopicName", "Partitions"])?;
        let topics: Vec<TopicName> =
            fields.some("TopicName", "name the topics to reset, at least one, as a list")?;
        let offsets = read_offsets(&fields)?;
        let distinct: BTreeSet<TopicName> = topics.into_iter().collect();
        let line = |topic: &TopicName, partition: PartitionId, offset: Offset| PlanLine {
            at: TopicPartition { topic: topic.clone(), partition },
            offset,
            expected: Expected::Anything,
        };
        Ok(Self {
            instance: fields.instance()?,
            group: fields.read("GroupName", "send the consumer group's name")?,
            plan: distinct
                .iter()
                .flat_map(|topic| {
                    offsets.iter().map(move |(partition, offset)| line(topic, *partition, *offset))
                })
                .collect(),
            create_group: false,
            dry_run: false,
        })
    }
}

const PARTITIONS: &str = "send a list of objects, each with Partition and Offset, each partition once";

fn read_offsets(fields: &Fields<'_>) -> Result<BTreeMap<PartitionId, Offset>, ParameterError> {
    let mut rows: BTreeMap<&str, (Option<PartitionId>, Option<Offset>)> = BTreeMap::new();
    for (name, value) in fields.elements("Partitions")? {
        let (place, field) = name.rsplit_once('.').unwrap_or_default();
        let row = rows.entry(place).or_default();
        match field {
            "Partition" => row.0 = Some(partition(name, value)?),
            "Offset" => {
                let no = |error: kafka_offsets::IdError| refused(name, value, error);
                row.1 = Some(value.parse().map_err(no)?);
            }
            _ => return Err(refused(name, value, PARTITIONS)),
        }
    }
    let mut offsets = BTreeMap::new();
    for (place, row) in rows {
        let (Some(partition), Some(offset)) = row else {
            return Err(refused(place, "incomplete", PARTITIONS));
        };
        if offsets.insert(partition, offset).is_some() {
            return Err(refused(place, &partition.to_string(), PARTITIONS));
        }
    }
    if offsets.is_empty() {
        return Err(ParameterError::Missing { name: "Partitions", way_out: PARTITIONS.to_owned() });
    }
    Ok(offsets)
}
