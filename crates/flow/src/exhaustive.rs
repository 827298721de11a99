//! Every state that the flow can get into, with a tiny cluster, an endpoint of many moods, a consumer, another tab
//! and an operator who presses whatever there is. The flow is the real one; all orders of what may happen are gone
//! through, within the budgets of each scenario.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failing helper of a test is a failing test"
)]

mod cluster;
mod renumber;
mod rules;
mod scenario;
mod world;

use cluster::{Cluster, Manner, Names, Partition, Trouble};
use kafka_offsets::{
    Abilities, PartitionId, ResetRequest, ResetScope, ResetStrategy, TopicPartition, TopicSelection,
};
use rules::{always, reachable};
use scenario::Scenario;
use stateright::{Checker, Expectation, Model, Property};
use world::Budget;

/// Nothing happens beside the operator.
const QUIET: Budget = Budget {
    presses: 1,
    moves: 0,
    other_tabs: 0,
    troubles: 0,
    reloads: 0,
    looks: 0,
    ageing: false,
    files: false,
};

fn everything() -> Abilities {
    Abilities {
        partition_offsets: true,
        log_start: true,
        time_lookup: true,
        dry_run: true,
        create_group: true,
    }
}

fn whole_topics() -> Abilities {
    Abilities { log_start: true, ..Abilities::default() }
}

/// As API 3.0 of the cloud.
fn terse() -> Abilities {
    Abilities { partition_offsets: true, ..Abilities::default() }
}

/// Two partitions of one topic or of two, committed at 2 and 3 of 0 to 6, and a request about both.
fn scenario(
    topics: [&str; 2],
    strategy: ResetStrategy,
    abilities: Abilities,
    budget: Budget,
    properties: fn() -> Vec<Property<Scenario>>,
) -> Scenario {
    let second = i32::from(topics[0] == topics[1]);
    let at = |topic: &str, partition: i32| TopicPartition {
        topic: topic.parse().unwrap(),
        partition: PartitionId::try_from(partition).unwrap(),
    };
    let names = Names { group: "g".parse().unwrap(), at: [at(topics[0], 0), at(topics[1], second)] };
    let partition = |committed| Partition { committed: Some(committed), start: 0, end: 6, shown: None };
    let request = ResetRequest {
        group: names.group.clone(),
        scope: ResetScope::Topics(TopicSelection::new(names.at.iter().map(|at| at.topic.clone())).unwrap()),
        strategy,
        create_group: false,
    };
    let cluster = Cluster {
        manner: Manner::Everything,
        partitions: [partition(2), partition(3)],
        live: false,
        trouble: Trouble::None,
        straggler: None,
    };
    Scenario { names, cluster, request, abilities, budget, stragglers: &[1, 3], properties }
}

