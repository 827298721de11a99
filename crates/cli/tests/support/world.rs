//! An embedded broker with topics and groups, a gateway in front of it, and what one does to them from outside.

use crate::upstream::Tricky;
use bytes::Bytes;
use ckafka_gateway::args::Args;
use ckafka_gateway::kafka::admin::{Admin, Batch, NewTopic};
use ckafka_gateway::kafka::member::Member;
use ckafka_gateway::kafka::{Address, Cluster, ClusterOptions, KafkaUpstream, Plaintext};
use ckafka_gateway::upstream::{InstanceSummary, OffsetUpstream, ReadTopics};
use ckafka_gateway::{AppState, Instance, Limits, serve, start};
use clap::Parser as _;
use kafka_offsets::{GroupId, Offset, PartitionId, Timestamp, TopicName, TopicPartition, TopicSelection};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// The time of record `k` of every partition is this plus `k` seconds: 2023-11-14T22:13:20Z.
pub(crate) const FIRST_TIME: i64 = 1_700_000_000_000;

/// A cluster and its gateway; everything ends with it.
pub(crate) struct World {
    pub(crate) runtime: Runtime,
    pub(crate) gateway: SocketAddr,
    pub(crate) upstream: Arc<Tricky>,
    admin: Admin,
    broker: Address,
}

/// How the gateway is started.
#[derive(Default)]
pub(crate) struct Gateway<'a> {
    /// Flags of `ckafka-gateway` that say who may call.
    pub(crate) flags: &'a [&'a str],
    pub(crate) production: bool,
    /// Other instances that it serves.
    pub(crate) beside: Vec<Instance>,
}

impl World {
    pub(crate) fn new() -> Self {
        Self::with(&Gateway::default())
    }

    pub(crate) fn with(how: &Gateway<'_>) -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let broker: Address = noida_address();
        let instance = InstanceSummary { id: "ckafka-test".to_owned(), name: "Test".to_owned() };
        let upstream = Arc::new(Tricky::new(KafkaUpstream::new(instance, cluster(&broker))));
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let gateway = listener.local_addr().unwrap();
        let args = Args::parse_from([&["ckafka-gateway"], how.flags].concat());
        let access = start::access(&args, &[gateway]).unwrap();
        let served = Instance {
            upstream: Arc::clone(&upstream) as Arc<dyn OffsetUpstream>,
            production: how.production,
        };
        let served = [&[served], &how.beside[..]].concat();
        let state = AppState::new(served, access, Limits::default());
        runtime.spawn(serve::serve(listener, state, std::future::pending()));
        Self { runtime, gateway, upstream, admin: Admin::new(cluster(&broker)), broker }
    }

    pub(crate) fn endpoint(&self) -> String {
        format!("http://{}/v2/index.php", self.gateway)
    }

    /// A topic whose partitions hold records from a log start up to a log end.
    pub(crate) fn topic(&self, name: &str, logs: &[(i64, i64)]) {
        let topic: TopicName = name.parse().unwrap();
        let partitions = i32::try_from(logs.len()).unwrap();
        self.runtime.block_on(async {
            self.admin.create_topics(&[NewTopic { topic, partitions }]).await.unwrap();
            let filled = (0..).zip(logs).filter(|(_, (_, end))| *end > 0);
            let batches: Vec<_> = filled.map(|(id, (_, end))| (at(name, id), records(0, *end))).collect();
            if !batches.is_empty() {
                self.admin.produce(batches).await.unwrap();
            }
            let cut = (0..).zip(logs).filter(|(_, (start, _))| *start > 0);
            self.admin
                .delete_records_before(cut.map(|(id, (start, _))| (at(name, id), offset(*start))))
                .await
                .unwrap();
        });
    }

    /// Appends so many records.
    pub(crate) fn produce(&self, place: &TopicPartition, end_now: i64, more: i64) {
        let batch = (place.clone(), records(end_now, more));
        self.runtime.block_on(self.admin.produce([batch])).unwrap();
    }

    /// Retention: moves the log start up.
    pub(crate) fn expire(&self, place: &TopicPartition, start: i64) {
        self.runtime.block_on(self.admin.delete_records_before([(place.clone(), offset(start))])).unwrap();
    }

    /// Commits offsets for a group, as a consumer would that has come and gone.
    pub(crate) fn commit(&self, group: &str, offsets: &[(&str, i32, i64)]) {
        let group: GroupId = group.parse().unwrap();
        let offsets = offsets.iter().map(|(topic, id, to)| (at(topic, *id), offset(*to)));
        self.runtime.block_on(self.admin.commit(&group, offsets)).unwrap();
    }

    /// What the group has committed, past gateway and command line.
    pub(crate) fn committed(&self, group: &str, topic: &str) -> Vec<Option<i64>> {
        let topics = ReadTopics::Named(TopicSelection::new([topic.parse().unwrap()]).unwrap());
        let group: GroupId = group.parse().unwrap();
        let read = self.runtime.block_on(self.upstream.snapshot(&group, &topics, None)).unwrap();
        read.partitions.values().map(|found| found.committed.map(Offset::get)).collect()
    }

    /// A consumer that joins the group and stays.
    pub(crate) fn join(&self, group: &str, topic: &str) -> Member {
        let topics = TopicSelection::new([topic.parse().unwrap()]).unwrap();
        let joined = Member::join(cluster(&self.broker), group.parse().unwrap(), topics);
        self.runtime.block_on(joined).unwrap()
    }

    pub(crate) fn leave(&self, member: Member) {
        self.runtime.block_on(member.leave());
    }
}

fn noida_address() -> Address {
    noida::kafka::spawn("127.0.0.1:0").unwrap().to_string().parse().unwrap()
}

fn cluster(broker: &Address) -> Cluster {
    Cluster::new(ClusterOptions::new(vec![broker.clone()]), Box::new(Plaintext))
}

fn records(first: i64, number: i64) -> Batch {
    let times = (first..first + number).map(|k| Timestamp::try_from(FIRST_TIME + k * 1000).unwrap());
    Batch::new(times, &Bytes::from_static(b"x")).unwrap()
}

pub(crate) fn at(topic: &str, partition: i32) -> TopicPartition {
    TopicPartition { topic: topic.parse().unwrap(), partition: PartitionId::try_from(partition).unwrap() }
}

pub(crate) fn offset(number: i64) -> Offset {
    Offset::try_from(number).unwrap()
}
