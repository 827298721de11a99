//! A member that joins a group and stays: for the embedded cluster's live group and for tests.

use super::cluster::{Cluster, check};
use super::conn::Conn;
use super::{CallError, metadata};
use bytes::{BufMut as _, Bytes, BytesMut};
use kafka_offsets::{GroupId, KafkaError, TopicSelection};
use kafka_protocol::messages::consumer_protocol_assignment::TopicPartition as AssignedTopic;
use kafka_protocol::messages::join_group_request::JoinGroupRequestProtocol;
use kafka_protocol::messages::sync_group_request::SyncGroupRequestAssignment;
use kafka_protocol::messages::{
    ConsumerProtocolAssignment, ConsumerProtocolSubscription, GroupId as WireGroup, HeartbeatRequest,
    JoinGroupRequest, LeaveGroupRequest, SyncGroupRequest, TopicName as WireTopic,
};
use kafka_protocol::protocol::{Encodable, StrBytes};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

const SESSION_LIMIT_MS: i32 = 30_000;
const REBALANCE_LIMIT_MS: i32 = 30_000;
const HEARTBEAT: Duration = Duration::from_secs(1);
/// Pause after a fault before joining again.
const REJOIN: Duration = Duration::from_secs(2);
/// The one way of assigning partitions that this member offers; the name does not matter to anybody else.
const PROTOCOL: &str = "all-to-the-leader";
/// Version of the consumers' own protocol in subscriptions and assignments.
const CONSUMER_PROTOCOL: i16 = 0;

/// A member of a group. It leaves when told so; dropped without, the group keeps it until its session ends.
#[derive(Debug)]
pub struct Member {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Member {
    /// Joins the group as a consumer of the topics, and waits until it is in.
    ///
    /// # Errors
    ///
    /// The first join's error. Later ones are repaired by joining again.
    pub async fn join(cluster: Cluster, group: GroupId, topics: TopicSelection) -> Result<Self, CallError> {
        let mut seat = Seat { cluster, group, topics, member_id: StrBytes::new(), generation: 0 };
        let conn = seat.take().await?;
        let (stop, stopped) = watch::channel(false);
        Ok(Self { stop, task: tokio::spawn(seat.keep(conn, stopped)) })
    }

    /// Leaves the group and waits until that is done or has failed.
    pub async fn leave(self) {
        // Fails only if the task has ended, and then there is nothing to leave.
        if self.stop.send(true).is_ok() {
            let _ = self.task.await;
        }
    }
}

/// A member's place in its group.
#[derive(Debug)]
struct Seat {
    cluster: Cluster,
    group: GroupId,
    topics: TopicSelection,
    member_id: StrBytes,
    generation: i32,
}

impl Seat {
    /// JoinGroup and SyncGroup, as the only member: everything is assigned to it.
    async fn take(&mut self) -> Result<Arc<Conn>, CallError> {
        let conn = self.cluster.coordinator(&self.group).await?;
        self.join_group(&conn).await?;
        let assignment = SyncGroupRequestAssignment::default()
            .with_member_id(self.member_id.clone())
            .with_assignment(self.assignment().await?);
        let request = SyncGroupRequest::default()
            .with_group_id(self.wire_group())
            .with_generation_id(self.generation)
            .with_member_id(self.member_id.clone())
            .with_assignments(vec![assignment]);
        check(conn.call(conn.version::<SyncGroupRequest>(0..=3)?, &request).await?.error_code)?;
        Ok(conn)
    }

