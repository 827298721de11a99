//! What an endpoint can answer instead of an answer.

use std::fmt;

/// Why a call to the endpoint did not bring its answer. What to do about it is told by [`FaultKind`].
///
/// As text, it is one English line for logs and the command line: what it means, and in brackets what was received.
///
/// ```
/// use kafka_offsets::{EndpointFault, FaultKind};
///
/// let fault = EndpointFault { kind: FaultKind::HttpStatus, raw_code: "HTTP 502".into(), raw_message: String::new() };
/// assert_eq!(fault.to_string(), "an HTTP error without the API's own answer (HTTP 502)");
/// assert!(fault.kind.write_may_have_happened(), "so a reset is read back and not sent again");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EndpointFault {
    /// What it means for the operator.
    pub kind: FaultKind,
    /// The code as received, e.g. `4000 (1049)`, `AuthFailure.SignatureFailure`, `HTTP 502`; empty if there was none.
    pub raw_code: String,
    /// The message as received (or the transport's own words), shown as plain text; may be empty.
    pub raw_message: String,
}

impl fmt::Display for EndpointFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.meaning())?;
        match (self.raw_code.as_str(), self.raw_message.as_str()) {
            ("", "") => Ok(()),
            (only, "") | ("", only) => write!(f, " ({only})"),
            (code, message) => write!(f, " ({code}: {message})"),
        }
    }
}

impl std::error::Error for EndpointFault {}

/// Closed list of what can go wrong at an endpoint; each says what the operator does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FaultKind {
    /// No answer at all: connection refused, cut, blocked by the browser. Check address and network.
    Unreachable,
    /// No answer within the time limit.
    TimedOut,
    /// An answer that is not the API's: HTML, text, another JSON. Most likely the address is a login page or a wrong path.
    NotTheApi,
    /// An answer that stops in the middle or is empty.
    Truncated,
    /// An answer of the API with something in it that cannot be: shown raw, reported as a fault of the endpoint.
    Malformed,
    /// An HTTP status other than 200, without the API's envelope.
    HttpStatus,
    /// The signature does not match: wrong secret key, or a proxy changed the request or the host.
    SignatureMismatch,
    /// The key is not known or disabled.
    UnknownKey,
    /// The temporary key's token is wrong or has expired.
    BadToken,
    /// The clock is too far off, or a nonce came twice. Correct the clock; a new try is a new signature.
    ClockOrReplay,
    /// The caller may not do this. Ask the account's owner.
    NotAuthorized,
    /// Too many calls. Wait, then try again.
    Throttled,
    /// The group has members: stop its consumers.
    GroupNotEmpty,
    /// The group does not exist.
    GroupNotFound,
    /// The instance does not exist.
    InstanceNotFound,
    /// The topic does not exist.
    TopicNotFound,
    /// A parameter was refused; the message names it.
    BadParameter,
    /// The endpoint does not know the action.
    UnknownAction,
    /// The request is larger than the endpoint takes.
    TooLarge,
    /// The endpoint says that it sent the request on and got no answer: nobody knows yet what happened.
    OutcomeUnknown,
    /// The endpoint cannot reach what is behind it, and nothing was sent. Try again later.
    UpstreamUnavailable,
    /// An error inside the endpoint.
    Internal,
    /// Refused before anything left, by a rule of ours (e.g. no write to an endpoint that was never read).
    RefusedHere,
    /// Something else; the raw code and message say what is known.
    Other,
}

impl FaultKind {
    /// What it means, as one English line without a full stop.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Unreachable => "the endpoint cannot be reached",
            Self::TimedOut => "no answer within the time limit",
            Self::NotTheApi => {
                "the answer is not the API's; the address may be a login page or have a wrong path"
            }
            Self::Truncated => "the answer stops in the middle",
            Self::Malformed => "the answer holds something that cannot be",
            Self::HttpStatus => "an HTTP error without the API's own answer",
            Self::SignatureMismatch => "the signature does not match",
            Self::UnknownKey => "the key is not known or disabled",
            Self::BadToken => "the temporary key's token is wrong or has expired",
            Self::ClockOrReplay => "the clock is too far off, or a nonce came twice",
            Self::NotAuthorized => "the caller may not do this",
            Self::Throttled => "too many calls",
            Self::GroupNotEmpty => "the group has members",
            Self::GroupNotFound => "the group does not exist",
            Self::InstanceNotFound => "the instance does not exist",
            Self::TopicNotFound => "the topic does not exist",
            Self::BadParameter => "a parameter was refused",
            Self::UnknownAction => "the endpoint does not know the action",
            Self::TooLarge => "the request is larger than the endpoint takes",
            Self::OutcomeUnknown => "the endpoint sent the request on and got no answer",
            Self::UpstreamUnavailable => "the endpoint cannot reach what is behind it; nothing was sent",
            Self::Internal => "an error inside the endpoint",
            Self::RefusedHere => "refused before anything was sent",
            Self::Other => "an error that this version does not know",
        }
    }

    /// Whether a *write* that ended so may have been carried out all the same.
    ///
    /// Only what provably was refused before anything was written answers `false`. `ClockOrReplay` does not: when
    /// a browser or proxy resends a request whose connection died, the first copy may have run and the second is
    /// refused for its nonce.
    pub fn write_may_have_happened(self) -> bool {
        match self {
            Self::Unreachable
            | Self::TimedOut
            | Self::NotTheApi
            | Self::Truncated
            | Self::Malformed
            | Self::HttpStatus
            | Self::OutcomeUnknown
            | Self::Internal
            | Self::ClockOrReplay
            | Self::Other => true,
            Self::SignatureMismatch
            | Self::UnknownKey
            | Self::BadToken
            | Self::NotAuthorized
            | Self::Throttled
            | Self::GroupNotEmpty
            | Self::GroupNotFound
            | Self::InstanceNotFound
            | Self::TopicNotFound
            | Self::BadParameter
            | Self::UnknownAction
            | Self::TooLarge
            | Self::UpstreamUnavailable
            | Self::RefusedHere => false,
        }
    }

    /// Whether the same *read* may well succeed if it is tried again unchanged.
    pub fn retryable(self) -> bool {
        matches!(
            self,
            Self::Unreachable
                | Self::TimedOut
                | Self::Truncated
                | Self::HttpStatus
                | Self::ClockOrReplay
                | Self::Throttled
                | Self::OutcomeUnknown
                | Self::UpstreamUnavailable
                | Self::Internal
        )
    }
}
