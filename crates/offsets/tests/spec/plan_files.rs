//! Plan files of Kafka's own tool. The ids `f1` to `f7` are cases of that tool.

use crate::fixture::{at, exact, here, offset, p};
use crate::laws::place;
use kafka_offsets::{
    Adjustment, GroupId, IdError, Offset, PlanFile, PlanFileError, PlanFileProblem, ResetStrategy,
    TopicPartition, read_kafka_csv, write_kafka_csv,
};
use proptest::prelude::{ProptestConfig, any, prop, prop_assert_eq, proptest};
use std::collections::BTreeMap;

fn group(name: &str) -> GroupId {
    name.parse().unwrap()
}

fn read(text: &str) -> Result<PlanFile, PlanFileError> {
    read_kafka_csv(text, &group("billing"))
}

fn offsets<const N: usize>(offsets: [(TopicPartition, i64); N]) -> BTreeMap<TopicPartition, Offset> {
    offsets.map(|(at, number)| (at, offset(number))).into()
}

#[track_caller]
fn assert_refused(text: &str, line: usize, problem: &PlanFileProblem) {
    assert_eq!(read(text), Err(PlanFileError::Line { line, problem: problem.clone() }));
}

#[test]
fn f1_what_is_written_for_one_group_reads_back() {
    let plan = offsets([(at("orders", 0), 5), (at("orders", 12), i64::MAX), (at("pay.ments_2-b", 0), 0)]);
    let text = write_kafka_csv(plan.iter().map(|(at, offset)| (at, *offset)));
    assert_eq!(text, "orders,0,5\norders,12,9223372036854775807\npay.ments_2-b,0,0\n");
    assert_eq!(read(&text), Ok(PlanFile { offsets: plan, other_groups: 0 }));
}

#[test]
fn f2_f3_of_a_file_for_several_groups_only_the_groups_own_lines_are_taken() {
    let text =
        "billing,orders,0,5\nother,orders,0,7\nbilling,orders,1,6\nthird,orders,0,8\nother,orders,1,9\n";
    let expected =
        PlanFile { offsets: offsets([(at("orders", 0), 5), (at("orders", 1), 6)]), other_groups: 2 };
    assert_eq!(read(text), Ok(expected));
}

#[test]
fn f4_a_group_that_is_not_in_the_file_is_named_with_those_that_are() {
    let refused = read("a,orders,0,5\nb,orders,0,7\nc,orders,0,7\nd,orders,0,7\n").unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the file has no line for the group \"billing\"; it is for \"a\", \"b\", \"c\""
    );
}

#[test]
fn f5_an_offset_outside_the_log_is_read_as_it_is_and_clamped_by_the_plan() {
    let file = read("t,0,500\n").unwrap();
    let row = here(p(), ResetStrategy::PerPartition(file.offsets));
    assert_eq!(row.target, exact(100));
    assert_eq!(row.adjustments, [Adjustment::ClampedToEnd { wished: 500 }]);
}

#[test]
fn f6_a_header_is_refused_as_one() {
    for (header, rest) in [
        ("topic,partition,offset", "\norders,0,5\n"),
        ("TOPIC,PARTITION,NEW-OFFSET", "\norders,0,5\n"),
        ("group,topic,partition,new_offset", "\nbilling,orders,0,5\n"),
    ] {
        assert_refused(&format!("{header}{rest}"), 1, &PlanFileProblem::Header(header.to_owned()));
    }
}

#[test]
fn f7_the_same_partition_twice_is_refused_unless_both_lines_agree() {
    // Kafka's tool takes the last line
    let twice = PlanFileProblem::Contradiction {
        at: at("orders", 0),
        offset: offset(6),
        first: offset(5),
        first_line: 1,
    };
    assert_refused("orders,0,5\norders,1,5\norders,0,6\n", 3, &twice);
    assert_eq!(read("orders,0,5\norders,0,5\n").unwrap().offsets, offsets([(at("orders", 0), 5)]));
    // Of two groups each has its own
    assert!(read("billing,orders,0,5\nother,orders,0,6\n").is_ok());
}

#[test]
fn a_contradiction_in_another_groups_lines_refuses_the_file_too() {
    assert!(read("billing,orders,0,5\nother,orders,0,6\nother,orders,0,7\n").is_err());
}

