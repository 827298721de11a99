//! What the console makes of the answers that an endpoint may give, A1 to A17, one test for each: HTTP answers go
//! through the real calls of `ckafka-api` and the real flow, and what is looked at is what a view gets.
//!
//! The same as a user sees it, where there is something to see, is in `tests/e2e`: A1 `strategies`, A2 and A9 `refusals`,
//! A3, A4 and A8 the result views in `tests/views`, A11 `bad-luck` (down, cut, lost) and `signing` (wrong keys), A12
//! `once` and `bad-luck`, A13 `bad-luck` (offsets above 2^53), A14 `tables` (1,200 partitions), A15 `refusals` (a shift
//! without a commit), A17 `once` (double click, reload) and `refusals` (back). The rules behind them are in
//! `crates/offsets/tests/spec/answers.rs`, and single decodings in `crates/ckafka/tests/api`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests may fail loudly"
)]

mod console;
mod endpoint;

use ckafka_api::{EndpointCapabilities, TransportFault};
use console::{Console, confirm_pressed, now, topics};
use endpoint::{Endpoint, Reply, action, code, done, http, ok, topic};
use kafka_offsets::ResetStrategy::{Earliest, Latest, Offset as ToOffset, PerPartition, ShiftBy};
use kafka_offsets::Verdict::{Confirmed, Differs, NotApplied};
use kafka_offsets::VerdictReason as Why;
use kafka_offsets::{
    Adjustment, Claim, FaultKind, KafkaError, Observation, Offset, Overall, PartitionId, ResetRequest,
    ResetScope, RetryRefusal, RowClaim, Target, TopicName,
};
use reset_flow::{AfterRefusal, BlockReason, Event, Flow, FlowSettings, State};

fn offset(number: i64) -> Offset {
    Offset::try_from(number).unwrap()
}

fn row(at: &str, verdict: kafka_offsets::Verdict, why: Why) -> (String, kafka_offsets::Verdict, Why) {
    (at.to_owned(), verdict, why)
}

/// Both partitions of `orders` are shifted by 20 and reported so.
fn shifted(endpoint: &mut Endpoint) -> Reply {
    endpoint.commit("orders", 0, 70);
    endpoint.commit("orders", 1, 80);
    done(&topic("orders", 0, &[(0, 70, 0), (1, 80, 0)]), "")
}

#[test]
fn a01_all_succeeded_and_read_back_equal_is_a_success() {
    let console = Console::resets(Endpoint::answering(shifted), topics(&["orders"], ShiftBy(20)));
    assert_eq!(
        console.verdicts(),
        [row("orders/0", Confirmed, Why::Applied), row("orders/1", Confirmed, Why::Applied)]
    );
    assert_eq!(console.finished().overall, Overall::Succeeded);
    assert_eq!(console.waited, 0, "what is there at once is not waited for");
    assert_eq!(console.announced, ["plan-created", "reset-submitted", "reset-succeeded"]);
}

#[test]
fn a02_a_topic_that_failed_without_partitions_is_named_not_applied_and_retried_alone() {
    let mut console = Console::resets(
        Endpoint::answering(|endpoint| {
            shifted(endpoint).unwrap();
            done(&topic("orders", 0, &[(0, 70, 0), (1, 80, 0)]), &topic("payments", 3, &[]))
        }),
        topics(&["orders", "payments"], ShiftBy(20)),
    );
    let failed = console.row("payments/0");
    let unknown_topic = KafkaError::UnknownTopicOrPartition;
    assert_eq!(failed.claim, RowClaim::Failed(unknown_topic, "words of the endpoint".to_owned()));
    assert_eq!((failed.verdict, failed.reason), (NotApplied, Why::FailedAsReported));
    assert_eq!(console.finished().overall, Overall::Partial);
    console.on(Event::RetryPressed);
    let again: Vec<_> = console.plan().rows.iter().map(|row| row.at.to_string()).collect();
    assert_eq!(again, ["payments/0"]);
    assert_eq!(console.endpoint.resets().len(), 1, "a retry is a plan first");
}

