//! What a server answers instead of a result.

use crate::ParameterError;
use crate::v2::to_json;
use kafka_offsets::{GroupId, GroupState, TopicName};
use serde::Serialize;

/// Every failure of a whole call, with its code. What concerns single topics or partitions is a row of the answer.
///
/// A caller must be able to tell "nothing happened" from "nobody knows": only [`ApiError::OutcomeUnknown`] and
/// [`ApiError::Internal`] (code 6000) leave that open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// 4000 `InvalidParameter`: the caller corrects the parameter that the message names.
    #[error("{0}")]
    BadParameter(#[from] ParameterError),
    /// 4000 (9001): the caller checks the action's name.
    #[error("the action \"{0}\" is not known here")]
    UnknownAction(String),
    /// 6100 `NoSuchVersion`: the caller names a version of API 3.0 that is served.
    #[error("version \"{0}\" of the API is not known here; send X-TC-Version: 2019-08-19")]
    UnknownVersion(String),
    /// 4000 (1049): the caller stops the group's consumers.
    #[error(
        "group \"{group}\" is {state} with {members} members; only an Empty group can be reset: stop its consumers first"
    )]
    GroupNotEmpty {
        /// The group.
        group: GroupId,
        /// Its state.
        state: GroupState,
        /// How many members it has, as far as known.
        members: usize,
    },
    /// 5000 `GroupNotFound`: the caller checks the name, or asks for creating the group.
    #[error(
        "group \"{0}\" does not exist; check its spelling, or send createGroup=1 to give it its first offsets"
    )]
    GroupNotFound(GroupId),
    /// 5000 (10006): the caller checks the instance id.
    #[error("instance \"{0}\" does not exist")]
    InstanceNotFound(String),
    /// 4000 (10012), where the call is about that one topic: the caller checks the name.
    #[error("topic \"{0}\" does not exist")]
    TopicNotFound(TopicName),
    /// 4000 `NothingCommitted`: all topics of a group without any commit; the caller names the topics.
    #[error("group \"{0}\" has no committed offsets, so it has no topics to reset; name the topics")]
    NothingCommitted(GroupId),
    /// 4000 `RequestTooLarge`: the caller sends less at a time; the text says how much is taken.
    #[error("{0}")]
    TooLarge(String),
    /// 4100 `AuthFailure`: the caller checks key and signing host.
    #[error("authentication failed: {0}")]
    SignatureMismatch(String),
    /// 4101 `Unauthorized`: the key, or a caller without one, may not do this; the text says what is missing.
    #[error("not authorized: {0}")]
    NotAuthorized(String),
    /// 4103 `UnauthorizedResource`: the key may use the action, and not on this resource; the text names it.
    #[error("not authorized: {0}")]
    ResourceNotAuthorized(String),
    /// 4104 `SecretIdNotFound`: the caller checks the SecretId.
    #[error("the SecretId does not exist")]
    UnknownKey,
    /// 4105 `TokenFailure`: the caller gets a new temporary key.
    #[error("the token is wrong or has expired")]
    BadToken,
    /// 4400 `RequestLimitExceeded`: the caller waits.
    #[error("too many calls: {0}")]
    Throttled(String),
    /// 4500 `ReplayOrExpired`: the caller corrects its clock, or signs anew with a fresh nonce; the text says which.
    #[error("{0}")]
    ClockOrReplay(String),
    /// 6000 `OutcomeUnknown`: sent to the cluster and not answered; the caller reads the offsets first.
    #[error("the reset was sent and not answered: {0}; read the offsets before anything is sent again")]
    OutcomeUnknown(String),
    /// 6000 `InternalError`: a fault of the server; after a write the caller reads the offsets first.
    #[error("internal error: {0}")]
    Internal(String),
    /// 6200 `UpstreamUnavailable`: the cluster cannot be reached and nothing was sent; the caller tries again later.
    #[error("the cluster cannot be reached: {0}; nothing was sent")]
    UpstreamUnavailable(String),
}

impl ApiError {
    /// The envelope's code.
    pub fn code(&self) -> i64 {
        self.parts().0
    }

