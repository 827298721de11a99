//! Ctrl-C, at any moment: what was sent, and what to do about it.

use std::io::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

/// How far a command has come, as far as an interruption is concerned.
#[derive(Debug, Clone, Default)]
enum Phase {
    /// Nothing was sent.
    #[default]
    Before,
    /// A reset was sent, and its outcome is not known.
    Sent {
        /// Id of its record.
        record: String,
    },
    /// The outcome is known; what follows is only the second look.
    Known {
        /// The exit code.
        code: u8,
        /// What is still to be printed on standard output.
        document: Option<String>,
    },
}

/// Knows what to say if the program is interrupted. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Interrupt {
    phase: Arc<Mutex<Phase>>,
    json: bool,
}

impl Interrupt {
    /// Listens for Ctrl-C, and for being told to stop (SIGTERM, SIGHUP). Where the system lets nobody listen, an
    /// interruption ends the program without a word.
    pub(crate) fn listen(json: bool) -> Self {
        let interrupt = Self { json, ..Self::default() };
        let heard = interrupt.clone();
        let _ = ctrlc::set_handler(move || heard.end());
        interrupt
    }

    /// From now on nobody knows the outcome, until it was read back.
    pub(crate) fn sent(&self, record: &str) {
        self.set(Phase::Sent { record: record.to_owned() });
    }

    /// The outcome is known.
    pub(crate) fn known(&self, code: u8, document: Option<String>) {
        self.set(Phase::Known { code, document });
    }

    fn set(&self, phase: Phase) {
        *self.phase.lock().unwrap_or_else(PoisonError::into_inner) = phase;
    }

    fn end(&self) -> ! {
        // The lock stays with this thread: the command's own end must not overtake it
        let phase = self.phase.lock().unwrap_or_else(PoisonError::into_inner);
        let (code, sentence, document) = match &*phase {
            Phase::Before => (1, Some("interrupted; nothing was sent".to_owned()), None),
            Phase::Sent { record } => (5, Some(unknown(record)), None),
            Phase::Known { code, document } => (*code, None, document.clone()),
        };
        if let Some(sentence) = &sentence {
            let _ = writeln!(std::io::stderr(), "\nckafka-offsets: {sentence}");
        }
        let document = match (document, sentence) {
            (Some(document), _) => Some(document),
            (None, Some(sentence)) if self.json => Some(document_of(code, &sentence)),
            (None, _) => None,
        };
        if let Some(document) = document {
            let mut stdout = std::io::stdout();
            let _ = writeln!(stdout, "{document}").and_then(|()| stdout.flush());
        }
        std::process::exit(code.into())
    }
}

/// What to say of a reset whose outcome nobody waited for.
fn unknown(record: &str) -> String {
    format!(
        "interrupted after the reset was sent: nobody knows yet whether it happened. It is not sent again; find out \
         with: ckafka-offsets verify {record}"
    )
}

fn document_of(code: u8, sentence: &str) -> String {
    use crate::outcome::{Outcome, Report};
    let outcome = if code == Outcome::Unknown.code() { Outcome::Unknown } else { Outcome::Failed };
    Report::new(outcome, sentence).document("interrupted")
}
