//! Follows a run and knows what was allowed to happen.

use crate::support::{
    Run, empty, everything, fully, id_of, is_outcome, now, orders, request, review_pressed,
};
use kafka_offsets::{OffsetSnapshot, ResetPlan, ResetRequest, ResetStrategy, Risk, TimeLookup};
use reset_flow::{
    AfterRefusal, Announcement, BlockReason, CheckStep, ClaimRefusal, Confirmation, Effect, Event, Flow,
    Intent, Later, ReadBackStep, Reading, RequestId, State, WAIT_POLL_MILLIS, WaitStep,
};
use std::sync::Arc;

#[derive(Debug, Default)]
pub(crate) struct Watch {
    pub(crate) ids: Vec<RequestId>,
    pub(crate) sent: Vec<Arc<ResetPlan>>,
    pub(crate) outcomes: usize,
    /// Every plan that ever stood in a review.
    pub(crate) plans: Vec<Arc<ResetPlan>>,
    /// Everything that was ever recorded as about to be sent.
    pub(crate) recorded: Vec<Intent>,
    /// The last confirmation that was pressed on the plan under review.
    confirmation: Option<Confirmation>,
    host_allowed: bool,
    outcome_due: bool,
    /// The claim that is held, or asked for.
    claim: Option<RequestId>,
    /// What is recorded and not closed, with the id of the effect.
    open: Option<(RequestId, Intent)>,
    age_timer: Option<RequestId>,
}

impl Watch {
    /// Lets an event happen, and looks at everything that follows.
    pub(crate) fn happens(&mut self, run: &mut Run, event: Event) {
        let before = run.flow.clone();
        let stale = answered_id(&event).is_some_and(|id| !self.is_awaited(run.flow.state(), &event, id));
        match &event {
            Event::ConfirmPressed { confirmation, .. } if matches!(before.state(), State::Reviewing(_)) => {
                self.confirmation = Some(confirmation.clone());
            }
            Event::HostAnswered { allowed, .. } if !stale => self.host_allowed = *allowed,
            Event::Claimed { outcome: Err(_), .. } if !stale => self.claim = None,
            Event::Resumed { .. } if before.state() == &State::Editing => self.outcome_due = true,
            _ => {}
        }
        let effects = run.on(event.clone());
        if stale {
            assert_eq!(effects, [], "a stale answer asks for nothing: {event:?}");
            assert_eq!(run.flow, before, "a stale answer changes nothing: {event:?}");
        }
        stays_on_its_way(&before, run, &event);
        for effect in &effects {
            self.claims_and_releases(effect);
            self.records_and_closes(effect);
            self.sends_once_and_only_when_all_is_done(run, &event, effect);
            self.announces_in_order(effect);
            self.starts_timers(effect);
        }
        for id in effects.iter().filter_map(id_of) {
            assert!(!self.ids.contains(&id), "an id is given once");
            self.ids.push(id);
        }
        if let Some(id) = awaited(run.flow.state()) {
            assert!(self.ids.contains(&id), "what the state waits for was asked for");
        }
        self.leaves_nothing_behind(run);
    }

    fn is_awaited(&mut self, state: &State, event: &Event, id: RequestId) -> bool {
        let ages = matches!(
            state,
            State::Reviewing(_) | State::AskingHost(_) | State::Checking(_) | State::Submitting(_)
        );
        if ages && matches!(event, Event::TimerFired { .. }) {
            return self.age_timer.take_if(|timer| *timer == id).is_some();
        }
        awaited(state) == Some(id) && is_the_right_sort(state, event)
    }

    fn claims_and_releases(&mut self, effect: &Effect) {
        match effect {
            Effect::ClaimGroup { id, .. } => {
                assert_eq!(self.claim, None, "one claim at a time");
                self.claim = Some(*id);
            }
            Effect::ReleaseGroup { id } => {
                assert_eq!(self.claim.take(), Some(*id), "what is released was claimed, and once");
            }
            _ => {}
        }
    }

    fn records_and_closes(&mut self, effect: &Effect) {
        match effect {
            Effect::RecordIntent { id, intent } => {
                assert_eq!(self.open, None, "one intent at a time");
                self.open = Some((*id, intent.clone()));
                self.recorded.push(intent.clone());
            }
            Effect::RecordOutcome { intent, .. } => {
                assert!(self.recorded.contains(intent), "an outcome of what was recorded");
                self.open = None;
            }
            _ => {}
        }
    }

