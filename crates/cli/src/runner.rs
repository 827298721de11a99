//! Runs the flow: carries out what it asks for, and nothing else. Every sequence and every decision is the flow's.

use crate::session::{Session, refused_here};
use ckafka_api::{Expected, InstanceId, PlanLine, Reset, ResetPartitions};
use kafka_offsets::{EndpointFault, ResetAnswer, ResetPlan, ResetRequest, Timestamp};
use reset_flow::{
    Announcement, ClaimRefusal, Confirmation, Effect, Ending, Event, Flow, FlowSettings, Intent, Later,
    Origin, ReadBackStep, RequestId, State, Submission,
};
use std::collections::VecDeque;
use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

/// Claims groups and keeps records.
pub trait Keeper: Debug {
    /// Claims the group of a plan; never waits for another holder.
    ///
    /// # Errors
    /// [`ClaimRefusal`] if another process holds the group, or if the plan was applied before.
    fn claim(&mut self, plan: &ResetPlan) -> Result<(), ClaimRefusal>;

    /// Gives the group back.
    fn release(&mut self);

    /// Writes down what is about to be sent. Only after `Ok` it is sent.
    ///
    /// # Errors
    /// Why it could not be written, as a sentence.
    fn record_intent(&mut self, intent: &Intent, now: Timestamp) -> Result<(), String>;

    /// Writes down how it ended.
    fn record_outcome(&mut self, intent: &Intent, ending: &Ending, now: Timestamp);
}

/// Keeps nothing and claims nothing: for reading.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoKeeper;

impl Keeper for NoKeeper {
    fn claim(&mut self, _: &ResetPlan) -> Result<(), ClaimRefusal> {
        Ok(())
    }

    fn release(&mut self) {}

    fn record_intent(&mut self, _: &Intent, _: Timestamp) -> Result<(), String> {
        Err("nothing is recorded here, so nothing is sent".to_owned())
    }

    fn record_outcome(&mut self, _: &Intent, _: &Ending, _: Timestamp) {}
}

/// Is told what happens, for a progress line and for whoever interrupts.
pub trait Watch: Debug {
    /// The flow is in this state now.
    fn state(&mut self, state: &State);
    /// The reset goes out; from now on its outcome is unknown until it was read back.
    fn sending(&mut self);
    /// Something happened that others may want to know.
    fn news(&mut self, news: &Announcement);
}

/// How far a confirmed plan is carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Up to the moment of sending: everything is checked, nothing is recorded, nothing is sent.
    Check,
    /// All the way.
    Execute,
}

/// Runs one flow over one session.
#[derive(Debug)]
pub struct Runner<'a> {
    flow: Flow,
    session: &'a mut Session,
    instance: InstanceId,
    keeper: &'a mut dyn Keeper,
    watch: &'a mut dyn Watch,
    extent: Extent,
    timers: Vec<(RequestId, Timestamp)>,
    /// The checks were passed, and it stopped there as it was told to.
    checked: Option<Intent>,
    /// Why the intent could not be recorded.
    not_recorded: Option<String>,
    /// When the offsets were last read.
    read_at: Option<Timestamp>,
}

impl<'a> Runner<'a> {
    /// A runner whose flow waits for its first request.
    pub fn new(
        session: &'a mut Session,
        instance: InstanceId,
        keeper: &'a mut dyn Keeper,
        watch: &'a mut dyn Watch,
        extent: Extent,
    ) -> Self {
        Self {
            flow: Flow::new(FlowSettings::default()),
            session,
            instance,
            keeper,
            watch,
            extent,
            timers: Vec::new(),
            checked: None,
            not_recorded: None,
            read_at: None,
        }
    }

    /// Where the reset stands.
    pub fn state(&self) -> &State {
        self.flow.state()
    }

    /// What would have been sent, if it stopped before sending because of [`Extent::Check`].
    pub fn checked(&self) -> Option<&Intent> {
        self.checked.as_ref()
    }

    /// Why nothing was sent although everything else was in order: it could not be recorded.
    pub fn not_recorded(&self) -> Option<&str> {
        self.not_recorded.as_deref()
    }

    /// When the offsets were last read.
    pub fn read_at(&self) -> Option<Timestamp> {
        self.read_at
    }

