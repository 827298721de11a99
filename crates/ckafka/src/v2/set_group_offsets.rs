//! `SetGroupOffsets`: one strategy for every partition of the chosen topics.

use super::fields::{flag, group, instance, refuse_misspelt, refused, required, whole_number};
use super::topics::{self, Topics};
use crate::{InstanceId, ParameterError, Params};
use kafka_offsets::{GroupId, Offset, ResetRequest, ResetScope, ResetStrategy, Timestamp};

/// A strategy that is the same for every partition: all that `SetGroupOffsets` can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UniformStrategy {
    /// Log start; strategy 1 with `timestamp` -2.
    Earliest,
    /// Log end; strategy 1 with `timestamp` -1.
    Latest,
    /// First record at or after a time, the log end where there is none; strategy 1.
    Timestamp(Timestamp),
    /// Committed offset plus a number; strategy 0.
    ShiftBy(i64),
    /// The same offset everywhere; strategy 2.
    Offset(Offset),
}

/// An offset of its own for each partition was asked for, which `SetGroupOffsets` cannot say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an offset of its own for each partition cannot be sent as one strategy; use SetPartitionOffsets")]
pub struct NotUniform;

impl TryFrom<&ResetStrategy> for UniformStrategy {
    type Error = NotUniform;

    fn try_from(strategy: &ResetStrategy) -> Result<Self, NotUniform> {
        match strategy {
            ResetStrategy::Earliest => Ok(Self::Earliest),
            ResetStrategy::Latest => Ok(Self::Latest),
            ResetStrategy::Timestamp(time) => Ok(Self::Timestamp(*time)),
            ResetStrategy::ShiftBy(shift) => Ok(Self::ShiftBy(*shift)),
            ResetStrategy::Offset(offset) => Ok(Self::Offset(*offset)),
            ResetStrategy::PerPartition(_) => Err(NotUniform),
        }
    }
}

impl From<UniformStrategy> for ResetStrategy {
    fn from(strategy: UniformStrategy) -> Self {
        match strategy {
            UniformStrategy::Earliest => Self::Earliest,
            UniformStrategy::Latest => Self::Latest,
            UniformStrategy::Timestamp(time) => Self::Timestamp(time),
            UniformStrategy::ShiftBy(shift) => Self::ShiftBy(shift),
            UniformStrategy::Offset(offset) => Self::Offset(offset),
        }
    }
}

/// Request of the action `SetGroupOffsets`.
///
/// What our gateway adds: `dryRun=1` answers what the real call would and writes nothing; `createGroup=1` is the
/// explicit wish to give a group that does not exist its first offsets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetGroupOffsets {
    /// The instance.
    pub instance: InstanceId,
    /// The group.
    pub group: GroupId,
    /// Which topics.
    pub topics: Topics,
    /// Where to.
    pub strategy: UniformStrategy,
    /// Give a group that does not exist its first offsets.
    pub create_group: bool,
    /// Answer only, write nothing.
    pub dry_run: bool,
}

impl SetGroupOffsets {
    /// The plural, as the page, its sibling and the list of actions have it; one sample shows the singular.
    pub(crate) const ACTION: &'static str = "SetGroupOffsets";
    /// The sample's spelling; accepted, never sent.
    pub(crate) const ACTION_SINGULAR: &'static str = "SetGroupOffset";

    /// The request's parameters; of the three strategy parameters only the one that belongs.
    pub fn params(&self) -> Params {
        let mut params = Params::new();
        params.push("instanceId", self.instance.as_str());
        params.push("group", self.group.as_str());
        if let Topics::Named(selection) = &self.topics {
            topics::push(&mut params, selection.iter());
        }
        let (strategy, name, value) = match self.strategy {
            UniformStrategy::ShiftBy(shift) => ("0", "shift", shift),
            UniformStrategy::Earliest => ("1", "timestamp", -2),
            UniformStrategy::Latest => ("1", "timestamp", -1),
            UniformStrategy::Timestamp(time) => ("1", "timestamp", time.as_millis()),
            UniformStrategy::Offset(offset) => ("2", "offset", offset.get()),
        };
        params.push("strategy", strategy);
        params.push(name, value.to_string());
        if self.create_group {
            params.push("createGroup", "1");
        }
        if self.dry_run {
            params.push("dryRun", "1");
        }
        params
    }

