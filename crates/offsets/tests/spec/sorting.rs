//! Names in the order in which people read them.

use kafka_offsets::natural_cmp;
use proptest::prelude::{Strategy, prop_assert, prop_assert_eq, proptest};
use std::cmp::Ordering;

#[test]
fn digits_are_compared_as_numbers() {
    let mut names = ["t10", "t9", "t-1", "t", "t1b", "t1a10", "t1a9", "orders.2024.10", "orders.2024.9"];
    names.sort_by(|a, b| natural_cmp(a, b));
    assert_eq!(names, ["orders.2024.9", "orders.2024.10", "t", "t-1", "t1a9", "t1a10", "t1b", "t9", "t10"]);
}

#[test]
fn numbers_longer_than_any_integer_are_compared_as_well() {
    let (small, large) = (format!("t{}", "9".repeat(200)), format!("t1{}", "0".repeat(200)));
    assert_eq!(natural_cmp(&small, &large), Ordering::Less);
}

#[test]
fn names_that_differ_in_leading_zeros_only_are_told_apart() {
    assert_eq!(natural_cmp("t01", "t1"), Ordering::Less);
    assert_eq!(natural_cmp("t1", "t01"), Ordering::Greater);
    assert_eq!(natural_cmp("t01", "t2"), Ordering::Less);
    assert_eq!(natural_cmp("t0", "t00"), Ordering::Less);
}

/// Short names of few characters, so that digits, zeros and equal beginnings meet often.
fn name() -> impl Strategy<Value = String> {
    "[ab019.-]{0,6}"
}

proptest! {
    #[test]
    fn it_is_a_total_order_that_agrees_with_equality(a in name(), b in name(), c in name()) {
        prop_assert_eq!(natural_cmp(&a, &b), natural_cmp(&b, &a).reverse());
        prop_assert_eq!(natural_cmp(&a, &b) == Ordering::Equal, a == b);
        if natural_cmp(&a, &b) != Ordering::Greater && natural_cmp(&b, &c) != Ordering::Greater {
            prop_assert!(natural_cmp(&a, &c) != Ordering::Greater, "{} {} {}", a, b, c);
        }
    }
}
