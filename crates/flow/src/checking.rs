//! The last look before sending: the group is claimed, and what was planned from must still hold.

use crate::flow::Step;
use crate::planning::{read_offsets, summary};
use crate::request_id::RequestIds;
use crate::reviewing::not_confirmed;
use crate::state::{CheckStep, Checking, Drifted, Reviewing, Submitting};
use crate::{Announcement, ClaimRefusal, ConfirmRefusal, Effect, Ending, FlowSettings, Intent, State};
use kafka_offsets::{Drift, EndpointFault, GroupSummary, OffsetSnapshot};
use std::sync::Arc;

/// Claims the group, so that no other tab passes here at the same time.
pub(crate) fn claim(ids: &mut RequestIds, review: Reviewing, intent: Intent) -> Step {
    let id = ids.next();
    let plan = Arc::clone(&intent.plan);
    let checking = Checking { review, intent, claim: id, step: CheckStep::Claiming { id } };
    (State::Checking(checking), vec![Effect::ClaimGroup { id, plan }])
}

/// Reads the group again, if it is ours.
pub(crate) fn claimed(ids: &mut RequestIds, checking: Checking, outcome: Result<(), ClaimRefusal>) -> Step {
    if let Err(refusal) = outcome {
        // A refused claim holds nothing that could be released
        return (not_confirmed(checking.review, refusal.into()), Vec::new());
    }
    let id = ids.next();
    let group = checking.intent.plan.request.group.clone();
    let effect = Effect::ReadGroup { id, group };
    (State::Checking(Checking { step: CheckStep::Group { id }, ..checking }), vec![effect])
}

/// Reads the offsets again, also of a group that is live now, so that the whole difference can be shown.
pub(crate) fn group_read(
    ids: &mut RequestIds,
    checking: Checking,
    outcome: Result<GroupSummary, EndpointFault>,
) -> Step {
    let group = match summary(&checking.intent.plan.request.group, outcome) {
        Ok(group) => group,
        Err(fault) => return stopped(checking, Some(ConfirmRefusal::CheckFailed(fault))),
    };
    let id = ids.next();
    // A plan with a row names a topic
    let effects = read_offsets(id, &checking.review.asked, group.clone()).into_iter().collect();
    (State::Checking(Checking { step: CheckStep::Offsets { id, group }, ..checking }), effects)
}

/// Compares what is there now with what was planned from; only if nothing has changed, it goes on.
pub(crate) fn offsets_read(
    ids: &mut RequestIds,
    checking: Checking,
    group: GroupSummary,
    outcome: Result<OffsetSnapshot, EndpointFault>,
) -> Step {
    let plan = &checking.intent.plan;
    let drift = match outcome {
        Ok(snapshot) => Drift::between(plan, &snapshot),
        Err(_) if group.state != plan.group_state || !group.members.is_empty() => {
            Some(Drift { group: Some(group), rows: Vec::new(), topics: Vec::new() })
        }
        Err(fault) => return stopped(checking, Some(ConfirmRefusal::CheckFailed(fault))),
    };
    let Some(drift) = drift else { return record(ids, checking) };
    let Checking { review, intent, claim, .. } = checking;
    let drifted = Drifted { asked: review.asked, plan: intent.plan, drift };
    (State::Drifted(drifted), vec![Effect::ReleaseGroup { id: claim }])
}

fn record(ids: &mut RequestIds, checking: Checking) -> Step {
    let id = ids.next();
    let effect = Effect::RecordIntent { id, intent: checking.intent.clone() };
    (State::Checking(Checking { step: CheckStep::Recording { id }, ..checking }), vec![effect])
}

/// Sends, unless the flow has become read-only since the confirmation.
pub(crate) fn recorded(ids: &mut RequestIds, settings: FlowSettings, checking: Checking) -> Step {
    if settings.read_only {
        return stopped(checking, Some(ConfirmRefusal::ReadOnly));
    }
    submit(ids, checking)
}

/// The one place that sends. It consumes the confirmed review, so that a plan cannot be sent twice.
fn submit(ids: &mut RequestIds, checking: Checking) -> Step {
    let Checking { review, intent, claim, .. } = checking;
    let id = ids.next();
    let effects = vec![
        Effect::Submit { id, submission: intent.submission.clone() },
        Effect::Announce(Announcement::ResetSubmitted(intent.clone())),
    ];
    (State::Submitting(Submitting { review, intent, claim, id }), effects)
}

/// Back to the review with nothing sent. An intent that may have been recorded is closed.
pub(crate) fn stopped(checking: Checking, refusal: Option<ConfirmRefusal>) -> Step {
    let Checking { review, intent, claim, step } = checking;
    let mut effects = vec![Effect::ReleaseGroup { id: claim }];
    if matches!(step, CheckStep::Recording { .. }) {
        effects.insert(0, Effect::RecordOutcome { intent, ending: Ending::NotSent });
    }
    (State::Reviewing(Reviewing { not_confirmed: refusal, ..review }), effects)
}