#[test]
fn a03_a_partition_that_failed_in_a_topic_that_succeeded_is_failed() {
    let console = Console::resets(
        Endpoint::answering(|endpoint| {
            endpoint.commit("orders", 0, 70);
            done(&topic("orders", 0, &[(0, 70, 0), (1, -1, 25)]), "")
        }),
        topics(&["orders"], ShiftBy(20)),
    );
    assert_eq!(
        console.verdicts(),
        [row("orders/0", Confirmed, Why::Applied), row("orders/1", NotApplied, Why::FailedAsReported)]
    );
    assert!(matches!(console.row("orders/1").claim, RowClaim::Failed(KafkaError::UnknownMemberId, _)));
    let failed: Vec<_> = console.finished().result.failed().map(|row| row.planned.at.to_string()).collect();
    assert_eq!(failed, ["orders/1"], "it stands in the table of the failed ones");
}

#[test]
fn a04_a_topic_in_both_lists_is_normal_and_the_same_partition_in_both_is_failed_and_contradictory() {
    let console = Console::resets(
        Endpoint::answering(|endpoint| {
            endpoint.commit("orders", 0, 70);
            done(&topic("orders", 0, &[(0, 70, 0)]), &topic("orders", 0, &[(1, -1, 16)]))
        }),
        topics(&["orders"], ShiftBy(20)),
    );
    assert!(console.finished().result.rows.iter().all(|row| !row.contradictory));
    assert_eq!(console.row("orders/1").verdict, NotApplied);

    let console = Console::resets(
        Endpoint::answering(|endpoint| {
            shifted(endpoint).unwrap();
            done(&topic("orders", 0, &[(0, 70, 0), (1, 80, 0)]), &topic("orders", 0, &[(1, -1, 16)]))
        }),
        topics(&["orders"], ShiftBy(20)),
    );
    let torn = console.row("orders/1");
    assert!(torn.contradictory);
    assert!(matches!(torn.claim, RowClaim::Failed(KafkaError::NotCoordinator, _)), "the worst code wins");
    assert_eq!((torn.verdict, torn.reason), (Differs, Why::ReportedFailedYetMoved));
    assert!(!console.row("orders/0").contradictory);
}

#[test]
fn a05_what_the_answer_does_not_mention_is_decided_by_reading_back() {
    let console = Console::resets(
        Endpoint::answering(|endpoint| {
            shifted(endpoint).unwrap();
            done(&topic("orders", 0, &[(0, 70, 0)]), "")
        }),
        topics(&["orders", "payments"], ShiftBy(20)),
    );
    assert_eq!(
        console.verdicts(),
        [
            row("orders/0", Confirmed, Why::Applied),
            row("orders/1", Confirmed, Why::AppliedAnswerLost),
            row("payments/0", NotApplied, Why::LostNotMoved),
        ]
    );
    assert_eq!(console.row("payments/0").claim, RowClaim::None);
}

#[test]
fn a06_a_topic_that_nobody_asked_for_is_shown_and_spoils_the_success() {
    let console = Console::resets(
        Endpoint::answering(|endpoint| {
            shifted(endpoint).unwrap();
            let moved = [topic("orders", 0, &[(0, 70, 0), (1, 80, 0)]), topic("payments", 0, &[(0, 70, 0)])];
            done(&moved.join(","), "")
        }),
        topics(&["orders"], ShiftBy(20)),
    );
    let [other] = console.finished().result.others.as_slice() else { panic!("one other thing") };
    assert_eq!((other.topic.as_str(), other.partition), ("payments", Some(PartitionId::ZERO)));
    assert!(!other.requested);
    assert_eq!(console.finished().overall, Overall::Partial);
    assert_eq!(console.announced.last(), Some(&"reset-partial"));
}

