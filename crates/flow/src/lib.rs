//! A reset of consumer group offsets as one state machine without IO: [`Flow::on`] takes what happened and
//! says what is to be done. Whoever runs it (a page, a command) only carries out [`Effect`]s.
//!
//! ```text
//!            ReviewPressed            GroupRead, OffsetsRead          ConfirmPressed (enough for the risk)
//!  Editing ----------------> Planning ----------------> Reviewing ------------------> AskingHost
//!     ^                         |                        ^  ^  |                          |
//!     | BackPressed             | live group, no group,  |  |  +-- not enough, or the     | HostAnswered
//!     | NewResetPressed         v unreadable             |  |      host said no: stays    v
//!     +---------------------- Blocked <------------------+--+------ refused --------- Submitting
//!                       PlanAgain / CheckAgainPressed: Planning      for certain          |
//!                                                                              answered   |   answer lost
//!                              ReadAgainPressed (some unknown)            Verifying <-----+-----> OutcomeUnknown
//!                        Finished ------------------------------------------> |                       |
//!                           ^                                                 |  read back, waits of  |
//!                           +-------------------------------------------------+  10 s together        +
//! ```
//!
//! What holds whatever happens:
//! - A plan is sent at most once. Double clicks, repeated and late answers change nothing.
//! - [`Effect::RecordIntent`] comes directly before [`Effect::Submit`], and a confirmation that is enough for
//!   the plan's risk before both.
//! - From [`Effect::Submit`] on, the only ways out are a verdict for every partition and a refusal that is
//!   certain. An answer that got lost is read back, never sent again.
//! - With [`FlowSettings::read_only`] nothing is ever sent.
//!
//! The flow has no clock: [`kafka_offsets::OffsetSnapshot::taken_at`] comes from the reader, waits are
//! [`Effect::StartTimer`], and "time ago" was turned into an instant before [`Event::ReviewPressed`].

mod confirmation;
mod effect;
mod event;
mod flow;
mod planning;
mod request_id;
mod reviewing;
mod state;
mod submission;
mod submitting;
mod verifying;

pub use confirmation::{ConfirmRefusal, Confirmation};
pub use effect::{Announcement, Effect, ReadTopics};
pub use event::Event;
pub use flow::{Flow, FlowSettings};
pub use request_id::RequestId;
pub use state::{
    AfterRefusal, Asked, AskingHost, BlockReason, Blocked, Finished, Planning, ReadBack, ReadBackStep,
    Reading, RefusedForGroup, Reviewing, State, Submitting,
};
pub use submission::{Intent, NotSendable, Submission};
pub use verifying::READ_BACK_WAITS_MILLIS;
