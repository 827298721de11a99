//! The socket side: accepts connections, bounds what a slow or greedy client can hold, and stops cleanly.

use crate::AppState;
use crate::tls::Tls;
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tower::ServiceExt;

/// Open connections at a time; further ones wait in the system's queue.
const MAX_CONNECTIONS: usize = 512;

/// Bytes of a request's head that hyper takes. Our own limits are lower and answer with a sentence.
const MAX_HEAD: usize = 128 * 1024;

/// How long the stop waits for requests that are under way; a bit more than the longest one takes.
const STOP_WITHIN: Duration = Duration::from_secs(35);

/// The other end of a request's connection, as the socket says it.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// The first byte of every TLS connection.
const TLS_HANDSHAKE: u8 = 0x16;

/// What a client reads that speaks plain HTTP where TLS is spoken.
const NOT_PLAIN: &[u8] = b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n\
    Content-Length: 48\r\nConnection: close\r\n\r\nThis address speaks HTTPS: call it by https://.\n";

/// Serves the router by plain HTTP until `stop` is ready, then finishes what is under way and returns.
pub async fn serve(listener: TcpListener, state: AppState, stop: impl Future<Output = ()>) {
    accept_all(listener, None, state, stop).await;
}

/// The same by HTTPS.
pub async fn serve_tls(listener: TcpListener, tls: &Tls, state: AppState, stop: impl Future<Output = ()>) {
    accept_all(listener, Some(tls.acceptor()), state, stop).await;
}

async fn accept_all(
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    state: AppState,
    stop: impl Future<Output = ()>,
) {
    let router = crate::router(state.clone());
    let running = GracefulShutdown::new();
    let slots = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let read_timeout = state.limits.read;
    // Handshakes are given up at a stop: nobody has asked for anything yet
    let (stopping, stopped) = watch::channel(());
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = accept(&listener, &slots) => accepted,
        };
        let (stream, peer, slot) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        // Answers are small and wanted at once
        let _ = stream.set_nodelay(true);
        let client = Client { router: router.clone(), peer, read_timeout };
        let watcher = running.watcher();
        let (tls, mut stopped) = (tls.clone(), stopped.clone());
        tokio::spawn(async move {
            match tls {
                None => client.serve(stream, watcher).await,
                Some(tls) => {
                    let secured = tokio::select! {
                        secured = secure(stream, &tls, read_timeout) => secured,
                        _ = stopped.changed() => None,
                    };
                    if let Some(stream) = secured {
                        client.serve(stream, watcher).await;
                    }
                }
            }
            drop(slot);
        });
    }
    drop(listener);
    drop(stopping);
    tracing::info!("stopping: finishing what is under way");
    let finished = async {
        running.shutdown().await;
        state.finished().await;
    };
    if tokio::time::timeout(STOP_WITHIN, finished).await.is_err() {
        tracing::warn!("stopped with requests still under way");
    }
}

/// One connection's other end.
struct Client {
    router: Router,
    peer: SocketAddr,
    read_timeout: Duration,
}

impl Client {
    /// Answers its requests until it goes away.
    async fn serve<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(self, stream: S, watcher: Watcher) {
        let Self { router, peer, read_timeout } = self;
        let service = service_fn(move |request| answer(router.clone(), peer, request));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(read_timeout)
            .max_buf_size(MAX_HEAD)
            .serve_connection(TokioIo::new(stream), service);
        if let Err(error) = watcher.watch(connection).await {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}

/// Agrees on TLS, within the time that a request's head may take; `None` if that fails.
async fn secure(mut stream: TcpStream, tls: &TlsAcceptor, within: Duration) -> Option<TlsStream<TcpStream>> {
    let agreed = tokio::time::timeout(within, async {
        let mut first = [0];
        if stream.peek(&mut first).await? == 1 && first != [TLS_HANDSHAKE] {
            let _ = stream.write_all(NOT_PLAIN).await;
            let _ = stream.shutdown().await;
            return Err(std::io::Error::other("plain text where TLS is spoken"));
        }
        tls.accept(stream).await
    });
    match agreed.await {
        Ok(Ok(stream)) => Some(stream),
        Ok(Err(error)) => {
            tracing::debug!(%error, "a connection without TLS");
            None
        }
        Err(_elapsed) => {
            tracing::debug!("a connection whose TLS took too long");
            None
        }
    }
}

async fn accept(
    listener: &TcpListener,
    slots: &Arc<Semaphore>,
) -> std::io::Result<(TcpStream, SocketAddr, tokio::sync::OwnedSemaphorePermit)> {
    let slot = Arc::clone(slots).acquire_owned().await.map_err(std::io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    Ok((stream, peer, slot))
}

async fn answer(
    router: Router,
    peer: SocketAddr,
    request: Request<hyper::body::Incoming>,
) -> Result<axum::response::Response, std::convert::Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(Peer(peer));
    router.oneshot(request).await
}
