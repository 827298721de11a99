//! Two flows that differ only in the numbers of their requests behave alike. Numbered anew, they are equal, so that
//! the exploration ends.

use crate::request_id::RequestIds;
use crate::state::{
    AfterRefusal, BlockReason, Blocked, CheckStep, Later, ReadBack, ReadBackStep, Reading, Reviewing,
    WaitStep,
};
use crate::{Flow, RequestId, State};

/// Every id that the state knows: of what it waits for, of its claim, of its plan's timer.
pub(super) fn ids(state: &mut State) -> Vec<&mut RequestId> {
    match state {
        State::Editing | State::Drifted(_) => Vec::new(),
        State::Planning(planning) => match &mut planning.reading {
            Reading::Group { id } | Reading::Offsets { id, .. } => vec![id],
        },
        State::Reviewing(review) => of_review(review),
        State::Blocked(blocked) => of_blocked(blocked),
        State::AskingHost(asking) => {
            let mut ids = of_review(&mut asking.review);
            ids.push(&mut asking.id);
            ids
        }
        State::Checking(checking) => {
            let mut ids = of_review(&mut checking.review);
            ids.push(&mut checking.claim);
            ids.push(match &mut checking.step {
                CheckStep::Claiming { id }
                | CheckStep::Group { id }
                | CheckStep::Offsets { id, .. }
                | CheckStep::Recording { id } => id,
            });
            ids
        }
        State::Submitting(submitting) => {
            let mut ids = of_review(&mut submitting.review);
            ids.extend([&mut submitting.claim, &mut submitting.id]);
            ids
        }
        State::Verifying(back) | State::OutcomeUnknown(back) => of_read_back(back),
        State::Finished(finished) => match &mut finished.later {
            Later::Waiting { id } | Later::Reading { id } => vec![id],
            Later::Same | Later::Moved(_) | Later::Unreadable(_) | Later::Off => Vec::new(),
        },
    }
}

fn of_review(review: &mut Reviewing) -> Vec<&mut RequestId> {
    review.age_timer.iter_mut().collect()
}

fn of_blocked(blocked: &mut Blocked) -> Vec<&mut RequestId> {
    let waiting = blocked.waiting.as_mut().map(|waiting| match &mut waiting.step {
        WaitStep::Pausing { id, .. } | WaitStep::Reading { id } => id,
    });
    let after_refusal = match &mut blocked.reason {
        BlockReason::RefusedForGroup(refused) => match &mut refused.group {
            AfterRefusal::Reading { id } => Some(id),
            AfterRefusal::Read(_) | AfterRefusal::Unreadable(_) => None,
        },
        _ => None,
    };
    waiting.into_iter().chain(after_refusal).collect()
}

fn of_read_back(back: &mut ReadBack) -> Vec<&mut RequestId> {
    let step = match &mut back.step {
        ReadBackStep::Reading { id } | ReadBackStep::Waiting { id, .. } => id,
    };
    back.held.iter_mut().chain([step]).collect()
}

/// Numbers the ids of a flow anew, in the order in which the state names them. Returns old and new ones.
pub(super) fn renumber(flow: &mut Flow) -> Vec<(RequestId, RequestId)> {
    let (state, source) = flow.parts_mut();
    let mut names: Vec<(RequestId, RequestId)> = Vec::new();
    for id in ids(state) {
        let known = names.iter().find(|(old, _)| old == id).map(|(_, new)| *new);
        let new = known.unwrap_or_else(|| {
            let new = RequestId::numbered(names.len() as u64 + 1);
            names.push((*id, new));
            new
        });
        *id = new;
    }
    *source = RequestIds::after(names.len() as u64);
    names
}
