//! The request as text, with secrets left out by whoever made the text.

use super::icon::{Icon, IconSize};
use crate::text::use_text;
use yew::prelude::*;

/// Props of [`RequestPanel`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct RequestPanelProps {
    /// The request; shown as it is.
    pub request: AttrValue,
    /// The text is in the clipboard now.
    #[prop_or_default]
    pub copied: bool,
    /// Put this text into the clipboard.
    pub on_copy: Callback<AttrValue>,
}

/// What exactly will be sent.
#[component]
pub fn RequestPanel(props: &RequestPanelProps) -> Html {
    let text = use_text();
    let request = props.request.clone();
    let onclick = props.on_copy.reform(move |_: MouseEvent| request.clone());
    html! {
        <div>
            <div class="section-title">
                <h3>{ text.request() }</h3>
                <span class="count">{ text.request_summary() }</span>
                <div class="actions">
                    <span role="status" class="count">{ if props.copied { text.copied() } else { "" } }</span>
                    <button type="button" class="button" {onclick}>
                        { Icon::Copy.draw(IconSize::Small, None) }
                        { text.copy() }
                    </button>
                </div>
            </div>
            <div class="code-block" role="group" aria-label={text.request_text()} tabindex="0">{ &props.request }</div>
        </div>
    }
}
