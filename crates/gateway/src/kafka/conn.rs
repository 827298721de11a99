//! One connection to one broker.

use super::frame;
use super::versions::Versions;
use super::{Address, BoxStream, CallError};
use bytes::{BufMut as _, Bytes, BytesMut};
use kafka_protocol::messages::{ApiVersionsRequest, ApiVersionsResponse, RequestHeader, ResponseHeader};
use kafka_protocol::protocol::{Decodable, Encodable, HeaderVersion, Request, StrBytes};
use std::collections::HashMap;
use std::io;
use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncWriteExt as _, ReadHalf, WriteHalf};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

/// Name of this software, as brokers count it in their metrics.
const SOFTWARE: &str = "ckafka-gateway";
/// Kafka's code for "I do not speak this version".
const UNSUPPORTED_VERSION: i16 = 35;

/// One connection to one broker. Several requests may be under way at once; answers are matched by correlation id.
///
/// Once broken it stays broken: whoever holds it gets [`CallError::NotSent`] and asks the cluster for a new one.
///
/// A broker's bytes never panic here: frames are limited, unknown correlation ids and unreadable answers end the
/// connection. One limit is the codec's: it reserves memory for as many elements as an array claims to have, so a
/// *hostile* broker could ask for too much. Brokers are the operator's own.
#[derive(Debug)]
pub(crate) struct Conn {
    address: Address,
    outgoing: mpsc::UnboundedSender<Bytes>,
    waiting: Arc<Waiting>,
    next_id: AtomicI32,
    versions: Versions,
    time_limit: Duration,
    client_id: StrBytes,
    // Both ends stop when the connection is dropped.
    _tasks: JoinSet<()>,
}

impl Conn {
    /// Takes over a fresh stream and asks the broker which versions it speaks.
    ///
    /// # Errors
    ///
    /// [`CallError::NotSent`] if no sensible answer comes: nothing that matters has been sent yet.
    pub(crate) async fn open(
        address: Address,
        stream: BoxStream,
        client_id: &str,
        time_limit: Duration,
    ) -> Result<Self, CallError> {
        let (reader, writer) = tokio::io::split(stream);
        let (outgoing, frames) = mpsc::unbounded_channel();
        let waiting = Arc::new(Waiting::default());
        let mut tasks = JoinSet::new();
        tasks.spawn(write_frames(writer, frames, Arc::clone(&waiting)));
        tasks.spawn(read_frames(reader, Arc::clone(&waiting)));
        let mut conn = Self {
            address,
            outgoing,
            waiting,
            next_id: AtomicI32::new(1),
            versions: Versions::default(),
            time_limit,
            client_id: StrBytes::from_string(client_id.to_owned()),
            _tasks: tasks,
        };
        match conn.ask_versions().await {
            Ok(versions) => conn.versions = versions,
            Err(error) => return Err(CallError::NotSent(error.to_string())),
        }
        Ok(conn)
    }

    /// Where the broker listens.
    pub(crate) fn address(&self) -> &Address {
        &self.address
    }

    /// Whether the connection was still good when last heard of.
    pub(crate) fn is_open(&self) -> bool {
        self.waiting.lock().broken.is_none()
    }

    /// The version in which to send `R`, given those that the caller's code can fill in.
    ///
    /// # Errors
    ///
    /// [`CallError::Unsupported`] if the broker speaks none of them.
    pub(crate) fn version<R: Request>(&self, ours: RangeInclusive<i16>) -> Result<i16, CallError> {
        self.versions.highest(R::KEY, &ours)
    }

    /// Whether the broker offers `R` in one of these versions.
    pub(crate) fn offers<R: Request>(&self, ours: RangeInclusive<i16>) -> bool {
        self.version::<R>(ours).is_ok()
    }

    /// Sends a request in the given version and waits for its answer.
    ///
    /// # Errors
    ///
    /// [`CallError`] says whether anything left; an error code *inside* the answer is the caller's business.
    pub(crate) async fn call<R: Request>(&self, version: i16, request: &R) -> Result<R::Response, CallError> {
        let answer = self.exchange(version, request).await?;
        self.decode::<R>(version, answer)
    }

    /// The answer's bytes, from the correlation id on.
    async fn exchange<R: Request>(&self, version: i16, request: &R) -> Result<Bytes, CallError> {
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        let frame = encode(version, id, self.client_id.clone(), request).map_err(|error| {
            CallError::Unsupported(format!("a request cannot be written in version {version}: {error}"))
        })?;
        let answer = self.waiting.register(id).map_err(|why| self.not_sent(&why))?;
        if self.outgoing.send(frame).is_err() {
            return Err(self.not_sent("the connection was closed"));
        }
        match tokio::time::timeout(self.time_limit, answer).await {
            Ok(Ok(bytes)) => Ok(bytes),
            Ok(Err(_dropped)) => {
                let why = self.waiting.lock().broken.clone().unwrap_or_default();
                Err(CallError::Cut(format!("broker {}: {why}", self.address)))
            }
            Err(_elapsed) => {
                let why = format!("no answer within {} ms", self.time_limit.as_millis());
                // A broker that is silent for so long is asked on a new connection next time.
                self.waiting.end(&why);
                Err(CallError::TimedOut(format!("broker {}: {why}", self.address)))
            }
        }
    }

