//! The browser's question before a page is left.

use wasm_bindgen::prelude::*;
use web_sys::BeforeUnloadEvent;

/// As long as this lives, the browser asks before the page is left.
pub(super) struct LeaveWarning(Closure<dyn FnMut(BeforeUnloadEvent)>);

impl LeaveWarning {
    pub(super) fn new() -> Self {
        let listener = Closure::<dyn FnMut(BeforeUnloadEvent)>::new(|event: BeforeUnloadEvent| {
            event.prevent_default();
            // What older browsers go by
            event.set_return_value("unsent");
        });
        if let Some(window) = web_sys::window() {
            // It fails only for options, and there are none
            let _ =
                window.add_event_listener_with_callback("beforeunload", listener.as_ref().unchecked_ref());
        }
        Self(listener)
    }
}

impl Drop for LeaveWarning {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            let _ =
                window.remove_event_listener_with_callback("beforeunload", self.0.as_ref().unchecked_ref());
        }
    }
}
