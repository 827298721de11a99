//! A request as a server sees it: one of the actions, checked.

use crate::server::ApiError;
use crate::v2::{
    DescribeCapabilities, GetGroupInfo, GetGroupOffsets, GetTopicAttributes, ListGroup, ListInstance,
    ListTopic, SetGroupOffsets, SetPartitionOffsets, required,
};
use crate::v3::{BatchModify, ModifyGroupOffsets, VERSION};
use crate::{InstanceId, Params};

/// The actions, each by all its names: in API 2.0 first, then in API 3.0. By any of them a right is given, for all.
const ACTIONS: [&[&str]; 9] = [
    &[DescribeCapabilities::ACTION],
    &[ListInstance::ACTION, ListInstance::ACTION_V3, ListInstance::ACTION_V3_DETAIL],
    &[ListGroup::ACTION, ListGroup::ACTION_V3],
    &[ListTopic::ACTION, ListTopic::ACTION_V3],
    &[GetTopicAttributes::ACTION, GetTopicAttributes::ACTION_V3],
    &[GetGroupInfo::ACTION, GetGroupInfo::ACTION_V3],
    &[GetGroupOffsets::ACTION, GetGroupOffsets::ACTION_V3],
    &[SetGroupOffsets::ACTION, ModifyGroupOffsets::ACTION],
    &[SetPartitionOffsets::ACTION, BatchModify::ACTION],
];

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
    /// Move offsets by one strategy, in all or some partitions of named topics; from API 3.0 only.
    ModifyGroupOffsets(ModifyGroupOffsets),
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
            DescribeCapabilities::ACTION => Self::DescribeCapabilities(DescribeCapabilities::decode(params)?),
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

    /// Reads and checks a request of API 3.0: the action and version that its headers name, and its parameters.
    ///
    /// # Errors
    /// [`ApiError::UnknownAction`], [`ApiError::UnknownVersion`], or [`ApiError::BadParameter`] with a sentence that
    /// names parameter, value, and way out.
    ///
    /// ```
    /// use ckafka_api::{Params, ServerRequest};
    ///
    /// let body = br#"{"InstanceId":"ckafka-demo","Group":"billing","Topics":["orders"],"Strategy":0,"Shift":-500}"#;
    /// let params = Params::parse_json(body).unwrap();
    /// let request = ServerRequest::decode_v3("ModifyGroupOffsets", "2019-08-19", &params).unwrap();
    /// assert!(request.writes());
    /// ```
    pub fn decode_v3(action: &str, version: &str, params: &Params) -> Result<Self, ApiError> {
        if version != VERSION {
            return Err(ApiError::UnknownVersion(version.chars().take(80).collect()));
        }
        Ok(match action {
            ListInstance::ACTION_V3 | ListInstance::ACTION_V3_DETAIL => {
                Self::ListInstance(ListInstance::decode_v3(params)?)
            }
            ListGroup::ACTION_V3 => Self::ListGroup(ListGroup::decode_v3(params)?),
            ListTopic::ACTION_V3 => Self::ListTopic(ListTopic::decode_v3(params)?),
            GetTopicAttributes::ACTION_V3 => Self::GetTopicAttributes(GetTopicAttributes::decode_v3(params)?),
            GetGroupInfo::ACTION_V3 => Self::GetGroupInfo(GetGroupInfo::decode_v3(params)?),
            GetGroupOffsets::ACTION_V3 => Self::GetGroupOffsets(GetGroupOffsets::decode_v3(params)?),
            ModifyGroupOffsets::ACTION => Self::ModifyGroupOffsets(ModifyGroupOffsets::decode(params)?),
            BatchModify::ACTION => Self::SetPartitionOffsets(SetPartitionOffsets::decode_v3(params)?),
            other => return Err(ApiError::UnknownAction(other.chars().take(80).collect())),
        })
    }

    /// Names of all actions in both versions.
    pub fn action_names() -> impl Iterator<Item = &'static str> {
        ACTIONS.iter().copied().flatten().copied()
    }

    /// Names of the action in both versions, that of API 2.0 first. By any of them a right is given, whatever the
    /// version that a request comes in.
    ///
    /// ```
    /// use ckafka_api::{Params, ServerRequest};
    ///
    /// let request = ServerRequest::decode(&Params::parse(b"Action=ListGroup&instanceId=x").unwrap()).unwrap();
    /// assert_eq!(request.names(), ["ListGroup", "DescribeGroup"]);
    /// ```
    pub fn names(&self) -> &'static [&'static str] {
        ACTIONS.iter().copied().find(|names| names.first() == Some(&self.action())).unwrap_or(&[])
    }

    /// Name of the action in API 2.0, in the right spelling.
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
            Self::ModifyGroupOffsets(_) => SetGroupOffsets::ACTION,
            Self::SetPartitionOffsets(_) => SetPartitionOffsets::ACTION,
        }
    }

    /// The instance that the request is about; `None` where it is about all of them.
    pub fn instance(&self) -> Option<&InstanceId> {
        match self {
            Self::DescribeCapabilities(request) => request.instance.as_ref(),
            Self::ListInstance(request) => request.instance.as_ref(),
            Self::ListGroup(request) => Some(&request.instance),
            Self::ListTopic(request) => Some(&request.instance),
            Self::GetTopicAttributes(request) => Some(&request.instance),
            Self::GetGroupInfo(request) => Some(&request.instance),
            Self::GetGroupOffsets(request) => Some(&request.instance),
            Self::SetGroupOffsets(request) => Some(&request.instance),
            Self::ModifyGroupOffsets(request) => Some(&request.instance),
            Self::SetPartitionOffsets(request) => Some(&request.instance),
        }
    }

    /// Whether offsets may move: a reset that is no dry run.
    pub fn writes(&self) -> bool {
        match self {
            Self::SetGroupOffsets(request) => !request.dry_run,
            Self::ModifyGroupOffsets(_) => true,
            Self::SetPartitionOffsets(request) => !request.dry_run,
            _ => false,
        }
    }
}
