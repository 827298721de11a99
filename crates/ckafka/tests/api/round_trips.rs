//! What is written is read back as it was, and nothing that is read can bring the reader down.

use crate::support::{outcome, topic};
use ckafka_api::{ApiVersion, Connection, InstanceId, Signing};
use ckafka_api::{
    Call, Capabilities, EndpointCapabilities, Expected, GetGroupInfo, GetGroupOffsets, GetTopicAttributes,
    GroupInfo, GroupListing, GroupOffsets, HttpResponse, InstanceSummary, ListGroup, ListGroups,
    ListInstance, ListInstances, ListTopic, ListTopics, Page, Params, PlanLine, Reset, ServerRequest,
    SetGroupOffsets, SetPartitionOffsets, SignedBy, Stamp, TopicAttributes, TopicListing,
    TopicPartitionState, TopicPartitions, Topics, UniformStrategy, encode_reset_answer,
};
use kafka_offsets::{
    AnswerRow, GroupId, GroupMember, GroupState, GroupSummary, KafkaError, Offset, OffsetSnapshot,
    PartitionId, PartitionOffsets, ResetAnswer, ResetStrategy, TimeLookup, Timestamp, TopicName,
    TopicPartition, TopicSelection,
};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;

/// A page that holds all that is generated here.
const WHOLE: Page = Page { offset: 0, limit: 1000 };

fn instances() -> impl Strategy<Value = InstanceId> {
    "ckafka-[a-z0-9]{1,8}".prop_map(|id| id.parse().unwrap())
}

fn group_ids() -> impl Strategy<Value = GroupId> {
    // Anything but control characters, also what forms and signatures treat specially
    "[\\PC&&[^\\p{Cc}]]{1,12}".prop_map(|name| name.parse().unwrap())
}

fn topic_names() -> impl Strategy<Value = TopicName> {
    "[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,20}".prop_map(|name| name.parse().unwrap())
}

fn selections() -> impl Strategy<Value = TopicSelection> {
    btree_set(topic_names(), 1..14).prop_map(|names| TopicSelection::new(names).unwrap())
}

fn some_topics() -> impl Strategy<Value = Topics> {
    prop_oneof![Just(Topics::AllOfGroup), selections().prop_map(Topics::Named)]
}

fn offsets() -> impl Strategy<Value = Offset> {
    prop_oneof![Just(0), Just(i64::MAX), Just((1 << 53) + 1), 0..=i64::MAX]
        .prop_map(|number| Offset::try_from(number).unwrap())
}

fn times() -> impl Strategy<Value = Timestamp> {
    (0..=i64::MAX).prop_map(|millis| Timestamp::try_from(millis).unwrap())
}

fn partitions() -> impl Strategy<Value = TopicPartition> {
    (topic_names(), 0..=i32::MAX).prop_map(|(topic, partition)| TopicPartition {
        topic,
        partition: PartitionId::try_from(partition).unwrap(),
    })
}

fn strategies() -> impl Strategy<Value = UniformStrategy> {
    prop_oneof![
        Just(UniformStrategy::Earliest),
        Just(UniformStrategy::Latest),
        times().prop_map(UniformStrategy::Timestamp),
        any::<i64>().prop_map(UniformStrategy::ShiftBy),
        offsets().prop_map(UniformStrategy::Offset),
    ]
}

fn pages() -> impl Strategy<Value = Page> {
    (any::<u32>(), 1_u32..=1000).prop_map(|(offset, limit)| Page { offset, limit })
}

fn words() -> impl Strategy<Value = Option<String>> {
    option::of("\\PC{1,8}")
}

fn expectations() -> impl Strategy<Value = Expected> {
    prop_oneof![Just(Expected::Anything), Just(Expected::NoCommit), offsets().prop_map(Expected::Committed)]
}

fn plans() -> impl Strategy<Value = Vec<PlanLine>> {
    btree_map(partitions(), (offsets(), expectations()), 1..8).prop_map(|lines| {
        lines.into_iter().map(|(at, (offset, expected))| PlanLine { at, offset, expected }).collect()
    })
}

