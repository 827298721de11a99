//! From request and snapshot to the plan.

use super::partition::{planned_row, unread_row};
use super::scope::{Meant, expand};
use crate::{
    GroupState, OffsetSnapshot, PartitionOffsets, PlanError, ResetPlan, ResetRequest, ResetStrategy,
    Resolution, TimeLookup,
};

impl ResetPlan {
    /// What `request` would do to the offsets of `snapshot`, partition by partition.
    ///
    /// Pure and total: the same input gives the same plan, and no offset makes it fail. A partition or topic that
    /// cannot be done fails alone, as a row without target or in [`ResetPlan::missing`], and the others go on.
    ///
    /// # Errors
    ///
    /// [`PlanError`], where nothing at all can be planned: the group is not empty or does not exist, the request
    /// means no partition, or the snapshot belongs to another request.
    ///
    /// # Example
    ///
    /// ```
    /// use kafka_offsets::*;
    /// use std::collections::BTreeMap;
    ///
    /// // The group's next record is 50, the log holds 10 to 100: skipping 60 is 10 too many.
    /// let at = TopicPartition { topic: "orders".parse()?, partition: PartitionId::try_from(0)? };
    /// let group: GroupId = "billing".parse()?;
    /// let snapshot = OffsetSnapshot {
    ///     taken_at: Timestamp::try_from(1_700_000_000_000)?,
    ///     group: GroupSummary { group: group.clone(), state: GroupState::Empty, members: vec![] },
    ///     partitions: BTreeMap::from([(at.clone(), PartitionOffsets {
    ///         committed: Some(Offset::try_from(50)?),
    ///         log_start: Some(Offset::try_from(10)?),
    ///         log_end: Some(Offset::try_from(100)?),
    ///         at_time: TimeLookup::Unknown,
    ///         error: None,
    ///     })]),
    ///     failed_topics: BTreeMap::new(),
    ///     looked_up: None,
    /// };
    /// let topics = TopicSelection::new([at.topic.clone()]).ok_or("no topic")?;
    /// let request = ResetRequest {
    ///     group,
    ///     scope: ResetScope::Topics(topics),
    ///     strategy: ResetStrategy::ShiftBy(60),
    ///     create_group: false,
    /// };
    ///
    /// let plan = ResetPlan::compute(request, &snapshot, Resolution::Here)?;
    /// let row = &plan.rows[0];
    /// assert_eq!(row.target, Some(Target::Exact(Offset::try_from(100)?)));
    /// assert_eq!(row.adjustments, [Adjustment::ClampedToEnd { wished: 110 }]);
    /// assert_eq!(row.skipped(), Some(Count::Exactly(50)));
    /// assert_eq!(row.lag_after(), Count::Exactly(0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn compute(
        request: ResetRequest,
        snapshot: &OffsetSnapshot,
        resolution: Resolution,
    ) -> Result<Self, PlanError> {
        check_snapshot(&request, snapshot)?;
        check_group(&request, snapshot)?;
        let Meant { partitions, missing } = expand(&request, snapshot)?;
        let rows = partitions
            .into_iter()
            .map(|(at, read)| match read {
                Ok(offsets) => planned_row(&request.strategy, at, &answering(snapshot, offsets), resolution),
                Err(code) => unread_row(at, code),
            })
            .collect();
        Ok(Self {
            resolution,
            taken_at: snapshot.taken_at,
            group_state: snapshot.group.state.clone(),
            rows,
            missing,
            request,
        })
    }
}

/// Refuses a snapshot that answers another request.
fn check_snapshot(request: &ResetRequest, snapshot: &OffsetSnapshot) -> Result<(), PlanError> {
    if snapshot.group.group != request.group {
        return Err(PlanError::OtherGroupRead);
    }
    match (&request.strategy, snapshot.looked_up) {
        (ResetStrategy::Timestamp(asked), Some(looked_up)) if *asked != looked_up => {
            Err(PlanError::OtherTimeLookedUp)
        }
        _ => Ok(()),
    }
}

/// The group gate: an empty group goes; one that does not exist only where creating it was asked for, since a
/// commit to a mistyped name would make a new group; every other one has members that hold its offsets.
fn check_group(request: &ResetRequest, snapshot: &OffsetSnapshot) -> Result<(), PlanError> {
    match &snapshot.group.state {
        GroupState::Empty => Ok(()),
        GroupState::Dead if request.create_group => Ok(()),
        GroupState::Dead => Err(PlanError::GroupDoesNotExist),
        state => {
            Err(PlanError::GroupNotEmpty { state: state.clone(), members: snapshot.group.members.clone() })
        }
    }
}

/// The offsets of a partition, without an answer to a time that nobody asked about.
pub(crate) fn answering(snapshot: &OffsetSnapshot, offsets: &PartitionOffsets) -> PartitionOffsets {
    let at_time = if snapshot.looked_up.is_some() { offsets.at_time } else { TimeLookup::Unknown };
    PartitionOffsets { at_time, ..offsets.clone() }
}
