//! English for what the other crates say as data.

use kafka_offsets::{
    Adjustment, Count, GroupState, Offset, PlannedReset, ResetScope, ResetStrategy, Risk, RiskReason, Target,
    TopicSelection, Verdict, VerdictReason,
};

/// `1 partition`, `12 partitions`.
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number as u64), if number == 1 { one } else { many })
}

/// `1,234,567`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// An offset, or that there is none.
pub fn offset_or(offset: Option<Offset>, none: &str) -> String {
    offset.map_or_else(|| none.to_owned(), |offset| offset.to_string())
}

/// A number of records with its bound, for a sentence: offsets are not records, so every number is an upper bound.
pub fn records(count: Count) -> String {
    match count {
        Count::Exactly(0) => "no record".to_owned(),
        Count::Exactly(1) | Count::AtMost(1) => "up to 1 record".to_owned(),
        Count::Exactly(number) | Count::AtMost(number) => format!("up to {} records", grouped(number)),
        Count::AtLeast(number) => format!("{} offsets or more", grouped(number)),
        Count::Unknown => "a number of records that is known only afterwards".to_owned(),
    }
}

/// A number of offsets with its bound, for a column.
pub fn count(count: Option<Count>) -> String {
    match count {
        None | Some(Count::Unknown) => "?".to_owned(),
        Some(Count::Exactly(number)) => number.to_string(),
        Some(Count::AtLeast(number)) => format!(">={number}"),
        Some(Count::AtMost(number)) => format!("<={number}"),
    }
}

/// Where a row goes, and how sure that is.
pub fn target(target: Option<Target>) -> String {
    match target {
        Some(Target::Exact(offset)) => offset.to_string(),
        Some(Target::AtLeast(offset)) => format!(">={offset}"),
        Some(Target::AtMost(offset)) => format!("<={offset}"),
        Some(Target::ResolvedByServer) => "server decides".to_owned(),
        None => "-".to_owned(),
    }
}

/// The grade of a target.
pub fn grade(target: Option<Target>) -> &'static str {
    match target {
        Some(Target::Exact(_)) => "exact",
        Some(Target::AtLeast(_)) => "at least",
        Some(Target::AtMost(_)) => "at most",
        Some(Target::ResolvedByServer) => "after it is done",
        None => "fails",
    }
}

/// How far a row moves.
pub fn delta(row: &PlannedReset) -> String {
    row.delta().map_or_else(|| "?".to_owned(), |delta| format!("{delta:+}"))
}

/// All notes of a row.
pub fn notes(row: &PlannedReset) -> String {
    row.adjustments.iter().map(|note| self::note(*note)).collect::<Vec<_>>().join("; ")
}

fn note(note: Adjustment) -> String {
    match note {
        Adjustment::ClampedToStart { wished } => format!("{wished} lies before the log start"),
        Adjustment::ClampedToEnd { wished } => format!("{wished} lies past the log end"),
        Adjustment::NoRecordAtOrAfterTime => "no record at or after the time: log end".to_owned(),
        Adjustment::NoCommitToShiftFrom => "fails: no committed offset to shift from".to_owned(),
        Adjustment::RetentionPassedCommit => "retention has passed the committed offset".to_owned(),
        Adjustment::NoChange => "no change".to_owned(),
        Adjustment::FirstCommit => "the group's first offset here, cannot be taken back".to_owned(),
        Adjustment::EmptyPartition => "empty".to_owned(),
        Adjustment::LogStartNotTold => {
            "fails: this endpoint does not tell where the log starts; plan whole topics, or an offset"
                .to_owned()
        }
        Adjustment::Unreadable(code) => format!("could not be read: {}", code.name()),
    }
}

/// What a request asks for: `to the log start`.
pub fn strategy(strategy: &ResetStrategy) -> String {
    match strategy {
        ResetStrategy::Earliest => "to the log start".to_owned(),
        ResetStrategy::Latest => "to the log end".to_owned(),
        ResetStrategy::Timestamp(time) => format!("to the first record at or after {}", time),
        ResetStrategy::ShiftBy(0) => "to where it is, within each log".to_owned(),
        ResetStrategy::ShiftBy(by) if *by > 0 => format!("ahead by {}", grouped(by.unsigned_abs())),
        ResetStrategy::ShiftBy(by) => format!("back by {}", grouped(by.unsigned_abs())),
        ResetStrategy::Offset(offset) => format!("to offset {offset} in every partition"),
        ResetStrategy::PerPartition(_) => "to an offset of its own in each partition".to_owned(),
    }
}

