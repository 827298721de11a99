//! A proxy between gateway and embedded broker that counts requests and breaks things on demand.

use bytes::{Buf as _, BufMut as _, Bytes, BytesMut};
use ckafka_gateway::kafka::Address;
use kafka_protocol::messages::api_versions_response::ApiVersion;
use kafka_protocol::messages::{ApiVersionsRequest, ApiVersionsResponse, RequestHeader, ResponseHeader};
use kafka_protocol::protocol::{Decodable, Encodable, HeaderVersion, Request};
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

/// A request as it came.
struct Seen {
    key: i16,
    version: i16,
    frame: Bytes,
}

/// Key, lowest and highest version of the requests that a broker speaks.
pub(crate) type Versions = Vec<(i16, i16, i16)>;

/// An embedded broker behind a proxy; it advertises the proxy's address, so that every connection comes through.
pub(crate) struct Proxy {
    pub(crate) address: Address,
    shared: Arc<Shared>,
}

struct Shared {
    faults: Mutex<HashMap<i16, VecDeque<Fault>>>,
    seen: Mutex<Vec<Seen>>,
    versions: Mutex<Option<Versions>>,
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
            versions: Mutex::default(),
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

    /// From now on, speaks these versions only, as an older broker would.
    pub(crate) fn set_versions(&self, versions: Versions) {
        *self.shared.versions.lock().unwrap() = Some(versions);
    }

    /// The kinds of requests that came since the last look, in order.
    pub(crate) fn take_seen(&self) -> Vec<i16> {
        self.shared.seen.lock().unwrap().drain(..).map(|seen| seen.key).collect()
    }

    /// The versions and contents of the requests of one kind that came since the last look.
    pub(crate) fn take_requests<R: Request>(&self) -> Vec<(i16, R)> {
        let seen = std::mem::take(&mut *self.shared.seen.lock().unwrap());
        let of_kind = seen.into_iter().filter(|seen| seen.key == R::KEY);
        of_kind.map(|Seen { version, mut frame, .. }| (version, read::<R>(&mut frame, version).1)).collect()
    }
}

/// Passes requests on one by one, which is the order in which a broker answers them anyway.
async fn serve(mut client: TcpStream, broker: std::net::SocketAddr, shared: &Shared) -> std::io::Result<()> {
    let mut broker = TcpStream::connect(broker).await?;
    loop {
        let request = frame(&mut client).await?;
        let key = i16::from_be_bytes([request[0], request[1]]);
        let version = i16::from_be_bytes([request[2], request[3]]);
        shared.seen.lock().unwrap().push(Seen { key, version, frame: request.clone() });
        let versions = shared.versions.lock().unwrap().clone();
        if let Some(versions) = versions {
            if key == ApiVersionsRequest::KEY {
                send(&mut client, &old_api_versions(request, version, &versions)).await?;
                continue;
            }
            let spoken =
                versions.iter().any(|(own, min, max)| *own == key && (*min..=*max).contains(&version));
            assert!(spoken, "request {key} came in version {version}, which was not offered");
        }
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
        let (id, request) = read::<R>(&mut request, version);
        written(id, version, &make(request))
    }))
}

/// What a broker says that speaks only these versions, `ApiVersions` among them.
fn old_api_versions(mut request: Bytes, version: i16, versions: &Versions) -> Bytes {
    let apis = versions.iter().map(|(key, min, max)| {
        ApiVersion::default().with_api_key(*key).with_min_version(*min).with_max_version(*max)
    });
    let answer = ApiVersionsResponse::default().with_api_keys(apis.collect());
    let (id, _) = read::<ApiVersionsRequest>(&mut request, version);
    let newest =
        versions.iter().find(|(key, ..)| *key == ApiVersionsRequest::KEY).map_or(0, |(.., max)| *max);
    if version > newest {
        return written(id, 0, &answer.with_error_code(35));
    }
    written(id, version, &answer)
}

/// Correlation id and content of a request.
fn read<R: Request>(frame: &mut Bytes, version: i16) -> (i32, R) {
    let header = RequestHeader::decode(frame, R::header_version(version)).unwrap();
    let request = R::decode(frame, version).unwrap();
    assert!(!frame.has_remaining());
    (header.correlation_id, request)
}

/// A whole answer, without its length.
fn written<A: Encodable + HeaderVersion>(id: i32, version: i16, answer: &A) -> Bytes {
    let mut bytes = BytesMut::new();
    let header = ResponseHeader::default().with_correlation_id(id);
    header.encode(&mut bytes, A::header_version(version)).unwrap();
    answer.encode(&mut bytes, version).unwrap();
    bytes.freeze()
}
