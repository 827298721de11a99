//! Chromium and its driver, for tests in a real browser.

use super::apt;
use crate::workspace::Workspace;
use anyhow::bail;
use std::path::{Path, PathBuf};

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
    // The fonts make Chinese text of screenshots legible
    apt::install(workspace, &["chromium", "chromium-driver", "fonts-noto-cjk"]);
    if let Some(chromium) = find() {
        return Ok(chromium);
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
