//! `DescribeCapabilities`: what an endpoint can do beyond the documented API. An addition of our gateway.

use super::answer::in_data;
use super::fields::{refuse_misspelt, refused};
use super::page::LARGEST_PAGE;
use super::wire::Int;
use crate::envelope::Payload;
use crate::{ApiVersion, InstanceId, ParameterError, Params};
use kafka_offsets::{Abilities, Timestamp};
use serde::Serialize;
use serde::de::MapAccess;

/// The largest page that every list of API 3.0 takes, the one of groups by analogy: its page does not say.
const PAGE_V3: u32 = 50;

/// Request of the action `DescribeCapabilities`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribeCapabilities {
    /// What can be done on this instance; `None`: on every one that the caller may use.
    pub instance: Option<InstanceId>,
}

impl DescribeCapabilities {
    pub(crate) const ACTION: &'static str = "DescribeCapabilities";

    /// The request's parameters.
    pub fn params(&self) -> Params {
        let mut params = Params::new();
        if let Some(instance) = &self.instance {
            params.push("instanceId", instance.as_str());
        }
        params
    }

    pub(crate) fn decode(params: &Params) -> Result<Self, ParameterError> {
        refuse_misspelt(params, &["instanceId"])?;
        let instance = params.get("instanceId").filter(|id| !id.is_empty());
        let instance = instance.map(|id| id.parse().map_err(|error| refused("instanceId", id, error)));
        Ok(Self { instance: instance.transpose()? })
    }
}

/// What an endpoint can do beyond the documented API.
///
/// On the wire, as the answer to `DescribeCapabilities`: `data.capabilities`, a list of words, and two numbers.
///
/// | word | the endpoint |
/// |---|---|
/// | `logStartOffset` | gives `log_start_offset` in `GetGroupOffsets`, and partitions that were never committed |
/// | `timestampOffset` | takes `timestamp` in `GetGroupOffsets` and gives `timestamp_offset` |
/// | `dryRun` | takes `dryRun=1` in resets |
/// | `createGroup` | takes `createGroup=1` in resets, and refuses unknown groups without it |
/// | `setPartitionOffsets` | has the action `SetPartitionOffsets` |
///
/// `data.pageLimit` is the largest `limit` of every list; `data.serverTime` is the endpoint's clock in
/// milliseconds, from which a caller learns how far off its own is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EndpointCapabilities {
    /// Log starts, and partitions without a commit, come with the offsets.
    pub log_start: bool,
    /// Offsets for a time can be looked up.
    pub time_lookup: bool,
    /// A reset can be rehearsed.
    pub dry_run: bool,
    /// Creating a group must be asked for, and can be.
    pub create_group: bool,
    /// Each partition can get an offset of its own.
    pub partition_offsets: bool,
    /// The first message at or after a time can be read (`FetchMessageListByTimestamp` of API 3.0), which narrows
    /// the offset for that time where [`EndpointCapabilities::time_lookup`] is not there.
    pub messages_by_time: bool,
    /// The largest page of every list; `None`: the documented ones.
    pub page_limit: Option<u32>,
    /// The endpoint's clock when it answered.
    pub server_time: Option<Timestamp>,
}

impl EndpointCapabilities {
    /// Everything that this crate knows; what our gateway answers. `server_time` is its clock.
    pub fn all(server_time: Timestamp) -> Self {
        Self {
            log_start: true,
            time_lookup: true,
            dry_run: true,
            create_group: true,
            partition_offsets: true,
            messages_by_time: false,
            page_limit: Some(LARGEST_PAGE),
            server_time: Some(server_time),
        }
    }

    /// Nothing beyond the documented API 2.0, as at the cloud itself.
    pub fn none() -> Self {
        Self::default()
    }

    /// What every endpoint of a version can do, the cloud itself too.
    pub fn documented(api: ApiVersion) -> Self {
        match api {
            ApiVersion::V2 => Self::none(),
            ApiVersion::V3 => Self {
                partition_offsets: true,
                messages_by_time: true,
                page_limit: Some(PAGE_V3),
                ..Self::none()
            },
        }
    }

    /// What of this a reset can make use of, in Kafka's words.
    pub fn abilities(&self) -> Abilities {
        Abilities {
            partition_offsets: self.partition_offsets,
            log_start: self.log_start,
            time_lookup: self.time_lookup,
            dry_run: self.dry_run,
            create_group: self.create_group,
        }
    }

    /// The answer to [`DescribeCapabilities`].
    pub fn encode(&self) -> Vec<u8> {
        in_data(Encoded {
            capabilities: WORDS
                .iter()
                .filter(|(_, field)| *field(&mut self.clone()))
                .map(|(word, _)| *word)
                .collect(),
            page_limit: self.page_limit,
            server_time: self.server_time.map(Timestamp::as_millis),
        })
    }
}

type Field = fn(&mut EndpointCapabilities) -> &mut bool;

/// The words of the answer and the fields that they set.
const WORDS: [(&str, Field); 5] = [
    ("logStartOffset", |it| &mut it.log_start),
    ("timestampOffset", |it| &mut it.time_lookup),
    ("dryRun", |it| &mut it.dry_run),
    ("createGroup", |it| &mut it.create_group),
    ("setPartitionOffsets", |it| &mut it.partition_offsets),
];

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Encoded {
    capabilities: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page_limit: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    server_time: Option<i64>,
}

/// The result as received; unknown words are of a newer endpoint and are passed over.
#[derive(Default)]
pub(crate) struct CapabilitiesPayload {
    pub(crate) found: EndpointCapabilities,
}

impl Payload for CapabilitiesPayload {
    fn take<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error> {
        match name {
            "capabilities" => {
                for word in map.next_value::<Vec<String>>()? {
                    if let Some((_, field)) = WORDS.iter().find(|(known, _)| *known == word) {
                        *field(&mut self.found) = true;
                    }
                }
            }
            "pageLimit" => {
                let limit = map.next_value::<Option<Int>>()?.and_then(|Int(limit)| u32::try_from(limit).ok());
                self.found.page_limit = limit.filter(|limit| *limit > 0);
            }
            "serverTime" => {
                let time =
                    map.next_value::<Option<Int>>()?.and_then(|Int(millis)| Timestamp::try_from(millis).ok());
                self.found.server_time = time;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}
