//! The foot of the form: what is chosen, and the button that leads to the review.

use super::icon::{Icon, IconSize, IconView};
use crate::text::use_text;
use yew::prelude::*;

/// Props of [`Footer`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct FooterProps {
    /// What is chosen, such as `3 topics, 12 partitions`; nothing yet without it.
    pub chosen: Option<AttrValue>,
    /// Where it goes, such as `to the log start.`
    pub goes: AttrValue,
    /// Something is missing or wrong, said in one sentence; the button explains itself by it.
    pub in_the_way: Option<AttrValue>,
    /// What else should be known before the button is pressed.
    pub hint: Option<AttrValue>,
    /// "Review reset" was pressed, also when something is in the way.
    pub on_review: Callback<()>,
}

/// The foot.
#[component]
pub fn Footer(props: &FooterProps) -> Html {
    let text = use_text();
    html! {
        <div class="footer">
            <p class="footer-text" id="review-why">
                if let Some(why) = &props.in_the_way {
                    { why }{ text.gap() }{ text.all_kept() }
                } else {
                    if let Some(chosen) = &props.chosen {
                        <strong>{ chosen }</strong>{ " " }{ &props.goes }{ text.gap() }
                    }
                    if let Some(hint) = &props.hint {
                        <span class="warn"><IconView icon={Icon::Attention} size={IconSize::Small} />{ " " }{ hint }</span>{ text.gap() }
                    }
                    { text.review_writes_nothing() }
                }
            </p>
            <div class="actions">
                <button
                    type="button"
                    class="button button-primary button-large"
                    aria-disabled={props.in_the_way.as_ref().map(|_| "true")}
                    aria-describedby="review-why"
                    onclick={props.on_review.reform(|_| ())}
                >
                    { text.review_reset() }
                </button>
            </div>
        </div>
    }
}
