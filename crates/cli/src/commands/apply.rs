//! `apply`: carries out a plan file, or (without `--execute`) checks that it could be.

use super::review::{blocked_report, note};
use crate::args::{ApplyArgs, Cli};
use crate::connect::ConnectError;
use crate::connected::connect;
use crate::interrupt::Interrupt;
use crate::keeping::DiskKeeper;
use crate::outcome::{Outcome, Report, Stopped, failed, fault_json, refused, usage};
use crate::progress::Progress;
use crate::records::Kept;
use crate::report::{
    drift_json, drift_text, moved_json, moved_text, result_headline, result_text, review_json, shell,
};
use crate::runner::{Extent, Runner};
use crate::store::Store;
use crate::words;
use ckafka_api::InstanceId;
use kafka_offsets::{EndpointFault, Note, Overall, PlanDocument, Risk, VerifiedReset};
use reset_flow::{ConfirmRefusal, Confirmation, Finished, Later, NotSendable, Origin, Reviewing, State};
use serde_json::json;
use std::sync::Arc;

pub(super) fn run(
    args: &ApplyArgs,
    cli: &Cli,
    store: &Store,
    interrupt: &Interrupt,
) -> Result<Report, Stopped> {
    let document = read(args)?;
    let endpoint = cli.connection.endpoint.get().map_err(ConnectError::from)?;
    // The file does not choose where requests, and tokens with them, go
    if document.endpoint.as_deref() != Some(endpoint.as_str()) {
        return Err(usage(match &document.endpoint {
            Some(other) => format!(
                "the plan was made on {other}, and this would apply it on {endpoint}; say --endpoint {}, or plan again",
                shell(other)
            ),
            None => format!("the plan does not say on which endpoint it was made; plan again on {endpoint}"),
        }));
    }
    let instance: InstanceId =
        document.instance.parse().map_err(|error: ckafka_api::InstanceIdError| usage(error.to_string()))?;
    if cli.connection.instance.as_ref().is_some_and(|named| *named != instance) {
        return Err(usage(format!(
            "the plan was made on instance {instance}; leave --instance out, or plan again"
        )));
    }
    let mut connected = connect(&cli.connection, Some(&instance))?;
    let given = note(&args.note);
    let note = Note {
        reason: given.reason.or_else(|| document.note.reason.clone()),
        ticket: given.ticket.or_else(|| document.note.ticket.clone()),
    };
    let extent = if args.execute { Extent::Execute } else { Extent::Check };
    let mut keeper = DiskKeeper::new(store.clone(), &document.id, instance.as_str(), endpoint.as_str());
    let mut progress = Progress::new(interrupt.clone(), &document.id);
    let production = connected.production;
    let plan = Arc::new(document.plan.clone());
    let mut runner = Runner::new(&mut connected.session, instance, &mut keeper, &mut progress, extent);
    runner.open(plan, production, Origin::File);
    let review = match runner.state() {
        State::Reviewing(review) => review.clone(),
        other => return Err(failed(format!("the flow stopped where it should not: {other:?}"))),
    };
    runner.confirm(confirmation(args, &document, note));
    let checked = runner.checked().is_some();
    let not_recorded = runner.not_recorded().map(str::to_owned);
    let state = runner.state().clone();
    let told = Told { args, document: &document, review: &review };
    let report = match state {
        State::Finished(finished) => {
            let report = told.finished(&finished);
            show_before_second_look(&report, cli, interrupt, runner.waits_for_second_look() && !args.no_second_look);
            if args.no_second_look {
                report
            } else {
                runner.look_again();
                match runner.state() {
                    State::Finished(finished) => with_second_look(report, finished, cli.json),
                    _ => report,
                }
            }
        }
        State::Reviewing(_) if checked => told.checked(),
        State::Reviewing(review) => told.not_sent(&review, not_recorded, store),
        State::Drifted(drifted) => Report::new(
            Outcome::Refused,
            "what the plan was made on has changed, so nothing was sent; plan again, look at the new plan, apply that",
        )
        .text(drift_text(&drifted.drift))
        .field("refusal", &json!("drift"))
        .field("drift", &drift_json(&drifted.drift)),
        State::Blocked(blocked) => blocked_report(&blocked, false).field("refusal", &json!("group")),
        other => return Err(failed(format!("the flow stopped where it should not: {other:?}"))),
    };
    drop(progress);
    let report = with_record(report, &keeper, cli.json).field("remarks", &json!(connected.remarks));
    Ok(match keeper.trouble() {
        Some(trouble) => {
            let message = format!("{}. Besides: {trouble}", report.message);
            report.message(message)
        }
        None => report,
    })
}

