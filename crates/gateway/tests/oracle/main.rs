//! Kafka's own reset tool as the oracle: on one real cluster, the dry run of the gateway's upstream must plan what
//! the tool plans, partition by partition. Where the two differ on purpose, `rules` says so.
//!
//! Needs a broker and Kafka's classes; `cargo xtask test --only kafka` provides both and sets
//! `KAFKA_BOOTSTRAP` (`HOST:PORT`) and `KAFKA_CLASSPATH_FILE`. `ORACLE_SEED` (a number) tries other cases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "helpers of tests stand outside #[test] functions, run natively, and a failing helper is a failing test"
)]

mod cases;
mod rules;
mod tool;
mod world;

use ckafka_gateway::kafka::{Cluster, ClusterOptions, KafkaUpstream, Plaintext};
use ckafka_gateway::upstream::{InstanceSummary, OffsetUpstream};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rules::{Outcome, Rule};
use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};
use tool::Tool;

/// How many resets are compared.
const CASES: usize = 500;
/// Where the cases come from, unless `ORACLE_SEED` says otherwise.
const SEED: u64 = 431;

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_plans_what_kafkas_own_tool_plans() {
    let seed =
        std::env::var("ORACLE_SEED").map_or(SEED, |text| text.parse().expect("ORACLE_SEED is a number"));
    println!("{CASES} cases from seed {seed}");
    let (bootstrap, class_path) = (setting("KAFKA_BOOTSTRAP"), setting("KAFKA_CLASSPATH_FILE"));
    let mut tool = Tool::start(&bootstrap, &class_path);
    let upstream = upstream(&bootstrap);
    let mut runner = runner(seed);

    let world = sample(&world::strategy(&unique_prefix()), &mut runner);
    world.build(&mut tool);

    let mut alike = 0;
    let mut seen: BTreeMap<Rule, usize> = BTreeMap::new();
    for number in 0..CASES {
        let case = sample(&cases::strategy(&world), &mut runner);
        let request = case.request();
        let ours = Outcome::of(upstream.reset(&request, true).await);
        let expected = rules::expected(&mut tool, &world, &case);
        assert_eq!(ours, expected.outcome, "case {number} of seed {seed}: {request:#?}\n{case:#?}");
        alike += usize::from(expected.rules.is_empty());
        for rule in expected.rules {
            *seen.entry(rule).or_default() += 1;
        }
    }
    println!("{alike} cases alike to the letter; documented differences: {seen:?}");
    assert!(alike * 2 > CASES, "most cases must have no difference at all, and only {alike} have none");
    for rule in Rule::ALL {
        assert!(seen.contains_key(&rule), "no case shows {rule:?}");
    }

    world.assert_nothing_moved(&upstream).await;
}

/// A setting of `cargo xtask test`. Without it the test fails, in CI and elsewhere: a skipped test proves nothing.
fn setting(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| {
        panic!(
            "{name} is not set. `cargo xtask test --only kafka` starts a broker and sets it; by hand: \
             `cargo xtask kafka up`, then set KAFKA_BOOTSTRAP and KAFKA_CLASSPATH_FILE as it says"
        )
    })
}

fn upstream(bootstrap: &str) -> KafkaUpstream {
    let address = bootstrap.parse().expect("KAFKA_BOOTSTRAP is HOST:PORT");
    let cluster = Cluster::new(ClusterOptions::new(vec![address]), Box::new(Plaintext));
    KafkaUpstream::new(InstanceSummary { id: "ckafka-local".to_owned(), name: "oracle".to_owned() }, cluster)
}

fn runner(seed: u64) -> TestRunner {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}

fn sample<S: Strategy>(strategy: &S, runner: &mut TestRunner) -> S::Value {
    strategy.new_tree(runner).unwrap().current()
}

/// Names that no earlier run on the same broker has used.
fn unique_prefix() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    format!("oracle-{}", now.as_millis())
}
