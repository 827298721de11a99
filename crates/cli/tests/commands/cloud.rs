//! The cloud itself as the endpoint, signed by the key in the environment of the vendor's own tools, in both versions.

use crate::command::{Machine, rows, verdicts};
use cloud_stand_in::{Cloud, ID, INSTANCE, REGION, SECRET};
use serde_json::{Value, json};

/// A version of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Api {
    V2,
    V3,
}

pub(crate) const BOTH: [Api; 2] = [Api::V2, Api::V3];

/// A machine of somebody who has a key for the cloud.
pub(crate) fn machine(cloud: &Cloud, api: Api) -> Machine {
    let mut machine = Machine::at(if api == Api::V2 { cloud.api2() } else { cloud.api3() });
    machine.environment = vec![
        ("TENCENTCLOUD_SECRET_ID", ID.to_owned()),
        ("TENCENTCLOUD_SECRET_KEY", SECRET.to_owned()),
        ("TENCENTCLOUD_REGION", REGION.to_owned()),
        ("CKAFKA_OFFSETS_INSTANCE", INSTANCE.to_owned()),
    ];
    machine
}

/// A version as an argument.
pub(crate) fn version(api: Api) -> &'static str {
    if api == Api::V2 { "--api v2" } else { "--api v3" }
}

/// Plans `billing` in `orders`, which must work.
pub(crate) fn plan(machine: &Machine, api: Api, strategy: &str) -> Value {
    machine.plan(&format!("--group billing --topic orders {strategy} {}", version(api)))
}

/// Applies the plan, with every confirmation.
pub(crate) fn apply(machine: &Machine, api: Api) -> (i32, Value) {
    let version = version(api);
    machine.json(&format!("apply plan.json --execute --yes --confirm billing --no-second-look {version}"))
}

/// Where the group is in both partitions.
pub(crate) fn orders(cloud: &Cloud) -> [i64; 2] {
    [0, 1].map(|partition| cloud.committed("billing", "orders", partition).unwrap())
}

#[test]
fn every_strategy_is_planned_applied_and_verified() {
    for api in BOTH {
        for (strategy, expected) in [
            ("--to-earliest", [10, 20]),
            ("--to-latest", [100, 200]),
            ("--to-time 2020-09-13T12:28:00Z", [80, 80]),
            ("--shift-by -45", [10, 20]),
            ("--shift-by 7", [57, 67]),
            ("--to-offset 70", [70, 70]),
        ] {
            let cloud = Cloud::shop();
            let machine = machine(&cloud, api);
            plan(&machine, api, strategy);
            assert_eq!(cloud.writes(), Vec::<Value>::new(), "a plan writes nothing");
            let (code, document) = machine.json(&format!("apply plan.json {}", version(api)));
            assert_eq!((code, &document["sent"]), (0, &json!(false)), "{document:#}");
            assert_eq!(orders(&cloud), [50, 60]);

            let (code, document) = apply(&machine, api);
            assert_eq!((code, &document["outcome"]), (0, &json!("confirmed")), "{api:?} {document:#}");
            assert_eq!(verdicts(&document), ["orders/0 confirmed", "orders/1 confirmed"], "{strategy}");
            assert_eq!(orders(&cloud), expected, "{api:?} {strategy}");
            assert_eq!(cloud.committed("billing", "second", 0), Some(5), "and no other topic");
            assert_eq!(cloud.writes().len(), 1);

            let (code, document) = machine.json(&format!("verify last {}", version(api)));
            assert_eq!(code, 0, "{document:#}");
            cloud.commit("billing", "orders", 1, 61);
            let (code, document) = machine.json(&format!("verify last {}", version(api)));
            assert_eq!((code, &document["outcome"]), (3, &json!("partly")), "{document:#}");
            assert_eq!(cloud.writes().len(), 1, "a look writes nothing");
        }
    }
}

#[test]
fn single_partitions_go_where_the_api_can_say_it() {
    let cloud = Cloud::shop();
    let line = "plan -o plan.json --group billing --topic orders:1 --shift-by 5";
    machine(&cloud, Api::V2).run(&format!("{line} --api v2")).says(4, &["moves whole topics only"]);
    assert_eq!(cloud.writes(), Vec::<Value>::new());

    let machine = machine(&cloud, Api::V3);
    machine.run(&format!("{line} --api v3")).says(0, &["orders"]);
    let (code, document) = apply(&machine, Api::V3);
    assert_eq!(code, 0, "{document:#}");
    assert_eq!(orders(&cloud), [50, 65]);
    let (code, document) = machine.json("undo last -o plan.json --api v3");
    assert_eq!(code, 0, "{document:#}");
    assert_eq!(apply(&machine, Api::V3).0, 0);
    assert_eq!(orders(&cloud), [50, 60]);
}

