//! Names and numbers are checked once, at the border.

use kafka_offsets::{GroupId, IdError, Offset, PartitionId, Timestamp, TopicName, TopicSelection};

#[test]
fn a_group_name_is_any_text_but_empty_or_with_control_characters() {
    for name in ["billing", "g", "消费分组", "with space", "a/b\\c", "-1", "🦀"] {
        assert_eq!(name.parse::<GroupId>().unwrap().as_str(), name);
    }
    assert_eq!("".parse::<GroupId>(), Err(IdError::EmptyGroup));
    assert_eq!("billing\n".parse::<GroupId>(), Err(IdError::ControlCharacterInGroup));
}

#[test]
fn a_group_name_is_at_most_32767_bytes_long() {
    assert!("g".repeat(32_767).parse::<GroupId>().is_ok());
    assert_eq!("g".repeat(32_768).parse::<GroupId>(), Err(IdError::LongGroup(32_768)));
}

#[test]
fn a_topic_name_follows_kafkas_rule() {
    for name in ["orders", "a", "A.b_c-9", "...", "__consumer_offsets"] {
        assert_eq!(name.parse::<TopicName>().unwrap().as_str(), name);
    }
    assert!("t".repeat(249).parse::<TopicName>().is_ok());
    for name in ["", ".", "..", "with space", "a/b", "größe", "a,b", &"t".repeat(250)] {
        assert_eq!(name.parse::<TopicName>(), Err(IdError::IllegalTopic(name.to_owned())));
    }
}

#[test]
fn an_offset_is_a_whole_number_from_0_to_2_to_the_63rd_minus_1() {
    assert_eq!("0".parse::<Offset>(), Ok(Offset::ZERO));
    assert_eq!("9223372036854775807".parse::<Offset>(), Ok(Offset::MAX));
    assert_eq!("9007199254740993".parse::<Offset>().unwrap().get(), 9_007_199_254_740_993);
    for text in ["9223372036854775808", "1.5", "1e3", "", " 1", "ten"] {
        assert_eq!(text.parse::<Offset>(), Err(IdError::NotANumber(text.to_owned())));
    }
}

#[test]
fn a_negative_offset_is_refused_with_the_way_out() {
    let message = "offset -2 is below 0; choose Earliest or Latest for the ends of the log";
    assert_eq!("-2".parse::<Offset>().unwrap_err().to_string(), message);
}

#[test]
fn a_partition_is_0_or_more() {
    assert_eq!(PartitionId::try_from(0), Ok(PartitionId::ZERO));
    assert_eq!(PartitionId::try_from(i32::MAX).unwrap().get(), i32::MAX);
    assert_eq!(PartitionId::try_from(-1), Err(IdError::NegativePartition(-1)));
}

#[test]
fn a_time_is_not_before_1970() {
    assert_eq!(Timestamp::try_from(0).unwrap().as_millis(), 0);
    assert_eq!(Timestamp::try_from(i64::MIN), Err(IdError::NegativeTimestamp(i64::MIN)));
}

#[test]
fn a_selection_of_topics_is_never_empty_and_holds_each_once() {
    let topic: TopicName = "orders".parse().unwrap();
    let selection = TopicSelection::new([topic.clone(), topic.clone()]).unwrap();
    assert_eq!(selection.len(), 1);
    assert!(selection.contains(&topic));
    assert_eq!(TopicSelection::new(std::iter::empty()), None);
}
