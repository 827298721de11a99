//! Steps that are one call of cargo each.

use super::{Need, Setup};
use crate::process::run;
use crate::tools::{WASM_TARGET, cargo, wasm_target};
use crate::workspace::Workspace;

/// Crates without IO, which must work in the browser and outside.
const PURE_CRATES: [&str; 6] = ["-p", "kafka-offsets", "-p", "reset-flow", "-p", "ckafka-api"];

pub(super) fn fmt(workspace: &Workspace, _: &mut Setup) -> anyhow::Result<()> {
    run(cargo(workspace).args(["fmt", "--all", "--check"]))
}

pub(super) fn clippy(workspace: &Workspace, _: &mut Setup) -> anyhow::Result<()> {
    // The feature embed-console wants a page to embed, and the real one isn't built yet
    let page = workspace.target().join("page-for-lints");
    std::fs::create_dir_all(&page)?;
    std::fs::write(page.join("index.html"), "<!doctype html><title>For lints only</title>")?;
    run(cargo(workspace)
        .env("CONSOLE_DIST", page)
        .args(["clippy", "--workspace", "--all-targets", "--features"])
        .arg("ckafka-gateway/real-kafka,ckafka-gateway/embed-console")
        .args(["--", "-D", "warnings"]))
}

pub(super) fn native(workspace: &Workspace, _: &mut Setup) -> anyhow::Result<()> {
    run(cargo(workspace).args(["test", "--workspace", "--no-fail-fast"]))
}

pub(super) fn docs(workspace: &Workspace, _: &mut Setup) -> anyhow::Result<()> {
    run(cargo(workspace).env("RUSTDOCFLAGS", "-D warnings").args([
        "doc",
        "--workspace",
        "--no-deps",
        "--document-private-items",
    ]))
}

pub(super) fn wasm_check(workspace: &Workspace, _: &mut Setup) -> anyhow::Result<()> {
    wasm_target()?;
    run(cargo(workspace).args(["check", "--target", WASM_TARGET]).args(PURE_CRATES))
}

pub(super) fn clippy_wasm(workspace: &Workspace, _: &mut Setup) -> anyhow::Result<()> {
    wasm_target()?;
    for targets in [&["-p", "ckafka-console", "--lib", "--tests"][..], &PURE_CRATES[..]] {
        run(cargo(workspace)
            .args(["clippy", "--target", WASM_TARGET])
            .args(targets)
            .args(["--", "-D", "warnings"]))?;
    }
    Ok(())
}

pub(super) fn real_kafka(workspace: &Workspace, setup: &mut Setup) -> anyhow::Result<()> {
    setup.need(&[Need::Kafka])?;
    let cluster = setup.cluster(workspace)?;
    run(cargo(workspace)
        .env("KAFKA_BOOTSTRAP", &cluster.bootstrap)
        .env("KAFKA_CLASSPATH_FILE", &cluster.classpath_file)
        .args(["test", "--workspace", "--features", "ckafka-gateway/real-kafka"])
        .args(["--test", "contract", "--test", "oracle"]))
}
