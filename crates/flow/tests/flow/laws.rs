//! What holds for every order of events, however mad.

use crate::support::{
    Run, answer, at, done, empty, failed, fault, fully, group, id_of, in_state, is_outcome, live,
    nothing_typed, orders, request, snapshot, ticked, time, typed,
};
use kafka_offsets::{
    FaultKind, GroupState, OffsetSnapshot, ResetAnswer, ResetPlan, ResetRequest, ResetScope, ResetStrategy,
    Resolution, Risk, TimeLookup,
};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::test_runner::{Config, TestRunner};
use reset_flow::{
    AfterRefusal, BlockReason, Confirmation, Effect, Event, FlowSettings, ReadBackStep, Reading, RequestId,
    State,
};
use std::sync::Arc;

/// One thing that happens; which request it answers is decided when it happens.
#[derive(Debug, Clone)]
enum Move {
    Review {
        request: ResetRequest,
        at_endpoint: bool,
        production: bool,
    },
    Press(Event),
    /// The answer that the state waits for, of a kind that leads on.
    Onward,
    /// Any answer to any request of the past (`which` counts from the newest).
    Answer {
        which: usize,
        kind: u8,
        good: u8,
    },
}

fn requests() -> impl Strategy<Value = ResetRequest> {
    let strategy = prop_oneof![
        Just(ResetStrategy::Earliest),
        Just(ResetStrategy::Latest),
        any::<i64>().prop_map(ResetStrategy::ShiftBy),
        (-60_i64..60).prop_map(ResetStrategy::ShiftBy),
        Just(ResetStrategy::Timestamp(time(1_050))),
    ];
    let scope = prop_oneof![
        4 => Just(request(&["orders"], ResetStrategy::Earliest).scope),
        1 => Just(request(&["orders", "typo"], ResetStrategy::Earliest).scope),
        1 => Just(ResetScope::AllTopicsOfGroup),
        1 => Just(ResetScope::Partitions([at("orders", 1)].into())),
        1 => Just(ResetScope::Partitions([].into())),
    ];
    (strategy, scope, any::<bool>()).prop_map(|(strategy, scope, create_group)| ResetRequest {
        group: group(),
        scope,
        strategy,
        create_group,
    })
}

fn confirmations() -> impl Strategy<Value = Confirmation> {
    prop_oneof![
        Just(nothing_typed()),
        Just(ticked()),
        Just(typed("billing")),
        Just(typed("x")),
        Just(fully())
    ]
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let review = (requests(), any::<bool>(), any::<bool>())
        .prop_map(|(request, at_endpoint, production)| Move::Review { request, at_endpoint, production });
    let press = prop_oneof![
        4 => confirmations().prop_map(|confirmation| Event::ConfirmPressed { confirmation }),
        1 => Just(Event::BackPressed),
        1 => Just(Event::PlanAgainPressed),
        1 => Just(Event::CheckAgainPressed),
        1 => Just(Event::ReadAgainPressed),
        1 => Just(Event::NewResetPressed),
    ];
    let answer =
        (0_usize..4, 0_u8..5, any::<u8>()).prop_map(|(which, kind, good)| Move::Answer { which, kind, good });
    vec(
        prop_oneof![2 => review, 4 => press.prop_map(Move::Press), 6 => Just(Move::Onward), 4 => answer],
        1..80,
    )
}

fn before(request: &ResetRequest) -> OffsetSnapshot {
    let mut offsets = orders(50, 60);
    if let ResetStrategy::Timestamp(asked) = request.strategy {
        offsets.looked_up = Some(asked);
        for found in offsets.partitions.values_mut() {
            found.at_time = TimeLookup::NoRecord;
        }
    }
    offsets
}

