//! The page with very many partitions.

use super::node;
use super::table::{Budget, Table};
use crate::workspace::Workspace;
use crate::{build, gateway};

pub(super) const BUDGETS: [Budget; 7] = [
    Budget { what: "10,000 partitions, answer to painted rows", most: 40.0 },
    Budget { what: "100,000 partitions, answer to painted rows", most: 120.0 },
    Budget { what: "100,000 rows, rows that exist", most: 80.0 },
    Budget { what: "100,000 rows, sort by an offset", most: 60.0 },
    Budget { what: "100,000 rows, sort by topic and partition", most: 100.0 },
    Budget { what: "100,000 rows, a key of the filter", most: 35.0 },
    Budget { what: "100,000 rows, worst frame while scrolling", most: 20.0 },
];

pub(super) fn measure(workspace: &Workspace, table: &mut Table) -> anyhow::Result<()> {
    build::console(workspace)?;
    // It only serves the page here; the answers are the script's own
    let program = gateway::build_for_development(workspace)?;
    node::grids(workspace)?;
    table.budgets(&BUDGETS);
    node::measure(&mut node::script(workspace, "page.mjs", &program)?, table)?;
    node::measure(&mut node::script(workspace, "grids.mjs", &program)?, table)
}
