//! The first two steps: choosing partitions, and offsets that are given one by one.

use crate::page::draw_state;
use ckafka_console::format::Formatter;
use ckafka_console::text::{Locale, Text};

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn partitions_can_be_named_of_one_topic_with_what_may_be_typed() {
    let page = draw_state(Locale::En, "edit-partitions").await;
    assert_eq!(page.each("<label for=\"partitions\""), ["Partitions"]);
    let text = words(&page.text());
    assert!(
        text.contains("Empty: all 12 of the topic (0 to 11). Else numbers and ranges, such as 0,3-5"),
        "{text}"
    );
    let several = draw_state(Locale::En, "edit-several-topics").await;
    assert!(!several.0.contains("id=\"partitions\""), "numbers mean nothing for several topics");
}

#[tokio::test]
async fn a_wrong_piece_is_named_at_the_field_that_it_belongs_to() {
    let page = draw_state(Locale::En, "edit-partitions-wrong").await;
    assert!(page.text().contains("“x” is no partition and no range."));
    let field = page.0.split("<input").find(|field| field.contains("id=\"partitions\"")).unwrap();
    assert!(field.contains("aria-invalid=\"true\"") && field.contains("aria-describedby=\"partitions-error"));
    let zh = draw_state(Locale::ZhCn, "edit-partitions-wrong").await;
    assert!(zh.text().contains("“x”不是分区编号，也不是范围。"));
}

#[tokio::test]
async fn an_endpoint_that_resets_whole_topics_says_so_before_the_review() {
    let page = draw_state(Locale::En, "edit-whole-topics-only").await;
    assert!(page.text().contains("This endpoint resets whole topics only"));
    let field = page.0.split("<input").find(|field| field.contains("id=\"partitions\"")).unwrap();
    assert!(field.contains("readonly") && field.contains("aria-disabled=\"true\""));
    for id in ["strategy-plan", "strategy-group"] {
        let radio = page.0.split("<input").find(|field| field.contains(&format!("id=\"{id}\""))).unwrap();
        assert!(radio.contains("disabled"), "{id}");
    }
    assert!(page.text().contains("needs an endpoint that sets single partitions, such as a gateway"));
}

#[tokio::test]
async fn a_plan_file_has_a_field_for_a_file_and_one_for_its_text() {
    let page = draw_state(Locale::En, "edit-plan-file").await;
    assert_eq!(page.each("<label for=\"plan-text\""), ["Plan, from the file or pasted"]);
    assert!(page.0.contains("<label for=\"plan-file\"") && page.text().contains("Choose a file"));
    assert!(page.text().contains("Line 2: partition \"x\" is not a whole number from 0 to 2147483647."));
    let zh = draw_state(Locale::ZhCn, "edit-plan-file").await;
    assert!(zh.text().contains("第 2 行：分区“x”不是 0 至 2147483647 的整数。"));
}

#[tokio::test]
async fn another_groups_offsets_are_announced_before_the_review() {
    let page = draw_state(Locale::En, "edit-other-group").await;
    assert_eq!(page.each("<label for=\"other-group\""), ["Copy offsets from"]);
    let extent = page.0.split("id=\"other-group-extent\"").nth(1).unwrap();
    assert!(extent.contains("warehouse-sync"), "what is copied is said, where it is heard");
    let en = Text::new(Locale::En).given_extent(&Formatter::default(), 2, 14);
    assert_eq!(
        en,
        "An offset of its own for 14 partitions in 2 topics. Nothing else moves, whatever is ticked."
    );
}
