//! There is no plan that may be carried out: why, and the way on.

mod members;
mod waiting;

pub use members::{MembersTable, holds};
use waiting::WaitingView;

use super::events::ticked;
use super::icon::{Icon, IconSize};
use super::notice::{Notice, NoticeTone};
use super::review_fault::FaultText;
use super::review_group::group_icon;
use crate::components::view::view;
use crate::format::{Formatter, use_formatter};
use crate::text::{Text, use_text};
use kafka_offsets::{EndpointFault, GroupMember, GroupState, GroupSummary};
use reset_flow::{AfterRefusal, BlockReason, Blocked, RefusedForGroup};
use yew::prelude::*;

/// Props of [`BlockedView`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct BlockedViewProps {
    /// Why it stopped.
    pub blocked: Blocked,
    /// The headline, so that the focus can be put on it.
    #[prop_or_default]
    pub headline: NodeRef,
    /// Seconds to the next look, while waiting until the group is empty.
    #[prop_or_default]
    pub next_look: Option<u64>,
    /// Read everything again.
    pub on_check_again: Callback<()>,
    /// Look at the group every few seconds until it is empty.
    #[prop_or_default]
    pub on_wait: Callback<()>,
    /// No longer.
    #[prop_or_default]
    pub on_stop_waiting: Callback<()>,
    /// Plan again with the wish to create the group; without it that is not offered here.
    #[prop_or_default]
    pub on_create: Option<Callback<()>>,
    /// Back to the form.
    pub on_back: Callback<()>,
}

/// Why there is no plan.
#[component]
pub fn BlockedView(props: &BlockedViewProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let group = props.blocked.asked.request.group.as_str().to_owned();
    // The wish to create the group, for the next plan
    let create = use_state(|| false);
    let offer_create = props.on_create.clone().filter(|_| is_unknown(&props.blocked.reason));
    let on_primary = match &offer_create {
        Some(on_create) if *create => on_create.clone(),
        _ => props.on_check_again.clone(),
    };
    let can_wait = props.blocked.can_wait() && props.blocked.waiting.is_none();
    html! {
        <>
            <div class="section lead">
                <div class="lead-text">
                    <h3 ref={props.headline.clone()} tabindex="-1">
                        { text.blocked_headline() }{ " · " }<bdi class="mono">{ group.clone() }</bdi>
                    </h3>
                </div>
            </div>
            { reason(text, &format, props, group) }
            if offer_create.is_some() {
                <div class="section">
                    <label class="check">
                        <input
                            type="checkbox"
                            checked={*create}
                            onchange={
                                let create = create.clone();
                                move |event: Event| create.set(ticked(&event).unwrap_or(false))
                            }
                        />
                        <span>{ text.create_group() }</span>
                    </label>
                </div>
            }
            if let Some(waiting) = &props.blocked.waiting {
                { view!(WaitingView {
                    waiting: waiting.clone(),
                    next_look: props.next_look,
                    on_stop: props.on_stop_waiting.clone(),
                }) }
            }
            <div class="footer">
                <p class="footer-text">{ text.blocked_nothing_sent() }</p>
                <div class="actions">
                    <button type="button" class="button button-large" onclick={props.on_back.reform(|_| ())}>
                        { text.back_to_edit() }
                    </button>
                    if can_wait {
                        <button type="button" class="button button-large" onclick={props.on_wait.reform(|_| ())}>
                            { Icon::Clock.draw(IconSize::Small, None) }
                            { text.wait_until_empty() }
                        </button>
                    }
                    <button
                        type="button"
                        class="button button-primary button-large"
                        onclick={on_primary.reform(|_: MouseEvent| ())}
                    >
                        { Icon::Again.draw(IconSize::Small, None) }
                        { if offer_create.is_some() && *create { text.plan_again() } else { text.check_again() } }
                    </button>
                </div>
            </div>
        </>
    }
}

/// Whether the group is not there, so that creating it may be meant.
fn is_unknown(reason: &BlockReason) -> bool {
    match reason {
        BlockReason::GroupDoesNotExist => true,
        BlockReason::RefusedForGroup(refused) => {
            matches!(&refused.group, AfterRefusal::Read(GroupSummary { state: GroupState::Dead, .. }))
        }
        _ => false,
    }
}

