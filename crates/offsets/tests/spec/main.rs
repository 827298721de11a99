//! The specification of `kafka-offsets`, as tests.
//!
//! The ids in the names (`s04`, `t03`, ...) number the cases of Apache Kafka's own reset tool that were taken over,
//! its class `ConsumerGroupCommand` and the test `ResetConsumerGroupOffsetTest`. Where this crate differs on
//! purpose, the test says so.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests may fail loudly"
)]

mod age;
mod answers;
mod codes;
mod commands;
mod counts;
mod documents;
mod drift;
mod endpoint;
mod faults;
mod fixture;
mod groups;
mod ids;
mod laws;
mod moved;
mod outcome;
mod plan_files;
mod played;
mod reading;
mod retry;
mod risk;
mod scopes;
mod sorting;
mod strategies;
mod times;
mod undo;
mod untold;
mod verdicts;
