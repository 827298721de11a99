//! `DescribeInstances` and `DescribeInstancesDetail`: the instances behind an endpoint. [`ListInstance`] in API 3.0.

use super::answer::in_result;
use super::fields::Fields;
use crate::question::JsonBody;
use crate::{InstanceId, InstanceSummary, ListInstance, ParameterError, Params};
use serde::Serialize;

impl ListInstance {
    pub(crate) const ACTION_V3: &'static str = "DescribeInstances";
    /// The same with more fields, all of which may be missing; served with those that are known.
    pub(crate) const ACTION_V3_DETAIL: &'static str = "DescribeInstancesDetail";
    const DEFAULT_LIMIT_V3: u32 = 10;

    /// The request's parameters in API 3.0.
    pub fn body(&self) -> JsonBody {
        let body = match &self.instance {
            Some(instance) => JsonBody::new().text("InstanceId", instance.as_str()),
            None => JsonBody::new(),
        };
        body.search(self.search.as_ref()).page(self.page)
    }

    pub(crate) fn decode_v3(params: &Params) -> Result<Self, ParameterError> {
        const KNOWN: [&str; 5] = ["InstanceId", "InstanceIdList", "SearchWord", "Offset", "Limit"];
        let fields = Fields::new(params, &KNOWN)?;
        let mut named = fields.list::<InstanceId>("InstanceIdList")?;
        if fields.text("InstanceId").is_some() {
            named.push(fields.instance()?);
        }
        let mut named = named.into_iter();
        let instance = named.next();
        if named.any(|other| Some(&other) != instance.as_ref()) {
            return Err(ParameterError::Refused {
                name: "InstanceIdList".to_owned(),
                value: "several".to_owned(),
                way_out: "name one instance, or none and take yours from the list".to_owned(),
            });
        }
        Ok(Self { instance, search: fields.search(), page: fields.page(Self::DEFAULT_LIMIT_V3)? })
    }

    /// The answer in API 3.0 for the whole list of instances, of which the asked page is taken.
    pub fn encode_answer_v3(&self, all: &[InstanceSummary], request_id: &str) -> Vec<u8> {
        let rows = self.page.of(all).iter().map(|instance| EncodedInstance {
            instance_id: instance.id.as_str(),
            instance_name: &instance.name,
            status: 1,
        });
        in_result(Encoded { total_count: all.len(), instance_list: rows.collect() }, request_id)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Encoded<'a> {
    total_count: usize,
    instance_list: Vec<EncodedInstance<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct EncodedInstance<'a> {
    instance_id: &'a str,
    instance_name: &'a str,
    /// 1 is "running"
    status: i64,
}
