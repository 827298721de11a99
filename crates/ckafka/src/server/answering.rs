//! In which version an answer is written.

use crate::v3::{encode_error, encode_reset};
use crate::{
    ApiError, GetGroupInfo, GetGroupOffsets, GroupListing, InstanceSummary, ListGroup, ListInstance,
    ListTopic, TopicAttributes, TopicListing, encode_reset_answer,
};
use kafka_offsets::{GroupSummary, OffsetSnapshot, ResetAnswer};

/// The version of the API in which a request came, and in which it is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answering {
    /// API 2.0.
    V2,
    /// API 3.0, where every answer has an id by which people can speak of the request.
    V3 {
        /// The id, unique.
        request_id: String,
    },
}

impl Answering {
    /// The asked page of all instances that the request means.
    pub fn instances(&self, request: &ListInstance, all: &[InstanceSummary]) -> Vec<u8> {
        match self {
            Self::V2 => request.encode_answer(all),
            Self::V3 { request_id } => request.encode_answer_v3(all, request_id),
        }
    }

    /// The asked page of all groups that the request means.
    pub fn groups(&self, request: &ListGroup, all: &[GroupListing]) -> Vec<u8> {
        match self {
            Self::V2 => request.encode_answer(all),
            Self::V3 { request_id } => request.encode_answer_v3(all, request_id),
        }
    }

    /// The asked page of all topics that the request means.
    pub fn topics(&self, request: &ListTopic, all: &[TopicListing]) -> Vec<u8> {
        match self {
            Self::V2 => request.encode_answer(all),
            Self::V3 { request_id } => request.encode_answer_v3(all, request_id),
        }
    }

    /// One topic.
    pub fn topic_attributes(&self, attributes: &TopicAttributes) -> Vec<u8> {
        match self {
            Self::V2 => attributes.encode(),
            Self::V3 { request_id } => attributes.encode_v3(request_id),
        }
    }

    /// State and members of groups.
    pub fn group_info(&self, summaries: &[GroupSummary]) -> Vec<u8> {
        match self {
            Self::V2 => GetGroupInfo::encode_answer(summaries),
            Self::V3 { request_id } => GetGroupInfo::encode_answer_v3(summaries, request_id),
        }
    }

    /// The asked page of a group's offsets.
    pub fn offsets(&self, request: &GetGroupOffsets, snapshot: &OffsetSnapshot) -> Vec<u8> {
        match self {
            Self::V2 => request.encode_answer(snapshot),
            Self::V3 { request_id } => request.encode_answer_v3(snapshot, request_id),
        }
    }

    /// The outcome of a reset: rows in API 2.0, one code or an error in API 3.0.
    pub fn reset(&self, answer: &ResetAnswer) -> Vec<u8> {
        match self {
            Self::V2 => encode_reset_answer(answer),
            Self::V3 { request_id } => encode_reset(answer, request_id),
        }
    }

    /// What is answered instead of a result, to be sent with HTTP status 200 like everything else.
    pub fn error(&self, error: &ApiError) -> Vec<u8> {
        match self {
            Self::V2 => error.encode(),
            Self::V3 { request_id } => encode_error(error, request_id),
        }
    }
}
