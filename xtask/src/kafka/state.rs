//! What is remembered between `up` and `down`: one small text file.

use super::{container, folder, local};
use crate::workspace::Workspace;
use anyhow::Context as _;

/// A broker that `up` started.
#[derive(Debug)]
pub(super) struct State {
    pub(super) bootstrap: String,
    pub(super) broker: Broker,
}

/// What runs it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Broker {
    Process(u32),
    Container(String),
}

impl State {
    /// The remembered broker, if it still runs.
    pub(super) fn running(workspace: &Workspace) -> anyhow::Result<Option<Self>> {
        let Ok(text) = std::fs::read_to_string(folder(workspace).join("state")) else {
            return Ok(None);
        };
        let state = Self::parse(&text).context("target/kafka/state is not in its form; delete it")?;
        let runs = match &state.broker {
            Broker::Process(pid) => local::runs(*pid),
            Broker::Container(name) => container::runs(name),
        };
        Ok(runs.then_some(state))
    }

    pub(super) fn save(&self, workspace: &Workspace) -> anyhow::Result<()> {
        std::fs::write(folder(workspace).join("state"), self.text()).context("writing target/kafka/state")
    }

    pub(super) fn forget(workspace: &Workspace) -> anyhow::Result<()> {
        match std::fs::remove_file(folder(workspace).join("state")) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    fn text(&self) -> String {
        match &self.broker {
            Broker::Process(pid) => format!("{} process {pid}\n", self.bootstrap),
            Broker::Container(name) => format!("{} container {name}\n", self.bootstrap),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let bootstrap = words.next()?.to_owned();
        let broker = match (words.next()?, words.next()?) {
            ("process", pid) => Broker::Process(pid.parse().ok()?),
            ("container", name) => Broker::Container(name.to_owned()),
            _ => return None,
        };
        Some(Self { bootstrap, broker })
    }
}

#[cfg(test)]
mod tests {
    use super::{Broker, State};

    #[test]
    fn a_saved_state_is_read_back() {
        for broker in [Broker::Process(4711), Broker::Container("some-kafka".to_owned())] {
            let state = State { bootstrap: "127.0.0.1:9092".to_owned(), broker };
            let read = State::parse(&state.text()).unwrap();
            assert_eq!(read.bootstrap, "127.0.0.1:9092");
            assert_eq!(read.broker, state.broker);
        }
    }

    #[test]
    fn a_damaged_state_is_refused() {
        assert!(State::parse("127.0.0.1:9092 process many").is_none());
        assert!(State::parse("").is_none());
    }
}
