//! Picture of a partition: its log as a line, the committed offset and the target as marks on it.
//!
//! Places are in percent and marks in pixels, so the picture stretches without distortion and needs no style
//! attribute. The same numbers are in its label.

mod places;

pub use places::{Places, ahead_in_log};

use kafka_offsets::{PlannedReset, Target};
use yew::prelude::*;

/// The picture of a planned partition. `label` says the same in words.
pub fn position(row: &PlannedReset, label: String) -> Html {
    let places = Places::of(row);
    let at = |place: Option<u16>, mark: Html| place.map(|place| html! { <>{ mark_at(place, mark) }</> });
    let moved = match (places.committed, places.target) {
        (Some(from), Some(to)) if to < from => Some(bar("replayed", to, from)),
        (Some(from), Some(to)) if to > from => Some(bar("skipped", from, to)),
        _ => None,
    };
    let stays = row.committed.is_some() && row.target.and_then(Target::offset) == row.committed;
    let bound = match row.target {
        Some(Target::AtLeast(_)) => Some("M8 6.5 11.5 10 8 13.5"),
        Some(Target::AtMost(_)) => Some("M-8 6.5-11.5 10-8 13.5"),
        _ => None,
    };
    let open = row.target == Some(Target::ResolvedByServer) || places.end.is_none();
    html! {
        <svg class="position" role="img" aria-label={label} width="100%" height="20">
            { bar(
                if places.start.is_some() && !open { "log" } else { "open" },
                places.start.unwrap_or(Places::LEFT),
                places.end.unwrap_or(Places::RIGHT),
            ) }
            { at(places.start, html! { <path class="end" d="M4 4H0V16H4" /> }) }
            { at(places.end, html! { <path class="end" d="M-4 4H0V16H-4" /> }) }
            { moved }
            { at(places.committed, html! { <circle class="committed" cx="0" cy="10" r="3.75" /> }) }
            if stays {
                { at(places.target, html! { <path class="stays" d="M0 7.75 2.25 10 0 12.25-2.25 10Z" /> }) }
            } else {
                { at(places.target, html! { <path class="target" d="M0 4.5 5.5 10 0 15.5-5.5 10Z" /> }) }
            }
            { bound.and_then(|d| at(places.target, html! { <path class="bound" {d} /> })) }
            if open {
                <text x="50%" y="14">{ "?" }</text>
            }
        </svg>
    }
}

/// The marks alone, for the legend.
pub fn legend_mark(mark: LegendMark) -> Html {
    let shape = match mark {
        LegendMark::Log => html! {
            <>
                <line class="log" x1="1" x2="23" y1="8" y2="8" />
                <path class="end" d="M5 3H1V13H5M19 3H23V13H19" />
            </>
        },
        LegendMark::Committed => html! { <circle class="committed" cx="12" cy="8" r="3.75" /> },
        LegendMark::Target => html! { <path class="target" d="M12 2.5 17.5 8 12 13.5 6.5 8Z" /> },
        LegendMark::Replayed => html! { <line class="replayed" x1="2" x2="22" y1="8" y2="8" /> },
        LegendMark::Skipped => html! { <line class="skipped" x1="2" x2="22" y1="8" y2="8" /> },
        LegendMark::Open => html! { <line class="open" x1="2" x2="22" y1="8" y2="8" /> },
    };
    html! { <svg class="position" width="24" height="16" aria-hidden="true" focusable="false">{ shape }</svg> }
}

/// What a legend explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LegendMark {
    /// From log start to log end.
    Log,
    /// The committed offset.
    Committed,
    /// The target.
    Target,
    /// What is replayed.
    Replayed,
    /// What is skipped.
    Skipped,
    /// What is not known.
    Open,
}

/// A horizontal line between two places.
fn bar(class: &'static str, from: u16, to: u16) -> Html {
    html! { <line {class} x1={percent(from)} x2={percent(to)} y1="10" y2="10" /> }
}

/// A mark that is drawn around a place.
fn mark_at(place: u16, mark: Html) -> Html {
    html! { <svg x={percent(place)} y="0" width="1" height="20" overflow="visible">{ mark }</svg> }
}

fn percent(place: u16) -> String {
    format!("{}.{}%", place / 10, place % 10)
}
