//! The official Python SDKs of Tencent Cloud, in an environment of their own: exactly those of `tests/sdk`.

use super::apt;
use crate::process::{output, run_logged};
use crate::workspace::Workspace;
use anyhow::{Context as _, bail};
use std::path::PathBuf;
use std::process::Command;

/// The Python of the environment with the SDKs, which is made if it is not there or not of these packages.
pub(crate) fn python(workspace: &Workspace) -> anyhow::Result<PathBuf> {
    let lists = workspace.root().join("tests/sdk");
    let read = |name: &str| {
        let path = lists.join(name);
        std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))
    };
    let wanted = read("build-requirements.txt")? + &read("requirements.txt")?;
    let folder = workspace.root().join(".tools/sdk");
    let python = folder.join("bin/python");
    let stamp = folder.join("installed-from");
    let runs = || output(Command::new(&python).args(["-c", "import QcloudApi, tencentcloud"])).is_some();
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) && runs() {
        return Ok(python);
    }
    let base = base(workspace)?;
    let log = workspace.logs().join("sdks.log");
    run_logged(Command::new(base).args(["-m", "venv", "--clear"]).arg(&folder), &log)?;
    // The SDK of API 2.0 is source, and what it is built with is pinned like everything else
    for (list, more) in [("build-requirements.txt", None), ("requirements.txt", Some("--no-build-isolation"))]
    {
        run_logged(
            Command::new(&python)
                .args(["-m", "pip", "install", "--disable-pip-version-check", "--require-hashes"])
                .args(more)
                .arg("-r")
                .arg(lists.join(list)),
            &log,
        )?;
    }
    std::fs::write(stamp, wanted)?;
    Ok(python)
}

/// A Python that can make environments.
fn base(workspace: &Workspace) -> anyhow::Result<&'static str> {
    const NEEDED: &str = "import sys, venv, ensurepip, ssl; sys.exit(sys.version_info < (3, 10))";
    let can = || output(Command::new("python3").args(["-c", NEEDED])).is_some();
    if !can() {
        apt::install(workspace, &["python3", "python3-venv"]);
    }
    if !can() {
        bail!(
            "Python 3.10 or newer with venv is missing, for the official SDKs of Tencent Cloud. On Debian or Ubuntu:\n  \
             sudo apt-get install -y python3 python3-venv\nOn macOS:\n  brew install python"
        );
    }
    Ok("python3")
}