/// Every request, with its action's name and its parameters.
fn requests() -> impl Strategy<Value = (ServerRequest, Params)> {
    let list_instance = (option::of(instances()), words(), pages()).prop_map(|(instance, search, page)| {
        let request = ListInstance { instance, search, page };
        let params = request.params();
        (ServerRequest::ListInstance(request), params)
    });
    let list_group = (instances(), option::of(group_ids()), words(), pages()).prop_map(
        |(instance, group, search, page)| {
            let request = ListGroup { instance, group, search, page };
            let params = request.params();
            (ServerRequest::ListGroup(request), params)
        },
    );
    let list_topic = (instances(), words(), pages()).prop_map(|(instance, search, page)| {
        let request = ListTopic { instance, search, page };
        let params = request.params();
        (ServerRequest::ListTopic(request), params)
    });
    let attributes = (instances(), topic_names()).prop_map(|(instance, topic)| {
        let request = GetTopicAttributes { instance, topic };
        let params = request.params();
        (ServerRequest::GetTopicAttributes(request), params)
    });
    let info = (instances(), group_ids(), vec(group_ids(), 0..3)).prop_map(|(instance, group, others)| {
        let request = GetGroupInfo { instance, group, others };
        let params = request.params();
        (ServerRequest::GetGroupInfo(request), params)
    });
    let offsets = (instances(), group_ids(), some_topics(), words(), option::of(times()), pages()).prop_map(
        |(instance, group, topics, search, at_time, page)| {
            let request = GetGroupOffsets { instance, group, topics, search, at_time, page };
            let params = request.params();
            (ServerRequest::GetGroupOffsets(request), params)
        },
    );
    let set = (instances(), group_ids(), some_topics(), strategies(), any::<bool>(), any::<bool>()).prop_map(
        |(instance, group, topics, strategy, create_group, dry_run)| {
            let request = SetGroupOffsets { instance, group, topics, strategy, create_group, dry_run };
            let params = request.params();
            (ServerRequest::SetGroupOffsets(request), params)
        },
    );
    let set_partitions = (instances(), group_ids(), plans(), any::<bool>(), any::<bool>()).prop_map(
        |(instance, group, plan, create_group, dry_run)| {
            let request = SetPartitionOffsets { instance, group, plan, create_group, dry_run };
            let params = request.params();
            (ServerRequest::SetPartitionOffsets(request), params)
        },
    );
    prop_oneof![list_instance, list_group, list_topic, attributes, info, offsets, set, set_partitions]
}

fn failed_codes() -> impl Strategy<Value = KafkaError> {
    (-1_i16..=130).prop_filter("0 is no failure", |code| *code != 0).prop_map(KafkaError::from_code)
}

fn rows(at: TopicPartition) -> impl Strategy<Value = AnswerRow> {
    let (done, refused) = (at.clone(), at);
    prop_oneof![
        option::of(offsets()).prop_map(move |offset| AnswerRow {
            topic: done.topic.clone(),
            partition: Some(done.partition),
            offset,
            code: KafkaError::NONE,
            message: String::new(),
        }),
        (option::of(offsets()), failed_codes(), "\\PC{1,10}").prop_map(move |(offset, code, message)| {
            AnswerRow {
                topic: refused.topic.clone(),
                partition: Some(refused.partition),
                offset,
                code,
                message,
            }
        }),
    ]
}

fn answers() -> impl Strategy<Value = ResetAnswer> {
    btree_set(partitions(), 0..12)
        .prop_flat_map(|at| at.into_iter().map(rows).collect::<Vec<_>>())
        .prop_map(|rows| ResetAnswer { rows, request_id: None })
}

fn lookups() -> impl Strategy<Value = TimeLookup> {
    prop_oneof![Just(TimeLookup::Unknown), Just(TimeLookup::NoRecord), offsets().prop_map(TimeLookup::Found)]
}

