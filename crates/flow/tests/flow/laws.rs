//! What holds for every order of events, however mad.

mod moves;
mod watch;

use crate::support::Run;
use moves::{Move, moves, some_answer};
use proptest::test_runner::{Config, TestRunner};
use reset_flow::{Event, FlowSettings, Origin, State};
use watch::{Watch, onward};

fn event(run: &Run, watch: &Watch, one: &Move) -> Option<Event> {
    let event = match one {
        Move::Press(event) => event.clone(),
        Move::Onward => onward(run),
        Move::Answer { which, kind, good } => some_answer(*watch.ids.iter().rev().nth(*which)?, *kind, *good),
        Move::Open { which } => Event::PlanOpened {
            plan: watch.plans.iter().rev().nth(*which)?.clone(),
            production: false,
            abilities: crate::support::everything(),
            origin: Origin::File,
            now: crate::support::now(),
        },
        Move::Resume { which } => Event::Resumed {
            intent: watch.recorded.iter().rev().nth(*which)?.clone(),
            production: false,
            abilities: crate::support::everything(),
        },
    };
    Some(watch.claims_kept(run, event))
}

fn follow(settings: FlowSettings, moves: &[Move]) -> (Run, Watch) {
    let mut run = Run::with(settings);
    let mut watch = Watch::default();
    for one in moves {
        if let Some(event) = event(&run, &watch, one) {
            watch.happens(&mut run, event);
        }
    }
    (run, watch)
}

fn runner() -> TestRunner {
    TestRunner::new(Config { cases: 1_000, failure_persistence: None, ..Config::default() })
}

#[test]
fn a_plan_is_sent_at_most_once_confirmed_claimed_and_recorded_whatever_happens() {
    let sent = std::cell::Cell::new((0, 0));
    runner()
        .run(&moves(), |moves| {
            let (_, watch) = follow(FlowSettings::default(), &moves);
            let (submissions, outcomes) = sent.get();
            sent.set((submissions + watch.sent.len(), outcomes + watch.outcomes));
            Ok(())
        })
        .unwrap();
    let (submissions, outcomes) = sent.get();
    assert!(submissions > 250 && outcomes > 150, "the runs hardly ever send: {submissions}, {outcomes}");
}

#[test]
fn read_only_sends_nothing_whatever_happens() {
    runner()
        .run(&moves(), |moves| {
            let (_, watch) = follow(FlowSettings { read_only: true, ..FlowSettings::default() }, &moves);
            assert_eq!(watch.sent.len(), 0);
            Ok(())
        })
        .unwrap();
}

#[test]
fn every_state_has_a_way_on_to_an_outcome_or_the_form() {
    runner()
        .run(&moves(), |moves| {
            let (mut run, mut watch) = follow(FlowSettings::default(), &moves);
            let ends = |run: &Run| matches!(run.flow.state(), State::Editing | State::Finished(_));
            // Planning twice, review, host, check, sending, seven reads with six waits: never more than 30 steps.
            for _ in 0..30 {
                if ends(&run) {
                    break;
                }
                let event = onward(&run);
                // A request that the endpoint cannot express, or that names nothing, leads back to the form only
                let event = match (run.flow.state(), event) {
                    (State::Blocked(_), _) => Event::BackPressed,
                    (_, event) => event,
                };
                let event = watch.claims_kept(&run, event);
                watch.happens(&mut run, event);
            }
            assert!(ends(&run), "stuck in {:?}", run.flow.state());
            Ok(())
        })
        .unwrap();
}
