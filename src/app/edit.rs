//! The first two steps: from what was read and typed to the props of their views.

use super::ZonesHandle;
use crate::api::{InstanceEntry, Session, foreign_origin};
use crate::components::combo::ComboOption;
use crate::components::error_summary::{ErrorSummary, SUMMARY_ID, field_id};
use crate::components::fault::FaultNotice;
use crate::components::footer::Footer;
use crate::components::meaning::Effect;
use crate::components::strategy::{StrategyStep, zone_options};
use crate::components::target::TargetStep;
use crate::components::topic_picker::chosen_text;
use crate::components::view::view;
use crate::format::{Formatter, use_formatter};
use crate::hooks::{
    ConnectionHandle, FlowHandle, Focus, GroupOnRead, ListsHandle, use_file, use_group, use_now, use_preview,
};
use crate::state::choose::{Field, FormError, Known, choose, read_group, read_scope, read_strategy};
use crate::state::effect::effects;
use crate::state::form::{Form, FormAction, StrategyKind};
use crate::state::given::{self, Given, GivenProblem, extent as extent_of};
use crate::state::topics::{topic_rows, topics_of_group};
use crate::state::{ListState, Remote};
use crate::text::faults::Reading;
use crate::text::{Text, use_text};
use kafka_offsets::{
    EndpointFault, FaultKind, GroupId, GroupState, IdError, OffsetSnapshot, ResetPlan, ResetRequest,
    ResetScope, ResetStrategy, Resolution, TopicSelection,
};
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;

/// How often times that move with the clock are brought up to date.
const TICK_MILLIS: u32 = 1000;

/// What belongs to the form but is not typed.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct EditState {
    /// "Review reset" was pressed and something was wrong: from then on everything wrong is shown.
    pub(super) show_errors: bool,
}

/// Props of [`Edit`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct EditProps {
    pub(super) form: Rc<Form>,
    pub(super) production: bool,
    pub(super) listed: Option<InstanceEntry>,
    pub(super) connection: ConnectionHandle,
    pub(super) lists: ListsHandle,
    pub(super) round: u32,
    pub(super) zones: ZonesHandle,
    pub(super) state: UseStateHandle<EditState>,
    pub(super) flow: FlowHandle,
    pub(super) headline: NodeRef,
    pub(super) focus: Focus,
    pub(super) on_action: Callback<FormAction>,
    pub(super) on_again: Callback<()>,
    pub(super) on_connection: Callback<()>,
}

/// The first read that failed, and what it was.
fn first_fault(props: &EditProps, group: &Remote<GroupOnRead>) -> Option<(Reading, EndpointFault)> {
    let faults = [
        (Reading::Instances, props.connection.facts.fault()),
        (Reading::Instances, props.lists.instances.fault()),
        (Reading::Groups, props.lists.groups.fault()),
        (Reading::Topics, props.lists.topics.fault()),
        (Reading::Group, group.fault()),
    ];
    faults.into_iter().find_map(|(what, fault)| Some((what, fault?.clone())))
}

/// What is wrong in the form: everything after "Review reset", before that only what was typed for the strategy.
fn shown_errors(form: &Form, wrong: Vec<FormError>, all: bool) -> Vec<FormError> {
    let typed = |field: Field| match field {
        Field::Time | Field::Zone => !form.time.trim().is_empty(),
        Field::Ago => !form.ago.trim().is_empty(),
        Field::Shift => !matches!(form.shift.trim(), "" | "-" | "−" | "+"),
        Field::Offset => !form.offset.trim().is_empty(),
        Field::Plan => !form.plan.trim().is_empty() || form.unread_file.is_some(),
        Field::OtherGroup => !form.other_group.trim().is_empty(),
        Field::Partitions => true,
        Field::Topics => form.topics.iter().any(|name| name.parse::<kafka_offsets::TopicName>().is_err()),
        Field::Instance | Field::Group | Field::Strategy => false,
    };
    wrong.into_iter().filter(|error| all || typed(error.field)).collect()
}

