//! Text with letter case aside, for lists that are searched while somebody types.

/// The text in small letters, of any script. Names are ASCII nearly always; for the rest the page asks the browser,
/// which knows Unicode's tables, so that the page does not have to bring them.
pub(crate) fn small(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { small_of_any(text) }
}

#[cfg(target_arch = "wasm32")]
fn small_of_any(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

#[cfg(not(target_arch = "wasm32"))]
fn small_of_any(text: &str) -> String {
    text.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_every_script_are_made_small_and_nothing_else_is_touched() {
        assert_eq!(small("Orders-2_A.B"), "orders-2_a.b");
        assert_eq!(small("ÄPFEL Ω 订单"), "äpfel ω 订单");
        assert_eq!(small(""), "");
    }
}