    pub(crate) fn decode(params: &Params) -> Result<Self, ParameterError> {
        const KNOWN: [&str; 9] = [
            "instanceId",
            "group",
            "topics",
            "strategy",
            "shift",
            "timestamp",
            "offset",
            "createGroup",
            "dryRun",
        ];
        refuse_misspelt(params, &KNOWN)?;
        Ok(Self {
            instance: instance(params)?,
            group: group(params)?,
            topics: topics::read(params)?,
            strategy: read_strategy(params, &NAMES)?,
            create_group: flag(params, "createGroup")?,
            dry_run: flag(params, "dryRun")?,
        })
    }

    /// The same in the words of the domain.
    pub fn reset_request(&self) -> ResetRequest {
        ResetRequest {
            group: self.group.clone(),
            scope: match &self.topics {
                Topics::AllOfGroup => ResetScope::AllTopicsOfGroup,
                Topics::Named(selection) => ResetScope::Topics(selection.clone()),
            },
            strategy: self.strategy.into(),
            create_group: self.create_group,
        }
    }
}

/// The names of the parameters that make up a strategy, and how they are read.
pub(crate) struct StrategyNames {
    pub(crate) strategy: &'static str,
    pub(crate) shift: &'static str,
    pub(crate) timestamp: &'static str,
    pub(crate) offset: &'static str,
}

/// The names in API 2.0.
const NAMES: StrategyNames =
    StrategyNames { strategy: "strategy", shift: "shift", timestamp: "timestamp", offset: "offset" };

/// Reads the strategy and the one parameter that belongs to it.
pub(crate) fn read_strategy(
    params: &Params,
    names: &StrategyNames,
) -> Result<UniformStrategy, ParameterError> {
    const STRATEGY: &str = "send 0 (shift), 1 (time, earliest, latest) or 2 (offset)";
    let StrategyNames { strategy, shift, timestamp, offset } = names;
    let number = |name: &'static str, way_out: String| {
        let text = required(params, name, &way_out)?;
        let number = whole_number(name, text, &way_out)?;
        Ok::<_, ParameterError>((number, refused(name, text, way_out)))
    };
    match required(params, strategy, STRATEGY)? {
        "0" => {
            let way_out = format!(
                "{strategy} 0 needs {shift}: a whole number from -9223372036854775808 to 9223372036854775807, above 0 \
                 towards later offsets, below 0 towards earlier ones"
            );
            Ok(UniformStrategy::ShiftBy(number(shift, way_out)?.0))
        }
        "1" => {
            let way_out = format!(
                "{strategy} 1 needs {timestamp}: -2 (earliest), -1 (latest), or a time in milliseconds since \
                 1970-01-01T00:00:00Z, 0 or later"
            );
            match number(timestamp, way_out)? {
                (-2, _) => Ok(UniformStrategy::Earliest),
                (-1, _) => Ok(UniformStrategy::Latest),
                (millis, refusal) => {
                    Timestamp::try_from(millis).map(UniformStrategy::Timestamp).map_err(|_| refusal)
                }
            }
        }
        "2" => {
            let way_out = format!(
                "{strategy} 2 needs {offset}: a whole number from 0 to 9223372036854775807; for earliest or latest send \
                 {strategy} 1 with {timestamp} -2 or -1"
            );
            let (number, refusal) = number(offset, way_out)?;
            Offset::try_from(number).map(UniformStrategy::Offset).map_err(|_| refusal)
        }
        other => Err(refused(*strategy, other, STRATEGY)),
    }
}
