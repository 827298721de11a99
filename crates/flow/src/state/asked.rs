//! What was asked.

use kafka_offsets::{Abilities, Continuation, ResetRequest, Resolution, VerifiedReset};
use std::sync::Arc;

/// What was asked at "Review", frozen. Planning again starts from it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Asked {
    /// The request.
    pub request: ResetRequest,
    /// Who turns the strategy into offsets.
    pub resolution: Resolution,
    /// Whether the instance is marked `production`.
    pub production: bool,
    /// What the endpoint can express.
    pub abilities: Abilities,
    /// Where the request comes from.
    pub origin: Origin,
    /// The other steps of the same undo, where the endpoint needs several requests for it.
    pub rest: Vec<Continuation>,
}

/// Where a request comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The form, or a link.
    Form,
    /// "Retry failed" on this result.
    Retry(Arc<VerifiedReset>),
    /// "Undo" on this result.
    Undo(Arc<VerifiedReset>),
    /// A plan file.
    File,
}

impl Asked {
    /// A request, resolved by whom its form demands.
    pub fn new(request: ResetRequest, production: bool, abilities: Abilities, origin: Origin) -> Self {
        let resolution = request.resolution();
        Self { request, resolution, production, abilities, origin, rest: Vec::new() }
    }
}
