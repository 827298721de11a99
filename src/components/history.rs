//! The history of this browser's resets: a list, newest first.

use super::icon::{Icon, IconSize};
use super::notice::{Notice, NoticeTone};
use crate::components::view::view;
use crate::format::{Formatter, use_formatter};
use crate::state::history::{Ending, HistoryEntry, HistoryList, Kept};
use crate::text::{Text, use_text};
use std::rc::Rc;
use yew::prelude::*;

/// So many topics are named in a line.
const TOPICS_SHOWN: usize = 3;

/// Props of [`HistoryView`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct HistoryViewProps {
    /// The list.
    pub list: Kept<Rc<HistoryList>>,
    /// The headline, so that the focus can be put on it.
    #[prop_or_default]
    pub headline: NodeRef,
    /// Open an entry, by its id.
    pub on_open: Callback<String>,
    /// Forget everything.
    pub on_delete_all: Callback<()>,
    /// Back to where the operator was.
    pub on_close: Callback<()>,
}

/// The list.
#[component]
pub fn HistoryView(props: &HistoryViewProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let sure = use_state(|| false);
    let on_close = props.on_close.reform(|_: MouseEvent| ());
    let number = match &props.list {
        Kept::Ready(list) => list.entries.len() + list.broken,
        Kept::Reading | Kept::Unreadable(_) => 0,
    };
    let delete_all = {
        let sure = sure.clone();
        Callback::from(move |_: MouseEvent| sure.set(true))
    };
    html! {
        <>
            <div class="section">
                <div class="section-title">
                    <h3 ref={props.headline.clone()} tabindex="-1">{ text.history() }</h3>
                    <span class="count">{ text.history_kept_here() }</span>
                    <div class="actions">
                        if number > 0 && !*sure {
                            <button type="button" class="button" onclick={delete_all}>{ text.history_delete_all() }</button>
                        }
                        <button type="button" class="button" onclick={on_close}>{ text.history_close() }</button>
                    </div>
                </div>
                { match &props.list {
                    Kept::Ready(list) if !list.entries.is_empty() => table(text, &format, list, &props.on_open),
                    _ => Html::default(),
                } }
            </div>
            if *sure && number > 0 {
                { question(text, &format, number, &sure, &props.on_delete_all) }
            }
            { match &props.list {
                Kept::Reading => html! { <div class="empty" aria-busy="true"><p class="muted" role="status">{ text.history_reading() }</p></div> },
                Kept::Unreadable(why) => view!(Notice {
                    tone: NoticeTone::Attention,
                    title: text.history_unreadable(),
                    id: "history-unreadable",
                    children: html! { <p><bdi class="mono">{ why }</bdi></p> },
                }),
                Kept::Ready(list) => after(text, &format, list),
            } }
        </>
    }
}

fn question(
    text: Text,
    format: &Formatter,
    number: usize,
    sure: &UseStateHandle<bool>,
    on_delete_all: &Callback<()>,
) -> Html {
    let [question, yes, no] = text.history_delete_sure(number as u64, &format.size(number));
    let answer = |delete: bool| {
        let (sure, on_delete_all) = (sure.clone(), on_delete_all.clone());
        Callback::from(move |_: MouseEvent| {
            sure.set(false);
            if delete {
                on_delete_all.emit(());
            }
        })
    };
    view!(Notice {
        tone: NoticeTone::Attention,
        title: question,
        id: "history-sure",
        urgent: true,
        actions: html! {
            <>
                <button type="button" class="button button-danger" onclick={answer(true)}>{ yes }</button>
                <button type="button" class="button" onclick={answer(false)}>{ no }</button>
            </>
        },
    })
}

/// What stands below the list, or in its place.
fn after(text: Text, format: &Formatter, list: &HistoryList) -> Html {
    let [title, explanation] = text.history_empty();
    html! {
        <>
            if list.entries.is_empty() {
                <div class="empty"><h4>{ title }</h4><p class="muted">{ explanation }</p></div>
            }
            if list.broken > 0 {
                { view!(Notice {
                    tone: NoticeTone::Info,
                    title: text.history_broken(list.broken as u64, &format.size(list.broken)),
                    id: "history-broken",
                }) }
            }
        </>
    }
}

