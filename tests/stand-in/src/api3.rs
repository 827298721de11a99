//! API 3.0 as it comes and goes.

use crate::door::Asked;
use crate::signature::Message;
use crate::world::World;
use crate::{ID, REGION, Trick};
use hyper::http::request::Parts;
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

pub(crate) fn read(parts: &Parts, body: &[u8], world: &World, now: u64) -> Asked {
    let header = |name: &str| parts.headers.get(name).map_or("", |value| value.to_str().unwrap());
    let params = serde_json::from_slice(body).unwrap_or(Value::Null);
    let action = header("x-tc-action").to_owned();
    let time: u64 = header("x-tc-timestamp").parse().unwrap_or(0);
    let refused = if header("x-tc-version") != "2019-08-19" || header("x-tc-region") != REGION {
        Some("InvalidParameter")
    } else if time.abs_diff(now) > 300 {
        Some("AuthFailure.SignatureExpire")
    } else if world.token.as_ref().is_some_and(|token| header("x-tc-token") != token) {
        Some("AuthFailure.TokenFailure")
    } else {
        judge(parts, body, time)
    };
    Asked { action, refused, params }
}

fn judge(parts: &Parts, body: &[u8], time: u64) -> Option<&'static str> {
    let header = |name: &str| parts.headers.get(name).map_or("", |value| value.to_str().unwrap());
    let (credential, rest) = header("authorization").split_once(", SignedHeaders=").unwrap_or(("", ""));
    let (names, signature) = rest.split_once(", Signature=").unwrap_or(("", ""));
    let date = day(time);
    let Some(scope) = credential.strip_prefix(&format!("TC3-HMAC-SHA256 Credential={ID}/")) else {
        return Some("AuthFailure.SecretIdNotFound");
    };
    let names: Vec<&str> = names.split(';').collect();
    let covered = names.contains(&"host") && names.contains(&"content-type") && names.is_sorted();
    let message = Message {
        method: parts.method.as_str(),
        path: "/",
        query: "",
        headers: names.iter().map(|name| (*name, header(name))).collect(),
        body,
        time,
        date: &date,
    };
    let fits = covered && scope == format!("{date}/ckafka/tc3_request") && message.signature() == signature;
    (!fits).then_some("AuthFailure.SignatureFailure")
}

/// The day of a UNIX time, as `2023-11-14`.
fn day(time: u64) -> String {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let date = httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + Duration::from_secs(time));
    // `Tue, 14 Nov 2023 22:13:20 GMT`
    let words: Vec<&str> = date.split(' ').collect();
    let month = MONTHS.find(words[2]).unwrap() / 3 + 1;
    format!("{}-{month:02}-{}", words[3], words[1])
}

pub(crate) fn answer(mut result: Value, trick: Option<&Trick>) -> Value {
    if let Some(fields) = result.as_object_mut() {
        fields.remove("v2");
        if let (Some(Trick::Forgets(topic)), Some(rows)) = (trick, fields.get_mut("TopicList")) {
            rows.as_array_mut().unwrap().retain(|row| row["Topic"] != **topic);
        }
    }
    json!({"Response": {"Result": result, "RequestId": "r-ok"}})
}
