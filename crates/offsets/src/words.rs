//! The machine's words for files and outputs: stable, English, in snake case, the same in every language of a page.

use crate::{Adjustment, KafkaError, Offset, Overall, Resolution, Target, Verdict, VerdictReason};
use std::fmt;
use std::str::FromStr;

impl Verdict {
    /// The machine's word: `confirmed`, `differs`, `not_applied` or `unknown`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Differs => "differs",
            Self::NotApplied => "not_applied",
            Self::Unknown => "unknown",
        }
    }
}

impl VerdictReason {
    /// The machine's word, e.g. `applied_answer_lost`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::NothingToChange => "nothing_to_change",
            Self::AppliedAnswerLost => "applied_answer_lost",
            Self::AcceptedButNotMoved => "accepted_but_not_moved",
            Self::MayHaveBeenThere => "may_have_been_there",
            Self::AppliedElsewhere => "applied_elsewhere",
            Self::MovedSince => "moved_since",
            Self::FailedAsReported => "failed_as_reported",
            Self::ReportedFailedYetMoved => "reported_failed_yet_moved",
            Self::ReportedFailedMovedElsewhere => "reported_failed_moved_elsewhere",
            Self::LostNotMoved => "lost_not_moved",
            Self::NothingPlanned => "nothing_planned",
            Self::LostMovedElsewhere => "lost_moved_elsewhere",
            Self::LostMovedByWhom => "lost_moved_by_whom",
            Self::CouldNotRead => "could_not_read",
        }
    }
}

impl Overall {
    /// The machine's word: `succeeded`, `partial`, `failed` or `unknown`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded",
            Self::Partial => "partial",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }
}

impl Resolution {
    /// The machine's word: `here` or `at_endpoint`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::AtEndpoint => "at_endpoint",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        [Self::Here, Self::AtEndpoint].into_iter().find(|known| known.word() == word)
    }
}

impl Target {
    /// The machine's word for how sure a target is; `not_possible` where there is none.
    pub fn grade(target: Option<Self>) -> &'static str {
        match target {
            Some(Self::Exact(_)) => "exact",
            Some(Self::AtLeast(_)) => "at_least",
            Some(Self::AtMost(_)) => "at_most",
            Some(Self::ResolvedByServer) => "resolved_by_server",
            None => "not_possible",
        }
    }

    /// The inverse of [`Target::grade`] and [`Target::offset`]; `None` if they do not belong together.
    pub(crate) fn from_grade(grade: &str, offset: Option<Offset>) -> Option<Option<Self>> {
        Some(match (grade, offset) {
            ("exact", Some(offset)) => Some(Self::Exact(offset)),
            ("at_least", Some(offset)) => Some(Self::AtLeast(offset)),
            ("at_most", Some(offset)) => Some(Self::AtMost(offset)),
            ("resolved_by_server", None) => Some(Self::ResolvedByServer),
            ("not_possible", None) => None,
            _ => return None,
        })
    }
}

/// The machine's words: `no_change`, `clamped_to_end:110`, `unreadable:3:UNKNOWN_TOPIC_OR_PARTITION`.
impl fmt::Display for Adjustment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ClampedToStart { wished } => write!(f, "clamped_to_start:{wished}"),
            Self::ClampedToEnd { wished } => write!(f, "clamped_to_end:{wished}"),
            Self::NoRecordAtOrAfterTime => f.write_str("no_record_at_or_after_time"),
            Self::NoCommitToShiftFrom => f.write_str("no_commit_to_shift_from"),
            Self::RetentionPassedCommit => f.write_str("retention_passed_commit"),
            Self::NoChange => f.write_str("no_change"),
            Self::FirstCommit => f.write_str("first_commit"),
            Self::EmptyPartition => f.write_str("empty_partition"),
            Self::LogStartNotTold => f.write_str("log_start_not_told"),
            Self::Unreadable(code) => write!(f, "unreadable:{}:{}", code.code(), code.name()),
        }
    }
}

/// Text that is no note of a plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no note that this version knows")]
pub struct UnknownNote(String);

/// Reads what is written by `Display`.
impl FromStr for Adjustment {
    type Err = UnknownNote;

    fn from_str(text: &str) -> Result<Self, UnknownNote> {
        let (word, value) = text.split_once(':').unwrap_or((text, ""));
        let note = match (word, value.split(':').next().unwrap_or_default()) {
            ("clamped_to_start", wished) => wished.parse().ok().map(|wished| Self::ClampedToStart { wished }),
            ("clamped_to_end", wished) => wished.parse().ok().map(|wished| Self::ClampedToEnd { wished }),
            ("unreadable", code) => {
                code.parse().ok().map(|code| Self::Unreadable(KafkaError::from_code(code)))
            }
            ("no_record_at_or_after_time", "") => Some(Self::NoRecordAtOrAfterTime),
            ("no_commit_to_shift_from", "") => Some(Self::NoCommitToShiftFrom),
            ("retention_passed_commit", "") => Some(Self::RetentionPassedCommit),
            ("no_change", "") => Some(Self::NoChange),
            ("first_commit", "") => Some(Self::FirstCommit),
            ("empty_partition", "") => Some(Self::EmptyPartition),
            ("log_start_not_told", "") => Some(Self::LogStartNotTold),
            _ => None,
        };
        note.ok_or_else(|| UnknownNote(text.to_owned()))
    }
}
