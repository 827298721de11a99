//! What can the endpoint do?

use super::{Call, Progress};
use crate::v2::{CapabilitiesPayload, DescribeCapabilities, EndpointCapabilities};
use crate::{HttpResponse, Params, TransportFault, envelope};
use kafka_offsets::{EndpointFault, FaultKind};

/// Asks what the endpoint can do. An endpoint that does not know the question, or does not let this caller ask it,
/// can do nothing beyond the documented API.
#[derive(Debug, Clone, Default)]
pub struct Capabilities;

impl Capabilities {
    /// The call.
    pub fn new() -> Self {
        Self
    }
}

impl Call for Capabilities {
    type Answer = EndpointCapabilities;

    fn action(&self) -> &'static str {
        DescribeCapabilities::ACTION
    }

    fn parameters(&self) -> Params {
        DescribeCapabilities.params()
    }

    fn respond(&mut self, response: Result<HttpResponse, TransportFault>) -> Progress<EndpointCapabilities> {
        Progress::Done(match envelope::read::<CapabilitiesPayload>(response) {
            Ok(payload) => Ok(payload.found),
            Err(EndpointFault {
                kind: FaultKind::UnknownAction | FaultKind::BadParameter | FaultKind::NotAuthorized,
                ..
            }) => Ok(EndpointCapabilities::none()),
            Err(fault) => Err(fault),
        })
    }
}
