//! One sequence: random steps, and after each the comparison of everything that is known.

use crate::model::{Log, Model};
use crate::outside::{Cut, Hand, Memory, Shaky, ShakyHttp, Witness};
use crate::upstream::Trick;
use crate::world::{FIRST_TIME, World, at, offset};
use ckafka_api::{ApiVersion, Connection, InstanceId, Signing};
use ckafka_gateway::upstream::UpstreamError;
use ckafka_offsets::connect::Endpoint;
use ckafka_offsets::runner::{Extent, NoKeeper, Runner};
use ckafka_offsets::session::Session;
use ckafka_offsets::transport::Http;
use fastrand::Rng;
use kafka_offsets::{
    GroupId, KafkaError, Note, Observation, Overall, PlanDocument, ResetPlan, ResetRequest, ResetScope,
    ResetStrategy, RowClaim, Target, Timestamp, TopicPartition, TopicSelection, Verdict, VerifiedReset,
    retry, undo,
};
use reset_flow::{BlockReason, ConfirmRefusal, Confirmation, Finished, Intent, Origin, State};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

/// What happened, so that it can be seen that everything did.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Seen {
    pub(crate) resets_sent: u64,
    pub(crate) retries: u64,
    pub(crate) undos: u64,
    pub(crate) resumed: u64,
    pub(crate) blocked: u64,
    pub(crate) drifted: u64,
    pub(crate) refused: u64,
    pub(crate) lost: u64,
    pub(crate) partly: u64,
}

impl std::ops::Add for Seen {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            resets_sent: self.resets_sent + other.resets_sent,
            retries: self.retries + other.retries,
            undos: self.undos + other.undos,
            resumed: self.resumed + other.resumed,
            blocked: self.blocked + other.blocked,
            drifted: self.drifted + other.drifted,
            refused: self.refused + other.refused,
            lost: self.lost + other.lost,
            partly: self.partly + other.partly,
        }
    }
}

/// A cluster, a gateway and a session, used for one sequence after the other.
pub(crate) struct Worker {
    world: World,
    session: Session,
    instance: InstanceId,
    shaky: Shaky,
    hand: Hand,
    pub(crate) seen: Seen,
    /// The steps of the present sequence.
    pub(crate) trace: Vec<String>,
}

/// What somebody else does between the review and the confirmation.
#[derive(Debug, Clone)]
enum Interference {
    Nothing,
    Commits(TopicPartition, i64),
    Produces(TopicPartition, i64),
    Expires(TopicPartition, i64),
    SixMinutesPass,
    HoldsTheGroup,
}

/// What goes wrong with the reset itself.
#[derive(Debug, Clone)]
enum Mishap {
    Nothing,
    Upstream(Trick),
    Way(Cut),
}

/// A reset that was sent, with its verdicts.
struct Done {
    plan: Arc<ResetPlan>,
    result: Arc<VerifiedReset>,
}

/// A sequence under way.
struct Sequence<'w> {
    worker: &'w mut Worker,
    rng: Rng,
    group: GroupId,
    model: Model,
}

impl Worker {
    pub(crate) fn new() -> Self {
        let world = World::new();
        let endpoint: Endpoint = world.endpoint().parse().unwrap();
        let (shaky, hand) = (Shaky::default(), Hand::default());
        hand.advance(FIRST_TIME + 10_000_000);
        let http = Http::new(&endpoint, Duration::from_secs(30));
        let transport = ShakyHttp { http, shaky: shaky.clone() };
        let connection = Connection {
            api: ApiVersion::V2,
            signing: Signing::Proxy,
            signing_host: endpoint.host().to_owned(),
            region: None,
        };
        let mut session = Session::new(connection, Box::new(transport), Box::new(hand.clone()));
        session.introduce().unwrap();
        let instance = "ckafka-test".parse().unwrap();
        Self { world, session, instance, shaky, hand, seen: Seen::default(), trace: Vec::new() }
    }

