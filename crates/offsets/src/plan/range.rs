//! The clamping rule: where an offset may lie, and what happens to a wish outside.

use crate::{Adjustment, Offset};

/// The offsets that a partition's commit may have: from its log start to its log end, both included.
///
/// The only place that clamps. Kafka's own tool has the same rule; a broker checks nothing and would accept any
/// number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OffsetRange {
    start: Offset,
    end: Offset,
}

impl OffsetRange {
    /// The range from `start` to `end`, which does not lie before it.
    pub(super) fn new(start: Offset, end: Offset) -> Self {
        Self { start, end }
    }

    /// The nearest offset of the range to where the wish points, and what had to be done to get there.
    pub(super) fn clamp(self, wished: i64) -> (Offset, Option<Adjustment>) {
        match Offset::try_from(wished) {
            Ok(offset) if offset > self.end => (self.end, Some(Adjustment::ClampedToEnd { wished })),
            Ok(offset) if offset >= self.start => (offset, None),
            _ => (self.start, Some(Adjustment::ClampedToStart { wished })),
        }
    }
}
