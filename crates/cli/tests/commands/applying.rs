//! `apply` checks, sends once, and reads back.

use crate::command::{Machine, rows, verdicts};
use crate::upstream::Trick;
use crate::world::{World, at, offset};
use ckafka_gateway::upstream::UpstreamError;
use serde_json::json;

fn orders() -> (World, Machine) {
    let world = World::new();
    world.topic("orders", &[(10, 100), (10, 100)]);
    world.commit("billing", &[("orders", 0, 50), ("orders", 1, 60)]);
    let machine = Machine::new(&world);
    (world, machine)
}

#[test]
fn a_plan_is_applied_and_every_partition_confirmed() {
    let (world, machine) = orders();
    machine.plan("--group billing --topic orders --to-earliest --reason replay --ticket OPS-7");
    let ran = machine.run("apply plan.json --execute --no-second-look");
    ran.says(0, &["reset: 2 of 2 partitions confirmed by reading them back", "Failed: 0", "Succeeded: 2"]);
    assert_eq!(world.committed("billing", "orders"), [Some(10), Some(10)]);
    let (_, shown) = machine.json("history show last");
    assert_eq!(shown["record"]["note"], json!({ "reason": "replay", "ticket": "OPS-7" }));
}

#[test]
fn without_execute_everything_is_checked_and_nothing_is_sent() {
    let (world, machine) = orders();
    machine.plan("--group billing --topic orders --to-latest");
    let (code, document) = machine.json("apply plan.json");
    assert_eq!((code, document["sent"].as_bool()), (0, Some(false)), "{document:#}");
    assert_eq!(document["record"], json!(null));
    assert!(
        document["message"].as_str().unwrap().contains("apply plan.json --execute --confirm billing"),
        "{document:#}"
    );
    assert_eq!(world.committed("billing", "orders"), [Some(50), Some(60)]);

    // A check is no use of the plan, and finds what has changed
    world.commit("billing", &[("orders", 0, 51)]);
    let (code, document) = machine.json("apply plan.json");
    assert_eq!((code, document["refusal"].as_str()), (4, Some("drift")), "{document:#}");
    assert_eq!(world.committed("billing", "orders"), [Some(51), Some(60)]);
}

#[test]
fn each_risk_wants_its_own_confirmation() {
    let (world, machine) = orders();
    let refused = |line: &str, flag: &str| {
        let (code, document) = machine.json(line);
        assert_eq!((code, document["refusal"].as_str()), (4, Some("confirmation")), "{document:#}");
        assert!(document["message"].as_str().unwrap().contains(flag), "{document:#}");
    };
    // It skips something
    machine.plan("--group billing --topic orders --shift-by 5");
    refused("apply plan.json --execute", "--yes");
    refused("apply plan.json --execute --confirm billing", "--yes");
    // It skips everything
    machine.plan("--group billing --topic orders --to-latest");
    refused("apply plan.json --execute --yes", "--confirm billing");
    refused("apply plan.json --execute --confirm Billing", "--confirm billing");
    assert_eq!(world.committed("billing", "orders"), [Some(50), Some(60)]);
    let (code, _) = machine.json("apply plan.json --execute --confirm billing --no-second-look");
    assert_eq!(code, 0);
    assert_eq!(world.committed("billing", "orders"), [Some(100), Some(100)]);
}

#[test]
fn a_plan_is_applied_once() {
    let (world, machine) = orders();
    let plan = machine.plan("--group billing --topic orders --shift-by -10");
    assert_eq!(machine.apply().0, 0);
    assert_eq!(world.committed("billing", "orders"), [Some(40), Some(50)]);
    // Even if the group stands again where the plan was made
    world.commit("billing", &[("orders", 0, 50), ("orders", 1, 60)]);
    let (code, document) = machine.apply();
    assert_eq!((code, document["refusal"].as_str()), (4, Some("already_applied")), "{document:#}");
    assert!(document["message"].as_str().unwrap().contains(plan["plan"]["id"].as_str().unwrap()));
    assert_eq!(world.committed("billing", "orders"), [Some(50), Some(60)]);
}

