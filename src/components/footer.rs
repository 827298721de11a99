//! The foot of the form: what is chosen, and the button that leads to the review.

use super::icon::{Icon, IconSize};
use crate::text::use_text;
use yew::prelude::*;

/// Props of [`Footer`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct FooterProps {
    /// What is chosen, such as `3 topics, 12 partitions`; nothing yet without it.
    pub chosen: Option<AttrValue>,
    /// Where it goes, such as `to the log start.`
    pub goes: AttrValue,
    /// Nothing can be reviewed yet, and why; the button keeps its place and says so.
    pub not_yet: Option<AttrValue>,
    /// The first thing that is missing or wrong; pressing the button shows all of them.
    pub in_the_way: Option<AttrValue>,
    /// What else should be known before the button is pressed.
    pub hint: Option<AttrValue>,
    /// "Review reset" was pressed, also when something is in the way; not while nothing can be reviewed.
    pub on_review: Callback<()>,
}

/// The foot.
#[component]
pub fn Footer(props: &FooterProps) -> Html {
    let text = use_text();
    let onclick = {
        let (on_review, possible) = (props.on_review.clone(), props.not_yet.is_none());
        Callback::from(move |_: MouseEvent| {
            if possible {
                on_review.emit(());
            }
        })
    };
    html! {
        <div class="footer">
            <p class="footer-text" id="review-why">
                if let Some(why) = &props.not_yet {
                    { why }
                } else if let Some(why) = &props.in_the_way {
                    { why }{ text.gap() }{ text.all_kept() }
                } else {
                    if let Some(chosen) = &props.chosen {
                        <strong>{ chosen }</strong>{ " " }{ &props.goes }{ text.gap() }
                    }
                    if let Some(hint) = &props.hint {
                        <span class="warn">{ Icon::Attention.draw(IconSize::Small, None) }{ " " }{ hint }</span>{ text.gap() }
                    }
                    { text.review_writes_nothing() }
                }
            </p>
            <div class="actions">
                <button
                    type="button"
                    class="button button-primary button-large"
                    aria-disabled={props.not_yet.as_ref().map(|_| "true")}
                    aria-describedby="review-why"
                    {onclick}
                >
                    { text.review_reset() }
                </button>
            </div>
        </div>
    }
}
