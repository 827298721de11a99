//! Calls from request to answer: what is sent, how pages are read, what is shown to people.

use crate::support::{at, group, instance, offset, outcome, respond, topic, topics};
use ckafka_api::{
    ApiVersion, Call, Capabilities, Connection, Credential, EndpointCapabilities, Expected, GroupInfo,
    GroupOffsets, ListGroups, ListTopics, Method, Params, PlanLine, Reset, ResetPartitions, Signing, Stamp,
    TopicPartitions, Topics, redacted_request, sign::v2,
};
use kafka_offsets::{FaultKind, KafkaError, ResetStrategy, TimeLookup, Timestamp};

const STAMP: Stamp = Stamp { unix_seconds: 1_700_000_000, nonce: 11886 };

fn by_proxy() -> Connection {
    Connection {
        api: ApiVersion::V2,
        signing: Signing::Proxy,
        signing_host: "ckafka.api.qcloud.com".to_owned(),
        region: Some("ap-guangzhou".to_owned()),
    }
}

fn with_key(token: Option<&str>) -> Connection {
    let key = Credential::new(
        "AKIDEXAMPLEonlyForTests00000000000000",
        "EXAMPLEsecretKeyOnlyForTests0000",
        token.map(str::to_owned),
    );
    Connection { signing: Signing::Key(key.unwrap()), ..by_proxy() }
}

fn reset(strategy: &ResetStrategy) -> Reset {
    Reset::new(instance(), group("orders-consumer"), topics(["orders"]), strategy, false).unwrap()
}

fn sent(call: &mut impl Call) -> String {
    let request = call.request(&by_proxy(), STAMP);
    assert_eq!((request.method, request.query.as_str()), (Method::Post, ""));
    String::from_utf8(request.body).unwrap()
}

fn all_of_gateway() -> EndpointCapabilities {
    EndpointCapabilities::all(Timestamp::try_from(0).unwrap())
}

#[test]
fn an_unsigned_request_says_so_with_a_header_and_has_no_key_in_it() {
    let request = reset(&ResetStrategy::Earliest).request(&by_proxy(), STAMP);
    assert_eq!(
        request.headers,
        [
            ("Content-Type", "application/x-www-form-urlencoded".to_owned()),
            ("X-Requested-With", "ckafka-console".to_owned())
        ]
    );
    assert_eq!(
        String::from_utf8(request.body).unwrap(),
        "Action=SetGroupOffsets&Region=ap-guangzhou&instanceId=ckafka-8j4rodrr&group=orders-consumer\
         &topics.0=orders&strategy=1&timestamp=-2&Timestamp=1700000000&Nonce=11886"
    );
}

#[test]
fn a_region_that_is_empty_is_not_sent() {
    for region in [None, Some(String::new())] {
        let connection = Connection { region, ..by_proxy() };
        let request = reset(&ResetStrategy::Earliest).request(&connection, STAMP);
        assert_eq!(Params::parse(&request.body).unwrap().get("Region"), None);
    }
}

#[test]
fn a_signed_request_has_the_signature_that_the_official_sdk_makes() {
    // The published anchor of this very request is a GET; as a POST the SDK's algorithm gives this
    let request = reset(&ResetStrategy::Earliest).request(&with_key(None), STAMP);
    let params = Params::parse(&request.body).unwrap();
    let get = v2::Target { method: Method::Get, host: "ckafka.api.qcloud.com", path: "/v2/index.php" };
    let Signing::Key(key) = with_key(None).signing else { unreachable!() };
    assert_eq!(
        v2::signature(&v2::string_to_sign(get, &params), v2::Algorithm::of(&params), &key),
        "uglsLX0/JIxJ9QJ96ee0Bzrp9+E3Wbo6XJN68RGNcZs="
    );
    let post = v2::Target { method: Method::Post, ..get };
    assert_eq!(v2::verify(post, [], &params, &key), Ok(()));
    assert_eq!(request.headers, [("Content-Type", "application/x-www-form-urlencoded".to_owned())]);
}

#[test]
fn the_nonce_is_never_above_63_bits_nor_zero() {
    for (random, nonce) in [(0, "1"), (1 << 63, "1"), (u64::MAX, "9223372036854775807"), (42, "42")] {
        let request = Capabilities::new().request(&by_proxy(), Stamp { unix_seconds: 0, nonce: random });
        assert_eq!(Params::parse(&request.body).unwrap().get("Nonce"), Some(nonce));
    }
}

