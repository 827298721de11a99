//! The samples of `docs/API.md`: each request is sent to the gateway, and must bring exactly the answer that stands there.

use crate::support::{app_with, console_request};
use axum::body::Body;
use ckafka_gateway::args::Args;
use clap::{CommandFactory, Parser};
use serde_json::Value;

const API: &str = include_str!("../../../../docs/API.md");

const OPERATING: &str = include_str!("../../../../docs/OPERATING.md");

/// A request of one of the two versions.
#[derive(Debug, PartialEq)]
enum Sample {
    /// A form.
    V2(String),
    /// Action and body.
    V3(String, String),
}

/// Each `form` or `v3` block with the `json` block after it.
fn samples() -> Vec<(Sample, Value)> {
    let mut samples = Vec::new();
    let mut request = None;
    for block in API.split("```").skip(1).step_by(2) {
        let (kind, text) = block.split_once('\n').unwrap();
        match kind {
            "form" => request = Some(Sample::V2(text.split_whitespace().collect())),
            "v3" => {
                let (action, body) = text.split_once('\n').unwrap();
                request = Some(Sample::V3(action.to_owned(), body.to_owned()));
            }
            "json" => {
                let request = request.take().unwrap_or_else(|| panic!("no request before the answer {text}"));
                let answer = serde_json::from_str(text).unwrap_or_else(|why| panic!("{why}: {text}"));
                samples.push((request, answer));
            }
            _ => {}
        }
    }
    assert_eq!(request, None, "a request without an answer");
    samples
}

/// The `toml` blocks of docs/OPERATING.md in which this stands.
fn settings_with(words: &str) -> Vec<&'static str> {
    let blocks = OPERATING.split("```").skip(1).step_by(2);
    blocks.filter_map(|block| block.strip_prefix("toml\n")).filter(|block| block.contains(words)).collect()
}

#[test]
fn the_documented_settings_file_is_one() {
    let [text] = settings_with("[[instance]]")[..] else { panic!("not one sample") };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("gateway.toml");
    std::fs::write(&file, text).unwrap();
    let mut args = Args::parse_from(["ckafka-gateway", "--config", file.to_str().unwrap()]);
    let wanted = ckafka_gateway::start::instances(&mut args).unwrap();
    let ids: Vec<&str> = wanted.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["orders", "cloud", "try"]);
    assert!(args.signed_only && args.tls_key.is_some() && args.console_dir.is_some());
}

#[test]
fn the_documented_keys_file_is_one() {
    let [text] = settings_with("[[key]]")[..] else { panic!("not one sample") };
    let app = crate::support::app_with_keys(text);
    assert!(app.fake.writes().is_empty());
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
            samples
                .iter()
                .any(|(sample, _)| matches!(sample, Sample::V2(form) if format!("{form}&").contains(&named))),
            "{action} has no sample"
        );
    }
    let app = app_with(&["--production"], |_| {});
    for (sample, documented) in samples {
        let answer = match &sample {
            Sample::V2(form) => app.post(form).await,
            Sample::V3(action, body) => {
                let mut request = console_request()
                    .uri("/v3/")
                    .header("x-tc-action", action)
                    .header("x-tc-version", "2019-08-19")
                    .body(Body::from(body.clone()))
                    .unwrap();
                request.headers_mut().insert("content-type", "application/json".parse().unwrap());
                app.send(request).await
            }
        };
        let mut found: Value = serde_json::from_slice(&answer.body).unwrap();
        if let Some(id) = found.pointer_mut("/Response/RequestId") {
            *id = "…".into();
        }
        assert_eq!(found, documented, "{sample:?}\n{}", answer.text());
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
