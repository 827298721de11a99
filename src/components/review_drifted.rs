//! Something else was found right before sending than the plan was made from.

use super::icon::{Icon, IconSize};
use super::notice::{Notice, NoticeTone};
use crate::components::view::view;
use crate::text::use_text;
use reset_flow::Drifted;
use yew::prelude::*;

/// Props of [`DriftedView`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct DriftedViewProps {
    /// What has changed.
    pub drifted: Drifted,
    /// The headline, so that the focus can be put on it.
    #[prop_or_default]
    pub headline: NodeRef,
    /// Read everything again for the same request.
    pub on_plan_again: Callback<()>,
    /// Back to the form.
    pub on_back: Callback<()>,
}

/// Says so, and offers a fresh plan.
#[component]
pub fn DriftedView(props: &DriftedViewProps) -> Html {
    let text = use_text();
    let group = props.drifted.plan.request.group.as_str().to_owned();
    html! {
        <>
            <div class="section lead">
                <div class="lead-text">
                    <h3 ref={props.headline.clone()} tabindex="-1">
                        { text.drifted_headline() }{ " · " }<bdi class="mono">{ group }</bdi>
                    </h3>
                </div>
            </div>
            { view!(Notice {
                tone: NoticeTone::Attention,
                title: text.drifted_title(),
                id: "drifted-reason",
                children: html! { <p>{ text.drifted_advice() }</p> },
            }) }
            <div class="footer">
                <p class="footer-text">{ text.blocked_nothing_sent() }</p>
                <div class="actions">
                    <button type="button" class="button button-large" onclick={props.on_back.reform(|_| ())}>
                        { text.back_to_edit() }
                    </button>
                    <button
                        type="button"
                        class="button button-primary button-large"
                        onclick={props.on_plan_again.reform(|_| ())}
                    >
                        { Icon::Again.draw(IconSize::Small, None) }
                        { text.plan_again() }
                    </button>
                </div>
            </div>
        </>
    }
}
