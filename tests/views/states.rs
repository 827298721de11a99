//! Every state of the last two steps, by name.

#[path = "states_history.rs"]
mod history;

use crate::fixtures::*;
use ckafka_console::components::confirm_panel::NoteDemands;
use ckafka_console::components::result::ResultView;
use ckafka_console::components::result_progress::{ReadBackView, SubmittingView};
use ckafka_console::components::result_trail::ResetTimes;
use ckafka_console::components::review::ReviewView;
use ckafka_console::components::review_blocked::BlockedView;
use ckafka_console::components::review_drifted::DriftedView;
use ckafka_console::components::review_planning::PlanningView;
use ckafka_console::components::strategy::StrategyStep;
use ckafka_console::components::target::TargetStep;
use ckafka_console::config::Demand;
use ckafka_console::state::choose::{Field, FormError, Known, Problem};
use ckafka_console::state::form::{Form, FormAction, StrategyKind};
use ckafka_console::state::given;
use ckafka_console::state::link::{Link, read_link, write_link};
use ckafka_console::state::partitions::PartitionsProblem;
use ckafka_console::state::topics::TopicRow;
use ckafka_console::state::{ListState, Remote};
use kafka_offsets::*;
use reset_flow::*;
use std::rc::Rc;
use yew::prelude::*;

/// A state and how it is drawn.
pub struct NamedState {
    /// Its name, in words joined by dashes.
    pub name: &'static str,
    /// Draws it.
    pub view: Box<dyn Fn() -> Html>,
}

/// A request as the console shows it.
pub const REQUEST: &str = "POST /v2/index.php\nContent-Type: application/x-www-form-urlencoded\n\nAction=SetGroupOffsets\nRegion=ap-singapore\ninstanceId=ckafka-9p3k7x2m\ngroup=billing-reconciler\ntopics.0=orders.created\ntopics.1=orders.paid\ntopics.2=payments.captured\nstrategy=1\ntimestamp=1795298400000\nNonce=(added at sending)\nSecretId=(added by the proxy)\nSignature=(added by the proxy)";

fn state(name: &'static str, view: impl Fn() -> Html + 'static) -> NamedState {
    NamedState { name, view: Box::new(view) }
}

fn review(review: Reviewing, asking_host: bool, read_only: bool) -> Html {
    opened_review(review, asking_host, read_only, None)
}

/// A review that is checked once more before it goes out.
fn checking_review() -> Html {
    let on_offsets =
        |state: &State| matches!(state, State::Checking(Checking { step: CheckStep::Offsets { .. }, .. }));
    let State::Checking(checking) = drive(Err(lost()), on_offsets) else { panic!("not checking") };
    html! {
        <ReviewView
            review={checking.review}
            checking={Some(checking.step)}
            request={Some(AttrValue::from(REQUEST))}
            instance="ckafka-9p3k7x2m"
            on_confirm={Callback::noop()}
            on_back={Callback::noop()}
            on_plan_again={Callback::noop()}
            on_copy={Callback::noop()}
            on_export={Callback::noop()}
        />
    }
}

/// A review on which a reason is asked for and a ticket demanded.
fn noted_review() -> Html {
    let demands = NoteDemands {
        reason: Demand::Optional,
        ticket: Demand::Required,
        ticket_pattern: Some("[A-Z]+-[0-9]+".into()),
    };
    html! {
        <ReviewView
            review={reviewing(skipping_plan(), false)}
            {demands}
            request={Some(AttrValue::from(REQUEST))}
            instance="ckafka-9p3k7x2m"
            on_confirm={Callback::noop()}
            on_back={Callback::noop()}
            on_plan_again={Callback::noop()}
            on_copy={Callback::noop()}
            on_export={Callback::noop()}
        />
    }
}

