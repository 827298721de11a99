//! A table with all that stands around it: heading, counts, filter, actions, and what is announced.

use super::arrangement::Arrangement;
use super::rows::RowsHandle;
use super::{DataTable, DataTableProps};
use crate::components::icon::{Icon, IconSize};
use crate::components::view::plain;
use crate::format::{Formatter, use_formatter};
use crate::state::table_view::{Direction, TableAction, TableView};
use crate::text::{Text, use_text};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Props of [`TableSection`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct TableSectionProps {
    /// The heading, which is the region's name and begins the table's caption: "Plan", "Failed", "Succeeded".
    pub name: AttrValue,
    /// What stands beside the heading.
    pub summary: AttrValue,
    /// The rows.
    pub rows: RowsHandle,
    /// How they are shown.
    pub view: TableView,
    /// Something was pressed or typed.
    pub on_action: Callback<TableAction>,
    /// Class of the table.
    pub class: &'static str,
    /// The sentence that stands in the table's place where there are no rows at all.
    #[prop_or_default]
    pub none: AttrValue,
    /// Choices of rows and buttons, at the end of the heading's line.
    #[prop_or_default]
    pub actions: Html,
    /// What stands below the table.
    #[prop_or_default]
    pub children: Html,
}

/// A region with a sortable table, or with the sentence that there are no rows.
#[component]
pub fn TableSection(props: &TableSectionProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let arrangement =
        use_memo((props.rows.clone(), props.view.clone()), |(rows, view)| Arrangement::of(&*rows.0, view));
    if props.rows.0.topics().is_empty() {
        return html! {
            <section class="section" aria-label={props.name.clone()}>
                <div class="section-title"><h3>{ &props.name }</h3></div>
                <p class="muted">{ &props.none }</p>
                { props.children.clone() }
            </section>
        };
    }
    let on_filter = props.on_action.reform(|event: InputEvent| {
        let field: HtmlInputElement = event.target_unchecked_into();
        TableAction::FilterTyped(field.value())
    });
    let filter_label = text.filter_label(&props.name);
    html! {
        <section class="section" aria-label={props.name.clone()}>
            <div class="section-title">
                <h3>{ &props.name }</h3>
                <span class="count">{ &props.summary }</span>
                <div class="actions">
                    { props.actions.clone() }
                    <div class="search">
                        { Icon::Search.draw(IconSize::Normal, None) }
                        <input
                            class="input"
                            type="search"
                            autocomplete="off"
                            spellcheck="false"
                            placeholder={text.filter_placeholder()}
                            aria-label={filter_label}
                            value={props.view.filter.clone()}
                            oninput={on_filter}
                        />
                    </div>
                </div>
            </div>
            <p role="status" class="visually-hidden">{ announcement(text, &format, props, &arrangement) }</p>
            <div class="table-frame">
                if arrangement.is_empty() {
                    { nothing_shown(text, &format, props) }
                } else {
                    { table(text, &format, props, arrangement) }
                }
            </div>
            { props.children.clone() }
        </section>
    }
}

fn table(text: Text, format: &Formatter, props: &TableSectionProps, arrangement: Rc<Arrangement>) -> Html {
    let order = match props.view.sort {
        None => text.by_topic_and_partition().to_owned(),
        Some(sort) => text.sorted_by(&label(props, sort.column), sort.direction == Direction::Descending),
    };
    let caption = text.caption(&props.name, &shown(text, format, props, &arrangement), &order);
    let table = DataTableProps {
        rows: props.rows.clone(),
        view: props.view.clone(),
        arrangement,
        caption: caption.into(),
        scroll_label: text.scrolls(&props.name).into(),
        class: props.class,
        on_action: props.on_action.clone(),
    };
    plain::<DataTable>(table)
}

/// The filter hides every row: say so, and that it changes nothing about the reset.
fn nothing_shown(text: Text, format: &Formatter, props: &TableSectionProps) -> Html {
    let all = props.rows.0.topics().len();
    let title = if props.view.filter.is_empty() {
        text.no_row_of_this_kind().to_owned()
    } else {
        text.no_topic_contains(&props.view.filter)
    };
    let onclick = props.on_action.reform(|_: MouseEvent| TableAction::Cleared);
    html! {
        <div class="empty">
            <h4>{ title }</h4>
            <p class="muted">{ text.filter_hides_only(all as u64, &format.size(all)) }</p>
            <div class="actions">
                <button type="button" class="button" {onclick}>{ text.show_all_rows() }</button>
            </div>
        </div>
    }
}

/// What is said once after sorting, filtering or choosing rows; nothing before.
fn announcement(
    text: Text,
    format: &Formatter,
    props: &TableSectionProps,
    arrangement: &Arrangement,
) -> String {
    if !props.view.touched {
        return String::new();
    }
    let shown = shown(text, format, props, arrangement);
    match props.view.sort {
        None => text.announce(&shown, text.by_topic_and_partition()),
        Some(sort) => {
            let order = text.sorted_by(&label(props, sort.column), sort.direction == Direction::Descending);
            text.announce(&shown, &order)
        }
    }
}

fn label(props: &TableSectionProps, column: usize) -> AttrValue {
    props.rows.0.columns().get(column).map(|column| column.label.clone()).unwrap_or_default()
}

/// `12 partitions in 3 topics`, or `5 of 12 rows` where some are hidden.
fn shown(text: Text, format: &Formatter, props: &TableSectionProps, arrangement: &Arrangement) -> String {
    let all = props.rows.0.topics().len();
    let rows = arrangement.lines_of_rows();
    if rows == all {
        let partitions = arrangement.rows().len();
        text.partitions_in_topics(
            (partitions as u64, &format.size(partitions)),
            (arrangement.topics() as u64, &format.size(arrangement.topics())),
        )
    } else {
        text.rows_of(&format.size(rows), &format.size(all))
    }
}
