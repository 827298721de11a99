//! The plan: what a reset would do to every partition. The only place with offset arithmetic.
//!
//! | to change | look into |
//! |---|---|
//! | which groups may be reset | `plan/compute.rs` |
//! | which partitions a request means | `plan/scope.rs` |
//! | where a strategy points | `plan/wish.rs` |
//! | how sure a target is, and what may not be known | `plan/grade.rs` |
//! | how a wish outside the log is clamped | `plan/range.rs` |
//! | which notes a row carries | `plan/partition.rs` |
//! | what a row counts as skipped or replayed | `plan/row.rs` |
//! | what all rows come to | `plan/totals.rs`, `plan/amount.rs` |

mod adjustment;
mod amount;
mod compute;
mod error;
mod grade;
mod partition;
mod range;
mod row;
mod scope;
mod target;
mod totals;
mod wish;

pub use adjustment::Adjustment;
pub use amount::Amount;
pub(crate) use compute::answering;
pub use error::PlanError;
pub(crate) use partition::planned_row;
pub use row::PlannedReset;
pub(crate) use scope::expand;
pub use target::Target;
pub use totals::PlanTotals;

use crate::{GroupState, KafkaError, ResetRequest, Timestamp, TopicName, TopicSelection};

/// Who turns the strategy into an offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// We do: absolute offsets are written (gateway, retry, undo, plan file). They are exact, unless the endpoint
    /// does not tell where logs start: then it may have to move one up to what retention has left.
    Here,
    /// The endpoint does, at the moment of applying (it is sent the strategy): some targets are bounds only.
    AtEndpoint,
}

/// A topic that was asked for and cannot be planned.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MissingTopic {
    /// The topic.
    pub topic: TopicName,
    /// Why; mostly `UNKNOWN_TOPIC_OR_PARTITION`.
    pub code: KafkaError,
}

/// What a reset would do, frozen at the moment of reading. Made by [`ResetPlan::compute`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ResetPlan {
    /// What was asked, unchanged.
    pub request: ResetRequest,
    /// Who resolves the strategy.
    pub resolution: Resolution,
    /// When the offsets were read.
    pub taken_at: Timestamp,
    /// The group's state when it was read; `Empty`, or `Dead` where creating was asked for.
    pub group_state: GroupState,
    /// One row per partition, ordered by topic (natural order) and partition.
    pub rows: Vec<PlannedReset>,
    /// Topics that were asked for and will fail as a whole, in natural order.
    pub missing: Vec<MissingTopic>,
}

impl ResetPlan {
    /// The topics in which something can move: those with at least one partition that can be done.
    ///
    /// Missing topics are not among them. `None`: nothing can be done, so nothing may be sent; least of all an empty
    /// list, as it would mean *every* topic.
    pub fn sendable_topics(&self) -> Option<TopicSelection> {
        TopicSelection::new(
            self.rows.iter().filter(|row| row.target.is_some()).map(|row| row.at.topic.clone()),
        )
    }
}
