//! Reading for a plan.

use super::Asked;
use crate::RequestId;
use kafka_offsets::GroupSummary;

/// Group and offsets are being read for a plan.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Planning {
    /// What was asked.
    pub asked: Asked,
    /// What is being read just now.
    pub reading: Reading,
}

/// The two reads of a plan, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Reading {
    /// State and members of the group.
    Group {
        /// Id of the effect.
        id: RequestId,
    },
    /// The offsets.
    Offsets {
        /// Id of the effect.
        id: RequestId,
        /// The group as read before; it may be reset.
        group: GroupSummary,
    },
}
