//! One endpoint in use: drives calls to their end, and knows what was learned of the endpoint on the way.

use crate::clock::Clock;
use crate::transport::{Answered, Transport};
use ckafka_api::{
    Call, Capabilities, Connection, EndpointCapabilities, GroupInfo, GroupOffsets, InstanceId,
    InstanceSummary, ListInstances, Progress, Stamp, Topics,
};
use kafka_offsets::{Abilities, EndpointFault, FaultKind, GroupId, GroupSummary, OffsetSnapshot, Timestamp};
use reset_flow::ReadTopics;
use std::time::Duration;

/// Less than this is the time that an answer takes, and the whole seconds of a `Date` header, but no wrong clock.
const CLOCK_NOISE_MILLIS: i64 = 2000;

/// An endpoint in use.
#[derive(Debug)]
pub struct Session {
    connection: Connection,
    transport: Box<dyn Transport>,
    clock: Box<dyn Clock>,
    capabilities: EndpointCapabilities,
    /// What to add to this machine's clock, in milliseconds.
    skew: i64,
    /// A read through this endpoint has succeeded; before that nothing is written to it.
    was_read: bool,
}

impl Session {
    /// A session over this transport; nothing is sent yet.
    pub fn new(connection: Connection, transport: Box<dyn Transport>, clock: Box<dyn Clock>) -> Self {
        Self {
            connection,
            transport,
            clock,
            capabilities: EndpointCapabilities::none(),
            skew: 0,
            was_read: false,
        }
    }

    /// Now, by this machine's clock as corrected by the endpoint's.
    pub fn now(&self) -> Timestamp {
        let millis = self.clock.now().as_millis().saturating_add(self.skew);
        Timestamp::try_from(millis.max(0)).unwrap_or(Timestamp::EPOCH)
    }

    /// Waits.
    pub fn sleep(&self, length: Duration) {
        self.clock.sleep(length);
    }

    /// What the endpoint can do, as far as it was asked.
    pub fn capabilities(&self) -> EndpointCapabilities {
        self.capabilities
    }

    /// What the endpoint can express; nothing before [`Session::introduce`].
    pub fn abilities(&self) -> Abilities {
        let can = self.capabilities;
        Abilities {
            partition_offsets: can.partition_offsets,
            log_start: can.log_start,
            time_lookup: can.time_lookup,
            dry_run: can.dry_run,
            create_group: can.create_group,
        }
    }

    /// How requests are signed and addressed.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// How far this machine's clock is behind the endpoint's, in milliseconds; negative: ahead. 0 if the two agree as
    /// well as the way between them lets one say.
    pub fn clock_behind(&self) -> i64 {
        self.skew
    }

    /// Asks what the endpoint can do on every instance, and learns its clock.
    ///
    /// # Errors
    /// What the endpoint did instead of answering.
    pub fn introduce(&mut self) -> Result<(), EndpointFault> {
        self.learn(Capabilities::new)
    }

    /// Asks what the endpoint can do on this instance, which may be more.
    ///
    /// # Errors
    /// What the endpoint did instead of answering.
    pub fn introduce_to(&mut self, instance: &InstanceId) -> Result<(), EndpointFault> {
        self.learn(|| Capabilities::of(instance.clone()))
    }

    fn learn(&mut self, call: impl Fn() -> Capabilities) -> Result<(), EndpointFault> {
        let found = self.read(call)?;
        if let Some(time) = found.server_time {
            self.learn_clock(time);
        }
        self.capabilities = found;
        Ok(())
    }

    /// All instances of the endpoint.
    ///
    /// # Errors
    /// What the endpoint did instead of answering.
    pub fn instances(&mut self) -> Result<Vec<InstanceSummary>, EndpointFault> {
        let capabilities = self.capabilities;
        self.read(|| ListInstances::new(&capabilities))
    }

    /// State and members of a group.
    ///
    /// # Errors
    /// What the endpoint did instead of answering.
    pub fn group(&mut self, instance: &InstanceId, group: &GroupId) -> Result<GroupSummary, EndpointFault> {
        self.read(|| GroupInfo::new(instance.clone(), group.clone()))
    }

    /// Offsets of a group; `group` as it was last read becomes the snapshot's.
    ///
    /// # Errors
    /// What the endpoint did instead of answering.
    pub fn offsets(
        &mut self,
        instance: &InstanceId,
        group: GroupSummary,
        topics: &ReadTopics,
        at_time: Option<Timestamp>,
    ) -> Result<OffsetSnapshot, EndpointFault> {
        let capabilities = self.capabilities;
        let topics = match topics {
            ReadTopics::AllOfGroup => Topics::AllOfGroup,
            ReadTopics::Named(topics) => Topics::Named(topics.clone()),
        };
        let name = group.group.clone();
        let table = self.read(|| {
            GroupOffsets::new(instance.clone(), name.clone(), topics.clone(), at_time, &capabilities)
        })?;
        Ok(table.into_snapshot(group, self.now()))
    }

    /// A call that writes. It is sent once, whatever comes back.
    ///
    /// # Errors
    /// What the endpoint did instead of answering; whether it may have happened all the same is
    /// [`FaultKind::write_may_have_happened`]. Refused before anything leaves if nothing was read through this endpoint.
    pub fn write<C: Call>(&mut self, call: C) -> Result<C::Answer, EndpointFault> {
        if !self.was_read {
            return Err(refused_here("nothing was read through this endpoint yet"));
        }
        self.run(call)
    }

    /// A read; once more with a new signature if the clock was refused and the server has told the right time.
    fn read<C: Call>(&mut self, call: impl Fn() -> C) -> Result<C::Answer, EndpointFault> {
        let skew = self.skew;
        match self.run(call()) {
            Err(fault) if fault.kind == FaultKind::ClockOrReplay && self.skew != skew => self.run(call()),
            outcome => outcome,
        }
    }

    fn run<C: Call>(&mut self, mut call: C) -> Result<C::Answer, EndpointFault> {
        loop {
            let stamp = self.stamp()?;
            let request = call.request(&self.connection, stamp);
            let Answered { response, server_time } = self.transport.send(request);
            let Progress::Done(outcome) = call.respond(response) else { continue };
            match &outcome {
                Ok(_) if !call.writes() => self.was_read = true,
                Err(fault) if fault.kind == FaultKind::ClockOrReplay => {
                    if let Some(time) = server_time {
                        self.learn_clock(time);
                    }
                }
                Ok(_) | Err(_) => {}
            }
            return outcome;
        }
    }

    fn learn_clock(&mut self, server: Timestamp) {
        let skew = server.as_millis().saturating_sub(self.clock.now().as_millis());
        self.skew = if skew.abs() < CLOCK_NOISE_MILLIS { 0 } else { skew };
    }

    /// Fresh for every request.
    fn stamp(&self) -> Result<Stamp, EndpointFault> {
        let nonce = getrandom::u64()
            .map_err(|error| refused_here(&format!("this machine gives no random numbers: {error}")))?;
        Ok(Stamp { unix_seconds: u64::try_from(self.now().as_millis() / 1000).unwrap_or(0), nonce })
    }
}

/// A fault of our own, before anything left.
pub fn refused_here(why: &str) -> EndpointFault {
    EndpointFault { kind: FaultKind::RefusedHere, raw_code: String::new(), raw_message: why.to_owned() }
}
