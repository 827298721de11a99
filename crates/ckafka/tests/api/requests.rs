//! Requests as a server takes them apart: what is understood, and what is refused with which words.

use crate::support::{at, group, instance, offset, topics};
use ckafka_api::{
    ApiError, Expected, GetGroupOffsets, Page, ParameterError, Params, PlanLine, ServerRequest,
    SetGroupOffsets, SignedBy, Topics, UniformStrategy,
};
use kafka_offsets::{ResetScope, ResetStrategy, Timestamp};

fn decode(form: &str) -> Result<ServerRequest, ApiError> {
    ServerRequest::decode(&Params::parse(form.as_bytes())?)
}

/// A reset with these parameters besides instance and group.
fn reset(rest: &str) -> Result<SetGroupOffsets, ApiError> {
    match decode(&format!("Action=SetGroupOffsets&instanceId=ckafka-8j4rodrr&group=g&{rest}"))? {
        ServerRequest::SetGroupOffsets(reset) => Ok(reset),
        other => unreachable!("{other:?}"),
    }
}

/// What a request is refused with; always code 4000.
fn refusal(form: &str) -> String {
    let error = decode(form).unwrap_err();
    assert_eq!(error.code(), 4000, "{form}");
    error.to_string()
}

fn reset_refusal(rest: &str) -> String {
    refusal(&format!("Action=SetGroupOffsets&instanceId=ckafka-8j4rodrr&group=g&{rest}"))
}

#[test]
fn every_strategy_is_read_exactly() {
    let time = Timestamp::try_from(1_700_000_000_000).unwrap();
    for (form, strategy) in [
        ("strategy=1&timestamp=-2", UniformStrategy::Earliest),
        ("strategy=1&timestamp=-1", UniformStrategy::Latest),
        ("strategy=1&timestamp=0", UniformStrategy::Timestamp(Timestamp::try_from(0).unwrap())),
        ("strategy=1&timestamp=1700000000000", UniformStrategy::Timestamp(time)),
        ("strategy=0&shift=0", UniformStrategy::ShiftBy(0)),
        ("strategy=0&shift=-9223372036854775808", UniformStrategy::ShiftBy(i64::MIN)),
        ("strategy=0&shift=9223372036854775807", UniformStrategy::ShiftBy(i64::MAX)),
        ("strategy=2&offset=0", UniformStrategy::Offset(offset(0))),
        ("strategy=2&offset=9007199254740993", UniformStrategy::Offset(offset(9_007_199_254_740_993))),
        ("strategy=2&offset=9223372036854775807", UniformStrategy::Offset(offset(i64::MAX))),
        // What belongs to another strategy is passed over
        ("strategy=2&offset=7&shift=&timestamp=soon", UniformStrategy::Offset(offset(7))),
    ] {
        assert_eq!(reset(form).unwrap().strategy, strategy, "{form}");
    }
}

#[test]
fn a_strategys_parameter_is_required_and_checked() {
    const SHIFT: &str = "strategy 0 needs shift: a whole number from -9223372036854775808 to 9223372036854775807, \
                         above 0 towards later offsets, below 0 towards earlier ones";
    const TIME: &str = "strategy 1 needs timestamp: -2 (earliest), -1 (latest), or a time in milliseconds since \
                        1970-01-01T00:00:00Z, 0 or later";
    const OFFSET: &str = "strategy 2 needs offset: a whole number from 0 to 9223372036854775807; for earliest or \
                          latest send strategy 1 with timestamp -2 or -1";
    for (strategy, name, way_out, bad) in [
        (
            0,
            "shift",
            SHIFT,
            vec!["", "x", "1.5", "1e3", "+5", " 5", "5 ", "0x10", "٣", "9223372036854775808", "-", "--1"],
        ),
        (
            1,
            "timestamp",
            TIME,
            vec!["", "now", "-3", "-4", "-9223372036854775808", "1.0", "9223372036854775808"],
        ),
        (
            2,
            "offset",
            OFFSET,
            vec!["", "latest", "-1", "-2", "0.5", "9223372036854775808", "99999999999999999999"],
        ),
    ] {
        assert_eq!(
            reset_refusal(&format!("strategy={strategy}")),
            format!("parameter {name} is missing: {way_out}")
        );
        for value in bad {
            let encoded = value.replace('+', "%2B").replace(' ', "%20");
            assert_eq!(
                reset_refusal(&format!("strategy={strategy}&{name}={encoded}")),
                format!("parameter {name} is \"{value}\": {way_out}")
            );
        }
    }
    let which = "send 0 (shift), 1 (time, earliest, latest) or 2 (offset)";
    assert_eq!(reset_refusal("shift=1"), format!("parameter strategy is missing: {which}"));
    for value in ["", "3", "00", "-1", "earliest"] {
        let expected = format!("parameter strategy is \"{value}\": {which}");
        assert_eq!(reset_refusal(&format!("strategy={value}&shift=1")), expected);
    }
}

