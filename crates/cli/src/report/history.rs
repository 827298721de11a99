//! The list of earlier resets.

use super::table::{Side, table};
use crate::records::judged;
use crate::{moment, words};
use kafka_offsets::ResetRecord;
use serde_json::{Value, json};

/// The list as text.
pub fn history_text(records: &[ResetRecord]) -> String {
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
        records.iter().map(|record| {
            let result = judged(record);
            [
                record.id.clone(),
                moment::shown(record.started_at),
                record.instance.clone(),
                record.plan.request.group.to_string(),
                words::strategy(&record.plan.request.strategy),
                record.plan.rows.len().to_string(),
                result.as_ref().map_or_else(|| "?".to_owned(), |result| result.succeeded().count().to_string()),
                outcome(record).to_owned(),
                words::one_line(record.note.reason.as_deref().unwrap_or_default()),
            ]
        }),
    )
}

fn outcome(record: &ResetRecord) -> &'static str {
    judged(record).map_or("not read back", |result| words::overall(result.overall()))
}

/// The list for `--json`.
pub fn history_json(records: &[ResetRecord]) -> Value {
    records
        .iter()
        .map(|record| {
            let result = judged(record);
            json!({
                "id": record.id,
                "startedAt": moment::shown(record.started_at),
                "endpoint": record.endpoint,
                "instance": record.instance,
                "group": record.plan.request.group.as_str(),
                "partitions": record.plan.rows.len(),
                "confirmed": result.as_ref().map(|result| result.succeeded().count()),
                "overall": result.as_ref().map(|result| words::overall(result.overall())),
                "readBackAt": record.read_back_at.map(moment::shown),
                "reason": record.note.reason,
                "ticket": record.note.ticket,
            })
        })
        .collect()
}
