//! Numbers, times and zones as text. Views take a [`Formatter`] from the context ([`use_formatter`]).
//!
//! Integers are grouped here and not by the browser's `Intl`: the grouping is the same in both languages, exact
//! for every 64-bit number, and a table of 100,000 rows formats several of them per painted row. What only the
//! browser knows, the offsets of time zones, comes through [`Zones`].

use crate::text::Locale;
use crate::time::{Civil, UtcOnly, Zones};
use kafka_offsets::Timestamp;
use std::rc::Rc;
use yew::prelude::*;

/// Turns numbers and times into text for one language and one time zone.
#[derive(Clone)]
pub struct Formatter {
    locale: Locale,
    zone: Rc<str>,
    zones: Rc<dyn Zones>,
}

impl std::fmt::Debug for Formatter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Formatter")
            .field("locale", &self.locale)
            .field("zone", &self.zone)
            .finish_non_exhaustive()
    }
}

impl PartialEq for Formatter {
    fn eq(&self, other: &Self) -> bool {
        self.locale == other.locale && self.zone == other.zone && Rc::ptr_eq(&self.zones, &other.zones)
    }
}

impl Default for Formatter {
    fn default() -> Self {
        Self::new(Locale::default(), "UTC", Rc::new(UtcOnly))
    }
}

impl Formatter {
    /// A formatter for a language and a time zone (IANA name).
    pub fn new(locale: Locale, zone: &str, zones: Rc<dyn Zones>) -> Self {
        Self { locale, zone: zone.into(), zones }
    }

    /// The zone in which local times are shown, by its IANA name.
    pub fn zone(&self) -> &str {
        &self.zone
    }

    /// `48,211,006`; a true minus sign before negative numbers.
    pub fn integer(&self, number: i64) -> String {
        group(number < 0, &number.unsigned_abs().to_string())
    }

    /// `48,211,006`, for counts.
    pub fn count(&self, number: u64) -> String {
        group(false, &number.to_string())
    }

    /// `48,211,006`, for lengths of lists.
    pub fn size(&self, number: usize) -> String {
        group(false, &number.to_string())
    }

    /// `+500`, `−500`, `0`.
    pub fn signed(&self, number: i64) -> String {
        let text = self.integer(number);
        if number > 0 { format!("+{text}") } else { text }
    }

    /// Groups a decimal string of any length (`-12345` becomes `−12,345`); anything else is returned as it is.
    pub fn decimal(&self, digits: &str) -> String {
        let (negative, bare) = match digits.strip_prefix('-') {
            Some(bare) => (true, bare),
            None => (false, digits),
        };
        if !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit()) {
            group(negative, bare)
        } else {
            digits.to_owned()
        }
    }

    /// `2026-11-21 22:00:00.000 UTC`. A time beyond the calendar's years is shown in milliseconds.
    pub fn utc(&self, at: Timestamp) -> String {
        match Civil::from_millis(at.as_millis()) {
            Some(civil) => format!("{} UTC", civil.date_time_millis()),
            None => format!("{} ms", at.as_millis()),
        }
    }

    /// `03:11:52 UTC`, for moments of today.
    pub fn utc_time(&self, at: Timestamp) -> String {
        match Civil::from_millis(at.as_millis()) {
            Some(civil) => format!("{} UTC", civil.time()),
            None => format!("{} ms", at.as_millis()),
        }
    }

    /// `2026-11-22 06:00:00.000 UTC+08:00`, in the chosen zone; `None` if the zone is not known here.
    pub fn zoned(&self, at: Timestamp) -> Option<String> {
        self.zoned_in(&self.zone, at)
    }

    /// The same in a zone named by the caller.
    pub fn zoned_in(&self, zone: &str, at: Timestamp) -> Option<String> {
        let offset = self.zones.offset_seconds(zone, at.as_millis())?;
        let civil = Civil::from_millis(at.as_millis().checked_add(i64::from(offset) * 1000)?)?;
        Some(format!("{} {}", civil.date_time_millis(), Self::offset(offset)))
    }

    /// `UTC+08:00`, `UTC−05:00`.
    pub fn offset(seconds: i32) -> String {
        let sign = if seconds < 0 { '−' } else { '+' };
        let minutes = seconds.unsigned_abs() / 60;
        format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }

    /// How long before (or after) now a time is: `5 h 12 min ago`, `5 小时 12 分钟前`, `in 3 s`.
    pub fn age(&self, at: Timestamp, now: Timestamp) -> String {
        let distance = now.as_millis().abs_diff(at.as_millis());
        if distance < 1000 {
            return match self.locale {
                Locale::En => "now".to_owned(),
                Locale::ZhCn => "现在".to_owned(),
            };
        }
        let length = self.length(distance);
        match (self.locale, at <= now) {
            (Locale::En, true) => format!("{length} ago"),
            (Locale::En, false) => format!("in {length}"),
            (Locale::ZhCn, true) => format!("{length}前"),
            (Locale::ZhCn, false) => format!("{length}后"),
        }
    }

    /// A length of time by its two largest units: `5 h 12 min`, `2 d 3 h`, `14 min 32 s`, `0.4 s`.
    pub fn length(&self, millis: u64) -> String {
        let units: [&str; 4] = match self.locale {
            Locale::En => ["d", "h", "min", "s"],
            Locale::ZhCn => ["天", "小时", "分钟", "秒"],
        };
        let sizes = [86_400_000_u64, 3_600_000, 60_000, 1000];
        if millis < 10_000 && !millis.is_multiple_of(1000) {
            let [.., seconds] = units;
            return format!("{}.{}\u{a0}{seconds}", millis / 1000, millis % 1000 / 100);
        }
        let mut rest = millis;
        let mut parts = Vec::new();
        for (unit, size) in units.into_iter().zip(sizes) {
            let number = rest / size;
            rest %= size;
            if number > 0 {
                parts.push(format!("{}\u{a0}{unit}", self.count(number)));
            } else if !parts.is_empty() {
                break;
            }
            if parts.len() == 2 {
                break;
            }
        }
        match (parts.is_empty(), units) {
            (true, [.., seconds]) => format!("0\u{a0}{seconds}"),
            (false, _) => parts.join(" "),
        }
    }
}

