//! What the chosen strategy means: the resolved time, and the effect by topic.

use super::icon::{Icon, IconSize};
use crate::components::view::view;
use crate::format::{Formatter, use_formatter};
use crate::state::Remote;
use crate::state::effect::TopicEffect;
use crate::text::use_text;
use kafka_offsets::{Count, Timestamp};
use std::rc::Rc;
use yew::prelude::*;

/// More topics than these are left to the review.
const SHOWN: usize = 12;

/// The effect as far as it is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// Topic by topic.
    pub topics: Rc<Vec<TopicEffect>>,
    /// When the offsets behind it were read.
    pub read_at: Timestamp,
}

/// Props of [`Meaning`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct MeaningProps {
    /// The point in time that is meant, for the strategies that have one.
    #[prop_or_default]
    pub at: Option<Timestamp>,
    /// The point in time moves on until the review fixes it.
    #[prop_or_default]
    pub moving: bool,
    /// Now, for the age.
    pub now: Timestamp,
    /// Zone in which the time is also shown.
    pub zone: AttrValue,
    /// A sentence before the effect.
    #[prop_or_default]
    pub sentence: Option<AttrValue>,
    /// The effect.
    pub effect: Remote<Effect>,
}

/// `977,906`, `≥ 3`, `≤ 44,296`, `?`.
fn count_text(count: Count, format: &Formatter) -> String {
    match count {
        Count::Exactly(number) => format.count(number),
        Count::AtLeast(number) => format!("≥ {}", format.count(number)),
        Count::AtMost(number) => format!("≤ {}", format.count(number)),
        Count::Unknown => "?".to_owned(),
    }
}

/// The meaning.
#[component]
pub fn Meaning(props: &MeaningProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    if props.at.is_none() && props.sentence.is_none() && props.effect == Remote::Idle {
        return html! {};
    }
    html! {
        <div class="meaning">
            if let Some(at) = props.at {
                { time(at, props, &format) }
                if at > props.now {
                    <p class="warn">{ Icon::Attention.draw(IconSize::Small, None) }{ " " }{ text.in_the_future() }</p>
                }
            }
            if let Some(sentence) = &props.sentence {
                <p>{ sentence }</p>
            }
            { match &props.effect {
                Remote::Idle => html! {},
                Remote::Loading => html! { <p class="muted">{ text.reading_effect() }</p> },
                Remote::Failed(_) => html! { <p class="muted">{ text.effect_unread() }</p> },
                Remote::Ready(effect) => view!(EffectTable { effect: effect.clone() }),
            } }
        </div>
    }
}

fn time(at: Timestamp, props: &MeaningProps, format: &Formatter) -> Html {
    view!(TimeFacts {
        at,
        moving: props.moving,
        now: props.now,
        zone: props.zone.clone(),
        format: format.clone(),
    })
}

/// Props of [`TimeFacts`].
#[derive(Debug, Clone, PartialEq, Properties)]
struct TimeFactsProps {
    at: Timestamp,
    moving: bool,
    now: Timestamp,
    zone: AttrValue,
    format: Formatter,
}

#[component]
fn TimeFacts(props: &TimeFactsProps) -> Html {
    let text = use_text();
    let format = &props.format;
    // The zone of the field if it is another one than UTC, else the reader's own
    let zone = if props.zone == "UTC" { format.zone() } else { props.zone.as_str() };
    let local = format.zoned_in(zone, props.at).filter(|_| zone != "UTC");
    let utc = format.utc(props.at);
    html! {
        <dl class="pairs">
            <dt>{ "UTC" }</dt>
            <dd>{ utc.strip_suffix(" UTC").unwrap_or(&utc) }</dd>
            if let Some(local) = local {
                <dt>{ zone }</dt>
                <dd>{ local }</dd>
            }
            <dt>{ text.age() }</dt>
            <dd>{ format.age(props.at, props.now) }</dd>
            <dt>{ text.epoch_ms() }</dt>
            <dd>{ props.at.as_millis() }</dd>
            if props.moving {
                <dt>{ text.fixed_at() }</dt>
                <dd>{ text.fixed_at_review() }</dd>
            }
        </dl>
    }
}

/// Props of [`EffectTable`].
#[derive(Debug, Clone, PartialEq, Properties)]
struct EffectTableProps {
    effect: Effect,
}

#[component]
fn EffectTable(props: &EffectTableProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let topics = &props.effect.topics;
    let hidden = topics.len().saturating_sub(SHOWN);
    html! {
        <>
            <table class="table table-effect">
                <caption class="visually-hidden">{ text.effect_by_topic() }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ text.effect_by_topic() }</th>
                        <th scope="col" class="number">{ text.replay() }</th>
                        <th scope="col" class="number">{ text.skip() }</th>
                    </tr>
                </thead>
                <tbody>
                    { for topics.iter().take(SHOWN).map(|effect| html! {
                        <tr key={effect.topic.clone()}>
                            <th scope="row"><bdi class="mono">{ &effect.topic }</bdi></th>
                            { number(effect, effect.replayed, Icon::Replay, "info", &format) }
                            { number(effect, effect.skipped, Icon::Skip, "warn", &format) }
                        </tr>
                    }) }
                </tbody>
            </table>
            { for topics.iter().take(SHOWN).filter(|effect| effect.partitions == 0).map(|effect| html! {
                <p><span class="warn">{ Icon::Attention.draw(IconSize::Small, None) }</span>{ " " }{ text.topic_unknown(&effect.topic) }</p>
            }) }
            { for topics.iter().take(SHOWN).filter(|effect| effect.failing > 0).map(|effect| html! {
                <p><span class="warn">{ Icon::Attention.draw(IconSize::Small, None) }</span>{ " " }{ text.partitions_left_out(&format, effect.failing, &effect.topic) }</p>
            }) }
            { for topics.iter().take(SHOWN).filter(|effect| effect.first_commits > 0).map(|effect| html! {
                <p><span class="warn">{ Icon::FirstCommit.draw(IconSize::Small, None) }</span>{ " " }{ text.first_commits(&format, effect.first_commits, &effect.topic) }</p>
            }) }
            if hidden > 0 {
                <p class="muted">{ text.more_effects(&format, hidden) }</p>
            }
            <p class="muted">{ text.effect_as_of(&format.utc_time(props.effect.read_at)) }</p>
        </>
    }
}

fn number(effect: &TopicEffect, count: Count, icon: Icon, tone: &'static str, format: &Formatter) -> Html {
    if effect.partitions == 0 {
        return html! { <td class="number muted">{ "–" }</td> };
    }
    let class = match count {
        Count::Exactly(0) => Some("muted"),
        Count::Exactly(_) => None,
        Count::AtLeast(_) | Count::AtMost(_) | Count::Unknown => Some("unknown"),
    };
    html! {
        <td class={classes!("number", class)}>
            if !count.is_zero() {
                { icon.draw(IconSize::Small, Some(tone)) }{ " " }
            }
            { count_text(count, format) }
        </td>
    }
}
