//! What hosts are told: the `detail` of each event, as JSON text. Version 1; names and meanings only grow, they do not
//! change.
//!
//! Text, since a plan may have 100,000 rows, and the browser makes objects of one text many times faster than the two
//! sides make them field by field.

use kafka_offsets::{
    Count, EndpointFault, Observation, Offset, ResetPlan, ResetStrategy, RowClaim, Target, Verdict,
    VerifiedReset,
};
use reset_flow::{Announcement, Intent, Submission};
use serde::Serialize;

/// What every event about a plan says first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// Of the details; names and meanings only grow.
    pub version: u8,
    /// The instance.
    pub instance_id: String,
    /// The plan; the same in all events about it, in files and in the history.
    pub plan_id: String,
    /// It carries out what failed in the reset with this plan.
    pub retry_of: Option<String>,
    /// It takes back the reset with this plan.
    pub undo_of: Option<String>,
    /// The operator's reason, from the confirmation on.
    pub reason: Option<String>,
    /// The operator's ticket, from the confirmation on.
    pub ticket: Option<String>,
}

/// The `detail` of an announcement.
pub fn detail(about: &About, announcement: &Announcement) -> String {
    match announcement {
        Announcement::PlanCreated(plan) => plan_detail(about, plan),
        Announcement::ResetSubmitted(intent) => submission_detail(about, intent),
        Announcement::ResetSucceeded(result)
        | Announcement::ResetPartial(result)
        | Announcement::ResetFailed(result)
        | Announcement::ResetUnknown(result) => result_detail(about, result),
        Announcement::ResetRefused { plan, fault } => refused_detail(about, plan, fault),
    }
}

/// A plan in numbers; also what `confirm-requested` carries.
pub(super) fn plan_detail(about: &About, plan: &ResetPlan) -> String {
    let totals = plan.totals();
    let rows = plan.rows.iter().map(|row| PlanRow {
        topic: row.at.topic.as_str(),
        partition: row.at.partition.get(),
        before: offset(row.committed),
        planned: row.target.map(target),
    });
    text(
        about,
        &PlanDetail {
            group: plan.request.group.as_str(),
            strategy: strategy(&plan.request.strategy),
            partitions: totals.partitions,
            topics: totals.topics,
            replayed: count(totals.replayed),
            skipped: count(totals.skipped),
            failing: totals.failing,
            rows: rows.collect(),
        },
    )
}

fn submission_detail(about: &About, intent: &Intent) -> String {
    let mut topics: Vec<&str> = match &intent.submission {
        Submission::Topics { topics, .. } => topics.iter().map(|topic| topic.as_str()).collect(),
        Submission::Partitions { lines, .. } => lines.iter().map(|(at, ..)| at.topic.as_str()).collect(),
    };
    topics.dedup();
    text(
        about,
        &SubmissionDetail {
            group: intent.submission.group().as_str(),
            strategy: strategy(&intent.plan.request.strategy),
            topics,
        },
    )
}

fn result_detail(about: &About, result: &VerifiedReset) -> String {
    let rows = result.rows.iter().map(|row| {
        let (returned, code) = match &row.claim {
            RowClaim::Ok(returned) => (offset(*returned), Some(0)),
            RowClaim::Failed(code, _) => (None, Some(code.code())),
            RowClaim::None => (None, None),
        };
        ResultRow {
            topic: row.planned.at.topic.as_str(),
            partition: row.planned.at.partition.get(),
            before: offset(row.planned.committed),
            planned: row.planned.target.map(target),
            returned,
            read: match row.observed {
                Observation::Committed(committed) => offset(committed),
                Observation::Unreadable(_) => None,
            },
            verdict: verdict(row.verdict),
            code,
        }
    });
    let others = result.others.iter().map(|other| OtherRow {
        topic: other.topic.as_str(),
        partition: other.partition.map(|partition| partition.get()),
        code: other.code.code(),
    });
    text(
        about,
        &ResultDetail {
            confirmed: result.succeeded().count(),
            rows: rows.collect(),
            others: others.collect(),
        },
    )
}

