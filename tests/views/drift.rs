//! Stopped right before sending.

use crate::page::draw_state;
use ckafka_console::text::Locale;

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn the_headline_counts_what_changed_and_says_that_nothing_was_sent() {
    let page = draw_state(Locale::En, "drifted").await;
    assert_eq!(
        words(&page.each("<h3")[0]),
        "Stopped before sending: 3 of 12 partitions changed since you reviewed them"
    );
    assert!(page.text().contains("Nothing was sent."));
    let zh = draw_state(Locale::ZhCn, "drifted").await;
    assert_eq!(words(&zh.each("<h3")[0]), "发送前已停止：12 个分区中 3 个有变化");
}

#[tokio::test]
async fn every_changed_partition_stands_three_ways_with_what_changed() {
    let rows = draw_state(Locale::En, "drifted").await.region("What changed").rows();
    assert_eq!(
        rows,
        [
            "orders.created 1 48,374,902 48,375,310 +408 48,209,771 47,899,640 – 48,391,002 Committed offset moved",
            "orders.created 3 48,390,117 48,390,117 0 ≥ 48,240,300 48,251,904 – 48,391,002 The target has left the log: deleted by retention, or the log was cut",
            "orders.created 5 48,368,020 48,368,109 +89 48,201,385 47,888,001 – 48,391,002 Committed offset moved The strategy leads elsewhere now",
            "payments.captured 4 – none – – – New: not there when planned",
        ]
    );
}

#[tokio::test]
async fn a_group_that_got_members_is_told_with_its_members() {
    let page = draw_state(Locale::En, "drifted-group").await;
    let text = words(&page.text());
    assert!(text.contains("Stopped before sending: the group is no longer as you reviewed it"), "{text}");
    assert!(text.contains("Empty → Stable 1 member now"), "{text}");
    assert!(page.region("Members").rows()[0].starts_with("reconciler-0 10.42.3.18"));
    assert!(!page.0.contains("aria-label=\"What changed\""), "there is no partition to show");
}

#[tokio::test]
async fn a_fresh_plan_is_the_one_filled_button() {
    let page = draw_state(Locale::En, "drifted").await;
    let primary: Vec<&str> =
        page.0.split("<button").filter(|button| button.contains("button-primary")).collect();
    assert_eq!(primary.len(), 1);
    assert!(primary[0].contains("Plan again"));
    assert!(page.text().contains("Back to edit"));
}
