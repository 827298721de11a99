//! When to try again, and how often.

use std::time::Duration;

/// Waits between tries: three more, within about two seconds. An election is mostly over by then.
const PAUSES: [Duration; 3] =
    [Duration::from_millis(150), Duration::from_millis(500), Duration::from_millis(1200)];

/// Counts the tries of one call.
#[derive(Debug, Default)]
pub(crate) struct Retry {
    used: usize,
}

impl Retry {
    /// Waits before the next try and answers `true`, or answers `false` at once if there have been enough.
    pub(crate) async fn again(&mut self) -> bool {
        let Some(pause) = PAUSES.get(self.used) else {
            return false;
        };
        self.used += 1;
        tokio::time::sleep(*pause).await;
        true
    }
}
