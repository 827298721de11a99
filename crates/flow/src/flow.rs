//! The machine: which event leads where. What happens on the way stands in one file per phase.

use crate::request_id::RequestIds;
use crate::state::{
    AfterRefusal, Asked, Blocked, CheckStep, Later, ReadBack, ReadBackStep, Reading, Reviewing, WaitStep,
};
use crate::{
    BlockReason, Drifted, Effect, Event, RequestId, State, checking, follow_up, later, planning, reviewing,
    submitting, verifying, waiting,
};

/// What holds for a whole flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct FlowSettings {
    /// Plans may be looked at, and nothing is ever sent.
    pub read_only: bool,
    /// Nothing is sent without a reason.
    pub reason_required: bool,
    /// Nothing is sent without a ticket.
    pub ticket_required: bool,
}

/// One reset after the other, as a machine without IO. See the crate's documentation for the diagram.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Flow {
    settings: FlowSettings,
    state: State,
    ids: RequestIds,
}

/// Where a step leads, and what is to be done there.
pub(crate) type Step = (State, Vec<Effect>);

impl Flow {
    /// A flow that waits for its first request.
    pub fn new(settings: FlowSettings) -> Self {
        Self { settings, state: State::Editing, ids: RequestIds::default() }
    }

    /// Where the reset stands.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// What was set when the flow was made.
    pub fn settings(&self) -> FlowSettings {
        self.settings
    }

    /// Sets other settings. They hold from now on, also for a reset that is confirmed and not sent yet; what was
    /// sent is followed to its end all the same.
    pub fn set(&mut self, settings: FlowSettings) {
        self.settings = settings;
    }

    /// Takes an event and says what is to be done, in order.
    ///
    /// An event that has no place in the present state (a second press, an answer to an earlier request)
    /// changes nothing and asks for nothing.
    pub fn on(&mut self, event: Event) -> Vec<Effect> {
        let state = std::mem::replace(&mut self.state, State::Editing);
        let (state, effects) = self.step(state, event);
        self.state = state;
        effects
    }

    /// The state and the source of its ids, for flows that are compared apart from their ids.
    #[cfg(test)]
    pub(crate) fn parts_mut(&mut self) -> (&mut State, &mut RequestIds) {
        (&mut self.state, &mut self.ids)
    }

    fn step(&mut self, state: State, event: Event) -> Step {
        let ids = &mut self.ids;
        match (state, event) {
            // Into a plan
            (
                State::Editing
                | State::Planning(_)
                | State::Reviewing(_)
                | State::Blocked(_)
                | State::Drifted(_),
                Event::ReviewPressed { request, production, abilities, origin },
            ) => planning::start(ids, Asked::new(request, production, abilities, origin)),
            (
                State::Reviewing(Reviewing { asked, .. })
                | State::Blocked(Blocked { asked, .. })
                | State::Drifted(Drifted { asked, .. }),
                Event::PlanAgainPressed,
            )
            | (State::Blocked(Blocked { asked, .. }), Event::CheckAgainPressed) => {
                planning::start(ids, asked)
            }
            (State::Editing, Event::PlanOpened { plan, production, abilities, origin, now }) => {
                let asked = Asked::new(plan.request.clone(), production, abilities, origin);
                reviewing::open(ids, asked, plan, now)
            }
            (State::Finished(finished), Event::RetryPressed) => follow_up::retry(ids, finished),
            (State::Finished(finished), Event::UndoPressed { step }) => follow_up::undo(ids, finished, step),
            (State::Finished(finished), Event::NextUndoPressed { step }) => {
                follow_up::next_undo(ids, finished, step)
            }

            // Out of it
            (
                State::Planning(_) | State::Reviewing(_) | State::Blocked(_) | State::Drifted(_),
                Event::BackPressed,
            )
            | (
                State::Finished(_) | State::Blocked(_) | State::Drifted(_) | State::Reviewing(_),
                Event::NewResetPressed,
            ) => (State::Editing, Vec::new()),
            (State::AskingHost(asking), Event::BackPressed) => (State::Reviewing(asking.review), Vec::new()),
            (State::Checking(checking), Event::BackPressed) => checking::stopped(checking, None),

            // Blocked: waiting until the group is empty
            (State::Blocked(blocked), Event::WaitUntilEmptyPressed) => waiting::start(ids, blocked),
            (State::Blocked(blocked), Event::StopWaitingPressed) => {
                (State::Blocked(Blocked { waiting: None, ..blocked }), Vec::new())
            }

            // The confirmation, up to the moment of sending
            (State::Reviewing(review), Event::ConfirmPressed { confirmation, now }) => {
                reviewing::confirm(ids, self.settings, review, &confirmation, now)
            }
            (State::AskingHost(asking), Event::HostAnswered { id, allowed, now }) if asking.id == id => {
                reviewing::host_answered(ids, asking, allowed, now)
            }
            (State::Checking(checking), Event::Claimed { id, outcome })
                if checking.step == (CheckStep::Claiming { id }) =>
            {
                checking::claimed(ids, checking, outcome)
            }
            (State::Checking(checking), Event::IntentRecorded { id })
                if checking.step == (CheckStep::Recording { id }) =>
            {
                checking::recorded(ids, self.settings, checking)
            }

            // Sent: from here on the only way leads to a verdict, or to a refusal that is certain
            (State::Submitting(submitting), Event::SubmitAnswered { id, outcome }) if submitting.id == id => {
                submitting::answered(ids, submitting, outcome)
            }
            (State::Finished(finished), Event::ReadAgainPressed) => verifying::read_again(ids, finished),
            (State::Editing, Event::Resumed { intent, production, abilities }) => {
                let request = intent.plan.request.clone();
                let asked = Asked::new(request, production, abilities, crate::Origin::Form);
                verifying::resume(ids, asked, intent)
            }

            // What was read, and what was waited for
            (state, Event::GroupRead { id, outcome }) => group_read(ids, state, id, outcome),
            (state, Event::OffsetsRead { id, outcome }) => offsets_read(ids, state, id, outcome),
            (state, Event::TimerFired { id }) => timer_fired(ids, state, id),

            (state, _) => (state, Vec::new()),
        }
    }
}

