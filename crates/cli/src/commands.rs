//! One file per command: from its arguments to its report.

mod apply;
mod follow_up;
mod history;
mod plan;
mod review;
mod verify;

use crate::args::{Cli, Command};
use crate::interrupt::Interrupt;
use crate::outcome::Report;
use crate::store::Store;

/// Runs a command to its end.
pub fn run(cli: &Cli) -> (&'static str, Report) {
    let interrupt = Interrupt::listen(cli.json);
    let store = match Store::new(cli.state_dir.clone()) {
        Ok(store) => store,
        Err(error) => return (name(&cli.command), *crate::outcome::usage(error.to_string())),
    };
    let report = match &cli.command {
        Command::Plan(args) => plan::run(args, &cli.connection, &interrupt),
        Command::Apply(args) => apply::run(args, cli, &store, &interrupt),
        Command::Verify(args) => verify::run(&args.record, &cli.connection, &store, &interrupt),
        Command::Undo(args) => follow_up::undo(args, &cli.connection, &store, &interrupt),
        Command::Retry(args) => follow_up::retry(args, &cli.connection, &store, &interrupt),
        Command::History(args) => history::run(args.command.as_ref(), &store),
    };
    (name(&cli.command), report.unwrap_or_else(|stopped| *stopped))
}

fn name(command: &Command) -> &'static str {
    match command {
        Command::Plan(_) => "plan",
        Command::Apply(_) => "apply",
        Command::Verify(_) => "verify",
        Command::Undo(_) => "undo",
        Command::Retry(_) => "retry",
        Command::History(_) => "history",
    }
}
