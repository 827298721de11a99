//! The program `ckafka-offsets`: reads the command line, runs the command, prints its report.

use ckafka_offsets::args::Cli;
use ckafka_offsets::{commands, print};
use clap::Parser as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    // clap ends with 2 for a wrong command line, as documented
    let cli = Cli::parse();
    let (command, report) = commands::run(&cli);
    if cli.json {
        print::json(command, &report);
    } else {
        print::text(&report);
    }
    report.outcome.into()
}
