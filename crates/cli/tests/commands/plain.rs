//! An endpoint that moves whole topics only, as CKafka's own API 2.0: what it cannot express is said, never guessed.

use crate::command::Machine;
use crate::relay::{Cut, Relay};
use crate::world::World;

struct Plain {
    world: World,
    relay: Relay,
    machine: Machine,
}

/// `orders` with logs 0..100, committed as given.
fn committed(offsets: &[i64]) -> Plain {
    let world = World::new();
    world.topic("orders", &vec![(0, 100); offsets.len()]);
    let commits: Vec<(&str, i32, i64)> = (0..).zip(offsets).map(|(id, to)| ("orders", id, *to)).collect();
    world.commit("billing", &commits);
    let relay = Relay::before(world.gateway);
    relay.plain();
    let machine = Machine::at(relay.endpoint());
    Plain { world, relay, machine }
}

impl Plain {
    fn reset(&self, strategy: &str) -> serde_json::Value {
        let plan = self.machine.plan(&format!("--group billing --topic orders {strategy}"));
        let (code, document) = self.machine.apply();
        assert_eq!(code, 0, "{document:#}");
        plan["review"]["undo"]["verdict"].clone()
    }

    fn now(&self) -> Vec<Option<i64>> {
        self.world.committed("billing", "orders")
    }
}

#[test]
fn single_partitions_are_refused_before_anything_is_read_for_them() {
    let plain = committed(&[50, 60]);
    plain
        .machine
        .run("plan --group billing --topic orders:0 --to-earliest")
        .says(4, &["moves whole topics only", "a ckafka-gateway"]);
    plain.machine.write("plan.csv", "orders,0,10\n");
    assert_eq!(plain.machine.run("plan --group billing --from-file plan.csv").code, 4);
}

#[test]
fn a_shift_that_was_not_cut_short_is_undone_by_shifting_back() {
    let plain = committed(&[50, 60]);
    assert_eq!(plain.reset("--shift-by -10"), "exact");
    let (code, undo) = plain.machine.json("undo last -o plan.json");
    assert_eq!(
        (code, &undo["plan"]["plan"]["strategy"]),
        (0, &serde_json::json!({ "name": "shiftBy", "offsets": "10" }))
    );
    assert_eq!(plain.machine.apply().0, 0);
    assert_eq!(plain.now(), [Some(50), Some(60)]);
}

#[test]
fn equal_offsets_are_undone_by_that_offset() {
    let plain = committed(&[50, 50]);
    assert_eq!(plain.reset("--to-latest"), "exact");
    let (code, undo) = plain.machine.json("undo last -o plan.json");
    assert_eq!(code, 0, "{undo:#}");
    assert_eq!(
        undo["plan"]["plan"]["strategy"],
        serde_json::json!({ "name": "exactOffset", "offset": "50" })
    );
    assert_eq!(plain.machine.apply().0, 0);
    assert_eq!(plain.now(), [Some(50), Some(50)]);
}

#[test]
fn different_offsets_are_undone_by_the_file_alone_and_that_was_said_before() {
    let plain = committed(&[50, 60]);
    assert_eq!(plain.reset("--to-earliest"), "file_only");
    plain.machine.run("undo last").says(4, &["history export", "offsets-before"]);
    assert_eq!(plain.now(), [Some(0), Some(0)], "nothing was guessed");
    assert_eq!(plain.machine.run("history export last --as offsets-before -o before.csv").code, 0);
    assert_eq!(plain.machine.read("before.csv"), "orders,0,50\norders,1,60\n");
}

#[test]
fn a_shift_that_was_cut_short_is_undone_by_the_file_alone() {
    let plain = committed(&[5, 60]);
    assert_eq!(plain.reset("--shift-by -10"), "file_only");
    assert_eq!(plain.now(), [Some(0), Some(50)]);
    assert_eq!(plain.machine.json("undo last").0, 4);
}

#[test]
fn a_shift_whose_answer_was_lost_is_not_sent_again() {
    let plain = committed(&[50, 60]);
    plain.machine.plan("--group billing --topic orders --shift-by 10");
    plain.relay.cut(Cut::Before);
    assert_eq!(plain.machine.apply().0, 1);
    // It may only be late, and then it would come twice
    let (code, document) = plain.machine.json("retry last");
    assert_eq!((code, document["outcome"].as_str()), (4, Some("refused")), "{document:#}");
    assert_eq!(plain.now(), [Some(50), Some(60)]);
}
