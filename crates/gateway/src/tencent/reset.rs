//! A reset at the cloud: planned on what was just read, sent once, and told by what is found afterwards.

use super::TencentUpstream;
use crate::kafka::{COMMIT_MOVED, holds, message, no_plan, obstacle};
use crate::upstream::{Expected, OffsetUpstream, UpstreamError, to_read};
use ckafka_api::{Expected as Condition, PlanLine, Reset, ResetPartitions, Topics};
use kafka_offsets::{
    AnswerRow, Claim, EndpointFault, GroupState, KafkaError, Observation, Offset, PartitionId, PlannedReset,
    ResetAnswer, ResetPlan, ResetRequest, ResetScope, ResetStrategy, Resolution, RowClaim, TopicName,
    TopicPartition, TopicSelection, Verdict, VerdictReason, VerifiedReset, VerifiedRow, verify,
};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// Pauses before each look at the offsets: the cloud shows them late.
const LOOKS: [Duration; 5] = [
    Duration::ZERO,
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(3),
];

const NO_DRY_RUN: &str = "this instance is at Tencent Cloud, which has no dry run: leave dryRun out";
const NO_NEW_GROUPS: &str =
    "this instance is at Tencent Cloud, where no group is created by a reset: let a consumer join once";
const NO_PARTITIONS: &str =
    "this instance is at Tencent Cloud, whose API cannot reset these partitions alone: name whole topics";

/// Plans, sends and reads back.
pub(super) async fn carry_out(
    cloud: &TencentUpstream,
    request: ResetRequest,
    expected: &BTreeMap<TopicPartition, Expected>,
    dry_run: bool,
) -> Result<ResetAnswer, UpstreamError> {
    if dry_run {
        return Err(UpstreamError::NotOffered(NO_DRY_RUN.to_owned()));
    }
    let (topics, at_time) = to_read(&request)?;
    let snapshot = cloud.snapshot(&request.group, &topics, at_time).await?;
    if request.create_group && snapshot.group.state == GroupState::Dead {
        return Err(UpstreamError::NotOffered(NO_NEW_GROUPS.to_owned()));
    }
    let group = request.group.clone();
    let plan = ResetPlan::compute(request, &snapshot, Resolution::AtEndpoint)
        .map_err(|error| no_plan(&group, error))?;

    // A line whose condition fails is not sent: the API has no conditions, so this is the last moment to look
    let wanted = |row: &&PlannedReset| row.target.is_some() && holds(row, expected.get(&row.at));
    let answer = match send(cloud, &plan, plan.rows.iter().filter(wanted)).await {
        None => return Ok(answer(&not_sent(&plan), expected, None)),
        Some(Err(error)) => return Err(error),
        Some(Ok(sent)) => sent.map_err(|fault| cloud.of_write(&group, &fault))?,
    };
    let request_id = answer.request_id.clone();
    let verified = read_back(cloud, &plan, &Claim::Answered(answer)).await;
    Ok(self::answer(&verified, expected, request_id))
}

/// Sends the reset, once; `None` if there is nothing to send.
async fn send(
    cloud: &TencentUpstream,
    plan: &ResetPlan,
    wanted: impl Iterator<Item = &PlannedReset>,
) -> Option<Result<Result<ResetAnswer, EndpointFault>, UpstreamError>> {
    let ResetRequest { group, strategy, scope, .. } = &plan.request;
    let not_offered = || UpstreamError::NotOffered(NO_PARTITIONS.to_owned());
    let (instance, group) = (cloud.at_cloud.clone(), group.clone());
    if let ResetStrategy::PerPartition(offsets) = strategy {
        let line = |row: &PlannedReset| {
            let offset = *offsets.get(&row.at)?;
            Some(PlanLine { at: row.at.clone(), offset, expected: Condition::Anything })
        };
        let lines: Vec<PlanLine> = wanted.filter_map(line).collect();
        if lines.is_empty() {
            return None;
        }
        return Some(match ResetPartitions::new(instance, group, lines, false, &cloud.can) {
            Some(call) => Ok(cloud.client.once(call).await),
            None => Err(not_offered()),
        });
    }
    let rows: Vec<&PlannedReset> = wanted.collect();
    let topics = TopicSelection::new(rows.iter().map(|row| row.at.topic.clone()))?;
    let Ok(whole) = Reset::new(instance, group, topics, strategy, false) else {
        return Some(Err(not_offered()));
    };
    let call = match scope {
        ResetScope::Partitions(_) => common_partitions(&rows)
            .and_then(|partitions| whole.only(partitions, cloud.client.connection().api)),
        ResetScope::Topics(_) | ResetScope::AllTopicsOfGroup => Some(whole),
    };
    Some(match call {
        Some(call) => Ok(cloud.client.once(call).await),
        None => Err(not_offered()),
    })
}

