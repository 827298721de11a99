//! Reading back: where the group really is, with patience for endpoints that show new offsets late.

use crate::flow::Step;
use crate::request_id::RequestIds;
use crate::state::{Asked, Finished, ReadBack, ReadBackStep, Submitting};
use crate::{Announcement, Effect, Ending, Intent, ReadTopics, RequestId, State, later};
use kafka_offsets::{
    Claim, EndpointFault, GroupSummary, KafkaError, Observation, OffsetSnapshot, Overall, ResetPlan,
    RowClaim, TopicPartition, TopicSelection, Verdict, VerifiedReset, VerifiedRow, verify,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Waits between two reads in milliseconds, 10 s together. CKafka shows new offsets late, so a partition is
/// called "not applied" only after the last one.
pub const READ_BACK_WAITS_MILLIS: [u64; 6] = [250, 500, 1000, 2000, 3000, 3250];

/// Reads for the first time after the answer, or after its loss.
pub(crate) fn start(
    ids: &mut RequestIds,
    submitting: Submitting,
    claim: Claim,
    lost: Option<EndpointFault>,
) -> Step {
    let Submitting { review, intent, claim: held, .. } = submitting;
    first_read(ids, review.asked, intent, claim, lost, Some(held))
}

/// Takes up a reset whose outcome nobody was there to hear. It may be on its way still, so it is read back with
/// the same patience as a lost answer.
pub(crate) fn resume(ids: &mut RequestIds, asked: Asked, intent: Intent) -> Step {
    first_read(ids, asked, intent, Claim::Lost, None, None)
}

fn first_read(
    ids: &mut RequestIds,
    asked: Asked,
    intent: Intent,
    claim: Claim,
    lost: Option<EndpointFault>,
    held: Option<RequestId>,
) -> Step {
    let id = ids.next();
    let back = ReadBack {
        asked,
        intent,
        claim,
        lost,
        reads: 1,
        step: ReadBackStep::Reading { id },
        so_far: None,
        read_fault: None,
        waits: 0,
        announced: false,
        held,
    };
    read(ids, id, back)
}

/// Begins again from a finished reset, if at least one partition is unknown.
pub(crate) fn read_again(ids: &mut RequestIds, finished: Finished) -> Step {
    if !finished.can_read_again() {
        return (State::Finished(finished), Vec::new());
    }
    let id = ids.next();
    let back = ReadBack {
        asked: finished.asked,
        intent: finished.intent,
        claim: finished.claim,
        lost: finished.lost,
        reads: finished.reads.saturating_add(1),
        step: ReadBackStep::Reading { id },
        so_far: Some(finished.result),
        read_fault: None,
        waits: 0,
        announced: true,
        held: None,
    };
    read(ids, id, back)
}

/// The next read after a wait.
pub(crate) fn wait_is_over(ids: &mut RequestIds, back: ReadBack) -> Step {
    let id = ids.next();
    let (reads, step) = (back.reads.saturating_add(1), ReadBackStep::Reading { id });
    read(ids, id, ReadBack { reads, step, ..back })
}

/// Judges what was read: final, or one more wait.
pub(crate) fn offsets_read(
    ids: &mut RequestIds,
    back: ReadBack,
    outcome: Result<OffsetSnapshot, EndpointFault>,
) -> Step {
    let observed = observations(&back.intent.plan, outcome.as_ref().ok(), back.so_far.as_deref());
    let result = Arc::new(verify(&back.intent.plan, &back.claim, &observed));
    let back = ReadBack { so_far: Some(Arc::clone(&result)), read_fault: outcome.err(), ..back };
    let wait = READ_BACK_WAITS_MILLIS.get(back.waits).copied();
    match wait {
        Some(millis) if result.rows.iter().any(may_still_change) => {
            let id = ids.next();
            let step = ReadBackStep::Waiting { id, millis };
            let back = ReadBack { step, waits: back.waits + 1, ..back };
            (shown(back), vec![Effect::StartTimer { id, millis }])
        }
        _ => finish(ids, back, result),
    }
}

/// Reads what was planned. A plan without a row (an intent that was recorded by another hand: ours has rows) has
/// nothing to read.
fn read(ids: &mut RequestIds, id: RequestId, back: ReadBack) -> Step {
    match read_back_of(id, &back.intent.plan) {
        Some(effect) => (shown(back), vec![effect]),
        None => {
            let result = Arc::new(verify(&back.intent.plan, &back.claim, &BTreeMap::new()));
            finish(ids, back, result)
        }
    }
}

/// The read that shows where the partitions of a plan are; `None` if it has none.
pub(crate) fn read_back_of(id: RequestId, plan: &ResetPlan) -> Option<Effect> {
    let topics = TopicSelection::new(plan.rows.iter().map(|row| row.at.topic.clone()))?;
    let group = GroupSummary {
        group: plan.request.group.clone(),
        state: plan.group_state.clone(),
        members: Vec::new(),
    };
    Some(Effect::ReadOffsets { id, group, topics: ReadTopics::Named(topics), at_time: None })
}

fn shown(back: ReadBack) -> State {
    match back.claim {
        Claim::Answered(_) => State::Verifying(back),
        Claim::Lost => State::OutcomeUnknown(back),
    }
}

fn finish(ids: &mut RequestIds, back: ReadBack, result: Arc<VerifiedReset>) -> Step {
    let ReadBack { asked, intent, claim, lost, reads, read_fault, announced, held, .. } = back;
    let ending = Ending::Verified { claim: claim.clone(), result: Arc::clone(&result) };
    let mut effects = vec![Effect::RecordOutcome { intent: intent.clone(), ending }];
    effects.extend(held.map(|id| Effect::ReleaseGroup { id }));
    if !announced {
        effects.push(Effect::Announce(announcement(&result)));
    }
    let finished = Finished { lost, reads, read_fault, ..Finished::new(asked, intent, claim, result) };
    let (finished, timer) = later::plan(ids, finished);
    effects.extend(timer);
    (State::Finished(finished), effects)
}

fn announcement(result: &Arc<VerifiedReset>) -> Announcement {
    let result = Arc::clone(result);
    match result.overall() {
        Overall::Succeeded => Announcement::ResetSucceeded(result),
        Overall::Partial => Announcement::ResetPartial(result),
        Overall::Failed => Announcement::ResetFailed(result),
        Overall::Unknown => Announcement::ResetUnknown(result),
    }
}

impl Finished {
    /// Whether "Read again" can tell more: at least one partition is unknown, and another read may change that.
    pub fn can_read_again(&self) -> bool {
        self.result.rows.iter().any(|row| row.verdict == Verdict::Unknown && may_still_change(row))
    }
}

/// Whether a later read may judge this partition otherwise: it could not be read, or it should have moved and
/// has not yet. What the endpoint itself reports as failed, or what had nowhere to go, is not waited for.
fn may_still_change(row: &VerifiedRow) -> bool {
    if matches!(row.observed, Observation::Unreadable(_)) {
        return true;
    }
    match row.verdict {
        Verdict::Unknown | Verdict::NotApplied => {
            row.planned.target.is_some() && !matches!(row.claim, RowClaim::Failed(..))
        }
        Verdict::Differs | Verdict::Confirmed => false,
    }
}

/// What the read says of every planned partition. Where it says nothing, an earlier read stands if its
/// verdict was final.
fn observations(
    plan: &ResetPlan,
    snapshot: Option<&OffsetSnapshot>,
    earlier: Option<&VerifiedReset>,
) -> BTreeMap<TopicPartition, Observation> {
    let mut observations = BTreeMap::new();
    for row in earlier.into_iter().flat_map(|result| &result.rows).filter(|row| !may_still_change(row)) {
        observations.insert(row.planned.at.clone(), row.observed.clone());
    }
    for row in &plan.rows {
        let fresh = observation(&row.at, snapshot);
        if !matches!(fresh, Observation::Unreadable(_)) || !observations.contains_key(&row.at) {
            observations.insert(row.at.clone(), fresh);
        }
    }
    observations
}

fn observation(at: &TopicPartition, snapshot: Option<&OffsetSnapshot>) -> Observation {
    let Some(snapshot) = snapshot else {
        return Observation::Unreadable(None);
    };
    let topic_error: Option<KafkaError> = snapshot.failed_topics.get(&at.topic).copied();
    match snapshot.partitions.get(at) {
        None => Observation::Unreadable(topic_error),
        Some(found) => match (found.committed, found.error) {
            (None, Some(error)) => Observation::Unreadable(Some(error)),
            (committed, _) => Observation::Committed(committed),
        },
    }
}
