//! API 2.0 on the wire: one file per action, with its request and its answer, each in both directions.
//!
//! Here, and only here, -1 and -2 stand for something else than numbers.

mod answer;
mod capabilities;
mod fields;
mod group_info;
mod group_offsets;
mod list_groups;
mod list_instances;
mod list_topics;
mod page;
mod reset_answer;
mod set_group_offsets;
mod set_partition_offsets;
mod topic_attributes;
mod topics;
mod wire;

pub use capabilities::{DescribeCapabilities, EndpointCapabilities};
pub use group_info::GetGroupInfo;
pub use group_offsets::{GetGroupOffsets, OffsetTable};
pub use list_groups::{GroupListing, ListGroup};
pub use list_instances::{InstanceSummary, ListInstance};
pub use list_topics::{ListTopic, TopicListing};
pub use page::Page;
pub use reset_answer::encode_reset_answer;
pub use set_group_offsets::{NotUniform, SetGroupOffsets, UniformStrategy};
pub use set_partition_offsets::{Expected, PlanLine, SetPartitionOffsets};
pub use topic_attributes::{GetTopicAttributes, TopicAttributes, TopicPartitionState};
pub use topics::Topics;

pub(crate) use answer::to_json;
pub(crate) use capabilities::CapabilitiesPayload;
pub(crate) use fields::{refuse_misspelt, refused, required};
pub(crate) use group_info::{GroupAnswer, GroupInfoPayload};
pub(crate) use group_offsets::{GroupOffsetsPayload, TopicRow};
pub(crate) use list_groups::ListGroupPayload;
pub(crate) use list_instances::ListInstancePayload;
pub(crate) use list_topics::ListTopicPayload;
pub(crate) use page::read_page;
pub(crate) use reset_answer::{ResetPayload, has_rows};
pub(crate) use set_group_offsets::{StrategyNames, read_strategy};
pub(crate) use topic_attributes::TopicAttributesPayload;
pub(crate) use wire::{Impossible, Int, offset, partition};