/// Goes through all states, and prints how many there are. A rule that does not hold is shown by the shortest way
/// to break it.
fn explore(name: &str, scenario: Scenario) {
    let checker = scenario.checker().threads(2).spawn_bfs().join();
    let (states, steps, depth) = (checker.unique_state_count(), checker.state_count(), checker.max_depth());
    println!("{name}: {states} states, {steps} steps, {depth} deep");
    let mut wrong = Vec::new();
    for property in checker.model().properties() {
        match (property.expectation, checker.discovery(property.name)) {
            (Expectation::Sometimes, None) => wrong.push(format!("never: {}", property.name)),
            (Expectation::Always, Some(path)) => {
                let last = path.last_state().clone();
                let way: Vec<String> =
                    path.into_actions().iter().map(|action| format!("{action:?}")).collect();
                wrong.push(format!("broken: {}\n  {}\n  {last:?}", property.name, way.join("\n  ")));
            }
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
}

fn with(
    mut properties: Vec<Property<Scenario>>,
    more: impl IntoIterator<Item = Property<Scenario>>,
) -> Vec<Property<Scenario>> {
    properties.extend(more);
    properties
}

const SHIFT: ResetStrategy = ResetStrategy::ShiftBy(1);

#[test]
fn whatever_a_consumer_and_retention_do_meanwhile() {
    let budget = Budget { presses: 3, moves: 2, ..QUIET };
    explore(
        "consumer",
        scenario(["t", "t"], SHIFT, everything(), budget, || {
            with(
                always(),
                [reachable::success(), reachable::partial(), reachable::drift(), reachable::moved_later()],
            )
        }),
    );
}

#[test]
fn whatever_another_tab_does_meanwhile() {
    let budget = Budget { presses: 3, other_tabs: 1, ageing: true, ..QUIET };
    explore(
        "tab",
        scenario(["t", "t"], SHIFT, whole_topics(), budget, || {
            with(
                always(),
                [
                    reachable::success(),
                    reachable::held(),
                    reachable::drift(),
                    reachable::expired(),
                    reachable::undone(),
                ],
            )
        }),
    );
}

#[test]
fn whatever_is_lost_and_whenever_the_page_is_loaded_anew() {
    let budget = Budget { presses: 3, troubles: 1, reloads: 1, ..QUIET };
    explore(
        "reload",
        scenario(["t", "t"], SHIFT, everything(), budget, || {
            with(always(), [reachable::success(), reachable::unknown(), reachable::resumed()])
        }),
    );
}

#[test]
fn however_often_a_shift_is_retried_where_partitions_can_be_sent() {
    let budget = Budget { presses: 5, ..QUIET };
    explore(
        "retry",
        scenario(["t", "t"], SHIFT, everything(), budget, || {
            with(always(), [reachable::partial(), reachable::retried(), reachable::undone()])
        }),
    );
}

/// A lost shift may even come after all patience is over, while its retry is read back: then there is no retry.
#[test]
fn however_often_a_shift_is_retried_where_only_topics_can_be_sent() {
    let budget = Budget { presses: 5, ..QUIET };
    let scenario = scenario(["t", "u"], SHIFT, whole_topics(), budget, || {
        with(always(), [reachable::partial(), reachable::retried(), reachable::undone()])
    });
    explore("retry topics", Scenario { stragglers: &[1, 3, 11], ..scenario });
}

/// The endpoint tells neither log starts nor new offsets, and takes no expectations.
fn tersely(scenario: Scenario) -> Scenario {
    Scenario { cluster: Cluster { manner: Manner::Tersely, ..scenario.cluster }, ..scenario }
}

#[test]
fn however_little_the_endpoint_tells_when_a_shift_is_retried_and_undone() {
    let budget = Budget { presses: 5, ..QUIET };
    let scenario = scenario(["t", "t"], SHIFT, terse(), budget, || {
        with(always(), [reachable::partial(), reachable::retried(), reachable::undone()])
    });
    explore("terse", tersely(scenario));
}

#[test]
fn however_little_the_endpoint_tells_while_retention_and_a_consumer_move_chosen_partitions() {
    let budget = Budget { presses: 3, moves: 2, ..QUIET };
    let scenario = scenario(["t", "t"], ResetStrategy::ShiftBy(-1), terse(), budget, || {
        with(always(), [reachable::success(), reachable::unknown(), reachable::drift()])
    });
    let scope = ResetScope::Partitions(scenario.names.at.iter().cloned().collect());
    let request = ResetRequest { scope, ..scenario.request.clone() };
    explore("terse, chosen", tersely(Scenario { request, ..scenario }));
}

#[test]
fn waiting_until_a_group_is_empty_sends_nothing() {
    let budget = Budget { presses: 3, moves: 1, looks: 2, ..QUIET };
    explore(
        "wait",
        scenario(["t", "t"], ResetStrategy::Earliest, everything(), budget, || {
            with(always(), [reachable::waited(), reachable::success()])
        }),
    );
}

#[test]
fn a_plan_that_is_opened_from_a_file_again_and_again_is_sent_once() {
    let budget = Budget { presses: 4, reloads: 1, files: true, ..QUIET };
    explore(
        "file",
        scenario(["t", "t"], SHIFT, whole_topics(), budget, || {
            with(always(), [reachable::opened(), reachable::applied_before()])
        }),
    );
}

/// Some minutes: `cargo test -p reset-flow --lib -- --ignored --nocapture`, quicker with
/// `CARGO_PROFILE_TEST_OPT_LEVEL=2`.
#[test]
#[ignore = "takes minutes; the scenarios above are its parts"]
fn whatever_all_of_them_do_at_once() {
    let budget =
        Budget { presses: 3, moves: 1, other_tabs: 1, troubles: 1, reloads: 1, ageing: true, ..QUIET };
    for (name, topics, abilities) in
        [("all, partitions", ["t", "t"], everything()), ("all, topics", ["t", "u"], whole_topics())]
    {
        explore(
            name,
            scenario(topics, SHIFT, abilities, budget, || {
                with(
                    always(),
                    [reachable::success(), reachable::drift(), reachable::unknown(), reachable::held()],
                )
            }),
        );
    }
}
