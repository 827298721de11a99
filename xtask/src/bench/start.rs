//! The gateway's start, memory and size.

use super::table::{Budget, Measurement, Table};
use crate::process::output;
use crate::workspace::Workspace;
use crate::{build, gateway};
use anyhow::Context as _;
use std::process::Command;
use std::time::Instant;

const RUNS: usize = 11;

pub(super) fn measure(workspace: &Workspace, table: &mut Table) -> anyhow::Result<()> {
    build::console(workspace)?;
    let program = gateway::build(workspace, "release-native", &["embed-console"])?;
    let arguments = ["--listen", "127.0.0.1:0", "--demo-still"].map(str::to_owned);
    let (mut times, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let start = Instant::now();
        let (mut gateway, _) = gateway::start(&program, &arguments)?;
        times.push(start.elapsed().as_secs_f64() * 1000.0);
        memory.push(resident(gateway.child().id())?);
    }
    table.budgets(&[
        Budget { what: "start to listening, with demo data", most: 100.0 },
        Budget { what: "resident memory after the start", most: 40.0 },
        Budget { what: "binary, with page and demo broker", most: 15.0 },
    ]);
    let bytes = std::fs::metadata(&program)?.len() as f64 / 1e6;
    table.add(Measurement::new("start to listening, with demo data", "gateway", "ms", times));
    table.add(Measurement::new("resident memory after the start", "gateway", "MB", memory));
    table.add(Measurement::new("binary, with page and demo broker", "gateway", "MB", vec![bytes]));
    Ok(())
}

/// Megabytes of a process that are in memory.
fn resident(pid: u32) -> anyhow::Result<f64> {
    let text = output(Command::new("ps").args(["-o", "rss=", "-p", &pid.to_string()]));
    let kilobytes: f64 =
        text.and_then(|text| text.trim().parse().ok()).context("ps does not say how much memory is used")?;
    Ok(kilobytes * 1024.0 / 1e6)
}