    /// Plans a request, and waits until its group is empty for as long as `wait` says.
    pub fn review(
        &mut self,
        request: ResetRequest,
        production: bool,
        origin: Origin,
        wait: Option<Duration>,
    ) {
        let abilities = self.session.abilities();
        self.happened(Event::ReviewPressed { request, production, abilities, origin });
        let Some(wait) = wait else { return };
        let until = self
            .session
            .now()
            .as_millis()
            .saturating_add(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX));
        self.happened(Event::WaitUntilEmptyPressed);
        while matches!(self.state(), State::Blocked(blocked) if blocked.waiting.is_some()) {
            if self.session.now().as_millis() >= until {
                self.happened(Event::StopWaitingPressed);
            } else {
                self.pause();
            }
        }
    }

    /// Takes up a plan that was made and reviewed before.
    pub fn open(&mut self, plan: Arc<ResetPlan>, production: bool, origin: Origin) {
        let abilities = self.session.abilities();
        let now = self.session.now();
        self.happened(Event::PlanOpened { plan, production, abilities, origin, now });
    }

    /// Confirms the plan under review and carries it to its end: a refusal, or a verdict for every partition.
    pub fn confirm(&mut self, confirmation: Confirmation) {
        let now = self.session.now();
        self.happened(Event::ConfirmPressed { confirmation, now });
        self.read_back();
    }

    /// Takes up a reset that was recorded and whose outcome was not: reads back, sends nothing.
    pub fn resume(&mut self, intent: Intent, production: bool) {
        let abilities = self.session.abilities();
        self.happened(Event::Resumed { intent, production, abilities });
        self.read_back();
    }

    /// Waits for the look some seconds after a verdict, if there is to be one.
    pub fn look_again(&mut self) {
        while self.waits_for_second_look() {
            self.pause();
        }
    }

    /// Whether the look some seconds after a verdict is still to come.
    pub fn waits_for_second_look(&self) -> bool {
        matches!(self.state(), State::Finished(finished) if matches!(finished.later, Later::Waiting { .. }))
    }

    fn read_back(&mut self) {
        while matches!(
            self.state(),
            State::Verifying(back) | State::OutcomeUnknown(back) if matches!(back.step, ReadBackStep::Waiting { .. })
        ) {
            self.pause();
        }
    }

    /// Waits for the next timer of the flow.
    fn pause(&mut self) {
        let next = self.timers.iter().enumerate().min_by_key(|(_, (_, due))| *due).map(|(place, _)| place);
        let Some(place) = next else { return };
        let (id, due) = self.timers.swap_remove(place);
        let left = due.as_millis().saturating_sub(self.session.now().as_millis());
        self.session.sleep(Duration::from_millis(u64::try_from(left).unwrap_or(0)));
        self.happened(Event::TimerFired { id });
    }

    /// Tells the flow, and carries out what it then asks for until it waits for a timer or for a decision.
    fn happened(&mut self, event: Event) {
        let mut effects = VecDeque::from(self.flow.on(event));
        self.watch.state(self.flow.state());
        while let Some(effect) = effects.pop_front() {
            if let Some(event) = self.carry_out(effect) {
                effects.extend(self.flow.on(event));
                self.watch.state(self.flow.state());
            }
        }
    }

    fn carry_out(&mut self, effect: Effect) -> Option<Event> {
        match effect {
            Effect::ReadGroup { id, group } => {
                Some(Event::GroupRead { id, outcome: self.session.group(&self.instance, &group) })
            }
            Effect::ReadOffsets { id, group, topics, at_time } => {
                let outcome = self.session.offsets(&self.instance, group, &topics, at_time);
                self.read_at = outcome.as_ref().ok().map(|snapshot| snapshot.taken_at);
                Some(Event::OffsetsRead { id, outcome })
            }
            // Whoever types the command is the host
            Effect::AskHost { id, .. } => {
                Some(Event::HostAnswered { id, allowed: true, now: self.session.now() })
            }
            Effect::ClaimGroup { id, plan } => Some(Event::Claimed { id, outcome: self.keeper.claim(&plan) }),
            Effect::ReleaseGroup { .. } => {
                self.keeper.release();
                None
            }
            Effect::RecordIntent { id, intent } => Some(self.record(id, intent)),
            Effect::Submit { id, submission } => {
                self.watch.sending();
                Some(Event::SubmitAnswered { id, outcome: self.submit(&submission) })
            }
            Effect::RecordOutcome { intent, ending } => {
                // What was not recorded needs no ending
                if self.checked.is_none() && self.not_recorded.is_none() {
                    self.keeper.record_outcome(&intent, &ending, self.session.now());
                }
                None
            }
            Effect::StartTimer { id, millis } => {
                let due =
                    self.session.now().as_millis().saturating_add(i64::try_from(millis).unwrap_or(i64::MAX));
                self.timers.push((id, Timestamp::try_from(due).unwrap_or(Timestamp::EPOCH)));
                None
            }
            Effect::Announce(announcement) => {
                self.watch.news(&announcement);
                None
            }
        }
    }

    /// The last step before sending; a check goes back here, and so does a reset that cannot be recorded.
    fn record(&mut self, id: RequestId, intent: Intent) -> Event {
        if self.extent == Extent::Check {
            self.checked = Some(intent);
            return Event::BackPressed;
        }
        match self.keeper.record_intent(&intent, self.session.now()) {
            Ok(()) => Event::IntentRecorded { id },
            Err(why) => {
                self.not_recorded = Some(why);
                Event::BackPressed
            }
        }
    }

    fn submit(&mut self, submission: &Submission) -> Result<ResetAnswer, EndpointFault> {
        // `checked` is a promise; whatever the flow may ask for, a check sends nothing
        if self.extent == Extent::Check {
            return Err(refused_here("this is a check, and sends nothing"));
        }
        match submission.clone() {
            Submission::Topics { group, topics, strategy, create_group } => {
                let call = Reset::new(self.instance.clone(), group, topics, &strategy, create_group);
                self.session.write(call.map_err(|error| refused_here(&error.to_string()))?)
            }
            Submission::Partitions { group, lines, create_group } => {
                let capabilities = self.session.capabilities();
                let lines = lines.into_iter().map(|(at, offset, committed)| PlanLine {
                    at,
                    offset,
                    expected: committed.map_or(Expected::NoCommit, Expected::Committed),
                });
                let instance = self.instance.clone();
                let call =
                    ResetPartitions::new(instance, group, lines.collect(), create_group, &capabilities);
                self.session.write(call.ok_or_else(|| refused_here("the endpoint resets whole topics only"))?)
            }
        }
    }
}
