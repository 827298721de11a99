//! The history, by name.

use super::{NamedState, state};
use crate::fixtures::*;
use ckafka_console::components::history::HistoryView;
use ckafka_console::components::history_record::{HistoryRecordView, NotNow};
use ckafka_console::state::history::{Ending, HistoryEntry, HistoryList, Kept, Kind};
use kafka_offsets::{Abilities, ResetRecord};
use std::rc::Rc;
use yew::prelude::*;

/// One line of the list.
pub fn entry(id: &str, minutes: i64, kind: Kind, ending: Ending) -> HistoryEntry {
    let mut entry = HistoryEntry::new(id.to_owned(), time(TAKEN_AT - minutes * 60_000), kind);
    entry.instance = "ckafka-9p3k7x2m".to_owned();
    entry.endpoint = "https://gateway.example.internal/v2/index.php".to_owned();
    entry.group = "billing-reconciler".to_owned();
    entry.partitions = 12;
    entry.confirmed = match ending {
        Ending::Succeeded => 12,
        Ending::Partial | Ending::Unknown => 7,
        Ending::Open | Ending::Refused | Ending::Failed => 0,
    };
    entry.ending = ending;
    entry.name_topics(["orders.created", "orders.paid"].into_iter());
    entry
}

fn list() -> HistoryList {
    let mut partial = entry("4", 2, Kind::Reset, Ending::Partial);
    partial.reason = "Replay after the wrong exchange rates of 2026-11-21".to_owned();
    partial.ticket = "INC-48211".to_owned();
    let mut many = entry("2", 3_000, Kind::Reset, Ending::Unknown);
    let names: Vec<String> = (0..24).map(|number| format!("shard-{number}.events")).collect();
    many.topics.clear();
    many.name_topics(names.iter().map(String::as_str));
    HistoryList {
        entries: vec![
            entry("5", 0, Kind::Reset, Ending::Open),
            partial,
            entry("3", 80, Kind::Undo, Ending::Succeeded),
            many,
            entry("1", 4_000, Kind::Retry, Ending::Failed),
            entry("0", 90_000, Kind::Reset, Ending::Refused),
        ],
        broken: 1,
    }
}

fn history(list: Kept<HistoryList>) -> Html {
    let list = match list {
        Kept::Ready(list) => Kept::Ready(Rc::new(list)),
        Kept::Reading => Kept::Reading,
        Kept::Unreadable(why) => Kept::Unreadable(why),
    };
    html! {
        <HistoryView {list} on_open={Callback::noop()} on_delete_all={Callback::noop()} on_close={Callback::noop()} />
    }
}

fn record_view(ending: Ending, record: Kept<Option<Rc<ResetRecord>>>, not_now: Option<NotNow>) -> Html {
    html! {
        <HistoryRecordView
            entry={entry("4", 2, Kind::Reset, ending)}
            {record}
            {not_now}
            abilities={Abilities { partition_offsets: true, ..Abilities::default() }}
            on_back={Callback::noop()}
            on_delete={Callback::noop()}
            on_check={Callback::noop()}
            on_undo={Callback::noop()}
            on_export={Callback::noop()}
        />
    }
}

fn record() -> ResetRecord {
    mixed_record().0
}

fn open_record() -> ResetRecord {
    ResetRecord { claim: None, observed: Default::default(), read_back_at: None, ..record() }
}

pub fn all() -> Vec<NamedState> {
    let kept = |record: ResetRecord| Kept::Ready(Some(Rc::new(record)));
    vec![
        state("history-entry", move || record_view(Ending::Unknown, kept(record()), None)),
        state("history-entry-elsewhere", move || {
            record_view(Ending::Unknown, kept(record()), Some(NotNow::Elsewhere))
        }),
        state("history-entry-open", move || record_view(Ending::Open, kept(open_record()), None)),
        state("history-entry-held", move || {
            record_view(Ending::Open, kept(open_record()), Some(NotNow::HeldElsewhere))
        }),
        state("history-entry-refused", move || record_view(Ending::Refused, kept(open_record()), None)),
        state("history-entry-gone", || record_view(Ending::Succeeded, Kept::Ready(None), None)),
        state("history", || history(Kept::Ready(list()))),
        state("history-empty", || history(Kept::Ready(HistoryList::default()))),
        state("history-reading", || history(Kept::Reading)),
        state("history-unreadable", || {
            history(Kept::Unreadable("Failed to open the database: storage is switched off".to_owned()))
        }),
    ]
}
