//! Where Kafka's classes come from, and a file that holds their class path.

use super::{VERSION, container, files, folder};
use crate::process::{found, run_logged, say};
use crate::workspace::Workspace;
use anyhow::{Context as _, bail};
use std::path::PathBuf;
use std::process::Command;

/// The three ways to a real Kafka, in the order in which they are tried.
#[derive(Debug)]
pub(super) enum Source {
    /// An unpacked distribution.
    Home(PathBuf),
    Maven,
    Docker,
}

pub(super) fn source() -> anyhow::Result<Source> {
    if let Some(home) = std::env::var_os("KAFKA_HOME") {
        let home = PathBuf::from(home);
        if !home.join("libs").is_dir() {
            bail!(
                "KAFKA_HOME is {}, but there is no folder libs in it; unset it or point it to an unpacked Kafka",
                home.display()
            );
        }
        need_java()?;
        return Ok(Source::Home(home));
    }
    if found("mvn") {
        need_java()?;
        return Ok(Source::Maven);
    }
    if found("docker") {
        return Ok(Source::Docker);
    }
    bail!(
        "a real Kafka needs KAFKA_HOME, Maven or Docker, and none is here. On Debian or Ubuntu:\n  \
         sudo apt-get install -y openjdk-17-jre-headless maven\nOn macOS:\n  brew install openjdk@17 maven"
    )
}

/// Makes the class path file if it isn't there yet, and says where it is.
pub(crate) fn prepare(workspace: &Workspace) -> anyhow::Result<PathBuf> {
    let folder = folder(workspace);
    std::fs::create_dir_all(&folder)?;
    let file = folder.join(format!("classpath-{VERSION}.txt"));
    match source()? {
        Source::Home(home) => std::fs::write(&file, format!("{}/libs/*", home.display()))?,
        Source::Maven if complete(&file) => {}
        Source::Maven => {
            say(format!("fetching Kafka {VERSION} with Maven (about 60 MB, once)"));
            std::fs::write(folder.join("pom.xml"), files::pom(VERSION))?;
            let log = workspace.logs().join("kafka-maven.log");
            let output = format!("-Dmdep.outputFile={}", file.display());
            run_logged(
                Command::new("mvn")
                    .current_dir(&folder)
                    .args(["-q", "-B", "dependency:build-classpath", "-Dmdep.includeScope=runtime"])
                    .arg(output),
                &log,
            )?;
        }
        Source::Docker => {
            let libs = container::copy_libs(&folder)?;
            std::fs::write(&file, format!("{}/*", libs.display()))?;
        }
    }
    Ok(file)
}

/// Whether every jar that the file names is still in Maven's local store.
fn complete(file: &std::path::Path) -> bool {
    std::fs::read_to_string(file).is_ok_and(|path| {
        !path.trim().is_empty() && std::env::split_paths(path.trim()).all(|jar| jar.is_file())
    })
}

fn need_java() -> anyhow::Result<()> {
    let version = Command::new("java").arg("-version").output();
    match version {
        Ok(output) if output.status.success() => Ok(()),
        _ => Err(anyhow::anyhow!(
            "no Java is on the PATH. On Debian or Ubuntu:\n  sudo apt-get install -y openjdk-17-jre-headless"
        ))
        .context("Kafka needs Java 17 or newer"),
    }
}
