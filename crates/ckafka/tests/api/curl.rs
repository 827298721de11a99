//! Calls as `curl` lines: what runs as it stands, and what never shows a secret.

use crate::support::{at, group, instance, offset, topics};
use ckafka_api::{
    ApiVersion, Connection, Credential, EndpointCapabilities, Expected, PlanLine, Reset, ResetPartitions,
    Signing, curl_request,
};
use kafka_offsets::{ResetStrategy, Timestamp};

const URL: &str = "https://gateway.example/v2/index.php";

fn connection(api: ApiVersion, signing: Signing) -> Connection {
    Connection {
        api,
        signing,
        signing_host: "ckafka.tencentcloudapi.com".to_owned(),
        region: Some("ap-guangzhou".to_owned()),
    }
}

fn key(token: Option<&str>) -> Signing {
    let key = Credential::new(
        "AKIDEXAMPLEonlyForTests00000000000000",
        "EXAMPLEsecretKeyOnlyForTests0000",
        token.map(str::to_owned),
    );
    Signing::Key(key.unwrap())
}

fn shift(group_name: &str) -> Reset {
    Reset::new(instance(), group(group_name), topics(["orders"]), &ResetStrategy::ShiftBy(-5), false).unwrap()
}

#[test]
fn an_unsigned_reset_is_a_line_that_runs() {
    assert_eq!(
        curl_request(&shift("orders consumer"), &connection(ApiVersion::V2, Signing::Proxy), URL),
        r#"curl 'https://gateway.example/v2/index.php' \
  -H 'X-Requested-With: ckafka-console' \
  --data-urlencode 'Action=SetGroupOffsets' \
  --data-urlencode 'Region=ap-guangzhou' \
  --data-urlencode 'instanceId=ckafka-8j4rodrr' \
  --data-urlencode 'group=orders consumer' \
  --data-urlencode 'topics.0=orders' \
  --data-urlencode 'strategy=0' \
  --data-urlencode 'shift=-5' \
  --data "Timestamp=$(date +%s)" \
  --data "Nonce=$$$(date +%s)""#
    );
}

#[test]
fn a_group_cannot_break_out_of_its_quotes() {
    let line =
        curl_request(&shift("a'; rm -rf / #$(reboot)`x`"), &connection(ApiVersion::V2, Signing::Proxy), URL);
    assert!(line.contains(r"'group=a'\''; rm -rf / #$(reboot)`x`'"), "{line}");
}

#[test]
fn the_lines_of_a_plan_stay_lines() {
    let plan = vec![
        PlanLine { at: at("a", 0), offset: offset(1), expected: Expected::NoCommit },
        PlanLine { at: at("a", 1), offset: offset(2), expected: Expected::Committed(offset(9)) },
    ];
    let all = EndpointCapabilities::all(Timestamp::EPOCH);
    let call = ResetPartitions::new(instance(), group("g"), plan, false, &all).unwrap();
    let line = curl_request(&call, &connection(ApiVersion::V2, Signing::Proxy), URL);
    assert!(line.contains("--data-urlencode 'plan=a,0,1,none\na,1,2,9' \\"), "{line}");
}

#[test]
fn a_signed_request_says_what_to_compute_and_shows_no_secret() {
    for api in [ApiVersion::V2, ApiVersion::V3] {
        let lines = curl_request(&shift("g"), &connection(api, key(Some("sessionToken"))), URL);
        for secret in ["AKID", "EXAMPLEsecretKey", "sessionToken"] {
            assert!(!lines.contains(secret), "{secret} is shown: {lines}");
        }
        for placeholder in ["YOUR_SECRET_ID", "YOUR_SECRET_KEY", "YOUR_TOKEN", "SIGNATURE"] {
            assert!(lines.contains(placeholder), "{placeholder} is missing: {lines}");
        }
        assert!(lines.starts_with("# SIGNATURE is "), "{lines}");
        assert!(lines.contains("ckafka.tencentcloudapi.com"), "the signed host is named: {lines}");
        assert!(!lines.contains("X-Requested-With"), "only unsigned calls need it: {lines}");
        assert!(!curl_request(&shift("g"), &connection(api, key(None)), URL).contains("YOUR_TOKEN"));
    }
}

#[test]
fn a_request_of_api_3_has_its_action_in_a_header_and_its_body_as_signed() {
    let line = curl_request(&shift("g"), &connection(ApiVersion::V3, Signing::Proxy), URL);
    assert!(
        line.starts_with(
            "curl 'https://gateway.example/v2/index.php' \\\n  -H 'Content-Type: application/json' \\\n"
        ),
        "{line}"
    );
    assert!(line.contains("-H 'X-TC-Action: ModifyGroupOffsets'"), "{line}");
    assert!(line.contains("-H 'X-TC-Region: ap-guangzhou'"), "{line}");
    assert!(line.contains("\"Shift\":-5"), "{line}");
}
