//! `ListGroup`: the consumer groups of an instance.

use super::answer::in_data;
use super::fields::{instance, refuse_misspelt, refused, search_word};
use super::page::Page;
use super::wire::Int;
use crate::envelope::Payload;
use crate::{InstanceId, ParameterError, Params};
use kafka_offsets::GroupId;
use serde::de::MapAccess;
use serde::{Deserialize, Serialize};

/// One consumer group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupListing {
    /// The group.
    pub group: GroupId,
    /// `consumer` for the usual ones; empty for a group that only ever got offsets committed from outside.
    pub protocol_type: String,
}

/// Request of the action `ListGroup`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListGroup {
    /// The instance.
    pub instance: InstanceId,
    /// Only this group.
    pub group: Option<GroupId>,
    /// Only groups whose name contains this.
    pub search: Option<String>,
    /// Which part of the list.
    pub page: Page,
}

impl ListGroup {
    pub(crate) const ACTION: &'static str = "ListGroup";
    const DEFAULT_LIMIT: u32 = 20;
    pub(crate) const LARGEST_LIMIT: u32 = 50;

    /// The request's parameters.
    pub fn params(&self) -> Params {
        let mut params = Params::new();
        params.push("instanceId", self.instance.as_str());
        if let Some(group) = &self.group {
            params.push("group", group.as_str());
        }
        if let Some(search) = &self.search {
            params.push("searchWord", search.as_str());
        }
        self.page.push(&mut params);
        params
    }

    pub(crate) fn decode(params: &Params) -> Result<Self, ParameterError> {
        refuse_misspelt(params, &["instanceId", "group", "searchWord", "offset", "limit"])?;
        let group = params.get("group").filter(|name| !name.is_empty());
        Ok(Self {
            instance: instance(params)?,
            group: group
                .map(|name| name.parse().map_err(|error| refused("group", name, error)))
                .transpose()?,
            search: search_word(params),
            page: Page::read(params, Self::DEFAULT_LIMIT)?,
        })
    }

    /// The answer for the whole list of groups (already narrowed by `group`, `search`): the asked page of it.
    pub fn encode_answer(&self, all: &[GroupListing]) -> Vec<u8> {
        let rows = self
            .page
            .of(all)
            .iter()
            .map(|listing| EncodedGroup { group: listing.group.as_str(), protocol: &listing.protocol_type });
        in_data(Encoded { total_count: all.len(), group_list: rows.collect() })
    }

    /// The groups of `all` that the request asks for.
    pub fn narrow(&self, all: impl IntoIterator<Item = GroupListing>) -> Vec<GroupListing> {
        all.into_iter()
            .filter(|one| self.group.as_ref().is_none_or(|group| *group == one.group))
            .filter(|one| self.search.as_ref().is_none_or(|word| one.group.as_str().contains(word)))
            .collect()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Encoded<'a> {
    total_count: usize,
    group_list: Vec<EncodedGroup<'a>>,
}

#[derive(Serialize)]
struct EncodedGroup<'a> {
    group: &'a str,
    protocol: &'a str,
}

/// The result as received.
#[derive(Default)]
pub(crate) struct ListGroupPayload {
    pub(crate) total: Option<i64>,
    rows: Option<Vec<Row>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Row {
    #[serde(alias = "Group")]
    group: Option<String>,
    #[serde(alias = "Protocol")]
    protocol: Option<String>,
}

impl Payload for ListGroupPayload {
    fn take<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error> {
        match name {
            "totalCount" | "TotalCount" => {
                self.total = map.next_value::<Option<Int>>()?.map(|Int(total)| total)
            }
            "groupList" | "GroupList" => self.rows = map.next_value()?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

impl ListGroupPayload {
    /// The names of all rows that came, and those rows whose name can be a group's here.
    pub(crate) fn into_rows(self) -> (Vec<Option<String>>, Vec<GroupListing>) {
        let rows = self.rows.unwrap_or_default();
        let names = rows.iter().map(|row| row.group.clone()).collect();
        let usable = rows.into_iter().filter_map(|row| {
            Some(GroupListing {
                group: row.group?.parse().ok()?,
                protocol_type: row.protocol.unwrap_or_default(),
            })
        });
        (names, usable.collect())
    }
}