/// The topics that the effect is shown for: named, so that one read brings them all.
fn preview_topics(scope: &ResetScope, of_group: Option<&OffsetSnapshot>) -> Option<TopicSelection> {
    match scope {
        ResetScope::Topics(topics) => Some(topics.clone()),
        ResetScope::AllTopicsOfGroup => {
            let committed = of_group?.partitions.iter().filter(|(_, offsets)| offsets.committed.is_some());
            TopicSelection::new(committed.map(|(at, _)| at.topic.clone()))
        }
        ResetScope::Partitions(partitions) => {
            TopicSelection::new(partitions.iter().map(|at| at.topic.clone()))
        }
    }
}

/// The effect of a strategy on offsets as read; nothing for a group that can't be reset.
fn effect_of(scope: &ResetScope, strategy: &ResetStrategy, snapshot: &OffsetSnapshot) -> Option<Effect> {
    let scope = match scope {
        // Named, so that a topic that could not be read is told
        ResetScope::Topics(_) | ResetScope::AllTopicsOfGroup => {
            let topics = snapshot.partitions.keys().map(|at| &at.topic);
            ResetScope::Topics(TopicSelection::new(topics.chain(snapshot.failed_topics.keys()).cloned())?)
        }
        ResetScope::Partitions(_) => scope.clone(),
    };
    let resolution = match scope {
        ResetScope::Partitions(_) => Resolution::Here,
        ResetScope::Topics(_) | ResetScope::AllTopicsOfGroup => Resolution::AtEndpoint,
    };
    let request = ResetRequest {
        group: snapshot.group.group.clone(),
        scope,
        strategy: strategy.clone(),
        create_group: true,
    };
    let plan = ResetPlan::compute(request, snapshot, resolution).ok()?;
    Some(Effect { topics: Rc::new(effects(&plan)), read_at: snapshot.taken_at })
}

/// Part of a snapshot: only these topics; `None` if one of them was not read.
fn only(snapshot: &OffsetSnapshot, topics: &TopicSelection) -> Option<OffsetSnapshot> {
    let mut partitions = BTreeMap::new();
    for (at, offsets) in snapshot.partitions.iter().filter(|(at, _)| topics.contains(&at.topic)) {
        partitions.insert(at.clone(), offsets.clone());
    }
    let mut read: Vec<_> = partitions.keys().map(|at| &at.topic).collect();
    read.dedup();
    if read.len() < topics.len() {
        return None;
    }
    Some(OffsetSnapshot {
        taken_at: snapshot.taken_at,
        group: snapshot.group.clone(),
        partitions,
        failed_topics: BTreeMap::new(),
        looked_up: snapshot.looked_up,
    })
}

/// A listed name that differs from a typed one by one letter, or by letter case.
fn similar(typed: &str, names: &[String]) -> Option<AttrValue> {
    let typed = typed.trim();
    names
        .iter()
        .find(|name| name.eq_ignore_ascii_case(typed))
        .or_else(|| names.iter().find(|name| one_letter_apart(name, typed)))
        .map(|name| AttrValue::from(name.clone()))
}

/// Whether one letter was left out, added or mistyped.
fn one_letter_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    if long.len() < 4 || long.len() - short.len() > 1 {
        return false;
    }
    let same = long.iter().zip(&short).take_while(|(x, y)| x == y).count();
    let skip = usize::from(long.len() == short.len());
    long.get(same + 1..) == short.get(same + skip..)
}

/// Where the choice goes, for the foot.
fn goes(text: Text, format: &Formatter, form: &Form, strategy: Option<&ResetStrategy>) -> String {
    let Some(kind) = form.strategy else { return String::new() };
    let value = match strategy {
        Some(ResetStrategy::Timestamp(at)) => Some(format.utc(*at)),
        Some(ResetStrategy::ShiftBy(by)) => Some(format.signed(*by)),
        Some(ResetStrategy::Offset(offset)) => Some(format.integer(offset.get())),
        _ => None,
    };
    text.to_strategy(kind, value.as_deref())
}

