//! What may happen to a flow, in any order.

use crate::support::{
    answer, at, done, empty, everything, failed, fault, fully, group, in_state, live, nothing_typed, now,
    orders, request, snapshot, ticked, time, typed, whole_topics,
};
use kafka_offsets::{
    Abilities, FaultKind, GroupState, ResetAnswer, ResetRequest, ResetScope, ResetStrategy, Timestamp,
};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use reset_flow::{ClaimRefusal, Confirmation, Event, Origin, RequestId};

/// One thing that happens; which request it answers is decided when it happens.
#[derive(Debug, Clone)]
pub(crate) enum Move {
    Press(Event),
    /// The answer that the state waits for, of a kind that leads on.
    Onward,
    /// Any answer to any request of the past (`which` counts from the newest).
    Answer {
        which: usize,
        kind: u8,
        good: u8,
    },
    /// A plan of the past is opened from a file (`which` counts from the newest).
    Open {
        which: usize,
    },
    /// An intent of the past is taken up again (`which` counts from the newest).
    Resume {
        which: usize,
    },
}

fn requests() -> impl Strategy<Value = ResetRequest> {
    let strategy = prop_oneof![
        Just(ResetStrategy::Earliest),
        Just(ResetStrategy::Latest),
        any::<i64>().prop_map(ResetStrategy::ShiftBy),
        (-60_i64..60).prop_map(ResetStrategy::ShiftBy),
        Just(ResetStrategy::Timestamp(time(1_050))),
    ];
    let scope = prop_oneof![
        4 => Just(request(&["orders"], ResetStrategy::Earliest).scope),
        1 => Just(request(&["orders", "typo"], ResetStrategy::Earliest).scope),
        1 => Just(ResetScope::AllTopicsOfGroup),
        1 => Just(ResetScope::Partitions([at("orders", 1)].into())),
        1 => Just(ResetScope::Partitions([].into())),
    ];
    (strategy, scope, any::<bool>()).prop_map(|(strategy, scope, create_group)| ResetRequest {
        group: group(),
        scope,
        strategy,
        create_group,
    })
}

fn abilities() -> impl Strategy<Value = Abilities> {
    prop_oneof![Just(everything()), Just(whole_topics())]
}

fn confirmations() -> impl Strategy<Value = Confirmation> {
    prop_oneof![
        1 => Just(nothing_typed()),
        1 => Just(ticked()),
        1 => Just(typed("billing")),
        1 => Just(typed("x")),
        4 => Just(fully())
    ]
}

/// Mostly right after the plan was made.
fn times() -> impl Strategy<Value = Timestamp> {
    prop_oneof![8 => Just(now()), 1 => Just(time(now().as_millis() + 600_000)), 1 => Just(time(0))]
}

pub(crate) fn moves() -> impl Strategy<Value = Vec<Move>> {
    let review = (requests(), any::<bool>(), abilities()).prop_map(|(request, production, abilities)| {
        Event::ReviewPressed { request, production, abilities, origin: Origin::Form }
    });
    let press = prop_oneof![
        4 => review,
        8 => (confirmations(), times())
            .prop_map(|(confirmation, now)| Event::ConfirmPressed { confirmation, now }),
        1 => Just(Event::BackPressed),
        1 => Just(Event::PlanAgainPressed),
        1 => Just(Event::CheckAgainPressed),
        1 => Just(Event::ReadAgainPressed),
        1 => Just(Event::NewResetPressed),
        2 => Just(Event::RetryPressed),
        2 => (0_usize..3).prop_map(|step| Event::UndoPressed { step }),
        1 => (0_usize..2).prop_map(|step| Event::NextUndoPressed { step }),
        1 => Just(Event::WaitUntilEmptyPressed),
        1 => Just(Event::StopWaitingPressed),
    ];
    let answer =
        (0_usize..4, 0_u8..7, any::<u8>()).prop_map(|(which, kind, good)| Move::Answer { which, kind, good });
    vec(
        prop_oneof![
            8 => press.prop_map(Move::Press),
            12 => Just(Move::Onward),
            6 => answer,
            1 => (0_usize..2).prop_map(|which| Move::Resume { which }),
            1 => (0_usize..2).prop_map(|which| Move::Open { which }),
        ],
        1..100,
    )
}

/// Some answer; `kind` says to what sort of question, `good` how it turned out.
pub(crate) fn some_answer(id: RequestId, kind: u8, good: u8) -> Event {
    let faults = [
        FaultKind::TimedOut,
        FaultKind::GroupNotEmpty,
        FaultKind::GroupNotFound,
        FaultKind::SignatureMismatch,
        FaultKind::Internal,
        FaultKind::RefusedHere,
    ];
    let failing = fault(faults[usize::from(good) % faults.len()]);
    match kind {
        0 => {
            let outcome = match good % 4 {
                0 => Ok(live()),
                1 => Ok(in_state(GroupState::Dead)),
                2 => Ok(empty()),
                _ => Err(failing),
            };
            Event::GroupRead { id, outcome }
        }
        1 => {
            let outcome = match good % 5 {
                0 => Ok(orders(50, 60)),
                1 => Ok(orders(10, 60)),
                2 => Ok(orders(10, 10)),
                3 => Ok(snapshot(&[("orders", 0, None)])),
                _ => Err(failing),
            };
            Event::OffsetsRead { id, outcome }
        }
        2 => Event::HostAnswered { id, allowed: good.is_multiple_of(2), now: now() },
        3 => {
            let outcome = match good % 4 {
                0 => Ok(answer(&[done("orders", 0, 10), done("orders", 1, 10)])),
                1 => Ok(answer(&[done("orders", 0, 10), failed("orders", Some(1), 25)])),
                2 => Ok(ResetAnswer::default()),
                _ => Err(failing),
            };
            Event::SubmitAnswered { id, outcome }
        }
        4 => {
            let outcome = match good % 3 {
                0 => Err(ClaimRefusal::HeldElsewhere),
                1 => Err(ClaimRefusal::AlreadyApplied),
                _ => Ok(()),
            };
            Event::Claimed { id, outcome }
        }
        5 => Event::IntentRecorded { id },
        _ => Event::TimerFired { id },
    }
}
