//! Which versions of which request a broker speaks.

use super::CallError;
use kafka_protocol::messages::{ApiKey, ApiVersionsResponse};
use std::collections::HashMap;
use std::ops::RangeInclusive;

/// What a broker said to `ApiVersions`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Versions(HashMap<i16, (i16, i16)>);

impl Versions {
    /// Takes over the broker's answer.
    pub(crate) fn new(answer: &ApiVersionsResponse) -> Self {
        Self(answer.api_keys.iter().map(|api| (api.api_key, (api.min_version, api.max_version))).collect())
    }

    /// The highest version that both the broker and this client's code speak.
    ///
    /// # Errors
    ///
    /// [`CallError::Unsupported`] with both ranges if there is none.
    pub(crate) fn highest(&self, key: i16, ours: &RangeInclusive<i16>) -> Result<i16, CallError> {
        let name = ApiKey::try_from(key).map_or_else(|()| format!("request {key}"), |key| format!("{key:?}"));
        let (ours_min, ours_max) = (*ours.start(), *ours.end());
        let Some(&(min, max)) = self.0.get(&key) else {
            return Err(CallError::Unsupported(format!(
                "the broker does not offer {name} at all (versions {ours_min} to {ours_max} would do)"
            )));
        };
        let highest = max.min(ours_max);
        if highest < min.max(ours_min) {
            return Err(CallError::Unsupported(format!(
                "the broker offers {name} in versions {min} to {max}, and this gateway speaks {ours_min} to {ours_max}"
            )));
        }
        Ok(highest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kafka_protocol::messages::api_versions_response::ApiVersion;

    fn broker(min: i16, max: i16) -> Versions {
        let list_offsets = ApiVersion::default().with_api_key(2).with_min_version(min).with_max_version(max);
        Versions::new(&ApiVersionsResponse::default().with_api_keys(vec![list_offsets]))
    }

    #[test]
    fn the_highest_common_version_is_taken() {
        assert_eq!(broker(0, 1).highest(2, &(1..=8)), Ok(1));
        assert_eq!(broker(1, 11).highest(2, &(1..=8)), Ok(8));
    }

    #[test]
    fn no_common_version_is_told_with_both_ranges() {
        let refusal = broker(0, 0).highest(2, &(1..=8)).unwrap_err().to_string();
        assert!(
            refusal.contains("ListOffsets") && refusal.contains("0 to 0") && refusal.contains("1 to 8"),
            "{refusal}"
        );
        let refusal = broker(0, 0).highest(69, &(0..=1)).unwrap_err().to_string();
        assert!(refusal.contains("ConsumerGroupDescribe"), "{refusal}");
    }
}
