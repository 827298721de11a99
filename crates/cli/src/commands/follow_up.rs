//! `undo` and `retry`: a plan that follows from an earlier reset.

use super::review::{Show, review};
use super::verify::same_place;
use crate::args::{ConnectionArgs, ContinueArgs};
use crate::interrupt::Interrupt;
use crate::outcome::{Outcome, Report, Stopped, refused, usage};
use crate::records;
use crate::store::Store;
use crate::words::counted;
use kafka_offsets::{
    Continuation, LeftOut, LeftOutReason, Overall, ResetRecord, RetryRefusal, UndoRefusal, VerifiedReset,
};
use reset_flow::Origin;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) fn undo(
    args: &ContinueArgs,
    connection: &ConnectionArgs,
    store: &Store,
    interrupt: &Interrupt,
) -> Result<Report, Stopped> {
    let (record, result) = judged(args, store)?;
    let mut connected = same_place(connection, &record)?;
    let can = connected.session.abilities();
    let mut steps =
        kafka_offsets::undo(&record.plan, &result, can).map_err(|refusal| undo_refused(&record, &refusal))?;
    let of = steps.len();
    let number = args.step as usize;
    if number > of {
        return Err(usage(format!(
            "this undo has {}, and --step asks for number {number}",
            counted(of, "step", "steps")
        )));
    }
    if of > 1 {
        connected.remarks.push(format!(
            "This endpoint needs {of} resets to undo this one; this is step {number}, --step chooses another."
        ));
    }
    let Continuation { request, left_out } = steps.swap_remove(number - 1);
    connected.remarks.insert(0, format!("Undo of reset {}.", record.id));
    connected.remarks.extend(left_out_remarks(&left_out));
    let show = Show { output: args.output.as_deref(), note: &args.note, wait: None };
    let report = review(&mut connected, request, Origin::Undo(Arc::new(result)), &show, interrupt)?;
    Ok(report
        .field("of", &json!(record.id))
        .field("step", &json!(number))
        .field("steps", &json!(of))
        .field("leftOut", &left_out_json(&left_out)))
}

pub(super) fn retry(
    args: &ContinueArgs,
    connection: &ConnectionArgs,
    store: &Store,
    interrupt: &Interrupt,
) -> Result<Report, Stopped> {
    if args.step != 1 {
        return Err(usage("a retry has one step"));
    }
    let (record, result) = judged(args, store)?;
    let mut connected = same_place(connection, &record)?;
    let can = connected.session.abilities();
    let Continuation { request, left_out } =
        kafka_offsets::retry(&record.plan, &result, can).map_err(|refusal| retry_refused(&refusal))?;
    connected.remarks.insert(0, format!("Retry of what did not move in reset {}.", record.id));
    connected.remarks.extend(left_out_remarks(&left_out));
    let show = Show { output: args.output.as_deref(), note: &args.note, wait: None };
    let report = review(&mut connected, request, Origin::Retry(Arc::new(result)), &show, interrupt)?;
    Ok(report.field("of", &json!(record.id)).field("leftOut", &left_out_json(&left_out)))
}

/// The record with its verdicts; one whose outcome is not known can't be continued.
fn judged(args: &ContinueArgs, store: &Store) -> Result<(ResetRecord, VerifiedReset), Stopped> {
    let kept = records::find(store, &args.record)?;
    match (kept.judged(), &kept.record.refused) {
        (Some(result), _) if result.overall() != Overall::Unknown => Ok((kept.record, result)),
        (None, Some(why)) => Err(refused(format!(
            "the endpoint refused that reset as a whole, and nothing moved: {why}; plan again"
        ))),
        _ => Err(refused(format!(
            "the outcome of reset {id} is not known; first: ckafka-offsets verify {id}",
            id = kept.record.id
        ))),
    }
}

fn undo_refused(record: &ResetRecord, refusal: &UndoRefusal) -> Stopped {
    let (left_out, more) = match refusal {
        UndoRefusal::NothingMoved => (&[][..], String::new()),
        UndoRefusal::NothingCertain(left_out) | UndoRefusal::NeverCommitted(left_out) => {
            (left_out.as_slice(), String::new())
        }
        UndoRefusal::FileOnly(left_out) => (
            left_out.as_slice(),
            format!(": ckafka-offsets history export {} --as offsets-before -o offsets.csv", record.id),
        ),
    };
    stopped(format!("{refusal}{more}"), left_out)
}

fn retry_refused(refusal: &RetryRefusal) -> Stopped {
    let left_out = match refusal {
        RetryRefusal::NothingLeft => &[][..],
        RetryRefusal::NothingCertain(left_out) | RetryRefusal::OnlyWholeTopics(left_out) => {
            left_out.as_slice()
        }
    };
    stopped(refusal.to_string(), left_out)
}

fn stopped(message: String, left_out: &[LeftOut]) -> Stopped {
    let text = left_out_remarks(left_out).map(|remark| format!("{remark}\n")).collect();
    let report = Report::new(Outcome::Refused, message).text(text);
    Box::new(report.field("leftOut", &left_out_json(left_out)))
}

/// One sentence for each reason.
fn left_out_remarks(left_out: &[LeftOut]) -> impl Iterator<Item = String> {
    let mut by_reason: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for left in left_out {
        by_reason.entry(reason(left.why)).or_default().push(left.at.to_string());
    }
    by_reason.into_iter().map(|(why, partitions)| {
        let shown: Vec<&str> = partitions.iter().take(5).map(String::as_str).collect();
        let more = if partitions.len() > shown.len() { ", ..." } else { "" };
        format!(
            "Left out: {} ({}{more}): {why}.",
            counted(partitions.len(), "partition", "partitions"),
            shown.join(", ")
        )
    })
}

fn reason(why: LeftOutReason) -> &'static str {
    match why {
        LeftOutReason::MovedElsewhere => "somebody else has moved it since",
        LeftOutReason::Unknown => "nobody knows where it is",
        LeftOutReason::CannotBeDone => "the plan could not do it either",
        LeftOutReason::NoOffsetKnown => "only the endpoint could tell the offset",
        LeftOutReason::TopicPartlyMoved => {
            "the endpoint moves whole topics, and another partition of this one moved"
        }
        LeftOutReason::ShiftNotRefused => {
            "it is not certain that the shift was refused, and it must not come twice"
        }
        LeftOutReason::OldOffsetsDiffer => {
            "the endpoint moves whole topics, and the old offsets of this one differ"
        }
        LeftOutReason::NeverCommitted => "the group had no offset here before",
    }
}

fn left_out_json(left_out: &[LeftOut]) -> Value {
    let row = |left: &LeftOut| json!({ "topic": left.at.topic.as_str(), "partition": left.at.partition.get(), "reason": reason(left.why) });
    left_out.iter().map(row).collect()
}
