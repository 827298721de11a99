//! Plans and results as documents: what is in them, what reads back, what is refused.

use crate::fixture::{at, offset, p, p0, plan_one, request, time, topic, topics};
use crate::laws::{any_partition, claim, observations, resolution, scope, snapshot_of, strategy};
use kafka_offsets::ResetStrategy::{Earliest, PerPartition, ShiftBy};
use kafka_offsets::{
    AnswerRow, Claim, DocumentError, GroupState, KafkaError, Note, Observation, PlanDocument, ResetAnswer,
    ResetPlan, ResetRecord, ResetScope, Resolution, verify,
};
use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_assert_eq, proptest};
use std::collections::BTreeMap;

fn document(plan: ResetPlan) -> PlanDocument {
    PlanDocument {
        id: "7f3a".to_owned(),
        instance: "ckafka-demo".to_owned(),
        endpoint: None,
        plan,
        note: Note { reason: Some("poison record".to_owned()), ticket: None },
    }
}

fn record(
    claim: Option<Claim>,
    observed: BTreeMap<kafka_offsets::TopicPartition, Observation>,
) -> ResetRecord {
    ResetRecord {
        id: "7f3a".to_owned(),
        instance: "ckafka-demo".to_owned(),
        endpoint: Some("http://127.0.0.1:8788/v2/index.php".to_owned()),
        started_at: time(1_700_000_060_000),
        plan: plan_one(p(), ShiftBy(-20), Resolution::AtEndpoint),
        note: Note { reason: None, ticket: Some("OPS-1".to_owned()) },
        read_back_at: (!observed.is_empty()).then(|| time(1_700_000_061_500)),
        claim,
        observed,
        refused: None,
        made_from: None,
    }
}

#[test]
fn a_refusal_and_the_plan_that_it_was_made_from_are_kept_and_no_verdict_is_made_up() {
    let refused = ResetRecord {
        refused: Some("the group has members (4000 (1049): (1049)not empty)".to_owned()),
        made_from: Some("another plan".to_owned()),
        ..record(None, BTreeMap::new())
    };
    let text = refused.to_json();
    assert_eq!(ResetRecord::from_json(&text), Ok(refused));
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["overall"], "failed");
    assert_eq!(document["rows"], serde_json::json!([]));
    assert_eq!(document["madeFrom"], "another plan");
    let other: serde_json::Value = serde_json::from_str(&record(None, BTreeMap::new()).to_json()).unwrap();
    assert_eq!((other.get("refused"), other.get("madeFrom")), (None, None));
    assert_eq!(other["overall"], "unknown");
}

fn done(number: i64) -> Claim {
    let row = AnswerRow {
        topic: topic("t"),
        partition: Some(at("t", 0).partition),
        offset: Some(offset(number)),
        code: KafkaError::NONE,
        message: String::new(),
    };
    Claim::Answered(ResetAnswer { rows: vec![row], request_id: Some("r-1".to_owned()) })
}

#[test]
fn a_plan_is_written_with_everything_that_follows_from_it() {
    let plan = plan_one(p(), ShiftBy(-41), Resolution::AtEndpoint);
    assert_eq!(
        document(plan).to_json(),
        r#"{
  "schema": "ckafka-offset-reset/plan",
  "version": 1,
  "id": "7f3a",
  "instance": "ckafka-demo",
  "endpoint": null,
  "note": {
    "reason": "poison record",
    "ticket": null
  },
  "plan": {
    "group": "billing",
    "groupState": "Empty",
    "createGroup": false,
    "takenAt": "2023-11-14T22:13:20.000Z",
    "resolution": "at_endpoint",
    "scope": "topics",
    "topics": [
      "t"
    ],
    "partitions": null,
    "strategy": {
      "name": "shiftBy",
      "offsets": "-41"
    },
    "rows": [
      {
        "topic": "t",
        "partition": 0,
        "committed": "50",
        "logStart": "10",
        "logEnd": "100",
        "target": "10",
        "grade": "at_least",
        "followsLogEnd": false,
        "delta": "-40",
        "replayed": {
          "atMost": "40"
        },
        "skipped": {
          "exactly": "0"
        },
        "lagBefore": "50",
        "lagAfter": {
          "atMost": "90"
        },
        "notes": [
          "clamped_to_start:9"
        ]
      }
    ],
    "missing": []
  }
}"#
    );
}

#[test]
fn a_result_spells_its_verdicts_out() {
    let found = BTreeMap::from([(at("t", 0), Observation::Committed(Some(offset(30))))]);
    let text = record(Some(done(30)), found).to_json();
    let tail = text.split_once("\"startedAt\"").unwrap().1;
    assert_eq!(
        tail,
        r#": "2023-11-14T22:14:20.000Z",
  "claim": "answered",
  "answered": true,
  "requestId": "r-1",
  "answer": [
    {
      "topic": "t",
      "partition": 0,
      "offset": "30",
      "code": {
        "code": 0,
        "name": "NONE"
      },
      "message": ""
    }
  ],
  "readBackAt": "2023-11-14T22:14:21.500Z",
  "observed": [
    {
      "topic": "t",
      "partition": 0,
      "readable": true,
      "offset": "30",
      "code": null
    }
  ],
  "overall": "succeeded",
  "rows": [
    {
      "topic": "t",
      "partition": 0,
      "before": "50",
      "planned": "30",
      "grade": "exact",
      "claim": {
        "done": {
          "offset": "30"
        }
      },
      "reRead": {
        "committed": {
          "offset": "30"
        }
      },
      "verdict": "confirmed",
      "reason": "applied",
      "contradictory": false
    }
  ],
  "others": []
}"#
    );
}

