//! A console on the test page, and how tests look at it.

use ckafka_console::embed::{Mounted, mount};
use gloo_timers::future::TimeoutFuture;
use js_sys::Object;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, HtmlInputElement};

#[wasm_bindgen(module = "/tests/browser/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = useEndpoint)]
    pub(crate) fn use_endpoint(kind: &str);
    fn requests() -> js_sys::Array;
    pub(crate) fn listeners() -> i32;
    #[wasm_bindgen(js_name = answerReset)]
    pub(crate) fn answer_reset();
    pub(crate) fn commit(offset: i32);
    #[wasm_bindgen(js_name = isStored)]
    async fn is_stored_js() -> JsValue;
    #[wasm_bindgen(js_name = forgetStored)]
    pub(crate) async fn forget_stored();
    #[wasm_bindgen(js_name = storedTexts)]
    async fn stored_texts_js() -> JsValue;
    #[wasm_bindgen(js_name = forgetOutcome)]
    pub(crate) async fn forget_outcome();
    #[wasm_bindgen(js_name = storeNonsense)]
    pub(crate) async fn store_nonsense();
    #[wasm_bindgen(js_name = allowStorage)]
    pub(crate) fn allow_storage(allowed: bool);
    #[wasm_bindgen(js_name = holdGroup)]
    async fn hold_group_js(name: &str) -> JsValue;
    #[wasm_bindgen(js_name = asksBeforeLeaving)]
    pub(crate) fn asks_before_leaving() -> bool;
    #[wasm_bindgen(js_name = groupName)]
    fn group_name() -> String;
    #[wasm_bindgen(js_name = type)]
    fn type_into(input: &Element, text: &str);
    #[wasm_bindgen(js_name = press)]
    fn press_key(input: &Element, key: &str);
    #[wasm_bindgen(js_name = choose)]
    fn choose_in(select: &Element, value: &str);
}

/// Bodies of all requests since the endpoint was set.
pub(crate) fn sent() -> Vec<String> {
    requests().iter().filter_map(|body| body.as_string()).collect()
}

/// Whether anything of the console's is in the browser's storage.
pub(crate) async fn is_stored() -> bool {
    is_stored_js().await == JsValue::TRUE
}

/// What is in it: the list's lines, then the whole resets.
pub(crate) async fn stored_texts() -> Vec<String> {
    let texts: js_sys::Array = stored_texts_js().await.unchecked_into();
    texts.iter().filter_map(|text| text.as_string()).collect()
}

/// Holds the group of these tests as another tab would; the function that comes back lets go of it.
pub(crate) async fn hold_group() -> js_sys::Function {
    hold_group_js(&group_name()).await.unchecked_into()
}

/// An element of the page with a console in it; both go away at the end of the test.
pub(crate) struct Console {
    pub(crate) host: Element,
    pub(crate) mounted: Mounted,
}

pub(crate) fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in entries {
        js_sys::Reflect::set(&object, &(*key).into(), value).unwrap();
    }
    object.into()
}

pub(crate) fn new_host() -> Element {
    let document = web_sys::window().unwrap().document().unwrap();
    let host = document.create_element("div").unwrap();
    document.body().unwrap().append_child(&host).unwrap();
    host
}

/// Long enough for a rendering.
pub(crate) async fn settle() {
    TimeoutFuture::new(50).await;
}

/// Long enough for the pauses before a read, and the read.
pub(crate) async fn read() {
    TimeoutFuture::new(800).await;
}

impl Console {
    pub(crate) async fn new(settings: &[(&str, JsValue)]) -> Self {
        let host = new_host();
        let mounted = mount(host.clone(), object(settings)).unwrap();
        settle().await;
        Self { host, mounted }
    }

    /// In English, with group and topics named.
    pub(crate) async fn filled() -> Self {
        Self::filled_with(&[]).await
    }

    /// The same with other settings besides.
    pub(crate) async fn filled_with(settings: &[(&str, JsValue)]) -> Self {
        let topics = js_sys::Array::of1(&"orders".into());
        let mut all = vec![
            ("locale", "en".into()),
            ("instanceId", "ckafka-test".into()),
            ("group", "billing".into()),
            ("topics", topics.into()),
        ];
        all.extend(settings.iter().map(|(key, value)| (*key, value.clone())));
        let console = Self::new(&all).await;
        read().await;
        console
    }

    /// Chooses "Earliest", reviews, and confirms.
    pub(crate) async fn reset(&self) {
        self.click("#strategy-earliest").await;
        self.press("Review reset").await;
        read().await;
        self.confirm().await;
    }

    /// Confirms the plan that is shown.
    pub(crate) async fn confirm(&self) {
        if let Some(tick) = self.find("input[type=checkbox][data-confirm], .stack > .check input") {
            tick.unchecked_into::<HtmlElement>().click();
            settle().await;
        }
        self.press("Reset 2 partitions").await;
    }

    pub(crate) fn find(&self, selector: &str) -> Option<Element> {
        self.host.shadow_root()?.query_selector(selector).unwrap()
    }

    pub(crate) fn all(&self, selector: &str) -> Vec<Element> {
        let list = self.host.shadow_root().unwrap().query_selector_all(selector).unwrap();
        (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok()).collect()
    }

    pub(crate) fn text(&self) -> String {
        self.find(".console").and_then(|console| console.text_content()).unwrap_or_default()
    }

    /// The text of the label of every field with one.
    pub(crate) fn labels(&self) -> Vec<String> {
        self.all("label[for]").iter().filter_map(|label| label.text_content()).collect()
    }

    pub(crate) async fn type_into(&self, selector: &str, text: &str) {
        type_into(&self.find(selector).expect(selector), text);
        settle().await;
    }

    pub(crate) async fn press_key(&self, selector: &str, key: &str) {
        press_key(&self.find(selector).expect(selector), key);
        settle().await;
    }

    pub(crate) async fn choose(&self, selector: &str, value: &str) {
        choose_in(&self.find(selector).expect(selector), value);
        settle().await;
    }

    pub(crate) async fn click(&self, selector: &str) {
        self.find(selector).expect(selector).unchecked_into::<HtmlElement>().click();
        settle().await;
    }

    /// Presses the button that begins with these words.
    pub(crate) async fn press(&self, words: &str) {
        let buttons = self.all("button");
        let button =
            buttons.iter().find(|button| button.text_content().unwrap_or_default().starts_with(words));
        button.expect(words).clone().unchecked_into::<HtmlElement>().click();
        settle().await;
    }

    pub(crate) fn value(&self, selector: &str) -> String {
        self.find(selector).expect(selector).unchecked_into::<HtmlInputElement>().value()
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        self.mounted.unmount();
        self.host.remove();
    }
}
