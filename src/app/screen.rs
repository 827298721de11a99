//! Head, steps, notices, and the screen of the present step.

use super::ZonesHandle;
use super::edit::{Edit, EditState};
use super::past::Past;
use crate::api::endpoint_url;
use crate::components::confirm_panel::NoteDemands;
use crate::components::connection::ConnectionPanel;
use crate::components::credentials::CredentialsNotice;
use crate::components::header::Header;
use crate::components::notice::{Notice, NoticeTone};
use crate::components::result::ResultView;
use crate::components::result_progress::{ReadBackView, SubmittingView};
use crate::components::review::{ReviewView, SharedPlan};
use crate::components::review_blocked::BlockedView;
use crate::components::review_drifted::DriftedView;
use crate::components::review_planning::PlanningView;
use crate::components::stepper::{Step, Stepper};
use crate::components::view::view;
use crate::config::{ConnectionSettings, ConsoleConfig, SigningMode, Theme};
use crate::format::use_formatter;
use crate::hooks::{
    HostHandle, ListsHandle, page_address, use_connection, use_copy, use_countdown, use_export, use_flow,
    use_focus, use_focus_on_step, use_history, use_link, use_lists, use_resume,
};
use crate::state::Remote;
use crate::state::choose::{Source, narrowed};
use crate::state::form::{Form, FormAction};
use crate::state::history::Kept;
use crate::state::link::{Link, write_link};
use crate::state::partitions::partitions_text;
use crate::text::{Locale, Text, use_text};
use kafka_offsets::{ResetPlan, ResetRequest, ResetStrategy, TopicPartition};
use reset_flow::{AskingHost, Blocked, Checking, Event, FlowSettings, State, Submission, WaitStep, Waiting};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;
use yew::prelude::*;

/// Props of [`Screen`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ScreenProps {
    pub(super) config: ConsoleConfig,
    pub(super) host: HostHandle,
    pub(super) zones: ZonesHandle,
    pub(super) theme: Theme,
    pub(super) on_locale: Callback<Locale>,
    pub(super) on_theme: Callback<Theme>,
}

/// The form with its reducer.
#[derive(Clone, PartialEq)]
struct Draft(Rc<Form>);

impl Reducible for Draft {
    type Action = FormAction;

    fn reduce(self: Rc<Self>, action: FormAction) -> Rc<Self> {
        Rc::new(Self(Rc::new(self.0.after(action))))
    }
}

/// Which of the steps a state belongs to.
fn step_of(state: &State) -> Step {
    match state {
        State::Editing => Step::Edit,
        State::Planning(_)
        | State::Reviewing(_)
        | State::Blocked(_)
        | State::AskingHost(_)
        | State::Checking(_)
        | State::Drifted(_) => Step::Review,
        State::Submitting(_) | State::Verifying(_) | State::OutcomeUnknown(_) | State::Finished(_) => {
            Step::Result
        }
    }
}

/// A number that changes when the focus belongs on a new headline.
fn headline_of(state: &State) -> u8 {
    match state {
        State::Editing => 0,
        State::Planning(_) => 1,
        State::Reviewing(_) | State::AskingHost(_) | State::Checking(_) => 2,
        State::Blocked(_) => 3,
        State::Submitting(_) => 4,
        State::Verifying(_) | State::OutcomeUnknown(_) => 5,
        State::Finished(_) => 6,
        State::Drifted(_) => 7,
    }
}

