//! The program itself before the cloud: how it starts, refuses to start, and what it logs.

use cloud_stand_in::{Cloud, ID, SECRET};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

/// Stands for the session token; must appear in no log.
const TOKEN: &str = "tokenCanary5c1d";

fn gateway(cloud: &Cloud) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ckafka-gateway"));
    let endpoint = cloud.api3();
    command
        .args(["--listen", "127.0.0.1:0", "--tencent", "ckafka-8j4rodrr", "--tencent-endpoint", &endpoint])
        .env("TENCENTCLOUD_SECRET_ID", ID)
        .env("TENCENTCLOUD_SECRET_KEY", SECRET)
        .env("TENCENTCLOUD_TOKEN", TOKEN)
        .env("TENCENTCLOUD_REGION", "ap-guangzhou")
        .env("RUST_LOG", "trace")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Sends a form as the console of this machine does.
fn post(host: &str, form: &str) -> String {
    let mut stream = TcpStream::connect(host).unwrap();
    let length = form.len();
    let head = format!(
        "POST /v2/index.php HTTP/1.1\r\nHost: {host}\r\nX-Requested-With: t\r\nContent-Length: {length}\r\nConnection: close"
    );
    stream.write_all(format!("{head}\r\n\r\n{form}").as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// Runs a reset through a gateway, and gives its log.
async fn log_of_a_reset(cloud: &Cloud, mut command: Command) -> String {
    let log = tokio::task::spawn_blocking(move || {
        let mut child = command.spawn().unwrap();
        // Read as it comes: a full pipe would stop the gateway
        let mut stderr = child.stderr.take().unwrap();
        let log = std::thread::spawn(move || {
            let mut log = String::new();
            stderr.read_to_string(&mut log).unwrap();
            log
        });
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let host = line.trim().strip_prefix("listening on http://").unwrap().to_owned();
        let reset = "Action=SetGroupOffsets&instanceId=ckafka-8j4rodrr&group=billing&topics.0=orders&strategy=1&timestamp=-1";
        let answer = post(&host, reset);
        assert!(answer.contains("\"offset\":100") && answer.contains("\"failed\":[]"), "{answer}");
        assert!(post(&host, "Action=ListInstance").contains("CKafka ckafka-8j4rodrr in ap-guangzhou"));
        let pid = child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        assert!(child.wait().unwrap().success());
        log.join().unwrap()
    })
    .await
    .unwrap();
    assert!(log.contains("action=\"SetGroupOffsets\""), "{log}");
    for secret in [SECRET, TOKEN, "Signature="] {
        assert!(!log.contains(secret), "{secret} is in the log:\n{log}");
    }
    assert_eq!(cloud.writes().len(), 1);
    log
}

#[tokio::test(flavor = "multi_thread")]
async fn at_the_most_talkative_level_the_log_holds_no_secret() {
    let cloud = Cloud::shop();
    log_of_a_reset(&cloud, gateway(&cloud)).await;
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_key_from_a_program_is_not_in_the_log_either() {
    let cloud = Cloud::shop();
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("key.json");
    let text = format!(r#"{{"secret_id":"{ID}","secret_key":"{SECRET}","token":"{TOKEN}"}}"#);
    std::fs::write(&key, text).unwrap();
    let mut command = gateway(&cloud);
    command
        .args(["--tencent-key-command", &format!("cat {}", key.display())])
        .env_remove("TENCENTCLOUD_SECRET_ID")
        .env_remove("TENCENTCLOUD_SECRET_KEY")
        .env_remove("TENCENTCLOUD_TOKEN");
    log_of_a_reset(&cloud, command).await;
}

#[tokio::test]
async fn without_a_key_or_a_region_it_does_not_start_and_says_what_to_set() {
    let cloud = Cloud::shop();
    for (missing, named) in
        [("TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_SECRET_KEY"), ("TENCENTCLOUD_REGION", "--tencent-region")]
    {
        let output = gateway(&cloud).env_remove(missing).output().unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{text}");
        let last = text.lines().last().unwrap();
        assert!(last.starts_with("ckafka-gateway: ") && last.contains(named), "{text}");
        assert!(!text.contains(SECRET) && !text.contains(TOKEN), "{text}");
    }
    assert_eq!(cloud.seen(), Vec::<String>::new(), "nothing was sent");
}
