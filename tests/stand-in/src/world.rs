//! What the cloud knows, and what its actions do with it.

use crate::{FIRST, INSTANCE, Trick};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashSet};
use std::time::Instant;

/// One log.
#[derive(Debug, Clone)]
pub struct Partition {
    /// The first offset that is there.
    pub start: i64,
    /// The next one that will be.
    pub end: i64,
}

type Place = (String, String, i32);

/// What the cloud knows.
#[derive(Debug, Default)]
pub struct World {
    /// Partitions of each topic.
    pub topics: BTreeMap<String, Vec<Partition>>,
    /// By group, topic, partition.
    pub commits: BTreeMap<Place, i64>,
    /// What is shown until when, of commits that are shown late.
    late: BTreeMap<Place, (i64, Instant)>,
    /// Groups with a member.
    pub live: Vec<String>,
    /// Tricks for the next requests of an action.
    pub tricks: Vec<(String, Trick)>,
    /// Actions in the order they came, those that were refused too.
    pub seen: Vec<String>,
    /// Bodies of writes that were carried out or pretended to be.
    pub writes: Vec<Value>,
    /// Seconds that this cloud's clock is ahead.
    pub ahead: i64,
    /// Those of API 2.0 that came.
    pub nonces: HashSet<String>,
    /// The token that the key goes with, if it is a temporary one.
    pub token: Option<String>,
    /// Offsets cannot be read.
    pub unreadable: bool,
    /// Calls that still go through before the limit is reached.
    pub allowed: Option<u32>,
}

