//! The page as files: cargo, then wasm-bindgen, then the page around it.
//!
//! `wasm-opt` has no part in it: it made the file a tenth smaller, yet five per cent larger after brotli, which is what
//! travels (measured with version 132, `-Oz`).

mod page;

use crate::process::run;
use crate::tools::{WASM_TARGET, cargo, path};
use crate::workspace::Workspace;
use anyhow::Context as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The name of the script and of the WebAssembly file (`_bg.wasm` is appended).
const NAME: &str = "ckafka-console";

/// Compiles the console for the browser. `profile` is one of the workspace's `Cargo.toml`.
pub(crate) fn compile(workspace: &Workspace, profile: &str) -> anyhow::Result<PathBuf> {
    run(cargo(workspace).args([
        "build",
        "-p",
        "ckafka-console",
        "--lib",
        "--target",
        WASM_TARGET,
        "--profile",
        profile,
    ]))?;
    let folder = if profile == "dev" { "debug" } else { profile };
    Ok(workspace.target().join(WASM_TARGET).join(folder).join("ckafka_console.wasm"))
}

/// Lays the page into `dist`: wasm-bindgen's output, the static files and `index.html`.
pub(crate) fn assemble(workspace: &Workspace, wasm: &Path, dist: &Path) -> anyhow::Result<()> {
    if dist.exists() {
        std::fs::remove_dir_all(dist).with_context(|| format!("emptying {}", dist.display()))?;
    }
    std::fs::create_dir_all(dist)?;
    run(Command::new("wasm-bindgen")
        .env("PATH", path(workspace)?)
        .args(["--target", "web", "--no-typescript", "--remove-name-section", "--remove-producers-section"])
        .args(["--out-name", NAME, "--out-dir"])
        .args([dist, wasm]))?;
    page::render(workspace.root(), dist, &format!("{NAME}.js"), &format!("{NAME}_bg.wasm"))
}
