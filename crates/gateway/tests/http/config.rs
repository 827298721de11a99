//! The settings file: what it can say, what wins over it, and what is refused with its line.

use crate::process::{CANARY, gateway, refusal, running};
use crate::support::keys_file;
use ckafka_gateway::args::Args;
use ckafka_gateway::instances::{Upstream, Wanted};
use ckafka_gateway::start;
use ckafka_gateway::tencent::{Api, KeyFrom};
use clap::Parser;
use std::path::PathBuf;
use tempfile::TempDir;

/// A folder with a settings file in it.
struct Settings {
    folder: TempDir,
}

impl Settings {
    fn new(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("gateway.toml"), text).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, flags: &[&str]) -> Result<(Args, Vec<Wanted>), String> {
        let file = self.path("gateway.toml");
        let mut args =
            Args::parse_from([&["ckafka-gateway", "--config", file.to_str().unwrap()], flags].concat());
        match start::instances(&mut args) {
            Ok(wanted) => Ok((args, wanted)),
            Err(error) => {
                assert!(!format!("{error:?}").contains(CANARY));
                Err(error.to_string())
            }
        }
    }
}

const FULL: &str = r#"
listen = "0.0.0.0:8443"
keys = "secrets/keys.toml"
signed_only = true
signing_hosts = ["kafka.example.com"]

[tls]
cert = "fullchain.pem"
key = "/etc/tls/privkey.pem"

[console]
dir = "console"
endpoints = ["https://other.example/v2/index.php"]

[[instance]]
id = "orders"
name = "Orders, Shanghai"
production = true
kafka = ["broker1:9092", "[::1]:9093"]

[[instance]]
id = "cloud"
[instance.tencent]
instance = "ckafka-8j4rodrr"
region = "ap-guangzhou"
api = "v2"
endpoint = "https://relay.example/v2/index.php"
signing_host = "ckafka.api.qcloud.com"
key_command = ["./bin/key", "--for", "a b"]

[[instance]]
id = "ckafka-own"
[instance.tencent]
region = "ap-beijing"
key_file = "cloud.toml"

[[instance]]
id = "other-account"
[instance.tencent]
region = "ap-beijing"
key_env = "PROD"

[[instance]]
id = "try"
demo = true
"#;

