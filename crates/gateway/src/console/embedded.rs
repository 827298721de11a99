//! The console compiled into the program, from the folder that `CONSOLE_DIST` named at compile time.

use super::no_such_page;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "$CONSOLE_DIST"]
struct Files;

/// Answers with the file of that path, compressed if there is a `.br` beside it and the caller takes it.
pub(super) async fn file(uri: Uri, headers: HeaderMap) -> Response {
    let path = match uri.path().trim_start_matches('/') {
        "" => "index.html",
        path => path,
    };
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let packed = takes_brotli(&headers).then(|| Files::get(&format!("{path}.br"))).flatten();
    let is_packed = packed.is_some();
    let Some(file) = packed.or_else(|| Files::get(path)) else { return no_such_page().await };
    let mut response = ([(header::CONTENT_TYPE, kind.to_string())], file.data).into_response();
    let answer_headers = response.headers_mut();
    answer_headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if is_packed {
        answer_headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}

fn takes_brotli(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|entry| matches!(entry.trim().split(';').next(), Some("br")) && !entry.contains("q=0"))
}
