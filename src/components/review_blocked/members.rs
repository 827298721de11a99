//! The members of a live group: who has to be stopped.

use crate::format::{Formatter, use_formatter};
use crate::text::use_text;
use kafka_offsets::{GroupMember, TopicPartition, natural_cmp};
use yew::prelude::*;

/// Props of [`MembersTable`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct MembersTableProps {
    /// The members.
    pub members: Vec<GroupMember>,
}

/// Client, host, member id and partitions of every member.
#[component]
pub fn MembersTable(props: &MembersTableProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let head = |label: &'static str| html! { <th role="columnheader" scope="col">{ label }</th> };
    let members = props.members.len();
    html! {
        <div class="table-frame">
            <div class="table-scroll" role="group" aria-label={text.scrolls(text.members())} tabindex="0">
                <table role="table" class="table table-members">
                    <caption class="visually-hidden">
                        { text.caption_of_members(members as u64, &format.size(members)) }
                    </caption>
                    <thead role="rowgroup">
                        <tr role="row">
                            { head(text.member_client()) }
                            { head(text.member_host()) }
                            { head(text.member_holds()) }
                            { head(text.member_id()) }
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        { for props.members.iter().map(|member| html! {
                            <tr role="row" key={member.member_id.clone()}>
                                <th role="rowheader" scope="row" class="cell-wide">
                                    <bdi class="mono">{ member.client_id.clone() }</bdi>
                                </th>
                                <td role="cell" data-label={text.member_host()}>
                                    <bdi class="mono">{ member.client_host.trim_start_matches('/').to_owned() }</bdi>
                                </td>
                                <td role="cell" class="cell-wide" data-label={text.member_holds()}>
                                    if member.assignment.is_empty() {
                                        <span class="muted">{ text.member_holds_unknown() }</span>
                                    } else {
                                        { holds(&format, &member.assignment) }
                                    }
                                </td>
                                <td role="cell" class="cell-wide" data-label={text.member_id()}>
                                    <bdi class="mono muted">{ member.member_id.clone() }</bdi>
                                </td>
                            </tr>
                        }) }
                    </tbody>
                </table>
            </div>
        </div>
    }
}

/// `orders.created 0–3, 5; payments 0`.
pub fn holds(format: &Formatter, assignment: &[TopicPartition]) -> String {
    let mut sorted: Vec<(&str, i64)> =
        assignment.iter().map(|at| (at.topic.as_str(), i64::from(at.partition.get()))).collect();
    sorted.sort_unstable_by(|a, b| natural_cmp(a.0, b.0).then(a.1.cmp(&b.1)));
    sorted.dedup();
    let mut runs: Vec<(&str, i64, i64)> = Vec::new();
    for (topic, partition) in sorted {
        match runs.last_mut() {
            Some((same, _, end)) if *same == topic && *end + 1 == partition => *end = partition,
            _ => runs.push((topic, partition, partition)),
        }
    }
    let mut out = String::new();
    let mut last = None;
    for (topic, from, to) in runs {
        match last {
            Some(same) if same == topic => out.push_str(", "),
            Some(_) => {
                out.push_str("; ");
                out.push_str(topic);
                out.push(' ');
            }
            None => {
                out.push_str(topic);
                out.push(' ');
            }
        }
        last = Some(topic);
        out.push_str(&format.integer(from));
        if to > from {
            out.push('–');
            out.push_str(&format.integer(to));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use kafka_offsets::PartitionId;

    #[test]
    fn partitions_in_a_row_are_written_as_a_range() {
        let at = |topic: &str, partition: i32| TopicPartition {
            topic: topic.parse().unwrap(),
            partition: PartitionId::try_from(partition).unwrap(),
        };
        let assignment = [at("b", 2), at("a", 1), at("b", 0), at("b", 1), at("b", 5)];
        assert_eq!(holds(&Formatter::default(), &assignment), "a 1; b 0–2, 5");
        assert_eq!(holds(&Formatter::default(), &[]), "");
    }
}
