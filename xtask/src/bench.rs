//! `cargo xtask bench`: how quick and how small everything is, against the budgets and against what others made.
//!
//! Nothing here fails because it was slow: times of a busy machine prove nothing, and a test that fails now and then is
//! soon read by nobody. The numbers are looked at by people.

mod cli;
mod gateway;
mod machine;
mod model;
mod node;
mod page;
mod size;
mod start;
mod table;

use crate::process::say;
use crate::workspace::Workspace;
use anyhow::bail;
use pico_args::Arguments;
use std::process::ExitCode;
use table::Table;

/// One part of the benchmarks.
struct Part {
    name: &'static str,
    what: &'static str,
    run: fn(&Workspace, &mut Table) -> anyhow::Result<()>,
}

const PARTS: &[Part] = &[
    Part { name: "size", what: "bytes of the page, beside those of grids", run: size::measure },
    Part {
        name: "page",
        what: "10,000 and 100,000 partitions in Chromium, beside the same in grids",
        run: page::measure,
    },
    Part { name: "start", what: "the gateway's start, memory and binary", run: start::measure },
    Part {
        name: "gateway",
        what: "1,000 partitions of a real Kafka, warm, beside Kafka's own Admin client",
        run: gateway::measure,
    },
    Part {
        name: "cli",
        what: "the command line as whole processes, beside kafka-consumer-groups",
        run: cli::measure,
    },
    Part { name: "model", what: "10,000 random sequences against the embedded broker", run: model::measure },
];

pub(crate) fn command(workspace: &Workspace, mut args: Arguments) -> anyhow::Result<ExitCode> {
    let list = args.contains("--list");
    let mut chosen: Vec<&Part> = Vec::new();
    while let Some(name) = args.subcommand()? {
        match PARTS.iter().find(|part| part.name == name) {
            Some(part) => chosen.push(part),
            None => bail!("there is no benchmark `{name}`; `cargo xtask bench --list` lists them"),
        }
    }
    crate::nothing_left(args)?;
    if list {
        for part in PARTS {
            println!("{:<12} {}", part.name, part.what);
        }
        return Ok(ExitCode::SUCCESS);
    }
    if chosen.is_empty() {
        chosen.extend(PARTS);
    }
    let mut table = Table::default();
    let mut failed = Vec::new();
    for part in chosen {
        println!("\n===== {}: {} =====", part.name, part.what);
        if let Err(error) = (part.run)(workspace, &mut table) {
            say(format!("{} could not be measured: {error:#}", part.name));
            failed.push(part.name);
        }
    }
    table.print();
    println!("{}", machine::line(workspace));
    if failed.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    say(format!("not measured: {}", failed.join(", ")));
    Ok(ExitCode::FAILURE)
}
