//! A small cluster on paper, and a runner that answers the flow's effects.

use kafka_offsets::{
    Abilities, AnswerRow, EndpointFault, FaultKind, GroupId, GroupMember, GroupState, GroupSummary,
    KafkaError, Offset, OffsetSnapshot, PartitionId, PartitionOffsets, ResetAnswer, ResetRequest, ResetScope,
    ResetStrategy, TimeLookup, Timestamp, TopicName, TopicPartition, TopicSelection,
};
use reset_flow::{
    Announcement, ClaimRefusal, Confirmation, Effect, Event, Finished, Flow, FlowSettings, Origin,
    READ_BACK_WAITS_MILLIS, ReadBack, RequestId, Reviewing, State, Submission,
};
use std::collections::BTreeMap;

pub(crate) fn group() -> GroupId {
    "billing".parse().unwrap()
}

pub(crate) fn topic(name: &str) -> TopicName {
    name.parse().unwrap()
}

pub(crate) fn topics(names: &[&str]) -> TopicSelection {
    TopicSelection::new(names.iter().map(|name| topic(name))).unwrap()
}

pub(crate) fn at(name: &str, partition: i32) -> TopicPartition {
    TopicPartition { topic: topic(name), partition: PartitionId::try_from(partition).unwrap() }
}

pub(crate) fn offset(number: i64) -> Offset {
    Offset::try_from(number).unwrap()
}

pub(crate) fn time(millis: i64) -> Timestamp {
    Timestamp::try_from(millis).unwrap()
}

pub(crate) fn request(names: &[&str], strategy: ResetStrategy) -> ResetRequest {
    ResetRequest { group: group(), scope: ResetScope::Topics(topics(names)), strategy, create_group: false }
}

pub(crate) fn in_state(state: GroupState) -> GroupSummary {
    GroupSummary { group: group(), state, members: Vec::new() }
}

pub(crate) fn empty() -> GroupSummary {
    in_state(GroupState::Empty)
}

pub(crate) fn live() -> GroupSummary {
    let member = GroupMember {
        member_id: "consumer-1-5d".to_owned(),
        client_id: "consumer-1".to_owned(),
        client_host: "/10.0.0.7".to_owned(),
        assignment: vec![at("orders", 0)],
    };
    GroupSummary { members: vec![member], ..in_state(GroupState::Stable) }
}

pub(crate) fn fault(kind: FaultKind) -> EndpointFault {
    EndpointFault { kind, raw_code: "raw".to_owned(), raw_message: "words".to_owned() }
}

/// Partitions with log 10 to 100; committed as given.
pub(crate) fn snapshot(committed: &[(&str, i32, Option<i64>)]) -> OffsetSnapshot {
    let partitions = committed
        .iter()
        .map(|&(name, partition, committed)| {
            let offsets = PartitionOffsets {
                committed: committed.map(offset),
                log_start: Some(offset(10)),
                log_end: Some(offset(100)),
                at_time: TimeLookup::Unknown,
                error: None,
            };
            (at(name, partition), offsets)
        })
        .collect();
    OffsetSnapshot {
        taken_at: time(TAKEN_AT),
        group: empty(),
        partitions,
        failed_topics: BTreeMap::new(),
        looked_up: None,
    }
}

/// `orders/0` and `orders/1`, committed as given.
pub(crate) fn orders(first: i64, second: i64) -> OffsetSnapshot {
    snapshot(&[("orders", 0, Some(first)), ("orders", 1, Some(second))])
}

pub(crate) fn done(name: &str, partition: i32, to: i64) -> AnswerRow {
    AnswerRow {
        topic: topic(name),
        partition: Some(PartitionId::try_from(partition).unwrap()),
        offset: Some(offset(to)),
        code: KafkaError::NONE,
        message: String::new(),
    }
}

pub(crate) fn failed(name: &str, partition: Option<i32>, code: i16) -> AnswerRow {
    AnswerRow {
        topic: topic(name),
        partition: partition.map(|number| PartitionId::try_from(number).unwrap()),
        offset: None,
        code: KafkaError::from_code(code),
        message: String::new(),
    }
}

pub(crate) fn answer(rows: &[AnswerRow]) -> ResetAnswer {
    ResetAnswer { rows: rows.to_vec(), request_id: None }
}

pub(crate) fn nothing_typed() -> Confirmation {
    Confirmation::default()
}

