//! 1,000 partitions of a real Kafka: the gateway, and Kafka's own Admin client.

use super::node;
use super::table::{Budget, Table};
use crate::process::run;
use crate::workspace::Workspace;
use crate::{gateway, kafka};
use anyhow::Context as _;
use std::process::Command;

pub(super) const TOPIC: &str = "bench-1000";
pub(super) const PARTITIONS: &str = "1000";
const RUNS: &str = "31";

pub(super) fn measure(workspace: &Workspace, table: &mut Table) -> anyhow::Result<()> {
    let program = gateway::build(workspace, "release-native", &[])?;
    let with = |cluster: &kafka::Cluster| {
        let admin = Admin::compile(workspace, cluster)?;
        run(&mut admin.command(cluster, "bench-gateway", "0"))?;
        table.budgets(&[Budget { what: "plan, reset and read-back of 1,000 partitions, warm", most: 15.0 }]);
        let mut script = node::script(workspace, "gateway.mjs", &program)?;
        // It needs no page
        script.env("CONSOLE_DIST", "").env("KAFKA_BOOTSTRAP", &cluster.bootstrap).env("BENCH_RUNS", RUNS);
        node::measure(script.args([TOPIC, "bench-gateway", PARTITIONS]), table)?;
        node::measure(&mut admin.command(cluster, "bench-admin", RUNS), table)
    };
    with_kafka(workspace, with)
}

/// Does something with a running Kafka, and stops it if it was started for that.
pub(super) fn with_kafka(
    workspace: &Workspace,
    work: impl FnOnce(&kafka::Cluster) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let cluster = kafka::up(workspace)?;
    let outcome = work(&cluster);
    if cluster.started_now {
        kafka::down(workspace)?;
    }
    outcome
}

/// The Java program of `tests/bench`.
pub(super) struct Admin {
    classpath: String,
}

impl Admin {
    pub(super) fn compile(workspace: &Workspace, cluster: &kafka::Cluster) -> anyhow::Result<Self> {
        let kafka = std::fs::read_to_string(&cluster.classpath_file)?;
        let classes = workspace.target().join("bench-classes");
        std::fs::create_dir_all(&classes)?;
        run(Command::new("javac")
            .arg("-d")
            .arg(&classes)
            .args(["-cp", kafka.trim()])
            .arg(workspace.root().join("tests/bench/AdminReset.java")))
        .context("javac comes with a JDK 17 (Debian: openjdk-17-jdk-headless)")?;
        Ok(Self { classpath: format!("{}:{}", classes.display(), kafka.trim()) })
    }

    /// Makes the topic ready for a group, then measures as often as told.
    pub(super) fn command(&self, cluster: &kafka::Cluster, group: &str, runs: &str) -> Command {
        let mut command = Command::new("java");
        command
            .args(["-cp", &self.classpath, "AdminReset", &cluster.bootstrap])
            .args([TOPIC, group, PARTITIONS, runs]);
        command
    }
}