#[test]
fn a07_another_offset_than_planned_is_confirmed_if_it_fits_the_grade_and_differs_otherwise() {
    // At least the log end was planned, and the log has grown
    let console = Console::resets(
        Endpoint::answering(|endpoint| {
            endpoint.commit("payments", 0, 120);
            done(&topic("payments", 0, &[(0, 120, 0)]), "")
        }),
        topics(&["payments"], Latest),
    );
    assert_eq!(console.verdicts(), [row("payments/0", Confirmed, Why::Applied)]);
    assert_eq!(console.row("payments/0").planned.target, Some(Target::AtLeast(offset(100))));

    // Exactly 70 was planned
    let console = Console::resets(
        Endpoint::answering(|endpoint| {
            endpoint.commit("payments", 0, 65);
            done(&topic("payments", 0, &[(0, 65, 0)]), "")
        }),
        topics(&["payments"], ShiftBy(20)),
    );
    let elsewhere = console.row("payments/0");
    assert_eq!((elsewhere.verdict, elsewhere.reason), (Differs, Why::AppliedElsewhere));
    assert_eq!(elsewhere.planned.target, Some(Target::Exact(offset(70))));
    assert_eq!(elsewhere.claim, RowClaim::Ok(Some(offset(65))));
}

#[test]
fn a08_success_without_a_move_is_not_applied_after_ten_seconds_of_patience() {
    let console = Console::resets(
        Endpoint::answering(|_| done(&topic("orders", 0, &[(0, 70, 0), (1, 80, 0)]), "")),
        topics(&["orders"], ShiftBy(20)),
    );
    assert_eq!(
        console.verdicts(),
        [
            row("orders/0", NotApplied, Why::AcceptedButNotMoved),
            row("orders/1", NotApplied, Why::AcceptedButNotMoved)
        ]
    );
    assert_eq!(console.waited, 10_000);
    assert_eq!(console.finished().overall, Overall::Failed);
    assert_eq!(console.endpoint.resets().len(), 1);
}

#[test]
fn a09_a_group_that_is_not_empty_is_named_with_its_members_and_no_partition_is_marked() {
    let console = Console::resets(
        Endpoint::answering(|endpoint| {
            endpoint.state = "Stable";
            code(4000, "InvalidParameter", "(1049)the group is not empty")
        }),
        topics(&["orders"], ShiftBy(20)),
    );
    let State::Blocked(blocked) = console.flow.state() else { panic!("{:?}", console.flow.state()) };
    let BlockReason::RefusedForGroup(refused) = &blocked.reason else { panic!("{blocked:?}") };
    assert_eq!(
        (refused.fault.kind, refused.fault.raw_code.as_str()),
        (FaultKind::GroupNotEmpty, "4000 (1049)")
    );
    let AfterRefusal::Read(group) = &refused.group else { panic!("{refused:?}") };
    assert_eq!(group.state.name(), "Stable");
    assert_eq!(group.members[0].client_id, "worker-7");
    assert!(blocked.can_wait(), "waiting until it is empty is offered");
    assert_eq!(console.announced.last(), Some(&"reset-failed"));
}

#[test]
fn a10_partly_succeeded_is_a_table_and_not_an_error() {
    let console = Console::resets(
        Endpoint::answering(|endpoint| {
            endpoint.commit("orders", 0, 70);
            let (succ, failed) = (topic("orders", 0, &[(0, 70, 0)]), topic("orders", 0, &[(1, -1, 25)]));
            ok(&format!(
                r#"{{"code":5400,"codeDesc":"PartialSuccess","msg":"partly","data":{{"succ":[{succ}],"failed":[{failed}]}}}}"#
            ))
        }),
        topics(&["orders"], ShiftBy(20)),
    );
    assert_eq!(
        console.verdicts(),
        [
            // An envelope that is not 0 makes no row a success, whatever list it stands in: reading back tells
            row("orders/0", Differs, Why::ReportedFailedYetMoved),
            row("orders/1", NotApplied, Why::FailedAsReported),
        ]
    );
    assert_eq!(console.finished().overall, Overall::Partial);
    assert!(matches!(console.finished().claim, Claim::Answered(_)));
}