pub(crate) fn ticked() -> Confirmation {
    Confirmation { ticked: true, ..Confirmation::default() }
}

pub(crate) fn typed(name: &str) -> Confirmation {
    Confirmation { typed_group: name.to_owned(), ..Confirmation::default() }
}

/// Enough for every risk.
pub(crate) fn fully() -> Confirmation {
    Confirmation { ticked: true, typed_group: group().to_string(), ..Confirmation::default() }
}

/// An endpoint that resets whole topics only.
pub(crate) fn whole_topics() -> Abilities {
    Abilities { log_start: true, time_lookup: true, ..Abilities::default() }
}

/// An endpoint that can do everything.
pub(crate) fn everything() -> Abilities {
    Abilities {
        partition_offsets: true,
        log_start: true,
        time_lookup: true,
        dry_run: true,
        create_group: true,
    }
}

/// "Review reset" in the form.
pub(crate) fn review_pressed(request: ResetRequest, abilities: Abilities) -> Event {
    Event::ReviewPressed { request, production: false, abilities, origin: Origin::Form }
}

/// A moment after the offsets of [`snapshot`] were read.
pub(crate) fn now() -> Timestamp {
    time(TAKEN_AT + 1_000)
}

/// When the offsets of [`snapshot`] were read.
pub(crate) const TAKEN_AT: i64 = 1_700_000_000_000;

/// A flow whose effects are answered by hand; remembers everything that it wanted done.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) flow: Flow,
    pub(crate) effects: Vec<Effect>,
}

impl Run {
    pub(crate) fn new() -> Self {
        Self::with(FlowSettings::default())
    }

    pub(crate) fn with(settings: FlowSettings) -> Self {
        Self { flow: Flow::new(settings), effects: Vec::new() }
    }

    /// A review of the request, with the offsets read as given, at an endpoint that can do everything.
    pub(crate) fn reviewing(request: ResetRequest, offsets: OffsetSnapshot) -> Self {
        Self::reviewing_at(everything(), request, offsets)
    }

    /// A review of the request, with the offsets read as given.
    pub(crate) fn reviewing_at(abilities: Abilities, request: ResetRequest, offsets: OffsetSnapshot) -> Self {
        let mut run = Self::new();
        run.on(review_pressed(request, abilities));
        run.group(Ok(empty()));
        run.offsets(Ok(offsets));
        run
    }

    /// `orders` to its earliest offsets (low risk: 40 and 50 offsets replayed), confirmed and not yet checked.
    pub(crate) fn confirmed() -> Self {
        let mut run = Self::reviewing(request(&["orders"], ResetStrategy::Earliest), orders(50, 60));
        run.confirm(nothing_typed());
        run.host(true);
        run
    }

    /// The same, just sent.
    pub(crate) fn sent() -> Self {
        let mut run = Self::confirmed();
        run.check(orders(50, 60));
        run
    }

    /// From the host's yes to the sending, with nothing changed since `offsets` were planned from.
    pub(crate) fn check(&mut self, offsets: OffsetSnapshot) -> Vec<Effect> {
        self.claim(Ok(()));
        self.group(Ok(offsets.group.clone()));
        self.offsets(Ok(offsets));
        self.recorded()
    }

    pub(crate) fn claim(&mut self, outcome: Result<(), ClaimRefusal>) -> Vec<Effect> {
        let id = self.last(|effect| match effect {
            Effect::ClaimGroup { id, .. } => Some(*id),
            _ => None,
        });
        self.on(Event::Claimed { id, outcome })
    }

    pub(crate) fn recorded(&mut self) -> Vec<Effect> {
        let id = self.last(|effect| match effect {
            Effect::RecordIntent { id, .. } => Some(*id),
            _ => None,
        });
        self.on(Event::IntentRecorded { id })
    }

    pub(crate) fn on(&mut self, event: Event) -> Vec<Effect> {
        let effects = self.flow.on(event);
        self.effects.extend(effects.iter().cloned());
        effects
    }

    pub(crate) fn review(&mut self, request: ResetRequest) -> Vec<Effect> {
        self.on(review_pressed(request, everything()))
    }

    pub(crate) fn group(&mut self, outcome: Result<GroupSummary, EndpointFault>) -> Vec<Effect> {
        let id = self.last(|effect| match effect {
            Effect::ReadGroup { id, .. } => Some(*id),
            _ => None,
        });
        self.on(Event::GroupRead { id, outcome })
    }

