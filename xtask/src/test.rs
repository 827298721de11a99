//! `cargo xtask test`: every check and test, and how long each step took.

use crate::process::say;
use crate::steps::{STEPS, Setup, Step};
use crate::workspace::Workspace;
use anyhow::bail;
use pico_args::Arguments;
use std::process::ExitCode;
use std::time::{Duration, Instant};

pub(crate) fn command(workspace: &Workspace, mut args: Arguments) -> anyhow::Result<ExitCode> {
    let only: Vec<String> = args.values_from_str("--only")?;
    let list = args.contains("--list");
    crate::nothing_left(args)?;
    if list {
        for step in STEPS {
            println!("{:<12} {}", step.name, step.what);
        }
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(unknown) = only.iter().find(|name| STEPS.iter().all(|step| step.name != **name)) {
        bail!("there is no step `{unknown}`; `cargo xtask test --list` lists them");
    }
    let steps: Vec<&Step> =
        STEPS.iter().filter(|step| only.is_empty() || only.iter().any(|name| name == step.name)).collect();

    let start = Instant::now();
    let mut setup = Setup::start(workspace, &steps);
    let mut rows = Vec::new();
    for step in steps {
        println!("\n===== {}: {} =====", step.name, step.what);
        let start = Instant::now();
        let outcome = (step.run)(workspace, &mut setup);
        if let Err(error) = &outcome {
            say(format!("step {} failed: {error:#}", step.name));
        }
        rows.push(Row { name: step.name, passed: outcome.is_ok(), took: start.elapsed() });
    }
    if let Err(error) = setup.end(workspace) {
        say(format!("{error:#}"));
    }
    Ok(report(&rows, start.elapsed()))
}

struct Row {
    name: &'static str,
    passed: bool,
    took: Duration,
}

fn report(rows: &[Row], took: Duration) -> ExitCode {
    println!("\n{:<12} {:>8}  result", "step", "seconds");
    for row in rows {
        println!(
            "{:<12} {:>8.1}  {}",
            row.name,
            row.took.as_secs_f64(),
            if row.passed { "ok" } else { "FAILED" }
        );
    }
    println!("{:<12} {:>8.1}\n", "in all", took.as_secs_f64());
    let failed: Vec<&str> = rows.iter().filter(|row| !row.passed).map(|row| row.name).collect();
    if failed.is_empty() {
        println!("all {} steps passed", rows.len());
        return ExitCode::SUCCESS;
    }
    let again: Vec<String> = failed.iter().map(|name| format!("--only {name}")).collect();
    println!(
        "{} of {} steps failed. Again only those:\n  cargo xtask test {}",
        failed.len(),
        rows.len(),
        again.join(" ")
    );
    ExitCode::FAILURE
}
