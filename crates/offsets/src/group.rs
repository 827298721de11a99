//! A consumer group as the cluster sees it.

use crate::{GroupId, TopicPartition};
use std::fmt;

/// State of a consumer group, by Kafka's own names (classic protocol, and KIP-848's two more).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum GroupState {
    /// No members; the only state in which offsets may be moved.
    Empty,
    /// The group does not exist. Resetting it would create it, which must be asked for.
    Dead,
    /// Members are consuming.
    Stable,
    /// Members are joining.
    PreparingRebalance,
    /// Members wait for their assignment.
    CompletingRebalance,
    /// KIP-848: an assignment is being computed.
    Assigning,
    /// KIP-848: members are taking over their assignment.
    Reconciling,
    /// A state that this version does not know, as received.
    Unknown(String),
}

impl GroupState {
    /// Reads Kafka's name of a state; any letter case, `AwaitingSync` is the old name of `CompletingRebalance`.
    pub fn from_name(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "empty" => Self::Empty,
            "dead" => Self::Dead,
            "stable" => Self::Stable,
            "preparingrebalance" => Self::PreparingRebalance,
            "completingrebalance" | "awaitingsync" => Self::CompletingRebalance,
            "assigning" => Self::Assigning,
            "reconciling" => Self::Reconciling,
            _ => Self::Unknown(name.to_owned()),
        }
    }

    /// Kafka's name of the state; these stay English in every language.
    pub fn name(&self) -> &str {
        match self {
            Self::Empty => "Empty",
            Self::Dead => "Dead",
            Self::Stable => "Stable",
            Self::PreparingRebalance => "PreparingRebalance",
            Self::CompletingRebalance => "CompletingRebalance",
            Self::Assigning => "Assigning",
            Self::Reconciling => "Reconciling",
            Self::Unknown(name) => name,
        }
    }

    /// Whether offsets may be moved in this state: `Empty` only.
    ///
    /// ```
    /// use kafka_offsets::GroupState;
    ///
    /// assert!(GroupState::from_name("Empty").accepts_reset());
    /// assert!(!GroupState::from_name("Dead").accepts_reset(), "it does not exist");
    /// ```
    pub fn accepts_reset(&self) -> bool {
        matches!(self, Self::Empty)
    }
}

impl fmt::Display for GroupState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One connected member of a group.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GroupMember {
    /// Id that the coordinator gave.
    pub member_id: String,
    /// The client's own `client.id`.
    pub client_id: String,
    /// Host as the broker saw it, e.g. `/10.53.88.65`.
    pub client_host: String,
    /// Partitions that the member reads; empty where the endpoint does not say.
    pub assignment: Vec<TopicPartition>,
}

/// A group's state and members at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GroupSummary {
    /// The group.
    pub group: GroupId,
    /// Its state.
    pub state: GroupState,
    /// Its members; empty unless the group is live.
    pub members: Vec<GroupMember>,
}
