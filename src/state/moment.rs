//! Points in time as people type them.
//!
//! Understood are: a local date and time in the chosen zone (`2026-11-21 22:00`, also the date alone), ISO 8601
//! with an offset or `Z`, milliseconds since 1970, `now`, `now-2h`, `today 09:00` and `yesterday 09:00`.

use super::ago::parse_ago;
use crate::time::{Civil, Local, Reading, Zones, civil::DAY_MILLIS, resolve_local};
use kafka_offsets::Timestamp;

/// Why a text is no point in time. Where there is an obvious way out, it comes along as text for the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MomentProblem {
    /// Nothing was typed.
    Empty,
    /// None of the forms that are understood.
    NotATime(String),
    /// A day or a time of day that does not exist in any zone (30 February, 25:00).
    NoSuchDay(String),
    /// Below 0; -1 and -2 are Kafka's signs for the ends of the log and no times.
    Negative(String),
    /// A number beyond 2^63-1.
    OutOfRange(String),
    /// Digits that look like seconds since 1970.
    Seconds {
        /// As typed.
        typed: String,
        /// The same in milliseconds.
        millis: i64,
    },
    /// Digits that look like microseconds since 1970.
    Micros {
        /// As typed.
        typed: String,
        /// The same in milliseconds.
        millis: i64,
    },
    /// Finer than a millisecond, which Kafka cannot look up.
    TooFine(String),
    /// A time before 1970.
    BeforeEpoch(String),
    /// The zone is not known.
    UnknownZone(String),
    /// The clocks of the zone were put forward over this local time.
    NeverExisted {
        /// The local time as understood.
        local: Civil,
        /// The zone.
        zone: String,
        /// One second before the gap.
        before: Reading,
        /// The first moment after it.
        after: Reading,
    },
    /// The clocks of the zone were put back over this local time: it came twice.
    ExistsTwice {
        /// The local time as understood.
        local: Civil,
        /// The zone.
        zone: String,
        /// The earlier of the two.
        first: Reading,
        /// The later of the two.
        second: Reading,
    },
}

/// Reads a point in time. `zone` is where local times are meant, `now` is what `now` and `today` mean.
///
/// # Errors
/// What is wrong, with the text as typed and the ways out.
pub fn parse_moment(
    text: &str,
    zone: &str,
    now: Timestamp,
    zones: &dyn Zones,
) -> Result<Timestamp, MomentProblem> {
    let typed = text.trim();
    if typed.is_empty() {
        return Err(MomentProblem::Empty);
    }
    let not_a_time = || MomentProblem::NotATime(typed.to_owned());
    if let Some(number) = digits_with_sign(typed) {
        return parse_epoch(typed, number);
    }
    if let Some(rest) = strip_word(typed, &["now", "现在"]) {
        return relative_to_now(rest, now).ok_or_else(not_a_time);
    }
    for (words, days) in [(&["today", "今天"], 0), (&["yesterday", "昨天"], 1)] {
        if let Some(rest) = strip_word(typed, words) {
            let offset = zones
                .offset_seconds(zone, now.as_millis())
                .ok_or_else(|| MomentProblem::UnknownZone(zone.to_owned()))?;
            let local_now = now.as_millis().saturating_add(i64::from(offset) * 1000);
            let day =
                Civil::from_millis(local_now.saturating_sub(days * DAY_MILLIS)).ok_or_else(not_a_time)?;
            let clock = if rest.trim().is_empty() { "00:00" } else { rest.trim() };
            return local_or_offset(&format!("{}T{clock}", day.date()), typed, zone, zones);
        }
    }
    local_or_offset(typed, typed, zone, zones)
}

/// The text for the field that means exactly this reading, whatever the zone: `2026-11-01 01:30:00-04:00`.
pub fn exact_text(reading: Reading) -> Option<String> {
    let local = Civil::from_millis(reading.millis.checked_add(i64::from(reading.offset_seconds) * 1000)?)?;
    let sign = if reading.offset_seconds < 0 { '-' } else { '+' };
    let minutes = reading.offset_seconds.unsigned_abs() / 60;
    let millis = if local.milli == 0 { String::new() } else { format!(".{:03}", local.milli) };
    Some(format!("{} {}{millis}{sign}{:02}:{:02}", local.date(), local.time(), minutes / 60, minutes % 60))
}

