//! The machine's words for files: stable, English, in snake case.

use kafka_offsets::{Adjustment, Count, Offset, Overall, PlannedReset, Target, Verdict, VerdictReason};

pub(super) fn grade(target: Option<Target>) -> &'static str {
    match target {
        Some(Target::Exact(_)) => "exact",
        Some(Target::AtLeast(_)) => "at_least",
        Some(Target::AtMost(_)) => "at_most",
        Some(Target::ResolvedByServer) => "resolved_by_server",
        None => "not_possible",
    }
}

pub(super) fn target_offset(row: &PlannedReset) -> Option<Offset> {
    row.target.and_then(Target::offset)
}

pub(super) fn decimal(offset: Option<Offset>) -> Option<String> {
    offset.map(|offset| offset.get().to_string())
}

/// `123`, `>=123`, `<=123`; nothing if not known.
pub(super) fn count(count: Option<Count>) -> Option<String> {
    match count? {
        Count::Exactly(number) => Some(number.to_string()),
        Count::AtLeast(number) => Some(format!(">={number}")),
        Count::AtMost(number) => Some(format!("<={number}")),
        Count::Unknown => None,
    }
}

pub(super) fn note(adjustment: Adjustment) -> String {
    match adjustment {
        Adjustment::ClampedToStart { wished } => format!("clamped_to_start:{wished}"),
        Adjustment::ClampedToEnd { wished } => format!("clamped_to_end:{wished}"),
        Adjustment::NoRecordAtOrAfterTime => "no_record_at_or_after_time".to_owned(),
        Adjustment::NoCommitToShiftFrom => "no_commit_to_shift_from".to_owned(),
        Adjustment::RetentionPassedCommit => "retention_passed_commit".to_owned(),
        Adjustment::NoChange => "no_change".to_owned(),
        Adjustment::FirstCommit => "first_commit".to_owned(),
        Adjustment::EmptyPartition => "empty_partition".to_owned(),
        Adjustment::Unreadable(code) => format!("unreadable:{}:{}", code.code(), code.name()),
    }
}

pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Confirmed => "confirmed",
        Verdict::Differs => "differs",
        Verdict::NotApplied => "not_applied",
        Verdict::Unknown => "unknown",
    }
}

pub(super) fn reason(reason: VerdictReason) -> &'static str {
    match reason {
        VerdictReason::Applied => "applied",
        VerdictReason::NothingToChange => "nothing_to_change",
        VerdictReason::AppliedAnswerLost => "applied_answer_lost",
        VerdictReason::AcceptedButNotMoved => "accepted_but_not_moved",
        VerdictReason::AppliedElsewhere => "applied_elsewhere",
        VerdictReason::MovedSince => "moved_since",
        VerdictReason::FailedAsReported => "failed_as_reported",
        VerdictReason::ReportedFailedYetMoved => "reported_failed_yet_moved",
        VerdictReason::ReportedFailedMovedElsewhere => "reported_failed_moved_elsewhere",
        VerdictReason::LostNotMoved => "lost_not_moved",
        VerdictReason::LostMovedElsewhere => "lost_moved_elsewhere",
        VerdictReason::CouldNotRead => "could_not_read",
    }
}

pub(super) fn overall(overall: Overall) -> &'static str {
    match overall {
        Overall::Succeeded => "succeeded",
        Overall::Partial => "partial",
        Overall::Failed => "failed",
        Overall::Unknown => "unknown",
    }
}
