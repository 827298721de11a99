//! Points in time as ISO 8601 text in UTC, both ways and to the millisecond.

use crate::{IdError, Timestamp};
use std::fmt;
use std::str::FromStr;

const DAY_MILLIS: i64 = 86_400_000;
/// 10000-01-01T00:00:00Z, where four digits end and so does this form of ISO 8601.
const YEAR_10000_MILLIS: i64 = 253_402_300_800_000;

/// `2026-11-21T22:00:00.000Z`; from the year 10000 on, `253402300800000 ms`.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = self.as_millis();
        if millis >= YEAR_10000_MILLIS {
            return write!(f, "{millis} ms");
        }
        let (year, month, day) = civil(millis / DAY_MILLIS);
        let in_day = millis % DAY_MILLIS;
        let (hour, minute) = (in_day / 3_600_000, in_day / 60_000 % 60);
        let (second, milli) = (in_day / 1_000 % 60, in_day % 1_000);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
    }
}

/// Reads back exactly what is written; seconds may lack their decimals.
impl FromStr for Timestamp {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let millis = match text.strip_suffix(" ms") {
            Some(number) => number.parse().ok(),
            None => iso_millis(text),
        };
        Self::try_from(millis.ok_or_else(|| IdError::NotATime(text.to_owned()))?)
    }
}

fn iso_millis(text: &str) -> Option<i64> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    let (time, milli) = match time.split_once('.') {
        Some((time, decimals)) => {
            let [milli] = numbers(decimals, '.', [3])?;
            (time, milli)
        }
        None => (time, 0),
    };
    let [hour, minute, second] = numbers(time, ':', [2, 2, 2])?;
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let days = days(year, month, day);
    // A day that does not exist comes back as another one
    if civil(days) != (year, month, day) {
        return None;
    }
    Some(days * DAY_MILLIS + ((hour * 60 + minute) * 60 + second) * 1_000 + milli)
}

/// So many numbers of exactly so many digits each.
fn numbers<const N: usize>(text: &str, between: char, digits: [usize; N]) -> Option<[i64; N]> {
    let mut found = [0; N];
    let mut parts = text.split(between);
    for (number, digits) in found.iter_mut().zip(digits) {
        let part = parts.next()?;
        if part.len() != digits || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(found)
}

/// Year, month and day of a day since 1970-01-01, which is counted from 0 up.
///
/// The calendar repeats every 400 years of 146,097 days. Years begin in March here, so that the leap day is the
/// last one.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day)
}

/// The day since 1970-01-01; the inverse of [`civil`].
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let from_march = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}
