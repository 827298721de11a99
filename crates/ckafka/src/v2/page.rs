//! Paging: `offset` and `limit`.

use super::fields::{refused, whole_number};
use crate::{ParameterError, Params};

/// The most entries that a page may hold, here and in [`crate::EndpointCapabilities::page_limit`].
pub(crate) const LARGEST_PAGE: u32 = 1_000;

/// A part of a list: `limit` entries from `offset` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Page {
    /// Entries before the page.
    pub offset: u32,
    /// Entries of the page at most.
    pub limit: u32,
}

impl Page {
    /// The entries of a whole list that are on this page.
    pub fn of<T>(self, all: &[T]) -> &[T] {
        let rest = all.get(self.offset as usize..).unwrap_or_default();
        rest.get(..self.limit as usize).unwrap_or(rest)
    }

    pub(crate) fn push(self, params: &mut Params) {
        params.push("offset", self.offset.to_string());
        params.push("limit", self.limit.to_string());
    }

    /// Reads both parameters; what is not there is 0 and the action's documented default.
    pub(crate) fn read(params: &Params, default_limit: u32) -> Result<Self, ParameterError> {
        read_page(params, "offset", "limit", default_limit)
    }
}

/// Reads a page by the names that its two parameters have.
pub(crate) fn read_page(
    params: &Params,
    offset: &'static str,
    limit: &'static str,
    default_limit: u32,
) -> Result<Page, ParameterError> {
    let number = |name, default, range: std::ops::RangeInclusive<i64>| match params.get(name) {
        None => Ok(default),
        Some(text) => {
            let way_out = format!("send a whole number from {} to {}", range.start(), range.end());
            let number = whole_number(name, text, &way_out)?;
            match u32::try_from(number) {
                Ok(small) if range.contains(&number) => Ok(small),
                _ => Err(refused(name, text, way_out)),
            }
        }
    };
    Ok(Page {
        offset: number(offset, 0, 0..=u32::MAX.into())?,
        limit: number(limit, default_limit, 1..=LARGEST_PAGE.into())?,
    })
}
