//! The shadow root of an element: our style sheet adopted, and a fresh element to mount into.

use super::style::STYLE;
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, ShadowRootInit, ShadowRootMode};

/// A fresh element inside the open shadow root of `element`.
pub(super) fn fresh_root(element: &Element) -> Result<Element, JsValue> {
    let shadow = match element.shadow_root() {
        Some(shadow) => shadow,
        None => element.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))?,
    };
    // Through the prototype of script, not of the type: an adopted sheet is no violation of a strict policy
    let window = web_sys::window().ok_or_else(|| JsValue::from_str("there is no window"))?;
    let constructor: Function = Reflect::get(&window, &"CSSStyleSheet".into())?.dyn_into()?;
    let sheet = Reflect::construct(&constructor, &Array::new())?;
    let replace: Function = Reflect::get(&sheet, &"replaceSync".into())?.dyn_into()?;
    replace.call1(&sheet, &STYLE.into())?;
    Reflect::set(&shadow, &"adoptedStyleSheets".into(), &Array::of1(&sheet))?;
    let root = element.owner_document().ok_or(JsValue::NULL)?.create_element("div")?;
    shadow.append_child(&root)?;
    Ok(root)
}
