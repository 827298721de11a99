//! Runs the reset: takes what the operator does to the flow, and carries out what the flow asks for.

use super::announce::{About, detail, plan_detail};
use super::claim::{self, Held};
use super::host::HostHandle;
use super::keep;
use super::leaving::LeaveWarning;
use super::spawn::spawn;
use super::store::StoreFault;
use crate::api::{Reads, Session, random};
use crate::components::result_trail::ResetTimes;
use crate::state::choose::Source;
use crate::state::history::Kind;
use gloo_timers::future::TimeoutFuture;
use kafka_offsets::{EndpointFault, FaultKind, Overall, ResetPlan, ResetRecord, ResetRequest, Timestamp};
use reset_flow::{
    Asked, ConfirmRefusal, Confirmation, Effect, Ending, Event, Flow, FlowSettings, Intent, Origin,
    RequestId, State, Submission,
};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use yew::prelude::*;

/// A reset is sent even if the browser's storage has not answered after so long.
const STORING_MILLIS: u32 = 3_000;

/// The reset as it stands, and the ways to move it on.
#[derive(Clone)]
pub struct FlowHandle {
    /// Where it stands.
    pub state: Rc<State>,
    /// When the steps after the confirmation happened.
    pub times: ResetTimes,
    /// Whether a reload would come back to what was sent.
    pub kept: bool,
    /// Why it would not, although the history is on.
    pub not_kept: Option<AttrValue>,
    runner: Rc<Runner>,
}

impl PartialEq for FlowHandle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state) && Rc::ptr_eq(&self.runner, &other.runner)
    }
}

impl std::fmt::Debug for FlowHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FlowHandle").finish_non_exhaustive()
    }
}

impl FlowHandle {
    /// "Review reset": the request is bound to this session and instance until the next review.
    pub fn review(
        &self,
        session: Session,
        instance: String,
        request: ResetRequest,
        production: bool,
        source: Source,
    ) {
        let (origin, file) = match source {
            Source::Form => (Origin::Form, None),
            Source::File(document) => (Origin::File, document),
        };
        *self.runner.file.borrow_mut() = file;
        self.runner.clone().review(Bound { session, instance }, request, production, origin, None);
    }

    /// The same with a request that was changed on the way: for a group that shall be created, or for some rows alone.
    pub fn review_changed(&self, asked: &Asked, request: ResetRequest) {
        let Some(bound) = self.runner.bound.borrow().clone() else { return };
        let origin = if asked.origin == Origin::File { Origin::File } else { Origin::Form };
        self.runner.clone().review(bound, request, asked.production, origin, None);
    }

    /// Plans a step of the way back from a reset of the history.
    pub fn undo(&self, session: Session, record: &ResetRecord, request: ResetRequest, production: bool) {
        let runner = self.runner.clone();
        runner.clone().on(Event::NewResetPressed);
        let bound = Bound { session, instance: record.instance.clone() };
        let origin = Origin::Undo(Arc::new(record.verified()));
        runner.file.borrow_mut().take();
        runner.review(bound, request, production, origin, Some(record.id.clone()));
    }

    /// Finds out what became of a reset that was recorded and whose outcome was not. Nothing is sent. Says whether it
    /// could begin: not while another tab is at it, or this console at another reset.
    pub fn resume(
        &self,
        session: Session,
        record: Rc<ResetRecord>,
        kind: Kind,
        production: bool,
        answer: impl FnOnce(bool) + 'static,
    ) {
        let runner = self.runner.clone();
        spawn(async move { answer(runner.resume(session, &record, kind, production).await) });
    }

    /// The same, and waits for the answer.
    pub(super) async fn resumed(
        &self,
        session: Session,
        record: &ResetRecord,
        kind: Kind,
        production: bool,
    ) -> bool {
        self.runner.clone().resume(session, record, kind, production).await
    }

    /// Whether the console has left the page.
    pub(super) fn is_gone(&self) -> bool {
        self.runner.gone.get()
    }

    /// The confirm button, pressed now.
    pub fn confirms(&self) -> Callback<Confirmation> {
        let runner = self.runner.clone();
        Callback::from(move |confirmation| {
            if let Some(now) = runner.now() {
                runner.clone().on(Event::ConfirmPressed { confirmation, now });
            }
        })
    }

    /// Anything else that happened.
    pub fn send(&self, event: Event) {
        self.runner.clone().on(event);
    }

