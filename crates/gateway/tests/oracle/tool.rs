//! The Java program beside this file, compiled and driven.

use kafka_offsets::{GroupId, PartitionId, TopicPartition};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle/ResetOracle.java");
const CLASS: &str = "org.apache.kafka.tools.consumer.group.ResetOracle";

/// A running `ResetOracle`; it ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Tool {
    child: Child,
    commands: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

/// What Kafka's tool plans, or says instead.
#[derive(Debug, Default)]
pub(crate) struct ToolPlan {
    pub(crate) offsets: BTreeMap<TopicPartition, i64>,
    pub(crate) said: Vec<String>,
    pub(crate) error: Option<String>,
}

impl Tool {
    pub(crate) fn start(bootstrap: &str, class_path_file: &str) -> Self {
        let class_path = std::fs::read_to_string(class_path_file).expect("KAFKA_CLASSPATH_FILE is readable");
        let class_path = class_path.trim();
        let classes = Path::new(env!("CARGO_TARGET_TMPDIR")).join("oracle");
        std::fs::create_dir_all(&classes).unwrap();
        let compiled = Command::new("javac")
            .args(["-d", classes.to_str().unwrap(), "-cp", class_path, SOURCE])
            .output()
            .expect(
                "javac is there; it comes with a JDK 17 (Debian: openjdk-17-jdk-headless), not with a JRE",
            );
        assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));

        let mut child = Command::new("java")
            .arg("-Xmx256m")
            .args(["-cp", &format!("{}:{class_path}", classes.display()), CLASS, bootstrap])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("java is there");
        let commands = child.stdin.take();
        let answers = BufReader::new(child.stdout.take().unwrap());
        Self { child, commands, answers }
    }

    /// A command of preparation, which must succeed.
    pub(crate) fn prepare(&mut self, words: &[&str]) {
        let answer = self.ask(words);
        assert!(answer.is_empty(), "{words:?}: {answer:?}");
    }

    /// A dry run of Kafka's tool with these arguments.
    pub(crate) fn plan(&mut self, group: &GroupId, arguments: &[String]) -> ToolPlan {
        let mut words = vec!["plan", group.as_str()];
        words.extend(arguments.iter().map(String::as_str));
        let mut plan = ToolPlan::default();
        for line in self.ask(&words) {
            match line.split('\t').collect::<Vec<_>>()[..] {
                ["offset", topic, partition, offset] => {
                    let partition = PartitionId::try_from(partition.parse::<i32>().unwrap()).unwrap();
                    let at = TopicPartition { topic: topic.parse().unwrap(), partition };
                    plan.offsets.insert(at, offset.parse().unwrap());
                }
                ["said", text] => plan.said.push(text.to_owned()),
                ["error", text] => plan.error = Some(text.to_owned()),
                _ => panic!("an answer that nobody expects: {line}"),
            }
        }
        plan
    }

    fn ask(&mut self, words: &[&str]) -> Vec<String> {
        let commands = self.commands.as_mut().unwrap();
        writeln!(commands, "{}", words.join("\t"))
            .and_then(|()| commands.flush())
            .expect("the oracle listens");
        let mut answer = Vec::new();
        loop {
            let mut line = String::new();
            let read = self.answers.read_line(&mut line).expect("the oracle answers");
            assert!(read > 0, "the oracle ended in the middle of an answer");
            match line.trim_end_matches('\n') {
                "end" => return answer,
                line => answer.push(line.to_owned()),
            }
        }
    }
}

impl Drop for Tool {
    fn drop(&mut self) {
        // The end of its input ends it.
        drop(self.commands.take());
        let _ = self.child.wait();
    }
}
