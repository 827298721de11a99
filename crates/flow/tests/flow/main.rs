//! The flow from the outside: events in, effects and states out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests stand outside #[test] functions, and a failing helper is a failing test"
)]

mod checking;
mod confirming;
mod following_up;
mod laws;
mod opening;
mod planning;
mod reading_back;
mod resuming;
mod sending;
mod straight_way;
mod support;
mod waiting;