    /// A callback that sends an event.
    pub fn sends<T: 'static>(&self, event: impl Fn(T) -> Event + 'static) -> Callback<T> {
        let runner = self.runner.clone();
        Callback::from(move |value: T| runner.clone().on(event(value)))
    }

    /// The instance and session of the present reset.
    pub fn bound(&self) -> Option<(Session, String)> {
        self.runner.bound.borrow().as_ref().map(|bound| (bound.session.clone(), bound.instance.clone()))
    }

    /// The id of a plan: the same in events, files and the history.
    pub fn plan_id(&self, plan: &Arc<ResetPlan>) -> AttrValue {
        self.runner.plan_id(plan).into()
    }

    /// Whether a reset is on its way, so that no other can begin.
    pub fn is_busy(&self) -> bool {
        matches!(
            *self.state,
            State::AskingHost(_)
                | State::Checking(_)
                | State::Submitting(_)
                | State::Verifying(_)
                | State::OutcomeUnknown(_)
        )
    }
}

/// What a reset goes through: another connection or instance chosen meanwhile does not touch it.
#[derive(Clone)]
struct Bound {
    session: Session,
    instance: String,
}

/// A reset that was recorded.
#[derive(Debug, Clone, PartialEq)]
struct Recorded {
    id: String,
    started_at: Timestamp,
    kind: Kind,
    /// The id of the plan document that it was made from.
    made_from: Option<String>,
    /// It is in the history.
    kept: bool,
}

impl PartialEq for Runner {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

struct Runner {
    flow: RefCell<Flow>,
    bound: RefCell<Option<Bound>>,
    host: HostHandle,
    /// Whether the host has switched the history on.
    history: Cell<bool>,
    /// Reads that end with the component.
    reads: Reads,
    times: Cell<ResetTimes>,
    /// The present plan and its id.
    plan: RefCell<Option<(Arc<ResetPlan>, String)>>,
    /// The id of the reset that a retry or an undo follows from.
    follows: RefCell<Option<String>>,
    /// The id of the plan document that the present request was read from. A plan that is made from it has an id of its
    /// own; both are looked for among the resets that were carried out.
    file: RefCell<Option<String>>,
    recorded: RefCell<Option<Recorded>>,
    not_kept: RefCell<Option<AttrValue>>,
    /// Groups that are claimed, by the effect that asked for it; `None` while that is being answered.
    claims: RefCell<BTreeMap<RequestId, Option<Held>>>,
    /// The group of a reset that was taken up again.
    resumed: RefCell<Option<Held>>,
    warning: RefCell<Option<LeaveWarning>>,
    shown: UseStateSetter<Rc<State>>,
    gone: Cell<bool>,
}

impl Runner {
    fn on(self: Rc<Self>, event: Event) {
        self.note(&event);
        let effects = self.flow.borrow_mut().on(event);
        if !self.gone.get() {
            self.shown.set(Rc::new(self.flow.borrow().state().clone()));
        }
        for effect in effects {
            self.clone().run(effect);
        }
        self.warn();
    }

    fn review(
        self: Rc<Self>,
        bound: Bound,
        mut request: ResetRequest,
        production: bool,
        origin: Origin,
        follows: Option<String>,
    ) {
        let abilities = bound.session.abilities(&bound.instance);
        // Whoever wished for it, an endpoint that has no word for it would not take it as a wish
        request.create_group &= abilities.create_group;
        *self.bound.borrow_mut() = Some(bound);
        *self.follows.borrow_mut() = follows;
        self.on(Event::ReviewPressed { request, production, abilities, origin });
    }

    async fn resume(
        self: Rc<Self>,
        session: Session,
        record: &ResetRecord,
        kind: Kind,
        production: bool,
    ) -> bool {
        let plan = Arc::new(record.plan.clone());
        let name = claim::name(session.url(), &record.instance, plan.request.group.as_str());
        let Ok(held) = claim::hold(&name, &record.id, true).await else { return false };
        let Ok(submission) = Submission::of(&plan) else { return false };
        if self.gone.get() || !matches!(self.flow.borrow().state(), State::Editing) {
            return false;
        }
        let abilities = session.abilities(&record.instance);
        *self.resumed.borrow_mut() = Some(held);
        *self.plan.borrow_mut() = Some((plan.clone(), record.id.clone()));
        *self.recorded.borrow_mut() = Some(Recorded {
            id: record.id.clone(),
            started_at: record.started_at,
            kind,
            made_from: record.made_from.clone(),
            kept: true,
        });
        *self.bound.borrow_mut() = Some(Bound { session, instance: record.instance.clone() });
        self.times.set(ResetTimes { sent: Some(record.started_at), ..ResetTimes::default() });
        let intent = Intent { plan, submission, note: record.note.clone() };
        self.on(Event::Resumed { intent, production, abilities });
        true
    }

