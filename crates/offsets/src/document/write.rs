//! Documents out.

use super::{PLAN_SCHEMA, PlanDocument, RESULT_SCHEMA, ResetRecord, VERSION};
use crate::{
    AnswerRow, Claim, Count, KafkaError, Note, Observation, Offset, Overall, PartitionId, PlannedReset,
    ResetPlan, ResetScope, ResetStrategy, RowClaim, Target, TopicPartition, VerifiedReset, VerifiedRow,
    VerifiedTopic,
};
use serde::Serialize;

pub(super) fn plan(document: &PlanDocument) -> String {
    to_text(&PlanOut {
        schema: PLAN_SCHEMA,
        version: VERSION,
        id: &document.id,
        instance: &document.instance,
        endpoint: document.endpoint.as_deref(),
        note: NoteOut::of(&document.note),
        plan: Plan::of(&document.plan),
    })
}

pub(super) fn record(record: &ResetRecord) -> String {
    // What was refused has no verdicts: nothing moved, and nothing was read
    let verified = match (&record.refused, record.read_back_at) {
        (Some(_), None) => None,
        _ => Some(record.verified()),
    };
    let (rows, others): (&[VerifiedRow], &[VerifiedTopic]) =
        verified.as_ref().map_or((&[], &[]), |verified| (&verified.rows, &verified.others));
    let (claim, answer, request_id): (_, &[AnswerRow], _) = match &record.claim {
        None => ("none", &[], None),
        Some(Claim::Lost) => ("lost", &[], None),
        Some(Claim::Answered(answer)) => ("answered", &answer.rows, answer.request_id.as_deref()),
    };
    to_text(&ResultOut {
        schema: RESULT_SCHEMA,
        version: VERSION,
        id: &record.id,
        instance: &record.instance,
        endpoint: record.endpoint.as_deref(),
        note: NoteOut::of(&record.note),
        plan: Plan::of(&record.plan),
        started_at: record.started_at.to_string(),
        claim,
        answered: claim == "answered",
        request_id,
        answer: answer.iter().map(Answered::of).collect(),
        read_back_at: record.read_back_at.map(|at| at.to_string()),
        observed: record.observed.iter().map(Observed::of).collect(),
        refused: record.refused.as_deref(),
        made_from: record.made_from.as_deref(),
        overall: verified.as_ref().map_or(Overall::Failed, VerifiedReset::overall).word(),
        rows: rows.iter().map(ResultRow::of).collect(),
        others: others.iter().map(OtherRow::of).collect(),
    })
}

fn to_text(document: &impl Serialize) -> String {
    // It fails only for maps whose keys are not text, and there is no map in these documents.
    serde_json::to_string_pretty(document).unwrap_or_default()
}

fn decimal(offset: Option<Offset>) -> Option<String> {
    offset.map(|offset| offset.to_string())
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PlanOut<'a> {
    schema: &'static str,
    version: u32,
    id: &'a str,
    instance: &'a str,
    endpoint: Option<&'a str>,
    note: NoteOut<'a>,
    plan: Plan<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultOut<'a> {
    schema: &'static str,
    version: u32,
    id: &'a str,
    instance: &'a str,
    endpoint: Option<&'a str>,
    note: NoteOut<'a>,
    plan: Plan<'a>,
    started_at: String,
    claim: &'static str,
    answered: bool,
    request_id: Option<&'a str>,
    answer: Vec<Answered<'a>>,
    read_back_at: Option<String>,
    observed: Vec<Observed<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    made_from: Option<&'a str>,
    overall: &'static str,
    rows: Vec<ResultRow<'a>>,
    others: Vec<OtherRow<'a>>,
}

#[derive(Serialize)]
struct NoteOut<'a> {
    reason: Option<&'a str>,
    ticket: Option<&'a str>,
}

