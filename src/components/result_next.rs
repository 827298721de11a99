//! What comes after the outcome: "Retry failed" and "Undo", what each would do, or why it is not offered.

use super::icon::{Icon, IconSize};
use crate::format::Formatter;
use crate::text::Text;
use kafka_offsets::{
    Continuation, LeftOut, ResetScope, ResetStrategy, RetryRefusal, UndoRefusal, VerifiedReset, VerifiedRow,
};
use std::collections::BTreeMap;
use yew::prelude::*;

/// So many partitions are named for one reason.
const NAMED: usize = 30;

/// How many partitions a request moves, of those that `counts`.
fn reach(
    continuation: &Continuation,
    result: &VerifiedReset,
    counts: impl Fn(&VerifiedRow) -> bool,
) -> usize {
    match (&continuation.request.strategy, &continuation.request.scope) {
        (ResetStrategy::PerPartition(offsets), _) => offsets.len(),
        (_, ResetScope::Topics(topics)) => {
            result.rows.iter().filter(|row| topics.contains(&row.planned.at.topic) && counts(row)).count()
        }
        (_, ResetScope::Partitions(partitions)) => partitions.iter().count(),
        (_, ResetScope::AllTopicsOfGroup) => result.rows.len(),
    }
}

/// The button "Retry failed". Where nothing can be retried it keeps its place and points at the reason.
pub(crate) fn retry_button(
    text: Text,
    retry: &Result<Continuation, RetryRefusal>,
    on_retry: &Callback<()>,
) -> Html {
    let possible = retry.is_ok();
    let onclick = {
        let on_retry = on_retry.clone();
        Callback::from(move |_: MouseEvent| {
            if possible {
                on_retry.emit(());
            }
        })
    };
    html! {
        <button
            type="button"
            class={classes!("button", possible.then_some("button-primary"))}
            aria-disabled={(!possible).then_some("true")}
            aria-describedby="retry-why"
            {onclick}
        >
            { Icon::Again.draw(IconSize::Small, None) }
            { text.retry_failed() }
        </button>
    }
}

/// What "Retry failed" would do, or why it does nothing; and what it leaves out.
pub(crate) fn retry_why(
    text: Text,
    format: &Formatter,
    result: &VerifiedReset,
    retry: &Result<Continuation, RetryRefusal>,
) -> Html {
    let (why, left_out) = match retry {
        Err(RetryRefusal::NothingLeft) => return Html::default(),
        Ok(retry) => {
            let number = reach(retry, result, |row| row.verdict != kafka_offsets::Verdict::Confirmed);
            let as_offsets = matches!(retry.request.strategy, ResetStrategy::PerPartition(_));
            (text.retry_does(number as u64, &format.size(number), as_offsets), retry.left_out.as_slice())
        }
        Err(refusal) => {
            let left_out = match refusal {
                RetryRefusal::NothingLeft => &[],
                RetryRefusal::NothingCertain(left_out) | RetryRefusal::OnlyWholeTopics(left_out) => {
                    left_out.as_slice()
                }
            };
            (text.retry_refusal(refusal).to_owned(), left_out)
        }
    };
    html! {
        <div class="below-table">
            <p id="retry-why">{ why }</p>
            { left_out_list(text, format, left_out) }
        </div>
    }
}

/// The button "Undo", or one for each step.
pub(crate) fn undo_buttons(
    text: Text,
    undo: &Result<Vec<Continuation>, UndoRefusal>,
    on_undo: &Callback<usize>,
) -> Html {
    let steps = undo.as_ref().map_or(0, Vec::len);
    let button = |step: usize| {
        let label = if steps > 1 { text.undo_step(step + 1, steps) } else { text.undo().to_owned() };
        let onclick = {
            let on_undo = on_undo.clone();
            Callback::from(move |_: MouseEvent| {
                if steps > 0 {
                    on_undo.emit(step);
                }
            })
        };
        html! {
            <button
                type="button"
                class="button"
                aria-disabled={(steps == 0).then_some("true")}
                aria-describedby="undo-why"
                {onclick}
            >
                { Icon::Undo.draw(IconSize::Small, None) }
                { label }
            </button>
        }
    };
    html! { <>{ for (0..steps.max(1)).map(button) }</> }
}

/// What "Undo" would do, or why it does nothing; and what it leaves out.
pub(crate) fn undo_why(
    text: Text,
    format: &Formatter,
    result: &VerifiedReset,
    undo: &Result<Vec<Continuation>, UndoRefusal>,
) -> Html {
    let (why, left_out) = match undo {
        Ok(steps) => {
            let moved = |row: &VerifiedRow| row.moved() != Some(0);
            let number = steps.iter().map(|step| reach(step, result, moved)).sum::<usize>();
            let why = text.undo_does(number as u64, &format.size(number), steps.len());
            // Each step names all partitions that none of them takes back
            (why, steps.first().map_or(&[][..], |step| step.left_out.as_slice()))
        }
        Err(refusal) => {
            let left_out = match refusal {
                UndoRefusal::NothingMoved => &[],
                UndoRefusal::NothingCertain(left_out)
                | UndoRefusal::FileOnly(left_out)
                | UndoRefusal::NeverCommitted(left_out) => left_out.as_slice(),
            };
            (text.undo_refusal(refusal).to_owned(), left_out)
        }
    };
    html! {
        <>
            <p id="undo-why">{ why }</p>
            { left_out_list(text, format, left_out) }
        </>
    }
}

/// The partitions that are left alone, by reason.
fn left_out_list(text: Text, format: &Formatter, left_out: &[LeftOut]) -> Html {
    if left_out.is_empty() {
        return Html::default();
    }
    let mut reasons: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for LeftOut { at, why } in left_out {
        reasons.entry(text.left_out_reason(*why)).or_default().push(at.to_string());
    }
    let names = |names: Vec<String>| {
        let more = names.len().saturating_sub(NAMED);
        let named = names.into_iter().take(NAMED).collect::<Vec<_>>().join(", ");
        html! {
            <>
                <bdi class="mono">{ named }</bdi>
                if more > 0 {
                    { " " }{ text.and_more(&format.size(more)) }
                }
            </>
        }
    };
    html! {
        <details class="details">
            <summary>{ text.left_out(left_out.len() as u64, &format.size(left_out.len())) }</summary>
            <dl class="left-out">
                { for reasons.into_iter().map(|(reason, partitions)| html! {
                    <><dt>{ reason }</dt><dd>{ names(partitions) }</dd></>
                }) }
            </dl>
        </details>
    }
}
