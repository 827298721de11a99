//! An outcome, partition by partition, failures first.

use super::table::{Side, table};
use crate::words::{self, counted};
use kafka_offsets::{
    KafkaError, MovedSince, NextStep, Observation, Overall, RowClaim, Verdict, VerifiedReset, VerifiedRow,
};
use serde_json::{Value, json};

/// The outcome in one sentence.
pub fn result_headline(result: &VerifiedReset) -> String {
    let all = counted(result.rows.len(), "partition", "partitions");
    let confirmed = result.succeeded().count();
    match result.overall() {
        Overall::Succeeded => format!("reset: {confirmed} of {all} confirmed by reading them back"),
        Overall::Partial => format!("partly reset: {confirmed} of {all} confirmed by reading them back"),
        Overall::Failed => format!("not reset: no partition of {all} moved"),
        Overall::Unknown => {
            format!("outcome unknown: {confirmed} of {all} confirmed, some could not be read back")
        }
    }
}

/// The outcome as text: a table of what is not confirmed, then one of what is.
pub fn result_text(result: &VerifiedReset) -> String {
    let mut text = String::new();
    let failed: Vec<&VerifiedRow> = result.failed().collect();
    let succeeded: Vec<&VerifiedRow> = result.succeeded().collect();
    for (name, rows) in [("Failed", failed), ("Succeeded", succeeded)] {
        text.push_str(&format!("{name}: {}\n", counted(rows.len(), "partition", "partitions")));
        if !rows.is_empty() {
            text.push_str(&rows_text(&rows));
        }
    }
    for other in &result.others {
        let place = match other.partition {
            Some(partition) => format!("{}/{partition}", other.topic),
            None => other.topic.to_string(),
        };
        let said = if other.code.is_success() { "reported done".to_owned() } else { code(other.code) };
        let asked = if other.requested { "" } else { " (nobody asked for it)" };
        text.push_str(&format!("  {place}: {said}{asked}\n"));
    }
    text
}

fn rows_text(rows: &[&VerifiedRow]) -> String {
    table(
        [
            ("TOPIC", Side::Left),
            ("PARTITION", Side::Right),
            ("BEFORE", Side::Right),
            ("PLANNED", Side::Right),
            ("RETURNED", Side::Right),
            ("RE-READ", Side::Right),
            ("VERDICT", Side::Left),
            ("WHY", Side::Left),
        ],
        rows.iter().map(|row| {
            [
                row.planned.at.topic.to_string(),
                row.planned.at.partition.to_string(),
                words::offset_or(row.planned.committed, "none"),
                words::target(row.planned.target),
                match &row.claim {
                    RowClaim::Ok(offset) => words::offset_or(*offset, "-"),
                    RowClaim::Failed(..) => "failed".to_owned(),
                    RowClaim::None => "-".to_owned(),
                },
                match row.observed {
                    Observation::Committed(offset) => words::offset_or(offset, "none"),
                    Observation::Unreadable(_) => "?".to_owned(),
                },
                words::verdict(row.verdict).to_owned(),
                why(row),
            ]
        }),
    )
}

fn why(row: &VerifiedRow) -> String {
    let mut why = words::verdict_reason(row.reason).to_owned();
    let mut more = |said: String| {
        if !why.is_empty() {
            why.push_str(": ");
        }
        why.push_str(&said);
    };
    match &row.claim {
        RowClaim::Failed(error, message) if message.is_empty() => more(code(*error)),
        RowClaim::Failed(error, message) => more(format!("{message}, {}", code(*error))),
        RowClaim::Ok(_) | RowClaim::None => {}
    }
    if let Observation::Unreadable(Some(error)) = row.observed {
        more(code(error));
    }
    if row.verdict != Verdict::Confirmed
        && let RowClaim::Failed(error, _) = &row.claim
    {
        let next = next_step(error.next_step());
        if !next.is_empty() {
            why.push_str("; ");
            why.push_str(next);
        }
    }
    why
}

fn code(error: KafkaError) -> String {
    format!("{} ({})", error.name(), error.code())
}

fn next_step(step: NextStep) -> &'static str {
    match step {
        NextStep::Nothing => "",
        NextStep::TryAgain => "a passing state of the cluster: retry in a moment",
        NextStep::ReadBack => "read the offsets back before anything else",
        NextStep::StopConsumers => "stop the group's consumers, then plan again",
        NextStep::PlanAgain => "plan again",
        NextStep::ChooseAnotherStrategy => "choose another strategy",
        NextStep::CheckTopic => "check the topic's name and its partitions",
        NextStep::CheckGroup => "check the group's name",
        NextStep::AskForPermission => "ask the cluster's owner for the permission",
        NextStep::CheckCredentials => "check the endpoint's own login at the brokers",
        NextStep::SendLess => "send fewer partitions at once",
        NextStep::CheckBrokerVersion => "ask which version the brokers run",
        NextStep::CheckCluster => "the cluster's administrator has to look",
        NextStep::ReportFault => "report it to whoever runs the endpoint",
    }
}

/// What a look some time later found, for `--json`.
pub fn moved_json(moved: &[MovedSince]) -> Value {
    moved.iter().map(one_moved_json).collect()
}

fn one_moved_json(moved: &MovedSince) -> Value {
    json!({
        "topic": moved.at.topic.as_str(),
        "partition": moved.at.partition.get(),
        "readBack": moved.read_back.map(|offset| offset.to_string()),
        "now": moved.now.map(|offset| offset.to_string()),
    })
}

/// What a look some time later found, as text.
pub fn moved_text(moved: &[MovedSince]) -> String {
    table(
        [
            ("TOPIC", Side::Left),
            ("PARTITION", Side::Right),
            ("READ BACK", Side::Right),
            ("NOW", Side::Right),
            ("MOVED", Side::Right),
        ],
        moved.iter().map(|row| {
            [
                row.at.topic.to_string(),
                row.at.partition.to_string(),
                words::offset_or(row.read_back, "none"),
                words::offset_or(row.now, "none"),
                row.moved().map_or_else(|| "?".to_owned(), |by| format!("{by:+}")),
            ]
        }),
    )
}
