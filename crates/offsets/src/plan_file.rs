//! Plans as files of Kafka's own reset tool: comma-separated, without a header.
//!
//! `kafka-consumer-groups --reset-offsets --export` writes `topic,partition,offset` for one group and
//! `group,topic,partition,offset` for several; `--from-file` reads both. Fields may be quoted as Jackson's CSV
//! writer does (names with commas, quotes or spaces, and all names of more than 24 characters).
//!
//! The reader is our own: no value spans lines, so a few lines that know quotes and line numbers do what a CSV
//! library would, and keep it out of the page.

mod error;
mod fields;
mod read;
mod write;

pub use error::{PlanFileError, PlanFileProblem};
pub use read::read_kafka_csv;
pub use write::write_kafka_csv;

use crate::{Offset, TopicPartition};
use std::collections::BTreeMap;

/// What a file says about one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanFile {
    /// Where each partition shall go, not clamped yet; never empty.
    pub offsets: BTreeMap<TopicPartition, Offset>,
    /// How many other groups the file speaks of.
    pub other_groups: usize,
}
