//! Order of names as people read them: `orders-2` before `orders-10`.

use std::cmp::Ordering;

/// Compares two names with runs of digits taken as numbers of any length, everything else byte by byte.
///
/// A total order: names that read alike (`a01`, `a1`) are still told apart, and only equal names are equal.
///
/// ```
/// let mut topics = ["orders-10", "orders-2", "orders"];
/// topics.sort_by(|a, b| kafka_offsets::natural_cmp(a, b));
/// assert_eq!(topics, ["orders", "orders-2", "orders-10"]);
/// ```
pub fn natural_cmp(a: &str, b: &str) -> Ordering {
    // Most comparisons are between partitions of one topic.
    if a == b {
        return Ordering::Equal;
    }
    let (mut left, mut right) = (a.as_bytes(), b.as_bytes());
    while let (Some(&x), Some(&y)) = (left.first(), right.first()) {
        let step = if x.is_ascii_digit() && y.is_ascii_digit() {
            let (x, rest_of_left) = split_number(left);
            let (y, rest_of_right) = split_number(right);
            (left, right) = (rest_of_left, rest_of_right);
            // Without leading zeros, the longer number is the larger one.
            x.len().cmp(&y.len()).then_with(|| x.cmp(y))
        } else {
            left = left.get(1..).unwrap_or_default();
            right = right.get(1..).unwrap_or_default();
            x.cmp(&y)
        };
        if step != Ordering::Equal {
            return step;
        }
    }
    left.len().cmp(&right.len()).then_with(|| a.cmp(b))
}

/// Splits the digits at the beginning, without their leading zeros, from what follows them.
fn split_number(text: &[u8]) -> (&[u8], &[u8]) {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let zeros = text.iter().take_while(|&&byte| byte == b'0').count();
    let (run, rest) = text.split_at(digits);
    (run.get(zeros..).unwrap_or_default(), rest)
}
