//! From an HTTP request to its parameters, within the limits.

use crate::Limits;
use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use bytes::BytesMut;
use ckafka_api::{ApiError, Method, ParameterError, Params};
use futures::StreamExt;

/// How much of a body that is too large is still read and dropped, so that the caller gets to read the answer
/// instead of a broken connection.
const DRAIN: usize = 4;

/// The request's method and parameters: of the query of a `GET`, of the body of a `POST`.
///
/// # Errors
///
/// [`ApiError`] with the limit that is broken, or with what is wrong with the form.
pub(super) async fn read(parts: &Parts, body: Body, limits: &Limits) -> Result<(Method, Params), ApiError> {
    let method = match parts.method {
        axum::http::Method::GET => Method::Get,
        axum::http::Method::POST => Method::Post,
        _ => return Err(refused("HTTP method", parts.method.as_str(), "send POST or GET")),
    };
    let headers: usize = parts.headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if headers > limits.headers {
        let message = format!("the headers have {headers} bytes; at most {} are taken", limits.headers);
        return Err(ApiError::TooLarge(message));
    }
    let query = parts.uri.query().unwrap_or("");
    let target = parts.uri.path().len() + query.len();
    if target > limits.target {
        let way_out = "send the parameters in the body of a POST";
        let message =
            format!("path and query have {target} bytes; at most {} are taken: {way_out}", limits.target);
        return Err(ApiError::TooLarge(message));
    }
    let form = match method {
        Method::Get => BytesMut::from(query.as_bytes()),
        Method::Post => {
            if !query.is_empty() {
                return Err(refused(
                    "URL",
                    "…?…",
                    "a POST has its parameters in the body: move the query there",
                ));
            }
            refuse_other_content(parts)?;
            let whole = tokio::time::timeout(limits.read, whole_body(body, limits.body)).await;
            whole.unwrap_or_else(|_| {
                let seconds = limits.read.as_secs();
                Err(ApiError::TooLarge(format!(
                    "the body did not arrive within {seconds} s; nothing was written"
                )))
            })?
        }
    };
    Ok((method, Params::parse(&form)?))
}

/// A body of another kind than a form can't be read; saying so beats "parameter Action is missing".
fn refuse_other_content(parts: &Parts) -> Result<(), ApiError> {
    let Some(kind) = parts.headers.get(CONTENT_TYPE) else { return Ok(()) };
    let kind = kind.to_str().unwrap_or("");
    let essence = kind.split(';').next().unwrap_or("").trim();
    if essence.is_empty() || essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Ok(());
    }
    Err(refused("Content-Type", kind, "send a form: application/x-www-form-urlencoded"))
}

async fn whole_body(body: Body, limit: usize) -> Result<BytesMut, ApiError> {
    let mut pieces = body.into_data_stream();
    let mut whole = BytesMut::new();
    let mut arrived: usize = 0;
    while let Some(piece) = pieces.next().await {
        let Ok(piece) = piece else {
            return Err(ApiError::TooLarge("the body ended too early; nothing was written".to_owned()));
        };
        arrived = arrived.saturating_add(piece.len());
        if arrived <= limit {
            whole.extend_from_slice(&piece);
        } else if arrived > limit.saturating_mul(DRAIN) {
            break;
        } else {
            whole = BytesMut::new();
        }
    }
    if arrived > limit {
        let message =
            format!("the body has more than {limit} bytes; name fewer topics or partitions at a time");
        return Err(ApiError::TooLarge(message));
    }
    Ok(whole)
}

fn refused(name: &str, value: &str, way_out: &str) -> ApiError {
    let (name, value, way_out) = (name.to_owned(), value.to_owned(), way_out.to_owned());
    ApiError::BadParameter(ParameterError::Refused { name, value, way_out })
}

/// Refuses a request that names more topics than one request may.
///
/// # Errors
///
/// [`ApiError::TooLarge`] with both numbers.
pub(super) fn limit_topics(params: &Params, limit: usize) -> Result<(), ApiError> {
    let named = params.iter().filter(|(name, _)| name.starts_with("topics")).count();
    if named <= limit {
        return Ok(());
    }
    Err(ApiError::TooLarge(format!("the request names {named} topics; at most {limit} are taken at a time")))
}
