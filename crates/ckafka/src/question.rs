//! What a call asks, in the words of one version of the API.

use crate::Params;
use kafka_offsets::TopicName;

/// An action with its own parameters, not yet signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// API 2.0: parameters by name.
    V2 {
        /// Name of the action.
        action: &'static str,
        /// The action's own parameters.
        params: Params,
    },
    /// API 3.0: a JSON object.
    V3 {
        /// Name of the action.
        action: &'static str,
        /// The action's parameters.
        body: JsonBody,
    },
}

impl Question {
    /// Name of the action.
    pub fn action(&self) -> &'static str {
        match self {
            Self::V2 { action, .. } | Self::V3 { action, .. } => action,
        }
    }
}

/// The parameters of a request to API 3.0: members of a JSON object, in sending order.
///
/// Offsets are written as whole numbers with all their digits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JsonBody(Vec<String>);

impl JsonBody {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn text(mut self, name: &str, value: &str) -> Self {
        self.push(name, &quoted(value));
        self
    }

    pub(crate) fn number(mut self, name: &str, value: i64) -> Self {
        self.push(name, &value.to_string());
        self
    }

    /// A list; its elements are JSON already.
    pub(crate) fn list(mut self, name: &str, elements: Vec<String>) -> Self {
        self.push(name, &format!("[{}]", elements.join(",")));
        self
    }

    pub(crate) fn topics<'a>(self, name: &str, topics: impl Iterator<Item = &'a TopicName>) -> Self {
        self.list(name, topics.map(|topic| quoted(topic.as_str())).collect())
    }

    /// The object as it is sent and signed.
    pub fn to_json(&self) -> String {
        format!("{{{}}}", self.0.join(","))
    }

    /// The same object with a member on each line, for people.
    pub fn to_pretty(&self) -> String {
        if self.0.is_empty() { "{}".to_owned() } else { format!("{{\n  {}\n}}", self.0.join(",\n  ")) }
    }

    fn push(&mut self, name: &str, json: &str) {
        self.0.push(format!("\"{name}\":{json}"));
    }
}

/// A text as JSON.
pub(crate) fn quoted(text: &str) -> String {
    // Text can always be written
    serde_json::to_string(text).unwrap_or_default()
}
