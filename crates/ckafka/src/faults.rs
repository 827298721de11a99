//! What the API's codes mean: two tables, from which every [`EndpointFault`] is made.
//!
//! API 3.0 has words ([`WORDS`]), API 2.0 numbers ([`CODES`]). A number says three things: the envelope's `code`, CKafka's own module code as a prefix of the
//! message (`(1049)…`), and the word in `codeDesc`. The most specific entry of [`CODES`] that fits is taken. Texts
//! are never matched.
//!
//! The kinds are chosen so that [`FaultKind::write_may_have_happened`] errs on the safe side: only a code that
//! says that the request was refused before it was carried out gets a kind that answers `false`.

use crate::TransportFault;
use kafka_offsets::{EndpointFault, FaultKind};
use serde::de::{self, Deserialize, Deserializer, Visitor};
use std::fmt;

/// "Partly succeeded": shown by the rows of the answer, not as a fault.
pub(crate) const PARTLY_SUCCEEDED: i64 = 5400;
/// CKafka's module codes that say more than the word of API 3.0 that they may come with.
const MODULES: [(u32, FaultKind); 4] = [
    (1049, FaultKind::GroupNotEmpty),
    (10006, FaultKind::InstanceNotFound),
    (10012, FaultKind::TopicNotFound),
    (10016, FaultKind::TopicNotFound),
];

/// What one code means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeEntry {
    /// The envelope's `code`.
    pub code: i64,
    /// CKafka's module code; `None`: any or none.
    pub module: Option<u32>,
    /// The word in `codeDesc`; `None`: any or none.
    pub word: Option<&'static str>,
    /// What it is for the operator.
    pub kind: FaultKind,
    /// Meaning, one English line.
    pub meaning: &'static str,
    /// Whether the same *read* may well succeed unchanged.
    pub retryable: bool,
    /// What to do next, one English line.
    pub next_step: &'static str,
}

const fn entry(
    code: i64,
    module: Option<u32>,
    word: Option<&'static str>,
    kind: FaultKind,
    meaning: &'static str,
    retryable: bool,
    next_step: &'static str,
) -> CodeEntry {
    CodeEntry { code, module, word, kind, meaning, retryable, next_step }
}

/// Every code that is known: API 2.0's common codes, CKafka's module codes, and the words of our own gateway.
#[rustfmt::skip]
pub const CODES: &[CodeEntry] = &[
    entry(4000, Some(1049), None, FaultKind::GroupNotEmpty, "the consumer group is not empty, so its offsets cannot be reset", false, "stop the group's consumers and wait for their session timeout"),
    entry(4000, Some(10012), None, FaultKind::TopicNotFound, "the topic does not exist", false, "check the topic's name"),
    entry(4000, Some(10016), None, FaultKind::TopicNotFound, "the topic is being deleted", false, "leave the topic out"),
    entry(4000, Some(9001), None, FaultKind::UnknownAction, "the endpoint does not know this action", false, "check the endpoint's address and API version"),
    entry(4000, Some(9003), None, FaultKind::BadParameter, "a parameter was refused", false, "check the parameter that the message names"),
    entry(4000, Some(1000), None, FaultKind::BadParameter, "a parameter was refused", false, "check the parameter that the message names"),
    entry(4000, None, Some("RequestTooLarge"), FaultKind::TooLarge, "the request is larger than the endpoint takes", false, "name fewer topics or partitions at a time"),
    entry(4000, None, None, FaultKind::BadParameter, "a parameter was refused", false, "check the parameter that the message names"),
    entry(4100, None, None, FaultKind::SignatureMismatch, "authentication failed, mostly because the signature is wrong", false, "check the SecretKey and the signing host"),
    entry(4101, None, None, FaultKind::NotAuthorized, "the sub-account may not call this action", false, "ask the account's owner for the permission"),
    entry(4102, None, None, FaultKind::NotAuthorized, "no permission for a resource of the request", false, "ask the account's owner for the permission"),
    entry(4103, None, None, FaultKind::NotAuthorized, "no permission for the resource operated on", false, "ask the account's owner for the permission"),
    entry(4104, None, None, FaultKind::UnknownKey, "the SecretId does not exist or is disabled", false, "check the SecretId"),
    entry(4105, None, None, FaultKind::BadToken, "the token is wrong or has expired", false, "get a new temporary key"),
    entry(4106, None, None, FaultKind::NotAuthorized, "multi-factor authentication failed", false, "authenticate again, then retry"),
    entry(4110, None, None, FaultKind::NotAuthorized, "access management refused the call", false, "ask the account's owner for the permission"),
    entry(4300, None, None, FaultKind::NotAuthorized, "access denied: the account is blocked", false, "ask the account's owner"),
    entry(4400, None, None, FaultKind::Throttled, "too many calls", true, "wait a minute, then try again"),
    entry(4500, None, None, FaultKind::ClockOrReplay, "the request's time is too far off, or its nonce came twice", true, "correct the clock; a new try is signed anew"),
    entry(4600, None, None, FaultKind::BadParameter, "the protocol is not supported: HTTPS only", false, "use an https:// address"),
    entry(5000, Some(10006), None, FaultKind::InstanceNotFound, "the instance does not exist", false, "check the instance id and the region"),
    entry(5000, None, Some("GroupNotFound"), FaultKind::GroupNotFound, "the consumer group does not exist", false, "check the group's name, or ask for creating it"),
    entry(5000, None, None, FaultKind::Other, "a resource does not exist", false, "check the names that the message mentions"),
    entry(5100, Some(10003), None, FaultKind::Internal, "internal database error of the endpoint", true, "a read: try again; a reset: read the offsets first"),
    entry(5100, None, None, FaultKind::Internal, "the operation on the resource failed", true, "a read: try again; a reset: read the offsets first"),
    entry(5200, None, None, FaultKind::Other, "the purchase failed", false, "not expected here; ask the endpoint's operator"),
    entry(5300, None, None, FaultKind::Other, "the balance does not suffice", false, "ask the account's owner"),
    entry(5400, None, None, FaultKind::Other, "partly succeeded", false, "read the offsets: some may have moved"),
    entry(5500, None, None, FaultKind::Other, "not qualified for the operation", false, "ask the account's owner"),
    entry(6000, None, Some("OutcomeUnknown"), FaultKind::OutcomeUnknown, "the endpoint sent the request on and got no answer", true, "read the offsets before anything is sent again"),
    entry(6000, None, None, FaultKind::Internal, "internal error of the endpoint", true, "a read: try again; a reset: read the offsets first"),
    entry(6100, None, None, FaultKind::UnknownAction, "the endpoint does not support this version of the API", false, "check the endpoint's address and API version"),
    entry(6200, None, Some("UpstreamUnavailable"), FaultKind::UpstreamUnavailable, "the endpoint cannot reach the cluster; nothing was sent", true, "try again later"),
    entry(6200, None, None, FaultKind::Internal, "the API is unavailable for the moment", true, "a read: try again; a reset: read the offsets first"),
    // Module codes that come under several envelope codes
    entry(4102, Some(10024), None, FaultKind::NotAuthorized, "no permission for the instance", false, "ask the account's owner for the permission"),
];

