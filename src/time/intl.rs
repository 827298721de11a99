//! Time zones from the browser's `Intl`.

use super::{Civil, Zones};
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use std::cell::RefCell;
use std::collections::HashMap;
use wasm_bindgen::{JsCast, JsValue};

/// The browser's time zones. One `Intl.DateTimeFormat` is kept per zone, since making one is slow.
#[derive(Debug, Default)]
pub struct IntlZones {
    formats: RefCell<HashMap<String, Option<Intl::DateTimeFormat>>>,
}

impl IntlZones {
    fn format(&self, zone: &str) -> Option<Intl::DateTimeFormat> {
        self.formats.borrow_mut().entry(zone.to_owned()).or_insert_with(|| make_format(zone)).clone()
    }
}

impl Zones for IntlZones {
    fn offset_seconds(&self, zone: &str, millis: i64) -> Option<i32> {
        if zone == "UTC" {
            return Some(0);
        }
        // Dates of JavaScript reach 8.64e15 ms to either side; beyond that `Intl` throws
        if millis.unsigned_abs() > 8_640_000_000_000_000 {
            return None;
        }
        let date = Date::new(&JsValue::from_f64(millis as f64));
        let parts: Array = self.format(zone)?.format_to_parts(&date);
        let (mut year, mut month, mut day, mut hour, mut minute, mut second) =
            (None, None, None, None, None, None);
        for part in parts.iter() {
            let kind = Reflect::get(&part, &"type".into()).ok()?.as_string()?;
            let value = Reflect::get(&part, &"value".into()).ok()?.as_string()?;
            match kind.as_str() {
                "year" => year = value.parse::<i32>().ok(),
                "month" => month = value.parse().ok(),
                "day" => day = value.parse().ok(),
                "hour" => hour = value.parse().ok(),
                "minute" => minute = value.parse().ok(),
                "second" => second = value.parse().ok(),
                _ => {}
            }
        }
        let local = Civil::new(year?, month?, day?, hour?, minute?, second?, 0)?;
        let whole_seconds = millis.div_euclid(1000) * 1000;
        i32::try_from((local.to_millis() - whole_seconds) / 1000).ok()
    }

    fn local_zone(&self) -> String {
        let options = Intl::DateTimeFormat::default().resolved_options();
        let zone = Reflect::get(&options, &"timeZone".into()).ok().and_then(|zone| zone.as_string());
        zone.filter(|zone| !zone.is_empty()).unwrap_or_else(|| "UTC".to_owned())
    }

    fn names(&self) -> Vec<String> {
        let mut names = vec!["UTC".to_owned()];
        let local = self.local_zone();
        if local != "UTC" {
            names.push(local.clone());
        }
        for name in supported_zones().unwrap_or_default().iter().filter_map(|name| name.as_string()) {
            if name != "UTC" && name != local {
                names.push(name);
            }
        }
        names
    }
}

/// A formatter that prints local date and time of a zone in digits; `None` if the browser does not know the zone.
fn make_format(zone: &str) -> Option<Intl::DateTimeFormat> {
    let options = Object::new();
    let settings = [
        ("timeZone", zone),
        ("calendar", "iso8601"),
        ("numberingSystem", "latn"),
        ("hourCycle", "h23"),
        ("year", "numeric"),
        ("month", "2-digit"),
        ("day", "2-digit"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("second", "2-digit"),
    ];
    for (key, value) in settings {
        Reflect::set(&options, &key.into(), &value.into()).ok()?;
    }
    // The constructor throws on an unknown zone, and js-sys declares it as one that cannot
    let constructor: Function =
        Reflect::get(&Reflect::get(&js_sys::global(), &"Intl".into()).ok()?, &"DateTimeFormat".into())
            .ok()?
            .dyn_into()
            .ok()?;
    let arguments = Array::of2(&"en-US".into(), &options);
    Reflect::construct(&constructor, &arguments).ok()?.dyn_into().ok()
}

/// `Intl.supportedValuesOf("timeZone")`, where the browser has it.
fn supported_zones() -> Option<Array> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let list: Function = Reflect::get(&intl, &"supportedValuesOf".into()).ok()?.dyn_into().ok()?;
    list.call1(&intl, &"timeZone".into()).ok()?.dyn_into().ok()
}
