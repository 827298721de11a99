//! Numbers that tie an answer to its effect.

use std::fmt;

/// Id of one effect of one flow; only the flow makes them, and never the same twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(u64);

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Where the ids of one flow come from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct RequestIds {
    given: u64,
}

impl RequestIds {
    /// An id that was never given before.
    pub(crate) fn next(&mut self) -> RequestId {
        self.given += 1;
        RequestId(self.given)
    }
}

#[cfg(test)]
impl RequestIds {
    /// Ids go on after so many.
    pub(crate) fn after(given: u64) -> Self {
        Self { given }
    }
}

#[cfg(test)]
impl RequestId {
    /// An id with a number of one's own, for flows that are compared apart from their ids.
    pub(crate) fn numbered(number: u64) -> Self {
        Self(number)
    }
}
