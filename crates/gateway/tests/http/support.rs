//! A gateway around the fake cluster, and requests to it.

use crate::fake::Fake;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use ckafka_api::sign::v2;
use ckafka_api::{Credential, Method, Params, Stamp};
use ckafka_gateway::args::Args;
use ckafka_gateway::{AppState, Instance, Limits, Peer, start};
use clap::Parser;
use serde::Deserialize;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tower::ServiceExt;

/// The gateway's clock in these tests, in UNIX seconds.
pub(crate) const NOW: u64 = 1_700_000_000;
/// Host header of requests unless a test says otherwise.
pub(crate) const HOST: &str = "127.0.0.1:8788";

/// A gateway for requests without a socket.
pub(crate) struct App {
    pub(crate) fake: Arc<Fake>,
    pub(crate) router: Router,
}

/// A gateway on loopback without keys.
pub(crate) fn app() -> App {
    app_with(&[], |_| {})
}

/// A gateway with these keys, in the form of the keys file.
pub(crate) fn app_with_keys(keys: &str) -> App {
    let file = keys_file(keys);
    app_with(&["--keys", file.to_str().unwrap()], |_| {})
}

/// A gateway with these flags and changes to its state.
pub(crate) fn app_with(flags: &[&str], change: impl FnOnce(&mut AppState)) -> App {
    let fake = Arc::new(Fake::default());
    let mut state = state(Arc::clone(&fake), flags, Limits::default());
    change(&mut state);
    App { fake, router: ckafka_gateway::router(state) }
}

/// The same with other limits.
pub(crate) fn app_with_limits(limits: Limits) -> App {
    let fake = Arc::new(Fake::default());
    let state = state(Arc::clone(&fake), &[], limits);
    App { fake, router: ckafka_gateway::router(state) }
}

/// The state of a gateway that was started with these flags, with a clock that stands at [`NOW`].
pub(crate) fn state(fake: Arc<Fake>, flags: &[&str], limits: Limits) -> AppState {
    let args = Args::parse_from([&["ckafka-gateway"], flags].concat());
    let access = start::access(&args, &[HOST.parse().unwrap()]).unwrap();
    let instance = Instance { upstream: fake, production: args.production };
    let mut state = AppState::new(vec![instance], access, limits);
    state.console_endpoints = args.console_endpoint;
    state.clock = || NOW * 1_000;
    state
}

/// A new file with this text, in a folder of the tests.
pub(crate) fn keys_file(text: &str) -> PathBuf {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(format!("keys-{}-{number}.toml", std::process::id()));
    std::fs::write(&file, text).unwrap();
    file
}

/// The envelope of an answer, read independently of the code that wrote it.
#[derive(Debug, Deserialize)]
pub(crate) struct Envelope {
    pub(crate) code: i64,
    #[serde(rename = "codeDesc")]
    pub(crate) code_desc: String,
    #[serde(default)]
    pub(crate) message: String,
}

/// A whole answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The envelope; every answer of the API is one, with HTTP 200.
    pub(crate) fn envelope(&self) -> Envelope {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text());
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn code(&self) -> i64 {
        self.envelope().code
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl App {
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, body: body.to_vec() }
    }

    /// Sends an unsigned form as the console of this machine does.
    pub(crate) async fn post(&self, form: &str) -> Answer {
        self.send(console_request().body(Body::from(form.to_owned())).unwrap()).await
    }
}

/// An unsigned request as the console of this machine sends it, without its body.
pub(crate) fn console_request() -> axum::http::request::Builder {
    Request::post("/v2/index.php")
        .extension(Peer("127.0.0.1:50000".parse().unwrap()))
        .header("host", HOST)
        .header("x-requested-with", "ckafka-console")
        .header("content-type", "application/x-www-form-urlencoded")
}

/// A request from another machine, without any of the console's headers.
pub(crate) fn foreign_request(method: &str, target: &str) -> axum::http::request::Builder {
    Request::builder()
        .method(method)
        .uri(target)
        .extension(Peer("192.0.2.7:50000".parse().unwrap()))
        .header("host", HOST)
}

/// A signed form; `change` may alter the parameters after signing.
pub(crate) struct Signing<'a> {
    pub(crate) method: Method,
    pub(crate) host: &'a str,
    pub(crate) key: Credential,
    pub(crate) time: u64,
    pub(crate) nonce: u64,
}

impl Signing<'_> {
    /// By this key, for [`HOST`], now, with a nonce of its own.
    pub(crate) fn by(id: &str, secret: &str) -> Self {
        static NONCE: AtomicU64 = AtomicU64::new(1);
        Self {
            method: Method::Post,
            host: HOST,
            key: Credential::new(id, secret, None).unwrap(),
            time: NOW,
            nonce: NONCE.fetch_add(1, Ordering::Relaxed),
        }
    }

    pub(crate) fn params(&self, form: &str) -> Params {
        let mut params = Params::parse(form.as_bytes()).unwrap();
        let target = v2::Target { method: self.method, host: self.host, path: "/v2/index.php" };
        let stamp = Stamp { unix_seconds: self.time, nonce: self.nonce };
        for (name, value) in v2::sign(target, &params, &self.key, stamp) {
            params.push(name, value);
        }
        params
    }

    pub(crate) fn form(&self, form: &str) -> String {
        self.params(form).encode()
    }
}

/// Sends a signed form from another machine.
pub(crate) async fn post_signed(app: &App, signing: &Signing<'_>, form: &str) -> Answer {
    let body = Body::from(signing.form(form));
    app.send(foreign_request("POST", "/v2/index.php").body(body).unwrap()).await
}
