//! States of the flow to look at: shared by the view tests and by `cargo run --example gallery`.

use ckafka_console::format::Formatter;
use ckafka_console::text::{Locale, Text};
use ckafka_console::time::Zones;
use kafka_offsets::*;
use reset_flow::{Event, *};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use yew::prelude::*;

/// 2026-11-21 22:00:00 UTC.
pub const ASKED_TIME: i64 = 1_795_298_400_000;
/// 2026-11-22 03:12:08 UTC.
pub const TAKEN_AT: i64 = ASKED_TIME + 18_728_000;

pub fn offset(number: i64) -> Offset {
    Offset::try_from(number).unwrap()
}

pub fn time(millis: i64) -> Timestamp {
    Timestamp::try_from(millis).unwrap()
}

pub fn at(topic: &str, partition: i32) -> TopicPartition {
    TopicPartition { topic: topic.parse().unwrap(), partition: PartitionId::try_from(partition).unwrap() }
}

pub fn topics(names: &[&str]) -> ResetScope {
    ResetScope::Topics(TopicSelection::new(names.iter().map(|name| name.parse().unwrap())).unwrap())
}

/// Committed, log start, log end, target.
type Numbers = (Option<i64>, Option<i64>, Option<i64>, Option<Target>);

pub fn planned(topic: &str, partition: i32, numbers: Numbers, adjustments: &[Adjustment]) -> PlannedReset {
    let (committed, start, end, target) = numbers;
    PlannedReset {
        at: at(topic, partition),
        committed: committed.map(offset),
        log_start: start.map(offset),
        log_end: end.map(offset),
        target,
        follows_log_end: matches!((target, end), (Some(Target::AtLeast(to)), Some(end)) if to == offset(end)),
        adjustments: adjustments.to_vec(),
    }
}

fn exact(number: i64) -> Option<Target> {
    Some(Target::Exact(offset(number)))
}

/// A plan in which nearly everything occurs that can occur.
pub fn mixed_plan() -> ResetPlan {
    let created = |partition, committed, start, end, target| {
        planned("orders.created", partition, (Some(committed), Some(start), Some(end), exact(target)), &[])
    };
    ResetPlan {
        request: ResetRequest {
            group: "billing-reconciler".parse().unwrap(),
            scope: topics(&["orders.created", "orders.paid", "payments.captured", "orders.typo"]),
            strategy: ResetStrategy::Timestamp(time(ASKED_TIME)),
            create_group: false,
        },
        resolution: Resolution::AtEndpoint,
        taken_at: time(TAKEN_AT),
        group_state: GroupState::Empty,
        rows: vec![
            created(0, 48_377_551, 47_902_118, 48_377_551, 48_211_006),
            created(1, 48_374_902, 47_899_640, 48_374_930, 48_209_771),
            created(2, 48_371_228, 47_910_007, 48_371_241, 48_206_944),
            planned(
                "orders.created",
                3,
                (
                    Some(48_390_117),
                    Some(48_240_300),
                    Some(48_390_160),
                    Some(Target::AtLeast(offset(48_240_300))),
                ),
                &[Adjustment::ClampedToStart { wished: 48_198_220 }],
            ),
            created(4, 48_379_964, 47_905_552, 48_379_964, 48_214_470),
            created(5, 48_368_020, 47_888_001, 48_368_109, 48_201_385),
            planned(
                "orders.paid",
                0,
                (Some(12_004_318), Some(11_700_000), Some(12_391_870), exact(12_304_562)),
                &[],
            ),
            planned(
                "orders.paid",
                1,
                (Some(6_120_988), Some(6_000_000), Some(6_120_988), Some(Target::AtLeast(offset(6_120_988)))),
                &[Adjustment::NoRecordAtOrAfterTime, Adjustment::NoChange],
            ),
            planned(
                "payments.captured",
                0,
                (None, Some(9_190_000), Some(9_231_077), exact(9_219_840)),
                &[Adjustment::FirstCommit],
            ),
            planned(
                "payments.captured",
                1,
                (Some(9_234_410), Some(9_190_114), Some(9_234_410), Some(Target::AtMost(offset(9_201_000)))),
                &[Adjustment::Unreadable(KafkaError::RequestTimedOut)],
            ),
            planned(
                "payments.captured",
                2,
                (Some(0), Some(0), Some(0), exact(0)),
                &[Adjustment::EmptyPartition, Adjustment::NoChange],
            ),
            planned(
                "payments.captured",
                3,
                (Some(9_229_005), None, None, Some(Target::ResolvedByServer)),
                &[Adjustment::Unreadable(KafkaError::LeaderNotAvailable)],
            ),
        ],
        missing: vec![MissingTopic {
            topic: "orders.typo".parse().unwrap(),
            code: KafkaError::UnknownTopicOrPartition,
        }],
    }
}

