//! What can be wrong with a plan file.

use crate::{IdError, Offset, TopicPartition};

/// Why a plan file was refused, as a whole: a part of a plan is not what was reviewed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanFileError {
    /// There is no line in it.
    #[error(
        "the file is empty; it needs one line topic,partition,offset for each partition, as written by kafka-consumer-groups --reset-offsets --export"
    )]
    Empty,
    /// It has lines for groups, but none for this one.
    #[error("the file has no line for the group \"{group}\"; it is for {}", listed(.found))]
    GroupNotInFile {
        /// The group that was asked for.
        group: String,
        /// The groups that are there, the first few.
        found: Vec<String>,
    },
    /// One line is wrong.
    #[error("line {line}: {problem}")]
    Line {
        /// Its number, from 1.
        line: usize,
        /// What is wrong with it.
        problem: PlanFileProblem,
    },
}

/// What is wrong with a line of a plan file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanFileProblem {
    /// It reads like the names of columns, which this format has not.
    #[error("\"{0}\" looks like a header, and this format has none; delete the line")]
    Header(String),
    /// Neither three nor four fields.
    #[error(
        "{0} fields; each line needs topic,partition,offset, or group,topic,partition,offset in a file for several groups"
    )]
    FieldCount(usize),
    /// Another number of fields than in the first line.
    #[error("{found} fields, but the file began with {expected}; use the same form in every line")]
    MixedForms {
        /// Fields of this line.
        found: usize,
        /// Fields of the first line.
        expected: usize,
    },
    /// A quote that does not end in the line, or text around quotes.
    #[error("a quoted field does not end properly; write a quote inside a quoted field twice")]
    Quote,
    /// The group is no group's name.
    #[error("group: {0}")]
    Group(IdError),
    /// The topic is no topic's name.
    #[error("topic: {0}")]
    Topic(IdError),
    /// The partition is not a number that a partition can have.
    #[error("partition \"{0}\" is not a whole number from 0 to 2147483647")]
    Partition(String),
    /// The offset is not a number that an offset can have.
    #[error("offset \"{0}\" is not a whole number from 0 to 9223372036854775807; -1 and -2 are no offsets")]
    Offset(String),
    /// The same partition with another offset. Kafka's tool would silently take the last one.
    #[error("{at} has offset {offset} here and {first} in line {first_line}; delete one of the two lines")]
    Contradiction {
        /// The partition.
        at: TopicPartition,
        /// What this line says.
        offset: Offset,
        /// What the earlier line says.
        first: Offset,
        /// Number of the earlier line, from 1.
        first_line: usize,
    },
}

fn listed(groups: &[String]) -> String {
    let names: Vec<String> = groups.iter().map(|group| format!("\"{group}\"")).collect();
    names.join(", ")
}
