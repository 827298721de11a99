//! The first two steps: what is asked, what is refused, what is kept.

use crate::page::{Console, read, sent, settle, use_endpoint};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

#[wasm_bindgen_test]
async fn only_the_chosen_strategys_fields_exist_and_their_text_comes_back() {
    use_endpoint("works");
    let console = Console::filled().await;
    let always = ["Instance", "Consumer group", "Partitions"];
    let cases = [
        ("#strategy-earliest", vec![]),
        ("#strategy-latest", vec![]),
        ("#strategy-time", vec!["Time", "Time zone"]),
        ("#strategy-ago", vec!["How long ago"]),
        ("#strategy-shift", vec!["Shift"]),
        ("#strategy-offset", vec!["Offset"]),
    ];
    for (strategy, fields) in cases {
        console.click(strategy).await;
        let expected: Vec<&str> = always.into_iter().chain(fields).collect();
        assert_eq!(console.labels(), expected, "{strategy}");
    }
    console.type_into("#offset", "42").await;
    console.click("#strategy-shift").await;
    console.type_into("#shift", "-500").await;
    console.click("#strategy-offset").await;
    assert_eq!(console.value("#offset"), "42");
    console.click("#strategy-shift").await;
    assert_eq!(console.value("#shift"), "-500");
}

#[wasm_bindgen_test]
async fn review_without_a_choice_names_everything_and_moves_the_focus_to_it() {
    use_endpoint("works");
    let console = Console::new(&[("locale", "en".into()), ("instanceId", "ckafka-test".into())]).await;
    read().await;
    assert!(
        console.text().contains("Choose a consumer group, or type its name. Everything you typed is kept.")
    );
    console.press("Review reset").await;
    settle().await;
    let summary = console.find("#errors").expect("a summary");
    let focused = console.host.shadow_root().unwrap().active_element().expect("something has the focus");
    assert!(summary.is_same_node(Some(&focused)));
    let links: Vec<String> = console.all("#errors a").iter().filter_map(|link| link.text_content()).collect();
    assert_eq!(links.len(), 3, "{links:?}");
    assert!(links[0].starts_with("Consumer group: Choose a consumer group"));
    assert!(links[1].starts_with("Topics: Choose at least one topic"));
    assert!(links[2].starts_with("Strategy: Choose where"));
    let address = || web_sys::window().unwrap().location().href().unwrap();
    let before = address();
    console.click("#errors li:nth-child(2) a").await;
    settle().await;
    let focused = console.host.shadow_root().unwrap().active_element().unwrap();
    assert_eq!(focused.id(), "topics");
    assert_eq!(address(), before, "the address is left alone");
    assert!(sent().iter().all(|body| !body.contains("Action=SetGroupOffsets")));
}

#[wasm_bindgen_test]
async fn a_time_that_never_was_offers_its_neighbours_and_one_press_takes_one() {
    use_endpoint("works");
    let console = Console::filled().await;
    console.click("#strategy-time").await;
    console.type_into("#zone", "America/New_York").await;
    console.type_into("#time", "2026-03-08 02:30:00").await;
    assert!(console.text().contains("does not exist on 2026-03-08 in America/New_York"));
    assert_eq!(console.find("#time").unwrap().get_attribute("aria-invalid").as_deref(), Some("true"));
    console.press("03:00:00 (UTC−04:00)").await;
    assert_eq!(console.value("#time"), "2026-03-08 03:00:00-04:00");
    assert!(console.text().contains("2026-03-08 07:00:00.000"));
    console.type_into("#time", "2026-11-01 01:30:00").await;
    assert!(console.text().contains("came twice"));
    console.press("01:30:00 (UTC−05:00)").await;
    assert!(console.text().contains("2026-11-01 06:30:00.000"));
}

#[wasm_bindgen_test]
async fn seconds_instead_of_milliseconds_ask_what_was_meant() {
    use_endpoint("works");
    let console = Console::filled().await;
    console.click("#strategy-time").await;
    console.type_into("#time", "1795298400").await;
    assert!(console.text().contains("looks like seconds since 1970"));
    console.press("Use 1795298400000").await;
    assert_eq!(console.value("#time"), "1795298400000");
    assert!(console.text().contains("2026-11-21 22:00:00.000"));
}

