//! What comes after a finished reset: a retry, an undo and its further steps. Each is a plan of its own, with
//! its own review.

use crate::State;
use crate::flow::Step;
use crate::planning;
use crate::request_id::RequestIds;
use crate::state::{Asked, Finished, Origin};
use kafka_offsets::Continuation;
use std::sync::Arc;

/// Plans what did not move, if that can be asked for safely.
pub(crate) fn retry(ids: &mut RequestIds, finished: Finished) -> Step {
    match &finished.retry {
        Ok(continuation) => {
            let origin = Origin::Retry(Arc::clone(&finished.result));
            planning::start(ids, asked(&finished, continuation, origin))
        }
        Err(_) => (State::Finished(finished), Vec::new()),
    }
}

/// Plans one step of the way back.
pub(crate) fn undo(ids: &mut RequestIds, finished: Finished, step: usize) -> Step {
    let origin = Origin::Undo(Arc::clone(&finished.result));
    let steps = finished.undo.as_deref().unwrap_or_default();
    match step_of(&finished, steps, step, origin) {
        Some(asked) => planning::start(ids, asked),
        None => (State::Finished(finished), Vec::new()),
    }
}

/// Plans another step of the undo that this reset was a step of.
pub(crate) fn next_undo(ids: &mut RequestIds, finished: Finished, step: usize) -> Step {
    match step_of(&finished, &finished.asked.rest, step, finished.asked.origin.clone()) {
        Some(asked) => planning::start(ids, asked),
        None => (State::Finished(finished), Vec::new()),
    }
}

/// The request of one of several steps; the others are kept for later.
fn step_of(finished: &Finished, steps: &[Continuation], step: usize, origin: Origin) -> Option<Asked> {
    let chosen = steps.get(step)?;
    let others = steps.iter().enumerate().filter(|(number, _)| *number != step);
    let rest = others.map(|(_, other)| other.clone()).collect();
    Some(Asked { rest, ..asked(finished, chosen, origin) })
}

fn asked(finished: &Finished, continuation: &Continuation, origin: Origin) -> Asked {
    let Asked { production, abilities, .. } = finished.asked;
    Asked::new(continuation.request.clone(), production, abilities, origin)
}
