//! Everything that can be different from one moment to the next: the flow, what it waits for, the cluster, the other
//! tab, what is recorded, and what the rules need to remember.

use super::cluster::{Cluster, Names, Seen, fault, offset, small};
use super::renumber::{ids, renumber};
use crate::{
    Announcement, Confirmation, Effect, Event, Flow, FlowSettings, Intent, Origin, RequestId, State,
};
use kafka_offsets::{
    Abilities, Adjustment, FaultKind, Observation, PlannedReset, ResetAnswer, ResetPlan, ResetRequest,
    Target, Timestamp, TopicPartition, VerifiedReset,
};
use std::sync::Arc;

/// A rule that was broken on the way to a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Rule {
    SentTwice,
    SentUnconfirmed,
    SentUnclaimed,
    SentUnrecorded,
    SentAfterDrift,
    ReleasedUnclaimed,
    ClaimedTwice,
    SentFromElsewhere,
    RetriedWhatMoved,
    AskedWhenExpired,
}

/// Who holds the claim on the group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Holder {
    Nobody,
    Us(RequestId),
    OtherTab,
}

/// How much may still happen, so that the exploration ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Budget {
    /// Presses of the operator that do something, and vetoes of the host.
    pub(super) presses: u8,
    /// Moves of a consumer, or of retention.
    pub(super) moves: u8,
    /// Resets by another tab.
    pub(super) other_tabs: u8,
    /// Times that reads become troubled.
    pub(super) troubles: u8,
    /// Reloads of the page.
    pub(super) reloads: u8,
    /// Looks at a live group while waiting.
    pub(super) looks: u8,
    /// The plan's timers may fire.
    pub(super) ageing: bool,
    /// The first plan may be opened from a file, as often as the operator likes.
    pub(super) files: bool,
}

/// What the rules remember.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Memory {
    /// Plans that were made; each has a time of its own.
    pub(super) plans: u8,
    /// The plans that were sent, by their times.
    pub(super) sent: Vec<Timestamp>,
    /// The plan that was sent last with a goal of its own: not a retry.
    pub(super) goal: Timestamp,
    /// The plan that was confirmed and not sent yet.
    pub(super) confirmed: Option<Timestamp>,
    /// What the last look before sending found: the group live or not, and both commits.
    pub(super) looked: Option<(bool, [Seen; 2])>,
    /// What the read-back has found last of each partition, since the reset was sent.
    pub(super) read_back: [Option<Option<u8>>; 2],
    /// Where each partition may be, if nobody interferes: where it was, and where it was to go. 0: not known.
    pub(super) may_be: [u16; 2],
    /// Somebody else has moved something since the first reset was sent.
    pub(super) interfered: bool,
    /// The same since the last look before sending.
    pub(super) touched: bool,
    /// A rule that was broken.
    pub(super) broken: Option<Rule>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct World {
    pub(super) flow: Flow,
    /// Effects that were started and are not answered.
    pub(super) pending: Vec<Effect>,
    pub(super) cluster: Cluster,
    pub(super) holder: Holder,
    /// The first plan that was made, kept as a file.
    pub(super) file: Option<Arc<ResetPlan>>,
    /// What is recorded as about to be sent, and not closed.
    pub(super) record: Option<Intent>,
    pub(super) left: Budget,
    pub(super) memory: Memory,
}

/// Enough for every risk.
pub(super) fn confirmation() -> Confirmation {
    Confirmation { ticked: true, typed_group: "g".to_owned(), ..Confirmation::default() }
}

/// The number-th plan is made so long after the first that no two have the same time.
pub(super) fn time(number: u8) -> Timestamp {
    Timestamp::try_from(1_000_000 + 1_000 * i64::from(number)).unwrap()
}

/// Long after every plan.
pub(super) fn too_late() -> Timestamp {
    Timestamp::try_from(10_000_000).unwrap()
}

impl World {
    pub(super) fn new(cluster: Cluster, left: Budget) -> Self {
        Self {
            flow: Flow::new(FlowSettings::default()),
            pending: Vec::new(),
            cluster,
            holder: Holder::Nobody,
            file: None,
            record: None,
            left,
            memory: Memory {
                plans: 0,
                sent: Vec::new(),
                goal: time(0),
                confirmed: None,
                looked: None,
                read_back: [None, None],
                may_be: [0, 0],
                interfered: false,
                touched: false,
                broken: None,
            },
        }
    }