    /// Notes when an answer came ([`Effect::Submit`] notes when the request went out), and what a plan follows from.
    fn note(&self, event: &Event) {
        let now = self.now();
        let mut times = self.times.get();
        match event {
            Event::SubmitAnswered { .. } => times.answered = now,
            Event::OffsetsRead { .. }
                if matches!(self.flow.borrow().state(), State::Verifying(_) | State::OutcomeUnknown(_)) =>
            {
                times.read_back = now;
            }
            Event::ReviewPressed { .. } => times = ResetTimes::default(),
            // Who has been told that the plan of the file was applied before, and plans again, means it
            Event::PlanAgainPressed => {
                if matches!(
                    self.flow.borrow().state(),
                    State::Reviewing(review) if review.not_confirmed == Some(ConfirmRefusal::AlreadyApplied)
                ) {
                    self.file.borrow_mut().take();
                }
                return;
            }
            Event::RetryPressed | Event::UndoPressed { .. } => {
                self.file.borrow_mut().take();
                *self.follows.borrow_mut() = self.recorded.borrow().as_ref().map(|sent| sent.id.clone());
                times = ResetTimes::default();
            }
            Event::NextUndoPressed { .. } => {
                self.file.borrow_mut().take();
                times = ResetTimes::default();
            }
            _ => return,
        }
        self.times.set(times);
    }

    /// Now, by the clock of the present reset's session.
    fn now(&self) -> Option<Timestamp> {
        self.bound.borrow().as_ref().map(|bound| bound.session.now())
    }

    /// As long as something was sent of which nobody knows what became and which is not in the history, the browser asks
    /// before the page is left.
    fn warn(&self) {
        let kept = self.recorded.borrow().as_ref().is_some_and(|recorded| recorded.kept);
        let open = match self.flow.borrow().state() {
            State::Submitting(_) | State::Verifying(_) | State::OutcomeUnknown(_) => true,
            State::Finished(finished) => finished.overall == Overall::Unknown && !self.gone.get(),
            _ => false,
        };
        let mut warning = self.warning.borrow_mut();
        match (open && !kept, warning.is_some()) {
            (true, false) => *warning = Some(LeaveWarning::new()),
            (false, true) => *warning = None,
            _ => {}
        }
    }

    /// The id of a plan; made when it is first asked for. Ids sort by time.
    fn plan_id(&self, plan: &Arc<ResetPlan>) -> String {
        let mut known = self.plan.borrow_mut();
        match &*known {
            Some((known, id)) if Arc::ptr_eq(known, plan) => id.clone(),
            _ => {
                let id = format!("{:013}-{:016x}", plan.taken_at.as_millis(), random());
                *known = Some((plan.clone(), id.clone()));
                id
            }
        }
    }

    /// What hosts are told first of the present reset.
    fn about(&self, instance: &str) -> About {
        let flow = self.flow.borrow();
        let follows = self.follows.borrow().clone();
        let (retry_of, undo_of) = match kind(flow.state()) {
            Kind::Reset => (None, None),
            Kind::Retry => (follows, None),
            Kind::Undo => (None, follows),
        };
        let (plan, note) = match flow.state() {
            State::Reviewing(review) => (Some(&review.plan), None),
            State::AskingHost(asking) => (Some(&asking.intent.plan), Some(&asking.intent.note)),
            State::Submitting(sent) => (Some(&sent.intent.plan), Some(&sent.intent.note)),
            State::Verifying(back) | State::OutcomeUnknown(back) => {
                (Some(&back.intent.plan), Some(&back.intent.note))
            }
            State::Finished(finished) => (Some(&finished.intent.plan), Some(&finished.intent.note)),
            // After a refusal about the group the plan is the one before
            _ => (None, None),
        };
        let plan_id = match plan {
            Some(plan) => self.plan_id(plan),
            None => self.plan.borrow().as_ref().map(|(_, id)| id.clone()).unwrap_or_default(),
        };
        let note = note.cloned().unwrap_or_default();
        About {
            version: 1,
            instance_id: instance.to_owned(),
            plan_id,
            retry_of,
            undo_of,
            reason: note.reason,
            ticket: note.ticket,
        }
    }

