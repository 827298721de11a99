//! A whole reset through the page, and the rules about sending.

use crate::page::{Console, read, sent, settle, use_endpoint};
use gloo_timers::future::TimeoutFuture;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::CustomEvent;

fn writes() -> Vec<String> {
    sent().into_iter().filter(|body| body.contains("Action=SetGroupOffsets")).collect()
}

/// Fills the form and stops before the confirmation.
async fn reviewed(console: &Console) {
    console.click("#strategy-earliest").await;
    console.press("Review reset").await;
    read().await;
    assert!(console.text().contains("Plan"), "{}", console.text());
}

#[wasm_bindgen_test]
async fn a_reset_is_reviewed_confirmed_sent_once_and_read_back() {
    use_endpoint("works");
    let console = Console::filled().await;
    let heard = Rc::new(RefCell::new(Vec::new()));
    let listener = {
        let heard = heard.clone();
        Closure::<dyn FnMut(CustomEvent)>::new(move |event: CustomEvent| {
            let version = js_sys::Reflect::get(&event.detail(), &"version".into()).unwrap();
            assert_eq!(version, JsValue::from(1));
            heard.borrow_mut().push(event.type_());
        })
    };
    for name in ["plan-created", "confirm-requested", "reset-submitted", "reset-succeeded"] {
        console.host.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref()).unwrap();
    }
    reviewed(&console).await;
    assert!(writes().is_empty(), "reviewing writes nothing");
    if let Some(tick) = console.find("input[type=checkbox]") {
        tick.unchecked_into::<web_sys::HtmlElement>().click();
        settle().await;
    }
    console.press("Reset 2 partitions").await;
    TimeoutFuture::new(1500).await;
    assert!(console.text().contains("2 of 2 partitions confirmed"), "{}", console.text());
    let writes = writes();
    assert_eq!(writes.len(), 1, "sent once");
    assert!(writes[0].contains("topics.0=orders") && writes[0].contains("group=billing"));
    assert_eq!(*heard.borrow(), ["plan-created", "confirm-requested", "reset-submitted", "reset-succeeded"]);
    console.press("New reset").await;
    assert_eq!(console.value("#group"), "billing", "the form is as it was left");
}

#[wasm_bindgen_test]
async fn a_lost_answer_is_read_back_and_nothing_is_sent_again() {
    use_endpoint("lost");
    let console = Console::filled().await;
    reviewed(&console).await;
    if let Some(tick) = console.find("input[type=checkbox]") {
        tick.unchecked_into::<web_sys::HtmlElement>().click();
        settle().await;
    }
    console.press("Reset 2 partitions").await;
    TimeoutFuture::new(1500).await;
    assert!(console.text().contains("2 of 2 partitions confirmed"), "{}", console.text());
    assert_eq!(writes().len(), 1, "sent once");
}

#[wasm_bindgen_test]
async fn a_host_that_says_no_stops_the_reset_before_it_is_sent() {
    use_endpoint("works");
    let console = Console::filled().await;
    let listener = Closure::<dyn FnMut(CustomEvent)>::new(|event: CustomEvent| event.prevent_default());
    console
        .host
        .add_event_listener_with_callback("confirm-requested", listener.as_ref().unchecked_ref())
        .unwrap();
    reviewed(&console).await;
    if let Some(tick) = console.find("input[type=checkbox]") {
        tick.unchecked_into::<web_sys::HtmlElement>().click();
        settle().await;
    }
    console.press("Reset 2 partitions").await;
    read().await;
    assert!(writes().is_empty());
    assert!(console.text().contains("Back to edit"), "the plan stays");
}

#[wasm_bindgen_test]
async fn a_read_only_console_sends_nothing() {
    use_endpoint("works");
    let topics = js_sys::Array::of1(&"orders".into());
    let console = Console::new(&[
        ("locale", "en".into()),
        ("instanceId", "ckafka-test".into()),
        ("group", "billing".into()),
        ("topics", topics.into()),
        ("readOnly", true.into()),
    ])
    .await;
    read().await;
    assert!(console.text().contains("Read-only"));
    reviewed(&console).await;
    for button in console.all("button") {
        if button.text_content().unwrap_or_default().starts_with("Reset") {
            button.unchecked_into::<web_sys::HtmlElement>().click();
            settle().await;
        }
    }
    read().await;
    assert!(writes().is_empty());
}

#[wasm_bindgen_test]
async fn leaving_the_page_while_a_plan_is_read_does_no_harm() {
    use_endpoint("works");
    let console = Console::filled().await;
    console.click("#strategy-earliest").await;
    console.press("Review reset").await;
    drop(console);
    read().await;
    assert!(writes().is_empty());
}
