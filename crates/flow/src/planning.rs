//! From a request to a plan: the group first, then the offsets.

use crate::flow::Step;
use crate::request_id::RequestIds;
use crate::state::{Asked, BlockReason, Blocked, Planning, Reading};
use crate::{Effect, ReadTopics, RequestId, State, reviewing};
use kafka_offsets::{
    EndpointFault, FaultKind, GroupId, GroupState, GroupSummary, OffsetSnapshot, ResetPlan, ResetStrategy,
};
use std::sync::Arc;

/// Reads the group. A group that may not be reset is found here, before any offset is read; a request that the
/// endpoint cannot express, before anything is read at all.
pub(crate) fn start(ids: &mut RequestIds, asked: Asked) -> Step {
    if asked.request.needs_partition_offsets() && !asked.abilities.partition_offsets {
        return blocked(asked, BlockReason::NotExpressible);
    }
    let id = ids.next();
    let group = asked.request.group.clone();
    let planning = Planning { asked, reading: Reading::Group { id } };
    (State::Planning(planning), vec![Effect::ReadGroup { id, group }])
}

/// Goes on to the offsets, if the group may be reset.
pub(crate) fn group_read(
    ids: &mut RequestIds,
    asked: Asked,
    outcome: Result<GroupSummary, EndpointFault>,
) -> Step {
    let group = match summary(&asked.request.group, outcome) {
        Ok(group) => group,
        Err(fault) => return blocked(asked, BlockReason::GroupUnreadable(fault)),
    };
    match group.state {
        GroupState::Dead if asked.request.create_group => {}
        GroupState::Dead => return blocked(asked, BlockReason::GroupDoesNotExist),
        ref state if state.accepts_reset() => {}
        state => return blocked(asked, BlockReason::GroupNotEmpty { state, members: group.members }),
    }
    let id = ids.next();
    let Some(effect) = read_offsets(id, &asked, group.clone()) else {
        return blocked(asked, BlockReason::NothingChosen);
    };
    (State::Planning(Planning { asked, reading: Reading::Offsets { id, group } }), vec![effect])
}

/// Makes the plan and shows it.
pub(crate) fn offsets_read(
    ids: &mut RequestIds,
    asked: Asked,
    outcome: Result<OffsetSnapshot, EndpointFault>,
) -> Step {
    let snapshot = match outcome {
        Ok(snapshot) => snapshot,
        Err(fault) => return blocked(asked, BlockReason::OffsetsUnreadable(fault)),
    };
    match ResetPlan::compute(asked.request.clone(), &snapshot, asked.resolution) {
        Ok(plan) => reviewing::show(ids, asked, Arc::new(plan)),
        Err(error) => blocked(asked, error.into()),
    }
}

/// The read that a plan for this request is made from; `None` if it names no partition.
pub(crate) fn read_offsets(id: RequestId, asked: &Asked, group: GroupSummary) -> Option<Effect> {
    let topics = ReadTopics::of(&asked.request.scope, &asked.request.strategy)?;
    let at_time = match asked.request.strategy {
        ResetStrategy::Timestamp(time) => Some(time),
        _ => None,
    };
    Some(Effect::ReadOffsets { id, group, topics, at_time })
}

/// A group that does not exist: endpoints say so by its state or by a fault.
pub(crate) fn summary(
    group: &GroupId,
    outcome: Result<GroupSummary, EndpointFault>,
) -> Result<GroupSummary, EndpointFault> {
    match outcome {
        Err(fault) if fault.kind == FaultKind::GroupNotFound => {
            Ok(GroupSummary { group: group.clone(), state: GroupState::Dead, members: Vec::new() })
        }
        outcome => outcome,
    }
}

fn blocked(asked: Asked, reason: BlockReason) -> Step {
    (State::Blocked(Blocked { asked, reason, waiting: None }), Vec::new())
}
