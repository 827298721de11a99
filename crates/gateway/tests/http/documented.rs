//! The samples of `docs/API.md`: each request is sent to the gateway, and must bring exactly the answer that stands there.

use crate::support::app_with;
use ckafka_gateway::args::Args;
use clap::CommandFactory;
use serde_json::Value;

const API: &str = include_str!("../../../../docs/API.md");

const OPERATING: &str = include_str!("../../../../docs/OPERATING.md");

/// Each `form` block with the `json` block after it.
fn samples() -> Vec<(String, Value)> {
    let mut samples = Vec::new();
    let mut form = None;
    for block in API.split("```").skip(1).step_by(2) {
        let (kind, text) = block.split_once('\n').unwrap();
        match kind {
            "form" => form = Some(text.split_whitespace().collect::<String>()),
            "json" => {
                let form = form.take().unwrap_or_else(|| panic!("no request before the answer {text}"));
                samples
                    .push((form, serde_json::from_str(text).unwrap_or_else(|why| panic!("{why}: {text}"))));
            }
            _ => {}
        }
    }
    assert_eq!(form, None, "a request without an answer");
    samples
}

#[tokio::test]
async fn every_documented_request_brings_exactly_the_documented_answer() {
    let samples = samples();
    for action in [
        "DescribeCapabilities",
        "GetGroupInfo",
        "GetGroupOffsets",
        "GetTopicAttributes",
        "ListGroup",
        "ListInstance",
        "ListTopic",
        "SetGroupOffsets",
        "SetPartitionOffsets",
    ] {
        let named = format!("Action={action}&");
        assert!(
            samples.iter().any(|(form, _)| format!("{form}&").contains(&named)),
            "{action} has no sample"
        );
    }
    let app = app_with(&["--production"], |_| {});
    for (form, documented) in samples {
        let answer = app.post(&form).await;
        let found: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(found, documented, "{form}\n{}", answer.text());
    }
}

#[test]
fn every_flag_is_explained_and_no_other() {
    let command = Args::command();
    let flags: Vec<String> =
        command.get_arguments().filter_map(|flag| flag.get_long()).map(|name| format!("--{name}")).collect();
    for flag in &flags {
        assert!(OPERATING.contains(&format!("| `{flag}")), "{flag} is not in docs/OPERATING.md");
    }
    for row in OPERATING.lines().filter_map(|line| line.strip_prefix("| `--")) {
        let name: String = row.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect();
        assert!(
            flags.contains(&format!("--{name}")),
            "docs/OPERATING.md explains --{name}, which is no flag"
        );
    }
}
