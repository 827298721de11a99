//! One connection in use: settings, key, clock, and what was learned of the endpoint.

use super::Reads;
use super::transport::{Fetched, send};
use crate::config::{Api, ConnectionSettings};
use ckafka_api::{
    ApiVersion, Call, Capabilities, Connection, Credential, EndpointCapabilities, Expected, GroupInfo,
    GroupOffsets, InstanceId, ListGroups, ListInstances, ListTopics, OffsetTable, PlanLine, Progress, Reset,
    ResetPartitions, Signing, Stamp, Topics,
};
use kafka_offsets::{Abilities, EndpointFault, FaultKind, GroupId, GroupSummary, ResetAnswer, Timestamp};
use reset_flow::{ReadTopics, Submission};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;

/// Less than this is the time that an answer takes, and the whole seconds of a `Date` header, but no wrong clock.
const CLOCK_NOISE_MILLIS: i64 = 2000;

/// One connection in use. Cheap to clone; equal only to itself, so another connection is another session.
#[derive(Clone)]
pub struct Session(Rc<Inner>);

struct Inner {
    url: String,
    /// `None` after its key was forgotten: then nothing more goes out.
    connection: RefCell<Option<Connection>>,
    capabilities: RefCell<EndpointCapabilities>,
    /// What it can do on one instance, which may be more than on every one; the instance that was asked about last.
    of_instance: RefCell<Option<(String, EndpointCapabilities)>>,
    /// What to add to this computer's clock, in milliseconds.
    skew: Cell<i64>,
    /// A read through this endpoint has succeeded; before that nothing is written to it.
    was_read: Cell<bool>,
    /// When a request was last sent, by this computer's clock.
    used_at: Cell<f64>,
}

/// One instance of the endpoint's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstanceEntry {
    /// Its id.
    pub id: String,
    /// Its name; may be empty.
    pub name: String,
    /// The endpoint marks it production.
    pub production: bool,
}

/// What was learned of the endpoint when it was first asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndpointFacts {
    /// How far this computer's clock is behind the server's, in milliseconds; negative: ahead. `None` if the two agree
    /// as well as the way between them lets one say.
    pub clock_behind: Option<i64>,
}

impl PartialEq for Session {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("url", &self.0.url).finish_non_exhaustive()
    }
}

impl Session {
    /// A session with an endpoint; `None` if its URL is none that the browser understands.
    pub fn new(settings: &ConnectionSettings, key: Option<Credential>) -> Option<Self> {
        let url = url_of(settings)?;
        let api = match settings.api {
            Api::V2 => ApiVersion::V2,
            Api::V3 => ApiVersion::V3,
        };
        let connection = Connection {
            api,
            signing: key.map_or(Signing::Proxy, Signing::Key),
            signing_host: settings.signing_host.clone().unwrap_or_else(|| url.host()),
            region: settings.region.clone(),
        };
        Some(Self(Rc::new(Inner {
            url: url.href(),
            connection: RefCell::new(Some(connection)),
            capabilities: RefCell::new(EndpointCapabilities::none()),
            of_instance: RefCell::new(None),
            skew: Cell::new(0),
            was_read: Cell::new(false),
            used_at: Cell::new(js_sys::Date::now()),
        })))
    }

    /// The URL that is called.
    pub fn url(&self) -> &str {
        &self.0.url
    }

    /// Now, by this computer's clock as corrected by the server's.
    pub fn now(&self) -> Timestamp {
        timestamp(js_sys::Date::now() as i64 + self.0.skew.get())
    }

    /// When a request was last sent, in milliseconds by this computer's own clock.
    pub fn used_at(&self) -> f64 {
        self.0.used_at.get()
    }

    /// Wipes the key from memory, wherever this session is still held. Nothing can be asked through it any more.
    pub fn forget(&self) {
        *self.0.connection.borrow_mut() = None;
    }

    /// Asks what the endpoint can do, and learns its clock. Everything else may be asked before, too.
    ///
    /// # Errors
    /// What the endpoint did instead of answering.
    pub async fn facts(&self, reads: &Reads) -> Result<EndpointFacts, EndpointFault> {
        let found = self.can(None, reads).await?;
        if let Some(time) = found.server_time {
            self.learn_clock(time.as_millis() as f64);
        }
        *self.0.capabilities.borrow_mut() = found;
        let skew = self.0.skew.get();
        Ok(EndpointFacts { clock_behind: (skew != 0).then_some(skew) })
    }

    /// All instances.
    ///
    /// # Errors
    /// What the endpoint did instead of answering.
    pub async fn instances(&self, reads: &Reads) -> Result<Vec<InstanceEntry>, EndpointFault> {
        let capabilities = *self.0.capabilities.borrow();
        let rows = self.read(|| ListInstances::new(&capabilities), reads).await?;
        let entry = |row: ckafka_api::InstanceSummary| InstanceEntry {
            id: row.id.to_string(),
            name: row.name,
            production: row.production,
        };
        Ok(rows.into_iter().map(entry).collect())
    }

