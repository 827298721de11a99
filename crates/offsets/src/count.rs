//! A number of offsets that may be known only in part.

use std::iter::Sum;
use std::ops::Add;

/// A number of offsets (not records: compaction and transactions leave gaps), as well as it is known.
///
/// Counts add up honestly: the sum says no more than its parts allow.
///
/// ```
/// use kafka_offsets::Count;
///
/// assert_eq!(Count::Exactly(2) + Count::AtMost(3), Count::AtMost(5));
/// assert_eq!(Count::AtLeast(2) + Count::AtMost(3), Count::AtLeast(2));
/// assert_eq!([Count::Exactly(1), Count::Unknown].into_iter().sum::<Count>(), Count::Unknown);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Exactly this many.
    Exactly(u64),
    /// This many or more.
    AtLeast(u64),
    /// This many or fewer.
    AtMost(u64),
    /// Not known before the endpoint has done it.
    Unknown,
}

impl Count {
    /// None at all, for certain.
    pub const ZERO: Self = Self::Exactly(0);

    /// This many or fewer; none or fewer is exactly none.
    pub fn at_most(number: u64) -> Self {
        if number == 0 { Self::ZERO } else { Self::AtMost(number) }
    }

    /// The number that is named, whether exact or a bound; `None` if none is.
    pub fn number(self) -> Option<u64> {
        match self {
            Self::Exactly(number) | Self::AtLeast(number) | Self::AtMost(number) => Some(number),
            Self::Unknown => None,
        }
    }

    /// The most that it can be; `None` if there is no known limit.
    pub fn upper_bound(self) -> Option<u64> {
        match self {
            Self::Exactly(number) | Self::AtMost(number) => Some(number),
            Self::AtLeast(_) | Self::Unknown => None,
        }
    }

    /// Whether it is certainly nothing.
    pub fn is_zero(self) -> bool {
        self.upper_bound() == Some(0)
    }
}

impl Add for Count {
    type Output = Self;

    /// The sum, as well as it is known. A sum beyond `u64` is "at least `u64::MAX`", never a wrong number.
    fn add(self, other: Self) -> Self {
        let sum = |a: u64, b: u64, known: fn(u64) -> Self, overflown: Self| {
            a.checked_add(b).map_or(overflown, known)
        };
        match (self, other) {
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Exactly(a), Self::Exactly(b)) => sum(a, b, Self::Exactly, Self::AtLeast(u64::MAX)),
            (Self::Exactly(a) | Self::AtMost(a), Self::Exactly(b) | Self::AtMost(b)) => {
                sum(a, b, Self::AtMost, Self::Unknown)
            }
            (Self::Exactly(a) | Self::AtLeast(a), Self::Exactly(b) | Self::AtLeast(b)) => {
                Self::AtLeast(a.saturating_add(b))
            }
            // "At most" may be none, so it adds nothing to what is certain.
            (Self::AtLeast(a), Self::AtMost(_)) | (Self::AtMost(_), Self::AtLeast(a)) => Self::AtLeast(a),
        }
    }
}

impl Sum for Count {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::ZERO, Add::add)
    }
}
