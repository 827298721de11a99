//! The list of topics: the parameter whose absence means *all of them*.

use super::fields::refused;
use crate::{ParameterError, Params};
use kafka_offsets::{TopicName, TopicSelection};

/// Which topics a request is about.
///
/// The API says "all topics" by leaving the list out, so a list that happens to be empty would mean the
/// opposite of what it looks like. Here "all" is a word of its own, and [`TopicSelection`] is never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Topics {
    /// Every topic that the group has a commit on.
    AllOfGroup,
    /// Just these.
    Named(TopicSelection),
}

/// Adds `topics.0`, `topics.1`, … to a request.
pub(crate) fn push<'a>(params: &mut Params, topics: impl IntoIterator<Item = &'a TopicName>) {
    for (index, topic) in topics.into_iter().enumerate() {
        params.push(format!("topics.{index}"), topic.as_str());
    }
}

/// Reads `topics.0`, `topics.1`, …; any order and any gaps, the same topic twice counts once.
///
/// An empty name, and the list in any other form (`topics`, `topics[0]`, `topics.x`), is refused: dropped, it
/// would turn some topics into all topics.
pub(crate) fn read(params: &Params) -> Result<Topics, ParameterError> {
    let mut named: Vec<TopicName> = Vec::new();
    for (name, value) in params.iter() {
        let Some(index) = name.strip_prefix("topics") else { continue };
        if !is_index(index) {
            return Err(refused(name, value, "send topics as topics.0, topics.1, and so on, one name each"));
        }
        if value.is_empty() {
            return Err(refused(
                name,
                value,
                "send a topic's name; to mean all topics of the group, leave topics out",
            ));
        }
        named.push(value.parse().map_err(|error| refused(name, value, error))?);
    }
    Ok(TopicSelection::new(named).map_or(Topics::AllOfGroup, Topics::Named))
}

/// `.0`, `.12`; not `.`, `.01`, `.x`.
fn is_index(text: &str) -> bool {
    let Some(digits) = text.strip_prefix('.') else { return false };
    let canonical = digits == "0" || !digits.starts_with('0');
    canonical && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}
