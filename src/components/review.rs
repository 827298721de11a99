//! The Review step: what would happen to every partition, before anything happens.

mod facts;
mod numbers;
mod opened;
mod sentence;
mod stale;
mod undo;

pub use facts::ReviewFacts;
pub use numbers::ReviewNumbers;
pub use opened::Opened;
pub use sentence::ReviewSentence;
pub(crate) use sentence::strategy_value;
pub use stale::Stale;
pub use undo::UndoFact;

use super::confirm_panel::{ConfirmPanel, NoteDemands};
use super::icon::{Icon, IconSize};
use super::notice::{Notice, NoticeTone};
use super::plan_rows::PlanRows;
use super::plan_table::PlanTable;
use super::plan_ticks::use_ticks;
use super::request_panel::RequestPanel;
use super::review_fault::FaultText;
use super::table::RowsHandle;
use crate::components::view::view;
use crate::export::{ExportFile, ExportFormat, kafka_plan_file, plan_file};
use crate::format::{Formatter, use_formatter};
use crate::state::link::Link;
use crate::state::table_view::{TableAction, TableView};
use crate::text::{Text, use_text};
use kafka_offsets::TopicPartition;
use reset_flow::{CheckStep, ConfirmRefusal, Confirmation, Origin, Reviewing};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;
use yew::prelude::*;

/// Props of [`ReviewView`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ReviewViewProps {
    /// The plan and what stands beside it.
    pub review: Reviewing,
    /// The page around is being asked whether the confirmed reset may go on.
    #[prop_or_default]
    pub asking_host: bool,
    /// What is done right before the confirmed reset goes out.
    #[prop_or_default]
    pub checking: Option<CheckStep>,
    /// What is asked for beside the confirmation.
    #[prop_or_default]
    pub demands: NoteDemands,
    /// No reset may leave this console.
    #[prop_or_default]
    pub read_only: bool,
    /// The request as text, secrets left out; nothing where it cannot be built.
    #[prop_or_default]
    pub request: Option<AttrValue>,
    /// The same as a `curl` command line.
    #[prop_or_default]
    pub curl: Option<AttrValue>,
    /// The request is in the clipboard now.
    #[prop_or_default]
    pub copied: bool,
    /// Id of the instance, for files and their names.
    pub instance: AttrValue,
    /// Id of the plan, for files.
    #[prop_or_default]
    pub id: AttrValue,
    /// The URL that was called, for files.
    #[prop_or_default]
    pub endpoint: Option<AttrValue>,
    /// The headline, so that the focus can be put on it.
    #[prop_or_default]
    pub headline: NodeRef,
    /// The operator confirms.
    pub on_confirm: Callback<Confirmation>,
    /// Back to the form.
    pub on_back: Callback<()>,
    /// Read everything again for the same request.
    pub on_plan_again: Callback<()>,
    /// Put a text into the clipboard.
    pub on_copy: Callback<AttrValue>,
    /// Let the operator keep a file.
    pub on_export: Callback<ExportFile>,
    /// The link that led to this review.
    #[prop_or_default]
    pub link: Option<Rc<Link>>,
    /// Put a link to this request into the clipboard; without it links are not offered.
    #[prop_or_default]
    pub on_copy_link: Option<Callback<()>>,
    /// What has come of copying the link.
    #[prop_or_default]
    pub link_said: AttrValue,
    /// Plan a reset of just these partitions; without it rows cannot be ticked.
    #[prop_or_default]
    pub on_narrow: Option<Callback<BTreeSet<TopicPartition>>>,
}

