//! From a confirmed plan to the moment of sending.

use crate::flow::Step;
use crate::request_id::RequestIds;
use crate::state::{AskingHost, Reviewing, Submitting};
use crate::{Announcement, ConfirmRefusal, Confirmation, Effect, FlowSettings, Intent, State, Submission};
use std::sync::Arc;

/// Compares the confirmation with the risk; then the host is asked.
pub(crate) fn confirm(
    ids: &mut RequestIds,
    settings: FlowSettings,
    review: Reviewing,
    confirmation: &Confirmation,
) -> Step {
    let submission = match allowed(settings, &review, confirmation) {
        Ok(submission) => submission,
        Err(refusal) => return not_confirmed(review, refusal),
    };
    let id = ids.next();
    let review = Reviewing { not_confirmed: None, ..review };
    let plan = Arc::clone(&review.plan);
    let intent = Intent { plan: Arc::clone(&plan), submission };
    (State::AskingHost(AskingHost { review, intent, id }), vec![Effect::AskHost { id, plan }])
}

fn allowed(
    settings: FlowSettings,
    review: &Reviewing,
    confirmation: &Confirmation,
) -> Result<Submission, ConfirmRefusal> {
    if settings.read_only {
        return Err(ConfirmRefusal::ReadOnly);
    }
    if review.refused.is_some() {
        return Err(ConfirmRefusal::PlanUsed);
    }
    let submission = Submission::of(&review.plan).map_err(ConfirmRefusal::NotSendable)?;
    confirmation.check(review.risk, &submission.group)?;
    Ok(submission)
}

/// The host has spoken. Whatever must still hold before anything is sent is looked at between its yes and
/// [`submit`], which takes all it needs from the confirmed review.
pub(crate) fn host_answered(ids: &mut RequestIds, asking: AskingHost, allowed: bool) -> Step {
    let AskingHost { review, intent, .. } = asking;
    if allowed { submit(ids, review, intent) } else { not_confirmed(review, ConfirmRefusal::HostDeclined) }
}

/// The one place that sends. It consumes the review, so that a plan cannot be sent twice.
fn submit(ids: &mut RequestIds, review: Reviewing, intent: Intent) -> Step {
    let id = ids.next();
    let effects = vec![
        Effect::RecordIntent(intent.clone()),
        Effect::Submit { id, submission: intent.submission.clone() },
        Effect::Announce(Announcement::ResetSubmitted(intent.clone())),
    ];
    (State::Submitting(Submitting { review, intent, id }), effects)
}

fn not_confirmed(review: Reviewing, refusal: ConfirmRefusal) -> Step {
    (State::Reviewing(Reviewing { not_confirmed: Some(refusal), ..review }), Vec::new())
}
