//! From a request to a plan: the group first, then the offsets.

use crate::flow::Step;
use crate::request_id::RequestIds;
use crate::state::{Asked, BlockReason, Blocked, Planning, Reading, Reviewing};
use crate::{Announcement, Effect, ReadTopics, State};
use kafka_offsets::{
    EndpointFault, FaultKind, GroupState, GroupSummary, OffsetSnapshot, ResetPlan, ResetStrategy,
};
use std::sync::Arc;

/// Reads the group. A group that may not be reset is found here, before any offset is read.
pub(crate) fn start(ids: &mut RequestIds, asked: Asked) -> Step {
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
    let group = match outcome {
        Ok(group) => group,
        // Endpoints say "no such group" either way.
        Err(fault) if fault.kind == FaultKind::GroupNotFound => {
            GroupSummary { group: asked.request.group.clone(), state: GroupState::Dead, members: Vec::new() }
        }
        Err(fault) => return blocked(asked, BlockReason::GroupUnreadable(fault)),
    };
    match group.state {
        GroupState::Dead if asked.request.create_group => {}
        GroupState::Dead => return blocked(asked, BlockReason::GroupDoesNotExist),
        ref state if state.accepts_reset() => {}
        state => return blocked(asked, BlockReason::GroupNotEmpty { state, members: group.members }),
    }
    let Some(topics) = ReadTopics::of(&asked.request.scope, &asked.request.strategy) else {
        return blocked(asked, BlockReason::NothingChosen);
    };
    let at_time = match asked.request.strategy {
        ResetStrategy::Timestamp(time) => Some(time),
        _ => None,
    };
    let id = ids.next();
    let planning = Planning { asked, reading: Reading::Offsets { id, group: group.clone() } };
    (State::Planning(planning), vec![Effect::ReadOffsets { id, group, topics, at_time }])
}

/// Makes the plan and shows it.
pub(crate) fn offsets_read(asked: Asked, outcome: Result<OffsetSnapshot, EndpointFault>) -> Step {
    let snapshot = match outcome {
        Ok(snapshot) => snapshot,
        Err(fault) => return blocked(asked, BlockReason::OffsetsUnreadable(fault)),
    };
    let plan = match ResetPlan::compute(asked.request.clone(), &snapshot, asked.resolution) {
        Ok(plan) => Arc::new(plan),
        Err(error) => return blocked(asked, error.into()),
    };
    let (risk, reasons) = plan.risk(asked.production);
    let announcement = Announcement::PlanCreated(Arc::clone(&plan));
    let review = Reviewing { asked, plan, risk, reasons, not_confirmed: None, refused: None };
    (State::Reviewing(review), vec![Effect::Announce(announcement)])
}

fn blocked(asked: Asked, reason: BlockReason) -> Step {
    (State::Blocked(Blocked { asked, reason }), Vec::new())
}
