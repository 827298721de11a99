//! Where a report goes: text to standard output, its sentence to standard error; or one document.

use crate::outcome::{Outcome, Report};
use std::io::Write as _;

/// Prints a report for people.
pub fn text(report: &Report) {
    let mut stdout = std::io::stdout();
    // A reader that has gone away (`| head`) is no reason to fail
    let _ = stdout.write_all(report.text.as_bytes()).and_then(|()| stdout.flush());
    if report.message.is_empty() {
        return;
    }
    let name = match report.outcome {
        Outcome::Done | Outcome::Confirmed => "",
        Outcome::Failed | Outcome::Usage | Outcome::Partly | Outcome::Refused | Outcome::Unknown => "ckafka-offsets: ",
    };
    let _ = writeln!(std::io::stderr(), "{name}{}", report.message);
}

/// Prints the document of a report.
pub fn json(command: &str, report: &Report) {
    let document = serde_json::to_string_pretty(&report.document(command)).unwrap_or_default();
    let mut stdout = std::io::stdout();
    let _ = writeln!(stdout, "{document}").and_then(|()| stdout.flush());
}
