//! Key, endpoint and region, and what is refused before anything is sent.

use crate::support::{given, variable};
use ckafka_api::{ApiVersion, Signing};
use ckafka_gateway::tencent::{Api, Given, KeyFrom, Settings};
use cloud_stand_in::{ID, SECRET};

fn refused(given: Given<'_>, variable: impl Fn(&str) -> Option<String>) -> String {
    let error = Settings::read(given, variable).unwrap_err();
    assert!(!format!("{error} {error:?}").contains(SECRET), "{error}");
    error.to_string()
}

#[test]
fn the_vendors_own_variables_are_read() {
    let all = |name: &str| match name {
        "TENCENTCLOUD_TOKEN" => Some("sessionToken".to_owned()),
        "TENCENTCLOUD_REGION" => Some("ap-beijing".to_owned()),
        other => variable(other),
    };
    let none = Given { api: Api::V3, region: None, endpoint: None, signing_host: None, key: None };
    let settings = Settings::read(none, all).unwrap();
    assert_eq!(settings.url, "https://ckafka.tencentcloudapi.com/");
    let connection = &settings.connection;
    assert_eq!((connection.api, connection.region.as_deref()), (ApiVersion::V3, Some("ap-beijing")));
    assert_eq!(connection.signing_host, "ckafka.tencentcloudapi.com");
    let Signing::Key(key) = &connection.signing else { panic!("unsigned") };
    assert_eq!((key.secret_id(), key.token()), (ID, Some("sessionToken")));
    assert!(!format!("{settings:?}").contains(SECRET) && !format!("{settings:?}").contains("sessionToken"));

    let old = Settings::read(Given { api: Api::V2, region: Some("gz"), ..none }, all).unwrap();
    assert_eq!(old.url, "https://ckafka.api.qcloud.com/v2/index.php");
    assert_eq!(old.connection.signing_host, "ckafka.api.qcloud.com");
    assert_eq!(old.connection.region.as_deref(), Some("gz"), "the command line comes first");
}

#[test]
fn a_relay_may_stand_before_the_api() {
    let relay = Given {
        signing_host: Some("ckafka.tencentcloudapi.com"),
        ..given("https://relay.example:8443/x/", Api::V3)
    };
    let settings = Settings::read(relay, variable).unwrap();
    assert_eq!(settings.connection.signing_host, "ckafka.tencentcloudapi.com");
    let direct = Settings::read(given("https://relay.example:8443/x/", Api::V3), variable).unwrap();
    assert_eq!(direct.connection.signing_host, "relay.example:8443");
}

#[test]
fn a_signed_request_goes_by_plain_http_to_this_machine_only() {
    assert!(Settings::read(given("http://localhost:9/", Api::V3), variable).is_ok());
    assert!(refused(given("http://ckafka.example/", Api::V3), variable).contains("use https"));
    for bad in ["ckafka.example", "ftp://x/", "https://u:p@x/", "https://x/?a=b", "https://x/#a", ""] {
        assert!(refused(given(bad, Api::V3), variable).contains("is no address"), "{bad}");
    }
}

#[test]
fn what_is_missing_is_named() {
    let no_region = Given { region: None, ..given("https://x/", Api::V3) };
    assert!(refused(no_region, variable).contains("TENCENTCLOUD_REGION"));
    assert!(refused(given("https://x/", Api::V3), |_| None).contains("TENCENTCLOUD_SECRET_ID"));
    let spoiled = |name: &str| variable(name).map(|value| format!("{value} "));
    assert!(refused(given("https://x/", Api::V3), spoiled).contains("white space"));
}

#[test]
fn a_key_file_is_read_and_its_faults_repeat_no_secret() {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(format!("cloud-key-{}.toml", std::process::id()));
    let from = KeyFrom::File(file.clone());
    let read = |text: &str| {
        std::fs::write(&file, text).unwrap();
        Settings::read(Given { key: Some(&from), ..given("https://x/", Api::V3) }, |_| None)
    };
    let settings = read(&format!("secret_id = \"A\"\nsecret_key = \"{SECRET}\"\ntoken = \"t\"\n")).unwrap();
    let Signing::Key(key) = &settings.connection.signing else { panic!("unsigned") };
    assert_eq!((key.secret_id(), key.token()), ("A", Some("t")));
    for text in [
        format!("secret_id = \"A\"\nsecret_key = {SECRET}\n"),
        format!("secret_id = \"A\"\nsecret_key = [\"{SECRET}\"]\n"),
        format!("secret_id = \"A\"\nsecretkey = \"{SECRET}\"\n"),
        format!("secret_id = \"\"\nsecret_key = \"{SECRET}\"\n"),
    ] {
        let error = read(&text).unwrap_err();
        assert!(!format!("{error} {error:?}").contains(SECRET), "{error}");
    }
    std::fs::remove_file(&file).unwrap();
    let missing = Given { key: Some(&from), ..given("https://x/", Api::V3) };
    assert!(refused(missing, |_| None).contains("cannot be read"));
}
