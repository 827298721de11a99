//! What can go wrong with one request to one broker.

use kafka_offsets::KafkaError;

/// Why a request to a broker brought no usable answer. The first question is always: did anything leave?
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// Nothing left: no broker could be reached. Trying again is safe for every request.
    #[error("{0}")]
    NotSent(String),
    /// The request left, and the connection ended before the answer. A write may have happened.
    #[error("{0}")]
    Cut(String),
    /// The request left, and no answer came within the time limit. A write may have happened.
    #[error("{0}")]
    TimedOut(String),
    /// An answer came that is not Kafka's. A write may have happened.
    #[error("{0}")]
    Malformed(String),
    /// Nothing left: the broker speaks no version of the request that this client speaks.
    #[error("{0}")]
    Unsupported(String),
    /// The broker answered with an error for the request as a whole. Nothing was written.
    #[error("{} ({})", .0.name(), .0.meaning())]
    Broker(KafkaError),
}

impl CallError {
    /// Whether a write that ended so may have been carried out all the same.
    pub(crate) fn may_have_happened(&self) -> bool {
        match self {
            Self::Cut(_) | Self::TimedOut(_) | Self::Malformed(_) => true,
            Self::NotSent(_) | Self::Unsupported(_) | Self::Broker(_) => false,
        }
    }

    /// Whether a read is worth another try at once: a connection broke, or a coordinator is being elected.
    ///
    /// A time-out is not: whoever asked has waited long enough.
    pub(crate) fn worth_another_read(&self) -> bool {
        match self {
            Self::NotSent(_) | Self::Cut(_) => true,
            Self::Broker(code) => coordinator_is_elsewhere(*code),
            Self::TimedOut(_) | Self::Malformed(_) | Self::Unsupported(_) => false,
        }
    }
}

/// 14, 15, 16: the coordinator is loading, not there yet, or another broker.
pub(crate) fn coordinator_is_elsewhere(code: KafkaError) -> bool {
    matches!(
        code,
        KafkaError::CoordinatorLoadInProgress
            | KafkaError::CoordinatorNotAvailable
            | KafkaError::NotCoordinator
    )
}

/// 5, 6, 74, 75, 78: the leader is missing, moved, or does not know its log's end yet.
pub(crate) fn leader_is_elsewhere(code: KafkaError) -> bool {
    matches!(
        code,
        KafkaError::LeaderNotAvailable
            | KafkaError::NotLeaderOrFollower
            | KafkaError::FencedLeaderEpoch
            | KafkaError::UnknownLeaderEpoch
            | KafkaError::OffsetNotAvailable
    )
}
