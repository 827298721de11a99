//! Serves the console, and the CKafka offset API on any Kafka cluster.
//!
//! | question | module |
//! |---|---|
//! | how is it started, and stopped | [`args`], [`start`], [`serve`] |
//! | who may call | [`access`] |
//! | what does a request of the API do | `api`, by way of [`router`] |
//! | what stands behind it | [`upstream`] (the trait), [`kafka`], [`demo`] |
//! | where do the console's files come from | [`console`] |
//! | which headers go with every answer | [`headers`] |
//! | what is logged | [`logging`] |
//!
//! ```text
//! socket -> serve -> router -> api -> access -> ckafka_api (decode) -> OffsetUpstream -> ckafka_api (encode)
//!                          \-> console files
//! ```
#![allow(clippy::disallowed_methods, reason = "the ban on clocks is for the page; this is a native server")]

pub mod access;
mod api;
pub mod args;
mod compress;
pub mod console;
#[cfg(feature = "demo")]
pub mod demo;
pub mod headers;
pub mod kafka;
pub mod logging;
pub mod serve;
pub mod start;
mod state;
pub mod upstream;

pub use serve::Peer;
pub use state::{AppState, Clock, Instance, Limits, system_clock};

use axum::Router;
use axum::routing::{any, get};
use tower_http::catch_panic::CatchPanicLayer;

/// All routes: the API, the health check, and the console's files.
///
/// A request needs the extension [`Peer`]; without it the caller counts as foreign.
pub fn router(state: AppState) -> Router {
    let api = Router::new()
        .route("/v2/index.php", any(api::answer))
        .with_state(state.clone())
        .layer(CatchPanicLayer::custom(api::panicked));
    let router = api.route("/healthz", get(async || "ok"));
    let router = state.console.serve_on(router).layer(CatchPanicLayer::new());
    compress::what_travels(headers::on_every_answer(router, &state.console_endpoints))
}
