//! The history: its list, or one entry of it with what can be done about it now.

use super::screen::is_production;
use crate::api::Session;
use crate::components::history::HistoryView;
use crate::components::history_record::{HistoryRecordView, NotNow};
use crate::components::view::view;
use crate::config::ConsoleConfig;
use crate::export::ExportFile;
use crate::hooks::{FlowHandle, HistoryHandle, ListsHandle};
use crate::state::history::Kept;
use kafka_offsets::undo;
use reset_flow::Event;
use yew::prelude::*;

/// Props of [`Past`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct PastProps {
    pub(super) history: HistoryHandle,
    pub(super) config: ConsoleConfig,
    pub(super) lists: ListsHandle,
    pub(super) flow: FlowHandle,
    /// The URL that is called now.
    pub(super) endpoint: Option<String>,
    pub(super) session: Option<Session>,
    pub(super) headline: NodeRef,
    pub(super) on_close: Callback<()>,
    pub(super) on_export: Callback<ExportFile>,
}

/// The history.
#[component]
pub(super) fn Past(props: &PastProps) -> Html {
    let PastProps { history, flow, .. } = props;
    let held_elsewhere = use_state(|| None::<String>);
    let Some((entry, record)) = &history.opened else {
        return view!(HistoryView {
            list: history.list.clone(),
            headline: props.headline.clone(),
            on_open: history.on_open.reform(Some),
            on_delete_all: history.on_delete_all.clone(),
            on_close: props.on_close.clone(),
        });
    };
    let not_now = match &props.session {
        _ if props.endpoint.as_ref() != Some(&entry.endpoint) => Some(NotNow::Elsewhere),
        None => Some(NotNow::NotConnected),
        Some(_) if flow.is_busy() => Some(NotNow::Busy),
        Some(_) if held_elsewhere.as_ref() == Some(&entry.id) => Some(NotNow::HeldElsewhere),
        Some(_) => None,
    };
    let found = match record {
        Kept::Ready(Some(record)) => Some(record.clone()),
        Kept::Ready(None) | Kept::Reading | Kept::Unreadable(_) => None,
    };
    let production = is_production(&props.config, &props.lists, &entry.instance);
    let ready = found.zip(props.session.clone());
    let on_check = {
        let (flow, ready, on_close) = (flow.clone(), ready.clone(), props.on_close.clone());
        let (held_elsewhere, id, kind) = (held_elsewhere.clone(), entry.id.clone(), entry.kind);
        Callback::from(move |()| {
            let Some((record, session)) = ready.clone() else { return };
            let (held_elsewhere, id, on_close) = (held_elsewhere.clone(), id.clone(), on_close.clone());
            flow.send(Event::NewResetPressed);
            flow.resume(session, record, kind, production, move |begun| {
                if begun { on_close.emit(()) } else { held_elsewhere.set(Some(id)) }
            });
        })
    };
    let on_undo = {
        let (flow, ready, on_close) = (flow.clone(), ready, props.on_close.clone());
        Callback::from(move |step: usize| {
            let Some((record, session)) = ready.clone() else { return };
            let can = session.abilities(&record.instance);
            let steps = undo(&record.plan, &record.verified(), can);
            if let Some(step) = steps.ok().and_then(|steps| steps.into_iter().nth(step)) {
                flow.undo(session, &record, step.request, production);
                on_close.emit(());
            }
        })
    };
    view!(HistoryRecordView {
        entry: entry.clone(),
        record: record.clone(),
        abilities: props
            .session
            .as_ref()
            .map(|session| session.abilities(&entry.instance))
            .unwrap_or_default(),
        not_now,
        headline: props.headline.clone(),
        on_back: history.on_open.reform(|()| None),
        on_delete: {
            let id = entry.id.clone();
            history.on_delete.reform(move |()| id.clone())
        },
        on_check,
        on_undo,
        on_export: props.on_export.clone(),
    })
}
