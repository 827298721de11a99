//! Files of plan and result.

use crate::fixtures;
use ckafka_console::export::{ExportFormat, old_offsets_file, plan_csv, plan_file, result_csv, result_file};
use kafka_offsets::{Claim, PlanDocument, ResetRecord, Target, read_kafka_csv};

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
    let file = plan_file(ExportFormat::Json, "1-a", "i", None, &plan);
    let document: serde_json::Value = serde_json::from_str(&file.content).unwrap();
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
    let (record, result) = record();
    let file = result_file(ExportFormat::Json, &record, &result);
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
    assert_eq!(document["id"], "1795298400000-00ff");
    assert_eq!(document["note"]["ticket"], "INC-48211");
    assert_eq!(ResetRecord::from_json(&file.content).unwrap(), record, "it reads back as it was written");
    let lost = ResetRecord { claim: Some(Claim::Lost), ..record };
    let lost = result_file(ExportFormat::Json, &lost, &result);
    assert!(lost.content.contains("\"answered\": false"));
}

/// The mixed result as a record, as the page makes it for a file.
fn record() -> (ResetRecord, kafka_offsets::VerifiedReset) {
    fixtures::mixed_record()
}

#[test]
fn a_plan_document_reads_back_as_it_was_written() {
    let plan = fixtures::mixed_plan();
    let endpoint = Some("https://gateway.example.internal/v2/index.php");
    let file = plan_file(ExportFormat::Json, "1795298400000-00ff", "ckafka-9p3k7x2m", endpoint, &plan);
    let document = PlanDocument::from_json(&file.content).unwrap();
    assert_eq!((document.plan, document.endpoint.as_deref()), (plan, endpoint));
    assert_eq!((document.id.as_str(), document.instance.as_str()), ("1795298400000-00ff", "ckafka-9p3k7x2m"));
}

#[test]
fn old_offsets_are_kafkas_own_file_exact_and_without_what_was_never_committed() {
    let plan = fixtures::mixed_plan();
    let file = old_offsets_file("ckafka-9p3k7x2m", &plan);
    assert_eq!(file.name, "ckafka-9p3k7x2m_billing-reconciler_old-offsets_20261122T031208Z.csv");
    assert!(file.content.starts_with("orders.created,0,48377551\n"), "{}", file.content);
    let read = read_kafka_csv(&file.content, &plan.request.group).unwrap();
    assert_eq!(read.offsets.len(), 11, "of 12 partitions one was never committed");
    for row in &plan.rows {
        assert_eq!(read.offsets.get(&row.at).copied(), row.committed);
    }
}

#[test]
fn a_plan_file_is_named_after_instance_group_and_time() {
    let file = plan_file(ExportFormat::Csv, "1-a", "ckafka-9p3k7x2m", None, &fixtures::small_plan());
    assert_eq!(file.name, "ckafka-9p3k7x2m_billing-reconciler_plan_20261122T031208Z.csv");
    assert_eq!(file.media_type, "text/csv;charset=utf-8");
}
