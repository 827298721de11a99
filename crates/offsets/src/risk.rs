//! How much confirmation a plan deserves.

use crate::ResetPlan;

/// How much friction stands before a reset (DESIGN: "Friction grows with risk").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Risk {
    /// One button.
    Low,
    /// A tick that names the effect.
    Medium,
    /// The group's name typed.
    High,
}

/// Why a plan has its risk; all that apply are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RiskReason {
    /// At least one partition skips this many offsets (all partitions together), or may.
    Skips,
    /// More than one topic.
    SeveralTopics,
    /// More than 10,000 offsets are replayed or skipped.
    ManyOffsets,
    /// A number is not known before the endpoint has done it.
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
