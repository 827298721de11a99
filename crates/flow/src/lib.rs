//! A reset of consumer group offsets as one state machine without IO: [`Flow::on`] takes what happened and
//! says what is to be done. Whoever runs it (a page, a command) only carries out [`Effect`]s.
//!
//! ```text
//! Editing ---ReviewPressed---> Planning ---GroupRead, OffsetsRead---> Reviewing
//!                                 |                                       |
//!                                 | live, missing, unreadable             | ConfirmPressed, in time and enough for the risk
//!                                 v                                       v
//!                              Blocked                                AskingHost
//!                                 ^                                       |
//!                                 |                                       | HostAnswered: allowed
//!                                 |                                       v
//!                                 |      Drifted <--- changed ------- Checking: Claimed, GroupRead, OffsetsRead
//!                                 |                                       |
//!                                 |                                       | unchanged, IntentRecorded
//!                                 | refused for the group                 v
//!                                 +---------------------------------- Submitting
//!                                                                     |       |
//!                                                            answered |       | the answer is lost
//!                                                                     v       v
//!                                                             Verifying      OutcomeUnknown
//!                                                                     |       |
//!                                                  offsets read back, with waits of 10 s together
//!                                                                     v       v
//!                                                                     Finished
//! ```
//!
//! | from | back or on again |
//! |---|---|
//! | Editing | `PlanOpened` shows a plan of a file as it is; `Resumed` reads back what was sent and never judged |
//! | Planning, Reviewing, Blocked, Drifted | `BackPressed` to Editing; `ReviewPressed` plans the new request |
//! | Reviewing, Blocked, Drifted | `PlanAgainPressed` (Blocked: `CheckAgainPressed`, too) plans the same request afresh |
//! | Blocked by members | `WaitUntilEmptyPressed` looks every 5 s and plans as soon as the group is empty |
//! | AskingHost | `BackPressed`, or a host that says no or too late: Reviewing, nothing was sent |
//! | Checking | `BackPressed`, a group that is held elsewhere, a plan that was applied before, a read that fails: Reviewing, nothing was sent |
//! | Submitting | a refusal for certain that is not about the group: Reviewing, the plan is used up |
//! | Finished | `ReadAgainPressed` while something is unknown: read back again; `RetryPressed`, `UndoPressed`, `NextUndoPressed` to Planning |
//! | Reviewing, Blocked, Drifted, Finished | `NewResetPressed` to Editing |
//!
//! What holds whatever happens:
//! - A plan is sent at most once. Double clicks, repeated and late answers change nothing.
//! - What is sent was confirmed in time and enough for its risk, was as planned when it was last read, was recorded
//!   ([`Effect::RecordIntent`], answered), and the group was claimed ([`Effect::ClaimGroup`], answered) from before
//!   that last read on until the verdict.
//! - From [`Effect::Submit`] on, the only ways out are a verdict for every partition and a refusal that is
//!   certain. An answer that got lost is read back, never sent again.
//! - Each claim that was not refused is released once, each record that was begun is closed.
//! - Waiting leads to a plan on show at most, and with [`FlowSettings::read_only`] nothing is ever sent.
//!
//! A whole reset, answered by hand instead of by a cluster:
//!
//! ```
//! use kafka_offsets::*;
//! use reset_flow::{Confirmation, Effect, Event, Flow, FlowSettings, Later, Origin, State};
//! use std::collections::BTreeMap;
//!
//! let at = TopicPartition { topic: "orders".parse()?, partition: PartitionId::try_from(0)? };
//! let group = GroupSummary { group: "billing".parse()?, state: GroupState::Empty, members: vec![] };
//! let read = |committed: i64| -> Result<OffsetSnapshot, IdError> {
//!     Ok(OffsetSnapshot {
//!         taken_at: Timestamp::try_from(1_700_000_000_000)?,
//!         group: group.clone(),
//!         partitions: BTreeMap::from([(at.clone(), PartitionOffsets {
//!             committed: Some(Offset::try_from(committed)?),
//!             log_start: Some(Offset::try_from(10)?),
//!             log_end: Some(Offset::try_from(100)?),
//!             at_time: TimeLookup::Unknown,
//!             error: None,
//!         })]),
//!         failed_topics: BTreeMap::new(),
//!         looked_up: None,
//!     })
//! };
//! let request = ResetRequest {
//!     group: group.group.clone(),
//!     scope: ResetScope::Topics(TopicSelection::new([at.topic.clone()]).ok_or("no topic")?),
//!     strategy: ResetStrategy::Earliest,
//!     create_group: false,
//! };
//!
//! let mut flow = Flow::new(FlowSettings::default());
//! let mut wanted = flow.on(Event::ReviewPressed {
//!     request,
//!     production: false,
//!     abilities: Abilities::default(),
//!     origin: Origin::Form,
//! });
//! // The clock of who runs it.
//! let now = Timestamp::try_from(1_700_000_001_000)?;
//! let mut committed = 50;
//! let mut announced = vec![];
//! while !wanted.is_empty() {
//!     let mut next = vec![];
//!     for effect in wanted {
//!         next.extend(match effect {
//!             Effect::ReadGroup { id, .. } => flow.on(Event::GroupRead { id, outcome: Ok(group.clone()) }),
//!             Effect::ReadOffsets { id, .. } => {
//!                 flow.on(Event::OffsetsRead { id, outcome: Ok(read(committed)?) })
//!             }
//!             Effect::AskHost { id, .. } => flow.on(Event::HostAnswered { id, allowed: true, now }),
//!             // Nobody else resets this group here.
//!             Effect::ClaimGroup { id, .. } => flow.on(Event::Claimed { id, outcome: Ok(()) }),
//!             Effect::RecordIntent { id, intent } => {
//!                 println!("about to send {:?}", intent.submission);
//!                 flow.on(Event::IntentRecorded { id })
//!             }
//!             Effect::Submit { id, .. } => {
//!                 committed = 10;
//!                 let row = AnswerRow {
//!                     topic: at.topic.clone(),
//!                     partition: Some(at.partition),
//!                     offset: Some(Offset::try_from(committed)?),
//!                     code: KafkaError::NONE,
//!                     message: String::new(),
//!                 };
//!                 let outcome = Ok(ResetAnswer { rows: vec![row], request_id: None });
//!                 flow.on(Event::SubmitAnswered { id, outcome })
//!             }
//!             // Minutes pass until a plan expires; this one is confirmed at once.
//!             Effect::StartTimer { millis: 60_000.., .. } => vec![],
//!             Effect::StartTimer { id, .. } => flow.on(Event::TimerFired { id }),
//!             Effect::Announce(announcement) => {
//!                 announced.push(announcement.name());
//!                 vec![]
//!             }
//!             Effect::RecordOutcome { .. } | Effect::ReleaseGroup { .. } => vec![],
//!         });
//!     }
//!     // The plan replays 40 offsets in one topic: low risk, so the button alone is enough.
//!     if let State::Reviewing(review) = flow.state() {
//!         assert_eq!(review.plan.rows[0].target, Some(Target::AtLeast(Offset::try_from(10)?)));
//!         let confirmation = Confirmation::default();
//!         next.extend(flow.on(Event::ConfirmPressed { confirmation, now }));
//!     }
//!     wanted = next;
//! }
//!
//! let State::Finished(finished) = flow.state() else { panic!("{:?}", flow.state()) };
//! assert_eq!(finished.result.rows[0].verdict, Verdict::Confirmed);
//! assert_eq!(finished.later, Later::Same);
//! assert_eq!(announced, ["plan-created", "reset-submitted", "reset-succeeded"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The flow has no clock: [`kafka_offsets::OffsetSnapshot::taken_at`] comes from the reader, waits are
//! [`Effect::StartTimer`], and "time ago" was turned into an instant before [`Event::ReviewPressed`].

mod checking;
mod confirmation;
mod effect;
mod event;
#[cfg(test)]
mod exhaustive;
mod flow;
mod follow_up;
mod later;
mod planning;
mod request_id;
mod reviewing;
mod state;
mod submission;
mod submitting;
mod verifying;
mod waiting;

pub use confirmation::{ClaimRefusal, ConfirmRefusal, Confirmation};
pub use effect::{Announcement, Effect, Ending, ReadTopics};
pub use event::Event;
pub use flow::{Flow, FlowSettings};
pub use later::LATER_CHECK_MILLIS;
pub use request_id::RequestId;
pub use state::{
    AfterRefusal, Asked, AskingHost, BlockReason, Blocked, CheckStep, Checking, Drifted, Finished, Later,
    Origin, Planning, ReadBack, ReadBackStep, Reading, RefusedForGroup, Reviewing, State, Submitting,
    WaitStep, Waiting,
};
pub use submission::{Intent, NotSendable, Submission};
pub use verifying::READ_BACK_WAITS_MILLIS;
pub use waiting::WAIT_POLL_MILLIS;
