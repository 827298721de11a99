//! What is on the cluster: logs with known timestamps and starts, and groups with all, some or no commits.

use crate::tool::Tool;
use ckafka_gateway::upstream::{OffsetUpstream, ReadTopics};
use kafka_offsets::{GroupId, GroupState, PartitionId, TopicName, TopicPartition};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, prop_oneof};
use std::collections::BTreeMap;

/// Time of the earliest possible record: 2023-11-14T22:13:20Z.
pub(crate) const FIRST_TIME: i64 = 1_700_000_000_000;
/// Records lie within these milliseconds after it, in any order.
pub(crate) const TIME_SPAN: i64 = 60_000;

/// Topics and groups of one run.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) prefix: String,
    pub(crate) topics: BTreeMap<TopicName, Vec<Log>>,
    pub(crate) groups: Vec<Group>,
}

/// One partition.
#[derive(Debug, Clone)]
pub(crate) struct Log {
    /// Timestamps of its records, in offset order.
    pub(crate) times: Vec<i64>,
    /// Records deleted from its start.
    pub(crate) trimmed: usize,
    /// Records of a transaction that is still open at its end.
    pub(crate) open: usize,
}

impl Log {
    fn end(&self) -> usize {
        self.times.len() + self.open
    }
}

/// A group; without a commit and without a member it does not exist.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) id: GroupId,
    pub(crate) committed: BTreeMap<TopicPartition, i64>,
    /// By which protocol its one member has joined, if it has one.
    pub(crate) member: Option<&'static str>,
}

impl Group {
    pub(crate) fn exists(&self) -> bool {
        self.member.is_some() || !self.committed.is_empty()
    }
}

/// How much of a topic a group has committed.
#[derive(Debug, Clone, Copy)]
enum Share {
    Nothing,
    Everything,
    Something,
}

const TOPICS: usize = 8;
const GROUPS: usize = 12;
const MAX_PARTITIONS: usize = 6;

pub(crate) fn strategy(prefix: &str) -> impl Strategy<Value = World> + use<> {
    let prefix = prefix.to_owned();
    let topics = vec(vec(log(), 1..=MAX_PARTITIONS), TOPICS);
    let share =
        prop_oneof![2 => Just(Share::Nothing), 3 => Just(Share::Everything), 2 => Just(Share::Something)];
    // For every partition of every topic: whether "something" has it, and how far behind the end it is.
    let commit = (proptest::bool::ANY, 0.0..1.1_f64);
    let groups = vec(vec((share, vec(commit, MAX_PARTITIONS)), TOPICS), GROUPS);
    (topics, groups).prop_map(move |(logs, groups)| {
        let topics: BTreeMap<TopicName, Vec<Log>> = logs
            .into_iter()
            .enumerate()
            .map(|(number, logs)| (format!("{prefix}-t{number}").parse().unwrap(), logs))
            .collect();
        let settled = groups.into_iter().enumerate().map(|(number, shares)| Group {
            id: format!("{prefix}-g{number}").parse().unwrap(),
            committed: topics.iter().zip(shares).flat_map(|(topic, share)| commits(topic, share)).collect(),
            member: None,
        });
        let others = [("missing", None), ("classic", Some("classic")), ("kip848", Some("consumer"))].map(
            |(name, member)| Group {
                id: format!("{prefix}-{name}").parse().unwrap(),
                committed: BTreeMap::new(),
                member,
            },
        );
        let groups = settled.chain(others).collect();
        World { prefix: prefix.clone(), topics, groups }
    })
}

fn log() -> impl Strategy<Value = Log> {
    let times = prop_oneof![
        1 => Just(Vec::new()),
        5 => vec((0..TIME_SPAN).prop_map(|millis| FIRST_TIME + millis), 1..40),
    ];
    let trimmed = prop_oneof![2 => Just(0.0), 2 => 0.0..1.0, 1 => Just(1.0)];
    let open = prop_oneof![9 => Just(0_usize), 1 => 1..5_usize];
    (times, trimmed, open).prop_map(|(times, share, open)| {
        let trimmed = part_of(times.len(), share);
        Log { times, trimmed, open }
    })
}

