//! Reading a request's parameters, each checked exactly.

use crate::{InstanceId, ParameterError, Params};
use kafka_offsets::GroupId;

/// Common parameters of every request; in other letters some of them are parameters of an action.
const COMMON: [&str; 10] = [
    "Action",
    "Region",
    "Timestamp",
    "Nonce",
    "SecretId",
    "Signature",
    "SignatureMethod",
    "Token",
    "RequestClient",
    "Version",
];

/// Refuses names that are a known parameter in other letters (`dryrun`, `dry_run`, `Topics.0`). Really unknown
/// names are dropped, but a misspelt one must not turn a dry run into a reset, or three topics into all of them.
pub(crate) fn refuse_misspelt(params: &Params, known: &[&'static str]) -> Result<(), ParameterError> {
    let known_plain: Vec<(String, &'static str)> = known.iter().map(|name| (plain(name), *name)).collect();
    for (given, _) in params.iter() {
        let base = given.split(['.', '[']).next().unwrap_or(given);
        if COMMON.contains(&given) || known.contains(&base) {
            continue;
        }
        let plain = plain(base);
        if let Some((_, meant)) = known_plain.iter().find(|(name, _)| *name == plain) {
            return Err(ParameterError::Misspelt { given: given.to_owned(), meant });
        }
    }
    Ok(())
}

/// A name without case, punctuation and plural.
fn plain(name: &str) -> String {
    let letters: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    letters.strip_suffix('s').map(str::to_owned).unwrap_or(letters)
}

pub(crate) fn required<'a>(
    params: &'a Params,
    name: &'static str,
    way_out: &str,
) -> Result<&'a str, ParameterError> {
    params.get(name).ok_or_else(|| ParameterError::Missing { name, way_out: way_out.to_owned() })
}

pub(crate) fn refused(name: impl Into<String>, value: &str, way_out: impl ToString) -> ParameterError {
    ParameterError::Refused { name: name.into(), value: value.to_owned(), way_out: way_out.to_string() }
}

pub(crate) fn instance(params: &Params) -> Result<InstanceId, ParameterError> {
    let text = required(params, "instanceId", "send the instance's id, as ListInstance gives it")?;
    text.parse().map_err(|error| refused("instanceId", text, error))
}

pub(crate) fn group(params: &Params) -> Result<GroupId, ParameterError> {
    let text = required(params, "group", "send the consumer group's name")?;
    text.parse().map_err(|error| refused("group", text, error))
}

/// A whole number: an optional minus and digits, nothing else, within 64 bits.
pub(crate) fn whole_number(name: &'static str, text: &str, way_out: &str) -> Result<i64, ParameterError> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let number = if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().ok()
    } else {
        None
    };
    number.ok_or_else(|| refused(name, text, way_out))
}

/// A yes or no: `1` or `0`; not there means no. Anything else is refused, since a dry run must not be missed.
pub(crate) fn flag(params: &Params, name: &'static str) -> Result<bool, ParameterError> {
    match params.get(name) {
        None | Some("0") => Ok(false),
        Some("1") => Ok(true),
        Some(other) => Err(refused(name, other, "send 1 for yes, 0 for no, or leave it out for no")),
    }
}

/// Text that is not there or empty counts as not given.
pub(crate) fn search_word(params: &Params) -> Option<String> {
    params.get("searchWord").filter(|word| !word.is_empty()).map(str::to_owned)
}