/// What the state waits for, if it waits.
fn awaited(state: &State) -> Option<RequestId> {
    match state {
        State::Planning(planning) => match &planning.reading {
            Reading::Group { id } | Reading::Offsets { id, .. } => Some(*id),
        },
        State::Blocked(blocked) => match &blocked.reason {
            BlockReason::RefusedForGroup(refused) => match refused.group {
                AfterRefusal::Reading { id } => Some(id),
                AfterRefusal::Read(_) | AfterRefusal::Unreadable(_) => None,
            },
            _ => None,
        },
        State::AskingHost(asking) => Some(asking.id),
        State::Submitting(submitting) => Some(submitting.id),
        State::Verifying(back) | State::OutcomeUnknown(back) => match back.step {
            ReadBackStep::Reading { id } | ReadBackStep::Waiting { id, .. } => Some(id),
        },
        State::Editing | State::Reviewing(_) | State::Finished(_) => None,
    }
}

/// Whether an answer is of the sort that the state waits for.
fn is_the_right_sort(state: &State, event: &Event) -> bool {
    match event {
        Event::GroupRead { .. } => match state {
            State::Planning(planning) => matches!(planning.reading, Reading::Group { .. }),
            state => matches!(state, State::Blocked(_)),
        },
        Event::OffsetsRead { .. } => match state {
            State::Planning(planning) => matches!(planning.reading, Reading::Offsets { .. }),
            State::Verifying(back) | State::OutcomeUnknown(back) => {
                matches!(back.step, ReadBackStep::Reading { .. })
            }
            _ => false,
        },
        Event::HostAnswered { .. } => matches!(state, State::AskingHost(_)),
        Event::SubmitAnswered { .. } => matches!(state, State::Submitting(_)),
        Event::TimerFired { .. } => match state {
            State::Verifying(back) | State::OutcomeUnknown(back) => {
                matches!(back.step, ReadBackStep::Waiting { .. })
            }
            _ => false,
        },
        _ => true,
    }
}

/// The good answer to what the state waits for, or the press that leads on.
fn onward(run: &Run) -> Event {
    match run.flow.state() {
        State::Editing => Event::ReviewPressed {
            request: request(&["orders"], ResetStrategy::Earliest),
            resolution: Resolution::Here,
            production: false,
        },
        State::Planning(planning) => match planning.reading {
            Reading::Group { id } => Event::GroupRead { id, outcome: Ok(empty()) },
            Reading::Offsets { id, .. } => {
                Event::OffsetsRead { id, outcome: Ok(before(&planning.asked.request)) }
            }
        },
        State::Reviewing(review) if review.refused.is_some() => Event::PlanAgainPressed,
        State::Reviewing(_) => Event::ConfirmPressed { confirmation: fully() },
        State::Blocked(_) => Event::CheckAgainPressed,
        State::AskingHost(asking) => Event::HostAnswered { id: asking.id, allowed: true },
        State::Submitting(submitting) => {
            let outcome = Ok(answer(&[done("orders", 0, 10), done("orders", 1, 10)]));
            Event::SubmitAnswered { id: submitting.id, outcome }
        }
        State::Verifying(back) | State::OutcomeUnknown(back) => match back.step {
            ReadBackStep::Reading { id } => Event::OffsetsRead { id, outcome: Ok(orders(10, 10)) },
            ReadBackStep::Waiting { id, .. } => Event::TimerFired { id },
        },
        State::Finished(_) => Event::NewResetPressed,
    }
}

