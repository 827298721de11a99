//! The partitions of a topic.

use super::{Call, Progress};
use crate::envelope::{self, malformed};
use crate::v2::{GetTopicAttributes, TopicAttributes, TopicAttributesPayload};
use crate::{ApiVersion, HttpResponse, InstanceId, Question, TransportFault};
use kafka_offsets::TopicName;

/// Asks which partitions a topic has.
#[derive(Debug, Clone)]
pub struct TopicPartitions {
    request: GetTopicAttributes,
}

impl TopicPartitions {
    /// The call.
    pub fn new(instance: InstanceId, topic: TopicName) -> Self {
        Self { request: GetTopicAttributes { instance, topic } }
    }
}

impl Call for TopicPartitions {
    type Answer = TopicAttributes;

    fn question(&self, api: ApiVersion) -> Question {
        match api {
            ApiVersion::V2 => {
                Question::V2 { action: GetTopicAttributes::ACTION, params: self.request.params() }
            }
            ApiVersion::V3 => {
                Question::V3 { action: GetTopicAttributes::ACTION_V3, body: self.request.body() }
            }
        }
    }

    fn respond(&mut self, response: Result<HttpResponse, TransportFault>) -> Progress<TopicAttributes> {
        let topic = self.request.topic.clone();
        Progress::Done(
            envelope::read::<TopicAttributesPayload>(response)
                .and_then(|payload| payload.into_attributes(topic).map_err(malformed)),
        )
    }
}
