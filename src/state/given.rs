//! An offset of its own for each partition: out of a plan file, or as another group has them.

use kafka_offsets::{
    DocumentError, GroupId, IdError, Offset, OffsetSnapshot, PlanDocument, PlanFileError, ResetRequest,
    ResetScope, ResetStrategy, TopicPartition, read_kafka_csv,
};
use std::collections::{BTreeMap, BTreeSet};

/// Offsets as they were given, not clamped yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Where each partition shall go; never empty.
    pub offsets: BTreeMap<TopicPartition, Offset>,
    /// What else there is to know.
    pub aside: Aside,
    /// The document of this console that they were read from, if it was made for the same group.
    pub document: Option<Made>,
}

/// Which plan a document of this console is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its id.
    pub id: String,
    /// The instance that it was made on.
    pub instance: String,
}

/// What a plan file says beside its offsets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aside {
    /// Nothing.
    Nothing,
    /// It has lines for so many other groups, which are left out.
    OtherGroups(usize),
    /// It was made for another group.
    MadeFor(String),
}

/// Why there are no offsets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GivenProblem {
    /// No file was chosen and nothing was pasted.
    NoPlan,
    /// The group is not named yet; a file may be for several.
    GroupFirst,
    /// It is no plan file of Kafka's tool.
    Csv(PlanFileError),
    /// It is no plan of this console.
    Json(DocumentError),
    /// The plan has no partition that can be moved.
    NothingInPlan,
    /// The file could not be read, or is larger than 4 MB; its name.
    File(String),
    /// No other group is named.
    NoOtherGroup,
    /// This cannot be a group.
    OtherGroupIllegal(IdError),
    /// It is the same group.
    SameGroup,
    /// The other group is being read.
    Reading,
    /// The other group could not be read.
    Unreadable,
    /// The other group has no commit on what is chosen.
    NothingCommitted(String),
}

/// Offsets out of a plan: a document of this console (JSON), or a plan file of Kafka's tool (CSV).
///
/// # Errors
/// What is wrong with it; for CSV with its line.
pub fn from_text(text: &str, group: Option<&GroupId>) -> Result<Given, GivenProblem> {
    if text.trim().is_empty() {
        return Err(GivenProblem::NoPlan);
    }
    let group = group.ok_or(GivenProblem::GroupFirst)?;
    if text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
        let document = PlanDocument::from_json(text).map_err(GivenProblem::Json)?;
        let made_for = &document.plan.request.group;
        let aside =
            if made_for == group { Aside::Nothing } else { Aside::MadeFor(made_for.as_str().to_owned()) };
        let mut offsets = BTreeMap::new();
        for (at, offset) in document.plan.absolute_offsets() {
            offsets.insert(at.clone(), offset);
        }
        if offsets.is_empty() {
            return Err(GivenProblem::NothingInPlan);
        }
        let made = Made { id: document.id, instance: document.instance };
        let document = (aside == Aside::Nothing && !made.id.is_empty()).then_some(made);
        return Ok(Given { offsets, aside, document });
    }
    let file = read_kafka_csv(text, group).map_err(GivenProblem::Csv)?;
    let aside = if file.other_groups == 0 { Aside::Nothing } else { Aside::OtherGroups(file.other_groups) };
    Ok(Given { offsets: file.offsets, aside, document: None })
}

/// The committed offsets of another group: of the ticked topics, or of all that it has a commit on if none is ticked.
///
/// # Errors
/// [`GivenProblem::NothingCommitted`].
pub fn from_group(other: &OffsetSnapshot, topics: &BTreeSet<String>) -> Result<Given, GivenProblem> {
    let mut offsets = BTreeMap::new();
    for (at, found) in &other.partitions {
        if let (Some(offset), true) =
            (found.committed, topics.is_empty() || topics.contains(at.topic.as_str()))
        {
            offsets.insert(at.clone(), offset);
        }
    }
    if offsets.is_empty() {
        return Err(GivenProblem::NothingCommitted(other.group.group.as_str().to_owned()));
    }
    Ok(Given { offsets, aside: Aside::Nothing, document: None })
}

