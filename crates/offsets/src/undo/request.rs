//! The request that takes a reset back, from its result.

use super::way_back::{Partition, WayBack, way_back};
use crate::{
    Abilities, Continuation, LeftOut, LeftOutReason, Observation, ResetPlan, ResetRequest, ResetScope,
    ResetStrategy, TopicName, TopicSelection, UndoRefusal, Verdict, VerdictReason, VerifiedReset,
    VerifiedRow, natural_cmp,
};
use std::collections::{BTreeMap, HashSet};

/// The requests that put back to their old offsets what this reset has moved; a plan of its own each, with review,
/// drift check and verification.
///
/// One request where the endpoint gives each partition its own offset. Elsewhere whole topics only go back, and one
/// request is needed per distinct strategy: the same old offset for some topics, a shift back for others.
/// Each of them names all partitions that none of them takes back.
///
/// # Errors
///
/// [`UndoRefusal`], if no partition can be taken back, with each partition's reason.
pub fn undo(
    plan: &ResetPlan,
    result: &VerifiedReset,
    can: Abilities,
) -> Result<Vec<Continuation>, UndoRefusal> {
    let mut left_out = Vec::new();
    let mut fates = Vec::new();
    for row in &result.rows {
        let fate = fate(row);
        if let Fate::LeftOut(why) = fate {
            left_out.push(LeftOut { at: row.planned.at.clone(), why });
        }
        fates.push(fate);
    }
    if fates.iter().all(|fate| *fate == Fate::Stayed) {
        return Err(UndoRefusal::NothingMoved);
    }
    if !fates.contains(&Fate::Moved) {
        let never = |left: &LeftOut| left.why == LeftOutReason::NeverCommitted;
        return Err(if left_out.iter().all(never) {
            UndoRefusal::NeverCommitted(left_out)
        } else {
            UndoRefusal::NothingCertain(left_out)
        });
    }
    if can.partition_offsets {
        return Ok(vec![by_partition(plan, result, &fates, left_out)]);
    }
    by_topic(plan, result, &fates, left_out)
}

/// What an undo does with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It is where it was before.
    Stayed,
    /// This reset moved it, and it has an old offset.
    Moved,
    /// It is left alone.
    LeftOut(LeftOutReason),
}

fn fate(row: &VerifiedRow) -> Fate {
    use VerdictReason as Why;
    let Observation::Committed(now) = row.observed else { return Fate::LeftOut(LeftOutReason::Unknown) };
    // It is where it was, whatever it was to do
    let stayed = row.reason == Why::MayHaveBeenThere;
    if (row.verdict == Verdict::Unknown && !stayed) || row.planned.commit_is_unread() {
        return Fate::LeftOut(LeftOutReason::Unknown);
    }
    if now == row.planned.committed {
        return Fate::Stayed;
    }
    match row.reason {
        // "Moved since" was reported as done before somebody moved it on: the old offset is ours to restore
        Why::Applied
        | Why::AppliedAnswerLost
        | Why::AppliedElsewhere
        | Why::MovedSince
        | Why::ReportedFailedYetMoved => match row.planned.committed {
            Some(_) => Fate::Moved,
            None => Fate::LeftOut(LeftOutReason::NeverCommitted),
        },
        _ => Fate::LeftOut(LeftOutReason::MovedElsewhere),
    }
}

fn by_partition(
    plan: &ResetPlan,
    result: &VerifiedReset,
    fates: &[Fate],
    left_out: Vec<LeftOut>,
) -> Continuation {
    let mut offsets = BTreeMap::new();
    for (row, fate) in result.rows.iter().zip(fates) {
        if let (Fate::Moved, Some(old)) = (fate, row.planned.committed) {
            offsets.insert(row.planned.at.clone(), old);
        }
    }
    Continuation { request: ResetRequest::per_partition(plan.request.group.clone(), offsets), left_out }
}

fn by_topic(
    plan: &ResetPlan,
    result: &VerifiedReset,
    fates: &[Fate],
    mut left_out: Vec<LeftOut>,
) -> Result<Vec<Continuation>, UndoRefusal> {
    // Partitions that a topic got after the plan was made have no old offset that is known
    let grown: HashSet<&TopicName> =
        result.others.iter().filter(|other| other.code.is_success()).map(|other| &other.topic).collect();
    let mut ways: BTreeMap<WayBack, Vec<TopicName>> = BTreeMap::new();
    let mut rest = fates;
    for rows in result.rows.chunk_by(|a, b| a.planned.at.topic == b.planned.at.topic) {
        let (fates, after) = rest.split_at(rows.len().min(rest.len()));
        rest = after;
        let (Some(first), true) = (rows.first(), fates.contains(&Fate::Moved)) else { continue };
        let topic = &first.planned.at.topic;
        let partitions = rows.iter().zip(fates).map(|(row, fate)| {
            let now = match row.observed {
                Observation::Committed(now) => now,
                Observation::Unreadable(_) => None,
            };
            Partition { before: row.planned.committed, now, moved: *fate == Fate::Moved }
        });
        let known = !grown.contains(topic) && !fates.contains(&Fate::LeftOut(LeftOutReason::Unknown));
        match way_back(&plan.request.strategy, partitions).filter(|_| known) {
            Some(way) => ways.entry(way).or_default().push(topic.clone()),
            None => left_out.extend(rows.iter().zip(fates).filter(|(_, fate)| **fate == Fate::Moved).map(
                |(row, _)| LeftOut { at: row.planned.at.clone(), why: LeftOutReason::OldOffsetsDiffer },
            )),
        }
    }
    // In plan order again
    left_out.sort_unstable_by(|a, b| {
        let by_topic = natural_cmp(a.at.topic.as_str(), b.at.topic.as_str());
        by_topic.then_with(|| a.at.partition.cmp(&b.at.partition))
    });
    if ways.is_empty() {
        return Err(UndoRefusal::FileOnly(left_out));
    }
    let requests = ways.into_iter().filter_map(|(way, topics)| {
        Some(ResetRequest {
            group: plan.request.group.clone(),
            scope: ResetScope::Topics(TopicSelection::new(topics)?),
            strategy: match way {
                WayBack::Offset(offset) => ResetStrategy::Offset(offset),
                WayBack::Shift(by) => ResetStrategy::ShiftBy(by),
            },
            create_group: false,
        })
    });
    Ok(requests.map(|request| Continuation { request, left_out: left_out.clone() }).collect())
}
