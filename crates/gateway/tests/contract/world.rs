//! The topics, groups and helpers of the contract. Names are unique per run: a real cluster keeps them.

use bytes::Bytes;
use ckafka_gateway::kafka::Cluster;
use ckafka_gateway::kafka::admin::{Admin, Batch, NewTopic};
use ckafka_gateway::upstream::{OffsetUpstream, ReadTopics, UpstreamError};
use kafka_offsets::{
    AnswerRow, GroupId, KafkaError, Offset, OffsetSnapshot, PartitionId, ResetAnswer, ResetRequest,
    ResetScope, ResetStrategy, Timestamp, TopicName, TopicPartition, TopicSelection,
};
use std::time::{SystemTime, UNIX_EPOCH};

/// How many partitions the large topic has.
pub(crate) const LARGE: i32 = 1_000;

/// A cluster with the topics of the contract in it.
pub(crate) struct World<'a> {
    pub(crate) upstream: &'a dyn OffsetUpstream,
    pub(crate) admin: &'a Admin,
    pub(crate) cluster: &'a (dyn Fn() -> Cluster + Sync),
    /// Four partitions. 0: records 10 to 99, where record k is of the time `time(k)`. 1: the same. 2: empty.
    /// 3: records 60 to 99.
    pub(crate) orders: TopicName,
    /// One partition with 5 records.
    pub(crate) second: TopicName,
    /// [`LARGE`] partitions with 3 records each.
    pub(crate) large: TopicName,
    prefix: String,
    first_time: i64,
}

impl<'a> World<'a> {
    /// Makes the topics.
    pub(crate) async fn new(
        upstream: &'a dyn OffsetUpstream,
        admin: &'a Admin,
        cluster: &'a (dyn Fn() -> Cluster + Sync),
    ) -> Self {
        let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap();
        let prefix = format!("contract-{now}");
        let world = Self {
            upstream,
            admin,
            cluster,
            orders: topic(&format!("{prefix}.orders")),
            second: topic(&format!("{prefix}.second")),
            large: topic(&format!("{prefix}.large")),
            prefix,
            first_time: now - 3_600_000,
        };
        world.fill().await;
        world
    }

    async fn fill(&self) {
        let new = |topic: &TopicName, partitions| NewTopic { topic: topic.clone(), partitions };
        let topics = [new(&self.orders, 4), new(&self.second, 1), new(&self.large, LARGE)];
        self.admin.create_topics(&topics).await.unwrap();
        let hundred = self.batch(100);
        let five = self.batch(5);
        let three = self.batch(3);
        let mut batches: Vec<_> = [0, 1, 3].map(|id| (at(&self.orders, id), hundred.clone())).into();
        batches.push((at(&self.second, 0), five));
        batches.extend((0..LARGE).map(|id| (at(&self.large, id), three.clone())));
        self.admin.produce(batches).await.unwrap();
        let starts = [(0, 10), (1, 10), (3, 60)].map(|(id, start)| (at(&self.orders, id), offset(start)));
        self.admin.delete_records_before(starts).await.unwrap();
    }

    /// Takes the topics away again: a real cluster would keep them.
    pub(crate) async fn remove(self) {
        self.admin.delete_topics([&self.orders, &self.second, &self.large]).await.unwrap();
    }

    fn batch(&self, records: i64) -> Batch {
        Batch::new((0..records).map(|k| self.time(k)), &Bytes::from_static(b"x")).unwrap()
    }

    /// The time of record `k` in every partition; any number will do.
    pub(crate) fn time(&self, k: i64) -> Timestamp {
        Timestamp::try_from(self.first_time + k).unwrap()
    }

    /// A group of that name that nobody has used yet.
    pub(crate) fn new_group(&self, name: &str) -> GroupId {
        format!("{}-{name}", self.prefix).parse().unwrap()
    }

    /// A topic name that nobody has used.
    pub(crate) fn missing_topic(&self) -> TopicName {
        topic(&format!("{}.missing", self.prefix))
    }

    /// A group that has read partition 0 of the orders up to 50, never read 1, knows the empty 2, and was at 50 in 3
    /// when retention passed it.
    pub(crate) async fn group(&self, name: &str) -> GroupId {
        let group = self.new_group(name);
        let commits = [(0, 50), (2, 0), (3, 50)].map(|(id, to)| (at(&self.orders, id), offset(to)));
        self.admin.commit(&group, commits).await.unwrap();
        group
    }

