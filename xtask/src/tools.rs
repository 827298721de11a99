//! Tools of pinned versions: looked for first, installed only if missing.

mod apt;
pub(crate) mod cargo_tool;
pub(crate) mod chromium;
pub(crate) mod npm;
pub(crate) mod sdks;

use crate::process::{output, run};
use crate::workspace::Workspace;
use anyhow::Context as _;
use std::ffi::OsString;
use std::process::Command;

/// The target that the page is built for.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// `PATH` with this project's own tools first.
pub(crate) fn path(workspace: &Workspace) -> anyhow::Result<OsString> {
    let mut folders = vec![workspace.tools_bin(), workspace.root().join("node_modules/.bin")];
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    std::env::join_paths(folders).context("a folder of PATH has a colon in its name")
}

/// `cargo`, in the workspace's root and with its target folder.
pub(crate) fn cargo(workspace: &Workspace) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(workspace.root()).env("CARGO_TARGET_DIR", workspace.target());
    cargo
}

/// Makes sure that Rust can build for the browser.
pub(crate) fn wasm_target() -> anyhow::Result<()> {
    let installed = output(Command::new("rustup").args(["target", "list", "--installed"]));
    if installed.is_some_and(|list| list.lines().any(|line| line == WASM_TARGET)) {
        return Ok(());
    }
    // A toolchain without rustup may bring the target along
    let libraries = output(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM_TARGET]));
    if libraries.is_some_and(|folder| std::path::Path::new(&folder).is_dir()) {
        return Ok(());
    }
    run(Command::new("rustup").args(["target", "add", WASM_TARGET]))
        .context("Rust can't build for the browser yet. Type:\n  rustup target add wasm32-unknown-unknown")
}
