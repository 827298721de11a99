//! Waiting until a group is empty: how often it was looked at, and when next. It never leads to more than a plan.

use crate::components::icon::{Icon, IconSize};
use crate::components::review_fault::FaultText;
use crate::components::view::view;
use crate::format::use_formatter;
use crate::text::use_text;
use reset_flow::Waiting;
use yew::prelude::*;

/// Props of [`WaitingView`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct WaitingViewProps {
    /// How far the waiting is.
    pub(super) waiting: Waiting,
    /// Seconds to the next look; `None` while looking.
    pub(super) next_look: Option<u64>,
    /// No longer.
    pub(super) on_stop: Callback<()>,
}

/// The waiting.
#[component]
pub(super) fn WaitingView(props: &WaitingViewProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let polls = u64::from(props.waiting.polls);
    let next = match props.next_look {
        Some(seconds) => text.wait_next_look(&format.length(seconds.saturating_mul(1000))),
        None => text.wait_looking().to_owned(),
    };
    html! {
        <section class="section" aria-labelledby="waiting-title">
            <div class="section-title">
                <h3 id="waiting-title">{ text.wait_title() }</h3>
                <div class="actions">
                    <button type="button" class="button" onclick={props.on_stop.reform(|_: MouseEvent| ())}>
                        { Icon::Close.draw(IconSize::Small, None) }
                        { text.stop_waiting() }
                    </button>
                </div>
            </div>
            <p class="count">{ text.wait_looks(polls, &format.count(polls)) }{ text.gap() }{ next }</p>
            <p class="count">{ text.wait_never_sends() }</p>
            if let Some(fault) = &props.waiting.fault {
                <p class="warn">{ text.wait_look_failed() }</p>
                { view!(FaultText { fault: fault.clone() }) }
            }
        </section>
    }
}
