//! Building and running the gateway.

use crate::process::{Beside, run};
use crate::tools::cargo;
use crate::workspace::Workspace;
use anyhow::{Context as _, bail};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Builds the gateway alone. `profile` is one of the workspace's `Cargo.toml`.
pub(crate) fn build(workspace: &Workspace, profile: &str, features: &[&str]) -> anyhow::Result<PathBuf> {
    let mut command = cargo(workspace);
    command.args(["build", "-p", "ckafka-gateway", "--bin", "ckafka-gateway", "--profile", profile]);
    if !features.is_empty() {
        command.args(["--features", &features.join(",")]);
        // Where embed-console finds the page
        command.env("CONSOLE_DIST", workspace.console_dist());
    }
    run(&mut command)?;
    Ok(program(workspace, profile))
}

/// Builds the gateway for tests and for development. Choosing it out of the whole workspace gives its dependencies the features that
/// `cargo test --workspace` gave them, so that they need not be compiled again.
pub(crate) fn build_for_development(workspace: &Workspace) -> anyhow::Result<PathBuf> {
    run(cargo(workspace).args(["build", "--workspace", "--bin", "ckafka-gateway"]))?;
    Ok(program(workspace, "dev"))
}

/// Builds what stands in for the cloud in tests, in the same way.
pub(crate) fn build_stand_in(workspace: &Workspace) -> anyhow::Result<PathBuf> {
    run(cargo(workspace).args(["build", "--workspace", "--bin", "cloud-stand-in"]))?;
    Ok(workspace.target().join("debug/cloud-stand-in"))
}

/// Where cargo puts the gateway of a profile.
fn program(workspace: &Workspace, profile: &str) -> PathBuf {
    let folder = if profile == "dev" { "debug" } else { profile };
    workspace.target().join(folder).join("ckafka-gateway")
}

/// Starts the gateway and waits for its first line; returns it and the address that it serves.
pub(crate) fn start(program: &Path, arguments: &[String]) -> anyhow::Result<(Beside, String)> {
    let mut gateway = Beside::start(Command::new(program).args(arguments).stdout(Stdio::piped()))?;
    let stdout = gateway.child().stdout.take().context("the gateway's output is a pipe")?;
    let mut lines = BufReader::new(stdout).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    let Some(address) = first.strip_prefix("listening on ") else {
        gateway.wait().context("the gateway did not start")?;
        bail!("the gateway's first line is not `listening on …` but `{first}`");
    };
    let address = address.to_owned();
    println!("{first}");
    std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| println!("{line}")));
    Ok((gateway, address))
}
