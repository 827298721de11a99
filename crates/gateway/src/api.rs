//! The API: one request in, one envelope out, always HTTP 200.
//!
//! The steps, each of which can end the request: the form is read within the limits (`form`), the caller is known
//! and allowed ([`crate::access`]), the action is decoded into our own types (`ckafka_api`), the instance is found,
//! and the call runs on its upstream (`run`). Nothing of the request is passed on as it came.

mod form;
mod run;
mod upstream_error;

use crate::{AppState, Peer};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use ckafka_api::{ApiError, ServerRequest};
use std::time::Duration;
use tokio::time::{Instant, timeout, timeout_at};

/// How long a request waits for its turn.
const WAIT_FOR_TURN: Duration = Duration::from_secs(10);

/// Answers one request of the API.
pub(crate) async fn answer(State(state): State<AppState>, request: Request) -> Response {
    let started = Instant::now();
    let mut log = LogLine::default();
    let outcome = carry_out(&state, request, started, &mut log).await;
    let (code, body) = match outcome {
        Ok(body) => (0, body),
        Err(error) => (error.code(), error.encode()),
    };
    let millis = started.elapsed().as_millis();
    if code >= 6_000 {
        tracing::warn!(action = log.action, caller = log.caller, code, millis, "request failed");
    } else {
        tracing::info!(action = log.action, caller = log.caller, code, millis, "request");
    }
    envelope(body)
}

/// What the log says of a request, as far as it got: names from our own lists and files only.
#[derive(Debug, Default)]
struct LogLine {
    action: &'static str,
    caller: String,
}

async fn carry_out(
    state: &AppState,
    request: Request,
    started: Instant,
    log: &mut LogLine,
) -> Result<Vec<u8>, ApiError> {
    let turn = timeout(WAIT_FOR_TURN, state.turns().clone().acquire_owned()).await;
    let Ok(Ok(turn)) = turn else {
        return Err(ApiError::Throttled(
            "too many requests are worked on at the moment; try again later".to_owned(),
        ));
    };

    let peer = request.extensions().get::<Peer>().map(|peer| peer.0);
    let (parts, body) = request.into_parts();
    let (method, params) = form::read(&parts, body, &state.limits).await?;
    let caller = state.access.who(&parts, method, &params, peer, (state.clock)() / 1_000)?;
    log.caller = caller.secret_id.clone().unwrap_or_else(|| "this machine".to_owned());

    form::limit_topics(&params, state.limits.topics)?;
    let request = ServerRequest::decode(&params)?;
    log.action = request.action();
    let call = run::Call::new(state, caller, request)?;
    let writes = call.writes();

    // A task of its own: it ends its write even if the caller goes away, and a panic in it is an answer
    let mut task = tokio::spawn(async move {
        let outcome = call.run().await;
        drop(turn);
        outcome
    });
    let deadline = started.checked_add(state.limits.total).unwrap_or(started);
    match timeout_at(deadline, &mut task).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(_panicked)) if writes => {
            Err(ApiError::OutcomeUnknown("the gateway failed in the middle of it".to_owned()))
        }
        Ok(Err(_panicked)) => Err(internal()),
        Err(_elapsed) => {
            // Nothing new is sent once the caller is told that the outcome is unknown
            task.abort();
            let seconds = state.limits.total.as_secs();
            let reason = format!("no answer within {seconds} s");
            Err(if writes { ApiError::OutcomeUnknown(reason) } else { ApiError::UpstreamUnavailable(reason) })
        }
    }
}

/// A fault of ours while nothing was written; the log says where it happened.
fn internal() -> ApiError {
    ApiError::Internal("a fault of the gateway, its log says where; nothing was written".to_owned())
}

/// A whole answer of the API around an envelope.
fn envelope(body: Vec<u8>) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json; charset=utf-8")];
    (StatusCode::OK, kind, Body::from(body)).into_response()
}

/// The answer to a request that panicked before anything was sent.
pub(crate) fn panicked(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    envelope(internal().encode())
}
