//! A cluster made of constants, which can be told to fail, hang or panic.

use async_trait::async_trait;
use ckafka_gateway::upstream::{
    GroupListing, InstanceSummary, OffsetUpstream, PlanLine, ReadTopics, TopicAttributes, TopicListing,
    UpstreamError,
};
use kafka_offsets::{
    AnswerRow, GroupId, GroupMember, GroupState, GroupSummary, KafkaError, Offset, OffsetSnapshot,
    PartitionId, PartitionOffsets, ResetAnswer, ResetRequest, TimeLookup, Timestamp, TopicName,
    TopicPartition,
};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What the cluster does instead of answering.
#[derive(Debug, Clone, Default)]
pub(crate) enum Mood {
    #[default]
    Answers,
    Fails(UpstreamError),
    Panics,
    Hangs,
    Slow(std::time::Duration),
}

/// A write as it reached the cluster.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Write {
    Reset(ResetRequest, bool),
    Partitions(GroupId, Vec<PlanLine>, bool, bool),
}

#[derive(Debug, Default)]
pub(crate) struct Fake {
    pub(crate) mood: Mutex<Mood>,
    pub(crate) writes: Mutex<Vec<Write>>,
    pub(crate) finished: AtomicUsize,
}

impl Fake {
    pub(crate) fn is(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    pub(crate) fn writes(&self) -> Vec<Write> {
        self.writes.lock().unwrap().clone()
    }

    /// How many writes came to their end.
    pub(crate) fn finished(&self) -> usize {
        self.finished.load(Ordering::Relaxed)
    }

    async fn turn(&self) -> Result<(), UpstreamError> {
        let mood = self.mood.lock().unwrap().clone();
        match mood {
            Mood::Answers => Ok(()),
            Mood::Fails(error) => Err(error),
            Mood::Panics => panic!("the fake cluster was told to panic"),
            Mood::Hangs => std::future::pending().await,
            Mood::Slow(time) => {
                tokio::time::sleep(time).await;
                Ok(())
            }
        }
    }
}

pub(crate) fn topic(name: &str) -> TopicName {
    name.parse().unwrap()
}

pub(crate) fn group(name: &str) -> GroupId {
    name.parse().unwrap()
}

pub(crate) fn offset(number: i64) -> Offset {
    number.try_into().unwrap()
}

pub(crate) fn at(name: &str, partition: i32) -> TopicPartition {
    TopicPartition { topic: topic(name), partition: PartitionId::try_from(partition).unwrap() }
}

#[async_trait]
impl OffsetUpstream for Fake {
    fn instance(&self) -> InstanceSummary {
        InstanceSummary { id: "ckafka-demo".to_owned(), name: "A fake".to_owned() }
    }

    async fn list_groups(&self) -> Result<Vec<GroupListing>, UpstreamError> {
        self.turn().await?;
        let names = ["billing", "orders-eu", "orders-us"];
        Ok(names
            .iter()
            .map(|name| GroupListing { group: group(name), protocol_type: "consumer".to_owned() })
            .collect())
    }

    async fn list_topics(&self) -> Result<Vec<TopicListing>, UpstreamError> {
        self.turn().await?;
        Ok(vec![
            TopicListing { topic: topic("orders"), partitions: 2 },
            TopicListing { topic: topic("payments"), partitions: 1 },
        ])
    }

    async fn describe_group(&self, group: &GroupId) -> Result<GroupSummary, UpstreamError> {
        self.turn().await?;
        let state = if group.as_str() == "nobody" { GroupState::Dead } else { GroupState::Empty };
        Ok(GroupSummary { group: group.clone(), state, members: Vec::new() })
    }

    async fn topic(&self, topic: &TopicName) -> Result<TopicAttributes, UpstreamError> {
        self.turn().await?;
        if topic.as_str() == "orders" {
            Ok(TopicAttributes { topic: topic.clone(), partitions: 2, replicas: 3 })
        } else {
            Err(UpstreamError::TopicNotFound(topic.clone()))
        }
    }

