//! The sentence under a field that is wrong.

use super::icon::{Icon, IconView};
use yew::prelude::*;

/// Props of [`FieldError`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct FieldErrorProps {
    /// Id that the field's `aria-describedby` names.
    pub id: AttrValue,
    /// The sentence; nothing is shown without one.
    pub sentence: Option<AttrValue>,
}

/// What is wrong with a field, tied to it by its id.
#[component]
pub fn FieldError(props: &FieldErrorProps) -> Html {
    match &props.sentence {
        None => html! {},
        Some(sentence) => html! {
            <p class="field-error" id={props.id.clone()}>
                <IconView icon={Icon::Failed} />
                <span>{ sentence }</span>
            </p>
        },
    }
}
