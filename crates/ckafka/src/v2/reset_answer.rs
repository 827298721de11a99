//! The answer to a reset: `succ` and `failed`, rows per topic and partition with Kafka's codes.
//!
//! The bucket that a row stands in proves nothing. A row is a success only if the envelope's code, the topic's and
//! the partition's are all there and all 0, and only in `succ`.

use super::answer::to_json;
use super::wire::{Impossible, Int, code, offset, partition, topic};
use crate::envelope::Payload;
use crate::faults::{self, Code};
use kafka_offsets::{AnswerRow, KafkaError, Offset, ResetAnswer, TopicName};
use serde::de::MapAccess;
use serde::{Deserialize, Serialize};

/// The answer to `SetGroupOffsets` and `SetPartitionOffsets`, of the real call and of the dry run alike.
///
/// Rows with code 0 go to `succ`, others to `failed`; a topic can be in both with different partitions. A failed
/// topic's own `error_code` is 0 unless the whole topic failed, and it always has an `error_msg`.
///
/// What our gateway adds: a failed partition has an `error_msg` of its own.
pub fn encode_reset_answer(answer: &ResetAnswer) -> Vec<u8> {
    let mut topics: Vec<(&TopicName, Vec<&AnswerRow>)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for row in &answer.rows {
        let place = *places.entry(&row.topic).or_insert_with(|| {
            topics.push((&row.topic, Vec::new()));
            topics.len() - 1
        });
        if let Some((_, rows)) = topics.get_mut(place) {
            rows.push(row);
        }
    }
    let mut data = EncodedBuckets { succ: Vec::new(), failed: Vec::new() };
    for (topic, rows) in topics {
        let (succeeded, failed): (Vec<&AnswerRow>, Vec<&AnswerRow>) =
            rows.into_iter().partition(|row| row.code.is_success());
        if !succeeded.is_empty() {
            let partitions = succeeded.iter().filter_map(|row| encode_partition(row)).collect();
            data.succ.push(EncodedTopic {
                topic: topic.as_str(),
                error_code: 0,
                error_msg: None,
                partitions,
            });
        }
        let whole = failed.iter().find(|row| row.partition.is_none());
        let whole = whole.or(if succeeded.is_empty() { failed.first() } else { None });
        if let Some(first) = whole.or(failed.first()) {
            data.failed.push(EncodedTopic {
                topic: topic.as_str(),
                error_code: whole.map_or(0, |row| row.code.code()),
                error_msg: Some(message(first)),
                partitions: failed.iter().filter_map(|row| encode_partition(row)).collect(),
            });
        }
    }
    to_json(&Encoded { code_desc: "Success", code: 0, msg: "", data })
}

/// The row's own words, else Kafka's.
fn message(row: &AnswerRow) -> &str {
    if row.message.is_empty() { row.code.meaning() } else { &row.message }
}

/// A row of one partition; `None` for a row about the whole topic.
fn encode_partition(row: &AnswerRow) -> Option<EncodedPartition<'_>> {
    let failed = !row.code.is_success();
    Some(EncodedPartition {
        partition: row.partition?.get(),
        offset: row.offset.map_or(-1, Offset::get),
        error_code: row.code.code(),
        error_msg: failed.then(|| message(row)),
    })
}

#[derive(Serialize)]
struct Encoded<'a> {
    #[serde(rename = "codeDesc")]
    code_desc: &'static str,
    code: i64,
    msg: &'static str,
    data: EncodedBuckets<'a>,
}

#[derive(Serialize)]
struct EncodedBuckets<'a> {
    succ: Vec<EncodedTopic<'a>>,
    failed: Vec<EncodedTopic<'a>>,
}

#[derive(Serialize)]
struct EncodedTopic<'a> {
    topic: &'a str,
    error_code: i16,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_msg: Option<&'a str>,
    partitions: Vec<EncodedPartition<'a>>,
}

#[derive(Serialize)]
struct EncodedPartition<'a> {
    partition: i32,
    offset: i64,
    error_code: i16,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_msg: Option<&'a str>,
}

