//! Points in time as text. The pairs are from `date -u -d @SECONDS`.

use crate::fixture::time;
use kafka_offsets::{IdError, Timestamp};
use proptest::prelude::{ProptestConfig, prop_assert_eq, proptest};

#[test]
fn a_time_is_written_in_utc_to_the_millisecond() {
    for (millis, text) in [
        (0, "1970-01-01T00:00:00.000Z"),
        (951_782_399_999, "2000-02-28T23:59:59.999Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (951_868_800_000, "2000-03-01T00:00:00.000Z"),
        (1_795_298_400_123, "2026-11-21T22:00:00.123Z"),
        (4_107_456_000_000, "2100-02-28T00:00:00.000Z"),
        (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        (253_402_300_800_000, "253402300800000 ms"),
        (i64::MAX, "9223372036854775807 ms"),
    ] {
        assert_eq!(time(millis).to_string(), text);
        assert_eq!(text.parse(), Ok(time(millis)));
    }
}

#[test]
fn seconds_may_lack_their_decimals() {
    assert_eq!("2026-11-21T22:00:00Z".parse(), Ok(time(1_795_298_400_000)));
}

#[test]
fn a_time_that_does_not_exist_or_has_no_zone_is_refused() {
    for text in [
        "",
        "2026-11-21",
        "2026-11-21T22:00:00",
        "2026-11-21T22:00:00.000+08:00",
        "2026-11-21 22:00:00.000Z",
        "2026-02-29T00:00:00.000Z",
        "2100-02-29T00:00:00.000Z",
        "2026-00-01T00:00:00.000Z",
        "2026-13-01T00:00:00.000Z",
        "2026-11-31T00:00:00.000Z",
        "2026-11-21T24:00:00.000Z",
        "2026-11-21T22:60:00.000Z",
        "2026-11-21T22:00:60.000Z",
        "2026-11-21T22:00:00.1Z",
        "26-11-21T22:00:00.000Z",
        "+026-11-21T22:00:00.000Z",
        "12.5 ms",
    ] {
        assert_eq!(text.parse::<Timestamp>(), Err(IdError::NotATime(text.to_owned())), "{text}");
    }
}

#[test]
fn a_time_before_1970_is_refused_for_what_it_is() {
    assert_eq!("1969-12-31T23:59:59.999Z".parse::<Timestamp>(), Err(IdError::NegativeTimestamp(-1)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn every_time_reads_back_as_itself(millis in 0..=i64::MAX, near in 0..300_000_000_000_000_i64) {
        for at in [time(millis), time(near)] {
            prop_assert_eq!(at.to_string().parse(), Ok(at));
        }
    }

    #[test]
    fn whatever_is_read_is_written_the_same(text in "[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9]\\.[0-9]{3}Z") {
        if let Ok(at) = text.parse::<Timestamp>() {
            prop_assert_eq!(at.to_string(), text);
        }
    }
}
