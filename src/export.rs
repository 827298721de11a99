//! Plan and result as files. Pure: data in, text out; who downloads it is not known here.
//!
//! Offsets are decimal text in both formats, so that no spreadsheet and no JavaScript rounds them. Words are the
//! machine's, the same in every language of the page.

mod csv;
mod file_name;
mod json;
mod words;

pub use csv::{plan_csv, result_csv};
pub use file_name::file_name;
pub use json::{plan_json, result_json};

use kafka_offsets::{Claim, ResetPlan, Timestamp, VerifiedReset};

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

/// A plan as a file.
pub fn plan_file(format: ExportFormat, instance: &str, plan: &ResetPlan) -> ExportFile {
    let content = match format {
        ExportFormat::Csv => plan_csv(plan),
        ExportFormat::Json => plan_json(instance, plan),
    };
    file(format, instance, plan, "plan", plan.taken_at, content)
}

/// A result as a file. `at` is when the offsets were read back; its file's name has this time.
pub fn result_file(
    format: ExportFormat,
    instance: &str,
    plan: &ResetPlan,
    claim: &Claim,
    result: &VerifiedReset,
    at: Timestamp,
) -> ExportFile {
    let content = match format {
        ExportFormat::Csv => result_csv(result),
        ExportFormat::Json => result_json(instance, plan, claim, result, at),
    };
    file(format, instance, plan, "result", at, content)
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
