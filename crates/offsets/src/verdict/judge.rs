//! The verdict table, line by line.

use crate::{Observation, Offset, PlannedReset, RowClaim, Target, Verdict, VerdictReason};

/// Judges one partition. "Could not be read" comes first (a commit that could not be read *before* leads there, too,
/// where all depends on whether it moved), then the first line that matches holds:
///
/// | claim | read afterwards | verdict |
/// |---|---|---|
/// | done, at an offset that fits the plan | there | confirmed |
/// | done, no offset returned | fits the plan, and moved or planned no change | confirmed |
/// | done, no offset returned | where it was before, and only the endpoint knows whether that is the target | unknown |
/// | done | where it was before, and that does not fit the plan or is not what was returned | not applied |
/// | done, at an offset that does not fit the plan | there | differs: applied, but not where planned |
/// | done | anything else | differs: moved since |
/// | failed | where it was before | not applied |
/// | failed | fits the plan, and moved | differs: reported failed, yet moved |
/// | failed | anything else | differs |
/// | nothing | at the offset that the plan names, moved | confirmed; the answer was lost |
/// | nothing | at the offset that the plan names, which is where it was before | confirmed; nothing had to change |
/// | nothing | fits the plan otherwise, and moved | unknown: nobody says who moved it |
/// | nothing | where it was before | not applied |
/// | nothing | anything else | differs |
///
/// The last unknown is stricter than "it fits and moved, so it was applied": without an answer, a plan that leaves the
/// place to the endpoint (resolved by the server, or a bound) is fitted by many offsets, and a consumer that commits
/// meanwhile would pass for the reset. That holds for a log end, too: a consumer that has read everything, of which
/// nothing was to be read, stands past it as well. Only the very offset that the plan names is no coincidence.
///
/// Where nothing had to change and no answer came, nobody knows whether the endpoint wrote that offset once more, and
/// it makes no difference: the group is where it was shown that it would be. Whether retention has passed the place
/// since is not asked, as little as of a reset that was answered; what is judged is where the group is.
pub(super) fn judge(
    planned: &PlannedReset,
    claim: &RowClaim,
    observed: &Observation,
) -> (Verdict, VerdictReason) {
    use Verdict::{Confirmed, Differs, NotApplied, Unknown};
    use VerdictReason as Why;

    let Observation::Committed(now) = *observed else { return (Unknown, Why::CouldNotRead) };
    let moved = now != planned.committed;
    let fits =
        |offset: Option<Offset>| planned.target.zip(offset).is_some_and(|(target, at)| target.fits(at));
    let exactly_there = now.is_some() && planned.target == now.map(Target::Exact);
    let no_change_planned = planned.delta() == Some(0);
    let before_unknown = now.is_some() && planned.commit_is_unread();
    let named = now.is_some() && now == planned.target.and_then(Target::offset);
    let as_planned = fits(now) && (no_change_planned || exactly_there || (moved && !before_unknown));

    match claim {
        RowClaim::Ok(Some(returned)) if fits(now) && now == Some(*returned) => {
            (Confirmed, if moved { Why::Applied } else { Why::NothingToChange })
        }
        RowClaim::Ok(None) if as_planned => {
            (Confirmed, if moved { Why::Applied } else { Why::NothingToChange })
        }
        RowClaim::None if as_planned && named => {
            (Confirmed, if moved { Why::AppliedAnswerLost } else { Why::NothingToChange })
        }
        _ if before_unknown => (Unknown, Why::CouldNotRead),

        RowClaim::Ok(None) if !moved && fits(now) && may_lead_anywhere(planned) => {
            (Unknown, Why::MayHaveBeenThere)
        }
        RowClaim::Ok(_) if !moved => (NotApplied, Why::AcceptedButNotMoved),
        RowClaim::Ok(Some(returned)) if now == Some(*returned) => (Differs, Why::AppliedElsewhere),
        RowClaim::Ok(_) => (Differs, Why::MovedSince),

        RowClaim::Failed(..) if !moved => (NotApplied, Why::FailedAsReported),
        RowClaim::Failed(..) if fits(now) => (Differs, Why::ReportedFailedYetMoved),
        RowClaim::Failed(..) => (Differs, Why::ReportedFailedMovedElsewhere),

        RowClaim::None if as_planned => (Unknown, Why::LostMovedByWhom),
        RowClaim::None if !moved && planned.target.is_none() => (NotApplied, Why::NothingPlanned),
        RowClaim::None if !moved => (NotApplied, Why::LostNotMoved),
        RowClaim::None => (Differs, Why::LostMovedElsewhere),
    }
}

/// Whether nobody but the endpoint knows where this row leads, so that it may lead to where the group was before: an end
/// of the log that it may be clamped to, or that it is to go to, is not known.
///
/// A bound at an end that is known is another matter. To have been there already, that end would have to have moved
/// meanwhile, and to exactly where the group happened to be.
fn may_lead_anywhere(planned: &PlannedReset) -> bool {
    match planned.target {
        Some(Target::ResolvedByServer | Target::AtMost(_)) => true,
        Some(Target::AtLeast(_)) => planned.log_start.is_none() && !planned.follows_log_end,
        Some(Target::Exact(_)) | None => false,
    }
}
