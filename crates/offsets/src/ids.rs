//! Names and numbers of Kafka, parsed once at the border; unchecked construction is impossible.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// Why a name or number was refused; every variant carries what was typed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// A group name with no character in it.
    #[error("the consumer group's name is empty")]
    EmptyGroup,
    /// A group name that Kafka's wire format cannot carry (more than 32,767 bytes).
    #[error("the consumer group's name is {0} bytes long; Kafka carries at most 32767")]
    LongGroup(usize),
    /// A group name with a control character (a pasted line break or tab, most likely).
    #[error("the consumer group's name contains a control character")]
    ControlCharacterInGroup,
    /// A topic name outside Kafka's rule: 1 to 249 characters of `a-z A-Z 0-9 . _ -`, and not `.` or `..`.
    #[error("\"{0}\" is no legal topic name: 1 to 249 of the characters a-z A-Z 0-9 . _ -")]
    IllegalTopic(String),
    /// A partition number below 0.
    #[error("partition {0} is below 0")]
    NegativePartition(i64),
    /// An offset below 0; -1 and -2 are no offsets, "earliest" and "latest" are strategies of their own.
    #[error("offset {0} is below 0; choose Earliest or Latest for the ends of the log")]
    NegativeOffset(i64),
    /// A time before 1970-01-01T00:00:00Z; Kafka uses -1 and -2 for other things.
    #[error("{0} ms lies before 1970-01-01T00:00:00Z")]
    NegativeTimestamp(i64),
    /// Text that is no whole number of at most 64 bits.
    #[error("\"{0}\" is not a whole number from -9223372036854775808 to 9223372036854775807")]
    NotANumber(String),
    /// Text that is no time of the form `2026-11-21T22:00:00.000Z`.
    #[error("\"{0}\" is not a time like 2026-11-21T22:00:00.000Z")]
    NotATime(String),
}

/// A consumer group's name. Kafka allows any text that is not empty; control characters are refused here.
///
/// ```
/// use kafka_offsets::{GroupId, IdError};
///
/// assert_eq!("billing of orders".parse::<GroupId>()?.as_str(), "billing of orders");
/// assert_eq!("billing\n".parse::<GroupId>(), Err(IdError::ControlCharacterInGroup));
/// # Ok::<(), IdError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(String);

impl GroupId {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for GroupId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        if text.is_empty() {
            return Err(IdError::EmptyGroup);
        }
        if text.len() > i16::MAX as usize {
            return Err(IdError::LongGroup(text.len()));
        }
        if text.chars().any(char::is_control) {
            return Err(IdError::ControlCharacterInGroup);
        }
        Ok(Self(text.to_owned()))
    }
}

/// A topic's name, by Kafka's rule (`org.apache.kafka.common.internals.Topic`).
///
/// ```
/// use kafka_offsets::TopicName;
///
/// assert_eq!("orders.eu-1".parse::<TopicName>()?.as_str(), "orders.eu-1");
/// assert!("orders eu".parse::<TopicName>().is_err());
/// # Ok::<(), kafka_offsets::IdError>(())
/// ```
// Shared: every partition of a plan names its topic, and most plans have few topics
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicName(Arc<str>);

impl TopicName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TopicName {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let legal = (1..=249).contains(&text.len())
            && text != "."
            && text != ".."
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'));
        if legal { Ok(Self(text.into())) } else { Err(IdError::IllegalTopic(text.to_owned())) }
    }
}

/// A partition's number within its topic, 0 and up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartitionId(i32);

impl PartitionId {
    /// The first partition of a topic, 0.
    pub const ZERO: Self = Self(0);

    /// The number, never below 0.
    pub fn get(self) -> i32 {
        self.0
    }
}

impl TryFrom<i32> for PartitionId {
    type Error = IdError;

    fn try_from(number: i32) -> Result<Self, IdError> {
        if number < 0 { Err(IdError::NegativePartition(number.into())) } else { Ok(Self(number)) }
    }
}

/// A position in a partition's log: the next record to be read. 0 to 2^63-1, never a sentinel.
///
/// ```
/// use kafka_offsets::{IdError, Offset};
///
/// let offset: Offset = "9007199254740993".parse()?;
/// assert_eq!(offset.get(), 9_007_199_254_740_993, "no digit is lost above 2^53");
/// assert_eq!(Offset::try_from(-1), Err(IdError::NegativeOffset(-1)));
/// # Ok::<(), IdError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Offset(i64);

impl Offset {
    /// The first possible offset, 0.
    pub const ZERO: Self = Self(0);

    /// The last possible offset, 2^63-1.
    pub const MAX: Self = Self(i64::MAX);

    /// The number, never below 0.
    pub fn get(self) -> i64 {
        self.0
    }
}

impl TryFrom<i64> for Offset {
    type Error = IdError;

    fn try_from(number: i64) -> Result<Self, IdError> {
        if number < 0 { Err(IdError::NegativeOffset(number)) } else { Ok(Self(number)) }
    }
}

impl FromStr for Offset {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let number: i64 = text.parse().map_err(|_| IdError::NotANumber(text.to_owned()))?;
        Self::try_from(number)
    }
}

/// A point in time: milliseconds since 1970-01-01T00:00:00Z, never below 0 (Kafka's -1 and -2 are no times).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// 1970-01-01T00:00:00Z, the first possible time.
    pub const EPOCH: Self = Self(0);

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn as_millis(self) -> i64 {
        self.0
    }
}

impl TryFrom<i64> for Timestamp {
    type Error = IdError;

    fn try_from(millis: i64) -> Result<Self, IdError> {
        if millis < 0 { Err(IdError::NegativeTimestamp(millis)) } else { Ok(Self(millis)) }
    }
}

/// One partition of one topic; ordered by topic, then by partition number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicPartition {
    /// The topic.
    pub topic: TopicName,
    /// The partition within it.
    pub partition: PartitionId,
}

impl fmt::Display for GroupId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for TopicName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for PartitionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for TopicPartition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.topic, self.partition)
    }
}
