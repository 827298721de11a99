//! The program itself: how it starts, refuses to start, logs and stops.

use crate::support::{Signing, keys_file};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, Output, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

/// Stands for every secret; must appear in no log.
pub(crate) const CANARY: &str = "canary8f2e6b";

pub(crate) fn gateway(flags: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ckafka-gateway"));
    command.args(flags).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs a gateway that is expected not to start, and gives its one sentence.
pub(crate) fn refusal(flags: &[&str]) -> String {
    let Output { status, stderr, stdout } = gateway(flags).output().unwrap();
    let text = String::from_utf8(stderr).unwrap();
    assert_eq!(status.code(), Some(1), "{text}");
    assert!(stdout.is_empty(), "nothing is announced");
    let last = text.lines().last().unwrap_or_default().to_owned();
    assert!(last.starts_with("ckafka-gateway: "), "{text}");
    last
}

/// A cluster that nobody listens at: enough to start on, and no test of the HTTP side needs more.
const NO_CLUSTER: [&str; 4] = ["--kafka", "127.0.0.1:9", "--listen", "127.0.0.1:0"];

pub(crate) struct Running {
    child: Child,
    pub(crate) scheme: String,
    pub(crate) host: String,
    stderr: BufReader<ChildStderr>,
    /// The log as far as it was read.
    log: String,
}

pub(crate) fn start(flags: &[&str], log_level: &str) -> Running {
    running(gateway(&[&NO_CLUSTER, flags].concat()).env("RUST_LOG", log_level))
}

/// Starts it and waits until it says where it listens.
pub(crate) fn running(command: &mut Command) -> Running {
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let stderr = BufReader::new(child.stderr.take().unwrap());
    let (scheme, host) = line.trim().strip_prefix("listening on ").expect(&line).split_once("://").unwrap();
    Running { child, scheme: scheme.to_owned(), host: host.to_owned(), stderr, log: String::new() }
}

impl Running {
    /// Reads the log up to the first line that is wanted.
    pub(crate) fn log_line(&mut self, wanted: impl Fn(&str) -> bool) -> String {
        loop {
            let mut line = String::new();
            let read = self.stderr.read_line(&mut line).unwrap();
            assert_ne!(read, 0, "the log ended: {}", self.log);
            self.log.push_str(&line);
            if wanted(&line) {
                return line;
            }
        }
    }

    /// Sends it a signal, like `HUP`.
    pub(crate) fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args([&format!("-{name}"), &pid]).status().unwrap().success());
    }

    pub(crate) fn send(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Sends a form as the console of this machine does.
    pub(crate) fn post(&self, form: &str) -> String {
        let (host, length) = (&self.host, form.len());
        self.send(&format!(
            "POST /v2/index.php HTTP/1.1\r\nHost: {host}\r\nX-Requested-With: t\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{form}"
        ))
    }

    /// Asks it to stop as a service manager does; gives whether it ended well, and its log.
    pub(crate) fn stop(mut self) -> (bool, String) {
        self.signal("TERM");
        self.stderr.read_to_string(&mut self.log).unwrap();
        (self.child.wait().unwrap().success(), self.log)
    }
}

