//! A review that was reached by a link: when the link was made, and what has changed since.

use super::super::icon::Icon;
use super::super::notice::{Notice, NoticeTone};
use crate::components::view::view;
use crate::format::{Formatter, use_formatter};
use crate::state::link::{Changed, Link, Since, Together, since};
use crate::text::{Text, use_text};
use kafka_offsets::{Offset, ResetPlan};
use std::rc::Rc;
use std::sync::Arc;
use yew::prelude::*;

/// Props of [`Opened`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct OpenedProps {
    /// The link.
    pub link: Rc<Link>,
    /// The fresh plan of its request.
    pub plan: Arc<ResetPlan>,
}

/// What has changed since the link was made.
#[component]
pub fn Opened(props: &OpenedProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let made = text
        .opened_made(&format.utc(props.link.made_at), &format.age(props.link.made_at, props.plan.taken_at));
    let (changed, table) = match since(&props.link, &props.plan) {
        Since::Each(rows) if rows.is_empty() => (text.opened_unchanged().to_owned(), None),
        Since::Each(rows) => (
            text.opened_changed(rows.len() as u64, &format.size(rows.len())),
            Some(table(text, &format, &rows)),
        ),
        Since::Together { then, now } if then == now => (text.opened_sums_equal().to_owned(), None),
        Since::Together { then, now } => (sums(text, &format, then, now), None),
    };
    html! {
        <>
            { view!(Notice {
                tone: NoticeTone::Info,
                icon: Some(Icon::Link),
                title: text.opened_title(),
                id: "opened",
                children: html! { <><p>{ made }</p><p>{ changed }</p></> },
            }) }
            { table }
        </>
    }
}

fn sums(text: Text, format: &Formatter, then: Together, now: Together) -> String {
    let moved = match now.sum.checked_sub(then.sum) {
        Some(ahead) => format!("+{}", format.decimal(&ahead.to_string())),
        None => format!("−{}", format.decimal(&(then.sum - now.sum).to_string())),
    };
    text.opened_sums(
        (&format.count(then.partitions), &format.count(now.partitions)),
        (&format.count(then.committed), &format.count(now.committed)),
        &moved,
    )
}

fn table(text: Text, format: &Formatter, rows: &[Changed]) -> Html {
    let offset = |offset: Option<Option<Offset>>| match offset {
        Some(Some(offset)) => html! { { format.integer(offset.get()) } },
        Some(None) => html! { <span class="muted">{ text.none() }</span> },
        None => html! { <span class="muted">{ "–" }</span> },
    };
    html! {
        <div class="section">
            <div class="table-frame">
                <div class="table-scroll" role="group" aria-label={text.scrolls(text.opened_caption())} tabindex="0">
                <table role="table" class="table table-drift">
                    <caption class="visually-hidden">{ text.opened_caption() }</caption>
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader" scope="col">{ text.column_topic() }</th>
                            <th role="columnheader" scope="col" class="number">{ text.column_partition() }</th>
                            <th role="columnheader" scope="col" class="number">{ text.opened_then() }</th>
                            <th role="columnheader" scope="col" class="number">{ text.column_now() }</th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        { for rows.iter().map(|row| html! {
                            <tr role="row">
                                <td role="cell" class="cell-topic"><bdi class="mono">{ row.at.topic.as_str().to_owned() }</bdi></td>
                                <th role="rowheader" scope="row" class="number cell-partition">
                                    { format.integer(row.at.partition.get().into()) }
                                </th>
                                <td role="cell" class="number" data-label={text.opened_then()}>{ offset(row.then) }</td>
                                <td role="cell" class="number" data-label={text.column_now()}><strong>{ offset(row.now) }</strong></td>
                            </tr>
                        }) }
                    </tbody>
                </table>
                </div>
            </div>
        </div>
    }
}
