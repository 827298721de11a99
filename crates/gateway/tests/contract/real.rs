//! What only a real Kafka can show.

use crate::world::{at, offset, request, selection, told};
use crate::{admin, upstream};
use bytes::{Bytes, BytesMut};
use ckafka_gateway::kafka::Address;
use ckafka_gateway::kafka::admin::NewTopic;
use ckafka_gateway::upstream::{OffsetUpstream, UpstreamError};
use kafka_offsets::{GroupId, GroupState, ResetStrategy, TopicName};
use kafka_protocol::messages::{
    ConsumerGroupHeartbeatRequest, GroupId as WireGroup, RequestHeader, ResponseHeader,
    ShareGroupHeartbeatRequest, TopicName as WireTopic,
};
use kafka_protocol::protocol::{Decodable, Encodable, HeaderVersion, Request, StrBytes};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Where the real Kafka listens.
pub(crate) fn bootstrap() -> Address {
    let text = std::env::var("KAFKA_BOOTSTRAP").expect(
        "KAFKA_BOOTSTRAP is not set to the HOST:PORT of a Kafka; `cargo xtask test --only real-kafka` starts one and sets it",
    );
    text.parse().expect("KAFKA_BOOTSTRAP is HOST:PORT")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_of_the_newer_protocol_is_seen_refused_while_live_and_reset_when_empty() {
    let address = bootstrap();
    let (upstream, admin) = (upstream(&address), admin(&address));
    let unique = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    let topic: TopicName = format!("newer-protocol-{unique}").parse().unwrap();
    let group: GroupId = topic.as_str().parse().unwrap();
    admin.create_topics(&[NewTopic { topic: topic.clone(), partitions: 2 }]).await.unwrap();
    let earliest = request(&group, [&topic], ResetStrategy::Earliest);
    assert_eq!(upstream.reset(&earliest, false).await, Err(UpstreamError::GroupNotFound(group.clone())));

    let mut member = Member848::join(&address, &group, &topic).await;
    let refusal = upstream.reset(&earliest, false).await;
    let Err(UpstreamError::GroupNotEmpty { state, members, .. }) = refusal else {
        panic!("a live group was not refused: {refusal:?}");
    };
    assert!([GroupState::Stable, GroupState::Assigning, GroupState::Reconciling].contains(&state), "{state}");
    assert_eq!(members.len(), 1);
    assert_eq!(members[0].client_id, CLIENT_ID);
    assert!(upstream.list_groups().await.unwrap().iter().any(|listing| listing.group == group));

    member.leave().await;
    assert_eq!(upstream.describe_group(&group).await.unwrap().state, GroupState::Empty);
    let rows: Vec<_> = upstream.reset(&earliest, false).await.unwrap().rows.iter().map(told).collect();
    assert_eq!(rows, ["0 -> 0", "1 -> 0"]);
    let topics = ckafka_gateway::upstream::ReadTopics::Named(selection([&topic]));
    let snapshot = upstream.snapshot(&group, &topics, None).await.unwrap();
    assert_eq!(snapshot.partitions[&at(&topic, 1)].committed, Some(offset(0)));
    admin.delete_topics([&topic]).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_share_group_is_not_taken_for_one_that_does_not_exist() {
    let address = bootstrap();
    let (upstream, admin) = (upstream(&address), admin(&address));
    let unique = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    let topic: TopicName = format!("shared-{unique}").parse().unwrap();
    let group: GroupId = topic.as_str().parse().unwrap();
    admin.create_topics(&[NewTopic { topic: topic.clone(), partitions: 1 }]).await.unwrap();
    let mut stream = connect(&address).await;
    let joining = ShareGroupHeartbeatRequest::default()
        .with_group_id(wire(&group))
        // Any 128 bits in this form: the member names itself.
        .with_member_id(StrBytes::from_static_str("AAAAAAAAAAAAAAAAAAAAAQ"))
        .with_subscribed_topic_names(Some(vec![WireTopic(StrBytes::from_string(topic.to_string()))]));
    let joined = send(&mut stream, 1, &joining).await;
    assert_eq!(joined.error_code, 0, "{:?}", joined.error_message);

    let mut reset = request(&group, [&topic], ResetStrategy::Earliest);
    for create_group in [false, true] {
        reset.create_group = create_group;
        let refusal = upstream.reset(&reset, false).await;
        let Err(UpstreamError::GroupNotEmpty { state, .. }) = refusal else {
            panic!("a share group was not refused: {refusal:?}");
        };
        assert_eq!(state, GroupState::Unknown("share group".to_owned()));
    }
    let left = send(&mut stream, 1, &joining.with_member_epoch(-1)).await;
    assert_eq!(left.error_code, 0, "{:?}", left.error_message);
    admin.delete_topics([&topic]).await.unwrap();
}

const CLIENT_ID: &str = "a-newer-consumer";
/// The version that every broker with the newer protocol offers.
const VERSION: i16 = 0;

/// A consumer of the newer group protocol (KIP-848), by its heartbeats alone.
struct Member848 {
    stream: TcpStream,
    group: WireGroup,
    member_id: StrBytes,
}

impl Member848 {
    async fn join(address: &Address, group: &GroupId, topic: &TopicName) -> Self {
        let mut member =
            Self { stream: connect(address).await, group: wire(group), member_id: StrBytes::new() };
        let topic = WireTopic(StrBytes::from_string(topic.as_str().to_owned()));
        let joining = member
            .heartbeat(0)
            .with_rebalance_timeout_ms(30_000)
            .with_subscribed_topic_names(Some(vec![topic]))
            .with_topic_partitions(Some(Vec::new()));
        let joined = send(&mut member.stream, VERSION, &joining).await;
        assert_eq!(joined.error_code, 0, "{:?}", joined.error_message);
        member.member_id = joined.member_id.unwrap();
        member
    }

    async fn leave(&mut self) {
        let leaving = self.heartbeat(-1);
        let left = send(&mut self.stream, VERSION, &leaving).await;
        assert_eq!(left.error_code, 0, "{:?}", left.error_message);
    }

    fn heartbeat(&self, epoch: i32) -> ConsumerGroupHeartbeatRequest {
        ConsumerGroupHeartbeatRequest::default()
            .with_group_id(self.group.clone())
            .with_member_id(self.member_id.clone())
            .with_member_epoch(epoch)
    }
}

fn wire(group: &GroupId) -> WireGroup {
    WireGroup(StrBytes::from_string(group.as_str().to_owned()))
}

async fn connect(address: &Address) -> TcpStream {
    TcpStream::connect((address.host.as_str(), address.port)).await.unwrap()
}

/// One request and its answer, by hand: the gateway's own client knows nothing of these requests.
async fn send<R: Request>(stream: &mut TcpStream, version: i16, request: &R) -> R::Response {
    let mut frame = BytesMut::new();
    let header = RequestHeader::default()
        .with_request_api_key(R::KEY)
        .with_request_api_version(version)
        .with_client_id(Some(StrBytes::from_static_str(CLIENT_ID)));
    header.encode(&mut frame, R::header_version(version)).unwrap();
    request.encode(&mut frame, version).unwrap();
    stream.write_u32(frame.len().try_into().unwrap()).await.unwrap();
    stream.write_all(&frame).await.unwrap();
    let mut answer = vec![0; stream.read_u32().await.unwrap().try_into().unwrap()];
    stream.read_exact(&mut answer).await.unwrap();
    let mut answer = Bytes::from(answer);
    ResponseHeader::decode(&mut answer, R::Response::header_version(version)).unwrap();
    R::Response::decode(&mut answer, version).unwrap()
}
