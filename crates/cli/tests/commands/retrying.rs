//! Retry: only what did not move, and never a shift on top of a shift.

use crate::command::{Machine, rows, verdicts};
use crate::upstream::Trick;
use crate::world::{World, at};
use kafka_offsets::KafkaError;

#[test]
fn a_half_failing_shift_is_retried_to_exactly_one_shift_everywhere() {
    let world = World::new();
    world.topic("orders", &[(0, 100), (0, 100), (0, 100), (0, 100)]);
    world.commit("billing", &[("orders", 0, 50), ("orders", 1, 60), ("orders", 2, 70), ("orders", 3, 80)]);
    let machine = Machine::new(&world);
    machine.plan("--group billing --topic orders --shift-by 10");
    let failing = [at("orders", 1), at("orders", 3)].into();
    world.upstream.play(Trick::Fail(failing, KafkaError::RequestTimedOut));
    let (code, document) = machine.apply();
    assert_eq!((code, document["outcome"].as_str()), (3, Some("partly")), "{document:#}");
    assert_eq!(
        verdicts(&document),
        ["orders/0 confirmed", "orders/1 not_applied", "orders/2 confirmed", "orders/3 not_applied"]
    );
    assert_eq!(world.committed("billing", "orders"), [Some(60), Some(60), Some(80), Some(80)]);

    let (code, retry) = machine.json("retry last -o plan.json");
    assert_eq!(code, 0, "{retry:#}");
    assert_eq!(rows(&retry["plan"]["plan"]["rows"], "target"), ["orders/1 70", "orders/3 90"]);
    let (code, document) = machine.apply();
    assert_eq!(code, 0, "{document:#}");
    assert_eq!(world.committed("billing", "orders"), [Some(60), Some(70), Some(80), Some(90)]);

    // Nothing is left
    let (code, document) = machine.json("retry last");
    assert_eq!(code, 4, "{document:#}");
}

#[test]
fn what_somebody_moved_meanwhile_is_left_alone_by_a_retry() {
    let world = World::new();
    world.topic("orders", &[(0, 100), (0, 100)]);
    world.commit("billing", &[("orders", 0, 50), ("orders", 1, 60)]);
    let machine = Machine::new(&world);
    machine.plan("--group billing --topic orders --to-earliest");
    let failing = [at("orders", 0), at("orders", 1)].into();
    world.upstream.play(Trick::Fail(failing, KafkaError::RequestTimedOut));
    assert_eq!(machine.apply().0, 1);
    assert_eq!(machine.json("retry last -o plan.json").0, 0);
    // A consumer commits between the retry's plan and its application
    world.commit("billing", &[("orders", 1, 61)]);
    let (code, document) = machine.apply();
    assert_eq!((code, document["refusal"].as_str()), (4, Some("drift")), "{document:#}");
    assert_eq!(world.committed("billing", "orders"), [Some(50), Some(61)]);
}