    async fn join_group(&mut self, conn: &Conn) -> Result<(), CallError> {
        let version = conn.version::<JoinGroupRequest>(1..=5)?;
        let topics =
            self.topics.iter().map(|topic| StrBytes::from_string(topic.as_str().to_owned())).collect();
        let subscription = consumer_protocol(&ConsumerProtocolSubscription::default().with_topics(topics))?;
        let protocol = JoinGroupRequestProtocol::default()
            .with_name(StrBytes::from_static_str(PROTOCOL))
            .with_metadata(subscription);
        let mut request = JoinGroupRequest::default()
            .with_group_id(self.wire_group())
            .with_session_timeout_ms(SESSION_LIMIT_MS)
            .with_rebalance_timeout_ms(REBALANCE_LIMIT_MS)
            .with_protocol_type(StrBytes::from_static_str("consumer"))
            .with_protocols(vec![protocol])
            .with_member_id(self.member_id.clone());
        let mut answer = conn.call(version, &request).await?;
        // From version 4 on the first answer only hands out the id with which to ask again.
        if KafkaError::from_code(answer.error_code) == KafkaError::MemberIdRequired {
            request.member_id = answer.member_id;
            answer = conn.call(version, &request).await?;
        }
        check(answer.error_code)?;
        self.member_id = answer.member_id;
        self.generation = answer.generation_id;
        Ok(())
    }

    /// Heartbeats until told to stop; whatever goes wrong is answered by joining again.
    async fn keep(mut self, conn: Arc<Conn>, mut stopped: watch::Receiver<bool>) {
        let mut conn = Some(conn);
        loop {
            let pause = if conn.is_some() { HEARTBEAT } else { REJOIN };
            tokio::select! {
                _ = stopped.changed() => break,
                () = tokio::time::sleep(pause) => {}
            }
            conn = match conn {
                Some(conn) => match self.heartbeat(&conn).await {
                    Ok(()) => Some(conn),
                    Err(error) => {
                        self.lose_seat(&error);
                        None
                    }
                },
                None => match self.take().await {
                    Ok(conn) => Some(conn),
                    Err(error) => {
                        self.lose_seat(&error);
                        None
                    }
                },
            };
        }
        if let Some(conn) = conn
            && let Err(error) = self.leave_group(&conn).await
        {
            tracing::warn!(group = %self.group, %error, "a member could not leave its group");
        }
    }

    fn lose_seat(&mut self, error: &CallError) {
        tracing::debug!(group = %self.group, %error, "a member joins its group anew");
        self.cluster.forget_coordinator(&self.group);
        // 27 asks a member to come back; after anything else it comes as a new one.
        if *error != CallError::Broker(KafkaError::RebalanceInProgress) {
            self.member_id = StrBytes::new();
        }
    }

    async fn heartbeat(&self, conn: &Conn) -> Result<(), CallError> {
        let request = HeartbeatRequest::default()
            .with_group_id(self.wire_group())
            .with_generation_id(self.generation)
            .with_member_id(self.member_id.clone());
        check(conn.call(conn.version::<HeartbeatRequest>(0..=3)?, &request).await?.error_code)
    }

    async fn leave_group(&self, conn: &Conn) -> Result<(), CallError> {
        let request = LeaveGroupRequest::default()
            .with_group_id(self.wire_group())
            .with_member_id(self.member_id.clone());
        // From version 3 on several members leave at once, in another form.
        check(conn.call(conn.version::<LeaveGroupRequest>(0..=2)?, &request).await?.error_code)
    }

    /// All partitions of all topics.
    async fn assignment(&self) -> Result<Bytes, CallError> {
        let found = metadata::topics(&*self.cluster.any_conn().await?, &self.topics).await?;
        let readable = found.topics.iter().filter_map(|(name, topic)| Some((name, topic.as_ref().ok()?)));
        let topics = readable.map(|(name, topic)| {
            AssignedTopic::default()
                .with_topic(WireTopic(StrBytes::from_string(name.as_str().to_owned())))
                .with_partitions(topic.partitions.keys().map(|partition| partition.get()).collect())
        });
        consumer_protocol(&ConsumerProtocolAssignment::default().with_assigned_partitions(topics.collect()))
    }

    fn wire_group(&self) -> WireGroup {
        WireGroup(StrBytes::from_string(self.group.as_str().to_owned()))
    }
}

/// A version, then the message in that version.
fn consumer_protocol(message: &impl Encodable) -> Result<Bytes, CallError> {
    let mut bytes = BytesMut::new();
    bytes.put_i16(CONSUMER_PROTOCOL);
    message
        .encode(&mut bytes, CONSUMER_PROTOCOL)
        .map_err(|error| CallError::Unsupported(error.to_string()))?;
    Ok(bytes.freeze())
}