/// A small plan with low risk: one topic, few offsets, nothing skipped.
pub fn small_plan() -> ResetPlan {
    let mut plan = mixed_plan();
    plan.request.scope = topics(&["orders.created"]);
    plan.request.strategy = ResetStrategy::ShiftBy(-500);
    plan.rows = (0..3)
        .map(|partition| {
            planned("orders.created", partition, (Some(9_000), Some(0), Some(9_100), exact(8_500)), &[])
        })
        .collect();
    plan.missing.clear();
    plan
}

/// A plan with medium risk: it skips.
pub fn skipping_plan() -> ResetPlan {
    let mut plan = small_plan();
    plan.request.strategy = ResetStrategy::ShiftBy(20);
    plan.rows = (0..3)
        .map(|partition| {
            planned("orders.created", partition, (Some(9_000), Some(0), Some(9_100), exact(9_020)), &[])
        })
        .collect();
    plan
}

/// A plan of many rows over ten topics; every seventh has a note.
pub fn long_plan(rows: i32) -> ResetPlan {
    let mut plan = mixed_plan();
    plan.missing.clear();
    plan.rows = (0..rows)
        .map(|number| {
            let (topic, partition) = (format!("stream-{}", number * 10 / rows), number);
            let base = i64::from(number) * 1000;
            let notes: &[Adjustment] =
                if number % 7 == 3 { &[Adjustment::ClampedToStart { wished: -20 }] } else { &[] };
            planned(
                &topic,
                partition,
                (Some(base + 900), Some(base), Some(base + 1000), exact(base + 100)),
                notes,
            )
        })
        .collect();
    plan
}

pub fn reviewing(plan: ResetPlan, production: bool) -> Reviewing {
    Reviewing::new(asked(&plan, production), Arc::new(plan))
}

/// A request from the form, to an endpoint that can do nothing special.
pub fn asked(plan: &ResetPlan, production: bool) -> Asked {
    Asked::new(plan.request.clone(), production, Abilities::default(), Origin::Form)
}

pub fn fault(kind: FaultKind, code: &str, message: &str) -> EndpointFault {
    EndpointFault { kind, raw_code: code.to_owned(), raw_message: message.to_owned() }
}

pub fn member(client: &str, host: &str, assignment: &[TopicPartition]) -> GroupMember {
    GroupMember {
        member_id: format!("{client}-1f0a9c52-7d11-4a43-9f36-0b7b1d5b4c3e"),
        client_id: client.to_owned(),
        client_host: host.to_owned(),
        assignment: assignment.to_vec(),
    }
}

pub fn blocked(reason: BlockReason) -> Blocked {
    let plan = mixed_plan();
    Blocked { asked: asked(&plan, false), reason, waiting: None }
}

