//! `ListInstance`: the instances behind an endpoint.

use super::answer::to_json;
use super::fields::{refuse_misspelt, refused, search_word};
use super::page::Page;
use super::wire::Int;
use crate::envelope::Payload;
use crate::{InstanceId, ParameterError, Params};
use serde::de::MapAccess;
use serde::{Deserialize, Serialize};

/// One instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstanceSummary {
    /// Id by which calls name it.
    pub id: InstanceId,
    /// Name for people; may be empty.
    pub name: String,
    /// Marked as production: resets need the highest confirmation. An addition of our gateway (field
    /// `production`, 1 or 0); `false` where the endpoint does not say.
    pub production: bool,
}

/// Request of the action `ListInstance`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListInstance {
    /// Only this instance.
    pub instance: Option<InstanceId>,
    /// Only instances whose id or name contains this.
    pub search: Option<String>,
    /// Which part of the list.
    pub page: Page,
}

impl ListInstance {
    pub(crate) const ACTION: &'static str = "ListInstance";
    /// Documented; the most that may be asked of an endpoint that does not say otherwise is 20.
    const DEFAULT_LIMIT: u32 = 10;
    pub(crate) const LARGEST_LIMIT: u32 = 20;

    /// The request's parameters.
    pub fn params(&self) -> Params {
        let mut params = Params::new();
        if let Some(instance) = &self.instance {
            params.push("instanceId", instance.as_str());
        }
        if let Some(search) = &self.search {
            params.push("searchWord", search.as_str());
        }
        self.page.push(&mut params);
        params
    }

    pub(crate) fn decode(params: &Params) -> Result<Self, ParameterError> {
        refuse_misspelt(params, &["instanceId", "searchWord", "status", "offset", "limit"])?;
        let instance = params.get("instanceId").filter(|id| !id.is_empty());
        Ok(Self {
            instance: instance
                .map(|id| id.parse().map_err(|error| refused("instanceId", id, error)))
                .transpose()?,
            search: search_word(params),
            page: Page::read(params, Self::DEFAULT_LIMIT)?,
        })
    }

    /// The answer for the whole list of instances (already narrowed by `instance`, `search`): the asked page.
    pub fn encode_answer(&self, all: &[InstanceSummary]) -> Vec<u8> {
        let rows = self.page.of(all).iter().map(|instance| EncodedInstance {
            instance_id: instance.id.as_str(),
            instance_name: &instance.name,
            status: 1,
            production: instance.production.then_some(1),
        });
        to_json(&Encoded {
            code: 0,
            message: "ok",
            code_desc: "Success",
            total_count: all.len(),
            instance_list: rows.collect(),
        })
    }

    /// The instances of `all` that the request asks for.
    pub fn narrow(&self, all: impl IntoIterator<Item = InstanceSummary>) -> Vec<InstanceSummary> {
        all.into_iter()
            .filter(|one| self.instance.as_ref().is_none_or(|id| *id == one.id))
            .filter(|one| {
                self.search
                    .as_ref()
                    .is_none_or(|word| one.id.as_str().contains(word) || one.name.contains(word))
            })
            .collect()
    }
}

#[derive(Serialize)]
struct Encoded<'a> {
    code: i64,
    message: &'static str,
    #[serde(rename = "codeDesc")]
    code_desc: &'static str,
    #[serde(rename = "totalCount")]
    total_count: usize,
    #[serde(rename = "instanceList")]
    instance_list: Vec<EncodedInstance<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EncodedInstance<'a> {
    instance_id: &'a str,
    instance_name: &'a str,
    /// 1 is "running"
    status: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    production: Option<i64>,
}

/// The result as received.
#[derive(Default)]
pub(crate) struct ListInstancePayload {
    pub(crate) total: Option<i64>,
    rows: Option<Vec<Row>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Row {
    #[serde(alias = "InstanceId")]
    instance_id: Option<String>,
    #[serde(alias = "InstanceName")]
    instance_name: Option<String>,
    production: Option<Int>,
}

impl Payload for ListInstancePayload {
    fn take<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error> {
        match name {
            "totalCount" | "TotalCount" => {
                self.total = map.next_value::<Option<Int>>()?.map(|Int(total)| total)
            }
            "instanceList" | "InstanceList" => self.rows = map.next_value()?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

impl ListInstancePayload {
    /// The names of all rows that came, and those rows that calls can name.
    pub(crate) fn into_rows(self) -> (Vec<Option<String>>, Vec<InstanceSummary>) {
        let rows = self.rows.unwrap_or_default();
        let names = rows.iter().map(|row| row.instance_id.clone()).collect();
        let usable = rows.into_iter().filter_map(|row| {
            Some(InstanceSummary {
                id: row.instance_id?.parse().ok()?,
                name: row.instance_name.unwrap_or_default(),
                production: row.production.is_some_and(|Int(flag)| flag != 0),
            })
        });
        (names, usable.collect())
    }
}
