//! The Result step and the way there.

use crate::page::draw_state;
use ckafka_console::text::Locale;

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn the_headline_follows_the_outcome() {
    let cases = [
        ("result-confirmed", "Reset: 3 of 3 partitions confirmed", "已重置：3 个分区中 3 个已核实"),
        ("result-partial", "Partly reset: 7 of 11 partitions confirmed", "部分重置：11 个分区中 7 个已核实"),
        (
            "result-failed",
            "Not reset: 0 of 3 partitions confirmed, none moved",
            "未重置：3 个分区中 0 个已核实，没有移动",
        ),
        (
            "result-unknown",
            "Outcome unknown: 7 of 12 partitions confirmed, some could not be read",
            "结果未知：12 个分区中 7 个已核实，部分无法读取",
        ),
    ];
    for (state, en, zh) in cases {
        assert_eq!(words(&draw_state(Locale::En, state).await.each("<h3")[0]), en);
        assert_eq!(words(&draw_state(Locale::ZhCn, state).await.each("<h3")[0]), zh);
    }
}

#[tokio::test]
async fn no_outcome_is_called_successful() {
    for state in crate::states::all() {
        let text = draw_state(Locale::En, state.name).await.text().to_lowercase();
        for word in ["successfully", "oops", "please", "!"] {
            assert!(!text.replace("<!doctype", "").contains(word), "{}: {word}", state.name);
        }
    }
}

#[tokio::test]
async fn both_regions_are_there_failed_first() {
    let page = draw_state(Locale::En, "result-partial").await;
    let (failed, succeeded) = (page.0.find("aria-label=\"Failed\""), page.0.find("aria-label=\"Succeeded\""));
    assert!(failed.is_some() && failed < succeeded);
    assert!(page.region("Failed").each("<caption")[0].starts_with("Failed. "));
    assert!(page.region("Succeeded").each("<caption")[0].starts_with("Succeeded. "));
}

#[tokio::test]
async fn a_region_without_rows_says_so() {
    let page = draw_state(Locale::En, "result-confirmed").await;
    assert!(page.region("Failed").text().contains("0 partitions. Nothing failed."));
    assert_eq!(page.region("Succeeded").rows().len(), 3);
    let page = draw_state(Locale::En, "result-failed").await;
    assert!(page.region("Succeeded").text().contains("0 partitions. Nothing is confirmed."));
    assert_eq!(page.region("Failed").rows().len(), 3);
    let zh = draw_state(Locale::ZhCn, "result-confirmed").await;
    assert!(zh.region("失败").text().contains("0 个分区。没有失败。"));
}

#[tokio::test]
async fn a_failed_row_has_its_numbers_verdict_code_meaning_and_next_step() {
    let rows = draw_state(Locale::En, "result-unknown").await.region("Failed").rows();
    assert_eq!(
        rows[0],
        "orders.created 2 48,371,228 48,206,944 48,206,944 48,371,240 differs 0 NONE Accepted, then another commit moved it. Find the consumer that still runs, stop it, then plan again."
    );
    assert_eq!(
        rows[1],
        "orders.created 4 48,379,964 48,214,470 not set not readable unknown 7 REQUEST_TIMED_OUT Could not be read back; it may have moved. Read again. Nothing is sent until its offset is known."
    );
    assert!(
        rows[2].starts_with(
            "payments.captured 0 none 9,219,840 not set none not applied 29 TOPIC_AUTHORIZATION_FAILED"
        ),
        "{}",
        rows[2]
    );
    assert!(rows[3].contains("At most ≤ 9,201,000"), "{}", rows[3]);
}

#[tokio::test]
async fn a_contradictory_row_is_flagged_and_an_unexpected_one_is_shown() {
    let failed = draw_state(Locale::En, "result-partial").await.region("Failed");
    let rows = failed.rows();
    let contradictory = rows.iter().find(|row| row.starts_with("payments.captured 2")).unwrap();
    assert!(contradictory.contains("The answer names it as done and as failed; the worse was taken."));
    let unexpected = rows.iter().find(|row| row.starts_with("surprise 7")).unwrap();
    assert!(unexpected.contains("not asked for"), "{unexpected}");
}

#[tokio::test]
async fn a_topic_that_failed_as_a_whole_is_a_head_row_with_the_endpoints_message() {
    let failed = words(&draw_state(Locale::En, "result-partial").await.region("Failed").text());
    assert!(failed.contains("orders.typo failed 3 UNKNOWN_TOPIC_OR_PARTITION"), "{failed}");
    assert!(
        failed.contains("The endpoint says: This server does not host this topic-partition."),
        "{failed}"
    );
}

#[tokio::test]
async fn a_succeeded_row_says_how_far_it_moved() {
    let rows = draw_state(Locale::En, "result-partial").await.region("Succeeded").rows();
    assert_eq!(rows[0], "orders.created 0 48,377,551 48,211,006 48,211,006 48,211,006 confirmed −166,545");
    assert!(
        rows.iter()
            .any(|row| row == "orders.paid 0 12,004,318 12,304,562 12,304,562 12,304,562 confirmed +300,244")
    );
    assert!(
        rows.iter().any(|row| row.starts_with("orders.paid 1") && row.ends_with("confirmed, no change 0"))
    );
}

#[tokio::test]
async fn the_trail_tells_sent_answered_and_read_back() {
    let page = draw_state(Locale::En, "result-partial").await;
    let trail = words(&page.each("<ol")[0]);
    assert_eq!(
        trail,
        "Sent 03:14:22 UTC, 1 request Answered after 410 ms 10 done, 5 failed, by the answer Read back after 660 ms 7 of 11 confirmed, read 2 times"
    );
}

