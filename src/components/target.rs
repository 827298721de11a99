//! The first step: which instance, which group, which topics.

use super::combo::{Combo, ComboOption};
use super::error_summary::field_id;
use super::events::{ticked, typed, when};
use super::field_error::field_error;
use super::icon::{Icon, IconSize};
use super::notice::{Notice, NoticeTone};
use super::topic_picker::TopicPicker;
use crate::components::view::view;
use crate::format::use_formatter;
use crate::state::ListState;
use crate::state::choose::{Field, FormError, Known, Problem};
use crate::state::form::{Form, FormAction};
use crate::state::topics::TopicRow;
use crate::text::use_text;
use kafka_offsets::{GroupState, GroupSummary};
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`TargetStep`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct TargetStepProps {
    /// The form.
    pub form: Rc<Form>,
    /// What is wrong; empty before "Review reset" was pressed.
    pub errors: Rc<Vec<FormError>>,
    /// Instances to choose from.
    pub instances: Rc<Vec<ComboOption>>,
    /// How far the list of instances is.
    pub instances_state: ListState,
    /// Groups to choose from.
    pub groups: Rc<Vec<ComboOption>>,
    /// How far the list of groups is.
    pub groups_state: ListState,
    /// The instance's name where it has one.
    pub instance_name: Option<AttrValue>,
    /// The instance is marked production.
    pub production: bool,
    /// The named group as read; `None` before that.
    pub group: Option<Rc<GroupSummary>>,
    /// The named group is being read.
    pub group_loading: bool,
    /// A listed group whose name is nearly the one that does not exist.
    pub similar: Option<AttrValue>,
    /// Rows of the list of topics.
    pub topics: Rc<Vec<TopicRow>>,
    /// How far the list of topics is.
    pub topics_state: ListState,
    /// Topics and partitions with a commit of the group.
    pub of_group: Option<(u64, u64)>,
    /// What is chosen, in words; nothing if nothing is.
    #[prop_or_default]
    pub chosen: Option<AttrValue>,
    /// What is known of the endpoint and of the only chosen topic.
    #[prop_or_default]
    pub known: Known,
    /// The endpoint can be told to create a group.
    #[prop_or(true)]
    pub creates_groups: bool,
    /// When the group's offsets were read, as text.
    pub read_at: Option<AttrValue>,
    /// The step's title, so that the focus can be put on it.
    #[prop_or_default]
    pub headline: NodeRef,
    /// Something was typed or ticked.
    pub on_action: Callback<FormAction>,
}

/// What is wrong with one field.
pub(crate) fn problem_of(errors: &[FormError], field: Field) -> Option<&Problem> {
    errors.iter().find(|error| error.field == field).map(|error| &error.problem)
}

/// The first step.
#[component]
pub fn TargetStep(props: &TargetStepProps) -> Html {
    let text = use_text();
    let sentence =
        |field| problem_of(&props.errors, field).map(|problem| AttrValue::from(text.problem(problem)));
    let (instance_error, group_error) = (sentence(Field::Instance), sentence(Field::Group));
    let note = |state: ListState, none: &'static str| {
        Some(AttrValue::from(match state {
            ListState::Loading => text.reading(),
            ListState::Read => none,
            ListState::Unread => text.list_not_there(),
        }))
    };
    html! {
        <div class="pane stack stack-wide" role="group" aria-labelledby="target-title">
            <h3 id="target-title" ref={props.headline.clone()} tabindex="-1">{ text.step_target() }</h3>
            <div class="field-pair">
                <div class="field">
                    <label for={field_id(Field::Instance)}>{ text.instance() }</label>
                    { view!(Combo {
                        id: field_id(Field::Instance),
                        value: props.form.instance.clone(),
                        options: props.instances.clone(),
                        note: note(props.instances_state, text.no_instances()),
                        mono: true,
                        invalid: instance_error.is_some(),
                        described_by: "instance-hint instance-error",
                        on_change: props.on_action.reform(FormAction::InstanceTyped),
                    }) }
                    { field_error("instance-error", instance_error) }
                    <span class="field-hint" id="instance-hint">
                        if props.production {
                            { Icon::Production.draw(IconSize::Small, None) }{ " " }{ text.production() }{ " " }
                        }
                        { props.instance_name.clone().unwrap_or_default() }
                    </span>
                </div>
                <div class="field">
                    <label for={field_id(Field::Group)}>{ text.consumer_group() }</label>
                    { view!(Combo {
                        id: field_id(Field::Group),
                        value: props.form.group.clone(),
                        options: props.groups.clone(),
                        note: note(props.groups_state, text.no_groups()),
                        mono: true,
                        invalid: group_error.is_some(),
                        described_by: "group-hint group-error",
                        on_change: props.on_action.reform(FormAction::GroupTyped),
                    }) }
                    { field_error("group-error", group_error) }
                    <span class="inline-list field-hint" id="group-hint" aria-live="polite">
                        if let Some(group) = &props.group {
                            { view!(GroupChip { state: group.state.clone(), members: group.members.len() }) }
                        } else if props.group_loading {
                            { text.reading() }
                        }
                    </span>
                </div>
            </div>
            if props.group.as_ref().is_some_and(|group| group.state == GroupState::Dead) {
                { unknown_group(props) }
            }
            { view!(TopicPicker {
                form: props.form.clone(),
                rows: props.topics.clone(),
                list: props.topics_state,
                of_group: props.of_group,
                chosen: props.chosen.clone(),
                problem: problem_of(&props.errors, Field::Topics).cloned(),
                read_at: props.read_at.clone(),
                on_action: props.on_action.clone(),
            }) }
            if props.form.only_topic().is_some() {
                { view!(PartitionsField {
                    value: props.form.partitions.clone(),
                    known: props.known,
                    error: sentence(Field::Partitions),
                    on_typed: props.on_action.reform(FormAction::PartitionsTyped),
                }) }
            }
        </div>
    }
}

