//! A cluster that is played through: it carries resets out as the gateway does, but for the partitions that fail.

use crate::fixture::{request, snapshot};
use kafka_offsets::{
    AnswerRow, Claim, KafkaError, Observation, Offset, OffsetSnapshot, PartitionOffsets, ResetAnswer,
    ResetPlan, ResetRequest, ResetScope, ResetStrategy, Resolution, Target, TopicPartition, VerifiedReset,
    verify,
};
use std::collections::{BTreeMap, BTreeSet};

/// A cluster with one group.
#[derive(Debug, Clone)]
pub(crate) struct Cluster(pub(crate) OffsetSnapshot);

impl Cluster {
    pub(crate) fn new(partitions: impl IntoIterator<Item = (TopicPartition, PartitionOffsets)>) -> Self {
        Self(OffsetSnapshot { partitions: partitions.into_iter().collect(), ..snapshot([]) })
    }

    pub(crate) fn plan(&self, scope: ResetScope, strategy: ResetStrategy) -> ResetPlan {
        let request = request(scope, strategy);
        let resolution = request.resolution();
        ResetPlan::compute(request, &self.0, resolution).unwrap()
    }

    /// Carries a request out but for `failing`, and answers.
    pub(crate) fn reset(&mut self, request: &ResetRequest, failing: &BTreeSet<TopicPartition>) -> Claim {
        let plan = ResetPlan::compute(request.clone(), &self.0, Resolution::Here).unwrap();
        let mut rows = Vec::new();
        for row in plan.rows {
            let offset = row.target.and_then(Target::offset).filter(|_| !failing.contains(&row.at));
            if let Some(read) = self.0.partitions.get_mut(&row.at).filter(|_| offset.is_some()) {
                read.committed = offset;
            }
            rows.push(AnswerRow {
                topic: row.at.topic,
                partition: Some(row.at.partition),
                offset,
                code: if offset.is_some() { KafkaError::NONE } else { KafkaError::UnknownMemberId },
                message: String::new(),
            });
        }
        Claim::Answered(ResetAnswer { rows, request_id: None })
    }

    pub(crate) fn read_back(&self, plan: &ResetPlan, claim: &Claim) -> VerifiedReset {
        let observed: BTreeMap<_, _> = self
            .0
            .partitions
            .iter()
            .map(|(at, read)| (at.clone(), Observation::Committed(read.committed)))
            .collect();
        verify(plan, claim, &observed)
    }

    pub(crate) fn committed(&self) -> BTreeMap<TopicPartition, Option<Offset>> {
        self.0.partitions.iter().map(|(at, read)| (at.clone(), read.committed)).collect()
    }

    /// A consumer commits.
    pub(crate) fn commit(&mut self, at: &TopicPartition, offset: Option<Offset>) {
        self.0.partitions.get_mut(at).unwrap().committed = offset;
    }
}
