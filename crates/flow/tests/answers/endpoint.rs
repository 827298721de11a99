//! An endpoint of API 2.0 as its pages document it: it tells no log starts, and lists what a group has committed.

use ckafka_api::{HttpResponse, Params, TransportFault};
use std::collections::BTreeMap;

/// What comes back for a request.
pub(crate) type Reply = Result<HttpResponse, TransportFault>;

/// Carries a reset out, or not, and says what the case says.
type Reset = Box<dyn FnMut(&mut Endpoint) -> Reply>;

/// One instance with one group.
pub(crate) struct Endpoint {
    /// The group's state, by Kafka's name.
    pub(crate) state: &'static str,
    /// The log of every partition ends here.
    pub(crate) log_end: i64,
    /// Committed offsets, as the API's JSON spells them; an empty text leaves the field out.
    pub(crate) committed: BTreeMap<(String, i32), String>,
    /// What a reset comes to.
    pub(crate) reset: Reset,
    /// Every request that arrived.
    pub(crate) arrived: Vec<Params>,
}

impl Endpoint {
    /// `orders/0` and `orders/1`, committed at 50 and 60 of logs that end at 100, and `payments/0` at 50.
    pub(crate) fn shop() -> Self {
        let mut endpoint = Self {
            state: "Empty",
            log_end: 100,
            committed: BTreeMap::new(),
            reset: Box::new(|_| panic!("no reset is expected")),
            arrived: Vec::new(),
        };
        endpoint.commit("orders", 0, 50);
        endpoint.commit("orders", 1, 60);
        endpoint.commit("payments", 0, 50);
        endpoint
    }

    /// The same, with what a reset comes to.
    pub(crate) fn answering(reset: impl FnMut(&mut Endpoint) -> Reply + 'static) -> Self {
        Self { reset: Box::new(reset), ..Self::shop() }
    }

    pub(crate) fn commit(&mut self, topic: &str, partition: i32, offset: i64) {
        self.committed.insert((topic.to_owned(), partition), offset.to_string());
    }

    /// The requests that write.
    pub(crate) fn resets(&self) -> Vec<&Params> {
        self.arrived.iter().filter(|params| action(params).starts_with("Set")).collect()
    }

    pub(crate) fn answer(&mut self, body: &[u8]) -> Reply {
        let params = Params::parse(body).unwrap();
        self.arrived.push(params.clone());
        match action(&params) {
            "GetGroupInfo" => self.group(params.get("group.0").unwrap()),
            "GetGroupOffsets" => self.offsets(&params),
            "SetGroupOffsets" | "SetPartitionOffsets" => {
                let mut reset = std::mem::replace(&mut self.reset, Box::new(|_| panic!("sent twice")));
                let reply = reset(self);
                self.reset = reset;
                reply
            }
            other => panic!("{other} is not asked for here"),
        }
    }

    fn group(&self, name: &str) -> Reply {
        let members = match self.state {
            "Stable" => {
                r#"[{"member_id":"m-1","client_id":"worker-7","client_host":"/10.0.0.7","assignment":{"version":0,"topics":[{"topic":"orders","partitions":[0]}]}}]"#
            }
            _ => "[]",
        };
        ok(&format!(
            r#"{{"code":0,"message":"","codeDesc":"Success","data":[{{"err_code":0,"state":"{}","protocol_type":"consumer","protocol":"range","members":{members},"group":{}}}]}}"#,
            self.state,
            quoted(name),
        ))
    }

    fn offsets(&self, params: &Params) -> Reply {
        let named: Vec<&str> =
            params.iter().filter(|(name, _)| name.starts_with("topics.")).map(|(_, topic)| topic).collect();
        let mut topics: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for ((topic, partition), offset) in &self.committed {
            if named.is_empty() || named.contains(&topic.as_str()) {
                let offset = if offset.is_empty() { String::new() } else { format!(r#""offset":{offset},"#) };
                topics.entry(topic).or_default().push(format!(
                    r#"{{"partition":{partition},{offset}"metadata":"","err_code":0,"log_end_offset":{},"lag":0}}"#,
                    self.log_end
                ));
            }
        }
        let number = |name| params.get(name).map_or(0, |text| text.parse::<usize>().unwrap());
        let page = topics.iter().skip(number("offset")).take(number("limit"));
        let page: Vec<String> = page
            .map(|(topic, rows)| {
                format!(r#"{{"topic":{},"partitions":[{}]}}"#, quoted(topic), rows.join(","))
            })
            .collect();
        ok(&format!(
            r#"{{"code":0,"message":"","codeDesc":"Success","data":{{"totalCount":{},"topicList":[{}]}}}}"#,
            topics.len(),
            page.join(",")
        ))
    }
}

/// The action of a request.
pub(crate) fn action(params: &Params) -> &str {
    params.get("Action").unwrap()
}

/// A body with HTTP 200.
pub(crate) fn ok(body: &str) -> Reply {
    http(200, body)
}

pub(crate) fn http(status: u16, body: &str) -> Reply {
    Ok(HttpResponse { status, body: body.as_bytes().to_vec() })
}

/// The envelope of a reset with these lists.
pub(crate) fn done(succ: &str, failed: &str) -> Reply {
    ok(&format!(
        r#"{{"codeDesc":"Success","code":0,"msg":"","data":{{"succ":[{succ}],"failed":[{failed}]}}}}"#
    ))
}

/// A topic of such a list; rows are partition, new offset and code.
pub(crate) fn topic(name: &str, code: i16, rows: &[(i32, i64, i16)]) -> String {
    let rows: Vec<String> = rows
        .iter()
        .map(|(partition, offset, code)| {
            format!(r#"{{"partition":{partition},"offset":{offset},"error_code":{code}}}"#)
        })
        .collect();
    format!(
        r#"{{"topic":"{name}","error_code":{code},"error_msg":"words of the endpoint","partitions":[{}]}}"#,
        rows.join(",")
    )
}

/// An envelope with a code and nothing else.
pub(crate) fn code(code: i64, word: &str, message: &str) -> Reply {
    ok(&format!(r#"{{"code":{code},"codeDesc":"{word}","message":"{message}","msg":"{message}"}}"#))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
