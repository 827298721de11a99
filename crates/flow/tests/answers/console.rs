//! What the page does between flow and network, without a page: the same calls, driven by the real flow. Time passes at
//! once.

use crate::endpoint::Endpoint;
use ckafka_api::{
    ApiVersion, Call, Connection, EndpointCapabilities, Expected, GroupInfo, GroupOffsets, Method, PlanLine,
    Progress, Reset, ResetPartitions, Signing, Stamp, Topics,
};
use kafka_offsets::{
    EndpointFault, PLAN_WARNING_MILLIS, ResetAnswer, ResetPlan, ResetRequest, ResetScope, ResetStrategy,
    Timestamp, TopicSelection, Verdict, VerdictReason, VerifiedRow,
};
use reset_flow::{
    Confirmation, Effect, Event, Finished, Flow, FlowSettings, Intent, LATER_CHECK_MILLIS, Origin,
    ReadTopics, RequestId, Reviewing, State, Submission,
};
use std::collections::VecDeque;

/// A console at an endpoint.
pub(crate) struct Console {
    pub(crate) flow: Flow,
    pub(crate) endpoint: Endpoint,
    pub(crate) can: EndpointCapabilities,
    /// What hosts were told, in order.
    pub(crate) announced: Vec<&'static str>,
    /// Milliseconds waited between reads.
    pub(crate) waited: u64,
    /// What was written down before the last reset was sent.
    pub(crate) intent: Option<Intent>,
}

/// When everything happens.
pub(crate) fn now() -> Timestamp {
    Timestamp::try_from(1_700_000_000_000).unwrap()
}

pub(crate) fn topics(names: &[&str], strategy: ResetStrategy) -> ResetRequest {
    let topics = TopicSelection::new(names.iter().map(|name| name.parse().unwrap())).unwrap();
    ResetRequest {
        group: "billing".parse().unwrap(),
        scope: ResetScope::Topics(topics),
        strategy,
        create_group: false,
    }
}

impl Console {
    /// A console at an endpoint of the documented API.
    pub(crate) fn at(endpoint: Endpoint) -> Self {
        Self {
            flow: Flow::new(FlowSettings::default()),
            endpoint,
            can: EndpointCapabilities::none(),
            announced: Vec::new(),
            waited: 0,
            intent: None,
        }
    }

    /// "Review reset", up to the plan or what stands in its way.
    pub(crate) fn review(&mut self, request: ResetRequest) {
        let abilities = self.can.abilities();
        self.on(Event::ReviewPressed { request, production: false, abilities, origin: Origin::Form });
    }

    /// The confirm button, with all that any risk asks for.
    pub(crate) fn confirm(&mut self) {
        self.on(confirm_pressed());
    }

    /// Reviewed, confirmed, and carried to its end.
    pub(crate) fn resets(endpoint: Endpoint, request: ResetRequest) -> Self {
        let mut console = Self::at(endpoint);
        console.review(request);
        console.confirm();
        console
    }

    /// An event, and everything that comes of it.
    pub(crate) fn on(&mut self, event: Event) {
        let mut wanted = VecDeque::from(self.flow.on(event));
        while let Some(effect) = wanted.pop_front() {
            if let Some(event) = self.run(effect) {
                wanted.extend(self.flow.on(event));
            }
        }
    }

