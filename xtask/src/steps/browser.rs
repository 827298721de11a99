//! Steps in a real browser.

use super::{Need, Setup};
use crate::process::run;
use crate::tools::{WASM_TARGET, cargo, path, sdks};
use crate::workspace::Workspace;
use crate::{build, gateway};
use anyhow::bail;
use std::path::PathBuf;
use std::process::Command;

pub(super) fn parts(workspace: &Workspace, setup: &mut Setup) -> anyhow::Result<()> {
    setup.need(&[Need::WasmBindgen])?;
    let chromium = setup.chromium(workspace)?;
    run(cargo(workspace).env("PATH", path(workspace)?).env("CHROMEDRIVER", &chromium.driver).args([
        "test",
        "--target",
        WASM_TARGET,
        "-p",
        "ckafka-console",
        "--test",
        "browser",
    ]))
}

pub(super) fn size(workspace: &Workspace, setup: &mut Setup) -> anyhow::Result<()> {
    setup.need(&[Need::WasmBindgen])?;
    build::console(workspace)
}

pub(super) fn end_to_end(workspace: &Workspace, setup: &mut Setup) -> anyhow::Result<()> {
    setup.need(&[Need::WasmBindgen, Need::Npm])?;
    if !workspace.console_dist().join("index.html").is_file() {
        build::console(workspace)?;
    }
    setup.need(&[Need::Sdks])?;
    let tests = test_files(workspace, "tests/e2e")?;
    // What stands in for the cloud has the official SDKs judge what the browser signs
    let judge = [("OFFICIAL_SDK_PYTHON", sdks::python(workspace)?)];
    node_tests(workspace, setup, &tests, &judge)
}

pub(super) fn trunk_serve(workspace: &Workspace, setup: &mut Setup) -> anyhow::Result<()> {
    setup.need(&[Need::WasmBindgen, Need::Npm, Need::Trunk])?;
    let tests = test_files(workspace, "tests/trunk")?;
    node_tests(workspace, setup, &tests, &[])
}

/// The test files of a folder; none at all is an error, so that a moved folder can't pass unnoticed.
fn test_files(workspace: &Workspace, folder: &str) -> anyhow::Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(workspace.root().join(folder))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".test.mjs") {
            files.push(format!("{folder}/{name}"));
        }
    }
    files.sort();
    if files.is_empty() {
        bail!("there is no test in {folder}");
    }
    Ok(files)
}

fn node_tests(
    workspace: &Workspace,
    setup: &mut Setup,
    tests: &[String],
    more: &[(&str, PathBuf)],
) -> anyhow::Result<()> {
    let chromium = setup.chromium(workspace)?;
    let program = gateway::build_for_development(workspace)?;
    let stand_in = gateway::build_stand_in(workspace)?;
    run(Command::new("node")
        .current_dir(workspace.root())
        .env("PATH", path(workspace)?)
        .env("CARGO_TARGET_DIR", workspace.target())
        .env("CHROMIUM", &chromium.browser)
        .env("CKAFKA_GATEWAY", &program)
        .env("CLOUD_STAND_IN", &stand_in)
        .envs(more.iter().map(|(name, value)| (name, value)))
        .env("CONSOLE_DIST", workspace.console_dist())
        .args(["--test", "--test-reporter=spec"])
        .args(tests))
}
