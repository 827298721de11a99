//! The browser's own database (IndexedDB): text under a key, nothing else. What the text means is not known here.
//!
//! Nothing in here is opened unless the host has switched `history` on.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode};

const DATABASE: &str = "ckafka-offset-reset";
/// Rises when the stores change; what they hold has versions of its own.
const VERSION: u32 = 1;
/// Short text for the list, by the id of a reset.
const ENTRIES: &str = "entries";
/// The whole reset, by its id.
const RECORDS: &str = "records";
/// Who is resetting which group, for browsers without locks.
const CLAIMS: &str = "claims";

/// The browser refused: no room, storage switched off, a private window. It says why in its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StoreFault(pub(super) String);

impl StoreFault {
    /// Whether there is no room left.
    pub(super) fn is_no_room(&self) -> bool {
        self.0.starts_with("QuotaExceededError")
    }
}

impl From<JsValue> for StoreFault {
    fn from(error: JsValue) -> Self {
        let text = |key: &str| js_sys::Reflect::get(&error, &key.into()).ok()?.as_string();
        match (text("name"), text("message")) {
            (Some(name), Some(message)) => Self(format!("{name}: {message}")),
            _ => Self("the browser did not say why".to_owned()),
        }
    }
}

/// An open database. It is closed when this is dropped, so that it never stands in another page's way.
pub(super) struct Store(IdbDatabase);

impl Drop for Store {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl Store {
    pub(super) async fn open() -> Result<Self, StoreFault> {
        let factory = web_sys::window().and_then(|window| window.indexed_db().ok().flatten());
        let factory =
            factory.ok_or_else(|| StoreFault("this page may not use the browser's storage".to_owned()))?;
        let request = factory.open_with_u32(DATABASE, VERSION)?;
        let upgrade = {
            let request = request.clone();
            Closure::once_into_js(move || {
                if let Ok(database) = request.result().and_then(|found| found.dyn_into::<IdbDatabase>()) {
                    for name in [ENTRIES, RECORDS, CLAIMS] {
                        // A store that is there already is what is wanted
                        let _ = database.create_object_store(name);
                    }
                }
            })
        };
        request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
        let database: IdbDatabase = answer(&request).await?.unchecked_into();
        Ok(Self(database))
    }

    /// Writes a reset, its line in the list together with the whole of it, and forgets the oldest beyond `newest`.
    /// Ids sort by time.
    pub(super) async fn put(
        &self,
        id: &str,
        entry: &str,
        record: &str,
        newest: u32,
    ) -> Result<(), StoreFault> {
        let change = self.change(&[ENTRIES, RECORDS])?;
        let (entries, records) = (change.store(ENTRIES)?, change.store(RECORDS)?);
        entries.put_with_key(&entry.into(), &id.into())?;
        records.put_with_key(&record.into(), &id.into())?;
        thin(&entries, &records, newest).await?;
        change.done().await
    }

    /// Forgets all but the newest.
    pub(super) async fn forget_all_but(&self, newest: u32) -> Result<(), StoreFault> {
        let change = self.change(&[ENTRIES, RECORDS])?;
        thin(&change.store(ENTRIES)?, &change.store(RECORDS)?, newest).await?;
        change.done().await
    }

    /// The lines of the list with their ids, oldest first.
    pub(super) async fn entries(&self) -> Result<Vec<(String, String)>, StoreFault> {
        let store = self.look(ENTRIES)?;
        let keys: Array = answer(&store.get_all_keys()?).await?.unchecked_into();
        let texts: Array = answer(&store.get_all()?).await?.unchecked_into();
        let text = |value: JsValue| value.as_string().unwrap_or_default();
        Ok(keys.iter().map(text).zip(texts.iter().map(text)).collect())
    }

    /// One line of the list.
    pub(super) async fn entry(&self, id: &str) -> Result<Option<String>, StoreFault> {
        Ok(answer(&self.look(ENTRIES)?.get(&id.into())?).await?.as_string())
    }

    /// A whole reset.
    pub(super) async fn record(&self, id: &str) -> Result<Option<String>, StoreFault> {
        Ok(answer(&self.look(RECORDS)?.get(&id.into())?).await?.as_string())
    }

    pub(super) async fn delete(&self, id: &str) -> Result<(), StoreFault> {
        let change = self.change(&[ENTRIES, RECORDS])?;
        change.store(ENTRIES)?.delete(&id.into())?;
        change.store(RECORDS)?.delete(&id.into())?;
        change.done().await
    }

    pub(super) async fn clear(&self) -> Result<(), StoreFault> {
        let change = self.change(&[ENTRIES, RECORDS])?;
        change.store(ENTRIES)?.clear()?;
        change.store(RECORDS)?.clear()?;
        change.done().await
    }

    /// Takes a claim if nobody else's is still good; `false` if somebody's is. Reading and writing are one step.
    pub(super) async fn claim(
        &self,
        name: &str,
        holder: &str,
        now: f64,
        until: f64,
    ) -> Result<bool, StoreFault> {
        let change = self.change(&[CLAIMS])?;
        let store = change.store(CLAIMS)?;
        let found = answer(&store.get(&name.into())?).await?.as_string().unwrap_or_default();
        if let Some((other, good_until)) = found.split_once(' ')
            && other != holder
            && good_until.parse::<f64>().is_ok_and(|good_until| good_until > now)
        {
            return Ok(false);
        }
        store.put_with_key(&format!("{holder} {until}").into(), &name.into())?;
        change.done().await?;
        Ok(true)
    }

    pub(super) async fn unclaim(&self, name: &str) -> Result<(), StoreFault> {
        let change = self.change(&[CLAIMS])?;
        change.store(CLAIMS)?.delete(&name.into())?;
        change.done().await
    }

    fn look(&self, store: &str) -> Result<IdbObjectStore, StoreFault> {
        Ok(self.0.transaction_with_str(store)?.object_store(store)?)
    }

    fn change(&self, stores: &[&str]) -> Result<Change, StoreFault> {
        let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
        let transaction =
            self.0.transaction_with_str_sequence_and_mode(&names, IdbTransactionMode::Readwrite)?;
        let over = Promise::new(&mut |resolve, reject| {
            transaction.set_oncomplete(Some(&resolve));
            transaction.set_onabort(Some(&reject));
        });
        Ok(Change { transaction, over })
    }
}

async fn thin(entries: &IdbObjectStore, records: &IdbObjectStore, newest: u32) -> Result<(), StoreFault> {
    let keys: Array = answer(&entries.get_all_keys()?).await?.unchecked_into();
    for key in keys.iter().take(keys.length().saturating_sub(newest) as usize) {
        entries.delete(&key)?;
        records.delete(&key)?;
    }
    Ok(())
}

/// A change of some stores: all of it happens, or nothing.
struct Change {
    transaction: IdbTransaction,
    over: Promise,
}

impl Change {
    fn store(&self, name: &str) -> Result<IdbObjectStore, StoreFault> {
        Ok(self.transaction.object_store(name)?)
    }

    async fn done(self) -> Result<(), StoreFault> {
        match JsFuture::from(self.over).await {
            Ok(_) => Ok(()),
            Err(_) => Err(self.transaction.error().map(JsValue::from).unwrap_or_default().into()),
        }
    }
}

/// The answer to one request.
async fn answer(request: &IdbRequest) -> Result<JsValue, StoreFault> {
    let answered = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(answered).await {
        Ok(_) => Ok(request.result()?),
        Err(_) => Err(request.error().ok().flatten().map(JsValue::from).unwrap_or_default().into()),
    }
}
