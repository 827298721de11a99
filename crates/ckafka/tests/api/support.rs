//! What several test files need.

use ckafka_api::{Call, HttpResponse, InstanceId, Progress};
use kafka_offsets::{EndpointFault, GroupId, Offset, PartitionId, TopicName, TopicPartition, TopicSelection};

pub(crate) fn instance() -> InstanceId {
    "ckafka-8j4rodrr".parse().unwrap()
}

pub(crate) fn group(name: &str) -> GroupId {
    name.parse().unwrap()
}

pub(crate) fn topic(name: &str) -> TopicName {
    name.parse().unwrap()
}

pub(crate) fn topics<'a>(names: impl IntoIterator<Item = &'a str>) -> TopicSelection {
    TopicSelection::new(names.into_iter().map(topic)).unwrap()
}

pub(crate) fn at(name: &str, partition: i32) -> TopicPartition {
    TopicPartition { topic: topic(name), partition: PartitionId::try_from(partition).unwrap() }
}

pub(crate) fn offset(number: i64) -> Offset {
    Offset::try_from(number).unwrap()
}

/// Gives a call one response; `None` if it wants another request.
pub(crate) fn respond<C: Call>(
    call: &mut C,
    status: u16,
    body: impl AsRef<[u8]>,
) -> Option<Result<C::Answer, EndpointFault>> {
    match call.respond(Ok(HttpResponse { status, body: body.as_ref().to_vec() })) {
        Progress::Again => None,
        Progress::Done(outcome) => Some(outcome),
    }
}

/// What a call that is done after one response makes of this body.
pub(crate) fn outcome<C: Call>(mut call: C, body: impl AsRef<[u8]>) -> Result<C::Answer, EndpointFault> {
    respond(&mut call, 200, body).unwrap()
}