#[test]
fn everything_that_a_file_can_say_is_taken() {
    let settings = Settings::new(FULL);
    let (args, wanted) = settings.read(&[]).unwrap();
    assert_eq!(args.listen.as_deref(), Some("0.0.0.0:8443"));
    assert_eq!(args.keys, Some(settings.path("secrets/keys.toml")), "from the file's own folder");
    assert!(args.signed_only);
    assert_eq!(args.signing_host, ["kafka.example.com"]);
    assert_eq!(args.tls_cert, Some(settings.path("fullchain.pem")));
    assert_eq!(args.tls_key, Some(PathBuf::from("/etc/tls/privkey.pem")), "unless it is a whole one");
    assert_eq!(args.console_dir, Some(settings.path("console")));
    assert_eq!(args.console_endpoint, ["https://other.example/v2/index.php".parse().unwrap()]);

    let ids: Vec<_> = wanted.iter().map(|one| (one.id.as_str(), one.production)).collect();
    assert_eq!(
        ids,
        [("orders", true), ("cloud", false), ("ckafka-own", false), ("other-account", false), ("try", false)]
    );
    assert_eq!(wanted[0].name.as_deref(), Some("Orders, Shanghai"));
    let Upstream::Kafka(brokers) = &wanted[0].upstream else { panic!("{:?}", wanted[0]) };
    assert_eq!(brokers, &["broker1:9092".parse().unwrap(), "[::1]:9093".parse().unwrap()]);
    let clouds: Vec<_> = wanted[1..4]
        .iter()
        .map(|one| match &one.upstream {
            Upstream::Tencent(cloud) => cloud,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(clouds[0].instance.as_str(), "ckafka-8j4rodrr");
    assert_eq!((clouds[0].api, clouds[0].region.as_deref()), (Some(Api::V2), Some("ap-guangzhou")));
    assert_eq!(clouds[0].endpoint.as_deref(), Some("https://relay.example/v2/index.php"));
    assert_eq!(clouds[0].signing_host.as_deref(), Some("ckafka.api.qcloud.com"));
    let Some(KeyFrom::Command(program)) = &clouds[0].key else { panic!("{:?}", clouds[0]) };
    let shown = format!("{program:?}");
    assert!(shown.contains(settings.path("./bin/key").to_str().unwrap()), "{shown}");
    assert!(shown.contains("2 arguments") && !shown.contains("a b"), "arguments may be secret: {shown}");
    assert_eq!(clouds[1].instance.as_str(), "ckafka-own", "the cloud's own id, unless another is named");
    let Some(KeyFrom::File(file)) = &clouds[1].key else { panic!("{:?}", clouds[1]) };
    assert_eq!(file, &settings.path("cloud.toml"));
    let Some(KeyFrom::Variables(prefix)) = &clouds[2].key else { panic!("{:?}", clouds[2]) };
    assert_eq!(prefix, "PROD");
    assert!(matches!(wanted[4].upstream, Upstream::Demo));
}

#[test]
fn flags_win_over_the_file() {
    let settings = Settings::new(FULL);
    let flags = [
        "--listen",
        "127.0.0.1:1",
        "--keys",
        "k.toml",
        "--signing-host",
        "a.example",
        "--tls-cert",
        "c.pem",
        "--tls-key",
        "k.pem",
        "--console-dir",
        "dist",
        "--console-endpoint",
        "https://a.example/",
    ];
    let (args, wanted) = settings.read(&flags).unwrap();
    assert_eq!(args.listen.as_deref(), Some("127.0.0.1:1"));
    assert_eq!(args.keys, Some(PathBuf::from("k.toml")), "a flag's path is the caller's");
    assert_eq!(args.signing_host, ["a.example"]);
    assert_eq!((args.tls_cert, args.tls_key), (Some("c.pem".into()), Some("k.pem".into())));
    assert_eq!(args.console_dir, Some("dist".into()));
    assert_eq!(args.console_endpoint, ["https://a.example/".parse().unwrap()]);
    assert_eq!(wanted.len(), 5);
}

#[test]
fn flags_describe_the_instance_that_a_file_does_not() {
    let settings = Settings::new("listen = \"127.0.0.1:1\"\n");
    let (_, wanted) = settings.read(&["--kafka", "broker:9092", "--production"]).unwrap();
    assert_eq!((wanted.len(), wanted[0].id.as_str(), wanted[0].production), (1, "ckafka-local", true));
    let (_, wanted) = settings.read(&[]).unwrap();
    assert_eq!(wanted[0].id, "ckafka-demo");
}

#[test]
fn flags_that_describe_an_instance_do_not_go_with_a_file_that_does() {
    let settings = Settings::new("[[instance]]\nid = \"a\"\ndemo = true\n");
    for flags in [
        &["--kafka", "broker:9092"][..],
        &["--tencent", "ckafka-1"],
        &["--instance-id", "b"],
        &["--production"],
        &["--demo-still"],
    ] {
        let error = settings.read(flags).unwrap_err();
        assert!(error.starts_with(flags[0]), "{error}");
        assert!(error.contains("gateway.toml") && error.contains("leave the flag out"), "{error}");
    }
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    let kafka = "[[instance]]\nid = \"a\"\nkafka = [\"b:1\"]\n";
    let cloud = "[[instance]]\nid = \"a\"\n[instance.tencent]\nregion = \"x\"\n";
    for (text, line, words) in [
        ("\nlisten = 1\n".to_owned(), 2, vec!["string"]),
        ("lisen = \"x\"\n".to_owned(), 1, vec!["`lisen`", "`listen`"]),
        ("[tls]\ncert = \"x\"\n".to_owned(), 1, vec!["`key`"]),
        ("[tls]\ncert = \"x\"\nkey = \"x\"\npassword = \"x\"\n".to_owned(), 4, vec!["`password`"]),
        ("[console]\nendpoints = [\"http://x.example/\"]\n".to_owned(), 2, vec!["plain http"]),
        (format!("{kafka}produktion = true\n"), 4, vec!["`produktion`", "`production`"]),
        ("[[instance]]\nkafka = [\"b:1\"]\n".to_owned(), 1, vec!["`id`"]),
        ("[[instance]]\nid = \"a b\"\ndemo = true\n".to_owned(), 2, vec!["white space"]),
        ("[[instance]]\nid = \"a\"\nkafka = [\"b\"]\n".to_owned(), 3, vec!["\"b\"", "HOST:PORT"]),
        ("[[instance]]\nid = \"a\"\nkafka = []\n".to_owned(), 1, vec!["\"a\"", "no broker"]),
        ("\n\n[[instance]]\nid = \"a\"\n".to_owned(), 3, vec!["\"a\"", "exactly one of"]),
        (format!("{kafka}demo = true\n"), 1, vec!["exactly one of"]),
        (format!("{kafka}\n{kafka}"), 5, vec!["\"a\"", "twice"]),
        (
            "[[instance]]\nid = \"a\"\ndemo = true\n[[instance]]\nid = \"b\"\ndemo = true\n".to_owned(),
            4,
            vec!["one demo broker"],
        ),
        (format!("{cloud}api = \"v4\"\n"), 5, vec!["`v4`", "`v3`"]),
        (format!("{cloud}key_env = \"A\"\nkey_file = \"b\"\n"), 1, vec!["one of key_env"]),
        (format!("{cloud}key_env = \"{CANARY}\"\n"), 5, vec!["PROD_SECRET_ID"]),
        (format!("{cloud}key_command = \"prog {CANARY}\"\n"), 5, vec!["list of texts"]),
        (format!("{cloud}key_command = []\n"), 5, vec!["list of texts"]),
        (format!("{cloud}secret_key = \"{CANARY}\"\n"), 5, vec!["`secret_key`", "`key_file`"]),
        (format!("{cloud}secret_key = {CANARY}\n"), 5, vec![]),
    ] {
        let error = Settings::new(&text).read(&[]).unwrap_err();
        assert!(error.contains(&format!("gateway.toml is wrong in line {line}: ")), "{text}\n{error}");
        assert!(!error.contains(CANARY), "{error}");
        for word in words {
            assert!(error.contains(word), "{text}\n{error}");
        }
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let sentence = refusal(&["--config", "/nowhere/gateway.toml"]);
    assert!(sentence.contains("/nowhere/gateway.toml") && sentence.contains("--config"), "{sentence}");
}

#[test]
fn what_an_instance_lacks_to_be_served_is_told_with_its_line() {
    let settings = Settings::new(
        "listen = \"127.0.0.1:0\"\n[[instance]]\nid = \"cloud\"\n[instance.tencent]\nregion = \"x\"\nkey_env = \"NOBODY_SET_THIS\"\n",
    );
    let file = settings.path("gateway.toml");
    let sentence = refusal(&["--config", file.to_str().unwrap()]);
    for word in ["gateway.toml", "line 2", "\"cloud\"", "NOBODY_SET_THIS_SECRET_ID", "key_command"] {
        assert!(sentence.contains(word), "{sentence}");
    }
}

#[test]
fn several_instances_are_served_and_told_apart() {
    let settings = Settings::new(
        "listen = \"127.0.0.1:0\"\n\
         [[instance]]\nid = \"one\"\nname = \"The first\"\nproduction = true\nkafka = [\"127.0.0.1:9\"]\n\
         [[instance]]\nid = \"two\"\n[instance.tencent]\nregion = \"ap-guangzhou\"\nendpoint = \"http://127.0.0.1:9/\"\n",
    );
    let file = settings.path("gateway.toml");
    let running = running(
        gateway(&["--config", file.to_str().unwrap()])
            .env("TENCENTCLOUD_SECRET_ID", "AKIDx")
            .env("TENCENTCLOUD_SECRET_KEY", CANARY),
    );
    let all = running.post("Action=ListInstance");
    assert!(all.contains("\"totalCount\":2"), "{all}");
    assert!(
        all.contains(r#"{"instanceId":"one","instanceName":"The first","status":1,"production":1}"#),
        "{all}"
    );
    assert!(
        all.contains(r#"{"instanceId":"two","instanceName":"CKafka two in ap-guangzhou","status":1}"#),
        "{all}"
    );
    // What the first can do is no less for the second
    let of = |form: &str| {
        let answer = running.post(form);
        let body = answer.split_once("\r\n\r\n").unwrap().1;
        let answer: serde_json::Value = serde_json::from_str(body).unwrap();
        answer["data"]["capabilities"].as_array().map(Vec::len)
    };
    assert_eq!(of("Action=DescribeCapabilities&instanceId=one"), Some(5));
    assert_eq!(of("Action=DescribeCapabilities&instanceId=two"), Some(2));
    assert_eq!(of("Action=DescribeCapabilities"), Some(2), "what every one can do");
    assert!(running.post("Action=DescribeCapabilities&instanceId=three").contains("(10006)"));
    // Neither can be reached, which each says in its own way
    let one = running.post("Action=ListGroup&instanceId=one");
    assert!(one.contains("\"code\":6200"), "{one}");
    let two = running.post("Action=ListGroup&instanceId=two");
    assert!(two.contains("\"code\":6200") && two.contains("listing the groups"), "{two}");
    let three = running.post("Action=ListGroup&instanceId=three");
    assert!(three.contains("\"code\":5000") && three.contains("(10006)"), "{three}");
    let (well, log) = running.stop();
    assert!(well && log.contains("instances=\"one two\"") && !log.contains(CANARY), "{log}");
}

#[test]
fn beyond_this_machine_the_file_needs_keys_as_the_flags_do() {
    let settings =
        Settings::new("listen = \"0.0.0.0:0\"\n[[instance]]\nid = \"a\"\nkafka = [\"127.0.0.1:9\"]\n");
    let file = settings.path("gateway.toml");
    let sentence = refusal(&["--config", file.to_str().unwrap()]);
    assert!(sentence.contains("0.0.0.0") && sentence.contains("--keys"), "{sentence}");
    let keys = keys_file("[[key]]\nsecret_id = \"A\"\nsecret_key = \"s\"\n");
    let flags = ["--config", file.to_str().unwrap(), "--keys", keys.to_str().unwrap()];
    assert!(running(&mut gateway(&flags)).stop().0);
}

#[test]
fn signed_only_without_keys_is_refused() {
    let sentence = refusal(&["--kafka", "127.0.0.1:9", "--listen", "127.0.0.1:0", "--signed-only"]);
    assert!(sentence.contains("--signed-only") && sentence.contains("--keys"), "{sentence}");
}