    fn run(self: Rc<Self>, effect: Effect) {
        let Some(Bound { session, instance }) = self.bound.borrow().clone() else { return };
        // What was sent is followed to its end even if the console has left the page; everything else ends with it
        let sent = matches!(
            self.flow.borrow().state(),
            State::Submitting(_) | State::Verifying(_) | State::OutcomeUnknown(_)
        );
        let reads = if sent { Reads::default() } else { self.reads.clone() };
        match effect {
            Effect::ReadGroup { id, group } => spawn(async move {
                let outcome = session.group(&instance, &group, &reads).await;
                self.on(Event::GroupRead { id, outcome });
            }),
            Effect::ReadOffsets { id, group, topics, at_time } => spawn(async move {
                let table = session.offsets(&instance, &group.group, &topics, at_time, &reads).await;
                let outcome = table.map(|table| table.into_snapshot(group, session.now()));
                self.on(Event::OffsetsRead { id, outcome });
            }),
            Effect::AskHost { id, plan } => {
                let about = self.about(&instance);
                let answer = self.host.0.ask("confirm-requested", &plan_detail(&about, &plan));
                spawn(async move {
                    let allowed = answer.await;
                    self.on(Event::HostAnswered { id, allowed, now: session.now() });
                });
            }
            Effect::ClaimGroup { id, plan } => {
                let name = claim::name(session.url(), &instance, plan.request.group.as_str());
                let (plan, file) = (self.plan_id(&plan), self.file.borrow().clone());
                self.claims.borrow_mut().insert(id, None);
                spawn(async move {
                    let outcome =
                        claim::claim(&name, &plan, file.as_deref(), self.history.get()).await.map(|held| {
                            // Released meanwhile: it is dropped, which gives it back
                            if let Some(place) = self.claims.borrow_mut().get_mut(&id) {
                                *place = Some(held);
                            }
                        });
                    self.on(Event::Claimed { id, outcome });
                });
            }
            Effect::ReleaseGroup { id } => {
                self.claims.borrow_mut().remove(&id);
            }
            Effect::RecordIntent { id, intent } => {
                self.record(id, &intent, session.now(), (session, instance))
            }
            Effect::Submit { id, submission } => {
                // Whoever left or forbade it before anything was sent does not find it sent
                if self.flow.borrow().settings().read_only || self.gone.get() {
                    self.on(Event::SubmitAnswered { id, outcome: Err(not_sent()) });
                    return;
                }
                self.times.set(ResetTimes { sent: Some(session.now()), ..ResetTimes::default() });
                spawn(async move {
                    let outcome = session.reset(&instance, &submission).await;
                    self.on(Event::SubmitAnswered { id, outcome });
                });
            }
            Effect::RecordOutcome { intent, ending } => self.conclude(&intent, &ending, &session, instance),
            Effect::StartTimer { id, millis } => spawn(async move {
                TimeoutFuture::new(u32::try_from(millis).unwrap_or(u32::MAX)).await;
                self.on(Event::TimerFired { id });
            }),
            Effect::Announce(announcement) => {
                let detail = detail(&self.about(&instance), &announcement);
                self.host.0.fire(announcement.name(), &detail);
            }
        }
    }

    /// Writes down what is about to be sent. The history is the operator's memory and not a condition: if it cannot be
    /// written the reset goes on, and the page says so.
    fn record(self: Rc<Self>, id: RequestId, intent: &Intent, now: Timestamp, at: (Session, String)) {
        let mut recorded = Recorded {
            id: self.plan_id(&intent.plan),
            started_at: now,
            kind: kind(self.flow.borrow().state()),
            made_from: self.file.borrow().clone(),
            kept: false,
        };
        *self.not_kept.borrow_mut() = None;
        if !self.history.get() {
            *self.recorded.borrow_mut() = Some(recorded);
            self.on(Event::IntentRecorded { id });
            return;
        }
        let record = record(&recorded, intent, &at.0, at.1);
        // Whichever comes first; the flow takes the first answer and drops the other
        let waiting = Rc::new(Cell::new(true));
        *self.recorded.borrow_mut() = Some(recorded.clone());
        {
            let (runner, waiting) = (self.clone(), waiting.clone());
            spawn(async move {
                TimeoutFuture::new(STORING_MILLIS).await;
                if waiting.replace(false) {
                    *runner.not_kept.borrow_mut() = Some("the browser's storage did not answer".into());
                    runner.on(Event::IntentRecorded { id });
                }
            });
        }
        spawn(async move {
            let written = keep::write(&record, recorded.kind, crate::state::history::Ending::Open).await;
            if !waiting.replace(false) {
                return;
            }
            match written {
                Ok(()) => {
                    recorded.kept = true;
                    *self.recorded.borrow_mut() = Some(recorded);
                }
                Err(StoreFault(why)) => *self.not_kept.borrow_mut() = Some(why.into()),
            }
            self.on(Event::IntentRecorded { id });
        });
    }

