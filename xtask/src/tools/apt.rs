//! Packages of Debian and Ubuntu.

use crate::process::{found, output, run_logged, say};
use crate::workspace::Workspace;
use std::process::Command;

/// Installs packages where there is `apt-get`; whether that worked is for the caller to see by what is there then.
pub(crate) fn install(workspace: &Workspace, packages: &[&str]) {
    if !found("apt-get") {
        return;
    }
    say(format!("installing {} with apt-get", packages.join(" and ")));
    // Not root: sudo, if it asks for no password
    let root = output(Command::new("id").arg("-u")).as_deref() == Some("0");
    let log = workspace.logs().join("apt.log");
    // Two jobs may install at the same time
    let install =
        [&["-o", "DPkg::Lock::Timeout=300", "install", "-y", "-q", "--no-install-recommends"], packages]
            .concat();
    for arguments in [&["update", "-q"][..], &install[..]] {
        let mut command = Command::new(if root { "apt-get" } else { "sudo" });
        if !root {
            command.args(["-n", "apt-get"]);
        }
        if let Err(error) = run_logged(command.env("DEBIAN_FRONTEND", "noninteractive").args(arguments), &log)
        {
            say(format!("{error:#}"));
        }
    }
}
