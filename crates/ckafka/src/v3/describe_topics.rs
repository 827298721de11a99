//! `DescribeTopic` and `DescribeTopicAttributes`: [`ListTopic`] and [`GetTopicAttributes`] in API 3.0.

use crate::question::JsonBody;
use crate::{GetTopicAttributes, ListTopic};

impl ListTopic {
    pub(crate) const ACTION_V3: &'static str = "DescribeTopic";

    /// The request's parameters in API 3.0.
    pub fn body(&self) -> JsonBody {
        JsonBody::new()
            .text("InstanceId", self.instance.as_str())
            .search(self.search.as_ref())
            .page(self.page)
    }
}

impl GetTopicAttributes {
    pub(crate) const ACTION_V3: &'static str = "DescribeTopicAttributes";

    /// The request's parameters in API 3.0.
    pub fn body(&self) -> JsonBody {
        JsonBody::new().text("InstanceId", self.instance.as_str()).text("TopicName", self.topic.as_str())
    }
}
