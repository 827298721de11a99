//! The oracle: where offsets must be, in the plainest words, and without a line of the code under test.

use crate::world::FIRST_TIME;
use kafka_offsets::{ResetRequest, ResetScope, ResetStrategy, TopicPartition};
use std::collections::BTreeMap;

/// A partition's log: the first record that is kept, and one past the last. Record `k` is of second `k`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Log {
    pub(crate) start: i64,
    pub(crate) end: i64,
}

impl Log {
    fn clamp(self, wish: i128) -> i64 {
        i64::try_from(wish.max(self.start.into()).min(self.end.into())).unwrap()
    }

    fn first_at_or_after(self, millis: i64) -> i64 {
        (self.start..self.end).find(|k| FIRST_TIME + k * 1000 >= millis).unwrap_or(self.end)
    }
}

/// One group and the logs of its sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Model {
    pub(crate) logs: BTreeMap<TopicPartition, Log>,
    pub(crate) committed: BTreeMap<TopicPartition, i64>,
}

impl Model {
    pub(crate) fn exists(&self) -> bool {
        !self.committed.is_empty()
    }

    pub(crate) fn at(&self, place: &TopicPartition) -> Option<i64> {
        self.committed.get(place).copied()
    }

    /// The partitions that a request is about.
    pub(crate) fn meant(&self, request: &ResetRequest) -> Vec<TopicPartition> {
        let known = |wanted: &dyn Fn(&TopicPartition) -> bool| -> Vec<TopicPartition> {
            self.logs.keys().filter(|place| wanted(place)).cloned().collect()
        };
        if let ResetStrategy::PerPartition(each) = &request.strategy {
            return known(&|place| each.contains_key(place));
        }
        match &request.scope {
            ResetScope::Topics(topics) => known(&|place| topics.iter().any(|topic| *topic == place.topic)),
            ResetScope::Partitions(partitions) => known(&|place| partitions.contains(place)),
            ResetScope::AllTopicsOfGroup => {
                known(&|place| self.committed.keys().any(|committed| committed.topic == place.topic))
            }
        }
    }

    /// Where a partition is put by a request that was planned on `planned` and is carried out now; `None` if that must
    /// fail. Whole topics are resolved when they are reset; single partitions were resolved when they were planned, and
    /// are only kept inside their log.
    pub(crate) fn target_since(
        &self,
        planned: &Self,
        request: &ResetRequest,
        place: &TopicPartition,
    ) -> Option<i64> {
        if names_partitions(request) {
            let frozen = planned.target(request, place)?;
            return Some(self.logs[place].clamp(frozen.into()));
        }
        self.target(request, place)
    }

    /// Where the request leads now; `None` if that must fail.
    pub(crate) fn target(&self, request: &ResetRequest, place: &TopicPartition) -> Option<i64> {
        let log = self.logs[place];
        Some(match &request.strategy {
            ResetStrategy::Earliest => log.start,
            ResetStrategy::Latest => log.end,
            ResetStrategy::Timestamp(time) => log.first_at_or_after(time.as_millis()),
            ResetStrategy::ShiftBy(by) => log.clamp(i128::from(self.at(place)?) + i128::from(*by)),
            ResetStrategy::Offset(offset) => log.clamp(offset.get().into()),
            ResetStrategy::PerPartition(each) => log.clamp(each[place].get().into()),
        })
    }
}

fn names_partitions(request: &ResetRequest) -> bool {
    matches!(request.scope, ResetScope::Partitions(_))
        || matches!(request.strategy, ResetStrategy::PerPartition(_))
}
