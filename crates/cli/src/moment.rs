//! Points in time and lengths of time, as typed.

use jiff::civil::DateTime;
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::{Disambiguation, TimeZone};
use jiff::{SignedDuration, Span, SpanRelativeTo};
use kafka_offsets::Timestamp;
use std::str::FromStr;
use std::time::Duration;

/// A local time that does not exist, or exists twice, is refused, not guessed.
const PARSER: DateTimeParser = DateTimeParser::new().disambiguation(Disambiguation::Reject);

/// Why a time was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MomentError {
    /// No time at all.
    #[error(
        "\"{0}\" is no time; give one like 2026-11-24T12:00:00Z, 2026-11-24T12:00+08:00 or 2026-11-24T12:00[Asia/Shanghai]"
    )]
    NoTime(String),
    /// A wall clock somewhere.
    #[error("\"{0}\" names no time zone; add Z or +08:00 or [Asia/Shanghai] to it, or give --time-zone")]
    NoZone(String),
    /// The zone is not known.
    #[error("\"{0}\" is no time zone of the IANA database, like Asia/Shanghai")]
    UnknownZone(String),
    /// A gap or a repetition of the wall clock.
    #[error(
        "\"{time}\" does not exist in {zone}, or exists twice, because clocks are changed then; give its offset, like +01:00"
    )]
    Ambiguous {
        /// The time as typed.
        time: String,
        /// The zone.
        zone: String,
    },
    /// Kafka knows no such time.
    #[error("\"{0}\" lies before 1970-01-01T00:00:00Z, where Kafka's times begin")]
    TooEarly(String),
    /// No length of time.
    #[error("\"{0}\" is no length of time; give one like 90s, 45m, 2h, 1d12h")]
    NoLength(String),
    /// Nothing, or the future.
    #[error("\"{0}\" has to be longer than nothing")]
    NotPositive(String),
    /// A time that has not come yet.
    #[error(
        "{time} is in the future (it is {now} now): every record lies before it; use --to-latest to skip everything"
    )]
    InFuture {
        /// The time.
        time: Timestamp,
        /// Now.
        now: Timestamp,
    },
}

/// A point in time by RFC 3339, with an IANA zone in brackets, or in the zone that is given beside it.
///
/// # Errors
///
/// [`MomentError`], among others for a wall-clock time that a change of clocks leaves out or repeats.
pub fn point(text: &str, zone: Option<&str>, now: Timestamp) -> Result<Timestamp, MomentError> {
    let text = text.trim();
    let millis = if text.contains('[') {
        // An offset that is not the zone's is refused, too
        PARSER.parse_zoned_datetime(text).map_err(|_| bad_zoned(text))?.timestamp().as_millisecond()
    } else if let Ok(instant) = PARSER.parse_timestamp(text) {
        instant.as_millisecond()
    } else {
        let civil: DateTime = text.parse().map_err(|_| MomentError::NoTime(text.to_owned()))?;
        let name = zone.ok_or_else(|| MomentError::NoZone(text.to_owned()))?;
        let zone = TimeZone::get(name).map_err(|_| MomentError::UnknownZone(name.to_owned()))?;
        zone.to_ambiguous_zoned_datetime(civil)
            .unambiguous()
            .map_err(|_| MomentError::Ambiguous { time: text.to_owned(), zone: name.to_owned() })?
            .timestamp()
            .as_millisecond()
    };
    let at = Timestamp::try_from(millis).map_err(|_| MomentError::TooEarly(text.to_owned()))?;
    if at > now {
        return Err(MomentError::InFuture { time: at, now });
    }
    Ok(at)
}

/// The parser does not say by type what was wrong: the zone, or the time in it.
fn bad_zoned(text: &str) -> MomentError {
    let (time, zone) = text.split_once('[').unwrap_or((text, ""));
    let zone = zone.trim_end_matches(']');
    if time.parse::<DateTime>().is_err() {
        return MomentError::NoTime(text.to_owned());
    }
    match TimeZone::get(zone) {
        Err(_) => MomentError::UnknownZone(zone.to_owned()),
        Ok(_) => MomentError::Ambiguous { time: time.to_owned(), zone: zone.to_owned() },
    }
}

/// That long before now: `2h`, `1d12h`, `PT90M`. A day has 24 hours.
///
/// # Errors
///
/// [`MomentError`] if it is no length of time, or longer than Kafka's time.
pub fn ago(text: &str, now: Timestamp) -> Result<Timestamp, MomentError> {
    let millis = i64::try_from(length(text)?.as_millis()).unwrap_or(i64::MAX);
    Timestamp::try_from(now.as_millis().saturating_sub(millis))
        .map_err(|_| MomentError::TooEarly(text.to_owned()))
}

