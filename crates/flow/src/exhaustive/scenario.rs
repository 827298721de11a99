//! What may happen next, and what comes of it.

use super::cluster::{Cluster, Extent, Names, Straggler, Trouble, bump, fault};
use super::world::{Budget, Holder, World, confirmation, is_age_timer, review, time, too_late};
use crate::{ClaimRefusal, Effect, Event, Flow, FlowSettings, Origin, RequestId, State};
use kafka_offsets::{Abilities, FaultKind, KafkaError, PlanAge, ResetAnswer, ResetRequest};
use stateright::{Model, Property};

/// A cluster to begin with, a request, and how much may happen.
#[derive(Debug, Clone)]
pub(super) struct Scenario {
    pub(super) names: Names,
    pub(super) cluster: Cluster,
    pub(super) request: ResetRequest,
    pub(super) abilities: Abilities,
    pub(super) budget: Budget,
    /// After how many reads a reset may be carried out whose answer was lost.
    pub(super) stragglers: &'static [u8],
    pub(super) properties: fn() -> Vec<Property<Scenario>>,
}

/// One thing that happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Action {
    /// What is pending is answered; how, where there is a choice.
    Answer(usize, Reply),
    Press(Press),
    Elsewhere(Elsewhere),
    /// The page is loaded anew; a reset that is on its way just then goes on without a listener.
    Reload(Fate),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Reply {
    /// By what is there.
    Truth,
    /// The host says no.
    No,
    /// The host says yes, after the plan has expired.
    YesLate,
    /// The reset is carried out so far, and what is said of it.
    Reset { extent: Extent, late: bool, word: Word },
    /// The reset is refused for certain, and nothing of it is carried out.
    Refused,
    /// The answer is lost, and the reset is carried out after so many reads.
    Straggles { reads: u8 },
}

/// What the endpoint says after a reset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Word {
    True,
    Lost,
    /// "Done" for every partition, whatever it did.
    DoneAnyway,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Press {
    Review,
    Open,
    Confirm,
    ConfirmLate,
    Back,
    NewReset,
    PlanAgain,
    CheckAgain,
    Wait,
    StopWaiting,
    ReadAgain,
    Retry,
    Undo,
    NextUndo,
}

const PRESSES: [Press; 14] = [
    Press::Review,
    Press::Open,
    Press::Confirm,
    Press::ConfirmLate,
    Press::Back,
    Press::NewReset,
    Press::PlanAgain,
    Press::CheckAgain,
    Press::Wait,
    Press::StopWaiting,
    Press::ReadAgain,
    Press::Retry,
    Press::Undo,
    Press::NextUndo,
];

/// What others do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Elsewhere {
    ConsumerJoins,
    ConsumerLeaves,
    /// A consumer commits what it has read, as a member or without being one.
    ConsumerCommits,
    RetentionDeletes,
    TabClaims,
    TabResets,
    TabReleases,
    ReadsFail,
    SecondUnreadable,
    ReadsRecover,
}

/// What becomes of a request whose sender is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Fate {
    NothingSent,
    LostOnTheWay,
    CarriedOut,
    CarriedOutLater,
}

impl Scenario {
    fn event(&self, world: &World, press: Press) -> Option<Event> {
        let (confirmation, now) = (confirmation(), time(0));
        Some(match press {
            Press::Review => review(self.request.clone(), self.abilities),
            Press::Open => Event::PlanOpened {
                plan: world.file.clone().filter(|_| world.left.files)?,
                production: false,
                abilities: self.abilities,
                origin: Origin::File,
                now,
            },
            Press::Confirm => Event::ConfirmPressed { confirmation, now },
            Press::ConfirmLate => Event::ConfirmPressed { confirmation, now: too_late() },
            Press::Back => Event::BackPressed,
            Press::NewReset => Event::NewResetPressed,
            Press::PlanAgain => Event::PlanAgainPressed,
            Press::CheckAgain => Event::CheckAgainPressed,
            Press::Wait => Event::WaitUntilEmptyPressed,
            Press::StopWaiting => Event::StopWaitingPressed,
            Press::ReadAgain => Event::ReadAgainPressed,
            Press::Retry => Event::RetryPressed,
            Press::Undo => Event::UndoPressed { step: 0 },
            Press::NextUndo => Event::NextUndoPressed { step: 0 },
        })
    }

