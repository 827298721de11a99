//! Ids of plans, and so of the records of resets: they sort by time and can be typed.

use crate::outcome::{Stopped, failed};
use kafka_offsets::Timestamp;

/// A new id: when, to the second, and four random bytes: `20261124-183000-9f86d081`.
///
/// # Errors
///
/// If this machine gives no random numbers.
pub(crate) fn new(now: Timestamp) -> Result<String, Stopped> {
    let random =
        getrandom::u32().map_err(|error| failed(format!("this machine gives no random numbers: {error}")))?;
    let time = jiff::Timestamp::from_millisecond(now.as_millis()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    Ok(format!("{}-{random:08x}", time.strftime("%Y%m%d-%H%M%S")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_tells_when_and_is_never_the_same() {
        let now = Timestamp::try_from(1_700_000_000_000).unwrap();
        let (one, other) = (new(now).unwrap(), new(now).unwrap());
        assert!(one.starts_with("20231114-221320-"), "{one}");
        assert_eq!(one.len(), 24);
        assert_ne!(one, other);
    }
}
