//! From what the cloud answered instead of an answer to what it means to the caller.

use super::TencentUpstream;
use crate::upstream::UpstreamError;
use kafka_offsets::{EndpointFault, FaultKind, GroupId, GroupState, TopicName};

/// Codes by which the cloud does not know the region, or does not have the product there.
const NO_SUCH_REGION: [&str; 3] = ["RegionError", "UnsupportedRegion", "InvalidParameterValue.Region"];

impl TencentUpstream {
    /// What a failed read means to the caller.
    pub(super) fn of_read(&self, doing: &str, fault: &EndpointFault) -> UpstreamError {
        let sentence = format!("{doing}: {fault}");
        let region = self.client.region();
        match fault.kind {
            // Nothing was asked: there was nothing to sign with, and the message says why
            FaultKind::UnknownKey if fault.raw_code.is_empty() => {
                UpstreamError::Unavailable(fault.raw_message.clone())
            }
            _ if NO_SUCH_REGION.contains(&fault.raw_code.as_str()) => UpstreamError::Unavailable(format!(
                "{sentence}; check the gateway's region, which is {region}"
            )),
            FaultKind::NotAuthorized => {
                UpstreamError::NotAllowed(format!("{sentence}; this is the gateway's own key"))
            }
            FaultKind::ClockOrReplay => {
                UpstreamError::Unavailable(format!("{sentence}; check the gateway's clock"))
            }
            FaultKind::SignatureMismatch | FaultKind::UnknownKey | FaultKind::BadToken => {
                UpstreamError::Unavailable(format!("{sentence}; check the gateway's own key for the cloud"))
            }
            FaultKind::UnknownAction | FaultKind::NotTheApi => {
                UpstreamError::Unavailable(format!("{sentence}; check the gateway's endpoint for the cloud"))
            }
            FaultKind::Throttled => UpstreamError::TooManyCalls(sentence),
            FaultKind::BadParameter | FaultKind::TooLarge => UpstreamError::NotOffered(sentence),
            FaultKind::InstanceNotFound => {
                UpstreamError::InstanceNotFound(format!("{} in {region} at Tencent Cloud", self.at_cloud))
            }
            FaultKind::Malformed | FaultKind::Other | FaultKind::RefusedHere => {
                UpstreamError::Internal(sentence)
            }
            _ => UpstreamError::Unavailable(sentence),
        }
    }

    /// What a failed write means to the caller: whatever is not surely a refusal leaves the outcome open.
    pub(super) fn of_write(&self, group: &GroupId, fault: &EndpointFault) -> UpstreamError {
        match fault.kind {
            kind if kind.write_may_have_happened() => UpstreamError::OutcomeUnknown(fault.to_string()),
            // It was Empty a moment ago
            FaultKind::GroupNotEmpty => UpstreamError::GroupNotEmpty {
                group: group.clone(),
                state: GroupState::Unknown("no longer Empty".to_owned()),
                members: Vec::new(),
            },
            FaultKind::GroupNotFound => UpstreamError::GroupNotFound(group.clone()),
            _ => self.of_read(&format!("moving the offsets of group \"{group}\""), fault),
        }
    }

    /// What a failed read of one topic means.
    pub(super) fn of_topic(&self, topic: &TopicName, fault: &EndpointFault) -> UpstreamError {
        match fault.kind {
            FaultKind::TopicNotFound => UpstreamError::TopicNotFound(topic.clone()),
            _ if fault.raw_code == "ResourceNotFound" => UpstreamError::TopicNotFound(topic.clone()),
            _ => self.of_read(&format!("reading topic \"{topic}\""), fault),
        }
    }
}
