//! `--wait`: until the group is empty, never longer than told, and never on to sending.

use crate::command::Machine;
use crate::world::World;

#[test]
fn it_plans_once_the_group_is_empty() {
    let world = World::new();
    world.topic("orders", &[(0, 100)]);
    world.commit("billing", &[("orders", 0, 50)]);
    let member = world.join("billing", "orders");
    let machine = Machine::new(&world);
    std::thread::scope(|scope| {
        let waiting =
            scope.spawn(|| machine.json("plan --group billing --topic orders --to-earliest --wait=1m"));
        std::thread::sleep(std::time::Duration::from_millis(1500));
        assert!(!waiting.is_finished());
        world.leave(member);
        let (code, document) = waiting.join().unwrap();
        assert_eq!(code, 0, "{document:#}");
    });
    assert_eq!(world.committed("billing", "orders"), [Some(50)]);
}

#[test]
fn it_gives_up_after_the_time_that_was_said() {
    let world = World::new();
    world.topic("orders", &[(0, 100)]);
    world.commit("billing", &[("orders", 0, 50)]);
    let member = world.join("billing", "orders");
    let machine = Machine::new(&world);
    let (code, document) = machine.json("plan --group billing --topic orders --to-earliest --wait=1s");
    assert_eq!((code, document["outcome"].as_str()), (4, Some("refused")), "{document:#}");
    world.leave(member);
}
