//! Files of plan and result.

use crate::fixtures;
use ckafka_console::export::{ExportFormat, plan_csv, plan_file, plan_json, result_csv, result_file};
use kafka_offsets::{Claim, Target};

/// The lines of a CSV text, read by a reader that others wrote.
fn lines(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn a_plan_reads_back_as_it_was_written() {
    let lines = lines(&plan_csv(&fixtures::mixed_plan()));
    assert_eq!(lines[0][..6], ["topic", "partition", "committed", "log_start", "log_end", "target"]);
    assert_eq!(lines.len(), 1 + 12 + 1);
    assert_eq!(
        lines[1],
        [
            "orders.created",
            "0",
            "48377551",
            "47902118",
            "48377551",
            "48211006",
            "exact",
            "-166545",
            "166545",
            "0",
            "0",
            "166545",
            "",
        ]
    );
    assert_eq!(
        lines[4][6..],
        ["at_least", "-149817", "<=149817", "0", "43", "<=149860", "clamped_to_start:48198220"]
    );
    assert_eq!(lines[13][0], "orders.typo");
    assert_eq!(lines[13][12], "topic_failed:3:UNKNOWN_TOPIC_OR_PARTITION");
}

#[test]
fn offsets_beyond_two_to_the_53rd_keep_every_digit() {
    let mut plan = fixtures::small_plan();
    plan.rows[0].committed = Some(fixtures::offset(9_007_199_254_740_993));
    plan.rows[0].target = Some(Target::Exact(fixtures::offset(i64::MAX)));
    let line = &lines(&plan_csv(&plan))[1];
    assert_eq!((line[2].as_str(), line[5].as_str()), ("9007199254740993", "9223372036854775807"));
    let document: serde_json::Value = serde_json::from_str(&plan_json("i", &plan)).unwrap();
    assert_eq!(document["plan"]["rows"][0]["committed"], "9007199254740993");
    assert_eq!(document["plan"]["rows"][0]["target"], "9223372036854775807");
}

#[test]
fn text_that_a_spreadsheet_would_run_is_guarded_and_numbers_are_not() {
    let mut plan = fixtures::small_plan();
    plan.rows[0].at.topic = "-2+3".replace('+', "_").parse().unwrap();
    let line = &lines(&plan_csv(&plan))[1];
    assert_eq!(line[0], "'-2_3");
    assert_eq!(line[7], "-500", "a negative number stays a number");

    let (_, _, mut result) = fixtures::mixed_result();
    for (message, guarded) in [
        ("=HYPERLINK(\"http://x\",\"y\")", "'=HYPERLINK(\"http://x\",\"y\")"),
        ("+1", "'+1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\tcmd", "'\tcmd"),
        ("two\r\nlines, and a comma", "two\r\nlines, and a comma"),
    ] {
        result.others[0].message = message.to_owned();
        let lines = lines(&result_csv(&result));
        assert_eq!(lines[13][11], guarded);
    }
}

#[test]
fn lines_end_as_rfc_4180_says() {
    let text = plan_csv(&fixtures::small_plan());
    assert_eq!(text.matches("\r\n").count(), 4);
    assert_eq!(text.matches('\n').count(), 4);
}

#[test]
fn a_result_says_all_four_offsets_verdict_code_and_message() {
    let (_, _, result) = fixtures::mixed_result();
    let lines = lines(&result_csv(&result));
    assert_eq!(
        lines[3],
        [
            "orders.created",
            "2",
            "48371228",
            "48206944",
            "exact",
            "48206944",
            "48371240",
            "differs",
            "moved_since",
            "0",
            "NONE",
            "",
            "false",
        ]
    );
    let unreadable = &lines[5];
    assert_eq!(unreadable[6..9], ["", "unknown", "could_not_read"]);
    assert_eq!(unreadable[9..11], ["7", "REQUEST_TIMED_OUT"]);
    assert_eq!(lines[11][12], "true", "a contradictory row is marked");
}

#[test]
fn documents_have_a_schema_and_a_version() {
    let (plan, claim, result) = fixtures::mixed_result();
    let file = result_file(
        ExportFormat::Json,
        "ckafka-9p3k7x2m",
        &plan,
        &claim,
        &result,
        fixtures::time(fixtures::TAKEN_AT),
    );
    assert_eq!(file.name, "ckafka-9p3k7x2m_billing-reconciler_result_20261122T031208Z.json");
    assert_eq!(file.media_type, "application/json");
    let document: serde_json::Value = serde_json::from_str(&file.content).unwrap();
    assert_eq!(document["schema"], "ckafka-offset-reset/result");
    assert_eq!(document["version"], 1);
    assert_eq!(document["overall"], "unknown");
    assert_eq!(document["requestId"], "7d0c9b1e");
    assert_eq!(document["readBackAt"], "2026-11-22T03:12:08.000Z");
    assert_eq!(document["rows"][2]["reRead"]["committed"]["offset"], "48371240");
    assert_eq!(document["rows"][4]["claim"]["failed"]["code"]["name"], "REQUEST_TIMED_OUT");
    assert_eq!(document["plan"]["strategy"]["name"], "pointInTime");
    assert_eq!(document["plan"]["rows"][3]["replayed"]["atMost"], "149817");
    let lost = result_file(ExportFormat::Json, "i", &plan, &Claim::Lost, &result, fixtures::time(0));
    assert!(lost.content.contains("\"answered\": false"));
}

#[test]
fn a_plan_file_is_named_after_instance_group_and_time() {
    let file = plan_file(ExportFormat::Csv, "ckafka-9p3k7x2m", &fixtures::small_plan());
    assert_eq!(file.name, "ckafka-9p3k7x2m_billing-reconciler_plan_20261122T031208Z.csv");
    assert_eq!(file.media_type, "text/csv;charset=utf-8");
}
