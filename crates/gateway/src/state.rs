//! What the routes share.

use crate::access::Access;
use crate::console::Console;
use crate::headers::ConnectSource;
use crate::upstream::OffsetUpstream;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::Semaphore;

/// One cluster that the gateway serves.
#[derive(Debug, Clone)]
pub struct Instance {
    /// How to reach it.
    pub upstream: Arc<dyn OffsetUpstream>,
    /// Whether it is marked as a production cluster; the console then asks for more before a reset.
    pub production: bool,
}

/// What a request may cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a request's body.
    pub body: usize,
    /// Bytes of all header names and values together.
    pub headers: usize,
    /// Bytes of the request target (path and query); what the API documents for GET.
    pub target: usize,
    /// Topics named in one request.
    pub topics: usize,
    /// How long a request's head, and then its body, may take to arrive.
    pub read: Duration,
    /// How long a request may take in all.
    pub total: Duration,
    /// Requests of the API that are worked on at a time; others wait for their turn.
    pub concurrent: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 4 * 1024 * 1024,
            headers: 16 * 1024,
            target: 32 * 1024,
            topics: 1_000,
            read: Duration::from_secs(10),
            total: Duration::from_secs(30),
            concurrent: 64,
        }
    }
}

/// The time of day in milliseconds since 1970-01-01T00:00:00Z; tests put a fixed one in its place.
pub type Clock = fn() -> u64;

/// The system's clock.
pub fn system_clock() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}

/// Everything that the routes need; cheap to clone.
#[derive(Debug, Clone)]
pub struct AppState {
    /// The clusters, found by the id that their upstream gives.
    pub instances: Arc<[Instance]>,
    /// Who may call.
    pub access: Arc<Access>,
    /// The console's files.
    pub console: Console,
    /// Endpoints that the served page may call besides this one.
    pub console_endpoints: Vec<ConnectSource>,
    /// What a request may cost.
    pub limits: Limits,
    /// The time of day.
    pub clock: Clock,
    turns: Arc<Semaphore>,
}

impl AppState {
    /// A state with the system's clock.
    pub fn new(instances: Vec<Instance>, access: Access, limits: Limits) -> Self {
        Self {
            instances: instances.into(),
            access: Arc::new(access),
            console: Console::None,
            console_endpoints: Vec::new(),
            turns: Arc::new(Semaphore::new(limits.concurrent)),
            limits,
            clock: system_clock,
        }
    }

    /// One request's turn among those that are worked on at a time.
    pub(crate) fn turns(&self) -> &Arc<Semaphore> {
        &self.turns
    }

    /// Ready when no request is worked on any more, those included whose callers have gone away.
    pub(crate) async fn finished(&self) {
        let all = u32::try_from(self.limits.concurrent).unwrap_or(u32::MAX);
        // Closed only if the semaphore is; then nothing is under way either
        let _ = self.turns.acquire_many(all).await;
    }
}