#[test]
fn names_are_quoted_as_kafkas_tool_quotes_them() {
    // Jackson quotes what holds a comma, a quote or a space, and everything longer than 24 characters
    for (name, written) in [
        ("a,b", r#""a,b""#),
        (r#"say "hi""#, r#""say ""hi""""#),
        (r#"""#, r#""""""#),
        ("a group of some considerable length", "\"a group of some considerable length\""),
        ("支付,对账", "\"支付,对账\""),
        ("plain", "plain"),
    ] {
        let text = format!("{written},orders,0,5\nother,orders,0,9\n");
        let file = read_kafka_csv(&text, &group(name)).unwrap();
        assert_eq!((file.offsets, file.other_groups), (offsets([(at("orders", 0), 5)]), 1), "{text}");
    }
    let long = "a-topic-with-more-than-24-characters";
    assert_eq!(read(&format!("\"{long}\",0,5\n")).unwrap().offsets, offsets([(at(long, 0), 5)]));
}

#[test]
fn a_quote_that_does_not_end_properly_is_refused() {
    for line in ["\"orders,0,5", "\"orders\"x,0,5", "or\"ders,0,5", "orders,0,\"5", "\"orders\" ,0,5"] {
        assert_refused(&format!("orders,1,5\n{line}\n"), 2, &PlanFileProblem::Quote);
    }
}

#[test]
fn line_ends_of_windows_a_byte_order_mark_and_blank_lines_are_passed_over() {
    let expected = offsets([(at("orders", 0), 5), (at("orders", 1), 6)]);
    for text in [
        "orders,0,5\r\norders,1,6\r\n",
        "\u{feff}orders,0,5\norders,1,6",
        "\n\norders,0,5\n  \norders,1,6\n\n",
        "\u{feff}\"orders\",0,5\r\n\r\n\"orders\",1,\"6\"",
    ] {
        assert_eq!(read(text).unwrap().offsets, expected, "{text:?}");
    }
}

#[test]
fn spaces_around_numbers_do_not_matter_and_those_around_names_do() {
    assert_eq!(read("orders, 0 ,5 \n").unwrap().offsets, offsets([(at("orders", 0), 5)]));
    assert_refused(" orders,0,5\n", 1, &PlanFileProblem::Topic(IdError::IllegalTopic(" orders".to_owned())));
}

#[test]
fn an_error_names_line_and_value_and_the_way_out() {
    for (text, message) in [
        (
            "orders,0\n",
            "line 1: 2 fields; each line needs topic,partition,offset, or group,topic,partition,offset in a file for several groups",
        ),
        (
            "orders,0,5\nbilling,orders,0,5\n",
            "line 2: 4 fields, but the file began with 3; use the same form in every line",
        ),
        (
            "\norders;0;5\n",
            "line 2: 1 fields; each line needs topic,partition,offset, or group,topic,partition,offset in a file for several groups",
        ),
        ("orders,x,5\n", "line 1: partition \"x\" is not a whole number from 0 to 2147483647"),
        ("orders,-1,5\n", "line 1: partition \"-1\" is not a whole number from 0 to 2147483647"),
        (
            "orders,2147483648,5\n",
            "line 1: partition \"2147483648\" is not a whole number from 0 to 2147483647",
        ),
        (
            "orders,0,-1\n",
            "line 1: offset \"-1\" is not a whole number from 0 to 9223372036854775807; -1 and -2 are no offsets",
        ),
        (
            "orders,0,1e3\n",
            "line 1: offset \"1e3\" is not a whole number from 0 to 9223372036854775807; -1 and -2 are no offsets",
        ),
        (
            "orders,0,9223372036854775808\n",
            "line 1: offset \"9223372036854775808\" is not a whole number from 0 to 9223372036854775807; -1 and -2 are no offsets",
        ),
        (
            "or ders,0,5\n",
            "line 1: topic: \"or ders\" is no legal topic name: 1 to 249 of the characters a-z A-Z 0-9 . _ -",
        ),
        (",orders,0,5\n", "line 1: group: the consumer group's name is empty"),
        (
            "\"orders,0,5\n",
            "line 1: a quoted field does not end properly; write a quote inside a quoted field twice",
        ),
        (
            "topic,partition,offset\n",
            "line 1: \"topic,partition,offset\" looks like a header, and this format has none; delete the line",
        ),
        (
            "\n \n",
            "the file is empty; it needs one line topic,partition,offset for each partition, as written by kafka-consumer-groups --reset-offsets --export",
        ),
    ] {
        assert_eq!(read(text).unwrap_err().to_string(), message, "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn every_plan_reads_back_exactly(plan in prop::collection::btree_map(place(), crate::laws::offset(), 1..9)) {
        let text = write_kafka_csv(plan.iter().map(|(at, offset)| (at, *offset)));
        prop_assert_eq!(read(&text), Ok(PlanFile { offsets: plan, other_groups: 0 }));
    }

    #[test]
    fn every_group_reads_back_that_is_quoted_by_the_rule(name in "[^\\p{Cc}]{1,40}", number in any::<u32>()) {
        let Ok(group) = name.parse::<GroupId>() else { return Ok(()) };
        let text = format!("\"{}\",orders,0,{number}\r\n", name.replace('"', "\"\""));
        prop_assert_eq!(read_kafka_csv(&text, &group).unwrap().offsets, offsets([(at("orders", 0), number.into())]));
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,40}", lines in "([a-z\",]{0,8}[,\n\r0-9-]{0,8}){0,8}") {
        let _ = (read(&text), read(&lines));
    }
}