/// The offsets of the two strategies that give each partition its own, and what they are for in a sentence.
#[hook]
fn use_given(
    props: &EditProps,
    session: Option<Session>,
) -> (Rc<Result<Given, GivenProblem>>, Option<AttrValue>) {
    let text = use_text();
    let format = use_formatter();
    let form = &props.form;
    let group = read_group(form).ok();
    let copies = form.strategy == Some(StrategyKind::OtherGroup);
    let other: Result<GroupId, _> = form.other_group.parse();
    let wanted = other.clone().ok().filter(|other| copies && Some(other) != group.as_ref());
    let read = use_group(session, form.instance.trim().to_owned(), wanted, props.round);
    // Read once and not with every tick of the clock: a plan may have a great many lines
    let from_file = use_memo(
        (form.strategy, form.plan.clone(), form.unread_file.clone(), group.clone()),
        |(strategy, plan, unread, group)| match (strategy, unread) {
            (Some(StrategyKind::PlanFile), Some(name)) => Err(GivenProblem::File(name.clone())),
            (Some(StrategyKind::PlanFile), None) => given::from_text(plan, group.as_ref()),
            _ => Err(GivenProblem::NoPlan),
        },
    );
    let from_group = use_memo((read, form.topics.clone()), |(read, topics)| match read {
        Remote::Ready(GroupOnRead { offsets: Some(offsets), .. }) => given::from_group(offsets, topics),
        Remote::Ready(GroupOnRead { offsets: None, summary }) => {
            Err(GivenProblem::NothingCommitted(summary.group.as_str().to_owned()))
        }
        Remote::Failed(_) => Err(GivenProblem::Unreadable),
        Remote::Idle | Remote::Loading => Err(GivenProblem::Reading),
    });
    let given = match other {
        _ if !copies => from_file,
        Err(IdError::EmptyGroup) => Rc::new(Err(GivenProblem::NoOtherGroup)),
        Err(error) => Rc::new(Err(GivenProblem::OtherGroupIllegal(error))),
        Ok(other) if Some(&other) == group.as_ref() => Rc::new(Err(GivenProblem::SameGroup)),
        Ok(_) => from_group,
    };
    let extent = given.as_ref().as_ref().ok().map(|given| {
        let (topics, partitions) = extent_of(&given.offsets);
        let aside = text.given_aside(&format, &given.aside);
        AttrValue::from([&text.given_extent(&format, topics, partitions), text.gap(), &aside].concat())
    });
    (given, extent)
}

