//! The API in both versions: one request in, one envelope out, always HTTP 200.
//!
//! The steps, each of which can end the request: the request is read within the limits (`form`), the caller is known
//! and allowed ([`crate::access`]), the action is decoded into our own types (`ckafka_api`), the instance is found,
//! and the call runs on its upstream (`run`). Nothing of the request is passed on as it came.

mod form;
mod run;
mod upstream_error;

use crate::access::{Caller, Message};
use crate::random::unlike_any_other;
use crate::{AppState, Peer};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use ckafka_api::{Answering, ApiError, ParameterError, Params, ServerRequest};
use std::time::Duration;
use tokio::time::{Instant, timeout, timeout_at};

/// How long a request waits for its turn.
const WAIT_FOR_TURN: Duration = Duration::from_secs(10);

/// Answers one request of API 2.0.
pub(crate) async fn answer_v2(State(state): State<AppState>, request: Request) -> Response {
    answer(state, request, Answering::V2).await
}

/// Answers one request of API 3.0.
pub(crate) async fn answer_v3(State(state): State<AppState>, request: Request) -> Response {
    answer(state, request, Answering::V3 { request_id: request_id() }).await
}

async fn answer(state: AppState, request: Request, answering: Answering) -> Response {
    let started = Instant::now();
    let mut log = LogLine::default();
    let outcome = carry_out(&state, request, started, &answering, &mut log).await;
    let (code, body) = match outcome {
        Ok(body) => (0, body),
        Err(error) => (error.code(), answering.error(&error)),
    };
    let millis = started.elapsed().as_millis();
    let request_id = match &answering {
        Answering::V2 => None,
        Answering::V3 { request_id } => Some(request_id.as_str()),
    };
    if code >= 6_000 {
        tracing::warn!(action = log.action, caller = log.caller, code, millis, request_id, "request failed");
    } else {
        tracing::info!(action = log.action, caller = log.caller, code, millis, request_id, "request");
    }
    envelope(&answering, body)
}

/// An id by which people can speak of a request; nothing depends on it but that no two are the same.
fn request_id() -> String {
    let (one, other) = (unlike_any_other(), unlike_any_other());
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        one >> 32,
        (one >> 16) & 0xffff,
        one & 0xffff,
        other >> 48,
        other & 0xffff_ffff_ffff
    )
}

/// What the log says of a request, as far as it got: names from our own lists and files only.
#[derive(Debug, Default)]
struct LogLine {
    action: &'static str,
    caller: String,
}

impl LogLine {
    fn learn(&mut self, caller: &Caller) {
        self.caller = caller.secret_id.clone().unwrap_or_else(|| "this machine".to_owned());
    }
}

async fn carry_out(
    state: &AppState,
    request: Request,
    started: Instant,
    answering: &Answering,
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
    let received = form::receive(&parts, body, &state.limits).await?;
    let now = (state.clock)() / 1_000;
    let (caller, request) = match answering {
        Answering::V2 => {
            let params = received.params_v2(&parts)?;
            let caller = state.access.who_v2(&parts, received.method, &params, peer, now)?;
            log.learn(&caller);
            form::limit_topics(&params, state.limits.topics)?;
            (caller, ServerRequest::decode(&params)?)
        }
        Answering::V3 { .. } => {
            let params = received.params_v3(&parts)?;
            let message = Message { method: received.method, content: &received.content, params: &params };
            let caller = state.access.who_v3(&parts, &message, peer, now)?;
            log.learn(&caller);
            form::limit_topics(&params, state.limits.topics)?;
            let (action, version) = named(&parts, &params)?;
            (caller, ServerRequest::decode_v3(action, version, &params)?)
        }
    };
    log.action = request.action();
    let call = run::Call::new(state, caller, request, answering.clone())?;
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

/// Action and version that a request of API 3.0 names: in headers, or, signed the old way, among the parameters, which
/// that signature covers while it does not cover headers.
fn named<'a>(parts: &'a Parts, params: &'a Params) -> Result<(&'a str, &'a str), ApiError> {
    let named = |header: &'static str, parameter: &str| {
        if params.get("Signature").is_some() {
            let way_out = "a request that is signed by its parameters names it there".to_owned();
            return params.get(parameter).ok_or(ParameterError::Missing { name: header, way_out });
        }
        let mut values = parts.headers.get_all(header).iter();
        let first = values.next().and_then(|value| value.to_str().ok());
        if values.next().is_some() {
            let (name, value) = (header.to_owned(), "…".to_owned());
            return Err(ParameterError::Refused { name, value, way_out: "send this header once".to_owned() });
        }
        let way_out = "name it in the request's headers".to_owned();
        first.or_else(|| params.get(parameter)).ok_or(ParameterError::Missing { name: header, way_out })
    };
    Ok((named("X-TC-Action", "Action")?, named("X-TC-Version", "Version")?))
}

/// A fault of ours while nothing was written; the log says where it happened.
fn internal() -> ApiError {
    ApiError::Internal("a fault of the gateway, its log says where; nothing was written".to_owned())
}

/// A whole answer of the API around an envelope.
fn envelope(answering: &Answering, body: Vec<u8>) -> Response {
    let kind = match answering {
        Answering::V2 => "application/json; charset=utf-8",
        // In exactly these letters: in an answer of any other type the official SDK does not look for an error, and
        // takes a refused reset for one that was carried out
        Answering::V3 { .. } => "application/json",
    };
    (StatusCode::OK, [(header::CONTENT_TYPE, kind)], Body::from(body)).into_response()
}

/// The answer to a request of API 2.0 that panicked before anything was sent.
pub(crate) fn panicked_v2(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    envelope(&Answering::V2, internal().encode())
}

/// The same for API 3.0.
pub(crate) fn panicked_v3(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let answering = Answering::V3 { request_id: request_id() };
    envelope(&answering, answering.error(&internal()))
}
