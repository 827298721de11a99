//! What a fault of the endpoint means for a write.

use kafka_offsets::{EndpointFault, FaultKind};

#[test]
fn a_write_without_a_usable_answer_may_have_happened() {
    for kind in [
        FaultKind::Unreachable,
        FaultKind::TimedOut,
        FaultKind::NotTheApi,
        FaultKind::Truncated,
        FaultKind::Malformed,
        FaultKind::HttpStatus,
        FaultKind::OutcomeUnknown,
        FaultKind::Internal,
        FaultKind::ClockOrReplay,
        FaultKind::Other,
    ] {
        assert!(kind.write_may_have_happened(), "{kind:?}");
    }
}

#[test]
fn a_write_that_was_refused_before_anything_was_written_has_not_happened() {
    for kind in [
        FaultKind::SignatureMismatch,
        FaultKind::NotAuthorized,
        FaultKind::Throttled,
        FaultKind::GroupNotEmpty,
        FaultKind::GroupNotFound,
        FaultKind::UnknownAction,
        FaultKind::UpstreamUnavailable,
        FaultKind::RefusedHere,
    ] {
        assert!(!kind.write_may_have_happened(), "{kind:?}");
    }
}

#[test]
fn a_fault_says_what_happened_and_quotes_what_was_received() {
    let fault = EndpointFault {
        kind: FaultKind::GroupNotEmpty,
        raw_code: "4000 (1049)".to_owned(),
        raw_message: "group is not empty".to_owned(),
    };
    assert_eq!(fault.to_string(), "the group has members (4000 (1049): group is not empty)");
    let silent =
        EndpointFault { kind: FaultKind::TimedOut, raw_code: String::new(), raw_message: String::new() };
    assert_eq!(silent.to_string(), "no answer within the time limit");
}