/// The first two steps.
#[component]
pub(super) fn Edit(props: &EditProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let form = &props.form;
    let zones = &*props.zones.0;
    let browser_now = use_now(TICK_MILLIS);
    let session = props.connection.session.clone().filter(|_| props.connection.facts.ready().is_some());
    let now = session.as_ref().map_or(browser_now, |session| session.now());

    let instance = form.instance.trim().to_owned();
    let group = use_group(session.clone(), instance.clone(), read_group(form).ok(), props.round);
    let summary = group.ready().map(|group| group.summary.clone());
    let of_group = group.ready().and_then(|group| group.offsets.clone());

    let listing = props.lists.topics.ready().cloned();
    let rows = use_memo(
        (listing, of_group.clone(), form.topics.clone(), form.topic_sort),
        |(listing, of_group, chosen, sort)| {
            topic_rows(listing.as_deref(), of_group.as_deref(), chosen, *sort)
        },
    );
    let only_topic = form.only_topic().and_then(|topic| rows.iter().find(|row| row.name == topic));
    let abilities = session.as_ref().map(|session| session.abilities(&instance));
    let known = Known {
        whole_topics_only: abilities.is_some_and(|can| !can.partition_offsets),
        partitions: only_topic.and_then(|row| row.partitions),
    };
    let (given, extent) = use_given(props, session.clone());
    let per_partition = form.strategy.is_some_and(StrategyKind::is_per_partition);
    let (scope, strategy) = match (&*given, per_partition, read_group(form)) {
        (Ok(given), true, Ok(group)) if !known.whole_topics_only => {
            let request = given::request(group, given, form.create_group);
            (Some(request.scope), Some(request.strategy))
        }
        (_, true, _) => (None, None),
        (_, false, _) => (read_scope(form, known).ok(), read_strategy(form, now, zones).ok()),
    };
    let at = match &strategy {
        Some(ResetStrategy::Timestamp(at)) => Some(*at),
        _ => None,
    };
    let topics = scope
        .as_ref()
        .and_then(|scope| preview_topics(scope, of_group.as_deref()))
        .filter(|_| strategy.is_some());
    // What the group's own read has brought already is not read again, unless a time must be looked up
    let at_hand = use_memo((topics.clone(), of_group.clone(), at.is_some()), |(topics, snapshot, timed)| {
        match (topics, snapshot, timed) {
            (Some(topics), Some(snapshot), false) => only(snapshot, topics).map(Rc::new),
            _ => None,
        }
    });
    let at_hand = (*at_hand).clone();
    let time_key = match form.strategy {
        Some(StrategyKind::PointInTime) => format!("at {} {}", form.time.trim(), form.zone.trim()),
        Some(StrategyKind::TimeAgo) => format!("ago {}", form.ago.trim()),
        _ => String::new(),
    };
    let resettable =
        summary.clone().filter(|group| matches!(group.state, GroupState::Empty | GroupState::Dead));
    let preview = use_preview(
        session.clone(),
        instance.clone(),
        resettable.clone(),
        topics.filter(|_| at_hand.is_none()),
        time_key,
        at,
    );
    let basis = match (at_hand, &preview) {
        (Some(at_hand), _) => Some(at_hand),
        (None, Remote::Ready(read)) => Some(read.clone()),
        (None, _) => None,
    };
    // A time that moves with the clock was looked up a moment ago; the numbers are those of that moment
    let looked_up = match (strategy.clone(), basis.as_ref().and_then(|basis| basis.looked_up)) {
        (Some(ResetStrategy::Timestamp(_)), Some(at)) => Some(ResetStrategy::Timestamp(at)),
        (strategy, _) => strategy,
    };
    let effect = use_memo((scope.clone(), looked_up, basis), |(scope, strategy, basis)| {
        effect_of(scope.as_ref()?, strategy.as_ref()?, basis.as_deref()?).map(Remote::Ready)
    });
    let effect = match (&*effect, preview) {
        (Some(ready), _) => ready.clone(),
        (None, Remote::Loading) => Remote::Loading,
        (None, Remote::Failed(fault)) => Remote::Failed(fault),
        (None, Remote::Idle | Remote::Ready(_)) => Remote::Idle,
    };

    let choice = choose(form, known, &given, now, zones);
    let wrong = choice.as_ref().err().cloned().unwrap_or_default();
    let errors = Rc::new(shown_errors(form, wrong.clone(), props.state.show_errors));
    let on_review = {
        let (props, session, zones) = (props.clone(), session.clone(), props.zones.clone());
        let given = given.clone();
        let production = props.production;
        Callback::from(move |()| {
            let Some(session) = session.clone() else { return };
            // "Time ago" is counted from this press
            match choose(&props.form, known, &given, session.now(), &*zones.0) {
                Ok(choice) => {
                    props.state.set(EditState { show_errors: false });
                    props.flow.review(session, choice.instance, choice.request, production, choice.source);
                }
                Err(_) => {
                    props.state.set(EditState { show_errors: true });
                    props.focus.on(SUMMARY_ID);
                }
            }
        })
    };
    let on_file = use_file(props.on_action.reform(|(name, text)| FormAction::FileChosen(name, text)));
    let on_go = {
        let focus = props.focus.clone();
        Callback::from(move |field: Field| focus.on(field_id(field)))
    };

    let group_topics = use_memo(of_group.clone(), |read| read.as_deref().map(topics_of_group));
    let group_topics = *group_topics;
    // Before the endpoint has said what it can do, nothing else has been asked
    let starting = props.connection.facts.is_loading();
    let list_state = |state: ListState| if starting { ListState::Loading } else { state };
    let no_groups = Vec::new();
    let group_names = props.lists.groups.ready().map_or(&no_groups, |names| &**names);
    let options = |names: &[String]| -> Rc<Vec<ComboOption>> {
        Rc::new(names.iter().map(|name| ComboOption { value: name.clone(), detail: String::new() }).collect())
    };
    let instances = props.lists.instances.ready().map(|list| {
        Rc::new(
            list.iter()
                .map(|entry| ComboOption { value: entry.id.clone(), detail: entry.name.clone() })
                .collect::<Vec<_>>(),
        )
    });
    let zone_list = use_memo((), |()| zone_options(&props.zones.0.names()));
    let live =
        summary.as_ref().is_some_and(|group| !matches!(group.state, GroupState::Empty | GroupState::Dead));
    let not_yet = match (&session, props.connection.facts.fault()) {
        (Some(_), _) => None,
        (None, Some(fault)) => Some(text.fault_title(fault.kind)),
        (None, None) if props.connection.session.is_none() => Some(text.keys_missing()),
        (None, None) => Some(text.reading()),
    };
    let in_the_way = wrong.first().map(|error| text.problem_in_short(&error.problem));
    let chosen = match &scope {
        Some(ResetScope::Partitions(_)) if per_partition => given.as_ref().as_ref().ok().map(|given| {
            let (topics, partitions) = extent_of(&given.offsets);
            text.topics_and_partitions(&format, topics, Some(partitions as u64))
        }),
        Some(ResetScope::Partitions(chosen)) => {
            Some(text.some_partitions(&format, chosen.len(), known.partitions))
        }
        _ => chosen_text(text, &format, form, &rows, group_topics),
    }
    .map(AttrValue::from);
    let fault = first_fault(props, &group);
    // Who is not let in has not learned what the endpoint can do
    let lacks = abilities.filter(|_| fault.is_none()).and_then(|can| text.endpoint_lacks(can));
    html! {
        <>
            if let Some((what, fault)) = fault {
                { view!(FaultNotice {
                    what,
                    // Any answer at all, even a refusal, would have shown that this page may read there
                    foreign: foreign_origin(&props.connection.settings)
                        .filter(|_| fault.kind == FaultKind::Unreachable)
                        .map(AttrValue::from),
                    fault,
                    on_again: props.on_again.clone(),
                    on_connection: props.on_connection.clone(),
                }) }
            }
            if props.state.show_errors && !errors.is_empty() {
                { view!(ErrorSummary { errors: errors.clone(), on_go }) }
            }
            <div class="panes">
                { view!(TargetStep {
                    form: form.clone(),
                    errors: errors.clone(),
                    instances: instances.unwrap_or_default(),
                    instances_state: list_state(props.lists.instances.list_state()),
                    groups: options(group_names),
                    groups_state: list_state(props.lists.groups.list_state()),
                    instance_name: props.listed.as_ref().map(|entry| AttrValue::from(entry.name.clone())),
                    production: props.production,
                    group: summary,
                    group_loading: group.is_loading(),
                    similar: similar(&form.group, group_names),
                    topics: rows,
                    topics_state: list_state(props.lists.topics.list_state()),
                    of_group: group_topics,
                    chosen: chosen.clone(),
                    known,
                    creates_groups: abilities.is_some_and(|can| can.create_group),
                    read_at: of_group.as_ref().map(|read| AttrValue::from(format.utc_time(read.taken_at))),
                    headline: props.headline.clone(),
                    on_action: props.on_action.clone(),
                }) }
                { view!(StrategyStep {
                    form: form.clone(),
                    errors,
                    at,
                    now,
                    zones: zone_list,
                    effect,
                    whole_topics_only: known.whole_topics_only,
                    lacks: lacks.map(AttrValue::from),
                    groups: options(group_names),
                    extent,
                    on_action: props.on_action.clone(),
                    on_file,
                }) }
            </div>
            { view!(Footer {
                chosen,
                goes: goes(text, &format, form, strategy.as_ref()),
                not_yet: not_yet.map(AttrValue::from),
                in_the_way: in_the_way.map(AttrValue::from),
                hint: live.then(|| AttrValue::from(text.review_shows_block())),
                on_review,
            }) }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::choose::Problem;

    #[test]
    fn a_name_with_one_letter_too_few_or_too_many_or_mistyped_is_similar() {
        let names = ["billing-reconciler".to_owned(), "audit".to_owned()];
        for typed in ["biling-reconciler", "billling-reconciler", "billing-reconciles", "Billing-Reconciler"]
        {
            assert_eq!(similar(typed, &names).as_deref(), Some("billing-reconciler"), "{typed}");
        }
        assert_eq!(similar("billing", &names), None);
        assert_eq!(similar("", &names), None);
    }

    #[test]
    fn before_review_is_pressed_only_what_was_typed_is_called_wrong() {
        let wrong = vec![
            FormError { field: Field::Group, problem: Problem::GroupEmpty },
            FormError { field: Field::Offset, problem: Problem::OffsetNegative(-1) },
        ];
        let mut form = Form::new(String::new(), String::new(), &[], "UTC".to_owned());
        assert!(shown_errors(&form, wrong.clone(), false).is_empty());
        form.offset = "-1".to_owned();
        assert_eq!(shown_errors(&form, wrong.clone(), false).len(), 1);
        assert_eq!(shown_errors(&form, wrong, true).len(), 2);
    }
}
