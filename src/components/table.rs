//! A sortable table of partitions: a real `<table>`, grouped by topic in its original order, flat when sorted.
//!
//! | question | where |
//! |---|---|
//! | what was pressed and typed | [`crate::state::table_view`] |
//! | which rows there are and how they are drawn | [`TableRows`]; `plan_rows.rs`, `result_rows.rs` |
//! | which lines, in which order | [`Arrangement`] |
//! | which of them exist, if there are very many | [`window`] |
//! | heading, filter, counts, what is announced | [`section`] |

pub mod arrangement;
mod line;
pub mod rows;
pub mod section;
pub mod window;

pub use arrangement::{Arrangement, Line};
pub use rows::{Column, Group, RowsHandle, TableRows, TopicIndex};
pub use section::TableSection;

use crate::state::table_view::{Direction, TableAction, TableView};
use line::{LineView, SameArrangement};
use std::rc::Rc;
use web_sys::{Element, HtmlElement};
use window::{Heights, VIRTUAL_ABOVE, Window, top_of};
use yew::prelude::*;

/// Props of [`DataTable`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct DataTableProps {
    /// The rows.
    pub rows: RowsHandle,
    /// How they are shown.
    pub view: TableView,
    /// The lines for rows and view.
    pub arrangement: Rc<Arrangement>,
    /// The whole caption; begins with the table's name. It is heard, not seen.
    pub caption: AttrValue,
    /// Name of the part that scrolls.
    pub scroll_label: AttrValue,
    /// Class of the table.
    pub class: &'static str,
    /// A header was pressed.
    pub on_action: Callback<TableAction>,
}

/// The table itself. Up to 300 rows all of them exist; beyond, only those in sight.
#[component]
pub fn DataTable(props: &DataTableProps) -> Html {
    let DataTableProps { rows, view, arrangement, .. } = props;
    let is_virtual = rows.0.topics().len() > VIRTUAL_ABOVE;
    let scroller = use_node_ref();
    let sizer = use_node_ref();
    let table = use_node_ref();
    let heights = use_state_eq(Heights::default);
    let window = use_state_eq(|| Window::at_the_top(arrangement.len()));

    let look = {
        let (scroller, window) = (scroller.clone(), window.clone());
        let (arrangement, heights) = (arrangement.clone(), *heights);
        move || {
            if let Some(element) = scroller.cast::<Element>() {
                let (scrolled, height) =
                    (f64::from(element.scroll_top()), f64::from(element.client_height()));
                window.set(Window::at(&arrangement, heights, scrolled, height));
            }
        }
    };
    // Another order or filter: from the top again. (Without this, the place would be that of other rows.)
    let shown = use_mut_ref(|| SameArrangement(arrangement.clone()));
    use_effect_with((SameArrangement(arrangement.clone()), *heights), {
        let (scroller, look) = (scroller.clone(), look.clone());
        move |(arrangement, _)| {
            if is_virtual {
                if *shown.borrow() != *arrangement {
                    shown.replace(arrangement.clone());
                    if let Some(element) = scroller.cast::<Element>() {
                        element.set_scroll_top(0);
                    }
                }
                look();
            }
        }
    });
    let range = if is_virtual {
        let end = window.end.clamp(0, arrangement.len());
        Window { first: window.first.clamp(0, end), end }
    } else {
        Window { first: 0, end: arrangement.len() }
    };
    // After every drawing: measure the lines, then place the table within the height of all lines.
    use_effect_with((SameArrangement(arrangement.clone()), *heights, range), {
        let (sizer, table, heights) = (sizer.clone(), table.clone(), heights.clone());
        move |(SameArrangement(arrangement), known, range): &(SameArrangement, Heights, Window)| {
            if let (true, Some(table)) = (is_virtual, table.cast::<HtmlElement>()) {
                let measured = measure(&table, *known);
                heights.set(measured);
                let head = child_height(&table, "thead");
                let all = top_of(arrangement, measured, arrangement.len());
                set_length(&table, "margin-top", top_of(arrangement, measured, range.first));
                if let Some(sizer) = sizer.cast::<HtmlElement>() {
                    set_length(&sizer, "height", head + all);
                }
            }
        }
    });

    let onscroll = is_virtual.then(|| Callback::from(move |_: Event| look()));
    let row_count = is_virtual.then(|| (arrangement.len() + 1).to_string());
    html! {
        <div
            ref={scroller}
            class={classes!("table-scroll", is_virtual.then_some("is-virtual"))}
            role="group"
            aria-label={props.scroll_label.clone()}
            tabindex="0"
            {onscroll}
        >
            <div ref={sizer} class="table-sizer">
                <table ref={table} role="table" class={classes!("table", props.class, arrangement.is_grouped().then_some("is-grouped"))} aria-rowcount={row_count}>
                    <caption class="visually-hidden">{ &props.caption }</caption>
                    <colgroup>
                        { for rows.0.columns().iter().map(|column| html! { <col class={column.class} /> }) }
                    </colgroup>
                    <thead role="rowgroup">
                        <tr role="row" aria-rowindex={is_virtual.then_some("1")}>
                            { for (0..rows.0.columns().len()).map(|column| head(rows, view, column, &props.on_action)) }
                        </tr>
                    </thead>
                    { bodies(rows, arrangement, range, is_virtual) }
                </table>
            </div>
        </div>
    }
}

