//! While group and offsets are read: the shape of the review, not yet its content.

use crate::text::use_text;
use reset_flow::{Planning, Reading};
use yew::prelude::*;

/// Props of [`PlanningView`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct PlanningViewProps {
    /// What is being read.
    pub planning: Planning,
    /// The headline, so that the focus can be put on it.
    #[prop_or_default]
    pub headline: NodeRef,
    /// Back to the form.
    pub on_back: Callback<()>,
}

/// The plan is being made.
#[component]
pub fn PlanningView(props: &PlanningViewProps) -> Html {
    let text = use_text();
    let what = match props.planning.reading {
        Reading::Group { .. } => text.planning_group(),
        Reading::Offsets { .. } => text.planning_offsets(),
    };
    html! {
        <div aria-busy="true">
            <div class="section lead">
                <div class="lead-text">
                    <h3 ref={props.headline.clone()} tabindex="-1">
                        { text.planning() }{ " · " }
                        <bdi class="mono">{ props.planning.asked.request.group.as_str().to_owned() }</bdi>
                    </h3>
                    <p class="lead-meta" role="status">{ what }</p>
                </div>
            </div>
            <ul class="band" aria-hidden="true">
                { for (0..5).map(|_| html! {
                    <li>
                        <div class="band-item">
                            <span class="skeleton skeleton-short"></span>
                            <span class="band-number"><span class="skeleton skeleton-line"></span></span>
                        </div>
                    </li>
                }) }
            </ul>
            <div class="section" aria-hidden="true">
                <div class="stack">
                    { for (0..6).map(|_| html! { <span class="skeleton skeleton-control"></span> }) }
                </div>
            </div>
            <div class="footer">
                <p class="footer-text"></p>
                <div class="actions">
                    <button type="button" class="button button-large" onclick={props.on_back.reform(|_| ())}>
                        { text.back_to_edit() }
                    </button>
                </div>
            </div>
        </div>
    }
}
