//! `history`: resets that were sent from this machine.

use crate::args::{ExportArgs, ExportForm, HistoryCommand};
use crate::outcome::{Outcome, Report, Stopped, refused};
use crate::records::{self, Kept};
use crate::report::{history_json, history_text, result_headline, result_text};
use crate::store::{Store, write_private};
use crate::words::{self, counted};
use kafka_offsets::{Offset, TopicPartition, write_kafka_csv};
use serde_json::json;

pub(super) fn run(command: Option<&HistoryCommand>, store: &Store) -> Result<Report, Stopped> {
    match command {
        None | Some(HistoryCommand::List) => list(store),
        Some(HistoryCommand::Show(args)) => show(&records::find(store, &args.record)?),
        Some(HistoryCommand::Export(args)) => export(&records::find(store, &args.record)?, args),
    }
}

fn list(store: &Store) -> Result<Report, Stopped> {
    let (records, unreadable) = records::all(store)?;
    let mut message =
        format!("{} in {}", counted(records.len(), "reset", "resets"), store.records().display());
    for sentence in &unreadable {
        message.push_str(&format!("; {sentence}"));
    }
    let report = Report::new(Outcome::Done, message).field("records", &history_json(&records));
    Ok(report.text(if records.is_empty() { String::new() } else { history_text(&records) }))
}

fn show(kept: &Kept) -> Result<Report, Stopped> {
    let record = &kept.record;
    let request = &record.plan.request;
    let mut text = format!(
        "Reset {}: group \"{}\" {}\nPartitions: {}\nSent {} to {} at {}\n",
        record.id,
        request.group,
        words::strategy(&request.strategy),
        words::scope(&request.scope),
        record.started_at,
        record.instance,
        record.endpoint.as_deref().unwrap_or("an endpoint that was not recorded"),
    );
    for (name, value) in [("Reason", &record.note.reason), ("Ticket", &record.note.ticket)] {
        if let Some(value) = value {
            text.push_str(&format!("{name}: {}\n", words::one_line(value)));
        }
    }
    let message = match (kept.judged(), &kept.record.refused) {
        (Some(result), _) => {
            text.push_str(&result_text(&result));
            let at = record.read_back_at.map(|at| at.to_string()).unwrap_or_default();
            format!("{} at {at}", result_headline(&result))
        }
        (None, Some(refused)) => format!("the endpoint refused it, and nothing moved: {refused}"),
        (None, None) => {
            format!("it was never read back, so nobody knows yet: ckafka-offsets verify {}", record.id)
        }
    };
    Ok(Report::new(Outcome::Done, message)
        .text(text)
        .document_field("record", kept.to_json())
        .field("overall", &json!(kept.outcome())))
}

fn export(kept: &Kept, args: &ExportArgs) -> Result<Report, Stopped> {
    let plan = &kept.record.plan;
    let (content, rows) = match args.form {
        ExportForm::Json => (kept.to_json(), plan.rows.len()),
        ExportForm::OffsetsBefore => csv(plan.old_offsets()),
        ExportForm::OffsetsPlanned => csv(plan.absolute_offsets()),
    };
    if rows == 0 {
        return Err(refused("no partition of that reset has such an offset, so there is nothing to write"));
    }
    let left = plan.rows.len() - rows;
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
            Ok(Report::new(Outcome::Done, format!("{counted} written to {file}{left}"))
                .field("file", &json!(file)))
        }
        None => Ok(Report::new(Outcome::Done, format!("{counted}{left}"))
            .text(content.clone())
            .field("content", &json!(content))),
    }
}

fn csv<'a>(rows: impl Iterator<Item = (&'a TopicPartition, Offset)>) -> (String, usize) {
    let rows: Vec<_> = rows.collect();
    let number = rows.len();
    (write_kafka_csv(rows.into_iter()), number)
}