    /// Runs the sequence of this seed.
    pub(crate) fn sequence(&mut self, seed: u64) {
        self.trace.clear();
        let mut rng = Rng::with_seed(seed);
        let topics = [format!("a{seed}"), format!("b{seed}")];
        let mut model = Model { logs: BTreeMap::new(), committed: BTreeMap::new() };
        for (topic, partitions) in topics.iter().zip([3, 1]) {
            let logs: Vec<(i64, i64)> = (0..partitions)
                .map(|_| {
                    let end = if rng.u8(..10) == 0 { 0 } else { rng.i64(1..60) };
                    (rng.i64(0..=end), end)
                })
                .collect();
            self.world.topic(topic, &logs);
            for (id, (start, end)) in (0..).zip(logs) {
                model.logs.insert(at(topic, id), Log { start, end });
            }
        }
        let group: GroupId = format!("group-{seed}").parse().unwrap();
        let mut sequence = Sequence { worker: self, rng, group, model };
        sequence.first_commits();
        sequence.steps();
    }
}

impl Sequence<'_> {
    fn say(&mut self, line: String) {
        self.worker.trace.push(line);
    }

    /// Mostly some commits, some of them before the log start; now and then none at all.
    fn first_commits(&mut self) {
        let places: Vec<TopicPartition> = self.model.logs.keys().cloned().collect();
        let new_group = self.rng.u8(..8) == 0;
        for place in places {
            if !new_group && self.rng.u8(..4) > 0 {
                let to = self.rng.i64(0..=self.model.logs[&place].end);
                self.commit(&place, to);
            }
        }
    }

    fn commit(&mut self, place: &TopicPartition, to: i64) {
        self.worker.world.commit(self.group.as_str(), &[(place.topic.as_str(), place.partition.get(), to)]);
        self.model.committed.insert(place.clone(), to);
        self.say(format!("commit {place} {to}"));
    }

    fn steps(&mut self) {
        for _ in 0..self.rng.u8(2..5) {
            let request = self.request();
            let mut last = self.reset(request, Origin::Form);
            // What follows from a result, and from the result of that
            for _ in 0..2 {
                let Some(done) = last.take() else { break };
                last = match self.rng.u8(..4) {
                    0 | 1 => self.retry(&done),
                    2 => self.undo(&done),
                    _ => None,
                };
            }
            self.compare();
        }
    }

    fn request(&mut self) -> ResetRequest {
        let places: Vec<TopicPartition> = self.model.logs.keys().cloned().collect();
        let some: BTreeSet<TopicPartition> = places.iter().filter(|_| self.rng.bool()).cloned().collect();
        let topics: Vec<_> =
            places.iter().filter(|_| self.rng.bool()).map(|place| place.topic.clone()).collect();
        let scope = match self.rng.u8(..4) {
            0 => ResetScope::AllTopicsOfGroup,
            1 if !some.is_empty() => ResetScope::Partitions(some),
            _ => match TopicSelection::new(topics) {
                Some(topics) => ResetScope::Topics(topics),
                None => ResetScope::AllTopicsOfGroup,
            },
        };
        let strategy = match self.rng.u8(..8) {
            0 => ResetStrategy::Earliest,
            1 => ResetStrategy::Latest,
            2 => ResetStrategy::Timestamp(
                Timestamp::try_from(FIRST_TIME + self.rng.i64(-5_000..65_000)).unwrap(),
            ),
            3 => ResetStrategy::Offset(offset(self.rng.i64(0..70))),
            4 => {
                let each: BTreeMap<_, _> =
                    places.iter().map(|place| (place.clone(), offset(self.rng.i64(0..70)))).collect();
                let request = ResetRequest::per_partition(self.group.clone(), each);
                return ResetRequest { create_group: self.rng.bool(), ..request };
            }
            5 => ResetStrategy::ShiftBy(self.rng.i64(..)),
            _ => ResetStrategy::ShiftBy(self.rng.i64(-40..=40)),
        };
        ResetRequest { group: self.group.clone(), scope, strategy, create_group: self.rng.u8(..4) > 0 }
    }

    fn interference(&mut self) -> Interference {
        let places: Vec<TopicPartition> = self.model.logs.keys().cloned().collect();
        let place = places[self.rng.usize(..places.len())].clone();
        let log = self.model.logs[&place];
        match self.rng.u8(..14) {
            0 | 1 => Interference::Commits(place, self.rng.i64(log.start..=log.end)),
            2 | 3 => Interference::Produces(place, self.rng.i64(1..5)),
            4 => Interference::Expires(place, self.rng.i64(log.start..=log.end)),
            5 => Interference::SixMinutesPass,
            6 => Interference::HoldsTheGroup,
            _ => Interference::Nothing,
        }
    }

    fn mishap(&mut self, plan: &ResetPlan) -> Mishap {
        let some: BTreeSet<TopicPartition> =
            plan.rows.iter().filter(|_| self.rng.bool()).map(|row| row.at.clone()).collect();
        match self.rng.u8(..16) {
            0..=2 => Mishap::Upstream(Trick::Fail(some, KafkaError::RequestTimedOut)),
            3 => Mishap::Upstream(Trick::DoneButUnknown),
            4 => Mishap::Upstream(Trick::NotDoneAndUnknown),
            5 => Mishap::Upstream(Trick::Refuse(UpstreamError::Unavailable("for a test".to_owned()))),
            6 => {
                let row = &plan.rows[self.rng.usize(..plan.rows.len())];
                let log = self.model.logs[&row.at];
                let to = self.rng.i64(log.start..=log.end);
                Mishap::Upstream(Trick::DoneThenCommitted(row.at.clone(), offset(to)))
            }
            7 => Mishap::Way(Cut::Before),
            8 => Mishap::Way(Cut::After),
            9 => Mishap::Way(Cut::AfterThenBlind),
            _ => Mishap::Nothing,
        }
    }

    /// One reset from its request to its end; gives what a retry or undo can follow from.
    fn reset(&mut self, request: ResetRequest, origin: Origin) -> Option<Done> {
        self.say(format!("ask {:?} {:?} create {}", request.strategy, request.scope, request.create_group));
        let plan = self.plan(&request, origin)?;
        let interference = self.interference();
        self.say(format!("meanwhile {interference:?}"));
        let before = self.model.clone();
        self.interfere(&interference);
        let mishap = self.mishap(&plan);
        self.say(format!("then {mishap:?}"));
        let state = self.apply(&plan, &interference, &mishap);
        match state {
            State::Finished(finished) => Some(self.finished(&plan, &before, &mishap, finished)),
            State::Drifted(_) => {
                self.worker.seen.drifted += 1;
                self.say("drifted".to_owned());
                assert!(self.drift_is_due(&plan, &before), "a drift without a change");
                None
            }
            State::Reviewing(review) if review.refused.is_some() => {
                self.worker.seen.refused += 1;
                self.say(format!("refused {:?}", review.refused));
                assert!(matches!(mishap, Mishap::Upstream(Trick::Refuse(_))));
                None
            }
            State::Reviewing(review) => {
                self.worker.seen.refused += 1;
                self.say(format!("not confirmed {:?}", review.not_confirmed));
                match review.not_confirmed {
                    Some(ConfirmRefusal::PlanExpired) => {
                        assert!(matches!(interference, Interference::SixMinutesPass));
                    }
                    Some(ConfirmRefusal::HeldElsewhere) => {
                        assert!(matches!(interference, Interference::HoldsTheGroup));
                    }
                    Some(ConfirmRefusal::NotSendable(_)) => {
                        assert!(plan.rows.iter().all(|row| row.target.is_none()), "something could be sent");
                    }
                    other => panic!("not confirmed without a reason: {other:?}"),
                }
                None
            }
            other => panic!("{other:?}"),
        }
    }

    /// The plan, as the file that it is written to gives it back; `None` if there is none, for a good reason.
    fn plan(&mut self, request: &ResetRequest, origin: Origin) -> Option<Arc<ResetPlan>> {
        let Worker { session, instance, .. } = &mut *self.worker;
        let (mut keeper, mut witness) = (NoKeeper, Witness::default());
        let mut runner = Runner::new(session, instance.clone(), &mut keeper, &mut witness, Extent::Check);
        runner.review(request.clone(), false, origin, None);
        let state = runner.state().clone();
        let plan = match state {
            State::Reviewing(review) => review.plan,
            State::Blocked(blocked) => {
                self.worker.seen.blocked += 1;
                self.say(format!("blocked {:?}", blocked.reason));
                let exists = self.model.exists();
                match blocked.reason {
                    BlockReason::GroupDoesNotExist => assert!(!exists && !request.create_group),
                    BlockReason::NothingCommitted => {
                        assert!(!exists && request.scope == ResetScope::AllTopicsOfGroup);
                    }
                    other => panic!("blocked without a reason: {other:?}"),
                }
                return None;
            }
            other => panic!("{other:?}"),
        };
        let document = PlanDocument {
            id: "x".to_owned(),
            instance: "ckafka-test".to_owned(),
            endpoint: None,
            plan: (*plan).clone(),
            note: Note::default(),
        };
        let read = PlanDocument::from_json(&document.to_json()).unwrap();
        assert_eq!(read, document);
        self.check_plan(request, &read.plan);
        Some(Arc::new(read.plan))
    }

    /// A plan names exactly the partitions that are meant, and no target that is not the model's.
    fn check_plan(&self, request: &ResetRequest, plan: &ResetPlan) {
        let planned: BTreeSet<_> = plan.rows.iter().map(|row| row.at.clone()).collect();
        assert_eq!(planned, self.model.meant(request).into_iter().collect(), "the partitions of the plan");
        for row in &plan.rows {
            let target = self.model.target(request, &row.at);
            assert_eq!(row.committed.map(|offset| offset.get()), self.model.at(&row.at), "{}", row.at);
            assert_eq!(row.target.is_some(), target.is_some(), "{}", row.at);
            // With everything known, a bound names the place where it is now
            assert_eq!(row.target.and_then(Target::offset).map(|offset| offset.get()), target, "{}", row.at);
        }
    }

    fn interfere(&mut self, interference: &Interference) {
        match interference {
            Interference::Commits(place, to) => self.commit(place, *to),
            Interference::Produces(place, more) => {
                let log = self.model.logs.get_mut(place).unwrap();
                self.worker.world.produce(place, log.end, *more);
                log.end += more;
            }
            Interference::Expires(place, start) => {
                self.worker.world.expire(place, *start);
                self.model.logs.get_mut(place).unwrap().start = *start;
            }
            Interference::SixMinutesPass => self.worker.hand.advance(360_000),
            Interference::Nothing | Interference::HoldsTheGroup => {}
        }
    }

    /// Whether something has changed that the operator must see before the plan is sent.
    fn drift_is_due(&self, plan: &ResetPlan, before: &Model) -> bool {
        let request = &plan.request;
        let group_appeared = !before.exists() && self.model.exists();
        let row_changed = plan.rows.iter().any(|row| {
            let moved = self.model.at(&row.at) != before.at(&row.at);
            // A place that was named exactly must still be what the request leads to
            let elsewhere = match row.target {
                Some(Target::Exact(to)) => {
                    self.model.target_since(before, request, &row.at) != Some(to.get())
                }
                _ => false,
            };
            moved || elsewhere
        });
        group_appeared || row_changed || self.model.meant(request).len() != plan.rows.len()
    }

    /// Confirms the plan and carries it to its end.
    fn apply(&mut self, plan: &Arc<ResetPlan>, interference: &Interference, mishap: &Mishap) -> State {
        let Worker { world, session, instance, shaky, .. } = &mut *self.worker;
        match mishap {
            Mishap::Upstream(trick) => world.upstream.play(trick.clone()),
            Mishap::Way(cut) => shaky.cut.set(*cut),
            Mishap::Nothing => {}
        }
        let arrived_before = world.upstream.resets();
        let mut memory = Memory {
            held_elsewhere: matches!(interference, Interference::HoldsTheGroup),
            ..Memory::default()
        };
        let mut witness = Witness::default();
        let mut runner = Runner::new(session, instance.clone(), &mut memory, &mut witness, Extent::Execute);
        runner.open(Arc::clone(plan), false, Origin::File);
        runner.confirm(Confirmation {
            ticked: true,
            typed_group: self.group.to_string(),
            ..Confirmation::default()
        });
        // A second press on the same button
        runner.confirm(Confirmation {
            ticked: true,
            typed_group: self.group.to_string(),
            ..Confirmation::default()
        });
        let state = runner.state().clone();
        let arrived = world.upstream.resets() - arrived_before;
        assert!(
            arrived <= 1 && witness.sendings <= 1,
            "sent {} times, arrived {arrived} times",
            witness.sendings
        );
        assert_eq!(memory.intents.len(), witness.sendings, "what is sent is recorded before");
        assert_eq!(memory.endings, witness.sendings, "what was recorded gets its ending");
        assert!(!memory.holding, "the group is given back");
        shaky.cut.take();
        world.upstream.forget();
        state
    }

    /// The offsets and verdicts of a reset that was sent.
    fn finished(
        &mut self,
        plan: &Arc<ResetPlan>,
        planned: &Model,
        mishap: &Mishap,
        finished: Finished,
    ) -> Done {
        self.worker.seen.resets_sent += 1;
        assert!(!self.drift_is_due(plan, planned), "sent although something had changed");
        let before = self.model.clone();
        let targets = self.carry_out(plan, planned, mishap);
        let mut result = finished.result;
        self.say(format!("finished {:?}", result.overall()));
        if result.overall() == Overall::Partial {
            self.worker.seen.partly += 1;
        }
        let lost = matches!(
            mishap,
            Mishap::Way(_) | Mishap::Upstream(Trick::DoneButUnknown | Trick::NotDoneAndUnknown)
        );
        if lost {
            self.worker.seen.lost += 1;
        }
        if matches!(mishap, Mishap::Way(Cut::AfterThenBlind)) {
            assert_eq!(result.overall(), Overall::Unknown, "nothing could be read");
            self.worker.shaky.blind.set(false);
            result = self.resume(finished.intent);
        } else if self.rng.u8(..5) == 0 {
            // Another process takes it up although its outcome is known: it must come to nothing untrue
            let resumed = self.resume(finished.intent);
            self.check_verdicts(&before, &targets, &resumed, mishap, true);
        }
        self.check_verdicts(&before, &targets, &result, mishap, lost);
        self.compare();
        Done { plan: Arc::clone(plan), result }
    }

    fn resume(&mut self, intent: Intent) -> Arc<VerifiedReset> {
        self.worker.seen.resumed += 1;
        let arrived = self.worker.world.upstream.resets();
        let Worker { session, instance, .. } = &mut *self.worker;
        let (mut keeper, mut witness) = (NoKeeper, Witness::default());
        let mut runner = Runner::new(session, instance.clone(), &mut keeper, &mut witness, Extent::Check);
        runner.resume(intent, false);
        let State::Finished(finished) = runner.state().clone() else { panic!("{:?}", runner.state()) };
        assert_eq!(self.worker.world.upstream.resets(), arrived, "taking it up sends nothing");
        self.say(format!("resumed {:?}", finished.overall));
        finished.result
    }

    /// Moves the model as the mishap lets the reset happen; gives where each partition was to go.
    fn carry_out(
        &mut self,
        plan: &ResetPlan,
        planned: &Model,
        mishap: &Mishap,
    ) -> BTreeMap<TopicPartition, Option<i64>> {
        let request = &plan.request;
        let targets: BTreeMap<_, _> = plan
            .rows
            .iter()
            .map(|row| (row.at.clone(), self.model.target_since(planned, request, &row.at)))
            .collect();
        let done: BTreeMap<_, _> =
            targets.iter().filter_map(|(at, target)| Some((at.clone(), (*target)?))).collect();
        match mishap {
            Mishap::Upstream(Trick::NotDoneAndUnknown) | Mishap::Way(Cut::Before) => {}
            Mishap::Upstream(Trick::Fail(failing, _)) => {
                self.model.committed.extend(done.into_iter().filter(|(at, _)| !failing.contains(at)));
            }
            Mishap::Upstream(Trick::DoneThenCommitted(at, to)) => {
                self.model.committed.extend(done);
                self.model.committed.insert(at.clone(), to.get());
            }
            Mishap::Nothing
            | Mishap::Upstream(Trick::DoneButUnknown | Trick::Slow(_))
            | Mishap::Way(Cut::After | Cut::AfterThenBlind | Cut::Nowhere) => {
                self.model.committed.extend(done)
            }
            Mishap::Upstream(Trick::Refuse(_)) => panic!("a refused reset has no verdicts"),
        }
        targets
    }

    /// No verdict says what is not so.
    fn check_verdicts(
        &self,
        before: &Model,
        targets: &BTreeMap<TopicPartition, Option<i64>>,
        result: &VerifiedReset,
        mishap: &Mishap,
        lost: bool,
    ) {
        for row in &result.rows {
            let place = &row.planned.at;
            let (was, is, target) = (before.at(place), self.model.at(place), targets[place]);
            let reported_failed = matches!(row.claim, RowClaim::Failed(..)) || target.is_none();
            let told = format!(
                "{place}: was {was:?}, is {is:?}, target {target:?}: {:?} {:?}",
                row.verdict, row.reason
            );
            assert_eq!(row.observed, Observation::Committed(is.map(offset)), "{told}");
            match row.verdict {
                Verdict::Confirmed => {
                    let planned = row.planned.target.and_then(Target::offset).map(|offset| offset.get());
                    // Without an answer, "no change" holds where nothing was to change when it was planned, and the
                    // log end that was planned is as good as the one that was found later
                    let kept = is == was && row.planned.delta() == Some(0);
                    let at_the_end = row.planned.follows_log_end && is == planned;
                    assert!(is.is_some() && (is == target || lost && (kept || at_the_end)), "{told}");
                }
                // Where nothing had to change in the end, a reported failure is still one, and so is a lost answer
                Verdict::NotApplied => {
                    assert!(is == was && (is != target || reported_failed || lost), "{told}")
                }
                Verdict::Differs => {
                    let overwritten =
                        matches!(mishap, Mishap::Upstream(Trick::DoneThenCommitted(at, _)) if at == place);
                    assert!(is != was && overwritten, "{told}");
                }
                // Without an answer, a place that the plan leaves open may have been reached by anybody
                Verdict::Unknown => assert!(lost && is != was, "{told}"),
            }
            let undisturbed = matches!(mishap, Mishap::Nothing) && !lost;
            assert!(!undisturbed || target.is_none() || row.verdict == Verdict::Confirmed, "{told}");
        }
    }

    fn retry(&mut self, done: &Done) -> Option<Done> {
        let can = self.worker.session.abilities();
        let Ok(next) = retry(&done.plan, &done.result, can) else {
            let left = done.result.rows.iter().any(|row| {
                row.verdict == Verdict::NotApplied && row.planned.target.and_then(Target::offset).is_some()
            });
            assert!(!left, "something could have been retried");
            return None;
        };
        self.worker.seen.retries += 1;
        let ResetStrategy::PerPartition(each) = &next.request.strategy else { panic!("{:?}", next.request) };
        for (place, to) in each {
            let row = done.result.rows.iter().find(|row| row.planned.at == *place).unwrap();
            assert_eq!(
                row.planned.committed.map(|offset| offset.get()),
                self.model.at(place),
                "{place} has moved"
            );
            assert_eq!(
                row.planned.target.and_then(Target::offset),
                Some(*to),
                "{place}: the frozen place, not a shift"
            );
        }
        self.reset(next.request, Origin::Retry(Arc::clone(&done.result)))
    }

    fn undo(&mut self, done: &Done) -> Option<Done> {
        let can = self.worker.session.abilities();
        let Ok(mut steps) = undo(&done.plan, &done.result, can) else {
            let moved = done.result.rows.iter().any(|row| {
                row.verdict == Verdict::Confirmed
                    && row.planned.committed.is_some()
                    && row.observed != Observation::Committed(row.planned.committed)
            });
            assert!(!moved, "something could have been undone");
            return None;
        };
        self.worker.seen.undos += 1;
        assert_eq!(steps.len(), 1, "one step where each partition can get an offset of its own");
        let request = steps.remove(0).request;
        let ResetStrategy::PerPartition(each) = &request.strategy else { panic!("{request:?}") };
        for (place, to) in each {
            let row = done.result.rows.iter().find(|row| row.planned.at == *place).unwrap();
            assert_eq!(row.planned.committed, Some(*to), "{place}: the old offset");
        }
        self.reset(request, Origin::Undo(Arc::clone(&done.result)))
    }

    /// The cluster against the model, past everything under test.
    fn compare(&self) {
        let topics: BTreeSet<&str> = self.model.logs.keys().map(|place| place.topic.as_str()).collect();
        for topic in topics {
            let expected: Vec<Option<i64>> = self
                .model
                .logs
                .keys()
                .filter(|place| place.topic.as_str() == topic)
                .map(|place| self.model.at(place))
                .collect();
            assert_eq!(self.worker.world.committed(self.group.as_str(), topic), expected, "{topic}");
        }
    }
}
