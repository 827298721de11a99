//! A plan under review: every row, the sums, the risk, and whether it could be taken back.

use super::table::{Side, table};
use crate::words::{self, counted};
use kafka_offsets::{
    Count, PLAN_LIFETIME_MILLIS, PlanTotals, Risk, TopicUndo, UndoOutlook, UndoReason, UndoVerdict,
};
use reset_flow::{Origin, Reviewing};
use serde_json::{Value, json};

/// The review as text.
pub fn review_text(review: &Reviewing, id: &str, instance: &str, endpoint: &str) -> String {
    let plan = &review.plan;
    let request = &plan.request;
    let mut text = format!(
        "Plan {id}: move group \"{}\" {}\nPartitions: {}\nRead {} from {instance} at {endpoint}; the group is {}\n\n",
        request.group,
        words::strategy(&request.strategy),
        words::scope(&request.scope),
        plan.taken_at,
        plan.group_state,
    );
    text.push_str(&table(
        [
            ("TOPIC", Side::Left),
            ("PARTITION", Side::Right),
            ("COMMITTED", Side::Right),
            ("LOG START", Side::Right),
            ("LOG END", Side::Right),
            ("TARGET", Side::Right),
            ("MOVES", Side::Right),
            ("REPLAYS", Side::Right),
            ("SKIPS", Side::Right),
            ("LAG AFTER", Side::Right),
            ("GRADE", Side::Left),
            ("NOTES", Side::Left),
        ],
        plan.rows.iter().map(|row| {
            [
                row.at.topic.to_string(),
                row.at.partition.to_string(),
                words::offset_or(row.committed, "none"),
                words::offset_or(row.log_start, "?"),
                words::offset_or(row.log_end, "?"),
                words::target(row.target),
                words::delta(row),
                words::count(row.replayed()),
                words::count(row.skipped()),
                words::count(Some(row.lag_after())),
                words::grade(row.target).to_owned(),
                words::notes(row),
            ]
        }),
    ));
    for missing in &plan.missing {
        text.push_str(&format!(
            "  {}  will fail: {} ({})\n",
            missing.topic,
            missing.code.meaning(),
            missing.code.name()
        ));
    }
    text.push('\n');
    text.push_str(&totals_text(&plan.totals()));
    text.push_str(&risk_text(review));
    text.push_str(&undo_text(&review.undo));
    text.push_str(&consumed_text(review));
    text
}

fn totals_text(totals: &PlanTotals) -> String {
    let mut text = format!(
        "{} in {}: replays {}, skips {}\n",
        counted(totals.partitions, "partition", "partitions"),
        counted(totals.topics, "topic", "topics"),
        words::records(totals.replayed),
        words::records(totals.skipped),
    );
    for (number, what) in [
        (totals.unchanged, "would stay where it is"),
        (totals.first_commits, "would get the group's first offset; how much is read or missed is not known"),
        (totals.failing, "cannot be done and will fail"),
    ] {
        if number > 0 {
            text.push_str(&format!("  {} {what}\n", counted(number, "partition", "partitions")));
        }
    }
    text
}

fn risk_text(review: &Reviewing) -> String {
    let why = words::why_that_risk(review.risk, &review.reasons);
    let group = &review.plan.request.group;
    match review.risk {
        Risk::Low => "Risk: low\n".to_owned(),
        Risk::Medium => format!("Risk: medium, since {why}; `apply` wants --yes\n"),
        Risk::High => format!("Risk: high, since {why}; `apply` wants --confirm {}\n", shell(group.as_str())),
    }
}

fn undo_text(undo: &UndoOutlook) -> String {
    let verdict = match undo.verdict {
        UndoVerdict::Exact => "exact; every partition can be put back",
        UndoVerdict::ExactIfRetained => {
            "exact if the old offsets are still in the log, which this endpoint does not tell"
        }
        UndoVerdict::FileOnly => "by file only; `history export --as offsets-before` gives it afterwards",
        UndoVerdict::NotPossible => "not possible in every partition",
    };
    let mut text = format!("Undo: {verdict}\n");
    if undo.verdict != UndoVerdict::Exact {
        for topic in &undo.topics {
            text.push_str(&format!("  {}: {}\n", topic.topic, undo_reason(topic)));
        }
    }
    text
}

