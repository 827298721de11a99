//! How the rows of an answer are matched to the plan, whatever shape the answer has.

use crate::fixture::{at, offset, p, p0, request, snapshot, topic, topics};
use kafka_offsets::ResetStrategy::{Earliest, PerPartition, ShiftBy};
use kafka_offsets::{
    AnswerRow, Claim, KafkaError, Observation, Overall, PartitionId, ResetAnswer, ResetPlan, ResetScope,
    Resolution, RowClaim, TopicPartition, Verdict, VerdictReason, VerifiedReset, VerifiedTopic, verify,
};
use std::collections::BTreeMap;

/// Topics a (partitions 0 and 1) and b (partition 0), each committed at 50 and going to 10.
fn plan(names: &[&str]) -> ResetPlan {
    let snapshot = snapshot([(at("a", 0), p()), (at("a", 1), p()), (at("b", 0), p())]);
    ResetPlan::compute(request(topics(names), Earliest), &snapshot, Resolution::Here).unwrap()
}

fn done(name: &str, partition: i32, to: i64) -> AnswerRow {
    let at = at(name, partition);
    AnswerRow {
        topic: at.topic,
        partition: Some(at.partition),
        offset: Some(offset(to)),
        code: KafkaError::NONE,
        message: String::new(),
    }
}

fn failed(name: &str, partition: Option<i32>, code: KafkaError, message: &str) -> AnswerRow {
    AnswerRow {
        topic: topic(name),
        partition: partition.map(|number| PartitionId::try_from(number).unwrap()),
        offset: None,
        code,
        message: message.to_owned(),
    }
}

fn answer<const N: usize>(rows: [AnswerRow; N]) -> Claim {
    Claim::Answered(ResetAnswer { rows: rows.into(), request_id: None })
}

fn found<const N: usize>(offsets: [(TopicPartition, i64); N]) -> BTreeMap<TopicPartition, Observation> {
    offsets.into_iter().map(|(at, number)| (at, Observation::Committed(Some(offset(number))))).collect()
}

fn verdicts(verified: &VerifiedReset) -> Vec<(String, Verdict)> {
    verified.rows.iter().map(|row| (row.planned.at.to_string(), row.verdict)).collect()
}

#[test]
fn a01_everything_done_and_found_there_is_a_success() {
    let claim = answer([done("a", 0, 10), done("a", 1, 10), done("b", 0, 10)]);
    let observed = found([(at("a", 0), 10), (at("a", 1), 10), (at("b", 0), 10)]);
    let verified = verify(&plan(&["a", "b"]), &claim, &observed);
    assert!(verified.rows.iter().all(|row| row.verdict == Verdict::Confirmed && !row.contradictory));
    assert_eq!(verified.others, []);
    assert_eq!(verified.overall(), Overall::Succeeded);
}

#[test]
fn a02_a_topic_that_failed_without_naming_partitions_failed_in_each_of_them() {
    let code = KafkaError::UnknownTopicOrPartition;
    let claim = answer([done("b", 0, 10), failed("a", None, code, "no such topic")]);
    let observed = found([(at("a", 0), 50), (at("a", 1), 50), (at("b", 0), 10)]);
    let verified = verify(&plan(&["a", "b"]), &claim, &observed);
    let of_a = RowClaim::Failed(code, "no such topic".to_owned());
    assert_eq!(verified.rows[0].claim, of_a);
    assert_eq!(verified.rows[1].claim, of_a);
    assert_eq!(verified.rows[1].reason, VerdictReason::FailedAsReported);
    assert_eq!(verified.rows[2].verdict, Verdict::Confirmed);
    assert_eq!(verified.others, [], "it is told in its rows already");
    assert_eq!(verified.overall(), Overall::Partial);
}

#[test]
fn a03_one_partition_fails_although_its_topic_succeeded() {
    let claim = answer([done("a", 0, 10), failed("a", Some(1), KafkaError::UnknownMemberId, "")]);
    let verified = verify(&plan(&["a"]), &claim, &found([(at("a", 0), 10), (at("a", 1), 50)]));
    assert_eq!(verified.rows[0].verdict, Verdict::Confirmed);
    assert_eq!(verified.rows[1].claim, RowClaim::Failed(KafkaError::UnknownMemberId, String::new()));
    assert_eq!(verified.rows[1].verdict, Verdict::NotApplied);
}

