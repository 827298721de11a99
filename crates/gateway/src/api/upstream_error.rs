//! From what an upstream says to the API's own errors.

use crate::upstream::UpstreamError;
use ckafka_api::{ApiError, ParameterError};
use kafka_offsets::KafkaError;

impl From<UpstreamError> for ApiError {
    fn from(error: UpstreamError) -> Self {
        let sentence = error.to_string();
        match error {
            UpstreamError::GroupNotEmpty { group, state, members } => {
                Self::GroupNotEmpty { group, state, members: members.len() }
            }
            UpstreamError::GroupNotFound(group) => Self::GroupNotFound(group),
            UpstreamError::TopicNotFound(topic) => Self::TopicNotFound(topic),
            UpstreamError::InstanceNotFound(id) => Self::InstanceNotFound(id),
            UpstreamError::NothingCommitted(group) => Self::NothingCommitted(group),
            UpstreamError::Refused { code, .. } => match code {
                KafkaError::TopicAuthorizationFailed
                | KafkaError::GroupAuthorizationFailed
                | KafkaError::ClusterAuthorizationFailed => Self::ResourceNotAuthorized(sentence),
                _ => Self::Internal(sentence),
            },
            UpstreamError::NotOffered(_) => Self::BadParameter(ParameterError::NotOffered { what: sentence }),
            UpstreamError::NotAllowed(_) => Self::NotAuthorized(sentence),
            UpstreamError::Unavailable(reason) => Self::UpstreamUnavailable(reason),
            UpstreamError::TooManyCalls(sentence) => Self::Throttled(sentence),
            UpstreamError::OutcomeUnknown(reason) => Self::OutcomeUnknown(reason),
            UpstreamError::Internal(_) => Self::Internal(sentence),
        }
    }
}
