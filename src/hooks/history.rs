//! The history of this browser's resets, as it is read, opened and deleted. Writing is the runner's part.

use super::spawn::spawn;
use super::store::{Store, StoreFault};
use crate::state::history::{Ending, HistoryEntry, HistoryList, Kept};
use kafka_offsets::ResetRecord;
use std::rc::Rc;
use yew::prelude::*;

/// An entry with the whole of its reset; nothing where that is gone or damaged.
pub type Opened = (HistoryEntry, Kept<Option<Rc<ResetRecord>>>);

/// The history, and what can be done with it.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryHandle {
    /// The list; empty where nothing is kept.
    pub list: Kept<Rc<HistoryList>>,
    /// The entry that is open.
    pub opened: Option<Opened>,
    /// Read the list again.
    pub on_read: Callback<()>,
    /// Open an entry by its id; none: back to the list.
    pub on_open: Callback<Option<String>>,
    /// Forget an entry by its id.
    pub on_delete: Callback<String>,
    /// Forget everything.
    pub on_delete_all: Callback<()>,
}

/// The history of this browser, where the host has switched it on. Nothing is opened before.
#[hook]
pub fn use_history(enabled: bool) -> HistoryHandle {
    let list = use_state(|| Kept::Reading);
    let opened = use_state(|| None::<Opened>);
    let on_read = use_callback(list.setter(), |(), list| {
        let list = list.clone();
        spawn(async move { list.set(shown(lines().await.map(|lines| Rc::new(HistoryList::read(&lines))))) });
    });
    use_effect_with(enabled, {
        let on_read = on_read.clone();
        move |enabled| {
            if *enabled {
                on_read.emit(());
            }
        }
    });
    let on_open = {
        let (list, opened) = (list.clone(), opened.clone());
        Callback::from(move |id: Option<String>| {
            let Kept::Ready(list) = &*list else { return };
            let entry = id.and_then(|id| list.entries.iter().find(|entry| entry.id == id)).cloned();
            opened.set(entry.clone().map(|entry| (entry, Kept::Reading)));
            let (Some(entry), opened) = (entry, opened.setter()) else { return };
            spawn(async move {
                let record = shown(read_record(&entry.id).await.map(|record| record.map(Rc::new)));
                opened.set(Some((entry, record)));
            });
        })
    };
    let forget = {
        let (opened, on_read, list) = (opened.setter(), on_read.clone(), list.setter());
        move |id: Option<String>| {
            let (opened, on_read, list) = (opened.clone(), on_read.clone(), list.clone());
            spawn(async move {
                match delete(id.as_deref()).await {
                    Ok(()) => on_read.emit(()),
                    Err(StoreFault(why)) => list.set(Kept::Unreadable(why)),
                }
                opened.set(None);
            });
        }
    };
    let on_delete = {
        let forget = forget.clone();
        Callback::from(move |id: String| forget(Some(id)))
    };
    HistoryHandle {
        list: if enabled { (*list).clone() } else { Kept::Ready(Rc::default()) },
        opened: (*opened).clone(),
        on_read,
        on_open,
        on_delete,
        on_delete_all: Callback::from(move |()| forget(None)),
    }
}

fn shown<T>(read: Result<T, StoreFault>) -> Kept<T> {
    match read {
        Ok(read) => Kept::Ready(read),
        Err(StoreFault(why)) => Kept::Unreadable(why),
    }
}

async fn lines() -> Result<Vec<(String, String)>, StoreFault> {
    Store::open().await?.entries().await
}

/// The whole of a reset; `None` where it is gone or damaged.
async fn read_record(id: &str) -> Result<Option<ResetRecord>, StoreFault> {
    let text = Store::open().await?.record(id).await?;
    Ok(text.and_then(|text| ResetRecord::from_json(&text).ok()))
}

/// A reset whose outcome is not in the history; `None` where it is by now, or where the reset is gone or damaged.
pub(super) async fn read_unseen(id: &str) -> Result<Option<ResetRecord>, StoreFault> {
    let entry = Store::open().await?.entry(id).await?;
    match entry.and_then(|entry| HistoryEntry::read(id, &entry)) {
        Some(entry) if entry.ending == Ending::Open => read_record(id).await,
        _ => Ok(None),
    }
}

async fn delete(id: Option<&str>) -> Result<(), StoreFault> {
    let store = Store::open().await?;
    match id {
        Some(id) => store.delete(id).await,
        None => store.clear().await,
    }
}