fn read_offsets() -> impl Strategy<Value = PartitionOffsets> {
    (
        option::of(offsets()),
        option::of(offsets()),
        option::of(offsets()),
        lookups(),
        option::of(failed_codes()),
    )
        .prop_map(|(committed, log_start, log_end, at_time, error)| PartitionOffsets {
            committed,
            log_start,
            log_end,
            at_time,
            error,
        })
}

fn summaries(group: GroupId) -> impl Strategy<Value = GroupSummary> {
    let state = prop_oneof![
        Just(GroupState::Empty),
        Just(GroupState::Dead),
        Just(GroupState::Stable),
        Just(GroupState::Reconciling),
        Just(GroupState::Unknown("Sleeping".to_owned())),
    ];
    let member = ("\\PC{0,8}", "\\PC{0,8}", "\\PC{0,8}", btree_set(partitions(), 0..4)).prop_map(
        |(member_id, client_id, client_host, assignment)| GroupMember {
            member_id,
            client_id,
            client_host,
            assignment: assignment.into_iter().collect(),
        },
    );
    (state, vec(member, 0..3)).prop_map(move |(state, members)| GroupSummary {
        group: group.clone(),
        state,
        members,
    })
}

fn any_group() -> GroupId {
    "g".parse().unwrap()
}

fn any_instance() -> InstanceId {
    "ckafka-x".parse().unwrap()
}

fn snapshots() -> impl Strategy<Value = OffsetSnapshot> {
    (
        btree_map(partitions(), read_offsets(), 0..12),
        btree_map(topic_names(), failed_codes(), 0..3),
        option::of(times()),
    )
        .prop_map(|(partitions, mut failed_topics, looked_up)| {
            failed_topics.retain(|topic, _| partitions.keys().all(|at| at.topic != *topic));
            OffsetSnapshot {
                taken_at: Timestamp::try_from(0).unwrap(),
                group: GroupSummary { group: any_group(), state: GroupState::Empty, members: Vec::new() },
                partitions,
                failed_topics,
                looked_up,
            }
        })
}

fn connection() -> Connection {
    Connection { api: ApiVersion::V2, signing: Signing::Proxy, signing_host: String::new(), region: None }
}

