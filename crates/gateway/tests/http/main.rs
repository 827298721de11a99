//! The HTTP side of the gateway, on a cluster made of constants: who may call, what is answered, and what never is.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "helpers of tests fail by panicking, and a native test may look at the clock"
)]

mod actions;
mod answers;
mod anything;
mod codes;
mod config;
mod documented;
mod fake;
mod limits;
mod page;
mod process;
mod rights;
mod signed;
mod socket;
mod support;
mod tls;
mod unsigned;
mod v3;
