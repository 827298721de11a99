//! `cargo xtask kafka up | down | status`: one real Apache Kafka on this machine.
//!
//! The broker comes from `KAFKA_HOME`, else from Maven Central, else from Docker. It listens on loopback only and
//! starts empty each time.

mod classpath;
mod container;
mod files;
mod local;
mod state;

pub(crate) use classpath::prepare;

use crate::process::say;
use crate::workspace::Workspace;
use anyhow::{Context as _, bail};
use pico_args::Arguments;
use state::{Broker, State};
use std::fs::File;
use std::net::TcpListener;
use std::path::PathBuf;

/// The version that tests run against.
pub(crate) const VERSION: &str = "4.3.1";

/// What a test needs to know of a running broker.
#[derive(Debug)]
pub(crate) struct Cluster {
    /// `HOST:PORT`.
    pub(crate) bootstrap: String,
    /// A file with the class path of Kafka's own tools.
    pub(crate) classpath_file: PathBuf,
    /// Whether this call started it.
    pub(crate) started_now: bool,
}

pub(crate) fn command(workspace: &Workspace, mut args: Arguments) -> anyhow::Result<()> {
    let what = args.subcommand()?;
    crate::nothing_left(args)?;
    match what.as_deref() {
        Some("up") => {
            let cluster = up(workspace)?;
            println!("bootstrap address: {}", cluster.bootstrap);
            println!("class path file:   {}", cluster.classpath_file.display());
            println!("\nTry it:  cargo xtask serve --kafka {}", cluster.bootstrap);
        }
        Some("down") => down(workspace)?,
        Some("status") => match State::running(workspace)? {
            Some(state) => println!("Kafka {VERSION} runs, bootstrap address: {}", state.bootstrap),
            None => println!("no Kafka of this project runs; `cargo xtask kafka up` starts one"),
        },
        _ => bail!("say what to do: `cargo xtask kafka up`, `down` or `status`"),
    }
    Ok(())
}

/// Starts the broker and waits until it serves; if it runs already, only says where.
pub(crate) fn up(workspace: &Workspace) -> anyhow::Result<Cluster> {
    let folder = folder(workspace);
    std::fs::create_dir_all(&folder)?;
    // Two `up` at the same time must not start two brokers in one folder
    let lock = File::create(folder.join("lock"))?;
    lock.lock().context("locking target/kafka")?;
    if let Some(state) = State::running(workspace)? {
        let classpath_file = classpath::prepare(workspace)?;
        return Ok(Cluster { bootstrap: state.bootstrap, classpath_file, started_now: false });
    }
    let port = free_port(9092)?;
    let bootstrap = format!("127.0.0.1:{port}");
    let broker = match classpath::source()? {
        classpath::Source::Home(_) | classpath::Source::Maven => {
            let classpath = classpath::prepare(workspace)?;
            Broker::Process(local::start(&folder, &classpath, port, free_port(9093)?)?)
        }
        classpath::Source::Docker => Broker::Container(container::start(port)?),
    };
    State { bootstrap: bootstrap.clone(), broker }.save(workspace)?;
    let classpath_file = classpath::prepare(workspace)?;
    say(format!("Kafka {VERSION} serves at {bootstrap}"));
    Ok(Cluster { bootstrap, classpath_file, started_now: true })
}

/// Stops the broker, if it runs.
pub(crate) fn down(workspace: &Workspace) -> anyhow::Result<()> {
    match State::running(workspace)? {
        None => say("no Kafka of this project runs"),
        Some(State { broker: Broker::Process(pid), .. }) => {
            local::stop(pid)?;
            say("Kafka is stopped");
        }
        Some(State { broker: Broker::Container(name), .. }) => {
            container::stop(&name)?;
            say("Kafka's container is gone");
        }
    }
    State::forget(workspace)
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.target().join("kafka")
}

/// The preferred port if it is free, else any free one.
fn free_port(preferred: u16) -> anyhow::Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", preferred))
        .or_else(|_| TcpListener::bind(("127.0.0.1", 0)))
        .context("finding a free port")?;
    Ok(listener.local_addr()?.port())
}