/// A live group after three looks of a wait.
pub fn waiting_group() -> Blocked {
    let mut flow = Flow::new(FlowSettings::default());
    let plan = small_plan();
    let live = live_group();
    let BlockReason::GroupNotEmpty { state, members } = live.reason else { panic!("not live") };
    let group = GroupSummary { group: plan.request.group.clone(), state, members };
    let mut effects = flow.on(Event::ReviewPressed {
        request: plan.request.clone(),
        production: false,
        abilities: Abilities::default(),
        origin: Origin::Form,
    });
    let mut answered = 0;
    while answered < 4 {
        let event = match effects.remove(0) {
            Effect::ReadGroup { id, .. } => {
                answered += 1;
                Event::GroupRead { id, outcome: Ok(group.clone()) }
            }
            Effect::StartTimer { id, .. } => Event::TimerFired { id },
            other => panic!("unexpected: {other:?}"),
        };
        effects.extend(flow.on(event));
        effects.extend(flow.on(Event::WaitUntilEmptyPressed));
    }
    let State::Blocked(blocked) = flow.state().clone() else { panic!("not blocked") };
    blocked
}

/// A plan of twelve partitions of which three are no longer as planned.
pub fn drifted(group: bool) -> Drifted {
    let plan = mixed_plan();
    let row = |number: usize, now: i64, start: i64, kinds: &[DriftKind]| DriftRow {
        at: plan.rows[number].at.clone(),
        planned_from: plan.rows[number].committed,
        now: Some(offset(now)),
        log_start_now: Some(offset(start)),
        log_end_now: Some(offset(48_391_002)),
        target: plan.rows[number].target,
        kinds: kinds.to_vec(),
    };
    let members = vec![member("reconciler-0", "/10.42.3.18", &[at("orders.created", 0)])];
    let drift = Drift {
        group: group.then(|| GroupSummary {
            group: plan.request.group.clone(),
            state: GroupState::Stable,
            members,
        }),
        rows: vec![
            row(1, 48_375_310, 47_899_640, &[DriftKind::CommitMoved]),
            row(3, 48_390_117, 48_251_904, &[DriftKind::TargetOutsideLog]),
            row(5, 48_368_109, 47_888_001, &[DriftKind::CommitMoved, DriftKind::TargetMoved]),
            DriftRow {
                at: at("payments.captured", 4),
                planned_from: None,
                now: None,
                log_start_now: None,
                log_end_now: None,
                target: None,
                kinds: vec![DriftKind::PartitionAdded],
            },
        ],
        topics: vec![TopicDrift { topic: "orders.typo".parse().unwrap(), change: TopicChange::Appeared }],
    };
    Drifted { asked: asked(&plan, false), plan: Arc::new(plan), drift }
}

/// Nothing but the group has changed.
pub fn drifted_group() -> Drifted {
    let mut drifted = drifted(true);
    drifted.drift.rows.clear();
    drifted.drift.topics.clear();
    drifted
}

pub fn live_group() -> Blocked {
    blocked(BlockReason::GroupNotEmpty {
        state: GroupState::Stable,
        members: vec![
            member(
                "reconciler-0",
                "/10.42.3.18",
                &[at("orders.created", 0), at("orders.created", 1), at("orders.created", 2)],
            ),
            member("reconciler-1", "/10.42.5.7", &[at("orders.paid", 0), at("orders.created", 4)]),
        ],
    })
}

/// One row of an endpoint's answer.
pub fn answered(topic: &str, partition: i32, offset_or_code: Result<i64, KafkaError>) -> AnswerRow {
    AnswerRow {
        topic: topic.parse().unwrap(),
        partition: Some(PartitionId::try_from(partition).unwrap()),
        offset: offset_or_code.ok().map(offset),
        code: offset_or_code.err().unwrap_or(KafkaError::NONE),
        message: String::new(),
    }
}