    /// Dry run, then the real call, then a look at what the group really has. The dry run must have moved nothing
    /// and said exactly what the real call says, and the group must be exactly where the answer says.
    pub(crate) async fn reset(&self, request: &ResetRequest) -> Result<Vec<AnswerRow>, UpstreamError> {
        let dry_run = || self.upstream.reset(request, true);
        let real = || self.upstream.reset(request, false);
        self.prove(&request.group, dry_run, real).await
    }

    /// The same for any pair of a dry run and its real call.
    pub(crate) async fn prove<D, R>(
        &self,
        group: &GroupId,
        dry_run: impl FnOnce() -> D,
        real: impl FnOnce() -> R,
    ) -> Result<Vec<AnswerRow>, UpstreamError>
    where
        D: Future<Output = Result<ResetAnswer, UpstreamError>>,
        R: Future<Output = Result<ResetAnswer, UpstreamError>>,
    {
        let before = self.everything(group).await;
        let announced = dry_run().await;
        assert_eq!(self.everything(group).await, before, "a dry run moved something");
        let answer = real().await;
        assert_eq!(answer, announced, "the dry run said something else");
        let after = self.everything(group).await;
        let mut expected = before.clone();
        for row in answer.iter().flat_map(|answer| &answer.rows) {
            assert_eq!(row.code.is_success(), row.offset.is_some(), "{row:?}");
            if let (Some(partition), Some(offset)) = (row.partition, row.offset) {
                let at = TopicPartition { topic: row.topic.clone(), partition };
                expected.retain(|(other, _)| *other != at);
                expected.push((at, Some(offset)));
                expected.sort();
            }
        }
        assert_eq!(after, expected, "the group is not where the answer says");
        answer.map(|answer| answer.rows)
    }

    /// What the group has committed on every topic of this world.
    async fn everything(&self, group: &GroupId) -> Vec<(TopicPartition, Option<Offset>)> {
        let topics = [&self.orders, &self.second, &self.large];
        let snapshot = self.snapshot(group, topics).await;
        snapshot.partitions.into_iter().map(|(at, offsets)| (at, offsets.committed)).collect()
    }

    pub(crate) async fn snapshot<'t>(
        &self,
        group: &GroupId,
        topics: impl IntoIterator<Item = &'t TopicName>,
    ) -> OffsetSnapshot {
        let topics = ReadTopics::Named(selection(topics));
        self.upstream.snapshot(group, &topics, None).await.unwrap()
    }

    /// Resets the orders of a fresh group, and says where each partition went.
    pub(crate) async fn reset_orders(&self, name: &str, strategy: ResetStrategy) -> [String; 4] {
        let group = self.group(name).await;
        let request = request(&group, [&self.orders], strategy);
        let rows = self.reset(&request).await.unwrap();
        let rows: Vec<String> = rows.iter().map(told).collect();
        rows.try_into().unwrap_or_else(|rows| panic!("{name}: not four rows: {rows:?}"))
    }
}

/// A row as `PARTITION -> OFFSET` or `PARTITION failed CODE: MESSAGE`; `all` stands for the whole topic.
pub(crate) fn told(row: &AnswerRow) -> String {
    let partition = row.partition.map_or("all".to_owned(), |partition| partition.to_string());
    match row.offset {
        Some(offset) => format!("{partition} -> {offset}"),
        None => format!("{partition} failed {}: {}", row.code.code(), row.message),
    }
}

pub(crate) fn request<'t>(
    group: &GroupId,
    topics: impl IntoIterator<Item = &'t TopicName>,
    strategy: ResetStrategy,
) -> ResetRequest {
    ResetRequest {
        group: group.clone(),
        scope: ResetScope::Topics(selection(topics)),
        strategy,
        create_group: false,
    }
}

pub(crate) fn selection<'t>(topics: impl IntoIterator<Item = &'t TopicName>) -> TopicSelection {
    TopicSelection::new(topics.into_iter().cloned()).unwrap()
}

pub(crate) fn topic(name: &str) -> TopicName {
    name.parse().unwrap()
}

pub(crate) fn at(topic: &TopicName, partition: i32) -> TopicPartition {
    TopicPartition { topic: topic.clone(), partition: PartitionId::try_from(partition).unwrap() }
}

pub(crate) fn offset(number: i64) -> Offset {
    Offset::try_from(number).unwrap()
}

/// What the API page says for code 3.
pub(crate) const UNKNOWN_PARTITION: &str =
    "This request is for a topic or partition that does not exist on this broker.";

pub(crate) const UNKNOWN: KafkaError = KafkaError::UnknownTopicOrPartition;