    pub(crate) fn offsets(&mut self, outcome: Result<OffsetSnapshot, EndpointFault>) -> Vec<Effect> {
        let id = self.last(|effect| match effect {
            Effect::ReadOffsets { id, .. } => Some(*id),
            _ => None,
        });
        self.on(Event::OffsetsRead { id, outcome })
    }

    pub(crate) fn confirm(&mut self, confirmation: Confirmation) -> Vec<Effect> {
        self.on(Event::ConfirmPressed { confirmation, now: now() })
    }

    pub(crate) fn host(&mut self, allowed: bool) -> Vec<Effect> {
        let id = self.last(|effect| match effect {
            Effect::AskHost { id, .. } => Some(*id),
            _ => None,
        });
        self.on(Event::HostAnswered { id, allowed, now: now() })
    }

    pub(crate) fn submitted(&mut self, outcome: Result<ResetAnswer, EndpointFault>) -> Vec<Effect> {
        let id = self.last(|effect| match effect {
            Effect::Submit { id, .. } => Some(*id),
            _ => None,
        });
        self.on(Event::SubmitAnswered { id, outcome })
    }

    pub(crate) fn timer(&mut self) -> Vec<Effect> {
        let id = self.timer_id();
        self.on(Event::TimerFired { id })
    }

    /// The timer that was started last.
    pub(crate) fn timer_id(&self) -> RequestId {
        self.last(|effect| match effect {
            Effect::StartTimer { id, .. } => Some(*id),
            _ => None,
        })
    }

    /// The newest effect of a kind.
    pub(crate) fn last<T>(&self, pick: impl Fn(&Effect) -> Option<T>) -> T {
        self.effects.iter().rev().find_map(pick).expect("the flow never asked for it")
    }

    pub(crate) fn submissions(&self) -> Vec<&Submission> {
        self.effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::Submit { submission, .. } => Some(submission),
                _ => None,
            })
            .collect()
    }

    pub(crate) fn announced(&self) -> Vec<&'static str> {
        self.effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::Announce(announcement) => Some(announcement.name()),
                _ => None,
            })
            .collect()
    }

    /// The waits of the read-back so far.
    pub(crate) fn waits(&self) -> Vec<u64> {
        self.effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::StartTimer { millis, .. } => {
                    Some(*millis).filter(|it| READ_BACK_WAITS_MILLIS.contains(it))
                }
                _ => None,
            })
            .collect()
    }

    pub(crate) fn review_shown(&self) -> &Reviewing {
        match self.flow.state() {
            State::Reviewing(review) => review,
            other => panic!("not reviewing: {other:?}"),
        }
    }

    /// The review, whether it is on show or waits for the host.
    pub(crate) fn review_shown_or_asked(&self) -> &Reviewing {
        match self.flow.state() {
            State::Reviewing(review) => review,
            State::AskingHost(asking) => &asking.review,
            other => panic!("not reviewing: {other:?}"),
        }
    }

    pub(crate) fn reading_back(&self) -> &ReadBack {
        match self.flow.state() {
            State::Verifying(back) | State::OutcomeUnknown(back) => back,
            other => panic!("not reading back: {other:?}"),
        }
    }

    pub(crate) fn finished(&self) -> &Finished {
        match self.flow.state() {
            State::Finished(finished) => finished,
            other => panic!("not finished: {other:?}"),
        }
    }
}

/// The id that an effect's answer carries.
pub(crate) fn id_of(effect: &Effect) -> Option<RequestId> {
    match effect {
        Effect::ReadGroup { id, .. }
        | Effect::ReadOffsets { id, .. }
        | Effect::AskHost { id, .. }
        | Effect::ClaimGroup { id, .. }
        | Effect::RecordIntent { id, .. }
        | Effect::Submit { id, .. }
        | Effect::StartTimer { id, .. } => Some(*id),
        Effect::ReleaseGroup { .. } | Effect::RecordOutcome { .. } | Effect::Announce(_) => None,
    }
}

/// Whether the announcement is one of the four outcomes.
pub(crate) fn is_outcome(announcement: &Announcement) -> bool {
    matches!(announcement.name(), "reset-succeeded" | "reset-partial" | "reset-failed" | "reset-unknown")
}

/// An answer that says that `orders` is at its log start.
pub(crate) fn done_twice() -> ResetAnswer {
    answer(&[done("orders", 0, 10), done("orders", 1, 10)])
}
