//! A fault of the endpoint in words: what it means, what to do, and its own code and message as received.

use crate::text::use_text;
use kafka_offsets::EndpointFault;
use yew::prelude::*;

/// Props of [`FaultText`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct FaultTextProps {
    /// The fault.
    pub fault: EndpointFault,
}

/// Title, way out, raw words.
#[component]
pub fn FaultText(props: &FaultTextProps) -> Html {
    let text = use_text();
    let EndpointFault { kind, raw_code, raw_message } = &props.fault;
    let received = text.as_received(raw_code, raw_message);
    html! {
        <>
            <p><strong>{ text.fault_title(*kind) }</strong>{ ". " }{ text.fault_way_out(*kind) }</p>
            if !received.is_empty() {
                <p><bdi class="mono">{ received }</bdi></p>
            }
        </>
    }
}
