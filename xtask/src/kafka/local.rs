//! A broker as a process of its own that outlives this program.

use super::files;
use crate::process::{output, run_logged, say, tail, wait_until};
use anyhow::{Context as _, bail};
use std::fs::File;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Formats an empty store, starts the broker and waits until it serves. Returns the process id.
pub(super) fn start(
    folder: &Path,
    classpath_file: &Path,
    port: u16,
    controller_port: u16,
) -> anyhow::Result<u32> {
    let classpath = std::fs::read_to_string(classpath_file)?.trim().to_owned();
    let data = folder.join("data");
    if data.exists() {
        std::fs::remove_dir_all(&data).context("removing the data of the last run")?;
    }
    std::fs::write(folder.join("server.properties"), files::server_properties(port, controller_port, &data))?;
    std::fs::write(folder.join("log4j2.properties"), files::LOG4J2)?;
    let java = || {
        let mut java = Command::new("java");
        java.current_dir(folder)
            .args(["-Xmx512m", "-Dlog4j2.configurationFile=log4j2.properties", "-cp", &classpath])
            .stdin(Stdio::null());
        java
    };
    // A fixed cluster id is fine: the store is thrown away at the next start
    run_logged(
        java()
            .args(["kafka.tools.StorageTool", "format", "--standalone", "-t", "Y2thZmthLWNvbnNvbGUtMQ"])
            .args(["-c", "server.properties"]),
        &folder.join("format.log"),
    )
    .context("formatting Kafka's store")?;
    say(format!("starting Kafka {} on 127.0.0.1:{port}", super::VERSION));
    let log = folder.join("kafka.log");
    let file = File::create(&log)?;
    let mut broker = java()
        .args(["kafka.Kafka", "server.properties"])
        .stdout(file.try_clone()?)
        .stderr(file)
        // Ctrl-C in this terminal must not reach it
        .process_group(0)
        .spawn()
        .context("starting java")?;
    let ready = wait_until(Duration::from_secs(120), || {
        if let Some(status) = broker.try_wait()? {
            bail!("Kafka ended with {status}. The end of {}:\n{}", log.display(), tail(&log));
        }
        Ok(std::fs::read_to_string(&log).is_ok_and(|text| text.contains("Kafka Server started")))
    })?;
    if !ready {
        let _ = broker.kill();
        bail!("Kafka was not ready within two minutes. The end of {}:\n{}", log.display(), tail(&log));
    }
    Ok(broker.id())
}

/// Whether the process runs and is a broker (a number can be given anew to another program, and a process that
/// has ended but wasn't collected yet shows no command line).
pub(super) fn runs(pid: u32) -> bool {
    let command_line = match std::fs::read_to_string(format!("/proc/{pid}/cmdline")) {
        Ok(line) => line,
        Err(_) => {
            output(Command::new("ps").args(["-o", "args=", "-p", &pid.to_string()])).unwrap_or_default()
        }
    };
    command_line.contains("kafka.Kafka")
}

/// Ends the broker in good order, or kills it after 20 s.
pub(super) fn stop(pid: u32) -> anyhow::Result<()> {
    for (signal, seconds) in [("TERM", 20), ("KILL", 5)] {
        let _ = output(Command::new("sh").args(["-c", &format!("kill -{signal} {pid}")]));
        if wait_until(Duration::from_secs(seconds), || Ok(!runs(pid)))? {
            return Ok(());
        }
    }
    bail!("process {pid} (Kafka) does not end; end it by hand: kill -9 {pid}")
}
