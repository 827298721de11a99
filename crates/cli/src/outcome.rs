//! How a command ended: its exit code, what it says, and the document that `--json` prints.

use crate::connect::ConnectError;
use crate::moment::MomentError;
use crate::store::StoreError;
use crate::topics::TopicError;
use kafka_offsets::EndpointFault;
use serde_json::{Value, json};
use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// What was asked for was done; nothing was to be moved.
    Done,
    /// Every offset was read back where it should be.
    Confirmed,
    /// Failed, and nothing moved.
    Failed,
    /// The command line or a file is wrong.
    Usage,
    /// Something moved, but not everything is confirmed.
    Partly,
    /// Refused for the state of the group, of the plan or of the confirmation; nothing was sent.
    Refused,
    /// Sent, and nobody can say yet what happened.
    Unknown,
}

impl Outcome {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Done | Self::Confirmed => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Partly => 3,
            Self::Refused => 4,
            Self::Unknown => 5,
        }
    }

    /// The word in `--json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Confirmed => "confirmed",
            Self::Failed => "failed",
            Self::Usage => "usage",
            Self::Partly => "partly",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome.code())
    }
}

/// Everything that a command has to say.
#[derive(Debug, Clone)]
pub struct Report {
    /// How it ended.
    pub outcome: Outcome,
    /// One sentence: what happened, and what to do next.
    pub message: String,
    /// For people, on standard output; ends with a line break or is empty.
    pub text: String,
    /// More fields of the document, each as JSON.
    pub(crate) fields: Vec<(&'static str, String)>,
}

impl Report {
    /// A report without further fields.
    pub fn new(outcome: Outcome, message: impl Into<String>) -> Self {
        Self { outcome, message: message.into(), text: String::new(), fields: Vec::new() }
    }

    /// With this text before the sentence.
    pub fn text(mut self, text: String) -> Self {
        self.text = text;
        self
    }

    /// With this sentence instead.
    pub fn message(self, message: impl Into<String>) -> Self {
        Self { message: message.into(), ..self }
    }

    /// With one more field.
    pub fn field(self, name: &'static str, value: &Value) -> Self {
        self.document_field(name, value.to_string())
    }

    /// With one more field that is a document of its own already. It may be a megabyte, so it is taken as it is. A field
    /// that is there already gets this value.
    pub fn document_field(mut self, name: &'static str, document: String) -> Self {
        self.fields.retain(|(known, _)| *known != name);
        self.fields.push((name, document));
        self
    }

    /// The document that `--json` prints.
    pub fn document(&self, command: &str) -> String {
        let beginning = [
            ("schema", json!("ckafka-offset-reset/command")),
            ("version", json!(1)),
            ("command", json!(command)),
            ("outcome", json!(self.outcome.word())),
            ("exitCode", json!(self.outcome.code())),
            ("message", json!(self.message)),
        ];
        let beginning = beginning.iter().map(|(name, value)| (*name, value.to_string()));
        let fields =
            beginning.chain(self.fields.iter().cloned()).map(|(name, value)| format!("\"{name}\": {value}"));
        format!("{{\n{}\n}}", fields.collect::<Vec<_>>().join(",\n"))
    }
}

/// Why a command stopped before it could report anything else. Nothing was sent.
pub type Stopped = Box<Report>;

/// The command line or a file is wrong.
pub fn usage(message: impl Into<String>) -> Stopped {
    Box::new(Report::new(Outcome::Usage, message))
}

/// Refused for the state of things.
pub fn refused(message: impl Into<String>) -> Stopped {
    Box::new(Report::new(Outcome::Refused, message))
}

/// It did not work, and nothing moved.
pub fn failed(message: impl Into<String>) -> Stopped {
    Box::new(Report::new(Outcome::Failed, message))
}

impl From<ConnectError> for Stopped {
    fn from(error: ConnectError) -> Self {
        usage(error.to_string())
    }
}

impl From<MomentError> for Stopped {
    fn from(error: MomentError) -> Self {
        usage(error.to_string())
    }
}

impl From<TopicError> for Stopped {
    fn from(error: TopicError) -> Self {
        usage(error.to_string())
    }
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Io { .. } => failed(error.to_string()),
            StoreError::NoHome | StoreError::NotFound(_) | StoreError::BadId(_) => usage(error.to_string()),
            StoreError::Exists(_) => refused(error.to_string()),
        }
    }
}

impl From<EndpointFault> for Stopped {
    fn from(fault: EndpointFault) -> Self {
        let document = fault_json(&fault);
        Box::new(Report::new(Outcome::Failed, format!("{fault}; nothing was sent")).field("fault", &document))
    }
}

/// A fault for `--json`.
pub fn fault_json(fault: &EndpointFault) -> Value {
    json!({
        "kind": format!("{:?}", fault.kind),
        "meaning": fault.kind.meaning(),
        "rawCode": fault.raw_code,
        "rawMessage": fault.raw_message,
    })
}
