//! The two tables of a result; failed comes first, and both are always there. And the one table before there is one.

use super::result_rows::{ResultKind, ResultRows};
use super::table::{RowsHandle, TableSection};
use crate::components::view::view;
use crate::format::use_formatter;
use crate::state::table_view::{TableAction, TableView};
use crate::text::use_text;
use kafka_offsets::{Verdict, VerifiedReset};
use std::rc::Rc;
use std::sync::Arc;
use yew::prelude::*;

/// Props of [`ResultTables`].
#[derive(Clone, PartialEq, Properties)]
pub struct ResultTablesProps {
    /// The verdicts.
    pub result: Arc<VerifiedReset>,
    /// Buttons beside the failed.
    #[prop_or_default]
    pub actions: Html,
    /// What stands below the failed.
    #[prop_or_default]
    pub below: Html,
}

impl std::fmt::Debug for ResultTablesProps {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ResultTablesProps").field("result", &self.result).finish_non_exhaustive()
    }
}

/// The regions "Failed" and "Succeeded".
#[component]
pub fn ResultTables(props: &ResultTablesProps) -> Html {
    html! {
        <>
            { view!("failed", ResultTable {
                result: props.result.clone(),
                kind: ResultKind::Failed,
                actions: props.actions.clone(),
                below: props.below.clone(),
            }) }
            { view!("succeeded", ResultTable { result: props.result.clone(), kind: ResultKind::Succeeded }) }
        </>
    }
}

/// The region with what the offsets say while they are being read back.
pub(crate) fn so_far(result: &Arc<VerifiedReset>) -> Html {
    view!("so-far", ResultTable { result: result.clone(), kind: ResultKind::SoFar })
}

#[derive(Clone, PartialEq, Properties)]
struct ResultTableProps {
    result: Arc<VerifiedReset>,
    kind: ResultKind,
    #[prop_or_default]
    actions: Html,
    #[prop_or_default]
    below: Html,
}

/// A shared result; equal when it is the same one, which is cheaper than comparing its rows.
#[derive(Debug, Clone)]
struct Shared(Arc<VerifiedReset>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

#[component]
fn ResultTable(props: &ResultTableProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let view = use_reducer(TableView::default);
    let rows = use_memo(
        (Shared(props.result.clone()), props.kind, text, format.clone()),
        |(Shared(result), kind, text, format)| {
            let rows = ResultRows::new(result.clone(), *kind, *text, format.clone());
            (rows.partitions(), RowsHandle(Rc::new(rows)))
        },
    );
    let (partitions, handle) = &*rows;
    let on_action = use_callback(view.dispatcher(), |action: TableAction, view| view.dispatch(action));
    let all = props.result.rows.len();
    let (number, all_shown) = (format.size(*partitions), format.size(all));
    let (name, summary, class, none) = match props.kind {
        ResultKind::Failed => {
            let others = props.result.others.len();
            let mut summary = text.failed_summary(&number, all as u64, &all_shown);
            if others > 0 {
                summary.push_str(&text.failed_others(others as u64, &format.size(others)));
            }
            (text.failed(), summary, "table-failed", text.none_failed())
        }
        ResultKind::Succeeded => {
            let summary = text.succeeded_summary(&number, all as u64, &all_shown);
            (text.succeeded(), summary, "table-succeeded", text.none_succeeded())
        }
        ResultKind::SoFar => {
            let number = |verdict| {
                let rows = props.result.rows.iter();
                format.size(rows.filter(|row| row.verdict == verdict).count())
            };
            let verdicts = [Verdict::Confirmed, Verdict::NotApplied, Verdict::Differs, Verdict::Unknown];
            (text.so_far(), text.so_far_summary(verdicts.map(number)), "table-so-far", "")
        }
    };
    view!(TableSection {
        name,
        summary,
        rows: handle.clone(),
        view: (*view).clone(),
        on_action,
        class,
        none,
        actions: props.actions.clone(),
        children: props.below.clone(),
    })
}
