//! Reading back.

use super::Asked;
use crate::{Intent, RequestId};
use kafka_offsets::{Claim, EndpointFault, VerifiedReset};
use std::sync::Arc;

/// The offsets are being read back.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ReadBack {
    /// What was asked.
    pub asked: Asked,
    /// What was planned and sent.
    pub intent: Intent,
    /// What the endpoint said, or that its answer was lost.
    pub claim: Claim,
    /// How the answer was lost. `None` where there is an answer, and for a reset that was taken up again
    /// ([`crate::Event::Resumed`]): then nobody was there to hear it.
    pub lost: Option<EndpointFault>,
    /// Reads begun so far, the present one included.
    pub reads: u32,
    /// Reading, or waiting for the next read.
    pub step: ReadBackStep,
    /// What is known so far; `None` before the first read has ended.
    pub so_far: Option<Arc<VerifiedReset>>,
    /// Why the last read failed, if it did.
    pub read_fault: Option<EndpointFault>,
    /// Waits of the back-off that are over.
    pub(crate) waits: usize,
    /// The outcome of this reset was announced before ("Read again").
    pub(crate) announced: bool,
    /// The claim on the group, as long as it is held.
    pub(crate) held: Option<RequestId>,
}

/// The two steps that a read-back goes to and fro between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReadBackStep {
    /// A read is under way.
    Reading {
        /// Id of the effect.
        id: RequestId,
    },
    /// Some partitions have not moved yet, or could not be read; the next read comes after a wait.
    Waiting {
        /// Id of the effect.
        id: RequestId,
        /// Length of the wait in milliseconds.
        millis: u64,
    },
}
