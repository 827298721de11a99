//! Writes offsets: as few requests as brokers accept, none of them twice unless the broker refused it.

use super::cluster::Cluster;
use super::error::coordinator_is_elsewhere;
use super::offset_commit::{self, Codes, Move};
use super::refusal::refusal;
use super::retry::Retry;
use crate::upstream::UpstreamError;
use kafka_offsets::{GroupId, KafkaError};

/// Commits the moves and returns the broker's codes.
///
/// A coordinator that answers "not me" or "not yet" has written nothing, so those moves are sent again; a
/// request without an answer is never sent again.
pub(crate) async fn commit(
    cluster: &Cluster,
    group: &GroupId,
    moves: Vec<Move>,
) -> Result<Codes, UpstreamError> {
    let doing = format!("moving the offsets of group \"{group}\"");
    let mut codes = Codes::new();
    let mut something_written = false;
    let mut retry = Retry::default();
    let mut left = moves;
    loop {
        let mut refused = Vec::new();
        for batch in batches(group, &left) {
            let outcome = match cluster.coordinator(group).await {
                Ok(conn) => offset_commit::send(&conn, group, batch).await,
                Err(error) => Err(error),
            };
            match outcome {
                Ok(answer) => {
                    let elsewhere = |one: &&Move| code_of(&answer, one).is_some_and(coordinator_is_elsewhere);
                    refused.extend(batch.iter().filter(elsewhere).cloned());
                    something_written |=
                        batch.iter().any(|one| code_of(&answer, one).is_none_or(KafkaError::is_success));
                    for (topic, partitions) in answer {
                        codes.entry(topic).or_default().extend(partitions);
                    }
                }
                Err(error) if error.may_have_happened() || something_written => {
                    return Err(UpstreamError::OutcomeUnknown(error.to_string()));
                }
                // Nothing was written, and this batch may well go through in a moment.
                Err(error) if error.worth_another_read() => {
                    cluster.forget_coordinator(group);
                    if !retry.again().await {
                        return Err(refusal(&doing, error));
                    }
                    refused.extend(batch.iter().cloned());
                }
                Err(error) => return Err(refusal(&doing, error)),
            }
        }
        if refused.is_empty() {
            return Ok(codes);
        }
        cluster.forget_coordinator(group);
        if !retry.again().await {
            return Ok(codes);
        }
        left = refused;
    }
}

/// Bytes that one commit request may hand to the group's log. Brokers append it as one batch, which by default may
/// have 1 MiB.
const BATCH_BYTES: usize = 512 * 1024;
/// Bytes that a committed offset takes there besides the names of group and topic; generously.
const MOVE_BYTES: usize = 100;

/// The moves in as many requests as brokers accept: one, but for many thousands of partitions.
fn batches<'a>(group: &GroupId, moves: &'a [Move]) -> impl Iterator<Item = &'a [Move]> {
    let longest = moves.iter().map(|one| one.at.topic.as_str().len()).max().unwrap_or(0);
    let each = MOVE_BYTES + group.as_str().len() + longest;
    moves.chunks((BATCH_BYTES / each).max(1))
}

fn code_of(codes: &Codes, one: &Move) -> Option<KafkaError> {
    codes.get(one.at.topic.as_str())?.get(&one.at.partition.get()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kafka_offsets::{Offset, PartitionId, TopicName, TopicPartition};

    fn moves(topic: &str, partitions: i32) -> Vec<Move> {
        let topic: TopicName = topic.parse().unwrap();
        let at = |id| TopicPartition { topic: topic.clone(), partition: PartitionId::try_from(id).unwrap() };
        (0..partitions).map(|id| Move { at: at(id), to: Offset::ZERO }).collect()
    }

    #[test]
    fn a_thousand_partitions_are_one_request() {
        let group = "billing".parse().unwrap();
        assert_eq!(batches(&group, &moves("orders.created", 1_000)).count(), 1);
    }

    #[test]
    fn the_longest_names_are_split_so_that_brokers_accept_each_part_and_nothing_is_left_out() {
        let (group, topic) = ("g".repeat(255), "t".repeat(249));
        let moves = moves(&topic, 10_000);
        let parts: Vec<&[Move]> = batches(&group.parse().unwrap(), &moves).collect();
        assert!(parts.iter().all(|part| part.len() * (group.len() + topic.len() + 50) < 1024 * 1024));
        assert_eq!(parts.concat(), moves);
    }

    #[test]
    fn a_name_longer_than_a_part_still_goes_one_by_one() {
        let group: GroupId = "g".repeat(32_000).parse().unwrap();
        assert!(batches(&group, &moves("t", 100)).all(|part| !part.is_empty()));
    }
}
