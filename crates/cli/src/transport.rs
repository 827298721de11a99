//! One request over HTTP: bytes out, bytes in.

use crate::connect::Endpoint;
use ckafka_api::{HttpRequest, HttpResponse, TransportFault};
use jiff::fmt::rfc2822;
use kafka_offsets::Timestamp;
use std::fmt::Debug;
use std::time::Duration;
use ureq::Agent;
use ureq::tls::{RootCerts, TlsConfig};

/// An answer larger than this is no answer: a hundred thousand partitions take about 20 MB.
const LARGEST_ANSWER: u64 = 256 * 1024 * 1024;
/// A kept connection that was idle for longer is not used again: the other end may be about to close it, and a reset
/// that dies with it is an unknown outcome.
const LONGEST_IDLE: Duration = Duration::from_secs(4);

/// Sends requests to one endpoint.
pub trait Transport: Debug {
    /// Sends a request, once, and waits for its answer.
    fn send(&self, request: HttpRequest) -> Answered;
}

/// What came back.
#[derive(Debug)]
pub struct Answered {
    /// The answer, or why there is none.
    pub response: Result<HttpResponse, TransportFault>,
    /// The server's clock by its `Date` header, to the second.
    pub server_time: Option<Timestamp>,
}

/// HTTP by a client whose connection is kept from request to request.
#[derive(Debug)]
pub struct Http {
    url: String,
    agent: Agent,
}

impl Http {
    /// A client for this endpoint. Redirects are not followed: they would carry a request to another place. The proxy
    /// of the environment (`https_proxy`) is used except for this machine's own address.
    pub fn new(endpoint: &Endpoint, limit: Duration) -> Self {
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(limit.min(Duration::from_secs(10))))
            .timeout_global(Some(limit))
            .max_idle_age(LONGEST_IDLE)
            .user_agent(concat!("ckafka-offsets/", env!("CARGO_PKG_VERSION")))
            .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build());
        if endpoint.is_loopback() {
            config = config.proxy(None);
        }
        Self { url: endpoint.as_str().to_owned(), agent: config.build().new_agent() }
    }
}

impl Transport for Http {
    fn send(&self, request: HttpRequest) -> Answered {
        // Calls are sent by POST, with everything in the body
        let mut builder = self.agent.post(&self.url);
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        let mut response = match builder.send(&request.body) {
            Ok(response) => response,
            Err(error) => return Answered { response: Err(fault(error, false)), server_time: None },
        };
        let server_time =
            response.headers().get("date").and_then(|date| date.to_str().ok()).and_then(server_time);
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

fn server_time(date: &str) -> Option<Timestamp> {
    let instant = rfc2822::DateTimeParser::new().parse_timestamp(date).ok()?;
    Timestamp::try_from(instant.as_millisecond()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_header_is_read() {
        let read = |text| server_time(text).map(Timestamp::as_millis);
        assert_eq!(read("Tue, 14 Nov 2023 22:13:20 GMT"), Some(1_700_000_000_000));
        assert_eq!(read("yesterday"), None);
    }
}
