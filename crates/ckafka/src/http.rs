//! HTTP as far as a call needs it: what to send, what came back. Who sends it is somebody else's matter.

/// The method of a request. Calls are always `Post`; `Get` exists for what official SDKs send to a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// `GET`, parameters in the query.
    Get,
    /// `POST`, parameters in the body.
    Post,
}

impl Method {
    /// The method's name as HTTP and the signature spell it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// A request that is ready to be sent to the connection's endpoint URL.
///
/// No `Debug` output shows more than the size of query and body: with a key in the browser they hold a signature.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// Headers to set, beside those that the transport sets by itself.
    pub headers: Vec<(&'static str, String)>,
    /// Query without `?`; empty for every `POST` of API 2.0.
    pub query: String,
    /// Body; the signature covers exactly these bytes.
    pub body: Vec<u8>,
}

impl std::fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "HttpRequest({}, {} bytes of query, {} bytes of body)",
            self.method.name(),
            self.query.len(),
            self.body.len()
        )
    }
}

/// A response as received, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpResponse {
    /// HTTP status, e.g. 200.
    pub status: u16,
    /// Body, decompressed, not decoded.
    pub body: Vec<u8>,
}

/// Why there is no response.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransportFault {
    /// The request could not be sent, or the browser hides why (refused, blocked, no network); in its own words.
    #[error("{0}")]
    Unreachable(String),
    /// The time limit passed.
    #[error("no answer within the time limit")]
    TimedOut,
    /// The connection ended after the request went out and before the whole response was there; in its own words.
    #[error("{0}")]
    Cut(String),
}

/// When a request is signed, and a number that makes it unique. Fresh for every request, retries included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Seconds since 1970-01-01T00:00:00Z, by a corrected clock; servers accept 5 minutes either way.
    pub unix_seconds: u64,
    /// Any random number. The API wants 1 to 2^63-1, so the highest bit is dropped and 0 becomes 1.
    pub nonce: u64,
}

impl Stamp {
    /// The nonce as it is sent: 1 to 2^63-1.
    pub fn wire_nonce(self) -> u64 {
        (self.nonce & (u64::MAX >> 1)).max(1)
    }
}
