//! Opens a byte stream to a broker.

use super::Address;
use async_trait::async_trait;
use std::fmt;
use std::io;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

/// A byte stream in both directions.
pub trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// Any such stream.
pub type BoxStream = Box<dyn Stream>;

/// Opens streams to brokers, with whatever handshake must come before the first Kafka request.
#[async_trait]
pub trait Connector: Send + Sync + fmt::Debug {
    /// A stream that is ready for the first request.
    ///
    /// # Errors
    ///
    /// If the broker cannot be reached or the handshake fails. The caller limits the time.
    async fn connect(&self, address: &Address) -> io::Result<BoxStream>;
}

/// TCP without encryption or login.
#[derive(Debug, Clone, Copy, Default)]
pub struct Plaintext;

#[async_trait]
impl Connector for Plaintext {
    async fn connect(&self, address: &Address) -> io::Result<BoxStream> {
        let stream = TcpStream::connect((address.host.as_str(), address.port)).await?;
        // Requests are whole frames; waiting for more to send only delays them.
        stream.set_nodelay(true)?;
        Ok(Box::new(stream))
    }
}
