//! `verify`: where is the group now, that an earlier reset has moved?

use super::apply::outcome;
use crate::args::ConnectionArgs;
use crate::connect::ConnectError;
use crate::connected::{Connected, connect};
use crate::interrupt::Interrupt;
use crate::keeping::observed;
use crate::outcome::{Outcome, Report, Stopped, failed, usage};
use crate::progress::Progress;
use crate::records::{self, Kept};
use crate::report::{moved_json, moved_text, result_headline, result_text, shell};
use crate::runner::{Extent, NoKeeper, Runner};
use crate::store::Store;
use crate::words;
use ckafka_api::InstanceId;
use kafka_offsets::{MovedSince, Overall, ResetRecord, VerifiedReset, moved_since};
use reset_flow::{Intent, State, Submission};
use serde_json::json;
use std::sync::Arc;

pub(super) fn run(
    id: &str,
    args: &ConnectionArgs,
    store: &Store,
    interrupt: &Interrupt,
) -> Result<Report, Stopped> {
    let kept = records::find(store, id)?;
    let id = kept.record.id.clone();
    // Until it was read, the outcome is not known, whatever comes in between
    interrupt.sent(&id);
    let read = same_place(args, &kept.record).and_then(|mut connected| match kept.judged() {
        Some(result) if result.overall() != Overall::Unknown => look(&mut connected, &kept, &result),
        _ => read_back(&mut connected, kept, store, interrupt),
    });
    read.map_err(|stopped| if stopped.outcome == Outcome::Failed { not_read(&id, *stopped) } else { stopped })
}

/// A reset that could not be read again: "failed, and nothing moved" would be a lie.
fn not_read(id: &str, stopped: Report) -> Stopped {
    let message = format!(
        "the offsets could not be read, so nobody can say where the group is: {}; again later: ckafka-offsets verify {id}",
        stopped.message
    );
    Box::new(Report { outcome: Outcome::Unknown, ..stopped.message(message) })
}

/// Connects to where the record was made.
pub(super) fn same_place(args: &ConnectionArgs, record: &ResetRecord) -> Result<Connected, Stopped> {
    let endpoint = args.endpoint.get().map_err(ConnectError::from)?;
    if let Some(other) = record.endpoint.as_deref().filter(|made_on| *made_on != endpoint.as_str()) {
        return Err(usage(format!(
            "reset {} was made on {other}, not on {endpoint}; say --endpoint {}",
            record.id,
            shell(other)
        )));
    }
    let instance: InstanceId =
        record.instance.parse().map_err(|error: ckafka_api::InstanceIdError| usage(error.to_string()))?;
    if args.instance.as_ref().is_some_and(|named| *named != instance) {
        return Err(usage(format!(
            "reset {} was made on instance {instance}; leave --instance out",
            record.id
        )));
    }
    connect(args, Some(&instance))
}

/// Reads back a reset whose outcome is not known, with the flow's patience, and completes its record.
fn read_back(
    connected: &mut Connected,
    kept: Kept,
    store: &Store,
    interrupt: &Interrupt,
) -> Result<Report, Stopped> {
    let record = &kept.record;
    let submission = Submission::of(&record.plan).map_err(|error| failed(error.to_string()))?;
    let intent = Intent { plan: Arc::new(record.plan.clone()), submission, note: record.note.clone() };
    let (instance, production) = (connected.instance.clone(), connected.production);
    let mut progress = Progress::new(interrupt.clone(), &record.id);
    let mut keeper = NoKeeper;
    let mut runner = Runner::new(&mut connected.session, instance, &mut keeper, &mut progress, Extent::Check);
    runner.resume(intent, production);
    let read_at = runner.read_at();
    let state = runner.state().clone();
    drop(progress);
    let State::Finished(finished) = state else {
        return Err(failed(format!("the flow stopped where it should not: {state:?}")));
    };
    // What the endpoint has said is still known if only the read-back had failed
    let observed = observed(&finished.result);
    let record = ResetRecord { observed, read_back_at: read_at.or(kept.record.read_back_at), ..kept.record };
    let kept = Kept { record };
    let result = kept.record.verified();
    store.replace(&kept.record.id, &kept.to_json())?;
    let mut message = result_headline(&result);
    if let Some(fault) = &finished.read_fault {
        message.push_str(&format!("; the last read failed: {fault}"));
    }
    Ok(report(&kept, &result, None, outcome(result.overall()), message))
}

/// One look at a reset whose verdicts are known: is the group still there?
fn look(connected: &mut Connected, kept: &Kept, result: &VerifiedReset) -> Result<Report, Stopped> {
    let record = &kept.record;
    let request = &record.plan.request;
    let group = connected.session.group(&connected.instance, &request.group)?;
    let topics = kafka_offsets::TopicSelection::new(record.plan.rows.iter().map(|row| row.at.topic.clone()))
        .ok_or_else(|| usage("the record has no partition"))?;
    let state = words::state_and_members(&group.state, group.members.len());
    let now = connected.session.offsets(
        &connected.instance,
        group,
        &reset_flow::ReadTopics::Named(topics),
        None,
    )?;
    let moved = moved_since(result, &now);
    let then = record.read_back_at.map(|at| at.to_string()).unwrap_or_default();
    let headline = result_headline(result);
    let (outcome, message) = if moved.is_empty() {
        (outcome(result.overall()), format!("{headline} at {then}, and still so; the group is {state}"))
    } else {
        let partitions = words::counted(moved.len(), "partition", "partitions");
        let sentence = format!(
            "{headline} at {then}; since then the group has moved in {partitions}: somebody else commits for it. It is {state}"
        );
        (Outcome::Partly, sentence)
    };
    Ok(report(kept, result, Some(&moved), outcome, message))
}

fn report(
    kept: &Kept,
    result: &VerifiedReset,
    moved: Option<&[MovedSince]>,
    outcome: Outcome,
    message: String,
) -> Report {
    let mut text = result_text(result);
    if let Some(moved) = moved.filter(|moved| !moved.is_empty()) {
        text.push_str("Moved since it was read back:\n");
        text.push_str(&moved_text(moved));
    }
    Report::new(outcome, message)
        .text(text)
        .field("id", &json!(kept.record.id))
        .document_field("record", kept.to_json())
        .field("movedSince", &json!(moved.map(moved_json)))
}
