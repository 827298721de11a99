//! Runs the program in a folder of its own and looks at what it did.

use crate::world::World;
use assert_cmd::Command;
use serde_json::Value;
use std::path::PathBuf;
use tempfile::TempDir;

/// A machine of its own: its state, its files, its environment.
pub(crate) struct Machine {
    pub(crate) folder: TempDir,
    endpoint: String,
    /// More of its environment.
    pub(crate) environment: Vec<(&'static str, String)>,
}

/// What one run did.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Machine {
    pub(crate) fn new(world: &World) -> Self {
        Self::at(world.endpoint())
    }

    pub(crate) fn at(endpoint: String) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), endpoint, environment: Vec::new() }
    }

    /// The same machine, which reaches its gateway another way.
    pub(crate) fn through(self, endpoint: String) -> Self {
        Self { endpoint, ..self }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::cargo_bin("ckafka-offsets").unwrap();
        // Nothing of the machine that runs the tests
        command.env_clear().current_dir(self.folder.path());
        command
            .env("CKAFKA_OFFSETS_STATE_DIR", self.path("state"))
            .env("CKAFKA_OFFSETS_ENDPOINT", &self.endpoint)
            .envs(self.environment.iter().map(|(name, value)| (*name, value)));
        command.args(args);
        command
    }

    /// Runs it; the arguments are words with blanks between.
    pub(crate) fn run(&self, line: &str) -> Ran {
        self.run_args(&line.split_whitespace().collect::<Vec<_>>())
    }

    pub(crate) fn run_args(&self, args: &[&str]) -> Ran {
        Ran::of(self.command(args))
    }

    /// Runs it with `--json`: exit code and document, which must agree.
    pub(crate) fn json(&self, line: &str) -> (i32, Value) {
        let ran = self.run(&format!("{line} --json"));
        let document: Value =
            serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
        assert_eq!(document["exitCode"], ran.code, "{ran:?}");
        assert_eq!(document["schema"], "ckafka-offset-reset/command");
        assert_eq!(ran.stderr, "", "everything is in the document");
        (ran.code, document)
    }

    /// Plans into `plan.json`, which must work.
    pub(crate) fn plan(&self, line: &str) -> Value {
        let (code, document) = self.json(&format!("plan -o plan.json {line}"));
        assert_eq!(code, 0, "{document:#}");
        document
    }

    /// Applies `plan.json` with every confirmation of group `billing`, without the second look.
    pub(crate) fn apply(&self) -> (i32, Value) {
        self.json("apply plan.json --execute --yes --confirm billing --no-second-look")
    }
}

impl Ran {
    pub(crate) fn of(mut command: Command) -> Self {
        let output = command.output().unwrap();
        Self {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    pub(crate) fn says(&self, code: i32, words: &[&str]) {
        assert_eq!(self.code, code, "{self:?}");
        for word in words {
            assert!(
                self.stdout.contains(word) || self.stderr.contains(word),
                "\"{word}\" is not in {self:?}"
            );
        }
    }
}

/// The verdicts of a record in a document, as `topic/partition verdict`.
pub(crate) fn verdicts(document: &Value) -> Vec<String> {
    rows(&document["record"]["rows"], "verdict")
}

/// One field of each row, as `topic/partition value`.
pub(crate) fn rows(list: &Value, field: &str) -> Vec<String> {
    let row = |row: &Value| {
        let value = row[field].as_str().map_or_else(|| row[field].to_string(), str::to_owned);
        format!("{}/{} {value}", row["topic"].as_str().unwrap(), row["partition"])
    };
    list.as_array().unwrap_or_else(|| panic!("no list: {list:#}")).iter().map(row).collect()
}
