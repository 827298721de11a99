//! What can be wrong with a document.

/// Why a document was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// It is no JSON, or lacks something; in the parser's words.
    #[error("this is not a document that this program wrote: {0}")]
    NotReadable(String),
    /// It is something else.
    #[error("the schema is \"{found}\"; expected \"{expected}\"")]
    OtherSchema {
        /// The schema of the document.
        found: String,
        /// The schema that was to be read.
        expected: &'static str,
    },
    /// It is of a version that this program does not know.
    #[error("the document has version {0}, and this program reads version 1; use the program that wrote it")]
    OtherVersion(u32),
    /// One value cannot be.
    #[error("{field}: {problem}")]
    Value {
        /// The field, e.g. `plan.takenAt`.
        field: &'static str,
        /// What is wrong with it; names the value.
        problem: String,
    },
}
