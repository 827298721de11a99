//! The command line as whole processes, beside Kafka's own.

use super::gateway::{Admin, TOPIC, with_kafka};
use super::table::{Budget, Measurement, Table};
use crate::process::run;
use crate::tools::cargo;
use crate::workspace::Workspace;
use crate::{gateway, kafka};
use anyhow::{Context as _, bail};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

const RUNS: usize = 11;
const GROUP: &str = "bench-cli";
const BOTH: &str = "plan and apply 1,000 partitions as whole processes";

pub(super) fn measure(workspace: &Workspace, table: &mut Table) -> anyhow::Result<()> {
    let gateway = gateway::build(workspace, "release-native", &[])?;
    run(cargo(workspace).args(["build", "-p", "ckafka-offsets", "--profile", "release-native"]))?;
    let program = workspace.target().join("release-native/ckafka-offsets");
    with_kafka(workspace, |cluster| {
        let admin = Admin::compile(workspace, cluster)?;
        run(&mut admin.command(cluster, GROUP, "0"))?;
        let arguments = ["--listen", "127.0.0.1:0", "--kafka", &cluster.bootstrap].map(str::to_owned);
        let (_gateway, address) = gateway::start(&gateway, &arguments)?;
        table.budgets(&[Budget { what: BOTH, most: 40.0 }]);
        ours(workspace, &program, &address, table)?;
        theirs(cluster, table)
    })
}

fn ours(workspace: &Workspace, program: &Path, address: &str, table: &mut Table) -> anyhow::Result<()> {
    let folder = workspace.target().join("bench-cli");
    std::fs::create_dir_all(&folder)?;
    let plan = folder.join("plan.json");
    let (mut both, mut plans) = (Vec::new(), Vec::new());
    for run in 0..RUNS {
        let end = if run % 2 == 0 { "--to-earliest" } else { "--to-latest" };
        let endpoint = format!("{address}/v2/index.php");
        let command = || {
            let mut command = Command::new(program);
            command.env("CKAFKA_OFFSETS_STATE_DIR", &folder).args([
                "--endpoint",
                &endpoint,
                "--instance",
                "ckafka-local",
            ]);
            command
        };
        let start = Instant::now();
        quiet(command().args(["plan", "--group", GROUP, "--topic", TOPIC, end, "-o"]).arg(&plan))?;
        plans.push(start.elapsed().as_secs_f64() * 1000.0);
        quiet(command().arg("apply").arg(&plan).args([
            "--execute",
            "--no-second-look",
            "--yes",
            "--confirm",
            GROUP,
        ]))?;
        both.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    table.add(Measurement::new(BOTH, "ckafka-offsets", "ms", both));
    table.add(Measurement::new("  of these, the plan", "ckafka-offsets", "ms", plans));
    Ok(())
}

/// A dry run and the reset, as one does with Kafka's own tool. It does not read back.
fn theirs(cluster: &kafka::Cluster, table: &mut Table) -> anyhow::Result<()> {
    let classpath = std::fs::read_to_string(&cluster.classpath_file)?;
    let mut times = Vec::new();
    for run in 0..5 {
        let end = if run % 2 == 0 { "--to-earliest" } else { "--to-latest" };
        let start = Instant::now();
        for how in ["--dry-run", "--execute"] {
            quiet(
                Command::new("java")
                    .args([
                        "-cp",
                        classpath.trim(),
                        "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand",
                    ])
                    .args(["--bootstrap-server", &cluster.bootstrap, "--group", GROUP, "--topic", TOPIC])
                    .args(["--reset-offsets", end, how]),
            )?;
        }
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    table.add(Measurement::new(BOTH, "kafka-consumer-groups", "ms", times));
    Ok(())
}

/// Runs a program whose output nobody needs; if it fails, its output is the reason.
fn quiet(command: &mut Command) -> anyhow::Result<()> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("starting {}", command.get_program().display()))?;
    if !output.status.success() {
        bail!(
            "{} ended with {}:\n{}{}",
            command.get_program().display(),
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(())
}
