//! The page's size.

use super::node;
use super::table::{Budget, Measurement, Table};
use crate::workspace::Workspace;
use crate::{build, size};
use std::path::Path;

const WHAT: &str = "size of all that a visitor loads, brotli";

pub(super) fn measure(workspace: &Workspace, table: &mut Table) -> anyhow::Result<()> {
    build::console(workspace)?;
    let bytes = size::total(&workspace.console_dist())?;
    table.budgets(&[Budget { what: WHAT, most: size::BUDGET as f64 / 1000.0 }]);
    table.add(Measurement::new(WHAT, "page", "KB", vec![bytes as f64 / 1000.0]));
    node::grids(workspace)?;
    let mut grids = node::script(workspace, "grids.mjs", Path::new(""))?;
    node::measure(grids.env("BENCH_SIZE_ONLY", "1"), table)
}
