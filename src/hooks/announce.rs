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

#[cfg(test)]
mod tests {
    use super::*;
    use kafka_offsets::{
        GroupId, GroupState, GroupSummary, OffsetSnapshot, PartitionId, PartitionOffsets, ResetRequest,
        ResetScope, Resolution, TimeLookup, Timestamp, TopicPartition, TopicSelection,
    };
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

    #[test]
    fn a_plan_is_told_with_offsets_as_text_that_keeps_every_digit() {
        let told = detail("ckafka-1", &Announcement::PlanCreated(Arc::new(plan())));
        assert_eq!(told["version"], json!(1));
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
        let told = detail("ckafka-1", &Announcement::ResetRefused { plan: Arc::new(plan()), fault });
        assert_eq!(told["refused"], json!({ "code": "4000 (1049)", "message": "the group has members" }));
        assert_eq!((&told["confirmed"], &told["rows"]), (&json!(0), &json!([])));
    }
}
