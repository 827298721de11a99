//! A look some seconds after the verdict: is the group still there, or does somebody else commit for it?

use crate::flow::Step;
use crate::request_id::RequestIds;
use crate::state::{Finished, Later};
use crate::verifying::read_back_of;
use crate::{Effect, State};
use kafka_offsets::{EndpointFault, Observation, OffsetSnapshot, moved_since};

/// Time from the verdict to the look, in milliseconds.
pub const LATER_CHECK_MILLIS: u64 = 5_000;

/// Plans the look, if there is something to compare with.
pub(crate) fn plan(ids: &mut RequestIds, finished: Finished) -> (Finished, Option<Effect>) {
    if finished.result.rows.iter().all(|row| matches!(row.observed, Observation::Unreadable(_))) {
        return (Finished { later: Later::Off, ..finished }, None);
    }
    let id = ids.next();
    let timer = Effect::StartTimer { id, millis: LATER_CHECK_MILLIS };
    (Finished { later: Later::Waiting { id }, ..finished }, Some(timer))
}

/// Reads the offsets.
pub(crate) fn look(ids: &mut RequestIds, finished: Finished) -> Step {
    let id = ids.next();
    let effects = read_back_of(id, &finished.intent.plan).into_iter().collect();
    (State::Finished(Finished { later: Later::Reading { id }, ..finished }), effects)
}

/// Compares. It happens once, and it changes no verdict: those speak of the moment of the read-back.
pub(crate) fn looked(finished: Finished, outcome: Result<OffsetSnapshot, EndpointFault>) -> Step {
    let later = match outcome {
        Ok(now) => match moved_since(&finished.result, &now) {
            moved if moved.is_empty() => Later::Same,
            moved => Later::Moved(moved),
        },
        Err(fault) => Later::Unreadable(fault),
    };
    (State::Finished(Finished { later, ..finished }), Vec::new())
}
