//! From events of the page to what they carry.

use yew::prelude::*;

/// A callback that takes out of an event what another callback wants; an event without it does nothing.
pub(crate) fn when<E: 'static, T: 'static>(
    to: &Callback<T>,
    take: impl Fn(&E) -> Option<T> + 'static,
) -> Callback<E> {
    let to = to.clone();
    Callback::from(move |event: E| {
        if let Some(value) = take(&event) {
            to.emit(value);
        }
    })
}

/// The text of the input that an event came from.
pub(crate) fn typed(event: &InputEvent) -> Option<String> {
    Some(event.target_dyn_into::<web_sys::HtmlInputElement>()?.value())
}

/// Whether the box that an event came from is ticked.
pub(crate) fn ticked(event: &Event) -> Option<bool> {
    Some(event.target_dyn_into::<web_sys::HtmlInputElement>()?.checked())
}

/// The choice of the select that an event came from.
pub(crate) fn selected(event: &Event) -> Option<String> {
    Some(event.target_dyn_into::<web_sys::HtmlSelectElement>()?.value())
}
