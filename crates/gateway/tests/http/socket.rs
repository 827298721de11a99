//! Over a real socket: what only a connection can show.

use crate::fake::{Fake, Mood};
use crate::support::state;
use ckafka_gateway::{Limits, serve};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

const WRITE: &str =
    "Action=SetGroupOffsets&instanceId=ckafka-demo&group=billing&topics.0=orders&strategy=1&timestamp=-2";

struct Server {
    address: SocketAddr,
    fake: Arc<Fake>,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

async fn server(limits: Limits) -> Server {
    let fake = Arc::new(Fake::default());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let state = state(Arc::clone(&fake), &[], limits);
    let ended = tokio::spawn(serve::serve(listener, state, async {
        let _ = stopped.await;
    }));
    Server { address, fake, stop, ended }
}

fn post(form: &str) -> String {
    let length = form.len();
    format!(
        "POST /v2/index.php HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Requested-With: test\r\nContent-Length: {length}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n{form}"
    )
}

async fn exchange(address: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn a_request_over_a_socket_is_answered() {
    let server = server(Limits::default()).await;
    let answer = exchange(server.address, post("Action=ListInstance").as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.contains("ckafka-demo"), "{answer}");
}

#[tokio::test]
async fn a_body_of_5_mib_gets_its_answer_through() {
    let server = server(Limits::default()).await;
    let answer = exchange(server.address, post(&"x".repeat(5 * 1024 * 1024)).as_bytes()).await;
    assert!(answer.contains("RequestTooLarge"), "{answer}");
}

#[tokio::test]
async fn a_head_of_17_kib_is_answered_with_an_envelope() {
    let server = server(Limits::default()).await;
    let request = post("Action=ListInstance").replacen(
        "Host:",
        &format!("X-Pad: {}\r\nHost:", "x".repeat(17 * 1024)),
        1,
    );
    let answer = exchange(server.address, request.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("RequestTooLarge"), "{answer}");
}

#[tokio::test]
async fn http_1_0_as_old_proxies_speak_it_is_not_taken_for_the_console() {
    let server = server(Limits::default()).await;
    let request = post("Action=ListInstance").replacen("HTTP/1.1", "HTTP/1.0", 1);
    let answer = exchange(server.address, request.as_bytes()).await;
    assert!(answer.contains("\"code\":4101"), "{answer}");
}

#[tokio::test]
async fn a_client_that_sends_its_head_too_slowly_is_cut_off() {
    let server = server(Limits { read: Duration::from_millis(200), ..Limits::default() }).await;
    let started = Instant::now();
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(b"POST /v2/index.php HTTP/1.1\r\nHost: 127.").await.unwrap();
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest).await;
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
}

#[tokio::test]
async fn what_is_no_http_ends_the_connection_and_not_the_gateway() {
    let server = server(Limits::default()).await;
    let _ = exchange(server.address, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n").await;
    let answer = exchange(server.address, post("Action=ListInstance").as_bytes()).await;
    assert!(answer.contains("ckafka-demo"));
}

#[tokio::test]
async fn a_stop_finishes_what_is_under_way_and_takes_nothing_new() {
    let server = server(Limits { total: Duration::from_millis(500), ..Limits::default() }).await;
    server.fake.is(Mood::Hangs);
    let address = server.address;
    let under_way = tokio::spawn(async move { exchange(address, post(WRITE).as_bytes()).await });
    while server.fake.writes().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    server.stop.send(()).unwrap();
    let answer = under_way.await.unwrap();
    assert!(answer.contains("OutcomeUnknown"), "{answer}");
    tokio::time::timeout(Duration::from_secs(5), server.ended).await.unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_reset_whose_caller_goes_away_is_ended_before_a_stop() {
    let server = server(Limits { total: Duration::from_millis(300), ..Limits::default() }).await;
    server.fake.is(Mood::Slow(Duration::from_millis(150)));
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(post(WRITE).as_bytes()).await.unwrap();
    while server.fake.writes().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    drop(stream);
    server.stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(5), server.ended).await.unwrap().unwrap();
    assert_eq!(server.fake.finished(), 1);
}

#[tokio::test]
async fn connections_without_a_request_do_not_hold_up_a_stop() {
    let server = server(Limits::default()).await;
    let silent = TcpStream::connect(server.address).await.unwrap();
    let mut waiting = TcpStream::connect(server.address).await.unwrap();
    let request = post("Action=ListInstance").replacen("Connection: close\r\n", "", 1);
    waiting.write_all(request.as_bytes()).await.unwrap();
    let mut first = [0; 12];
    waiting.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    server.stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(5), server.ended).await.unwrap().unwrap();
    drop((silent, waiting));
}
