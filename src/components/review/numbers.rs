//! The plan in five numbers. Each is a button that shows its rows in the table.

use super::super::icon::{Icon, IconSize};
use crate::format::use_formatter;
use crate::state::table_view::{Show, TableAction};
use crate::text::use_text;
use kafka_offsets::{Amount, Count, PlannedReset, ResetPlan};
use std::sync::Arc;
use yew::prelude::*;

/// Props of [`ReviewNumbers`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ReviewNumbersProps {
    /// What would be done.
    pub plan: Arc<ResetPlan>,
    /// Which rows the table shows.
    pub show: Show,
    /// A number was pressed.
    pub on_action: Callback<TableAction>,
}

/// Partitions, replays, skips, no change, attention.
#[component]
pub fn ReviewNumbers(props: &ReviewNumbersProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let totals = props.plan.totals();
    let size = |number: usize| format.size(number);
    let replayed = Amount::of(&props.plan, PlannedReset::replayed);
    let skipped = Amount::of(&props.plan, PlannedReset::skipped);
    let shown = |amount: Amount| match (amount.partitions, amount.open) {
        (0, 1..) => "?".to_owned(),
        _ => format.count(amount.known),
    };
    let below = |amount: Amount| {
        text.review_amount(
            (amount.partitions as u64, &size(amount.partitions)),
            (amount.open as u64, &size(amount.open)),
        )
    };
    let quiet = |number: usize, tone| if number == 0 { None } else { Some(tone) };
    let rows = props.plan.rows.len();
    let attention = totals.noted + props.plan.missing.len();
    let failing = totals.failing + props.plan.missing.len();
    let item = |show: Show,
                icon: Option<Icon>,
                tone: Option<&'static str>,
                label: &'static str,
                number: String,
                below: String| {
        let pressed = props.show == show;
        // Pressing the same number again shows all rows.
        let next = if pressed { Show::All } else { show };
        let onclick = props.on_action.reform(move |_: MouseEvent| TableAction::ShowPressed(next));
        html! {
            <li>
                <button type="button" class="band-item" aria-pressed={if pressed { "true" } else { "false" }} {onclick}>
                    <span class={classes!("band-label", tone)}>
                        if let Some(icon) = icon {
                            { icon.draw(IconSize::Small, None) }
                        }
                        { label }
                    </span>
                    <span class="band-number">{ number }</span>
                    <span class="band-text">{ below }</span>
                </button>
            </li>
        }
    };
    // Where every number is bounded from below only (to the log end, which still grows), "up to" has no number to
    // give, but the least there is is known and belongs in the headline.
    let amount = |total: Count,
                  moving: usize,
                  amount: Amount,
                  up_to: &'static str,
                  at_least: &'static str| match total {
        Count::AtLeast(least) => {
            (at_least, format.count(least), text.review_amount((moving as u64, &size(moving)), (0, "0")))
        }
        Count::Exactly(_) | Count::AtMost(_) | Count::Unknown => (up_to, shown(amount), below(amount)),
    };
    let (replays_label, replays, replays_below) = amount(
        totals.replayed,
        totals.replaying,
        replayed,
        text.review_replays(),
        text.review_replays_at_least(),
    );
    let (skips_label, skips, skips_below) =
        amount(totals.skipped, totals.skipping, skipped, text.review_skips(), text.review_skips_at_least());
    let never_read = if skipped.partitions > 0 || matches!(totals.skipped, Count::AtLeast(1..)) {
        text.review_never_read()
    } else {
        ""
    };
    html! {
        <ul class="band" aria-label={text.review_numbers()}>
            { item(
                Show::All,
                None,
                None,
                text.review_partitions(),
                size(rows),
                text.review_in_topics(totals.topics as u64, &size(totals.topics)),
            ) }
            { item(
                Show::Replays,
                Some(Icon::Replay),
                quiet(totals.replaying, "info"),
                replays_label,
                replays,
                replays_below,
            ) }
            { item(
                Show::Skips,
                Some(Icon::Skip),
                quiet(totals.skipping, "warn"),
                skips_label,
                skips,
                format!("{skips_below}{never_read}"),
            ) }
            { item(
                Show::Unchanged,
                Some(Icon::NoChange),
                None,
                text.review_unchanged(),
                size(totals.unchanged),
                text.review_already_there().to_owned(),
            ) }
            { item(
                Show::Attention,
                Some(Icon::Attention),
                quiet(attention, "warn"),
                text.review_attention(),
                size(attention),
                text.review_noted(failing as u64, &size(failing)),
            ) }
        </ul>
    }
}
