//! One row of the plan, and what it counts.

use crate::{Adjustment, Count, Offset, Target, TopicPartition};

/// What would happen to one partition.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PlannedReset {
    /// The partition.
    pub at: TopicPartition,
    /// Committed offset before; `None` if the group never committed here.
    pub committed: Option<Offset>,
    /// Log start when the plan was made, if known.
    pub log_start: Option<Offset>,
    /// Log end when the plan was made, if known.
    pub log_end: Option<Offset>,
    /// Where it goes; `None` if this row cannot be done (its adjustments say why) and will fail.
    pub target: Option<Target>,
    /// Whether the target is a bound that follows the log end: it rises as records come in. A bound that does not,
    /// rises only because retention deletes.
    pub follows_log_end: bool,
    /// Everything that makes the target differ from the wish, in the order it was found.
    pub adjustments: Vec<Adjustment>,
}

impl PlannedReset {
    /// How far the committed offset moves: above 0 ahead, below 0 back; by at least or at most that much where the
    /// target is a bound. `None` if there is no committed offset, or no number to go to.
    pub fn delta(&self) -> Option<i64> {
        // Both are 0 or more, so the difference cannot overflow.
        Some(self.target?.offset()?.get() - self.committed?.get())
    }

    /// How many offsets the group moves back over, so that their records are read again.
    ///
    /// `None` if the group never committed here, or the row has no target: there is nothing to count from or to.
    pub fn replayed(&self) -> Option<Count> {
        let (target, committed) = (self.target?, self.committed?);
        Some(match target {
            Target::Exact(to) => Count::Exactly(distance(to, committed)),
            // The endpoint may go further ahead, which replays less.
            Target::AtLeast(to) => Count::at_most(distance(to, committed)),
            // The endpoint may go further back, which replays more.
            Target::AtMost(to) if to <= committed => Count::AtLeast(distance(to, committed)),
            Target::AtMost(_) | Target::ResolvedByServer => Count::Unknown,
        })
    }

    /// How many offsets the group jumps over, so that their records are never read.
    ///
    /// `None` if the group never committed here, or the row has no target. A target that is at least some offset
    /// at or before the commit, and does not follow the log end, skips nothing: such a bound only rises because retention deletes records, and what
    /// retention has deleted is not skipped by the reset. (Not so if the commit lies past the log end, because the
    /// log was cut or made anew: then the end may grow past it, and the number is not known.)
    pub fn skipped(&self) -> Option<Count> {
        let (target, committed) = (self.target?, self.committed?);
        Some(match target {
            Target::Exact(to) => Count::Exactly(distance(committed, to)),
            Target::AtLeast(to) if to > committed || (to == committed && self.follows_log_end) => {
                Count::AtLeast(distance(committed, to))
            }
            Target::AtLeast(_) if self.log_end.is_none_or(|end| committed <= end) => Count::ZERO,
            Target::AtMost(to) => Count::at_most(distance(committed, to)),
            Target::AtLeast(_) | Target::ResolvedByServer => Count::Unknown,
        })
    }

    /// Whether the group may well have a commit here that could not be read: `committed` is `None` and says nothing.
    pub fn commit_is_unread(&self) -> bool {
        self.committed.is_none()
            && self.adjustments.iter().any(|note| matches!(note, Adjustment::Unreadable(_)))
    }

    /// Offsets between the commit and the log end before the reset; `None` if either is not known.
    pub fn lag_before(&self) -> Option<u64> {
        Some(distance(self.committed?, self.log_end?))
    }

    /// Offsets between the commit and the log end afterwards, measured to the log end of the plan; what is produced
    /// since comes on top. A row without target keeps its lag.
    pub fn lag_after(&self) -> Count {
        let Some(end) = self.log_end else { return Count::Unknown };
        match self.target {
            Some(Target::Exact(to)) => Count::Exactly(distance(to, end)),
            Some(Target::AtLeast(to)) => Count::at_most(distance(to, end)),
            Some(Target::AtMost(to)) => Count::AtLeast(distance(to, end)),
            Some(Target::ResolvedByServer) => Count::Unknown,
            None => self.lag_before().map_or(Count::Unknown, Count::Exactly),
        }
    }
}

/// Offsets from `from` up to `to`; 0 if `to` lies before it.
fn distance(from: Offset, to: Offset) -> u64 {
    u64::try_from(to.get() - from.get()).unwrap_or(0)
}
