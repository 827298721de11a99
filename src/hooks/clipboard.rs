//! Texts for the clipboard and files for the operator's disk.

use super::spawn::spawn;
use crate::export::ExportFile;
use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use yew::prelude::*;

/// How long "copied" is shown.
const COPIED_MILLIS: u32 = 4000;

/// Puts texts into the clipboard; says for a few seconds that it did.
#[hook]
pub fn use_copy() -> (bool, Callback<AttrValue>) {
    let copied = use_state(|| false);
    let setter = copied.setter();
    let timer = use_mut_ref(|| None::<Timeout>);
    let copy = Callback::from(move |text: AttrValue| {
        let (setter, timer) = (setter.clone(), timer.clone());
        spawn(async move {
            // Without a secure context, or if the user forbids it, there is no clipboard: then nothing is said
            if write(&text).await.is_ok() {
                setter.set(true);
                *timer.borrow_mut() = Some(Timeout::new(COPIED_MILLIS, move || setter.set(false)));
            }
        });
    });
    (*copied, copy)
}

async fn write(text: &str) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let clipboard: web_sys::Clipboard =
        js_sys::Reflect::get(&window.navigator(), &"clipboard".into())?.dyn_into()?;
    JsFuture::from(clipboard.write_text(text)).await.map(|_| ())
}

/// Lets the operator keep a file.
#[hook]
pub fn use_export() -> Callback<ExportFile> {
    Callback::from(|file: ExportFile| {
        // A browser that refuses says so itself
        let _ = save(&file);
    })
}

fn save(file: &ExportFile) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let properties = web_sys::BlobPropertyBag::new();
    properties.set_type(file.media_type);
    let parts = js_sys::Array::of1(&file.content.as_str().into());
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &properties)?;
    let url = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link: web_sys::HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(&file.name);
    link.click();
    // The browser reads the file after this turn of its loop
    Timeout::new(60_000, move || {
        let _ = web_sys::Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}
