//! What has changed between a plan and the last look before sending: three ways, partition by partition.

use super::icon::{Icon, IconSize};
use super::plan_rows::grade_mark;
use super::review_blocked::MembersTable;
use super::review_group::group_chip;
use crate::components::view::view;
use crate::format::{Formatter, use_formatter};
use crate::text::{Text, use_text};
use kafka_offsets::{Drift, DriftKind, DriftRow, Offset, ResetPlan, Target};
use std::sync::Arc;
use yew::prelude::*;

/// More rows than these are not put into the page: a fresh plan shows them all.
const SHOWN: usize = 200;

/// Props of [`DriftTable`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct DriftTableProps {
    /// The plan that was not sent.
    pub plan: Arc<ResetPlan>,
    /// What has changed since.
    pub drift: Drift,
}

/// How many planned partitions are not as they were, and how many came new.
pub(crate) fn changed_and_added(drift: &Drift) -> (usize, usize) {
    let is_new = |row: &&DriftRow| row.kinds.contains(&DriftKind::PartitionAdded);
    let added = drift.rows.iter().filter(is_new).count();
    (drift.rows.len() - added, added)
}

/// Group, commits and logs in three facts, then every partition that changed.
#[component]
pub fn DriftTable(props: &DriftTableProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let DriftTableProps { plan, drift } = props;
    let (listed, all) = (drift.rows.len(), plan.rows.len());
    let (changed, _) = changed_and_added(drift);
    let members = drift.group.as_ref().map_or(&[][..], |group| &group.members);
    html! {
        <>
            { facts(text, &format, plan, drift) }
            if !members.is_empty() {
                <section class="section" aria-label={text.members()}>
                    <div class="section-title"><h3>{ text.members() }</h3></div>
                    { view!(MembersTable { members: members.to_vec() }) }
                </section>
            }
            if listed > 0 || !drift.topics.is_empty() {
                <section class="section" aria-label={text.drift_changes()}>
                    <div class="section-title">
                        <h3>{ text.drift_changes() }</h3>
                        <span class="count">
                            { text.drift_count((&format.size(changed), changed as u64), (&format.size(all), all as u64)) }
                        </span>
                    </div>
                    if !drift.topics.is_empty() {
                        <ul class="reasons">
                            { for drift.topics.iter().map(|topic| html! {
                                <li>
                                    { Icon::Differs.draw(IconSize::Normal, Some("warn")) }
                                    <span><bdi class="mono">{ topic.topic.as_str().to_owned() }</bdi>{ text.colon() }{ text.topic_change(topic.change) }</span>
                                </li>
                            }) }
                        </ul>
                    }
                    if listed > 0 {
                        { table(text, &format, &drift.rows) }
                    }
                    if listed > SHOWN {
                        <p class="muted">{ text.drift_more(&format.size(listed - SHOWN)) }</p>
                    }
                </section>
            }
        </>
    }
}

/// The three things that are looked at again, each with what was found.
fn facts(text: Text, format: &Formatter, plan: &ResetPlan, drift: &Drift) -> Html {
    let number =
        |kinds: fn(&DriftKind) -> bool| drift.rows.iter().filter(|row| row.kinds.iter().any(kinds)).count();
    let commits = number(|kind| matches!(kind, DriftKind::CommitMoved));
    let logs = number(|kind| matches!(kind, DriftKind::TargetMoved | DriftKind::TargetOutsideLog));
    let others = number(|kind| {
        matches!(kind, DriftKind::PartitionAdded | DriftKind::PartitionGone | DriftKind::Unreadable(_))
    });
    let counted =
        |count: usize, words: fn(Text, u64, &str) -> String| words(text, count as u64, &format.size(count));
    html! {
        <dl class="facts">
            <div>
                <dt>{ text.drift_group() }</dt>
                <dd class="inline-list">
                    if let Some(group) = &drift.group {
                        { group_chip(&plan.group_state) }{ " → " }{ group_chip(&group.state) }
                    } else {
                        { group_chip(&plan.group_state) }{ " " }{ text.drift_then_and_now() }
                    }
                </dd>
                if let Some(group) = &drift.group {
                    <dd>{ text.drift_members(group.members.len() as u64, &format.size(group.members.len())) }</dd>
                } else {
                    <dd>{ text.drift_no_members() }</dd>
                }
            </div>
            <div>
                <dt>{ text.drift_commits() }</dt>
                <dd class={(commits > 0).then_some("strong")}>{ counted(commits, Text::drift_commits_moved) }</dd>
                if commits > 0 {
                    <dd>{ text.drift_commits_meaning() }</dd>
                }
            </div>
            <div>
                <dt>{ text.drift_targets() }</dt>
                <dd class={(logs > 0).then_some("strong")}>{ counted(logs, Text::drift_targets_moved) }</dd>
                if others > 0 {
                    <dd>{ counted(others, Text::drift_partitions_differ) }</dd>
                }
            </div>
        </dl>
    }
}

