//! The list of earlier resets.

use super::table::{Side, table};
use crate::records::Kept;
use crate::words;
use serde_json::{Value, json};

/// The list as text.
pub fn history_text(records: &[Kept]) -> String {
    table(
        [
            ("RECORD", Side::Left),
            ("SENT", Side::Left),
            ("INSTANCE", Side::Left),
            ("GROUP", Side::Left),
            ("WHERE TO", Side::Left),
            ("PARTITIONS", Side::Right),
            ("CONFIRMED", Side::Right),
            ("OUTCOME", Side::Left),
            ("REASON", Side::Left),
        ],
        records.iter().map(|kept| {
            let (record, result) = (&kept.record, kept.judged());
            [
                record.id.clone(),
                record.started_at.to_string(),
                record.instance.clone(),
                record.plan.request.group.to_string(),
                words::strategy(&record.plan.request.strategy),
                record.plan.rows.len().to_string(),
                result
                    .as_ref()
                    .map_or_else(|| "?".to_owned(), |result| result.succeeded().count().to_string()),
                kept.outcome().replace('_', " "),
                words::one_line(record.note.reason.as_deref().unwrap_or_default()),
            ]
        }),
    )
}

/// The list for `--json`.
pub fn history_json(records: &[Kept]) -> Value {
    records
        .iter()
        .map(|kept| {
            let (record, result) = (&kept.record, kept.judged());
            json!({
                "id": record.id,
                "startedAt": record.started_at.to_string(),
                "endpoint": record.endpoint,
                "instance": record.instance,
                "group": record.plan.request.group.as_str(),
                "partitions": record.plan.rows.len(),
                "confirmed": result.as_ref().map(|result| result.succeeded().count()),
                "outcome": kept.outcome(),
                "readBackAt": record.read_back_at.map(|at| at.to_string()),
                "reason": record.note.reason,
                "ticket": record.note.ticket,
            })
        })
        .collect()
}
