//! What our dry run must answer, according to Kafka's tool and the few differences that are on purpose.
//!
//! Each [`Rule`] also demands that the tool really does behave in the way that we depart from.

use crate::cases::{Case, Scope, partition_arguments, strategy_arguments};
use crate::tool::{Tool, ToolPlan};
use crate::world::World;
use ckafka_gateway::upstream::UpstreamError;
use kafka_offsets::{KafkaError, PartitionId, ResetAnswer, ResetStrategy, TopicName, TopicPartition};
use std::collections::{BTreeMap, BTreeSet};

/// An answer in a form that can be compared.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Every row: topic and partition (none: the topic as a whole), and the offset or the code.
    Rows(BTreeMap<(TopicName, Option<PartitionId>), Result<i64, KafkaError>>),
    /// The group is not empty.
    GroupNotEmpty,
    /// The group does not exist.
    GroupNotFound,
    /// The group has no commits, so "all topics" are none.
    NothingCommitted,
    /// Anything else; equal to nothing that is expected.
    Other(UpstreamError),
}

impl Outcome {
    pub(crate) fn of(answer: Result<ResetAnswer, UpstreamError>) -> Self {
        match answer {
            Ok(answer) => {
                let count = answer.rows.len();
                let rows: BTreeMap<_, _> = answer
                    .rows
                    .into_iter()
                    .map(|row| {
                        let fate = match row.offset {
                            Some(offset) if row.code.is_success() => Ok(offset.get()),
                            _ => Err(row.code),
                        };
                        ((row.topic, row.partition), fate)
                    })
                    .collect();
                assert_eq!(rows.len(), count, "a row came twice");
                Self::Rows(rows)
            }
            Err(UpstreamError::GroupNotEmpty { .. }) => Self::GroupNotEmpty,
            Err(UpstreamError::GroupNotFound(_)) => Self::GroupNotFound,
            Err(UpstreamError::NothingCommitted(_)) => Self::NothingCommitted,
            Err(other) => Self::Other(other),
        }
    }
}

/// A difference to Kafka's tool that is on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rule {
    /// The tool resets a group that does not exist, and so makes one of every mistyped name. Ours refuses it
    /// unless creating it was asked for.
    MissingGroupIsRefused,
    /// The tool calls "all topics" of a group without commits an empty plan. Ours says that there is nothing.
    NothingIsNoPlan,
    /// A shift stops as a whole in the tool if one partition has no commit. Ours fails that partition alone.
    NoCommitFailsAlone,
    /// One unknown topic stops the tool. Ours fails that topic alone.
    UnknownTopicFailsAlone,
    /// "All topics" are the partitions with a commit in the tool. Ours are all partitions of those topics.
    AllTopicsAreWholeTopics,
    /// A sum past 2^63-1 wraps round in the tool and lands at the log start. Ours saturates, at the log end.
    ShiftSaturates,
}

impl Rule {
    pub(crate) const ALL: [Self; 6] = [
        Self::MissingGroupIsRefused,
        Self::NothingIsNoPlan,
        Self::NoCommitFailsAlone,
        Self::UnknownTopicFailsAlone,
        Self::AllTopicsAreWholeTopics,
        Self::ShiftSaturates,
    ];
}

/// What our dry run must answer, and the rules that made it differ from the tool's plan.
#[derive(Debug)]
pub(crate) struct Expected {
    pub(crate) outcome: Outcome,
    pub(crate) rules: BTreeSet<Rule>,
}

pub(crate) fn expected(tool: &mut Tool, world: &World, case: &Case) -> Expected {
    let whole = tool.plan(&case.group.id, &case.tool_arguments());
    let without = |outcome, rule: Option<Rule>| Expected { outcome, rules: rule.into_iter().collect() };

    if case.group.member.is_some() {
        // Both refuse, also for a dry run.
        let refused =
            whole.said.iter().any(|text| text.contains("Assignments can only be reset if the group"));
        assert!(whole.offsets.is_empty() && refused, "{whole:?}");
        return without(Outcome::GroupNotEmpty, None);
    }
    if !case.group.exists() && !case.create_group {
        return without(Outcome::GroupNotFound, Some(Rule::MissingGroupIsRefused));
    }
    if matches!(case.scope, Scope::AllTopics) && case.group.committed.is_empty() {
        assert!(whole.offsets.is_empty() && whole.error.is_none(), "{whole:?}");
        return without(Outcome::NothingCommitted, Some(Rule::NothingIsNoPlan));
    }
    rows(tool, world, case, &whole)
}

