//! A call from its first request to its answer.

use super::Settings;
use super::http::{Answered, Http};
use super::key::HeldKey;
use super::pace::Pace;
use crate::Clock;
use crate::random::unlike_any_other;
use ckafka_api::{Call, Connection, Progress, Signing, Stamp, TransportFault};
use kafka_offsets::{EndpointFault, FaultKind};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How often a read is tried again that came too fast.
const AGAIN: u32 = 2;
/// How long nothing is sent after a call that came too fast.
const PAUSE: Duration = Duration::from_secs(1);

/// Makes calls over one connection.
#[derive(Debug)]
pub(super) struct Client {
    connection: Connection,
    /// The key in place of the connection's, if another one can be had when it is refused.
    key: Option<HeldKey>,
    http: Http,
    pace: Arc<Pace>,
    clock: Clock,
    /// What to add to this machine's clock, in seconds.
    skew: AtomicI64,
}

impl Client {
    pub(super) fn new(settings: Settings, clock: Clock) -> Self {
        let Settings { connection, url, loopback, answer_within, source, pace } = settings;
        let first = match &connection.signing {
            Signing::Key(key) => Some(key.clone()),
            Signing::Proxy => None,
        };
        let key = source.map(|source| HeldKey::new(source, first));
        Self {
            connection,
            key,
            http: Http::new(url, loopback, answer_within),
            pace,
            clock,
            skew: AtomicI64::new(0),
        }
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Now by the server's clock, as far as it was learned, in milliseconds.
    pub(super) fn now_millis(&self) -> i64 {
        let own = i64::try_from((self.clock)()).unwrap_or(i64::MAX);
        own.saturating_add(self.skew.load(Ordering::Relaxed).saturating_mul(1_000)).max(0)
    }

    /// A read: tried again, newly signed, where only the pace, the clock or a key that can be had anew was wrong.
    pub(super) async fn read<C: Call + Send>(
        &self,
        call: impl Fn() -> C,
    ) -> Result<C::Answer, EndpointFault> {
        let mut tries = 0;
        let mut renewed = false;
        loop {
            let skew = self.skew.load(Ordering::Relaxed);
            let (outcome, another_key) = self.send(call()).await;
            let fault = match outcome {
                Ok(answer) => return Ok(answer),
                Err(fault) => fault,
            };
            match fault.kind {
                _ if another_key && !renewed => {
                    renewed = true;
                    continue;
                }
                // The pace has it wait
                FaultKind::Throttled if tries < AGAIN && !fault.raw_code.is_empty() => {}
                FaultKind::ClockOrReplay if tries < AGAIN && self.skew.load(Ordering::Relaxed) != skew => {}
                _ => return Err(fault),
            }
            tries += 1;
        }
    }

    /// A call as it is, none of its requests sent twice.
    pub(super) async fn once<C: Call + Send>(&self, call: C) -> Result<C::Answer, EndpointFault> {
        self.send(call).await.0
    }

    /// The same, and whether its key was refused and another one can be had.
    async fn send<C: Call + Send>(&self, mut call: C) -> (Result<C::Answer, EndpointFault>, bool) {
        loop {
            if !self.pace.turn().await {
                return (Err(too_many()), false);
            }
            let connection = match self.signing().await {
                Ok(connection) => connection,
                Err(fault) => return (Err(fault), false),
            };
            let request = call.request(&connection, self.stamp());
            let http = self.http.clone();
            let sent = tokio::task::spawn_blocking(move || http.send(&request)).await;
            let Answered { response, server_time } = sent.unwrap_or_else(|_| Answered {
                response: Err(TransportFault::Cut("the request failed in the gateway".to_owned())),
                server_time: None,
            });
            if let Progress::Done(outcome) = call.respond(response) {
                let another_key = match outcome.as_ref().map_err(|fault| fault.kind) {
                    Err(FaultKind::ClockOrReplay) => {
                        self.learn_clock(server_time);
                        false
                    }
                    Err(FaultKind::Throttled) => {
                        self.pace.hold(PAUSE);
                        false
                    }
                    Err(FaultKind::BadToken | FaultKind::UnknownKey) => self.refused(&connection).await,
                    _ => false,
                };
                return (outcome, another_key);
            }
        }
    }

    /// The connection with the key of this moment.
    async fn signing(&self) -> Result<Connection, EndpointFault> {
        let mut connection = self.connection.clone();
        if let Some(held) = &self.key {
            connection.signing = Signing::Key(held.get(self.now_seconds()).await?);
        }
        Ok(connection)
    }

    /// Notes that the cloud refuses the connection's key; whether another one can be had.
    async fn refused(&self, connection: &Connection) -> bool {
        match (&self.key, &connection.signing) {
            (Some(held), Signing::Key(key)) => held.refused(key).await,
            _ => false,
        }
    }

    /// The instance's region, for people.
    pub(super) fn region(&self) -> &str {
        self.connection.region.as_deref().unwrap_or("no region")
    }

    fn learn_clock(&self, server_time: Option<SystemTime>) {
        let Some(server) = server_time.and_then(|time| time.duration_since(UNIX_EPOCH).ok()) else { return };
        let server = i64::try_from(server.as_secs()).unwrap_or(i64::MAX);
        let own = i64::try_from((self.clock)() / 1_000).unwrap_or(i64::MAX);
        let skew = server.saturating_sub(own);
        tracing::warn!(skew, "this machine's clock is not the cloud's; its time is used from now on");
        self.skew.store(skew, Ordering::Relaxed);
    }

    /// Fresh for every request.
    fn stamp(&self) -> Stamp {
        Stamp { unix_seconds: self.now_seconds(), nonce: unlike_any_other() }
    }

    fn now_seconds(&self) -> u64 {
        u64::try_from(self.now_millis() / 1_000).unwrap_or(0)
    }
}

/// A call that was not sent, since too many are waiting already.
fn too_many() -> EndpointFault {
    let raw_message = "too many are waiting for what the cloud lets through; nothing was sent".to_owned();
    EndpointFault { kind: FaultKind::Throttled, raw_code: String::new(), raw_message }
}