#[test]
fn a_record_whose_end_nobody_knows_says_unknown() {
    let started = record(None, BTreeMap::new());
    assert_eq!(started.verified(), verify(&started.plan, &Claim::Lost, &BTreeMap::new()));
    let text = started.to_json();
    assert!(text.contains("\"claim\": \"none\"") && text.contains("\"overall\": \"unknown\""), "{text}");
    assert_eq!(ResetRecord::from_json(&text), Ok(started));
}

#[test]
fn a_lost_answer_and_none_yet_are_told_apart() {
    for claim in [None, Some(Claim::Lost), Some(Claim::Answered(ResetAnswer::default())), Some(done(30))] {
        let kept = record(claim, BTreeMap::from([(at("t", 0), Observation::Committed(None))]));
        assert_eq!(ResetRecord::from_json(&kept.to_json()), Ok(kept));
    }
}

#[test]
fn offsets_of_each_partition_and_chosen_partitions_read_back() {
    let each = BTreeMap::from([(at("t", 0), offset(9_007_199_254_740_993)), (at("u", 3), offset(0))]);
    for (scope, strategy) in [
        (ResetScope::Partitions(each.keys().cloned().collect()), PerPartition(each.clone())),
        (ResetScope::Partitions([at("t", 0)].into()), Earliest),
        (topics(&["t", "u"]), PerPartition(each)),
        (ResetScope::AllTopicsOfGroup, Earliest),
    ] {
        let read = crate::fixture::snapshot([(at("t", 0), p()), (at("u", 3), p0())]);
        let plan = ResetPlan::compute(request(scope, strategy), &read, Resolution::Here).unwrap();
        let written = document(plan);
        assert_eq!(PlanDocument::from_json(&written.to_json()), Ok(written));
    }
}

#[test]
fn fields_that_are_not_known_are_passed_over_and_a_byte_order_mark_too() {
    let written = document(plan_one(p(), Earliest, Resolution::AtEndpoint));
    let newer = written
        .to_json()
        .replacen("\"version\": 1,", "\"version\": 1, \"later\": {\"a\": [1.5e300, null]},", 1)
        .replace("\"followsLogEnd\"", "\"later\": true, \"followsLogEnd\"");
    assert_eq!(PlanDocument::from_json(&format!("\u{feff}{newer}")), Ok(written));
}

#[test]
fn what_follows_from_the_rest_is_not_believed() {
    let written = document(plan_one(p(), ShiftBy(-20), Resolution::AtEndpoint));
    let forged = written.to_json().replace("\"delta\": \"-20\"", "\"delta\": \"0\"");
    assert_eq!(PlanDocument::from_json(&forged).unwrap().plan.rows[0].delta(), Some(-20));
    let kept =
        record(Some(done(30)), BTreeMap::from([(at("t", 0), Observation::Committed(Some(offset(50))))]));
    let forged =
        kept.to_json().replace("\"not_applied\"", "\"confirmed\"").replace("\"failed\"", "\"succeeded\"");
    assert_eq!(ResetRecord::from_json(&forged).unwrap().verified(), kept.verified());
}

#[test]
fn another_document_or_version_is_named_as_such() {
    let plan = document(plan_one(p(), Earliest, Resolution::AtEndpoint)).to_json();
    let result = record(None, BTreeMap::new()).to_json();
    let other = |found: &str, expected| DocumentError::OtherSchema { found: found.to_owned(), expected };
    let (plans, results) = ("ckafka-offset-reset/plan", "ckafka-offset-reset/result");
    assert_eq!(PlanDocument::from_json(&result), Err(other(results, plans)));
    assert_eq!(ResetRecord::from_json(&plan), Err(other(plans, results)));
    let newer = plan.replace("\"version\": 1", "\"version\": 2");
    assert_eq!(PlanDocument::from_json(&newer), Err(DocumentError::OtherVersion(2)));
    for text in ["", "[]", "null", "orders,0,5", "{\"schema\": 1}"] {
        assert!(matches!(PlanDocument::from_json(text), Err(DocumentError::NotReadable(_))), "{text}");
    }
}

