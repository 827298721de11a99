//! Comma-separated values after RFC 4180, safe to open in a spreadsheet.

use super::words;
use kafka_offsets::{
    KafkaError, Observation, Offset, PlannedReset, ResetPlan, RowClaim, Target, VerifiedReset, VerifiedRow,
    VerifiedTopic,
};

const PLAN_HEAD: [&str; 13] = [
    "topic",
    "partition",
    "committed",
    "log_start",
    "log_end",
    "target",
    "grade",
    "delta",
    "replayed",
    "skipped",
    "lag_before",
    "lag_after",
    "notes",
];

const RESULT_HEAD: [&str; 13] = [
    "topic",
    "partition",
    "before",
    "planned",
    "grade",
    "returned",
    "re_read",
    "verdict",
    "reason",
    "code",
    "code_name",
    "message",
    "contradictory",
];

/// A plan, one line per partition in the original order; topics that cannot be planned come last, without a
/// partition. `replayed`, `skipped` and `lag_after` are written `123`, `>=123` or `<=123`.
pub fn plan_csv(plan: &ResetPlan) -> String {
    let rows = plan.rows.iter().map(planned);
    let missing = plan.missing.iter().map(|missing| {
        let mut line: [String; 13] = Default::default();
        let [topic, _, _, _, _, _, grade, .., notes] = &mut line;
        *topic = guarded(missing.topic.as_str());
        *grade = Target::grade(None).to_owned();
        *notes = format!("topic_failed:{}:{}", missing.code.code(), missing.code.name());
        line
    });
    write(PLAN_HEAD, rows.chain(missing))
}

/// A result, one line per planned partition; what is about no planned partition comes last.
pub fn result_csv(result: &VerifiedReset) -> String {
    write(RESULT_HEAD, result.rows.iter().map(verified).chain(result.others.iter().map(other)))
}

fn planned(row: &PlannedReset) -> [String; 13] {
    let notes: Vec<String> = row.adjustments.iter().map(ToString::to_string).collect();
    [
        guarded(row.at.topic.as_str()),
        row.at.partition.to_string(),
        number(row.committed),
        number(row.log_start),
        number(row.log_end),
        number(words::target_offset(row)),
        Target::grade(row.target).to_owned(),
        row.delta().map(|delta| delta.to_string()).unwrap_or_default(),
        words::count(row.replayed()).unwrap_or_default(),
        words::count(row.skipped()).unwrap_or_default(),
        row.lag_before().map(|lag| lag.to_string()).unwrap_or_default(),
        words::count(Some(row.lag_after())).unwrap_or_default(),
        notes.join("; "),
    ]
}

fn verified(row: &VerifiedRow) -> [String; 13] {
    let (returned, code, message) = match &row.claim {
        RowClaim::Ok(offset) => (*offset, Some(KafkaError::NONE), ""),
        RowClaim::Failed(code, message) => (None, Some(*code), message.as_str()),
        RowClaim::None => (None, None, ""),
    };
    let re_read = match row.observed {
        Observation::Committed(offset) => number(offset),
        Observation::Unreadable(_) => String::new(),
    };
    [
        guarded(row.planned.at.topic.as_str()),
        row.planned.at.partition.to_string(),
        number(row.planned.committed),
        number(words::target_offset(&row.planned)),
        Target::grade(row.planned.target).to_owned(),
        number(returned),
        re_read,
        row.verdict.word().to_owned(),
        row.reason.word().to_owned(),
        code.map(|code| code.code().to_string()).unwrap_or_default(),
        code.map(|code| code.name().into_owned()).unwrap_or_default(),
        guarded(message),
        row.contradictory.to_string(),
    ]
}

fn other(other: &VerifiedTopic) -> [String; 13] {
    let mut line: [String; 13] = Default::default();
    let [topic, partition, _, _, _, _, _, verdict, _, code, name, message, _] = &mut line;
    *topic = guarded(other.topic.as_str());
    *partition = other.partition.map(|partition| partition.to_string()).unwrap_or_default();
    *verdict = if other.requested { "failed" } else { "not_asked_for" }.to_owned();
    *code = other.code.code().to_string();
    *name = other.code.name().into_owned();
    *message = guarded(&other.message);
    line
}

fn number(offset: Option<Offset>) -> String {
    words::decimal(offset).unwrap_or_default()
}

/// Text from outside that a spreadsheet would run as a formula gets a quote before it (OWASP, "CSV injection").
/// Numbers of ours are left alone: a negative one begins with `-`, too, and has to stay a number.
fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

fn write(head: [&str; 13], lines: impl Iterator<Item = [String; 13]>) -> String {
    let mut out = String::new();
    line(&mut out, &head);
    for fields in lines {
        line(&mut out, &fields.each_ref().map(String::as_str));
    }
    out
}

/// One line of fields. A field that would be taken apart is quoted.
fn line(out: &mut String, fields: &[&str; 13]) {
    for (index, field) in fields.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        if field.contains([',', '"', '\r', '\n']) {
            out.push('"');
            out.push_str(&field.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(field);
        }
    }
    out.push_str("\r\n");
}
