//! Going through the pages of a list.

use crate::Page;
use crate::envelope::malformed;
use kafka_offsets::EndpointFault;
use std::collections::BTreeSet;

/// How often reading starts over when the list changes while it is read.
const RESTARTS: u32 = 3;

/// Where the reading of a list stands.
#[derive(Debug, Clone)]
pub(super) struct Pages {
    limit: u32,
    received: u32,
    total: Option<i64>,
    seen: BTreeSet<String>,
    restarts: u32,
}

/// What to do with a page that came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Keep its rows; there is more.
    Next,
    /// Keep its rows; that was all.
    Last,
    /// The list has changed: forget all rows and read it anew.
    StartOver,
}

impl Pages {
    pub(super) fn new(limit: u32) -> Self {
        Self { limit, received: 0, total: None, seen: BTreeSet::new(), restarts: 0 }
    }

    pub(super) fn page(&self) -> Page {
        Page { offset: self.received, limit: self.limit }
    }

    /// Takes note of a page: the names of its rows (`None` for a row without one), and how many rows the whole list
    /// is said to have.
    ///
    /// A list that grows or shrinks between two pages shifts rows over the edge, and one would come twice or be
    /// missed; so it is read anew. A list that ends before its own total, or an endpoint that always sends the same
    /// page, is a fault: a part must not pass for the whole.
    pub(super) fn take(
        &mut self,
        names: Vec<Option<String>>,
        total: Option<i64>,
    ) -> Result<Step, EndpointFault> {
        let again = names.iter().flatten().any(|name| self.seen.contains(name));
        let changed = again || (self.received > 0 && total != self.total);
        if changed && self.restarts < RESTARTS {
            *self = Self { restarts: self.restarts + 1, ..Self::new(self.limit) };
            return Ok(Step::StartOver);
        }
        if changed {
            return Err(malformed(
                "the list kept changing while it was read, or the same page came again and again",
            ));
        }
        let rows = names.len();
        self.seen.extend(names.into_iter().flatten());
        self.total = total;
        self.received = self.received.saturating_add(u32::try_from(rows).unwrap_or(u32::MAX));
        let received = i64::from(self.received);
        match total {
            Some(total) if received >= total => Ok(Step::Last),
            Some(total) if rows == 0 => {
                Err(malformed(format!("the list is said to have {total} entries and ended after {received}")))
            }
            Some(_) => Ok(Step::Next),
            // Without a total a page that is not full is the last one
            None if i64::try_from(rows).unwrap_or(i64::MAX) < i64::from(self.limit) => Ok(Step::Last),
            None => Ok(Step::Next),
        }
    }
}
