//! Plans as files: ours, Kafka's, and another group's offsets.

use crate::command::{Machine, rows};
use crate::world::World;

fn orders() -> (World, Machine) {
    let world = World::new();
    world.topic("orders", &[(0, 100), (0, 100)]);
    world.topic("payments", &[(0, 100)]);
    world.commit("billing", &[("orders", 0, 50), ("orders", 1, 60), ("payments", 0, 70)]);
    let machine = Machine::new(&world);
    (world, machine)
}

#[test]
fn kafkas_csv_is_taken_for_one_group_and_for_many() {
    let (world, machine) = orders();
    machine.write("one.csv", "orders,0,10\npayments,0,20\n");
    let plan = machine.plan("--group billing --from-file one.csv");
    assert_eq!(rows(&plan["plan"]["plan"]["rows"], "target"), ["orders/0 10", "payments/0 20"]);
    assert_eq!(machine.apply().0, 0);
    assert_eq!(world.committed("billing", "orders"), [Some(10), Some(60)]);
    assert_eq!(world.committed("billing", "payments"), [Some(20)]);

    machine.write("many.csv", "other,orders,0,1\nbilling,orders,0,30\nother,orders,1,2\n");
    let plan = machine.plan("--group billing --from-file many.csv");
    assert_eq!(rows(&plan["plan"]["plan"]["rows"], "target"), ["orders/0 30"]);
    assert!(plan["remarks"][0].as_str().unwrap().contains("other groups"), "{plan:#}");
}

#[test]
fn a_file_that_cannot_be_understood_is_refused_with_its_line() {
    let (_world, machine) = orders();
    machine.write("bad.csv", "orders,0,10\norders,x,10\n");
    machine.run("plan --group billing --from-file bad.csv").says(2, &["bad.csv", "line 2"]);
    machine.write("twice.csv", "orders,0,10\norders,0,11\n");
    machine.run("plan --group billing --from-file twice.csv").says(2, &["twice.csv"]);
    machine.run("plan --group billing --from-file none.csv").says(2, &["none.csv"]);
    machine.run("plan --group billing --from-file bad.csv --topic orders").says(2, &["--from-file"]);
}

#[test]
fn a_plan_of_ours_can_be_planned_anew_after_it_has_expired() {
    let (world, machine) = orders();
    machine.plan("--group billing --topic orders --shift-by -10");
    std::fs::rename(machine.path("plan.json"), machine.path("old.json")).unwrap();
    world.commit("billing", &[("orders", 0, 55)]);
    let plan = machine.plan("--group billing --from-file old.json");
    assert_eq!(rows(&plan["plan"]["plan"]["rows"], "target"), ["orders/0 45", "orders/1 50"]);
    machine.run("plan --group other --from-file old.json").says(2, &["is for group \"billing\""]);
    assert_eq!(machine.apply().0, 0);
}

#[test]
fn offsets_are_copied_from_another_group() {
    let (world, machine) = orders();
    world.commit("source", &[("orders", 1, 5), ("payments", 0, 6)]);
    let plan = machine.plan("--group billing --from-group source");
    assert_eq!(rows(&plan["plan"]["plan"]["rows"], "target"), ["orders/1 5", "payments/0 6"]);
    let plan = machine.plan("--group billing --from-group source --topic orders");
    assert_eq!(rows(&plan["plan"]["plan"]["rows"], "target"), ["orders/1 5"]);
    assert_eq!(machine.apply().0, 0);
    assert_eq!(world.committed("billing", "orders"), [Some(50), Some(5)]);
    machine.run("plan --group billing --from-group nobody").says(4, &["nothing to copy"]);
}

#[test]
fn a_plan_is_applied_only_where_it_was_made() {
    let (world, machine) = orders();
    machine.plan("--group billing --topic orders --to-earliest");
    let elsewhere = World::new();
    let machine = machine.through(elsewhere.endpoint());
    machine.run("apply plan.json --execute").says(2, &["the plan was made on", &world.endpoint()]);
    let machine = machine.through(world.endpoint());
    machine.run("apply plan.json --execute --instance other").says(2, &["ckafka-test"]);
    assert_eq!(world.committed("billing", "orders"), [Some(50), Some(60)]);
}

#[test]
fn what_is_no_plan_is_refused() {
    let (_world, machine) = orders();
    machine.run("apply none.json").says(2, &["none.json"]);
    for text in ["", "{}", "[1]", "{\"schema\":\"ckafka-offset-reset/plan\",\"version\":99}"] {
        machine.write("bad.json", text);
        machine.run("apply bad.json --execute").says(2, &["bad.json"]);
    }
    // An id that would lead out of the folder of records
    machine.plan("--group billing --topic orders --to-earliest");
    let plan = machine.read("plan.json");
    let id = serde_json::from_str::<serde_json::Value>(&plan).unwrap()["id"].as_str().unwrap().to_owned();
    machine.write("bad.json", &plan.replace(&id, "../../evil"));
    let ran = machine.run("apply bad.json --execute");
    assert_ne!(ran.code, 0, "{ran:?}");
    assert!(!machine.folder.path().join("evil.json").exists());
}
