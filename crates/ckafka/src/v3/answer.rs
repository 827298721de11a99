//! Writing an answer of API 3.0: the result of an action, the one code of a reset, or an error.

use crate::ApiError;
use crate::v2::to_json;
use kafka_offsets::{AnswerRow, ResetAnswer};
use serde::Serialize;

/// The answer of a success.
pub(super) fn in_result<T: Serialize>(result: T, request_id: &str) -> Vec<u8> {
    to_json(&Outer { response: Inner { result: Some(result), error: None, request_id } })
}

/// The answer of a failure.
pub(crate) fn encode_error(error: &ApiError, request_id: &str) -> Vec<u8> {
    let message = match error {
        // The way out of API 2.0, createGroup, is not there
        ApiError::GroupNotFound(group) => format!("group \"{group}\" does not exist; check its spelling"),
        other => other.sentence(),
    };
    failure(error.word(), &message, request_id)
}

/// The answer to `ModifyGroupOffsets` and `BatchModifyGroupOffsets` of API 3.0, which has one code for all.
///
/// If a single row failed it is an error, since callers tend not to look at the code of a result; its message names
/// the failed rows, the first of them if there are many.
pub(crate) fn encode_reset(answer: &ResetAnswer, request_id: &str) -> Vec<u8> {
    const NAMED: usize = 20;
    let failed: Vec<&AnswerRow> = answer.rows.iter().filter(|row| !row.code.is_success()).collect();
    if failed.is_empty() {
        let data = Data { flow_id: 0 };
        return in_result(Operation { return_code: "0", return_message: "SUCCESS", data }, request_id);
    }
    let named: Vec<String> = failed.iter().take(NAMED).map(|row| in_words(row)).collect();
    let more =
        if failed.len() > NAMED { format!(", and {} more", failed.len() - NAMED) } else { String::new() };
    let (failed, all) = (failed.len(), answer.rows.len());
    let message = format!(
        "{failed} of {all} did not move: {}{more}; read the offsets to see where they are",
        named.join(", ")
    );
    let word = if failed == all { "FailedOperation" } else { "FailedOperation.PartlySucceeded" };
    failure(word, &message, request_id)
}

fn in_words(row: &AnswerRow) -> String {
    let partition = row.partition.map(|partition| format!("/{partition}")).unwrap_or_default();
    let message = if row.message.is_empty() { row.code.meaning() } else { &row.message };
    format!("{}{partition} ({} {}: {message})", row.topic, row.code.code(), row.code.name())
}

fn failure(code: &str, message: &str, request_id: &str) -> Vec<u8> {
    let error = Some(Failure { code, message });
    to_json(&Outer { response: Inner::<()> { result: None, error, request_id } })
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Outer<'a, T> {
    response: Inner<'a, T>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Inner<'a, T> {
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Failure<'a>>,
    request_id: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Failure<'a> {
    code: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Operation {
    return_code: &'static str,
    return_message: &'static str,
    data: Data,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Data {
    flow_id: i64,
}
