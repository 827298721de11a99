//! Whatever changes between plan and apply stops it, and is shown three ways.

use crate::command::Machine;
use crate::world::{World, at};
use serde_json::json;

fn orders() -> (World, Machine) {
    let world = World::new();
    world.topic("orders", &[(10, 100), (10, 100)]);
    world.commit("billing", &[("orders", 0, 50), ("orders", 1, 60)]);
    let machine = Machine::new(&world);
    (world, machine)
}

#[test]
fn a_commit_in_between_is_named_with_planned_now_and_target() {
    let (world, machine) = orders();
    machine.plan("--group billing --topic orders --to-earliest");
    world.commit("billing", &[("orders", 1, 77)]);
    let (code, document) = machine.apply();
    assert_eq!((code, document["refusal"].as_str()), (4, Some("drift")), "{document:#}");
    let row = &document["drift"]["rows"][0];
    assert_eq!(document["drift"]["rows"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&row["plannedFrom"], &row["now"], &row["target"], &row["changes"]),
        (&json!("60"), &json!("77"), &json!("10"), &json!(["commit_moved"]))
    );
    let ran = machine.run("apply plan.json --execute");
    ran.says(4, &["PLANNED FROM", "the committed offset moved", "plan again"]);
    assert_eq!(world.committed("billing", "orders"), [Some(50), Some(77)]);
    let (_, history) = machine.json("history");
    assert_eq!(history["records"], json!([]), "nothing was sent, so there is no record");

    // The plan itself is not used up: if the group comes back to where it was, it holds again
    world.commit("billing", &[("orders", 1, 60)]);
    assert_eq!(machine.apply().0, 0);
}

#[test]
fn new_records_are_no_drift() {
    let (world, machine) = orders();
    machine.plan("--group billing --topic orders --to-latest");
    world.produce(&at("orders", 0), 100, 7);
    let (code, document) = machine.apply();
    assert_eq!(code, 0, "{document:#}");
    assert_eq!(world.committed("billing", "orders"), [Some(107), Some(100)]);
}

#[test]
fn retention_that_passes_the_target_is_drift() {
    let (world, machine) = orders();
    machine.plan("--group billing --topic orders:0 --to-earliest");
    world.expire(&at("orders", 0), 20);
    let (code, document) = machine.apply();
    assert_eq!((code, document["refusal"].as_str()), (4, Some("drift")), "{document:#}");
    assert_eq!(document["drift"]["rows"][0]["changes"], json!(["target_outside_log"]));
    assert_eq!(world.committed("billing", "orders"), [Some(50), Some(60)]);
}

#[test]
fn a_group_that_came_into_being_is_drift() {
    let (world, machine) = orders();
    machine.plan("--group fresh --topic orders --to-earliest --create-group");
    world.commit("fresh", &[("orders", 0, 42)]);
    let (code, document) = machine.json("apply plan.json --execute --yes --confirm fresh");
    assert_eq!((code, document["refusal"].as_str()), (4, Some("drift")), "{document:#}");
    assert_eq!(document["drift"]["group"]["state"], "Empty");
    assert_eq!(world.committed("fresh", "orders"), [Some(42), None]);
}
