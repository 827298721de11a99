//! From a JavaScript object to settings, and refusals back to JavaScript.

use crate::config::{ConfigError, ConsoleConfig, parse};
use js_sys::{JSON, Object, Reflect, TypeError};
use serde_json::{Map, Value, json};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

/// Reads the settings. Keys that nobody knows are reported as an event and else ignored.
pub(super) fn read(element: &Element, settings: &JsValue) -> Result<ConsoleConfig, JsValue> {
    let parsed = object(settings)
        .and_then(|settings| parse(&settings))
        .and_then(|parsed| match &parsed.config.ticket_pattern {
            Some(pattern) if !is_pattern(pattern) => Err(ConfigError::TicketPattern(pattern.clone())),
            _ => Ok(parsed),
        })
        .map_err(|error| refusal(&error))?;
    if !parsed.unknown_keys.is_empty() {
        let detail = json!({
            "version": 1,
            "reason": "unknown-setting",
            "message": format!("unknown settings are ignored: {}", parsed.unknown_keys.join(", ")),
        });
        super::events::fire(element, "console-fault", &detail.to_string());
    }
    Ok(parsed.config)
}

/// The object's own entries; what is no plain data is refused with its key's rule later.
fn object(settings: &JsValue) -> Result<Map<String, Value>, ConfigError> {
    if settings.is_undefined() || settings.is_null() {
        return Ok(Map::new());
    }
    let Some(object) = settings.dyn_ref::<Object>().filter(|_| !settings.is_function()) else {
        return Err(ConfigError::NotAnObject);
    };
    let mut map = Map::new();
    for key in Object::keys(object).iter().filter_map(|key| key.as_string()) {
        let value = Reflect::get(object, &JsValue::from_str(&key)).unwrap_or(JsValue::UNDEFINED);
        if value.is_undefined() || value.is_null() {
            continue;
        }
        let plain = plain(&value).unwrap_or_else(|| json!({ "no": "plain data" }));
        map.insert(key, plain);
    }
    Ok(map)
}

/// Whether the browser can read a regular expression, with the flag that a field's `pattern` has.
fn is_pattern(pattern: &str) -> bool {
    let made = Reflect::get(&js_sys::global(), &"RegExp".into())
        .and_then(|class| class.dyn_into::<js_sys::Function>())
        .and_then(|class| Reflect::construct(&class, &js_sys::Array::of2(&pattern.into(), &"v".into())));
    made.is_ok()
}

/// A value as JSON has it; `None` for functions and for what refers to itself.
fn plain(value: &JsValue) -> Option<Value> {
    // By way of a text: it throws for what refers to itself, which the conversion would follow without end
    let text = JSON::stringify(value).ok()?.as_string()?;
    serde_wasm_bindgen::from_value(JSON::parse(&text).ok()?).ok()
}

/// A `TypeError` with the property `field`.
fn refusal(error: &ConfigError) -> JsValue {
    let thrown = TypeError::new(&error.to_string());
    let field = error.key().map_or(JsValue::NULL, JsValue::from_str);
    // On a fresh object this cannot fail; without it the message still names the key
    let _ = Reflect::set(&thrown, &"field".into(), &field);
    thrown.into()
}