    fn decode<R: Request>(&self, version: i16, mut answer: Bytes) -> Result<R::Response, CallError> {
        ResponseHeader::decode(&mut answer, R::Response::header_version(version))
            .and_then(|_| R::Response::decode(&mut answer, version))
            .map_err(|error| {
                let why = format!("broker {}: an answer that cannot be read ({error})", self.address);
                self.waiting.end(&why);
                CallError::Malformed(why)
            })
    }

    /// `ApiVersions` v3, and v0 where the broker answers that it does not know v3.
    async fn ask_versions(&self) -> Result<Versions, CallError> {
        let request = ApiVersionsRequest::default()
            .with_client_software_name(StrBytes::from_static_str(SOFTWARE))
            .with_client_software_version(StrBytes::from_static_str(env!("CARGO_PKG_VERSION")));
        let answer = self.exchange(3, &request).await?;
        // The refusal comes in the form of version 0: the code follows the correlation id, as in every version.
        let refused =
            answer.get(4..).is_some_and(|rest| rest.starts_with(&UNSUPPORTED_VERSION.to_be_bytes()));
        let answer = if refused {
            self.call(0, &ApiVersionsRequest::default()).await?
        } else {
            self.decode::<ApiVersionsRequest>(3, answer)?
        };
        versions_of(&answer)
    }

    fn not_sent(&self, why: &str) -> CallError {
        CallError::NotSent(format!("broker {}: {why}", self.address))
    }
}

fn versions_of(answer: &ApiVersionsResponse) -> Result<Versions, CallError> {
    if answer.error_code == 0 {
        Ok(Versions::new(answer))
    } else {
        Err(CallError::Malformed(format!(
            "it refuses to say which versions it speaks (code {})",
            answer.error_code
        )))
    }
}

/// A whole frame: length, header, request.
fn encode<R: Request>(version: i16, id: i32, client_id: StrBytes, request: &R) -> Result<Bytes, String> {
    let mut frame = BytesMut::new();
    frame.put_i32(0);
    let header = RequestHeader::default()
        .with_request_api_key(R::KEY)
        .with_request_api_version(version)
        .with_correlation_id(id)
        .with_client_id(Some(client_id));
    header.encode(&mut frame, R::header_version(version)).map_err(|error| error.to_string())?;
    request.encode(&mut frame, version).map_err(|error| error.to_string())?;
    let length = i32::try_from(frame.len() - 4).map_err(|_| "it is larger than 2 GiB".to_owned())?;
    if let Some(place) = frame.first_chunk_mut::<4>() {
        *place = length.to_be_bytes();
    }
    Ok(frame.freeze())
}

/// Who waits for which answer.
#[derive(Debug, Default)]
struct Waiting(Mutex<WaitingState>);

#[derive(Debug, Default)]
struct WaitingState {
    by_id: HashMap<i32, oneshot::Sender<Bytes>>,
    /// Why the connection is of no use any more.
    broken: Option<String>,
}

impl Waiting {
    fn lock(&self) -> MutexGuard<'_, WaitingState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place to wait for an answer, or why the connection is broken.
    fn register(&self, id: i32) -> Result<oneshot::Receiver<Bytes>, String> {
        let mut state = self.lock();
        if let Some(why) = &state.broken {
            return Err(why.clone());
        }
        let (sender, receiver) = oneshot::channel();
        state.by_id.insert(id, sender);
        Ok(receiver)
    }

    /// Ends the connection for everybody who waits. The first reason is kept.
    fn end(&self, why: &str) {
        let mut state = self.lock();
        state.broken.get_or_insert_with(|| why.to_owned());
        state.by_id.clear();
    }
}

async fn write_frames(
    mut stream: WriteHalf<BoxStream>,
    mut frames: mpsc::UnboundedReceiver<Bytes>,
    waiting: Arc<Waiting>,
) {
    while let Some(frame) = frames.recv().await {
        if let Err(error) = stream.write_all(&frame).await {
            waiting.end(&broken(&error));
            return;
        }
    }
}

async fn read_frames(mut stream: ReadHalf<BoxStream>, waiting: Arc<Waiting>) {
    let why = loop {
        let answer = match frame::read(&mut stream).await {
            Ok(Some(answer)) => answer,
            Ok(None) => break "the broker closed the connection".to_owned(),
            Err(error) => break broken(&error),
        };
        let Some(id) = answer.first_chunk().copied().map(i32::from_be_bytes) else {
            break "an answer without a correlation id came".to_owned();
        };
        match waiting.lock().by_id.remove(&id) {
            // Whoever waited may have gone; the answer is then of no use to anybody.
            Some(receiver) => drop(receiver.send(answer)),
            None => break format!("an answer to a request came that was never sent (correlation id {id})"),
        }
    };
    waiting.end(&why);
}

