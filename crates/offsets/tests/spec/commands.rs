//! The same reset for Kafka's own tool. The options are those of `kafka-consumer-groups --help`.

use crate::fixture::{at, offset, p, p0, partition, request, snapshot, time, topics};
use kafka_offsets::ResetStrategy::{
    Earliest, Latest, Offset as ToOffset, PerPartition, ShiftBy, Timestamp as ToTime,
};
use kafka_offsets::{
    KafkaCommand, OffsetSnapshot, ResetPlan, ResetRequest, ResetScope, ResetStrategy, kafka_command_from_file,
};
use std::collections::{BTreeMap, BTreeSet};

const BEGIN: &str = "kafka-consumer-groups --bootstrap-server BROKER:9092";

fn read() -> OffsetSnapshot {
    snapshot([(at("orders", 0), p()), (at("orders", 1), p()), (at("pay-2", 0), partition(0, 400, Some(300)))])
}

fn plan_for(group: &str, scope: ResetScope, strategy: ResetStrategy) -> ResetPlan {
    let request = ResetRequest { group: group.parse().unwrap(), ..request(scope, strategy) };
    let mut read = read();
    read.group.group = request.group.clone();
    let resolution = request.resolution();
    ResetPlan::compute(request, &read, resolution).unwrap()
}

fn command(scope: ResetScope, strategy: ResetStrategy) -> KafkaCommand {
    plan_for("billing", scope, strategy).kafka_command().unwrap()
}

#[test]
fn every_strategy_has_its_option() {
    for (strategy, option) in [
        (Earliest, "--to-earliest"),
        (Latest, "--to-latest"),
        (ShiftBy(20), "--shift-by 20"),
        (ShiftBy(-20), "--shift-by=-20"),
        (ToOffset(offset(30)), "--to-offset 30"),
        (ToTime(time(1_795_298_400_123)), "--to-datetime 2026-11-21T22:00:00.123Z"),
    ] {
        let command = command(topics(&["orders"]), strategy);
        let line = format!("{BEGIN} --group billing --reset-offsets --topic orders {option}");
        assert_eq!(command.dry_run, format!("{line} --dry-run"));
        assert_eq!(command.execute, format!("{line} --execute"));
        assert_eq!(command.file, None);
    }
}

#[test]
fn all_topics_are_named_since_the_tools_own_word_means_fewer_partitions() {
    let command = command(ResetScope::AllTopicsOfGroup, Earliest);
    assert_eq!(
        command.dry_run,
        format!(
            "{BEGIN} --group billing --reset-offsets --topic orders --topic pay-2 --to-earliest --dry-run"
        )
    );
}

#[test]
fn chosen_partitions_follow_their_topic() {
    let chosen = BTreeSet::from([at("orders", 0), at("orders", 1), at("pay-2", 0)]);
    let command = command(ResetScope::Partitions(chosen), Latest);
    assert_eq!(
        command.execute,
        format!(
            "{BEGIN} --group billing --reset-offsets --topic orders:0,1 --topic pay-2:0 --to-latest --execute"
        )
    );
}

#[test]
fn offsets_of_their_own_are_read_from_a_file() {
    let each = BTreeMap::from([(at("orders", 1), offset(30)), (at("pay-2", 0), offset(7))]);
    let command = command(topics(&["orders"]), PerPartition(each));
    assert_eq!(
        command.dry_run,
        format!("{BEGIN} --group billing --reset-offsets --from-file plan.csv --dry-run")
    );
    assert_eq!(command.file.as_deref(), Some("orders,1,30\npay-2,0,7\n"));
}

#[test]
fn a_time_that_the_tool_cannot_read_goes_by_file() {
    let mut read = read();
    read.partitions.retain(|place, _| *place == at("orders", 0));
    let far = time(253_402_300_800_000);
    read.looked_up = Some(far);
    read.partitions.get_mut(&at("orders", 0)).unwrap().at_time = kafka_offsets::TimeLookup::NoRecord;
    let request = request(topics(&["orders"]), ToTime(far));
    let plan = ResetPlan::compute(request, &read, kafka_offsets::Resolution::AtEndpoint).unwrap();
    assert_eq!(plan.kafka_command().unwrap().file.as_deref(), Some("orders,0,100\n"));
}

#[test]
fn no_groups_name_can_break_out_of_the_shell() {
    for (name, word) in [
        ("billing", " billing"),
        ("billing of orders", " 'billing of orders'"),
        ("o'brien", r" 'o'\''brien'"),
        ("$(reboot)`x`;&|<>*?!#~\\\"", " '$(reboot)`x`;&|<>*?!#~\\\"'"),
        ("-rf", "=-rf"),
        ("--execute", "=--execute"),
        ("-o'brien", r"='-o'\''brien'"),
        ("支付", " '支付'"),
        ("a=b", " 'a=b'"),
    ] {
        let line = plan_for(name, topics(&["orders"]), Earliest).kafka_command().unwrap().dry_run;
        assert_eq!(
            line,
            format!("{BEGIN} --group{word} --reset-offsets --topic orders --to-earliest --dry-run")
        );
    }
}

#[test]
fn a_topic_that_begins_with_a_dash_is_no_option() {
    let read = snapshot([(at("-orders", 0), p())]);
    let plan = ResetPlan::compute(
        request(topics(&["-orders"]), Earliest),
        &read,
        kafka_offsets::Resolution::AtEndpoint,
    );
    assert!(plan.unwrap().kafka_command().unwrap().dry_run.contains(" --topic=-orders --to-earliest"));
}

#[test]
fn topics_in_which_nothing_can_be_done_are_left_out() {
    let read = snapshot([(at("orders", 0), p()), (at("new", 0), p0())]);
    let plan = |names: &[&str]| {
        let request = request(topics(names), ShiftBy(5));
        ResetPlan::compute(request, &read, kafka_offsets::Resolution::AtEndpoint).unwrap()
    };
    let line = plan(&["orders", "new"]).kafka_command().unwrap().dry_run;
    assert!(line.contains("--reset-offsets --topic orders --shift-by 5"), "{line}");
    assert_eq!(plan(&["new"]).kafka_command(), None);
}

#[test]
fn the_old_offsets_are_a_file_that_takes_the_reset_back() {
    let plan = plan_for("billing", topics(&["orders", "pay-2"]), Earliest);
    let back = kafka_command_from_file(&plan.request.group, plan.old_offsets()).unwrap();
    assert_eq!(back.file.as_deref(), Some("orders,0,50\norders,1,50\npay-2,0,300\n"));
    assert_eq!(
        back.execute,
        format!("{BEGIN} --group billing --reset-offsets --from-file plan.csv --execute")
    );
    assert_eq!(kafka_command_from_file(&plan.request.group, std::iter::empty()), None);
}

#[test]
fn a_plan_as_a_file_holds_the_offsets_that_it_names() {
    let plan = plan_for("billing", topics(&["orders"]), Latest);
    assert_eq!(
        plan.absolute_offsets().collect::<Vec<_>>(),
        [(&at("orders", 0), offset(100)), (&at("orders", 1), offset(100))]
    );
}
