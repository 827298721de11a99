//! `cargo xtask dev`: `trunk serve` with live reload, the gateway beside it.

use crate::gateway;
use crate::process::{run, say};
use crate::tools::{cargo_tool, path, wasm_target};
use crate::workspace::Workspace;
use pico_args::Arguments;
use std::process::Command;

pub(crate) fn command(workspace: &Workspace, mut args: Arguments) -> anyhow::Result<()> {
    let kafka: Option<String> = args.opt_value_from_str("--kafka")?;
    crate::nothing_left(args)?;
    wasm_target()?;
    cargo_tool::wasm_bindgen(workspace)?;
    cargo_tool::trunk(workspace)?;
    let program = gateway::build_for_development(workspace)?;
    let mut arguments = Vec::new();
    if let Some(address) = kafka {
        arguments.extend(["--kafka".to_owned(), address]);
    }
    let (_gateway, address) = gateway::start(&program, &arguments)?;
    say(format!("the gateway is at {address}; Trunk passes /v2/ and /v3/ on to it"));
    run(Command::new("trunk")
        .current_dir(workspace.root())
        // This version of Trunk refuses to start when NO_COLOR is 1
        .env_remove("NO_COLOR")
        .env("CARGO_TARGET_DIR", workspace.target())
        .env("PATH", path(workspace)?)
        .args(["serve", "--open"]))
}
