//! Keys that a program hands out: run when one is needed, again when it is refused, and never in a loop.
#![cfg(unix)]

use crate::support::{given, request};
use ckafka_gateway::system_clock;
use ckafka_gateway::tencent::{Api, Given, KeyFrom, Program, Settings, TencentUpstream};
use ckafka_gateway::upstream::{InstanceSummary, OffsetUpstream, UpstreamError};
use cloud_stand_in::{Cloud, ID, INSTANCE, SECRET, Trick};
use kafka_offsets::ResetStrategy;
use std::path::PathBuf;
use tempfile::TempDir;

/// A program that prints what it is told to, one text per run and the last one again and again, and counts.
struct Vault {
    folder: TempDir,
}

impl Vault {
    fn printing(texts: &[&str]) -> Self {
        let vault = Self { folder: tempfile::tempdir().unwrap() };
        for (number, text) in texts.iter().enumerate() {
            std::fs::write(vault.file(&format!("text{}", number + 1)), text).unwrap();
        }
        vault
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn program(&self) -> Program {
        let script = r#"cd "$1" && echo >> runs && n=$(wc -l < runs) && while [ ! -f text$((n)) ]; do n=$((n-1)); done && cat text$((n))"#;
        let folder = self.folder.path().to_str().unwrap();
        Program::new("/bin/sh".into(), ["-c", script, "sh", folder].map(str::to_owned).to_vec())
    }

    fn runs(&self) -> usize {
        std::fs::read_to_string(self.file("runs")).map_or(0, |runs| runs.lines().count())
    }
}

fn upstream(cloud: &Cloud, api: Api, program: Program) -> TencentUpstream {
    upstream_with(cloud, api, &KeyFrom::Command(program))
}

fn upstream_with(cloud: &Cloud, api: Api, key: &KeyFrom) -> TencentUpstream {
    let endpoint = if api == Api::V2 { cloud.api2() } else { cloud.api3() };
    let settings = Settings::read(Given { key: Some(key), ..given(&endpoint, api) }, |_| None).unwrap();
    assert!(!format!("{settings:?}").contains("sh\""), "arguments are not shown");
    let instance = InstanceSummary { id: INSTANCE.to_owned(), name: "stand-in".to_owned() };
    TencentUpstream::new(instance, INSTANCE.parse().unwrap(), settings, system_clock)
}

fn good() -> String {
    format!(r#"{{"secret_id": "{ID}", "secret_key": "{SECRET}", "RequestId": "more is no fault"}}"#)
}

fn good_file() -> String {
    format!("secret_id = \"{ID}\"\nsecret_key = \"{SECRET}\"\n")
}

/// Of a key that the cloud does not know.
fn bad(id: &str) -> String {
    format!("secret_id = \"{id}\"\nsecret_key = \"{SECRET}\"\n")
}

#[tokio::test]
async fn the_program_is_run_once_for_many_calls_in_both_forms_and_versions() {
    for api in [Api::V3, Api::V2] {
        for text in [
            good(),
            format!(
                "secret_id = \"{ID}\"\nsecret_key = \"{SECRET}\"\ntoken = \"t\"\nexpires = 99999999999\n"
            ),
            format!(
                r#"{{"TmpSecretId": "{ID}", "TmpSecretKey": "{SECRET}", "Token": "t", "ExpiredTime": 99999999999}}"#
            ),
        ] {
            let (cloud, vault) = (Cloud::shop(), Vault::printing(&[&text]));
            let upstream = upstream(&cloud, api, vault.program());
            assert_eq!(vault.runs(), 0, "not before it is needed");
            for _ in 0..3 {
                upstream.list_groups().await.unwrap();
            }
            assert_eq!(vault.runs(), 1);
        }
    }
}

#[tokio::test]
async fn a_refused_key_is_replaced_once_and_the_read_goes_on() {
    for api in [Api::V3, Api::V2] {
        let (cloud, vault) = (Cloud::shop(), Vault::printing(&[&bad("AKIDold"), &good()]));
        let upstream = upstream(&cloud, api, vault.program());
        upstream.list_groups().await.unwrap();
        assert_eq!((vault.runs(), cloud.seen().len()), (2, 2), "refused, then answered");
        upstream.list_groups().await.unwrap();
        assert_eq!(vault.runs(), 2);
    }
}

#[tokio::test]
async fn a_token_that_has_expired_at_the_cloud_is_replaced() {
    let (cloud, vault) = (Cloud::shop(), Vault::printing(&[&good(), &good()]));
    let upstream = upstream(&cloud, Api::V3, vault.program());
    cloud.trick("DescribeGroup", Trick::error("AuthFailure.TokenFailure", "expired"));
    upstream.list_groups().await.unwrap();
    assert_eq!(vault.runs(), 2);
}

#[tokio::test]
async fn a_key_that_never_works_is_not_asked_for_in_a_loop() {
    let texts = [bad("AKIDone"), bad("AKIDtwo"), bad("AKIDthree")];
    let (cloud, vault) = (Cloud::shop(), Vault::printing(&texts.each_ref().map(String::as_str)));
    let upstream = upstream(&cloud, Api::V3, vault.program());
    for _ in 0..5 {
        let error = upstream.list_groups().await.unwrap_err();
        assert!(matches!(error, UpstreamError::Unavailable(_)), "{error:?}");
        assert!(error.to_string().contains("check the gateway's own key"), "{error}");
    }
    assert_eq!(vault.runs(), 2, "once at first, and once more when it was refused");
}

#[tokio::test]
async fn a_write_whose_key_is_refused_is_not_sent_again() {
    let (cloud, vault) = (Cloud::shop(), Vault::printing(&[&good()]));
    let upstream = upstream(&cloud, Api::V3, vault.program());
    cloud.trick("ModifyGroupOffsets", Trick::error("AuthFailure.TokenFailure", "expired"));
    let reset = request("billing", &["orders"], ResetStrategy::Latest);
    let error = upstream.reset(&reset, false).await.unwrap_err();
    assert!(matches!(error, UpstreamError::Unavailable(_)), "nothing was written: {error:?}");
    let sent = cloud.seen().into_iter().filter(|action| action == "ModifyGroupOffsets").count();
    assert_eq!((sent, vault.runs()), (1, 1));
    assert!(upstream.reset(&reset, false).await.is_ok(), "the next one has a new key");
    assert_eq!(vault.runs(), 2);
}

#[tokio::test]
async fn a_key_that_is_about_to_expire_is_replaced_before_it_is_used() {
    let now = system_clock() / 1_000;
    let soon = format!("secret_id = \"{ID}\"\nsecret_key = \"{SECRET}\"\nexpires = {}\n", now + 30);
    let later = soon.replace(&(now + 30).to_string(), &(now + 3_600).to_string());
    let (cloud, vault) = (Cloud::shop(), Vault::printing(&[&soon, &later]));
    let upstream = upstream(&cloud, Api::V3, vault.program());
    for _ in 0..3 {
        upstream.list_groups().await.unwrap();
    }
    assert_eq!((vault.runs(), cloud.seen().len()), (2, 3), "no call was refused for it");
}

#[tokio::test]
async fn a_program_that_fails_is_named_and_what_it_prints_is_not() {
    let nothing = format!("echo {SECRET}; echo {SECRET} >&2; exit 3");
    let shell = |script: &str| Program::new("/bin/sh".into(), vec!["-c".to_owned(), script.to_owned()]);
    for (program, words) in [
        (Program::new("/nowhere/vault".into(), Vec::new()), ["/nowhere/vault", "cannot be started"]),
        (shell(&nothing), ["/bin/sh", "exit status: 3"]),
        (shell(&format!("echo {SECRET}")), ["/bin/sh", "did not print a key"]),
        (shell(&format!("echo secret_key = \\\"{SECRET}\\\"")), ["secret_id", "did not print a key"]),
        (shell("printf 'secret_id = \"A\"\\nsecret_key = \"\"'"), ["/bin/sh", "SecretKey is empty"]),
    ] {
        let cloud = Cloud::shop();
        let upstream = upstream(&cloud, Api::V3, program);
        let error = upstream.list_groups().await.unwrap_err();
        assert!(matches!(error, UpstreamError::Unavailable(_)), "{error:?}");
        for word in words {
            assert!(error.to_string().contains(word), "{error}");
        }
        assert!(!format!("{error} {error:?}").contains(SECRET), "{error}");
        assert_eq!(cloud.seen(), Vec::<String>::new(), "nothing was sent");
    }
}

#[tokio::test]
async fn no_shell_reads_the_arguments() {
    let text = format!(r#"{{"secret_id":"{ID}","secret_key":"{SECRET}","note":"$(exit 1)*;|"}}"#);
    let program: Program = format!("printf %s {text}").parse().unwrap();
    let cloud = Cloud::shop();
    upstream(&cloud, Api::V3, program).list_groups().await.unwrap();
    assert!("  ".parse::<Program>().is_err());
}

#[tokio::test]
async fn a_key_file_that_was_written_anew_is_read_again_when_its_old_key_is_refused() {
    let (cloud, folder) = (Cloud::shop(), tempfile::tempdir().unwrap());
    let file = folder.path().join("key.toml");
    std::fs::write(&file, good_file()).unwrap();
    let upstream = upstream_with(&cloud, Api::V3, &KeyFrom::File(file.clone()));
    std::fs::write(&file, bad("AKIDnew")).unwrap();
    upstream.list_groups().await.unwrap();
    assert_eq!(cloud.seen().len(), 1, "a key that works is kept");

    cloud.trick("DescribeGroup", Trick::error("AuthFailure.TokenFailure", "expired"));
    std::fs::write(&file, good_file().replace("\n", "\n\n")).unwrap();
    upstream.list_groups().await.unwrap();
    assert_eq!(cloud.seen().len(), 2, "refused, read again, answered");

    cloud.trick("DescribeGroup", Trick::error("AuthFailure.TokenFailure", "expired"));
    std::fs::remove_file(&file).unwrap();
    let error = upstream.list_groups().await.unwrap_err().to_string();
    assert!(error.contains("check the gateway's own key"), "not again so soon: {error}");
    assert_eq!(cloud.seen().len(), 1);
}
