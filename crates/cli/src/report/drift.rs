//! What has changed since a plan was made: planned, now, target.

use super::table::{Side, table};
use crate::words;
use kafka_offsets::{Drift, DriftKind, DriftRow, TopicChange};
use serde_json::{Value, json};

/// The difference as text.
pub fn drift_text(drift: &Drift) -> String {
    let mut text = String::new();
    if let Some(group) = &drift.group {
        text.push_str(&format!(
            "The group is {} now\n",
            words::state_and_members(&group.state, group.members.len())
        ));
        for member in &group.members {
            text.push_str(&format!(
                "  {} at {} ({})\n",
                member.client_id, member.client_host, member.member_id
            ));
        }
    }
    for topic in &drift.topics {
        text.push_str(&format!("Topic {}: {}\n", topic.topic, topic_change(topic.change)));
    }
    if !drift.rows.is_empty() {
        text.push_str(&table(
            [
                ("TOPIC", Side::Left),
                ("PARTITION", Side::Right),
                ("PLANNED FROM", Side::Right),
                ("NOW", Side::Right),
                ("TARGET", Side::Right),
                ("LOG NOW", Side::Right),
                ("WHAT CHANGED", Side::Left),
            ],
            drift.rows.iter().map(|row| {
                [
                    row.at.topic.to_string(),
                    row.at.partition.to_string(),
                    words::offset_or(row.planned_from, "none"),
                    words::offset_or(row.now, "none"),
                    words::target(row.target),
                    format!(
                        "{}..{}",
                        words::offset_or(row.log_start_now, "?"),
                        words::offset_or(row.log_end_now, "?")
                    ),
                    kinds(row),
                ]
            }),
        ));
    }
    text
}

fn kinds(row: &DriftRow) -> String {
    row.kinds.iter().map(|kind| kind_words(*kind)).collect::<Vec<_>>().join("; ")
}

fn kind_words(kind: DriftKind) -> String {
    match kind {
        DriftKind::CommitMoved => "the committed offset moved".to_owned(),
        DriftKind::PartitionAdded => "the partition is new".to_owned(),
        DriftKind::PartitionGone => "the partition is gone".to_owned(),
        DriftKind::TargetMoved => "it would lead elsewhere now".to_owned(),
        DriftKind::TargetOutsideLog => "the target is not in the log any more".to_owned(),
        DriftKind::Unreadable(None) => "it cannot be read now".to_owned(),
        DriftKind::Unreadable(Some(code)) => format!("it cannot be read now: {}", code.name()),
    }
}

fn topic_change(change: TopicChange) -> String {
    match change {
        TopicChange::Appeared => "it is there now, and was not planned".to_owned(),
        TopicChange::Gone => "it is gone".to_owned(),
        TopicChange::Unreadable(code) => format!("it cannot be read now: {}", code.name()),
    }
}

/// The difference for `--json`.
pub fn drift_json(drift: &Drift) -> Value {
    let rows: Vec<Value> = drift
        .rows
        .iter()
        .map(|row| {
            json!({
                "topic": row.at.topic.as_str(),
                "partition": row.at.partition.get(),
                "plannedFrom": row.planned_from.map(|offset| offset.to_string()),
                "now": row.now.map(|offset| offset.to_string()),
                "target": row.target.and_then(kafka_offsets::Target::offset).map(|offset| offset.to_string()),
                "logStartNow": row.log_start_now.map(|offset| offset.to_string()),
                "logEndNow": row.log_end_now.map(|offset| offset.to_string()),
                "changes": row.kinds.iter().map(|kind| kind_key(*kind)).collect::<Vec<_>>(),
            })
        })
        .collect();
    let topics: Vec<Value> = drift
        .topics
        .iter()
        .map(|topic| json!({ "topic": topic.topic.as_str(), "change": topic_key(topic.change) }))
        .collect();
    json!({
        "group": drift.group.as_ref().map(|group| json!({
            "state": group.state.name(),
            "members": group.members.iter().map(|member| json!({
                "memberId": member.member_id, "clientId": member.client_id, "clientHost": member.client_host,
            })).collect::<Vec<_>>(),
        })),
        "topics": topics,
        "rows": rows,
    })
}

fn kind_key(kind: DriftKind) -> &'static str {
    match kind {
        DriftKind::CommitMoved => "commit_moved",
        DriftKind::PartitionAdded => "partition_added",
        DriftKind::PartitionGone => "partition_gone",
        DriftKind::TargetMoved => "target_moved",
        DriftKind::TargetOutsideLog => "target_outside_log",
        DriftKind::Unreadable(_) => "unreadable",
    }
}

fn topic_key(change: TopicChange) -> &'static str {
    match change {
        TopicChange::Appeared => "appeared",
        TopicChange::Gone => "gone",
        TopicChange::Unreadable(_) => "unreadable",
    }
}
