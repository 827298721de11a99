//! Where things are.

use anyhow::Context as _;
use std::path::{Path, PathBuf};

/// The folders of this checkout.
#[derive(Debug, Clone)]
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Finds the checkout that this program was built from, and the target folder that it was built into
    /// (so that any way of configuring that folder is respected).
    pub(crate) fn find() -> anyhow::Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask lies in the workspace")?;
        let program = std::env::current_exe().context("where this program is")?;
        let target = program.ancestors().nth(2).context("this program lies in target/debug")?;
        Ok(Self { root: root.to_owned(), target: target.to_owned() })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// Tools of pinned versions that this project installs for itself.
    pub(crate) fn tools_bin(&self) -> PathBuf {
        self.root.join(".tools/bin")
    }

    /// The built page, as a gateway serves it with `--console-dir`.
    pub(crate) fn console_dist(&self) -> PathBuf {
        self.target.join("console-dist")
    }

    /// Logs of jobs that run in the background.
    pub(crate) fn logs(&self) -> PathBuf {
        self.target.join("xtask-logs")
    }

    /// The exact version of a package in `Cargo.lock`.
    pub(crate) fn locked_version(&self, package: &str) -> anyhow::Result<String> {
        let lock = std::fs::read_to_string(self.root.join("Cargo.lock")).context("reading Cargo.lock")?;
        locked_version(&lock, package).with_context(|| format!("Cargo.lock names no package {package}"))
    }
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.next()?;
    Some(lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    const LOCK: &str = "[[package]]\nname = \"wasm\"\nversion = \"1.2.3\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";

    #[test]
    fn the_version_of_a_package_is_read_from_the_lock_file() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(LOCK, "wasm").as_deref(), Some("1.2.3"));
    }

    #[test]
    fn a_package_that_is_not_locked_has_no_version() {
        assert_eq!(locked_version(LOCK, "bindgen"), None);
    }
}
