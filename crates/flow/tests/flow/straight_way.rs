//! A reset that goes well, step by step.

use crate::support::{Run, answer, at, done, empty, group, nothing_typed, offset, orders, request, topics};
use kafka_offsets::{Claim, Note, Overall, ResetStrategy, Target, Verdict};
use reset_flow::{Effect, Ending, Event, Intent, LATER_CHECK_MILLIS, Later, ReadTopics, State, Submission};

#[test]
fn a_reset_goes_from_the_form_to_a_verdict_for_every_partition() {
    let mut run = Run::new();
    assert_eq!(run.flow.state(), &State::Editing);

    let effects = run.review(request(&["orders"], ResetStrategy::Earliest));
    assert!(matches!(&effects[..], [Effect::ReadGroup { group: asked, .. }] if *asked == group()));
    assert!(matches!(run.flow.state(), State::Planning(_)));

    let effects = run.group(Ok(empty()));
    let [Effect::ReadOffsets { group: known, topics: read, at_time: None, .. }] = &effects[..] else {
        panic!("{effects:?}");
    };
    assert_eq!((known, read), (&empty(), &ReadTopics::Named(topics(&["orders"]))));

    run.offsets(Ok(orders(50, 60)));
    let plan = std::sync::Arc::clone(&run.review_shown().plan);
    let targets: Vec<_> = plan.rows.iter().map(|row| (row.at.clone(), row.target)).collect();
    let start = Some(Target::AtLeast(offset(10)));
    assert_eq!(targets, [(at("orders", 0), start), (at("orders", 1), start)]);

    let effects = run.confirm(nothing_typed());
    assert!(matches!(&effects[..], [Effect::AskHost { plan: asked, .. }] if *asked == plan));

    let effects = run.host(true);
    let [Effect::ClaimGroup { id: claim, plan: claimed }] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(*claimed, plan);
    let claim = *claim;

    let effects = run.claim(Ok(()));
    assert!(matches!(&effects[..], [Effect::ReadGroup { group: asked, .. }] if *asked == group()));

    let effects = run.group(Ok(empty()));
    assert!(
        matches!(&effects[..], [Effect::ReadOffsets { topics: ReadTopics::Named(named), at_time: None, .. }]
        if *named == topics(&["orders"]))
    );

    let effects = run.offsets(Ok(orders(50, 60)));
    let submission = Submission::Topics {
        group: group(),
        topics: topics(&["orders"]),
        strategy: ResetStrategy::Earliest,
        create_group: false,
    };
    let intent = Intent { plan, submission: submission.clone(), note: Note::default() };
    let [Effect::RecordIntent { intent: recorded, .. }] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(*recorded, intent);
    assert_eq!(run.submissions().len(), 0, "not before it is recorded");

    let effects = run.recorded();
    let [Effect::Submit { submission: sent, .. }, Effect::Announce(_)] = &effects[..] else {
        panic!("{effects:?}");
    };
    assert_eq!(*sent, submission);

    let answered = answer(&[done("orders", 0, 10), done("orders", 1, 10)]);
    let effects = run.submitted(Ok(answered.clone()));
    assert!(matches!(run.flow.state(), State::Verifying(_)));
    assert!(matches!(&effects[..], [Effect::ReadOffsets { topics: ReadTopics::Named(named), .. }]
        if *named == topics(&["orders"])));

    let effects = run.offsets(Ok(orders(10, 10)));
    let [
        Effect::RecordOutcome { intent: closed, ending },
        Effect::ReleaseGroup { id: released },
        Effect::Announce(_),
        Effect::StartTimer { millis: LATER_CHECK_MILLIS, .. },
    ] = &effects[..]
    else {
        panic!("{effects:?}");
    };
    let finished = run.finished();
    let verified =
        Ending::Verified { claim: finished.claim.clone(), result: std::sync::Arc::clone(&finished.result) };
    assert_eq!((closed, ending, *released), (&intent, &verified, claim));
    assert_eq!(finished.overall, Overall::Succeeded);
    assert_eq!(finished.claim, Claim::Answered(answered));
    assert_eq!((finished.reads, &finished.lost, &finished.read_fault), (1, &None, &None));
    assert!(finished.result.rows.iter().all(|row| row.verdict == Verdict::Confirmed));
    assert_eq!(run.announced(), ["plan-created", "reset-submitted", "reset-succeeded"]);
    assert_eq!(run.waits(), [0_u64; 0]);

    let effects = run.timer();
    assert!(matches!(&effects[..], [Effect::ReadOffsets { topics: ReadTopics::Named(named), .. }]
        if *named == topics(&["orders"])));
    assert_eq!(run.offsets(Ok(orders(10, 10))), []);
    assert_eq!(run.finished().later, Later::Same);
}

#[test]
fn after_a_finished_reset_the_next_one_starts_in_the_form() {
    let mut run = Run::sent();
    run.submitted(Ok(answer(&[done("orders", 0, 10), done("orders", 1, 10)])));
    run.offsets(Ok(orders(10, 10)));

    assert_eq!(run.on(Event::NewResetPressed), []);
    assert_eq!(run.flow.state(), &State::Editing);
    assert!(!run.review(request(&["orders"], ResetStrategy::Earliest)).is_empty());
}
