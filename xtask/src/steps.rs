//! The steps of `cargo xtask test`, in the order in which they run.
//!
//! Cheap and likely failures come first. Every step uses the `dev` profile and the same flags, so that nothing is
//! compiled twice; only the page itself is built as it is published.

mod browser;
mod rust;
mod sdk;
mod setup;

pub(crate) use setup::Setup;

use crate::workspace::Workspace;

/// One line of the table at the end.
pub(crate) struct Step {
    /// The name for `--only`.
    pub(crate) name: &'static str,
    /// What it checks.
    pub(crate) what: &'static str,
    /// Tools that it needs beyond cargo.
    pub(crate) needs: &'static [Need],
    pub(crate) run: fn(&Workspace, &mut Setup) -> anyhow::Result<()>,
}

/// What is set up in the background while other steps compile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    WasmBindgen,
    Trunk,
    Chromium,
    Npm,
    Sdks,
    Kafka,
}

/// Every step.
pub(crate) const STEPS: &[Step] = &[
    Step { name: "fmt", what: "formatting", needs: &[], run: rust::fmt },
    Step { name: "clippy", what: "lints of every crate", needs: &[], run: rust::clippy },
    Step { name: "native", what: "unit, integration and documentation tests", needs: &[], run: rust::native },
    Step { name: "docs", what: "documentation without a warning", needs: &[], run: rust::docs },
    Step {
        name: "wasm-check",
        what: "the pure crates compile for the browser",
        needs: &[],
        run: rust::wasm_check,
    },
    Step {
        name: "clippy-wasm",
        what: "lints of what runs in the browser",
        needs: &[],
        run: rust::clippy_wasm,
    },
    Step {
        name: "browser",
        what: "the console's parts in headless Chromium",
        needs: &[Need::WasmBindgen, Need::Chromium],
        run: browser::parts,
    },
    Step {
        name: "size",
        what: "the page as published, against its budget",
        needs: &[Need::WasmBindgen],
        run: browser::size,
    },
    Step {
        name: "e2e",
        what: "console, gateway and embedded broker end to end",
        needs: &[Need::WasmBindgen, Need::Chromium, Need::Npm, Need::Sdks],
        run: browser::end_to_end,
    },
    Step {
        name: "sdk",
        what: "the official SDKs of Tencent Cloud against the gateway",
        needs: &[Need::Sdks],
        run: sdk::official_sdks,
    },
    Step {
        name: "kafka",
        what: "the gateway on a real Apache Kafka, and Kafka's own tool as the oracle",
        needs: &[Need::Kafka],
        run: rust::real_kafka,
    },
    Step {
        name: "trunk",
        what: "`trunk serve` serves a working page",
        needs: &[Need::WasmBindgen, Need::Trunk, Need::Chromium, Need::Npm],
        run: browser::trunk_serve,
    },
];