    async fn snapshot(
        &self,
        group: &GroupId,
        topics: &ReadTopics,
        at_time: Option<Timestamp>,
    ) -> Result<OffsetSnapshot, UpstreamError> {
        let summary = self.describe_group(group).await?;
        let asked = |name: &str| match topics {
            ReadTopics::AllOfGroup => name == "orders",
            ReadTopics::Named(selection) => selection.contains(&topic(name)),
        };
        let partition = |committed: Option<i64>, end: i64, found: TimeLookup| PartitionOffsets {
            committed: committed.map(offset),
            log_start: Some(offset(100)),
            log_end: Some(offset(end)),
            at_time: at_time.map_or(TimeLookup::Unknown, |_| found),
            error: None,
        };
        let all = [
            (at("orders", 0), partition(Some(120), 250, TimeLookup::Found(offset(150)))),
            (at("orders", 1), partition(None, 240, TimeLookup::NoRecord)),
            (at("huge", 0), partition(Some(120), 9_007_199_254_740_993, TimeLookup::NoRecord)),
        ];
        let ghost = (topic("ghost"), KafkaError::UnknownTopicOrPartition);
        Ok(OffsetSnapshot {
            taken_at: Timestamp::try_from(1_700_000_000_000).unwrap(),
            group: summary,
            partitions: all.into_iter().filter(|(at, _)| asked(at.topic.as_str())).collect(),
            failed_topics: Some(ghost).into_iter().filter(|_| asked("ghost")).collect(),
            looked_up: at_time,
        })
    }

    async fn reset(&self, request: &ResetRequest, dry_run: bool) -> Result<ResetAnswer, UpstreamError> {
        self.writes.lock().unwrap().push(Write::Reset(request.clone(), dry_run));
        self.turn().await?;
        match request.group.as_str() {
            "live-cart" => return Err(live(&request.group)),
            "nobody" if !request.create_group => {
                return Err(UpstreamError::GroupNotFound(request.group.clone()));
            }
            _ => {}
        }
        self.finished.fetch_add(1, Ordering::Relaxed);
        Ok(answer(KafkaError::OffsetOutOfRange, "no committed offset to shift from"))
    }

    async fn reset_partitions(
        &self,
        group: &GroupId,
        lines: &[PlanLine],
        create_group: bool,
        dry_run: bool,
    ) -> Result<ResetAnswer, UpstreamError> {
        self.writes.lock().unwrap().push(Write::Partitions(
            group.clone(),
            lines.to_vec(),
            create_group,
            dry_run,
        ));
        self.turn().await?;
        self.finished.fetch_add(1, Ordering::Relaxed);
        Ok(answer(KafkaError::IllegalGeneration, "committed offset moved"))
    }
}

/// What the group with a consumer in it answers.
fn live(group: &GroupId) -> UpstreamError {
    let member = GroupMember {
        member_id: "cart-1-f00d".to_owned(),
        client_id: "cart-1".to_owned(),
        client_host: "/10.0.0.1".to_owned(),
        assignment: Vec::new(),
    };
    UpstreamError::GroupNotEmpty { group: group.clone(), state: GroupState::Stable, members: vec![member] }
}

/// One partition moved, one failed with this code, and one topic that is not there.
fn answer(code: KafkaError, message: &str) -> ResetAnswer {
    let row =
        |name: &str, partition: Option<i32>, to: Option<i64>, code: KafkaError, message: &str| AnswerRow {
            topic: topic(name),
            partition: partition.map(|number| PartitionId::try_from(number).unwrap()),
            offset: to.map(offset),
            code,
            message: message.to_owned(),
        };
    ResetAnswer {
        rows: vec![
            row("ghost", None, None, KafkaError::UnknownTopicOrPartition, "no such topic"),
            row("orders", Some(0), Some(100), KafkaError::NONE, ""),
            row("orders", Some(1), None, code, message),
        ],
        request_id: None,
    }
}
