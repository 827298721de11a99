//! `DescribeInstances`: the instances behind an endpoint. [`ListInstance`] in API 3.0.

use crate::ListInstance;
use crate::question::JsonBody;

impl ListInstance {
    pub(crate) const ACTION_V3: &'static str = "DescribeInstances";

    /// The request's parameters in API 3.0.
    pub fn body(&self) -> JsonBody {
        let body = match &self.instance {
            Some(instance) => JsonBody::new().text("InstanceId", instance.as_str()),
            None => JsonBody::new(),
        };
        body.search(self.search.as_ref()).page(self.page)
    }
}
