//! An upstream before a stand-in.

use crate::stand_in::{Cloud, ID, SECRET};
use ckafka_gateway::system_clock;
use ckafka_gateway::tencent::{Api, Given, Settings, SettingsError, TencentUpstream};
use ckafka_gateway::upstream::InstanceSummary;
use kafka_offsets::{
    AnswerRow, GroupId, Offset, PartitionId, ResetRequest, ResetScope, ResetStrategy, TopicName,
    TopicPartition, TopicSelection,
};

pub(crate) fn given(endpoint: &str, api: Api) -> Given<'_> {
    Given { api, region: Some("ap-guangzhou"), endpoint: Some(endpoint), signing_host: None, key: None }
}

pub(crate) fn variable(name: &str) -> Option<String> {
    match name {
        "TENCENTCLOUD_SECRET_ID" => Some(ID.to_owned()),
        "TENCENTCLOUD_SECRET_KEY" => Some(SECRET.to_owned()),
        _ => None,
    }
}

pub(crate) fn settings(cloud: &Cloud, api: Api) -> Result<Settings, SettingsError> {
    let path = if api == Api::V2 { "v2/index.php" } else { "" };
    Settings::read(given(&format!("http://127.0.0.1:{}/{path}", cloud.port), api), variable)
}

pub(crate) fn upstream_of(cloud: &Cloud, api: Api) -> TencentUpstream {
    let instance = InstanceSummary { id: "ckafka-8j4rodrr".to_owned(), name: "stand-in".to_owned() };
    let at_cloud = "ckafka-8j4rodrr".parse().unwrap();
    TencentUpstream::new(instance, at_cloud, settings(cloud, api).unwrap(), system_clock)
}

/// A cloud with two topics and a group, and an upstream before it.
pub(crate) async fn shop() -> (Cloud, TencentUpstream) {
    let cloud = shop_cloud().await;
    let upstream = upstream_of(&cloud, Api::V3);
    (cloud, upstream)
}

/// `orders` has two partitions, 10 to 100 and 20 to 200, and `billing` was at 50 and 60; `second` has one with a
/// commit at 5, `untouched` one without.
pub(crate) async fn shop_cloud() -> Cloud {
    let cloud = Cloud::start().await;
    cloud.topic("orders", &[(10, 100), (20, 200)]);
    cloud.topic("second", &[(0, 9)]);
    cloud.topic("untouched", &[(0, 30)]);
    cloud.commit("billing", "orders", 0, 50);
    cloud.commit("billing", "orders", 1, 60);
    cloud.commit("billing", "second", 0, 5);
    cloud
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