    /// Whether some press leads on from here.
    pub(super) fn some_press_leads_on(&self, world: &World) -> bool {
        PRESSES.iter().filter_map(|press| self.event(world, *press)).any(|event| {
            let mut flow = world.flow.clone();
            !flow.on(event).is_empty() || flow != world.flow
        })
    }

    fn replies(&self, world: &World, effect: &Effect, replies: &mut Vec<Reply>) {
        match effect {
            Effect::AskHost { .. } if world.left.presses > 0 => {
                replies.extend([Reply::Truth, Reply::No, Reply::YesLate]);
            }
            Effect::StartTimer { .. } if is_age_timer(world.flow.state(), effect) => {
                if world.left.ageing {
                    replies.push(Reply::Truth);
                }
            }
            Effect::StartTimer { .. } if matches!(world.flow.state(), State::Blocked(_)) => {
                if world.left.looks > 0 {
                    replies.push(Reply::Truth);
                }
            }
            Effect::Submit { .. } if world.cluster.trouble == Trouble::Down => {
                let lost = Reply::Reset { extent: Extent::Nothing, late: false, word: Word::Lost };
                replies.push(lost);
                replies.extend(self.stragglers.iter().map(|reads| Reply::Straggles { reads: *reads }));
            }
            Effect::Submit { .. } => {
                for word in [Word::True, Word::Lost] {
                    replies.push(Reply::Reset { extent: Extent::Nothing, late: false, word });
                    replies.push(Reply::Reset { extent: Extent::FirstPartition, late: false, word });
                    for late in [false, true] {
                        replies.push(Reply::Reset { extent: Extent::All, late, word });
                    }
                }
                let word = Word::DoneAnyway;
                replies.push(Reply::Reset { extent: Extent::FirstPartition, late: false, word });
                replies.push(Reply::Refused);
                replies.extend(self.stragglers.iter().map(|reads| Reply::Straggles { reads: *reads }));
            }
            _ => replies.push(Reply::Truth),
        }
    }

    fn answer(&self, world: &mut World, which: usize, reply: Reply) {
        let effect = world.pending.remove(which);
        let event = match effect {
            Effect::ReadGroup { id, .. } => {
                Event::GroupRead { id, outcome: world.cluster.group(&self.names) }
            }
            Effect::ReadOffsets { id, group, topics, .. } => self.read(world, id, group, &topics),
            Effect::AskHost { id, .. } => match reply {
                Reply::No | Reply::YesLate => {
                    world.left.presses -= 1;
                    world.memory.confirmed = None;
                    let now = if reply == Reply::No { time(0) } else { too_late() };
                    Event::HostAnswered { id, allowed: reply == Reply::YesLate, now }
                }
                _ => Event::HostAnswered { id, allowed: true, now: time(0) },
            },
            Effect::ClaimGroup { id, plan } => Event::Claimed {
                id,
                outcome: match world.holder {
                    // Files make the same plan come again; then claims are kept, and know the plans that were sent
                    _ if world.left.files && world.memory.sent.contains(&plan.taken_at) => {
                        Err(ClaimRefusal::AlreadyApplied)
                    }
                    Holder::Nobody => {
                        world.holder = Holder::Us(id);
                        Ok(())
                    }
                    Holder::Us(_) | Holder::OtherTab => Err(ClaimRefusal::HeldElsewhere),
                },
            },
            Effect::RecordIntent { id, .. } => Event::IntentRecorded { id },
            Effect::Submit { id, submission } => {
                let names = &self.names;
                let outcome = match reply {
                    Reply::Refused => Err(fault(FaultKind::NotAuthorized)),
                    Reply::Straggles { reads } => {
                        world.cluster.straggler =
                            Some(Straggler { submission, of: world.memory.goal, reads });
                        Err(fault(FaultKind::TimedOut))
                    }
                    Reply::Reset { extent, late, word } => {
                        let answer = world.cluster.carry_out(names, &submission, extent, late);
                        match word {
                            Word::True => answer,
                            Word::Lost => Err(fault(FaultKind::TimedOut)),
                            Word::DoneAnyway => answer.map(all_done),
                        }
                    }
                    _ => unreachable!("a reset is answered by a reply to a reset"),
                };
                Event::SubmitAnswered { id, outcome }
            }
            Effect::StartTimer { id, .. } => {
                if matches!(world.flow.state(), State::Blocked(_)) {
                    world.left.looks -= 1;
                }
                Event::TimerFired { id }
            }
            Effect::ReleaseGroup { .. } | Effect::RecordOutcome { .. } | Effect::Announce(_) => return,
        };
        // Also an answer that the flow makes nothing of is one that is not pending any more
        world.happens(&self.names, event);
    }

