//! Numbers for files.

use kafka_offsets::{Count, Offset, PlannedReset, Target};

pub(super) fn target_offset(row: &PlannedReset) -> Option<Offset> {
    row.target.and_then(Target::offset)
}

pub(super) fn decimal(offset: Option<Offset>) -> Option<String> {
    offset.map(|offset| offset.get().to_string())
}

/// `123`, `>=123`, `<=123`; nothing if not known.
pub(super) fn count(count: Option<Count>) -> Option<String> {
    match count? {
        Count::Exactly(number) => Some(number.to_string()),
        Count::AtLeast(number) => Some(format!(">={number}")),
        Count::AtMost(number) => Some(format!("<={number}")),
        Count::Unknown => None,
    }
}