/// How many topics and partitions offsets are for.
pub fn extent(offsets: &BTreeMap<TopicPartition, Offset>) -> (usize, usize) {
    let mut topics: Vec<_> = offsets.keys().map(|at| &at.topic).collect();
    topics.dedup();
    (topics.len(), offsets.len())
}

/// The request for given offsets.
pub fn request(group: GroupId, given: &Given, create_group: bool) -> ResetRequest {
    let mut partitions = BTreeSet::new();
    partitions.extend(given.offsets.keys().cloned());
    ResetRequest {
        group,
        scope: ResetScope::Partitions(partitions),
        strategy: ResetStrategy::PerPartition(given.offsets.clone()),
        create_group,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kafka_offsets::{GroupState, GroupSummary, PartitionOffsets, TimeLookup, Timestamp};

    fn group(name: &str) -> GroupId {
        name.parse().unwrap()
    }

    fn at(topic: &str, partition: i32) -> TopicPartition {
        TopicPartition { topic: topic.parse().unwrap(), partition: partition.try_into().unwrap() }
    }

    #[test]
    fn a_plan_file_of_several_groups_gives_the_named_groups_lines() {
        let given =
            from_text("billing,orders,0,42\r\nother,orders,0,7\r\n", Some(&group("billing"))).unwrap();
        assert_eq!(given.offsets, BTreeMap::from([(at("orders", 0), Offset::try_from(42).unwrap())]));
        assert_eq!(given.aside, Aside::OtherGroups(1));
        assert_eq!(extent(&given.offsets), (1, 1));
    }

    #[test]
    fn nothing_is_read_before_a_group_is_named_and_an_empty_text_is_no_plan() {
        assert_eq!(from_text("orders,0,42", None), Err(GivenProblem::GroupFirst));
        assert_eq!(from_text(" \n", Some(&group("billing"))), Err(GivenProblem::NoPlan));
    }

    #[test]
    fn a_wrong_line_is_named() {
        let wrong = from_text("orders,0,42\norders,x,1\n", Some(&group("billing"))).unwrap_err();
        let GivenProblem::Csv(PlanFileError::Line { line, .. }) = wrong else { panic!("{wrong:?}") };
        assert_eq!(line, 2);
        assert!(matches!(from_text("{\"a\": 1}", Some(&group("g"))), Err(GivenProblem::Json(_))));
    }

    #[test]
    fn another_groups_commits_are_taken_of_the_ticked_topics() {
        let offsets = |committed: Option<i64>| PartitionOffsets {
            committed: committed.map(|number| Offset::try_from(number).unwrap()),
            log_start: None,
            log_end: None,
            at_time: TimeLookup::Unknown,
            error: None,
        };
        let other = OffsetSnapshot {
            taken_at: Timestamp::EPOCH,
            group: GroupSummary { group: group("other"), state: GroupState::Stable, members: vec![] },
            partitions: BTreeMap::from([
                (at("orders", 0), offsets(Some(5))),
                (at("orders", 1), offsets(None)),
                (at("payments", 0), offsets(Some(9))),
            ]),
            failed_topics: BTreeMap::new(),
            looked_up: None,
        };
        let all = from_group(&other, &BTreeSet::new()).unwrap();
        assert_eq!(extent(&all.offsets), (2, 2), "no offset is made up for a partition without a commit");
        let some = from_group(&other, &BTreeSet::from(["orders".to_owned()])).unwrap();
        assert_eq!(some.offsets.keys().collect::<Vec<_>>(), [&at("orders", 0)]);
        let none = from_group(&other, &BTreeSet::from(["refunds".to_owned()]));
        assert_eq!(none, Err(GivenProblem::NothingCommitted("other".to_owned())));
    }

    #[test]
    fn the_request_names_exactly_the_given_partitions() {
        let given = from_text("orders,0,42\norders,3,7\n", Some(&group("billing"))).unwrap();
        let request = request(group("billing"), &given, true);
        assert_eq!(request.scope, ResetScope::Partitions(BTreeSet::from([at("orders", 0), at("orders", 3)])));
        assert_eq!(request.strategy, ResetStrategy::PerPartition(given.offsets));
        assert!(request.create_group && request.needs_partition_offsets());
    }
}
