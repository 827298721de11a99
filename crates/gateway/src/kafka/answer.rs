//! From a plan to the rows of an answer: what is written, and what fails alone.

use super::offset_commit::{Codes, Move};
use crate::upstream::Expected;
use kafka_offsets::{
    Adjustment, AnswerRow, KafkaError, Offset, PlannedReset, ResetAnswer, ResetPlan, Target, TopicPartition,
};
use std::collections::BTreeMap;

/// What the API page says for code 3, word for word; clients know this sentence.
const UNKNOWN_PARTITION: &str =
    "This request is for a topic or partition that does not exist on this broker.";
/// What a shift says where the group never committed.
const NOTHING_TO_SHIFT: &str = "no committed offset to shift from";
/// What a line says whose expectation no longer holds.
pub(crate) const COMMIT_MOVED: &str = "committed offset moved";

/// A plan with the fate of every row: moved to an offset, or failed with a code and a message.
///
/// A dry run answers it as it is; the real call lets the broker's codes have the last word.
#[derive(Debug)]
pub(crate) struct Draft {
    rows: Vec<DraftRow>,
    /// Topics that fail as a whole.
    missing: Vec<AnswerRow>,
}

#[derive(Debug)]
struct DraftRow {
    at: TopicPartition,
    fate: Result<Offset, (KafkaError, String)>,
}

impl Draft {
    /// The plan's rows, each held against what its line expects to find; `expected` may leave partitions out.
    pub(crate) fn new(plan: &ResetPlan, expected: &BTreeMap<TopicPartition, Expected>) -> Self {
        let rows = plan
            .rows
            .iter()
            .map(|row| DraftRow { at: row.at.clone(), fate: fate(row, expected.get(&row.at)) });
        let missing = plan.missing.iter().map(|missing| AnswerRow {
            topic: missing.topic.clone(),
            partition: None,
            offset: None,
            code: missing.code,
            message: message(missing.code),
        });
        Self { rows: rows.collect(), missing: missing.collect() }
    }

    /// What is to be committed.
    pub(crate) fn moves(&self) -> Vec<Move> {
        let moves = self
            .rows
            .iter()
            .filter_map(|row| Some(Move { at: row.at.clone(), to: *row.fate.as_ref().ok()? }));
        moves.collect()
    }

    /// Lets the broker's codes decide about every row that was committed.
    pub(crate) fn settle(&mut self, codes: &Codes) {
        for row in self.rows.iter_mut().filter(|row| row.fate.is_ok()) {
            let code = codes.get(row.at.topic.as_str()).and_then(|topic| topic.get(&row.at.partition.get()));
            // A row that the broker says nothing about may have been written: the code for that is -1.
            let code = code.copied().unwrap_or(KafkaError::UnknownServerError);
            if !code.is_success() {
                row.fate = Err((code, message(code)));
            }
        }
    }

    /// The answer, rows in plan order, then the topics that failed as a whole.
    pub(crate) fn answer(self) -> ResetAnswer {
        let rows = self.rows.into_iter().map(|DraftRow { at, fate }| {
            let (offset, code, message) = match fate {
                Ok(offset) => (Some(offset), KafkaError::NONE, String::new()),
                Err((code, message)) => (None, code, message),
            };
            AnswerRow { topic: at.topic, partition: Some(at.partition), offset, code, message }
        });
        ResetAnswer { rows: rows.chain(self.missing).collect(), request_id: None }
    }
}

fn fate(row: &PlannedReset, expected: Option<&Expected>) -> Result<Offset, (KafkaError, String)> {
    let Some(Target::Exact(offset)) = row.target else {
        return Err(obstacle(row));
    };
    if holds(row, expected) {
        Ok(offset)
    } else {
        Err((KafkaError::IllegalGeneration, COMMIT_MOVED.to_owned()))
    }
}

/// Whether the group is still where the line expects it.
pub(crate) fn holds(row: &PlannedReset, expected: Option<&Expected>) -> bool {
    match expected {
        None | Some(Expected::Anything) => true,
        Some(Expected::NoCommit) => row.committed.is_none(),
        Some(Expected::Committed(offset)) => row.committed == Some(*offset),
    }
}

/// Why a row has no target.
pub(crate) fn obstacle(row: &PlannedReset) -> (KafkaError, String) {
    let mut reasons = row.adjustments.iter().filter_map(|adjustment| match adjustment {
        Adjustment::NoCommitToShiftFrom => Some((KafkaError::OffsetOutOfRange, NOTHING_TO_SHIFT.to_owned())),
        Adjustment::Unreadable(code) => Some((*code, message(*code))),
        _ => None,
    });
    let unexplained = || (KafkaError::UnknownServerError, message(KafkaError::UnknownServerError));
    reasons.next().unwrap_or_else(unexplained)
}

pub(crate) fn message(code: KafkaError) -> String {
    match code {
        KafkaError::UnknownTopicOrPartition => UNKNOWN_PARTITION.to_owned(),
        code => code.meaning().to_owned(),
    }
}