/// Some answer; `kind` says to what sort of question, `good` how it turned out.
fn some_answer(id: RequestId, kind: u8, good: u8) -> Event {
    let faults = [
        FaultKind::TimedOut,
        FaultKind::GroupNotEmpty,
        FaultKind::GroupNotFound,
        FaultKind::SignatureMismatch,
        FaultKind::Internal,
        FaultKind::RefusedHere,
    ];
    let failing = fault(faults[usize::from(good) % faults.len()]);
    match kind {
        0 => {
            let outcome = match good % 4 {
                0 => Ok(live()),
                1 => Ok(in_state(GroupState::Dead)),
                2 => Ok(empty()),
                _ => Err(failing),
            };
            Event::GroupRead { id, outcome }
        }
        1 => {
            let outcome = match good % 5 {
                0 => Ok(orders(50, 60)),
                1 => Ok(orders(10, 60)),
                2 => Ok(orders(10, 10)),
                3 => Ok(snapshot(&[("orders", 0, None)])),
                _ => Err(failing),
            };
            Event::OffsetsRead { id, outcome }
        }
        2 => Event::HostAnswered { id, allowed: good.is_multiple_of(2) },
        3 => {
            let outcome = match good % 4 {
                0 => Ok(answer(&[done("orders", 0, 10), done("orders", 1, 10)])),
                1 => Ok(answer(&[done("orders", 0, 10), failed("orders", Some(1), 25)])),
                2 => Ok(ResetAnswer::default()),
                _ => Err(failing),
            };
            Event::SubmitAnswered { id, outcome }
        }
        _ => Event::TimerFired { id },
    }
}

/// Follows a run and knows what was allowed to happen.
#[derive(Debug, Default)]
struct Watch {
    ids: Vec<RequestId>,
    sent: Vec<Arc<ResetPlan>>,
    /// The last confirmation that was pressed on the plan under review.
    confirmation: Option<Confirmation>,
    host_allowed: bool,
    outcome_due: bool,
    outcomes: usize,
}

impl Watch {
    fn happens(&mut self, run: &mut Run, event: Event) {
        let before = run.flow.clone();
        let stale = answered_id(&event).is_some_and(|id| {
            awaited(run.flow.state()) != Some(id) || !is_the_right_sort(run.flow.state(), &event)
        });
        match &event {
            Event::ConfirmPressed { confirmation } if matches!(run.flow.state(), State::Reviewing(_)) => {
                self.confirmation = Some(confirmation.clone());
            }
            Event::HostAnswered { allowed, .. } => self.host_allowed = *allowed && !stale,
            _ => {}
        }
        let effects = run.on(event.clone());
        if stale {
            assert_eq!(effects, [], "a stale answer asks for nothing: {event:?}");
            assert_eq!(run.flow, before, "a stale answer changes nothing: {event:?}");
        }
        self.stays_on_its_way(&before, run, &event);
        self.sends_once_and_only_when_confirmed(run, &event, &effects);
        self.announces_in_order(run, &effects);
        for id in effects.iter().filter_map(id_of) {
            assert!(!self.ids.contains(&id), "an id is given once");
            self.ids.push(id);
        }
        if let Some(id) = awaited(run.flow.state()) {
            assert!(self.ids.contains(&id), "what the state waits for was asked for");
        }
    }

    /// From sending on, only answers lead on.
    fn stays_on_its_way(&self, before: &reset_flow::Flow, run: &Run, event: &Event) {
        let on_the_way =
            matches!(before.state(), State::Submitting(_) | State::Verifying(_) | State::OutcomeUnknown(_));
        if on_the_way && answered_id(event).is_none() {
            assert_eq!(&run.flow, before, "{event:?}");
        }
    }