#[wasm_bindgen_test]
async fn a_pasted_list_is_ticked_and_shown() {
    use_endpoint("works");
    let console = Console::filled().await;
    console.type_into("#topics", "orders, typed.one typed.two").await;
    console.press_key("#topics", "Enter").await;
    assert_eq!(console.value("#topics"), "");
    for name in ["orders", "typed.one", "typed.two"] {
        let box_: HtmlInputElement =
            console.find(&format!("input[aria-label=\"{name}\"]")).expect(name).unchecked_into();
        assert!(box_.checked(), "{name}");
    }
    assert!(console.text().contains("not in the list"));
}

#[wasm_bindgen_test]
async fn the_effect_is_shown_before_anything_is_reviewed() {
    use_endpoint("works");
    let console = Console::filled().await;
    console.click("#strategy-earliest").await;
    read().await;
    // 400 and 900 committed, the log begins at 100: 300 + 800 offsets are read again
    let cells: Vec<String> =
        console.all(".table-effect td").iter().filter_map(|cell| cell.text_content()).collect();
    assert!(cells[0].trim().ends_with("1,100"), "{cells:?}");
    assert!(sent().iter().all(|body| !body.contains("Action=SetGroupOffsets")));
}

#[wasm_bindgen_test]
async fn a_web_page_instead_of_an_answer_is_called_that_and_the_form_stays() {
    use_endpoint("broken");
    let console = Console::new(&[("locale", "en".into()), ("group", "billing".into())]).await;
    read().await;
    assert!(console.text().contains("answered with something else than data"), "{}", console.text());
    let button = console.find(".button-primary").unwrap();
    assert_eq!(button.get_attribute("aria-disabled").as_deref(), Some("true"), "nothing can be reviewed");
    assert!(console.text().contains("The list was not read"), "an unread list is not called empty");
    assert_eq!(console.value("#group"), "billing");
    use_endpoint("works");
    console.press("Read again").await;
    read().await;
    assert!(!console.text().contains("answered with something else"));
    assert_eq!(console.value("#instance"), "ckafka-test", "the only instance is taken");
}

#[wasm_bindgen_test]
async fn a_rejection_that_is_no_error_is_a_fault_and_no_panic() {
    use_endpoint("odd");
    let console = Console::new(&[("locale", "en".into()), ("group", "billing".into())]).await;
    read().await;
    assert!(console.text().contains("The endpoint does not answer"), "{}", console.text());
    assert!(console.text().contains("the browser did not say why"));
    assert_eq!(console.value("#group"), "billing");
}

#[wasm_bindgen_test]
async fn keys_are_asked_for_held_without_being_shown_and_forgotten() {
    use_endpoint("works");
    let console = Console::new(&[
        ("locale", "en".into()),
        ("signing", "browser".into()),
        ("instanceId", "ckafka-test".into()),
    ])
    .await;
    read().await;
    assert!(sent().is_empty(), "nothing is asked without keys");
    assert!(console.text().contains("no keys are entered"));
    console.press("Keys for signing").await;
    console.type_into("#secret-id", "AKIDexample3kQ9").await;
    console.press("Use these keys").await;
    assert!(console.text().contains("Enter the SecretKey."));
    console.type_into("#secret-key", "topSecretValue").await;
    console.press("Use these keys").await;
    assert_eq!(console.value("#secret-key"), "", "the field is wiped");
    assert!(console.text().contains("Keys are in the memory of this page"));
    assert!(!console.text().contains("topSecretValue"));
    read().await;
    let bodies = sent();
    assert!(
        bodies.iter().any(|body| body.contains("SecretId=AKIDexample3kQ9") && body.contains("Signature="))
    );
    assert!(bodies.iter().all(|body| !body.contains("topSecretValue")));
    console.press("Forget keys").await;
    assert!(console.text().contains("no keys are entered"));
}
