//! Waiting until a group is empty. All that it can lead to is a fresh plan on show.

use crate::flow::Step;
use crate::planning;
use crate::request_id::RequestIds;
use crate::state::{AfterRefusal, BlockReason, Blocked, RefusedForGroup, WaitStep, Waiting};
use crate::{Effect, State};
use kafka_offsets::{EndpointFault, FaultKind, GroupState, GroupSummary};

/// Pause between two looks at the group, in milliseconds.
pub const WAIT_POLL_MILLIS: u64 = 5_000;

/// Begins to wait, unless it waits already or waiting cannot help.
pub(crate) fn start(ids: &mut RequestIds, blocked: Blocked) -> Step {
    if blocked.waiting.is_some() || !blocked.can_wait() {
        return (State::Blocked(blocked), Vec::new());
    }
    pause(ids, blocked, 0, None)
}

/// Looks at the group.
pub(crate) fn look(ids: &mut RequestIds, blocked: Blocked) -> Step {
    let id = ids.next();
    let group = blocked.asked.request.group.clone();
    let waiting = blocked.waiting.map(|waiting| Waiting { step: WaitStep::Reading { id }, ..waiting });
    (State::Blocked(Blocked { waiting, ..blocked }), vec![Effect::ReadGroup { id, group }])
}

/// An empty group is planned for; one with members is shown as it is now, and the wait goes on. So it does if the
/// look failed.
pub(crate) fn looked(
    ids: &mut RequestIds,
    blocked: Blocked,
    outcome: Result<GroupSummary, EndpointFault>,
) -> Step {
    let polls = blocked.waiting.as_ref().map_or(0, |waiting| waiting.polls).saturating_add(1);
    match outcome {
        Ok(group) if !group.state.accepts_reset() && group.state != GroupState::Dead => {
            let reason = still_live(blocked.reason, group);
            pause(ids, Blocked { reason, ..blocked }, polls, None)
        }
        Err(fault) if fault.kind != FaultKind::GroupNotFound => pause(ids, blocked, polls, Some(fault)),
        outcome => planning::group_read(ids, blocked.asked, outcome),
    }
}

fn pause(ids: &mut RequestIds, blocked: Blocked, polls: u32, fault: Option<EndpointFault>) -> Step {
    let (id, millis) = (ids.next(), WAIT_POLL_MILLIS);
    let waiting = Some(Waiting { step: WaitStep::Pausing { id, millis }, polls, fault });
    (State::Blocked(Blocked { waiting, ..blocked }), vec![Effect::StartTimer { id, millis }])
}

fn still_live(reason: BlockReason, group: GroupSummary) -> BlockReason {
    match reason {
        BlockReason::RefusedForGroup(refused) => {
            BlockReason::RefusedForGroup(RefusedForGroup { group: AfterRefusal::Read(group), ..refused })
        }
        _ => BlockReason::GroupNotEmpty { state: group.state, members: group.members },
    }
}
