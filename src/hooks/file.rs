//! Reading a file that the operator has chosen.

use super::spawn::spawn;
use wasm_bindgen_futures::JsFuture;
use yew::prelude::*;

/// Larger files are not read: the gateway takes no larger plan either.
const LARGEST: f64 = 4.0 * 1024.0 * 1024.0;

/// Reads files; `done` gets the name and the text, or no text if it could not be read.
#[hook]
pub fn use_file(done: Callback<(String, Option<String>)>) -> Callback<web_sys::File> {
    Callback::from(move |file: web_sys::File| {
        let done = done.clone();
        spawn(async move {
            let name = file.name();
            let text = if file.size() > LARGEST {
                None
            } else {
                JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string())
            };
            done.emit((name, text));
        });
    })
}
