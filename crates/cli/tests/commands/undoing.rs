//! Undo: a plan of its own, through the same check and verification.

use crate::command::{Machine, rows};
use crate::world::World;

#[test]
fn undo_puts_every_partition_back_and_says_what_was_consumed_meanwhile() {
    let world = World::new();
    world.topic("orders", &[(10, 100), (10, 100)]);
    world.commit("billing", &[("orders", 0, 50), ("orders", 1, 60)]);
    let machine = Machine::new(&world);
    let plan = machine.plan("--group billing --topic orders --to-earliest");
    assert_eq!(plan["review"]["undo"]["verdict"], "exact");
    assert_eq!(machine.apply().0, 0);
    world.commit("billing", &[("orders", 1, 15)]);

    let (code, undo) = machine.json("undo last -o plan.json");
    assert_eq!(code, 0, "{undo:#}");
    assert_eq!(rows(&undo["plan"]["plan"]["rows"], "target"), ["orders/0 50", "orders/1 60"]);
    assert_eq!(undo["review"]["consumedSince"]["consumed"], "5");
    assert_eq!(world.committed("billing", "orders"), [Some(10), Some(15)], "a plan moves nothing");
    machine
        .run("undo last")
        .says(0, &["the group has moved in 1 partition: up to 5 records were consumed meanwhile"]);
    assert_eq!(machine.apply().0, 0);
    assert_eq!(world.committed("billing", "orders"), [Some(50), Some(60)]);
}

#[test]
fn an_undo_is_undone_like_any_other_reset() {
    let world = World::new();
    world.topic("orders", &[(0, 100)]);
    world.commit("billing", &[("orders", 0, 50)]);
    let machine = Machine::new(&world);
    machine.plan("--group billing --topic orders --shift-by -20");
    assert_eq!(machine.apply().0, 0);
    for expected in [50, 30, 50] {
        assert_eq!(machine.json("undo last -o plan.json").0, 0);
        assert_eq!(machine.apply().0, 0);
        assert_eq!(world.committed("billing", "orders"), [Some(expected)]);
    }
}

#[test]
fn a_first_commit_cannot_be_undone_and_a_failed_reset_need_not_be() {
    let world = World::new();
    world.topic("orders", &[(0, 100)]);
    let machine = Machine::new(&world);
    machine.plan("--group billing --topic orders --to-latest --create-group");
    assert_eq!(machine.apply().0, 0);
    machine.run("undo last").says(4, &["a first commit cannot be taken back"]);
    assert_eq!(world.committed("billing", "orders"), [Some(100)]);
}

#[test]
fn old_offsets_are_kept_as_the_file_that_kafkas_own_tool_takes() {
    let world = World::new();
    world.topic("orders", &[(0, 100), (0, 100)]);
    world.commit("billing", &[("orders", 0, 50)]);
    let machine = Machine::new(&world);
    machine.plan("--group billing --topic orders --to-latest");
    assert_eq!(machine.apply().0, 0);
    let ran = machine.run("history export last --as offsets-before -o before.csv");
    ran.says(0, &["1 partition written to before.csv; 1 partition without such an offset left out"]);
    assert_eq!(machine.read("before.csv"), "orders,0,50\n");
    let plan = machine.plan("--group billing --from-file before.csv");
    assert_eq!(rows(&plan["plan"]["plan"]["rows"], "target"), ["orders/0 50"]);
    assert_eq!(machine.apply().0, 0);
    assert_eq!(world.committed("billing", "orders"), [Some(50), Some(100)]);
}
