//! Why a caller is not let in.

use super::UnsignedRefusal;
use ckafka_api::sign::VerifyError;
use ckafka_api::{ApiError, ParameterError};

/// Why a request was refused before anything was done. Each sentence says what to change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// An unsigned request that does not provably come from this machine.
    #[error(transparent)]
    Unsigned(#[from] UnsignedRefusal),
    /// The parameters that make up a signature are not all there, or can't be read.
    #[error(transparent)]
    Parameters(#[from] ParameterError),
    /// The SecretId is not in the keys file.
    #[error("the SecretId is not in the gateway's keys file")]
    UnknownKey,
    /// The signature is wrong.
    #[error("{0}; check the SecretKey and the host that the request is signed for")]
    Signature(VerifyError),
    /// The token is not the key's.
    #[error("the Token is not the one that belongs to this SecretId")]
    Token,
    /// The time stamp is too far from the gateway's clock.
    #[error(
        "Timestamp {signed_at} is {} seconds {} the gateway's clock, which says {now}; at most 300 are allowed: correct the clock and sign again",
        signed_at.abs_diff(*now),
        if signed_at < now { "behind" } else { "ahead of" }
    )]
    Clock {
        /// UNIX seconds of the request.
        signed_at: u64,
        /// UNIX seconds of the gateway.
        now: u64,
    },
    /// The nonce was used before.
    #[error("this Nonce was used before; sign the request again with a new one")]
    Replayed,
    /// The very same signed write came before (API 3.0, which has no nonce).
    #[error("this very request was taken before; to do the same again, sign it again a second later")]
    SameSignature,
    /// The key may not use the action.
    #[error(
        "this key may not use the action {}; ask the gateway's operator (actions in the keys file)",
        .0.join(", in API 3.0 ")
    )]
    Action(&'static [&'static str]),
    /// The key may not use the instance.
    #[error(
        "this key may not use the instance \"{0}\"; ask the gateway's operator (instances in the keys file)"
    )]
    Instance(String),
    /// The key may not use the group.
    #[error(
        "this key may not use the consumer group \"{0}\"; ask the gateway's operator (groups in the keys file)"
    )]
    Group(String),
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        let sentence = refusal.to_string();
        match refusal {
            Refusal::Parameters(error) => Self::BadParameter(error),
            Refusal::UnknownKey => Self::UnknownKey,
            Refusal::Signature(_) => Self::SignatureMismatch(sentence),
            Refusal::Token => Self::BadToken,
            Refusal::Clock { .. } | Refusal::Replayed | Refusal::SameSignature => {
                Self::ClockOrReplay(sentence)
            }
            Refusal::Unsigned(_) | Refusal::Action(_) => Self::NotAuthorized(sentence),
            Refusal::Instance(_) | Refusal::Group(_) => Self::ResourceNotAuthorized(sentence),
        }
    }
}
