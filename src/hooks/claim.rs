//! A group is reset by one console at a time, and no plan is carried out twice.

use super::lock::{self, Lock, Locking};
use super::spawn::spawn;
use super::store::{Store, StoreFault};
use crate::state::history::{Ending, HistoryEntry, HistoryList};
use reset_flow::ClaimRefusal;

/// How long a claim in the store is good; longer than any reset takes. A page that went away leaves it behind.
const GOOD_MILLIS: f64 = 120_000.0;

/// A group that is ours until this is dropped.
#[expect(dead_code, reason = "what is held is never read, only dropped")]
pub(super) enum Held {
    /// By a lock of the browser, which also ends with the page.
    Lock(Lock),
    /// By a claim in the store, since this browser has no locks here.
    Claim(StoredClaim),
    /// By nothing: there are neither locks nor a history.
    Nothing,
}

/// A claim in the store.
pub(super) struct StoredClaim(String);

impl Drop for StoredClaim {
    fn drop(&mut self) {
        let name = std::mem::take(&mut self.0);
        spawn(async move {
            // If it can't be taken back it ends by itself
            if let Ok(store) = Store::open().await {
                let _ = store.unclaim(&name).await;
            }
        });
    }
}

/// The name under which all consoles of this origin know a group.
pub(super) fn name(endpoint: &str, instance: &str, group: &str) -> String {
    // Neither an address nor an instance has a line break in it
    format!("ckafka-offset-reset\n{endpoint}\n{instance}\n{group}")
}

/// Claims a group for a plan; never waits for another holder. With `history`, a plan that was recorded already has been
/// carried out, or may have been; also if it was made from a `file` whose plan was recorded, or was read from before.
pub(super) async fn claim(
    name: &str,
    plan: &str,
    file: Option<&str>,
    history: bool,
) -> Result<Held, ClaimRefusal> {
    if history && is_known(plan, file).await.unwrap_or(false) {
        return Err(ClaimRefusal::AlreadyApplied);
    }
    hold(name, plan, history).await
}

/// The same for a reset that was sent before and is only read back.
pub(super) async fn hold(name: &str, holder: &str, history: bool) -> Result<Held, ClaimRefusal> {
    match lock::take(name).await {
        Locking::Held(lock) => Ok(Held::Lock(lock)),
        Locking::Elsewhere => Err(ClaimRefusal::HeldElsewhere),
        Locking::NotHere if !history => Ok(Held::Nothing),
        Locking::NotHere => match stored(name, holder).await {
            Ok(true) => Ok(Held::Claim(StoredClaim(name.to_owned()))),
            Ok(false) => Err(ClaimRefusal::HeldElsewhere),
            // Without storage there is nothing left to claim with
            Err(_) => Ok(Held::Nothing),
        },
    }
}

async fn is_known(plan: &str, file: Option<&str>) -> Result<bool, StoreFault> {
    let store = Store::open().await?;
    let Some(file) = file else { return Ok(store.record(plan).await?.is_some()) };
    // What was refused for certain moved nothing, and its plan may be tried again
    let entries = HistoryList::read(&store.entries().await?).entries;
    let carried_out = |entry: &HistoryEntry| {
        entry.id == plan || ((entry.id == file || entry.made_from == file) && entry.ending != Ending::Refused)
    };
    Ok(entries.iter().any(carried_out))
}

async fn stored(name: &str, holder: &str) -> Result<bool, StoreFault> {
    let now = js_sys::Date::now();
    Store::open().await?.claim(name, holder, now, now + GOOD_MILLIS).await
}