fn group_read(
    ids: &mut RequestIds,
    state: State,
    id: RequestId,
    outcome: Result<kafka_offsets::GroupSummary, kafka_offsets::EndpointFault>,
) -> Step {
    match state {
        State::Planning(planning) if planning.reading == (Reading::Group { id }) => {
            planning::group_read(ids, planning.asked, outcome)
        }
        State::Checking(checking) if checking.step == (CheckStep::Group { id }) => {
            checking::group_read(ids, checking, outcome)
        }
        State::Blocked(blocked) if is_looking(&blocked, id) => waiting::looked(ids, blocked, outcome),
        State::Blocked(blocked) if awaits_group(&blocked, id) => {
            (State::Blocked(submitting::group_read_after_refusal(blocked, outcome)), Vec::new())
        }
        state => (state, Vec::new()),
    }
}

fn offsets_read(
    ids: &mut RequestIds,
    state: State,
    id: RequestId,
    outcome: Result<kafka_offsets::OffsetSnapshot, kafka_offsets::EndpointFault>,
) -> Step {
    match state {
        State::Planning(planning) if matches!(planning.reading, Reading::Offsets { id: awaited, .. } if awaited == id) => {
            planning::offsets_read(ids, planning.asked, outcome)
        }
        State::Checking(checking) => match checking.step {
            CheckStep::Offsets { id: awaited, ref group } if awaited == id => {
                let group = group.clone();
                checking::offsets_read(ids, checking, group, outcome)
            }
            _ => (State::Checking(checking), Vec::new()),
        },
        State::Verifying(back) | State::OutcomeUnknown(back)
            if back.step == (ReadBackStep::Reading { id }) =>
        {
            verifying::offsets_read(ids, back, outcome)
        }
        State::Finished(finished) if finished.later == (Later::Reading { id }) => {
            later::looked(finished, outcome)
        }
        state => (state, Vec::new()),
    }
}

fn timer_fired(ids: &mut RequestIds, mut state: State, id: RequestId) -> Step {
    match state {
        State::Blocked(blocked) if is_pausing(&blocked, id) => waiting::look(ids, blocked),
        State::Verifying(back) | State::OutcomeUnknown(back) if is_waiting(&back, id) => {
            verifying::wait_is_over(ids, back)
        }
        State::Finished(finished) if finished.later == (Later::Waiting { id }) => later::look(ids, finished),
        State::Reviewing(ref mut review)
        | State::AskingHost(crate::AskingHost { ref mut review, .. })
        | State::Checking(crate::Checking { ref mut review, .. })
        // A reset that is refused leads back to this review
        | State::Submitting(crate::Submitting { ref mut review, .. })
            if review.awaits_timer(id) =>
        {
            let effects = reviewing::age(ids, review);
            (state, effects)
        }
        state => (state, Vec::new()),
    }
}

fn awaits_group(blocked: &Blocked, id: RequestId) -> bool {
    matches!(&blocked.reason, BlockReason::RefusedForGroup(refused) if refused.group == (AfterRefusal::Reading { id }))
}

fn is_looking(blocked: &Blocked, id: RequestId) -> bool {
    matches!(&blocked.waiting, Some(waiting) if waiting.step == (WaitStep::Reading { id }))
}

fn is_pausing(blocked: &Blocked, id: RequestId) -> bool {
    matches!(&blocked.waiting, Some(waiting) if matches!(waiting.step, WaitStep::Pausing { id: awaited, .. } if awaited == id))
}

fn is_waiting(back: &ReadBack, id: RequestId) -> bool {
    matches!(back.step, ReadBackStep::Waiting { id: awaited, .. } if awaited == id)
}
