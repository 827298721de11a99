//! `plan` shows what would happen, writes it down, and changes nothing.

use crate::command::{Machine, rows};
use crate::world::{FIRST_TIME, Gateway, World};

/// `orders` with three partitions: 10..100 committed 50, 10..100 committed 100, 0..0 never committed.
fn orders() -> World {
    let world = World::new();
    world.topic("orders", &[(10, 100), (10, 100), (0, 0)]);
    world.commit("billing", &[("orders", 0, 50), ("orders", 1, 100)]);
    world
}

#[test]
fn every_strategy_leads_where_it_says_and_moves_nothing() {
    let world = orders();
    let machine = Machine::new(&world);
    let time = format!("--to-time {}", jiff_text(FIRST_TIME + 60_000));
    for (strategy, targets) in [
        ("--to-earliest", ["10", "10", "0"]),
        ("--to-latest", ["100", "100", "0"]),
        (&time, ["60", "60", "0"]),
        ("--ago 1m", ["100", "100", "0"]),
        ("--shift-by -20", ["30", "80", "null"]),
        ("--shift-by=1000", ["100", "100", "null"]),
        ("--to-offset 70", ["70", "70", "0"]),
    ] {
        let plan = machine.plan(&format!("--group billing --topic orders {strategy}"));
        let found = rows(&plan["plan"]["plan"]["rows"], "target");
        let expected: Vec<_> =
            (0..).zip(targets).map(|(id, target)| format!("orders/{id} {target}")).collect();
        assert_eq!(found, expected, "{strategy}");
    }
    assert_eq!(world.committed("billing", "orders"), [Some(50), Some(100), None]);
}

fn jiff_text(millis: i64) -> String {
    kafka_offsets::Timestamp::try_from(millis).unwrap().to_string()
}

#[test]
fn single_partitions_are_planned_alone() {
    let world = orders();
    let plan = Machine::new(&world).plan("--group billing --topic orders:0,2 --to-earliest");
    assert_eq!(rows(&plan["plan"]["plan"]["rows"], "target"), ["orders/0 10", "orders/2 0"]);
    assert_eq!(plan["plan"]["plan"]["resolution"], "here");
}

#[test]
fn all_topics_are_those_that_the_group_has_a_commit_on() {
    let world = orders();
    world.topic("payments", &[(0, 5)]);
    world.topic("unread", &[(0, 5)]);
    world.commit("billing", &[("payments", 0, 2)]);
    let plan = Machine::new(&world).plan("--group billing --all-topics --to-latest");
    assert_eq!(
        rows(&plan["plan"]["plan"]["rows"], "target"),
        ["orders/0 100", "orders/1 100", "orders/2 0", "payments/0 5"]
    );
    assert_eq!(plan["review"]["risk"], "high");
    assert_eq!(plan["review"]["confirmWith"], "--confirm");
}

#[test]
fn the_text_names_the_consequence_the_risk_and_the_undo() {
    let world = orders();
    let ran = Machine::new(&world).run("plan --group billing --topic orders --to-earliest -o p.json");
    ran.says(
        0,
        &[
            "move group \"billing\" to the log start",
            "the group is Empty",
            "COMMITTED",
            "3 partitions in 1 topic: replays up to 130 records, skips",
            "Risk: medium",
            "Undo: not possible in every partition",
            "not possible in 1 of 3 partitions: a first commit cannot be taken back",
            "nothing was changed; within 5 minutes: ckafka-offsets apply p.json --execute --yes",
        ],
    );
}

#[test]
fn a_production_instance_wants_the_groups_name_whatever_moves() {
    let world = World::with(&Gateway { production: true, ..Gateway::default() });
    world.topic("orders", &[(0, 10)]);
    world.commit("billing", &[("orders", 0, 5)]);
    let plan = Machine::new(&world).plan("--group billing --topic orders --to-earliest");
    assert_eq!(plan["review"]["risk"], "high");
    assert_eq!(plan["review"]["riskReasons"], serde_json::json!(["production"]));

    let world = World::new();
    world.topic("orders", &[(0, 10)]);
    world.commit("billing", &[("orders", 0, 5)]);
    let machine = Machine::new(&world);
    let risk = |flags: &str| {
        machine.plan(&format!("--group billing --topic orders --to-earliest {flags}"))["review"]["risk"]
            .clone()
    };
    assert_eq!(risk(""), "low");
    assert_eq!(risk("--production"), "high");
}

#[test]
fn a_group_with_members_is_refused_and_they_are_named() {
    let world = orders();
    let member = world.join("billing", "orders");
    let machine = Machine::new(&world);
    let (code, document) = machine.json("plan --group billing --topic orders --to-earliest -o plan.json");
    assert_eq!((code, document["outcome"].as_str()), (4, Some("refused")), "{document:#}");
    assert_eq!(document["group"]["members"].as_array().map(Vec::len), Some(1));
    assert!(!machine.path("plan.json").exists(), "no plan, no file");
    world.leave(member);
}

#[test]
fn a_group_that_does_not_exist_is_taken_for_mistyped_unless_it_is_to_be_created() {
    let world = orders();
    let machine = Machine::new(&world);
    machine
        .run("plan --group biling --topic orders --to-latest")
        .says(4, &["there is no group \"biling\"", "--create-group"]);
    let plan = machine.plan("--group biling --topic orders --to-latest --create-group");
    assert_eq!(plan["plan"]["plan"]["groupState"], "Dead");
    assert_eq!(plan["review"]["totals"]["firstCommits"], 3);
    assert_eq!(world.committed("biling", "orders"), [None; 3]);
}

#[test]
fn a_plan_with_nothing_to_send_is_shown_and_not_written() {
    let world = orders();
    let machine = Machine::new(&world);
    let (code, document) = machine.json("plan --group billing --topic ghost --to-latest -o plan.json");
    assert_eq!(code, 4, "{document:#}");
    assert_eq!(document["plan"]["plan"]["missing"][0]["topic"], "ghost");
    assert!(!machine.path("plan.json").exists());
}

#[test]
fn an_endpoint_that_cannot_be_reached_is_a_failure_in_which_nothing_moved() {
    let machine = Machine::at("http://127.0.0.1:9/v2/index.php".to_owned());
    machine
        .run("plan --group billing --topic orders --to-latest")
        .says(1, &["cannot be reached", "nothing was sent"]);
    let page = Machine::at(World::new().endpoint().replace("/v2/index.php", "/healthz"));
    let (code, _) = page.json("plan --group billing --topic orders --to-latest");
    assert_eq!(code, 1);
}