#[test]
fn instance_and_group_are_required_and_checked() {
    let rest = "strategy=0&shift=1";
    assert_eq!(
        refusal(&format!("Action=SetGroupOffsets&group=g&{rest}")),
        "parameter instanceId is missing: send the instance's id, as ListInstance gives it"
    );
    assert_eq!(
        refusal(&format!("Action=SetGroupOffsets&instanceId=ckafka-x&{rest}")),
        "parameter group is missing: send the consumer group's name"
    );
    assert_eq!(
        refusal(&format!("Action=SetGroupOffsets&instanceId=ckafka-x&group=&{rest}")),
        "parameter group is \"\": the consumer group's name is empty"
    );
    assert_eq!(
        refusal(&format!("Action=SetGroupOffsets&instanceId=&group=g&{rest}")),
        "parameter instanceId is \"\": the instance id is empty"
    );
    assert!(
        refusal(&format!("Action=SetGroupOffsets&instanceId=x&group=a%0Ab&{rest}"))
            .contains("control character")
    );
}

#[test]
fn no_topics_means_all_of_them_and_an_empty_name_does_not() {
    assert_eq!(reset("strategy=0&shift=1").unwrap().topics, Topics::AllOfGroup);
    for name in ["topics.0", "topics.1"] {
        assert_eq!(
            reset_refusal(&format!("strategy=0&shift=1&{name}=")),
            format!(
                "parameter {name} is \"\": send a topic's name; to mean all topics of the group, leave topics out"
            )
        );
    }
}

#[test]
fn topics_are_read_in_any_order_and_a_repeated_one_counts_once() {
    let found = reset("topics.1=b&strategy=0&shift=1&topics.10=c&topics.0=a&topics.11=a").unwrap();
    assert_eq!(found.topics, Topics::Named(topics(["a", "b", "c"])));
}

#[test]
fn topics_in_any_other_form_are_refused_since_dropping_them_would_mean_all() {
    for name in [
        "topics",
        "topics%5B0%5D",
        "topics%5B%5D",
        "topics.",
        "topics.x",
        "topics.-1",
        "topics.00",
        "topics.0.1",
    ] {
        let message = reset_refusal(&format!("strategy=0&shift=1&{name}=orders"));
        assert!(message.contains("topics.0, topics.1"), "{name}: {message}");
    }
    for name in ["topic", "topic.0", "Topics.0", "TOPICS.0", "topics_0", "topicS.0"] {
        let outcome = reset(&format!("strategy=0&shift=1&{name}=orders"));
        assert!(outcome.is_err(), "{name} was taken for all topics");
    }
    assert!(reset_refusal("strategy=0&shift=1&topics.0=no%20topic").contains("is no legal topic name"));
}

