//! Tests of the crate from outside, one file per subject; one binary, since linking is what takes the time.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod calls;
mod codes;
mod curl;
mod irregular;
mod requests;
mod round_trips;
mod samples;
mod signing;
mod support;
mod v3_answers;
mod v3_calls;
mod v3_server;
mod v3_support;
mod vectors;

#[path = "../../examples/check_vectors/vector.rs"]
mod vector;