/// Shows a plan and asks for its confirmation.
#[component]
pub fn ReviewView(props: &ReviewViewProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let table = use_reducer(TableView::default);
    let plan = &props.review.plan;
    let ticks = use_ticks(plan, props.on_narrow.is_some());
    // Their callback does the same as long as the same rows are ticked
    let ticked = ticks.as_ref().map(|ticks| ticks.ticked.clone());
    let rows = use_memo(
        (SharedPlan(plan.clone()), text, format.clone(), ticked.clone()),
        |(SharedPlan(plan), text, format, _)| {
            RowsHandle(Rc::new(PlanRows::new(plan.clone(), *text, format.clone(), ticks.clone())))
        },
    );
    // The same callbacks as long as they do the same, so that views of a long plan are not drawn for nothing.
    let on_action = use_callback(table.dispatcher(), |action: TableAction, table| table.dispatch(action));
    let on_export = use_callback(
        (
            (props.on_export.clone(), SharedPlan(plan.clone())),
            (props.id.clone(), props.instance.clone(), props.endpoint.clone()),
        ),
        |format: ExportFormat, ((on_export, SharedPlan(plan)), (id, instance, endpoint))| {
            on_export.emit(plan_file(format, id, instance, endpoint.as_deref(), plan))
        },
    );
    let refusal = if props.read_only {
        Some(ConfirmRefusal::ReadOnly)
    } else if props.review.refused.is_some() {
        Some(ConfirmRefusal::PlanUsed)
    } else if !props.review.age.may_be_applied() {
        Some(ConfirmRefusal::PlanExpired)
    } else {
        props.review.not_confirmed.clone()
    };
    html! {
        <>
            if let Some(fault) = &props.review.refused {
                { view!(Notice {
                    tone: NoticeTone::Failed,
                    title: text.review_refused(),
                    id: "review-refused",
                    urgent: true,
                    actions: plan_again(text, &props.on_plan_again),
                    children: view!(FaultText { fault: fault.clone() }),
                }) }
            }
            { not_confirmed(text, props) }
            { origin(text, &format, &props.review) }
            { view!(Stale {
                age: props.review.age,
                taken_at: plan.taken_at,
                on_plan_again: props.on_plan_again.clone(),
            }) }
            { view!(ReviewSentence {
                plan: plan.clone(),
                headline: props.headline.clone(),
                on_plan_again: props.on_plan_again.clone(),
                on_copy_link: props.on_copy_link.clone(),
                link_said: props.link_said.clone(),
            }) }
            if let Some(link) = &props.link {
                { view!(Opened { link: link.clone(), plan: plan.clone() }) }
            }
            { view!(ReviewNumbers { plan: plan.clone(), show: table.show, on_action: on_action.clone() }) }
            { view!(ReviewFacts { plan: plan.clone(), undo: props.review.undo.clone() }) }
            { view!(PlanTable {
                plan: plan.clone(),
                rows: (*rows).clone(),
                ticks: ticks.clone(),
                view: (*table).clone(),
                on_action,
                on_export,
                on_export_kafka: {
                    let (plan, instance) = (plan.clone(), props.instance.clone());
                    props.on_export.reform(move |()| kafka_plan_file(&instance, &plan))
                },
                on_narrow: props.on_narrow.clone().unwrap_or_default(),
            }) }
            <div class="split">
                if props.request.is_some() {
                    { view!(RequestPanel {
                        plan: plan.clone(),
                        request: props.request.clone(),
                        curl: props.curl.clone(),
                        copied: props.copied,
                        on_copy: props.on_copy.clone(),
                    }) }
                }
                // A new plan has to be confirmed anew: the key makes a fresh panel of it.
                { view!(&plan.taken_at.as_millis().to_string(), ConfirmPanel {
                    plan: plan.clone(),
                    risk: props.review.risk,
                    reasons: props.review.reasons.clone(),
                    refusal,
                    asking_host: props.asking_host,
                    ticked: ticked.map_or(0, |ticked| ticked.len()),
                    checking: props.checking.clone(),
                    demands: props.demands.clone(),
                    on_confirm: props.on_confirm.clone(),
                    on_back: props.on_back.clone(),
                }) }
            </div>
        </>
    }
}

/// Why the last confirmation did not lead to a reset, where that came from elsewhere than from the form.
fn not_confirmed(text: Text, props: &ReviewViewProps) -> Html {
    let Some(refusal) = &props.review.not_confirmed else { return Html::default() };
    let (children, actions) = match refusal {
        ConfirmRefusal::HostDeclined | ConfirmRefusal::HeldElsewhere => (Html::default(), Html::default()),
        ConfirmRefusal::AlreadyApplied => (Html::default(), plan_again(text, &props.on_plan_again)),
        ConfirmRefusal::CheckFailed(fault) => (view!(FaultText { fault: fault.clone() }), Html::default()),
        _ => return Html::default(),
    };
    view!(
        "not-confirmed",
        Notice {
            tone: NoticeTone::Attention,
            title: text.confirm_refusal(refusal),
            id: "review-declined",
            urgent: true,
            children,
            actions,
        }
    )
}

/// Where a request comes from that nobody has filled in.
fn origin(text: Text, format: &Formatter, review: &Reviewing) -> Html {
    let title = match review.asked.origin {
        Origin::Undo(_) => text.origin_undo(),
        Origin::Retry(_) => text.origin_retry(),
        Origin::Form | Origin::File => return Html::default(),
    };
    let rest = review.asked.rest.len();
    view!(
        "origin",
        Notice {
            tone: NoticeTone::Info,
            title,
            id: "review-origin",
            children: html! {
                <>
                    if let Some(since) = &review.consumed {
                        <p>{ text.consumed_since(since, &format.count(since.consumed), &format.count(since.moved_back)) }</p>
                    }
                    if rest > 0 {
                        <p>{ text.more_steps(rest as u64, &format.size(rest)) }</p>
                    }
                </>
            },
        }
    )
}

fn plan_again(text: Text, on_plan_again: &Callback<()>) -> Html {
    html! {
        <button type="button" class="button button-primary" onclick={on_plan_again.reform(|_: MouseEvent| ())}>
            { Icon::Again.draw(IconSize::Small, None) }
            { text.plan_again() }
        </button>
    }
}

/// A shared plan; equal when it is the same one, which is cheaper than comparing its rows.
#[derive(Debug, Clone)]
pub(crate) struct SharedPlan(pub(crate) Arc<kafka_offsets::ResetPlan>);

impl PartialEq for SharedPlan {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
