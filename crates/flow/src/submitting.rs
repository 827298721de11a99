//! What the endpoint's answer to the reset means: done, refused for certain, or unknown.

use crate::flow::Step;
use crate::request_id::RequestIds;
use crate::state::{AfterRefusal, BlockReason, Blocked, RefusedForGroup, Reviewing, Submitting};
use crate::{Announcement, Effect, Ending, State, verifying};
use kafka_offsets::{Claim, EndpointFault, FaultKind, GroupSummary, ResetAnswer};
use std::sync::Arc;

/// Reads back after an answer and after a lost one; a certain refusal leads back. Nothing is ever resent.
pub(crate) fn answered(
    ids: &mut RequestIds,
    submitting: Submitting,
    outcome: Result<ResetAnswer, EndpointFault>,
) -> Step {
    match outcome {
        Ok(answer) => verifying::start(ids, submitting, Claim::Answered(answer), None),
        Err(fault) if fault.kind.write_may_have_happened() => {
            verifying::start(ids, submitting, Claim::Lost, Some(fault))
        }
        Err(fault) => refused(ids, submitting, fault),
    }
}

/// Nothing moved. Back to the review, or, if the group is the reason, to a look at the group, so that its
/// members can be named.
fn refused(ids: &mut RequestIds, submitting: Submitting, fault: EndpointFault) -> Step {
    let Submitting { review, intent, claim, .. } = submitting;
    let announcement = Announcement::ResetRefused { plan: Arc::clone(&review.plan), fault: fault.clone() };
    let mut effects = vec![
        Effect::RecordOutcome { intent, ending: Ending::Refused(fault.clone()) },
        Effect::ReleaseGroup { id: claim },
        Effect::Announce(announcement),
    ];
    if !matches!(fault.kind, FaultKind::GroupNotEmpty | FaultKind::GroupNotFound) {
        return (State::Reviewing(Reviewing { refused: Some(fault), ..review }), effects);
    }
    let id = ids.next();
    let Reviewing { asked, plan, .. } = review;
    effects.push(Effect::ReadGroup { id, group: asked.request.group.clone() });
    let refused = RefusedForGroup { plan, fault, group: AfterRefusal::Reading { id } };
    (State::Blocked(Blocked { asked, reason: BlockReason::RefusedForGroup(refused), waiting: None }), effects)
}

/// Puts what was read of the group beside the refusal.
pub(crate) fn group_read_after_refusal(
    blocked: Blocked,
    outcome: Result<GroupSummary, EndpointFault>,
) -> Blocked {
    let reason = match blocked.reason {
        BlockReason::RefusedForGroup(refused) => {
            let group = outcome.map_or_else(AfterRefusal::Unreadable, AfterRefusal::Read);
            BlockReason::RefusedForGroup(RefusedForGroup { group, ..refused })
        }
        other => other,
    };
    Blocked { reason, ..blocked }
}