    /// Lets an event happen to the flow, and starts what it asks for. Returns whether anything came of it.
    pub(super) fn happens(&mut self, names: &Names, event: Event) -> bool {
        let before = self.flow.clone();
        let effects = self.flow.on(event);
        if effects.is_empty() && self.flow == before {
            return false;
        }
        for effect in effects {
            self.start(names, effect);
        }
        self.forget_stale();
        let new = renumber(&mut self.flow);
        let renamed = |id: RequestId| new.iter().find(|(old, _)| *old == id).map_or(id, |(_, new)| *new);
        for effect in &mut self.pending {
            if let Some(id) = id_mut(effect) {
                *id = renamed(*id);
            }
        }
        if let Holder::Us(id) = &mut self.holder {
            *id = renamed(*id);
        }
        true
    }

    fn break_rule(&mut self, rule: Rule) {
        self.memory.broken.get_or_insert(rule);
    }

    fn start(&mut self, names: &Names, effect: Effect) {
        match &effect {
            Effect::Announce(Announcement::PlanCreated(plan)) => {
                self.file.get_or_insert_with(|| Arc::clone(plan));
                return;
            }
            Effect::Announce(_) => return,
            Effect::ReleaseGroup { id } => {
                let asked = self.pending.len();
                self.pending
                    .retain(|effect| !matches!(effect, Effect::ClaimGroup { id: claim, .. } if claim == id));
                if self.holder == Holder::Us(*id) {
                    self.holder = Holder::Nobody;
                } else if self.pending.len() == asked {
                    self.break_rule(Rule::ReleasedUnclaimed);
                }
                return;
            }
            Effect::RecordOutcome { .. } => {
                self.record = None;
                return;
            }
            Effect::ClaimGroup { .. } if matches!(self.holder, Holder::Us(_)) => {
                self.break_rule(Rule::ClaimedTwice);
            }
            Effect::AskHost { .. } => {
                let State::AskingHost(asking) = self.flow.state() else {
                    unreachable!("asked from elsewhere")
                };
                if !asking.review.age.may_be_applied() {
                    self.break_rule(Rule::AskedWhenExpired);
                }
            }
            Effect::RecordIntent { intent, .. } => self.record = Some(intent.clone()),
            Effect::Submit { .. } => self.sends(names),
            _ => {}
        }
        self.pending.push(effect);
    }

    /// All that must be true at the moment of sending.
    fn sends(&mut self, names: &Names) {
        let State::Submitting(submitting) = self.flow.state() else {
            return self.break_rule(Rule::SentFromElsewhere);
        };
        let plan = submitting.intent.plan.clone();
        let origin = submitting.review.asked.origin.clone();
        if self.memory.sent.contains(&plan.taken_at) {
            self.break_rule(Rule::SentTwice);
        }
        if self.memory.confirmed != Some(plan.taken_at) {
            self.break_rule(Rule::SentUnconfirmed);
        }
        if !matches!(self.holder, Holder::Us(_)) {
            self.break_rule(Rule::SentUnclaimed);
        }
        if self.record.as_ref().map(|intent| &intent.plan) != Some(&plan) {
            self.break_rule(Rule::SentUnrecorded);
        }
        let found = self.memory.looked.take();
        let as_planned = |(live, seen): (bool, [Seen; 2])| {
            let same = |row: &PlannedReset| {
                match seen[names.number(&row.at)] {
                    Ok(now) => now.map(offset) == row.committed,
                    // As unreadable as it was
                    Err(code) => row.adjustments.contains(&Adjustment::Unreadable(code)),
                }
            };
            !live && plan.rows.iter().filter(|row| row.target.is_some()).all(same)
        };
        if !found.is_some_and(as_planned) {
            self.break_rule(Rule::SentAfterDrift);
        }
        if let Origin::Retry(result) = &origin
            && plan.rows.iter().any(|row| !stayed(result, &row.at))
        {
            self.break_rule(Rule::RetriedWhatMoved);
        }
        self.memory.sent.push(plan.taken_at);
        self.memory.confirmed = None;
        self.memory.read_back = [None, None];
        if !matches!(origin, Origin::Retry(_)) {
            self.memory.goal = plan.taken_at;
        }
        if matches!(origin, Origin::Form | Origin::File) {
            // Somebody may come between the last look and the sending: no look can exclude that
            self.memory.interfered = self.memory.touched;
        }
        for row in &plan.rows {
            let number = names.number(&row.at);
            let from = row.committed.map(small);
            // What retention has passed is moved up, where nobody could see it when it was planned
            let start = self.cluster.partitions[number].start;
            let to = row.target.and_then(Target::offset).map(|to| small(to).max(start));
            let goals = bits(from) | bits(to);
            match origin {
                // Nobody knows where it is
                Origin::Form | Origin::File if unread(row) => self.memory.may_be[number] = 0,
                Origin::Form | Origin::File => self.memory.may_be[number] = goals,
                // A retry has no goals of its own, and an undo leads back
                Origin::Retry(_) => {}
                Origin::Undo(_) => self.memory.may_be[number] |= goals,
            }
        }
    }