fn rows(tool: &mut Tool, world: &World, case: &Case, whole: &ToolPlan) -> Expected {
    let mut rules = BTreeSet::new();
    let mut rows = BTreeMap::new();
    let mut plain = Vec::new();
    let mut saturated = Vec::new();

    for at in partitions(world, case) {
        let committed = case.group.committed.get(&at);
        match (&case.strategy, committed) {
            (ResetStrategy::ShiftBy(_), None) => {
                rules.insert(Rule::NoCommitFailsAlone);
                rows.insert((at.topic, Some(at.partition)), Err(KafkaError::OffsetOutOfRange));
            }
            (ResetStrategy::ShiftBy(by), Some(committed)) if committed.checked_add(*by).is_none() => {
                rules.insert(Rule::ShiftSaturates);
                saturated.push(at);
            }
            _ => plain.push(at),
        }
    }
    for (partitions, strategy) in [(plain, &case.strategy), (saturated, &ResetStrategy::Latest)] {
        for (at, offset) in part(tool, case, &partitions, strategy) {
            rows.insert((at.topic, Some(at.partition)), Ok(offset));
        }
    }
    match &case.scope {
        Scope::AllTopics => {
            if rows.len() > case.group.committed.len() {
                rules.insert(Rule::AllTopicsAreWholeTopics);
            }
        }
        Scope::Topics { unknown: Some(unknown), .. } => {
            rules.insert(Rule::UnknownTopicFailsAlone);
            rows.insert((unknown.clone(), None), Err(KafkaError::UnknownTopicOrPartition));
        }
        Scope::Topics { unknown: None, .. } => {}
    }
    hold_against_the_whole(case, whole, &rows, &rules);
    Expected { outcome: Outcome::Rows(rows), rules }
}

/// Every partition of the topics that are meant and exist.
fn partitions(world: &World, case: &Case) -> Vec<TopicPartition> {
    let topics: BTreeSet<&TopicName> = match &case.scope {
        Scope::Topics { known, .. } => known.iter().collect(),
        Scope::AllTopics => case.group.committed.keys().map(|at| &at.topic).collect(),
    };
    topics.into_iter().flat_map(|topic| world.partitions(topic)).collect()
}

/// The tool's plan for some partitions, which it must be able to make.
fn part(
    tool: &mut Tool,
    case: &Case,
    partitions: &[TopicPartition],
    strategy: &ResetStrategy,
) -> BTreeMap<TopicPartition, i64> {
    if partitions.is_empty() {
        return BTreeMap::new();
    }
    let mut arguments = partition_arguments(partitions);
    arguments.extend(strategy_arguments(strategy));
    let plan = tool.plan(&case.group.id, &arguments);
    assert_eq!(plan.error, None, "{arguments:?}");
    assert!(plan.offsets.keys().eq(partitions), "{arguments:?}: {plan:?}");
    plan.offsets
}

/// What the tool says to the whole request: the same where no rule applies, and what the rule says where one does.
fn hold_against_the_whole(
    case: &Case,
    whole: &ToolPlan,
    rows: &BTreeMap<(TopicName, Option<PartitionId>), Result<i64, KafkaError>>,
    rules: &BTreeSet<Rule>,
) {
    let error = whole.error.as_deref().unwrap_or_default();
    let whole_topics = matches!(case.scope, Scope::Topics { .. });
    if rules.contains(&Rule::UnknownTopicFailsAlone) {
        assert!(error.contains("UnknownTopicOrPartitionException"), "{whole:?}");
    } else if rules.contains(&Rule::NoCommitFailsAlone) && whole_topics {
        assert!(error.contains("since there is no current committed offset"), "{whole:?}");
    } else {
        assert_eq!(whole.error, None);
        let meant = rows.iter().filter_map(|((topic, partition), fate)| {
            let at = TopicPartition { topic: topic.clone(), partition: (*partition)? };
            let in_the_tool = whole_topics || case.group.committed.contains_key(&at);
            in_the_tool.then_some((at, fate.ok()?))
        });
        let meant: BTreeMap<_, _> = meant.collect();
        if rules.contains(&Rule::ShiftSaturates) {
            assert!(whole.offsets.keys().eq(meant.keys()), "{whole:?}");
        } else {
            assert_eq!(whole.offsets, meant);
        }
    }
}
