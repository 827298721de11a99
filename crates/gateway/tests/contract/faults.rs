//! What happens to a reset when brokers, connections and coordinators fail at the worst moment.

use crate::proxy::{Fault, Held, Proxy, answering};
use crate::world::{at, offset, request, selection, told, topic};
use bytes::Bytes;
use ckafka_gateway::kafka::admin::{Admin, Batch, NewTopic};
use ckafka_gateway::kafka::member::Member;
use ckafka_gateway::kafka::{Address, Cluster, ClusterOptions, KafkaUpstream, Plaintext};
use ckafka_gateway::upstream::{InstanceSummary, OffsetUpstream, ReadTopics, UpstreamError};
use kafka_offsets::{GroupId, Offset, ResetAnswer, ResetStrategy, Timestamp, TopicName};
use kafka_protocol::messages::list_offsets_response::{
    ListOffsetsPartitionResponse, ListOffsetsTopicResponse,
};
use kafka_protocol::messages::offset_commit_response::{
    OffsetCommitResponsePartition, OffsetCommitResponseTopic,
};
use kafka_protocol::messages::{
    ListOffsetsRequest, ListOffsetsResponse, MetadataRequest, OffsetCommitRequest, OffsetCommitResponse,
    OffsetFetchRequest,
};
use std::sync::Arc;
use std::time::Duration;

/// A group that stands at 2 of 5 in a topic of one partition.
struct Bench {
    proxy: Proxy,
    upstream: KafkaUpstream,
    topic: TopicName,
    group: GroupId,
}

impl Bench {
    async fn new() -> Self {
        let proxy = Proxy::start().await;
        let bench = Self {
            upstream: upstream(&proxy.address),
            proxy,
            topic: topic("orders.created"),
            group: "billing".parse().unwrap(),
        };
        let admin = Admin::new(cluster(&bench.proxy.address));
        admin.create_topics(&[NewTopic { topic: bench.topic.clone(), partitions: 1 }]).await.unwrap();
        let times = (0..5).map(|k| Timestamp::try_from(1_700_000_000_000 + k).unwrap());
        let batch = Batch::new(times, &Bytes::from_static(b"x")).unwrap();
        admin.produce([(at(&bench.topic, 0), batch)]).await.unwrap();
        admin.commit(&bench.group, [(at(&bench.topic, 0), offset(2))]).await.unwrap();
        bench
    }

    /// A reset to the log end.
    async fn reset(&self) -> Result<ResetAnswer, UpstreamError> {
        self.upstream.reset(&request(&self.group, [&self.topic], ResetStrategy::Latest), false).await
    }

    async fn told(&self) -> Vec<String> {
        self.reset().await.unwrap().rows.iter().map(told).collect()
    }

    /// What the group has really committed, over a connection of its own.
    async fn committed(&self) -> Option<Offset> {
        let topics = ReadTopics::Named(selection([&self.topic]));
        let snapshot = upstream(&self.proxy.address).snapshot(&self.group, &topics, None).await.unwrap();
        snapshot.partitions[&at(&self.topic, 0)].committed
    }
}

/// Short limits: these tests wait for them.
fn cluster(address: &Address) -> Cluster {
    let limit = Duration::from_secs(2);
    let options = ClusterOptions {
        connect_limit: limit,
        answer_limit: limit,
        ..ClusterOptions::new(vec![address.clone()])
    };
    Cluster::new(options, Box::new(Plaintext))
}

