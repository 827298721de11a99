//! Work in the background, waited for where its result is needed.

use crate::process::say;
use anyhow::anyhow;
use std::thread::JoinHandle;
use std::time::Instant;

/// A piece of setting up that runs while something else compiles.
#[derive(Debug)]
pub(crate) struct Job {
    name: &'static str,
    thread: Option<JoinHandle<anyhow::Result<()>>>,
    outcome: Option<Result<(), String>>,
}

impl Job {
    /// Starts `work` in the background.
    pub(crate) fn start(
        name: &'static str,
        work: impl FnOnce() -> anyhow::Result<()> + Send + 'static,
    ) -> Self {
        let thread = std::thread::spawn(move || {
            let start = Instant::now();
            let outcome = work();
            let seconds = start.elapsed().as_secs();
            match &outcome {
                Ok(()) if seconds > 1 => say(format!("{name}: ready after {seconds} s")),
                Ok(()) => {}
                Err(_) => say(format!("{name}: failed after {seconds} s")),
            }
            outcome
        });
        Self { name, thread: Some(thread), outcome: None }
    }

    /// Waits for the end; asked again, it answers the same.
    pub(crate) fn wait(&mut self) -> anyhow::Result<()> {
        if let Some(thread) = self.thread.take() {
            if !thread.is_finished() {
                say(format!("waiting for: {}", self.name));
            }
            self.outcome = Some(match thread.join() {
                Ok(outcome) => outcome.map_err(|error| format!("{error:#}")),
                Err(_) => Err("it panicked".to_owned()),
            });
        }
        match &self.outcome {
            Some(Ok(())) => Ok(()),
            Some(Err(why)) => Err(anyhow!("{}: {why}", self.name)),
            None => Err(anyhow!("{}: no outcome", self.name)),
        }
    }
}