impl<'a> NoteOut<'a> {
    fn of(note: &'a Note) -> Self {
        Self { reason: note.reason.as_deref(), ticket: note.ticket.as_deref() }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Plan<'a> {
    group: &'a str,
    group_state: &'a str,
    create_group: bool,
    taken_at: String,
    resolution: &'static str,
    scope: &'static str,
    /// The topics of the scope `topics`.
    topics: Option<Vec<&'a str>>,
    /// The partitions of the scope `partitions`.
    partitions: Option<Vec<Place<'a>>>,
    strategy: Strategy<'a>,
    rows: Vec<PlanRow<'a>>,
    missing: Vec<Missing<'a>>,
}

impl<'a> Plan<'a> {
    fn of(plan: &'a ResetPlan) -> Self {
        let (scope, topics, partitions) = match &plan.request.scope {
            ResetScope::Topics(topics) => {
                ("topics", Some(topics.iter().map(crate::TopicName::as_str).collect()), None)
            }
            ResetScope::AllTopicsOfGroup => ("all_topics_of_group", None, None),
            ResetScope::Partitions(partitions) => {
                ("partitions", None, Some(partitions.iter().map(|at| Place::of(at, None)).collect()))
            }
        };
        Self {
            group: plan.request.group.as_str(),
            group_state: plan.group_state.name(),
            create_group: plan.request.create_group,
            taken_at: plan.taken_at.to_string(),
            resolution: plan.resolution.word(),
            scope,
            topics,
            partitions,
            strategy: Strategy::of(&plan.request.strategy),
            rows: plan.rows.iter().map(PlanRow::of).collect(),
            missing: plan
                .missing
                .iter()
                .map(|missing| Missing { topic: missing.topic.as_str(), code: Code::of(missing.code) })
                .collect(),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase", tag = "name")]
enum Strategy<'a> {
    Earliest,
    Latest,
    PointInTime { millis: String, time: String },
    ShiftBy { offsets: String },
    ExactOffset { offset: String },
    OffsetPerPartition { each: Vec<Place<'a>> },
}

impl<'a> Strategy<'a> {
    fn of(strategy: &'a ResetStrategy) -> Self {
        match strategy {
            ResetStrategy::Earliest => Self::Earliest,
            ResetStrategy::Latest => Self::Latest,
            ResetStrategy::Timestamp(at) => {
                Self::PointInTime { millis: at.as_millis().to_string(), time: at.to_string() }
            }
            ResetStrategy::ShiftBy(by) => Self::ShiftBy { offsets: by.to_string() },
            ResetStrategy::Offset(offset) => Self::ExactOffset { offset: offset.to_string() },
            ResetStrategy::PerPartition(each) => Self::OffsetPerPartition {
                each: each.iter().map(|(at, offset)| Place::of(at, Some(*offset))).collect(),
            },
        }
    }
}

/// A partition, and an offset where there is one.
#[derive(Serialize)]
struct Place<'a> {
    topic: &'a str,
    partition: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<String>,
}

impl<'a> Place<'a> {
    fn of(at: &'a TopicPartition, offset: Option<Offset>) -> Self {
        Self { topic: at.topic.as_str(), partition: at.partition.get(), offset: decimal(offset) }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PlanRow<'a> {
    topic: &'a str,
    partition: i32,
    committed: Option<String>,
    log_start: Option<String>,
    log_end: Option<String>,
    target: Option<String>,
    grade: &'static str,
    follows_log_end: bool,
    delta: Option<String>,
    replayed: Option<Number>,
    skipped: Option<Number>,
    lag_before: Option<String>,
    lag_after: Option<Number>,
    notes: Vec<String>,
}

impl<'a> PlanRow<'a> {
    fn of(row: &'a PlannedReset) -> Self {
        Self {
            topic: row.at.topic.as_str(),
            partition: row.at.partition.get(),
            committed: decimal(row.committed),
            log_start: decimal(row.log_start),
            log_end: decimal(row.log_end),
            target: decimal(row.target.and_then(Target::offset)),
            grade: Target::grade(row.target),
            follows_log_end: row.follows_log_end,
            delta: row.delta().map(|delta| delta.to_string()),
            replayed: row.replayed().and_then(Number::of),
            skipped: row.skipped().and_then(Number::of),
            lag_before: row.lag_before().map(|lag| lag.to_string()),
            lag_after: Number::of(row.lag_after()),
            notes: row.adjustments.iter().map(ToString::to_string).collect(),
        }
    }
}

/// A number with its bound; a number that is not known is `null`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Number {
    Exactly(String),
    AtLeast(String),
    AtMost(String),
}

impl Number {
    fn of(count: Count) -> Option<Self> {
        match count {
            Count::Exactly(number) => Some(Self::Exactly(number.to_string())),
            Count::AtLeast(number) => Some(Self::AtLeast(number.to_string())),
            Count::AtMost(number) => Some(Self::AtMost(number.to_string())),
            Count::Unknown => None,
        }
    }
}

#[derive(Serialize)]
struct Missing<'a> {
    topic: &'a str,
    code: Code,
}

#[derive(Serialize)]
struct Code {
    code: i16,
    name: String,
}

impl Code {
    fn of(code: KafkaError) -> Self {
        Self { code: code.code(), name: code.name().into_owned() }
    }
}

/// A row of the endpoint's answer, as received.
#[derive(Serialize)]
struct Answered<'a> {
    topic: &'a str,
    partition: Option<i32>,
    offset: Option<String>,
    code: Code,
    message: &'a str,
}

impl<'a> Answered<'a> {
    fn of(row: &'a AnswerRow) -> Self {
        Self {
            topic: row.topic.as_str(),
            partition: row.partition.map(PartitionId::get),
            offset: decimal(row.offset),
            code: Code::of(row.code),
            message: &row.message,
        }
    }
}

/// What was read back of a partition, planned or not.
#[derive(Serialize)]
struct Observed<'a> {
    topic: &'a str,
    partition: i32,
    readable: bool,
    offset: Option<String>,
    code: Option<Code>,
}

