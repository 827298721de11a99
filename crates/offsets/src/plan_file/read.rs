//! Reads a plan file for one group.

use super::fields::fields;
use super::{PlanFile, PlanFileError, PlanFileProblem};
use crate::{GroupId, Offset, PartitionId, TopicName, TopicPartition};
use std::collections::{BTreeMap, BTreeSet};

/// So many other groups are named where the asked-for one is not in the file.
const GROUPS_NAMED: usize = 3;

/// Reads what the file says about `group`: all of a file with three columns, its own lines of one with four.
///
/// Lines may end in LF or CRLF, a byte order mark and blank lines are passed over. Offsets are taken as they are;
/// one outside the log is clamped, and reported, when it is planned.
///
/// ```
/// use kafka_offsets::read_kafka_csv;
///
/// let file = read_kafka_csv("billing,orders,0,42\nother,orders,0,7\n", &"billing".parse()?)?;
/// assert_eq!(file.offsets.len(), 1);
/// assert_eq!(file.other_groups, 1);
///
/// let refused = read_kafka_csv("orders,0,42\norders,0,43\n", &"billing".parse()?).unwrap_err();
/// assert_eq!(
///     refused.to_string(),
///     "line 2: orders/0 has offset 43 here and 42 in line 1; delete one of the two lines"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`PlanFileError`], for the first line that is wrong, be it another group's: half a file is not the plan that
/// was meant. The same partition twice is refused unless both lines say the same.
pub fn read_kafka_csv(text: &str, group: &GroupId) -> Result<PlanFile, PlanFileError> {
    let mut seen: BTreeMap<(GroupId, TopicPartition), (Offset, usize)> = BTreeMap::new();
    let mut columns = None;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let number = number + 1;
        let wrong = |problem| PlanFileError::Line { line: number, problem };
        let fields = fields(line).ok_or_else(|| wrong(PlanFileProblem::Quote))?;
        let found = fields.len();
        let expected = *columns.get_or_insert(found);
        let (owner, at, offset) = match fields.as_slice() {
            _ if found != expected => {
                return Err(wrong(PlanFileProblem::MixedForms { found, expected }));
            }
            [topic, partition, offset] => {
                let (at, offset) = values(topic, partition, offset, line).map_err(wrong)?;
                (group.clone(), at, offset)
            }
            [owner, topic, partition, offset] => {
                let (at, offset) = values(topic, partition, offset, line).map_err(wrong)?;
                (owner.parse().map_err(PlanFileProblem::Group).map_err(wrong)?, at, offset)
            }
            _ => return Err(wrong(PlanFileProblem::FieldCount(found))),
        };
        let (first, first_line) = *seen.entry((owner, at.clone())).or_insert((offset, number));
        if first != offset {
            return Err(wrong(PlanFileProblem::Contradiction { at, offset, first, first_line }));
        }
    }
    sorted_out(seen, group)
}

/// The lines of the group, and how many others there are.
fn sorted_out(
    seen: BTreeMap<(GroupId, TopicPartition), (Offset, usize)>,
    group: &GroupId,
) -> Result<PlanFile, PlanFileError> {
    let mut offsets = BTreeMap::new();
    let mut others = BTreeSet::new();
    for ((owner, at), (offset, _)) in seen {
        if owner == *group {
            offsets.insert(at, offset);
        } else {
            others.insert(owner);
        }
    }
    match (offsets.is_empty(), others.is_empty()) {
        (false, _) => Ok(PlanFile { offsets, other_groups: others.len() }),
        (true, true) => Err(PlanFileError::Empty),
        (true, false) => Err(PlanFileError::GroupNotInFile {
            group: group.as_str().to_owned(),
            found: others.iter().take(GROUPS_NAMED).map(|other| other.as_str().to_owned()).collect(),
        }),
    }
}

fn values(
    topic: &str,
    partition: &str,
    offset: &str,
    line: &str,
) -> Result<(TopicPartition, Offset), PlanFileProblem> {
    if partition.eq_ignore_ascii_case("partition") || offset.to_ascii_lowercase().contains("offset") {
        return Err(PlanFileProblem::Header(line.to_owned()));
    }
    let topic: TopicName = topic.parse().map_err(PlanFileProblem::Topic)?;
    let number: Option<i32> = partition.trim().parse().ok();
    let partition = number
        .and_then(|number| PartitionId::try_from(number).ok())
        .ok_or_else(|| PlanFileProblem::Partition(partition.to_owned()))?;
    let offset = offset.trim().parse().map_err(|_| PlanFileProblem::Offset(offset.to_owned()))?;
    Ok((TopicPartition { topic, partition }, offset))
}
