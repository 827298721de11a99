//! Events of the element: bubbling, out of the shadow root, with a `detail` that is plain data.

use crate::hooks::{Host, HostAnswer};
use js_sys::{Array, Function, JSON, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CustomEvent, CustomEventInit, Element};

/// The element as the page around sees it.
pub(super) struct ElementHost {
    element: Element,
}

impl ElementHost {
    pub(super) fn new(element: Element) -> Self {
        Self { element }
    }
}

impl Host for ElementHost {
    fn fire(&self, name: &str, detail: &str) {
        fire(&self.element, name, detail);
    }

    fn ask(&self, name: &str, detail: &str) -> HostAnswer {
        let promises = Array::new();
        let allowed = ask(&self.element, name, detail, &promises);
        Box::pin(async move {
            if !matches!(allowed, Ok(true)) {
                return false;
            }
            // One listener that rejects, or answers `false`, is enough to say no
            match JsFuture::from(Promise::all(&promises)).await {
                Ok(answers) => Array::from(&answers).iter().all(|answer| answer != JsValue::FALSE),
                Err(_) => false,
            }
        })
    }
}

/// Fires an event on an element.
pub(super) fn fire(element: &Element, name: &str, detail: &str) {
    // A listener that throws is reported by the browser itself
    let _ = dispatch(element, name, &to_js(detail), false);
}

/// Fires a cancelable event; `Ok(false)` if a listener said no at once.
fn ask(element: &Element, name: &str, detail: &str, promises: &Array) -> Result<bool, JsValue> {
    let detail = to_js(detail);
    let keep = {
        let promises = promises.clone();
        Closure::<dyn FnMut(JsValue)>::new(move |promise: JsValue| {
            promises.push(&promise);
        })
    };
    let wait_until: &Function = keep.as_ref().unchecked_ref();
    Reflect::set(&detail, &"waitUntil".into(), wait_until)?;
    let allowed = dispatch(element, name, &detail, true)?;
    // It only counts while listeners are called; a listener that kept it gets an error for calling it later
    Reflect::set(&detail, &"waitUntil".into(), &JsValue::UNDEFINED)?;
    drop(keep);
    Ok(allowed)
}

fn dispatch(element: &Element, name: &str, detail: &JsValue, cancelable: bool) -> Result<bool, JsValue> {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(cancelable);
    init.set_detail(detail);
    element.dispatch_event(CustomEvent::new_with_event_init_dict(name, &init)?.as_ref())
}

/// Plain objects and lists.
fn to_js(detail: &str) -> JsValue {
    JSON::parse(detail).unwrap_or(JsValue::NULL)
}
