//! `FetchMessageListByTimestamp`: the first messages at or after a time, from which the offset for that time is known.

use crate::InstanceId;
use crate::envelope::Payload;
use crate::question::JsonBody;
use crate::v2::{Impossible, Int, offset, partition};
use kafka_offsets::{Offset, PartitionId, Timestamp, TopicName};
use serde::de::MapAccess;
use std::collections::BTreeMap;

/// Request of the action `FetchMessageListByTimestamp` of API 3.0: one message of each partition of a topic. The
/// answer tells where the messages are and not what is in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchMessages {
    /// The instance.
    pub instance: InstanceId,
    /// The topic.
    pub topic: TopicName,
    /// From when on.
    pub from: Timestamp,
}

impl FetchMessages {
    pub(crate) const ACTION: &'static str = "FetchMessageListByTimestamp";

    /// The request's parameters.
    pub fn body(&self) -> JsonBody {
        JsonBody::new()
            .text("InstanceId", self.instance.as_str())
            .text("Topic", self.topic.as_str())
            .number("StartTime", self.from.as_millis())
            .number("SinglePartitionRecordNumber", 1)
    }
}

/// The result as received: a list of messages.
#[derive(Default)]
pub(crate) struct RecordsPayload {
    records: Vec<Record>,
}

#[derive(Default)]
struct Record {
    topic: Option<String>,
    partition: Option<Int>,
    offset: Option<Int>,
    timestamp: Option<Int>,
}

impl Payload for RecordsPayload {
    fn begin(&mut self) {
        self.records.push(Record::default());
    }

    fn take<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error> {
        let Some(record) = self.records.last_mut() else { return Ok(false) };
        match name {
            "Topic" => record.topic = map.next_value()?,
            "Partition" => record.partition = map.next_value()?,
            "Offset" => record.offset = map.next_value()?,
            "Timestamp" => record.timestamp = map.next_value()?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

impl RecordsPayload {
    /// The first message of each partition of the topic that the answer has.
    ///
    /// A partition whose first message is older than `from` is left out: then the answer is not what was asked for.
    pub(crate) fn into_first(
        self,
        topic: &TopicName,
        from: Timestamp,
    ) -> Result<BTreeMap<PartitionId, Offset>, Impossible> {
        let mut first: BTreeMap<PartitionId, (Offset, Option<Int>)> = BTreeMap::new();
        let of_topic = |record: &Record| record.topic.as_deref().is_none_or(|name| name == topic.as_str());
        for record in self.records.into_iter().filter(of_topic) {
            let Some(at) = offset(record.offset, "offset of a message", topic.as_str())? else { continue };
            let partition = partition(record.partition, topic.as_str())?;
            let earlier = first.get(&partition).is_some_and(|(known, _)| *known <= at);
            if !earlier {
                first.insert(partition, (at, record.timestamp));
            }
        }
        let late_enough = |time: Option<Int>| time.is_none_or(|Int(millis)| millis >= from.as_millis());
        Ok(first
            .into_iter()
            .filter(|(_, (_, time))| late_enough(*time))
            .map(|(partition, (offset, _))| (partition, offset))
            .collect())
    }
}
