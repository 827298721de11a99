//! The same reset as a line for Kafka's own `kafka-consumer-groups`.

use crate::{
    GroupId, Offset, PlannedReset, ResetPlan, ResetScope, ResetStrategy, Target, TopicName, TopicPartition,
    write_kafka_csv,
};
use std::fmt::Write;

/// Name of the plan file in the command lines.
pub const PLAN_FILE_NAME: &str = "plan.csv";

/// The last moment of the year 9999: Kafka's tool reads years of four digits.
const LAST_READABLE_MILLIS: i64 = 253_402_300_799_999;

/// A plan as lines for a POSIX shell; the broker's address is left to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KafkaCommand {
    /// Shows what it would do, and writes nothing.
    pub dry_run: String,
    /// Does it.
    pub execute: String,
    /// The file that both lines read, where they read one: save it as [`PLAN_FILE_NAME`].
    pub file: Option<String>,
}

impl ResetPlan {
    /// The plan as `kafka-consumer-groups` lines, by its strategy where that tool has it; `None` if nothing in it
    /// can be done.
    ///
    /// All topics are named, since the tool's `--all-topics` means fewer partitions than ours. Where each partition
    /// has an offset of its own, the lines read them from [`KafkaCommand::file`]. Kafka's tool resolves the strategy
    /// anew when it runs, and unlike here it does nothing at all if one partition has no commit to shift from.
    ///
    /// ```
    /// # use kafka_offsets::*;
    /// # use std::collections::BTreeMap;
    /// # let at = TopicPartition { topic: "orders".parse()?, partition: PartitionId::ZERO };
    /// # let group: GroupId = "o'brien's group".parse()?;
    /// # let request = ResetRequest {
    /// #     group: group.clone(),
    /// #     scope: ResetScope::Topics(TopicSelection::new(["orders".parse()?]).ok_or("no topic")?),
    /// #     strategy: ResetStrategy::ShiftBy(-500),
    /// #     create_group: false,
    /// # };
    /// # let offsets = PartitionOffsets {
    /// #     committed: Some(Offset::try_from(900)?),
    /// #     log_start: Some(Offset::ZERO),
    /// #     log_end: Some(Offset::try_from(1_000)?),
    /// #     at_time: TimeLookup::Unknown,
    /// #     error: None,
    /// # };
    /// # let snapshot = OffsetSnapshot {
    /// #     taken_at: Timestamp::EPOCH,
    /// #     group: GroupSummary { group, state: GroupState::Empty, members: vec![] },
    /// #     partitions: BTreeMap::from([(at, offsets)]),
    /// #     failed_topics: BTreeMap::new(),
    /// #     looked_up: None,
    /// # };
    /// # let plan = ResetPlan::compute(request, &snapshot, Resolution::AtEndpoint)?;
    /// // Replays 500 records of "orders" for "o'brien's group"
    /// let command = plan.kafka_command().ok_or("nothing to do")?;
    /// assert_eq!(
    ///     command.dry_run,
    ///     r"kafka-consumer-groups --bootstrap-server BROKER:9092 --group 'o'\''brien'\''s group' --reset-offsets --topic orders --shift-by=-500 --dry-run"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn kafka_command(&self) -> Option<KafkaCommand> {
        let group = &self.request.group;
        let strategy = match &self.request.strategy {
            ResetStrategy::PerPartition(_) => None,
            ResetStrategy::Timestamp(at) if at.as_millis() > LAST_READABLE_MILLIS => None,
            ResetStrategy::Earliest => Some("--to-earliest".to_owned()),
            ResetStrategy::Latest => Some("--to-latest".to_owned()),
            ResetStrategy::Timestamp(at) => Some(format!("--to-datetime {at}")),
            ResetStrategy::ShiftBy(by) => Some(option("--shift-by", &by.to_string())),
            ResetStrategy::Offset(offset) => Some(format!("--to-offset {offset}")),
        };
        let Some(strategy) = strategy else { return kafka_command_from_file(group, self.absolute_offsets()) };
        let mut what = String::new();
        for rows in self.rows.chunk_by(|a, b| a.at.topic == b.at.topic) {
            let Some(topic) = topic_argument(rows, &self.request.scope) else { continue };
            what.push_str(&option("--topic", &topic));
            what.push(' ');
        }
        (!what.is_empty()).then(|| lines(group, &format!("{what}{strategy}"), None))
    }

    /// Where each partition goes, as far as a number is known, in plan order: what a plan file holds.
    ///
    /// A bound counts as the number that it names.
    pub fn absolute_offsets(&self) -> impl Iterator<Item = (&TopicPartition, Offset)> {
        self.rows.iter().filter_map(|row| Some((&row.at, row.target.and_then(Target::offset)?)))
    }

    /// The committed offsets before the reset, in plan order: the plan file that takes it back.
    pub fn old_offsets(&self) -> impl Iterator<Item = (&TopicPartition, Offset)> {
        self.rows.iter().filter_map(|row| Some((&row.at, row.committed?)))
    }
}

/// The lines that apply some offsets of a group from a file; `None` without any.
pub fn kafka_command_from_file<'a>(
    group: &GroupId,
    offsets: impl Iterator<Item = (&'a TopicPartition, Offset)>,
) -> Option<KafkaCommand> {
    let file = write_kafka_csv(offsets);
    (!file.is_empty()).then(|| lines(group, &format!("--from-file {PLAN_FILE_NAME}"), Some(file)))
}

fn lines(group: &GroupId, what: &str, file: Option<String>) -> KafkaCommand {
    let group = option("--group", group.as_str());
    let line = format!("kafka-consumer-groups --bootstrap-server BROKER:9092 {group} --reset-offsets {what}");
    KafkaCommand { dry_run: format!("{line} --dry-run"), execute: format!("{line} --execute"), file }
}

/// A topic with something to do, followed by its partitions where these are chosen one by one.
fn topic_argument(rows: &[PlannedReset], scope: &ResetScope) -> Option<String> {
    let mut todo = rows.iter().filter(|row| row.target.is_some()).map(|row| &row.at);
    let first = todo.next()?;
    let topic: &TopicName = &first.topic;
    let mut argument = topic.as_str().to_owned();
    if matches!(scope, ResetScope::Partitions(_)) {
        let _ = write!(argument, ":{}", first.partition);
        for at in todo {
            let _ = write!(argument, ",{}", at.partition);
        }
    }
    Some(argument)
}

/// An option with its value; `=` keeps a value that begins with a dash from being read as the next option.
fn option(name: &str, value: &str) -> String {
    let between = if value.starts_with('-') { '=' } else { ' ' };
    format!("{name}{between}{}", quoted(value))
}

/// A word for a POSIX shell: in single quotes, unless every character is harmless.
fn quoted(word: &str) -> String {
    let harmless = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ':' | '@' | '%' | '+' | ',')
    };
    if !word.is_empty() && word.chars().all(harmless) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
