//! The program itself, run as an operator or a pipeline runs it, against a gateway on the embedded broker.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "helpers of tests stand outside #[test] functions, run natively, and a failing helper is a failing test"
)]

mod applying;
mod cloud;
mod cloud_faults;
mod command;
mod drifting;
mod files;
mod history;
mod lost;
mod plain;
mod planning;
mod relay;
mod retrying;
mod secrets;
mod several;
mod undoing;
#[expect(dead_code, reason = "only random sequences prepare something that then does not happen")]
#[path = "../support/upstream.rs"]
mod upstream;
mod usage;
mod waiting;
#[path = "../support/world.rs"]
mod world;