/// Refused for certain: nothing moved, and no partition has a row.
fn refused_detail(about: &About, plan: &ResetPlan, fault: &EndpointFault) -> String {
    text(
        about,
        &RefusedDetail {
            group: plan.request.group.as_str(),
            strategy: strategy(&plan.request.strategy),
            confirmed: 0,
            rows: [],
            others: [],
            refused: Refusal { code: &fault.raw_code, message: &fault.raw_message },
        },
    )
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PlanDetail<'a> {
    group: &'a str,
    strategy: StrategyDetail,
    partitions: usize,
    topics: usize,
    replayed: CountDetail,
    skipped: CountDetail,
    failing: usize,
    rows: Vec<PlanRow<'a>>,
}

#[derive(Serialize)]
struct PlanRow<'a> {
    topic: &'a str,
    partition: i32,
    before: Option<String>,
    planned: Option<TargetDetail>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SubmissionDetail<'a> {
    group: &'a str,
    strategy: StrategyDetail,
    topics: Vec<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultDetail<'a> {
    confirmed: usize,
    rows: Vec<ResultRow<'a>>,
    others: Vec<OtherRow<'a>>,
}

#[derive(Serialize)]
struct ResultRow<'a> {
    topic: &'a str,
    partition: i32,
    before: Option<String>,
    planned: Option<TargetDetail>,
    returned: Option<String>,
    read: Option<String>,
    verdict: &'static str,
    code: Option<i16>,
}

