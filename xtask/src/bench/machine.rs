//! What the numbers were measured on.

use crate::process::output;
use crate::workspace::Workspace;
use std::process::Command;

/// One line: processor, how many of it, how busy it is, system, Rust, and the state of the checkout.
pub(super) fn line(workspace: &Workspace) -> String {
    let processor = std::fs::read_to_string("/proc/cpuinfo")
        .ok()
        .and_then(|text| {
            let line = text.lines().find(|line| line.starts_with("model name"))?;
            Some(line.split_once(':')?.1.trim().to_owned())
        })
        .or_else(|| output(Command::new("sysctl").args(["-n", "machdep.cpu.brand_string"])))
        .unwrap_or_else(|| "unknown processor".to_owned());
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg")
        .ok()
        .and_then(|text| text.split(' ').next().map(str::to_owned))
        .unwrap_or_else(|| "?".to_owned());
    let rust = output(Command::new("rustc").arg("--version")).unwrap_or_default();
    let commit =
        output(Command::new("git").current_dir(workspace.root()).args(["describe", "--always", "--dirty"]));
    format!(
        "measured on: {processor}, {cores} cores, load {load} after the last run, {} {}, {rust}, commit {}",
        std::env::consts::OS,
        std::env::consts::ARCH,
        commit.unwrap_or_else(|| "?".to_owned())
    )
}