/// The entry for a code, the most specific one; `None` for a code that is not known.
///
/// ```
/// use kafka_offsets::FaultKind;
///
/// let entry = ckafka_api::code_entry(4000, Some(1049), "").unwrap();
/// assert_eq!(entry.kind, FaultKind::GroupNotEmpty);
/// ```
pub fn code_entry(code: i64, module: Option<u32>, word: &str) -> Option<&'static CodeEntry> {
    let of_code = || CODES.iter().filter(move |entry| entry.code == code);
    of_code()
        .find(|entry| entry.module.is_some() && entry.module == module)
        .or_else(|| of_code().find(|entry| entry.word.is_some_and(|known| known == word)))
        .or_else(|| of_code().find(|entry| entry.module.is_none() && entry.word.is_none()))
}

/// The codes of API 3.0, those that all products have and CKafka's own, with their kind. A code with a part after
/// the point that is not listed means what its first part means.
///
/// What is not said to be a refusal (`FailedOperation`, say, as a group with members may well be called: the page
/// does not tell) has a kind that leaves open what happened, so that the offsets are read.
#[rustfmt::skip]
pub const WORDS: &[(&str, FaultKind)] = &[
    ("AuthFailure", FaultKind::SignatureMismatch),
    ("AuthFailure.InvalidSecretId", FaultKind::UnknownKey),
    ("AuthFailure.MFAFailure", FaultKind::NotAuthorized),
    ("AuthFailure.SecretIdNotFound", FaultKind::UnknownKey),
    ("AuthFailure.SignatureExpire", FaultKind::ClockOrReplay),
    ("AuthFailure.TokenFailure", FaultKind::BadToken),
    ("AuthFailure.UnauthorizedOperation", FaultKind::NotAuthorized),
    ("IpInBlacklist", FaultKind::NotAuthorized),
    ("IpNotInWhitelist", FaultKind::NotAuthorized),
    ("UnauthorizedOperation", FaultKind::NotAuthorized),
    ("RequestLimitExceeded", FaultKind::Throttled),
    ("RequestSizeLimitExceeded", FaultKind::TooLarge),
    ("ActionOffline", FaultKind::UnknownAction),
    ("InvalidAction", FaultKind::UnknownAction),
    ("NoSuchProduct", FaultKind::UnknownAction),
    ("NoSuchVersion", FaultKind::UnknownAction),
    ("InvalidParameterValue.WrongAction", FaultKind::UnknownAction),
    ("InvalidFilter", FaultKind::BadParameter),
    ("InvalidParameter", FaultKind::BadParameter),
    ("InvalidParameterValue", FaultKind::BadParameter),
    ("InvalidRequest", FaultKind::BadParameter),
    ("MissingParameter", FaultKind::BadParameter),
    ("RegionError", FaultKind::BadParameter),
    ("UnknownParameter", FaultKind::BadParameter),
    ("UnsupportedOperation", FaultKind::BadParameter),
    ("UnsupportedProtocol", FaultKind::BadParameter),
    ("UnsupportedRegion", FaultKind::BadParameter),
    ("InvalidParameterValue.InstanceNotExist", FaultKind::InstanceNotFound),
    ("InternalError", FaultKind::Internal),
    ("ResourceUnavailable", FaultKind::Internal),
    ("ServiceUnavailable", FaultKind::Internal),
    // Our own gateway's
    ("InternalError.OutcomeUnknown", FaultKind::OutcomeUnknown),
    ("ResourceInUse.GroupNotEmpty", FaultKind::GroupNotEmpty),
    ("ResourceNotFound.GroupNotFound", FaultKind::GroupNotFound),
    ("ResourceNotFound.TopicNotFound", FaultKind::TopicNotFound),
    ("ResourceUnavailable.UpstreamUnavailable", FaultKind::UpstreamUnavailable),
];

