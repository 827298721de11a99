//! One reset of a group at a time, and leaving in the middle of one.

use crate::page::{
    Console, answer_reset, asks_before_leaving, forget_stored, hold_group, object, read, sent, settle,
    use_endpoint,
};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

fn writes() -> usize {
    sent().iter().filter(|body| body.contains("Action=SetGroupOffsets")).count()
}

#[wasm_bindgen_test]
async fn a_group_that_another_tab_resets_is_left_alone() {
    use_endpoint("works");
    let console = Console::filled().await;
    let release = hold_group().await;
    console.reset().await;
    read().await;
    assert_eq!(writes(), 0);
    assert!(console.find("section[aria-label=Plan]").is_some(), "the plan stays: {}", console.text());
    release.call0(&JsValue::NULL).unwrap();
    settle().await;
    console.press("Reset 2 partitions").await;
    TimeoutFuture::new(1500).await;
    assert!(console.text().contains("2 of 2 partitions confirmed"), "{}", console.text());
    assert_eq!(writes(), 1);
}

#[wasm_bindgen_test]
async fn two_consoles_of_one_page_do_not_reset_one_group_at_once() {
    use_endpoint("waits");
    let one = Console::filled().await;
    let two = Console::filled().await;
    one.reset().await;
    read().await;
    two.reset().await;
    read().await;
    assert_eq!(writes(), 1, "the second is held back: {}", two.text());
    answer_reset();
    TimeoutFuture::new(1500).await;
    assert!(one.text().contains("2 of 2 partitions confirmed"), "{}", one.text());
}

#[wasm_bindgen_test]
async fn leaving_asks_only_while_something_is_sent_that_nothing_else_remembers() {
    forget_stored().await;
    use_endpoint("waits");
    let console = Console::filled().await;
    console.click("#strategy-earliest").await;
    console.press("Review reset").await;
    read().await;
    assert!(!asks_before_leaving(), "a plan in review is no reason");
    console.confirm().await;
    read().await;
    assert_eq!(writes(), 1);
    assert!(asks_before_leaving(), "sent, and nobody knows the outcome");
    answer_reset();
    TimeoutFuture::new(1500).await;
    assert!(console.text().contains("2 of 2 partitions confirmed"), "{}", console.text());
    assert!(!asks_before_leaving(), "the outcome is known");
    drop(console);

    use_endpoint("waits");
    let console = Console::filled_with(&[("history", true.into())]).await;
    console.reset().await;
    read().await;
    assert_eq!(writes(), 1);
    assert!(!asks_before_leaving(), "a reload comes back to it");
    answer_reset();
    TimeoutFuture::new(1500).await;
}

#[wasm_bindgen_test]
async fn read_only_in_the_middle_of_a_reset_changes_nothing_about_it() {
    use_endpoint("waits");
    let mut console = Console::filled().await;
    console.reset().await;
    read().await;
    let topics = js_sys::Array::of1(&"orders".into());
    console
        .mounted
        .update(object(&[
            ("locale", "en".into()),
            ("instanceId", "ckafka-test".into()),
            ("group", "billing".into()),
            ("topics", topics.into()),
            ("readOnly", true.into()),
        ]))
        .unwrap();
    settle().await;
    assert!(console.text().contains("Resetting 2 partitions"), "{}", console.text());
    answer_reset();
    TimeoutFuture::new(1500).await;
    assert!(console.text().contains("2 of 2 partitions confirmed"), "{}", console.text());
    assert_eq!(writes(), 1);
}

#[wasm_bindgen_test]
async fn a_console_that_leaves_while_the_host_thinks_sends_nothing() {
    use_endpoint("works");
    let console = Console::filled().await;
    let release = hold_group().await;
    console.reset().await;
    drop(console);
    release.call0(&JsValue::NULL).unwrap();
    read().await;
    assert_eq!(writes(), 0);
}
