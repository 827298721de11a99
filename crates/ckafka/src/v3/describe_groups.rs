//! `DescribeGroup` and `DescribeGroupInfo`: [`ListGroup`] and [`GetGroupInfo`] in API 3.0.

use crate::question::{JsonBody, quoted};
use crate::{GetGroupInfo, ListGroup};

impl ListGroup {
    pub(crate) const ACTION_V3: &'static str = "DescribeGroup";

    /// The request's parameters in API 3.0, which has no parameter for one whole name: it is searched for.
    pub fn body(&self) -> JsonBody {
        let group = self.group.as_ref().map(|group| group.as_str().to_owned());
        JsonBody::new()
            .text("InstanceId", self.instance.as_str())
            .search(self.search.as_ref().or(group.as_ref()))
            .page(self.page)
    }
}

impl GetGroupInfo {
    pub(crate) const ACTION_V3: &'static str = "DescribeGroupInfo";

    /// The request's parameters in API 3.0.
    pub fn body(&self) -> JsonBody {
        JsonBody::new()
            .text("InstanceId", self.instance.as_str())
            .list("GroupList", self.groups().map(|group| quoted(group.as_str())).collect())
    }
}