/// The same plan on an endpoint that gives each partition an offset of its own.
fn able_review(plan: ResetPlan) -> Html {
    let able = Abilities { partition_offsets: true, ..Abilities::default() };
    review(Reviewing::new(Asked { abilities: able, ..asked(&plan, false) }, plan.into()), false, false)
}

/// Chosen partitions of an endpoint that does not tell where logs start; the last one was to go there.
fn untold_plan() -> ResetPlan {
    let mut plan = small_plan();
    for row in &mut plan.rows {
        (row.log_start, row.target) = (None, row.target.and_then(Target::offset).map(Target::AtLeast));
    }
    if let Some(last) = plan.rows.last_mut() {
        (last.target, last.adjustments) = (None, vec![Adjustment::LogStartNotTold]);
    }
    plan
}

/// The undo of a reset since which the group has consumed.
fn undo_review() -> Html {
    let done = all_confirmed();
    let mut plan = small_plan();
    for row in &mut plan.rows {
        row.committed = Some(offset(8_541));
    }
    let asked = Asked { origin: Origin::Undo(done.result), ..asked(&plan, false) };
    review(Reviewing::new(asked, plan.into()), false, false)
}

fn opened_review(review: Reviewing, asking_host: bool, read_only: bool, link: Option<Rc<Link>>) -> Html {
    html! {
        <ReviewView
            {review}
            {asking_host}
            {read_only}
            request={Some(AttrValue::from(REQUEST))}
            instance="ckafka-9p3k7x2m"
            on_confirm={Callback::noop()}
            on_back={Callback::noop()}
            on_plan_again={Callback::noop()}
            on_copy={Callback::noop()}
            on_export={Callback::noop()}
            on_narrow={Some(Callback::noop())}
            on_copy_link={Some(Callback::noop())}
            {link}
        />
    }
}

fn block(reason: BlockReason) -> Html {
    let blocked = blocked(reason);
    html! {
        <BlockedView
            {blocked}
            on_check_again={Callback::noop()}
            on_back={Callback::noop()}
            on_create={Some(Callback::noop())}
        />
    }
}

fn drift(drifted: Drifted) -> Html {
    html! { <DriftedView {drifted} on_plan_again={Callback::noop()} on_back={Callback::noop()} /> }
}

fn times() -> ResetTimes {
    ResetTimes {
        sent: Some(time(TAKEN_AT + 134_118)),
        answered: Some(time(TAKEN_AT + 134_528)),
        read_back: Some(time(TAKEN_AT + 134_778)),
    }
}

fn result(finished: Finished) -> Html {
    html! {
        <ResultView
            {finished}
            times={times()}
            instance="ckafka-9p3k7x2m"
            on_read_again={Callback::noop()}
            on_retry={Callback::noop()}
            on_undo={Callback::noop()}
            on_next_undo={Callback::noop()}
            on_new_reset={Callback::noop()}
            on_export={Callback::noop()}
        />
    }
}

fn read_back(state: State) -> Html {
    match state {
        State::Verifying(read_back) | State::OutcomeUnknown(read_back) => {
            html! { <ReadBackView {read_back} times={times()} /> }
        }
        other => panic!("not reading back: {other:?}"),
    }
}

/// A review reached by a link that was made an hour before, when two partitions stood elsewhere.
fn review_by_link(plan: ResetPlan) -> Html {
    let mut before = plan.clone();
    before.taken_at = time(TAKEN_AT - 3_600_000);
    before.rows[0].committed = Some(offset(48_377_143));
    before.rows[8].committed = Some(offset(9_100_000));
    let link = read_link(&write_link("ckafka-9p3k7x2m", &before).unwrap()).unwrap().unwrap();
    opened_review(reviewing(plan, true), false, false, Some(Rc::new(link)))
}