#[test]
fn offsets_beyond_what_a_double_can_hold_keep_every_digit() {
    const LARGE: i64 = (1 << 53) + 1;
    for api in BOTH {
        let cloud = Cloud::shop();
        cloud.topic("orders", &[(LARGE, LARGE + 1_000), (LARGE, LARGE + 1_000)]);
        cloud.commit("billing", "orders", 0, LARGE + 100);
        cloud.commit("billing", "orders", 1, LARGE + 102);
        let machine = machine(&cloud, api);
        let document = plan(&machine, api, "--shift-by 1");
        assert_eq!(
            rows(&document["plan"]["plan"]["rows"], "committed"),
            ["orders/0 9007199254741093", "orders/1 9007199254741095"]
        );
        let (code, document) = apply(&machine, api);
        assert_eq!(code, 0, "{document:#}");
        assert_eq!(
            rows(&document["record"]["observed"], "offset"),
            ["orders/0 9007199254741094", "orders/1 9007199254741096"]
        );
        assert_eq!(orders(&cloud), [LARGE + 101, LARGE + 103]);
    }
}

#[test]
fn what_the_cloud_refuses_is_told_as_what_it_is_and_nothing_is_written() {
    for api in BOTH {
        let cloud = Cloud::shop();
        let line = format!("plan --group billing --topic orders --to-earliest {}", version(api));
        for (name, value, words) in [
            ("TENCENTCLOUD_SECRET_KEY", "wrong-canary", "the signature does not match"),
            ("TENCENTCLOUD_SECRET_ID", "AKIDnobody", "the key is not known"),
        ] {
            let mut machine = machine(&cloud, api);
            machine.environment.push((name, value.to_owned()));
            let ran = machine.run(&line);
            ran.says(1, &[words, "nothing was sent"]);
            assert!(!format!("{ran:?}").contains("canary"), "{ran:?}");
        }
        cloud.world.lock().unwrap().live.push("billing".to_owned());
        machine(&cloud, api).run(&line).says(4, &["1 member"]);
        assert_eq!((cloud.writes().len(), orders(&cloud)), (0, [50, 60]));
    }
    let cloud = Cloud::shop();
    let mut machine = machine(&cloud, Api::V3);
    machine.environment.push(("TENCENTCLOUD_REGION", "ap-nowhere".to_owned()));
    let ran = machine.run("plan --group billing --topic orders --to-earliest --api v3");
    ran.says(1, &["nothing was sent"]);
}

#[test]
fn a_group_whose_consumer_comes_back_before_the_reset_is_left_alone() {
    for api in BOTH {
        let cloud = Cloud::shop();
        let machine = machine(&cloud, api);
        plan(&machine, api, "--to-earliest");
        cloud.world.lock().unwrap().live.push("billing".to_owned());
        let (code, document) = apply(&machine, api);
        assert_eq!((code, &document["outcome"]), (4, &json!("refused")), "{document:#}");
        assert_eq!(orders(&cloud), [50, 60]);
    }
}

#[test]
fn a_clock_that_is_off_is_corrected_by_the_clouds() {
    for api in BOTH {
        for minutes in [-10, -4, 4, 10] {
            let cloud = Cloud::shop();
            cloud.world.lock().unwrap().ahead = minutes * 60;
            let machine = machine(&cloud, api);
            plan(&machine, api, "--to-earliest");
            let (code, document) = apply(&machine, api);
            assert_eq!(code, 0, "{api:?} {minutes}: {document:#}");
            assert_eq!((cloud.writes().len(), orders(&cloud)), (1, [10, 20]), "{api:?} {minutes}");
        }
    }
}

#[test]
fn a_temporary_key_works_with_its_token_and_is_told_to_have_expired_without() {
    for api in BOTH {
        let cloud = Cloud::shop();
        cloud.world.lock().unwrap().token = Some("token-canary".to_owned());
        let mut machine = machine(&cloud, api);
        let line = format!("plan --group billing --topic orders --to-earliest {}", version(api));
        machine.run(&line).says(1, &["token", "nothing was sent"]);
        machine.environment.push(("TENCENTCLOUD_TOKEN", "token-canary".to_owned()));
        plan(&machine, api, "--to-earliest");
        let (code, document) = apply(&machine, api);
        assert_eq!((code, orders(&cloud)), (0, [10, 20]), "{document:#}");
        assert!(!format!("{document}{}", machine.read("plan.json")).contains("canary"));
    }
}

#[test]
fn no_secret_is_left_behind_or_printed() {
    for api in BOTH {
        let cloud = Cloud::shop();
        let machine = machine(&cloud, api);
        let mut texts = vec![plan(&machine, api, "--to-earliest").to_string()];
        texts.push(apply(&machine, api).1.to_string());
        texts.push(machine.read("plan.json"));
        texts.push(machine.run(&format!("history show last {}", version(api))).stdout);
        for text in texts {
            assert!(!text.is_empty() && !text.contains(SECRET) && !text.contains(ID), "{text}");
        }
    }
}
