//! How long a plan may be applied.

use crate::{ResetPlan, Timestamp};

/// A plan older than this is not applied any more, in milliseconds.
pub const PLAN_LIFETIME_MILLIS: u64 = 300_000;

/// From this age on the operator is warned that the plan expires soon, in milliseconds.
pub const PLAN_WARNING_MILLIS: u64 = 240_000;

/// How far a clock may seem to run backwards without doubt about the plan's age, in milliseconds: a corrected clock
/// jitters, and a plan file may come from a machine whose clock is a little ahead.
pub const CLOCK_TOLERANCE_MILLIS: u64 = 10_000;

/// Whether a plan is still young enough to be applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlanAge {
    /// Young enough.
    Fresh,
    /// Young enough, for less than the last minute.
    ExpiresSoon,
    /// Too old: plan again.
    Expired,
    /// The clock was set back, so nobody knows how old it is: plan again.
    ClockWentBack,
}

impl PlanAge {
    /// Whether a plan of this age may be applied.
    pub fn may_be_applied(self) -> bool {
        matches!(self, Self::Fresh | Self::ExpiresSoon)
    }
}

impl ResetPlan {
    /// The plan's age at `now`, by the same corrected clock that stamped the reading.
    ///
    /// ```
    /// use kafka_offsets::*;
    /// # use std::collections::BTreeMap;
    /// # let group: GroupId = "billing".parse()?;
    /// # let request = ResetRequest {
    /// #     group: group.clone(),
    /// #     scope: ResetScope::Topics(TopicSelection::new(["orders".parse()?]).ok_or("no topic")?),
    /// #     strategy: ResetStrategy::Earliest,
    /// #     create_group: false,
    /// # };
    /// # let snapshot = OffsetSnapshot {
    /// #     taken_at: Timestamp::try_from(1_700_000_000_000)?,
    /// #     group: GroupSummary { group, state: GroupState::Empty, members: vec![] },
    /// #     partitions: BTreeMap::new(),
    /// #     failed_topics: BTreeMap::new(),
    /// #     looked_up: None,
    /// # };
    /// # let plan = ResetPlan::compute(request, &snapshot, Resolution::AtEndpoint)?;
    /// // A plan that was read at 1,700,000,000,000
    /// assert_eq!(plan.age(Timestamp::try_from(1_700_000_239_999)?), PlanAge::Fresh);
    /// assert_eq!(plan.age(Timestamp::try_from(1_700_000_240_000)?), PlanAge::ExpiresSoon);
    /// assert_eq!(plan.age(Timestamp::try_from(1_700_000_300_000)?), PlanAge::Expired);
    /// assert_eq!(plan.age(Timestamp::try_from(1_699_999_000_000)?), PlanAge::ClockWentBack);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn age(&self, now: Timestamp) -> PlanAge {
        // Both are 0 or more, so the difference cannot overflow.
        let age = now.as_millis() - self.taken_at.as_millis();
        match u64::try_from(age) {
            Ok(PLAN_LIFETIME_MILLIS..) => PlanAge::Expired,
            Ok(PLAN_WARNING_MILLIS..) => PlanAge::ExpiresSoon,
            Err(_) if age.unsigned_abs() > CLOCK_TOLERANCE_MILLIS => PlanAge::ClockWentBack,
            _ => PlanAge::Fresh,
        }
    }
}