/// The result as received: rows, or the one code of API 3.0.
#[derive(Default)]
pub(crate) struct ResetPayload {
    succ: Option<Vec<Row>>,
    failed: Option<Vec<Row>>,
    return_code: Option<Code>,
    return_message: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Row {
    topic: String,
    error_code: Option<Int>,
    err_code: Option<Int>,
    error_msg: Option<String>,
    partitions: Option<Vec<PartitionRow>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct PartitionRow {
    partition: Option<Int>,
    offset: Option<Int>,
    error_code: Option<Int>,
    err_code: Option<Int>,
    error_msg: Option<String>,
}

impl Payload for ResetPayload {
    fn take<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error> {
        match name {
            "succ" => append(&mut self.succ, map.next_value()?),
            "failed" => append(&mut self.failed, map.next_value()?),
            "ReturnCode" => self.return_code = map.next_value()?,
            "ReturnMessage" => self.return_message = map.next_value()?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// `data` may come in several objects, each with rows of its own.
fn append(rows: &mut Option<Vec<Row>>, more: Option<Vec<Row>>) {
    match (rows.as_mut(), more) {
        (Some(rows), Some(more)) => rows.extend(more),
        (None, more) => *rows = more,
        (Some(_), None) => {}
    }
}

/// Whether the result has at least one row, so that "partly succeeded" can be shown by rows.
pub(crate) fn has_rows(payload: &ResetPayload) -> bool {
    let some = |rows: &Option<Vec<Row>>| rows.as_ref().is_some_and(|rows| !rows.is_empty());
    some(&payload.succ) || some(&payload.failed)
}

impl ResetPayload {
    /// All rows; `envelope` is the envelope's code.
    pub(crate) fn into_answer(self, envelope: i64) -> Result<ResetAnswer, Impossible> {
        let mut rows = Vec::new();
        for row in self.succ.unwrap_or_default() {
            read_topic(row, envelope, Bucket::Succeeded, &mut rows)?;
        }
        for row in self.failed.unwrap_or_default() {
            read_topic(row, envelope, Bucket::Failed, &mut rows)?;
        }
        Ok(ResetAnswer { rows, request_id: None })
    }

    /// What the one code of API 3.0 says of everything that was asked for: Kafka's code and a message. `None` if the
    /// result has no such code.
    ///
    /// Samples show `"0"` and `"OK"` for success. Any other code fails everything: which partition is meant, it does
    /// not say.
    pub(crate) fn one_code(&self) -> Option<(KafkaError, String)> {
        let message = self.return_message.clone().unwrap_or_default();
        let code = match self.return_code.as_ref()? {
            Code::Number(0) => return Some((KafkaError::NONE, String::new())),
            Code::Number(number) => number.to_string(),
            Code::Word(word) if word.trim().eq_ignore_ascii_case("ok") => {
                return Some((KafkaError::NONE, String::new()));
            }
            Code::Word(word) => word.clone(),
        };
        Some((KafkaError::UnknownServerError, format!("ReturnCode {code}: {message}")))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bucket {
    Succeeded,
    Failed,
}

fn read_topic(row: Row, envelope: i64, bucket: Bucket, rows: &mut Vec<AnswerRow>) -> Result<(), Impossible> {
    let name = topic(&row.topic)?;
    let of_topic = code(row.error_code, row.err_code);
    let of_topic_message = row.error_msg.unwrap_or_default();
    let partitions = row.partitions.unwrap_or_default();
    if partitions.is_empty() {
        let (code, message) = judge(of_topic, of_topic, envelope, bucket, of_topic_message);
        rows.push(AnswerRow { topic: name, partition: None, offset: None, code, message });
        return Ok(());
    }
    for raw in partitions {
        let own = code(raw.error_code, raw.err_code);
        let own_message = raw.error_msg.filter(|message| !message.is_empty());
        let (code, message) =
            judge(of_topic, own, envelope, bucket, own_message.unwrap_or_else(|| of_topic_message.clone()));
        rows.push(AnswerRow {
            topic: name.clone(),
            partition: Some(partition(raw.partition, &row.topic)?),
            offset: offset(raw.offset, "new offset", &row.topic)?,
            code,
            message,
        });
    }
    Ok(())
}

/// The code that holds for a row (the partition's own, else the topic's), and a message that says why.
fn judge(
    of_topic: KafkaError,
    own: KafkaError,
    envelope: i64,
    bucket: Bucket,
    message: String,
) -> (KafkaError, String) {
    let said = if own.is_success() { of_topic } else { own };
    if !said.is_success() {
        return (said, message);
    }
    let doubt = match (bucket, envelope) {
        (Bucket::Succeeded, 0) => return (KafkaError::NONE, message),
        (Bucket::Failed, _) => "listed as failed without a code".to_owned(),
        (Bucket::Succeeded, faults::PARTLY_SUCCEEDED) => {
            "the answer as a whole says 5400, partly succeeded".to_owned()
        }
        (Bucket::Succeeded, code) => format!("the answer as a whole says {code}"),
    };
    let message = if message.is_empty() { doubt } else { format!("{message} ({doubt})") };
    (KafkaError::UnknownServerError, message)
}