/// The text as an optional sign and digits only.
fn digits_with_sign(typed: &str) -> Option<&str> {
    let bare = typed.trim_start_matches(['-', '−', '+']);
    (!bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit())).then_some(bare)
}

fn parse_epoch(typed: &str, digits: &str) -> Result<Timestamp, MomentProblem> {
    if typed.starts_with(['-', '−']) {
        return Err(MomentProblem::Negative(typed.to_owned()));
    }
    let number: i64 = digits.parse().map_err(|_| MomentProblem::OutOfRange(typed.to_owned()))?;
    match digits.trim_start_matches('0').len() {
        // Milliseconds of that length lie before March 1973, seconds of that length in our time
        9..=11 => {
            Err(MomentProblem::Seconds { typed: typed.to_owned(), millis: number.saturating_mul(1000) })
        }
        // Milliseconds of that length lie 30,000 years ahead
        15..=17 => Err(MomentProblem::Micros { typed: typed.to_owned(), millis: number / 1000 }),
        _ => Timestamp::try_from(number).map_err(|_| MomentProblem::Negative(typed.to_owned())),
    }
}

/// What follows one of the words (any letter case).
fn strip_word<'a>(typed: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| {
        let head = typed.get(..word.len())?;
        head.eq_ignore_ascii_case(word).then(|| typed.get(word.len()..)).flatten()
    })
}

/// `` or `-2h` or `+ 5 min`, after `now`.
fn relative_to_now(rest: &str, now: Timestamp) -> Option<Timestamp> {
    let rest = rest.trim();
    if rest.is_empty() {
        return Some(now);
    }
    let (sign, length) = match rest.chars().next()? {
        '-' | '−' => (-1, rest.trim_start_matches(['-', '−'])),
        '+' => (1, rest.trim_start_matches('+')),
        _ => return None,
    };
    let millis = parse_ago(length).ok()?.checked_mul(sign)?;
    Timestamp::try_from(now.as_millis().checked_add(millis)?).ok()
}

/// A date and time, local or with an offset.
fn local_or_offset(
    text: &str,
    typed: &str,
    zone: &str,
    zones: &dyn Zones,
) -> Result<Timestamp, MomentProblem> {
    let (body, offset) = split_offset(text).ok_or_else(|| MomentProblem::NotATime(typed.to_owned()))?;
    let local = parse_civil(body, typed)?;
    let millis = match offset {
        Some(seconds) => local.to_millis().saturating_sub(i64::from(seconds) * 1000),
        None => match resolve_local(zones, zone, local) {
            None => return Err(MomentProblem::UnknownZone(zone.to_owned())),
            Some(Local::Once(reading)) => reading.millis,
            Some(Local::Never { before, after }) => {
                return Err(MomentProblem::NeverExisted { local, zone: zone.to_owned(), before, after });
            }
            Some(Local::Twice(first, second)) => {
                return Err(MomentProblem::ExistsTwice { local, zone: zone.to_owned(), first, second });
            }
        },
    };
    Timestamp::try_from(millis).map_err(|_| MomentProblem::BeforeEpoch(typed.to_owned()))
}