/// Commits of a group on one topic: anywhere from 0 (before the log start, perhaps) to a little past the log end.
fn commits(
    (topic, logs): (&TopicName, &Vec<Log>),
    (share, commits): (Share, Vec<(bool, f64)>),
) -> Vec<(TopicPartition, i64)> {
    let partitions = (0..).zip(logs).zip(commits);
    let chosen = partitions.filter(|(_, (chosen, _))| match share {
        Share::Nothing => false,
        Share::Everything => true,
        Share::Something => *chosen,
    });
    chosen
        .map(|((partition, log), (_, how_far))| {
            let at =
                TopicPartition { topic: topic.clone(), partition: PartitionId::try_from(partition).unwrap() };
            (at, i64::try_from(part_of(log.end() + 1, how_far)).unwrap())
        })
        .collect()
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of at most 50 records, never below 0"
)]
fn part_of(whole: usize, share: f64) -> usize {
    (whole as f64 * share) as usize
}

impl World {
    /// Every partition of a topic.
    pub(crate) fn partitions(&self, topic: &TopicName) -> Vec<TopicPartition> {
        (0..self.topics[topic].len())
            .map(|number| TopicPartition {
                topic: topic.clone(),
                partition: PartitionId::try_from(i32::try_from(number).unwrap()).unwrap(),
            })
            .collect()
    }

    /// Makes all of it true on the cluster.
    pub(crate) fn build(&self, tool: &mut Tool) {
        for (topic, logs) in &self.topics {
            tool.prepare(&["topic", topic.as_str(), &logs.len().to_string()]);
            for (number, log) in logs.iter().enumerate() {
                self.build_log(tool, topic.as_str(), &number.to_string(), log);
            }
        }
        for group in &self.groups {
            let mut words = vec!["commit".to_owned(), group.id.to_string()];
            for (at, offset) in &group.committed {
                words.extend([at.topic.to_string(), at.partition.to_string(), offset.to_string()]);
            }
            if words.len() > 2 {
                tool.prepare(&words.iter().map(String::as_str).collect::<Vec<_>>());
            }
            if let Some(protocol) = group.member {
                let topic = self.topics.keys().next().unwrap();
                tool.prepare(&["join", group.id.as_str(), topic.as_str(), protocol]);
            }
        }
    }

    fn build_log(&self, tool: &mut Tool, topic: &str, partition: &str, log: &Log) {
        if !log.times.is_empty() {
            let times: Vec<String> = log.times.iter().map(i64::to_string).collect();
            let mut words = vec!["records", topic, partition];
            words.extend(times.iter().map(String::as_str));
            tool.prepare(&words);
        }
        if log.trimmed > 0 {
            tool.prepare(&["trim", topic, partition, &log.trimmed.to_string()]);
        }
        if log.open > 0 {
            tool.prepare(&["open", topic, partition, &log.open.to_string()]);
        }
    }

    /// After all the dry runs every commit is where it was, and no group has come into being.
    pub(crate) async fn assert_nothing_moved(&self, upstream: &impl OffsetUpstream) {
        for group in self.groups.iter().filter(|group| group.member.is_none()) {
            let now = upstream.snapshot(&group.id, &ReadTopics::AllOfGroup, None).await.unwrap();
            let committed: BTreeMap<_, _> = now
                .partitions
                .into_iter()
                .filter_map(|(at, offsets)| Some((at, offsets.committed?.get())))
                .collect();
            assert_eq!(committed, group.committed, "{}", group.id);
            let state = if group.exists() { GroupState::Empty } else { GroupState::Dead };
            assert_eq!(now.group.state, state, "{}", group.id);
        }
    }
}