fn undo_reason(topic: &TopicUndo) -> String {
    let exact = match topic.verdict {
        UndoVerdict::ExactIfRetained => "exact if still in the log",
        UndoVerdict::Exact | UndoVerdict::FileOnly | UndoVerdict::NotPossible => "exact",
    };
    match topic.reason {
        UndoReason::NothingMoves => "nothing moves".to_owned(),
        UndoReason::OffsetPerPartition => format!("{exact}, each partition by its own offset"),
        UndoReason::OnePartition => format!("{exact}, it has one partition"),
        UndoReason::SameOffset => format!("{exact}, its partitions are at the same offset"),
        UndoReason::ShiftBack => format!("{exact}, by shifting back"),
        UndoReason::OffsetsDiffer => {
            "by file only: its partitions are at different offsets, and the endpoint moves whole topics"
                .to_owned()
        }
        UndoReason::ShiftClamped => {
            "by file only: the shift is cut short in some partition, so shifting back leads elsewhere"
                .to_owned()
        }
        UndoReason::FirstCommits { partitions, of } => {
            format!("not possible in {partitions} of {of} partitions: a first commit cannot be taken back")
        }
        UndoReason::OldOffsetGone { partitions, of } => {
            format!(
                "not possible in {partitions} of {of} partitions: the old offset is not in the log any more"
            )
        }
        UndoReason::OldOffsetUnread { partitions, of } => {
            format!("not possible in {partitions} of {of} partitions: the old offset could not be read")
        }
    }
}

fn consumed_text(review: &Reviewing) -> String {
    let Some(consumed) = review.consumed.as_ref().filter(|consumed| !consumed.rows.is_empty()) else {
        return String::new();
    };
    let undone = matches!(review.asked.origin, Origin::Undo(_));
    let mut text = format!(
        "Since that reset was read back, the group has moved in {}: {}{}\n",
        counted(consumed.rows.len(), "partition", "partitions"),
        words::records(Count::at_most(consumed.consumed)),
        if undone {
            " were consumed meanwhile, and would be read again or skipped"
        } else {
            " were consumed meanwhile"
        },
    );
    if consumed.moved_back > 0 {
        text.push_str(&format!(
            "  and it was moved back over {} offsets\n",
            words::grouped(consumed.moved_back)
        ));
    }
    text
}

/// The review's part of the document; the plan itself is beside it.
pub fn review_json(review: &Reviewing) -> Value {
    let totals = review.plan.totals();
    let reasons: Vec<&str> = review.reasons.iter().map(|reason| words::risk_reason_key(*reason)).collect();
    let topics: Vec<Value> = review
        .undo
        .topics
        .iter()
        .map(|topic| {
            json!({
                "topic": topic.topic.as_str(),
                "verdict": undo_key(topic.verdict),
                "reason": undo_reason(topic),
            })
        })
        .collect();
    let expires = review.plan.taken_at.as_millis().saturating_add_unsigned(PLAN_LIFETIME_MILLIS);
    json!({
        "risk": words::risk(review.risk),
        "riskReasons": reasons,
        "confirmWith": match review.risk {
            Risk::Low => Value::Null,
            Risk::Medium => json!("--yes"),
            Risk::High => json!("--confirm"),
        },
        "expiresAt": kafka_offsets::Timestamp::try_from(expires).map(|at| at.to_string()).ok(),
        "totals": {
            "partitions": totals.partitions,
            "topics": totals.topics,
            "replayed": count_json(totals.replayed),
            "skipped": count_json(totals.skipped),
            "unchanged": totals.unchanged,
            "firstCommits": totals.first_commits,
            "failing": totals.failing,
            "missingTopics": review.plan.missing.len(),
        },
        "undo": { "verdict": undo_key(review.undo.verdict), "topics": topics },
        "consumedSince": review.consumed.as_ref().map(|consumed| json!({
            "partitions": consumed.rows.len(),
            "consumed": consumed.consumed.to_string(),
            "movedBack": consumed.moved_back.to_string(),
        })),
    })
}

/// As in the plan's own document: a number with its bound, as decimal text; `null` if it is not known.
fn count_json(count: Count) -> Value {
    match count {
        Count::Exactly(number) => json!({ "exactly": number.to_string() }),
        Count::AtLeast(number) => json!({ "atLeast": number.to_string() }),
        Count::AtMost(number) => json!({ "atMost": number.to_string() }),
        Count::Unknown => Value::Null,
    }
}

fn undo_key(verdict: UndoVerdict) -> &'static str {
    match verdict {
        UndoVerdict::Exact => "exact",
        UndoVerdict::ExactIfRetained => "exact_if_retained",
        UndoVerdict::FileOnly => "file_only",
        UndoVerdict::NotPossible => "not_possible",
    }
}

/// A word as a shell takes it.
pub(crate) fn shell(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@%+=,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}