    fn run(&mut self, effect: Effect) -> Option<Event> {
        Some(match effect {
            Effect::ReadGroup { id, group } => {
                let outcome = self.ask(GroupInfo::new(instance(), group));
                Event::GroupRead { id, outcome }
            }
            Effect::ReadOffsets { id, group, topics, at_time } => {
                let topics = match topics {
                    ReadTopics::AllOfGroup => Topics::AllOfGroup,
                    ReadTopics::Named(topics) => Topics::Named(topics),
                };
                let call = GroupOffsets::new(instance(), group.group.clone(), topics, at_time, &self.can);
                let outcome = self.ask(call).map(|table| table.into_snapshot(group, now()));
                Event::OffsetsRead { id, outcome }
            }
            Effect::AskHost { id, .. } => Event::HostAnswered { id, allowed: true, now: now() },
            Effect::ClaimGroup { id, .. } => Event::Claimed { id, outcome: Ok(()) },
            Effect::RecordIntent { id, intent } => {
                self.intent = Some(intent);
                Event::IntentRecorded { id }
            }
            Effect::Submit { id, submission } => self.submit(id, &submission),
            // The plan's age, and the look some seconds after, have tests of their own
            Effect::StartTimer { millis: PLAN_WARNING_MILLIS.. | LATER_CHECK_MILLIS, .. } => return None,
            Effect::StartTimer { id, millis } => {
                self.waited += millis;
                Event::TimerFired { id }
            }
            Effect::Announce(announcement) => {
                self.announced.push(announcement.name());
                return None;
            }
            Effect::RecordOutcome { .. } | Effect::ReleaseGroup { .. } => return None,
        })
    }

    fn submit(&mut self, id: RequestId, submission: &Submission) -> Event {
        let outcome: Result<ResetAnswer, EndpointFault> = match submission {
            Submission::Topics { group, topics, strategy, create_group } => self
                .ask(Reset::new(instance(), group.clone(), topics.clone(), strategy, *create_group).unwrap()),
            Submission::Partitions { group, lines, create_group } => {
                let line = |(at, offset, expected): &(_, _, Option<_>)| PlanLine {
                    at: kafka_offsets::TopicPartition::clone(at),
                    offset: *offset,
                    expected: expected.map_or(Expected::NoCommit, Expected::Committed),
                };
                let lines = lines.iter().map(line).collect();
                let call = ResetPartitions::new(instance(), group.clone(), lines, *create_group, &self.can);
                self.ask(call.unwrap())
            }
        };
        Event::SubmitAnswered { id, outcome }
    }

    /// Drives a call as the page's transport does.
    fn ask<C: Call>(&mut self, mut call: C) -> Result<C::Answer, EndpointFault> {
        let connection = Connection {
            api: ApiVersion::V2,
            signing: Signing::Proxy,
            signing_host: "ckafka.api.qcloud.com".to_owned(),
            region: None,
        };
        loop {
            let request = call.request(&connection, Stamp { unix_seconds: 1_700_000_000, nonce: 7 });
            assert_eq!(request.method, Method::Post);
            let reply = self.endpoint.answer(&request.body);
            if let Progress::Done(outcome) = call.respond(reply) {
                return outcome;
            }
        }
    }

    pub(crate) fn reviewing(&self) -> &Reviewing {
        let State::Reviewing(review) = self.flow.state() else { panic!("{:?}", self.flow.state()) };
        review
    }

    pub(crate) fn plan(&self) -> &ResetPlan {
        &self.reviewing().plan
    }

    pub(crate) fn finished(&self) -> &Finished {
        let State::Finished(finished) = self.flow.state() else { panic!("{:?}", self.flow.state()) };
        finished
    }

    /// The row of a partition, as the result's tables get it.
    pub(crate) fn row(&self, at: &str) -> &VerifiedRow {
        let mut rows = self.finished().result.rows.iter();
        rows.find(|row| row.planned.at.to_string() == at).unwrap()
    }

    /// Partition, verdict and reason of every row.
    pub(crate) fn verdicts(&self) -> Vec<(String, Verdict, VerdictReason)> {
        let rows = self.finished().result.rows.iter();
        rows.map(|row| (row.planned.at.to_string(), row.verdict, row.reason)).collect()
    }
}

pub(crate) fn confirm_pressed() -> Event {
    let typed_group = "billing".to_owned();
    let confirmation = Confirmation { ticked: true, typed_group, ..Confirmation::default() };
    Event::ConfirmPressed { confirmation, now: now() }
}

fn instance() -> ckafka_api::InstanceId {
    "ckafka-8j4rodrr".parse().unwrap()
}
