//! How long a plan may be applied. It was read at 1,700,000,000,000 ms.

use crate::fixture::{p, plan_one, time};
use kafka_offsets::PlanAge::{ClockWentBack, Expired, ExpiresSoon, Fresh};
use kafka_offsets::{PlanAge, ResetStrategy, Resolution};

/// The age of the plan so many milliseconds after it was read.
fn age_after(millis: i64) -> PlanAge {
    let plan = plan_one(p(), ResetStrategy::Earliest, Resolution::AtEndpoint);
    plan.age(time(1_700_000_000_000 + millis))
}

#[test]
fn a_plan_is_fresh_for_four_minutes_and_expires_after_five() {
    assert_eq!(age_after(0), Fresh);
    assert_eq!(age_after(239_999), Fresh);
    assert_eq!(age_after(240_000), ExpiresSoon);
    assert_eq!(age_after(299_999), ExpiresSoon);
    assert_eq!(age_after(300_000), Expired);
    assert_eq!(age_after(400 * 24 * 3_600_000), Expired);
}

#[test]
fn a_clock_that_was_set_back_makes_the_age_unknown() {
    assert_eq!(age_after(-10_001), ClockWentBack);
    assert_eq!(age_after(-1_700_000_000_000), ClockWentBack);
}

#[test]
fn a_clock_that_jitters_or_is_a_little_ahead_does_not() {
    assert_eq!(age_after(-1), Fresh);
    assert_eq!(age_after(-10_000), Fresh);
}

#[test]
fn only_a_plan_that_is_certainly_young_enough_may_be_applied() {
    for (age, may) in [(Fresh, true), (ExpiresSoon, true), (Expired, false), (ClockWentBack, false)] {
        assert_eq!(age.may_be_applied(), may, "{age:?}");
    }
}
