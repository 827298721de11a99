//! A plan that comes from a file: it stands as it is, and is checked before it is sent like every other.

use crate::support::{
    Run, TAKEN_AT, answer, at, done, everything, fully, nothing_typed, now, orders, request, time,
    whole_topics,
};
use kafka_offsets::{Abilities, Offset, Overall, PlanAge, ResetPlan, ResetRequest, ResetStrategy, Timestamp};
use reset_flow::{BlockReason, ConfirmRefusal, Effect, Event, Origin, State};
use std::collections::BTreeMap;
use std::sync::Arc;

/// `orders` to its earliest offsets, planned from 50 and 60 by somebody else.
fn plan(request: ResetRequest) -> Arc<ResetPlan> {
    let resolution = request.resolution();
    Arc::new(ResetPlan::compute(request, &orders(50, 60), resolution).unwrap())
}

fn earliest() -> Arc<ResetPlan> {
    plan(request(&["orders"], ResetStrategy::Earliest))
}

fn opened(plan: Arc<ResetPlan>, abilities: Abilities, now: Timestamp) -> (Run, Vec<Effect>) {
    let mut run = Run::new();
    let effects = run.on(Event::PlanOpened { plan, production: false, abilities, origin: Origin::File, now });
    (run, effects)
}

fn review(run: &Run) -> &reset_flow::Reviewing {
    match run.flow.state() {
        State::Reviewing(review) => review,
        other => panic!("{other:?}"),
    }
}

#[test]
fn it_stands_under_review_unchanged_and_nothing_is_read_for_it() {
    let plan = earliest();
    let (run, effects) = opened(Arc::clone(&plan), whole_topics(), now());
    assert_eq!(review(&run).plan, plan);
    assert_eq!(review(&run).age, PlanAge::Fresh);
    // It is a second old
    assert!(
        matches!(effects.as_slice(), [Effect::Announce(_), Effect::StartTimer { millis: 239_000, .. }]),
        "{effects:?}"
    );
}

#[test]
fn it_is_as_old_as_it_is_and_an_expired_one_is_not_sent() {
    let (run, effects) = opened(earliest(), everything(), time(TAKEN_AT + 250_000));
    assert_eq!(review(&run).age, PlanAge::ExpiresSoon);
    assert!(matches!(effects.as_slice(), [_, Effect::StartTimer { millis: 50_000, .. }]), "{effects:?}");

    for (later, age) in [(300_000, PlanAge::Expired), (-60_000, PlanAge::ClockWentBack)] {
        let now = time(TAKEN_AT + later);
        let (mut run, effects) = opened(earliest(), everything(), now);
        assert_eq!(review(&run).age, age);
        assert!(matches!(effects.as_slice(), [Effect::Announce(_)]), "{effects:?}");
        let effects = run.on(Event::ConfirmPressed { confirmation: fully(), now });
        assert_eq!(effects, []);
        assert_eq!(review(&run).not_confirmed, Some(ConfirmRefusal::PlanExpired));
    }
}

#[test]
fn it_is_compared_with_what_is_there_before_it_is_sent() {
    let (mut run, _) = opened(earliest(), everything(), now());
    run.confirm(nothing_typed());
    run.host(true);
    run.claim(Ok(()));
    run.group(Ok(crate::support::empty()));
    run.offsets(Ok(orders(50, 61)));
    assert!(
        matches!(run.flow.state(), State::Drifted(drifted) if drifted.plan == earliest()),
        "{:?}",
        run.flow.state()
    );
    assert!(run.submissions().is_empty());

    let (mut run, _) = opened(earliest(), everything(), now());
    run.confirm(nothing_typed());
    run.host(true);
    run.check(orders(50, 60));
    run.submitted(Ok(answer(&[done("orders", 0, 10), done("orders", 1, 10)])));
    run.offsets(Ok(orders(10, 10)));
    assert_eq!(run.finished().overall, Overall::Succeeded);
    assert_eq!(run.announced(), ["plan-created", "reset-submitted", "reset-succeeded"]);
}

#[test]
fn an_endpoint_that_cannot_express_it_blocks_it() {
    let offsets = BTreeMap::from([(at("orders", 0), Offset::ZERO)]);
    let single = ResetRequest::per_partition(crate::support::group(), offsets);
    let (run, effects) = opened(plan(single), whole_topics(), now());
    assert_eq!(effects, []);
    assert!(
        matches!(run.flow.state(), State::Blocked(blocked) if blocked.reason == BlockReason::NotExpressible),
        "{:?}",
        run.flow.state()
    );
}

#[test]
fn it_does_not_push_another_reset_aside() {
    let mut run = Run::sent();
    let before = run.flow.clone();
    let event = Event::PlanOpened {
        plan: earliest(),
        production: false,
        abilities: everything(),
        origin: Origin::File,
        now: now(),
    };
    assert_eq!(run.on(event), []);
    assert_eq!(run.flow, before);
}