    /// Names of all groups of an instance.
    ///
    /// # Errors
    /// What the endpoint did instead of answering.
    pub async fn groups(&self, instance: &str, reads: &Reads) -> Result<Vec<String>, EndpointFault> {
        let (instance, capabilities) = self.on(instance)?;
        let rows = self.read(|| ListGroups::new(instance.clone(), &capabilities), reads).await?;
        Ok(rows.into_iter().map(|row| row.group.to_string()).collect())
    }

    /// All topics of an instance with their number of partitions, where that is told. Where it is not the same on every
    /// instance, what the endpoint can do on this one is asked before.
    ///
    /// # Errors
    /// What the endpoint did instead of answering.
    pub async fn topics(
        &self,
        instance: &str,
        reads: &Reads,
    ) -> Result<Vec<(String, Option<u32>)>, EndpointFault> {
        self.learn_of(instance, reads).await?;
        let (instance, capabilities) = self.on(instance)?;
        let rows = self.read(|| ListTopics::new(instance.clone(), &capabilities), reads).await?;
        Ok(rows.into_iter().map(|row| (row.topic.to_string(), row.partitions)).collect())
    }

    /// State and members of a group.
    ///
    /// # Errors
    /// What the endpoint did instead of answering.
    pub async fn group(
        &self,
        instance: &str,
        group: &GroupId,
        reads: &Reads,
    ) -> Result<GroupSummary, EndpointFault> {
        let instance = instance_id(instance)?;
        self.read(|| GroupInfo::new(instance.clone(), group.clone()), reads).await
    }

    /// Offsets of a group.
    ///
    /// # Errors
    /// What the endpoint did instead of answering.
    pub async fn offsets(
        &self,
        instance: &str,
        group: &GroupId,
        topics: &ReadTopics,
        at_time: Option<Timestamp>,
        reads: &Reads,
    ) -> Result<OffsetTable, EndpointFault> {
        let (instance, capabilities) = self.on(instance)?;
        let topics = match topics {
            ReadTopics::AllOfGroup => Topics::AllOfGroup,
            ReadTopics::Named(topics) => Topics::Named(topics.clone()),
        };
        let call =
            || GroupOffsets::new(instance.clone(), group.clone(), topics.clone(), at_time, &capabilities);
        self.read(call, reads).await
    }

    /// Sends a reset, once. Refused before anything leaves if nothing was read through this endpoint yet.
    ///
    /// # Errors
    /// What the endpoint did instead of answering; whether the reset may have happened all the same is
    /// [`FaultKind::write_may_have_happened`].
    pub async fn reset(&self, instance: &str, submission: &Submission) -> Result<ResetAnswer, EndpointFault> {
        if !self.0.was_read.get() {
            return Err(refused_here("nothing was read through this endpoint yet"));
        }
        match self.reset_call(instance, submission)? {
            ResetCall::Topics(call) => self.run(call, None).await,
            ResetCall::Partitions(call) => self.run(call, None).await,
        }
    }

    /// What the endpoint can express on an instance; nothing before [`Session::facts`] has been answered.
    pub fn abilities(&self, instance: &str) -> Abilities {
        self.capabilities(instance).abilities()
    }

    /// The request of a reset as text, secrets left out; `None` where it cannot be built.
    pub fn redacted_reset(&self, instance: &str, submission: &Submission) -> Option<String> {
        let connection = self.0.connection.borrow();
        let connection = connection.as_ref()?;
        Some(match self.reset_call(instance, submission).ok()? {
            ResetCall::Topics(call) => ckafka_api::redacted_request(&call, connection),
            ResetCall::Partitions(call) => ckafka_api::redacted_request(&call, connection),
        })
    }

    /// The same as a `curl` command line; `None` where it cannot be built.
    pub fn curl_reset(&self, instance: &str, submission: &Submission) -> Option<String> {
        let connection = self.0.connection.borrow();
        let connection = connection.as_ref()?;
        Some(match self.reset_call(instance, submission).ok()? {
            ResetCall::Topics(call) => ckafka_api::curl_request(&call, connection, &self.0.url),
            ResetCall::Partitions(call) => ckafka_api::curl_request(&call, connection, &self.0.url),
        })
    }

    async fn can(
        &self,
        instance: Option<InstanceId>,
        reads: &Reads,
    ) -> Result<EndpointCapabilities, EndpointFault> {
        let call = || instance.clone().map_or_else(Capabilities::new, Capabilities::of);
        self.read(call, reads).await
    }

    fn reset_call(&self, instance: &str, submission: &Submission) -> Result<ResetCall, EndpointFault> {
        let (instance, capabilities) = self.on(instance)?;
        match submission {
            Submission::Topics { group, topics, strategy, create_group } => {
                Reset::new(instance, group.clone(), topics.clone(), strategy, *create_group)
                    .map(ResetCall::Topics)
                    .map_err(|error| refused_here(&error.to_string()))
            }
            Submission::Partitions { group, lines, create_group } => {
                let lines = lines.iter().map(|(at, offset, expected)| PlanLine {
                    at: at.clone(),
                    offset: *offset,
                    expected: expected.map_or(Expected::NoCommit, Expected::Committed),
                });
                ResetPartitions::new(instance, group.clone(), lines.collect(), *create_group, &capabilities)
                    .map(ResetCall::Partitions)
                    .ok_or_else(|| refused_here("this endpoint cannot set single partitions"))
            }
        }
    }