/// A column's head with its button. Exactly one head says how the table is sorted.
fn head(rows: &RowsHandle, view: &TableView, number: usize, on_action: &Callback<TableAction>) -> Html {
    let Some(column) = rows.0.columns().get(number) else { return Html::default() };
    let sorted = match view.sort {
        Some(sort) if sort.column == number => match sort.direction {
            Direction::Ascending => Some("ascending"),
            Direction::Descending => Some("descending"),
        },
        None if number == 0 => Some("ascending"),
        _ => None,
    };
    let onclick = on_action.reform(move |_: MouseEvent| TableAction::HeaderPressed(number));
    html! {
        <th
            key={number}
            role="columnheader"
            scope="col"
            class={classes!(column.class, column.numeric.then_some("number"))}
            aria-sort={sorted}
        >
            <button type="button" class="sort" {onclick}>{ &column.label }</button>
        </th>
    }
}

/// One `<tbody>` per topic, or one in all where the table is flat.
fn bodies(rows: &RowsHandle, arrangement: &Rc<Arrangement>, range: Window, is_virtual: bool) -> Html {
    let mut bodies: Vec<(usize, Vec<Html>)> = Vec::new();
    for (place, line) in arrangement.lines(range.first, range.end).iter().enumerate() {
        let number = range.first + place;
        let group = arrangement.group_of_line(number).unwrap_or(0);
        let key = match line {
            Line::Row(row) => format!("r{row}"),
            Line::Head(head) => format!("h{head}"),
        };
        let row_index = is_virtual.then_some(number + 2);
        let line = html! {
            <LineView
                {key}
                rows={rows.clone()}
                arrangement={SameArrangement(arrangement.clone())}
                line={*line}
                {row_index}
            />
        };
        match bodies.last_mut() {
            Some((same, lines)) if *same == group => lines.push(line),
            _ => bodies.push((group, vec![line])),
        }
    }
    bodies
        .into_iter()
        .map(|(group, lines)| html! { <tbody key={group} role="rowgroup">{ for lines }</tbody> })
        .collect()
}

/// The heights of a plain and a tall line, of those that exist just now.
fn measure(table: &HtmlElement, known: Heights) -> Heights {
    let height = |selector: &str, known: f64| match child_height(table, selector) {
        0.0 => known,
        measured => measured,
    };
    Heights {
        plain: height("tbody tr:not(.is-tall, .group-row)", known.plain),
        tall: height("tbody tr.is-tall", known.tall),
    }
}

/// The height of the first element that fits the selector; 0 if there is none.
fn child_height(within: &HtmlElement, selector: &str) -> f64 {
    match within.query_selector(selector) {
        Ok(Some(element)) => element.get_bounding_client_rect().height(),
        _ => 0.0,
    }
}

/// Sets a length through the style object, which a strict content security policy allows (an attribute it does not).
fn set_length(element: &HtmlElement, property: &str, pixels: f64) {
    // It fails only for a property that is marked read-only, which neither of the two is.
    let _ = element.style().set_property(property, &format!("{pixels:.2}px"));
}
