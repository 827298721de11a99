//! The three lists: instances, groups, topics. Each reads all pages.

use super::pages::{Pages, Step};
use super::{Call, Progress};
use crate::v2::{
    EndpointCapabilities, GroupListing, InstanceSummary, ListGroup, ListGroupPayload, ListInstance,
    ListInstancePayload, ListTopic, ListTopicPayload, TopicListing,
};
use crate::{ApiVersion, HttpResponse, InstanceId, Question, TransportFault, envelope};
use kafka_offsets::EndpointFault;

/// Asks for all instances behind the endpoint.
#[derive(Debug, Clone)]
pub struct ListInstances {
    pages: Pages,
    rows: Vec<InstanceSummary>,
}

/// Asks for all consumer groups of an instance. A group whose name our own rules refuse (empty, control
/// characters) is left out: it could not be named in a request.
#[derive(Debug, Clone)]
pub struct ListGroups {
    instance: InstanceId,
    pages: Pages,
    rows: Vec<GroupListing>,
}

/// Asks for all topics of an instance.
#[derive(Debug, Clone)]
pub struct ListTopics {
    instance: InstanceId,
    pages: Pages,
    rows: Vec<TopicListing>,
}

impl ListInstances {
    /// The call; `capabilities` say how large a page may be.
    pub fn new(capabilities: &EndpointCapabilities) -> Self {
        let limit = capabilities.page_limit.unwrap_or(ListInstance::LARGEST_LIMIT);
        Self { pages: Pages::new(limit), rows: Vec::new() }
    }
}

impl ListGroups {
    /// The call; `capabilities` say how large a page may be.
    pub fn new(instance: InstanceId, capabilities: &EndpointCapabilities) -> Self {
        let limit = capabilities.page_limit.unwrap_or(ListGroup::LARGEST_LIMIT);
        Self { instance, pages: Pages::new(limit), rows: Vec::new() }
    }
}

impl ListTopics {
    /// The call; `capabilities` say how large a page may be.
    pub fn new(instance: InstanceId, capabilities: &EndpointCapabilities) -> Self {
        let limit = capabilities.page_limit.unwrap_or(ListTopic::LARGEST_LIMIT);
        Self { instance, pages: Pages::new(limit), rows: Vec::new() }
    }
}

impl Call for ListInstances {
    type Answer = Vec<InstanceSummary>;

    fn question(&self, api: ApiVersion) -> Question {
        let request = ListInstance { instance: None, search: None, page: self.pages.page() };
        match api {
            ApiVersion::V2 => Question::V2 { action: ListInstance::ACTION, params: request.params() },
            ApiVersion::V3 => Question::V3 { action: ListInstance::ACTION_V3, body: request.body() },
        }
    }

    fn respond(&mut self, response: Result<HttpResponse, TransportFault>) -> Progress<Self::Answer> {
        let page = envelope::read::<ListInstancePayload>(response).map(|payload| {
            let total = payload.total;
            (payload.into_rows(), total)
        });
        collect(&mut self.pages, &mut self.rows, page)
    }
}

impl Call for ListGroups {
    type Answer = Vec<GroupListing>;

    fn question(&self, api: ApiVersion) -> Question {
        let request =
            ListGroup { instance: self.instance.clone(), group: None, search: None, page: self.pages.page() };
        match api {
            ApiVersion::V2 => Question::V2 { action: ListGroup::ACTION, params: request.params() },
            ApiVersion::V3 => Question::V3 { action: ListGroup::ACTION_V3, body: request.body() },
        }
    }

    fn respond(&mut self, response: Result<HttpResponse, TransportFault>) -> Progress<Self::Answer> {
        let page = envelope::read::<ListGroupPayload>(response).map(|payload| {
            let total = payload.total;
            (payload.into_rows(), total)
        });
        collect(&mut self.pages, &mut self.rows, page)
    }
}

impl Call for ListTopics {
    type Answer = Vec<TopicListing>;

    fn question(&self, api: ApiVersion) -> Question {
        let request = ListTopic { instance: self.instance.clone(), search: None, page: self.pages.page() };
        match api {
            ApiVersion::V2 => Question::V2 { action: ListTopic::ACTION, params: request.params() },
            ApiVersion::V3 => Question::V3 { action: ListTopic::ACTION_V3, body: request.body() },
        }
    }

    fn respond(&mut self, response: Result<HttpResponse, TransportFault>) -> Progress<Self::Answer> {
        let page = envelope::read::<ListTopicPayload>(response).map(|payload| {
            let total = payload.total;
            (payload.into_rows(), total)
        });
        collect(&mut self.pages, &mut self.rows, page)
    }
}

/// A page as received: the names of all rows that came, those that can be used, and the total.
type PageOf<T> = ((Vec<Option<String>>, Vec<T>), Option<i64>);

fn collect<T>(
    pages: &mut Pages,
    rows: &mut Vec<T>,
    page: Result<PageOf<T>, EndpointFault>,
) -> Progress<Vec<T>> {
    let step = page.and_then(|((names, usable), total)| {
        let step = pages.take(names, total)?;
        rows.extend(usable);
        Ok(step)
    });
    match step {
        Ok(Step::Next) => Progress::Again,
        Ok(Step::Last) => Progress::Done(Ok(std::mem::take(rows))),
        Ok(Step::StartOver) => {
            rows.clear();
            Progress::Again
        }
        Err(fault) => Progress::Done(Err(fault)),
    }
}
