//! What is read from the cloud.

use crate::support::{at, group, offset, selection, shop, topic, upstream_of};
use ckafka_gateway::tencent::Api;
use ckafka_gateway::upstream::{OffsetUpstream, ReadTopics, UpstreamError};
use cloud_stand_in::{Cloud, FIRST};
use kafka_offsets::{GroupState, KafkaError, TimeLookup, Timestamp};

#[tokio::test]
async fn groups_topics_and_members_are_listed_in_both_versions() {
    for api in [Api::V3, Api::V2] {
        let cloud = Cloud::shop();
        cloud.world.lock().unwrap().live.push("cart".to_owned());
        let upstream = upstream_of(&cloud, api);
        let groups = upstream.list_groups().await.unwrap();
        let names: Vec<&str> = groups.iter().map(|found| found.group.as_str()).collect();
        assert_eq!(names, ["billing", "cart"]);
        let topics = upstream.list_topics().await.unwrap();
        let names: Vec<&str> = topics.iter().map(|found| found.topic.as_str()).collect();
        assert_eq!(names, ["orders", "second", "untouched"]);
        assert!(topics.iter().all(|found| found.partitions == 0), "which the cloud does not say");

        let orders = upstream.topic(&topic("orders")).await.unwrap();
        assert_eq!((orders.partitions, orders.replicas), (2, 2));
        assert_eq!(upstream.topic(&topic("gone")).await, Err(UpstreamError::TopicNotFound(topic("gone"))));

        for (name, state, members) in [
            ("billing", GroupState::Empty, 0),
            ("cart", GroupState::Stable, 1),
            ("nobody", GroupState::Dead, 0),
        ] {
            let found = upstream.describe_group(&group(name)).await.unwrap();
            assert_eq!((found.state, found.members.len()), (state, members), "{name}");
        }
    }
}

#[tokio::test]
async fn a_snapshot_has_all_topics_of_a_group_and_those_that_are_named() {
    for api in [Api::V3, Api::V2] {
        let cloud = Cloud::shop();
        let upstream = upstream_of(&cloud, api);
        let all = upstream.snapshot(&group("billing"), &ReadTopics::AllOfGroup, None).await.unwrap();
        let read = |at| {
            all.partitions.get(&at).map(|offsets| (offsets.committed, offsets.log_end, offsets.log_start))
        };
        assert_eq!(all.partitions.len(), 3);
        assert_eq!(read(at("orders", 1)), Some((Some(offset(60)), Some(offset(200)), None)));

        let named = ReadTopics::Named(selection(&["orders", "untouched", "gone"]));
        let some = upstream.snapshot(&group("billing"), &named, None).await.unwrap();
        assert_eq!(some.partitions[&at("untouched", 0)].committed, None);
        assert_eq!(some.failed_topics[&topic("gone")], KafkaError::UnknownTopicOrPartition);
    }
}

#[tokio::test]
async fn a_group_with_120_topics_is_read_to_the_end() {
    let (cloud, upstream) = shop();
    for number in 0..120 {
        let name = format!("many-{number:03}");
        cloud.topic(&name, &[(0, 10)]);
        cloud.commit("wide", &name, 0, number % 10);
    }
    let read = upstream.snapshot(&group("wide"), &ReadTopics::AllOfGroup, None).await.unwrap();
    assert_eq!(read.partitions.len(), 120);
    let pages = cloud.seen().into_iter().filter(|action| action == "DescribeGroupOffsets").count();
    assert_eq!(pages, 3);
}

#[tokio::test]
async fn offsets_for_a_time_come_from_messages_where_the_api_shows_them() {
    let (_cloud, upstream) = shop();
    let named = ReadTopics::Named(selection(&["orders", "second"]));
    let at_time = |seconds: i64| Some(Timestamp::try_from(FIRST + seconds * 1000).unwrap());
    let read = upstream.snapshot(&group("billing"), &named, at_time(150)).await.unwrap();
    let found: Vec<TimeLookup> = read.partitions.values().map(|offsets| offsets.at_time).collect();
    // Records 10 to 99, 20 to 199, and 0 to 8
    assert_eq!(found, [TimeLookup::Unknown, TimeLookup::Found(offset(150)), TimeLookup::Unknown]);
    assert!(upstream.abilities().time_lookup && !upstream.abilities().log_start);
}

#[tokio::test]
async fn api_2_has_no_messages_and_says_so() {
    let cloud = Cloud::shop();
    let upstream = upstream_of(&cloud, Api::V2);
    let time = Some(Timestamp::try_from(FIRST).unwrap());
    let read = upstream.snapshot(&group("billing"), &ReadTopics::AllOfGroup, time).await.unwrap();
    assert!(read.partitions.values().all(|offsets| offsets.at_time == TimeLookup::Unknown));
    assert!(!upstream.abilities().time_lookup && !upstream.abilities().partition_offsets);
    assert!(!cloud.seen().iter().any(|action| action.starts_with("Fetch")));
}
