//! A stand-in for Tencent's cloud: both versions of its API, over plain HTTP on this machine.
//!
//! Written from the documentation with nothing of our own crates, so that a misunderstanding of theirs shows.

use base64::Engine as _;
use bytes::Bytes;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};
use tokio::net::TcpListener;

pub(crate) const ID: &str = "AKIDstandin";
pub(crate) const SECRET: &str = "standInSecret-canary";
/// Milliseconds; record k of every partition is from `FIRST + k * 1000`.
pub(crate) const FIRST: i64 = 1_600_000_000_000;

/// What happens to a request instead of what should.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Trick {
    /// The connection ends before anything is done.
    CutBefore,
    /// It is done, and the connection ends.
    CutAfter,
    /// It is done, and a proxy answers with its own page.
    Html502,
    /// Refused with this code of API 3.0.
    Error(&'static str, &'static str),
    /// Called done, and nothing was.
    NotApplied,
    /// Done, a few offsets beside what was asked.
    Beside(i64),
    /// Done, and shown so late.
    ShownLate(Duration),
    /// A code that is not success, in a result.
    ReturnCode(&'static str),
}

#[derive(Debug, Clone)]
pub(crate) struct Partition {
    pub(crate) start: i64,
    pub(crate) end: i64,
}

#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) topics: BTreeMap<String, Vec<Partition>>,
    /// Group, topic, partition; and when it is shown.
    pub(crate) commits: BTreeMap<(String, String, i32), i64>,
    late: BTreeMap<(String, String, i32), (i64, Instant)>,
    /// Groups with members.
    pub(crate) live: Vec<String>,
    /// Tricks for the next requests of an action.
    pub(crate) tricks: Vec<(&'static str, Trick)>,
    /// Actions in the order they came, those that were refused too.
    pub(crate) seen: Vec<String>,
    /// Bodies of writes that were carried out or pretended to be.
    pub(crate) writes: Vec<Value>,
    /// Seconds that this cloud's clock is ahead.
    pub(crate) ahead: i64,
    nonces: VecDeque<String>,
    /// Calls that still go through before the limit is reached.
    pub(crate) allowed: Option<u32>,
}

/// A running stand-in.
#[derive(Debug, Clone)]
pub(crate) struct Cloud {
    pub(crate) world: Arc<Mutex<World>>,
    pub(crate) port: u16,
}

impl Cloud {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let world: Arc<Mutex<World>> = Arc::default();
        let shared = Arc::clone(&world);
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let shared = Arc::clone(&shared);
                let service = hyper::service::service_fn(move |request| answer(Arc::clone(&shared), request));
                // A connection that is cut on purpose is an error here
                tokio::spawn(async move {
                    let _ = hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service)
                        .await;
                });
            }
        });
        Self { world, port }
    }

    pub(crate) fn topic(&self, name: &str, partitions: &[(i64, i64)]) {
        let partitions = partitions.iter().map(|(start, end)| Partition { start: *start, end: *end });
        self.world.lock().unwrap().topics.insert(name.to_owned(), partitions.collect());
    }

    pub(crate) fn commit(&self, group: &str, topic: &str, partition: i32, offset: i64) {
        let key = (group.to_owned(), topic.to_owned(), partition);
        self.world.lock().unwrap().commits.insert(key, offset);
    }

    pub(crate) fn committed(&self, group: &str, topic: &str, partition: i32) -> Option<i64> {
        let key = (group.to_owned(), topic.to_owned(), partition);
        self.world.lock().unwrap().commits.get(&key).copied()
    }

    pub(crate) fn trick(&self, action: &'static str, trick: Trick) {
        self.world.lock().unwrap().tricks.push((action, trick));
    }

    /// Actions that came since the last time this was asked.
    pub(crate) fn seen(&self) -> Vec<String> {
        std::mem::take(&mut self.world.lock().unwrap().seen)
    }

    pub(crate) fn writes(&self) -> Vec<Value> {
        self.world.lock().unwrap().writes.clone()
    }
}

type Cut = std::io::Error;