    /// The answer, to be sent with HTTP status 200.
    ///
    /// ```
    /// use ckafka_api::ApiError;
    ///
    /// let answer = String::from_utf8(ApiError::InstanceNotFound("ckafka-x".into()).encode()).unwrap();
    /// assert_eq!(
    ///     answer,
    ///     r#"{"code":5000,"codeDesc":"InstanceNotFound","message":"(10006)instance \"ckafka-x\" does not exist"}"#
    /// );
    /// ```
    pub fn encode(&self) -> Vec<u8> {
        let (code, _, code_desc) = self.parts();
        to_json(&Encoded { code, code_desc, message: self.sentence() })
    }

    /// The code in API 3.0, which is a word.
    pub fn word(&self) -> &'static str {
        match self {
            Self::BadParameter(ParameterError::Missing { .. }) => "MissingParameter",
            Self::BadParameter(ParameterError::Misspelt { .. }) => "UnknownParameter",
            Self::BadParameter(ParameterError::Refused { .. }) | Self::NothingCommitted(_) => {
                "InvalidParameterValue"
            }
            Self::BadParameter(_) => "InvalidParameter",
            Self::UnknownAction(_) => "InvalidAction",
            Self::UnknownVersion(_) => "NoSuchVersion",
            Self::GroupNotEmpty { .. } => "ResourceInUse.GroupNotEmpty",
            Self::GroupNotFound(_) => "ResourceNotFound.GroupNotFound",
            Self::InstanceNotFound(_) => "InvalidParameterValue.InstanceNotExist",
            Self::TopicNotFound(_) => "ResourceNotFound.TopicNotFound",
            Self::TooLarge(_) => "RequestSizeLimitExceeded",
            Self::SignatureMismatch(_) => "AuthFailure.SignatureFailure",
            Self::NotAuthorized(_) | Self::ResourceNotAuthorized(_) => "UnauthorizedOperation",
            Self::UnknownKey => "AuthFailure.SecretIdNotFound",
            Self::BadToken => "AuthFailure.TokenFailure",
            Self::Throttled(_) => "RequestLimitExceeded",
            Self::ClockOrReplay(_) => "AuthFailure.SignatureExpire",
            Self::OutcomeUnknown(_) => "InternalError.OutcomeUnknown",
            Self::Internal(_) => "InternalError",
            Self::UpstreamUnavailable(_) => "ResourceUnavailable.UpstreamUnavailable",
        }
    }

    /// The message, with CKafka's module code before it.
    pub(crate) fn sentence(&self) -> String {
        match self.parts().1 {
            Some(module) => format!("({module}){self}"),
            None => self.to_string(),
        }
    }

    fn parts(&self) -> (i64, Option<u32>, &'static str) {
        match self {
            Self::BadParameter(_) => (4000, None, "InvalidParameter"),
            Self::UnknownAction(_) => (4000, Some(9001), "InvalidAction"),
            Self::UnknownVersion(_) => (6100, None, "NoSuchVersion"),
            Self::GroupNotEmpty { .. } => (4000, Some(1049), "GroupNotEmpty"),
            Self::GroupNotFound(_) => (5000, None, "GroupNotFound"),
            Self::InstanceNotFound(_) => (5000, Some(10006), "InstanceNotFound"),
            Self::TopicNotFound(_) => (4000, Some(10012), "TopicNotFound"),
            Self::NothingCommitted(_) => (4000, None, "NothingCommitted"),
            Self::TooLarge(_) => (4000, None, "RequestTooLarge"),
            Self::SignatureMismatch(_) => (4100, None, "AuthFailure"),
            Self::NotAuthorized(_) => (4101, None, "Unauthorized"),
            Self::ResourceNotAuthorized(_) => (4103, None, "UnauthorizedResource"),
            Self::UnknownKey => (4104, None, "SecretIdNotFound"),
            Self::BadToken => (4105, None, "TokenFailure"),
            Self::Throttled(_) => (4400, None, "RequestLimitExceeded"),
            Self::ClockOrReplay(_) => (4500, None, "ReplayOrExpired"),
            Self::OutcomeUnknown(_) => (6000, None, "OutcomeUnknown"),
            Self::Internal(_) => (6000, None, "InternalError"),
            Self::UpstreamUnavailable(_) => (6200, None, "UpstreamUnavailable"),
        }
    }
}

#[derive(Serialize)]
struct Encoded {
    code: i64,
    #[serde(rename = "codeDesc")]
    code_desc: &'static str,
    message: String,
}
