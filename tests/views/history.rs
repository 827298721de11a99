//! The history of this browser's resets.

use crate::page::draw_state;
use ckafka_console::text::Locale;

#[tokio::test]
async fn the_list_says_when_where_what_and_how_it_ended() {
    let page = draw_state(Locale::En, "history").await;
    let rows = page.rows();
    assert_eq!(rows.len(), 6);
    assert_eq!(
        rows[1],
        "2026-11-22 03:10:08.000 UTC 2026-11-22 11:10:08.000 UTC+08:00 billing-reconciler ckafka-9p3k7x2m \
         orders.created, orders.paid partly reset 7 of 12 confirmed \
         Replay after the wrong exchange rates of 2026-11-21 INC-48211"
    );
    assert!(rows[0].ends_with("not looked at yet"), "{}", rows[0]);
    assert!(rows[2].ends_with("confirmed 12 of 12 confirmed, undo"), "{}", rows[2]);
    assert!(rows[3].contains("shard-2.events and 21 more"), "{}", rows[3]);
    assert!(page.text().contains("1 entry is of another version or damaged, and left alone."));
}

#[tokio::test]
async fn an_entry_is_opened_by_a_button_that_says_which() {
    let page = draw_state(Locale::En, "history").await;
    let names = page.attributes("aria-label");
    assert!(
        names.contains(&"Open the reset of billing-reconciler, 2026-11-22 03:12:08.000 UTC".to_owned()),
        "{names:?}"
    );
}

#[tokio::test]
async fn an_empty_history_and_one_that_cannot_be_read_say_so() {
    assert!(draw_state(Locale::En, "history-empty").await.text().contains("No resets yet"));
    let unreadable = draw_state(Locale::ZhCn, "history-unreadable").await.text();
    assert!(unreadable.contains("无法读取历史记录") && unreadable.contains("storage is switched off"));
}

#[tokio::test]
async fn an_entry_shows_its_tables_its_files_and_the_way_back() {
    let page = draw_state(Locale::En, "history-entry").await;
    assert_eq!(page.region("Succeeded").rows().len(), 7);
    let buttons = page.each("<button");
    for button in [
        "Export CSV",
        "Export JSON",
        "Export old offsets",
        "Undo",
        "Delete this entry",
        "Back to the history",
    ] {
        assert!(buttons.iter().any(|found| found == button), "{button}: {buttons:?}");
    }
    let elsewhere = draw_state(Locale::En, "history-entry-elsewhere").await;
    assert!(!elsewhere.each("<button").contains(&"Undo".to_owned()));
    assert!(
        elsewhere.text().contains("This reset went through https://gateway.example.internal/v2/index.php")
    );
}

#[tokio::test]
async fn an_entry_without_an_outcome_offers_to_find_out_and_promises_to_send_nothing() {
    let open = draw_state(Locale::En, "history-entry-open").await;
    assert!(open.text().contains("Nothing is sent again: the offsets say what happened."));
    assert!(open.each("<button").contains(&"Check the outcome".to_owned()));
    for other in ["history-entry-held", "history-entry-refused", "history-entry-gone"] {
        let page = draw_state(Locale::En, other).await;
        assert!(!page.each("<button").contains(&"Check the outcome".to_owned()), "{other}");
    }
}
