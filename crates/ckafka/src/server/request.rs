//! A request as a server sees it: one of the actions, checked.

use crate::server::ApiError;
use crate::v2::{
    DescribeCapabilities, GetGroupInfo, GetGroupOffsets, GetTopicAttributes, ListGroup, ListInstance,
    ListTopic, SetGroupOffsets, SetPartitionOffsets, required,
};
use crate::{InstanceId, Params};

/// One request, decoded. Unknown parameters are gone.
///
/// ```
/// use ckafka_api::{Params, ServerRequest, SignedBy, Topics};
///
/// let body = b"Action=SetGroupOffsets&instanceId=ckafka-demo&group=billing&topics.0=orders&strategy=1&timestamp=-2";
/// let params = Params::parse(body).unwrap();
/// assert_eq!(SignedBy::read(&params).unwrap(), None, "nobody signed this");
/// let ServerRequest::SetGroupOffsets(reset) = ServerRequest::decode(&params).unwrap() else { panic!() };
/// assert!(matches!(reset.topics, Topics::Named(_)));
/// assert!(!reset.dry_run);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServerRequest {
    /// What can this endpoint do?
    DescribeCapabilities(DescribeCapabilities),
    /// Which instances are there?
    ListInstance(ListInstance),
    /// Which groups?
    ListGroup(ListGroup),
    /// Which topics?
    ListTopic(ListTopic),
    /// Which partitions has a topic?
    GetTopicAttributes(GetTopicAttributes),
    /// State and members of groups.
    GetGroupInfo(GetGroupInfo),
    /// Offsets of a group.
    GetGroupOffsets(GetGroupOffsets),
    /// Move offsets by one strategy.
    SetGroupOffsets(SetGroupOffsets),
    /// Move offsets of single partitions.
    SetPartitionOffsets(SetPartitionOffsets),
}

impl ServerRequest {
    /// Reads and checks a request.
    ///
    /// # Errors
    /// [`ApiError::UnknownAction`], or [`ApiError::BadParameter`] with a sentence that names parameter, value, and
    /// way out.
    pub fn decode(params: &Params) -> Result<Self, ApiError> {
        let action = required(params, "Action", "send the name of an action, e.g. Action=GetGroupOffsets")?;
        Ok(match action {
            DescribeCapabilities::ACTION => Self::DescribeCapabilities(DescribeCapabilities),
            ListInstance::ACTION => Self::ListInstance(ListInstance::decode(params)?),
            ListGroup::ACTION => Self::ListGroup(ListGroup::decode(params)?),
            ListTopic::ACTION => Self::ListTopic(ListTopic::decode(params)?),
            GetTopicAttributes::ACTION => Self::GetTopicAttributes(GetTopicAttributes::decode(params)?),
            GetGroupInfo::ACTION => Self::GetGroupInfo(GetGroupInfo::decode(params)?),
            GetGroupOffsets::ACTION => Self::GetGroupOffsets(GetGroupOffsets::decode(params)?),
            SetGroupOffsets::ACTION | SetGroupOffsets::ACTION_SINGULAR => {
                Self::SetGroupOffsets(SetGroupOffsets::decode(params)?)
            }
            SetPartitionOffsets::ACTION => Self::SetPartitionOffsets(SetPartitionOffsets::decode(params)?),
            other => return Err(ApiError::UnknownAction(other.chars().take(80).collect())),
        })
    }

    /// Name of the action, in the right spelling.
    pub fn action(&self) -> &'static str {
        match self {
            Self::DescribeCapabilities(_) => DescribeCapabilities::ACTION,
            Self::ListInstance(_) => ListInstance::ACTION,
            Self::ListGroup(_) => ListGroup::ACTION,
            Self::ListTopic(_) => ListTopic::ACTION,
            Self::GetTopicAttributes(_) => GetTopicAttributes::ACTION,
            Self::GetGroupInfo(_) => GetGroupInfo::ACTION,
            Self::GetGroupOffsets(_) => GetGroupOffsets::ACTION,
            Self::SetGroupOffsets(_) => SetGroupOffsets::ACTION,
            Self::SetPartitionOffsets(_) => SetPartitionOffsets::ACTION,
        }
    }

    /// The instance that the request is about; `None` where it is about all of them.
    pub fn instance(&self) -> Option<&InstanceId> {
        match self {
            Self::DescribeCapabilities(_) => None,
            Self::ListInstance(request) => request.instance.as_ref(),
            Self::ListGroup(request) => Some(&request.instance),
            Self::ListTopic(request) => Some(&request.instance),
            Self::GetTopicAttributes(request) => Some(&request.instance),
            Self::GetGroupInfo(request) => Some(&request.instance),
            Self::GetGroupOffsets(request) => Some(&request.instance),
            Self::SetGroupOffsets(request) => Some(&request.instance),
            Self::SetPartitionOffsets(request) => Some(&request.instance),
        }
    }

    /// Whether offsets may move: a reset that is no dry run.
    pub fn writes(&self) -> bool {
        match self {
            Self::SetGroupOffsets(request) => !request.dry_run,
            Self::SetPartitionOffsets(request) => !request.dry_run,
            _ => false,
        }
    }
}
