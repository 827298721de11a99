//! Which nonces were used already, so that a signed request that somebody saw can't be sent again.

use std::collections::HashMap;

/// How often expired nonces are swept out, in seconds.
const SWEEP_EVERY: u64 = 60;

/// Nonces of correctly signed requests, kept as long as their time stamp would still be taken.
///
/// Only holders of a key can add to it, so its size is bounded by how fast they call.
#[derive(Debug, Default)]
pub(crate) struct Nonces {
    /// By the key's SecretId (which a key keeps when its file is read again) and nonce, the UNIX second after which the
    /// request's time stamp is too old anyway.
    used: HashMap<(Box<str>, u64), u64>,
    next_sweep: u64,
}

impl Nonces {
    /// Notes a nonce of a key; `false` if it was there already. Times are UNIX seconds.
    pub(crate) fn first_use(&mut self, key: &str, nonce: u64, now: u64, keep_until: u64) -> bool {
        if now >= self.next_sweep {
            self.used.retain(|_, until| *until >= now);
            self.next_sweep = now.saturating_add(SWEEP_EVERY);
        }
        let kept = self.used.entry((key.into(), nonce)).or_insert(0);
        let first = *kept < now;
        *kept = keep_until.max(*kept);
        first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_works_once_per_key() {
        let mut nonces = Nonces::default();
        assert!(nonces.first_use("A", 7, 1_000, 1_300));
        assert!(!nonces.first_use("A", 7, 1_001, 1_301));
        assert!(nonces.first_use("B", 7, 1_001, 1_301), "another key has nonces of its own");
        assert!(nonces.first_use("A", u64::MAX, 1_001, 1_301));
    }

    #[test]
    fn a_nonce_is_remembered_as_long_as_its_time_stamp_would_be_taken() {
        let mut nonces = Nonces::default();
        // Signed by a clock that is 5 minutes ahead: taken until 10 minutes from now
        assert!(nonces.first_use("A", 7, 1_000, 1_600));
        assert!(!nonces.first_use("A", 7, 1_600, 1_900));
        assert!(nonces.first_use("A", 7, 1_901, 2_200));
    }

    #[test]
    fn expired_nonces_take_no_memory() {
        let mut nonces = Nonces::default();
        for nonce in 0..1_000 {
            assert!(nonces.first_use("A", nonce, 1_000, 1_300));
        }
        assert!(nonces.first_use("A", 1_000, 2_000, 2_300));
        assert_eq!(nonces.used.len(), 1);
    }
}