/// An answer to [`mixed_plan`] in which every verdict occurs, and a read afterwards.
pub fn mixed_result() -> (ResetPlan, Claim, VerifiedReset) {
    let plan = mixed_plan();
    let mut rows = vec![
        answered("orders.created", 0, Ok(48_211_006)),
        answered("orders.created", 1, Ok(48_209_771)),
        answered("orders.created", 2, Ok(48_206_944)),
        answered("orders.created", 3, Ok(48_240_300)),
        answered("orders.created", 4, Err(KafkaError::RequestTimedOut)),
        answered("orders.created", 5, Ok(48_201_385)),
        answered("orders.paid", 0, Ok(12_304_562)),
        answered("orders.paid", 1, Ok(6_120_988)),
        answered("payments.captured", 0, Err(KafkaError::TopicAuthorizationFailed)),
        answered("payments.captured", 1, Err(KafkaError::TopicAuthorizationFailed)),
        answered("payments.captured", 2, Ok(0)),
        answered("payments.captured", 2, Err(KafkaError::UnknownMemberId)),
        answered("payments.captured", 3, Ok(9_229_005)),
        answered("surprise", 7, Ok(12)),
    ];
    rows.push(AnswerRow {
        topic: "orders.typo".parse().unwrap(),
        partition: None,
        offset: None,
        code: KafkaError::UnknownTopicOrPartition,
        message: "This server does not host this topic-partition.".to_owned(),
    });
    let claim = Claim::Answered(ResetAnswer { rows, request_id: Some("7d0c9b1e".to_owned()) });
    let seen = |number: i64| Observation::Committed(Some(offset(number)));
    let observed = BTreeMap::from([
        (at("orders.created", 0), seen(48_211_006)),
        (at("orders.created", 1), seen(48_209_771)),
        (at("orders.created", 2), seen(48_371_240)),
        (at("orders.created", 3), seen(48_240_300)),
        (at("orders.created", 4), Observation::Unreadable(Some(KafkaError::RequestTimedOut))),
        (at("orders.created", 5), seen(48_201_385)),
        (at("orders.paid", 0), seen(12_304_562)),
        (at("orders.paid", 1), seen(6_120_988)),
        (at("payments.captured", 0), Observation::Committed(None)),
        (at("payments.captured", 1), seen(9_234_410)),
        (at("payments.captured", 2), seen(0)),
        (at("payments.captured", 3), seen(9_229_005)),
    ]);
    let result = verify(&plan, &claim, &observed);
    (plan, claim, result)
}

pub fn finished(
    plan: ResetPlan,
    claim: Claim,
    result: VerifiedReset,
    lost: Option<EndpointFault>,
) -> Finished {
    let plan = Arc::new(plan);
    let asked = asked(&plan, false);
    let intent = Intent { submission: Submission::of(&plan).unwrap(), plan, note: Note::default() };
    Finished { lost, reads: 2, ..Finished::new(asked, intent, claim, Arc::new(result)) }
}

/// The mixed result as it is kept and exported.
pub fn mixed_record() -> (ResetRecord, VerifiedReset) {
    let (plan, claim, result) = mixed_result();
    let observed = result.rows.iter().map(|row| (row.planned.at.clone(), row.observed.clone())).collect();
    let record = ResetRecord {
        id: "1795298400000-00ff".to_owned(),
        instance: "ckafka-9p3k7x2m".to_owned(),
        endpoint: Some("https://gateway.example.internal/v2/index.php".to_owned()),
        started_at: time(TAKEN_AT),
        plan,
        note: Note {
            reason: Some("Replay after the wrong exchange rates".to_owned()),
            ticket: Some("INC-48211".to_owned()),
        },
        claim: Some(claim),
        observed,
        read_back_at: Some(time(TAKEN_AT)),
        refused: None,
        made_from: None,
    };
    (record, result)
}

/// Everything done as planned.
pub fn all_confirmed() -> Finished {
    let plan = small_plan();
    let rows = (0..3).map(|partition| answered("orders.created", partition, Ok(8_500))).collect();
    let claim = Claim::Answered(ResetAnswer { rows, request_id: Some("7d0ca44f".to_owned()) });
    let observed = (0..3)
        .map(|partition| (at("orders.created", partition), Observation::Committed(Some(offset(8_500)))))
        .collect();
    let result = verify(&plan, &claim, &observed);
    finished(plan, claim, result, None)
}

/// Nothing done: every partition refused.
pub fn all_failed() -> Finished {
    let plan = small_plan();
    let rows = (0..3)
        .map(|partition| answered("orders.created", partition, Err(KafkaError::UnknownMemberId)))
        .collect();
    let claim = Claim::Answered(ResetAnswer { rows, request_id: None });
    let observed = (0..3)
        .map(|partition| (at("orders.created", partition), Observation::Committed(Some(offset(9_000)))))
        .collect();
    let result = verify(&plan, &claim, &observed);
    finished(plan, claim, result, None)
}