#[test]
fn a04_a_topic_with_good_and_bad_partitions_is_normal() {
    let claim = answer([done("a", 0, 10), failed("a", Some(1), KafkaError::NotCoordinator, "moved")]);
    let verified = verify(&plan(&["a"]), &claim, &found([(at("a", 0), 10), (at("a", 1), 50)]));
    assert!(verified.rows.iter().all(|row| !row.contradictory));
}

#[test]
fn a04_a_partition_that_is_done_and_failed_counts_as_failed_and_contradictory() {
    let bad = || failed("a", Some(0), KafkaError::UnknownMemberId, "active");
    for claim in [answer([done("a", 0, 10), bad()]), answer([bad(), done("a", 0, 10)])] {
        let verified = verify(&plan(&["a"]), &claim, &found([(at("a", 0), 10)]));
        let row = &verified.rows[0];
        assert!(row.contradictory);
        assert_eq!(row.claim, RowClaim::Failed(KafkaError::UnknownMemberId, "active".to_owned()));
        assert_eq!((row.verdict, row.reason), (Verdict::Differs, VerdictReason::ReportedFailedYetMoved));
    }
}

#[test]
fn a04_a_topic_that_failed_as_a_whole_contradicts_its_own_good_partitions() {
    let claim = answer([done("a", 0, 10), failed("a", None, KafkaError::TopicAuthorizationFailed, "")]);
    let verified = verify(&plan(&["a"]), &claim, &found([(at("a", 0), 50), (at("a", 1), 50)]));
    assert!(verified.rows[0].contradictory);
    assert!(!verified.rows[1].contradictory);
    assert_eq!(verified.rows[0].claim, verified.rows[1].claim);
}

#[test]
fn a05_a_partition_that_the_answer_does_not_mention_is_decided_by_the_reading() {
    let claim = answer([done("b", 0, 10)]);
    let observed = found([(at("a", 0), 10), (at("a", 1), 50), (at("b", 0), 10)]);
    let verified = verify(&plan(&["a", "b"]), &claim, &observed);
    assert_eq!(verified.rows[0].claim, RowClaim::None);
    assert_eq!(verified.rows[0].reason, VerdictReason::AppliedAnswerLost);
    assert_eq!(verified.rows[1].reason, VerdictReason::LostNotMoved);
}

#[test]
fn a06_what_nobody_asked_for_is_shown_and_spoils_the_success() {
    let claim = answer([done("a", 0, 10), done("a", 1, 10), done("payments", 0, 10)]);
    let verified = verify(&plan(&["a"]), &claim, &found([(at("a", 0), 10), (at("a", 1), 10)]));
    let unasked = VerifiedTopic {
        topic: topic("payments"),
        partition: Some(PartitionId::ZERO),
        code: KafkaError::NONE,
        message: String::new(),
        requested: false,
    };
    assert_eq!(verified.others, [unasked]);
    assert_eq!(verified.overall(), Overall::Partial);
}

#[test]
fn a06_something_else_that_moved_keeps_the_outcome_from_being_a_plain_failure() {
    let claim = answer([failed("b", Some(0), KafkaError::UnknownMemberId, ""), done("payments", 0, 10)]);
    let verified = verify(&plan(&["b"]), &claim, &found([(at("b", 0), 50)]));
    assert_eq!(verified.rows[0].verdict, Verdict::NotApplied);
    assert_eq!(verified.overall(), Overall::Partial);
}

#[test]
fn a07_an_offset_that_was_not_planned_shows_both_numbers() {
    let verified = verify(&plan(&["a"]), &answer([done("a", 0, 42)]), &found([(at("a", 0), 42)]));
    let row = &verified.rows[0];
    assert_eq!((row.verdict, row.reason), (Verdict::Differs, VerdictReason::AppliedElsewhere));
    assert_eq!(row.planned.target.and_then(kafka_offsets::Target::offset), Some(offset(10)));
    assert_eq!(row.claim, RowClaim::Ok(Some(offset(42))));
}

#[test]
fn a08_accepted_but_not_moved_is_never_a_success() {
    let claim = answer([done("b", 0, 10)]);
    let verified = verify(&plan(&["b"]), &claim, &found([(at("b", 0), 50)]));
    assert_eq!(verified.rows[0].reason, VerdictReason::AcceptedButNotMoved);
    assert_eq!(verified.overall(), Overall::Failed);
}

