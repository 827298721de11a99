//! A plan that is about to be too old, is too old, or whose age nobody knows.

use super::super::icon::{Icon, IconSize};
use super::super::notice::{Notice, NoticeTone};
use crate::components::view::view;
use crate::format::use_formatter;
use crate::text::use_text;
use kafka_offsets::{PLAN_LIFETIME_MILLIS, PlanAge, Timestamp};
use yew::prelude::*;

/// Props of [`Stale`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct StaleProps {
    /// How old it is.
    pub age: PlanAge,
    /// When it was made.
    pub taken_at: Timestamp,
    /// Read everything again.
    pub on_plan_again: Callback<()>,
}

/// The warning with the way out; nothing while the plan is fresh.
#[component]
pub fn Stale(props: &StaleProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let (tone, title, why) = match props.age {
        PlanAge::Fresh => return Html::default(),
        PlanAge::ExpiresSoon => {
            let until = expires_at(props.taken_at).map(|at| format.utc_time(at)).unwrap_or_default();
            (NoticeTone::Attention, text.plan_expires_soon(&until), text.plan_expires_soon_advice())
        }
        PlanAge::Expired => {
            (NoticeTone::Attention, text.plan_expired().to_owned(), text.plan_expired_advice())
        }
        PlanAge::ClockWentBack => {
            (NoticeTone::Unknown, text.plan_age_unknown().to_owned(), text.plan_age_unknown_advice())
        }
    };
    let primary = (props.age != PlanAge::ExpiresSoon).then_some("button-primary");
    view!(Notice {
        tone,
        icon: Some(Icon::Clock),
        title,
        id: "plan-age",
        urgent: true,
        actions: html! {
            <button type="button" class={classes!("button", primary)} onclick={props.on_plan_again.reform(|_: MouseEvent| ())}>
                { Icon::Again.draw(IconSize::Small, None) }
                { text.plan_again() }
            </button>
        },
        children: html! { <p>{ why }</p> },
    })
}

/// Until when a plan may be confirmed.
pub(super) fn expires_at(taken_at: Timestamp) -> Option<Timestamp> {
    let lifetime = i64::try_from(PLAN_LIFETIME_MILLIS).ok()?;
    Timestamp::try_from(taken_at.as_millis().checked_add(lifetime)?).ok()
}