#[test]
fn each_strategy_sends_its_own_parameter_and_no_other() {
    let time = Timestamp::try_from(1_700_000_000_123).unwrap();
    for (strategy, expected) in [
        (ResetStrategy::Earliest, "strategy=1&timestamp=-2"),
        (ResetStrategy::Latest, "strategy=1&timestamp=-1"),
        (ResetStrategy::Timestamp(time), "strategy=1&timestamp=1700000000123"),
        (ResetStrategy::ShiftBy(0), "strategy=0&shift=0"),
        (ResetStrategy::ShiftBy(-1000), "strategy=0&shift=-1000"),
        (ResetStrategy::ShiftBy(i64::MIN), "strategy=0&shift=-9223372036854775808"),
        (ResetStrategy::Offset(offset(0)), "strategy=2&offset=0"),
        (ResetStrategy::Offset(offset(i64::MAX)), "strategy=2&offset=9223372036854775807"),
    ] {
        let body = sent(&mut reset(&strategy));
        let (_, rest) = body.split_once("&topics.0=orders&").unwrap();
        assert_eq!(rest.split_once("&Timestamp=").unwrap().0, expected);
    }
}

#[test]
fn offsets_of_their_own_cannot_be_sent_as_one_strategy() {
    let strategy = ResetStrategy::PerPartition([(at("orders", 0), offset(1))].into());
    assert!(Reset::new(instance(), group("g"), topics(["orders"]), &strategy, false).is_err());
}

#[test]
fn a_rehearsal_is_only_sent_to_an_endpoint_that_knows_dry_runs() {
    let rehearsal = reset(&ResetStrategy::Latest).rehearsal(&EndpointCapabilities::none());
    assert!(rehearsal.is_none(), "an endpoint that does not know dryRun would carry the reset out");
    let mut rehearsal = reset(&ResetStrategy::Latest).rehearsal(&all_of_gateway()).unwrap();
    assert!(!rehearsal.writes());
    assert!(sent(&mut rehearsal).contains("&dryRun=1&"));
    assert!(reset(&ResetStrategy::Latest).writes());
    assert!(!sent(&mut reset(&ResetStrategy::Latest)).contains("dryRun"));
}

#[test]
fn single_partitions_are_only_sent_to_an_endpoint_that_knows_them() {
    let plan = || {
        vec![
            PlanLine { at: at("orders", 0), offset: offset(10), expected: Expected::Anything },
            PlanLine { at: at("orders", 1), offset: offset(20), expected: Expected::NoCommit },
            PlanLine { at: at("orders", 2), offset: offset(30), expected: Expected::Committed(offset(7)) },
        ]
    };
    let call = |plan, capabilities: EndpointCapabilities| {
        ResetPartitions::new(instance(), group("g"), plan, true, &capabilities)
    };
    assert!(call(plan(), EndpointCapabilities::none()).is_none());
    assert!(call(Vec::new(), all_of_gateway()).is_none(), "a plan without a line");
    let mut call = call(plan(), all_of_gateway()).unwrap();
    assert!(call.writes());
    let params = Params::parse(sent(&mut call).as_bytes()).unwrap();
    assert_eq!(params.get("Action"), Some("SetPartitionOffsets"));
    assert_eq!(params.get("plan"), Some("orders,0,10\norders,1,20,none\norders,2,30,7"));
    assert_eq!(params.get("createGroup"), Some("1"));
}

#[test]
fn the_request_for_people_shows_everything_but_secrets() {
    let call = reset(&ResetStrategy::ShiftBy(-5));
    assert_eq!(
        redacted_request(&call, &by_proxy()),
        "POST /v2/index.php HTTP/1.1\n\
         Content-Type: application/x-www-form-urlencoded\n\
         X-Requested-With: ckafka-console\n\
         \n\
         Action=SetGroupOffsets\n\
         Region=ap-guangzhou\n\
         instanceId=ckafka-8j4rodrr\n\
         group=orders-consumer\n\
         topics.0=orders\n\
         strategy=0\n\
         shift=-5\n\
         Timestamp=added at sending\n\
         Nonce=added at sending\n\
         SecretId=added by the proxy\n\
         Signature=added by the proxy"
    );
    let signed = redacted_request(&call, &with_key(Some("sessionToken")));
    assert!(signed.ends_with(
        "SecretId=added at sending\nSignatureMethod=HmacSHA256\nToken=added at sending\nSignature=added at sending"
    ));
    for secret in ["AKID", "EXAMPLEsecretKey", "sessionToken"] {
        assert!(!signed.contains(secret), "{secret} is shown");
    }
    assert!(!redacted_request(&call, &with_key(None)).contains("Token"));
}

