//! The npm packages of the tests: exactly those of `package-lock.json`.

use crate::process::{found, run_logged};
use crate::workspace::Workspace;
use anyhow::bail;
use std::process::Command;

/// Runs `npm ci` unless the installed packages are those of the lock file.
pub(crate) fn packages(workspace: &Workspace) -> anyhow::Result<()> {
    if !found("node") || !found("npm") {
        bail!(
            "Node.js 20 or newer with npm is missing. On Debian or Ubuntu:\n  sudo apt-get install -y nodejs npm\n\
             On macOS:\n  brew install node"
        );
    }
    let lock = std::fs::read_to_string(workspace.root().join("package-lock.json"))?;
    let stamp = workspace.root().join("node_modules/.installed-from");
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run_logged(
        Command::new("npm").current_dir(workspace.root()).args(["ci", "--no-audit", "--no-fund"]),
        &workspace.logs().join("npm.log"),
    )?;
    std::fs::write(stamp, lock)?;
    Ok(())
}
