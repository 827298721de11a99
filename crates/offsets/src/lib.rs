//! Consumer group offsets: what may be asked, what would happen, and what did happen.
//!
//! Pure domain code: no IO, no clock, no async, no vendor words. The one place with offset arithmetic
//! ([`ResetPlan::compute`]) and the one place that judges an outcome ([`verify`]).
//!
//! | question | type |
//! |---|---|
//! | which group, topic, partition, offset, time | [`GroupId`], [`TopicName`], [`PartitionId`], [`Offset`], [`Timestamp`] |
//! | what is asked | [`ResetRequest`] = [`ResetScope`] + [`ResetStrategy`] |
//! | what was read before | [`GroupSummary`], [`OffsetSnapshot`] |
//! | what would happen | [`ResetPlan`] with one [`PlannedReset`] per partition |
//! | what the endpoint said | [`Claim`] |
//! | what is true | [`VerifiedReset`] with one [`Verdict`] per partition |
//! | what went wrong on the way | [`EndpointFault`], [`KafkaError`] |

mod codes;
mod count;
mod fault;
mod group;
mod ids;
mod natural;
mod plan;
mod request;
mod risk;
mod snapshot;
mod verdict;

pub use codes::{KafkaError, NextStep};
pub use count::Count;
pub use fault::{EndpointFault, FaultKind};
pub use group::{GroupMember, GroupState, GroupSummary};
pub use ids::{GroupId, IdError, Offset, PartitionId, Timestamp, TopicName, TopicPartition};
pub use natural::natural_cmp;
pub use plan::{
    Adjustment, MissingTopic, PlanError, PlanTotals, PlannedReset, ResetPlan, Resolution, Target,
};
pub use request::{ResetRequest, ResetScope, ResetStrategy, TopicSelection};
pub use risk::{MANY_OFFSETS, Risk, RiskReason, VERY_MANY_OFFSETS};
pub use snapshot::{OffsetSnapshot, PartitionOffsets, TimeLookup};
pub use verdict::{
    AnswerRow, Claim, Observation, Overall, ResetAnswer, RowClaim, Verdict, VerdictReason, VerifiedReset,
    VerifiedRow, VerifiedTopic, verify,
};
