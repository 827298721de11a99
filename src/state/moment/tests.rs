//! Points in time, read in zones that jiff knows (natively only; in the page it is the browser that knows them).

use super::*;
use jiff::tz::TimeZone;

struct Jiff;

impl Zones for Jiff {
    fn offset_seconds(&self, zone: &str, millis: i64) -> Option<i32> {
        let zone = TimeZone::get(zone).ok()?;
        Some(zone.to_offset(jiff::Timestamp::from_millisecond(millis).ok()?).seconds())
    }

    fn local_zone(&self) -> String {
        "UTC".to_owned()
    }

    fn names(&self) -> Vec<String> {
        vec!["UTC".to_owned()]
    }
}

/// 2026-11-22T03:12:08.114Z
const NOW: i64 = 1_795_317_128_114;

fn read(text: &str, zone: &str) -> Result<i64, MomentProblem> {
    parse_moment(text, zone, Timestamp::try_from(NOW).unwrap(), &Jiff).map(Timestamp::as_millis)
}

#[test]
fn every_form_of_one_moment_means_that_moment() {
    let forms = [
        ("2026-11-21 22:00:00", "UTC"),
        ("2026-11-21 22:00", "UTC"),
        ("2026-11-21T22:00:00.000Z", "America/New_York"),
        ("2026-11-21T22:00:00.000000000z", "UTC"),
        ("2026-11-22T06:00:00+08:00", "UTC"),
        ("2026-11-22 06:00:00+0800", "UTC"),
        ("2026-11-22 06:00:00 UTC+08:00", "UTC"),
        ("2026-11-21 18:30:00−03:30", "UTC"),
        ("2026-11-22 06:00", "Asia/Shanghai"),
        ("2026/11/21 22:00", "UTC"),
        ("2026-11-21 22:00 UTC", "Asia/Shanghai"),
        ("1795298400000", "Asia/Shanghai"),
        ("yesterday 22:00", "UTC"),
        ("Yesterday 22:00:00.000", "UTC"),
        ("today 06:00", "Asia/Shanghai"),
        ("昨天 22:00", "UTC"),
    ];
    for (text, zone) in forms {
        assert_eq!(read(text, zone), Ok(1_795_298_400_000), "{text} in {zone}");
    }
}

#[test]
fn a_date_alone_is_its_midnight_in_the_zone() {
    assert_eq!(read("2026-11-22", "UTC"), Ok(1_795_305_600_000));
    assert_eq!(read("2026-11-22", "Asia/Shanghai"), Ok(1_795_305_600_000 - 8 * 3_600_000));
    assert_eq!(read("today", "UTC"), Ok(1_795_305_600_000));
}

#[test]
fn now_can_be_moved_by_a_length() {
    assert_eq!(read("now", "UTC"), Ok(NOW));
    assert_eq!(read("now-2h", "UTC"), Ok(NOW - 7_200_000));
    assert_eq!(read("NOW - 1d 2h", "UTC"), Ok(NOW - 93_600_000));
    assert_eq!(read("now-PT30M", "UTC"), Ok(NOW - 1_800_000));
    assert_eq!(read("now+5m", "UTC"), Ok(NOW + 300_000));
    assert_eq!(read("now-2", "UTC"), Err(MomentProblem::NotATime("now-2".into())));
    assert_eq!(read("nowhere", "UTC"), Err(MomentProblem::NotATime("nowhere".into())));
}

#[test]
fn seconds_and_microseconds_are_recognised_and_the_milliseconds_offered() {
    assert_eq!(
        read("1795298400", "UTC"),
        Err(MomentProblem::Seconds { typed: "1795298400".into(), millis: 1_795_298_400_000 })
    );
    assert_eq!(
        read("1795298400000000", "UTC"),
        Err(MomentProblem::Micros { typed: "1795298400000000".into(), millis: 1_795_298_400_000 })
    );
}

#[test]
fn kafkas_signs_for_the_ends_of_the_log_are_no_times() {
    for text in ["-1", "-2", "−1", "-1795298400000"] {
        assert_eq!(read(text, "UTC"), Err(MomentProblem::Negative(text.into())), "{text}");
    }
}

#[test]
fn two_to_the_63_is_out_of_range() {
    assert_eq!(
        read("9223372036854775808", "UTC"),
        Err(MomentProblem::OutOfRange("9223372036854775808".into()))
    );
}

#[test]
fn a_time_in_the_gap_of_new_york_is_refused_with_its_two_neighbours() {
    let Err(MomentProblem::NeverExisted { before, after, zone, local }) =
        read("2026-03-08 02:30:00", "America/New_York")
    else {
        panic!("02:30 did not exist on that day");
    };
    assert_eq!((zone.as_str(), local.time().as_str()), ("America/New_York", "02:30:00"));
    assert_eq!(exact_text(before).as_deref(), Some("2026-03-08 01:59:59-05:00"));
    assert_eq!(exact_text(after).as_deref(), Some("2026-03-08 03:00:00-04:00"));
    assert_eq!(read("2026-03-08 03:00:00-04:00", "America/New_York"), Ok(after.millis));
}

