//! A number of offsets that may be known only in part.

/// A number of offsets (not records: compaction and transactions leave gaps), as well as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Exactly this many.
    Exactly(u64),
    /// This many or more.
    AtLeast(u64),
    /// This many or fewer.
    AtMost(u64),
    /// Not known before the endpoint has done it.
    Unknown,
}
