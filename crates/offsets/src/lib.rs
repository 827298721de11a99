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
//! | what the endpoint can express | [`Abilities`]; whether this plan can be taken back: [`ResetPlan::undo_outlook`] |
//! | whether the plan still holds | [`ResetPlan::age`], [`Drift`] |
//! | what the endpoint said | [`Claim`] |
//! | what is true | [`VerifiedReset`] with one [`Verdict`] per partition |
//! | whether it still is | [`moved_since`], [`consumed_since`] |
//! | what is left to do, or takes it back | [`retry()`], [`undo()`]: a [`Continuation`] |
//! | the same in other forms | [`PlanDocument`], [`ResetRecord`], [`read_kafka_csv`], [`KafkaCommand`] |
//! | what went wrong on the way | [`EndpointFault`], [`KafkaError`] |
//!
//! # From a reading to a verdict
//!
//! ```
//! use kafka_offsets::*;
//! use std::collections::BTreeMap;
//!
//! // What was read: the group's next record in orders/0 is 50, its log holds 10 to 100.
//! let at = TopicPartition { topic: "orders".parse()?, partition: PartitionId::ZERO };
//! let group: GroupId = "billing".parse()?;
//! let offsets = PartitionOffsets {
//!     committed: Some("50".parse()?),
//!     log_start: Some("10".parse()?),
//!     log_end: Some("100".parse()?),
//!     at_time: TimeLookup::Unknown,
//!     error: None,
//! };
//! let snapshot = OffsetSnapshot {
//!     taken_at: Timestamp::try_from(1_700_000_000_000)?,
//!     group: GroupSummary { group: group.clone(), state: GroupState::Empty, members: vec![] },
//!     partitions: BTreeMap::from([(at.clone(), offsets)]),
//!     failed_topics: BTreeMap::new(),
//!     looked_up: None,
//! };
//!
//! // What would happen: 40 offsets are replayed, by an endpoint that finds the log start itself.
//! let request = ResetRequest {
//!     group,
//!     scope: ResetScope::AllTopicsOfGroup,
//!     strategy: ResetStrategy::Earliest,
//!     create_group: false,
//! };
//! let plan = ResetPlan::compute(request, &snapshot, Resolution::AtEndpoint)?;
//! assert_eq!(plan.rows[0].target, Some(Target::AtLeast("10".parse()?)));
//! assert_eq!(plan.totals().replayed, Count::AtMost(40));
//! assert_eq!(plan.risk(false), (Risk::High, vec![RiskReason::AllTopics]));
//!
//! // What did happen: the answer was lost, but the group is found where it should be.
//! let observed = BTreeMap::from([(at, Observation::Committed(Some("10".parse()?)))]);
//! let verified = verify(&plan, &Claim::Lost, &observed);
//! assert_eq!(verified.rows[0].verdict, Verdict::Confirmed);
//! assert_eq!(verified.rows[0].reason, VerdictReason::AppliedAnswerLost);
//! assert_eq!(verified.overall(), Overall::Succeeded);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod abilities;
mod age;
mod codes;
mod continuation;
mod count;
mod document;
mod drift;
mod fault;
mod group;
mod ids;
mod kafka_command;
mod lag;
mod moved;
mod natural;
mod note;
mod plan;
mod plan_file;
mod request;
mod retry;
mod risk;
mod snapshot;
mod time_text;
mod undo;
mod verdict;
mod words;

pub use abilities::Abilities;
pub use age::{CLOCK_TOLERANCE_MILLIS, PLAN_LIFETIME_MILLIS, PLAN_WARNING_MILLIS, PlanAge};
pub use codes::{KafkaError, NextStep};
pub use continuation::{Continuation, LeftOut, LeftOutReason};
pub use count::Count;
pub use document::{DocumentError, PlanDocument, ResetRecord};
pub use drift::{Drift, DriftKind, DriftRow, TopicChange, TopicDrift};
pub use fault::{EndpointFault, FaultKind};
pub use group::{GroupMember, GroupState, GroupSummary};
pub use ids::{GroupId, IdError, Offset, PartitionId, Timestamp, TopicName, TopicPartition};
pub use kafka_command::{KafkaCommand, PLAN_FILE_NAME, kafka_command_from_file};
pub use lag::{TopicLag, lag_of};
pub use moved::{ConsumedSince, MovedSince, consumed_since, moved_since};
pub use natural::natural_cmp;
pub use note::Note;
pub use plan::{
    Adjustment, Amount, MissingTopic, PlanError, PlanTotals, PlannedReset, ResetPlan, Resolution, Target,
};
pub use plan_file::{PlanFile, PlanFileError, PlanFileProblem, read_kafka_csv, write_kafka_csv};
pub use request::{ResetRequest, ResetScope, ResetStrategy, TopicSelection};
pub use retry::{RetryRefusal, retry};
pub use risk::{MANY_OFFSETS, Risk, RiskReason, VERY_MANY_OFFSETS};
pub use snapshot::{OffsetSnapshot, PartitionOffsets, TimeLookup};
pub use undo::{TopicUndo, UndoOutlook, UndoReason, UndoRefusal, UndoVerdict, undo};
pub use verdict::{
    AnswerRow, Claim, Observation, Overall, ResetAnswer, RowClaim, Verdict, VerdictReason, VerifiedReset,
    VerifiedRow, VerifiedTopic, verify,
};
pub use words::UnknownNote;
