//! The sentence under a field that is wrong.

use super::icon::{Icon, IconSize};
use yew::prelude::*;

/// What is wrong with a field, tied to it by the id that the field's `aria-describedby` names. Nothing is shown
/// without a sentence.
pub fn field_error(id: impl Into<AttrValue>, sentence: Option<AttrValue>) -> Html {
    match sentence {
        None => html! {},
        Some(sentence) => html! {
            <p class="field-error" id={id.into()}>
                { Icon::Failed.draw(IconSize::Normal, None) }
                <span>{ sentence }</span>
            </p>
        },
    }
}