/// A review of a thousand partitions reached by a link.
fn long_review_by_link() -> Html {
    let plan = long_plan(1_000);
    let mut before = plan.clone();
    before.taken_at = time(TAKEN_AT - 3_600_000);
    for row in before.rows.iter_mut().take(10) {
        row.committed = row.committed.and_then(|at| Offset::try_from(at.get() + 12).ok());
    }
    let link = read_link(&write_link("ckafka-9p3k7x2m", &before).unwrap()).unwrap().unwrap();
    opened_review(reviewing(plan, false), false, false, Some(Rc::new(link)))
}

/// The first two steps with what was typed.
fn edit(form: Form, known: Known, errors: Vec<FormError>, extent: Option<&'static str>) -> Html {
    let form = Rc::new(form);
    let errors = Rc::new(errors);
    let topics = ["orders.created", "orders.paid"].map(|name| TopicRow {
        name: name.to_owned(),
        partitions: Some(12),
        committed: Some(12),
        lag: Some(173),
        lag_is_least: false,
        unlisted: false,
    });
    html! {
        <div class="panes">
            <TargetStep
                form={form.clone()}
                errors={errors.clone()}
                instances={Rc::new(vec![])}
                instances_state={ListState::Read}
                groups={Rc::new(vec![])}
                groups_state={ListState::Read}
                instance_name={None::<AttrValue>}
                production={false}
                group={None::<Rc<GroupSummary>>}
                group_loading={false}
                similar={None::<AttrValue>}
                topics={Rc::new(topics.to_vec())}
                topics_state={ListState::Read}
                of_group={Some((2, 24))}
                {known}
                read_at={None::<AttrValue>}
                on_action={Callback::noop()}
            />
            <StrategyStep
                {form}
                {errors}
                at={None::<Timestamp>}
                now={time(TAKEN_AT)}
                zones={Rc::new(vec![])}
                effect={Remote::Idle}
                whole_topics_only={known.whole_topics_only}
                extent={extent.map(AttrValue::from)}
                on_action={Callback::noop()}
            />
        </div>
    }
}

fn form(topics: &[&str], actions: Vec<FormAction>) -> Form {
    let topics: Vec<String> = topics.iter().map(|name| (*name).to_owned()).collect();
    let blank = Form::new("ckafka-9p3k7x2m".to_owned(), "billing".to_owned(), &topics, "UTC".to_owned());
    actions.into_iter().fold(blank, |form, action| form.after(action))
}

fn edit_states() -> Vec<NamedState> {
    let twelve = Known { whole_topics_only: false, partitions: Some(12) };
    vec![
        state("edit-partitions", move || {
            let typed = FormAction::PartitionsTyped("0,3-5".to_owned());
            edit(form(&["orders.paid"], vec![typed]), twelve, vec![], None)
        }),
        state("edit-several-topics", move || {
            edit(form(&["orders.paid", "orders.created"], vec![]), twelve, vec![], None)
        }),
        state("edit-partitions-wrong", move || {
            let typed = FormAction::PartitionsTyped("0,x".to_owned());
            let problem = Problem::Partitions(PartitionsProblem::NotANumber("x".to_owned()));
            let error = FormError { field: Field::Partitions, problem };
            edit(form(&["orders.paid"], vec![typed]), twelve, vec![error], None)
        }),
        state("edit-whole-topics-only", || {
            let known = Known { whole_topics_only: true, partitions: Some(12) };
            edit(form(&["orders.paid"], vec![]), known, vec![], None)
        }),
        state("edit-plan-file", move || {
            let plan = "orders.paid,0,100\norders.paid,x,5\n".to_owned();
            let wrong = given::from_text(&plan, Some(&"billing".parse().unwrap())).unwrap_err();
            let error = FormError { field: Field::Plan, problem: Problem::Given(wrong) };
            let chosen = FormAction::StrategyChosen(StrategyKind::PlanFile);
            let actions = vec![chosen, FormAction::PlanTyped(plan)];
            edit(form(&[], actions), Known::default(), vec![error], None)
        }),
        state("edit-other-group", move || {
            let chosen = FormAction::StrategyChosen(StrategyKind::OtherGroup);
            let typed = FormAction::OtherGroupTyped("warehouse-sync".to_owned());
            edit(form(&[], vec![chosen, typed]), Known::default(), vec![], Some("warehouse-sync"))
        }),
    ]
}