#[test]
fn a11_a_certain_refusal_keeps_the_plan_and_whatever_leaves_it_open_is_read_back_and_never_sent_again() {
    let refused = [
        (4100, "", FaultKind::SignatureMismatch),
        (4101, "", FaultKind::NotAuthorized),
        (4104, "", FaultKind::UnknownKey),
        (4105, "", FaultKind::BadToken),
        (4110, "", FaultKind::NotAuthorized),
        (4400, "", FaultKind::Throttled),
        (6200, "UpstreamUnavailable", FaultKind::UpstreamUnavailable),
    ];
    for (number, word, kind) in refused {
        let answer = move |_: &mut Endpoint| code(number, word, "no");
        let console = Console::resets(Endpoint::answering(answer), topics(&["orders"], ShiftBy(20)));
        let review = console.reviewing();
        assert_eq!(review.refused.as_ref().map(|fault| fault.kind), Some(kind), "{number}");
        assert_eq!(review.plan.rows.len(), 2, "{number}: the plan is still there to be read");
        assert_eq!(console.endpoint.resets().len(), 1, "{number}");
    }

    let open: [(fn() -> Reply, FaultKind); 8] = [
        (|| code(4500, "ReplayAttack", "the nonce came twice"), FaultKind::ClockOrReplay),
        (|| code(6000, "InternalError", "oops"), FaultKind::Internal),
        (|| code(6000, "OutcomeUnknown", "sent, not answered"), FaultKind::OutcomeUnknown),
        (|| code(6200, "", "unavailable"), FaultKind::Internal),
        (|| ok("no JSON at all"), FaultKind::NotTheApi),
        (|| ok("<!DOCTYPE html><title>Sign in</title>"), FaultKind::NotTheApi),
        (|| http(502, "<html>Bad Gateway</html>"), FaultKind::HttpStatus),
        (|| Err(TransportFault::Cut("connection reset".to_owned())), FaultKind::Unreachable),
    ];
    for (reply, kind) in open {
        let answer = move |endpoint: &mut Endpoint| {
            shifted(endpoint).unwrap();
            reply()
        };
        let console = Console::resets(Endpoint::answering(answer), topics(&["orders"], ShiftBy(20)));
        let finished = console.finished();
        assert_eq!(finished.lost.as_ref().map(|fault| fault.kind), Some(kind));
        assert_eq!(finished.claim, Claim::Lost, "{kind:?}");
        assert!(finished.result.rows.iter().all(|row| row.reason == Why::AppliedAnswerLost), "{kind:?}");
        assert_eq!(console.endpoint.resets().len(), 1, "{kind:?}");
    }
}

/// A shift times out when one of two partitions was moved.
fn timed_out(endpoint: &mut Endpoint) -> Reply {
    endpoint.commit("orders", 0, 70);
    Err(TransportFault::TimedOut)
}

#[test]
fn a12_after_a_timeout_offsets_are_read_first_and_what_moved_is_not_retried() {
    let console = Console::resets(Endpoint::answering(timed_out), topics(&["orders"], ShiftBy(20)));
    assert_eq!(
        console.verdicts(),
        [row("orders/0", Confirmed, Why::AppliedAnswerLost), row("orders/1", NotApplied, Why::LostNotMoved)]
    );
    assert_eq!(console.waited, 10_000, "it may come late");
    assert!(matches!(console.finished().retry, Err(RetryRefusal::OnlyWholeTopics(_))));
    assert_eq!(console.endpoint.resets().len(), 1);

    // Where partitions can be sent one by one, the other one is offered, to where it was planned
    let mut console = Console::at(Endpoint::answering(timed_out));
    console.can = EndpointCapabilities { partition_offsets: true, ..EndpointCapabilities::none() };
    console.review(topics(&["orders"], ShiftBy(20)));
    console.confirm();
    console.on(Event::RetryPressed);
    let again: Vec<_> = console.plan().rows.iter().map(|row| (row.at.to_string(), row.target)).collect();
    assert_eq!(again, [("orders/1".to_owned(), Some(Target::AtLeast(offset(80))))]);
    assert!(matches!(console.plan().request.strategy, PerPartition(_)), "an offset, and no second shift");

    console.endpoint.reset = Box::new(|endpoint| {
        endpoint.commit("orders", 1, 80);
        done(&topic("orders", 0, &[(1, 80, 0)]), "")
    });
    console.confirm();
    assert_eq!(console.verdicts(), [row("orders/1", Confirmed, Why::Applied)]);
    let sent = console.endpoint.resets();
    assert_eq!(action(sent[1]), "SetPartitionOffsets");
    assert_eq!(sent[1].get("plan"), Some("orders,1,80,60"));
}

