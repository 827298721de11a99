//! Measurements that Node.js makes, in Chromium or over HTTP.

use super::table::Table;
use crate::tools::{chromium, npm, path};
use crate::workspace::Workspace;
use anyhow::{Context as _, bail};
use std::path::Path;
use std::process::{Command, Stdio};

/// A script of `tests/bench`, with everything in its environment that it may need.
pub(super) fn script(workspace: &Workspace, name: &str, gateway: &Path) -> anyhow::Result<Command> {
    npm::packages(workspace)?;
    let mut command = Command::new("node");
    command
        .current_dir(workspace.root())
        .env("PATH", path(workspace)?)
        .env("CHROMIUM", chromium::chromium(workspace)?.browser)
        .env("CKAFKA_GATEWAY", gateway)
        .env("CONSOLE_DIST", workspace.console_dist())
        .arg(format!("tests/bench/{name}"));
    Ok(command)
}

/// Runs a program and takes its measurements; none at all is an error.
pub(super) fn measure(command: &mut Command, table: &mut Table) -> anyhow::Result<()> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("starting {}", command.get_program().display()))?;
    let text = String::from_utf8_lossy(&output.stdout);
    print!("{text}");
    if !output.status.success() {
        bail!("the measurement ended with {}", output.status);
    }
    if table.read(&text) == 0 {
        bail!("nothing was measured");
    }
    Ok(())
}

/// The grids of others, at the versions of their lock file.
pub(super) fn grids(workspace: &Workspace) -> anyhow::Result<()> {
    npm::install(workspace, &workspace.root().join("tests/bench"))
}