    fn sends_once_and_only_when_all_is_done(&mut self, run: &Run, event: &Event, effect: &Effect) {
        if matches!(effect, Effect::AskHost { .. }) {
            assert!(!run.flow.settings().read_only);
        }
        let Effect::Submit { submission, .. } = effect else { return };
        assert!(!run.flow.settings().read_only, "read-only sends nothing");
        assert!(self.host_allowed, "the host has said yes");
        assert!(self.claim.is_some(), "the group is ours");
        let Some((id, intent)) = &self.open else { panic!("sent and not recorded") };
        assert_eq!(event, &Event::IntentRecorded { id: *id }, "recorded before it is sent");
        assert_eq!(&intent.submission, submission);
        let confirmation = self.confirmation.take().expect("sent without a confirmation");
        let State::Submitting(submitting) = run.flow.state() else {
            panic!("sent, and the state is {:?}", run.flow.state());
        };
        let (risk, _) = intent.plan.risk(submitting.review.asked.production);
        let enough = match risk {
            Risk::Low => true,
            Risk::Medium => confirmation.ticked,
            Risk::High => confirmation.typed_group == "billing",
        };
        assert!(enough, "{risk:?} and only {confirmation:?}");
        assert!(!self.sent.iter().any(|plan| Arc::ptr_eq(plan, &intent.plan)), "sent twice");
        self.sent.push(Arc::clone(&intent.plan));
    }

    fn announces_in_order(&mut self, effect: &Effect) {
        let Effect::Announce(announcement) = effect else { return };
        if let Announcement::PlanCreated(plan) = announcement {
            self.plans.push(Arc::clone(plan));
        }
        if announcement.name() == "reset-submitted" {
            assert!(!self.outcome_due);
            self.outcome_due = true;
        } else if is_outcome(announcement) {
            assert!(self.outcome_due, "an outcome without a submission, or a second one");
            self.outcome_due = false;
            self.outcomes += 1;
        }
    }

    /// Whoever keeps claims does not give one for a plan that was sent.
    pub(crate) fn claims_kept(&self, run: &Run, event: Event) -> Event {
        match (run.flow.state(), event) {
            (State::Checking(checking), Event::Claimed { id, outcome: Ok(()) })
                if self.sent.iter().any(|sent| Arc::ptr_eq(sent, &checking.intent.plan)) =>
            {
                Event::Claimed { id, outcome: Err(ClaimRefusal::AlreadyApplied) }
            }
            (_, event) => event,
        }
    }

    fn starts_timers(&mut self, effect: &Effect) {
        if let Effect::StartTimer { id, millis } = effect
            // All other waits are shorter
            && *millis > WAIT_POLL_MILLIS
        {
            self.age_timer = Some(*id);
        }
    }

    /// Where the flow comes to rest, nothing is claimed, nothing recorded is open, and no outcome is owed.
    fn leaves_nothing_behind(&self, run: &Run) {
        let (checking, on_the_way) = match run.flow.state() {
            State::Checking(_) => (true, false),
            State::Submitting(_) | State::Verifying(_) | State::OutcomeUnknown(_) => (false, true),
            _ => (false, false),
        };
        assert!(on_the_way || !self.outcome_due, "an end without an outcome: {:?}", run.flow.state());
        if !checking && !on_the_way {
            assert_eq!(self.claim, None, "held for ever in {:?}", run.flow.state());
            assert_eq!(self.open, None, "never closed in {:?}", run.flow.state());
        }
    }
}

/// From sending on, only answers lead on.
fn stays_on_its_way(before: &Flow, run: &Run, event: &Event) {
    let on_the_way =
        matches!(before.state(), State::Submitting(_) | State::Verifying(_) | State::OutcomeUnknown(_));
    if on_the_way && answered_id(event).is_none() {
        assert_eq!(&run.flow, before, "{event:?}");
    }
}

pub(crate) fn before(request: &ResetRequest) -> OffsetSnapshot {
    let mut offsets = orders(50, 60);
    if let ResetStrategy::Timestamp(asked) = request.strategy {
        offsets.looked_up = Some(asked);
        for found in offsets.partitions.values_mut() {
            found.at_time = TimeLookup::NoRecord;
        }
    }
    offsets
}

/// What the state waits for, if it waits; the age of a plan is not waited for.
fn awaited(state: &State) -> Option<RequestId> {
    match state {
        State::Planning(planning) => match &planning.reading {
            Reading::Group { id } | Reading::Offsets { id, .. } => Some(*id),
        },
        State::Blocked(blocked) => match (&blocked.waiting, &blocked.reason) {
            (Some(waiting), _) => match waiting.step {
                WaitStep::Pausing { id, .. } | WaitStep::Reading { id } => Some(id),
            },
            (None, BlockReason::RefusedForGroup(refused)) => match refused.group {
                AfterRefusal::Reading { id } => Some(id),
                AfterRefusal::Read(_) | AfterRefusal::Unreadable(_) => None,
            },
            (None, _) => None,
        },
        State::AskingHost(asking) => Some(asking.id),
        State::Checking(checking) => match &checking.step {
            CheckStep::Claiming { id }
            | CheckStep::Group { id }
            | CheckStep::Offsets { id, .. }
            | CheckStep::Recording { id } => Some(*id),
        },
        State::Submitting(submitting) => Some(submitting.id),
        State::Verifying(back) | State::OutcomeUnknown(back) => match back.step {
            ReadBackStep::Reading { id } | ReadBackStep::Waiting { id, .. } => Some(id),
        },
        State::Finished(finished) => match finished.later {
            Later::Waiting { id } | Later::Reading { id } => Some(id),
            _ => None,
        },
        State::Editing | State::Reviewing(_) | State::Drifted(_) => None,
    }
}

