//! The CKafka API in both directions, without IO and without a clock.
//!
//! | question | where |
//! |---|---|
//! | ask an endpoint something | a [`Call`] such as [`GroupOffsets`] or [`Reset`], over a [`Connection`] |
//! | serve the API | [`Params::parse`], [`SignedBy`], [`ServerRequest`], [`Answering`], [`ApiError`] |
//! | sign, or check a signature | [`sign::v2`], [`sign::tc3`] |
//! | what a code means | [`CODES`], [`code_entry`]; of API 3.0 [`WORDS`], [`word_kind`] |
//!
//! CKafka's words and sentinels stay in here. What comes out speaks Kafka's: types of `kafka-offsets`, and for
//! everything that can go wrong [`kafka_offsets::EndpointFault`].
//!
//! Answers are read by `serde_json` from bytes into typed structs, in one pass, since they can be large.

mod call;
mod connection;
mod curl;
mod envelope;
mod faults;
mod http;
mod instance;
mod json_params;
mod parameter_error;
mod params;
mod question;
mod regions;
mod server;
pub mod sign;
mod v2;
mod v3;

pub use call::{
    Call, Capabilities, GroupInfo, GroupOffsets, ListGroups, ListInstances, ListTopics, Progress, Reset,
    ResetPartitions, TopicPartitions, redacted_request,
};
pub use connection::{ApiVersion, Connection, Signing};
pub use curl::curl_request;
pub use faults::{CODES, CodeEntry, WORDS, code_entry, word_kind};
pub use http::{HttpRequest, HttpResponse, Method, Stamp, TransportFault};
pub use instance::{InstanceId, InstanceIdError};
pub use parameter_error::ParameterError;
pub use params::Params;
pub use question::{JsonBody, Question};
pub use regions::REGIONS;
pub use server::{Answering, ApiError, ServerRequest, SignedBy};
pub use sign::{Credential, CredentialError, VerifyError};
pub use v2::{
    DescribeCapabilities, EndpointCapabilities, Expected, GetGroupInfo, GetGroupOffsets, GetTopicAttributes,
    GroupListing, InstanceSummary, ListGroup, ListInstance, ListTopic, NotUniform, OffsetTable, Page,
    PlanLine, SetGroupOffsets, SetPartitionOffsets, TopicAttributes, TopicListing, TopicPartitionState,
    Topics, UniformStrategy, encode_reset_answer,
};
pub use v3::{FetchMessages, ModifyGroupOffsets};
