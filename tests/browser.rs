//! The console in a real browser: mounting, embedding, settings, the form, a whole reset.
//! Run by `cargo test --target wasm32-unknown-unknown -p ckafka-console`.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests say what must be there"
)]

#[path = "browser/claims.rs"]
mod claims;
#[path = "browser/embedding.rs"]
mod embedding;
#[path = "browser/form.rs"]
mod form;
#[path = "browser/history.rs"]
mod history;
#[path = "browser/page.rs"]
mod page;
#[path = "browser/reset.rs"]
mod reset;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
