//! Mounting, unmounting, settings, and what a console leaves alone.

use crate::page::{Console, listeners, new_host, object, read, settle, use_endpoint};
use ckafka_console::embed::mount;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_console_comes_and_goes_and_comes_again() {
    use_endpoint("works");
    let host = new_host();
    for _ in 0..3 {
        let mut mounted = mount(host.clone(), object(&[("locale", "en".into())])).unwrap();
        settle().await;
        let shadow = host.shadow_root().expect("an open shadow root");
        assert_eq!(shadow.child_element_count(), 1);
        assert!(shadow.text_content().unwrap().contains("Consumer group offsets"));
        mounted.unmount();
        assert_eq!(shadow.child_element_count(), 0, "nothing is left inside");
        // A second time does nothing
        mounted.unmount();
    }
    host.remove();
}

#[wasm_bindgen_test]
async fn two_consoles_have_their_own_language_theme_and_text() {
    use_endpoint("works");
    let one = Console::new(&[("locale", "en".into()), ("theme", "dark".into()), ("group", "a".into())]).await;
    let two =
        Console::new(&[("locale", "zh-CN".into()), ("theme", "light".into()), ("group", "b".into())]).await;
    assert!(one.text().contains("Consumer group") && !one.text().contains("消费分组"));
    assert!(two.text().contains("消费分组") && !two.text().contains("Consumer group"));
    let theme = |console: &Console| console.find(".console").unwrap().get_attribute("data-theme").unwrap();
    assert_eq!((theme(&one).as_str(), theme(&two).as_str()), ("dark", "light"));
    assert_eq!(two.find(".console").unwrap().get_attribute("lang").as_deref(), Some("zh-CN"));
    one.type_into("#group", "changed").await;
    assert_eq!((one.value("#group").as_str(), two.value("#group").as_str()), ("changed", "b"));
}

#[wasm_bindgen_test]
async fn an_update_changes_the_language_and_keeps_what_was_typed() {
    use_endpoint("works");
    let mut console = Console::new(&[("locale", "en".into())]).await;
    console.type_into("#group", "billing-reconciler").await;
    console.click("#strategy-offset").await;
    console.type_into("#offset", "42").await;
    console.mounted.update(object(&[("locale", "zh-CN".into()), ("theme", "dark".into())])).unwrap();
    settle().await;
    assert!(console.text().contains("消费分组"));
    assert_eq!(console.find(".console").unwrap().get_attribute("data-theme").as_deref(), Some("dark"));
    assert_eq!(
        (console.value("#group").as_str(), console.value("#offset").as_str()),
        ("billing-reconciler", "42")
    );
}

#[wasm_bindgen_test]
async fn an_update_that_names_another_group_is_taken_over() {
    use_endpoint("works");
    let mut console = Console::new(&[("locale", "en".into()), ("group", "a".into())]).await;
    console.mounted.update(object(&[("locale", "en".into()), ("group", "b".into())])).unwrap();
    settle().await;
    assert_eq!(console.value("#group"), "b");
}

#[wasm_bindgen_test]
async fn a_list_of_topics_comes_as_javascript_has_it_and_one_that_holds_itself_is_refused() {
    use_endpoint("works");
    let topics = js_sys::Array::of2(&"orders".into(), &"payments".into());
    let mut console = Console::new(&[("locale", "en".into()), ("topics", topics.clone().into())]).await;
    assert!(console.text().contains("orders") && console.text().contains("payments"));
    topics.push(&topics.clone());
    let error = console.mounted.update(object(&[("topics", topics.into())])).unwrap_err();
    let error: js_sys::TypeError = error.dyn_into().expect("a TypeError");
    assert_eq!(js_sys::Reflect::get(&error, &"field".into()).unwrap(), JsValue::from("topics"));
}

#[wasm_bindgen_test]
async fn a_refused_setting_throws_a_type_error_that_names_it() {
    use_endpoint("works");
    let host = new_host();
    let error = mount(host.clone(), object(&[("theme", "blue".into())])).unwrap_err();
    let error: js_sys::TypeError = error.dyn_into().expect("a TypeError");
    assert_eq!(js_sys::Reflect::get(&error, &"field".into()).unwrap(), JsValue::from("theme"));
    assert!(String::from(error.message()).contains("auto, light, dark, high-contrast"));
    assert!(host.shadow_root().is_none(), "nothing was mounted");
    assert!(mount(host.clone(), JsValue::from(7)).is_err());

    let mut console = Console::new(&[("locale", "en".into())]).await;
    assert!(console.mounted.update(object(&[("readOnly", "perhaps".into())])).is_err());
    settle().await;
    assert!(console.text().contains("Consumer group"), "the old settings stay");
    host.remove();
}

#[wasm_bindgen_test]
async fn the_style_sheet_is_adopted_by_the_shadow_root_and_by_nothing_else() {
    use_endpoint("works");
    let document = web_sys::window().unwrap().document().unwrap();
    let adopted = |of: &JsValue| {
        js_sys::Array::from(&js_sys::Reflect::get(of, &"adoptedStyleSheets".into()).unwrap()).length()
    };
    let before = (adopted(&document), document.query_selector_all("style").unwrap().length());
    let console = Console::new(&[("locale", "en".into())]).await;
    assert_eq!(adopted(&console.host.shadow_root().unwrap()), 1);
    assert_eq!((adopted(&document), document.query_selector_all("style").unwrap().length()), before);
    assert!(console.all("[style]").is_empty(), "no style attributes");
    let root = console.find(".masthead").unwrap();
    let display = web_sys::window().unwrap().get_computed_style(&root).unwrap().unwrap();
    assert_eq!(display.get_property_value("display").unwrap(), "flex");
}

#[wasm_bindgen_test]
async fn twenty_consoles_leave_no_listener_on_window_and_document() {
    use_endpoint("works");
    drop(Console::filled().await);
    let before = listeners();
    for _ in 0..20 {
        let console = Console::new(&[("locale", "en".into()), ("group", "billing".into())]).await;
        console.click("#strategy-time").await;
        drop(console);
    }
    read().await;
    assert_eq!(listeners(), before);
}

#[wasm_bindgen_test]
async fn language_and_theme_switch_in_the_head_and_keep_the_form() {
    use_endpoint("works");
    let console = Console::new(&[("locale", "en".into())]).await;
    console.type_into("#group", "billing").await;
    console.choose("select[aria-label=Theme]", "high-contrast").await;
    console.choose("select[aria-label=Language]", "zh-CN").await;
    assert!(console.text().contains("消费分组"));
    assert_eq!(
        console.find(".console").unwrap().get_attribute("data-theme").as_deref(),
        Some("high-contrast")
    );
    assert_eq!(console.value("#group"), "billing");
}