    /// A gateway that cannot do everything on each of its instances may be able to on this one.
    async fn learn_of(&self, instance: &str, reads: &Reads) -> Result<(), EndpointFault> {
        let everywhere = *self.0.capabilities.borrow();
        let Some(time) = everywhere.server_time else { return Ok(()) };
        if everywhere.abilities() != EndpointCapabilities::all(time).abilities() {
            let found = self.can(Some(instance_id(instance)?), reads).await?;
            *self.0.of_instance.borrow_mut() = Some((instance.to_owned(), found));
        }
        Ok(())
    }

    fn on(&self, instance: &str) -> Result<(InstanceId, EndpointCapabilities), EndpointFault> {
        Ok((instance_id(instance)?, self.capabilities(instance)))
    }

    fn capabilities(&self, instance: &str) -> EndpointCapabilities {
        match &*self.0.of_instance.borrow() {
            Some((of, found)) if of == instance => *found,
            _ => *self.0.capabilities.borrow(),
        }
    }

    /// A read; once more with a new signature if the clock was refused and the server has told the right time.
    async fn read<C: Call>(&self, call: impl Fn() -> C, reads: &Reads) -> Result<C::Answer, EndpointFault> {
        let skew = self.0.skew.get();
        let outcome = self.run(call(), Some(reads)).await;
        match outcome {
            Err(fault) if fault.kind == FaultKind::ClockOrReplay && self.0.skew.get() != skew => {
                self.run(call(), Some(reads)).await
            }
            outcome => outcome,
        }
    }

    async fn run<C: Call>(&self, mut call: C, reads: Option<&Reads>) -> Result<C::Answer, EndpointFault> {
        loop {
            self.0.used_at.set(js_sys::Date::now());
            let request = match self.0.connection.borrow().as_ref() {
                Some(connection) => call.request(connection, self.stamp()),
                None => return Err(refused_here("the keys were forgotten; enter them again")),
            };
            let Fetched { response, server_millis } = send(&self.0.url, request, reads).await;
            match call.respond(response) {
                Progress::Again => {}
                Progress::Done(outcome) => {
                    match &outcome {
                        Ok(_) if !call.writes() => self.0.was_read.set(true),
                        Err(fault) if fault.kind == FaultKind::ClockOrReplay => {
                            if let Some(millis) = server_millis {
                                self.learn_clock(millis);
                            }
                        }
                        Ok(_) | Err(_) => {}
                    }
                    return outcome;
                }
            }
        }
    }

    fn learn_clock(&self, server_millis: f64) {
        let skew = (server_millis - js_sys::Date::now()) as i64;
        self.0.skew.set(if skew.abs() < CLOCK_NOISE_MILLIS { 0 } else { skew });
    }

    /// Fresh for every request.
    fn stamp(&self) -> Stamp {
        Stamp { unix_seconds: u64::try_from(self.now().as_millis() / 1000).unwrap_or(0), nonce: random() }
    }
}

/// The URL that is called with these settings; `None` if it is none that the browser understands.
pub fn endpoint_url(settings: &ConnectionSettings) -> Option<String> {
    Some(url_of(settings)?.href())
}

/// The origin that is called, where it is not the page's own, so that the browser decides whether the page may read it.
pub fn foreign_origin(settings: &ConnectionSettings) -> Option<String> {
    let (called, own) = (url_of(settings)?.origin(), web_sys::window()?.location().origin().ok()?);
    (called != own).then_some(called)
}

fn url_of(settings: &ConnectionSettings) -> Option<web_sys::Url> {
    let page = web_sys::window()?.location().href().ok()?;
    web_sys::Url::new_with_base(&settings.endpoint, &page).ok()
}

/// The one call that a submission is.
enum ResetCall {
    Topics(Reset),
    Partitions(ResetPartitions),
}

fn instance_id(text: &str) -> Result<InstanceId, EndpointFault> {
    text.parse().map_err(|error: ckafka_api::InstanceIdError| refused_here(&error.to_string()))
}

fn refused_here(why: &str) -> EndpointFault {
    EndpointFault { kind: FaultKind::RefusedHere, raw_code: String::new(), raw_message: why.to_owned() }
}

/// A time that is never before 1970, whatever the computer's clock says.
fn timestamp(millis: i64) -> Timestamp {
    Timestamp::try_from(millis.max(0)).unwrap_or(Timestamp::EPOCH)
}

/// 64 bits from the browser's generator for keys.
pub(crate) fn random() -> u64 {
    let mut bytes = [0_u8; 8];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    if let Some(crypto) = crypto.and_then(|crypto| crypto.dyn_into::<web_sys::Crypto>().ok()) {
        // It can only fail for more than 65,536 bytes; a nonce of 0 would be refused as a replay, never accepted twice
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    u64::from_le_bytes(bytes)
}
