//! Sorts the rows of an answer by the partitions they speak of.

use crate::{AnswerRow, Claim, Offset, PartitionId, RowClaim, TopicName, TopicPartition};
use std::collections::HashMap;

/// The endpoint's claims, to be asked for one partition at a time.
#[derive(Debug, Default)]
pub(super) struct Claims<'a> {
    partitions: HashMap<(&'a TopicName, PartitionId), Mentions<'a>>,
    whole_topics: HashMap<&'a TopicName, Mentions<'a>>,
}

/// Everything that an answer says of one partition, or of one topic as a whole.
#[derive(Debug, Default, Clone, Copy)]
struct Mentions<'a> {
    done: Option<Option<Offset>>,
    failed: Option<&'a AnswerRow>,
}

impl<'a> Mentions<'a> {
    fn add(&mut self, row: &'a AnswerRow) {
        // Said twice, the first counts; the read afterwards decides anyway.
        if row.code.is_success() {
            self.done.get_or_insert(row.offset);
        } else {
            self.failed.get_or_insert(row);
        }
    }
}

impl<'a> Claims<'a> {
    /// Reads the answer; a lost reply claims nothing.
    pub(super) fn new(claim: &'a Claim) -> Self {
        let mut claims = Self::default();
        let Claim::Answered(answer) = claim else { return claims };
        for row in &answer.rows {
            match row.partition {
                Some(partition) => claims.partitions.entry((&row.topic, partition)).or_default().add(row),
                None => claims.whole_topics.entry(&row.topic).or_default().add(row),
            }
        }
        claims
    }

    /// What is claimed about one partition, and whether it is claimed both done and failed (then failed wins).
    ///
    /// What is said of a topic as a whole holds for each of its partitions.
    pub(super) fn of(&self, at: &TopicPartition) -> (RowClaim, bool) {
        let own = self.partitions.get(&(&at.topic, at.partition)).copied().unwrap_or_default();
        let topic = self.whole_topics.get(&at.topic).copied().unwrap_or_default();
        let done = own.done.or(topic.done);
        match (own.failed.or(topic.failed), done) {
            (Some(row), done) => (RowClaim::Failed(row.code, row.message.clone()), done.is_some()),
            (None, Some(offset)) => (RowClaim::Ok(offset), false),
            (None, None) => (RowClaim::None, false),
        }
    }
}