/// Everything inside the providers.
#[component]
pub(super) fn Screen(props: &ScreenProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let config = &props.config;

    let draft = use_reducer(|| {
        Draft(Rc::new(Form::new(
            config.instance.clone().unwrap_or_default(),
            config.group.clone().unwrap_or_default(),
            &config.topics,
            format.zone().to_owned(),
        )))
    });
    let form = draft.0.clone();
    let dispatch = {
        let dispatcher = draft.dispatcher();
        Callback::from(move |action: FormAction| dispatcher.dispatch(action))
    };
    use_host_choice(config, &dispatch);

    let round = use_state(|| 0_u32);
    let connection = use_connection(config.connection.clone(), *round);
    // Nothing is asked before the endpoint has said what it can do
    let ready = connection.facts.ready().is_some();
    let session = connection.session.clone().filter(|_| ready);
    let lists = use_lists(session.clone(), form.instance.trim().to_owned(), *round);
    use_only_instance(&form, lists.instances.ready().map(|list| list.as_slice()), &dispatch);
    let read_again = {
        let round = round.clone();
        Callback::from(move |()| round.set(*round + 1))
    };

    let demands = NoteDemands::of(config);
    let settings = FlowSettings { read_only: config.read_only, ..demands.settings() };
    let flow = use_flow(props.host.clone(), settings, config.history);
    let panel_open = use_state(|| false);
    let root = use_node_ref();
    let focus = use_focus(root.clone());
    let headline = use_node_ref();
    let history = use_history(config.history);
    let history_open = use_state(|| false);
    let past = history_open.then(|| history.opened.as_ref().map(|(entry, _)| entry.id.clone()));
    use_focus_on_step((headline_of(&flow.state), past), headline.clone());
    let endpoint = use_memo(connection.settings.clone(), endpoint_url);
    let endpoint = (*endpoint).clone();
    // A reset whose outcome nobody has seen comes first, once everything that decides its risk is known
    let unseen = {
        let known = !matches!(lists.instances, Remote::Idle | Remote::Loading);
        let session = session.clone().filter(|_| known);
        let (config, lists) = (config.clone(), lists.clone());
        use_resume(&history.list, endpoint.as_deref(), session, flow.clone(), move |instance| {
            is_production(&config, &lists, instance)
        })
    };
    let open_panel = {
        let (panel_open, focus) = (panel_open.clone(), focus.clone());
        Callback::from(move |()| {
            panel_open.set(true);
            focus.on("connection-title");
        })
    };
    let close_panel = {
        let (panel_open, focus) = (panel_open.clone(), focus.clone());
        Callback::from(move |()| {
            panel_open.set(false);
            focus.on("connection-button");
        })
    };
    let edit_state = use_state(EditState::default);
    let (copied, on_copy) = use_copy();
    let on_export = use_export();

    let listed = lists
        .instances
        .ready()
        .and_then(|list| list.iter().find(|entry| entry.id == form.instance.trim()))
        .cloned();
    let production = is_production(config, &lists, form.instance.trim());
    let bound = flow.bound();
    let bound_instance =
        AttrValue::from(bound.as_ref().map(|(_, instance)| instance.clone()).unwrap_or_default());
    // As text only once for each plan: it may have a great many lines
    let reviewed = match &*flow.state {
        State::Reviewing(review)
        | State::AskingHost(AskingHost { review, .. })
        | State::Checking(Checking { review, .. }) => Some(SharedPlan(review.plan.clone())),
        _ => None,
    };
    let texts = use_memo((reviewed, bound.clone()), |(plan, bound)| {
        let ((session, instance), SharedPlan(plan)) = (bound.as_ref()?, plan.as_ref()?);
        let submission = Submission::of(plan).ok()?;
        let request = session.redacted_reset(instance, &submission)?;
        Some((AttrValue::from(request), session.curl_reset(instance, &submission).map(AttrValue::from)))
    });
    let (request, curl) = (*texts).clone().map_or((None, None), |(request, curl)| (Some(request), curl));
    let on_back = flow.sends(|()| Event::BackPressed);
    let on_plan_again = flow.sends(|()| Event::PlanAgainPressed);

    // A link leads straight to the review, once everything that decides the risk is known; after a reset whose outcome
    // nobody has seen
    let link = use_link(
        config.link.as_ref(),
        session.is_some()
            && !matches!(lists.instances, Remote::Idle | Remote::Loading)
            && !(config.history && matches!(history.list, Kept::Reading))
            && unseen.is_none(),
        {
            let (flow, session, dispatch) = (flow.clone(), session.clone(), dispatch.clone());
            let (config, lists, format) = (config.clone(), lists.clone(), format.clone());
            Callback::from(move |link: Rc<Link>| {
                let Some(session) = session.clone() else { return };
                let (instance, request) = (link.instance.clone(), link.request.clone());
                let time = match &request.strategy {
                    ResetStrategy::Timestamp(at) => format.utc(*at),
                    _ => String::new(),
                };
                dispatch.emit(FormAction::Opened(instance.clone(), request.clone(), time));
                let production = is_production(&config, &lists, &instance);
                flow.review(session, instance, request, production, Source::Form);
            })
        },
    );
    let (link_copied, on_copy_text) = use_copy();
    let link_too_long = use_state(|| false);
    let on_copy_link = |plan: &Arc<ResetPlan>| -> Option<Callback<()>> {
        config.link.as_ref()?;
        let (plan, instance, copy) = (plan.clone(), bound_instance.clone(), on_copy_text.clone());
        let too_long = link_too_long.clone();
        Some(Callback::from(move |()| match write_link(&instance, &plan).zip(page_address()) {
            Some((link, page)) => copy.emit(AttrValue::from(format!("{page}#{link}"))),
            None => too_long.set(true),
        }))
    };

    let next_look = use_countdown(match &*flow.state {
        State::Blocked(Blocked {
            waiting: Some(Waiting { step: WaitStep::Pausing { id, millis }, .. }),
            ..
        }) => Some((*id, *millis)),
        _ => None,
    });
    let link_said = AttrValue::from(match (*link_too_long, link_copied) {
        (true, _) => text.link_too_long(),
        (false, true) => text.link_copied(),
        (false, false) => "",
    });
    let opened = |request: &ResetRequest| match &link {
        Some(Ok(link)) if link.request == *request && link.instance == *bound_instance => Some(link.clone()),
        _ => None,
    };

    let bound_endpoint = bound.as_ref().map(|(session, _)| AttrValue::from(session.url().to_owned()));
    let screen = match &*flow.state {
        _ if *history_open => view!(Past {
            history: history.clone(),
            config: config.clone(),
            lists: lists.clone(),
            flow: flow.clone(),
            endpoint,
            session,
            headline: headline.clone(),
            on_close: {
                let history_open = history_open.clone();
                Callback::from(move |()| history_open.set(false))
            },
            on_export,
        }),
        State::Editing => view!(Edit {
            form: form.clone(),
            production,
            listed: listed.clone(),
            connection: connection.clone(),
            lists: lists.clone(),
            round: *round,
            zones: props.zones.clone(),
            state: edit_state.clone(),
            flow: flow.clone(),
            headline: headline.clone(),
            focus,
            on_action: dispatch.clone(),
            on_again: read_again.clone(),
            on_connection: open_panel.clone(),
        }),
        State::Planning(planning) => view!(PlanningView {
            planning: planning.clone(),
            headline: headline.clone(),
            on_back: on_back.clone(),
        }),
        State::Blocked(blocked) => view!(BlockedView {
            blocked: blocked.clone(),
            headline: headline.clone(),
            next_look,
            on_check_again: flow.sends(|()| Event::CheckAgainPressed),
            on_wait: flow.sends(|()| Event::WaitUntilEmptyPressed),
            on_stop_waiting: flow.sends(|()| Event::StopWaitingPressed),
            on_create: {
                let (flow, asked, dispatch) = (flow.clone(), blocked.asked.clone(), dispatch.clone());
                asked.abilities.create_group.then(|| {
                    Callback::from(move |()| {
                        dispatch.emit(FormAction::CreateGroupTicked(true));
                        flow.review_changed(
                            &asked,
                            ResetRequest { create_group: true, ..asked.request.clone() },
                        );
                    })
                })
            },
            on_back: on_back.clone(),
        }),
        State::Reviewing(review) => view!(ReviewView {
            review: review.clone(),
            demands,
            read_only: config.read_only,
            request,
            curl,
            copied,
            instance: bound_instance.clone(),
            id: flow.plan_id(&review.plan),
            endpoint: bound_endpoint,
            headline: headline.clone(),
            on_confirm: flow.confirms(),
            on_back: on_back.clone(),
            on_plan_again,
            on_copy,
            on_export,
            link: opened(&review.asked.request),
            on_copy_link: on_copy_link(&review.plan),
            link_said,
            on_narrow: review.asked.abilities.partition_offsets.then(|| {
                let (flow, asked, dispatch) = (flow.clone(), review.asked.clone(), dispatch.clone());
                Callback::from(move |partitions: BTreeSet<TopicPartition>| {
                    if let Some(at) = partitions.first() {
                        let text = partitions_text(partitions.iter().map(|at| at.partition));
                        dispatch.emit(FormAction::Narrowed(at.topic.to_string(), text));
                    }
                    flow.review_changed(&asked, narrowed(&asked.request, partitions));
                })
            }),
        }),
        State::AskingHost(AskingHost { review, .. }) | State::Checking(Checking { review, .. }) => {
            view!(ReviewView {
                review: review.clone(),
                asking_host: matches!(*flow.state, State::AskingHost(_)),
                checking: match &*flow.state {
                    State::Checking(checking) => Some(checking.step.clone()),
                    _ => None,
                },
                demands,
                read_only: config.read_only,
                request,
                curl,
                copied,
                instance: bound_instance.clone(),
                id: flow.plan_id(&review.plan),
                endpoint: bound_endpoint,
                headline: headline.clone(),
                on_confirm: Callback::noop(),
                on_back: on_back.clone(),
                on_plan_again: Callback::noop(),
                on_copy,
                on_export,
            })
        }
        State::Drifted(drifted) => view!(DriftedView {
            drifted: drifted.clone(),
            headline: headline.clone(),
            on_plan_again,
            on_back: on_back.clone(),
        }),
        State::Submitting(submitting) => view!(SubmittingView {
            submitting: submitting.clone(),
            times: flow.times,
            not_kept: flow.not_kept.clone(),
            headline: headline.clone(),
        }),
        State::Verifying(back) | State::OutcomeUnknown(back) => view!(ReadBackView {
            read_back: back.clone(),
            times: flow.times,
            kept: flow.kept,
            not_kept: flow.not_kept.clone(),
            headline: headline.clone(),
        }),
        State::Finished(finished) => view!(ResultView {
            finished: finished.clone(),
            times: flow.times,
            instance: bound_instance.clone(),
            id: flow.plan_id(&finished.intent.plan),
            endpoint: bound_endpoint,
            not_kept: flow.not_kept.clone(),
            headline: headline.clone(),
            on_read_again: flow.sends(|()| Event::ReadAgainPressed),
            on_retry: flow.sends(|()| Event::RetryPressed),
            on_undo: flow.sends(|step| Event::UndoPressed { step }),
            on_next_undo: flow.sends(|step| Event::NextUndoPressed { step }),
            on_new_reset: {
                // The offsets have moved: what the form shows of them is read anew
                let (again, new) = (read_again.clone(), flow.sends(|()| Event::NewResetPressed));
                Callback::from(move |()| {
                    new.emit(());
                    again.emit(());
                })
            },
            on_export,
        }),
    };
    let step = step_of(&flow.state);
    let shown_production =
        if step == Step::Edit { production } else { is_production(config, &lists, &bound_instance) };
    let shown_instance =
        if step == Step::Edit { AttrValue::from(form.instance.clone()) } else { bound_instance };
    let clock =
        connection.facts.ready().and_then(|facts| facts.clock_behind).map(|millis| {
            AttrValue::from(text.clock_skew(&format.length(millis.unsigned_abs()), millis > 0))
        });
    html! {
        <div
            ref={root}
            class="console"
            lang={text.locale().tag()}
            dir="ltr"
            data-theme={props.theme.name()}
            data-density={config.density.name()}
        >
            { view!(Header {
                instance: shown_instance,
                production: shown_production,
                read_only: config.read_only,
                connection: connection.settings.clone(),
                connection_open: *panel_open,
                theme: props.theme,
                history_open: config.history.then_some(*history_open),
                on_history: {
                    let (history_open, history) = (history_open.clone(), history.clone());
                    Callback::from(move |()| {
                        if !*history_open {
                            history.on_open.emit(None);
                            history.on_read.emit(());
                        }
                        history_open.set(!*history_open);
                    })
                },
                on_connection: {
                    let (is_open, open, close) = (*panel_open, open_panel.clone(), close_panel.clone());
                    Callback::from(move |()| if is_open { close.emit(()) } else { open.emit(()) })
                },
                on_locale: props.on_locale.clone(),
                on_theme: props.on_theme.clone(),
            }) }
            if !*history_open {
                { view!(Stepper { step, on_edit: (step == Step::Review).then_some(on_back) }) }
            }
            if connection.settings.signing == SigningMode::Browser {
                { view!(CredentialsNotice {
                    keys: connection.keys.clone(),
                    on_forget: connection.on_forget.clone(),
                    on_enter: open_panel,
                    open: *panel_open,
                }) }
                if let Some(entry) = unseen.filter(|_| connection.session.is_none()) {
                    { unseen_notice(text, &entry.group) }
                }
            }
            if *panel_open {
                { view!(ConnectionPanel {
                    settings: connection.settings.clone(),
                    keys: connection.keys.clone(),
                    key_problem: connection.key_problem,
                    clock,
                    on_use: {
                        let (on_settings, close) = (connection.on_settings.clone(), close_panel.clone());
                        Callback::from(move |settings: ConnectionSettings| {
                            // A browser that signs asks for keys next, in the same panel
                            if settings.signing == SigningMode::Proxy {
                                close.emit(());
                            }
                            on_settings.emit(settings);
                        })
                    },
                    on_keys: connection.on_keys.clone(),
                    on_close: close_panel,
                }) }
            }
            if let (Step::Edit, Some(Err(problem))) = (step, &link) {
                { view!(Notice {
                    tone: NoticeTone::Attention,
                    title: text.link_unusable(),
                    id: "link-unusable",
                    children: html! { <p>{ text.link_problem(*problem) }</p> },
                }) }
            }
            { screen }
        </div>
    }
}

