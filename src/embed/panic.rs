//! A fault in the program itself. Every console of this program stands still after it, so the page is told.

use std::cell::RefCell;
use std::sync::Once;
use wasm_bindgen::JsValue;

thread_local! {
    static TOLD: RefCell<Option<js_sys::Function>> = const { RefCell::new(None) };
}

/// Who is told.
pub(super) fn tell(callback: js_sys::Function) {
    TOLD.with_borrow_mut(|told| *told = Some(callback));
}

/// Takes the place of Yew's own hook, once.
pub(super) fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        yew::set_custom_panic_hook(Box::new(|info| {
            let message = info.to_string();
            web_sys::console::error_1(&JsValue::from_str(&message));
            let callback = TOLD.with(|told| told.try_borrow().ok().and_then(|told| told.clone()));
            if let Some(callback) = callback {
                // Nothing more can be done if even this fails
                let _ = callback.call1(&JsValue::NULL, &JsValue::from_str(&message));
            }
        }));
    });
}
