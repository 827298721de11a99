//! Chromium and its driver, for tests in a real browser.

use crate::process::{found, output, run_logged, say};
use crate::workspace::Workspace;
use anyhow::bail;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A browser and the driver of the same version.
#[derive(Debug, Clone)]
pub(crate) struct Chromium {
    pub(crate) browser: PathBuf,
    pub(crate) driver: PathBuf,
}

/// Finds Chromium (or Chrome) and chromedriver, installing Debian's packages if there is none.
pub(crate) fn chromium(workspace: &Workspace) -> anyhow::Result<Chromium> {
    if let Some(chromium) = find() {
        return Ok(chromium);
    }
    if found("apt-get") {
        say("installing chromium and chromium-driver with apt-get");
        // Not root: sudo, if it asks for no password
        let root = output(Command::new("id").arg("-u")).as_deref() == Some("0");
        let log = workspace.logs().join("apt.log");
        for arguments in [
            &["update", "-q"][..],
            // The fonts make Chinese text of screenshots legible
            &[
                "install",
                "-y",
                "-q",
                "--no-install-recommends",
                "chromium",
                "chromium-driver",
                "fonts-noto-cjk",
            ][..],
        ] {
            let mut command = Command::new(if root { "apt-get" } else { "sudo" });
            if !root {
                command.args(["-n", "apt-get"]);
            }
            if let Err(error) =
                run_logged(command.env("DEBIAN_FRONTEND", "noninteractive").args(arguments), &log)
            {
                say(format!("{error:#}"));
            }
        }
        if let Some(chromium) = find() {
            return Ok(chromium);
        }
    }
    bail!(
        "Chromium and chromedriver (of the same version) are missing. On Debian or Ubuntu:\n  \
         sudo apt-get install -y chromium chromium-driver\nOn macOS:\n  brew install --cask chromium chromedriver\n\
         Elsewhere: set CHROMIUM and CHROMEDRIVER to their paths"
    )
}

fn find() -> Option<Chromium> {
    let browser =
        program("CHROMIUM", &["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"])
            .or_else(|| {
                ["Chromium.app/Contents/MacOS/Chromium", "Google Chrome.app/Contents/MacOS/Google Chrome"]
                    .map(|app| Path::new("/Applications").join(app))
                    .into_iter()
                    .find(|path| path.is_file())
            })?;
    let driver = program("CHROMEDRIVER", &["chromedriver"])?;
    Some(Chromium { browser, driver })
}

/// The program that the variable names, else the first of `names` on the `PATH`.
fn program(variable: &str, names: &[&str]) -> Option<PathBuf> {
    if let Some(path) = std::env::var_os(variable) {
        return Some(PathBuf::from(path));
    }
    let folders = std::env::var_os("PATH")?;
    names.iter().find_map(|name| {
        std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file())
    })
}