/// Sets a comma before every third digit from the right.
fn group(negative: bool, digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 3);
    if negative {
        out.push('−');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The formatter of this console; English and UTC where no provider is around (tests of one view).
#[hook]
pub fn use_formatter() -> Formatter {
    use_context::<Formatter>().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::try_from(millis).unwrap()
    }

    fn chinese() -> Formatter {
        Formatter::new(Locale::ZhCn, "UTC", Rc::new(UtcOnly))
    }

    #[test]
    fn integers_are_grouped_exactly_over_the_whole_range() {
        let format = Formatter::default();
        assert_eq!(format.integer(0), "0");
        assert_eq!(format.integer(999), "999");
        assert_eq!(format.integer(1000), "1,000");
        assert_eq!(format.integer(-48_211_006), "−48,211,006");
        assert_eq!(format.integer(9_007_199_254_740_993), "9,007,199,254,740,993");
        assert_eq!(format.integer(i64::MAX), "9,223,372,036,854,775,807");
        assert_eq!(format.integer(i64::MIN), "−9,223,372,036,854,775,808");
        assert_eq!(format.count(u64::MAX), "18,446,744,073,709,551,615");
    }

    #[test]
    fn a_plus_stands_only_where_a_change_is_shown() {
        let format = Formatter::default();
        assert_eq!(format.signed(1500), "+1,500");
        assert_eq!(format.signed(-1500), "−1,500");
        assert_eq!(format.signed(0), "0");
    }

    #[test]
    fn decimal_strings_keep_every_digit_and_other_text_is_left_alone() {
        let format = Formatter::default();
        assert_eq!(
            format.decimal("123456789012345678901234567890"),
            "123,456,789,012,345,678,901,234,567,890"
        );
        assert_eq!(format.decimal("-1234"), "−1,234");
        assert_eq!(format.decimal("12a"), "12a");
        assert_eq!(format.decimal("-"), "-");
        assert_eq!(format.decimal(""), "");
    }

    #[test]
    fn times_show_utc_with_milliseconds() {
        let format = Formatter::default();
        assert_eq!(format.utc(at(1_795_298_400_000)), "2026-11-21 22:00:00.000 UTC");
        assert_eq!(format.utc_time(at(1_795_298_400_000)), "22:00:00 UTC");
        assert_eq!(format.zoned(at(1_795_298_400_007)).as_deref(), Some("2026-11-21 22:00:00.007 UTC+00:00"));
        assert_eq!(format.zoned_in("Mars/Olympus", at(0)), None);
    }

    #[test]
    fn offsets_of_half_hours_and_west_of_utc_are_written_out() {
        assert_eq!(Formatter::offset(28_800), "UTC+08:00");
        assert_eq!(Formatter::offset(-18_000), "UTC−05:00");
        assert_eq!(Formatter::offset(-12_600), "UTC−03:30");
        assert_eq!(Formatter::offset(0), "UTC+00:00");
    }

    #[test]
    fn an_age_has_its_two_largest_units() {
        let format = Formatter::default();
        let now = at(1_795_298_400_000);
        let before = |millis: i64| format.age(at(now.as_millis() - millis), now).replace('\u{a0}', " ");
        assert_eq!(before(0), "now");
        assert_eq!(before(5000), "5 s ago");
        assert_eq!(before(18_720_000), "5 h 12 min ago");
        assert_eq!(before(86_400_000 + 59_000), "1 d ago");
        assert_eq!(before(-180_000), "in 3 min");
        assert_eq!(chinese().age(at(0), at(18_720_000)).replace('\u{a0}', " "), "5 小时 12 分钟前");
    }

    #[test]
    fn short_lengths_have_one_decimal() {
        let format = Formatter::default();
        assert_eq!(format.length(290).replace('\u{a0}', " "), "0.2 s");
        assert_eq!(format.length(9900).replace('\u{a0}', " "), "9.9 s");
        assert_eq!(format.length(0).replace('\u{a0}', " "), "0 s");
        assert_eq!(format.length(872_000).replace('\u{a0}', " "), "14 min 32 s");
    }
}