/// The partitions that are meant of each topic, if they are the same for all.
fn common_partitions(rows: &[&PlannedReset]) -> Option<BTreeSet<PartitionId>> {
    let mut topics: BTreeMap<&TopicName, BTreeSet<PartitionId>> = BTreeMap::new();
    for row in rows {
        topics.entry(&row.at.topic).or_default().insert(row.at.partition);
    }
    let mut sets = topics.into_values();
    let first = sets.next()?;
    sets.all(|other| other == first).then_some(first)
}

/// Looks at the offsets until every row that is said to be done has moved, for a while.
async fn read_back(cloud: &TencentUpstream, plan: &ResetPlan, claim: &Claim) -> VerifiedReset {
    let mut verified = verify(plan, claim, &BTreeMap::new());
    let Some(topics) = TopicSelection::new(plan.rows.iter().map(|row| row.at.topic.clone())) else {
        return verified;
    };
    let topics = Topics::Named(topics);
    for pause in LOOKS {
        tokio::time::sleep(pause).await;
        let Ok(table) = cloud.read_offsets(&plan.request.group, &topics, None).await else { continue };
        let observed = table.partitions.into_iter().map(|(at, offsets)| {
            let observation = match offsets.error {
                Some(code) => Observation::Unreadable(Some(code)),
                None => Observation::Committed(offsets.committed),
            };
            (at, observation)
        });
        verified = verify(plan, claim, &observed.collect());
        let applied = was_applied(&verified);
        let open = |row: &VerifiedRow| {
            let said_done = matches!(row.claim, RowClaim::Ok(_));
            let waited_for = matches!(row.verdict, Verdict::NotApplied | Verdict::Unknown);
            said_done && waited_for && !(applied && may_have_been_there(row))
        };
        if !verified.rows.iter().any(open) {
            break;
        }
    }
    verified
}

/// Whether the reset has provably moved something, and so was carried out: it is one request.
fn was_applied(verified: &VerifiedReset) -> bool {
    verified.rows.iter().any(|row| row.verdict == Verdict::Confirmed && row.moved().is_none_or(|by| by != 0))
}

/// Whether a row that did not move may have been where it was told to go: nobody but the cloud knows where that is.
fn may_have_been_there(row: &VerifiedRow) -> bool {
    row.reason == VerdictReason::MayHaveBeenThere
}

/// The rows of a plan of which nothing was sent.
fn not_sent(plan: &ResetPlan) -> VerifiedReset {
    verify(plan, &Claim::Answered(ResetAnswer::default()), &BTreeMap::new())
}

/// The answer, rows in plan order, then the topics that failed as a whole.
fn answer(
    verified: &VerifiedReset,
    expected: &BTreeMap<TopicPartition, Expected>,
    request_id: Option<String>,
) -> ResetAnswer {
    let applied = was_applied(verified);
    let rows = verified.rows.iter().map(|row| {
        let (offset, code, message) = match fate(row, expected.get(&row.planned.at), applied) {
            Ok(offset) => (offset, KafkaError::NONE, String::new()),
            Err((code, message)) => (None, code, message),
        };
        let TopicPartition { topic, partition } = row.planned.at.clone();
        AnswerRow { topic, partition: Some(partition), offset, code, message }
    });
    let others = verified.others.iter().map(|other| AnswerRow {
        topic: other.topic.clone(),
        partition: other.partition,
        offset: None,
        code: other.code,
        message: if other.message.is_empty() { message(other.code) } else { other.message.clone() },
    });
    ResetAnswer { rows: rows.chain(others).collect(), request_id }
}

/// What became of a row: done, with the offset that was found (`None` if it could not be read, or may not be where the
/// row leads), or not.
fn fate(
    row: &VerifiedRow,
    expected: Option<&Expected>,
    applied: bool,
) -> Result<Option<Offset>, (KafkaError, String)> {
    if row.planned.target.is_none() {
        return Err(obstacle(&row.planned));
    }
    if !holds(&row.planned, expected) {
        return Err((KafkaError::IllegalGeneration, COMMIT_MOVED.to_owned()));
    }
    match &row.claim {
        RowClaim::Failed(code, said) => {
            Err((*code, if said.is_empty() { message(*code) } else { said.clone() }))
        }
        RowClaim::None if row.verdict != Verdict::Confirmed => {
            Err((KafkaError::UnknownServerError, "the answer does not mention it".to_owned()))
        }
        // Nothing else has moved either: that it is done is all that can be told, and not that it was there
        RowClaim::Ok(_) if may_have_been_there(row) && !applied => Ok(None),
        RowClaim::Ok(_) if row.verdict == Verdict::NotApplied => {
            let why = "the cloud said that it is done, and the group did not move";
            Err((KafkaError::UnknownServerError, why.to_owned()))
        }
        RowClaim::Ok(returned) => Ok(match &row.observed {
            Observation::Committed(found) => *found,
            Observation::Unreadable(_) => *returned,
        }),
        RowClaim::None => Ok(match &row.observed {
            Observation::Committed(found) => *found,
            Observation::Unreadable(_) => None,
        }),
    }
}
