//! What holds in every state that can be reached, and what must be reachable at all.

use super::cluster::offset;
use super::scenario::Scenario;
use super::world::{Holder, Rule, World, bits};
use crate::{ConfirmRefusal, Finished, Later, Origin, ReadBack, State};
use kafka_offsets::{Observation, Overall, ResetStrategy, Verdict, VerifiedReset, VerifiedRow};
use stateright::Property;

/// What holds whatever happens.
pub(super) fn always() -> Vec<Property<Scenario>> {
    vec![
        Property::always("no plan is sent twice", |_, world: &World| !broken(world, Rule::SentTwice)),
        Property::always("only what was confirmed in time is sent", |_, world: &World| {
            !broken(world, Rule::SentUnconfirmed) && !broken(world, Rule::SentFromElsewhere)
        }),
        Property::always("nobody is asked about a plan that has expired", |_, world| {
            !broken(world, Rule::AskedWhenExpired)
        }),
        Property::always("nothing is sent while the group is not claimed", |_, world: &World| {
            !broken(world, Rule::SentUnclaimed)
        }),
        Property::always("nothing is sent before it is recorded", |_, world: &World| {
            !broken(world, Rule::SentUnrecorded)
        }),
        Property::always("nothing is sent after a change was seen", |_, world: &World| {
            !broken(world, Rule::SentAfterDrift)
        }),
        Property::always("claims and releases come in pairs", |_, world: &World| {
            !broken(world, Rule::ReleasedUnclaimed) && !broken(world, Rule::ClaimedTwice)
        }),
        Property::always("answers that nobody waits for change nothing", |_, world: &World| {
            !world.listens_to_strangers()
        }),
        Property::always("confirmed is what was read back where it should be", confirmed_is_true),
        Property::always("what is shown as read back was read back", shown_is_read),
        Property::always("a shift is never applied twice", shifted_once),
        Property::always("a retry touches only what stayed", |_, world| {
            !broken(world, Rule::RetriedWhatMoved)
        }),
        Property::always("an undo leads back to where it was", undone_is_back),
        Property::always("what is on its way is recorded", on_its_way_is_recorded),
        Property::always("nothing is left behind", nothing_left_behind),
        Property::always("what is waited for is on its way", |_, world: &World| {
            world.what_is_awaited_is_pending()
        }),
        Property::always("there is a way on", there_is_a_way_on),
    ]
}

fn broken(world: &World, rule: Rule) -> bool {
    world.memory.broken == Some(rule)
}

fn result(state: &State) -> Option<&VerifiedReset> {
    match state {
        State::Verifying(back) | State::OutcomeUnknown(back) => back.so_far.as_deref(),
        State::Finished(finished) => Some(&finished.result),
        _ => None,
    }
}

/// A partition is called confirmed only if the last read of it found it there, and if there is where the plan says.
fn confirmed_is_true(scenario: &Scenario, world: &World) -> bool {
    let Some(result) = result(world.flow.state()) else { return true };
    let honest = result.rows.iter().filter(|row| row.verdict == Verdict::Confirmed).all(|row| {
        let number = scenario.names.number(&row.planned.at);
        let found = world.memory.read_back[number].flatten().map(offset);
        row.observed == Observation::Committed(found)
            && row.planned.target.zip(found).is_some_and(|(target, found)| target.fits(found))
    });
    let overall = match world.flow.state() {
        State::Finished(Finished { overall: Overall::Succeeded, result, .. }) => {
            result.rows.iter().all(|row| row.verdict == Verdict::Confirmed)
        }
        _ => true,
    };
    honest && overall
}

/// What could not be read is unknown; what is shown of a partition is what the last read of it found.
fn shown_is_read(scenario: &Scenario, world: &World) -> bool {
    let Some(result) = result(world.flow.state()) else { return true };
    result.rows.iter().all(|row| {
        let found = world.memory.read_back[scenario.names.number(&row.planned.at)];
        match (&row.observed, found) {
            (Observation::Committed(shown), Some(found)) => *shown == found.map(offset),
            (Observation::Committed(_), None) => false,
            (Observation::Unreadable(_), _) => row.verdict == Verdict::Unknown,
        }
    })
}

/// As long as nobody interferes, a partition is where it was, or where it was to go.
fn shifted_once(scenario: &Scenario, world: &World) -> bool {
    let is_shift = matches!(scenario.request.strategy, ResetStrategy::ShiftBy(_));
    if !is_shift || world.memory.interfered || world.memory.sent.is_empty() {
        return true;
    }
    let mut places = world.cluster.partitions.iter().zip(world.memory.may_be);
    places.all(|(partition, may_be)| may_be == 0 || may_be & bits(partition.committed) != 0)
}

/// What an undo calls confirmed is where it was before the reset, as long as nobody interferes and retention has
/// left it in the log.
fn undone_is_back(scenario: &Scenario, world: &World) -> bool {
    let State::Finished(finished) = world.flow.state() else { return true };
    let Origin::Undo(undone) = &finished.asked.origin else { return true };
    let back = |row: &VerifiedRow| {
        let before = undone.rows.iter().find(|before| before.planned.at == row.planned.at);
        let before = before.and_then(|before| before.planned.committed);
        let now = world.cluster.partitions[scenario.names.number(&row.planned.at)];
        before == now.committed.map(offset) || before < Some(offset(now.start))
    };
    world.memory.interfered || finished.result.succeeded().all(back)
}

