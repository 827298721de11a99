//! Fills the demo cluster: few large requests, so that the start is quick.

use super::DemoError;
use super::shop::{Commits, Group, Position, TOPICS, Topic};
use crate::kafka::admin::{Admin, Batch, NewTopic};
use bytes::Bytes;
use kafka_offsets::{IdError, Offset, PartitionId, Timestamp, TopicName, TopicPartition};
use std::time::{SystemTime, UNIX_EPOCH};

/// How far back the oldest records lie.
const HISTORY_MS: i64 = 48 * 3_600_000;
/// Partitions of a topic share this many different logs, so that large topics cost little to make.
const KINDS: i32 = 7;

/// Makes all topics, empty.
pub(super) async fn topics(admin: &Admin) -> Result<(), DemoError> {
    let topics =
        TOPICS.iter().map(|topic| Ok(NewTopic { topic: topic.name.parse()?, partitions: topic.partitions }));
    Ok(admin.create_topics(&topics.collect::<Result<Vec<_>, IdError>>()?).await?)
}

/// Makes all records, and takes away what retention would have.
pub(super) async fn records(admin: &Admin) -> Result<(), DemoError> {
    let now = now_millis();
    for topic in TOPICS.iter().filter(|topic| topic.records > 0) {
        let name: TopicName = topic.name.parse()?;
        let kinds = (0..KINDS.min(topic.partitions))
            .map(|kind| log(topic, kind, now))
            .collect::<Result<Vec<_>, _>>()?;
        let partitions = (0..topic.partitions).zip(kinds.iter().cycle());
        let batches = partitions.map(|(partition, batch)| Ok((at(&name, partition)?, batch.clone())));
        admin.produce(batches.collect::<Result<Vec<_>, IdError>>()?).await?;
        let starts = starts(topic, &name)?;
        if !starts.is_empty() {
            admin.delete_records_before(starts).await?;
        }
    }
    Ok(())
}

/// Commits what these groups have read.
pub(super) async fn commits(admin: &Admin, groups: Vec<&Group>) -> Result<(), DemoError> {
    for group in groups {
        let mut offsets = Vec::new();
        for commits in group.commits {
            offsets.extend(positions(commits)?);
        }
        admin.commit(&group.name.parse()?, offsets).await?;
    }
    Ok(())
}

/// The whole log of a partition of this kind as one batch, with times from two days ago to a moment ago.
fn log(topic: &Topic, kind: i32, now: i64) -> Result<Batch, DemoError> {
    let records = length(topic, kind);
    let times = (0..records).map(|number| {
        let even = HISTORY_MS * number / records;
        // Uneven gaps: some records come together, some late, and none before its predecessor.
        let gap = HISTORY_MS / records;
        let late = (number * 7_919 + i64::from(kind) * 104_729) % gap.max(1) / 2;
        Timestamp::try_from(now - HISTORY_MS + even + late)
    });
    let times = times.collect::<Result<Vec<_>, IdError>>()?;
    Ok(Batch::new(times, &Bytes::from_static(topic.value.as_bytes()))?)
}

/// How many records partition `partition` of the topic ever had.
fn length(topic: &Topic, partition: i32) -> i64 {
    let kind = i64::from(partition % KINDS);
    topic.records - topic.records * kind * 3 / 100
}

/// Where logs begin from which retention has taken something.
fn starts(topic: &Topic, name: &TopicName) -> Result<Vec<(TopicPartition, Offset)>, IdError> {
    let expired =
        (0..topic.partitions).zip(topic.expired_percent.iter().cycle()).filter(|(_, percent)| **percent > 0);
    expired
        .map(|(partition, percent)| {
            let start = Offset::try_from(length(topic, partition) * percent / 100)?;
            Ok((at(name, partition)?, start))
        })
        .collect()
}

/// The offsets that a group has committed on one topic.
fn positions(commits: &Commits) -> Result<Vec<(TopicPartition, Offset)>, IdError> {
    let name: TopicName = commits.topic.parse()?;
    let topic = TOPICS.iter().filter(|topic| topic.name == commits.topic);
    let partitions =
        topic.flat_map(|topic| (0..commits.first.unwrap_or(topic.partitions)).map(move |id| (topic, id)));
    partitions
        .map(|(topic, partition)| {
            let end = length(topic, partition);
            let offset = match commits.at {
                Position::CaughtUp => end,
                Position::Percent(percent) => (end * percent / 100 - i64::from(partition % 5) * 3).max(0),
            };
            Ok((at(&name, partition)?, Offset::try_from(offset)?))
        })
        .collect()
}

fn at(topic: &TopicName, partition: i32) -> Result<TopicPartition, IdError> {
    Ok(TopicPartition { topic: topic.clone(), partition: PartitionId::try_from(partition)? })
}

/// The time now in milliseconds since 1970.
pub(super) fn now_millis() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::shop::GROUPS;
    use super::*;

    #[test]
    fn the_shop_has_every_kind_of_topic_that_a_reset_can_meet() {
        let sizes: Vec<i32> = TOPICS.iter().map(|topic| topic.partitions).collect();
        for size in [1, 6, 12, 200, 1_000] {
            assert!(sizes.contains(&size), "no topic of {size} partitions");
        }
        assert!(TOPICS.iter().any(|topic| topic.records == 0), "no empty topic");
        assert!(
            TOPICS.iter().any(|topic| topic.expired_percent.iter().any(|p| *p > 0)),
            "no log start above 0"
        );
    }

    #[test]
    fn every_topic_that_a_group_reads_is_in_the_shop() {
        for commits in GROUPS.iter().flat_map(|group| group.commits) {
            assert!(!positions(commits).unwrap().is_empty(), "{}", commits.topic);
        }
    }

    #[test]
    fn commits_lie_between_zero_and_the_log_end_and_some_before_the_log_start() {
        let mut passed_by_retention = 0;
        for commits in GROUPS.iter().flat_map(|group| group.commits) {
            let topic = TOPICS.iter().find(|topic| topic.name == commits.topic).unwrap();
            let starts = starts(topic, &topic.name.parse().unwrap()).unwrap();
            for (at, offset) in positions(commits).unwrap() {
                assert!(offset.get() <= length(topic, at.partition.get()), "{at} at {offset}");
                passed_by_retention +=
                    starts.iter().filter(|(start_at, start)| *start_at == at && *start > offset).count();
            }
        }
        assert!(passed_by_retention > 0);
    }
}
