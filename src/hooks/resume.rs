//! Taking up a reset again that was sent from this browser and whose outcome nobody has seen.

use super::flow::FlowHandle;
use super::history::read_unseen;
use super::spawn::spawn;
use crate::api::Session;
use crate::state::history::{HistoryEntry, HistoryList, Kept};
use gloo_timers::future::TimeoutFuture;
use reset_flow::State;
use std::rc::Rc;
use yew::prelude::*;

/// How often the group is asked for, and the pause between: longer than a reset in another tab takes.
const TRIES: u32 = 40;
const PAUSE_MILLIS: u32 = 1_500;

/// Finds the newest such reset through this endpoint and, as soon as there is a session, reads its offsets back; each
/// reset once. Nothing is sent. Returns the reset while it waits for a session.
#[hook]
pub fn use_resume(
    list: &Kept<Rc<HistoryList>>,
    endpoint: Option<&str>,
    session: Option<Session>,
    flow: FlowHandle,
    is_production: impl Fn(&str) -> bool + 'static,
) -> Option<HistoryEntry> {
    let open = match (list, endpoint) {
        (Kept::Ready(list), Some(endpoint)) => list.open_through(endpoint).cloned(),
        _ => None,
    };
    let tried = use_mut_ref(String::new);
    let waiting = open.clone().filter(|entry| *tried.borrow() != entry.id);
    use_effect_with((open.map(|entry| (entry.id, entry.kind, entry.instance)), session), {
        move |(open, session)| {
            let (Some((id, kind, instance)), Some(session)) = (open, session) else { return };
            if *tried.borrow() == *id || !matches!(*flow.state, State::Editing) {
                return;
            }
            tried.borrow_mut().clone_from(id);
            let (id, kind, session, production) =
                (id.clone(), *kind, session.clone(), is_production(instance));
            spawn(async move {
                // The page that was left may hold the group for a moment, and another tab may be at it
                for _ in 0..TRIES {
                    let Ok(Some(record)) = read_unseen(&id).await else { return };
                    if flow.is_gone() || flow.resumed(session.clone(), &record, kind, production).await {
                        return;
                    }
                    TimeoutFuture::new(PAUSE_MILLIS).await;
                }
            });
        }
    });
    waiting
}