fn on_its_way_is_recorded(_: &Scenario, world: &World) -> bool {
    match world.flow.state() {
        State::Submitting(_) => world.record.is_some(),
        State::Verifying(ReadBack { announced, .. }) | State::OutcomeUnknown(ReadBack { announced, .. }) => {
            *announced || world.record.is_some()
        }
        _ => true,
    }
}

/// Where the flow rests, no claim is held and no record is open.
fn nothing_left_behind(_: &Scenario, world: &World) -> bool {
    match world.flow.state() {
        State::Checking(_) | State::Submitting(_) | State::Verifying(_) | State::OutcomeUnknown(_) => true,
        _ => !matches!(world.holder, Holder::Us(_)) && world.record.is_none(),
    }
}

/// Something is on its way to be answered, or the operator can press something that leads on.
fn there_is_a_way_on(scenario: &Scenario, world: &World) -> bool {
    world.waits_for_an_answer() || scenario.some_press_leads_on(world)
}

/// What must be reachable, or the exploration proves nothing.
pub(super) mod reachable {
    use super::*;

    fn finished(world: &World) -> Option<&Finished> {
        match world.flow.state() {
            State::Finished(finished) => Some(finished),
            _ => None,
        }
    }

    fn refused(world: &World, refusal: &ConfirmRefusal) -> bool {
        matches!(world.flow.state(), State::Reviewing(review) if review.not_confirmed.as_ref() == Some(refusal))
    }

    pub(in super::super) fn success() -> Property<Scenario> {
        Property::sometimes("a reset is confirmed", |_, world: &World| {
            finished(world).is_some_and(|finished| finished.overall == Overall::Succeeded)
        })
    }

    pub(in super::super) fn partial() -> Property<Scenario> {
        Property::sometimes("a reset is done in part", |_, world: &World| {
            finished(world).is_some_and(|finished| finished.overall == Overall::Partial)
        })
    }

    pub(in super::super) fn unknown() -> Property<Scenario> {
        Property::sometimes("an outcome stays unknown", |_, world: &World| {
            finished(world).is_some_and(|finished| finished.overall == Overall::Unknown)
        })
    }

    pub(in super::super) fn drift() -> Property<Scenario> {
        Property::sometimes("a change is seen before sending", |_, world: &World| {
            matches!(world.flow.state(), State::Drifted(_))
        })
    }

    pub(in super::super) fn held() -> Property<Scenario> {
        Property::sometimes("another tab holds the group", |_, world: &World| {
            refused(world, &ConfirmRefusal::HeldElsewhere)
        })
    }

    pub(in super::super) fn expired() -> Property<Scenario> {
        Property::sometimes("a plan expires", |_, world: &World| refused(world, &ConfirmRefusal::PlanExpired))
    }

    pub(in super::super) fn moved_later() -> Property<Scenario> {
        Property::sometimes("the group moves on after a confirmed reset", |_, world: &World| {
            finished(world).is_some_and(|finished| {
                finished.overall == Overall::Succeeded && matches!(finished.later, Later::Moved(_))
            })
        })
    }

    pub(in super::super) fn resumed() -> Property<Scenario> {
        Property::sometimes("a reset taken up again is confirmed", |_, world: &World| {
            world.left.reloads == 0
                && finished(world).is_some_and(|it| {
                    it.lost.is_none()
                        && it.overall == Overall::Succeeded
                        && it.claim == kafka_offsets::Claim::Lost
                })
        })
    }

    pub(in super::super) fn retried() -> Property<Scenario> {
        Property::sometimes("a retry confirms what was left", |_, world: &World| {
            let done = |finished: &Finished| {
                matches!(finished.asked.origin, Origin::Retry(_)) && finished.overall == Overall::Succeeded
            };
            finished(world).is_some_and(done) && world.memory.sent.len() > 1
        })
    }

    pub(in super::super) fn undone() -> Property<Scenario> {
        Property::sometimes("an undo leads back", |scenario: &Scenario, world: &World| {
            let back = |finished: &Finished| {
                matches!(finished.asked.origin, Origin::Undo(_)) && finished.overall == Overall::Succeeded
            };
            let same = scenario.cluster.partitions.iter().zip(&world.cluster.partitions);
            finished(world).is_some_and(back)
                && same.clone().all(|(before, now)| before.committed == now.committed)
        })
    }

    pub(in super::super) fn waited() -> Property<Scenario> {
        Property::sometimes("a wait ends in a plan", |_, world: &World| {
            world.left.looks < 2 && matches!(world.flow.state(), State::Reviewing(_))
        })
    }

    pub(in super::super) fn opened() -> Property<Scenario> {
        Property::sometimes("a plan from a file is confirmed", |_, world: &World| {
            finished(world).is_some_and(|finished| {
                finished.asked.origin == Origin::File && finished.overall == Overall::Succeeded
            })
        })
    }

    pub(in super::super) fn applied_before() -> Property<Scenario> {
        Property::sometimes("a plan was applied before", |_, world: &World| {
            refused(world, &ConfirmRefusal::AlreadyApplied)
        })
    }
}
