//! From what the cloud answered instead of an answer to what it means to the caller.

use crate::upstream::UpstreamError;
use kafka_offsets::{EndpointFault, FaultKind, GroupId, GroupState, TopicName};

/// What a failed read means to the caller.
pub(super) fn of_read(doing: &str, fault: &EndpointFault) -> UpstreamError {
    let sentence = format!("{doing}: {fault}");
    match fault.kind {
        FaultKind::NotAuthorized => {
            UpstreamError::NotAllowed(format!("{sentence}; this is the gateway's own key"))
        }
        // Nothing was asked: there was nothing to sign with, and the message says why
        FaultKind::UnknownKey if fault.raw_code.is_empty() => {
            UpstreamError::Unavailable(fault.raw_message.clone())
        }
        FaultKind::SignatureMismatch
        | FaultKind::UnknownKey
        | FaultKind::BadToken
        | FaultKind::ClockOrReplay => {
            UpstreamError::Unavailable(format!("{sentence}; check the gateway's own key for the cloud"))
        }
        FaultKind::UnknownAction | FaultKind::NotTheApi => {
            UpstreamError::Unavailable(format!("{sentence}; check the gateway's endpoint for the cloud"))
        }
        FaultKind::BadParameter | FaultKind::TooLarge => UpstreamError::NotOffered(sentence),
        FaultKind::InstanceNotFound => UpstreamError::InstanceNotFound(fault.raw_message.clone()),
        FaultKind::Malformed | FaultKind::Other | FaultKind::RefusedHere => UpstreamError::Internal(sentence),
        _ => UpstreamError::Unavailable(sentence),
    }
}

/// What a failed write means to the caller: whatever is not surely a refusal leaves the outcome open.
pub(super) fn of_write(group: &GroupId, fault: &EndpointFault) -> UpstreamError {
    match fault.kind {
        kind if kind.write_may_have_happened() => UpstreamError::OutcomeUnknown(fault.to_string()),
        // It was Empty a moment ago
        FaultKind::GroupNotEmpty => UpstreamError::GroupNotEmpty {
            group: group.clone(),
            state: GroupState::Unknown("no longer Empty".to_owned()),
            members: Vec::new(),
        },
        FaultKind::GroupNotFound => UpstreamError::GroupNotFound(group.clone()),
        _ => of_read(&format!("moving the offsets of group \"{group}\""), fault),
    }
}

/// What a failed read of one topic means.
pub(super) fn of_topic(topic: &TopicName, fault: &EndpointFault) -> UpstreamError {
    match fault.kind {
        FaultKind::TopicNotFound => UpstreamError::TopicNotFound(topic.clone()),
        _ if fault.raw_code == "ResourceNotFound" => UpstreamError::TopicNotFound(topic.clone()),
        _ => of_read(&format!("reading topic \"{topic}\""), fault),
    }
}
