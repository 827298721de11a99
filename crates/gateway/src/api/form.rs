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

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

/// What a request brought, whole and as it came: signatures cover exactly these bytes.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) method: Method,
    /// The query of a `GET`, the body of a `POST`.
    pub(super) content: BytesMut,
}

/// Reads the query of a `GET`, the body of a `POST`.
///
/// # Errors
///
/// [`ApiError`] with the limit that is broken, or with what is wrong with the request.
pub(super) async fn receive(parts: &Parts, body: Body, limits: &Limits) -> Result<Received, ApiError> {
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
    let content = match method {
        Method::Get => BytesMut::from(query.as_bytes()),
        Method::Post if !query.is_empty() => {
            return Err(refused("URL", "…?…", "a POST has its parameters in the body: move the query there"));
        }
        Method::Post => {
            let whole = tokio::time::timeout(limits.read, whole_body(body, limits.body)).await;
            whole.unwrap_or_else(|_| {
                let seconds = limits.read.as_secs();
                Err(ApiError::TooLarge(format!(
                    "the body did not arrive within {seconds} s; nothing was written"
                )))
            })?
        }
    };
    Ok(Received { method, content })
}

impl Received {
    /// The parameters of a request of API 2.0: a form, wherever it stands.
    ///
    /// # Errors
    ///
    /// [`ApiError::BadParameter`] with what is wrong with the form.
    pub(super) fn params_v2(&self, parts: &Parts) -> Result<Params, ApiError> {
        match (self.method, content_type(parts).as_str()) {
            // A body of another kind can't be read; saying so beats "parameter Action is missing"
            (Method::Get, _) | (Method::Post, "" | FORM) => Ok(Params::parse(&self.content)?),
            (Method::Post, other) => {
                Err(refused("Content-Type", other, "send a form: application/x-www-form-urlencoded"))
            }
        }
    }

    /// The parameters of a request of API 3.0: a JSON object; a form in a query, and with signature v1.
    ///
    /// # Errors
    ///
    /// [`ApiError::BadParameter`] with what is wrong with it.
    pub(super) fn params_v3(&self, parts: &Parts) -> Result<Params, ApiError> {
        match (self.method, content_type(parts).as_str()) {
            (Method::Get, _) | (Method::Post, FORM) => Ok(Params::parse(&self.content)?),
            (Method::Post, "" | JSON) => Ok(Params::parse_json(&self.content)?),
            (Method::Post, other) => {
                Err(refused("Content-Type", other, "send a JSON object: application/json"))
            }
        }
    }
}

/// The kind of the body without its parameters, in lower case; empty if it is not said.
fn content_type(parts: &Parts) -> String {
    let kind = parts.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    kind.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
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
    let lists = ["topics", "Topics", "TopicName."];
    let named = params.iter().filter(|(name, _)| lists.iter().any(|list| name.starts_with(list))).count();
    if named <= limit {
        return Ok(());
    }
    Err(ApiError::TooLarge(format!("the request names {named} topics; at most {limit} are taken at a time")))
}
