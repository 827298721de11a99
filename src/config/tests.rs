//! What a host may set, and what it is told when it may not.

use super::*;
use serde_json::json;

fn read(value: Value) -> Result<Parsed, ConfigError> {
    let Value::Object(settings) = value else { panic!("tests give objects") };
    parse(&settings)
}

fn config(value: Value) -> ConsoleConfig {
    read(value).unwrap().config
}

#[test]
fn nothing_set_means_the_documented_defaults() {
    let config = config(json!({}));
    assert_eq!(config.connection.endpoint, "/v2/index.php");
    assert_eq!(config.connection.signing, SigningMode::Proxy);
    assert_eq!((config.theme, config.density, config.locale), (Theme::Auto, Density::Normal, None));
    assert!(!config.read_only && !config.history);
    assert_eq!((config.reason, config.ticket), (Demand::Off, Demand::Off));
    assert!(config.topics.is_empty() && config.production_instances.is_empty());
}

#[test]
fn every_key_arrives_in_its_place() {
    let config = config(json!({
        "endpoint": "https://relay.example/v2/index.php",
        "api": "v2",
        "signing": "browser",
        "signingHost": "CKafka.api.qcloud.com",
        "region": "ap-singapore",
        "instanceId": "ckafka-1",
        "group": "billing",
        "topics": ["a", "b"],
        "locale": "zh-CN",
        "theme": "high-contrast",
        "density": "compact",
        "timeZone": "Asia/Shanghai",
        "readOnly": true,
        "history": true,
        "productionInstances": ["ckafka-1"],
        "reason": "optional",
        "ticket": "required",
        "ticketPattern": "[A-Z]+-[0-9]+",
        "link": "#reset=1",
    }));
    assert_eq!(config.connection.endpoint, "https://relay.example/v2/index.php");
    assert_eq!(config.connection.signing, SigningMode::Browser);
    assert_eq!(config.connection.signing_host.as_deref(), Some("ckafka.api.qcloud.com"));
    assert_eq!(config.connection.region.as_deref(), Some("ap-singapore"));
    assert_eq!(config.instance.as_deref(), Some("ckafka-1"));
    assert_eq!(config.group.as_deref(), Some("billing"));
    assert_eq!(config.topics, ["a", "b"]);
    assert_eq!(config.locale, Some(Locale::ZhCn));
    assert_eq!((config.theme, config.density), (Theme::HighContrast, Density::Compact));
    assert_eq!(config.time_zone.as_deref(), Some("Asia/Shanghai"));
    assert!(config.read_only && config.history);
    assert_eq!((config.reason, config.ticket), (Demand::Optional, Demand::Required));
    assert_eq!(config.ticket_pattern.as_deref(), Some("[A-Z]+-[0-9]+"));
    assert_eq!(config.link.as_deref(), Some("#reset=1"));
    assert!(config.is_production("ckafka-1") && !config.is_production("ckafka-2"));
}

#[test]
fn api_3_is_called_where_the_gateway_answers_it() {
    let connection = config(json!({"api": "v3", "region": "ap-guangzhou"})).connection;
    assert_eq!((connection.api, connection.endpoint.as_str()), (Api::V3, "/v3/"));
    let elsewhere = config(json!({"api": "3.0", "region": "ap-guangzhou", "endpoint": "/relay/"})).connection;
    assert_eq!((elsewhere.api, elsewhere.endpoint.as_str()), (Api::V3, "/relay/"));
}

#[test]
fn an_attributes_list_of_topics_is_cut_into_names() {
    assert_eq!(config(json!({"topics": "a, b c"})).topics, ["a", "b", "c"]);
}

#[test]
fn null_and_empty_text_leave_the_default() {
    let config = config(json!({"endpoint": "", "locale": null, "instanceId": "  ", "topics": null}));
    assert_eq!(config, ConsoleConfig::default());
}

#[test]
fn a_groups_name_keeps_its_spaces() {
    assert_eq!(config(json!({"group": " billing "})).group.as_deref(), Some(" billing "));
}

#[test]
fn unknown_keys_are_reported_and_do_not_stop_the_console() {
    let parsed = read(json!({"instanceid": "x", "group": "g"})).unwrap();
    assert_eq!(parsed.unknown_keys, ["instanceid"]);
    assert_eq!(parsed.config.group.as_deref(), Some("g"));
}

#[test]
fn a_value_of_the_wrong_kind_names_key_value_and_way_out() {
    let cases = [
        (json!({"readOnly": "yes"}), "readOnly must be true or false, not \"yes\""),
        (json!({"topics": [1]}), "topics must be a list of names, not [1]"),
        (json!({"group": 7}), "group must be a text, not 7"),
        (json!({"signing": "none"}), "signing must be one of proxy, browser, not \"none\""),
        (json!({"api": "v4"}), "api must be one of v2, v3, not \"v4\""),
        (
            json!({"api": "v3", "signing": "browser"}),
            "region must be set with api v3 and signing browser, such as ap-guangzhou",
        ),
        (json!({"theme": "blue"}), "theme must be one of auto, light, dark, high-contrast, not \"blue\""),
        (json!({"locale": "de"}), "locale must be one of auto, en, zh-CN, not \"de\""),
        (json!({"reason": true}), "reason must be a text, not true"),
        (json!({"ticket": "maybe"}), "ticket must be one of off, optional, required, not \"maybe\""),
        (
            json!({"ticketPattern": "X.*"}),
            "ticketPattern needs a field: set ticket to optional or required, or leave the pattern out",
        ),
        (json!({"density": "tiny"}), "density must be one of compact, normal, comfortable, not \"tiny\""),
    ];
    for (value, sentence) in cases {
        assert_eq!(read(value).unwrap_err().to_string(), sentence);
    }
}

#[test]
fn an_endpoint_is_a_path_or_a_plain_http_url() {
    for good in
        ["/v2/index.php", "https://gateway.example/v2", "http://127.0.0.1:8788/v2/index.php", "HTTPS://x/"]
    {
        assert_eq!(check_endpoint(good), Ok(good.to_owned()));
    }
    for bad in [
        "//evil.example/",
        "gateway",
        "ftp://x/",
        "https://",
        "https://user:pw@x/",
        "/v2?x=1",
        "/v2#x",
        "/a b",
        "\\\\x",
    ] {
        assert_eq!(check_endpoint(bad), Err(ConfigError::Endpoint(bad.to_owned())), "{bad}");
    }
}

#[test]
fn a_signing_host_is_a_host_and_nothing_more() {
    assert_eq!(check_signing_host(" Api.Example:443 "), Ok("api.example:443".to_owned()));
    for bad in ["", "https://x", "x/y", "a b"] {
        assert_eq!(check_signing_host(bad), Err(ConfigError::SigningHost(bad.to_owned())), "{bad}");
    }
}

#[test]
fn a_refusal_tells_the_host_which_key_it_was() {
    assert_eq!(read(json!({"theme": "blue"})).unwrap_err().key(), Some("theme"));
    assert_eq!(read(json!({"endpoint": "x"})).unwrap_err().key(), Some("endpoint"));
    assert_eq!(read(json!({"api": "v3", "signing": "browser"})).unwrap_err().key(), Some("region"));
    assert!(read(json!({"api": "v3"})).is_ok(), "a proxy that signs has its own region");
}
