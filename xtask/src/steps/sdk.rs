//! The official SDKs of Tencent Cloud: as clients of the gateway, and as judges of what it signs.

use super::{Need, Setup};
use crate::gateway;
use crate::process::run;
use crate::tools::{cargo, sdks};
use crate::workspace::Workspace;
use std::process::Command;

/// Each named, so that a file that is not found is an error.
const SUITES: [&str; 8] = [
    "test_api3_reads",
    "test_api3_resets",
    "test_api3_keys",
    "test_api2_reads",
    "test_api2_resets",
    "test_api2_keys",
    "test_stand_in",
    "test_documented",
];

pub(super) fn official_sdks(workspace: &Workspace, setup: &mut Setup) -> anyhow::Result<()> {
    setup.need(&[Need::Sdks])?;
    let python = sdks::python(workspace)?;
    let program = gateway::build_for_development(workspace)?;
    let stand_in = gateway::build_stand_in(workspace)?;
    let mut suites = Command::new(&python);
    suites
        .current_dir(workspace.root().join("tests/sdk"))
        .env("CKAFKA_GATEWAY", program)
        .env("CLOUD_STAND_IN", stand_in);
    // The gateway is on this machine, and an SDK would ask a proxy for it
    for proxy in ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
        suites.env_remove(proxy);
    }
    run(suites.args(["-B", "-m", "unittest"]).args(SUITES))?;
    // The tests before the stand-in once more, and this time the official SDKs judge what it is sent: by the gateway,
    // and by the command line
    for tests in [&["cloud", "--", "--include-ignored"][..], &["commands", "--", "cloud::"]] {
        run(cargo(workspace)
            .env("OFFICIAL_SDK_PYTHON", &python)
            .args(["test", "--workspace", "--test"])
            .args(tests))?;
    }
    Ok(())
}