/// A code of API 3.0, and a message.
type Refused = (&'static str, String);

impl World {
    /// Carries out an action, as the trick lets it.
    pub(crate) fn carry_out(
        &mut self,
        action: &str,
        params: &Value,
        trick: Option<&Trick>,
    ) -> Result<Value, Refused> {
        let group = params["Group"].as_str().or(params["GroupName"].as_str()).unwrap_or("").to_owned();
        self.unreadable |= trick == Some(&Trick::ThenUnreadable);
        match action {
            "DescribeGroupOffsets" if self.unreadable => Err(("InternalError", "try later".to_owned())),
            "DescribeInstances" => Ok(json!({"TotalCount": 1, "InstanceList": [
                {"InstanceId": INSTANCE, "InstanceName": "stand-in", "Status": 1, "IfCommunity": true}]})),
            "DescribeGroup" => {
                let rows =
                    self.groups().into_iter().map(|name| json!({"Group": name, "Protocol": "consumer"}));
                Ok(paged(rows.collect(), "GroupList", params))
            }
            "DescribeTopic" => {
                let row = |name| json!({"TopicId": "topic-x", "TopicName": name, "Note": ""});
                Ok(paged(self.topics.keys().map(row).collect(), "TopicList", params))
            }
            "DescribeTopicAttributes" => self.attributes(params["TopicName"].as_str().unwrap()),
            "DescribeGroupInfo" => Ok(self.info(params["GroupList"][0].as_str().unwrap())),
            "DescribeGroupOffsets" => Ok(self.offsets(&group, params)),
            "FetchMessageListByTimestamp" => Ok(self.messages(params)),
            "ModifyGroupOffsets" => self.modify(&group, params, trick),
            "BatchModifyGroupOffsets" => self.batch(&group, params, trick),
            other => Err(("InvalidAction", format!("no action {other}"))),
        }
    }

    fn groups(&self) -> Vec<&String> {
        let mut names: Vec<&String> =
            self.commits.keys().map(|(group, ..)| group).chain(&self.live).collect();
        names.sort();
        names.dedup();
        names
    }

    fn attributes(&self, name: &str) -> Result<Value, Refused> {
        let Some(partitions) = self.topics.get(name) else {
            return Err(("ResourceNotFound", format!("(10012)no topic {name}")));
        };
        let row = |number| json!({"Partition": number, "LeaderStatus": 0, "IsrNum": 2, "ReplicaNum": 2});
        let rows: Vec<Value> = (0..partitions.len()).map(row).collect();
        Ok(
            json!({"TopicId": "topic-x", "PartitionNum": rows.len(), "Partitions": rows, "Config": {"Retention": 1}}),
        )
    }

    fn info(&self, name: &str) -> Value {
        let live = self.live.iter().any(|live| live == name);
        let known = self.commits.keys().any(|(group, ..)| group == name);
        let state = match (live, known) {
            (true, _) => "Stable",
            (false, true) => "Empty",
            (false, false) => "Dead",
        };
        let member = json!({"MemberId": "m-1", "ClientId": "c-1", "ClientHost": "/10.0.0.1",
            "Assignment": {"Version": 0, "Topics": []}});
        let members: Vec<Value> = live.then_some(member).into_iter().collect();
        json!([{"ErrorCode": "0", "State": state, "ProtocolType": "consumer", "Protocol": "range",
            "Members": members, "Group": name}])
    }

    fn offsets(&self, group: &str, params: &Value) -> Value {
        let named: Option<Vec<&str>> =
            params["Topics"].as_array().map(|names| names.iter().filter_map(Value::as_str).collect());
        let mut rows: BTreeMap<&String, Vec<Value>> = BTreeMap::new();
        for (place, offset) in &self.commits {
            let (of, topic, partition) = place;
            if of != group || named.as_ref().is_some_and(|names| !names.contains(&topic.as_str())) {
                continue;
            }
            let late = self.late.get(place).filter(|(_, until)| Instant::now() < *until);
            let shown = late.map_or(*offset, |(before, _)| *before);
            let end = self.topics[topic][usize::try_from(*partition).unwrap()].end;
            rows.entry(topic).or_default().push(json!({"Partition": partition, "Offset": shown,
                "Metadata": "", "ErrorCode": 0, "LogEndOffset": end, "Lag": (end - shown).max(0)}));
        }
        let rows =
            rows.into_iter().map(|(topic, partitions)| json!({"Topic": topic, "Partitions": partitions}));
        paged(rows.collect(), "TopicList", params)
    }

    fn messages(&self, params: &Value) -> Value {
        let name = params["Topic"].as_str().unwrap();
        let from = params["StartTime"].as_i64().unwrap();
        let mut found = Vec::new();
        for (number, partition) in self.topics[name].iter().enumerate() {
            let first = first_at(from, partition);
            if first < partition.end {
                found.push(json!({"Topic": name, "Partition": number, "Offset": first,
                    "Timestamp": FIRST + first * 1000, "Headers": ""}));
            }
        }
        json!(found)
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
        let (mut succeeded, mut failed) = (Vec::new(), Vec::new());
        for topic in topics {
            let name = topic.as_str().unwrap();
            let Some(partitions) = self.topics.get(name).cloned() else {
                failed.push(
                    json!({"topic": name, "error_code": 3, "error_msg": "no such topic", "partitions": []}),
                );
                continue;
            };
            let (mut rows, mut failures) = (Vec::new(), Vec::new());
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
                        time => first_at(time, partition),
                    },
                    _ => params["Offset"].as_i64().unwrap(),
                };
                let target = target.clamp(partition.start, partition.end);
                let target = self.set(group, name, number, target, trick);
                let failure = json!({"partition": number, "offset": -1, "error_code": 25});
                match trick {
                    Some(Trick::FailureInSucc) if number == 1 => rows.push(failure),
                    Some(Trick::PartlySucceeded) if number == 1 => failures.push(failure),
                    _ => rows.push(json!({"partition": number, "offset": target, "error_code": 0})),
                }
            }
            succeeded.push(json!({"topic": name, "error_code": 0, "partitions": rows}));
            if !failures.is_empty() {
                failed.push(json!({"topic": name, "error_code": 0, "error_msg": "", "partitions": failures}));
            }
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
        for topic in params["TopicName"].as_array().unwrap() {
            for line in params["Partitions"].as_array().unwrap() {
                let number = i32::try_from(line["Partition"].as_i64().unwrap()).unwrap();
                let name = topic.as_str().unwrap();
                let Partition { start, end } = self.topics[name][usize::try_from(number).unwrap()];
                let target = line["Offset"].as_i64().unwrap().clamp(start, end);
                self.set(group, name, number, target, trick);
            }
        }
        self.writes.push(params.clone());
        Ok(json!({"ReturnCode": "OK", "ReturnMessage": "success",
            "Data": {"FlowId": 0, "RouteDTO": {"RouteId": 0}}}))
    }

    fn set(&mut self, group: &str, topic: &str, partition: i32, target: i64, trick: Option<&Trick>) -> i64 {
        let place = (group.to_owned(), topic.to_owned(), partition);
        let target = match trick {
            Some(Trick::Beside(by)) => target + by,
            Some(trick) if trick.spares(partition) => return target,
            _ => target,
        };
        let before = self.commits.insert(place.clone(), target);
        if let (Some(Trick::ShownLate(by)), Some(before)) = (trick, before) {
            self.late.insert(place, (before, Instant::now() + *by));
        }
        target
    }
}

/// The offset of the first record at or after a time.
fn first_at(time: i64, partition: &Partition) -> i64 {
    ((time - FIRST + 999).div_euclid(1000)).max(partition.start)
}

/// A page of at most 50, as documented.
fn paged(rows: Vec<Value>, name: &str, params: &Value) -> Value {
    let from = usize::try_from(params["Offset"].as_i64().unwrap_or(0)).unwrap();
    let limit = usize::try_from(params["Limit"].as_i64().unwrap_or(20).min(50)).unwrap();
    let page: Vec<&Value> = rows.iter().skip(from).take(limit).collect();
    json!({"TotalCount": rows.len(), name: page})
}