    /// Drops what the flow does not wait for any more.
    fn forget_stale(&mut self) {
        let awaited: Vec<RequestId> = ids(self.flow.parts_mut().0).into_iter().map(|id| *id).collect();
        self.pending.retain_mut(|effect| id_mut(effect).is_some_and(|id| awaited.contains(id)));
    }

    /// Whether an answer that nobody waits for, or waits for no longer, would be taken. Ids are numbered anew, so
    /// that one which no state knows stands for all of the past.
    pub(super) fn listens_to_strangers(&self) -> bool {
        some_answers(RequestId::numbered(u64::MAX)).into_iter().any(|event| {
            let mut flow = self.flow.clone();
            !flow.on(event).is_empty() || flow != self.flow
        })
    }

    /// Whether everything that the state waits for was asked for and is not answered: all ids that it knows, but for
    /// that of the claim that it holds.
    pub(super) fn what_is_awaited_is_pending(&self) -> bool {
        let mut known = self.flow.clone();
        let mut pending = self.pending.clone();
        let asked: Vec<RequestId> = pending.iter_mut().filter_map(id_mut).map(|id| *id).collect();
        ids(known.parts_mut().0).into_iter().all(|id| asked.contains(id) || self.holder == Holder::Us(*id))
    }

    /// What is shown of the plan's age does not matter to what is pending.
    pub(super) fn waits_for_an_answer(&self) -> bool {
        self.pending.iter().any(|effect| !is_age_timer(self.flow.state(), effect))
    }
}

/// Whether a partition was found where it was before the reset.
fn stayed(result: &VerifiedReset, at: &TopicPartition) -> bool {
    let row = result.rows.iter().find(|row| row.planned.at == *at);
    row.is_some_and(|row| row.observed == Observation::Committed(row.planned.committed))
}

fn unread(row: &PlannedReset) -> bool {
    row.committed.is_none() && row.adjustments.iter().any(|note| matches!(note, Adjustment::Unreadable(_)))
}

/// An offset as one bit.
pub(super) fn bits(offset: Option<u8>) -> u16 {
    offset.map_or(1, |number| 2 << number)
}

pub(super) fn is_age_timer(state: &State, effect: &Effect) -> bool {
    let ages = matches!(
        state,
        State::Reviewing(_) | State::AskingHost(_) | State::Checking(_) | State::Submitting(_)
    );
    ages && matches!(effect, Effect::StartTimer { .. })
}

fn id_mut(effect: &mut Effect) -> Option<&mut RequestId> {
    match effect {
        Effect::ReadGroup { id, .. }
        | Effect::ReadOffsets { id, .. }
        | Effect::AskHost { id, .. }
        | Effect::ClaimGroup { id, .. }
        | Effect::ReleaseGroup { id }
        | Effect::RecordIntent { id, .. }
        | Effect::Submit { id, .. }
        | Effect::StartTimer { id, .. } => Some(id),
        Effect::RecordOutcome { .. } | Effect::Announce(_) => None,
    }
}

/// An answer of every sort.
fn some_answers(id: RequestId) -> Vec<Event> {
    let lost = || fault(FaultKind::TimedOut);
    vec![
        Event::GroupRead { id, outcome: Err(lost()) },
        Event::OffsetsRead { id, outcome: Err(lost()) },
        Event::HostAnswered { id, allowed: true, now: time(0) },
        Event::Claimed { id, outcome: Ok(()) },
        Event::IntentRecorded { id },
        Event::SubmitAnswered { id, outcome: Ok(ResetAnswer::default()) },
        Event::TimerFired { id },
    ]
}

/// "Review reset" in the form.
pub(super) fn review(request: ResetRequest, abilities: Abilities) -> Event {
    Event::ReviewPressed { request, production: false, abilities, origin: Origin::Form }
}
