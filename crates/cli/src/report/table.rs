//! Tables without lines: columns by spaces, numbers to the right, so that they can be read and cut alike.

use comfy_table::{CellAlignment, Table, presets};

/// Which side a column's cells stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// A table of a heading and rows, as text that ends with a line break; each line begins with two spaces.
pub(super) fn table<const N: usize>(
    columns: [(&str, Side); N],
    rows: impl Iterator<Item = [String; N]>,
) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(columns.map(|(name, _)| name)).add_rows(rows);
    for (column, (_, side)) in table.column_iter_mut().zip(columns) {
        column.set_padding((2, 0)).set_cell_alignment(match side {
            Side::Left => CellAlignment::Left,
            Side::Right => CellAlignment::Right,
        });
    }
    format!("{}\n", table.trim_fmt())
}
