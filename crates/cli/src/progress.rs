//! A line on the terminal about what is going on; silent where standard error is none.

use crate::interrupt::Interrupt;
use crate::runner::Watch;
use crate::words;
use reset_flow::{Announcement, BlockReason, CheckStep, ReadBackStep, State, WaitStep};
use std::io::{IsTerminal as _, Write as _};

/// Shows where a reset stands.
#[derive(Debug)]
pub(crate) struct Progress {
    interrupt: Interrupt,
    /// The record that is written before anything is sent.
    record: String,
    shown: Option<String>,
    terminal: bool,
}

impl Progress {
    /// A progress line for the plan of this id.
    pub(crate) fn new(interrupt: Interrupt, record: &str) -> Self {
        let terminal = std::io::stderr().is_terminal();
        Self { interrupt, record: record.to_owned(), shown: None, terminal }
    }

    fn show(&mut self, line: Option<String>) {
        if !self.terminal || line == self.shown {
            return;
        }
        // Back to the beginning of the line, and clear it
        let _ = write!(std::io::stderr(), "\r\x1b[2K{}", line.as_deref().unwrap_or_default());
        let _ = std::io::stderr().flush();
        self.shown = line;
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.show(None);
    }
}

impl Watch for Progress {
    fn state(&mut self, state: &State) {
        let line = line(state);
        self.show(line);
    }

    fn sending(&mut self) {
        self.interrupt.sent(&self.record);
    }

    fn news(&mut self, _: &Announcement) {}
}

fn line(state: &State) -> Option<String> {
    match state {
        State::Planning(_) => Some("reading the group and its offsets ...".to_owned()),
        State::Blocked(blocked) => {
            let waiting = blocked.waiting.as_ref()?;
            let BlockReason::GroupNotEmpty { state, members } = &blocked.reason else { return None };
            let group = words::state_and_members(state, members.len());
            Some(match waiting.step {
                WaitStep::Pausing { millis, .. } => {
                    format!(
                        "the group is {group}; looking again in {} s (Ctrl-C stops waiting) ...",
                        millis / 1000
                    )
                }
                WaitStep::Reading { .. } => format!("the group is {group}; looking again ..."),
            })
        }
        State::Checking(checking) => Some(match checking.step {
            CheckStep::Claiming { .. } => "claiming the group ...".to_owned(),
            CheckStep::Group { .. } | CheckStep::Offsets { .. } => {
                "checking that everything is as planned ...".to_owned()
            }
            CheckStep::Recording { .. } => "writing the record ...".to_owned(),
        }),
        State::Submitting(_) => Some("sent, once; waiting for the answer ...".to_owned()),
        State::Verifying(back) | State::OutcomeUnknown(back) => {
            let lost = if matches!(state, State::OutcomeUnknown(_)) { "the answer was lost; " } else { "" };
            Some(match back.step {
                ReadBackStep::Reading { .. } => {
                    format!("{lost}reading the offsets back, try {} ...", back.reads)
                }
                ReadBackStep::Waiting { millis, .. } => {
                    format!("{lost}reading the offsets back; next try in {} ms, 10 s in all ...", millis)
                }
            })
        }
        State::Editing
        | State::Reviewing(_)
        | State::AskingHost(_)
        | State::Drifted(_)
        | State::Finished(_) => None,
    }
}
