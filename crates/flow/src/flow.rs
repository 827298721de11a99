//! The machine: which event leads where. What happens on the way stands in one file per phase.

use crate::request_id::RequestIds;
use crate::state::{AfterRefusal, Asked, Blocked, ReadBackStep, Reading, Reviewing};
use crate::{BlockReason, Effect, Event, State, planning, reviewing, submitting, verifying};

/// What holds for a whole flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FlowSettings {
    /// Plans may be looked at, and nothing is ever sent.
    pub read_only: bool,
}

/// One reset after the other, as a machine without IO. See the crate's documentation for the diagram.
#[derive(Debug, Clone, PartialEq, Eq)]
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

    fn step(&mut self, state: State, event: Event) -> Step {
        let ids = &mut self.ids;
        match (state, event) {
            // Editing and planning
            (
                State::Editing | State::Planning(_) | State::Reviewing(_) | State::Blocked(_),
                Event::ReviewPressed { request, resolution, production },
            ) => planning::start(ids, Asked { request, resolution, production }),
            (State::Reviewing(Reviewing { asked, .. }), Event::PlanAgainPressed)
            | (State::Blocked(Blocked { asked, .. }), Event::PlanAgainPressed | Event::CheckAgainPressed) => {
                planning::start(ids, asked)
            }
            (State::Planning(planning), Event::GroupRead { id, outcome }) if matches!(planning.reading, Reading::Group { id: awaited } if awaited == id) => {
                planning::group_read(ids, planning.asked, outcome)
            }
            (State::Planning(planning), Event::OffsetsRead { id, outcome }) if matches!(planning.reading, Reading::Offsets { id: awaited, .. } if awaited == id) => {
                planning::offsets_read(planning.asked, outcome)
            }
            (State::Planning(_) | State::Reviewing(_) | State::Blocked(_), Event::BackPressed)
            | (State::Finished(_) | State::Blocked(_) | State::Reviewing(_), Event::NewResetPressed) => {
                (State::Editing, Vec::new())
            }

            // Review, up to the moment of sending
            (State::Reviewing(review), Event::ConfirmPressed { confirmation }) => {
                reviewing::confirm(ids, self.settings, review, &confirmation)
            }
            (State::AskingHost(asking), Event::HostAnswered { id, allowed }) if asking.id == id => {
                reviewing::host_answered(ids, asking, allowed)
            }
            (State::AskingHost(asking), Event::BackPressed) => (State::Reviewing(asking.review), Vec::new()),

            // Sent: from here on the only way leads to a verdict, or to a refusal that is certain
            (State::Submitting(submitting), Event::SubmitAnswered { id, outcome }) if submitting.id == id => {
                submitting::answered(ids, submitting, outcome)
            }
            (State::Blocked(blocked), Event::GroupRead { id, outcome }) if awaits_group(&blocked, id) => {
                (State::Blocked(submitting::group_read_after_refusal(blocked, outcome)), Vec::new())
            }
            (State::Verifying(back) | State::OutcomeUnknown(back), Event::OffsetsRead { id, outcome })
                if matches!(back.step, ReadBackStep::Reading { id: awaited } if awaited == id) =>
            {
                verifying::offsets_read(ids, back, outcome)
            }
            (State::Verifying(back) | State::OutcomeUnknown(back), Event::TimerFired { id }) if matches!(back.step, ReadBackStep::Waiting { id: awaited, .. } if awaited == id) => {
                verifying::wait_is_over(ids, back)
            }
            (State::Finished(finished), Event::ReadAgainPressed) => verifying::read_again(ids, finished),

            (state, _) => (state, Vec::new()),
        }
    }
}

fn awaits_group(blocked: &Blocked, id: crate::RequestId) -> bool {
    match &blocked.reason {
        BlockReason::RefusedForGroup(refused) => {
            matches!(refused.group, AfterRefusal::Reading { id: awaited } if awaited == id)
        }
        _ => false,
    }
}