#[test]
fn a_value_that_cannot_be_is_refused_by_its_field() {
    let text = document(plan_one(p(), ShiftBy(-41), Resolution::AtEndpoint)).to_json();
    for (right, wrong, message) in [
        (
            "\"target\": \"10\"",
            "\"target\": \"-1\"",
            "plan.rows.target: offset -1 is below 0; choose Earliest or Latest for the ends of the log",
        ),
        (
            "\"committed\": \"50\"",
            "\"committed\": \"9223372036854775808\"",
            "plan.rows.committed: \"9223372036854775808\" is not a whole number from -9223372036854775808 to 9223372036854775807",
        ),
        ("\"target\": \"10\"", "\"target\": null", "plan.rows.grade: \"at_least\" does not fit the target"),
        (
            "\"grade\": \"at_least\"",
            "\"grade\": \"sure\"",
            "plan.rows.grade: \"sure\" does not fit the target",
        ),
        ("\"partition\": 0", "\"partition\": -1", "plan.rows: partition -1 is below 0"),
        (
            "clamped_to_start:9",
            "clamped_to_start:x",
            "plan.rows.notes: \"clamped_to_start:x\" is no note that this version knows",
        ),
        (
            "\"takenAt\": \"2023-11-14T22:13:20.000Z\"",
            "\"takenAt\": \"yesterday\"",
            "plan.takenAt: \"yesterday\" is not a time like 2026-11-21T22:00:00.000Z",
        ),
        ("\"group\": \"billing\"", "\"group\": \"\"", "plan.group: the consumer group's name is empty"),
        ("\"scope\": \"topics\"", "\"scope\": \"everything\"", "plan.scope: \"everything\" is not known"),
        ("\"scope\": \"topics\"", "\"scope\": \"partitions\"", "plan.partitions: is missing"),
        ("[\n      \"t\"\n    ]", "[]", "plan.topics: is empty"),
        (
            "\"resolution\": \"at_endpoint\"",
            "\"resolution\": \"nowhere\"",
            "plan.resolution: \"nowhere\" is not known",
        ),
        (
            "\"offsets\": \"-41\"",
            "\"offsets\": \"soon\"",
            "plan.strategy.offsets: \"soon\" is not a whole number from -9223372036854775808 to 9223372036854775807",
        ),
        ("\"name\": \"shiftBy\"", "\"name\": \"rewind\"", "plan.strategy.name: \"rewind\" is not known"),
    ] {
        let broken = text.replacen(right, wrong, 1);
        assert_ne!(broken, text, "{right}");
        assert_eq!(PlanDocument::from_json(&broken).unwrap_err().to_string(), message);
    }
}

#[test]
fn a_partition_that_comes_twice_is_refused() {
    let mut plan = plan_one(p(), Earliest, Resolution::AtEndpoint);
    plan.rows.push(plan.rows[0].clone());
    let refused = PlanDocument::from_json(&document(plan).to_json()).unwrap_err();
    assert_eq!(refused.to_string(), "plan.rows: t/0 comes twice");
}

fn texts() -> impl Strategy<Value = Option<String>> {
    prop::option::of("\\PC{0,12}|[\"\\\\\u{0}-\u{1f}\u{2028}\u{feff}]{0,4}")
}

fn plans() -> impl Strategy<Value = ResetPlan> {
    let state = prop::sample::select(vec!["Empty", "Dead", "Stable", "Reconciling", "Later"]);
    (snapshot_of(any_partition()), scope(), strategy(), resolution(), any::<bool>(), state).prop_filter_map(
        "cannot be planned",
        |(read, scope, strategy, resolution, create_group, state)| {
            let request = kafka_offsets::ResetRequest { create_group, ..request(scope, strategy) };
            let plan = ResetPlan::compute(request, &read, resolution).ok()?;
            Some(ResetPlan { group_state: GroupState::from_name(state), ..plan })
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn every_plan_reads_back_exactly(
        plan in plans(),
        id in "\\PC{0,12}",
        (endpoint, reason, ticket) in (texts(), texts(), texts()),
    ) {
        let written = PlanDocument { id, instance: "i".to_owned(), endpoint, plan, note: Note { reason, ticket } };
        prop_assert_eq!(PlanDocument::from_json(&written.to_json()), Ok(written));
    }

    #[test]
    fn every_record_reads_back_exactly(
        plan in plans(),
        claim in prop::option::of(claim()),
        message in "\\PC{0,12}",
        observed in observations(),
        started_at in 0..=i64::MAX,
        read_back_at in prop::option::of(0..300_000_000_000_000_i64),
    ) {
        let mut claim = claim;
        if let Some(Claim::Answered(answer)) = &mut claim {
            answer.request_id = Some(message.clone());
            for row in &mut answer.rows {
                row.message.clone_from(&message);
            }
        }
        let written = ResetRecord {
            started_at: time(started_at),
            read_back_at: read_back_at.map(time),
            plan,
            ..record(claim, observed)
        };
        let read = ResetRecord::from_json(&written.to_json()).unwrap();
        prop_assert_eq!(read.verified(), written.verified());
        prop_assert_eq!(read, written);
    }

    #[test]
    fn a_damaged_document_never_panics(plan in plans(), cut in 0..4_000_usize, byte in any::<char>()) {
        let text = document(plan).to_json();
        let damaged: String =
            text.chars().enumerate().map(|(index, c)| if index == cut { byte } else { c }).collect();
        let shorter: String = text.chars().take(cut).collect();
        let _ = (PlanDocument::from_json(&damaged), PlanDocument::from_json(&shorter));
    }
}
