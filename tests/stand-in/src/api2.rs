//! API 2.0 as it comes and goes.

use crate::door::Asked;
use crate::signature::Form;
use crate::world::World;
use crate::{ID, Trick};
use hyper::http::request::Parts;
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(crate) fn read(parts: &Parts, body: &[u8], world: &mut World, now: u64) -> Asked {
    let mut params: BTreeMap<String, String> = std::str::from_utf8(body)
        .unwrap()
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect();
    let refused = judge(parts, &mut params, world, now);
    let get = |name: &str| params.get(name).cloned();
    let number = |name: &str| get(name).and_then(|text| text.parse::<i64>().ok());
    let topics: Vec<String> = (0..).map_while(|index| get(&format!("topics.{index}"))).collect();
    let mut translated = json!({
        "Group": get("group").or_else(|| get("group.0")), "GroupList": [get("group.0")],
        "TopicName": get("topicName"), "Strategy": number("strategy"), "Shift": number("shift"),
        "ShiftTimestamp": number("timestamp"), "Limit": number("limit"), "Offset": number("offset"),
    });
    if !topics.is_empty() {
        translated["Topics"] = json!(topics);
    }
    let action = get("Action").unwrap_or_default();
    let action = match action.as_str() {
        "SetGroupOffsets" => "ModifyGroupOffsets",
        "GetGroupOffsets" => "DescribeGroupOffsets",
        "GetGroupInfo" => "DescribeGroupInfo",
        "GetTopicAttributes" => "DescribeTopicAttributes",
        "ListTopic" => "DescribeTopic",
        "ListGroup" => "DescribeGroup",
        "ListInstance" => "DescribeInstances",
        other => other,
    };
    Asked { action: action.to_owned(), refused, params: translated }
}

fn judge(
    parts: &Parts,
    params: &mut BTreeMap<String, String>,
    world: &mut World,
    now: u64,
) -> Option<&'static str> {
    let signature = params.remove("Signature").unwrap_or_default();
    let host = parts.headers.get("host").unwrap().to_str().unwrap();
    let form = Form { method: parts.method.as_str(), host, path: "/v2/index.php", params };
    if params.get("SecretId").map(String::as_str) != Some(ID) {
        return Some("AuthFailure.SecretIdNotFound");
    }
    let sha256 = params.get("SignatureMethod").is_some_and(|method| method == "HmacSHA256");
    if !sha256 || form.signature() != signature {
        return Some("AuthFailure.SignatureFailure");
    }
    if world.token.as_ref().is_some_and(|token| params.get("Token") != Some(token)) {
        return Some("AuthFailure.TokenFailure");
    }
    let time: u64 = params.get("Timestamp").and_then(|time| time.parse().ok()).unwrap_or(0);
    // A nonce is used up by a request that was signed rightly, however it ends
    let fresh = world.nonces.insert(params.get("Nonce").cloned().unwrap_or_default());
    (!fresh || time.abs_diff(now) > 300).then_some("AuthFailure.SignatureExpire")
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            other => other,
        });
    }
    String::from_utf8(bytes).unwrap()
}

/// An error, by its code of API 3.0 or its number.
pub(crate) fn error(code: &str, message: &str) -> Value {
    let number = code.parse().unwrap_or(match code {
        "AuthFailure.SignatureFailure" => 4100,
        "AuthFailure.SecretIdNotFound" => 4104,
        "AuthFailure.TokenFailure" => 4105,
        "AuthFailure.SignatureExpire" => 4500,
        "UnauthorizedOperation" => 4102,
        "RequestLimitExceeded" => 4400,
        "InternalError" => 6000,
        _ => 4000,
    });
    // What the cloud calls an action that it does not have
    let module = if code == "InvalidAction" { "(9001)" } else { "" };
    json!({"code": number, "codeDesc": code, "message": format!("{module}{message}")})
}

/// A result of API 3.0 as API 2.0 has it, in the form that the trick wants.
pub(crate) fn answer(action: &str, result: Value, trick: Option<&Trick>) -> Value {
    let mut whole = match action {
        "ModifyGroupOffsets" => {
            json!({"code": 0, "codeDesc": "Success", "msg": "", "data": result["v2"]})
        }
        _ => json!({"code": 0, "codeDesc": "Success", "message": "", "data": lower(result)}),
    };
    match trick {
        Some(Trick::CodeAsText) => codes_as_text(&mut whole),
        Some(Trick::MsgForMessage) => {
            let fields = whole.as_object_mut().unwrap();
            let (one, other) =
                if fields.contains_key("msg") { ("msg", "message") } else { ("message", "msg") };
            let text = fields.remove(one).unwrap();
            fields.insert(other.to_owned(), text);
        }
        Some(Trick::BesideData) => {
            let fields = whole.as_object_mut().unwrap();
            match fields.remove("data") {
                Some(Value::Object(inner)) => fields.extend(inner),
                data => fields.extend(data.map(|data| ("data".to_owned(), data))),
            }
        }
        Some(Trick::PartlySucceeded) => {
            whole["code"] = json!(5400);
            whole["codeDesc"] = json!("PartialSuccess");
        }
        Some(Trick::Forgets(topic)) => {
            for list in ["succ", "failed", "topicList"] {
                if let Some(rows) = whole["data"].get_mut(list).and_then(Value::as_array_mut) {
                    rows.retain(|row| row["topic"] != **topic);
                }
            }
        }
        _ => {}
    }
    whole
}

fn codes_as_text(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                if matches!(name.as_str(), "code" | "error_code" | "err_code") && field.is_number() {
                    *field = json!(field.to_string());
                } else {
                    codes_as_text(field);
                }
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(codes_as_text),
        _ => {}
    }
}

/// With the names of API 2.0.
fn lower(value: Value) -> Value {
    let name = |name: &str| match name {
        "ErrorCode" => "err_code".to_owned(),
        "LogEndOffset" => "log_end_offset".to_owned(),
        "ProtocolType" => "protocol_type".to_owned(),
        "MemberId" => "member_id".to_owned(),
        "ClientId" => "client_id".to_owned(),
        "ClientHost" => "client_host".to_owned(),
        _ => name[..1].to_lowercase() + &name[1..],
    };
    // API 3.0 has the codes of groups as text, API 2.0 as numbers
    let field = |key: &str, value: Value| match value.as_str().map(str::parse::<i64>) {
        Some(Ok(code)) if key == "ErrorCode" => json!(code),
        _ => lower(value),
    };
    match value {
        Value::Object(fields) => {
            fields.into_iter().map(|(key, value)| (name(&key), field(&key, value))).collect()
        }
        Value::Array(elements) => elements.into_iter().map(lower).collect(),
        other => other,
    }
}