#[test]
fn a13_irregular_json_is_decoded_without_loss() {
    const BIG: i64 = 9_007_199_254_740_993;
    let data: [&str; 4] = [
        r#"{"succ":[ROWS],"failed":[]}"#,
        r#"{"succ":[ROWS]}"#,
        r#"[{"succ":[ROWS]},{"failed":[]}]"#,
        r#"{"succ":[ROWS],"failed":null}"#,
    ];
    for shape in data {
        let mut endpoint = Endpoint::answering(move |endpoint| {
            endpoint.commit("orders", 0, BIG);
            let rows = format!(
                r#"{{"topic":"orders","error_code":"0","partitions":[{{"partition":"0","offset":"{BIG}","error_code":"0"}}]}}"#
            );
            ok(&format!(r#"{{"code":"0","msg":"","data":{}}}"#, shape.replace("ROWS", &rows)))
        });
        endpoint.log_end = i64::MAX;
        endpoint.committed.clear();
        endpoint.committed.insert(("orders".to_owned(), 0), format!("\"{}\"", BIG - 2));
        let console = Console::resets(endpoint, topics(&["orders"], ShiftBy(2)));
        let row = console.row("orders/0");
        assert_eq!(row.planned.target, Some(Target::Exact(offset(BIG))), "{shape}");
        assert_eq!(row.claim, RowClaim::Ok(Some(offset(BIG))), "{shape}");
        assert_eq!(row.observed, Observation::Committed(Some(offset(BIG))), "{shape}");
        assert_eq!(console.finished().overall, Overall::Succeeded, "{shape}");
    }
    // Without the list of those that succeeded
    let console = Console::resets(
        Endpoint::answering(|_| {
            ok(&format!(r#"{{"code":0,"data":{{"failed":[{}]}}}}"#, topic("orders", 30, &[])))
        }),
        topics(&["orders"], ShiftBy(20)),
    );
    assert!(console.finished().result.rows.iter().all(|row| row.reason == Why::FailedAsReported));
}

#[test]
fn a14_a_preview_is_complete_only_after_every_page() {
    let mut endpoint = Endpoint::shop();
    endpoint.committed.clear();
    for number in 0..120 {
        endpoint.commit(&format!("t{number:03}"), 0, 50);
    }
    let mut console = Console::at(endpoint);
    console.review(ResetRequest { scope: ResetScope::AllTopicsOfGroup, ..topics(&["t000"], Latest) });
    assert_eq!(console.plan().rows.len(), 120);
    let pages: Vec<_> = console
        .endpoint
        .arrived
        .iter()
        .filter(|params| action(params) == "GetGroupOffsets")
        .map(|params| params.get("offset").unwrap().to_owned())
        .collect();
    assert_eq!(pages, ["0", "50", "100"]);
    assert_eq!(console.plan().sendable_topics().map(|topics| topics.len()), Some(120));
}

#[test]
fn a15_minus_one_null_and_absent_are_no_committed_offset_and_no_lag() {
    for spelling in ["-1", "null", ""] {
        let mut endpoint = Endpoint::shop();
        endpoint.committed.insert(("orders".to_owned(), 1), spelling.to_owned());
        let mut console = Console::at(endpoint);
        console.review(topics(&["orders"], ShiftBy(20)));
        let never = &console.plan().rows[1];
        assert_eq!((never.committed, never.lag_before()), (None, None), "{spelling:?}: not 0");
        assert_eq!(
            (never.target, never.adjustments.as_slice()),
            (None, &[Adjustment::NoCommitToShiftFrom][..])
        );
        assert_eq!(console.plan().rows[0].lag_before(), Some(50));
    }
}

#[test]
fn a16_unusual_names_come_through_unchanged() {
    let longest = format!("a.b_c-{}", "9".repeat(243));
    for name in [longest.as_str(), "..a", "-", "__x", "%", "0"].iter().filter(|name| **name != "%") {
        let group = "\u{202e}gnillib \"quoted\" & <b>, Cyrillic \u{0430}, 消费分组 +%2B";
        let mut endpoint = Endpoint::answering(|endpoint| {
            let at = endpoint.committed.keys().next().unwrap().clone();
            endpoint.commit(&at.0, at.1, 70);
            done(&topic(&at.0, 0, &[(at.1, 70, 0)]), "")
        });
        endpoint.committed.clear();
        endpoint.commit(name, 0, 50);
        let mut console = Console::at(endpoint);
        let request = ResetRequest { group: group.parse().unwrap(), ..topics(&[name], ShiftBy(20)) };
        console.review(request);
        console.on(Event::ConfirmPressed {
            confirmation: reset_flow::Confirmation {
                ticked: true,
                typed_group: group.to_owned(),
                ..reset_flow::Confirmation::default()
            },
            now: now(),
        });
        let sent = console.endpoint.resets()[0];
        assert_eq!((sent.get("group"), sent.get("topics.0")), (Some(group), Some(*name)));
        assert_eq!(console.finished().result.rows[0].planned.at.topic.as_str(), *name);
        assert_eq!(console.finished().overall, Overall::Succeeded, "{name}");
    }
    assert!(format!("{}9", longest).parse::<TopicName>().is_err(), "249 characters are the most");
    assert!("%".parse::<TopicName>().is_err());
}

#[test]
fn a17_a_double_click_back_and_a_reload_send_one_request_and_lead_to_its_outcome() {
    // Everything that is pressed while the reset is out
    let mut console = Console::at(Endpoint::answering(shifted));
    console.review(topics(&["orders"], ShiftBy(20)));
    console.confirm();
    for event in [confirm_pressed(), Event::BackPressed, confirm_pressed()] {
        console.on(event);
    }
    assert_eq!(console.finished().overall, Overall::Succeeded);
    assert_eq!(console.endpoint.resets().len(), 1);

    // The page is loaded anew while it is out: what was written down leads to what became of it
    for (arrived, verdict) in [(true, Confirmed), (false, NotApplied)] {
        let mut console = Console::at(Endpoint::answering(|_| Err(TransportFault::TimedOut)));
        console.review(topics(&["orders"], ShiftBy(20)));
        console.confirm();
        let intent = console.intent.clone().unwrap();
        if arrived {
            shifted(&mut console.endpoint).unwrap();
        }
        console.flow = Flow::new(FlowSettings::default());
        let abilities = console.can.abilities();
        console.on(Event::Resumed { intent, production: false, abilities });
        assert!(console.finished().result.rows.iter().all(|row| row.verdict == verdict), "{arrived}");
        assert_eq!(console.endpoint.resets().len(), 1, "a reload sends nothing");
    }
}

/// What else an answer may be: done, without saying where. It is not called failed where nobody can know.
#[test]
fn done_without_saying_where_is_unknown_if_only_the_endpoint_knows_the_place() {
    for (strategy, why) in [
        (Earliest, Why::MayHaveBeenThere),
        (ToOffset(offset(30)), Why::MayHaveBeenThere),
        (Latest, Why::AcceptedButNotMoved),
    ] {
        let console = Console::resets(
            Endpoint::answering(|_| {
                ok(
                    r#"{"code":0,"data":{"succ":[{"topic":"payments","error_code":0,"partitions":[{"partition":0,"error_code":0}]}]}}"#,
                )
            }),
            topics(&["payments"], strategy),
        );
        assert_eq!(console.row("payments/0").reason, why);
    }
}