fn group_of(plan: &ResetPlan) -> GroupSummary {
    GroupSummary { group: plan.request.group.clone(), state: GroupState::Empty, members: vec![] }
}

fn snapshot_of(plan: &ResetPlan) -> OffsetSnapshot {
    OffsetSnapshot {
        taken_at: plan.taken_at,
        group: group_of(plan),
        partitions: plan
            .rows
            .iter()
            .map(|row| {
                let offsets = PartitionOffsets {
                    committed: row.committed,
                    log_start: row.log_start,
                    log_end: row.log_end,
                    at_time: TimeLookup::Unknown,
                    error: None,
                };
                (row.at.clone(), offsets)
            })
            .collect(),
        failed_topics: BTreeMap::new(),
        looked_up: None,
    }
}

/// Drives a flow through a reset of [`small_plan`], up to the moment when `stop` likes the state.
pub fn drive(answer: Result<ResetAnswer, EndpointFault>, stop: impl Fn(&State) -> bool) -> State {
    let plan = small_plan();
    let mut flow = Flow::new(FlowSettings::default());
    let mut effects = flow.on(Event::ReviewPressed {
        request: plan.request.clone(),
        production: false,
        abilities: Abilities::default(),
        origin: Origin::Form,
    });
    loop {
        if stop(flow.state()) {
            return flow.state().clone();
        }
        if matches!(flow.state(), State::Reviewing(_)) {
            let confirmation = Confirmation::default();
            effects.extend(flow.on(Event::ConfirmPressed { confirmation, now: plan.taken_at }));
            continue;
        }
        assert!(!effects.is_empty(), "the flow stands still: {:?}", flow.state());
        let event = match effects.remove(0) {
            Effect::ReadGroup { id, .. } => Event::GroupRead { id, outcome: Ok(group_of(&plan)) },
            Effect::ReadOffsets { id, .. } => Event::OffsetsRead { id, outcome: Ok(snapshot_of(&plan)) },
            Effect::AskHost { id, .. } => Event::HostAnswered { id, allowed: true, now: plan.taken_at },
            Effect::ClaimGroup { id, .. } => Event::Claimed { id, outcome: Ok(()) },
            Effect::RecordIntent { id, .. } => Event::IntentRecorded { id },
            Effect::Submit { id, .. } => Event::SubmitAnswered { id, outcome: answer.clone() },
            Effect::StartTimer { id, .. }
                if matches!(flow.state(), State::Verifying(_) | State::OutcomeUnknown(_)) =>
            {
                Event::TimerFired { id }
            }
            // No plan gets older here
            Effect::StartTimer { .. }
            | Effect::ReleaseGroup { .. }
            | Effect::RecordOutcome { .. }
            | Effect::Announce(_) => continue,
        };
        effects.extend(flow.on(event));
    }
}

/// Shanghai as it is since 1991: always eight hours ahead.
struct Shanghai;

impl Zones for Shanghai {
    fn offset_seconds(&self, zone: &str, _millis: i64) -> Option<i32> {
        match zone {
            "UTC" => Some(0),
            "Asia/Shanghai" => Some(28_800),
            _ => None,
        }
    }

    fn local_zone(&self) -> String {
        "Asia/Shanghai".to_owned()
    }

    fn names(&self) -> Vec<String> {
        vec!["UTC".to_owned(), self.local_zone()]
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct StageProps {
    pub locale: Locale,
    pub children: Html,
}

/// What a console provides to its views.
#[component]
pub fn Stage(props: &StageProps) -> Html {
    let format = use_memo(props.locale, |locale| Formatter::new(*locale, "Asia/Shanghai", Rc::new(Shanghai)));
    html! {
        <ContextProvider<Text> context={Text::new(props.locale)}>
            <ContextProvider<Formatter> context={(*format).clone()}>
                { props.children.clone() }
            </ContextProvider<Formatter>>
        </ContextProvider<Text>>
    }
}
