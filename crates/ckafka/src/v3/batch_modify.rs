//! `BatchModifyGroupOffsets`: an offset of its own for each partition of a topic.

use crate::InstanceId;
use crate::question::JsonBody;
use kafka_offsets::{GroupId, Offset, PartitionId, TopicName};

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
