//! From a request to a plan that is shown and written: what `plan`, `undo` and `retry` have in common.

use crate::args::NoteArgs;
use crate::connected::Connected;
use crate::ids;
use crate::interrupt::Interrupt;
use crate::moment::Wait;
use crate::outcome::{Outcome, Report, Stopped, failed, fault_json, usage};
use crate::progress::Progress;
use crate::report::{review_json, review_text, shell};
use crate::runner::{Extent, NoKeeper, Runner};
use crate::store::write_private;
use crate::words;
use kafka_offsets::{GroupMember, Note, PlanDocument, ResetRequest, Risk};
use reset_flow::{BlockReason, Blocked, Origin, Reviewing, State};
use serde_json::{Value, json};
use std::path::Path;

/// What is to be done with a plan.
#[derive(Debug)]
pub(super) struct Show<'a> {
    pub(super) output: Option<&'a Path>,
    pub(super) note: &'a NoteArgs,
    pub(super) wait: Option<Wait>,
}

/// Plans the request, writes the plan, and reports it.
pub(super) fn review(
    connected: &mut Connected,
    request: ResetRequest,
    origin: Origin,
    show: &Show<'_>,
    interrupt: &Interrupt,
) -> Result<Report, Stopped> {
    let production = connected.production;
    let mut progress = Progress::new(interrupt.clone(), "");
    let mut keeper = NoKeeper;
    let instance = connected.instance.clone();
    let mut runner = Runner::new(&mut connected.session, instance, &mut keeper, &mut progress, Extent::Check);
    runner.review(request, production, origin, show.wait.map(|Wait(length)| length));
    let state = runner.state().clone();
    drop(progress);
    match state {
        State::Reviewing(reviewing) => planned(connected, &reviewing, show),
        State::Blocked(blocked) => Err(Box::new(blocked_report(&blocked, show.wait.is_some()))),
        other => Err(failed(format!("the flow stopped where it should not: {other:?}"))),
    }
}

fn planned(connected: &Connected, review: &Reviewing, show: &Show<'_>) -> Result<Report, Stopped> {
    let id = ids::new(connected.session.now())?;
    let document = PlanDocument {
        id: id.clone(),
        instance: connected.instance.to_string(),
        endpoint: Some(connected.endpoint.to_string()),
        plan: (*review.plan).clone(),
        note: note(show.note),
    };
    let endpoint = connected.endpoint.as_str();
    let mut text: String = connected.remarks.iter().map(|remark| format!("{remark}\n")).collect();
    text.push_str(&review_text(review, &id, connected.instance.as_str(), endpoint));
    text.push('\n');
    let json = document.to_json();
    let report = |outcome, message: String| -> Result<Report, Stopped> {
        Ok(Report::new(outcome, message)
            .text(text.clone())
            .document_field("plan", json.clone())
            .field("review", &review_json(review))
            .field("remarks", &json!(connected.remarks)))
    };
    if review.plan.sendable_topics().is_none() {
        return report(
            Outcome::Refused,
            "no partition of this plan can be reset, so it was not written".to_owned(),
        );
    }
    let Some(file) = show.output else {
        return report(Outcome::Done, "nothing was changed; -o FILE writes the plan for `apply`".to_owned());
    };
    write_private(file, &json)?;
    let confirmation = match review.risk {
        Risk::Low => String::new(),
        Risk::Medium => " --yes".to_owned(),
        Risk::High => format!(" --confirm {}", shell(review.plan.request.group.as_str())),
    };
    let file = file.display().to_string();
    report(
        Outcome::Done,
        format!(
            "nothing was changed; within 5 minutes: ckafka-offsets apply {} --execute{confirmation}",
            shell(&file)
        ),
    )
    .map(|report| report.field("file", &json!(file)))
}

pub(super) fn note(args: &NoteArgs) -> Note {
    let given = |text: &Option<String>| {
        text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    Note { reason: given(&args.reason), ticket: given(&args.ticket) }
}

/// Why there is no plan.
pub(super) fn blocked_report(blocked: &Blocked, waited: bool) -> Report {
    let group = &blocked.asked.request.group;
    let refused = |message: String| Report::new(Outcome::Refused, message);
    match &blocked.reason {
        BlockReason::GroupNotEmpty { state, members } => {
            let wait = if waited { "" } else { ", or wait for it with --wait" };
            refused(format!(
                "group \"{group}\" is {}; only an empty group can be reset: stop its consumers{wait}. A consumer that \
                 was stopped just now counts until its session ends, often 45 seconds",
                words::state_and_members(state, members.len())
            ))
            .text(members_text(members))
            .field("group", &group_json(state.name(), members))
        }
        BlockReason::GroupDoesNotExist => refused(format!(
            "there is no group \"{group}\"; check its name, or say --create-group to give it its first offsets"
        )),
        BlockReason::NothingCommitted => {
            refused(format!("group \"{group}\" has no committed offset anywhere; name the topics with --topic"))
        }
        BlockReason::NothingChosen => *usage("no partition is named"),
        BlockReason::NotExpressible => refused(
            "this endpoint moves whole topics only, and the request is about single partitions; a ckafka-gateway in \
             front of the cluster can do it"
                .to_owned(),
        ),
        BlockReason::OtherTimeLookedUp | BlockReason::OtherGroupRead => {
            *failed("the endpoint answered for something else than was asked; nothing was sent")
        }
        BlockReason::GroupUnreadable(fault) | BlockReason::OffsetsUnreadable(fault) => {
            Report::new(Outcome::Failed, format!("{fault}; nothing was sent")).field("fault", &fault_json(fault))
        }
        BlockReason::RefusedForGroup(after) => {
            refused(format!("the endpoint refused it, and nothing moved: {}", after.fault))
                .field("fault", &fault_json(&after.fault))
        }
    }
}

fn members_text(members: &[GroupMember]) -> String {
    members
        .iter()
        .map(|member| format!("  {} at {} ({})\n", member.client_id, member.client_host, member.member_id))
        .collect()
}

fn group_json(state: &str, members: &[GroupMember]) -> Value {
    let members: Vec<Value> = members
        .iter()
        .map(|member| {
            json!({ "memberId": member.member_id, "clientId": member.client_id, "clientHost": member.client_host })
        })
        .collect();
    json!({ "state": state, "members": members })
}