/// Whether an answer is of the sort that the state waits for.
fn is_the_right_sort(state: &State, event: &Event) -> bool {
    match event {
        Event::GroupRead { .. } => match state {
            State::Planning(planning) => matches!(planning.reading, Reading::Group { .. }),
            State::Checking(checking) => matches!(checking.step, CheckStep::Group { .. }),
            State::Blocked(blocked) => match &blocked.waiting {
                Some(waiting) => matches!(waiting.step, WaitStep::Reading { .. }),
                None => true,
            },
            _ => false,
        },
        Event::OffsetsRead { .. } => match state {
            State::Planning(planning) => matches!(planning.reading, Reading::Offsets { .. }),
            State::Checking(checking) => matches!(checking.step, CheckStep::Offsets { .. }),
            State::Verifying(back) | State::OutcomeUnknown(back) => {
                matches!(back.step, ReadBackStep::Reading { .. })
            }
            State::Finished(finished) => matches!(finished.later, Later::Reading { .. }),
            _ => false,
        },
        Event::HostAnswered { .. } => matches!(state, State::AskingHost(_)),
        Event::Claimed { .. } => {
            matches!(state, State::Checking(checking) if matches!(checking.step, CheckStep::Claiming { .. }))
        }
        Event::IntentRecorded { .. } => {
            matches!(state, State::Checking(checking) if matches!(checking.step, CheckStep::Recording { .. }))
        }
        Event::SubmitAnswered { .. } => matches!(state, State::Submitting(_)),
        Event::TimerFired { .. } => match state {
            State::Blocked(blocked) => {
                matches!(&blocked.waiting, Some(waiting) if matches!(waiting.step, WaitStep::Pausing { .. }))
            }
            State::Verifying(back) | State::OutcomeUnknown(back) => {
                matches!(back.step, ReadBackStep::Waiting { .. })
            }
            State::Finished(finished) => matches!(finished.later, Later::Waiting { .. }),
            _ => false,
        },
        _ => true,
    }
}

/// The good answer to what the state waits for, or the press that leads on.
pub(crate) fn onward(run: &Run) -> Event {
    match run.flow.state() {
        State::Editing => review_pressed(request(&["orders"], ResetStrategy::Earliest), everything()),
        State::Planning(planning) => match planning.reading {
            Reading::Group { id } => Event::GroupRead { id, outcome: Ok(empty()) },
            Reading::Offsets { id, .. } => {
                Event::OffsetsRead { id, outcome: Ok(before(&planning.asked.request)) }
            }
        },
        State::Reviewing(review) if review.refused.is_some() || review.not_confirmed.is_some() => {
            Event::PlanAgainPressed
        }
        State::Reviewing(_) => Event::ConfirmPressed { confirmation: fully(), now: now() },
        State::Blocked(_) => Event::CheckAgainPressed,
        State::Drifted(_) => Event::PlanAgainPressed,
        State::AskingHost(asking) => Event::HostAnswered { id: asking.id, allowed: true, now: now() },
        State::Checking(checking) => match checking.step {
            CheckStep::Claiming { id } => Event::Claimed { id, outcome: Ok(()) },
            CheckStep::Group { id } => Event::GroupRead { id, outcome: Ok(empty()) },
            CheckStep::Offsets { id, .. } => {
                Event::OffsetsRead { id, outcome: Ok(before(&checking.review.asked.request)) }
            }
            CheckStep::Recording { id } => Event::IntentRecorded { id },
        },
        State::Submitting(submitting) => {
            let outcome = Ok(crate::support::done_twice());
            Event::SubmitAnswered { id: submitting.id, outcome }
        }
        State::Verifying(back) | State::OutcomeUnknown(back) => match back.step {
            ReadBackStep::Reading { id } => Event::OffsetsRead { id, outcome: Ok(orders(10, 10)) },
            ReadBackStep::Waiting { id, .. } => Event::TimerFired { id },
        },
        State::Finished(finished) => match finished.later {
            Later::Waiting { id } => Event::TimerFired { id },
            Later::Reading { id } => Event::OffsetsRead { id, outcome: Ok(orders(10, 10)) },
            _ => Event::NewResetPressed,
        },
    }
}

pub(crate) fn answered_id(event: &Event) -> Option<RequestId> {
    match event {
        Event::GroupRead { id, .. }
        | Event::OffsetsRead { id, .. }
        | Event::HostAnswered { id, .. }
        | Event::Claimed { id, .. }
        | Event::IntentRecorded { id }
        | Event::SubmitAnswered { id, .. }
        | Event::TimerFired { id } => Some(*id),
        _ => None,
    }
}
