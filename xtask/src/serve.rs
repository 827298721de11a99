//! `cargo xtask serve`: from a fresh checkout to an open console.

use crate::job::Job;
use crate::process::say;
use crate::tools::{cargo_tool, wasm_target};
use crate::workspace::Workspace;
use crate::{browser, console, gateway};
use anyhow::Context as _;
use pico_args::Arguments;
use std::ffi::OsString;

pub(crate) fn command(
    workspace: &Workspace,
    mut args: Arguments,
    passed_on: Vec<OsString>,
) -> anyhow::Result<()> {
    let kafka: Option<String> = args.opt_value_from_str("--kafka")?;
    let port: Option<u16> = args.opt_value_from_str("--port")?;
    let no_open = args.contains("--no-open");
    crate::nothing_left(args)?;

    say("building the console and the gateway (the first time takes some minutes)");
    wasm_target()?;
    // Two cores are busier with both at the same time
    let tools = workspace.clone();
    let mut wasm_bindgen = Job::start("wasm-bindgen", move || cargo_tool::wasm_bindgen(&tools));
    let wasm = console::compile(workspace, "serve-wasm")?;
    let program = gateway::build(workspace, "serve-native", &[])?;
    wasm_bindgen.wait()?;
    let dist = workspace.console_dist();
    console::assemble(workspace, &wasm, &dist)?;

    let mut arguments = vec!["--console-dir".to_owned(), dist.display().to_string()];
    match &kafka {
        Some(address) => {
            say(format!("serving the Kafka cluster at {address}"));
            arguments.extend(["--kafka".to_owned(), address.clone()]);
        }
        None => say("serving the embedded demo broker; a real one: cargo xtask serve --kafka HOST:PORT"),
    }
    if let Some(port) = port {
        arguments.extend(["--listen".to_owned(), format!("127.0.0.1:{port}")]);
    }
    for argument in passed_on {
        arguments.push(argument.into_string().ok().context("an argument for the gateway is not UTF-8")?);
    }
    let (mut gateway, address) = gateway::start(&program, &arguments)?;
    say(format!("the console is at {address}  (Ctrl-C ends it)"));
    if !no_open {
        browser::open(&address);
    }
    gateway.wait().context("the gateway")
}