proptest! {
    #[test]
    fn a_request_is_decoded_as_it_was_encoded((request, params) in requests()) {
        let mut sent = Params::new();
        sent.push("Action", request.action());
        for (name, value) in params.iter() {
            sent.push(name, value);
        }
        let received = Params::parse(sent.encode().as_bytes()).unwrap();
        prop_assert_eq!(ServerRequest::decode(&received), Ok(request));
    }

    /// The trap: a list that is missing means every topic.
    #[test]
    fn a_reset_on_the_wire_always_names_its_topics(
        selection in selections(),
        strategy in strategies(),
        create_group in any::<bool>(),
    ) {
        let strategy = ResetStrategy::from(strategy);
        let mut call = Reset::new(any_instance(), any_group(), selection.clone(), &strategy, create_group).unwrap();
        let body = call.request(&connection(), Stamp { unix_seconds: 1, nonce: 1 }).body;
        let received = Params::parse(&body).unwrap();
        prop_assert_eq!(received.get("topics.0"), selection.iter().next().map(TopicName::as_str));
        let ServerRequest::SetGroupOffsets(decoded) = ServerRequest::decode(&received).unwrap() else {
            return Err(TestCaseError::fail("another action"));
        };
        prop_assert_eq!(decoded.topics, Topics::Named(selection));
        prop_assert!(!decoded.dry_run);
    }

    #[test]
    fn a_reset_answer_is_read_as_it_was_written(answer in answers()) {
        let call =
            Reset::new(any_instance(), any_group(), TopicSelection::new([topic("t")]).unwrap(), &ResetStrategy::Latest, false);
        let mut read = outcome(call.unwrap(), encode_reset_answer(&answer)).unwrap();
        // Succeeded rows come first on the wire
        let place = |row: &AnswerRow| (row.topic.clone(), row.partition);
        read.rows.sort_by_key(place);
        let mut written = answer;
        written.rows.sort_by_key(place);
        prop_assert_eq!(read, written);
    }

    #[test]
    fn offsets_are_read_as_they_were_written_whatever_the_page(snapshot in snapshots(), limit in 1_u32..5) {
        let capabilities = EndpointCapabilities {
            page_limit: Some(limit),
            ..EndpointCapabilities::all(Timestamp::try_from(0).unwrap())
        };
        let mut call = GroupOffsets::new(
            any_instance(),
            any_group(),
            Topics::AllOfGroup,
            snapshot.looked_up,
            &capabilities,
        );
        let table = loop {
            let body = call.request(&connection(), Stamp { unix_seconds: 1, nonce: 1 }).body;
            let Ok(ServerRequest::GetGroupOffsets(request)) = ServerRequest::decode(&Params::parse(&body).unwrap()) else {
                return Err(TestCaseError::fail("another request"));
            };
            prop_assert_eq!(request.at_time, snapshot.looked_up);
            let response = HttpResponse { status: 200, body: request.encode_answer(&snapshot) };
            if let ckafka_api::Progress::Done(table) = call.respond(Ok(response)) {
                break table.unwrap();
            }
        };
        prop_assert_eq!(table.into_snapshot(snapshot.group.clone(), snapshot.taken_at), snapshot);
    }

    #[test]
    fn group_info_is_read_as_it_was_written(
        summary in summaries(any_group()),
        other in summaries("other".parse().unwrap()),
    ) {
        let call = GroupInfo::new(any_instance(), any_group());
        prop_assert_eq!(outcome(call, GetGroupInfo::encode_answer(&[other, summary.clone()])), Ok(summary));
    }

    #[test]
    fn lists_are_read_as_they_were_written(
        groups in vec((group_ids(), "\\PC{0,5}"), 0..5),
        names in vec((topic_names(), option::of(any::<u32>())), 0..5),
        ids in vec((instances(), "\\PC{0,5}", any::<bool>()), 0..5),
    ) {
        let capabilities = EndpointCapabilities::none();
        let groups: Vec<GroupListing> =
            groups.into_iter().map(|(group, protocol_type)| GroupListing { group, protocol_type }).collect();
        let request = ListGroup { instance: any_instance(), group: None, search: None, page: WHOLE };
        let read = outcome(ListGroups::new(any_instance(), &capabilities), request.encode_answer(&groups));
        prop_assert_eq!(read, Ok(groups));

        let topics: Vec<TopicListing> =
            names.into_iter().map(|(topic, partitions)| TopicListing { topic, partitions }).collect();
        let request = ListTopic { instance: any_instance(), search: None, page: WHOLE };
        let read = outcome(ListTopics::new(any_instance(), &capabilities), request.encode_answer(&topics));
        prop_assert_eq!(read, Ok(topics));

        let instances: Vec<InstanceSummary> =
            ids.into_iter().map(|(id, name, production)| InstanceSummary { id, name, production }).collect();
        let request = ListInstance { instance: None, search: None, page: WHOLE };
        let read = outcome(ListInstances::new(&capabilities), request.encode_answer(&instances));
        prop_assert_eq!(read, Ok(instances));
    }

    #[test]
    fn topic_attributes_are_read_as_they_were_written(
        name in topic_names(),
        numbers in btree_map(0..=i32::MAX, (any::<u32>(), any::<u32>()), 1..6),
    ) {
        let partitions = numbers
            .into_iter()
            .map(|(number, (in_sync, replicas))| TopicPartitionState {
                partition: PartitionId::try_from(number).unwrap(),
                in_sync_replicas: Some(in_sync),
                replicas: Some(replicas),
            })
            .collect();
        let attributes = TopicAttributes { topic: name.clone(), partitions };
        let read = outcome(TopicPartitions::new(any_instance(), name), attributes.encode());
        prop_assert_eq!(read, Ok(attributes));
    }

    #[test]
    fn capabilities_are_read_as_they_were_written(flags in any::<[bool; 5]>(), limit in option::of(1_u32..), time in option::of(times())) {
        let [log_start, time_lookup, dry_run, create_group, partition_offsets] = flags;
        let some = EndpointCapabilities {
            log_start,
            time_lookup,
            dry_run,
            create_group,
            partition_offsets,
            messages_by_time: false,
            page_limit: limit,
            server_time: time,
        };
        prop_assert_eq!(outcome(Capabilities::new(), some.encode()), Ok(some));
    }

    #[test]
    fn no_bytes_bring_a_server_down(form in vec(any::<u8>(), 0..200)) {
        if let Ok(params) = Params::parse(&form) {
            let _ = ServerRequest::decode(&params);
            let _ = SignedBy::read(&params);
        }
    }

    #[test]
    fn no_parameters_bring_a_server_down((request, params) in requests(), at in any::<prop::sample::Index>(), value in "\\PC{0,30}") {
        let mut sent = Params::new();
        sent.push("Action", request.action());
        let broken = at.index(params.iter().count().max(1));
        for (index, (name, given)) in params.iter().enumerate() {
            sent.push(name, if index == broken { value.as_str() } else { given });
        }
        if let Err(error) = ServerRequest::decode(&sent) {
            prop_assert!(!error.encode().is_empty());
        }
    }

    #[test]
    fn no_answer_brings_a_client_down(status in prop_oneof![Just(200_u16), any::<u16>()], body in vec(any::<u8>(), 0..200)) {
        answer_every_call(status, &body);
    }

    #[test]
    fn no_spoiled_answer_brings_a_client_down(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        with in prop_oneof![
            Just("null".to_owned()), Just("-1".to_owned()), Just("{}".to_owned()), Just("[]".to_owned()),
            Just("1e999".to_owned()), Just("\"".to_owned()), Just("9223372036854775808".to_owned()), "\\PC{0,4}",
        ],
    ) {
        const SAMPLES: [&str; 7] = [
            include_str!("../samples/set_group_offsets.json"),
            include_str!("../samples/get_group_offsets.json"),
            include_str!("../samples/get_group_info.json"),
            include_str!("../samples/list_group.json"),
            include_str!("../samples/list_topic.json"),
            include_str!("../samples/list_instance.json"),
            include_str!("../samples/get_topic_attributes.json"),
        ];
        let sample = SAMPLES[which.index(SAMPLES.len())];
        let (start, end) = sample.split_at(at.index(sample.len()));
        answer_every_call(200, format!("{start}{with}{}", end.get(1..).unwrap_or("")).as_bytes());
    }
}

fn answer_every_call(status: u16, body: &[u8]) {
    let capabilities = EndpointCapabilities::none();
    let response = || Ok(HttpResponse { status, body: body.to_vec() });
    let selection = TopicSelection::new([topic("t")]).unwrap();
    let _ = Capabilities::new().respond(response());
    let _ = ListInstances::new(&capabilities).respond(response());
    let _ = ListGroups::new(any_instance(), &capabilities).respond(response());
    let _ = ListTopics::new(any_instance(), &capabilities).respond(response());
    let _ = GroupInfo::new(any_instance(), any_group()).respond(response());
    let _ = TopicPartitions::new(any_instance(), topic("t")).respond(response());
    for topics in [Topics::AllOfGroup, Topics::Named(selection.clone())] {
        let mut call = GroupOffsets::new(any_instance(), any_group(), topics, None, &capabilities);
        let _ = call.respond(response());
        let _ = call.respond(response());
    }
    let reset = Reset::new(any_instance(), any_group(), selection, &ResetStrategy::Latest, false);
    let _ = reset.unwrap().respond(response());
}