#[test]
fn two_at_once_send_it_once() {
    let (world, machine) = orders();
    machine.plan("--group billing --topic orders --shift-by -10");
    world.upstream.play(Trick::Slow(std::time::Duration::from_millis(600)));
    let args = ["apply", "plan.json", "--execute", "--json", "--no-second-look"];
    let codes: Vec<i32> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..3).map(|_| scope.spawn(|| machine.run_args(&args).code)).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    let mut sorted = codes.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, [0, 4, 4], "{codes:?}");
    assert_eq!(world.upstream.resets(), 1);
    assert_eq!(world.committed("billing", "orders"), [Some(40), Some(50)]);
}

#[test]
fn a_plan_of_more_than_five_minutes_is_outdated() {
    let (world, machine) = orders();
    let plan = machine.plan("--group billing --topic orders --to-earliest");
    let taken_at = plan["plan"]["plan"]["takenAt"].as_str().unwrap();
    let taken: kafka_offsets::Timestamp = taken_at.parse().unwrap();
    for minutes in [6, -20] {
        let other = kafka_offsets::Timestamp::try_from(taken.as_millis() - minutes * 60_000).unwrap();
        machine.write("old.json", &machine.read("plan.json").replace(taken_at, &other.to_string()));
        let (code, document) = machine.json("apply old.json --execute --no-second-look");
        assert_eq!((code, document["refusal"].as_str()), (4, Some("expired")), "{minutes}: {document:#}");
    }
    assert_eq!(world.committed("billing", "orders"), [Some(50), Some(60)]);
}

#[test]
fn a_refusal_of_the_endpoint_is_a_failure_in_which_nothing_moved() {
    let (world, machine) = orders();
    machine.plan("--group billing --topic orders --to-earliest");
    world.upstream.play(Trick::Refuse(UpstreamError::Unavailable("for a test".to_owned())));
    let (code, document) = machine.apply();
    assert_eq!((code, document["outcome"].as_str()), (1, Some("failed")), "{document:#}");
    assert_eq!(document["fault"]["kind"], "UpstreamUnavailable");
    assert_eq!(world.committed("billing", "orders"), [Some(50), Some(60)]);

    let (_, shown) = machine.json("history show last");
    assert_eq!(shown["overall"], "refused", "{shown:#}");
    assert_eq!(machine.json("retry last").0, 4);
    // The plan is used up
    let (code, document) = machine.apply();
    assert_eq!((code, document["refusal"].as_str()), (4, Some("already_applied")), "{document:#}");
}

#[test]
fn a_member_that_joins_between_plan_and_apply_stops_it() {
    let (world, machine) = orders();
    machine.plan("--group billing --topic orders --to-earliest");
    let member = world.join("billing", "orders");
    let (code, document) = machine.apply();
    assert_eq!((code, document["refusal"].as_str()), (4, Some("drift")), "{document:#}");
    assert_eq!(document["drift"]["group"]["state"], "Stable");
    assert_eq!(document["drift"]["group"]["members"].as_array().map(Vec::len), Some(1));
    world.leave(member);
    assert_eq!(world.committed("billing", "orders"), [Some(50), Some(60)]);
}

#[test]
fn a_member_that_joins_after_the_last_check_stops_it_too() {
    let (world, machine) = orders();
    machine.plan("--group billing --topic orders --to-earliest");
    world.upstream.play(Trick::Slow(std::time::Duration::from_millis(1500)));
    std::thread::scope(|scope| {
        let applying = scope.spawn(|| machine.apply());
        // The reset waits in the gateway by then
        std::thread::sleep(std::time::Duration::from_millis(700));
        let member = world.join("billing", "orders");
        let (code, document) = applying.join().unwrap();
        assert_eq!((code, document["outcome"].as_str()), (4, Some("refused")), "{document:#}");
        assert_eq!(document["fault"]["kind"], "GroupNotEmpty");
        world.leave(member);
    });
    assert_eq!(world.committed("billing", "orders"), [Some(50), Some(60)]);
}