#[test]
fn a_request_for_people_has_one_parameter_per_line_even_with_a_plan_in_it() {
    let plan = vec![
        PlanLine { at: at("a", 0), offset: offset(1), expected: Expected::Anything },
        PlanLine { at: at("a", 1), offset: offset(2), expected: Expected::Anything },
    ];
    let call = ResetPartitions::new(instance(), group("g"), plan, false, &all_of_gateway()).unwrap();
    assert!(redacted_request(&call, &by_proxy()).contains("\nplan=a,0,1%0Aa,1,2\n"));
}

#[test]
fn debug_output_of_requests_shows_neither_signature_nor_token() {
    let connection = with_key(Some("sessionToken"));
    let request = reset(&ResetStrategy::Latest).request(&connection, STAMP);
    let shown = format!("{request:?} {connection:?} {:?}", Params::parse(&request.body).unwrap());
    for secret in ["EXAMPLEsecretKey", "sessionToken", "onlyForTests"] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

/// One page of `GetGroupOffsets` with the topics `t-first` to `t-last`.
fn page(total: u32, numbers: std::ops::Range<u32>) -> String {
    let topics: Vec<String> = numbers
        .map(|n| {
            format!(
                r#"{{"topic":"t-{n}","partitions":[{{"partition":0,"offset":{n},"log_end_offset":100}}]}}"#
            )
        })
        .collect();
    format!(r#"{{"code":0,"data":{{"totalCount":{total},"topicList":[{}]}}}}"#, topics.join(","))
}

fn all_topics() -> GroupOffsets {
    GroupOffsets::new(instance(), group("g"), Topics::AllOfGroup, None, &EndpointCapabilities::none())
}

#[test]
fn all_pages_become_one_table() {
    let mut call = all_topics();
    for (start, end) in [(0, 50), (50, 100)] {
        let body = sent(&mut call);
        assert!(body.contains(&format!("&offset={start}&limit=50&")), "{body}");
        assert!(!body.contains("topics"), "all topics are asked for by naming none");
        assert!(respond(&mut call, 200, page(120, start..end)).is_none());
    }
    assert!(sent(&mut call).contains("&offset=100&limit=50&"));
    let table = respond(&mut call, 200, page(120, 100..120)).unwrap().unwrap();
    assert_eq!(table.partitions.len(), 120);
    assert_eq!(table.partitions[&at("t-119", 0)].committed, Some(offset(119)));
}

#[test]
fn a_page_may_be_shorter_than_asked_for() {
    let mut call = all_topics();
    assert!(respond(&mut call, 200, page(30, 0..20)).is_none());
    assert!(sent(&mut call).contains("&offset=20&"));
    assert_eq!(respond(&mut call, 200, page(30, 20..30)).unwrap().unwrap().partitions.len(), 30);
}

#[test]
fn a_list_without_a_total_ends_with_a_page_that_is_not_full() {
    let without_total = |body: String| body.replace("\"totalCount\":0,", "");
    let mut call = all_topics();
    assert!(respond(&mut call, 200, without_total(page(0, 0..50))).is_none());
    assert_eq!(
        respond(&mut call, 200, without_total(page(0, 50..60))).unwrap().unwrap().partitions.len(),
        60
    );
}

#[test]
fn a_list_that_ends_too_early_is_no_answer() {
    let mut call = all_topics();
    assert!(respond(&mut call, 200, page(120, 0..50)).is_none());
    let fault = respond(&mut call, 200, page(120, 0..0)).unwrap().unwrap_err();
    assert_eq!(fault.kind, FaultKind::Malformed);
    assert_eq!(fault.raw_message, "the list is said to have 120 entries and ended after 50");
}

#[test]
fn a_list_that_changes_while_it_is_read_is_read_anew_but_not_for_ever() {
    let mut call = all_topics();
    assert!(respond(&mut call, 200, page(60, 0..50)).is_none());
    // A topic has gone, so the next page may have skipped one
    assert!(respond(&mut call, 200, page(59, 51..60)).is_none());
    assert!(sent(&mut call).contains("&offset=0&"));
    assert!(respond(&mut call, 200, page(59, 1..51)).is_none());
    let table = respond(&mut call, 200, page(59, 51..60)).unwrap().unwrap();
    assert_eq!(table.partitions.len(), 59);
    assert!(!table.partitions.contains_key(&at("t-0", 0)), "rows of the first reading are gone");

    let mut call = all_topics();
    let mut answers = 0;
    let fault = loop {
        let total = 60 + answers;
        let outcome = respond(&mut call, 200, page(total, 0..50));
        answers += 1;
        if let Some(outcome) = outcome {
            break outcome.unwrap_err();
        }
        assert!(answers < 20, "it must end");
    };
    assert_eq!(fault.kind, FaultKind::Malformed);
}

#[test]
fn an_endpoint_that_always_sends_the_same_page_does_not_pass_a_part_for_the_whole() {
    let mut call = all_topics();
    let mut outcome = None;
    for _ in 0..20 {
        outcome = outcome.or_else(|| respond(&mut call, 200, page(100, 0..50)));
    }
    assert_eq!(outcome.unwrap().unwrap_err().kind, FaultKind::Malformed);
    let mut call = ListGroups::new(instance(), &EndpointCapabilities::none());
    let mut outcome = None;
    for _ in 0..20 {
        let same = r#"{"code":0,"data":{"totalCount":2,"groupList":[{"group":"a"}]}}"#;
        outcome = outcome.or_else(|| respond(&mut call, 200, same));
    }
    assert_eq!(outcome.unwrap().unwrap_err().kind, FaultKind::Malformed);
}

#[test]
fn a_fault_in_the_middle_ends_the_call() {
    let mut call = all_topics();
    assert!(respond(&mut call, 200, page(60, 0..50)).is_none());
    assert_eq!(respond(&mut call, 200, "<html>").unwrap().unwrap_err().kind, FaultKind::NotTheApi);
}

#[test]
fn named_topics_go_out_in_portions_of_a_page() {
    let names: Vec<String> = (0..60).map(|n| format!("t-{n:02}")).collect();
    let selection = topics(names.iter().map(String::as_str));
    let mut call = GroupOffsets::new(
        instance(),
        group("g"),
        Topics::Named(selection.clone()),
        None,
        &EndpointCapabilities::none(),
    );
    let rows = |numbers: std::ops::Range<u32>| {
        let rows: Vec<String> = numbers
            .map(|n| format!(r#"{{"topic":"t-{n:02}","partitions":[{{"partition":0,"offset":1}}]}}"#))
            .collect();
        format!(r#"{{"code":0,"data":{{"topicList":[{}]}}}}"#, rows.join(","))
    };
    let first = Params::parse(sent(&mut call).as_bytes()).unwrap();
    assert_eq!((first.get("topics.0"), first.get("topics.49")), (Some("t-00"), Some("t-49")));
    assert_eq!((first.get("topics.50"), first.get("offset")), (None, Some("0")));
    assert!(respond(&mut call, 200, rows(0..50)).is_none());
    let second = Params::parse(sent(&mut call).as_bytes()).unwrap();
    assert_eq!((second.get("topics.0"), second.get("topics.10")), (Some("t-50"), None));
    assert_eq!(respond(&mut call, 200, rows(50..60)).unwrap().unwrap().partitions.len(), 60);

    // Where larger pages are allowed, one request will do
    let mut call =
        GroupOffsets::new(instance(), group("g"), Topics::Named(selection), None, &all_of_gateway());
    assert!(sent(&mut call).contains("topics.59="));
    assert!(respond(&mut call, 200, rows(0..60)).is_some());
}

#[test]
fn a_named_topic_that_no_answer_mentions_is_looked_for() {
    let selection = Topics::Named(topics(["committed", "fresh", "gone"]));
    let mut call = GroupOffsets::new(instance(), group("g"), selection, None, &EndpointCapabilities::none());
    let offsets = r#"{"code":0,"data":{"totalCount":1,"topicList":[
        {"topic":"committed","partitions":[{"partition":0,"offset":5,"log_end_offset":9}]},
        {"topic":"not-asked-for","partitions":[{"partition":0,"offset":5}]}]}}"#;
    assert!(respond(&mut call, 200, offsets).is_none());

    let body = sent(&mut call);
    assert!(body.starts_with("Action=GetTopicAttributes&") && body.contains("&topicName=fresh&"), "{body}");
    assert!(respond(&mut call, 200, r#"{"code":0,"data":{"partitionNum":2}}"#).is_none());
    assert!(sent(&mut call).contains("&topicName=gone&"));
    let table =
        respond(&mut call, 200, r#"{"code":4000,"message":"(10012)no such topic"}"#).unwrap().unwrap();

    let keys: Vec<_> = table.partitions.keys().cloned().collect();
    assert_eq!(keys, [at("committed", 0), at("fresh", 0), at("fresh", 1)]);
    let fresh = &table.partitions[&at("fresh", 1)];
    assert_eq!((fresh.committed, fresh.log_end, fresh.at_time), (None, None, TimeLookup::Unknown));
    assert_eq!(table.failed_topics, [(topic("gone"), KafkaError::UnknownTopicOrPartition)].into());
}

#[test]
fn a_time_is_asked_about_only_where_the_endpoint_can_look_it_up() {
    let time = Timestamp::try_from(1_700_000_000_123).ok();
    let mut call = GroupOffsets::new(instance(), group("g"), Topics::AllOfGroup, time, &all_of_gateway());
    assert!(sent(&mut call).contains("&timestamp=1700000000123&"));
    let table = respond(&mut call, 200, page(1, 0..1)).unwrap().unwrap();
    assert_eq!(table.looked_up, time);

    let mut call =
        GroupOffsets::new(instance(), group("g"), Topics::AllOfGroup, time, &EndpointCapabilities::none());
    assert!(!sent(&mut call).contains("timestamp"));
    let table = respond(&mut call, 200, page(1, 0..1)).unwrap().unwrap();
    assert_eq!(table.looked_up, time, "it was asked about, and every row says that it is not known");
    assert!(table.partitions.values().all(|row| row.at_time == TimeLookup::Unknown));
}

#[test]
fn lists_read_all_their_pages() {
    let mut call = ListGroups::new(instance(), &EndpointCapabilities::none());
    assert!(sent(&mut call).contains("Action=ListGroup&"));
    assert!(sent(&mut call).contains("&offset=0&limit=50&"));
    assert!(
        respond(&mut call, 200, r#"{"code":0,"data":{"totalCount":2,"groupList":[{"group":"a"}]}}"#)
            .is_none()
    );
    assert!(sent(&mut call).contains("&offset=1&limit=50&"));
    let last = r#"{"code":0,"data":{"totalCount":2,"groupList":[{"group":"b","protocol":"consumer"}]}}"#;
    let found = respond(&mut call, 200, last).unwrap().unwrap();
    assert_eq!(found.iter().map(|one| one.group.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert!(sent(&mut ListTopics::new(instance(), &EndpointCapabilities::none())).contains("&limit=20&"));
    assert!(sent(&mut ListTopics::new(instance(), &all_of_gateway())).contains("&limit=1000&"));
}

#[test]
fn no_reading_call_writes() {
    assert!(!Capabilities::new().writes());
    assert!(!all_topics().writes());
    assert!(!GroupInfo::new(instance(), group("g")).writes());
    assert!(!TopicPartitions::new(instance(), topic("t")).writes());
}

#[test]
fn our_gateway_describes_itself_in_words_that_are_understood() {
    let all = EndpointCapabilities::all(Timestamp::try_from(1_700_000_000_123).unwrap());
    assert_eq!(outcome(Capabilities::new(), all.encode()).unwrap(), all);
    assert_eq!(
        String::from_utf8(all.encode()).unwrap(),
        r#"{"code":0,"message":"","codeDesc":"Success","data":{"capabilities":["logStartOffset","timestampOffset","dryRun","createGroup","setPartitionOffsets"],"pageLimit":1000,"serverTime":1700000000123}}"#
    );
}
