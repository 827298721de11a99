//! Why there is no plan at all.

use crate::{GroupMember, GroupState};

/// Why there is no plan at all; a single partition or topic that cannot be done is a row of the plan instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// The group has members, or is in a state that is not `Empty`: stop its consumers.
    #[error("the group is {state} with {} members; only an Empty group can be reset", members.len())]
    GroupNotEmpty {
        /// Its state.
        state: GroupState,
        /// Its members as far as known.
        members: Vec<GroupMember>,
    },
    /// The group does not exist and creating it was not asked for: check its name, or ask for creating it.
    #[error("the group does not exist")]
    GroupDoesNotExist,
    /// All topics were asked for, and the group has no committed offset anywhere: name the topics.
    #[error("the group has no committed offsets, so it has no topics to reset")]
    NothingCommitted,
    /// No partition was chosen. Nothing never means everything: choose at least one.
    #[error("no partition is chosen")]
    NothingChosen,
    /// The offsets were looked up for another time than the request's (a programming error of the caller).
    #[error("the offsets were read for another time than the one asked for")]
    OtherTimeLookedUp,
    /// The offsets are another group's (a programming error of the caller).
    #[error("the offsets were read for another group than the one asked for")]
    OtherGroupRead,
}
