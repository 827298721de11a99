//! An upstream before a stand-in.

use ckafka_gateway::system_clock;
use ckafka_gateway::tencent::{Api, Given, Settings, SettingsError, TencentUpstream};
use ckafka_gateway::upstream::InstanceSummary;
use cloud_stand_in::{Cloud, ID, INSTANCE, REGION, SECRET};
use kafka_offsets::{
    AnswerRow, GroupId, Offset, PartitionId, ResetRequest, ResetScope, ResetStrategy, TopicName,
    TopicPartition, TopicSelection,
};
use std::time::Duration;

pub(crate) fn given(endpoint: &str, api: Api) -> Given<'_> {
    Given { api, region: Some(REGION), endpoint: Some(endpoint), signing_host: None, key: None }
}

pub(crate) fn variable(name: &str) -> Option<String> {
    match name {
        "TENCENTCLOUD_SECRET_ID" => Some(ID.to_owned()),
        "TENCENTCLOUD_SECRET_KEY" => Some(SECRET.to_owned()),
        _ => None,
    }
}

pub(crate) fn settings(cloud: &Cloud, api: Api) -> Result<Settings, SettingsError> {
    let url = if api == Api::V2 { cloud.api2() } else { cloud.api3() };
    Settings::read(given(&url, api), variable)
}

pub(crate) fn upstream_of(cloud: &Cloud, api: Api) -> TencentUpstream {
    upstream_within(cloud, api, Duration::from_secs(10))
}

/// The same with another limit for each answer.
pub(crate) fn upstream_within(cloud: &Cloud, api: Api, answer_within: Duration) -> TencentUpstream {
    let instance = InstanceSummary { id: INSTANCE.to_owned(), name: "stand-in".to_owned() };
    let mut settings = settings(cloud, api).unwrap();
    settings.answer_within = answer_within;
    let at_cloud = INSTANCE.parse().unwrap();
    TencentUpstream::new(instance, at_cloud, settings, system_clock)
}

/// A cloud with two topics and a group, and an upstream before it.
pub(crate) fn shop() -> (Cloud, TencentUpstream) {
    let cloud = Cloud::shop();
    let upstream = upstream_of(&cloud, Api::V3);
    (cloud, upstream)
}

pub(crate) fn group(name: &str) -> GroupId {
    name.parse().unwrap()
}

pub(crate) fn topic(name: &str) -> TopicName {
    name.parse().unwrap()
}

pub(crate) fn offset(number: i64) -> Offset {
    Offset::try_from(number).unwrap()
}

pub(crate) fn at(name: &str, partition: i32) -> TopicPartition {
    TopicPartition { topic: topic(name), partition: PartitionId::try_from(partition).unwrap() }
}

pub(crate) fn selection(names: &[&str]) -> TopicSelection {
    TopicSelection::new(names.iter().map(|name| topic(name))).unwrap()
}

pub(crate) fn request(name: &str, topics: &[&str], strategy: ResetStrategy) -> ResetRequest {
    ResetRequest {
        group: group(name),
        scope: ResetScope::Topics(selection(topics)),
        strategy,
        create_group: false,
    }
}

/// Rows as `TOPIC/PARTITION -> OFFSET` or `TOPIC/PARTITION failed CODE: MESSAGE`.
pub(crate) fn told(rows: &[AnswerRow]) -> Vec<String> {
    rows.iter()
        .map(|row| {
            let partition = row.partition.map_or("all".to_owned(), |partition| partition.to_string());
            let place = format!("{}/{partition}", row.topic);
            match row.offset {
                Some(offset) => format!("{place} -> {offset}"),
                None if row.code.is_success() => format!("{place} done"),
                None => format!("{place} failed {}: {}", row.code.code(), row.message),
            }
        })
        .collect()
}