fn reason(text: Text, format: &Formatter, props: &BlockedViewProps, group: String) -> Html {
    match &props.blocked.reason {
        BlockReason::GroupNotEmpty { state, members } => {
            live(text, format, state, members, text.blocked_live_advice())
        }
        BlockReason::GroupDoesNotExist => no_group(text, group),
        BlockReason::NothingCommitted => notice(
            NoticeTone::Attention,
            text.blocked_nothing_committed(),
            html! { <p>{ text.blocked_nothing_committed_advice() }</p> },
        ),
        BlockReason::NothingChosen => notice(
            NoticeTone::Attention,
            text.blocked_nothing_chosen(),
            html! { <p>{ text.blocked_nothing_chosen_advice() }</p> },
        ),
        BlockReason::NotExpressible => notice(
            NoticeTone::Attention,
            text.blocked_not_expressible(),
            html! { <p>{ text.blocked_not_expressible_advice() }</p> },
        ),
        BlockReason::OtherTimeLookedUp => notice(
            NoticeTone::Failed,
            text.blocked_other_time(),
            html! { <p>{ text.blocked_other_time_advice() }</p> },
        ),
        BlockReason::OtherGroupRead => notice(
            NoticeTone::Failed,
            text.blocked_other_group(),
            html! { <p>{ text.blocked_other_time_advice() }</p> },
        ),
        BlockReason::GroupUnreadable(fault) => unreadable(text.blocked_group_unreadable(), fault),
        BlockReason::OffsetsUnreadable(fault) => unreadable(text.blocked_offsets_unreadable(), fault),
        BlockReason::RefusedForGroup(refused) => refused_for_group(text, format, refused, group),
    }
}

fn notice(tone: NoticeTone, title: &'static str, inside: Html) -> Html {
    view!(Notice { tone, title, id: "blocked-reason", children: inside })
}

fn unreadable(title: &'static str, fault: &EndpointFault) -> Html {
    notice(NoticeTone::Failed, title, view!(FaultText { fault: fault.clone() }))
}

/// A group with members, or in a state other than `Empty`.
fn live(
    text: Text,
    format: &Formatter,
    state: &GroupState,
    members: &[GroupMember],
    advice: &'static str,
) -> Html {
    // Said again when it changes, as it may while waiting
    let title = text.blocked_live(state, members.len() as u64, &format.size(members.len()));
    let hint = |words: &'static str| html! { <li>{ Icon::Info.draw(IconSize::Normal, None) }<span>{ words }</span></li> };
    html! {
        <>
            { view!(Notice {
                tone: NoticeTone::Attention,
                icon: Some(group_icon(state)),
                title: title.clone(),
                id: "blocked-reason",
                children: html! { <p>{ advice }</p> },
            }) }
            <p role="status" class="visually-hidden">{ title }</p>
            <section class="section" aria-label={text.members()}>
                <div class="section-title"><h3>{ text.members() }</h3></div>
                if members.is_empty() {
                    <p class="muted">{ text.members_not_told() }</p>
                } else {
                    { view!(MembersTable { members: members.to_vec() }) }
                }
                <ul class="reasons">
                    { hint(text.hint_session_timeout()) }
                    { hint(text.hint_looks_empty()) }
                    { hint(text.hint_plan_made_again()) }
                </ul>
            </section>
        </>
    }
}

/// A group that does not exist: a typing error must not create one.
fn no_group(text: Text, group: String) -> Html {
    let (before, after) = text.blocked_no_group();
    view!(Notice {
        tone: NoticeTone::Attention,
        icon: Some(Icon::GroupDead),
        // Isolated, so that a name in another direction cannot rearrange the sentence.
        title: format!("{before}\u{2068}{group}\u{2069}{after}"),
        id: "blocked-reason",
        children: html! {
            <>
                <p>{ text.blocked_no_group_advice() }</p>
                <p><strong>{ text.blocked_no_group_way_out() }</strong></p>
            </>
        },
    })
}

/// The endpoint refused; the group was read again since.
fn refused_for_group(text: Text, format: &Formatter, refused: &RefusedForGroup, group: String) -> Html {
    let fault = view!(FaultText { fault: refused.fault.clone() });
    match &refused.group {
        AfterRefusal::Reading { .. } => notice(
            NoticeTone::Attention,
            text.blocked_refused(),
            html! { <>{ fault }<p role="status">{ text.blocked_reading_group() }</p></> },
        ),
        AfterRefusal::Read(GroupSummary { state: GroupState::Dead, .. }) => {
            html! { <>{ notice(NoticeTone::Attention, text.blocked_refused(), fault) }{ no_group(text, group) }</> }
        }
        AfterRefusal::Read(summary) => {
            live(text, format, &summary.state, &summary.members, text.blocked_refused())
        }
        AfterRefusal::Unreadable(other) => html! {
            <>
                { notice(NoticeTone::Attention, text.blocked_refused(), fault) }
                { unreadable(text.blocked_group_unreadable(), other) }
            </>
        },
    }
}
