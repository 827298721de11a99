//! Instances: what one endpoint can stand in front of several of.

use std::fmt;
use std::str::FromStr;

/// Id of an instance, e.g. `ckafka-8j4rodrr`; every call but the list of instances names one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InstanceId(String);

/// Why an instance id was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InstanceIdError {
    /// No character in it.
    #[error("the instance id is empty")]
    Empty,
    /// Longer than any real one.
    #[error("the instance id is {0} bytes long; at most 255 are taken")]
    Long(usize),
    /// White space or a control character, most likely from copying.
    #[error("the instance id \"{0}\" contains white space or a control character")]
    WhiteSpace(String),
}

impl InstanceId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for InstanceId {
    type Err = InstanceIdError;

    fn from_str(text: &str) -> Result<Self, InstanceIdError> {
        if text.is_empty() {
            return Err(InstanceIdError::Empty);
        }
        if text.len() > 255 {
            return Err(InstanceIdError::Long(text.len()));
        }
        if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(InstanceIdError::WhiteSpace(text.escape_default().to_string()));
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for InstanceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