async fn answer(world: Arc<Mutex<World>>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Cut> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.map_err(std::io::Error::other)?.to_bytes();
    let mut world = world.lock().unwrap();
    let now = i64::try_from(SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs())
        .unwrap()
        + world.ahead;
    let date =
        httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(now).unwrap()));
    let respond = |status: u16, kind: &str, text: String| {
        Response::builder()
            .status(status)
            .header("content-type", kind)
            .header("date", &date)
            .body(Full::new(Bytes::from(text)))
            .unwrap()
    };
    let cut = || std::io::Error::other("cut on purpose");
    let v2 = parts.uri.path() == "/v2/index.php";
    let (action, refused, params) =
        if v2 { read_v2(&parts, &body, &mut world, now) } else { read_v3(&parts, &body, now) };
    world.seen.push(action.clone());
    let json = |value: Value| respond(200, "application/json", value.to_string());
    let error = |code: &str, message: &str| {
        if v2 {
            let number = match code {
                "AuthFailure.SignatureFailure" => 4100,
                "AuthFailure.SecretIdNotFound" => 4104,
                "AuthFailure.TokenFailure" => 4105,
                "AuthFailure.SignatureExpire" => 4500,
                "RequestLimitExceeded" => 4400,
                _ => 4000,
            };
            json(json!({"code": number, "codeDesc": code, "message": message}))
        } else {
            json(json!({"Response": {"Error": {"Code": code, "Message": message}, "RequestId": "r-error"}}))
        }
    };
    if let Some(code) = refused {
        return Ok(error(code, "refused by the stand-in"));
    }
    if let Some(left) = world.allowed.as_mut() {
        if *left == 0 {
            world.allowed = None;
            return Ok(error("RequestLimitExceeded", "too many"));
        }
        *left -= 1;
    }
    let trick = world.tricks.iter().position(|(name, _)| *name == action).map(|at| world.tricks.remove(at).1);
    match &trick {
        Some(Trick::CutBefore) => return Err(cut()),
        Some(Trick::Error(code, message)) => return Ok(error(code, message)),
        _ => {}
    }
    let outcome = world.carry_out(&action, &params, trick.as_ref());
    match trick {
        Some(Trick::CutAfter) => return Err(cut()),
        Some(Trick::Html502) => {
            return Ok(respond(502, "text/html", "<html><h1>502 Bad Gateway</h1></html>".to_owned()));
        }
        _ => {}
    }
    Ok(match outcome {
        Err((code, message)) => error(code, &message),
        Ok(result) if v2 => json(to_v2(&action, result)),
        Ok(result) => json(json!({"Response": {"Result": result, "RequestId": "r-ok"}})),
    })
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac: Hmac<Sha256> = Hmac::new_from_slice(key).unwrap();
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The action, the code it is refused with, and its parameters.
type Read = (String, Option<&'static str>, Value);

fn read_v3(parts: &hyper::http::request::Parts, body: &[u8], now: i64) -> Read {
    let header = |name: &str| parts.headers.get(name).map_or("", |value| value.to_str().unwrap());
    let params = serde_json::from_slice(body).unwrap_or(Value::Null);
    let action = header("x-tc-action").to_owned();
    let time: i64 = header("x-tc-timestamp").parse().unwrap_or(0);
    let refused = if header("x-tc-version") != "2019-08-19" || header("x-tc-region") != "ap-guangzhou" {
        Some("InvalidParameter")
    } else if (time - now).abs() > 300 {
        Some("AuthFailure.SignatureExpire")
    } else {
        let (_, rest) = header("authorization").split_once("SignedHeaders=").unwrap_or(("", ""));
        let (names, signature) = rest.split_once(", Signature=").unwrap_or(("", ""));
        let canonical: String = names
            .split(';')
            .map(|name| {
                let value = header(name);
                let value = if name == "x-tc-action" { value.to_lowercase() } else { value.to_owned() };
                format!("{name}:{value}\n")
            })
            .collect();
        let canonical = format!("POST\n/\n\n{canonical}\n{names}\n{}", hex(&Sha256::digest(body)));
        let day = httpdate::fmt_http_date(
            SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(time).unwrap()),
        );
        let date = iso(&day);
        let hash = hex(&Sha256::digest(canonical.as_bytes()));
        let text = format!("TC3-HMAC-SHA256\n{time}\n{date}/ckafka/tc3_request\n{hash}");
        let key = mac(&mac(&mac(format!("TC3{SECRET}").as_bytes(), &date), "ckafka"), "tc3_request");
        let known = header("authorization").contains(&format!("Credential={ID}/{date}/ckafka/tc3_request,"));
        match hex(&mac(&key, &text)) == signature {
            _ if !known => Some("AuthFailure.SecretIdNotFound"),
            true => None,
            false => Some("AuthFailure.SignatureFailure"),
        }
    };
    (action, refused, params)
}

