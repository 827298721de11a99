//! One request over HTTP: bytes out, bytes in.

use ckafka_api::{HttpRequest, HttpResponse, TransportFault};
use std::time::{Duration, SystemTime};
use ureq::Agent;
use ureq::tls::{RootCerts, TlsConfig};

/// An answer larger than this is no answer: a hundred thousand partitions take about 20 MB.
const LARGEST_ANSWER: u64 = 256 * 1024 * 1024;
/// A kept connection that was idle for longer is not used again: the other end may be about to close it, and a reset
/// that dies with it is an unknown outcome.
const LONGEST_IDLE: Duration = Duration::from_secs(4);

/// Sends requests to one endpoint.
#[derive(Debug, Clone)]
pub(super) struct Http {
    url: String,
    agent: Agent,
}

/// What came back.
pub(super) struct Answered {
    pub(super) response: Result<HttpResponse, TransportFault>,
    /// The server's clock by its `Date` header, to the second.
    pub(super) server_time: Option<SystemTime>,
}

impl Http {
    /// A client for this URL, whose answers must be there in time. Redirects are not followed: they would carry a request to another place. The proxy of
    /// the environment (`https_proxy`) is used, but not for this machine's own address.
    pub(super) fn new(url: String, loopback: bool, answer_within: Duration) -> Self {
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(answer_within))
            .max_idle_age(LONGEST_IDLE)
            .user_agent(concat!("ckafka-gateway/", env!("CARGO_PKG_VERSION")))
            .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build());
        if loopback {
            config = config.proxy(None);
        }
        Self { url, agent: config.build().new_agent() }
    }

    /// Sends a request, once, and waits for its answer, blocking the thread.
    pub(super) fn send(&self, request: &HttpRequest) -> Answered {
        // Calls are sent by POST, with everything in the body
        let mut builder = self.agent.post(&self.url);
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        let mut response = match builder.send(&request.body) {
            Ok(response) => response,
            Err(error) => return Answered { response: Err(fault(error, false)), server_time: None },
        };
        let date = response.headers().get("date").and_then(|date| date.to_str().ok());
        let server_time = date.and_then(|date| httpdate::parse_http_date(date).ok());
        let status = response.status().as_u16();
        let body = response.body_mut().with_config().limit(LARGEST_ANSWER).read_to_vec();
        let response = match body {
            Ok(body) => Ok(HttpResponse { status, body }),
            Err(error) => Err(fault(error, true)),
        };
        Answered { response, server_time }
    }
}

/// `begun`: the head of the answer was there already.
fn fault(error: ureq::Error, begun: bool) -> TransportFault {
    match error {
        ureq::Error::Timeout(_) => TransportFault::TimedOut,
        error if begun => TransportFault::Cut(error.to_string()),
        error => TransportFault::Unreachable(error.to_string()),
    }
}
