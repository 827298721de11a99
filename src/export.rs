//! Plan and result as files. Pure: data in, text out; who downloads it is not known here.
//!
//! Offsets are decimal text in all formats, so that no spreadsheet and no JavaScript rounds them. Words are the
//! machine's, the same in every language of the page. Three kinds that are easily taken for one another: the report
//! (CSV with a head, safe to open in a spreadsheet), the document (JSON, which the page and the command line read back),
//! and Kafka's own reset plan (CSV without a head, exact).

mod csv;
mod file_name;
mod words;

pub use csv::{plan_csv, result_csv};
pub use file_name::file_name;

use kafka_offsets::{Note, PlanDocument, ResetPlan, ResetRecord, Timestamp, VerifiedReset, write_kafka_csv};

/// A file for the operator to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportFile {
    /// Instance, group, kind and UTC time.
    pub name: String,
    /// `text/csv;charset=utf-8` or `application/json`.
    pub media_type: &'static str,
    /// The content.
    pub content: String,
}

/// The two formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// RFC 4180, one line per partition.
    Csv,
    /// One document with a schema and a version.
    Json,
}

/// A plan as a file. `id` is the plan's, `endpoint` the URL that it was made through.
pub fn plan_file(
    format: ExportFormat,
    id: &str,
    instance: &str,
    endpoint: Option<&str>,
    plan: &ResetPlan,
) -> ExportFile {
    let content = match format {
        ExportFormat::Csv => plan_csv(plan),
        ExportFormat::Json => PlanDocument {
            id: id.to_owned(),
            instance: instance.to_owned(),
            endpoint: endpoint.map(str::to_owned),
            plan: plan.clone(),
            note: Note::default(),
        }
        .to_json(),
    };
    file(format, instance, plan, "plan", plan.taken_at, content)
}

/// Where a plan leads, as Kafka's own tool takes it (`--from-file`): topic, partition, offset; no head, nothing quoted
/// that need not be.
pub fn kafka_plan_file(instance: &str, plan: &ResetPlan) -> ExportFile {
    let content = write_kafka_csv(plan.absolute_offsets());
    file(ExportFormat::Csv, instance, plan, "kafka-plan", plan.taken_at, content)
}

/// A result as a file, named after the time when the offsets were read back.
pub fn result_file(format: ExportFormat, record: &ResetRecord, result: &VerifiedReset) -> ExportFile {
    let content = match format {
        ExportFormat::Csv => result_csv(result),
        ExportFormat::Json => record.to_json(),
    };
    let at = record.read_back_at.unwrap_or(record.started_at);
    file(format, &record.instance, &record.plan, "result", at, content)
}

/// The committed offsets from before a reset, as Kafka's own tool takes them (`--from-file`). Partitions that were never
/// committed are not in it.
pub fn old_offsets_file(instance: &str, plan: &ResetPlan) -> ExportFile {
    let rows = plan.rows.iter().filter_map(|row| Some((&row.at, row.committed?)));
    file(ExportFormat::Csv, instance, plan, "old-offsets", plan.taken_at, write_kafka_csv(rows))
}

fn file(
    format: ExportFormat,
    instance: &str,
    plan: &ResetPlan,
    kind: &str,
    at: Timestamp,
    content: String,
) -> ExportFile {
    let (extension, media_type) = match format {
        ExportFormat::Csv => ("csv", "text/csv;charset=utf-8"),
        ExportFormat::Json => ("json", "application/json"),
    };
    let name = file_name(instance, plan.request.group.as_str(), kind, at, extension);
    ExportFile { name, media_type, content }
}
