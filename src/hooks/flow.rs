//! Runs the reset: takes what the operator does to the flow, and carries out what the flow asks for.

use super::announce::{detail, plan_detail};
use super::host::HostHandle;
use super::spawn::spawn;
use crate::api::{Reads, Session};
use crate::components::result_trail::ResetTimes;
use gloo_timers::future::TimeoutFuture;
use kafka_offsets::{EndpointFault, FaultKind, ResetRequest, Timestamp};
use reset_flow::{Confirmation, Effect, Event, Flow, FlowSettings, Origin, State};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use yew::prelude::*;

/// The reset as it stands, and the ways to move it on.
#[derive(Clone)]
pub struct FlowHandle {
    /// Where it stands.
    pub state: Rc<State>,
    /// When the steps after the confirmation happened.
    pub times: ResetTimes,
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
    pub fn review(&self, session: Session, instance: String, request: ResetRequest, production: bool) {
        let abilities = session.abilities();
        *self.runner.bound.borrow_mut() = Some(Bound { session, instance });
        self.send(Event::ReviewPressed { request, production, abilities, origin: Origin::Form });
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
}

/// What a reset goes through: another connection or instance chosen meanwhile does not touch it.
#[derive(Clone)]
struct Bound {
    session: Session,
    instance: String,
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
    /// Reads that end with the component.
    reads: Reads,
    times: Cell<ResetTimes>,
    shown: UseStateSetter<Rc<State>>,
    gone: Cell<bool>,
}

impl Runner {
    fn on(self: Rc<Self>, event: Event) {
        self.note_time(&event);
        let effects = self.flow.borrow_mut().on(event);
        if !self.gone.get() {
            self.shown.set(Rc::new(self.flow.borrow().state().clone()));
        }
        for effect in effects {
            self.clone().run(effect);
        }
    }

    /// Notes when an answer came; [`Effect::Submit`] notes when the request went out.
    fn note_time(&self, event: &Event) {
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
            _ => return,
        }
        self.times.set(times);
    }

    /// Now, by the clock of the present reset's session.
    fn now(&self) -> Option<Timestamp> {
        self.bound.borrow().as_ref().map(|bound| bound.session.now())
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
                let answer = self.host.0.ask("confirm-requested", &plan_detail(&instance, &plan));
                spawn(async move {
                    let allowed = answer.await;
                    self.on(Event::HostAnswered { id, allowed, now: session.now() });
                });
            }
            // No other tab is known of, and nothing is stored: the intent is in the state of the flow
            Effect::ClaimGroup { id, .. } => self.on(Event::Claimed { id, outcome: Ok(()) }),
            Effect::RecordIntent { id, .. } => self.on(Event::IntentRecorded { id }),
            Effect::ReleaseGroup { .. } | Effect::RecordOutcome { .. } => {}
            Effect::Submit { id, submission } => {
                if self.flow.borrow().settings().read_only {
                    let outcome = Err(read_only());
                    self.on(Event::SubmitAnswered { id, outcome });
                    return;
                }
                self.times.set(ResetTimes { sent: Some(session.now()), ..ResetTimes::default() });
                spawn(async move {
                    let outcome = session.reset(&instance, &submission).await;
                    self.on(Event::SubmitAnswered { id, outcome });
                });
            }
            Effect::StartTimer { id, millis } => spawn(async move {
                TimeoutFuture::new(u32::try_from(millis).unwrap_or(u32::MAX)).await;
                self.on(Event::TimerFired { id });
            }),
            Effect::Announce(announcement) => {
                self.host.0.fire(announcement.name(), &detail(&instance, &announcement));
            }
        }
    }
}

fn read_only() -> EndpointFault {
    EndpointFault {
        kind: FaultKind::RefusedHere,
        raw_code: String::new(),
        raw_message: "read-only".to_owned(),
    }
}

/// The reset of this console. A change of `read_only` makes a new one.
#[hook]
pub fn use_flow(host: HostHandle, read_only: bool) -> FlowHandle {
    let shown = use_state(|| Rc::new(State::Editing));
    let runner = use_memo((host, read_only), |(host, read_only)| {
        Rc::new(Runner {
            flow: RefCell::new(Flow::new(FlowSettings { read_only: *read_only, ..FlowSettings::default() })),
            bound: RefCell::new(None),
            host: host.clone(),
            reads: Reads::default(),
            times: Cell::new(ResetTimes::default()),
            shown: shown.setter(),
            gone: Cell::new(false),
        })
    });
    use_effect_with(runner.clone(), |runner| {
        let runner = (**runner).clone();
        runner.shown.set(Rc::new(runner.flow.borrow().state().clone()));
        move || {
            runner.gone.set(true);
            runner.reads.end();
        }
    });
    FlowHandle { state: (*shown).clone(), times: runner.times.get(), runner: (*runner).clone() }
}