    /// Writes down how it ended.
    fn conclude(self: Rc<Self>, intent: &Intent, ending: &Ending, session: &Session, instance: String) {
        let Some(recorded) = self.recorded.borrow().clone() else { return };
        self.resumed.borrow_mut().take();
        if !self.history.get() {
            return;
        }
        let mut record = record(&recorded, intent, session, instance);
        let ending = match ending {
            Ending::Verified { claim, result } => {
                record.claim = Some(claim.clone());
                record.observed = keep::observed(result);
                record.read_back_at = Some(session.now());
                Some(result.overall().into())
            }
            Ending::Refused(fault) => {
                record.refused = Some(fault.to_string());
                Some(crate::state::history::Ending::Refused)
            }
            Ending::NotSent => None,
        };
        spawn(async move {
            let written = match ending {
                Some(ending) => keep::write(&record, recorded.kind, ending).await,
                None => keep::forget(&record.id).await,
            };
            if let Err(StoreFault(why)) = written {
                *self.not_kept.borrow_mut() = Some(why.into());
                if !self.gone.get() {
                    self.shown.set(Rc::new(self.flow.borrow().state().clone()));
                }
            }
        });
    }
}

/// A recorded reset, before anything is known of its outcome.
fn record(recorded: &Recorded, intent: &Intent, session: &Session, instance: String) -> ResetRecord {
    ResetRecord {
        id: recorded.id.clone(),
        instance,
        endpoint: Some(session.url().to_owned()),
        started_at: recorded.started_at,
        plan: (*intent.plan).clone(),
        note: intent.note.clone(),
        claim: None,
        observed: BTreeMap::new(),
        read_back_at: None,
        refused: None,
        made_from: recorded.made_from.clone(),
    }
}

/// What the present reset comes from.
fn kind(state: &State) -> Kind {
    let asked: Option<&Asked> = match state {
        State::Editing => None,
        State::Planning(planning) => Some(&planning.asked),
        State::Reviewing(review) => Some(&review.asked),
        State::Blocked(blocked) => Some(&blocked.asked),
        State::AskingHost(asking) => Some(&asking.review.asked),
        State::Checking(checking) => Some(&checking.review.asked),
        State::Drifted(drifted) => Some(&drifted.asked),
        State::Submitting(sent) => Some(&sent.review.asked),
        State::Verifying(back) | State::OutcomeUnknown(back) => Some(&back.asked),
        State::Finished(finished) => Some(&finished.asked),
    };
    match asked.map(|asked| &asked.origin) {
        Some(Origin::Retry(_)) => Kind::Retry,
        Some(Origin::Undo(_)) => Kind::Undo,
        Some(Origin::Form | Origin::File) | None => Kind::Reset,
    }
}

fn not_sent() -> EndpointFault {
    EndpointFault {
        kind: FaultKind::RefusedHere,
        raw_code: String::new(),
        raw_message: "read-only, or no longer in the page: nothing was sent".to_owned(),
    }
}

/// The reset of this console. Other settings hold from then on; they do not touch what is on its way.
#[hook]
pub fn use_flow(host: HostHandle, settings: FlowSettings, history: bool) -> FlowHandle {
    let shown = use_state(|| Rc::new(State::Editing));
    let runner = use_memo(host, |host| {
        Rc::new(Runner {
            flow: RefCell::new(Flow::new(settings)),
            bound: RefCell::new(None),
            host: host.clone(),
            history: Cell::new(history),
            reads: Reads::default(),
            times: Cell::new(ResetTimes::default()),
            plan: RefCell::new(None),
            follows: RefCell::new(None),
            file: RefCell::new(None),
            recorded: RefCell::new(None),
            not_kept: RefCell::new(None),
            claims: RefCell::new(BTreeMap::new()),
            resumed: RefCell::new(None),
            warning: RefCell::new(None),
            shown: shown.setter(),
            gone: Cell::new(false),
        })
    });
    use_effect_with((runner.clone(), settings, history), |(runner, settings, history)| {
        runner.flow.borrow_mut().set(*settings);
        runner.history.set(*history);
    });
    use_effect_with(runner.clone(), |runner| {
        let runner = (**runner).clone();
        runner.shown.set(Rc::new(runner.flow.borrow().state().clone()));
        move || {
            runner.gone.set(true);
            runner.reads.end();
            runner.warn();
        }
    });
    let kept = runner.recorded.borrow().as_ref().is_some_and(|recorded| recorded.kept);
    let not_kept = runner.not_kept.borrow().clone();
    FlowHandle {
        state: (*shown).clone(),
        times: runner.times.get(),
        kept,
        not_kept,
        runner: (*runner).clone(),
    }
}