fn length(text: &str) -> Result<SignedDuration, MomentError> {
    let refused = || MomentError::NoLength(text.to_owned());
    let span: Span = text.trim().parse().map_err(|_| refused())?;
    let length = span.to_duration(SpanRelativeTo::days_are_24_hours()).map_err(|_| refused())?;
    if length.is_positive() { Ok(length) } else { Err(MomentError::NotPositive(text.to_owned())) }
}

/// How long to wait for something at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait(pub Duration);

impl FromStr for Wait {
    type Err = MomentError;

    fn from_str(text: &str) -> Result<Self, MomentError> {
        length(text)?.try_into().map(Self).map_err(|_| MomentError::NoLength(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        // 2026-11-24T12:00:00Z
        Timestamp::try_from(1_795_521_600_000).unwrap()
    }

    #[test]
    fn the_same_instant_can_be_written_in_every_way() {
        let noon_before = 1_795_435_200_000;
        for text in [
            "2026-11-23T12:00:00Z",
            "2026-11-23T20:00:00.000+08:00",
            "2026-11-23 12:00Z",
            "2026-11-23T20:00[Asia/Shanghai]",
            "2026-11-23T20:00+08:00[Asia/Shanghai]",
        ] {
            assert_eq!(point(text, None, now()).map(Timestamp::as_millis), Ok(noon_before), "{text}");
        }
        assert_eq!(
            point("2026-11-23T20:00", Some("Asia/Shanghai"), now()).map(Timestamp::as_millis),
            Ok(noon_before)
        );
    }

    #[test]
    fn a_time_without_a_zone_is_not_guessed() {
        assert!(matches!(point("2026-11-23T12:00", None, now()), Err(MomentError::NoZone(_))));
        assert!(matches!(point("2026-11-23", None, now()), Err(MomentError::NoZone(_))));
        assert!(matches!(point("yesterday", None, now()), Err(MomentError::NoTime(_))));
        assert!(matches!(
            point("2026-11-23T12:00[Mars/Olympus]", None, now()),
            Err(MomentError::UnknownZone(_))
        ));
        assert!(matches!(
            point("2026-11-23T12:00", Some("Mars/Olympus"), now()),
            Err(MomentError::UnknownZone(_))
        ));
    }

    #[test]
    fn a_wall_clock_time_that_is_skipped_or_repeated_is_refused() {
        // Berlin skips 02:00 to 03:00 on 29 March 2026 and repeats it on 25 October.
        for text in ["2026-03-29T02:30", "2026-10-25T02:30"] {
            assert!(
                matches!(point(text, Some("Europe/Berlin"), now()), Err(MomentError::Ambiguous { .. })),
                "{text}"
            );
            let bracketed = format!("{text}[Europe/Berlin]");
            assert!(matches!(point(&bracketed, None, now()), Err(MomentError::Ambiguous { .. })), "{text}");
        }
        let second = point("2026-10-25T02:30+01:00[Europe/Berlin]", None, now()).unwrap();
        assert_eq!(second.to_string(), "2026-10-25T01:30:00.000Z");
    }

    #[test]
    fn times_outside_of_what_can_be_meant_are_refused() {
        assert!(matches!(point("1969-12-31T23:59:59Z", None, now()), Err(MomentError::TooEarly(_))));
        assert!(matches!(point("2026-11-24T12:00:01Z", None, now()), Err(MomentError::InFuture { .. })));
    }

    #[test]
    fn long_ago_is_counted_back_from_now() {
        let hours = |n: i64| now().as_millis() - n * 3_600_000;
        assert_eq!(ago("2h", now()).map(Timestamp::as_millis), Ok(hours(2)));
        assert_eq!(ago("1d12h", now()).map(Timestamp::as_millis), Ok(hours(36)));
        assert_eq!(ago("PT90M", now()).map(Timestamp::as_millis), Ok(now().as_millis() - 5_400_000));
        assert!(matches!(ago("2", now()), Err(MomentError::NoLength(_))));
        assert!(matches!(ago("-2h", now()), Err(MomentError::NotPositive(_))));
        assert!(matches!(ago("0s", now()), Err(MomentError::NotPositive(_))));
        assert!(matches!(ago("100y", now()), Err(MomentError::NoLength(_) | MomentError::TooEarly(_))));
    }
}
