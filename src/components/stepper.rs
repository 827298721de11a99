//! The four steps, and where the operator is.

use super::icon::{Icon, IconSize};
use crate::text::use_text;
use yew::prelude::*;

/// Where the operator is. The first two steps share one screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Target and strategy.
    Edit,
    /// Review.
    Review,
    /// Result.
    Result,
}

/// Props of [`Stepper`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct StepperProps {
    /// Where the operator is.
    pub step: Step,
    /// Leads back to the form, where that is possible now.
    #[prop_or_default]
    pub on_edit: Option<Callback<()>>,
}

/// The steps.
#[component]
pub fn Stepper(props: &StepperProps) -> Html {
    let text = use_text();
    let steps = [
        (Step::Edit, text.step_target()),
        (Step::Edit, text.step_strategy()),
        (Step::Review, text.step_review()),
        (Step::Result, text.step_result()),
    ];
    html! {
        <ol class="steps" aria-label={text.steps()}>
            { for steps.into_iter().enumerate().map(|(index, (step, name))| {
                let done = step < props.step;
                let inside = html! {
                    <>
                        <span class="step-number">
                            if done {
                                { Icon::Tick.draw(IconSize::Small, None) }
                            } else {
                                { index + 1 }
                            }
                        </span>
                        <span class="step-name">{ name }</span>
                    </>
                };
                match props.on_edit.clone().filter(|_| done && step == Step::Edit) {
                    Some(on_edit) => html! {
                        <li>
                            <button type="button" class="step" onclick={on_edit.reform(|_| ())}>{ inside }</button>
                        </li>
                    },
                    None => html! {
                        <li>
                            <span class="step" aria-current={(step == props.step).then_some("step")}>{ inside }</span>
                        </li>
                    },
                }
            }) }
        </ol>
    }
}
