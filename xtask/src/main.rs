//! The commands of this project: `cargo xtask serve | dev | test | bench | build | kafka`.
//!
//! Each sets up what it needs at pinned versions, says what it does, and ends in a sentence with the line to type
//! if something is missing that it can't install.

#![expect(
    clippy::disallowed_methods,
    reason = "a native program may ask the clock; the ban is for code of the browser"
)]

mod bench;
mod browser;
mod build;
mod console;
mod dev;
mod gateway;
mod job;
mod kafka;
mod process;
mod serve;
mod size;
mod steps;
mod test;
mod tools;
mod workspace;

use anyhow::bail;
use pico_args::Arguments;
use std::process::ExitCode;
use workspace::Workspace;

const HELP: &str = "\
cargo xtask COMMAND

  serve [--kafka HOST:PORT] [--port N] [--no-open] [-- GATEWAY ARGS]
                            build the console and the gateway, run them on the embedded demo broker
                            (or on a real Kafka) and open the browser
  dev [--kafka HOST:PORT]   the same with `trunk serve`: the page reloads when a source file changes
  test [--only STEP]... [--list]
                            every check and test; --only can be repeated
  bench [PART]... [--list]  how quick and how small it is, against budgets and against what others made
  build                     the release artefacts, in target/release-artefacts
  kafka up | down | status  one real Apache Kafka on this machine, for tests and for trying things out
";

fn main() -> ExitCode {
    match command() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn command() -> anyhow::Result<ExitCode> {
    let workspace = Workspace::find()?;
    let mut args: Vec<_> = std::env::args_os().skip(1).collect();
    let passed_on = match args.iter().position(|arg| arg == "--") {
        Some(at) => args.split_off(at).into_iter().skip(1).collect(),
        None => Vec::new(),
    };
    let mut args = Arguments::from_vec(args);
    let Some(name) = args.subcommand()? else {
        print!("{HELP}");
        return Ok(ExitCode::SUCCESS);
    };
    match name.as_str() {
        "serve" => serve::command(&workspace, args, passed_on)?,
        "dev" => dev::command(&workspace, args)?,
        "build" => build::command(&workspace, args)?,
        "kafka" => kafka::command(&workspace, args)?,
        "test" => return test::command(&workspace, args),
        "bench" => return bench::command(&workspace, args),
        "help" => print!("{HELP}"),
        other => bail!("there is no command `{other}`; `cargo xtask help` lists them"),
    }
    Ok(ExitCode::SUCCESS)
}

/// Refuses arguments that no option has taken.
fn nothing_left(args: Arguments) -> anyhow::Result<()> {
    match args.finish().first() {
        Some(unknown) => bail!("unknown argument {unknown:?}; `cargo xtask help` lists them"),
        None => Ok(()),
    }
}