#[test]
fn a_consumer_that_overwrites_an_offset_at_once_is_found_by_the_read_back() {
    let (world, machine) = orders();
    machine.plan("--group billing --topic orders --to-earliest");
    world.upstream.play(Trick::DoneThenCommitted(at("orders", 1), offset(64)));
    let (code, document) = machine.apply();
    assert_eq!((code, document["outcome"].as_str()), (3, Some("partly")), "{document:#}");
    assert_eq!(verdicts(&document), ["orders/0 confirmed", "orders/1 differs"]);
    assert_eq!(rows(&document["record"]["rows"], "reason"), ["orders/0 applied", "orders/1 moved_since"]);
    assert_eq!(world.committed("billing", "orders"), [Some(10), Some(64)]);
}

#[test]
fn a_missing_topic_makes_it_partly_done() {
    let (world, machine) = orders();
    machine.plan("--group billing --topic orders --topic ghost --to-earliest");
    let (code, document) = machine.apply();
    assert_eq!((code, document["outcome"].as_str()), (3, Some("partly")), "{document:#}");
    assert_eq!(verdicts(&document), ["orders/0 confirmed", "orders/1 confirmed"]);
    assert_eq!(document["record"]["others"][0]["topic"], "ghost");
    assert_eq!(world.committed("billing", "orders"), [Some(10), Some(10)]);
}

#[test]
fn a_new_group_gets_its_first_offsets_only_if_that_was_planned() {
    let (world, machine) = orders();
    machine.plan("--group fresh --topic orders --to-latest --create-group");
    let (code, document) = machine.json("apply plan.json --execute --yes --confirm fresh --no-second-look");
    assert_eq!(code, 0, "{document:#}");
    assert_eq!(world.committed("fresh", "orders"), [Some(100), Some(100)]);
}

#[test]
fn the_second_look_says_whether_somebody_else_moves_the_group() {
    let (world, machine) = orders();
    machine.plan("--group billing --topic orders --to-earliest");
    std::thread::scope(|scope| {
        let applying = scope.spawn(|| machine.run("apply plan.json --execute"));
        // A consumer that was started as soon as the reset was through
        for _ in 0..200 {
            if world.committed("billing", "orders") == [Some(10), Some(10)] {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        std::thread::sleep(std::time::Duration::from_millis(1000));
        world.commit("billing", &[("orders", 1, 33)]);
        let ran = applying.join().unwrap();
        ran.says(
            0,
            &["2 of 2 partitions confirmed", "5 seconds later the group had moved on in 1 partition", "+23"],
        );
    });
    let (code, document) = machine.json("verify last");
    assert_eq!(code, 3, "{document:#}");
    assert_eq!(
        document["movedSince"],
        json!([{ "topic": "orders", "partition": 1, "readBack": "10", "now": "33" }])
    );
}

#[test]
fn the_second_look_is_in_the_document() {
    let (_world, machine) = orders();
    machine.plan("--group billing --topic orders --to-earliest");
    let (code, document) = machine.json("apply plan.json --execute");
    assert_eq!((code, &document["movedSince"]), (0, &json!([])), "{document:#}");
    assert_eq!(verdicts(&document), ["orders/0 confirmed", "orders/1 confirmed"]);
}

#[test]
fn a_thousand_partitions_are_one_plan() {
    let world = World::new();
    world.topic("wide", &vec![(0, 3); 1000]);
    let commits: Vec<(&str, i32, i64)> = (0..1000).map(|id| ("wide", id, 2)).collect();
    world.commit("billing", &commits);
    let machine = Machine::new(&world);
    machine.plan("--group billing --topic wide --to-earliest");
    let (code, document) = machine.apply();
    assert_eq!(code, 0, "{}", document["message"]);
    assert_eq!(world.committed("billing", "wide"), vec![Some(0); 1000]);
}
