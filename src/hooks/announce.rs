//! What hosts are told: the `detail` of each event. Version 1; names and meanings only grow, they do not change.

use kafka_offsets::{
    Count, EndpointFault, Observation, Offset, ResetPlan, ResetStrategy, RowClaim, Target, Verdict,
    VerifiedReset,
};
use reset_flow::{Announcement, Submission};
use serde_json::{Map, Value, json};

/// The `detail` of an announcement.
pub fn detail(instance: &str, announcement: &Announcement) -> Value {
    match announcement {
        Announcement::PlanCreated(plan) => plan_detail(instance, plan),
        Announcement::ResetSubmitted(intent) => submission_detail(instance, &intent.submission),
        Announcement::ResetSucceeded(result)
        | Announcement::ResetPartial(result)
        | Announcement::ResetFailed(result)
        | Announcement::ResetUnknown(result) => result_detail(instance, result),
        Announcement::ResetRefused { plan, fault } => refused_detail(instance, plan, fault),
    }
}

/// A plan in numbers; also what `confirm-requested` carries.
pub(super) fn plan_detail(instance: &str, plan: &ResetPlan) -> Value {
    let totals = plan.totals();
    let mut detail = base(instance, plan.request.group.as_str(), &plan.request.strategy);
    detail.insert("partitions".to_owned(), json!(totals.partitions));
    detail.insert("topics".to_owned(), json!(totals.topics));
    detail.insert("replayed".to_owned(), count(totals.replayed));
    detail.insert("skipped".to_owned(), count(totals.skipped));
    detail.insert("failing".to_owned(), json!(totals.failing));
    let rows = plan.rows.iter().map(|row| {
        json!({
            "topic": row.at.topic.as_str(),
            "partition": row.at.partition.get(),
            "before": offset(row.committed),
            "planned": row.target.map(target),
        })
    });
    detail.insert("rows".to_owned(), rows.collect());
    Value::Object(detail)
}

fn submission_detail(instance: &str, submission: &Submission) -> Value {
    let mut detail = base(instance, submission.group.as_str(), &submission.strategy);
    detail.insert("topics".to_owned(), submission.topics.iter().map(|topic| topic.as_str()).collect());
    Value::Object(detail)
}

fn result_detail(instance: &str, result: &VerifiedReset) -> Value {
    let rows = result.rows.iter().map(|row| {
        let (returned, code) = match &row.claim {
            RowClaim::Ok(returned) => (offset(*returned), json!(0)),
            RowClaim::Failed(code, _) => (Value::Null, json!(code.code())),
            RowClaim::None => (Value::Null, Value::Null),
        };
        json!({
            "topic": row.planned.at.topic.as_str(),
            "partition": row.planned.at.partition.get(),
            "before": offset(row.planned.committed),
            "planned": row.planned.target.map(target),
            "returned": returned,
            "read": match row.observed {
                Observation::Committed(committed) => offset(committed),
                Observation::Unreadable(_) => Value::Null,
            },
            "verdict": verdict(row.verdict),
            "code": code,
        })
    });
    let others = result.others.iter().map(|other| {
        json!({
            "topic": other.topic.as_str(),
            "partition": other.partition.map(|partition| partition.get()),
            "code": other.code.code(),
        })
    });
    json!({
        "version": 1,
        "instanceId": instance,
        "confirmed": result.succeeded().count(),
        "rows": rows.collect::<Vec<_>>(),
        "others": others.collect::<Vec<_>>(),
    })
}

/// Refused for certain: nothing moved, and no partition has a row.
fn refused_detail(instance: &str, plan: &ResetPlan, fault: &EndpointFault) -> Value {
    let mut detail = base(instance, plan.request.group.as_str(), &plan.request.strategy);
    detail.insert("confirmed".to_owned(), json!(0));
    detail.insert("rows".to_owned(), json!([]));
    detail.insert("others".to_owned(), json!([]));
    detail.insert("refused".to_owned(), json!({ "code": fault.raw_code, "message": fault.raw_message }));
    Value::Object(detail)
}

fn base(instance: &str, group: &str, strategy: &ResetStrategy) -> Map<String, Value> {
    let (name, value) = match strategy {
        ResetStrategy::Earliest => ("earliest", None),
        ResetStrategy::Latest => ("latest", None),
        ResetStrategy::Timestamp(at) => ("timestamp", Some(at.as_millis().to_string())),
        ResetStrategy::ShiftBy(by) => ("shift-by", Some(by.to_string())),
        ResetStrategy::Offset(offset) => ("offset", Some(offset.to_string())),
        ResetStrategy::PerPartition(_) => ("per-partition", None),
    };
    let mut detail = Map::new();
    detail.insert("version".to_owned(), json!(1));
    detail.insert("instanceId".to_owned(), json!(instance));
    detail.insert("group".to_owned(), json!(group));
    detail.insert("strategy".to_owned(), json!({ "name": name, "value": value }));
    detail
}

/// Offsets reach beyond 2^53, so they are text.
fn offset(offset: Option<Offset>) -> Value {
    offset.map_or(Value::Null, |offset| Value::String(offset.to_string()))
}

fn target(target: Target) -> Value {
    let (grade, at) = match target {
        Target::Exact(at) => ("exact", Some(at)),
        Target::AtLeast(at) => ("at-least", Some(at)),
        Target::AtMost(at) => ("at-most", Some(at)),
        Target::ResolvedByServer => ("resolved-by-server", None),
    };
    json!({ "grade": grade, "offset": offset(at) })
}

fn count(count: Count) -> Value {
    let (grade, number) = match count {
        Count::Exactly(number) => ("exact", Some(number)),
        Count::AtLeast(number) => ("at-least", Some(number)),
        Count::AtMost(number) => ("at-most", Some(number)),
        Count::Unknown => ("unknown", None),
    };
    json!({ "grade": grade, "count": number.map(|number| number.to_string()) })
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unknown => "unknown",
        Verdict::Differs => "differs",
        Verdict::NotApplied => "not-applied",
        Verdict::Confirmed => "confirmed",
    }
}
