//! The history: what was sent from this machine.

use crate::command::Machine;
use crate::world::World;
use serde_json::json;

#[test]
fn every_reset_is_listed_shown_and_exported() {
    let world = World::new();
    world.topic("orders", &[(0, 100)]);
    world.commit("billing", &[("orders", 0, 50)]);
    let machine = Machine::new(&world);
    machine.run("history").says(0, &["0 resets"]);
    machine.run("history show last").says(2, &["no reset was sent from this machine yet"]);
    machine.plan("--group billing --topic orders --shift-by -10 --reason first");
    assert_eq!(machine.apply().0, 0);
    machine.plan("--group billing --topic orders --shift-by -5");
    let (_, second) = machine.json("apply plan.json --execute --reason second --no-second-look");

    let (code, history) = machine.json("history list");
    assert_eq!(code, 0);
    let reasons: Vec<_> =
        history["records"].as_array().unwrap().iter().map(|record| &record["reason"]).collect();
    assert_eq!(reasons, [&json!("second"), &json!("first")], "the last one first");
    assert_eq!(history["records"][0]["outcome"], "succeeded");
    machine.run("history").says(0, &["2 resets", "back by 10", "back by 5", "succeeded"]);

    let id = second["record"]["id"].as_str().unwrap();
    machine.run(&format!("history show {id}")).says(0, &["Reason: second", "1 of 1 partition confirmed"]);
    machine
        .run(&format!("history export {id} -o record.json"))
        .says(0, &["1 partition written to record.json"]);
    let exported: serde_json::Value = serde_json::from_str(&machine.read("record.json")).unwrap();
    assert_eq!(exported, second["record"]);
    machine.run("history show nothing-like-it").says(2, &["there is no record \"nothing-like-it\""]);
    machine.run("history show ../plan").says(2, &["is no id of a record"]);
}

#[test]
fn a_record_that_cannot_be_read_does_not_hide_the_others() {
    let world = World::new();
    world.topic("orders", &[(0, 100)]);
    world.commit("billing", &[("orders", 0, 50)]);
    let machine = Machine::new(&world);
    machine.plan("--group billing --topic orders --to-earliest");
    assert_eq!(machine.apply().0, 0);
    machine.write("state/records/broken.json", "{");
    machine.run("history").says(0, &["1 reset", "record broken"]);
    assert_eq!(machine.json("verify last").0, 0);
}

#[test]
fn where_no_record_can_be_written_nothing_is_sent() {
    let world = World::new();
    world.topic("orders", &[(0, 100)]);
    world.commit("billing", &[("orders", 0, 50)]);
    let machine = Machine::new(&world);
    machine.plan("--group billing --topic orders --to-earliest");
    std::fs::create_dir_all(machine.path("state")).unwrap();
    // A file where the folder of records should be
    machine.write("state/records", "");
    let (code, document) = machine.apply();
    assert_eq!((code, document["outcome"].as_str()), (1, Some("failed")), "{document:#}");
    assert!(document["message"].as_str().unwrap().contains("could not be written"), "{document:#}");
    assert_eq!(world.committed("billing", "orders"), [Some(50)]);
}
