//! `cargo xtask build`: what one would publish.

use crate::process::{run, say};
use crate::tools::{cargo, cargo_tool, wasm_target};
use crate::workspace::Workspace;
use crate::{console, gateway, size};
use anyhow::Context as _;
use pico_args::Arguments;
use std::path::Path;

pub(crate) fn command(workspace: &Workspace, args: Arguments) -> anyhow::Result<()> {
    crate::nothing_left(args)?;
    console(workspace)?;
    let program = gateway::build(workspace, "release-native", &["embed-console"])?;
    let folder = workspace.target().join("release-artefacts");
    std::fs::create_dir_all(&folder)?;
    std::fs::copy(&program, folder.join("ckafka-gateway")).context("copying the gateway")?;
    let bytes = std::fs::metadata(&program)?.len();
    say(format!("{}: {bytes} bytes, with the console in it", folder.join("ckafka-gateway").display()));
    command_line(workspace, &folder)?;
    say(format!("{}: the console's files, for embedding", workspace.console_dist().display()));
    Ok(())
}

/// Builds the command line, which needs nothing beside it.
fn command_line(workspace: &Workspace, folder: &Path) -> anyhow::Result<()> {
    const PROFILE: &str = "release-native";
    const PROGRAM: &str = "ckafka-offsets";
    run(cargo(workspace).args(["build", "-p", PROGRAM, "--bin", PROGRAM, "--profile", PROFILE]))?;
    let bytes = std::fs::copy(workspace.target().join(PROFILE).join(PROGRAM), folder.join(PROGRAM))
        .context("copying the command line")?;
    say(format!("{}: {bytes} bytes, the command line", folder.join(PROGRAM).display()));
    Ok(())
}

/// Builds the page as it is published, and holds it against its budget.
pub(crate) fn console(workspace: &Workspace) -> anyhow::Result<()> {
    wasm_target()?;
    cargo_tool::wasm_bindgen(workspace)?;
    let wasm = console::compile(workspace, "release")?;
    let dist = workspace.console_dist();
    console::assemble(workspace, &wasm, &dist)?;
    size::check(&dist)
}
