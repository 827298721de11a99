//! A value that comes from elsewhere.

use kafka_offsets::EndpointFault;

/// A value that is asked for at an endpoint. Every view shows all four cases.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Remote<T, E = EndpointFault> {
    /// Nobody has asked for it.
    #[default]
    Idle,
    /// On its way.
    Loading,
    /// Here.
    Ready(T),
    /// It did not come.
    Failed(E),
}

impl<T, E> Remote<T, E> {
    /// The value, if it is here.
    pub fn ready(&self) -> Option<&T> {
        match self {
            Self::Ready(value) => Some(value),
            Self::Idle | Self::Loading | Self::Failed(_) => None,
        }
    }

    /// Why it did not come.
    pub fn fault(&self) -> Option<&E> {
        match self {
            Self::Failed(fault) => Some(fault),
            Self::Idle | Self::Loading | Self::Ready(_) => None,
        }
    }

    /// Whether it is on its way.
    pub fn is_loading(&self) -> bool {
        matches!(self, Self::Loading)
    }
}

/// How far a list is that something can be chosen from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListState {
    /// On its way.
    Loading,
    /// Here, perhaps with nothing in it.
    Read,
    /// Not here: nobody asked, or it could not be read.
    Unread,
}

impl<T, E> Remote<T, E> {
    /// How far this list is.
    pub fn list_state(&self) -> ListState {
        match self {
            Self::Loading => ListState::Loading,
            Self::Ready(_) => ListState::Read,
            Self::Idle | Self::Failed(_) => ListState::Unread,
        }
    }
}

impl<T, E> From<Result<T, E>> for Remote<T, E> {
    fn from(outcome: Result<T, E>) -> Self {
        match outcome {
            Ok(value) => Self::Ready(value),
            Err(fault) => Self::Failed(fault),
        }
    }
}
