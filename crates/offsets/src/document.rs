//! Plans and results as JSON documents: files, and the history of page and command line.
//!
//! Offsets, counts and times are text, so that no JavaScript rounds them. Both documents name their schema and
//! version; a reader passes over fields that it does not know and refuses a version that it does not know. Much of
//! a document is there for other programs (differences, counts, verdicts): it is written and never read back, since
//! it follows from the rest.

mod error;
mod read;
mod write;

pub use error::DocumentError;

use crate::{Claim, Note, Observation, ResetPlan, Timestamp, TopicPartition, VerifiedReset, verify};
use std::collections::BTreeMap;

/// The version of both schemas; it rises when a field changes its meaning or goes away.
const VERSION: u32 = 1;
const PLAN_SCHEMA: &str = "ckafka-offset-reset/plan";
const RESULT_SCHEMA: &str = "ckafka-offset-reset/result";

/// A plan to be applied later, here or elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanDocument {
    /// Identifies the plan: one that was applied is not applied again.
    pub id: String,
    /// The instance that it was made on.
    pub instance: String,
    /// The endpoint that it was made through, where it is to be named.
    pub endpoint: Option<String>,
    /// The plan.
    pub plan: ResetPlan,
    /// What the operator wrote down.
    pub note: Note,
}

impl PlanDocument {
    /// The document, schema `ckafka-offset-reset/plan`, version 1. [`PlanDocument::from_json`] reads exactly this
    /// back.
    pub fn to_json(&self) -> String {
        write::plan(self)
    }

    /// Reads a document.
    ///
    /// # Errors
    ///
    /// [`DocumentError`], if it is no plan, of another version, or holds a value that cannot be.
    pub fn from_json(text: &str) -> Result<Self, DocumentError> {
        read::plan(text)
    }
}

/// A reset as far as it has come: first the intent, then what was answered and read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResetRecord {
    /// Identifies the reset; the plan document that it was made from has the same.
    pub id: String,
    /// The instance.
    pub instance: String,
    /// The endpoint that it was sent to, where it is to be named.
    pub endpoint: Option<String>,
    /// When it was about to be sent.
    pub started_at: Timestamp,
    /// What was to be done.
    pub plan: ResetPlan,
    /// What the operator wrote down.
    pub note: Note,
    /// What the endpoint said; `None` as long as nobody knows, which is judged like a lost answer.
    pub claim: Option<Claim>,
    /// What was read back, empty as long as nothing was.
    pub observed: BTreeMap<TopicPartition, Observation>,
    /// When it was read back.
    pub read_back_at: Option<Timestamp>,
    /// The endpoint refused it for certain, in this sentence: nothing moved, and there was nothing to read back.
    pub refused: Option<String>,
    /// The id of the plan document that its offsets were read from, where the plan was made anew and so has an id of its
    /// own.
    pub made_from: Option<String>,
}

impl ResetRecord {
    /// The judgement, made anew from what is kept. A reset that was refused and never read back has none worth showing:
    /// as little is known of its partitions as of any other that nobody has read.
    pub fn verified(&self) -> VerifiedReset {
        verify(&self.plan, self.claim.as_ref().unwrap_or(&Claim::Lost), &self.observed)
    }

    /// The document, schema `ckafka-offset-reset/result`, version 1, with the verdicts spelled out.
    /// [`ResetRecord::from_json`] reads exactly this back.
    pub fn to_json(&self) -> String {
        write::record(self)
    }

    /// Reads a document.
    ///
    /// # Errors
    ///
    /// [`DocumentError`], if it is no result, of another version, or holds a value that cannot be.
    pub fn from_json(text: &str) -> Result<Self, DocumentError> {
        read::record(text)
    }
}