/// `Tue, 14 Nov 2023 22:13:20 GMT` as `2023-11-14`.
fn iso(http_date: &str) -> String {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let words: Vec<&str> = http_date.split(' ').collect();
    let month = MONTHS.find(words[2]).unwrap() / 3 + 1;
    format!("{}-{month:02}-{}", words[3], words[1])
}

fn read_v2(parts: &hyper::http::request::Parts, body: &[u8], world: &mut World, now: i64) -> Read {
    let decode = |text: &str| {
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
    };
    let form = std::str::from_utf8(body).unwrap();
    let mut params: BTreeMap<String, String> = form
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect();
    let signature = params.remove("Signature").unwrap_or_default();
    let joined: Vec<String> = params.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let host = parts.headers.get("host").unwrap().to_str().unwrap();
    let text = format!("POST{host}/v2/index.php?{}", joined.join("&"));
    let fits = base64::engine::general_purpose::STANDARD.encode(mac(SECRET.as_bytes(), &text)) == signature;
    let time: i64 = params.get("Timestamp").and_then(|time| time.parse().ok()).unwrap_or(0);
    let nonce = params.get("Nonce").cloned().unwrap_or_default();
    let refused = if params.get("SecretId").map(String::as_str) != Some(ID) {
        Some("AuthFailure.SecretIdNotFound")
    } else if !fits {
        Some("AuthFailure.SignatureFailure")
    } else if (time - now).abs() > 300 || world.nonces.contains(&nonce) {
        Some("AuthFailure.SignatureExpire")
    } else {
        None
    };
    world.nonces.push_back(nonce);
    let get = |name: &str| params.get(name).cloned();
    let number = |name: &str| get(name).and_then(|text| text.parse::<i64>().ok());
    let topics: Vec<String> = (0..).map_while(|index| get(&format!("topics.{index}"))).collect();
    let mut translated = json!({
        "Group": get("group").or_else(|| get("group.0")), "GroupList": [get("group.0")],
        "TopicName": get("topicName"), "Strategy": number("strategy"), "Shift": number("shift"),
        "ShiftTimestamp": number("timestamp"), "Limit": number("limit"),
    });
    if !topics.is_empty() {
        translated["Topics"] = json!(topics);
    }
    let action = get("Action").unwrap_or_default();
    let offset = number("offset");
    translated["Offset"] = json!(offset);
    let action = match action.as_str() {
        "SetGroupOffsets" => "ModifyGroupOffsets",
        "GetGroupOffsets" => "DescribeGroupOffsets",
        "GetGroupInfo" => "DescribeGroupInfo",
        "GetTopicAttributes" => "DescribeTopicAttributes",
        "ListTopic" => "DescribeTopic",
        "ListGroup" => "DescribeGroup",
        other => other,
    };
    (action.to_owned(), refused, translated)
}

/// A result of API 3.0 as API 2.0 has it.
fn to_v2(action: &str, result: Value) -> Value {
    fn lower(value: Value) -> Value {
        match value {
            Value::Object(fields) => {
                let name = |name: String| match name.as_str() {
                    "ErrorCode" => "err_code".to_owned(),
                    "LogEndOffset" => "log_end_offset".to_owned(),
                    _ => name[..1].to_lowercase() + &name[1..],
                };
                fields.into_iter().map(|(key, value)| (name(key), lower(value))).collect()
            }
            Value::Array(elements) => elements.into_iter().map(lower).collect(),
            other => other,
        }
    }
    match action {
        "ModifyGroupOffsets" => json!({"code": 0, "codeDesc": "Success", "msg": "", "data": result["v2"]}),
        _ => json!({"code": 0, "codeDesc": "Success", "message": "", "data": lower(result)}),
    }
}

