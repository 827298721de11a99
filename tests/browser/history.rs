//! What is kept in this browser, what is not, and what a reload comes back to.

use crate::page::{
    Console, allow_storage, commit, forget_outcome, forget_stored, is_stored, read, sent, settle,
    store_nonsense, stored_texts, use_endpoint,
};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

fn history() -> [(&'static str, JsValue); 1] {
    [("history", true.into())]
}

fn writes() -> usize {
    sent().iter().filter(|body| body.contains("Action=SetGroupOffsets")).count()
}

/// Long enough for a reset and its read-back.
async fn done() {
    TimeoutFuture::new(1500).await;
}

#[wasm_bindgen_test]
async fn nothing_is_stored_while_the_history_is_off() {
    forget_stored().await;
    use_endpoint("works");
    let console = Console::filled().await;
    console.reset().await;
    done().await;
    assert!(console.text().contains("2 of 2 partitions confirmed"), "{}", console.text());
    assert!(!is_stored().await, "not even an empty database");
    assert!(!console.text().contains("History"));
}

#[wasm_bindgen_test]
async fn a_reset_is_kept_with_its_offsets_and_found_again_by_another_console() {
    forget_stored().await;
    use_endpoint("works");
    let console = Console::filled_with(&history()).await;
    console.reset().await;
    done().await;
    drop(console);
    let texts = stored_texts().await;
    assert_eq!(texts.len(), 2, "a line and the whole of it: {texts:?}");
    assert!(texts[0].contains("\"ending\":\"succeeded\""), "{}", texts[0]);
    for offset in ["400", "900", "100"] {
        assert!(texts[1].contains(&format!("\"{offset}\"")), "{offset}: {}", texts[1]);
    }

    let console = Console::new(&[("locale", "en".into()), ("history", true.into())]).await;
    read().await;
    console.press("History").await;
    read().await;
    assert!(console.text().contains("2 of 2 confirmed"), "{}", console.text());
    console.click(".table-history .link").await;
    read().await;
    assert!(console.text().contains("Reset: 2 of 2 partitions confirmed"), "{}", console.text());
    assert!(console.find("section[aria-label=Succeeded] table").is_some());
    console.press("Delete this entry").await;
    read().await;
    assert!(console.text().contains("No resets yet"), "{}", console.text());
    assert!(stored_texts().await.is_empty());
}

#[wasm_bindgen_test]
async fn no_key_is_ever_stored() {
    forget_stored().await;
    use_endpoint("works");
    let console = Console::filled_with(&[("history", true.into()), ("signing", "browser".into())]).await;
    console.press("Keys for signing").await;
    console.type_into("#secret-id", "AKIDexample3kQ9").await;
    console.type_into("#secret-key", "topSecretValue").await;
    console.press("Use these keys").await;
    read().await;
    console.reset().await;
    done().await;
    let texts = stored_texts().await;
    assert_eq!(texts.len(), 2);
    for secret in ["AKIDexample3kQ9", "topSecretValue", "Signature"] {
        assert!(texts.iter().all(|text| !text.contains(secret)), "{secret}");
    }
}

#[wasm_bindgen_test]
async fn a_reset_whose_outcome_nobody_saw_is_read_back_by_the_next_page_and_not_sent_again() {
    forget_stored().await;
    use_endpoint("works");
    let console = Console::filled_with(&history()).await;
    console.reset().await;
    done().await;
    drop(console);
    forget_outcome().await;

    let before = writes();
    let console = Console::filled_with(&history()).await;
    done().await;
    assert!(
        console.text().contains("The reply was lost") || console.text().contains("2 of 2"),
        "{}",
        console.text()
    );
    assert!(console.text().contains("2 of 2 partitions confirmed"), "{}", console.text());
    assert_eq!(writes(), before, "nothing is sent");
    assert!(stored_texts().await[0].contains("\"ending\":\"succeeded\""), "the outcome is kept now");
}

#[wasm_bindgen_test]
async fn with_signing_in_the_browser_the_key_is_asked_for_first() {
    forget_stored().await;
    use_endpoint("works");
    let console = Console::filled_with(&history()).await;
    console.reset().await;
    done().await;
    drop(console);
    forget_outcome().await;

    use_endpoint("works");
    commit(100);
    let console = Console::filled_with(&[("history", true.into()), ("signing", "browser".into())]).await;
    assert!(console.text().contains("The outcome of a reset of billing is not known"), "{}", console.text());
    assert!(console.text().contains("Enter your key to check."));
    assert!(sent().is_empty(), "nothing is asked without keys");
    console.press("Keys for signing").await;
    console.type_into("#secret-id", "AKIDexample3kQ9").await;
    console.type_into("#secret-key", "topSecretValue").await;
    console.press("Use these keys").await;
    done().await;
    assert!(console.text().contains("2 of 2 partitions confirmed"), "{}", console.text());
    assert_eq!(writes(), 0);
}

#[wasm_bindgen_test]
async fn a_browser_that_stores_nothing_is_no_obstacle_and_the_page_says_so() {
    forget_stored().await;
    use_endpoint("works");
    let console = Console::filled_with(&history()).await;
    allow_storage(false);
    console.reset().await;
    done().await;
    let text = console.text();
    allow_storage(true);
    assert!(text.contains("2 of 2 partitions confirmed"), "{text}");
    assert!(text.contains("The history could not be written"), "{text}");
}

#[wasm_bindgen_test]
async fn what_is_damaged_is_counted_and_left_alone() {
    forget_stored().await;
    use_endpoint("works");
    let console = Console::filled_with(&history()).await;
    console.press("History").await;
    read().await;
    assert!(console.text().contains("No resets yet"));
    store_nonsense().await;
    console.press("Close history").await;
    console.press("History").await;
    read().await;
    assert!(console.text().contains("1 entry is of another version or damaged"), "{}", console.text());
    console.press("Delete all").await;
    console.press("Delete 1 entry").await;
    read().await;
    assert!(stored_texts().await.is_empty());
    settle().await;
}

#[wasm_bindgen_test]
async fn an_earlier_reset_is_taken_back_through_the_same_review() {
    forget_stored().await;
    use_endpoint("works");
    // The same offset everywhere: this endpoint moves whole topics only
    commit(500);
    let console = Console::filled_with(&history()).await;
    console.reset().await;
    done().await;
    console.press("New reset").await;
    console.press("History").await;
    read().await;
    console.click(".table-history .link").await;
    read().await;
    console.press("Undo").await;
    read().await;
    assert!(console.text().contains("Plan"), "{}", console.text());
    assert!(
        console.find("section[aria-label=Plan]").is_some(),
        "the review of the way back: {}",
        console.text()
    );
    assert!(console.text().contains("500"), "{}", console.text());
    assert_eq!(writes(), 1, "undo plans, and sends nothing by itself");
}
