//! A proxy between gateway and embedded broker that counts requests and breaks things on demand.

use bytes::{Buf as _, BufMut as _, Bytes, BytesMut};
use ckafka_gateway::kafka::Address;
use kafka_protocol::messages::{RequestHeader, ResponseHeader};
use kafka_protocol::protocol::{Decodable, Encodable, Request};
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};

/// What happens to one request instead of being passed on and answered.
pub(crate) enum Fault {
    /// The connection ends; the broker never sees the request.
    CutBefore,
    /// The broker carries the request out; the connection ends before the answer.
    CutAfter,
    /// The broker never sees the request, and nobody answers.
    Silence,
    /// This answer is given; the broker never sees the request.
    Instead(Box<dyn FnOnce(Bytes, i16) -> Bytes + Send>),
    /// The request waits until told to go on, then takes its usual way.
    Hold(Arc<Held>),
}

/// A request that is held up.
#[derive(Default)]
pub(crate) struct Held {
    pub(crate) arrived: Notify,
    pub(crate) go_on: Notify,
}

/// An embedded broker behind a proxy; it advertises the proxy's address, so that every connection comes through.
pub(crate) struct Proxy {
    pub(crate) address: Address,
    shared: Arc<Shared>,
}

struct Shared {
    faults: Mutex<HashMap<i16, VecDeque<Fault>>>,
    seen: Mutex<Vec<i16>>,
    /// Connections end, and new ones are closed at once, while this is true.
    down: watch::Sender<bool>,
}

impl Proxy {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let engine = noida::kafka::engine::Engine::new("127.0.0.1".to_owned(), port.into());
        let broker = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let broker_address = broker.local_addr().unwrap();
        std::thread::spawn(move || {
            for stream in broker.incoming().flatten() {
                let engine = engine.clone();
                std::thread::spawn(move || noida::kafka::connection::handle_connection(stream, engine));
            }
        });
        let shared = Arc::new(Shared {
            faults: Mutex::default(),
            seen: Mutex::default(),
            down: watch::Sender::new(false),
        });
        let accepting = Arc::clone(&shared);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let shared = Arc::clone(&accepting);
                tokio::spawn(async move {
                    let mut down = shared.down.subscribe();
                    tokio::select! {
                        _ = down.wait_for(|down| *down) => {}
                        _ = serve(client, broker_address, &shared) => {}
                    }
                });
            }
        });
        Self { address: Address { host: "127.0.0.1".to_owned(), port }, shared }
    }

    /// Lets the next request of this kind meet the fault; several wait for several requests.
    pub(crate) fn fault<R: Request>(&self, fault: Fault) {
        self.shared.faults.lock().unwrap().entry(R::KEY).or_default().push_back(fault);
    }

    /// Takes the broker away, or brings it back.
    pub(crate) fn set_down(&self, down: bool) {
        self.shared.down.send_replace(down);
    }

    /// The kinds of requests that came since the last look, in order.
    pub(crate) fn take_seen(&self) -> Vec<i16> {
        std::mem::take(&mut *self.shared.seen.lock().unwrap())
    }
}

/// Passes requests on one by one, which is the order in which a broker answers them anyway.
async fn serve(mut client: TcpStream, broker: std::net::SocketAddr, shared: &Shared) -> std::io::Result<()> {
    let mut broker = TcpStream::connect(broker).await?;
    loop {
        let request = frame(&mut client).await?;
        let key = i16::from_be_bytes([request[0], request[1]]);
        shared.seen.lock().unwrap().push(key);
        let fault = shared.faults.lock().unwrap().get_mut(&key).and_then(VecDeque::pop_front);
        match fault {
            Some(Fault::CutBefore) => return Ok(()),
            Some(Fault::CutAfter) => {
                send(&mut broker, &request).await?;
                frame(&mut broker).await?;
                return Ok(());
            }
            Some(Fault::Silence) => continue,
            Some(Fault::Instead(answer)) => {
                let version = i16::from_be_bytes([request[2], request[3]]);
                send(&mut client, &answer(request, version)).await?;
                continue;
            }
            Some(Fault::Hold(held)) => {
                held.arrived.notify_one();
                held.go_on.notified().await;
            }
            None => {}
        }
        send(&mut broker, &request).await?;
        let answer = frame(&mut broker).await?;
        send(&mut client, &answer).await?;
    }
}

async fn frame(stream: &mut TcpStream) -> std::io::Result<Bytes> {
    let length = usize::try_from(stream.read_u32().await?).unwrap();
    let mut bytes = vec![0; length];
    stream.read_exact(&mut bytes).await?;
    Ok(bytes.into())
}

async fn send(stream: &mut TcpStream, frame: &[u8]) -> std::io::Result<()> {
    let mut bytes = BytesMut::with_capacity(4 + frame.len());
    bytes.put_u32(u32::try_from(frame.len()).unwrap());
    bytes.extend_from_slice(frame);
    stream.write_all(&bytes).await
}

/// An answer that is made from the request.
pub(crate) fn answering<R: Request>(make: impl FnOnce(R) -> R::Response + Send + 'static) -> Fault {
    Fault::Instead(Box::new(move |mut request, version| {
        let header = RequestHeader::decode(&mut request, R::header_version(version)).unwrap();
        let answer = make(R::decode(&mut request, version).unwrap());
        assert!(!request.has_remaining());
        let mut bytes = BytesMut::new();
        let header = ResponseHeader::default().with_correlation_id(header.correlation_id);
        header
            .encode(
                &mut bytes,
                <R::Response as kafka_protocol::protocol::HeaderVersion>::header_version(version),
            )
            .unwrap();
        answer.encode(&mut bytes, version).unwrap();
        bytes.freeze()
    }))
}
