//! Why a reset is done, in the operator's words.

/// What an operator says about a reset; kept with it, never sent to the cluster.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Note {
    /// Why.
    pub reason: Option<String>,
    /// The ticket that it belongs to.
    pub ticket: Option<String>,
}