fn table(text: Text, format: &Formatter, rows: &[DriftRow]) -> Html {
    let head = |label: &'static str, class: Option<&'static str>| html! { <th role="columnheader" scope="col" {class}>{ label }</th> };
    html! {
        <div class="table-frame">
            <div class="table-scroll" role="group" aria-label={text.scrolls(text.drift_changes())} tabindex="0">
                <table role="table" class="table table-drift">
                    <caption class="visually-hidden">{ text.drift_caption() }</caption>
                    <thead role="rowgroup">
                        <tr role="row">
                            { head(text.column_topic(), None) }
                            { head(text.column_partition(), Some("number")) }
                            { head(text.drift_planned_from(), Some("number")) }
                            { head(text.column_now(), Some("number")) }
                            { head(text.drift_moved(), Some("number")) }
                            { head(text.drift_target(), Some("number")) }
                            { head(text.drift_log_now(), Some("number")) }
                            { head(text.drift_what(), None) }
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        { for rows.iter().take(SHOWN).map(|row| line(text, format, row)) }
                    </tbody>
                </table>
            </div>
        </div>
    }
}

fn line(text: Text, format: &Formatter, row: &DriftRow) -> Html {
    let has = |kinds: fn(&DriftKind) -> bool| row.kinds.iter().any(kinds);
    let was_planned = !has(|kind| matches!(kind, DriftKind::PartitionAdded));
    let was_read = !has(|kind| matches!(kind, DriftKind::PartitionGone | DriftKind::Unreadable(_)));
    let offset = |known: bool, offset: Option<Offset>| match offset {
        Some(offset) => html! { { format.integer(offset.get()) } },
        None if known => html! { <span class="muted">{ text.none() }</span> },
        None => html! { <span class="muted">{ "–" }</span> },
    };
    let moved = match (row.planned_from, row.now) {
        (Some(then), Some(now)) => now.get().checked_sub(then.get()),
        _ => None,
    };
    let commit_moved = has(|kind| matches!(kind, DriftKind::CommitMoved));
    let now = offset(was_read, row.now);
    let target = match row.target.map(|target| (grade_mark(Some(target)), target.offset())) {
        Some((mark, Some(offset))) => {
            let mark = if matches!(row.target, Some(Target::Exact(_))) {
                String::new()
            } else {
                format!("{mark}\u{a0}")
            };
            format!("{mark}{}", format.integer(offset.get()))
        }
        Some((mark, None)) => mark.to_owned(),
        None => "–".to_owned(),
    };
    let log = match (row.log_start_now, row.log_end_now) {
        (None, None) => "–".to_owned(),
        (start, end) => {
            let end_text =
                |end: Option<Offset>| end.map_or_else(|| "?".to_owned(), |end| format.integer(end.get()));
            format!("{} – {}", end_text(start), end_text(end))
        }
    };
    html! {
        <tr role="row">
            <td role="cell" class="cell-topic"><bdi class="mono">{ row.at.topic.as_str().to_owned() }</bdi></td>
            <th role="rowheader" scope="row" class="number cell-partition">{ format.integer(row.at.partition.get().into()) }</th>
            <td role="cell" class="number" data-label={text.drift_planned_from()}>{ offset(was_planned, row.planned_from) }</td>
            <td role="cell" class="number" data-label={text.column_now()}>
                if commit_moved { <strong>{ now }</strong> } else { { now } }
            </td>
            <td role="cell" class="number" data-label={text.drift_moved()}>
                { moved.map_or_else(|| html! { <span class="muted">{ "–" }</span> }, |moved| html! {
                    <span class={(moved == 0).then_some("muted")}>{ format.signed(moved) }</span>
                }) }
            </td>
            <td role="cell" class="number" data-label={text.drift_target()}>{ target }</td>
            <td role="cell" class="number nowrap cell-wide" data-label={text.drift_log_now()}>{ log }</td>
            <td role="cell" class="cell-wide cell-kinds">
                { for row.kinds.iter().map(|kind| html! {
                    <span class="cell-note">{ Icon::Differs.draw(IconSize::Small, Some("warn")) }<span>{ text.drift_kind(*kind) }</span></span>
                }) }
            </td>
        </tr>
    }
}
