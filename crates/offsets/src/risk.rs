//! How much confirmation a plan deserves.

use crate::{Count, PlannedReset, ResetPlan, ResetScope, ResetStrategy};

/// More offsets than this, replayed and skipped together, are at least [`Risk::Medium`].
pub const MANY_OFFSETS: u64 = 10_000;

/// More offsets than this, replayed and skipped together, are [`Risk::High`].
pub const VERY_MANY_OFFSETS: u64 = 1_000_000;

/// How much friction stands before a reset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Risk {
    /// One button.
    Low,
    /// A tick that names the effect.
    Medium,
    /// The group's name typed.
    High,
}

/// Why a plan has its risk; all that apply are listed, but of the two numbers of offsets only the larger one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RiskReason {
    /// At least one partition skips offsets, or may.
    Skips,
    /// More than one topic.
    SeveralTopics,
    /// More than 10,000 offsets are replayed or skipped.
    ManyOffsets,
    /// How many offsets are replayed or skipped has no known limit: the endpoint decides, or it is a first commit.
    UnknownNumber,
    /// Every partition goes to its log end and something is skipped.
    SkipsEverything,
    /// All topics of the group.
    AllTopics,
    /// More than 1,000,000 offsets are replayed or skipped.
    VeryManyOffsets,
    /// The instance is marked `production`.
    Production,
}

impl RiskReason {
    /// The least risk that a plan has for this reason.
    pub fn risk(self) -> Risk {
        match self {
            Self::Skips | Self::SeveralTopics | Self::ManyOffsets | Self::UnknownNumber => Risk::Medium,
            Self::SkipsEverything | Self::AllTopics | Self::VeryManyOffsets | Self::Production => Risk::High,
        }
    }
}

impl ResetPlan {
    /// How much confirmation the plan deserves, and every reason for it in the order of [`RiskReason`].
    ///
    /// `production`: the instance is marked so in the configuration of page or gateway.
    ///
    /// Replays of at most [`MANY_OFFSETS`] in one topic are [`Risk::Low`]. Numbers are offsets replayed plus skipped
    /// over all partitions; one that is not known is at least [`Risk::Medium`].
    pub fn risk(&self, production: bool) -> (Risk, Vec<RiskReason>) {
        let offsets = self.offsets_moved();
        let reasons: Vec<_> = [
            (RiskReason::Skips, self.skips_something()),
            (RiskReason::SeveralTopics, self.sendable_topics().is_some_and(|topics| topics.len() > 1)),
            (RiskReason::ManyOffsets, offsets > MANY_OFFSETS && offsets <= VERY_MANY_OFFSETS),
            (RiskReason::UnknownNumber, self.rows.iter().any(has_unknown_number)),
            (RiskReason::SkipsEverything, self.skips_everything()),
            (RiskReason::AllTopics, self.means_all_topics()),
            (RiskReason::VeryManyOffsets, offsets > VERY_MANY_OFFSETS),
            (RiskReason::Production, production),
        ]
        .into_iter()
        .filter_map(|(reason, applies)| applies.then_some(reason))
        .collect();
        (reasons.iter().map(|reason| reason.risk()).max().unwrap_or(Risk::Low), reasons)
    }

    /// Every offset replayed or skipped, by the numbers that are known: a bound counts in full, whichever side it
    /// bounds, so that a large "at most" is not lost beside a small "at least".
    fn offsets_moved(&self) -> u64 {
        let numbers = self.rows.iter().flat_map(|row| [row.replayed(), row.skipped()]);
        numbers.flatten().filter_map(Count::number).fold(0, u64::saturating_add)
    }

    fn skips_something(&self) -> bool {
        self.rows.iter().filter_map(PlannedReset::skipped).any(|skipped| !skipped.is_zero())
    }

    /// Every partition goes to its log end and something is skipped. Where the endpoint does not tell the log end,
    /// the strategy does.
    fn skips_everything(&self) -> bool {
        let latest = self.request.strategy == ResetStrategy::Latest;
        let to_the_end = |row: &PlannedReset| {
            row.target
                .is_none_or(|target| latest || (row.log_end.is_some() && target.offset() == row.log_end))
        };
        self.skips_something() && self.rows.iter().all(to_the_end)
    }

    /// The offsets of a plan file, a retry or an undo name their partitions themselves, whatever the scope says.
    fn means_all_topics(&self) -> bool {
        self.request.scope == ResetScope::AllTopicsOfGroup
            && !matches!(self.request.strategy, ResetStrategy::PerPartition(_))
    }
}

/// Whether a row that will be sent moves a number of offsets that has no known limit. A first commit has nothing
/// to count from, so nobody knows how many records its consumers will read or miss.
fn has_unknown_number(row: &PlannedReset) -> bool {
    let unlimited = |count: Option<Count>| count.and_then(Count::upper_bound).is_none();
    row.target.is_some() && (unlimited(row.replayed()) || unlimited(row.skipped()))
}
