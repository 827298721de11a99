//! Moving the focus to a named place of the console.

use wasm_bindgen::JsCast;
use yew::prelude::*;

/// Puts the focus on elements of the console by their id, after the page has been brought up to date.
#[derive(Debug, Clone, PartialEq)]
pub struct Focus {
    wish: UseStateHandle<Option<(String, u32)>>,
}

impl Focus {
    /// Puts the focus on the element with this id.
    pub fn on(&self, id: &str) {
        let round = self.wish.as_ref().map_or(0, |(_, round)| round.wrapping_add(1));
        self.wish.set(Some((id.to_owned(), round)));
    }
}

/// The focus of the console whose outermost element is `root`.
#[hook]
pub fn use_focus(root: NodeRef) -> Focus {
    let wish = use_state(|| None::<(String, u32)>);
    use_effect_with((*wish).clone(), move |wish| {
        let Some((id, _)) = wish else { return };
        let element = root
            .cast::<web_sys::Element>()
            .and_then(|root| root.query_selector(&format!("[id=\"{id}\"]")).ok().flatten())
            .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(element) = element {
            // An element that left the page meanwhile refuses; there is nothing to do about it
            let _ = element.focus();
        }
    });
    Focus { wish }
}

/// Puts the focus on an element whenever a step is reached; not on the first one, which the page around begins with.
#[hook]
pub fn use_focus_on_step<S: PartialEq + 'static>(step: S, headline: NodeRef) {
    let first = use_mut_ref(|| true);
    use_effect_with(step, move |_| {
        if first.replace(false) {
            return;
        }
        if let Some(element) = headline.cast::<web_sys::HtmlElement>() {
            let _ = element.focus();
        }
    });
}
