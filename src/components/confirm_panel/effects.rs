//! What a plan does, as a list of sentences: numbers first, then why care is needed, then what cannot be taken back.

use crate::components::icon::Icon;
use crate::format::Formatter;
use crate::text::Text;
use kafka_offsets::{
    Amount, Count, GroupState, MANY_OFFSETS, PlannedReset, ResetPlan, RiskReason, VERY_MANY_OFFSETS,
};

/// One effect of a reset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Its icon.
    pub icon: Icon,
    /// Colour class of the icon.
    pub tone: &'static str,
    /// "skips up to 300,244 records in orders.paid/0".
    pub words: String,
    /// The tick names it.
    pub is_named: bool,
    /// It skips or cannot be taken back: the button is red.
    pub is_grave: bool,
}

/// Everything that a reset does and that an operator should know before.
pub fn effects(text: Text, format: &Formatter, plan: &ResetPlan, reasons: &[RiskReason]) -> Vec<Effect> {
    let totals = plan.totals();
    let mut effects = Vec::new();
    let mut push = |icon, tone, words, is_named, is_grave| {
        effects.push(Effect { icon, tone, words, is_named, is_grave })
    };

    let place = |counted, open| place(text, format, plan, counted, open);
    let replayed = Amount::of(plan, PlannedReset::replayed);
    if replayed.partitions > 0 {
        let words =
            text.confirm_replays(&format.count(replayed.known), &place(PlannedReset::replayed, false));
        push(Icon::Replay, "info", words, true, false);
    }
    if replayed.open > 0 {
        let words = text.confirm_replays_unknown(&place(PlannedReset::replayed, true));
        push(Icon::Unknown, "unknown", words, true, false);
    }
    let skipped = Amount::of(plan, PlannedReset::skipped);
    if skipped.open > 0 {
        let words = text.confirm_skips_unknown(&place(PlannedReset::skipped, true));
        push(Icon::Unknown, "unknown", words, true, true);
    }
    for reason in reasons {
        let (icon, records, place, is_named) = match reason {
            // Nothing but numbers that are not known: said above.
            RiskReason::Skips if skipped.partitions == 0 => continue,
            RiskReason::Skips => {
                (Icon::Skip, format.count(skipped.known), place(PlannedReset::skipped, false), true)
            }
            RiskReason::SeveralTopics => {
                let topics = text.count_topics(totals.topics as u64, &format.size(totals.topics));
                (Icon::Attention, String::new(), topics, true)
            }
            RiskReason::ManyOffsets => (Icon::Attention, format.count(MANY_OFFSETS), String::new(), false),
            RiskReason::VeryManyOffsets => {
                (Icon::Attention, format.count(VERY_MANY_OFFSETS), String::new(), false)
            }
            // What is not known is named with its place.
            RiskReason::UnknownNumber => continue,
            RiskReason::SkipsEverything | RiskReason::AllTopics => {
                (Icon::Attention, String::new(), String::new(), true)
            }
            RiskReason::Production => (Icon::Production, String::new(), String::new(), true),
        };
        let is_grave = matches!(reason, RiskReason::Skips | RiskReason::SkipsEverything);
        push(icon, "warn", text.confirm_reason(*reason, &records, &place), is_named, is_grave);
    }
    if totals.first_commits > 0 {
        let words =
            text.confirm_first_commits(totals.first_commits as u64, &format.size(totals.first_commits));
        push(Icon::FirstCommit, "warn", words, true, true);
    }
    if plan.group_state == GroupState::Dead {
        push(Icon::GroupDead, "warn", text.confirm_creates_group().to_owned(), true, true);
    }
    if totals.failing > 0 {
        let partitions = text.count_partitions(totals.failing as u64, &format.size(totals.failing));
        push(Icon::Failed, "bad", text.confirm_fails(&partitions), true, false);
    }
    if !plan.missing.is_empty() {
        let topics = text.count_topics(plan.missing.len() as u64, &format.size(plan.missing.len()));
        push(Icon::Failed, "bad", text.confirm_fails(&topics), true, false);
    }
    if effects.is_empty() {
        let words = text.confirm_changes_nothing().to_owned();
        effects.push(Effect { icon: Icon::NoChange, tone: "muted", words, is_named: true, is_grave: false });
    }
    effects
}

/// `orders.paid/0` if it is one partition, else `3 partitions`. `open`: those whose number has no known limit.
fn place(
    text: Text,
    format: &Formatter,
    plan: &ResetPlan,
    counted: fn(&PlannedReset) -> Option<Count>,
    open: bool,
) -> String {
    let belongs = |count: Count| !count.is_zero() && count.upper_bound().is_none() == open;
    let mut rows = plan.rows.iter().filter(|row| counted(row).is_some_and(belongs));
    match (rows.next(), rows.count()) {
        (Some(only), 0) => only.at.to_string(),
        (_, others) => text.count_partitions(others as u64 + 1, &format.size(others + 1)),
    }
}
