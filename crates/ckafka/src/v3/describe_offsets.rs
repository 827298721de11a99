//! `DescribeGroupOffsets`: [`GetGroupOffsets`] in API 3.0.

use crate::question::JsonBody;
use crate::{GetGroupOffsets, Topics};

impl GetGroupOffsets {
    pub(crate) const ACTION_V3: &'static str = "DescribeGroupOffsets";

    /// The request's parameters in API 3.0. It looks no time up: `at_time` is not sent.
    pub fn body(&self) -> JsonBody {
        let mut body =
            JsonBody::new().text("InstanceId", self.instance.as_str()).text("Group", self.group.as_str());
        if let Topics::Named(selection) = &self.topics {
            body = body.topics("Topics", selection.iter());
        }
        body.search(self.search.as_ref()).page(self.page)
    }
}
