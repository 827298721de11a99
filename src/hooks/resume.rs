//! Taking up a reset again that was sent from this browser and whose outcome nobody has seen.

use super::flow::FlowHandle;
use super::history::read_record;
use super::spawn::spawn;
use crate::api::Session;
use crate::state::history::{HistoryEntry, HistoryList, Kept};
use reset_flow::State;
use std::rc::Rc;
use yew::prelude::*;

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
                if let Ok(Some(record)) = read_record(&id).await {
                    flow.resume(session, Rc::new(record), kind, production, |_| ());
                }
            });
        }
    });
    waiting
}
