//! `TOPIC` and `TOPIC:PARTITIONS`, as `--topic` takes them.

use kafka_offsets::{IdError, PartitionId, ResetScope, TopicName, TopicPartition, TopicSelection};
use std::collections::BTreeSet;
use std::str::FromStr;

/// The most partitions that a range may span; more is a typing error.
const LARGEST_RANGE: i32 = 100_000;

/// One `--topic`: a topic with all its partitions, or with some.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicArg {
    topic: TopicName,
    partitions: Option<BTreeSet<PartitionId>>,
}

/// Why a `--topic` was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TopicError {
    /// The name.
    #[error(transparent)]
    Name(#[from] IdError),
    /// What stands behind the colon.
    #[error("\"{0}\" is no list of partitions; give one like 0,3-5")]
    Partitions(String),
    /// A range that ends before it begins, or is longer than any topic.
    #[error("\"{0}\" is no range of partitions: its end lies before its beginning, or far behind it")]
    Range(String),
    /// Partitions for one topic and none for another.
    #[error("name the partitions of every topic or of none: \"{0}\" has none, another topic has some")]
    Mixed(TopicName),
}

impl FromStr for TopicArg {
    type Err = TopicError;

    fn from_str(text: &str) -> Result<Self, TopicError> {
        // A topic's name holds no colon
        let (name, partitions) = match text.split_once(':') {
            Some((name, partitions)) => (name, Some(read_partitions(partitions)?)),
            None => (text, None),
        };
        Ok(Self { topic: name.parse()?, partitions })
    }
}

fn read_partitions(text: &str) -> Result<BTreeSet<PartitionId>, TopicError> {
    let refused = || TopicError::Partitions(text.to_owned());
    let number = |text: &str| -> Result<i32, TopicError> {
        text.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| text.parse().ok())
            .flatten()
            .ok_or_else(refused)
    };
    let mut found = BTreeSet::new();
    for part in text.split(',').map(str::trim) {
        let (first, last) = match part.split_once('-') {
            Some((first, last)) => (number(first)?, number(last)?),
            None => (number(part)?, number(part)?),
        };
        if last < first || last - first > LARGEST_RANGE {
            return Err(TopicError::Range(part.to_owned()));
        }
        for partition in first..=last {
            found.insert(PartitionId::try_from(partition)?);
        }
    }
    Ok(found)
}

/// What several `--topic` mean together; `None` if there are none.
///
/// # Errors
///
/// [`TopicError::Mixed`] if just some of them name partitions.
pub fn scope(topics: &[TopicArg]) -> Result<Option<ResetScope>, TopicError> {
    let whole = topics.iter().find(|arg| arg.partitions.is_none());
    let partial = topics.iter().any(|arg| arg.partitions.is_some());
    if let (Some(whole), true) = (whole, partial) {
        return Err(TopicError::Mixed(whole.topic.clone()));
    }
    if partial {
        let named = |arg: &TopicArg| {
            let topic = arg.topic.clone();
            let partitions = arg.partitions.clone().unwrap_or_default();
            partitions.into_iter().map(move |partition| TopicPartition { topic: topic.clone(), partition })
        };
        return Ok(Some(ResetScope::Partitions(topics.iter().flat_map(named).collect())));
    }
    Ok(TopicSelection::new(topics.iter().map(|arg| arg.topic.clone())).map(ResetScope::Topics))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(texts: &[&str]) -> Result<Option<ResetScope>, TopicError> {
        let args: Result<Vec<TopicArg>, _> = texts.iter().map(|text| text.parse()).collect();
        scope(&args?)
    }

    fn partitions(texts: &[&str]) -> Vec<String> {
        match read(texts) {
            Ok(Some(ResetScope::Partitions(all))) => all.iter().map(ToString::to_string).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn numbers_and_ranges_are_taken_together() {
        assert_eq!(partitions(&["orders:0,3-5"]), ["orders/0", "orders/3", "orders/4", "orders/5"]);
        assert_eq!(partitions(&["a:1", "b:2, 2", "a:0"]), ["a/0", "a/1", "b/2"]);
        assert!(
            matches!(read(&["orders", "payments"]), Ok(Some(ResetScope::Topics(topics))) if topics.len() == 2)
        );
        assert_eq!(read(&[]), Ok(None));
    }

    #[test]
    fn what_is_no_list_is_refused_and_never_taken_for_the_whole_topic() {
        for text in
            ["orders:", "orders:a", "orders:1-", "orders:-1", "orders:1,,2", "orders:+1", "orders:0:1"]
        {
            assert!(matches!(read(&[text]), Err(TopicError::Partitions(_))), "{text}");
        }
        assert!(matches!(read(&["orders:5-3"]), Err(TopicError::Range(_))));
        assert!(matches!(read(&["orders:0-2000000000"]), Err(TopicError::Range(_))));
        assert!(matches!(read(&[":0"]), Err(TopicError::Name(_))));
        assert!(matches!(read(&["or ders"]), Err(TopicError::Name(_))));
    }

    #[test]
    fn whole_topics_and_single_partitions_do_not_mix() {
        assert!(
            matches!(read(&["orders:0", "payments"]), Err(TopicError::Mixed(topic)) if topic.as_str() == "payments")
        );
    }
}
