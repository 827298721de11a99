//! One request over `fetch`: bytes out, bytes in.

use super::Reads;
use ckafka_api::{HttpRequest, HttpResponse, TransportFault};
use gloo_net::http::{Method, RequestBuilder};
use gloo_timers::callback::Timeout;
use js_sys::Uint8Array;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect, Response,
    ResponseType,
};

/// An answer later than this is no answer.
const TIME_LIMIT_MILLIS: u32 = 15_000;

/// What came back, and the server's clock where it said so.
pub(super) struct Fetched {
    pub(super) response: Result<HttpResponse, TransportFault>,
    /// Milliseconds since 1970 by the `Date` header, to the second.
    pub(super) server_millis: Option<f64>,
}

/// Sends a request. `reads` is `None` for a write, which is never cancelled from here.
pub(super) async fn send(url: &str, request: HttpRequest, reads: Option<&Reads>) -> Fetched {
    let controller = match AbortController::new() {
        Ok(controller) => controller,
        Err(error) => return failed(TransportFault::Unreachable(describe(&error))),
    };
    if let Some(reads) = reads {
        reads.add(&controller);
    }
    let timed_out = Rc::new(Cell::new(false));
    let timer = {
        let (controller, timed_out) = (controller.clone(), timed_out.clone());
        Timeout::new(TIME_LIMIT_MILLIS, move || {
            timed_out.set(true);
            controller.abort();
        })
    };
    let mut fetched = exchange(url, request, &controller).await;
    drop(timer);
    if let Some(reads) = reads {
        reads.remove(&controller);
    }
    if timed_out.get() && fetched.response.is_err() {
        fetched.response = Err(TransportFault::TimedOut);
    }
    fetched
}

async fn exchange(url: &str, request: HttpRequest, controller: &AbortController) -> Fetched {
    let started = match start(url, request, controller) {
        Ok(promise) => JsFuture::from(promise).await,
        Err(error) => Err(error),
    };
    let response: Response = match started.and_then(|value| value.dyn_into()) {
        Ok(response) => response,
        Err(error) => return failed(TransportFault::Unreachable(describe(&error))),
    };
    let server_millis = response
        .headers()
        .get("date")
        .ok()
        .flatten()
        .map(|date| js_sys::Date::parse(&date))
        .filter(|millis| millis.is_finite());
    // A redirect is not followed: it would carry the request to another place. The browser hides where it led
    if response.type_() == ResponseType::Opaqueredirect {
        return Fetched { response: Ok(HttpResponse { status: 302, body: Vec::new() }), server_millis };
    }
    let body = match response.array_buffer() {
        Ok(promise) => JsFuture::from(promise).await,
        Err(error) => Err(error),
    };
    let response = match body {
        Ok(buffer) => Ok(HttpResponse { status: response.status(), body: Uint8Array::new(&buffer).to_vec() }),
        Err(error) => Err(TransportFault::Cut(describe(&error))),
    };
    Fetched { response, server_millis }
}

/// Builds the request with gloo-net and hands it to `fetch` itself: gloo-net's `send` takes it for granted that every
/// rejection is an `Error`, and a page that wraps `fetch` may reject with anything.
fn start(url: &str, request: HttpRequest, controller: &AbortController) -> Result<js_sys::Promise, JsValue> {
    let method = match request.method {
        ckafka_api::Method::Get => Method::GET,
        ckafka_api::Method::Post => Method::POST,
    };
    let mut builder = RequestBuilder::new(url)
        .method(method)
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::SameOrigin)
        .redirect(RequestRedirect::Manual)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(&controller.signal()));
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    let built = builder
        .body(Uint8Array::from(request.body.as_slice()))
        .map_err(|error| JsValue::from_str(&error.to_string()))?;
    let window = web_sys::window().ok_or_else(|| JsValue::from_str("there is no window"))?;
    Ok(window.fetch_with_request(&built.into()))
}

fn failed(fault: TransportFault) -> Fetched {
    Fetched { response: Err(fault), server_millis: None }
}

/// Words for whatever a promise was rejected with; a rejection need not be an `Error`.
fn describe(error: &JsValue) -> String {
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => error.as_string().unwrap_or_else(|| "the browser did not say why".to_owned()),
    }
}