    fn sends_once_and_only_when_confirmed(&mut self, run: &Run, event: &Event, effects: &[Effect]) {
        for (position, effect) in effects.iter().enumerate() {
            match effect {
                Effect::Submit { submission, .. } => {
                    assert!(!run.flow.settings().read_only, "read-only sends nothing");
                    assert!(matches!(event, Event::HostAnswered { .. }) && self.host_allowed);
                    let Some(Effect::RecordIntent(intent)) =
                        position.checked_sub(1).and_then(|earlier| effects.get(earlier))
                    else {
                        panic!("no intent directly before the submission: {effects:?}");
                    };
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
                Effect::RecordIntent(_) => {
                    assert!(matches!(effects.get(position + 1), Some(Effect::Submit { .. })));
                }
                Effect::AskHost { .. } => assert!(!run.flow.settings().read_only),
                _ => {}
            }
        }
    }

    fn announces_in_order(&mut self, run: &Run, effects: &[Effect]) {
        for effect in effects {
            let Effect::Announce(announcement) = effect else { continue };
            if announcement.name() == "reset-submitted" {
                assert!(!self.outcome_due);
                self.outcome_due = true;
            } else if is_outcome(announcement) {
                assert!(self.outcome_due, "an outcome without a submission, or a second one");
                self.outcome_due = false;
                self.outcomes += 1;
            }
        }
        let on_the_way =
            matches!(run.flow.state(), State::Submitting(_) | State::Verifying(_) | State::OutcomeUnknown(_));
        assert!(on_the_way || !self.outcome_due, "an end without an outcome: {:?}", run.flow.state());
    }
}

fn answered_id(event: &Event) -> Option<RequestId> {
    match event {
        Event::GroupRead { id, .. }
        | Event::OffsetsRead { id, .. }
        | Event::HostAnswered { id, .. }
        | Event::SubmitAnswered { id, .. }
        | Event::TimerFired { id } => Some(*id),
        _ => None,
    }
}

fn follow(settings: FlowSettings, moves: &[Move]) -> Watch {
    let mut run = Run::with(settings);
    let mut watch = Watch::default();
    for one in moves {
        let event = match one {
            Move::Review { request, at_endpoint, production } => Event::ReviewPressed {
                request: request.clone(),
                resolution: if *at_endpoint { Resolution::AtEndpoint } else { Resolution::Here },
                production: *production,
            },
            Move::Press(event) => event.clone(),
            Move::Onward => onward(&run),
            Move::Answer { which, kind, good } => match watch.ids.iter().rev().nth(*which) {
                Some(id) => some_answer(*id, *kind, *good),
                None => continue,
            },
        };
        watch.happens(&mut run, event);
    }
    watch
}

fn runner() -> TestRunner {
    TestRunner::new(Config { cases: 1_000, failure_persistence: None, ..Config::default() })
}

#[test]
fn a_plan_is_sent_at_most_once_confirmed_and_recorded_whatever_happens() {
    let sent = std::cell::Cell::new((0, 0));
    runner()
        .run(&moves(), |moves| {
            let watch = follow(FlowSettings::default(), &moves);
            let (submissions, outcomes) = sent.get();
            sent.set((submissions + watch.sent.len(), outcomes + watch.outcomes));
            Ok(())
        })
        .unwrap();
    let (submissions, outcomes) = sent.get();
    assert!(submissions > 500 && outcomes > 250, "the runs hardly ever send: {submissions}, {outcomes}");
}

#[test]
fn read_only_sends_nothing_whatever_happens() {
    runner()
        .run(&moves(), |moves| {
            let watch = follow(FlowSettings { read_only: true }, &moves);
            assert_eq!(watch.sent.len(), 0);
            Ok(())
        })
        .unwrap();
}

#[test]
fn every_state_has_a_way_on_to_an_outcome_or_the_form() {
    runner()
        .run(&moves(), |moves| {
            let mut run = Run::new();
            let mut watch = Watch::default();
            for one in &moves {
                let event = match one {
                    Move::Press(event) => event.clone(),
                    Move::Answer { which, kind, good } => match watch.ids.iter().rev().nth(*which) {
                        Some(id) => some_answer(*id, *kind, *good),
                        None => continue,
                    },
                    Move::Review { .. } | Move::Onward => onward(&run),
                };
                watch.happens(&mut run, event);
            }
            let ends = |run: &Run| matches!(run.flow.state(), State::Editing | State::Finished(_));
            // Planning, review, host, sending, seven reads with six waits: never more than 25 steps.
            for _ in 0..25 {
                if ends(&run) {
                    break;
                }
                let event = onward(&run);
                watch.happens(&mut run, event);
            }
            assert!(ends(&run), "stuck in {:?}", run.flow.state());
            Ok(())
        })
        .unwrap();
}