#[test]
fn a12_after_a_lost_answer_the_reading_decides_row_by_row() {
    let observed = found([(at("a", 0), 10), (at("a", 1), 50), (at("b", 0), 77)]);
    let verified = verify(&plan(&["a", "b"]), &Claim::Lost, &observed);
    assert_eq!(
        verdicts(&verified),
        [
            ("a/0".to_owned(), Verdict::Confirmed),
            ("a/1".to_owned(), Verdict::NotApplied),
            ("b/0".to_owned(), Verdict::Differs)
        ]
    );
}

#[test]
fn a_topic_that_succeeded_without_naming_partitions_succeeded_in_each_of_them() {
    let claim = answer([AnswerRow { code: KafkaError::NONE, ..failed("a", None, KafkaError::NONE, "") }]);
    let verified = verify(&plan(&["a"]), &claim, &found([(at("a", 0), 10), (at("a", 1), 50)]));
    assert_eq!(verified.rows[0].claim, RowClaim::Ok(None));
    assert_eq!(verified.rows[0].reason, VerdictReason::Applied);
    assert_eq!(verified.rows[1].reason, VerdictReason::AcceptedButNotMoved);
}

#[test]
fn a_missing_topic_is_told_with_the_words_of_the_answer() {
    let claim = answer([
        done("b", 0, 10),
        failed("tpyo", None, KafkaError::UnknownTopicOrPartition, "This server does not host it"),
    ]);
    let verified = verify(&plan(&["b", "tpyo"]), &claim, &found([(at("b", 0), 10)]));
    let other = VerifiedTopic {
        topic: topic("tpyo"),
        partition: None,
        code: KafkaError::UnknownTopicOrPartition,
        message: "This server does not host it".to_owned(),
        requested: true,
    };
    assert_eq!(verified.others, [other]);
    assert_eq!(verified.overall(), Overall::Partial);
}

#[test]
fn a_missing_topic_that_the_answer_does_not_mention_keeps_the_code_of_the_plan() {
    for claim in [answer([done("b", 0, 10)]), Claim::Lost] {
        let verified = verify(&plan(&["b", "tpyo"]), &claim, &found([(at("b", 0), 10)]));
        let other = VerifiedTopic {
            topic: topic("tpyo"),
            partition: None,
            code: KafkaError::UnknownTopicOrPartition,
            message: String::new(),
            requested: true,
        };
        assert_eq!(verified.others, [other]);
    }
}

#[test]
fn a_partition_that_its_topic_got_since_was_meant_but_not_planned() {
    let claim = answer([done("b", 0, 10), done("b", 1, 0)]);
    let verified = verify(&plan(&["b"]), &claim, &found([(at("b", 0), 10)]));
    assert_eq!(verified.others.len(), 1);
    assert_eq!(verified.others[0].partition, Some(at("b", 1).partition));
    assert!(verified.others[0].requested);
    assert_eq!(verified.overall(), Overall::Partial, "it moved without having been reviewed");
}

#[test]
fn a_partition_beside_the_chosen_ones_was_not_meant() {
    let snapshot = snapshot([(at("a", 0), p()), (at("a", 1), p())]);
    let chosen = [
        request(ResetScope::Partitions([at("a", 0)].into()), Earliest),
        request(topics(&["a"]), PerPartition(BTreeMap::from([(at("a", 0), offset(10))]))),
    ];
    for wanted in chosen {
        let plan = ResetPlan::compute(wanted, &snapshot, Resolution::Here).unwrap();
        let claim = answer([done("a", 0, 10), done("a", 1, 10)]);
        let verified = verify(&plan, &claim, &found([(at("a", 0), 10)]));
        assert_eq!(verified.others.len(), 1);
        assert!(!verified.others[0].requested);
    }
}

#[test]
fn a_row_that_could_not_be_planned_is_judged_beside_the_others() {
    let snapshot = snapshot([(at("a", 0), p()), (at("a", 1), p0())]);
    let plan =
        ResetPlan::compute(request(topics(&["a"]), ShiftBy(-40)), &snapshot, Resolution::Here).unwrap();
    let message = "no committed offset to shift from";
    let claim = answer([done("a", 0, 10), failed("a", Some(1), KafkaError::OffsetOutOfRange, message)]);
    let observed = BTreeMap::from([
        (at("a", 0), Observation::Committed(Some(offset(10)))),
        (at("a", 1), Observation::Committed(None)),
    ]);
    let verified = verify(&plan, &claim, &observed);
    assert_eq!(verified.rows[1].claim, RowClaim::Failed(KafkaError::OffsetOutOfRange, message.to_owned()));
    assert_eq!(verified.rows[1].reason, VerdictReason::FailedAsReported);
    assert_eq!(verified.overall(), Overall::Partial);
}
