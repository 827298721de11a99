//! Which resets are compared: every strategy, with values at and around every edge.

use crate::world::{FIRST_TIME, Group, TIME_SPAN, World};
use kafka_offsets::{
    Offset, ResetRequest, ResetScope, ResetStrategy, Timestamp, TopicName, TopicPartition, TopicSelection,
};
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::{select, subsequence};

/// One reset.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) group: Group,
    pub(crate) scope: Scope,
    pub(crate) strategy: ResetStrategy,
    pub(crate) create_group: bool,
}

/// What it is about.
#[derive(Debug, Clone)]
pub(crate) enum Scope {
    /// These topics, and perhaps one that does not exist.
    Topics { known: Vec<TopicName>, unknown: Option<TopicName> },
    /// All topics of the group.
    AllTopics,
}

/// The last moment that the tool's time format can name: 9999-12-31T23:59:59.999Z.
const LAST_TIME: i64 = 253_402_300_799_999;

pub(crate) fn strategy(world: &World) -> impl Strategy<Value = Case> + use<> {
    let group = select(world.groups.clone());
    let topics: Vec<TopicName> = world.topics.keys().cloned().collect();
    let missing: TopicName = format!("{}-missing", world.prefix).parse().unwrap();
    let unknown = prop_oneof![9 => Just(None), 1 => Just(Some(missing))];
    let known = subsequence(topics, 1..=3);
    let scope = prop_oneof![
        5 => (known, unknown).prop_map(|(known, unknown)| Scope::Topics { known, unknown }),
        1 => Just(Scope::AllTopics),
    ];
    (group, scope, strategies(world), any::<bool>()).prop_map(|(group, scope, strategy, create_group)| Case {
        group,
        scope,
        strategy,
        create_group,
    })
}

fn strategies(world: &World) -> impl Strategy<Value = ResetStrategy> + use<> {
    let shift = prop_oneof![
        6 => -50_i64..50,
        1 => Just(0),
        3 => Just(i64::MAX),
        1 => Just(i64::MIN),
        1 => any::<i64>(),
    ];
    let offset = prop_oneof![8 => 0_i64..50, 1 => Just(i64::MAX), 1 => 0..i64::MAX];
    let times: Vec<i64> = world.topics.values().flatten().flat_map(|log| log.times.clone()).collect();
    let time = prop_oneof![
        // At a record, and one millisecond to either side of it.
        6 => (select(times), -1_i64..=1).prop_map(|(time, aside)| time + aside),
        3 => (-100..TIME_SPAN + 100).prop_map(|millis| FIRST_TIME + millis),
        1 => Just(0),
        1 => Just(LAST_TIME),
    ];
    prop_oneof![
        1 => Just(ResetStrategy::Earliest),
        1 => Just(ResetStrategy::Latest),
        3 => shift.prop_map(ResetStrategy::ShiftBy),
        2 => offset.prop_map(|offset| ResetStrategy::Offset(Offset::try_from(offset).unwrap())),
        3 => time.prop_map(|time| ResetStrategy::Timestamp(Timestamp::try_from(time).unwrap())),
    ]
}

impl Case {
    /// The reset as our upstream is asked for it.
    pub(crate) fn request(&self) -> ResetRequest {
        let scope = match &self.scope {
            Scope::Topics { known, unknown } => {
                ResetScope::Topics(TopicSelection::new(known.iter().chain(unknown).cloned()).unwrap())
            }
            Scope::AllTopics => ResetScope::AllTopicsOfGroup,
        };
        ResetRequest {
            group: self.group.id.clone(),
            scope,
            strategy: self.strategy.clone(),
            create_group: self.create_group,
        }
    }

    /// The reset as an operator types it for Kafka's tool.
    pub(crate) fn tool_arguments(&self) -> Vec<String> {
        let mut arguments = match &self.scope {
            Scope::Topics { known, unknown } => known
                .iter()
                .chain(unknown)
                .flat_map(|topic| ["--topic".to_owned(), topic.to_string()])
                .collect(),
            Scope::AllTopics => vec!["--all-topics".to_owned()],
        };
        arguments.extend(strategy_arguments(&self.strategy));
        arguments
    }
}

/// Arguments of Kafka's tool for just these partitions.
pub(crate) fn partition_arguments(partitions: &[TopicPartition]) -> Vec<String> {
    partitions
        .iter()
        .flat_map(|at| ["--topic".to_owned(), format!("{}:{}", at.topic, at.partition)])
        .collect()
}

/// Arguments of Kafka's tool for a strategy.
pub(crate) fn strategy_arguments(strategy: &ResetStrategy) -> Vec<String> {
    match strategy {
        ResetStrategy::Earliest => vec!["--to-earliest".to_owned()],
        ResetStrategy::Latest => vec!["--to-latest".to_owned()],
        ResetStrategy::ShiftBy(by) => vec!["--shift-by".to_owned(), by.to_string()],
        ResetStrategy::Offset(offset) => vec!["--to-offset".to_owned(), offset.to_string()],
        ResetStrategy::Timestamp(time) => {
            vec!["--to-datetime".to_owned(), format!("ms:{}", time.as_millis())]
        }
        ResetStrategy::PerPartition(_) => panic!("no case has an offset of its own for each partition"),
    }
}