type Refused = (&'static str, String);

impl World {
    fn carry_out(&mut self, action: &str, params: &Value, trick: Option<&Trick>) -> Result<Value, Refused> {
        let group = params["Group"].as_str().or(params["GroupName"].as_str()).unwrap_or("").to_owned();
        match action {
            "DescribeInstances" => Ok(json!({"TotalCount": 1, "InstanceList": [
                {"InstanceId": "ckafka-8j4rodrr", "InstanceName": "stand-in", "Status": 1, "IfCommunity": true}]})),
            "DescribeGroup" => {
                let mut names: Vec<&String> =
                    self.commits.keys().map(|(group, ..)| group).chain(&self.live).collect();
                names.sort();
                names.dedup();
                let rows = names.iter().map(|name| json!({"Group": name, "Protocol": "consumer"}));
                Ok(paged(rows.collect(), "GroupList", params))
            }
            "DescribeTopic" => {
                let rows = self
                    .topics
                    .keys()
                    .map(|name| json!({"TopicId": "topic-x", "TopicName": name, "Note": ""}));
                Ok(paged(rows.collect(), "TopicList", params))
            }
            "DescribeTopicAttributes" => {
                let name = params["TopicName"].as_str().unwrap();
                let Some(partitions) = self.topics.get(name) else {
                    return Err(("ResourceNotFound", format!("(10012)no topic {name}")));
                };
                let row = |(number, _)| json!({"Partition": number, "LeaderStatus": 0, "IsrNum": 2, "ReplicaNum": 2});
                let rows: Vec<Value> = partitions.iter().enumerate().map(row).collect();
                Ok(
                    json!({"TopicId": "topic-x", "PartitionNum": rows.len(), "Partitions": rows, "Config": {"Retention": 1}}),
                )
            }
            "DescribeGroupInfo" => {
                let name = params["GroupList"][0].as_str().unwrap();
                let live = self.live.iter().any(|live| live == name);
                let known = self.commits.keys().any(|(group, ..)| group == name);
                let state = if live {
                    "Stable"
                } else if known {
                    "Empty"
                } else {
                    "Dead"
                };
                let member = json!({"MemberId": "m-1", "ClientId": "c-1", "ClientHost": "/10.0.0.1",
                    "Assignment": {"Version": 0, "Topics": []}});
                let members: Vec<Value> = live.then_some(member).into_iter().collect();
                Ok(json!([{"ErrorCode": "0", "State": state, "ProtocolType": "consumer", "Protocol": "range",
                    "Members": members, "Group": name}]))
            }
            "DescribeGroupOffsets" => Ok(self.offsets(&group, params)),
            "FetchMessageListByTimestamp" => {
                let name = params["Topic"].as_str().unwrap();
                let from = params["StartTime"].as_i64().unwrap();
                let mut found = Vec::new();
                for (number, partition) in self.topics[name].iter().enumerate() {
                    let first = ((from - FIRST + 999).div_euclid(1000)).max(partition.start);
                    if first < partition.end {
                        found.push(json!({"Topic": name, "Partition": number, "Offset": first,
                            "Timestamp": FIRST + first * 1000, "Headers": ""}));
                    }
                }
                Ok(json!(found))
            }
            "ModifyGroupOffsets" => self.modify(&group, params, trick),
            "BatchModifyGroupOffsets" => self.batch(&group, params, trick),
            other => Err(("InvalidAction", format!("no action {other}"))),
        }
    }

    /// Only what the group has a commit on: the documented API shows nothing else.
    fn offsets(&self, group: &str, params: &Value) -> Value {
        let asked = params["Topics"].as_array();
        let mut rows: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for ((_, topic, partition), offset) in self.commits.iter().filter(|((of, ..), _)| of == group) {
            if asked.is_some_and(|asked| !asked.iter().any(|name| name == topic)) {
                continue;
            }
            let late = self.late.get(&(group.to_owned(), topic.clone(), *partition));
            let shown =
                late.filter(|(_, until)| Instant::now() < *until).map_or(*offset, |(before, _)| *before);
            let end = self.topics[topic][usize::try_from(*partition).unwrap()].end;
            rows.entry(topic)
                .or_default()
                .push(json!({"Partition": partition, "Offset": shown, "Metadata": "",
                "ErrorCode": 0, "LogEndOffset": end, "Lag": (end - shown).max(0)}));
        }
        let rows =
            rows.into_iter().map(|(topic, partitions)| json!({"Topic": topic, "Partitions": partitions}));
        paged(rows.collect(), "TopicList", params)
    }

    fn check(&self, group: &str) -> Result<(), Refused> {
        if self.live.iter().any(|live| live == group) {
            return Err(("FailedOperation", "(1049)消费分组不为空，不能进行消费重置".to_owned()));
        }
        Ok(())
    }

    fn modify(&mut self, group: &str, params: &Value, trick: Option<&Trick>) -> Result<Value, Refused> {
        self.check(group)?;
        let Some(topics) = params["Topics"].as_array().filter(|topics| !topics.is_empty()) else {
            return Err(("MissingParameter", "Topics".to_owned()));
        };
        let mut succeeded = Vec::new();
        let mut failed = Vec::new();
        for topic in topics.clone() {
            let name = topic.as_str().unwrap();
            let Some(partitions) = self.topics.get(name).cloned() else {
                failed.push(
                    json!({"topic": name, "error_code": 3, "error_msg": "no such topic", "partitions": []}),
                );
                continue;
            };
            let mut rows = Vec::new();
            for (number, partition) in (0_i32..).zip(&partitions) {
                let chosen = params["Partitions"].as_array();
                if chosen.is_some_and(|chosen| !chosen.iter().any(|one| one == number)) {
                    continue;
                }
                let old = self.commits.get(&(group.to_owned(), name.to_owned(), number)).copied();
                let target = match params["Strategy"].as_i64().unwrap() {
                    0 => match old {
                        Some(old) => old + params["Shift"].as_i64().unwrap(),
                        None => continue,
                    },
                    1 => match params["ShiftTimestamp"].as_i64().unwrap() {
                        -2 => partition.start,
                        -1 => partition.end,
                        time => ((time - FIRST + 999).div_euclid(1000)).max(partition.start),
                    },
                    _ => params["Offset"].as_i64().unwrap(),
                };
                let target = target.clamp(partition.start, partition.end);
                let target = self.set(group, name, number, target, trick);
                rows.push(json!({"partition": number, "offset": target, "error_code": 0}));
            }
            succeeded.push(json!({"topic": name, "error_code": 0, "partitions": rows}));
        }
        self.writes.push(params.clone());
        if let Some(Trick::ReturnCode(code)) = trick {
            return Ok(json!({"ReturnCode": code, "ReturnMessage": "no"}));
        }
        Ok(json!({"ReturnCode": "0", "ReturnMessage": "SUCCESS", "Data": {"FlowId": 0},
            "v2": {"succ": succeeded, "failed": failed}}))
    }

    fn batch(&mut self, group: &str, params: &Value, trick: Option<&Trick>) -> Result<Value, Refused> {
        self.check(group)?;
        for topic in params["TopicName"].as_array().unwrap().clone() {
            for line in params["Partitions"].as_array().unwrap().clone() {
                let number = i32::try_from(line["Partition"].as_i64().unwrap()).unwrap();
                let name = topic.as_str().unwrap();
                let Partition { start, end } = self.topics[name][usize::try_from(number).unwrap()];
                let target = line["Offset"].as_i64().unwrap().clamp(start, end);
                self.set(group, name, number, target, trick);
            }
        }
        self.writes.push(params.clone());
        Ok(
            json!({"ReturnCode": "OK", "ReturnMessage": "success", "Data": {"FlowId": 0, "RouteDTO": {"RouteId": 0}}}),
        )
    }

    fn set(&mut self, group: &str, topic: &str, partition: i32, target: i64, trick: Option<&Trick>) -> i64 {
        let key = (group.to_owned(), topic.to_owned(), partition);
        let target = match trick {
            Some(Trick::Beside(by)) => target + by,
            _ => target,
        };
        if trick == Some(&Trick::NotApplied) {
            return target;
        }
        let before = self.commits.insert(key.clone(), target);
        if let (Some(Trick::ShownLate(by)), Some(before)) = (trick, before) {
            self.late.insert(key, (before, Instant::now() + *by));
        }
        target
    }
}

/// A page of at most 50, as documented.
fn paged(rows: Vec<Value>, name: &str, params: &Value) -> Value {
    let from = usize::try_from(params["Offset"].as_i64().unwrap_or(0)).unwrap();
    let limit = usize::try_from(params["Limit"].as_i64().unwrap_or(20).min(50)).unwrap();
    let page: Vec<&Value> = rows.iter().skip(from).take(limit).collect();
    json!({"TotalCount": rows.len(), name: page})
}
