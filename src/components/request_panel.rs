//! One plan in the ways that it can be carried out: the request as it is sent, and the same for a terminal.
//!
//! Secrets are left out by whoever made the texts.

use super::icon::{Icon, IconSize};
use super::review::SharedPlan;
use crate::text::{Text, use_text};
use kafka_offsets::{ResetPlan, write_kafka_csv};
use std::sync::Arc;
use web_sys::HtmlElement;
use yew::prelude::*;

/// No more of a text than this is put into the page; it can be copied and kept as a whole.
const SHOWN: usize = 20_000;

/// Props of [`RequestPanel`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct RequestPanelProps {
    /// What would be done.
    pub plan: Arc<ResetPlan>,
    /// The request; shown as it is.
    pub request: Option<AttrValue>,
    /// The same as a command line.
    #[prop_or_default]
    pub curl: Option<AttrValue>,
    /// The text is in the clipboard now.
    #[prop_or_default]
    pub copied: bool,
    /// Put this text into the clipboard.
    pub on_copy: Callback<AttrValue>,
}

/// The ways, in the order of the tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Request,
    Curl,
    KafkaTool,
    Csv,
}

impl Way {
    const ALL: [Self; 4] = [Self::Request, Self::Curl, Self::KafkaTool, Self::Csv];

    fn id(self) -> &'static str {
        match self {
            Self::Request => "way-request",
            Self::Curl => "way-curl",
            Self::KafkaTool => "way-kafka",
            Self::Csv => "way-csv",
        }
    }

    fn name(self, text: Text) -> &'static str {
        match self {
            Self::Request => text.way_request(),
            Self::Curl => "curl",
            Self::KafkaTool => "kafka-consumer-groups",
            Self::Csv => text.way_csv(),
        }
    }

    fn about(self, text: Text) -> &'static str {
        match self {
            Self::Request => text.request_summary(),
            Self::Curl => text.way_curl_summary(),
            Self::KafkaTool => text.way_kafka_summary(),
            Self::Csv => text.way_csv_summary(),
        }
    }
}

/// The text of a way; `None` where the plan cannot be carried out by it.
fn content(way: Way, text: Text, props: &RequestPanelProps) -> Option<AttrValue> {
    match way {
        Way::Request => props.request.clone(),
        Way::Curl => props.curl.clone(),
        Way::KafkaTool => {
            let command = props.plan.kafka_command()?;
            let file = if command.file.is_some() { text.way_kafka_file() } else { "" };
            let (dry_run, execute) = (text.way_kafka_dry_run(), text.way_kafka_execute());
            let lines = format!("{file}# {dry_run}\n{}\n\n# {execute}\n{}", command.dry_run, command.execute);
            Some(lines.into())
        }
        Way::Csv => {
            let csv = write_kafka_csv(props.plan.absolute_offsets());
            (!csv.is_empty()).then(|| csv.into())
        }
    }
}

/// The tabs and the text of the chosen one.
#[component]
pub fn RequestPanel(props: &RequestPanelProps) -> Html {
    let text = use_text();
    let way = use_state(|| Way::Request);
    let list = use_node_ref();
    let key = (*way, text, SharedPlan(props.plan.clone()), props.request.clone(), props.curl.clone());
    let shown = use_memo(key, |(way, text, ..)| content(*way, *text, props));
    let onclick = {
        let shown = shown.clone();
        props.on_copy.reform(move |_: MouseEvent| (*shown).clone().unwrap_or_default())
    };
    let onkeydown = {
        let (way, list) = (way.clone(), list.clone());
        Callback::from(move |event: KeyboardEvent| {
            let now = Way::ALL.iter().position(|one| *one == *way).unwrap_or(0);
            let next = match event.key().as_str() {
                "ArrowRight" => (now + 1) % Way::ALL.len(),
                "ArrowLeft" => (now + Way::ALL.len() - 1) % Way::ALL.len(),
                "Home" => 0,
                "End" => Way::ALL.len() - 1,
                _ => return,
            };
            event.prevent_default();
            if let Some(next) = Way::ALL.get(next) {
                way.set(*next);
                focus(&list, next.id());
            }
        })
    };
    html! {
        <div>
            <div class="section-title">
                <h3>{ text.request() }</h3>
                <div class="actions">
                    <span role="status" class="count">{ if props.copied { text.copied() } else { "" } }</span>
                    if shown.is_some() {
                        <button type="button" class="button" {onclick}>
                            { Icon::Copy.draw(IconSize::Small, None) }
                            { text.copy() }
                        </button>
                    }
                </div>
            </div>
            <div ref={list} class="tabs" role="tablist" aria-label={text.ways()} {onkeydown}>
                { for Way::ALL.into_iter().map(|one| {
                    let chosen = one == *way;
                    let onclick = {
                        let way = way.clone();
                        Callback::from(move |_: MouseEvent| way.set(one))
                    };
                    html! {
                        <button
                            type="button"
                            id={one.id()}
                            role="tab"
                            aria-selected={if chosen { "true" } else { "false" }}
                            aria-controls="way"
                            tabindex={if chosen { "0" } else { "-1" }}
                            {onclick}
                        >
                            { one.name(text) }
                        </button>
                    }
                }) }
            </div>
            <div id="way" role="tabpanel" aria-labelledby={way.id()} class="stack">
                <p class="count">{ way.about(text) }</p>
                { match &*shown {
                    Some(content) => {
                        let (head, cut) = head(content);
                        html! {
                            <>
                                <div class="code-block" role="group" aria-label={text.request_text()} tabindex="0">{ head.to_owned() }</div>
                                if cut {
                                    <p class="count">{ text.way_cut() }</p>
                                }
                            </>
                        }
                    }
                    None => html! { <p class="muted">{ text.way_not_possible() }</p> },
                } }
            </div>
        </div>
    }
}

fn focus(list: &NodeRef, id: &str) {
    let tab = list
        .cast::<HtmlElement>()
        .and_then(|list| list.query_selector(&format!("[id=\"{id}\"]")).ok().flatten());
    if let Some(tab) = tab.and_then(|tab| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(tab).ok()) {
        // It is in the page, so it can take the focus
        let _ = tab.focus();
    }
}

/// The beginning of a text, whole lines if there are any, and whether there is more.
fn head(content: &str) -> (&str, bool) {
    if content.len() <= SHOWN {
        return (content, false);
    }
    let end = (0..=SHOWN).rev().find(|end| content.is_char_boundary(*end)).unwrap_or(0);
    let head = content.get(..end).unwrap_or_default();
    (head.rsplit_once('\n').map_or(head, |(lines, _)| lines), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_at_the_end_of_a_line_and_a_short_one_is_whole() {
        assert_eq!(head("a\nb"), ("a\nb", false));
        let line = "分区,1,2\n";
        let long = line.repeat(5_000);
        let (head, cut) = head(&long);
        assert!(cut && head.len() <= SHOWN && head.ends_with("1,2"));
    }
}