    fn read(
        &self,
        world: &mut World,
        id: RequestId,
        group: kafka_offsets::GroupSummary,
        topics: &crate::ReadTopics,
    ) -> Event {
        let (is_plan, is_check, is_read_back) = match world.flow.state() {
            State::Planning(_) => (true, false, false),
            State::Checking(_) => (false, true, false),
            State::Verifying(_) | State::OutcomeUnknown(_) => (false, false, true),
            _ => (false, false, false),
        };
        world.memory.plans += u8::from(is_plan);
        let seen = [world.cluster.seen(0), world.cluster.seen(1)];
        if is_check {
            world.memory.looked = Some((!group.members.is_empty(), seen));
            world.memory.touched = false;
        }
        let straggler = world.cluster.straggler.as_ref().map(|straggler| straggler.of);
        let outcome = world.cluster.read(&self.names, group, topics, time(world.memory.plans));
        if let Some(of) = straggler.filter(|_| world.cluster.straggler.is_none()) {
            // What was given up, and asked for anew by somebody who has seen it not applied, comes all the same
            world.memory.touched = true;
            world.memory.interfered |= of != world.memory.goal;
        }
        if is_read_back && outcome.is_ok() {
            for (found, seen) in world.memory.read_back.iter_mut().zip(seen) {
                if let Ok(committed) = seen {
                    *found = Some(committed);
                }
            }
        }
        Event::OffsetsRead { id, outcome }
    }

    fn press(&self, world: &mut World, press: Press) -> bool {
        let Some(presses) = world.left.presses.checked_sub(1) else { return false };
        let Some(event) = self.event(world, press) else { return false };
        let on_show = match world.flow.state() {
            State::Reviewing(review) if review.age != PlanAge::Expired => Some(review.plan.taken_at),
            _ => None,
        };
        if !world.happens(&self.names, event) {
            return false;
        }
        world.left.presses = presses;
        // Whatever else is pressed takes a confirmation back
        world.memory.confirmed = on_show.filter(|_| press == Press::Confirm);
        true
    }

    fn elsewhere(&self, world: &mut World, what: Elsewhere) -> bool {
        let World { cluster, left, memory, holder, .. } = world;
        match what {
            Elsewhere::ConsumerJoins => cluster.live = true,
            Elsewhere::ConsumerLeaves => cluster.live = false,
            Elsewhere::ConsumerCommits => {
                bump(&mut cluster.partitions[0]);
                (memory.interfered, memory.touched) = (true, true);
            }
            Elsewhere::RetentionDeletes => {
                for partition in &mut cluster.partitions {
                    partition.start = partition.end;
                }
                (memory.interfered, memory.touched) = (true, true);
            }
            Elsewhere::TabClaims => *holder = Holder::OtherTab,
            Elsewhere::TabResets => {
                for partition in &mut cluster.partitions {
                    bump(partition);
                }
                (memory.interfered, memory.touched) = (true, true);
            }
            Elsewhere::TabReleases => *holder = Holder::Nobody,
            Elsewhere::ReadsFail => cluster.trouble = Trouble::Down,
            Elsewhere::SecondUnreadable => cluster.trouble = Trouble::SecondUnreadable,
            Elsewhere::ReadsRecover => cluster.trouble = Trouble::None,
        }
        match what {
            Elsewhere::ConsumerJoins | Elsewhere::ConsumerCommits | Elsewhere::RetentionDeletes => {
                left.moves -= 1
            }
            Elsewhere::TabClaims => left.other_tabs -= 1,
            Elsewhere::ReadsFail | Elsewhere::SecondUnreadable => left.troubles -= 1,
            _ => {}
        }
        true
    }

