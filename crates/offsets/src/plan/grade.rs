//! From a wish to a target: how sure it is, depending on who resolves it and on what could be read.

use super::range::OffsetRange;
use super::wish::Wish;
use crate::{Adjustment, Offset, PartitionOffsets, Resolution, Target};

/// The ends of one partition's log, as far as known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LogEnds {
    start: Option<Offset>,
    end: Option<Offset>,
    /// The start is not known, and nothing went wrong: the endpoint tells none.
    start_untold: bool,
}

impl LogEnds {
    /// The ends as read. They are read one after the other: where retention has moved the start past an end that was
    /// read earlier, the log ends at its start. A log that ends at 0 starts there, whether the endpoint tells or not.
    pub(super) fn new(offsets: &PartitionOffsets) -> Self {
        let end = offsets.log_end.map(|end| offsets.log_start.map_or(end, |start| end.max(start)));
        let start = offsets.log_start.or_else(|| end.filter(|end| *end == Offset::ZERO));
        Self { start, end, start_untold: start.is_none() && end.is_some() && offsets.error.is_none() }
    }

    /// Whether the endpoint tells where this log ends, and not where it starts.
    pub(super) fn start_is_untold(self) -> bool {
        self.start_untold
    }

    /// Whether the log certainly holds nothing.
    pub(super) fn are_equal(self) -> bool {
        self.start.is_some() && self.start == self.end
    }
}

/// The target of a wish and what was done to get there; no target if what it needs is not known.
pub(super) fn grade(
    wish: Wish,
    log: LogEnds,
    resolution: Resolution,
) -> (Option<Target>, Option<Adjustment>) {
    match resolution {
        Resolution::Here => resolve_here(wish, log),
        Resolution::AtEndpoint => bound_for_endpoint(wish, log),
    }
}

/// We write the offset ourselves: exactly there, or not at all if the log's ends are not known.
///
/// An endpoint that tells no log starts is sent the number all the same. It lies before the log's end for certain, and
/// if retention has passed it, the endpoint moves it up to what is left: so it is there or later. Where the start is
/// missing because something could not be read, nothing is sent: that is no endpoint that would do so.
fn resolve_here(wish: Wish, log: LogEnds) -> (Option<Target>, Option<Adjustment>) {
    let clamped = |wished: i64| match (log.start, log.end) {
        (Some(start), Some(end)) => {
            let (offset, adjustment) = OffsetRange::new(start, end).clamp(wished);
            (Some(Target::Exact(offset)), adjustment)
        }
        (None, Some(end)) if log.start_untold => {
            let (offset, adjustment) = clamp_to_known(log, wished);
            // The log's end is in the log, wherever that starts
            let target = if offset == end { Target::Exact(offset) } else { Target::AtLeast(offset) };
            (Some(target), adjustment)
        }
        _ => (None, None),
    };
    match wish {
        Wish::LogStart => (log.start.map(Target::Exact), None),
        Wish::LogEnd => (log.end.map(Target::Exact), None),
        Wish::NoRecordAtTime => (log.end.map(Target::Exact), Some(Adjustment::NoRecordAtOrAfterTime)),
        Wish::RecordAt(offset) | Wish::At(offset) => clamped(offset.get()),
        Wish::Shifted { wished, .. } => clamped(wished),
        Wish::TimeNotLookedUp | Wish::NothingToShiftFrom => (None, None),
    }
}

/// The endpoint resolves at the moment of applying. Until then the log's ends can only rise (records come in,
/// retention deletes), so whatever depends on an end is a lower bound.
fn bound_for_endpoint(wish: Wish, log: LogEnds) -> (Option<Target>, Option<Adjustment>) {
    let at_least = |end: Option<Offset>| Some(end.map_or(Target::ResolvedByServer, Target::AtLeast));
    match wish {
        Wish::LogStart => (at_least(log.start), None),
        Wish::LogEnd => (at_least(log.end), None),
        Wish::NoRecordAtTime => (at_least(log.end), Some(Adjustment::NoRecordAtOrAfterTime)),
        Wish::RecordAt(offset) => {
            let (offset, adjustment) = clamp_to_known(log, offset.get());
            (Some(Target::AtLeast(offset)), adjustment)
        }
        Wish::TimeNotLookedUp => (Some(Target::ResolvedByServer), None),
        Wish::Shifted { wished, backward } => point(log, wished, backward),
        Wish::At(offset) => point(log, offset.get(), true),
        Wish::NothingToShiftFrom => (None, None),
    }
}

/// The grade of a number that the endpoint will clamp: as sure as the ends that it could be clamped to.
///
/// `may_precede_start`: it can lie before a log start that is not known. A shift ahead cannot, as it leads away
/// from a committed offset.
fn point(log: LogEnds, wished: i64, may_precede_start: bool) -> (Option<Target>, Option<Adjustment>) {
    let (offset, adjustment) = clamp_to_known(log, wished);
    if adjustment.is_some() {
        return (Some(Target::AtLeast(offset)), adjustment);
    }
    let start_is_safe = log.start.is_some() || !may_precede_start;
    let target = match (start_is_safe, log.end.is_some()) {
        (true, true) => Target::Exact(offset),
        (false, true) => Target::AtLeast(offset),
        (true, false) => Target::AtMost(offset),
        (false, false) => Target::ResolvedByServer,
    };
    (Some(target), None)
}

/// Clamps with what is known: offsets lie between 0 and 2^63-1 even if nothing could be read.
fn clamp_to_known(log: LogEnds, wished: i64) -> (Offset, Option<Adjustment>) {
    OffsetRange::new(log.start.unwrap_or(Offset::ZERO), log.end.unwrap_or(Offset::MAX)).clamp(wished)
}