fn read(args: &ApplyArgs) -> Result<PlanDocument, Stopped> {
    let file = args.plan.display();
    let text = std::fs::read_to_string(&args.plan).map_err(|error| usage(format!("{file}: {error}")))?;
    PlanDocument::from_json(&text).map_err(|error| usage(format!("{file}: {error}")))
}

/// A check shows everything that stands in the way, so it does not stop at the confirmation.
fn confirmation(args: &ApplyArgs, document: &PlanDocument, note: Note) -> Confirmation {
    let group = document.plan.request.group.as_str().to_owned();
    let typed = if args.execute { args.confirm.clone().unwrap_or_default() } else { group };
    Confirmation {
        ticked: args.yes || !args.execute,
        typed_group: typed,
        reason: note.reason.unwrap_or_default(),
        ticket: note.ticket.unwrap_or_default(),
    }
}

/// On a terminal the outcome is there at once; the second look adds to it.
fn show_before_second_look(report: &Report, cli: &Cli, interrupt: &Interrupt, looks: bool) {
    let document = cli.json.then(|| report.document("apply"));
    interrupt.known(report.outcome.code(), document);
    if looks && !cli.json {
        crate::print::text(report);
    }
}

/// Adds what the second look has found; the verdicts stay, since they speak of the moment of the read-back.
fn with_second_look(report: Report, finished: &Finished, json: bool) -> Report {
    let (text, moved) = match &finished.later {
        Later::Moved(moved) => (
            format!(
                "5 seconds later the group had moved on in {}: somebody else commits for it, consumers most likely\n{}",
                words::counted(moved.len(), "partition", "partitions"),
                moved_text(moved)
            ),
            Some(moved.as_slice()),
        ),
        Later::Same => ("5 seconds later everything was still there\n".to_owned(), Some(&[][..])),
        Later::Unreadable(fault) => {
            (format!("5 seconds later the offsets could not be read: {fault}\n"), None)
        }
        Later::Off | Later::Waiting { .. } | Later::Reading { .. } => return report,
    };
    let report = report.field("movedSince", &json!(moved.map(moved_json)));
    // The rest was printed already
    if json { report } else { report.message("").text(text) }
}

/// The record is long, so it is made into text only where somebody reads it.
fn with_record(report: Report, keeper: &DiskKeeper, json: bool) -> Report {
    if !json {
        return report;
    }
    report.document_field("record", keeper.kept().map_or_else(|| "null".to_owned(), Kept::to_json))
}

/// What the outcomes have in common.
struct Told<'a> {
    args: &'a ApplyArgs,
    document: &'a PlanDocument,
    review: &'a Reviewing,
}