#[derive(Serialize)]
struct OtherRow<'a> {
    topic: &'a str,
    partition: Option<i32>,
    code: i16,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RefusedDetail<'a> {
    group: &'a str,
    strategy: StrategyDetail,
    confirmed: usize,
    rows: [PlanRow<'a>; 0],
    others: [OtherRow<'a>; 0],
    refused: Refusal<'a>,
}

#[derive(Serialize)]
struct Refusal<'a> {
    code: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
struct StrategyDetail {
    name: &'static str,
    value: Option<String>,
}

#[derive(Serialize)]
struct TargetDetail {
    grade: &'static str,
    offset: Option<String>,
}

#[derive(Serialize)]
struct CountDetail {
    grade: &'static str,
    count: Option<String>,
}

/// Both in one object. Data of ours with text as its only keys can always be written, and none of it is empty.
fn text(about: &About, detail: &impl Serialize) -> String {
    let mut text = serde_json::to_string(about).unwrap_or_default();
    let detail = serde_json::to_string(detail).unwrap_or_default();
    text.pop();
    text.push(',');
    text.push_str(detail.strip_prefix('{').unwrap_or_default());
    text
}

fn strategy(strategy: &ResetStrategy) -> StrategyDetail {
    let (name, value) = match strategy {
        ResetStrategy::Earliest => ("earliest", None),
        ResetStrategy::Latest => ("latest", None),
        ResetStrategy::Timestamp(at) => ("timestamp", Some(at.as_millis().to_string())),
        ResetStrategy::ShiftBy(by) => ("shift-by", Some(by.to_string())),
        ResetStrategy::Offset(offset) => ("offset", Some(offset.to_string())),
        ResetStrategy::PerPartition(_) => ("per-partition", None),
    };
    StrategyDetail { name, value }
}

/// Offsets reach beyond 2^53, so they are text.
fn offset(offset: Option<Offset>) -> Option<String> {
    offset.map(|offset| offset.to_string())
}

fn target(target: Target) -> TargetDetail {
    let (grade, at) = match target {
        Target::Exact(at) => ("exact", Some(at)),
        Target::AtLeast(at) => ("at-least", Some(at)),
        Target::AtMost(at) => ("at-most", Some(at)),
        Target::ResolvedByServer => ("resolved-by-server", None),
    };
    TargetDetail { grade, offset: offset(at) }
}

fn count(count: Count) -> CountDetail {
    let (grade, number) = match count {
        Count::Exactly(number) => ("exact", Some(number)),
        Count::AtLeast(number) => ("at-least", Some(number)),
        Count::AtMost(number) => ("at-most", Some(number)),
        Count::Unknown => ("unknown", None),
    };
    CountDetail { grade, count: number.map(|number| number.to_string()) }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unknown => "unknown",
        Verdict::Differs => "differs",
        Verdict::NotApplied => "not-applied",
        Verdict::Confirmed => "confirmed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kafka_offsets::{
        GroupId, GroupState, GroupSummary, OffsetSnapshot, PartitionId, PartitionOffsets, ResetRequest,
        ResetScope, Resolution, TimeLookup, Timestamp, TopicPartition, TopicSelection,
    };
    use serde_json::{Value, json};
    use std::collections::BTreeMap;
    use std::sync::Arc;

    /// Beyond 2^53, where a number of JavaScript loses digits.
    const BIG: i64 = 9_007_199_254_740_993;

    fn plan() -> ResetPlan {
        let group: GroupId = "billing".parse().unwrap();
        let at =
            TopicPartition { topic: "orders".parse().unwrap(), partition: PartitionId::try_from(0).unwrap() };
        let offset = |number: i64| Some(Offset::try_from(number).unwrap());
        let offsets = PartitionOffsets {
            committed: offset(BIG),
            log_start: offset(7),
            log_end: offset(BIG + 2),
            at_time: TimeLookup::Unknown,
            error: None,
        };
        let snapshot = OffsetSnapshot {
            taken_at: Timestamp::try_from(0).unwrap(),
            group: GroupSummary { group: group.clone(), state: GroupState::Empty, members: Vec::new() },
            partitions: BTreeMap::from([(at, offsets)]),
            failed_topics: BTreeMap::new(),
            looked_up: None,
        };
        let topics = TopicSelection::new(["orders".parse().unwrap()]).unwrap();
        let request = ResetRequest {
            group,
            scope: ResetScope::Topics(topics),
            strategy: ResetStrategy::ShiftBy(1),
            create_group: false,
        };
        ResetPlan::compute(request, &snapshot, Resolution::AtEndpoint).unwrap()
    }

    fn told(announcement: &Announcement) -> Value {
        let about = About {
            version: 1,
            instance_id: "ckafka-1".to_owned(),
            plan_id: "1795298400000-00ff".to_owned(),
            undo_of: Some("1795298300000-00aa".to_owned()),
            reason: Some("wrong \"rates\"".to_owned()),
            ..About::default()
        };
        serde_json::from_str(&detail(&about, announcement)).unwrap()
    }

    #[test]
    fn a_plan_is_told_with_offsets_as_text_that_keeps_every_digit() {
        let told = told(&Announcement::PlanCreated(Arc::new(plan())));
        assert_eq!(told["version"], json!(1));
        assert_eq!(
            (&told["planId"], &told["undoOf"]),
            (&json!("1795298400000-00ff"), &json!("1795298300000-00aa"))
        );
        assert_eq!((&told["retryOf"], &told["ticket"]), (&json!(null), &json!(null)));
        assert_eq!(told["reason"], json!("wrong \"rates\""));
        assert_eq!((&told["instanceId"], &told["group"]), (&json!("ckafka-1"), &json!("billing")));
        assert_eq!(told["strategy"], json!({ "name": "shift-by", "value": "1" }));
        assert_eq!(told["rows"][0]["before"], json!("9007199254740993"));
        assert_eq!(told["rows"][0]["planned"], json!({ "grade": "exact", "offset": "9007199254740994" }));
        assert_eq!(told["skipped"], json!({ "grade": "exact", "count": "1" }));
        assert_eq!(told["replayed"], json!({ "grade": "exact", "count": "0" }));
    }

    #[test]
    fn a_refusal_is_told_with_the_endpoints_own_words_and_no_rows() {
        let fault = EndpointFault {
            kind: kafka_offsets::FaultKind::GroupNotEmpty,
            raw_code: "4000 (1049)".to_owned(),
            raw_message: "the group has members".to_owned(),
        };
        let told = told(&Announcement::ResetRefused { plan: Arc::new(plan()), fault });
        assert_eq!(told["refused"], json!({ "code": "4000 (1049)", "message": "the group has members" }));
        assert_eq!((&told["confirmed"], &told["rows"]), (&json!(0), &json!([])));
    }
}