fn broken(error: &io::Error) -> String {
    format!("the connection broke: {error}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use kafka_protocol::messages::api_versions_response::ApiVersion;
    use kafka_protocol::messages::{ListGroupsRequest, ListGroupsResponse};
    use tokio::io::DuplexStream;

    /// The broker's end of a connection.
    struct Broker(DuplexStream);

    impl Broker {
        /// Key, version and correlation id of the next request.
        async fn request(&mut self) -> (i16, i16, i32) {
            let mut frame = frame::read(&mut self.0).await.unwrap().unwrap();
            (
                bytes::Buf::get_i16(&mut frame),
                bytes::Buf::get_i16(&mut frame),
                bytes::Buf::get_i32(&mut frame),
            )
        }

        async fn answer(&mut self, id: i32, body: &[u8]) {
            self.0.write_i32(i32::try_from(4 + body.len()).unwrap()).await.unwrap();
            self.0.write_i32(id).await.unwrap();
            self.0.write_all(body).await.unwrap();
        }

        /// Answers the first request with the versions that it speaks.
        async fn greet(&mut self) {
            let (key, version, id) = self.request().await;
            assert_eq!((key, version), (18, 3));
            self.answer(id, &versions(3)).await;
        }
    }

    /// An answer to ApiVersions in this version: ListGroups in version 0 only.
    fn versions(version: i16) -> Vec<u8> {
        let list_groups = ApiVersion::default().with_api_key(16);
        let mut body = BytesMut::new();
        ApiVersionsResponse::default().with_api_keys(vec![list_groups]).encode(&mut body, version).unwrap();
        body.to_vec()
    }

    fn no_groups() -> Vec<u8> {
        let mut body = BytesMut::new();
        ListGroupsResponse::default().encode(&mut body, 0).unwrap();
        body.to_vec()
    }

    async fn open(stream: DuplexStream) -> Result<Conn, CallError> {
        let address = Address { host: "test".to_owned(), port: 1 };
        Conn::open(address, Box::new(stream), "test", Duration::from_secs(5)).await
    }

    fn pair() -> (DuplexStream, Broker) {
        let (ours, theirs) = tokio::io::duplex(1 << 16);
        (ours, Broker(theirs))
    }

    #[tokio::test]
    async fn an_old_broker_that_refuses_the_question_about_versions_is_asked_in_version_0() {
        let (stream, mut broker) = pair();
        let old = async {
            let (key, version, id) = broker.request().await;
            assert_eq!((key, version), (18, 3));
            // The refusal in the form of version 0: code 35, no versions.
            broker.answer(id, &[0, 35, 0, 0, 0, 0]).await;
            let (key, version, id) = broker.request().await;
            assert_eq!((key, version), (18, 0));
            broker.answer(id, &versions(0)).await;
        };
        let (conn, ()) = tokio::join!(open(stream), old);
        assert_eq!(conn.unwrap().version::<ListGroupsRequest>(0..=5), Ok(0));
    }

    #[tokio::test]
    async fn answers_find_their_requests_in_any_order() {
        let (stream, mut broker) = pair();
        let (conn, ()) = tokio::join!(open(stream), broker.greet());
        let conn = conn.unwrap();
        let request = ListGroupsRequest::default();
        let crossed = async {
            let ((_, _, first), (_, _, second)) = (broker.request().await, broker.request().await);
            broker.answer(second, &no_groups()).await;
            broker.answer(first, &no_groups()).await;
        };
        let (one, other, ()) = tokio::join!(conn.call(0, &request), conn.call(0, &request), crossed);
        assert_eq!((one.unwrap().error_code, other.unwrap().error_code), (0, 0));
    }

    #[tokio::test]
    async fn an_answer_that_nobody_asked_for_ends_the_connection() {
        let (stream, mut broker) = pair();
        let (conn, ()) = tokio::join!(open(stream), broker.greet());
        let conn = conn.unwrap();
        let stray = async {
            broker.request().await;
            broker.answer(4_711, &no_groups()).await;
        };
        let request = ListGroupsRequest::default();
        let (answer, ()) = tokio::join!(conn.call(0, &request), stray);
        let Err(CallError::Cut(why)) = answer else { panic!("{answer:?}") };
        assert!(why.contains("4711"), "{why}");
        assert!(!conn.is_open());
        let next = conn.call(0, &request).await;
        assert!(
            matches!(next, Err(CallError::NotSent(_))),
            "nothing may leave on a broken connection: {next:?}"
        );
    }

    #[tokio::test]
    async fn a_broker_that_hangs_up_at_once_is_told_as_not_sent() {
        let (stream, broker) = pair();
        drop(broker);
        let refusal = open(stream).await.unwrap_err();
        assert!(matches!(refusal, CallError::NotSent(_)), "{refusal:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_silent_broker_is_given_up_after_the_time_limit() {
        let (stream, mut broker) = pair();
        let (conn, ()) = tokio::join!(open(stream), broker.greet());
        let conn = conn.unwrap();
        let answer = conn.call(0, &ListGroupsRequest::default()).await;
        let Err(CallError::TimedOut(why)) = answer else { panic!("{answer:?}") };
        assert!(why.contains("5000 ms"), "{why}");
        assert!(!conn.is_open());
    }
}