impl Told<'_> {
    fn checked(&self) -> Report {
        let file = shell(&self.args.plan.display().to_string());
        let confirmation = match self.review.risk {
            Risk::Low => String::new(),
            Risk::Medium => " --yes".to_owned(),
            Risk::High => format!(" --confirm {}", shell(self.group())),
        };
        Report::new(
            Outcome::Done,
            format!("everything is as planned, and nothing was sent; to send it: ckafka-offsets apply {file} --execute{confirmation}"),
        )
        .field("review", &review_json(self.review))
        .field("sent", &json!(false))
    }

    fn finished(&self, finished: &Finished) -> Report {
        let id = &self.document.id;
        let result: &VerifiedReset = &finished.result;
        let mut message = result_headline(result);
        if let Some(fault) = &finished.lost {
            message.push_str(&format!("; the answer was lost ({fault}), so this is what the offsets say"));
        }
        message.push_str(&match finished.overall {
            Overall::Succeeded => format!(" (record {id})"),
            Overall::Partial | Overall::Failed if finished.retry.is_ok() => {
                format!("; what did not move: ckafka-offsets retry {id} -o retry.json")
            }
            Overall::Partial | Overall::Failed => format!(" (record {id})"),
            Overall::Unknown => format!("; it is not sent again: ckafka-offsets verify {id}"),
        });
        if let Some(fault) = &finished.read_fault {
            message.push_str(&format!("; the last read failed: {fault}"));
        }
        Report::new(outcome(finished.overall), message)
            .text(result_text(result))
            .field("answerLost", &json!(finished.lost.is_some()))
            .field("sent", &json!(true))
    }

    /// Back at the review: something was missing, or the endpoint refused it.
    fn not_sent(&self, review: &Reviewing, not_recorded: Option<String>, store: &Store) -> Report {
        if let Some(fault) = &review.refused {
            return endpoint_refused(fault);
        }
        if let Some(why) = not_recorded {
            // Another process may have come first in the very last moment
            return if store.has(&self.document.id) {
                self.already_applied(store)
            } else {
                *failed(format!("the record could not be written, so nothing was sent: {why}"))
            };
        }
        let Some(refusal) = &review.not_confirmed else {
            return *failed("nothing was sent");
        };
        let word = refusal_key(refusal);
        let report = match refusal {
            ConfirmRefusal::NotTicked => self.wants("--yes"),
            ConfirmRefusal::GroupNameDiffers => self.wants(&format!("--confirm {}", shell(self.group()))),
            ConfirmRefusal::PlanExpired => *refused(format!(
                "the plan was read {}, which is more than 5 minutes ago by the endpoint's clock, or in its future; \
                 plan again and apply the new plan",
                self.document.plan.taken_at
            )),
            ConfirmRefusal::AlreadyApplied | ConfirmRefusal::PlanUsed => self.already_applied(store),
            ConfirmRefusal::HeldElsewhere => *refused(format!(
                "another process of this machine is resetting group \"{}\"; wait until it has finished, then plan again",
                self.group()
            )),
            ConfirmRefusal::NotSendable(NotSendable::NothingToSend) => {
                *refused("no partition of the plan can be reset, so nothing was sent")
            }
            ConfirmRefusal::CheckFailed(fault) => Report::new(
                Outcome::Failed,
                format!("the check right before sending failed, so nothing was sent: {fault}"),
            )
            .field("fault", &fault_json(fault)),
            ConfirmRefusal::NotSendable(NotSendable::SinglePartitions)
            | ConfirmRefusal::ReasonMissing
            | ConfirmRefusal::TicketMissing
            | ConfirmRefusal::ReadOnly
            | ConfirmRefusal::HostDeclined => *refused(format!("nothing was sent: {refusal}")),
        };
        report
            .field("refusal", &json!(word))
            .field("review", &review_json(self.review))
            .field("sent", &json!(false))
    }

    fn wants(&self, flag: &str) -> Report {
        *refused(format!(
            "this plan is of {} risk, since {}; nothing was sent. If that is meant, add {flag}",
            words::risk(self.review.risk),
            words::why_that_risk(self.review.risk, &self.review.reasons),
        ))
    }

    fn already_applied(&self, store: &Store) -> Report {
        let id = &self.document.id;
        let when = crate::records::read(store, id).map(|kept| kept.record.started_at.to_string());
        let when = when.unwrap_or_else(|_| "before".to_owned());
        *refused(format!(
            "this plan was applied already ({when}), and a plan is applied once; see: ckafka-offsets history show {id}"
        ))
    }

    fn group(&self) -> &str {
        self.document.plan.request.group.as_str()
    }
}

fn endpoint_refused(fault: &EndpointFault) -> Report {
    Report::new(Outcome::Failed, format!("the endpoint refused it, and nothing moved: {fault}"))
        .field("fault", &fault_json(fault))
        .field("sent", &json!(true))
}

/// The exit code of a verdict.
pub(super) fn outcome(overall: Overall) -> Outcome {
    match overall {
        Overall::Succeeded => Outcome::Confirmed,
        Overall::Partial => Outcome::Partly,
        Overall::Failed => Outcome::Failed,
        Overall::Unknown => Outcome::Unknown,
    }
}

fn refusal_key(refusal: &ConfirmRefusal) -> &'static str {
    match refusal {
        ConfirmRefusal::NotTicked | ConfirmRefusal::GroupNameDiffers => "confirmation",
        ConfirmRefusal::PlanExpired => "expired",
        ConfirmRefusal::AlreadyApplied | ConfirmRefusal::PlanUsed => "already_applied",
        ConfirmRefusal::HeldElsewhere => "held_elsewhere",
        ConfirmRefusal::NotSendable(_) => "not_sendable",
        ConfirmRefusal::CheckFailed(_) => "check_failed",
        ConfirmRefusal::ReasonMissing => "reason",
        ConfirmRefusal::TicketMissing => "ticket",
        ConfirmRefusal::ReadOnly => "read_only",
        ConfirmRefusal::HostDeclined => "declined",
    }
}
