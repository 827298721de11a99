//! The npm packages of the tests: exactly those of `package-lock.json`.

use crate::process::{found, run_logged};
use crate::workspace::Workspace;
use anyhow::bail;
use std::path::Path;
use std::process::Command;

/// The packages of the tests.
pub(crate) fn packages(workspace: &Workspace) -> anyhow::Result<()> {
    install(workspace, workspace.root())
}

/// Runs `npm ci` in a folder unless the installed packages are those of its lock file.
pub(crate) fn install(workspace: &Workspace, folder: &Path) -> anyhow::Result<()> {
    if !found("node") || !found("npm") {
        bail!(
            "Node.js 20 or newer with npm is missing. On Debian or Ubuntu:\n  sudo apt-get install -y nodejs npm\n\
             On macOS:\n  brew install node"
        );
    }
    let lock = std::fs::read_to_string(folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules/.installed-from");
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run_logged(
        Command::new("npm").current_dir(folder).args(["ci", "--no-audit", "--no-fund"]),
        &workspace.logs().join("npm.log"),
    )?;
    std::fs::write(stamp, lock)?;
    Ok(())
}
