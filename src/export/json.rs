//! Documents with a schema and a version. Offsets and counts are decimal strings.

use super::words;
use crate::time::Civil;
use kafka_offsets::{
    Claim, Count, KafkaError, Observation, PlannedReset, ResetPlan, ResetScope, ResetStrategy, Resolution,
    RowClaim, Target, Timestamp, VerifiedReset, VerifiedRow, VerifiedTopic,
};
use serde::Serialize;

/// The version of both schemas; it rises when a field changes its meaning or goes away.
const VERSION: u32 = 1;

/// A plan as a document.
pub fn plan_json(instance: &str, plan: &ResetPlan) -> String {
    to_text(&PlanDocument {
        schema: "ckafka-offset-reset/plan",
        version: VERSION,
        instance,
        plan: Plan::of(plan),
    })
}

/// A result as a document, together with its plan. `at` is when the offsets were read back.
pub fn result_json(
    instance: &str,
    plan: &ResetPlan,
    claim: &Claim,
    result: &VerifiedReset,
    at: Timestamp,
) -> String {
    let (answered, request_id) = match claim {
        Claim::Answered(answer) => (true, answer.request_id.as_deref()),
        Claim::Lost => (false, None),
    };
    to_text(&ResultDocument {
        schema: "ckafka-offset-reset/result",
        version: VERSION,
        instance,
        plan: Plan::of(plan),
        answered,
        request_id,
        read_back_at: time(at),
        overall: result.overall().word(),
        rows: result.rows.iter().map(ResultRow::of).collect(),
        others: result.others.iter().map(OtherRow::of).collect(),
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PlanDocument<'a> {
    schema: &'static str,
    version: u32,
    instance: &'a str,
    plan: Plan<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultDocument<'a> {
    schema: &'static str,
    version: u32,
    instance: &'a str,
    plan: Plan<'a>,
    answered: bool,
    request_id: Option<&'a str>,
    read_back_at: String,
    overall: &'static str,
    rows: Vec<ResultRow<'a>>,
    others: Vec<OtherRow<'a>>,
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
    strategy: Strategy,
    rows: Vec<PlanRow<'a>>,
    missing: Vec<Missing<'a>>,
}

impl<'a> Plan<'a> {
    fn of(plan: &'a ResetPlan) -> Self {
        Self {
            group: plan.request.group.as_str(),
            group_state: plan.group_state.name(),
            create_group: plan.request.create_group,
            taken_at: time(plan.taken_at),
            resolution: match plan.resolution {
                Resolution::Here => "here",
                Resolution::AtEndpoint => "at_endpoint",
            },
            scope: match plan.request.scope {
                ResetScope::Topics(_) => "topics",
                ResetScope::AllTopicsOfGroup => "all_topics_of_group",
                ResetScope::Partitions(_) => "partitions",
            },
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
enum Strategy {
    Earliest,
    Latest,
    PointInTime { millis: String, time: String },
    ShiftBy { offsets: String },
    ExactOffset { offset: String },
    OffsetPerPartition,
}

impl Strategy {
    fn of(strategy: &ResetStrategy) -> Self {
        match strategy {
            ResetStrategy::Earliest => Self::Earliest,
            ResetStrategy::Latest => Self::Latest,
            ResetStrategy::Timestamp(at) => {
                Self::PointInTime { millis: at.as_millis().to_string(), time: time(*at) }
            }
            ResetStrategy::ShiftBy(by) => Self::ShiftBy { offsets: by.to_string() },
            ResetStrategy::Offset(offset) => Self::ExactOffset { offset: offset.get().to_string() },
            ResetStrategy::PerPartition(_) => Self::OffsetPerPartition,
        }
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
            committed: words::decimal(row.committed),
            log_start: words::decimal(row.log_start),
            log_end: words::decimal(row.log_end),
            target: words::decimal(words::target_offset(row)),
            grade: Target::grade(row.target),
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
#[serde(rename_all = "camelCase")]
struct Missing<'a> {
    topic: &'a str,
    code: Code,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Code {
    code: i16,
    name: String,
}

impl Code {
    fn of(code: KafkaError) -> Self {
        Self { code: code.code(), name: code.name().into_owned() }
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
            before: words::decimal(row.planned.committed),
            planned: words::decimal(words::target_offset(&row.planned)),
            grade: Target::grade(row.planned.target),
            claim: match &row.claim {
                RowClaim::Ok(offset) => Some(ClaimOf::Done { offset: words::decimal(*offset) }),
                RowClaim::Failed(code, message) => Some(ClaimOf::Failed { code: Code::of(*code), message }),
                RowClaim::None => None,
            },
            re_read: match row.observed {
                Observation::Committed(offset) => ReRead::Committed { offset: words::decimal(offset) },
                Observation::Unreadable(code) => ReRead::Unreadable { code: code.map(Code::of) },
            },
            verdict: row.verdict.word(),
            reason: row.reason.word(),
            contradictory: row.contradictory,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
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
            partition: other.partition.map(kafka_offsets::PartitionId::get),
            code: Code::of(other.code),
            message: &other.message,
            requested: other.requested,
        }
    }
}

/// ISO 8601 in UTC with milliseconds.
fn time(at: Timestamp) -> String {
    match Civil::from_millis(at.as_millis()) {
        Some(civil) => format!("{}Z", civil.date_time_millis().replacen(' ', "T", 1)),
        None => format!("{} ms", at.as_millis()),
    }
}

fn to_text(document: &impl Serialize) -> String {
    // It fails only for maps whose keys are not text, and there is no map in these documents.
    serde_json::to_string_pretty(document).unwrap_or_default()
}