#[test]
fn the_first_line_says_where_it_listens_and_sigterm_ends_it_well() {
    let running = start(&[], "info");
    assert!(!running.host.ends_with(":0"), "{}", running.host);
    let answer = running.send("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assert!(answer.ends_with("ok"), "{answer}");
    let (well, log) = running.stop();
    assert!(well, "{log}");
}

#[test]
fn a_cluster_that_is_not_there_is_no_reason_not_to_start() {
    let running = start(&[], "info");
    let answer = running.post("Action=ListGroup&instanceId=ckafka-local");
    assert!(answer.contains("\"code\":6200") && answer.contains("UpstreamUnavailable"), "{answer}");
    let (well, log) = running.stop();
    assert!(well && log.contains("127.0.0.1:9"), "the log says which broker: {log}");
}

#[test]
fn beyond_this_machine_it_does_not_start_without_keys() {
    for listen in ["0.0.0.0:0", "[::]:0", "192.0.2.1:8788"] {
        let sentence = refusal(&["--kafka", "127.0.0.1:9", "--listen", listen]);
        assert!(sentence.contains("--keys") && sentence.contains("127.0.0.1"), "{sentence}");
    }
}

#[test]
fn beyond_this_machine_it_starts_with_keys_and_takes_signed_requests_only() {
    let file = keys_file("[[key]]\nsecret_id = \"A\"\nsecret_key = \"s\"\n");
    let flags = ["--kafka", "127.0.0.1:9", "--listen", "0.0.0.0:0", "--keys", file.to_str().unwrap()];
    let mut running = running(&mut gateway(&flags));
    running.host = running.host.replace("0.0.0.0", "127.0.0.1");
    let request = "POST /v2/index.php HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Requested-With: t\r\nContent-Length: 19\r\nConnection: close\r\n\r\nAction=ListInstance";
    let answer = running.send(request);
    assert!(answer.contains("\"code\":4101") && answer.contains("signed requests only"), "{answer}");
    assert!(running.stop().0);
}

#[test]
fn every_wrong_setting_is_one_sentence_with_the_way_out() {
    let bad = keys_file("[[key]]\nsecret_id = \"A\"\nsecret_key = \"s\"\ngroup = []\n");
    for (flags, words) in [
        (vec!["--listen", "nonsense"], vec!["--listen", "nonsense", "HOST:PORT"]),
        (vec!["--keys", "/nowhere/keys.toml"], vec!["/nowhere/keys.toml", "--keys"]),
        (vec!["--keys", bad.to_str().unwrap()], vec!["line 4", "group"]),
        (vec!["--console-dir", "/nowhere"], vec!["/nowhere", "--console-dir"]),
        (vec!["--signing-host", "https://x.example/"], vec!["--signing-host", "https://"]),
    ] {
        // A port of its own, since the usual one may be in use
        let base = if flags[0] == "--listen" { &NO_CLUSTER[..2] } else { &NO_CLUSTER[..] };
        let sentence = refusal(&[base, &flags[..]].concat());
        for word in words {
            assert!(sentence.contains(word), "{sentence}");
        }
    }
}

#[test]
fn an_address_that_is_taken_is_named() {
    let running = start(&[], "info");
    let sentence = refusal(&["--kafka", "127.0.0.1:9", "--listen", &running.host]);
    assert!(sentence.contains(&running.host) && sentence.contains("--listen"), "{sentence}");
    assert!(running.stop().0);
}

#[test]
fn at_the_most_talkative_level_the_log_holds_no_secret_query_or_body() {
    let file = keys_file(&format!(
        "[[key]]\nsecret_id = \"AKIDlog\"\nsecret_key = \"{CANARY}\"\ntoken = \"{CANARY}\"\n"
    ));
    let running = start(&["--keys", file.to_str().unwrap()], "trace");
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let host = running.host.clone();
    let signing = |secret: &str, method| Signing {
        method,
        host: &host,
        key: ckafka_api::Credential::new("AKIDlog", secret, Some(CANARY.to_owned())).unwrap(),
        time: now,
        ..Signing::by("AKIDlog", secret)
    };
    let mut signatures = Vec::new();
    for (secret, code) in [(CANARY, "6200"), ("wrong", "4100")] {
        let form = format!("Action=GetGroupOffsets&instanceId=ckafka-local&group={CANARY}&topics.0={CANARY}");
        let get = signing(secret, ckafka_api::Method::Get).params(&form);
        let post = signing(secret, ckafka_api::Method::Post).params(&form);
        signatures.extend([&get, &post].map(|params| params.get("Signature").unwrap().to_owned()));
        let answer = running.send(&format!(
            "GET /v2/index.php?{} HTTP/1.1\r\nHost: {host}\r\nCookie: {CANARY}\r\nAuthorization: {CANARY}\r\nConnection: close\r\n\r\n",
            get.encode()
        ));
        assert!(answer.contains(code), "{answer}");
        let body = post.encode();
        let answer = running.send(&format!(
            "POST /v2/index.php HTTP/1.1\r\nHost: {host}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        ));
        assert!(answer.contains(code), "{answer}");
    }
    running.send(&format!("GET /{CANARY}?{CANARY} HTTP/1.1\r\nHost: {CANARY}\r\nConnection: close\r\n\r\n"));
    running.send(&format!("nonsense {CANARY}\r\n\r\n"));
    let (well, log) = running.stop();
    assert!(well);
    assert!(log.contains("caller=\"AKIDlog\"") && log.contains("action=\"GetGroupOffsets\""), "{log}");
    assert!(!log.contains(CANARY), "{log}");
    for signature in signatures {
        assert!(!log.contains(&signature), "{log}");
    }
}

/// A request of a key, as it may come from anywhere.
fn signed(running: &Running, id: &str, secret: &str, nonce: u64) -> String {
    let form = "Action=ListInstance";
    let time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let signing = Signing { host: &running.host, time, nonce, ..Signing::by(id, secret) };
    running.send(&post_of(&running.host, &signing.form(form)))
}

fn post_of(host: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "POST /v2/index.php HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

fn key(id: &str, secret: &str) -> String {
    format!("[[key]]\nsecret_id = \"{id}\"\nsecret_key = \"{secret}\"\n")
}

#[test]
fn a_changed_keys_file_is_taken_without_a_restart() {
    let file = keys_file(&key("old", CANARY));
    let mut running = start(&["--keys", file.to_str().unwrap()], "info");
    assert!(signed(&running, "old", CANARY, 1).contains("\"code\":0"));
    assert!(signed(&running, "new", CANARY, 2).contains("\"code\":4104"));
    std::fs::write(&file, key("new", CANARY)).unwrap();
    running.log_line(|line| line.contains("the keys file was read again"));
    assert!(signed(&running, "new", CANARY, 3).contains("\"code\":0"));
    assert!(signed(&running, "old", CANARY, 4).contains("\"code\":4104"), "a key that was taken out is out");
    assert!(running.stop().0);
}

#[cfg(unix)]
#[test]
fn a_bad_new_keys_file_leaves_the_old_keys_in_use_and_the_log_says_why() {
    let file = keys_file(&key("old", CANARY));
    let mut running = start(&["--keys", file.to_str().unwrap()], "info");
    for (text, words) in [
        (format!("{}group = []\n", key("old", CANARY)), "line 4"),
        (format!("[[key]]\nsecret_id = \"old\"\nsecret_key = {CANARY}\n"), "line 3"),
        (String::new(), "holds no key"),
    ] {
        std::fs::write(&file, text).unwrap();
        running.signal("HUP");
        let line = running.log_line(|line| line.contains(words));
        assert!(line.contains("stay in use") && line.contains(file.to_str().unwrap()), "{line}");
    }
    std::fs::remove_file(&file).unwrap();
    running.signal("HUP");
    let line = running.log_line(|line| line.contains("cannot be read"));
    assert!(line.contains("stay in use"), "{line}");
    assert!(signed(&running, "old", CANARY, 1).contains("\"code\":0"));
    let (well, log) = running.stop();
    assert!(well && !log.contains(CANARY), "{log}");
}

#[cfg(unix)]
#[test]
fn a_nonce_stays_used_when_the_keys_are_read_again_in_another_order() {
    let file = keys_file(&format!("{}{}", key("one", "s"), key("two", "s")));
    let mut running = start(&["--keys", file.to_str().unwrap()], "info");
    let time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let host = running.host.clone();
    let signing = Signing { host: &host, time, nonce: 7, ..Signing::by("one", "s") };
    let recorded = post_of(&host, &signing.form("Action=ListInstance"));
    assert!(running.send(&recorded).contains("\"code\":0"));
    std::fs::write(&file, format!("{}{}", key("two", "s"), key("one", "s"))).unwrap();
    running.signal("HUP");
    running.log_line(|line| line.contains("the keys file was read again"));
    assert!(running.send(&recorded).contains("\"code\":4500"));
    assert!(signed(&running, "two", "s", 7).contains("\"code\":0"), "nonces are each key's own");
    assert!(running.stop().0);
}