/// Props of [`PartitionsField`].
#[derive(Debug, Clone, PartialEq, Properties)]
struct PartitionsFieldProps {
    value: AttrValue,
    known: Known,
    error: Option<AttrValue>,
    on_typed: Callback<String>,
}

/// Which partitions of the only chosen topic.
#[component]
fn PartitionsField(props: &PartitionsFieldProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let id = field_id(Field::Partitions);
    // What was typed before stays where it can be taken away again
    let closed = props.known.whole_topics_only && props.value.trim().is_empty();
    let hint = if props.known.whole_topics_only {
        text.whole_topics_only().to_owned()
    } else {
        text.partitions_hint(&format, props.known.partitions)
    };
    html! {
        <div class="field">
            <label for={id}>{ text.partitions() }</label>
            <input
                {id}
                class="input input-mono"
                type="text"
                autocomplete="off"
                spellcheck="false"
                readonly={closed}
                aria-disabled={closed.then_some("true")}
                aria-invalid={props.error.as_ref().map(|_| "true")}
                aria-describedby="partitions-error partitions-hint"
                value={props.value.clone()}
                oninput={when(&props.on_typed, typed)}
            />
            { field_error("partitions-error", props.error.clone()) }
            <span class="field-hint" id="partitions-hint">{ hint }</span>
        </div>
    }
}

/// The notice about a group that does not exist, with the tick that allows creating it.
fn unknown_group(props: &TargetStepProps) -> Html {
    view!(UnknownGroup {
        group: props.form.group.clone(),
        similar: props.similar.clone(),
        create: props.creates_groups.then_some(props.form.create_group),
        on_action: props.on_action.clone(),
    })
}

/// Props of [`UnknownGroup`].
#[derive(Debug, Clone, PartialEq, Properties)]
struct UnknownGroupProps {
    group: AttrValue,
    similar: Option<AttrValue>,
    /// Whether creating it is ticked; `None` where it cannot be.
    create: Option<bool>,
    on_action: Callback<FormAction>,
}

#[component]
fn UnknownGroup(props: &UnknownGroupProps) -> Html {
    let text = use_text();
    let on_create = when(&props.on_action, |event| ticked(event).map(FormAction::CreateGroupTicked));
    view!(Notice {
        tone: NoticeTone::Attention,
        icon: Icon::GroupDead,
        id: "no-group",
        title: text.no_such_group(&props.group),
        children: html! {
            <>
                <p>{ text.no_such_group_meaning(props.create.is_some()) }</p>
                if let Some(similar) = &props.similar {
                    <p>
                        { text.did_you_mean() }{ " " }
                        <button
                            type="button"
                            class="button button-small mono"
                            onclick={
                                let name = similar.to_string();
                                props.on_action.reform(move |_| FormAction::GroupTyped(name.clone()))
                            }
                        >
                            { similar }
                        </button>
                    </p>
                }
                if let Some(checked) = props.create {
                    <label class="check">
                        <input type="checkbox" {checked} onchange={on_create} />
                        <span>{ text.create_group() }</span>
                    </label>
                }
            </>
        },
    })
}

/// Props of [`GroupChip`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct GroupChipProps {
    /// The group's state.
    pub state: GroupState,
    /// How many members it has.
    pub members: usize,
}

/// The group's state as a chip, and what it means for a reset.
#[component]
pub fn GroupChip(props: &GroupChipProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let (icon, tone) = match props.state {
        GroupState::Empty => (Icon::GroupEmpty, None),
        GroupState::Dead => (Icon::GroupDead, Some("chip-warn")),
        GroupState::Stable => (Icon::GroupLive, Some("chip-info")),
        GroupState::PreparingRebalance
        | GroupState::CompletingRebalance
        | GroupState::Assigning
        | GroupState::Reconciling => (Icon::GroupRebalancing, Some("chip-info")),
        GroupState::Unknown(_) => (Icon::Unknown, Some("chip-unknown")),
    };
    html! {
        <>
            <span class={classes!("chip", tone)}>{ icon.draw(IconSize::Normal, None) }{ props.state.name() }</span>
            <span>{ text.group_state_hint(&props.state, &format, props.members) }</span>
        </>
    }
}
