//! The one strategy that takes every partition of a topic back at once, where there is one.

use crate::{Offset, ResetStrategy};

/// A strategy that puts a whole topic back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum WayBack {
    /// This offset in every partition.
    Offset(Offset),
    /// This shift in every partition.
    Shift(i64),
}

/// One partition of the topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Partition {
    /// The committed offset before the reset.
    pub(super) before: Option<Offset>,
    /// The committed offset after it; `None`, too, where it is not known.
    pub(super) now: Option<Offset>,
    /// Whether it is to be taken back.
    pub(super) moved: bool,
}

impl Partition {
    /// Where it has to end up.
    fn home(self) -> Option<Offset> {
        if self.moved { self.before } else { self.now }
    }

    /// Whether shifting the whole topic leads it home.
    fn shifts_home(self, back: i64) -> bool {
        match (self.before, self.now) {
            // Never committed and still not: a shift leaves it alone, too
            (None, None) => !self.moved,
            (Some(before), Some(now)) => self.moved && now.get().checked_add(back) == Some(before.get()),
            _ => false,
        }
    }
}

/// Finds it for all partitions of a topic that `strategy` has moved.
///
/// One offset for all comes first, since it leads to the same place however often it is sent and whatever has been
/// consumed since.
pub(super) fn way_back(
    strategy: &ResetStrategy,
    mut partitions: impl Iterator<Item = Partition> + Clone,
) -> Option<WayBack> {
    if let Some(offset) = partitions.clone().next().and_then(Partition::home)
        && partitions.clone().all(|partition| partition.home() == Some(offset))
    {
        return Some(WayBack::Offset(offset));
    }
    let ResetStrategy::ShiftBy(shift) = *strategy else { return None };
    let back = shift.checked_neg()?;
    partitions.all(|partition| partition.shifts_home(back)).then_some(WayBack::Shift(back))
}
