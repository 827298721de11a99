//! Serves the console, and the CKafka offset API on any Kafka cluster.
//!
//! | question | module |
//! |---|---|
//! | how is it started, and stopped | [`args`], `config`, [`start`], [`serve`], [`tls`] |
//! | which instances are there | [`instances`] |
//! | which files are read again when they change | [`reload`] |
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
mod config;
pub mod console;
#[cfg(feature = "demo")]
pub mod demo;
pub mod headers;
pub mod instances;
pub mod kafka;
pub mod logging;
mod random;
pub mod reload;
pub mod serve;
pub mod start;
mod state;
pub mod tencent;
pub mod tls;
pub mod upstream;

pub use config::ConfigError;
pub use serve::Peer;
pub use state::{AppState, Clock, Instance, Limits, system_clock};

use axum::Router;
use axum::extract::Request;
use axum::http::{Method, Uri};
use axum::routing::{any, get};
use tower::Layer as _;
use tower::util::MapRequestLayer;
use tower_http::catch_panic::CatchPanicLayer;

/// All routes: both versions of the API, the health check, and the console's files.
///
/// A request needs the extension [`Peer`]; without it the caller counts as foreign.
pub fn router(state: AppState) -> Router {
    let v2 = Router::new()
        .route("/v2/index.php", any(api::answer_v2))
        .layer(CatchPanicLayer::custom(api::panicked_v2));
    let v3 = Router::new()
        .route(V3_PATH, any(api::answer_v3))
        .route("/v3", any(api::answer_v3))
        .layer(CatchPanicLayer::custom(api::panicked_v3));
    let router = v2.merge(v3).with_state(state.clone()).route("/healthz", get(async || "ok"));
    let router = state.console.serve_on(router).layer(CatchPanicLayer::new());
    // Before the routes are looked up, so around them
    let router = Router::new().fallback_service(MapRequestLayer::new(own_path_of_v3).layer(router));
    compress::what_travels(headers::on_every_answer(router, &state.console_endpoints))
}

/// Where API 3.0 lives here, whatever else does.
const V3_PATH: &str = "/v3/";

/// API 3.0 lives at `/`, as the console's page does: its requests are told by being a `POST`, by their headers, or,
/// if they are a `GET` that is signed the old way, by their query.
fn own_path_of_v3(mut request: Request) -> Request {
    let query = request.uri().query().unwrap_or("");
    let signed_query = query.split('&').any(|pair| pair.starts_with("Signature="));
    let is_v3 =
        request.method() == Method::POST || request.headers().contains_key("x-tc-action") || signed_query;
    if request.uri().path() == "/" && is_v3 {
        let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
        let mut parts = request.uri().clone().into_parts();
        parts.path_and_query = format!("{V3_PATH}{query}").parse().ok();
        // Its parts were in a URI already, so they make one again
        if let Ok(uri) = Uri::from_parts(parts) {
            *request.uri_mut() = uri;
        }
    }
    request
}
