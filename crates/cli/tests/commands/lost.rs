//! The answer is lost: nothing is sent again, and what is true is found by reading.

use crate::command::{Machine, Ran, rows, verdicts};
use crate::relay::{Cut, Relay};
use crate::upstream::Trick;
use crate::world::World;
use std::process::{Command, Stdio};

struct Lost {
    world: World,
    relay: Relay,
    machine: Machine,
}

/// `orders` committed at 50 and 60, planned back by 10, behind a relay.
fn planned() -> Lost {
    let world = World::new();
    world.topic("orders", &[(10, 100), (10, 100)]);
    world.commit("billing", &[("orders", 0, 50), ("orders", 1, 60)]);
    let relay = Relay::before(world.gateway);
    let machine = Machine::at(relay.endpoint());
    machine.plan("--group billing --topic orders --shift-by -10");
    Lost { world, relay, machine }
}

impl Lost {
    fn committed(&self) -> Vec<Option<i64>> {
        self.world.committed("billing", "orders")
    }
}

const MOVED: [Option<i64>; 2] = [Some(40), Some(50)];
const NOT_MOVED: [Option<i64>; 2] = [Some(50), Some(60)];

#[test]
fn cut_after_it_was_done_it_is_confirmed_by_reading() {
    for cut in [Cut::After, Cut::InTheMiddle] {
        let lost = planned();
        lost.relay.cut(cut);
        let (code, document) = lost.machine.apply();
        assert_eq!(code, 0, "{cut:?}: {document:#}");
        assert!(document["message"].as_str().unwrap().contains("the answer was lost"), "{document:#}");
        assert_eq!(document["answerLost"], true);
        assert_eq!(
            rows(&document["record"]["rows"], "reason"),
            ["orders/0 applied_answer_lost", "orders/1 applied_answer_lost"]
        );
        assert_eq!((lost.relay.resets(), lost.committed()), (1, MOVED.into()));
    }
}

#[test]
fn cut_before_it_was_done_nothing_moved_and_nothing_is_sent_again() {
    let lost = planned();
    lost.relay.cut(Cut::Before);
    let (code, document) = lost.machine.apply();
    assert_eq!((code, document["outcome"].as_str()), (1, Some("failed")), "{document:#}");
    assert_eq!(verdicts(&document), ["orders/0 not_applied", "orders/1 not_applied"]);
    assert_eq!((lost.relay.resets(), lost.committed()), (1, NOT_MOVED.into()));

    // What is left can be planned anew, and then happens once
    assert_eq!(lost.machine.json("retry last -o plan.json").0, 0);
    assert_eq!(lost.machine.apply().0, 0);
    assert_eq!((lost.relay.resets(), lost.committed()), (2, MOVED.into()));
}

#[test]
fn an_endpoint_that_says_that_nobody_knows_is_read_back_as_well() {
    let lost = planned();
    lost.world.upstream.play(Trick::DoneButUnknown);
    let (code, document) = lost.machine.apply();
    assert_eq!(code, 0, "{document:#}");
    assert_eq!(lost.committed(), MOVED);

    let lost = planned();
    lost.world.upstream.play(Trick::NotDoneAndUnknown);
    let (code, document) = lost.machine.apply();
    assert_eq!(code, 1, "{document:#}");
    assert_eq!(lost.committed(), NOT_MOVED);
}

#[test]
fn with_no_way_to_read_it_is_unknown_until_verify_finds_out() {
    let lost = planned();
    lost.relay.cut(Cut::AfterAndForGood);
    let (code, document) = lost.machine.apply();
    assert_eq!((code, document["outcome"].as_str()), (5, Some("unknown")), "{document:#}");
    assert_eq!(verdicts(&document), ["orders/0 unknown", "orders/1 unknown"]);
    let id = document["record"]["id"].as_str().unwrap().to_owned();
    assert!(
        document["message"].as_str().unwrap().contains(&format!("ckafka-offsets verify {id}")),
        "{document:#}"
    );

    // Still no way to read: that is no "failed, and nothing moved"
    let (code, document) = lost.machine.json("verify last");
    assert_eq!((code, document["outcome"].as_str()), (5, Some("unknown")), "{document:#}");

    // Nothing may follow from what nobody knows
    lost.relay.repair();
    for line in ["undo last", "retry last"] {
        let (code, document) = lost.machine.json(line);
        assert_eq!((code, document["outcome"].as_str()), (4, Some("refused")), "{document:#}");
    }
    let (code, document) = lost.machine.json(&format!("verify {id}"));
    assert_eq!((code, document["outcome"].as_str()), (0, Some("confirmed")), "{document:#}");
    assert_eq!((lost.relay.resets(), lost.committed()), (1, MOVED.into()));
    let (_, shown) = lost.machine.json("history show last");
    assert_eq!(shown["overall"], "succeeded", "{shown:#}");
}

#[test]
fn an_answer_that_does_not_come_in_time_is_unknown_and_read_back() {
    let lost = planned();
    lost.relay.cut(Cut::Silence);
    let (code, document) = lost.machine.json("apply plan.json --execute --no-second-look --timeout 1");
    assert_eq!(code, 0, "{document:#}");
    assert!(
        document["message"].as_str().unwrap().contains("no answer within the time limit"),
        "{document:#}"
    );
    assert_eq!((lost.relay.resets(), lost.committed()), (1, MOVED.into()));
}

#[cfg(unix)]
#[test]
fn ctrl_c_while_it_is_on_its_way_says_that_the_outcome_is_unknown_and_how_to_find_out() {
    for (signal, json) in [("-INT", false), ("-TERM", true)] {
        let lost = planned();
        lost.relay.cut(Cut::Silence);
        let command = lost.machine.command(&["apply", "plan.json", "--execute"]);
        let mut command = std_command(&command);
        if json {
            command.arg("--json");
        }
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        lost.relay.wait_for_reset();
        std::thread::sleep(std::time::Duration::from_millis(200));
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
        let output = child.wait_with_output().unwrap();
        let ran = Ran {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        };
        ran.says(5, &["nobody knows yet whether it happened", "ckafka-offsets verify "]);
        if json {
            let document: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
            assert_eq!((&document["exitCode"], &document["outcome"]), (&5.into(), &"unknown".into()));
        }
        // The record was written before anything was sent, and the group is not held any more
        let (code, document) = lost.machine.json("verify last");
        assert_eq!(code, 0, "{document:#}");
        assert_eq!(lost.committed(), MOVED);
        let (code, _) = lost.machine.apply();
        assert_eq!(code, 4, "applied already");
    }
}

fn std_command(command: &assert_cmd::Command) -> Command {
    let mut copy = Command::new(command.get_program());
    copy.env_clear();
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            copy.env(name, value);
        }
    }
    copy.args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        copy.current_dir(folder);
    }
    copy
}

#[cfg(unix)]
#[test]
fn ctrl_c_before_anything_was_sent_says_so() {
    let lost = planned();
    let member = lost.world.join("billing", "orders");
    let command = lost.machine.command(&[
        "plan",
        "--group",
        "billing",
        "--topic",
        "orders",
        "--to-latest",
        "--wait=1m",
    ]);
    let child = std_command(&command).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1500));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("interrupted; nothing was sent"));
    lost.world.leave(member);
}
