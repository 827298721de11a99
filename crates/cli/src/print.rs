//! Where a report goes: text to standard output, its sentence to standard error; or one document.

use crate::outcome::{Outcome, Report};
use std::io::Write as _;

/// Prints a report for people.
pub fn text(report: &Report) {
    let mut stdout = std::io::stdout();
    // A reader that has gone away (`| head`) is no reason to fail
    let _ = stdout.write_all(plain(&report.text).as_bytes()).and_then(|()| stdout.flush());
    if report.message.is_empty() {
        return;
    }
    let name = match report.outcome {
        Outcome::Done | Outcome::Confirmed => "",
        Outcome::Failed | Outcome::Usage | Outcome::Partly | Outcome::Refused | Outcome::Unknown => {
            "ckafka-offsets: "
        }
    };
    let _ = writeln!(std::io::stderr(), "{name}{}", plain(&report.message));
}

/// Prints the document of a report.
pub fn json(command: &str, report: &Report) {
    let mut stdout = std::io::stdout();
    let _ = writeln!(stdout, "{}", report.document(command)).and_then(|()| stdout.flush());
}

/// Without what a terminal would take for a command or show in another order: much of a report was written by others
/// (names of clients, messages of an endpoint).
fn plain(text: &str) -> String {
    let harmless = |c: char| {
        c == '\n' || !(c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
    };
    text.chars().flat_map(|c| if harmless(c) { vec![c] } else { c.escape_default().collect() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_wrote_cannot_command_the_terminal() {
        assert_eq!(plain("a\u{1b}[2J\tb\u{202e}c\nü 消费"), "a\\u{1b}[2J\\tb\\u{202e}c\nü 消费");
    }
}
