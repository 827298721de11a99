//! What the steps need, fetched and built in the background.

use super::{Need, Step};
use crate::job::Job;
use crate::kafka::{self, Cluster};
use crate::tools::chromium::{Chromium, chromium};
use crate::tools::{cargo_tool, npm, sdks, wasm_target};
use crate::workspace::Workspace;

/// The jobs that were started, and what they made.
#[derive(Debug)]
pub(crate) struct Setup {
    /// One after the other: two tools compiling beside the project's own build would only wait for each other.
    wasm_bindgen: Option<Job>,
    trunk: Option<Job>,
    chromium: Option<Job>,
    npm: Option<Job>,
    sdks: Option<Job>,
    kafka: Option<Job>,
    cluster: Option<Cluster>,
}

impl Setup {
    /// Starts what the chosen steps need.
    pub(crate) fn start(workspace: &Workspace, steps: &[&Step]) -> Self {
        let needed = |need: Need| steps.iter().any(|step| step.needs.contains(&need));
        let job = |need: Need, name: &'static str, work: fn(&Workspace) -> anyhow::Result<()>| {
            let workspace = workspace.clone();
            needed(need).then(|| Job::start(name, move || work(&workspace)))
        };
        Self {
            wasm_bindgen: job(Need::WasmBindgen, "wasm-bindgen", |workspace| {
                wasm_target()?;
                cargo_tool::wasm_bindgen(workspace)
            }),
            trunk: job(Need::Trunk, "Trunk", cargo_tool::trunk),
            chromium: job(Need::Chromium, "Chromium", |workspace| chromium(workspace).map(|_| ())),
            npm: job(Need::Npm, "npm packages", npm::packages),
            sdks: job(Need::Sdks, "official SDKs", |workspace| sdks::python(workspace).map(|_| ())),
            kafka: job(Need::Kafka, "Kafka's classes", |workspace| kafka::prepare(workspace).map(|_| ())),
            cluster: None,
        }
    }

    /// Waits for tools.
    pub(crate) fn need(&mut self, needs: &[Need]) -> anyhow::Result<()> {
        for need in needs {
            let job = match need {
                Need::WasmBindgen => &mut self.wasm_bindgen,
                Need::Trunk => &mut self.trunk,
                Need::Chromium => &mut self.chromium,
                Need::Npm => &mut self.npm,
                Need::Sdks => &mut self.sdks,
                Need::Kafka => &mut self.kafka,
            };
            if let Some(job) = job {
                job.wait()?;
            }
        }
        Ok(())
    }

    /// The browser, once it is installed.
    pub(crate) fn chromium(&mut self, workspace: &Workspace) -> anyhow::Result<Chromium> {
        self.need(&[Need::Chromium])?;
        chromium(workspace)
    }

    /// A running Kafka, started at the first call.
    pub(crate) fn cluster(&mut self, workspace: &Workspace) -> anyhow::Result<&Cluster> {
        self.need(&[Need::Kafka])?;
        let cluster = match self.cluster.take() {
            Some(cluster) => cluster,
            None => kafka::up(workspace)?,
        };
        Ok(self.cluster.insert(cluster))
    }

    /// Stops what was started here; a Kafka that ran before goes on.
    pub(crate) fn end(self, workspace: &Workspace) -> anyhow::Result<()> {
        if self.cluster.is_some_and(|cluster| cluster.started_now) { kafka::down(workspace) } else { Ok(()) }
    }
}
