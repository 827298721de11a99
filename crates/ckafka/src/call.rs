//! Calls: one question to an endpoint each, as a small state machine without IO.

mod capabilities;
mod group_info;
mod group_offsets;
mod listing;
mod pages;
mod reset;
mod topic_partitions;

pub use capabilities::Capabilities;
pub use group_info::GroupInfo;
pub use group_offsets::GroupOffsets;
pub use listing::{ListGroups, ListInstances, ListTopics};
pub use reset::{Reset, ResetPartitions};
pub use topic_partitions::TopicPartitions;

use crate::{ApiVersion, Connection, HttpRequest, HttpResponse, Question, Stamp, TransportFault};
use kafka_offsets::EndpointFault;

/// Where a call stands after a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress<T> {
    /// Ask [`Call::request`] for the next request (the next page, say), with a fresh stamp.
    Again,
    /// The call is over; it must not be used again.
    Done(Result<T, EndpointFault>),
}

/// One question to an endpoint: alternate [`Call::request`] and [`Call::respond`] until it is done.
///
/// ```
/// use ckafka_api::{ApiVersion, Call, Connection, GroupInfo, HttpResponse, Progress, Signing, Stamp};
///
/// let connection = Connection {
///     api: ApiVersion::V2,
///     signing: Signing::Proxy,
///     signing_host: "ckafka.api.qcloud.com".into(),
///     region: None,
/// };
/// let mut call = GroupInfo::new("ckafka-demo".parse().unwrap(), "billing".parse().unwrap());
///
/// // The transport sends this and brings the response
/// let request = call.request(&connection, Stamp { unix_seconds: 1_700_000_000, nonce: 7 });
/// assert!(request.body.starts_with(b"Action=GetGroupInfo&instanceId=ckafka-demo&group.0=billing&"));
/// let response = HttpResponse {
///     status: 200,
///     body: br#"{"code":0,"data":[{"group":"billing","state":"Empty","err_code":0,"members":[]}]}"#.to_vec(),
/// };
///
/// match call.respond(Ok(response)) {
///     Progress::Done(Ok(group)) => assert!(group.state.accepts_reset()),
///     Progress::Done(Err(fault)) => panic!("{fault}"),
///     Progress::Again => unreachable!("a call with one page is done after one response"),
/// }
/// ```
pub trait Call {
    /// What the call answers.
    type Answer;

    /// What the next request asks, in the words of a version of the API.
    fn question(&self, api: ApiVersion) -> Question;

    /// Takes the response to the last request, or why there is none.
    fn respond(&mut self, response: Result<HttpResponse, TransportFault>) -> Progress<Self::Answer>;

    /// Whether the call changes offsets. After a fault of such a call ask
    /// [`kafka_offsets::FaultKind::write_may_have_happened`], and never send it again before reading back.
    fn writes(&self) -> bool {
        false
    }

    /// Everything that is still to be asked, as far as it is known now; at least the next request.
    fn questions(&self, api: ApiVersion) -> Vec<Question> {
        vec![self.question(api)]
    }

    /// Takes note of the version in which the next request is asked.
    fn asking(&mut self, _api: ApiVersion) {}

    /// The next request, signed if the connection has a key. `stamp` must be fresh for every request.
    fn request(&mut self, connection: &Connection, stamp: Stamp) -> HttpRequest {
        self.asking(connection.api);
        connection.request(&self.question(connection.api), stamp)
    }

    /// The requests as text for people; secrets and signature are replaced by words.
    fn redacted(&self, connection: &Connection) -> String {
        let texts: Vec<String> =
            self.questions(connection.api).iter().map(|question| connection.redacted(question)).collect();
        texts.join("\n\n")
    }
}

/// A call's requests as text for people; see [`Call::redacted`].
pub fn redacted_request(call: &impl Call, connection: &Connection) -> String {
    call.redacted(connection)
}