/// Which partitions a request is about.
pub fn scope(scope: &ResetScope) -> String {
    match scope {
        ResetScope::Topics(topics) => names(topics),
        ResetScope::AllTopicsOfGroup => "all topics of the group".to_owned(),
        ResetScope::Partitions(partitions) => {
            counted(partitions.len(), "chosen partition", "chosen partitions")
        }
    }
}

fn names(topics: &TopicSelection) -> String {
    let shown: Vec<&str> = topics.iter().take(3).map(|topic| topic.as_str()).collect();
    match topics.len() - shown.len() {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// A risk by its name.
pub fn risk(risk: Risk) -> &'static str {
    match risk {
        Risk::Low => "low",
        Risk::Medium => "medium",
        Risk::High => "high",
    }
}

/// Why a plan has its risk: the reasons that alone would be enough for it.
pub fn why_that_risk(risk: Risk, reasons: &[RiskReason]) -> String {
    let enough = reasons.iter().filter(|reason| reason.risk() == risk);
    enough.map(|reason| risk_reason(*reason)).collect::<Vec<_>>().join(", and ")
}

fn risk_reason(reason: RiskReason) -> &'static str {
    match reason {
        RiskReason::Skips => "it skips records",
        RiskReason::SeveralTopics => "it moves the group in several topics",
        RiskReason::ManyOffsets => "it moves more than 10,000 offsets",
        RiskReason::UnknownNumber => "how many records it moves has no known limit",
        RiskReason::SkipsEverything => "it skips the whole backlog of every partition",
        RiskReason::AllTopics => "it changes all topics of the group",
        RiskReason::VeryManyOffsets => "it moves more than 1,000,000 offsets",
        RiskReason::Production => "the instance is marked production",
    }
}

/// A reason as the machine's word.
pub fn risk_reason_key(reason: RiskReason) -> &'static str {
    match reason {
        RiskReason::Skips => "skips",
        RiskReason::SeveralTopics => "several_topics",
        RiskReason::ManyOffsets => "many_offsets",
        RiskReason::UnknownNumber => "unknown_number",
        RiskReason::SkipsEverything => "skips_everything",
        RiskReason::AllTopics => "all_topics",
        RiskReason::VeryManyOffsets => "very_many_offsets",
        RiskReason::Production => "production",
    }
}

/// A verdict for a column.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Confirmed => "confirmed",
        Verdict::Differs => "differs",
        Verdict::NotApplied => "not applied",
        Verdict::Unknown => "unknown",
    }
}

/// Why a row has its verdict.
pub fn verdict_reason(reason: VerdictReason) -> &'static str {
    match reason {
        VerdictReason::Applied => "",
        VerdictReason::NothingToChange => "nothing had to change",
        VerdictReason::AppliedAnswerLost => "applied; the answer was lost",
        VerdictReason::AcceptedButNotMoved => "accepted, but the group did not move",
        VerdictReason::MayHaveBeenThere => {
            "accepted, and it is where it was; only the endpoint knows whether that is the target"
        }
        VerdictReason::AppliedElsewhere => "applied, but not where planned",
        VerdictReason::MovedSince => "somebody has moved it since",
        VerdictReason::FailedAsReported => "failed, and did not move",
        VerdictReason::ReportedFailedYetMoved => "reported failed, yet it moved as planned",
        VerdictReason::ReportedFailedMovedElsewhere => "reported failed, and it is somewhere else",
        VerdictReason::LostNotMoved => "the answer was lost, and it did not move",
        VerdictReason::NothingPlanned => "the plan had no offset for it, and it did not move",
        VerdictReason::LostMovedElsewhere => "the answer was lost, and it is somewhere else",
        VerdictReason::LostMovedByWhom => {
            "the answer was lost, and it moved; by this reset or by somebody else"
        }
        VerdictReason::CouldNotRead => "could not be read back",
    }
}

/// A group's state and members: `Stable with 2 members`.
pub fn state_and_members(state: &GroupState, members: usize) -> String {
    match members {
        0 => state.to_string(),
        _ => format!("{state} with {}", counted(members, "member", "members")),
    }
}

/// Text of others in one line: what a terminal would take for a command, or for another line, is written out.
pub fn one_line(text: &str) -> String {
    text.chars().flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] }).collect()
}
