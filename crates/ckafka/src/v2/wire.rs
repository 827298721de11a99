//! JSON values as the API sends them: numbers as numbers or as text, codes under two names, -1 for "none".

use kafka_offsets::{KafkaError, Offset, PartitionId, TopicName};
use serde::de::{self, Deserialize, Deserializer, Visitor};
use std::fmt;

/// A whole number that came as a number or as text; exact to 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Int(pub(crate) i64);

impl<'de> Deserialize<'de> for Int {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct IntVisitor;

        impl Visitor<'_> for IntVisitor {
            type Value = Int;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number of at most 64 bits, as a number or as text")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Int, E> {
                Ok(Int(number))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Int, E> {
                let invalid = || E::invalid_value(de::Unexpected::Unsigned(number), &self);
                number.try_into().map(Int).map_err(|_| invalid())
            }

            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Int, E> {
                // `27708.0` is fine; from 2^53 on a float no longer says which number was meant
                const EXACT: f64 = 9_007_199_254_740_992.0;
                if number.fract() == 0.0 && number.abs() < EXACT {
                    Ok(Int(number as i64))
                } else {
                    Err(E::invalid_value(de::Unexpected::Float(number), &self))
                }
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Int, E> {
                text.trim().parse().map(Int).map_err(|_| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }

        deserializer.deserialize_any(IntVisitor)
    }
}

/// The code of a row that may name it `error_code` or `err_code`: the first that is not 0, else 0 if one was there.
///
/// A row without any code claims nothing, so it is no success: [`KafkaError::UnknownServerError`]'s -1.
pub(crate) fn code(one: Option<Int>, other: Option<Int>) -> KafkaError {
    let code = match (one, other) {
        (Some(Int(0)), Some(Int(code))) | (Some(Int(code)), _) | (None, Some(Int(code))) => code,
        (None, None) => -1,
    };
    KafkaError::from_code(i16::try_from(code).unwrap_or(-1))
}

/// The code of a row of a *read*, where a missing code means that nothing is wrong.
pub(crate) fn read_code(one: Option<Int>, other: Option<Int>) -> Option<KafkaError> {
    let code = code(one.or(Some(Int(0))), other);
    (!code.is_success()).then_some(code)
}

/// What cannot be in an answer; becomes [`kafka_offsets::FaultKind::Malformed`].
pub(crate) type Impossible = String;

/// An offset that may be missing: not there, `null` and -1 are none. Less than -1 is no offset at all.
pub(crate) fn offset(number: Option<Int>, what: &str, topic: &str) -> Result<Option<Offset>, Impossible> {
    match number {
        None | Some(Int(-1)) => Ok(None),
        Some(Int(number)) => Offset::try_from(number)
            .map(Some)
            .map_err(|_| format!("{what} {number} of topic \"{topic}\" is no offset")),
    }
}

pub(crate) fn topic(name: &str) -> Result<TopicName, Impossible> {
    name.parse().map_err(|error| format!("{error}"))
}

pub(crate) fn partition(number: Option<Int>, topic: &str) -> Result<PartitionId, Impossible> {
    let Some(Int(number)) = number else {
        return Err(format!("a partition of topic \"{topic}\" has no number"));
    };
    i32::try_from(number)
        .ok()
        .and_then(|number| PartitionId::try_from(number).ok())
        .ok_or_else(|| format!("partition {number} of topic \"{topic}\" is no partition number"))
}
