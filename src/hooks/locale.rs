//! The language of the browser.

use crate::text::Locale;

/// The language that the browser asks for; the default one if it does not say.
pub fn browser_locale() -> Locale {
    let tag = web_sys::window().and_then(|window| window.navigator().language());
    tag.and_then(|tag| Locale::from_tag(&tag)).unwrap_or_default()
}
