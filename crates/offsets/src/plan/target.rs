//! Where a partition goes, and how sure that is.

use crate::Offset;

/// Where a partition will go, and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// Exactly there.
    Exact(Offset),
    /// There or later.
    AtLeast(Offset),
    /// There or earlier.
    AtMost(Offset),
    /// Known only after the endpoint has done it.
    ResolvedByServer,
}

impl Target {
    /// Whether a partition that is found at `offset` is where this target says.
    ///
    /// Nothing was promised under [`Target::ResolvedByServer`], so everything fits it.
    ///
    /// ```
    /// use kafka_offsets::{Offset, Target};
    ///
    /// let (before, end, later) = (Offset::try_from(90)?, Offset::try_from(100)?, Offset::try_from(120)?);
    /// assert!(Target::AtLeast(end).fits(later), "records came in meanwhile");
    /// assert!(!Target::AtLeast(end).fits(before));
    /// assert!(!Target::Exact(end).fits(later));
    /// # Ok::<(), kafka_offsets::IdError>(())
    /// ```
    pub fn fits(self, offset: Offset) -> bool {
        match self {
            Self::Exact(target) => offset == target,
            Self::AtLeast(bound) => offset >= bound,
            Self::AtMost(bound) => offset <= bound,
            Self::ResolvedByServer => true,
        }
    }

    /// The offset that is named, whether exact or a bound; `None` if the endpoint decides.
    pub fn offset(self) -> Option<Offset> {
        match self {
            Self::Exact(offset) | Self::AtLeast(offset) | Self::AtMost(offset) => Some(offset),
            Self::ResolvedByServer => None,
        }
    }
}