    fn reload(&self, world: &mut World, fate: Fate) -> bool {
        world.left.reloads -= 1;
        let sent = world.pending.iter().find_map(|effect| match effect {
            Effect::Submit { submission, .. } => Some(submission.clone()),
            _ => None,
        });
        match (fate, sent) {
            (Fate::CarriedOut, Some(submission)) => {
                // Refused or done, nobody hears of it
                let _ = world.cluster.carry_out(&self.names, &submission, Extent::All, false);
            }
            (Fate::CarriedOutLater, Some(submission)) => {
                world.cluster.straggler = Some(Straggler { submission, of: world.memory.goal, reads: 2 });
            }
            _ => {}
        }
        world.flow = Flow::new(FlowSettings::default());
        world.pending.clear();
        if matches!(world.holder, Holder::Us(_)) {
            world.holder = Holder::Nobody;
        }
        world.memory.confirmed = None;
        world.memory.looked = None;
        world.memory.read_back = [None, None];
        if let Some(intent) = world.record.clone() {
            let event = Event::Resumed { intent, production: false, abilities: self.abilities };
            world.happens(&self.names, event);
        }
        true
    }
}

fn all_done(mut answer: ResetAnswer) -> ResetAnswer {
    for row in &mut answer.rows {
        (row.code, row.offset) = (KafkaError::NONE, None);
    }
    answer
}

impl Model for Scenario {
    type State = World;
    type Action = Action;

    fn init_states(&self) -> Vec<World> {
        let mut world = World::new(self.cluster.clone(), self.budget);
        world.happens(&self.names, review(self.request.clone(), self.abilities));
        vec![world]
    }

    fn actions(&self, world: &World, actions: &mut Vec<Action>) {
        if world.memory.broken.is_some() {
            return;
        }
        let mut replies = Vec::new();
        for (which, effect) in world.pending.iter().enumerate() {
            self.replies(world, effect, &mut replies);
            actions.extend(replies.drain(..).map(|reply| Action::Answer(which, reply)));
        }
        if world.left.presses > 0 {
            actions.extend(PRESSES.map(Action::Press));
        }
        let mut may = |what, can: bool| actions.extend(can.then_some(Action::Elsewhere(what)));
        let Budget { moves, other_tabs, troubles, .. } = world.left;
        may(Elsewhere::ConsumerJoins, moves > 0 && !world.cluster.live);
        may(Elsewhere::ConsumerLeaves, world.cluster.live);
        may(Elsewhere::ConsumerCommits, moves > 0);
        may(Elsewhere::RetentionDeletes, moves > 0);
        may(Elsewhere::TabClaims, other_tabs > 0 && world.holder == Holder::Nobody);
        may(Elsewhere::TabResets, world.holder == Holder::OtherTab && !world.memory.interfered);
        may(Elsewhere::TabReleases, world.holder == Holder::OtherTab);
        let well = world.cluster.trouble == Trouble::None;
        may(Elsewhere::ReadsFail, troubles > 0 && well);
        may(Elsewhere::SecondUnreadable, troubles > 0 && well);
        may(Elsewhere::ReadsRecover, !well);
        if world.left.reloads > 0 {
            let on_its_way = matches!(world.flow.state(), State::Submitting(_));
            let fates: &[Fate] = if on_its_way {
                &[Fate::LostOnTheWay, Fate::CarriedOut, Fate::CarriedOutLater]
            } else {
                &[Fate::NothingSent]
            };
            actions.extend(fates.iter().map(|fate| Action::Reload(*fate)));
        }
    }

    fn next_state(&self, last: &World, action: Action) -> Option<World> {
        let mut world = last.clone();
        let changed = match action {
            Action::Answer(which, reply) => {
                self.answer(&mut world, which, reply);
                true
            }
            Action::Press(press) => self.press(&mut world, press),
            Action::Elsewhere(what) => self.elsewhere(&mut world, what),
            Action::Reload(fate) => self.reload(&mut world, fate),
        };
        changed.then_some(world)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        (self.properties)()
    }
}
