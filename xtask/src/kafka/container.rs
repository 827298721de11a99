//! A broker in a Docker container: the way for machines without Java.

use super::VERSION;
use crate::process::{output, run, wait_until};
use anyhow::{Context as _, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const NAME: &str = "ckafka-console-test-kafka";

/// Starts the container, publishes its port on loopback only, and waits until the broker serves.
pub(super) fn start(port: u16) -> anyhow::Result<String> {
    let address = format!("127.0.0.1:{port}");
    let mut command = Command::new("docker");
    command.args(["run", "--detach", "--rm", "--name", NAME, "--publish", &format!("{address}:{port}")]);
    for setting in [
        "KAFKA_PROCESS_ROLES=broker,controller".to_owned(),
        "KAFKA_NODE_ID=1".to_owned(),
        "KAFKA_CONTROLLER_QUORUM_VOTERS=1@localhost:29093".to_owned(),
        format!("KAFKA_LISTENERS=PLAINTEXT://0.0.0.0:{port},CONTROLLER://localhost:29093"),
        format!("KAFKA_ADVERTISED_LISTENERS=PLAINTEXT://{address}"),
        "KAFKA_CONTROLLER_LISTENER_NAMES=CONTROLLER".to_owned(),
        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT".to_owned(),
        "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS=1".to_owned(),
        "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR=1".to_owned(),
        "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR=1".to_owned(),
        "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR=1".to_owned(),
        "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS=0".to_owned(),
        "KAFKA_AUTO_CREATE_TOPICS_ENABLE=false".to_owned(),
        "KAFKA_LOG_RETENTION_MS=-1".to_owned(),
    ] {
        command.args(["--env", &setting]);
    }
    run(command.arg(format!("apache/kafka:{VERSION}"))).context("starting Kafka with Docker")?;
    let ready = wait_until(Duration::from_secs(120), || {
        Ok(output(Command::new("docker").args(["logs", NAME]))
            .is_some_and(|log| log.contains("Kafka Server started")))
    })?;
    if !ready {
        bail!("Kafka's container was not ready within two minutes; look at: docker logs {NAME}");
    }
    Ok(NAME.to_owned())
}

pub(super) fn runs(name: &str) -> bool {
    output(Command::new("docker").args(["inspect", "--format", "{{.State.Running}}", name])).as_deref()
        == Some("true")
}

pub(super) fn stop(name: &str) -> anyhow::Result<()> {
    run(Command::new("docker").args(["rm", "--force", name]))
}

/// Copies the classes of Kafka's own tools out of the image.
pub(super) fn copy_libs(folder: &Path) -> anyhow::Result<PathBuf> {
    let libs = folder.join(format!("libs-{VERSION}"));
    if !libs.is_dir() {
        let image = format!("apache/kafka:{VERSION}");
        let container = output(Command::new("docker").args(["create", &image]))
            .with_context(|| format!("docker can't make a container of {image}"))?;
        let copied =
            run(Command::new("docker").args(["cp", &format!("{container}:/opt/kafka/libs")]).arg(&libs));
        let _ = output(Command::new("docker").args(["rm", &container]));
        copied?;
    }
    Ok(libs)
}
