//! Running other programs: said aloud, with a clear sentence when one fails.

use anyhow::{Context as _, bail};
use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Says what is done.
pub(crate) fn say(what: impl std::fmt::Display) {
    println!("xtask: {what}");
}

/// Prints the command, runs it in the foreground, and fails if it fails.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<()> {
    println!("$ {}", line(command));
    let status =
        command.stdin(Stdio::null()).status().with_context(|| format!("starting `{}`", program(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

/// Runs a command with its output in `log`, and fails with the end of it if the command fails.
pub(crate) fn run_logged(command: &mut Command, log: &Path) -> anyhow::Result<()> {
    let file = log_file(log)?;
    let status = command
        .stdin(Stdio::null())
        .stdout(file.try_clone()?)
        .stderr(file)
        .status()
        .with_context(|| format!("starting `{}`", program(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status}). The end of {}:\n{}", line(command), log.display(), tail(log));
    }
    Ok(())
}

/// The standard output of a command that succeeds; `None` if it can't be started or fails.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether a program can be started.
pub(crate) fn found(program: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok()
}

/// A program that runs beside us and ends with us.
#[derive(Debug)]
pub(crate) struct Beside(Child);

impl Beside {
    pub(crate) fn start(command: &mut Command) -> anyhow::Result<Self> {
        println!("$ {}", line(command));
        let child = command
            .stdin(Stdio::null())
            .spawn()
            .with_context(|| format!("starting `{}`", program(command)))?;
        Ok(Self(child))
    }

    /// The process itself, for reading its output.
    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.0
    }

    /// Waits until the program ends by itself.
    pub(crate) fn wait(&mut self) -> anyhow::Result<()> {
        let status = self.0.wait()?;
        if !status.success() {
            bail!("the program ended with {status}");
        }
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // It may have ended already; then there is nothing to do
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Asks `done` every 100 ms until it holds, for at most `limit`.
pub(crate) fn wait_until(
    limit: Duration,
    mut done: impl FnMut() -> anyhow::Result<bool>,
) -> anyhow::Result<bool> {
    let start = Instant::now();
    loop {
        if done()? {
            return Ok(true);
        }
        if start.elapsed() > limit {
            return Ok(false);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// The last lines of a log.
pub(crate) fn tail(log: &Path) -> String {
    let bytes = std::fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().collect();
    lines.get(lines.len().saturating_sub(30)..).unwrap_or_default().join("\n")
}

fn log_file(log: &Path) -> anyhow::Result<File> {
    if let Some(folder) = log.parent() {
        std::fs::create_dir_all(folder)?;
    }
    File::create(log).with_context(|| format!("creating {}", log.display()))
}

fn program(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

/// The command as one would type it, with long arguments (class paths) shortened.
fn line(command: &Command) -> String {
    let mut words = vec![program(command)];
    for arg in command.get_args() {
        let arg = arg.to_string_lossy();
        words.push(if arg.chars().count() > 200 { "…".to_owned() } else { arg.into_owned() });
    }
    words.join(" ")
}
