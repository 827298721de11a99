//! Tools that cargo builds: wasm-bindgen's command line and Trunk.

use crate::process::{output, run_logged, say};
use crate::workspace::Workspace;
use anyhow::Context as _;
use std::process::Command;

/// Newer versions need a newer Rust than this project asks for.
const TRUNK_VERSION: &str = "0.21.14";

/// Installs `wasm-bindgen` and `wasm-bindgen-test-runner`; their version must be exactly that of the crate.
pub(crate) fn wasm_bindgen(workspace: &Workspace) -> anyhow::Result<()> {
    let version = workspace.locked_version("wasm-bindgen")?;
    install(workspace, "wasm-bindgen-cli", "wasm-bindgen", &version, &["--no-default-features"])
}

/// Installs `trunk`.
pub(crate) fn trunk(workspace: &Workspace) -> anyhow::Result<()> {
    install(workspace, "trunk", "trunk", TRUNK_VERSION, &["--no-default-features", "--features", "rustls"])
}

fn install(
    workspace: &Workspace,
    package: &str,
    program: &str,
    version: &str,
    features: &[&str],
) -> anyhow::Result<()> {
    if installed_version(workspace, program).as_deref() == Some(version) {
        return Ok(());
    }
    say(format!("building {package} {version} into .tools (once; one to four minutes)"));
    // The lock file that a tool was published with may name a crate version that a registry mirror doesn't have
    let locked = build(workspace, package, version, features, true);
    locked.or_else(|_| build(workspace, package, version, features, false)).with_context(|| {
        format!(
            "{package} {version} could not be built. Try it by hand:\n  cargo install {package} --version {version} --root .tools {}",
            features.join(" ")
        )
    })
}

fn build(
    workspace: &Workspace,
    package: &str,
    version: &str,
    features: &[&str],
    locked: bool,
) -> anyhow::Result<()> {
    let log = workspace.logs().join(format!("{package}.log"));
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // Quick to build counts more than quick to run; the names must not reach the builds of this project
    cargo
        .env_remove("CARGO_TARGET_DIR")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
        .args(["install", package, "--version", version, "--force", "--root"])
        .arg(workspace.root().join(".tools"))
        .args(features);
    if locked {
        cargo.arg("--locked");
    }
    run_logged(&mut cargo, &log)
}

/// The version of a tool in `.tools`, else on the `PATH`.
fn installed_version(workspace: &Workspace, program: &str) -> Option<String> {
    let own = workspace.tools_bin().join(program);
    // Trunk refuses to start when NO_COLOR is 1
    let answer = output(Command::new(own).arg("--version").env_remove("NO_COLOR"))
        .or_else(|| output(Command::new(program).arg("--version").env_remove("NO_COLOR")))?;
    answer.split_whitespace().nth(1).map(str::to_owned)
}
