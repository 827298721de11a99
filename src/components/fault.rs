//! A read that did not bring its answer: what happened, what to do, and the endpoint's own words.

use super::notice::{Notice, NoticeTone};
use crate::components::view::view;
use crate::text::faults::Reading;
use crate::text::use_text;
use kafka_offsets::EndpointFault;
use yew::prelude::*;

/// Props of [`FaultNotice`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct FaultNoticeProps {
    /// What was being read.
    pub what: Reading,
    /// What happened.
    pub fault: EndpointFault,
    /// The origin that was called, where the browser may be what keeps this page from reading it.
    #[prop_or_default]
    pub foreign: Option<AttrValue>,
    /// "Read again" was pressed.
    pub on_again: Callback<()>,
    /// "Connection" was pressed.
    pub on_connection: Callback<()>,
}

/// The notice.
#[component]
pub fn FaultNotice(props: &FaultNoticeProps) -> Html {
    let text = use_text();
    let way_out = match &props.foreign {
        Some(origin) => text.fault_foreign(origin),
        None => text.fault_way_out(props.fault.kind).to_owned(),
    };
    let received = text.as_received(&props.fault.raw_code, &props.fault.raw_message);
    view!(Notice {
        tone: NoticeTone::Failed,
        id: "fault-title",
        urgent: true,
        title: text.fault_title(props.fault.kind),
        actions: html! {
            <>
                <button type="button" class="button button-small" onclick={props.on_again.reform(|_| ())}>
                    { text.read_again() }
                </button>
                <button type="button" class="button button-small" onclick={props.on_connection.reform(|_| ())}>
                    { text.connection() }
                </button>
            </>
        },
        children: html! {
            <>
                <p>{ text.fault_of(props.what) }{ text.colon() }{ way_out }{ text.gap() }{ text.nothing_changed() }</p>
                if !received.is_empty() {
                    <p class="mono">{ received }</p>
                }
            </>
        },
    })
}
