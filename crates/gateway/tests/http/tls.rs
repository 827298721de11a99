//! HTTPS: the listener with certificates that these tests make, and replace.

use crate::fake::Fake;
use crate::process::{CANARY, Running, gateway, refusal, start};
use crate::support::state;
use ckafka_gateway::tls::Tls;
use ckafka_gateway::{Limits, serve};
use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// A self-signed certificate, and the files of both halves in a folder of their own.
struct Pair {
    folder: TempDir,
    made: CertifiedKey<KeyPair>,
}

fn made() -> CertifiedKey<KeyPair> {
    generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap()
}

impl Pair {
    fn new() -> Self {
        let pair = Self { folder: tempfile::tempdir().unwrap(), made: made() };
        pair.write(&pair.made);
        pair
    }

    fn write(&self, made: &CertifiedKey<KeyPair>) {
        std::fs::write(self.cert(), made.cert.pem()).unwrap();
        std::fs::write(self.key(), made.signing_key.serialize_pem()).unwrap();
    }

    fn cert(&self) -> PathBuf {
        self.folder.path().join("cert.pem")
    }

    fn key(&self) -> PathBuf {
        self.folder.path().join("key.pem")
    }

    fn flags(&self) -> [String; 4] {
        let path = |path: PathBuf| path.to_str().unwrap().to_owned();
        ["--tls-cert".to_owned(), path(self.cert()), "--tls-key".to_owned(), path(self.key())]
    }

    fn start(&self, log_level: &str) -> Running {
        let flags = self.flags();
        start(&flags.each_ref().map(String::as_str), log_level)
    }
}

/// A connection that trusts this certificate and no other.
async fn connect(address: &str, trusted: &CertificateDer<'static>) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let stream = TcpStream::connect(address).await?;
    let name = ServerName::try_from("localhost").unwrap();
    TlsConnector::from(Arc::new(config)).connect(name, stream).await
}

async fn exchange(
    address: &str,
    trusted: &CertificateDer<'static>,
    request: &str,
) -> std::io::Result<String> {
    let mut stream = connect(address, trusted).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}

const HEALTH: &str = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

