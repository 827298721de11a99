//! One line of a table. It is drawn again only when it changes, so scrolling draws just the lines that come in.

use super::arrangement::{Arrangement, Line};
use super::rows::RowsHandle;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`LineView`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(crate) struct LineViewProps {
    pub(crate) rows: RowsHandle,
    pub(crate) arrangement: SameArrangement,
    pub(crate) line: Line,
    /// Number of the row among all rows, the header row being 1; given where not all rows exist.
    pub(crate) row_index: Option<usize>,
}

/// A shared arrangement; equal when it is the same one, which is cheaper than comparing 100,000 lines.
#[derive(Debug, Clone)]
pub(crate) struct SameArrangement(pub(crate) Rc<Arrangement>);

impl PartialEq for SameArrangement {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// A table row: of a partition, or the head of a topic.
#[derive(Debug)]
pub(crate) struct LineView;

impl Component for LineView {
    type Message = ();
    type Properties = LineViewProps;

    fn create(_ctx: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let LineViewProps { rows, arrangement: SameArrangement(arrangement), line, row_index } = ctx.props();
        let source = &*rows.0;
        let index = row_index.map(|index| index.to_string());
        match line {
            Line::Row(row) => {
                let tall = source.is_tall(*row);
                html! {
                    <tr role="row" class={classes!(tall.then_some("is-tall"))} aria-rowindex={index}>
                        { source.cells(*row, arrangement.is_grouped()) }
                    </tr>
                }
            }
            Line::Head(number) => {
                let cells = arrangement.group(*number, source).map(|group| source.head_cells(&group));
                html! { <tr role="row" class="group-row" aria-rowindex={index}>{ cells }</tr> }
            }
        }
    }
}
