//! Stopped right before sending: something else was found than the plan was made from.

use super::drift_table::{DriftTable, changed_and_added};
use super::icon::{Icon, IconSize};
use crate::components::view::view;
use crate::format::use_formatter;
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

/// What has changed, and a fresh plan at one press.
#[component]
pub fn DriftedView(props: &DriftedViewProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let (plan, drift) = (&props.drifted.plan, &props.drifted.drift);
    let sized = |number: usize| (format.size(number), number as u64);
    let (changed, added) = changed_and_added(drift);
    let (changed, of) = (sized(changed), sized(plan.rows.len()));
    let (added, topics) = (sized(added), sized(drift.topics.len()));
    html! {
        <>
            <div class="note note-warn" role="group" aria-labelledby="drifted-title">
                { Icon::Differs.draw(IconSize::Normal, None) }
                <div class="note-body">
                    <h3 id="drifted-title" ref={props.headline.clone()} tabindex="-1">
                        { text.drift_title(
                            (&changed.0, changed.1),
                            (&of.0, of.1),
                            (&added.0, added.1),
                            (&topics.0, topics.1),
                        ) }
                    </h3>
                    <p>{ text.drift_nothing_sent(&format.utc_time(plan.taken_at)) }</p>
                </div>
            </div>
            { view!(DriftTable { plan: plan.clone(), drift: drift.clone() }) }
            <div class="footer">
                <p class="footer-text">{ text.drift_plan_again() }</p>
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
