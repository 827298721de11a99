//! What is left of a reset: a request for the partitions that certainly did not move.

use crate::{
    Abilities, Continuation, LeftOut, LeftOutReason, Observation, Offset, ResetPlan, ResetRequest,
    ResetScope, ResetStrategy, RowClaim, Target, TopicName, TopicSelection, Verdict, VerifiedReset,
    VerifiedRow,
};
use std::collections::{BTreeMap, HashMap};

/// Why there is nothing to send again.
#[derive(Debug, Clone, PartialEq, Eq, Hash, thiserror::Error)]
pub enum RetryRefusal {
    /// Every partition is where it was told to go.
    #[error("nothing is left to retry: every partition is confirmed")]
    NothingLeft,
    /// What is not confirmed is elsewhere, unknown, or could never be done: read back again, or plan afresh.
    #[error(
        "no partition is certain to have stayed where it was; read the offsets again, or make a new plan"
    )]
    NothingCertain(Vec<LeftOut>),
    /// The endpoint moves whole topics only, and there is none that certainly did not move at all: make a new plan,
    /// or use an endpoint that sets single partitions.
    #[error(
        "this endpoint moves whole topics only, and in each of them something has moved or may have; make a new plan, or reset single partitions through a gateway"
    )]
    OnlyWholeTopics(Vec<LeftOut>),
}

/// The request that carries out what `result` shows as not applied, and nothing else.
///
/// Where the endpoint gives each partition its own offset, these are the offsets of the frozen plan, so that a shift
/// never comes on top of itself. Elsewhere the same strategy is asked for again, and only in topics of which every
/// partition provably stayed where it was. A shift, which would come twice if the first one is only late, besides
/// needs to have been refused in every partition.
///
/// # Errors
///
/// [`RetryRefusal`], if nothing can be retried, with each partition's reason.
pub fn retry(plan: &ResetPlan, result: &VerifiedReset, can: Abilities) -> Result<Continuation, RetryRefusal> {
    if result.failed().next().is_none() {
        return Err(RetryRefusal::NothingLeft);
    }
    if can.partition_offsets { by_partition(plan, result) } else { by_topic(plan, result) }
}

fn by_partition(plan: &ResetPlan, result: &VerifiedReset) -> Result<Continuation, RetryRefusal> {
    let mut offsets = BTreeMap::new();
    let mut left_out = Vec::new();
    for row in result.failed() {
        match what_is_left(row) {
            Ok(offset) => {
                offsets.insert(row.planned.at.clone(), offset);
            }
            Err(why) => left_out.push(leave_out(row, why)),
        }
    }
    if offsets.is_empty() {
        return Err(RetryRefusal::NothingCertain(left_out));
    }
    let request = ResetRequest::per_partition(plan.request.group.clone(), offsets);
    Ok(Continuation {
        request: ResetRequest { create_group: plan.request.create_group, ..request },
        left_out,
    })
}

/// The offset that a row which is not confirmed still has to get, or why it gets none.
fn what_is_left(row: &VerifiedRow) -> Result<Offset, LeftOutReason> {
    let target = certain_to_have_stayed(row)?;
    target.offset().ok_or(LeftOutReason::NoOffsetKnown)
}

/// The target of a row that is not confirmed and certainly did not move.
fn certain_to_have_stayed(row: &VerifiedRow) -> Result<Target, LeftOutReason> {
    match row.verdict {
        Verdict::NotApplied => row.planned.target.ok_or(LeftOutReason::CannotBeDone),
        Verdict::Unknown => Err(LeftOutReason::Unknown),
        Verdict::Differs | Verdict::Confirmed => Err(LeftOutReason::MovedElsewhere),
    }
}

fn by_topic(plan: &ResetPlan, result: &VerifiedReset) -> Result<Continuation, RetryRefusal> {
    let no_go = topics_to_leave_alone(plan, result);
    let mut topics = Vec::new();
    let mut left_out = Vec::new();
    for row in result.failed() {
        let topic = &row.planned.at.topic;
        match certain_to_have_stayed(row).err().or_else(|| no_go.get(topic).copied()) {
            None => topics.push(topic.clone()),
            Some(why) => left_out.push(leave_out(row, why)),
        }
    }
    let Some(topics) = TopicSelection::new(topics) else {
        let some_stayed = result.failed().any(|row| certain_to_have_stayed(row).is_ok());
        return Err(if some_stayed {
            RetryRefusal::OnlyWholeTopics(left_out)
        } else {
            RetryRefusal::NothingCertain(left_out)
        });
    };
    let request = ResetRequest { scope: ResetScope::Topics(topics), ..plan.request.clone() };
    Ok(Continuation { request, left_out })
}

/// Topics that must not be sent as a whole again, and why.
fn topics_to_leave_alone<'a>(
    plan: &'a ResetPlan,
    result: &'a VerifiedReset,
) -> HashMap<&'a TopicName, LeftOutReason> {
    let mut no_go = HashMap::new();
    let shift = matches!(plan.request.strategy, ResetStrategy::ShiftBy(_));
    for row in result.rows.iter().filter(|_| shift).filter(|row| !was_refused(&row.claim)) {
        no_go.insert(&row.planned.at.topic, LeftOutReason::ShiftNotRefused);
    }
    for row in result.rows.iter().filter(|row| plan.request.needs_partition_offsets() || !stayed(row)) {
        no_go.insert(&row.planned.at.topic, LeftOutReason::TopicPartlyMoved);
    }
    // A partition that the topic got after the plan was made, and that moved with it
    for other in result.others.iter().filter(|other| other.code.is_success()) {
        no_go.insert(&other.topic, LeftOutReason::TopicPartlyMoved);
    }
    no_go
}

/// Whether the partition certainly is where it was before; also if that is where it was to go.
fn stayed(row: &VerifiedRow) -> bool {
    row.verdict != Verdict::Unknown && row.observed == Observation::Committed(row.planned.committed)
}

/// Whether the endpoint said for certain that it did nothing. No answer says nothing.
fn was_refused(claim: &RowClaim) -> bool {
    matches!(claim, RowClaim::Failed(code, _) if !code.outcome_unknown())
}

fn leave_out(row: &VerifiedRow, why: LeftOutReason) -> LeftOut {
    LeftOut { at: row.planned.at.clone(), why }
}
