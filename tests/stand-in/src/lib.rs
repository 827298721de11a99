//! A stand-in for Tencent's cloud: both versions of its API, over plain HTTP on this machine.
//!
//! Written from the documentation with nothing of our own crates, so that a misunderstanding of theirs shows. It keeps
//! state, and misbehaves on demand ([`Trick`]). Signatures are computed anew by an implementation of its own, and,
//! where the variable `OFFICIAL_SDK_PYTHON` names a Python that has the official SDKs, by those, too.
//!
//! Tests use it in their own process ([`Cloud::start`]); what runs elsewhere, a browser for one, uses the program of
//! the same name.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "it helps tests: it fails by panicking, and natively one may look at the clock"
)]

mod api2;
mod api3;
mod cloud;
mod door;
mod official;
mod shop;
mod signature;
mod trick;
mod world;

pub use cloud::Cloud;
pub use official::judged;
pub use trick::{Trick, UnknownTrick};
pub use world::{Partition, World};

/// The SecretId that may call.
pub const ID: &str = "AKIDstandin";
/// Its SecretKey; must appear in no log and on no page.
pub const SECRET: &str = "standInSecret-canary";
/// The only instance.
pub const INSTANCE: &str = "ckafka-8j4rodrr";
/// Where it is.
pub const REGION: &str = "ap-guangzhou";
/// Milliseconds; record k of every partition is from `FIRST + k * 1000`.
pub const FIRST: i64 = 1_600_000_000_000;
