//! Offsets as read before planning.

use crate::{GroupSummary, KafkaError, Offset, Timestamp, TopicName, TopicPartition};
use std::collections::BTreeMap;

/// What the cluster says to "which is the first record at or after this time?".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeLookup {
    /// Not asked, or the endpoint cannot look times up.
    Unknown,
    /// There is no record at or after the time.
    NoRecord,
    /// The first record, in offset order, at or after the time.
    Found(Offset),
}

/// Offsets of one partition for one group.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PartitionOffsets {
    /// Next record that the group will read; `None` if it never committed one.
    pub committed: Option<Offset>,
    /// First retained record; `None` where the endpoint does not say.
    pub log_start: Option<Offset>,
    /// One past the last record (read uncommitted: the high watermark); `None` where it could not be read.
    pub log_end: Option<Offset>,
    /// Offset for the time of the request, where one was asked about.
    pub at_time: TimeLookup,
    /// Why something of this could not be read; `KafkaError::NONE` is never stored here.
    pub error: Option<KafkaError>,
}

impl PartitionOffsets {
    /// `log_end - committed` in offsets, never below 0; `None` if either is not known.
    ///
    /// ```
    /// use kafka_offsets::{PartitionOffsets, TimeLookup};
    ///
    /// let never_committed = PartitionOffsets {
    ///     committed: None,
    ///     log_start: Some("10".parse()?),
    ///     log_end: Some("100".parse()?),
    ///     at_time: TimeLookup::Unknown,
    ///     error: None,
    /// };
    /// assert_eq!(never_committed.lag(), None, "which is not a lag of 0");
    /// assert_eq!(PartitionOffsets { committed: Some("40".parse()?), ..never_committed }.lag(), Some(60));
    /// # Ok::<(), kafka_offsets::IdError>(())
    /// ```
    pub fn lag(&self) -> Option<u64> {
        let (end, committed) = (self.log_end?, self.committed?);
        Some(u64::try_from(end.get().saturating_sub(committed.get())).unwrap_or(0))
    }
}

/// Everything that was read about a group before planning.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OffsetSnapshot {
    /// When the reading was finished, by the reader's corrected clock.
    pub taken_at: Timestamp,
    /// The group's state and members.
    pub group: GroupSummary,
    /// Every partition that was read, committed or not.
    pub partitions: BTreeMap<TopicPartition, PartitionOffsets>,
    /// Topics that could not be read as a whole, with the reason (unknown topic, no permission).
    pub failed_topics: BTreeMap<TopicName, KafkaError>,
    /// The time that `at_time` answers, if one was asked about.
    pub looked_up: Option<Timestamp>,
}
