//! Where a reset stands. Every state carries all that a view of it shows.

mod asked;
mod blocked;
mod finished;
mod on_the_way;
mod planning;
mod read_back;
mod reviewing;

pub use asked::{Asked, Origin};
pub use blocked::{AfterRefusal, BlockReason, Blocked, RefusedForGroup, WaitStep, Waiting};
pub use finished::{Finished, Later};
pub use on_the_way::{AskingHost, CheckStep, Checking, Drifted, Submitting};
pub use planning::{Planning, Reading};
pub use read_back::{ReadBack, ReadBackStep};
pub use reviewing::Reviewing;

/// The one place where a reset is. The diagram is in the crate's documentation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum State {
    /// The operator fills in the form; the flow knows nothing yet.
    Editing,
    /// Group and offsets are being read.
    Planning(Planning),
    /// The plan is shown and waits for a confirmation.
    Reviewing(Reviewing),
    /// There is no plan that may be carried out, and why. "Check again" or "Back to edit" leads on.
    Blocked(Blocked),
    /// Confirmed; the page around is being asked. Nothing has been sent.
    AskingHost(AskingHost),
    /// Confirmed and allowed; the group is claimed and everything is read once more. Nothing has been sent.
    Checking(Checking),
    /// The last look before sending found something else than was planned from. Nothing has been sent.
    Drifted(Drifted),
    /// Sent; the endpoint has not answered yet.
    Submitting(Submitting),
    /// The endpoint has answered; the offsets are being read back.
    Verifying(ReadBack),
    /// The answer was lost and the reset may or may not have happened; the offsets are being read back.
    OutcomeUnknown(ReadBack),
    /// Every partition has its verdict.
    Finished(Finished),
}