fn upstream(address: &Address) -> KafkaUpstream {
    let instance = InstanceSummary { id: "ckafka-test".to_owned(), name: "Test".to_owned() };
    KafkaUpstream::new(instance, cluster(address))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broker_that_is_not_there_is_unavailable_and_named() {
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let upstream = upstream(&gone.to_string().parse().unwrap());
    let group = "billing".parse().unwrap();
    let request = request(&group, [&topic("orders.created")], ResetStrategy::Latest);
    let refusals = [
        upstream.reset(&request, false).await.unwrap_err(),
        upstream.list_groups().await.unwrap_err(),
        upstream.describe_group(&group).await.unwrap_err(),
    ];
    for refusal in refusals {
        assert!(matches!(refusal, UpstreamError::Unavailable(_)), "{refusal:?}");
        assert!(refusal.to_string().contains(&gone.to_string()), "{refusal}");
        assert!(refusal.to_string().contains("nothing was written"), "{refusal}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn something_that_is_no_broker_is_unavailable_and_says_so() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let answer = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n";
            let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, answer).await;
        }
    });
    let refusal = upstream(&address.to_string().parse().unwrap()).list_topics().await.unwrap_err();
    assert!(matches!(refusal, UpstreamError::Unavailable(_)), "{refusal:?}");
    assert!(refusal.to_string().contains("is that a Kafka broker?"), "{refusal}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broker_that_comes_back_is_used_again() {
    let bench = Bench::new().await;
    assert_eq!(bench.told().await, ["0 -> 5"]);
    bench.proxy.set_down(true);
    let refusal = bench.reset().await.unwrap_err();
    assert!(matches!(refusal, UpstreamError::Unavailable(_)), "{refusal:?}");
    bench.proxy.set_down(false);
    assert_eq!(bench.told().await, ["0 -> 5"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_breaks_during_a_read_is_opened_anew_and_nobody_notices() {
    let bench = Bench::new().await;
    bench.proxy.fault::<MetadataRequest>(Fault::CutBefore);
    bench.proxy.fault::<OffsetFetchRequest>(Fault::CutAfter);
    bench.proxy.fault::<ListOffsetsRequest>(Fault::CutAfter);
    assert_eq!(bench.told().await, ["0 -> 5"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_lost_after_the_commit_is_an_unknown_outcome_and_the_commit_has_happened() {
    let bench = Bench::new().await;
    bench.proxy.fault::<OffsetCommitRequest>(Fault::CutAfter);
    let refusal = bench.reset().await.unwrap_err();
    assert!(matches!(refusal, UpstreamError::OutcomeUnknown(_)), "{refusal:?}");
    assert_eq!(bench.committed().await, Some(offset(5)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_lost_on_the_way_is_an_unknown_outcome_too_and_is_not_sent_again() {
    let bench = Bench::new().await;
    for fault in [Fault::CutBefore, Fault::Silence] {
        bench.proxy.take_seen();
        bench.proxy.fault::<OffsetCommitRequest>(fault);
        let refusal = bench.reset().await.unwrap_err();
        assert!(matches!(refusal, UpstreamError::OutcomeUnknown(_)), "{refusal:?}");
        let commits = bench.proxy.take_seen().into_iter().filter(|key| *key == 8).count();
        assert_eq!(commits, 1, "a write without an answer was sent again");
        assert_eq!(bench.committed().await, Some(offset(2)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_without_an_answer_is_unavailable_and_nothing_is_written() {
    let bench = Bench::new().await;
    bench.proxy.fault::<ListOffsetsRequest>(Fault::Silence);
    let refusal = bench.reset().await.unwrap_err();
    assert!(matches!(refusal, UpstreamError::Unavailable(_)), "{refusal:?}");
    assert_eq!(bench.committed().await, Some(offset(2)));
    assert_eq!(bench.told().await, ["0 -> 5"], "the next try has a new connection");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_a_commit_that_cannot_be_read_is_an_unknown_outcome() {
    let bench = Bench::new().await;
    let garbage = |request: Bytes, _| {
        // The right correlation id, then nonsense.
        Bytes::from([&request[4..8], &[0xff; 9]].concat())
    };
    bench.proxy.fault::<OffsetCommitRequest>(Fault::Instead(Box::new(garbage)));
    let refusal = bench.reset().await.unwrap_err();
    assert!(matches!(refusal, UpstreamError::OutcomeUnknown(_)), "{refusal:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_a_read_that_cannot_be_read_is_an_error_and_the_next_try_works() {
    let bench = Bench::new().await;
    let garbage = |request: Bytes, _| Bytes::from([&request[4..8], &[0xff; 9]].concat());
    bench.proxy.fault::<OffsetFetchRequest>(Fault::Instead(Box::new(garbage)));
    let refusal = bench.reset().await.unwrap_err();
    assert!(matches!(refusal, UpstreamError::Internal(_)), "{refusal:?}");
    assert_eq!(bench.told().await, ["0 -> 5"]);
}

/// The broker answers a commit with this code for every partition, and does not carry it out.
fn commit_refused(code: i16) -> Fault {
    answering(move |request: OffsetCommitRequest| {
        let topics = request.topics.iter().map(|topic| {
            let partitions = topic.partitions.iter().map(|partition| {
                OffsetCommitResponsePartition::default()
                    .with_partition_index(partition.partition_index)
                    .with_error_code(code)
            });
            OffsetCommitResponseTopic::default()
                .with_name(topic.name.clone())
                .with_partitions(partitions.collect())
        });
        OffsetCommitResponse::default().with_topics(topics.collect())
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_that_the_wrong_coordinator_refuses_is_sent_to_the_right_one() {
    let bench = Bench::new().await;
    for code in [14, 15, 16] {
        bench.proxy.fault::<OffsetCommitRequest>(commit_refused(code));
    }
    assert_eq!(bench.told().await, ["0 -> 5"]);
    assert_eq!(bench.committed().await, Some(offset(5)));
}

#[tokio::test(flavor = "multi_thread")]
async fn any_other_refusal_of_a_commit_is_a_failed_row_at_once() {
    let bench = Bench::new().await;
    bench.proxy.take_seen();
    bench.proxy.fault::<OffsetCommitRequest>(commit_refused(30));
    let rows = bench.told().await;
    assert!(rows.len() == 1 && rows[0].starts_with("0 failed 30: "), "{rows:?}");
    assert_eq!(bench.proxy.take_seen().into_iter().filter(|key| *key == 8).count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_that_joins_between_check_and_commit_makes_the_rows_fail() {
    let bench = Bench::new().await;
    let held = Arc::new(Held::default());
    bench.proxy.fault::<OffsetCommitRequest>(Fault::Hold(Arc::clone(&held)));
    let joining = async {
        held.arrived.notified().await;
        let topics = selection([&bench.topic]);
        let member = Member::join(patient(&bench.proxy.address), bench.group.clone(), topics).await.unwrap();
        held.go_on.notify_one();
        member
    };
    let upstream = KafkaUpstream::new(bench.upstream.instance(), patient(&bench.proxy.address));
    let request = request(&bench.group, [&bench.topic], ResetStrategy::Latest);
    let (member, answer) = tokio::join!(joining, upstream.reset(&request, false));
    let rows: Vec<_> = answer.unwrap().rows.iter().map(told).collect();
    assert!(rows.len() == 1 && rows[0].starts_with("0 failed 25: "), "{rows:?}");
    assert_eq!(bench.committed().await, Some(offset(2)));
    member.leave().await;
}

/// With the usual limits: a join takes the embedded broker a third of a second.
fn patient(address: &Address) -> Cluster {
    Cluster::new(ClusterOptions::new(vec![address.clone()]), Box::new(Plaintext))
}

/// The broker says of every partition that it does not lead it.
fn not_the_leader() -> Fault {
    answering(|request: ListOffsetsRequest| {
        let topics = request.topics.iter().map(|topic| {
            let partitions = topic.partitions.iter().map(|partition| {
                ListOffsetsPartitionResponse::default()
                    .with_partition_index(partition.partition_index)
                    .with_error_code(6)
            });
            ListOffsetsTopicResponse::default()
                .with_name(topic.name.clone())
                .with_partitions(partitions.collect())
        });
        ListOffsetsResponse::default().with_topics(topics.collect())
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn partitions_whose_leader_moves_meanwhile_are_asked_for_again() {
    let bench = Bench::new().await;
    bench.proxy.fault::<ListOffsetsRequest>(not_the_leader());
    bench.proxy.fault::<ListOffsetsRequest>(not_the_leader());
    bench.proxy.fault::<ListOffsetsRequest>(not_the_leader());
    assert_eq!(bench.told().await, ["0 -> 5"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partition_that_stays_without_a_leader_fails_alone() {
    let bench = Bench::new().await;
    for _ in 0..8 {
        bench.proxy.fault::<ListOffsetsRequest>(not_the_leader());
    }
    bench.proxy.take_seen();
    let rows = bench.told().await;
    assert!(rows.len() == 1 && rows[0].starts_with("0 failed 6: "), "{rows:?}");
    let asked = bench.proxy.take_seen().into_iter().filter(|key| *key == 2).count();
    assert_eq!(asked, 8, "both ends of the log, once and three times again");
    assert_eq!(bench.committed().await, Some(offset(2)));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_number_of_requests_does_not_depend_on_the_number_of_partitions() {
    let bench = Bench::new().await;
    let large = topic("inventory.levels");
    let admin = Admin::new(cluster(&bench.proxy.address));
    admin.create_topics(&[NewTopic { topic: large.clone(), partitions: 1_000 }]).await.unwrap();
    // Once to get to know the cluster.
    bench.reset().await.unwrap();
    let mut counts = Vec::new();
    for topic in [&bench.topic, &large] {
        bench.proxy.take_seen();
        let request = request(&bench.group, [topic], ResetStrategy::Latest);
        assert!(
            bench.upstream.reset(&request, false).await.unwrap().rows.iter().all(|row| row.code.is_success())
        );
        let mut seen = bench.proxy.take_seen();
        seen.sort_unstable();
        counts.push(seen);
    }
    // ListOffsets for both ends, Metadata, OffsetCommit, OffsetFetch, DescribeGroups.
    assert_eq!(counts[0], [2, 2, 3, 8, 9, 15]);
    assert_eq!(counts[1], counts[0]);
}
