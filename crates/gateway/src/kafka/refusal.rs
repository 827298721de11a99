//! From what went wrong in the client to what it means to the caller.

use super::CallError;
use super::error::coordinator_is_elsewhere;
use crate::upstream::UpstreamError;
use kafka_offsets::{GroupId, KafkaError, PlanError};

/// What a failed call means to the caller, where nothing was written.
pub(crate) fn refusal(doing: &str, error: CallError) -> UpstreamError {
    match error {
        CallError::Broker(code) if coordinator_is_elsewhere(code) => {
            UpstreamError::Unavailable(format!("{doing}: {error}"))
        }
        CallError::Broker(code) => UpstreamError::Refused { doing: doing.to_owned(), code },
        CallError::NotSent(why) | CallError::Cut(why) | CallError::TimedOut(why) => {
            UpstreamError::Unavailable(why)
        }
        CallError::Unsupported(why) => {
            UpstreamError::Refused { doing: format!("{doing}: {why}"), code: KafkaError::UnsupportedVersion }
        }
        CallError::Malformed(why) => UpstreamError::Internal(format!("{doing}: {why}")),
    }
}

/// Why nothing at all could be planned for the group.
pub(crate) fn no_plan(group: &GroupId, error: PlanError) -> UpstreamError {
    match error {
        PlanError::GroupNotEmpty { state, members } => {
            UpstreamError::GroupNotEmpty { group: group.clone(), state, members }
        }
        PlanError::GroupDoesNotExist => UpstreamError::GroupNotFound(group.clone()),
        PlanError::NothingCommitted => UpstreamError::NothingCommitted(group.clone()),
        PlanError::NothingChosen | PlanError::OtherTimeLookedUp | PlanError::OtherGroupRead => {
            UpstreamError::Internal(error.to_string())
        }
    }
}