/// The same plan in a state of its own: refused, declined, production.
fn review_with(plan: ResetPlan, production: bool, change: impl Fn(&mut Reviewing)) -> Html {
    let mut reviewing = reviewing(plan, production);
    change(&mut reviewing);
    review(reviewing, false, false)
}

/// A mixed result whose topic cannot be read any more: the outcome is unknown.
pub fn unknown() -> Finished {
    let (plan, claim, result) = mixed_result();
    finished(plan, claim, result, None)
}

/// A mixed result in which everything could be read.
pub fn partial() -> Finished {
    let (plan, claim, mut result) = mixed_result();
    result.rows.retain(|row| row.verdict != Verdict::Unknown);
    finished(plan, claim, result, None)
}

/// The same outcome through an endpoint that gives each partition an offset of its own, with a reason and a ticket.
pub fn with_gateway(finished: Finished) -> Finished {
    let Finished { mut asked, mut intent, claim, result, later, reads, .. } = finished;
    asked.abilities.partition_offsets = true;
    intent.note = mixed_record().0.note;
    Finished { later, reads, ..Finished::new(asked, intent, claim, result) }
}

fn lost() -> EndpointFault {
    fault(FaultKind::Unreachable, "", "connection reset by peer")
}

/// All states.
pub fn all() -> Vec<NamedState> {
    let mut states = history::all();
    states.extend([
        state("planning", || {
            let State::Planning(planning) = drive(Err(lost()), |state| matches!(state, State::Planning(_)))
            else {
                panic!("not planning")
            };
            html! { <PlanningView {planning} on_back={Callback::noop()} /> }
        }),
        state("review-mixed", || review(reviewing(mixed_plan(), true), false, false)),
        state("review-low", || review(reviewing(small_plan(), false), false, false)),
        state("review-medium", || review(reviewing(skipping_plan(), false), false, false)),
        state("review-long", || review(reviewing(long_plan(1_000), false), false, false)),
        state("review-opened", || review_by_link(mixed_plan())),
        state("review-opened-long", long_review_by_link),
        state("review-read-only", || review(reviewing(small_plan(), false), false, true)),
        state("review-asking-host", || review(reviewing(small_plan(), false), true, false)),
        state("review-refused", || {
            review_with(small_plan(), false, |review| {
                review.refused =
                    Some(fault(FaultKind::SignatureMismatch, "4104", "signature does not match"));
            })
        }),
        state("review-declined", || {
            review_with(small_plan(), false, |review| {
                review.not_confirmed = Some(ConfirmRefusal::HostDeclined)
            })
        }),
        state("review-undo-exact", || able_review(small_plan())),
        state("review-undo-if-retained", || able_review(untold_plan())),
        state("review-undo-mixed", || able_review(mixed_plan())),
        state("review-undo-shift-back", || review(reviewing(small_plan(), false), false, false)),
        state("review-is-undo", undo_review),
        state("review-expires-soon", || {
            review_with(small_plan(), false, |review| review.age = PlanAge::ExpiresSoon)
        }),
        state("review-expired", || review_with(small_plan(), false, |review| review.age = PlanAge::Expired)),
        state("review-clock-back", || {
            review_with(small_plan(), false, |review| review.age = PlanAge::ClockWentBack)
        }),
        state("review-checking", checking_review),
        state("review-note", noted_review),
        state("review-held", || {
            review_with(small_plan(), false, |review| {
                review.not_confirmed = Some(ConfirmRefusal::HeldElsewhere)
            })
        }),
        state("review-applied", || {
            review_with(small_plan(), false, |review| {
                review.not_confirmed = Some(ConfirmRefusal::AlreadyApplied)
            })
        }),
        state("review-check-failed", || {
            review_with(small_plan(), false, |review| {
                review.not_confirmed = Some(ConfirmRefusal::CheckFailed(lost()))
            })
        }),
        state("drifted", || drift(drifted(false))),
        state("drifted-live", || drift(drifted(true))),
        state("drifted-group", || drift(drifted_group())),
        state("blocked-live", || {
            let blocked = live_group();
            html! { <BlockedView {blocked} on_check_again={Callback::noop()} on_back={Callback::noop()} /> }
        }),
        state("blocked-waiting", || {
            let blocked = waiting_group();
            html! {
                <BlockedView
                    {blocked}
                    next_look={Some(4)}
                    on_check_again={Callback::noop()}
                    on_back={Callback::noop()}
                />
            }
        }),
        state("blocked-no-group", || block(BlockReason::GroupDoesNotExist)),
        state("blocked-nothing-committed", || block(BlockReason::NothingCommitted)),
        state("blocked-unreadable", || {
            block(BlockReason::OffsetsUnreadable(fault(
                FaultKind::NotTheApi,
                "HTTP 200",
                "<!DOCTYPE html><title>Sign in",
            )))
        }),
        state("submitting", || {
            let state = drive(Err(lost()), |state| matches!(state, State::Submitting(_)));
            let State::Submitting(submitting) = state else { panic!("not submitting") };
            html! { <SubmittingView {submitting} times={times()} /> }
        }),
        state("verifying", || {
            read_back(drive(Ok(ResetAnswer::default()), |state| matches!(state, State::Verifying(_))))
        }),
        state("outcome-unknown", || {
            read_back(drive(Err(lost()), |state| {
                matches!(state, State::OutcomeUnknown(ReadBack { so_far: Some(_), .. }))
            }))
        }),
        state("result-partial", || result(partial())),
        state("result-retry-refused", || {
            let mut finished = partial();
            let left_out = LeftOut { at: at("orders.created", 2), why: LeftOutReason::MovedElsewhere };
            finished.retry = Err(RetryRefusal::OnlyWholeTopics(vec![left_out]));
            result(finished)
        }),
        state("result-partial-gateway", || result(with_gateway(partial()))),
        state("result-moved-since", || {
            let mut finished = all_confirmed();
            finished.later = Later::Moved(vec![MovedSince {
                at: at("orders.created", 1),
                read_back: Some(offset(8_500)),
                now: Some(offset(8_731)),
            }]);
            result(with_gateway(finished))
        }),
        state("result-undo-by-file", || {
            let mut finished = all_confirmed();
            finished.undo = Err(UndoRefusal::FileOnly(vec![]));
            finished.later = Later::Same;
            result(finished)
        }),
        state("result-not-kept", || {
            html! {
                <ResultView
                    finished={all_confirmed()}
                    times={times()}
                    not_kept={Some(AttrValue::from("The quota has been exceeded."))}
                    instance="ckafka-9p3k7x2m"
                    on_read_again={Callback::noop()}
                    on_retry={Callback::noop()}
                    on_undo={Callback::noop()}
                    on_next_undo={Callback::noop()}
                    on_new_reset={Callback::noop()}
                    on_export={Callback::noop()}
                />
            }
        }),
        state("result-unknown", || result(unknown())),
        state("result-confirmed", || result(all_confirmed())),
        state("result-failed", || result(all_failed())),
        state("result-long", || {
            let plan = long_plan(1_000);
            let observed = plan
                .rows
                .iter()
                .map(|row| {
                    (
                        row.at.clone(),
                        Observation::Committed(row.committed.filter(|_| row.at.partition.get() % 2 == 0)),
                    )
                })
                .collect();
            let result_rows = verify(&plan, &Claim::Lost, &observed);
            result(finished(plan, Claim::Lost, result_rows, Some(lost())))
        }),
    ]);
    states.extend(edit_states());
    states
}