#[test]
fn a_misspelt_parameter_never_turns_a_dry_run_into_a_reset() {
    for (given, meant) in [
        ("dryrun", "dryRun"),
        ("dry_run", "dryRun"),
        ("DryRun", "dryRun"),
        ("dry-run", "dryRun"),
        ("creategroup", "createGroup"),
        ("Strategy", "strategy"),
        ("Topics.0", "topics"),
        ("topic.0", "topics"),
    ] {
        assert_eq!(
            reset_refusal(&format!("strategy=0&shift=1&{given}=1")),
            format!("parameter {given} is not known: it is spelled {meant}, in exactly these letters")
        );
    }
    for value in ["true", "yes", "", "2", "on"] {
        assert_eq!(
            reset_refusal(&format!("strategy=0&shift=1&dryRun={value}")),
            format!("parameter dryRun is \"{value}\": send 1 for yes, 0 for no, or leave it out for no")
        );
    }
    assert!(reset("strategy=0&shift=1&dryRun=1").unwrap().dry_run);
    assert!(!reset("strategy=0&shift=1&dryRun=0").unwrap().dry_run);
}

#[test]
fn unknown_parameters_and_those_of_every_request_are_dropped() {
    let found = reset(
        "strategy=0&shift=1&Timestamp=1700000000&Nonce=1&SecretId=a&Signature=b&SignatureMethod=HmacSHA256&Token=t\
         &RequestClient=SDK_PYTHON_2.0.15&Region=gz&Version=2019-08-19&callback=evil&host=example.org",
    );
    let expected = SetGroupOffsets {
        instance: instance(),
        group: group("g"),
        topics: Topics::AllOfGroup,
        strategy: UniformStrategy::ShiftBy(1),
        create_group: false,
        dry_run: false,
    };
    assert_eq!(found.unwrap(), expected);
}

#[test]
fn the_action_is_accepted_in_both_spellings_and_reported_in_one() {
    for action in ["SetGroupOffsets", "SetGroupOffset"] {
        let request = decode(&format!("Action={action}&instanceId=x&group=g&strategy=0&shift=1")).unwrap();
        assert_eq!(request.action(), "SetGroupOffsets");
        assert!(request.writes());
    }
    assert_eq!(
        refusal("instanceId=x"),
        "parameter Action is missing: send the name of an action, e.g. Action=GetGroupOffsets"
    );
    for action in ["", "setGroupOffsets", "ModifyGroupOffsets", "DeleteTopic"] {
        assert_eq!(decode(&format!("Action={action}")), Err(ApiError::UnknownAction(action.to_owned())));
    }
}

#[test]
fn only_resets_that_are_no_dry_run_write() {
    let writes = |form: &str| decode(form).unwrap().writes();
    assert!(!writes("Action=SetGroupOffsets&instanceId=x&group=g&strategy=0&shift=1&dryRun=1"));
    assert!(writes("Action=SetPartitionOffsets&instanceId=x&group=g&plan=a,0,1"));
    assert!(!writes("Action=SetPartitionOffsets&instanceId=x&group=g&plan=a,0,1&dryRun=1"));
    for reading in [
        "Action=DescribeCapabilities",
        "Action=ListInstance",
        "Action=ListGroup&instanceId=x",
        "Action=ListTopic&instanceId=x",
        "Action=GetTopicAttributes&instanceId=x&topicName=t",
        "Action=GetGroupInfo&instanceId=x&group.0=g",
        "Action=GetGroupOffsets&instanceId=x&group=g",
    ] {
        assert!(!writes(reading), "{reading}");
    }
}

#[test]
fn a_reset_is_handed_over_in_the_words_of_the_domain() {
    let request = reset("strategy=1&timestamp=-2&topics.0=a&createGroup=1").unwrap().reset_request();
    assert_eq!(request.scope, ResetScope::Topics(topics(["a"])));
    assert_eq!(request.strategy, ResetStrategy::Earliest);
    assert!(request.create_group);
    assert_eq!(reset("strategy=0&shift=1").unwrap().reset_request().scope, ResetScope::AllTopicsOfGroup);
}

