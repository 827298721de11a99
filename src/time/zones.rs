//! What a time zone has to answer, and what follows from it: local times that do not exist or exist twice.

use super::Civil;

/// Knows the offsets of time zones. The browser's `Intl` implements it; tests bring a table.
pub trait Zones {
    /// Seconds east of UTC in a zone at a moment (milliseconds since 1970 UTC); `None` if the zone is not known.
    fn offset_seconds(&self, zone: &str, millis: i64) -> Option<i32>;

    /// The zone of the computer on which this runs, by its IANA name.
    fn local_zone(&self) -> String;

    /// IANA names to choose from, `UTC` first.
    fn names(&self) -> Vec<String>;
}

/// Zones where there is no browser: `UTC` only.
#[derive(Debug, Clone, Copy, Default)]
pub struct UtcOnly;

impl Zones for UtcOnly {
    fn offset_seconds(&self, zone: &str, _millis: i64) -> Option<i32> {
        (zone == "UTC").then_some(0)
    }

    fn local_zone(&self) -> String {
        "UTC".to_owned()
    }

    fn names(&self) -> Vec<String> {
        vec!["UTC".to_owned()]
    }
}

/// One reading of a local time: the moment, and the offset that makes it so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Milliseconds since 1970 UTC.
    pub millis: i64,
    /// Seconds east of UTC.
    pub offset_seconds: i32,
}

/// What a local time means in a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Local {
    /// One moment.
    Once(Reading),
    /// The clocks were put back over it: two moments, earlier first.
    Twice(Reading, Reading),
    /// The clocks were put forward over it: it never was. Its two neighbours are offered instead.
    Never {
        /// One second before the gap.
        before: Reading,
        /// The first moment after the gap.
        after: Reading,
    },
}

/// Finds what a local time means in a zone; `None` if the zone is not known.
///
/// The offset that holds is the one of a day before or of a day after, since no zone changes its clocks twice in
/// two days.
pub fn resolve_local(zones: &dyn Zones, zone: &str, local: Civil) -> Option<Local> {
    let wall = local.to_millis();
    let before = zones.offset_seconds(zone, wall.saturating_sub(super::civil::DAY_MILLIS))?;
    let after = zones.offset_seconds(zone, wall.saturating_add(super::civil::DAY_MILLIS))?;
    let holds = |offset: i32| -> Option<Reading> {
        let millis = wall.checked_sub(i64::from(offset) * 1000)?;
        (zones.offset_seconds(zone, millis)? == offset).then_some(Reading { millis, offset_seconds: offset })
    };
    match (holds(before), holds(after)) {
        (Some(first), Some(second)) if first.millis < second.millis => Some(Local::Twice(first, second)),
        (Some(first), Some(second)) if first.millis > second.millis => Some(Local::Twice(second, first)),
        (Some(only), _) | (None, Some(only)) => Some(Local::Once(only)),
        (None, None) => {
            // The local time lies in a gap: the offsets on its two sides bracket the moment of the change
            let low = wall.checked_sub(i64::from(after.max(before)) * 1000)?;
            let high = wall.checked_sub(i64::from(after.min(before)) * 1000)?;
            let change = first_with_other_offset(zones, zone, low, high)?;
            let reading = |millis: i64| -> Option<Reading> {
                Some(Reading { millis, offset_seconds: zones.offset_seconds(zone, millis)? })
            };
            Some(Local::Never { before: reading(change.checked_sub(1000)?)?, after: reading(change)? })
        }
    }
}

/// The first millisecond in `(low, high]` whose offset is not the one at `low`, by halving.
fn first_with_other_offset(zones: &dyn Zones, zone: &str, low: i64, high: i64) -> Option<i64> {
    let old = zones.offset_seconds(zone, low)?;
    let (mut low, mut high) = (low, high);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if zones.offset_seconds(zone, middle)? == old { low = middle } else { high = middle }
    }
    Some(high)
}
