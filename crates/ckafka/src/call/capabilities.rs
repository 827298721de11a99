//! What can the endpoint do?

use super::{Call, Progress};
use crate::v2::{CapabilitiesPayload, DescribeCapabilities, EndpointCapabilities, ListInstance};
use crate::{ApiVersion, HttpResponse, InstanceId, Page, Question, TransportFault, envelope};
use kafka_offsets::{EndpointFault, FaultKind};

/// Asks what the endpoint can do. An endpoint that does not know the question, or does not let this caller ask it,
/// can do nothing beyond the documented API.
///
/// API 3.0 has no such question, and what it can do is documented; there the list of instances is asked for, which
/// shows whether the endpoint answers at all.
#[derive(Debug, Clone)]
pub struct Capabilities {
    api: ApiVersion,
    instance: Option<InstanceId>,
}

impl Capabilities {
    /// The call, about all instances at once: what can be done on every one of them.
    pub fn new() -> Self {
        Self { api: ApiVersion::V2, instance: None }
    }

    /// The call about one instance, of which an endpoint with several may be able to do more.
    pub fn of(instance: InstanceId) -> Self {
        Self { instance: Some(instance), ..Self::new() }
    }
}

impl Default for Capabilities {
    fn default() -> Self {
        Self::new()
    }
}

impl Call for Capabilities {
    type Answer = EndpointCapabilities;

    fn question(&self, api: ApiVersion) -> Question {
        match api {
            ApiVersion::V2 => {
                let about = DescribeCapabilities { instance: self.instance.clone() };
                Question::V2 { action: DescribeCapabilities::ACTION, params: about.params() }
            }
            ApiVersion::V3 => {
                let first = ListInstance { instance: None, search: None, page: Page { offset: 0, limit: 1 } };
                Question::V3 { action: ListInstance::ACTION_V3, body: first.body() }
            }
        }
    }

    fn asking(&mut self, api: ApiVersion) {
        self.api = api;
    }

    fn respond(&mut self, response: Result<HttpResponse, TransportFault>) -> Progress<EndpointCapabilities> {
        let documented = EndpointCapabilities::documented(self.api);
        Progress::Done(match envelope::read::<CapabilitiesPayload>(response) {
            Ok(payload) if self.api == ApiVersion::V2 => Ok(payload.found),
            Ok(_)
            | Err(EndpointFault {
                kind: FaultKind::UnknownAction | FaultKind::BadParameter | FaultKind::NotAuthorized,
                ..
            }) => Ok(documented),
            Err(fault) => Err(fault),
        })
    }
}
