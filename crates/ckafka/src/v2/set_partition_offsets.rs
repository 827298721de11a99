//! `SetPartitionOffsets`: an offset of its own for each partition. An addition of our gateway.

use super::fields::{flag, group, instance, refuse_misspelt, refused, required};
use crate::{InstanceId, ParameterError, Params};
use kafka_offsets::{GroupId, Offset, PartitionId, TopicPartition};
use std::collections::BTreeSet;
use std::fmt;

/// One partition and the offset that it shall get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLine {
    /// The partition.
    pub at: TopicPartition,
    /// Where it shall go; clamped to the log.
    pub offset: Offset,
    /// What must still hold for the line to be written.
    pub expected: Expected,
}

/// A condition on the committed offset at the moment of the reset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Anything: the line is written in any case.
    Anything,
    /// The group must have no commit there.
    NoCommit,
    /// The committed offset must be this one.
    Committed(Offset),
}

impl fmt::Display for PlanLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{},{}", self.at.topic, self.at.partition, self.offset)?;
        match self.expected {
            Expected::Anything => Ok(()),
            Expected::NoCommit => f.write_str(",none"),
            Expected::Committed(offset) => write!(f, ",{offset}"),
        }
    }
}

/// Request of the action `SetPartitionOffsets`.
///
/// Parameter `plan`: one line per partition, `topic,partition,offset` or `topic,partition,offset,expected`, which is
/// the CSV of Kafka's own reset tool without a header. `expected` is the committed offset that must still hold
/// (`none`: no commit); a line whose expectation fails is not written and answers code 22. The same partition twice refuses the whole plan (4000). `dryRun` and
/// `createGroup` as in `SetGroupOffsets`. The answer has the shape of `SetGroupOffsets`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetPartitionOffsets {
    /// The instance.
    pub instance: InstanceId,
    /// The group.
    pub group: GroupId,
    /// The lines, no partition twice; without any the endpoint refuses the request.
    pub plan: Vec<PlanLine>,
    /// Give a group that does not exist its first offsets.
    pub create_group: bool,
    /// Answer only, write nothing.
    pub dry_run: bool,
}

impl SetPartitionOffsets {
    pub(crate) const ACTION: &'static str = "SetPartitionOffsets";

    /// The request's parameters.
    pub fn params(&self) -> Params {
        let mut params = Params::new();
        params.push("instanceId", self.instance.as_str());
        params.push("group", self.group.as_str());
        let lines: Vec<String> = self.plan.iter().map(PlanLine::to_string).collect();
        params.push("plan", lines.join("\n"));
        if self.create_group {
            params.push("createGroup", "1");
        }
        if self.dry_run {
            params.push("dryRun", "1");
        }
        params
    }

    pub(crate) fn decode(params: &Params) -> Result<Self, ParameterError> {
        refuse_misspelt(params, &["instanceId", "group", "plan", "createGroup", "dryRun"])?;
        Ok(Self {
            instance: instance(params)?,
            group: group(params)?,
            plan: read_plan(required(params, "plan", LINE)?)?,
            create_group: flag(params, "createGroup")?,
            dry_run: flag(params, "dryRun")?,
        })
    }
}

const LINE: &str = "send one line per partition: topic,partition,offset or topic,partition,offset,expected, \
                    where expected is the committed offset or none";

fn read_plan(text: &str) -> Result<Vec<PlanLine>, ParameterError> {
    let mut seen = BTreeSet::new();
    let mut plan = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let name = || format!("plan line {}", index + 1);
        let read = read_line(line).map_err(|why| refused(name(), line, why))?;
        if !seen.insert(read.at.clone()) {
            return Err(refused(
                name(),
                line,
                format!("partition {} is in the plan twice; send it once", read.at),
            ));
        }
        plan.push(read);
    }
    if plan.is_empty() { Err(refused("plan", text, LINE)) } else { Ok(plan) }
}

fn read_line(line: &str) -> Result<PlanLine, String> {
    let fields: Vec<&str> = line.split(',').map(str::trim).collect();
    let (topic, partition, offset, expected) = match fields.as_slice() {
        [topic, partition, offset] => (*topic, *partition, *offset, None),
        [topic, partition, offset, expected] => (*topic, *partition, *offset, Some(*expected)),
        _ => return Err(LINE.to_owned()),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = |text: &str| {
        if !digits(text) {
            return Err(format!(
                "\"{text}\" is no offset: send a whole number from 0 to 9223372036854775807"
            ));
        }
        text.parse::<Offset>().map_err(|error| error.to_string())
    };
    let no_partition =
        || format!("\"{partition}\" is no partition: send a whole number from 0 to 2147483647");
    if !digits(partition) {
        return Err(no_partition());
    }
    Ok(PlanLine {
        at: TopicPartition {
            topic: topic.parse().map_err(|error: kafka_offsets::IdError| error.to_string())?,
            partition: partition
                .parse::<i32>()
                .ok()
                .and_then(|number| PartitionId::try_from(number).ok())
                .ok_or_else(no_partition)?,
        },
        offset: number(offset)?,
        expected: match expected {
            None => Expected::Anything,
            Some("none") => Expected::NoCommit,
            Some(text) => Expected::Committed(number(text)?),
        },
    })
}