/// Cuts `Z`, `UTC`, `+08:00`, `-0330`, `UTC+08:00` off the end; `None` if there is an offset that cannot be.
fn split_offset(text: &str) -> Option<(&str, Option<i32>)> {
    let upper = text.to_ascii_uppercase();
    for suffix in ["UTC", "GMT", "Z"] {
        if upper.ends_with(suffix) {
            return Some((text.get(..text.len() - suffix.len())?.trim_end(), Some(0)));
        }
    }
    // An offset can only follow a time of day, and the date's own hyphens come before it
    let Some(colon) = text.find(':') else { return Some((text, None)) };
    let (head, tail) = (text.get(..colon)?, text.get(colon..)?);
    let Some(at) = tail.find(['+', '-', '−']) else { return Some((text, None)) };
    let (clock, offset) = (tail.get(..at)?, tail.get(at..)?);
    let negative = !offset.starts_with('+');
    let digits = offset.trim_start_matches(['+', '-', '−']);
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) if hours.len() == 2 && minutes.len() == 2 => (hours, minutes),
        Some(_) => return None,
        None if digits.len() == 4 => (digits.get(..2)?, digits.get(2..)?),
        None if digits.len() == 2 => (digits, "0"),
        None => return None,
    };
    let hours: i32 = two_digits(hours)?;
    let minutes: i32 = two_digits(minutes)?;
    if hours > 18 || minutes > 59 {
        return None;
    }
    let seconds = hours * 3600 + minutes * 60;
    let body = text.get(..head.len() + clock.len())?.trim_end();
    let body = body.strip_suffix("UTC").or_else(|| body.strip_suffix("utc")).unwrap_or(body).trim_end();
    Some((body, Some(if negative { -seconds } else { seconds })))
}

fn two_digits(text: &str) -> Option<i32> {
    (text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// `2026-11-21`, `2026-11-21 22:00`, `2026-11-21T22:00:00.000`.
fn parse_civil(body: &str, typed: &str) -> Result<Civil, MomentProblem> {
    let not_a_time = || MomentProblem::NotATime(typed.to_owned());
    let (date, clock) = match body.split_once(['T', 't', ' ']) {
        Some((date, clock)) => (date, clock.trim()),
        None => (body, "00:00"),
    };
    let mut date_parts = date.split(['-', '/']);
    let (Some(year), Some(month), Some(day), None) =
        (date_parts.next(), date_parts.next(), date_parts.next(), date_parts.next())
    else {
        return Err(not_a_time());
    };
    if year.len() != 4 {
        return Err(not_a_time());
    }
    let (clock, fraction) = match clock.split_once(['.', ',']) {
        Some((clock, fraction)) => (clock, fraction),
        None => (clock, ""),
    };
    let mut clock_parts = clock.split(':');
    let (Some(hour), Some(minute), second, None) =
        (clock_parts.next(), clock_parts.next(), clock_parts.next(), clock_parts.next())
    else {
        return Err(not_a_time());
    };
    if !fraction.is_empty() && second.is_none() {
        return Err(not_a_time());
    }
    let number = |text: &str| -> Result<u16, MomentProblem> {
        let digits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        if digits { text.parse().map_err(|_| not_a_time()) } else { Err(not_a_time()) }
    };
    let small = |text: &str| -> Result<u8, MomentProblem> {
        if text.len() > 2 {
            return Err(not_a_time());
        }
        number(text).map(|n| u8::try_from(n).unwrap_or(u8::MAX))
    };
    let milli = if fraction.is_empty() { 0 } else { parse_fraction(fraction, typed)? };
    let second = second.map_or(Ok(0), small)?;
    Civil::new(
        i32::from(number(year)?),
        small(month)?,
        small(day)?,
        small(hour)?,
        small(minute)?,
        second,
        milli,
    )
    .ok_or_else(|| MomentProblem::NoSuchDay(typed.to_owned()))
}

/// Milliseconds from the digits after the decimal point; more digits only if they are zeros.
fn parse_fraction(fraction: &str, typed: &str) -> Result<u16, MomentProblem> {
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(MomentProblem::NotATime(typed.to_owned()));
    }
    if fraction.bytes().skip(3).any(|b| b != b'0') {
        return Err(MomentProblem::TooFine(typed.to_owned()));
    }
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    digits.parse().map_err(|_| MomentProblem::NotATime(typed.to_owned()))
}

// The zones of these tests come from a crate that tests have natively only
#[cfg(not(target_arch = "wasm32"))]
#[cfg(test)]
mod tests;