fn offsets(rest: &str) -> Result<GetGroupOffsets, ApiError> {
    match decode(&format!("Action=GetGroupOffsets&instanceId=x&group=g{rest}"))? {
        ServerRequest::GetGroupOffsets(request) => Ok(request),
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn a_read_has_a_page_a_search_word_and_a_time() {
    let request = offsets("").unwrap();
    assert_eq!(request.page, Page { offset: 0, limit: 50 });
    assert_eq!((request.topics, request.search, request.at_time), (Topics::AllOfGroup, None, None));

    let request = offsets("&offset=100&limit=1000&searchWord=ord&timestamp=5&topics.0=orders").unwrap();
    assert_eq!(request.page, Page { offset: 100, limit: 1000 });
    assert_eq!(request.search.as_deref(), Some("ord"));
    assert_eq!(request.at_time, Timestamp::try_from(5).ok());
    for bad in [
        "limit=0",
        "limit=1001",
        "limit=x",
        "offset=-1",
        "offset=4294967296",
        "timestamp=-1",
        "timestamp=-2",
        "timestamp=1.5",
    ] {
        assert!(offsets(&format!("&{bad}")).is_err(), "{bad}");
    }
    assert_eq!(
        refusal("Action=GetGroupOffsets&instanceId=x&group=g&limit=5000"),
        "parameter limit is \"5000\": send a whole number from 1 to 1000"
    );
}

#[test]
fn a_page_is_a_part_of_the_list() {
    let all = [1, 2, 3, 4, 5];
    assert_eq!(Page { offset: 0, limit: 2 }.of(&all), [1, 2]);
    assert_eq!(Page { offset: 4, limit: 2 }.of(&all), [5]);
    assert_eq!(Page { offset: 5, limit: 2 }.of(&all), [0; 0]);
    assert_eq!(Page { offset: u32::MAX, limit: u32::MAX }.of(&all), [0; 0]);
}

#[test]
fn groups_are_asked_about_one_or_several_with_and_without_an_index() {
    let groups = |form: &str| match decode(form).unwrap() {
        ServerRequest::GetGroupInfo(request) => request.groups().map(ToString::to_string).collect::<Vec<_>>(),
        other => unreachable!("{other:?}"),
    };
    assert_eq!(groups("Action=GetGroupInfo&instanceId=x&group.0=a&group.1=b"), ["a", "b"]);
    assert_eq!(groups("Action=GetGroupInfo&instanceId=x&group=a"), ["a"]);
    assert_eq!(
        refusal("Action=GetGroupInfo&instanceId=x"),
        "parameter group.0 is missing: send the consumer group's name as group.0"
    );
}

fn plan(text: &str) -> Result<Vec<PlanLine>, ApiError> {
    let mut params = Params::new();
    for (name, value) in
        [("Action", "SetPartitionOffsets"), ("instanceId", "x"), ("group", "g"), ("plan", text)]
    {
        params.push(name, value);
    }
    match ServerRequest::decode(&params)? {
        ServerRequest::SetPartitionOffsets(request) => Ok(request.plan),
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn a_plan_is_read_line_by_line() {
    let expected = [
        PlanLine { at: at("orders", 0), offset: offset(10), expected: Expected::Anything },
        PlanLine { at: at("orders", 1), offset: offset(i64::MAX), expected: Expected::NoCommit },
        PlanLine { at: at("paid", 0), offset: offset(0), expected: Expected::Committed(offset(7)) },
    ];
    let text = "orders,0,10\r\norders,1,9223372036854775807,none\n\n paid , 0 , 0 , 7 \n";
    assert_eq!(plan(text).unwrap(), expected);
}

#[test]
fn a_plan_with_one_bad_line_is_refused_as_a_whole_and_the_line_is_named() {
    for (line, why) in [
        ("orders,0", "send one line per partition"),
        ("orders,0,1,none,5", "send one line per partition"),
        ("topic,partition,offset", "\"partition\" is no partition"),
        ("orders,-1,5", "\"-1\" is no partition"),
        ("orders,2147483648,5", "\"2147483648\" is no partition"),
        ("orders,0,-1", "\"-1\" is no offset"),
        ("orders,0,1.5", "\"1.5\" is no offset"),
        ("orders,0,9223372036854775808", "9223372036854775807"),
        ("orders,0,5,-1", "\"-1\" is no offset"),
        ("no topic,0,5", "is no legal topic name"),
        ("first,0,2", "partition first/0 is in the plan twice"),
    ] {
        let message = plan(&format!("first,0,1\n{line}")).unwrap_err().to_string();
        assert!(message.starts_with(&format!("parameter plan line 2 is \"{line}\": ")), "{message}");
        assert!(message.contains(why), "{message}");
    }
    for empty in ["", "\n", " \r\n "] {
        assert!(plan(empty).unwrap_err().to_string().starts_with("parameter plan is "), "{empty:?}");
    }
}

#[test]
fn a_form_with_a_name_twice_or_with_bytes_that_are_no_utf8_is_refused() {
    let refusal = |form: &[u8]| Params::parse(form).unwrap_err();
    assert_eq!(refusal(b"a=1&b=2&a=1"), ParameterError::Twice { name: "a".to_owned() });
    assert_eq!(refusal(b"a=1&%61=2"), ParameterError::Twice { name: "a".to_owned() });
    assert_eq!(refusal(b"a=1&a=2").to_string(), "parameter a was sent twice: send it once");
    for form in [b"group=%FF".as_slice(), b"group=\xff", b"%C3=1", b"group=%ED%A0%80"] {
        assert!(matches!(refusal(form), ParameterError::NotUtf8 { .. }));
    }
}

#[test]
fn a_form_is_decoded_once_and_leniently_where_nothing_is_ambiguous() {
    let params = Params::parse("a=1+2%2B3%2520&&b&c==x=y&d=%zz&é=ü".as_bytes()).unwrap();
    let pairs: Vec<_> = params.iter().collect();
    assert_eq!(pairs, [("a", "1 2+3%20"), ("b", ""), ("c", "=x=y"), ("d", "%zz"), ("é", "ü")]);
}

#[test]
fn a_long_value_is_shortened_in_the_sentence() {
    let message = reset_refusal(&format!("strategy=2&offset={}", "9".repeat(5000)));
    assert!(message.contains("9…\""), "{message}");
    assert!(message.len() < 400, "{message}");
}

#[test]
fn who_signed_is_read_with_everything_that_belongs_together() {
    let params = |form: &str| Params::parse(form.as_bytes()).unwrap();
    assert_eq!(SignedBy::read(&params("Action=x&Timestamp=1&Nonce=2")), Ok(None));
    let whole = params("SecretId=AKID&Signature=s&Timestamp=1700000000&Nonce=9223372036854775807&Token=t");
    let signed = SignedBy::read(&whole).unwrap().unwrap();
    assert_eq!(
        (signed.secret_id, signed.unix_seconds, signed.nonce),
        ("AKID", 1_700_000_000, i64::MAX as u64)
    );
    assert_eq!(signed.token, Some("t"));
    for (form, name) in [
        ("Signature=s&Timestamp=1&Nonce=1", "SecretId"),
        ("SecretId=a&Timestamp=1&Nonce=1", "Signature"),
        ("SecretId=a&Signature=s&Nonce=1", "Timestamp"),
        ("SecretId=a&Signature=s&Timestamp=1", "Nonce"),
        ("SecretId=a&Signature=s&Timestamp=x&Nonce=1", "Timestamp"),
        ("SecretId=a&Signature=s&Timestamp=-1&Nonce=1", "Timestamp"),
        ("SecretId=a&Signature=s&Timestamp=1&Nonce=0", "Nonce"),
        ("SecretId=a&Signature=s&Timestamp=1&Nonce=-1", "Nonce"),
        ("SecretId=a&Signature=s&Timestamp=1&Nonce=9223372036854775808", "Nonce"),
        ("SecretId=a&Signature=s&Timestamp=1&Nonce=", "Nonce"),
    ] {
        let message = SignedBy::read(&params(form)).unwrap_err().to_string();
        assert!(message.starts_with(&format!("parameter {name} is ")), "{form}: {message}");
    }
}