/// Whether an instance is marked production, by the settings or by the endpoint.
pub(super) fn is_production(config: &ConsoleConfig, lists: &ListsHandle, instance: &str) -> bool {
    let marked = |entry: &crate::api::InstanceEntry| entry.id == instance && entry.production;
    config.is_production(instance) || lists.instances.ready().is_some_and(|list| list.iter().any(marked))
}

/// A reset of which nobody knows what became waits for keys.
fn unseen_notice(text: Text, group: &str) -> Html {
    let [title, meaning] = text.resume_enter_key(group);
    view!(
        "unseen",
        Notice {
            tone: NoticeTone::Unknown,
            title,
            id: "reset-unseen",
            urgent: true,
            children: html! { <p>{ meaning }</p> },
        }
    )
}

/// When the host names another instance, group or topics, the form takes them; other settings leave it alone.
#[hook]
fn use_host_choice(config: &ConsoleConfig, dispatch: &Callback<FormAction>) {
    let dispatch = dispatch.clone();
    let first = use_mut_ref(|| true);
    let choice = (config.instance.clone(), config.group.clone(), config.topics.clone());
    use_effect_with(choice, move |(instance, group, topics)| {
        if first.replace(false) {
            return;
        }
        if let Some(instance) = instance {
            dispatch.emit(FormAction::InstanceTyped(instance.clone()));
        }
        if let Some(group) = group {
            dispatch.emit(FormAction::GroupTyped(group.clone()));
        }
        if !topics.is_empty() {
            dispatch.emit(FormAction::TopicsReplaced(topics.clone()));
        }
    });
}

/// With one instance there is nothing to choose: it is taken, unless something was typed.
#[hook]
fn use_only_instance(
    form: &Form,
    instances: Option<&[crate::api::InstanceEntry]>,
    dispatch: &Callback<FormAction>,
) {
    let only = match instances {
        Some([only]) => Some(only.id.clone()),
        _ => None,
    };
    let (dispatch, empty) = (dispatch.clone(), form.instance.is_empty());
    use_effect_with(only, move |only| {
        if let (Some(only), true) = (only, empty) {
            dispatch.emit(FormAction::InstanceTyped(only.clone()));
        }
    });
}