#[test]
fn a_time_that_came_twice_in_new_york_must_be_chosen() {
    let Err(MomentProblem::ExistsTwice { first, second, .. }) =
        read("2026-11-01 01:30:00", "America/New_York")
    else {
        panic!("01:30 came twice on that day");
    };
    assert_eq!(second.millis - first.millis, 3_600_000);
    assert_eq!(exact_text(first).as_deref(), Some("2026-11-01 01:30:00-04:00"));
    assert_eq!(exact_text(second).as_deref(), Some("2026-11-01 01:30:00-05:00"));
}

#[test]
fn gaps_and_folds_of_half_an_hour_and_of_a_whole_day_are_found() {
    // Lord Howe Island moves its clocks by 30 minutes
    assert!(matches!(
        read("2026-10-04 02:15", "Australia/Lord_Howe"),
        Err(MomentProblem::NeverExisted { .. })
    ));
    assert!(matches!(
        read("2026-04-05 01:45", "Australia/Lord_Howe"),
        Err(MomentProblem::ExistsTwice { .. })
    ));
    // Samoa skipped 30 December 2011
    assert!(matches!(read("2011-12-30 12:00", "Pacific/Apia"), Err(MomentProblem::NeverExisted { .. })));
    assert!(matches!(read("2026-03-29 01:30", "Europe/London"), Err(MomentProblem::NeverExisted { .. })));
    assert!(matches!(read("2026-10-25 01:30", "Europe/London"), Err(MomentProblem::ExistsTwice { .. })));
}

#[test]
fn times_next_to_a_change_of_the_clocks_are_taken() {
    for (text, utc) in [
        ("2026-03-08 01:59:59", "2026-03-08T06:59:59Z"),
        ("2026-03-08 03:00:00", "2026-03-08T07:00:00Z"),
        ("2026-11-01 00:59:59", "2026-11-01T04:59:59Z"),
        ("2026-11-01 02:00:00", "2026-11-01T07:00:00Z"),
        ("2026-03-07 02:30:00", "2026-03-07T07:30:00Z"),
        ("2026-03-09 02:30:00", "2026-03-09T06:30:00Z"),
    ] {
        assert_eq!(read(text, "America/New_York"), read(utc, "UTC"), "{text}");
        assert!(read(text, "America/New_York").is_ok());
    }
}

#[test]
fn local_times_agree_with_jiff_through_two_years_of_quarter_hours() {
    for zone in ["America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Shanghai"] {
        let tz = TimeZone::get(zone).unwrap();
        let start = 1_767_225_600_000_i64;
        for step in 0..(2 * 365 * 96) {
            let local = Civil::from_millis(start + step * 900_000).unwrap();
            let theirs = jiff::civil::DateTime::constant(
                i16::try_from(local.year).unwrap(),
                i8::try_from(local.month).unwrap(),
                i8::try_from(local.day).unwrap(),
                i8::try_from(local.hour).unwrap(),
                i8::try_from(local.minute).unwrap(),
                0,
                0,
            );
            let theirs = tz.to_ambiguous_timestamp(theirs);
            match resolve_local(&Jiff, zone, local).unwrap() {
                Local::Once(reading) => {
                    assert!(!theirs.is_ambiguous(), "{zone} {}", local.date_time_millis());
                    assert_eq!(theirs.unambiguous().unwrap().as_millisecond(), reading.millis);
                }
                Local::Twice(first, second) => {
                    assert_eq!(theirs.earlier().unwrap().as_millisecond(), first.millis);
                    assert_eq!(theirs.later().unwrap().as_millisecond(), second.millis);
                }
                Local::Never { .. } => assert!(theirs.is_ambiguous()),
            }
        }
    }
}

#[test]
fn what_is_no_time_is_refused() {
    for text in
        ["soon", "22:00", "2026-11", "21.11.2026", "2026-11-21 22", "2026-11-21 22:00:00+25:00", "26-11-21"]
    {
        assert_eq!(read(text, "UTC"), Err(MomentProblem::NotATime(text.into())), "{text}");
    }
    for text in ["2026-02-30", "2026-11-21 24:00", "2026-13-01 00:00", "2026-11-21 22:60"] {
        assert_eq!(read(text, "UTC"), Err(MomentProblem::NoSuchDay(text.into())), "{text}");
    }
    assert_eq!(read("  ", "UTC"), Err(MomentProblem::Empty));
    assert_eq!(
        read("1969-12-31 23:59:59", "UTC"),
        Err(MomentProblem::BeforeEpoch("1969-12-31 23:59:59".into()))
    );
    assert_eq!(
        read("2026-11-21 22:00", "Mars/Olympus"),
        Err(MomentProblem::UnknownZone("Mars/Olympus".into()))
    );
    assert_eq!(
        read("2026-11-21 22:00:00.0001", "UTC"),
        Err(MomentProblem::TooFine("2026-11-21 22:00:00.0001".into()))
    );
}

#[test]
fn no_text_makes_it_panic() {
    let pieces = [
        "",
        " ",
        "-",
        "−",
        "+",
        ":",
        ".",
        "T",
        "Z",
        "UTC",
        "now",
        "今天",
        "2026",
        "9999999999",
        "1",
        "é",
        "P",
        "00",
    ];
    for a in pieces {
        for b in pieces {
            for c in pieces {
                for d in pieces {
                    let _ = read(&format!("{a}{b}{c}{d}"), "America/New_York");
                }
            }
        }
    }
}
