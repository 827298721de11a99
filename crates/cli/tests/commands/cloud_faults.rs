//! What goes wrong at the cloud and on the way to it: the exit code never says more than a read has found.

use crate::cloud::{Api, BOTH, apply, machine, orders, plan, version};
use crate::command::verdicts;
use cloud_stand_in::{Cloud, Trick};
use serde_json::{Value, json};
use std::time::Duration;

const WRITE: &str = "ModifyGroupOffsets";
const READ: &str = "DescribeGroupOffsets";

const MOVED: [i64; 2] = [100, 200];
const NOT_MOVED: [i64; 2] = [50, 60];
const CONFIRMED: [&str; 2] = ["orders/0 confirmed", "orders/1 confirmed"];

/// Applies a plan to the log ends, and meets a trick on the way.
fn meet(api: Api, trick: Trick) -> (i32, Value, Cloud) {
    let cloud = Cloud::shop();
    let machine = machine(&cloud, api);
    plan(&machine, api, "--to-latest");
    cloud.seen();
    cloud.trick(WRITE, trick);
    let (code, document) = apply(&machine, api);
    let sent = cloud.seen().into_iter().filter(|action| action == WRITE).count();
    assert_eq!(sent, 1, "a reset is sent once: {document:#}");
    (code, document, cloud)
}

/// Checks all cases at the same time: most of it is waiting for offsets that might be shown late.
fn each<Case: Send>(cases: impl IntoIterator<Item = Case>, check: impl Fn(Case) + Sync) {
    std::thread::scope(|scope| {
        let running: Vec<_> = cases.into_iter().map(|case| scope.spawn(|| check(case))).collect();
        let failed = running.into_iter().filter_map(|check| check.join().err()).next();
        if let Some(panic) = failed {
            std::panic::resume_unwind(panic);
        }
    });
}

#[test]
fn done_but_not_said_is_found_by_reading() {
    for api in BOTH {
        for trick in [Trick::CutAfter, Trick::Html502] {
            let (code, document, cloud) = meet(api, trick.clone());
            assert_eq!((code, orders(&cloud)), (0, MOVED), "{api:?} {trick:?} {document:#}");
            assert_eq!(verdicts(&document), CONFIRMED);
            assert!(document["message"].as_str().unwrap().contains("the answer was lost"), "{document:#}");
        }
    }
}

#[test]
fn neither_done_nor_said_is_found_by_reading_too() {
    each(BOTH, |api| {
        let (code, document, cloud) = meet(api, Trick::CutBefore);
        assert_eq!((code, orders(&cloud)), (1, NOT_MOVED), "{api:?} {document:#}");
        assert_eq!(verdicts(&document), ["orders/0 not_applied", "orders/1 not_applied"]);
    });
}

#[test]
fn said_but_not_done_is_no_success() {
    each(BOTH, |api| {
        let (code, document, cloud) = meet(api, Trick::NotApplied);
        assert_eq!((code, orders(&cloud)), (1, NOT_MOVED), "{api:?} {document:#}");
        assert_eq!(verdicts(&document), ["orders/0 not_applied", "orders/1 not_applied"]);
        assert_eq!(document["outcome"], "failed");
    });
}

#[test]
fn another_offset_than_asked_for_is_no_success() {
    for api in BOTH {
        let (code, document, cloud) = meet(api, Trick::Beside(-3));
        assert_eq!((code, orders(&cloud)), (3, [97, 197]), "{api:?} {document:#}");
        assert_eq!(verdicts(&document), ["orders/0 differs", "orders/1 differs"]);
    }
}

#[test]
fn offsets_that_are_shown_late_are_waited_for() {
    each(BOTH, |api| {
        let (code, document, cloud) = meet(api, Trick::ShownLate(Duration::from_secs(2)));
        assert_eq!((code, orders(&cloud)), (0, MOVED), "{api:?} {document:#}");
        assert_eq!(verdicts(&document), CONFIRMED);
    });
}

#[test]
fn an_answer_that_comes_too_late_is_a_lost_one() {
    each(BOTH, |api| {
        let cloud = Cloud::shop();
        let machine = machine(&cloud, api);
        plan(&machine, api, "--to-latest");
        cloud.trick(WRITE, Trick::Delay(Duration::from_secs(5)));
        let line = "apply plan.json --execute --yes --confirm billing --no-second-look --timeout 3";
        let (code, document) = machine.json(&format!("{line} {}", version(api)));
        assert_eq!((code, &document["answerLost"]), (0, &json!(true)), "{api:?} {document:#}");
        assert_eq!(verdicts(&document), CONFIRMED);
        assert_eq!((orders(&cloud), cloud.writes().len()), (MOVED, 1));
    });
}