fn table(text: Text, format: &Formatter, list: &HistoryList, on_open: &Callback<String>) -> Html {
    let columns = text.history_columns();
    html! {
        <div class="table-frame">
            <div class="table-scroll" role="group" aria-label={text.history()} tabindex="0">
                <table role="table" class="table table-history">
                    <caption class="visually-hidden">{ text.history_caption(&format.size(list.entries.len())) }</caption>
                    <thead role="rowgroup">
                        <tr role="row">
                            { for columns.iter().map(|column| html! { <th role="columnheader" scope="col">{ *column }</th> }) }
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        { for list.entries.iter().map(|entry| row(text, format, entry, on_open)) }
                    </tbody>
                </table>
            </div>
        </div>
    }
}

fn row(text: Text, format: &Formatter, entry: &HistoryEntry, on_open: &Callback<String>) -> Html {
    let [_, group, topics, outcome, reason] = text.history_columns();
    let at = entry.started_at();
    let onclick = {
        let (on_open, id) = (on_open.clone(), entry.id.clone());
        Callback::from(move |_: MouseEvent| on_open.emit(id.clone()))
    };
    let sent = format.utc(at);
    let zoned = format.zoned(at).filter(|_| format.zone() != "UTC");
    let more = (entry.topic_count as usize).saturating_sub(TOPICS_SHOWN.min(entry.topics.len()));
    let (confirmed, all) = (format.count(entry.confirmed.into()), format.count(entry.partitions.into()));
    let counted = !matches!(entry.ending, Ending::Open | Ending::Refused);
    let blank = |empty: bool| classes!("cell-wide", empty.then_some("cell-blank"));
    html! {
        <tr role="row" key={entry.id.clone()}>
            <th role="rowheader" scope="row" class="cell-wide nowrap">
                <div>
                    <button
                        type="button"
                        class="link"
                        aria-label={text.history_open(&entry.group, &sent)}
                        {onclick}
                    >
                        { &sent }
                    </button>
                    if let Some(zoned) = zoned {
                        <span class="second">{ zoned }</span>
                    }
                </div>
            </th>
            <td role="cell" class="cell-wide" data-label={group}>
                <div>
                    <bdi class="mono">{ &entry.group }</bdi>
                    <bdi class="mono second">{ &entry.instance }</bdi>
                </div>
            </td>
            <td role="cell" class="cell-wide" data-label={topics}>
                <div>
                    <bdi class="mono">
                        { entry.topics.iter().take(TOPICS_SHOWN).cloned().collect::<Vec<_>>().join(", ") }
                    </bdi>
                    if more > 0 {
                        <span class="second">{ text.and_more(&format.size(more)) }</span>
                    }
                </div>
            </td>
            <td role="cell" class="cell-wide" data-label={outcome}>
                <div>
                    { chip(text, entry.ending) }
                    <span class="second">
                        if counted { { text.history_confirmed(&confirmed, &all) } }
                        if let Some(kind) = text.history_kind(entry.kind) {
                            { if counted { text.say(", ", "，") } else { "" } }{ kind }
                        }
                    </span>
                </div>
            </td>
            <td role="cell" class={blank(entry.reason.is_empty() && entry.ticket.is_empty())} data-label={reason}>
                <div>
                    <bdi>{ &entry.reason }</bdi>
                    <bdi class="second">{ &entry.ticket }</bdi>
                </div>
            </td>
        </tr>
    }
}

/// How a reset ended, as a chip.
pub(crate) fn chip(text: Text, ending: Ending) -> Html {
    let (icon, tone) = match ending {
        Ending::Open | Ending::Unknown => (Icon::Unknown, "chip-unknown"),
        Ending::Succeeded => (Icon::Confirmed, "chip-ok"),
        Ending::Partial => (Icon::Attention, "chip-warn"),
        Ending::Failed => (Icon::NotApplied, "chip-warn"),
        Ending::Refused => (Icon::Failed, "chip-bad"),
    };
    html! { <span class={classes!("chip", tone)}>{ icon.draw(IconSize::Normal, None) }{ text.ending(ending) }</span> }
}
