//! Writes a plan file.

use crate::{Offset, TopicPartition};
use std::fmt::Write;

/// Offsets of one group as `topic,partition,offset` lines, exact and without a header, for
/// `kafka-consumer-groups --from-file` and for [`crate::read_kafka_csv`]. Topic names need no quotes.
pub fn write_kafka_csv<'a>(rows: impl Iterator<Item = (&'a TopicPartition, Offset)>) -> String {
    let mut text = String::new();
    for (at, offset) in rows {
        // Writing to a string does not fail
        let _ = writeln!(text, "{},{},{offset}", at.topic, at.partition);
    }
    text
}