#[test]
fn a_refusal_of_the_whole_is_a_failure_that_moved_nothing() {
    for (api, code) in [
        (Api::V3, "AuthFailure.TokenFailure"),
        (Api::V3, "UnauthorizedOperation"),
        (Api::V3, "RequestLimitExceeded"),
        (Api::V2, "4105"),
        (Api::V2, "4102"),
        (Api::V2, "4400"),
    ] {
        let (exit, document, cloud) = meet(api, Trick::error(code, "no"));
        assert_eq!((exit, orders(&cloud)), (1, NOT_MOVED), "{code} {document:#}");
        assert!(document["message"].as_str().unwrap().contains("nothing moved"), "{code} {document:#}");
    }
}

#[test]
fn an_error_that_leaves_open_what_happened_is_read_back() {
    let cases = [
        (Api::V3, "InternalError"),
        (Api::V2, "6000"),
        (Api::V2, "6200"),
        (Api::V2, "5100"),
        // A nonce that came twice: the first time may have been this very request
        (Api::V3, "AuthFailure.SignatureExpire"),
        (Api::V2, "4500"),
    ];
    each(cases, |(api, code)| {
        let (exit, document, cloud) = meet(api, Trick::error(code, "x"));
        assert_eq!((exit, orders(&cloud)), (1, NOT_MOVED), "{code} {document:#}");
        assert_eq!(verdicts(&document), ["orders/0 not_applied", "orders/1 not_applied"], "{code}");
    });
}

#[test]
fn offsets_that_cannot_be_read_back_leave_it_unknown_until_they_can() {
    each(BOTH, |api| {
        let cloud = Cloud::shop();
        let machine = machine(&cloud, api);
        plan(&machine, api, "--to-latest");
        cloud.trick(WRITE, Trick::ThenUnreadable);
        let (code, document) = apply(&machine, api);
        assert_eq!((code, &document["outcome"]), (5, &json!("unknown")), "{api:?} {document:#}");
        assert_eq!(verdicts(&document), ["orders/0 unknown", "orders/1 unknown"]);
        let verify = format!("verify last {}", version(api));
        assert_eq!(machine.json(&verify).0, 5);
        cloud.world.lock().unwrap().unreadable = false;
        let (code, document) = machine.json(&verify);
        assert_eq!((code, cloud.writes().len()), (0, 1), "{api:?} {document:#}");
    });
}

#[test]
fn unusual_forms_of_an_answer_are_read_as_what_they_say() {
    for trick in [Trick::CodeAsText, Trick::MsgForMessage, Trick::BesideData] {
        let (code, document, cloud) = meet(Api::V2, trick.clone());
        assert_eq!((code, orders(&cloud)), (0, MOVED), "{trick:?} {document:#}");
        assert_eq!(verdicts(&document), CONFIRMED, "{trick:?}");
    }
}

#[test]
fn unusual_forms_of_a_read_are_read_as_what_they_say() {
    for trick in [Trick::CodeAsText, Trick::MsgForMessage, Trick::BesideData] {
        for action in [READ, "DescribeGroupInfo", "DescribeTopicAttributes"] {
            let cloud = Cloud::shop();
            let machine = machine(&cloud, Api::V2);
            cloud.trick(action, trick.clone());
            let document = plan(&machine, Api::V2, "--to-latest");
            assert_eq!(document["plan"]["plan"]["rows"].as_array().unwrap().len(), 2, "{trick:?} {action}");
        }
    }
}

#[test]
fn a_failure_under_success_is_a_failure() {
    for (trick, first) in [
        (Trick::FailureInSucc, "orders/0 confirmed"),
        // The code of the whole is no success, and so no row of it is called one
        (Trick::PartlySucceeded, "orders/0 differs"),
    ] {
        let (code, document, cloud) = meet(Api::V2, trick.clone());
        assert_eq!((code, orders(&cloud)), (3, [100, 60]), "{trick:?} {document:#}");
        assert_eq!(verdicts(&document), [first, "orders/1 not_applied"], "{trick:?}");
    }
}

#[test]
fn a_topic_that_the_answer_is_silent_about_is_judged_by_reading() {
    let (code, document, cloud) = meet(Api::V2, Trick::Forgets("orders".to_owned()));
    assert_eq!((code, orders(&cloud)), (0, MOVED), "{document:#}");
    assert_eq!(verdicts(&document), CONFIRMED);
}

#[test]
fn a_code_in_the_result_is_a_failure() {
    let (code, document, cloud) = meet(Api::V3, Trick::ReturnCode("4".to_owned()));
    // What it means is not documented, so the offsets are read, and they say that it was done all the same
    assert_eq!(orders(&cloud), MOVED);
    assert_eq!(code, 3, "{document:#}");
    assert_eq!(verdicts(&document), ["orders/0 differs", "orders/1 differs"]);
}

#[test]
fn an_endpoint_that_is_no_api_is_told_as_that() {
    for api in BOTH {
        for (trick, words) in [(Trick::Html502, "502"), (Trick::CutBefore, "nothing was sent")] {
            let cloud = Cloud::shop();
            cloud.trick("DescribeGroupInfo", trick.clone());
            let line = format!("plan --group billing --topic orders --to-latest {}", version(api));
            let ran = machine(&cloud, api).run(&line);
            ran.says(1, &[words]);
            assert_eq!(cloud.writes(), Vec::<Value>::new());
        }
    }
}
