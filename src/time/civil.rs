//! Calendar dates and times of day, without any zone.

/// Milliseconds of a day.
pub const DAY_MILLIS: i64 = 86_400_000;

/// A date and a time of day in the proleptic Gregorian calendar, without a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Civil {
    /// Year, e.g. 2026.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
    /// Second, 0 to 59; leap seconds do not exist here, as in Kafka's milliseconds.
    pub second: u8,
    /// Millisecond, 0 to 999.
    pub milli: u16,
}

impl Civil {
    /// The date and time, or `None` if there is no such day or time of day (30 February, 24:00).
    pub fn new(year: i32, month: u8, day: u8, hour: u8, minute: u8, second: u8, milli: u16) -> Option<Self> {
        let exists = (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && second < 60
            && milli < 1000;
        exists.then_some(Self { year, month, day, hour, minute, second, milli })
    }

    /// Milliseconds since 1970-01-01T00:00:00, as if this were UTC.
    pub fn to_millis(self) -> i64 {
        let seconds = i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second);
        days_from_civil(self.year, self.month, self.day) * DAY_MILLIS + seconds * 1000 + i64::from(self.milli)
    }

    /// The date and time that many milliseconds after 1970-01-01T00:00:00; `None` beyond the years that fit.
    pub fn from_millis(millis: i64) -> Option<Self> {
        let (year, month, day) = civil_from_days(millis.div_euclid(DAY_MILLIS))?;
        let rest = millis.rem_euclid(DAY_MILLIS);
        Some(Self {
            year,
            month,
            day,
            hour: u8::try_from(rest / 3_600_000).ok()?,
            minute: u8::try_from(rest / 60_000 % 60).ok()?,
            second: u8::try_from(rest / 1000 % 60).ok()?,
            milli: u16::try_from(rest % 1000).ok()?,
        })
    }

    /// `2026-11-21`.
    pub fn date(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// `22:00:00`.
    pub fn time(self) -> String {
        format!("{:02}:{:02}:{:02}", self.hour, self.minute, self.second)
    }

    /// `2026-11-21 22:00:00.000`.
    pub fn date_time_millis(self) -> String {
        format!("{} {}.{:03}", self.date(), self.time(), self.milli)
    }
}

/// Days of a month in a year; 0 for a month that does not exist.
fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        _ => 0,
    }
}

/// Days since 1970-01-01, by Howard Hinnant's `days_from_civil` (years counted from 1 March).
fn days_from_civil(year: i32, month: u8, day: u8) -> i64 {
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The date that many days after 1970-01-01, by Howard Hinnant's `civil_from_days`.
fn civil_from_days(days: i64) -> Option<(i32, u8, u8)> {
    let shifted = days.checked_add(719_468)?;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some((i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_moments_have_their_milliseconds() {
        let cases = [
            ((1970, 1, 1, 0, 0, 0, 0), 0),
            ((2000, 2, 29, 12, 0, 0, 0), 951_825_600_000),
            ((2026, 11, 21, 22, 0, 0, 0), 1_795_298_400_000),
            ((1969, 12, 31, 23, 59, 59, 999), -1),
        ];
        for ((year, month, day, hour, minute, second, milli), millis) in cases {
            let civil = Civil::new(year, month, day, hour, minute, second, milli).unwrap();
            assert_eq!(civil.to_millis(), millis);
            assert_eq!(Civil::from_millis(millis), Some(civil));
        }
    }

    #[test]
    fn days_and_times_that_do_not_exist_are_refused() {
        assert_eq!(Civil::new(2026, 2, 29, 0, 0, 0, 0), None);
        assert_eq!(Civil::new(1900, 2, 29, 0, 0, 0, 0), None);
        assert_eq!(Civil::new(2026, 13, 1, 0, 0, 0, 0), None);
        assert_eq!(Civil::new(2026, 4, 31, 0, 0, 0, 0), None);
        assert_eq!(Civil::new(2026, 4, 0, 0, 0, 0, 0), None);
        assert_eq!(Civil::new(2026, 4, 1, 24, 0, 0, 0), None);
        assert_eq!(Civil::new(2026, 4, 1, 23, 59, 60, 0), None);
        assert!(Civil::new(2024, 2, 29, 0, 0, 0, 0).is_some());
    }

    #[test]
    fn the_ends_of_i64_do_not_panic() {
        assert_eq!(Civil::from_millis(i64::MAX).map(|civil| civil.year), Some(292_278_994));
        assert!(Civil::from_millis(i64::MIN).is_some());
    }
}
