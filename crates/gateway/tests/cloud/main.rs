//! The cloud as an upstream, against a stand-in for it that keeps state, checks signatures by an implementation of its
//! own, and misbehaves on demand.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "helpers of tests fail by panicking, and a native test may look at the clock"
)]

mod faults;
mod irregular;
mod key_command;
mod process;
mod reads;
mod resets;
mod settings;
mod support;
mod through_the_gateway;
