//! The last two steps, drawn to HTML natively: what is said, in both languages, and by which roles and names.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests stop the test with a message"
)]
#![allow(missing_docs, unreachable_pub, reason = "a test is no library")]

#[path = "views/drift.rs"]
mod drift;
#[path = "views/edit.rs"]
mod edit;
#[path = "views/export.rs"]
mod export;
#[path = "views/fixtures.rs"]
mod fixtures;
#[path = "views/history.rs"]
mod history;
#[path = "views/page.rs"]
mod page;
#[path = "views/result.rs"]
mod result;
#[path = "views/review.rs"]
mod review;
#[path = "views/states.rs"]
mod states;
#[path = "views/tables.rs"]
mod tables;
#[path = "views/words.rs"]
mod words;
