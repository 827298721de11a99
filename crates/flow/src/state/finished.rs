//! The outcome of a reset, and what can be done about it.

use super::Asked;
use crate::{Intent, RequestId};
use kafka_offsets::{
    Claim, Continuation, EndpointFault, MovedSince, Overall, RetryRefusal, UndoRefusal, VerifiedReset, retry,
    undo,
};
use std::sync::Arc;

/// Every partition has its verdict.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Finished {
    /// What was asked.
    pub asked: Asked,
    /// What was planned and sent.
    pub intent: Intent,
    /// What the endpoint said, or that its answer was lost.
    pub claim: Claim,
    /// How the answer was lost. `None` where there is an answer, and for a reset that was taken up again
    /// ([`crate::Event::Resumed`]): then nobody was there to hear it.
    pub lost: Option<EndpointFault>,
    /// Verdicts, partition by partition.
    pub result: Arc<VerifiedReset>,
    /// The verdicts in one word.
    pub overall: Overall,
    /// How often the offsets were read back.
    pub reads: u32,
    /// Why the last read failed, if it did.
    pub read_fault: Option<EndpointFault>,
    /// Whether the partitions are still where they were read back, a few seconds later.
    pub later: Later,
    /// What "Retry failed" would ask for, or why it is not offered.
    pub retry: Result<Continuation, RetryRefusal>,
    /// What "Undo" would ask for, step by step, or why it is not offered.
    pub undo: Result<Vec<Continuation>, UndoRefusal>,
}

/// The look at the partitions some seconds after. A partition that was not applied counts, too: a reset that is
/// carried out late is seen here.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Later {
    /// It comes soon.
    Waiting {
        /// Id of the effect.
        id: RequestId,
    },
    /// The offsets are being read.
    Reading {
        /// Id of the effect.
        id: RequestId,
    },
    /// Every partition is where it was read back.
    Same,
    /// These have moved on: most likely somebody else commits for the group.
    Moved(Vec<MovedSince>),
    /// They could not be read.
    Unreadable(EndpointFault),
    /// There is nothing to compare with: no partition could be read back.
    Off,
}

impl Finished {
    /// An outcome after one read, with all that is computed from it.
    pub fn new(asked: Asked, intent: Intent, claim: Claim, result: Arc<VerifiedReset>) -> Self {
        Self {
            claim,
            lost: None,
            overall: result.overall(),
            reads: 1,
            read_fault: None,
            later: Later::Off,
            retry: retry(&intent.plan, &result, asked.abilities),
            undo: undo(&intent.plan, &result, asked.abilities),
            result,
            asked,
            intent,
        }
    }
}
