//! A plan on show: its age, and its confirmation up to the host's answer.

use crate::flow::Step;
use crate::request_id::RequestIds;
use crate::state::{Asked, AskingHost, Blocked, Reviewing};
use crate::{
    Announcement, BlockReason, ConfirmRefusal, Confirmation, Effect, FlowSettings, Intent, RequestId, State,
    Submission, checking,
};
use kafka_offsets::{PLAN_LIFETIME_MILLIS, PLAN_WARNING_MILLIS, PlanAge, ResetPlan, Timestamp};
use std::sync::Arc;

/// Shows a fresh plan, and starts to watch its age.
pub(crate) fn show(ids: &mut RequestIds, asked: Asked, plan: Arc<ResetPlan>) -> Step {
    let id = ids.next();
    let announcement = Announcement::PlanCreated(Arc::clone(&plan));
    let review = Reviewing { age_timer: Some(id), ..Reviewing::new(asked, plan) };
    let effects =
        vec![Effect::Announce(announcement), Effect::StartTimer { id, millis: PLAN_WARNING_MILLIS }];
    (State::Reviewing(review), effects)
}

/// Shows a plan that was made before, as old as it is by now. It is not planned anew: the check right before sending
/// compares it with what is there then.
pub(crate) fn open(ids: &mut RequestIds, asked: Asked, plan: Arc<ResetPlan>, now: Timestamp) -> Step {
    if asked.request.needs_partition_offsets() && !asked.abilities.partition_offsets {
        let blocked = Blocked { asked, reason: BlockReason::NotExpressible, waiting: None };
        return (State::Blocked(blocked), Vec::new());
    }
    let passed = u64::try_from(now.as_millis() - plan.taken_at.as_millis()).unwrap_or(0);
    let mut effects = vec![Effect::Announce(Announcement::PlanCreated(Arc::clone(&plan)))];
    let mut review = Reviewing::new(asked, plan).older(now);
    let next = match review.age {
        PlanAge::Fresh => Some(PLAN_WARNING_MILLIS),
        PlanAge::ExpiresSoon => Some(PLAN_LIFETIME_MILLIS),
        PlanAge::Expired | PlanAge::ClockWentBack => None,
    };
    if let Some(next) = next {
        let id = ids.next();
        review.age_timer = Some(id);
        effects.push(Effect::StartTimer { id, millis: next.saturating_sub(passed) });
    }
    (State::Reviewing(review), effects)
}

/// The plan has become older by one step. Timers may stand still while a computer sleeps, so this only shows
/// the age; what counts is the time that comes with the confirmation.
pub(crate) fn age(ids: &mut RequestIds, review: &mut Reviewing) -> Vec<Effect> {
    match review.age {
        PlanAge::Fresh => {
            let id = ids.next();
            (review.age, review.age_timer) = (PlanAge::ExpiresSoon, Some(id));
            vec![Effect::StartTimer { id, millis: PLAN_LIFETIME_MILLIS - PLAN_WARNING_MILLIS }]
        }
        PlanAge::ExpiresSoon | PlanAge::Expired | PlanAge::ClockWentBack => {
            (review.age, review.age_timer) = (PlanAge::Expired, None);
            Vec::new()
        }
    }
}

impl Reviewing {
    /// Whether this is the timer that the plan's age waits for.
    pub(crate) fn awaits_timer(&self, id: RequestId) -> bool {
        self.age_timer == Some(id)
    }

    /// Looks at the clock: the older of what it and the timers say holds.
    fn older(self, now: Timestamp) -> Self {
        let age = match (self.age, self.plan.age(now)) {
            (PlanAge::Expired, _) => PlanAge::Expired,
            (PlanAge::ExpiresSoon, PlanAge::Fresh) => PlanAge::ExpiresSoon,
            (_, by_the_clock) => by_the_clock,
        };
        Self { age, ..self }
    }
}

/// Compares the confirmation with the risk; then the host is asked.
pub(crate) fn confirm(
    ids: &mut RequestIds,
    settings: FlowSettings,
    review: Reviewing,
    confirmation: &Confirmation,
    now: Timestamp,
) -> Step {
    let review = review.older(now);
    let intent = match intent(settings, &review, confirmation) {
        Ok(intent) => intent,
        Err(refusal) => return (not_confirmed(review, refusal), Vec::new()),
    };
    let id = ids.next();
    let review = Reviewing { not_confirmed: None, ..review };
    let plan = Arc::clone(&review.plan);
    (State::AskingHost(AskingHost { review, intent, id }), vec![Effect::AskHost { id, plan }])
}

fn intent(
    settings: FlowSettings,
    review: &Reviewing,
    confirmation: &Confirmation,
) -> Result<Intent, ConfirmRefusal> {
    if settings.read_only {
        return Err(ConfirmRefusal::ReadOnly);
    }
    if review.refused.is_some() {
        return Err(ConfirmRefusal::PlanUsed);
    }
    if !review.age.may_be_applied() {
        return Err(ConfirmRefusal::PlanExpired);
    }
    let submission = Submission::of(&review.plan).map_err(ConfirmRefusal::NotSendable)?;
    confirmation.check(review.risk, submission.group())?;
    let note = confirmation.note(settings)?;
    Ok(Intent { plan: Arc::clone(&review.plan), submission, note })
}

/// The host has spoken, maybe after a long time. After its yes everything is read once more.
pub(crate) fn host_answered(ids: &mut RequestIds, asking: AskingHost, allowed: bool, now: Timestamp) -> Step {
    let AskingHost { review, intent, .. } = asking;
    let review = review.older(now);
    if !allowed {
        return (not_confirmed(review, ConfirmRefusal::HostDeclined), Vec::new());
    }
    if !review.age.may_be_applied() {
        return (not_confirmed(review, ConfirmRefusal::PlanExpired), Vec::new());
    }
    checking::claim(ids, review, intent)
}

/// Back to the review, with the reason.
pub(crate) fn not_confirmed(review: Reviewing, refusal: ConfirmRefusal) -> State {
    State::Reviewing(Reviewing { not_confirmed: Some(refusal), ..review })
}