impl<'a> Observed<'a> {
    fn of((at, observed): (&'a TopicPartition, &Observation)) -> Self {
        let (readable, offset, code) = match observed {
            Observation::Committed(offset) => (true, decimal(*offset), None),
            Observation::Unreadable(code) => (false, None, code.map(Code::of)),
        };
        Self { topic: at.topic.as_str(), partition: at.partition.get(), readable, offset, code }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultRow<'a> {
    topic: &'a str,
    partition: i32,
    before: Option<String>,
    planned: Option<String>,
    grade: &'static str,
    /// What the endpoint said: `null` if nothing.
    claim: Option<ClaimOf<'a>>,
    re_read: ReRead,
    verdict: &'static str,
    reason: &'static str,
    contradictory: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum ClaimOf<'a> {
    Done { offset: Option<String> },
    Failed { code: Code, message: &'a str },
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum ReRead {
    Committed { offset: Option<String> },
    Unreadable { code: Option<Code> },
}

impl<'a> ResultRow<'a> {
    fn of(row: &'a VerifiedRow) -> Self {
        Self {
            topic: row.planned.at.topic.as_str(),
            partition: row.planned.at.partition.get(),
            before: decimal(row.planned.committed),
            planned: decimal(row.planned.target.and_then(Target::offset)),
            grade: Target::grade(row.planned.target),
            claim: match &row.claim {
                RowClaim::Ok(offset) => Some(ClaimOf::Done { offset: decimal(*offset) }),
                RowClaim::Failed(code, message) => Some(ClaimOf::Failed { code: Code::of(*code), message }),
                RowClaim::None => None,
            },
            re_read: match row.observed {
                Observation::Committed(offset) => ReRead::Committed { offset: decimal(offset) },
                Observation::Unreadable(code) => ReRead::Unreadable { code: code.map(Code::of) },
            },
            verdict: row.verdict.word(),
            reason: row.reason.word(),
            contradictory: row.contradictory,
        }
    }
}

#[derive(Serialize)]
struct OtherRow<'a> {
    topic: &'a str,
    partition: Option<i32>,
    code: Code,
    message: &'a str,
    requested: bool,
}

impl<'a> OtherRow<'a> {
    fn of(other: &'a VerifiedTopic) -> Self {
        Self {
            topic: other.topic.as_str(),
            partition: other.partition.map(PartitionId::get),
            code: Code::of(other.code),
            message: &other.message,
            requested: other.requested,
        }
    }
}
