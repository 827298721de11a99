//! Time, as far as a reset needs it; tests put another clock in its place.

use kafka_offsets::Timestamp;
use std::fmt::Debug;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What time it is, and waiting.
pub trait Clock: Debug {
    /// This machine's time.
    fn now(&self) -> Timestamp;
    /// Comes back after that long.
    fn sleep(&self, length: Duration);
}

/// The system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let millis = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
        Timestamp::try_from(i64::try_from(millis).unwrap_or(i64::MAX)).unwrap_or(Timestamp::EPOCH)
    }

    fn sleep(&self, length: Duration) {
        std::thread::sleep(length);
    }
}
