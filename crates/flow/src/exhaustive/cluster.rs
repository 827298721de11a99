//! A tiny cluster: two partitions with a few records, one group, and an endpoint before it that has its moods.

use crate::{ReadTopics, Submission};
use kafka_offsets::{
    AnswerRow, EndpointFault, FaultKind, GroupId, GroupMember, GroupState, GroupSummary, KafkaError, Offset,
    OffsetSnapshot, PartitionOffsets, ResetAnswer, ResetPlan, ResetRequest, ResetScope, Resolution, Target,
    TimeLookup, Timestamp, TopicPartition,
};
use std::collections::BTreeMap;

/// Offsets are small here.
pub(super) fn offset(number: u8) -> Offset {
    Offset::try_from(i64::from(number)).unwrap()
}

pub(super) fn small(offset: Offset) -> u8 {
    u8::try_from(offset.get()).unwrap()
}

/// Names that never change.
#[derive(Debug, Clone)]
pub(super) struct Names {
    pub(super) group: GroupId,
    pub(super) at: [TopicPartition; 2],
}

/// One partition, as it really is and as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Partition {
    pub(super) committed: Option<u8>,
    pub(super) start: u8,
    pub(super) end: u8,
    /// An old commit that is still shown, for so many reads.
    pub(super) shown: Option<(Option<u8>, u8)>,
}

impl Partition {
    fn seen(&self) -> Option<u8> {
        self.shown.map_or(self.committed, |(old, _)| old)
    }
}

/// What is wrong with the endpoint's reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Trouble {
    None,
    /// It cannot be reached.
    Down,
    /// The commit of the second partition cannot be read.
    SecondUnreadable,
}

/// A reset that was sent, whose sender has stopped listening, and that is carried out after so many reads.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Straggler {
    pub(super) submission: Submission,
    /// The plan that it was sent for.
    pub(super) of: Timestamp,
    pub(super) reads: u8,
}

/// How much the endpoint tells, and takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Manner {
    /// As our gateway: log starts, new offsets, and a line is left alone if its expectation does not hold.
    Everything,
    /// As API 3.0 of the cloud: neither log starts nor new offsets, and no expectations.
    Tersely,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Cluster {
    pub(super) manner: Manner,
    pub(super) partitions: [Partition; 2],
    /// The group has a member.
    pub(super) live: bool,
    pub(super) trouble: Trouble,
    pub(super) straggler: Option<Straggler>,
}

/// How much of a reset the endpoint carries out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Extent {
    Nothing,
    FirstPartition,
    All,
}

/// What a read of the offsets brings of a partition.
pub(super) type Seen = Result<Option<u8>, KafkaError>;

pub(super) fn fault(kind: FaultKind) -> EndpointFault {
    EndpointFault { kind, raw_code: String::new(), raw_message: String::new() }
}

impl Cluster {
    pub(super) fn group(&self, names: &Names) -> Result<GroupSummary, EndpointFault> {
        if self.trouble == Trouble::Down {
            return Err(fault(FaultKind::Unreachable));
        }
        Ok(summary(names, self.live))
    }

    /// What a read shows, partition by partition.
    pub(super) fn seen(&self, partition: usize) -> Seen {
        match (self.trouble, partition) {
            (Trouble::SecondUnreadable, 1) => Err(KafkaError::NotCoordinator),
            _ => Ok(self.partitions[partition].seen()),
        }
    }

    /// Reads the offsets, one after the other what is late becomes visible.
    pub(super) fn read(
        &mut self,
        names: &Names,
        group: GroupSummary,
        topics: &ReadTopics,
        taken_at: Timestamp,
    ) -> Result<OffsetSnapshot, EndpointFault> {
        let answer = self.snapshot(names, group, topics, taken_at);
        for partition in &mut self.partitions {
            partition.shown = match partition.shown {
                Some((old, left)) if left > 1 => Some((old, left - 1)),
                _ => None,
            };
        }
        match self.straggler.take() {
            Some(straggler) if straggler.reads > 1 => {
                self.straggler = Some(Straggler { reads: straggler.reads - 1, ..straggler });
            }
            Some(Straggler { submission, .. }) => {
                // Refused or done, nobody hears of it
                let _ = self.carry_out(names, &submission, Extent::All, false);
            }
            None => {}
        }
        answer
    }

