//! How a table is shown: order, filter, and which rows. Pure: a press in, the next view out.

use std::rc::Rc;
use yew::Reducible;

/// The direction of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// The column a table is sorted by; `None` in a view is the original order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// Index of the column.
    pub column: usize,
    /// Which way.
    pub direction: Direction,
}

/// Which rows of a plan are shown. The result's tables always show all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Show {
    /// Every row.
    #[default]
    All,
    /// Rows that move, may move, or get their first commit.
    Changes,
    /// Rows that replay, or may.
    Replays,
    /// Rows that skip, or may.
    Skips,
    /// Rows that stay where they are.
    Unchanged,
    /// Rows with a note, and rows and topics that will fail.
    Attention,
}

/// How a table is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableView {
    /// Sorted by a column, or in the original order.
    pub sort: Option<Sort>,
    /// Text that the topic must contain; empty lets all through.
    pub filter: String,
    /// Which rows.
    pub show: Show,
    /// Whether anything was pressed or typed yet: what is shown is announced only then.
    pub touched: bool,
}

/// What the operator does to a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableAction {
    /// A column's header.
    HeaderPressed(usize),
    /// The filter's text, as it is now.
    FilterTyped(String),
    /// One of the choices of rows.
    ShowPressed(Show),
    /// "Show all rows": no filter, every row; the order stays.
    Cleared,
}

impl TableView {
    /// The view after an action. A header goes from ascending to descending and then back to the original order.
    pub fn after(&self, action: TableAction) -> Self {
        let mut next = self.clone();
        next.touched = true;
        match action {
            TableAction::HeaderPressed(column) => next.sort = self.sort_after(column),
            TableAction::FilterTyped(text) => next.filter = text,
            TableAction::ShowPressed(show) => next.show = show,
            TableAction::Cleared => {
                next.filter.clear();
                next.show = Show::All;
            }
        }
        next
    }

    fn sort_after(&self, column: usize) -> Option<Sort> {
        match self.sort {
            Some(sort) if sort.column == column => match sort.direction {
                Direction::Ascending => Some(Sort { column, direction: Direction::Descending }),
                Direction::Descending => None,
            },
            _ => Some(Sort { column, direction: Direction::Ascending }),
        }
    }
}

impl Reducible for TableView {
    type Action = TableAction;

    fn reduce(self: Rc<Self>, action: TableAction) -> Rc<Self> {
        Rc::new(self.after(action))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(column: usize, direction: Direction) -> Option<Sort> {
        Some(Sort { column, direction })
    }

    #[test]
    fn the_third_press_on_a_header_restores_the_original_order() {
        let mut view = TableView::default();
        let mut seen = Vec::new();
        for _ in 0..4 {
            view = view.after(TableAction::HeaderPressed(2));
            seen.push(view.sort);
        }
        let ascending = sorted(2, Direction::Ascending);
        assert_eq!(seen, [ascending, sorted(2, Direction::Descending), None, ascending]);
    }

    #[test]
    fn another_header_starts_ascending() {
        let view =
            TableView::default().after(TableAction::HeaderPressed(2)).after(TableAction::HeaderPressed(2));
        assert_eq!(view.after(TableAction::HeaderPressed(5)).sort, sorted(5, Direction::Ascending));
    }

    #[test]
    fn filtering_keeps_the_order_and_clearing_keeps_it_too() {
        let view = TableView::default()
            .after(TableAction::HeaderPressed(1))
            .after(TableAction::FilterTyped("orders".to_owned()))
            .after(TableAction::ShowPressed(Show::Skips));
        assert_eq!((view.filter.as_str(), view.show), ("orders", Show::Skips));
        let cleared = view.after(TableAction::Cleared);
        assert_eq!((cleared.filter.as_str(), cleared.show), ("", Show::All));
        assert_eq!(cleared.sort, sorted(1, Direction::Ascending));
    }

    #[test]
    fn nothing_is_announced_before_the_first_action() {
        assert!(!TableView::default().touched);
        assert!(TableView::default().after(TableAction::FilterTyped(String::new())).touched);
    }
}