/// What a code of API 3.0 is for the operator; [`FaultKind::Other`] for one that is not known.
///
/// ```
/// use kafka_offsets::FaultKind;
///
/// assert_eq!(ckafka_api::word_kind("RequestLimitExceeded.UinLimitExceeded"), FaultKind::Throttled);
/// ```
pub fn word_kind(code: &str) -> FaultKind {
    let of = |code: &str| WORDS.iter().find(|(known, _)| *known == code).map(|(_, kind)| *kind);
    of(code).or_else(|| of(code.split('.').next()?)).unwrap_or(FaultKind::Other)
}

/// The envelope's `code`: a number, which official samples also show as text; in API 3.0 a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Code {
    Number(i64),
    Word(String),
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct CodeVisitor;

        impl Visitor<'_> for CodeVisitor {
            type Value = Code;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a code")
            }

            fn visit_i64<E: de::Error>(self, code: i64) -> Result<Code, E> {
                Ok(Code::Number(code))
            }

            fn visit_u64<E: de::Error>(self, code: u64) -> Result<Code, E> {
                Ok(i64::try_from(code).map_or_else(|_| Code::Word(code.to_string()), Code::Number))
            }

            fn visit_str<E: de::Error>(self, code: &str) -> Result<Code, E> {
                Ok(code.trim().parse().map_or_else(|_| Code::Word(code.to_owned()), Code::Number))
            }
        }

        deserializer.deserialize_any(CodeVisitor)
    }
}

/// The fault for an answer whose code is not 0.
pub(crate) fn of_code(code: &Code, word: &str, message: &str) -> EndpointFault {
    let (module, text) = split_module(message);
    let word = if word == "Success" { "" } else { word };
    let (number, kind) = match code {
        Code::Number(number) => {
            let entry = code_entry(*number, module, word);
            (number.to_string(), entry.map_or(FaultKind::Other, |entry| entry.kind))
        }
        Code::Word(word) => {
            let of_module = MODULES.iter().find(|(known, _)| module == Some(*known)).map(|(_, kind)| *kind);
            (word.clone(), of_module.unwrap_or_else(|| word_kind(word)))
        }
    };
    let raw_code = match (module, word) {
        (Some(module), _) => format!("{number} ({module})"),
        (None, "") => number,
        (None, word) => format!("{number} {word}"),
    };
    EndpointFault { kind, raw_code, raw_message: text.to_owned() }
}

/// Takes the module code off a message: `(1049)text` is 1049 and `text`.
fn split_module(message: &str) -> (Option<u32>, &str) {
    let parts = message.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')'));
    match parts.and_then(|(module, text)| Some((module.trim().parse().ok()?, text))) {
        Some((module, text)) => (Some(module), text.trim()),
        None => (None, message.trim()),
    }
}

/// The fault for a response that never came.
pub(crate) fn of_transport(fault: TransportFault) -> EndpointFault {
    let kind = match fault {
        TransportFault::Unreachable(_) | TransportFault::Cut(_) => FaultKind::Unreachable,
        TransportFault::TimedOut => FaultKind::TimedOut,
    };
    EndpointFault { kind, raw_code: String::new(), raw_message: fault.to_string() }
}
