//! What happened, in order: sent, answered, read back. Times stand there where they are known.

use super::icon::{Icon, IconSize};
use crate::format::Formatter;
use crate::text::Text;
use kafka_offsets::{Claim, EndpointFault, FaultKind, Timestamp, Verdict, VerifiedReset};
use reset_flow::{Later, ReadBackStep};
use yew::prelude::*;

/// When the steps of a reset happened, by the caller's corrected clock; `None` where that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ResetTimes {
    /// The request went out.
    pub sent: Option<Timestamp>,
    /// The answer came, or was given up.
    pub answered: Option<Timestamp>,
    /// The last read of the offsets ended.
    pub read_back: Option<Timestamp>,
}

/// How far reading back is.
pub(crate) enum ReadingBack<'a> {
    /// The endpoint has not answered yet.
    NotYet,
    /// Reading, or between two reads; and what is known so far.
    UnderWay(ReadBackStep, Option<&'a VerifiedReset>),
    /// Every partition has its verdict; and how the look some seconds later went, where there is one.
    Done(&'a VerifiedReset, Option<&'a Later>),
}

/// Whether the endpoint did answer, with an error that does not say what became of the partitions.
pub(crate) fn told_nothing(fault: &EndpointFault) -> bool {
    matches!(fault.kind, FaultKind::Other | FaultKind::Internal)
}

/// The steps so far. `claim` is the endpoint's answer, once there is one or it was lost; then with the fault, if known.
pub(crate) fn trail(
    text: Text,
    format: &Formatter,
    times: ResetTimes,
    claim: Option<(&Claim, Option<&EndpointFault>)>,
    reads: u32,
    reading: &ReadingBack<'_>,
) -> Html {
    let since = |later: Option<Timestamp>| {
        let (sent, later) = (times.sent?, later?);
        Some(match sent.as_millis().abs_diff(later.as_millis()) {
            short @ ..1000 => text.millis(&format.count(short)),
            long => format.length(long),
        })
    };
    let sent = times.sent.map(|at| format.utc_time(at));
    let mut steps =
        vec![step(Icon::Tick, "ok", text.trail_sent().to_owned(), text.trail_one_request(sent.as_deref()))];
    steps.push(match claim {
        None => step(Icon::Clock, "info", text.trail_waiting().to_owned(), String::new()),
        Some((Claim::Answered(answer), _)) => {
            let done = answer.rows.iter().filter(|row| row.code.is_success()).count();
            let failed = answer.rows.len() - done;
            let (icon, tone) = if failed == 0 { (Icon::Tick, "ok") } else { (Icon::Attention, "warn") };
            // One code for all brings no offsets; how many partitions it is about is not for the answer to say
            let without = done > 0 && answer.rows.iter().all(|row| row.offset.is_none());
            let said = match (without, failed) {
                (true, 0) => text.trail_without_offsets().to_owned(),
                (_, _) => text.trail_answer(&format.size(done), &format.size(failed)),
            };
            step(icon, tone, text.trail_answered(since(times.answered).as_deref()), said)
        }
        Some((Claim::Lost, Some(fault))) if told_nothing(fault) => step(
            Icon::Unknown,
            "unknown",
            text.trail_answered(since(times.answered).as_deref()),
            text.fault_title(fault.kind).to_owned(),
        ),
        Some((Claim::Lost, _)) => {
            let waited = since(times.answered).map(|after| text.trail_gave_up(&after)).unwrap_or_default();
            step(Icon::Unknown, "unknown", text.trail_no_reply().to_owned(), waited)
        }
    });
    match reading {
        ReadingBack::NotYet => {}
        ReadingBack::UnderWay(now, so_far) => {
            let known = match so_far {
                Some(result) => as_planned(text, format, result, reads),
                None => text.trail_each_partition().to_owned(),
            };
            let below = match now {
                ReadBackStep::Reading { .. } => known,
                ReadBackStep::Waiting { millis, .. } => {
                    let ended = times.read_back.map(Timestamp::as_millis);
                    let next = ended.and_then(|ended| ended.checked_add_unsigned(*millis)?.try_into().ok());
                    let next = next.map(|next| format.utc_time(next));
                    text.trail_next_read(&format.length(*millis), next.as_deref())
                }
            };
            steps.push(step(Icon::Again, "info", text.trail_reading(reads), below));
        }
        ReadingBack::Done(result, later) => {
            let all_read = result.rows.iter().all(|row| row.verdict != Verdict::Unknown);
            let (icon, tone) = if all_read { (Icon::Confirmed, "ok") } else { (Icon::Unknown, "unknown") };
            let title = text.trail_read_back(since(times.read_back).as_deref());
            steps.push(step(icon, tone, title, as_planned(text, format, result, reads)));
            steps.extend(later.and_then(|later| looked_later(text, format, later)));
        }
    }
    html! { <ol class="trail" aria-label={text.trail()}>{ for steps }</ol> }
}

/// The look some seconds after the outcome.
fn looked_later(text: Text, format: &Formatter, later: &Later) -> Option<Html> {
    let [looked, same] = text.later_same().map(str::to_owned);
    let [waiting, when] = text.later_waiting().map(str::to_owned);
    Some(match later {
        Later::Off => return None,
        Later::Waiting { .. } => step(Icon::Clock, "info", waiting, when),
        Later::Reading { .. } => step(Icon::Again, "info", text.later_reading().to_owned(), when),
        Later::Same => step(Icon::Confirmed, "ok", looked, same),
        Later::Moved(moved) => {
            let number = moved.len();
            step(Icon::Attention, "warn", looked, text.later_moved(number as u64, &format.size(number)))
        }
        Later::Unreadable(_) => step(Icon::Unknown, "unknown", looked, text.later_unreadable().to_owned()),
    })
}

fn as_planned(text: Text, format: &Formatter, result: &VerifiedReset, reads: u32) -> String {
    let confirmed = result.succeeded().count();
    text.trail_as_planned(&format.size(confirmed), &format.size(result.rows.len()), reads)
}

fn step(icon: Icon, tone: &'static str, title: String, below: String) -> Html {
    html! {
        <li>
            <b>{ icon.draw(IconSize::Normal, Some(tone)) }{ title }</b>
            <span>{ below }</span>
        </li>
    }
}
