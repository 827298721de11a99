//! `history`: resets that were sent from this machine.

use crate::args::{ExportArgs, ExportForm, HistoryCommand};
use crate::moment;
use crate::outcome::{Outcome, Report, Stopped, refused};
use crate::records;
use crate::report::{history_json, history_text, result_headline, result_json, result_text};
use crate::store::{Store, write_private};
use crate::words::{self, counted};
use kafka_offsets::{Offset, ResetRecord, Target, TopicPartition, write_kafka_csv};
use serde_json::{Value, json};

pub(super) fn run(command: Option<&HistoryCommand>, store: &Store) -> Result<Report, Stopped> {
    match command {
        None | Some(HistoryCommand::List) => list(store),
        Some(HistoryCommand::Show(args)) => show(&records::find(store, &args.record)?),
        Some(HistoryCommand::Export(args)) => export(&records::find(store, &args.record)?, args),
    }
}

fn list(store: &Store) -> Result<Report, Stopped> {
    let (records, unreadable) = records::all(store)?;
    let mut message = format!("{} in {}", counted(records.len(), "reset", "resets"), store.records().display());
    for sentence in &unreadable {
        message.push_str(&format!("; {sentence}"));
    }
    let report = Report::new(Outcome::Done, message).field("records", history_json(&records));
    Ok(report.text(if records.is_empty() { String::new() } else { history_text(&records) }))
}

fn show(record: &ResetRecord) -> Result<Report, Stopped> {
    let request = &record.plan.request;
    let mut text = format!(
        "Reset {}: group \"{}\" {}\nPartitions: {}\nSent {} to {} at {}\n",
        record.id,
        request.group,
        words::strategy(&request.strategy),
        words::scope(&request.scope),
        moment::shown(record.started_at),
        record.instance,
        record.endpoint.as_deref().unwrap_or("an endpoint that was not recorded"),
    );
    for (name, value) in [("Reason", &record.note.reason), ("Ticket", &record.note.ticket)] {
        if let Some(value) = value {
            text.push_str(&format!("{name}: {}\n", words::one_line(value)));
        }
    }
    let result = records::judged(record);
    let message = match &result {
        Some(result) => {
            text.push_str(&result_text(result));
            let at = record.read_back_at.map(moment::shown).unwrap_or_default();
            format!("{} at {at}", result_headline(result))
        }
        None => format!("it was never read back, so nobody knows yet: ckafka-offsets verify {}", record.id),
    };
    Ok(Report::new(Outcome::Done, message)
        .text(text)
        .field("record", document(record)?)
        .field("result", result.map_or(Value::Null, |result| result_json(&result, None))))
}

fn document(record: &ResetRecord) -> Result<Value, Stopped> {
    serde_json::from_str(&record.to_json()).map_err(|error| crate::outcome::failed(error.to_string()))
}

fn export(record: &ResetRecord, args: &ExportArgs) -> Result<Report, Stopped> {
    let (content, rows) = match args.form {
        ExportForm::Json => (record.to_json(), record.plan.rows.len()),
        ExportForm::OffsetsBefore => csv(record, |row| row.committed),
        ExportForm::OffsetsPlanned => csv(record, |row| match row.target {
            Some(Target::Exact(offset)) => Some(offset),
            _ => None,
        }),
    };
    if rows == 0 {
        return Err(refused("no partition of that reset has such an offset, so there is nothing to write"));
    }
    let left = record.plan.rows.len() - rows;
    let left = if left == 0 {
        String::new()
    } else {
        format!("; {} without such an offset left out", counted(left, "partition", "partitions"))
    };
    let counted = counted(rows, "partition", "partitions");
    match &args.output {
        Some(file) => {
            write_private(file, &content)?;
            let file = file.display().to_string();
            Ok(Report::new(Outcome::Done, format!("{counted} written to {file}{left}")).field("file", json!(file)))
        }
        None => Ok(Report::new(Outcome::Done, format!("{counted}{left}"))
            .text(content.clone())
            .field("content", json!(content))),
    }
}

fn csv(
    record: &ResetRecord,
    offset: impl Fn(&kafka_offsets::PlannedReset) -> Option<Offset>,
) -> (String, usize) {
    let rows: Vec<(&TopicPartition, Offset)> =
        record.plan.rows.iter().filter_map(|row| Some((&row.at, offset(row)?))).collect();
    let number = rows.len();
    (write_kafka_csv(rows.into_iter()), number)
}
