//! Numbers that do not repeat, for ids and nonces. Nothing secret may be made of them.

use std::hash::{BuildHasher, Hasher, RandomState};

/// A number that this process, or another one, does not give twice but by an unlikely chance.
pub(crate) fn unlike_any_other() -> u64 {
    // Seeded from the system's randomness for every process, and different for every call
    RandomState::new().build_hasher().finish()
}
