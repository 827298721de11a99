//! 10,000 random sequences of resets, retries, undos and interference; `cargo xtask test` runs a tenth of them.

use super::table::{Measurement, Table};
use crate::process::run;
use crate::tools::cargo;
use crate::workspace::Workspace;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

const SEQUENCES: u32 = 10_000;

pub(super) fn measure(workspace: &Workspace, table: &mut Table) -> anyhow::Result<()> {
    // Another seed each time: what is run again and again proves nothing new. A failing sequence prints its seed
    let seed = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let test = || {
        let mut cargo = cargo(workspace);
        cargo.args(["test", "-p", "ckafka-offsets", "--test", "random_resets"]);
        cargo
    };
    run(test().arg("--no-run"))?;
    let start = Instant::now();
    run(test()
        .args(["--", "--nocapture"])
        .env("RANDOM_RESETS", SEQUENCES.to_string())
        .env("RANDOM_RESETS_SEED", seed.to_string()))?;
    let each = start.elapsed().as_secs_f64() * 1000.0 / f64::from(SEQUENCES);
    table.add(Measurement::new("10,000 random sequences, each", "ckafka-offsets", "ms", vec![each]));
    Ok(())
}