/// Asks until the gateway answers with this certificate, for as long as a busy machine may need.
async fn until_answered_with(address: &str, trusted: &CertificateDer<'static>) {
    let started = Instant::now();
    while let Err(error) = exchange(address, trusted, HEALTH).await {
        assert!(started.elapsed() < Duration::from_secs(60), "the new certificate is not used: {error}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Reads the log until a line has these words.
fn until_logged(running: &mut Running, words: &str) -> String {
    running.log_line(|line| line.contains(words))
}

#[tokio::test]
async fn with_a_certificate_the_gateway_speaks_https() {
    let pair = Pair::new();
    let running = pair.start("info");
    assert_eq!(running.scheme, "https");
    let answer = exchange(&running.host, pair.made.cert.der(), HEALTH).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("ok"), "{answer}");
    // The page of this machine may go on without a signature
    let form = "Action=ListInstance";
    let request = format!(
        "POST /v2/index.php HTTP/1.1\r\nHost: localhost\r\nOrigin: https://localhost:8788\r\nX-Requested-With: t\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{form}",
        form.len()
    );
    let answer = exchange(&running.host, pair.made.cert.der(), &request).await.unwrap();
    assert!(answer.contains("\"code\":0") && answer.contains("ckafka-local"), "{answer}");
    let (well, log) = running.stop();
    assert!(well, "{log}");
}

#[tokio::test]
async fn another_certificate_is_not_trusted() {
    let pair = Pair::new();
    let running = pair.start("info");
    assert!(exchange(&running.host, made().cert.der(), HEALTH).await.is_err());
    assert!(running.stop().0);
}

#[tokio::test]
async fn plain_http_on_that_address_is_told_to_come_by_https() {
    let pair = Pair::new();
    let running = pair.start("info");
    let answer = running.send(HEALTH);
    assert!(answer.starts_with("HTTP/1.1 400") && answer.ends_with("https://.\n"), "{answer}");
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.contains(&format!("Content-Length: {}", body.len())), "{answer}");
    assert!(running.stop().0);
}

#[tokio::test]
async fn a_new_certificate_is_taken_without_a_restart() {
    let pair = Pair::new();
    let running = pair.start("info");
    let before = exchange(&running.host, pair.made.cert.der(), HEALTH).await.unwrap();
    assert!(before.ends_with("ok"));
    let fresh = made();
    pair.write(&fresh);
    until_answered_with(&running.host, fresh.cert.der()).await;
    assert!(exchange(&running.host, pair.made.cert.der(), HEALTH).await.is_err(), "the old one is gone");
    assert!(running.stop().0);
}

#[cfg(unix)]
#[tokio::test]
async fn a_bad_new_certificate_leaves_the_old_one_in_use_and_the_log_says_why() {
    let pair = Pair::new();
    let mut running = pair.start("info");
    let fresh = made();
    for (file, text, words) in [
        (pair.cert(), fresh.cert.pem(), "does not belong to the certificate"),
        (pair.cert(), format!("no PEM, {CANARY}"), "holds no certificate"),
        (pair.key(), format!("no PEM, {CANARY}"), "holds no private key"),
    ] {
        pair.write(&pair.made);
        std::fs::write(file, text).unwrap();
        running.signal("HUP");
        let line = until_logged(&mut running, words);
        assert!(line.contains("stays in use") && line.contains("pem"), "{line}");
        let answer = exchange(&running.host, pair.made.cert.der(), HEALTH).await.unwrap();
        assert!(answer.ends_with("ok"), "{answer}");
    }
    let (well, log) = running.stop();
    assert!(well && !log.contains(CANARY), "{log}");
}

#[test]
fn wrong_files_are_one_sentence_at_the_start() {
    let (pair, other) = (Pair::new(), Pair::new());
    let path = |path: PathBuf| path.to_str().unwrap().to_owned();
    let (cert, key) = (path(pair.cert()), path(pair.key()));
    let empty = pair.folder.path().join("empty.pem");
    std::fs::write(&empty, "").unwrap();
    let locked = pair.folder.path().join("locked.pem");
    std::fs::write(
        &locked,
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
    )
    .unwrap();
    let broken = pair.folder.path().join("broken.pem");
    std::fs::write(&broken, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n").unwrap();
    for (cert, key, words) in [
        ("/nowhere/cert.pem", key.as_str(), ["/nowhere/cert.pem", "--tls-cert"]),
        (cert.as_str(), "/nowhere/key.pem", ["/nowhere/key.pem", "--tls-key"]),
        (empty.to_str().unwrap(), key.as_str(), ["empty.pem", "BEGIN CERTIFICATE"]),
        (broken.to_str().unwrap(), key.as_str(), ["broken.pem", "BEGIN CERTIFICATE"]),
        (cert.as_str(), empty.to_str().unwrap(), ["empty.pem", "BEGIN PRIVATE KEY"]),
        (cert.as_str(), locked.to_str().unwrap(), ["locked.pem", "passphrase"]),
        (cert.as_str(), path(other.key()).as_str(), ["does not belong", "cert.pem"]),
    ] {
        let sentence = refusal(&[
            "--kafka",
            "127.0.0.1:9",
            "--listen",
            "127.0.0.1:0",
            "--tls-cert",
            cert,
            "--tls-key",
            key,
        ]);
        for word in words {
            assert!(sentence.contains(word), "{sentence}");
        }
    }
}

#[test]
fn one_flag_without_the_other_is_refused() {
    for flag in ["--tls-cert", "--tls-key"] {
        let output = gateway(&["--kafka", "127.0.0.1:9", flag, "x.pem"]).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(text.contains("--tls-cert") && text.contains("--tls-key"), "{text}");
    }
}

/// A server in this process, whose limits can be chosen.
async fn server(
    pair: &Pair,
    limits: Limits,
) -> (SocketAddr, tokio::sync::oneshot::Sender<()>, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let state = state(Arc::new(Fake::default()), &[], limits);
    let tls = Tls::read(&pair.cert(), &pair.key()).unwrap();
    let ended = tokio::spawn(async move {
        serve::serve_tls(listener, &tls, state, async {
            let _ = stopped.await;
        })
        .await;
    });
    (address, stop, ended)
}

#[tokio::test]
async fn a_handshake_that_does_not_come_is_cut_off_and_holds_nobody_up() {
    let pair = Pair::new();
    let limits = Limits { read: Duration::from_millis(300), ..Limits::default() };
    let (address, _stop, _ended) = server(&pair, limits).await;
    for begun in [&b""[..], &b"\x16\x03\x01"[..]] {
        let mut silent = TcpStream::connect(address).await.unwrap();
        silent.write_all(begun).await.unwrap();
        let answer = exchange(&address.to_string(), pair.made.cert.der(), HEALTH).await.unwrap();
        assert!(answer.ends_with("ok"), "others are served meanwhile: {answer}");
        let mut rest = Vec::new();
        let closed = tokio::time::timeout(Duration::from_secs(30), silent.read_to_end(&mut rest)).await;
        assert!(closed.is_ok(), "the connection stays open");
    }
}

#[tokio::test]
async fn a_stop_does_not_wait_for_handshakes_or_idle_connections() {
    let pair = Pair::new();
    let limits = Limits { read: Duration::from_secs(60), ..Limits::default() };
    let (address, stop, ended) = server(&pair, limits).await;
    let silent = TcpStream::connect(address).await.unwrap();
    let mut idle = connect(&address.to_string(), pair.made.cert.der()).await.unwrap();
    idle.write_all(HEALTH.replace("Connection: close\r\n", "").as_bytes()).await.unwrap();
    let mut first = [0; 12];
    idle.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(20), ended).await.unwrap().unwrap();
    drop((silent, idle));
}