#[tokio::test]
async fn reading_again_is_offered_only_while_something_is_unknown() {
    assert!(draw_state(Locale::En, "result-unknown").await.text().contains("Read again"));
    let done = draw_state(Locale::En, "result-confirmed").await.text();
    assert!(!done.contains("Read again"));
    for button in ["Export CSV", "Export JSON", "New reset"] {
        assert!(done.contains(button), "{button}");
    }
}

#[tokio::test]
async fn on_the_way_the_page_says_what_happens_and_that_nothing_is_sent_twice() {
    let sending = words(&draw_state(Locale::En, "submitting").await.text());
    assert!(sending.contains("Resetting 3 partitions of billing-reconciler"), "{sending}");
    assert!(sending.contains("Sent once."), "{sending}");
    let verifying = words(&draw_state(Locale::En, "verifying").await.text());
    assert!(verifying.contains("Reading the offsets back"), "{verifying}");
    let unknown = words(&draw_state(Locale::En, "outcome-unknown").await.text());
    assert!(unknown.contains("Outcome unknown: the reply was lost after the request was sent"), "{unknown}");
    assert!(unknown.contains("Nothing is sent again."), "{unknown}");
    assert!(unknown.contains("connection reset by peer"), "{unknown}");
    let zh = words(&draw_state(Locale::ZhCn, "outcome-unknown").await.text());
    assert!(zh.contains("不会再次发送。"), "{zh}");
}

#[tokio::test]
async fn while_the_outcome_is_unknown_every_partition_says_what_is_known_and_what_comes_next() {
    let page = draw_state(Locale::En, "outcome-unknown").await;
    let so_far = page.region("What the offsets say");
    assert!(so_far.text().contains("so far 0 confirmed, 3 not moved, 0 elsewhere, 0 not read"));
    assert_eq!(
        so_far.rows()[0],
        "orders.created 0 9,000 8,500 9,000 not applied has not moved so far: is read again"
    );
    let text = words(&page.text());
    assert!(text.contains("next read in 0.2 s, at 03:14:23 UTC"), "{text}");
    assert!(text.contains("A retry is offered when every partition has been read."), "{text}");
    assert!(page.0.contains("aria-disabled=\"true\" aria-describedby=\"retry-not-yet\""), "retry waits");
}

#[tokio::test]
async fn retry_says_what_it_would_do_and_what_it_leaves_out() {
    let page = draw_state(Locale::En, "result-partial-gateway").await;
    let failed = words(&page.region("Failed").text());
    assert!(
        failed.contains(
            "Retry sets 3 partitions to the offsets that were planned, with its own review. Nothing is shifted twice."
        ),
        "{failed}"
    );
    assert!(failed.contains("Left out: 1 partition"), "{failed}");
    assert!(failed.contains("Somebody else has moved it: find out who first. orders.created/2"), "{failed}");
    assert!(!page.region("Failed").0.contains("aria-disabled=\"true\" aria-describedby=\"retry-why\""));
}

#[tokio::test]
async fn where_nothing_can_be_retried_the_button_keeps_its_place_and_says_why() {
    let failed = draw_state(Locale::En, "result-retry-refused").await.region("Failed");
    assert!(failed.0.contains("aria-disabled=\"true\" aria-describedby=\"retry-why\""));
    assert!(
        failed.text().contains("Nothing to retry: this endpoint moves whole topics only"),
        "{}",
        failed.text()
    );
    let confirmed = draw_state(Locale::En, "result-confirmed").await;
    assert!(!confirmed.text().contains("Retry failed"), "nothing failed, so there is no button");
}

#[tokio::test]
async fn undo_says_what_it_would_do_or_why_not() {
    let gateway = words(&draw_state(Locale::En, "result-partial-gateway").await.text());
    assert!(
        gateway.contains("Undo sets 6 partitions back to their old offsets, with its own review."),
        "{gateway}"
    );
    let file = draw_state(Locale::En, "result-undo-by-file").await;
    assert!(file.0.contains("aria-disabled=\"true\" aria-describedby=\"undo-why\""));
    assert!(file.text().contains("kafka-consumer-groups --from-file"));
    assert!(file.text().contains("Export old offsets"), "the file is there");
}

#[tokio::test]
async fn a_consumer_that_moved_a_confirmed_partition_is_named_with_both_offsets() {
    let page = draw_state(Locale::En, "result-moved-since").await;
    let text = words(&page.text());
    assert!(text.contains("Moved since: 1 partition left the confirmed offset"), "{text}");
    assert!(text.contains("orders.created/1 8,500 → 8,731"), "{text}");
    assert!(!text.contains("You can start the consumers again."), "they run already");
    assert!(page.0.contains("role=\"alert\""));
}

#[tokio::test]
async fn reason_and_ticket_stand_with_the_result() {
    let text = words(&draw_state(Locale::En, "result-partial-gateway").await.text());
    assert!(text.contains("Reason: Replay after the wrong exchange rates"), "{text}");
    assert!(text.contains("Ticket: INC-48211"), "{text}");
}

#[tokio::test]
async fn a_history_that_could_not_be_written_is_said() {
    let text = draw_state(Locale::En, "result-not-kept").await.text();
    assert!(
        text.contains("The history could not be written") && text.contains("The quota has been exceeded.")
    );
}
