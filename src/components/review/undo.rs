//! Whether this reset can be taken back, and why; said before it is confirmed.

use super::super::icon::{Icon, IconSize};
use crate::format::{Formatter, use_formatter};
use crate::text::{Text, use_text};
use kafka_offsets::{TopicUndo, UndoOutlook, UndoReason, UndoVerdict};
use yew::prelude::*;

/// So many topics of one reason are named; the others are counted.
const NAMED: usize = 3;

/// Props of [`UndoFact`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct UndoFactProps {
    /// The forecast.
    pub undo: UndoOutlook,
}

/// The verdict as a chip, then one sentence per reason.
#[component]
pub fn UndoFact(props: &UndoFactProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let undo = &props.undo;
    // Where some topics can be taken back exactly, the worst verdict would say too little
    let exact = undo.topics.iter().filter(|topic| topic.verdict == UndoVerdict::Exact).count();
    let (tone, verdict) = match undo.verdict {
        UndoVerdict::Exact => ("chip-ok", text.undo_verdict(undo.verdict).to_owned()),
        _ if exact > 0 => {
            let all = undo.topics.len();
            ("chip-warn", text.undo_exact_for(&format.size(exact), &format.size(all), all as u64))
        }
        UndoVerdict::ExactIfRetained | UndoVerdict::FileOnly => {
            ("chip-warn", text.undo_verdict(undo.verdict).to_owned())
        }
        UndoVerdict::NotPossible => ("chip-bad", text.undo_verdict(undo.verdict).to_owned()),
    };
    let reasons = by_reason(&undo.topics);
    html! {
        <div>
            <dt>
                { text.undo_heading() }
                { " " }
                <span class={classes!("chip", tone)}>
                    { Icon::Undo.draw(IconSize::Normal, None) }
                    { verdict }
                </span>
            </dt>
            { for reasons.iter().map(|(reason, verdict, topics)| {
                let mut why = text.undo_reason(*reason, |number| format.size(number));
                if *verdict == UndoVerdict::ExactIfRetained {
                    why = format!("{why}{}{}", text.gap(), text.undo_if_retained());
                }
                if reasons.len() == 1 {
                    return html! { <dd>{ capital(&why) }</dd> };
                }
                html! {
                    <dd>
                        { named(text, &format, topics) }{ text.colon() }
                        <strong>{ text.undo_verdict(*verdict) }</strong>{ text.comma() }{ why }
                    </dd>
                }
            }) }
            if undo.topics.is_empty() {
                <dd>{ text.undo_nothing() }</dd>
            }
        </div>
    }
}

/// The same sentence standing alone.
fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// Topics of the same reason together, worst first.
fn by_reason(topics: &[TopicUndo]) -> Vec<(UndoReason, UndoVerdict, Vec<&TopicUndo>)> {
    let mut reasons: Vec<(UndoReason, UndoVerdict, Vec<&TopicUndo>)> = Vec::new();
    for topic in topics {
        let same = |(reason, verdict, _): &&mut (UndoReason, UndoVerdict, Vec<&TopicUndo>)| {
            (*reason, *verdict) == (topic.reason, topic.verdict)
        };
        match reasons.iter_mut().find(same) {
            Some((_, _, same)) => same.push(topic),
            None => reasons.push((topic.reason, topic.verdict, vec![topic])),
        }
    }
    // There are few reasons; among equal verdicts the order of the plan stays
    reasons.sort_by(|(_, one, _), (_, other, _)| other.cmp(one));
    reasons
}

fn named(text: Text, format: &Formatter, topics: &[&TopicUndo]) -> Html {
    let hidden = topics.len().saturating_sub(NAMED);
    html! {
        <>
            { for topics.iter().take(NAMED).enumerate().map(|(number, topic)| html! {
                <>
                    if number > 0 { { text.comma() } }
                    <bdi class="mono">{ topic.topic.as_str().to_owned() }</bdi>
                </>
            }) }
            if hidden > 0 {
                { text.and_more_topics(&format.size(hidden)) }
            }
        </>
    }
}