    fn snapshot(
        &self,
        names: &Names,
        group: GroupSummary,
        topics: &ReadTopics,
        taken_at: Timestamp,
    ) -> Result<OffsetSnapshot, EndpointFault> {
        if self.trouble == Trouble::Down {
            return Err(fault(FaultKind::Unreachable));
        }
        let mut partitions = BTreeMap::new();
        for (number, partition) in self.partitions.iter().enumerate() {
            let at = &names.at[number];
            if matches!(topics, ReadTopics::Named(topics) if !topics.contains(&at.topic)) {
                continue;
            }
            let seen = self.seen(number);
            let offsets = PartitionOffsets {
                committed: seen.ok().flatten().map(offset),
                log_start: (self.manner == Manner::Everything).then(|| offset(partition.start)),
                log_end: Some(offset(partition.end)),
                at_time: TimeLookup::Unknown,
                error: seen.err(),
            };
            partitions.insert(at.clone(), offsets);
        }
        Ok(OffsetSnapshot { taken_at, group, partitions, failed_topics: BTreeMap::new(), looked_up: None })
    }

    /// Carries out what the endpoint would, by the same rules as our gateway, and says so row by row. A live group
    /// is refused.
    pub(super) fn carry_out(
        &mut self,
        names: &Names,
        submission: &Submission,
        extent: Extent,
        late: bool,
    ) -> Result<ResetAnswer, EndpointFault> {
        if self.live {
            return Err(fault(FaultKind::GroupNotEmpty));
        }
        let mut rows = Vec::new();
        for (number, wish) in self.wishes(names, submission) {
            let done = match extent {
                Extent::Nothing => false,
                Extent::FirstPartition => number == 0,
                Extent::All => true,
            };
            let partition = &mut self.partitions[number];
            let to = wish.filter(|_| done);
            if let Some(to) = to {
                partition.shown = late.then_some((partition.committed, 2));
                partition.committed = Some(to);
            }
            rows.push(AnswerRow {
                topic: names.at[number].topic.clone(),
                partition: Some(names.at[number].partition),
                offset: to.map(offset).filter(|_| self.manner == Manner::Everything),
                code: if to.is_some() { KafkaError::NONE } else { KafkaError::UnknownMemberId },
                message: String::new(),
            });
        }
        Ok(ResetAnswer { rows, request_id: None })
    }

    /// Where each partition of the submission is to go; `None` where its expectation does not hold.
    fn wishes(&self, names: &Names, submission: &Submission) -> Vec<(usize, Option<u8>)> {
        match submission {
            Submission::Topics { group, topics, strategy, .. } => {
                let request = ResetRequest {
                    group: group.clone(),
                    scope: ResetScope::Topics(topics.clone()),
                    strategy: strategy.clone(),
                    create_group: false,
                };
                let truth = Self {
                    manner: Manner::Everything,
                    trouble: Trouble::None,
                    partitions: self.partitions.map(|partition| Partition { shown: None, ..partition }),
                    ..self.clone()
                };
                let named = ReadTopics::Named(topics.clone());
                let snapshot =
                    truth.snapshot(names, summary(names, false), &named, Timestamp::EPOCH).unwrap();
                let plan = ResetPlan::compute(request, &snapshot, Resolution::Here).unwrap();
                let target =
                    |row: &kafka_offsets::PlannedReset| row.target.and_then(Target::offset).map(small);
                plan.rows.iter().map(|row| (names.number(&row.at), target(row))).collect()
            }
            Submission::Partitions { lines, .. } => lines
                .iter()
                .map(|(at, to, expected)| {
                    let number = names.number(at);
                    let Partition { committed, start, end, .. } = self.partitions[number];
                    let holds = self.manner == Manner::Tersely || committed == expected.map(small);
                    (number, holds.then_some(small(*to).clamp(start, end)))
                })
                .collect(),
        }
    }
}

impl Names {
    pub(super) fn number(&self, at: &TopicPartition) -> usize {
        self.at.iter().position(|known| known == at).unwrap()
    }
}

fn summary(names: &Names, live: bool) -> GroupSummary {
    let member = || GroupMember {
        member_id: "m".to_owned(),
        client_id: "c".to_owned(),
        client_host: "h".to_owned(),
        assignment: Vec::new(),
    };
    GroupSummary {
        group: names.group.clone(),
        state: if live { GroupState::Stable } else { GroupState::Empty },
        members: live.then(member).into_iter().collect(),
    }
}

/// Somebody else commits one further. What was late to be shown is passed over.
pub(super) fn bump(partition: &mut Partition) {
    partition.committed = Some(partition.committed.map_or(0, |now| (now + 1).min(partition.end)));
    partition.shown = None;
}
