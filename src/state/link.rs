//! A link that reopens a request on the review: what was asked, and where the group stood when the link was made.
//!
//! It says nothing of the connection (a link must not lead a reader to another endpoint), holds no secret, and carries
//! nothing out: whoever opens it gets a fresh plan of the same request, and what has changed since.
//!
//! ```text
//! #reset=1&instance=ckafka-demo&group=billing&partitions=orders:0,3-5&strategy=shift&value=-500
//!   &committed=orders:0=42,3=none&at=1795317128114
//! ```

use super::partitions::{parse_partitions, partitions_text};
use form_urlencoded::byte_serialize;
use kafka_offsets::{
    GroupId, Offset, PartitionId, ResetPlan, ResetRequest, ResetScope, ResetStrategy, Timestamp, TopicName,
    TopicPartition, TopicSelection,
};
use std::collections::{BTreeMap, BTreeSet};

/// Up to so many partitions a link tells where each of them stood; beyond that, what all of them come to.
pub const MOST_NAMED: usize = 50;

/// Longer than this is no link that a browser or a chat would carry.
const LONGEST: usize = 8_000;

/// A link as it was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Id of the instance.
    pub instance: String,
    /// What is asked; "time ago" was frozen when the link was made.
    pub request: ResetRequest,
    /// When the plan was made that the link was copied from.
    pub made_at: Timestamp,
    /// Where the group stood then.
    pub before: Before,
}

/// Where the group stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Before {
    /// Partition by partition.
    Each(BTreeMap<TopicPartition, Option<Offset>>),
    /// All of them together.
    Together(Together),
}

/// Many partitions in three numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Together {
    /// How many there were.
    pub partitions: u64,
    /// How many had a committed offset.
    pub committed: u64,
    /// The sum of these offsets.
    pub sum: u128,
}

/// Why a text behind the address is no link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkProblem {
    /// It was made by a newer version.
    OtherVersion,
    /// It is cut off or was changed on the way.
    Broken,
}

/// The part of the address behind `#`; `None` where the request is too long for one (a plan file with many partitions).
pub fn write_link(instance: &str, plan: &ResetPlan) -> Option<String> {
    let request = &plan.request;
    let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    let mut link =
        format!("reset=1&instance={}&group={}", encoded(instance), encoded(request.group.as_str()));
    let mut add = |name: &str, value: &str| {
        link.push('&');
        link.push_str(name);
        link.push('=');
        link.push_str(value);
    };
    match (&request.scope, &request.strategy) {
        // The offsets name their partitions
        (_, ResetStrategy::PerPartition(_)) => {}
        (ResetScope::Topics(topics), _) => {
            add("topics", &topics.iter().map(TopicName::as_str).collect::<Vec<_>>().join(","));
        }
        (ResetScope::AllTopicsOfGroup, _) => add("topics", "*"),
        (ResetScope::Partitions(partitions), _) => {
            let mut topics: BTreeMap<&TopicName, BTreeSet<PartitionId>> = BTreeMap::new();
            for at in partitions {
                topics.entry(&at.topic).or_default().insert(at.partition);
            }
            let topics =
                topics.into_iter().map(|(topic, named)| format!("{topic}:{}", partitions_text(named)));
            add("partitions", &topics.collect::<Vec<_>>().join(";"));
        }
    }
    match &request.strategy {
        ResetStrategy::Earliest => add("strategy", "earliest"),
        ResetStrategy::Latest => add("strategy", "latest"),
        ResetStrategy::Timestamp(at) => {
            add("strategy", "time");
            add("value", &at.as_millis().to_string());
        }
        ResetStrategy::ShiftBy(by) => {
            add("strategy", "shift");
            add("value", &by.to_string());
        }
        ResetStrategy::Offset(offset) => {
            add("strategy", "offset");
            add("value", &offset.to_string());
        }
        ResetStrategy::PerPartition(offsets) => {
            add("strategy", "each");
            add("value", &offsets_text(offsets.iter().map(|(at, offset)| (at, Some(*offset)))));
        }
    }
    if request.create_group {
        add("create", "1");
    }
    if plan.rows.len() <= MOST_NAMED {
        add("committed", &offsets_text(plan.rows.iter().map(|row| (&row.at, row.committed))));
    } else {
        let all = together(plan);
        add("together", &format!("{},{},{}", all.partitions, all.committed, all.sum));
    }
    add("at", &plan.taken_at.as_millis().to_string());
    (link.len() <= LONGEST).then_some(link)
}

/// What all partitions of a plan come to.
pub fn together(plan: &ResetPlan) -> Together {
    let mut all = Together { partitions: plan.rows.len() as u64, committed: 0, sum: 0 };
    for offset in plan.rows.iter().filter_map(|row| row.committed) {
        all.committed += 1;
        // 2^64 offsets of 63 bits fit into 128
        all.sum += u128::from(offset.get().unsigned_abs());
    }
    all
}

/// `orders:0=42,3=none;payments:1=7`
fn offsets_text<'a>(rows: impl Iterator<Item = (&'a TopicPartition, Option<Offset>)>) -> String {
    let mut text = String::new();
    let mut last = None;
    for (at, offset) in rows {
        if last == Some(&at.topic) {
            text.push(',');
        } else {
            let gap = if last.is_some() { ";" } else { "" };
            text.push_str(gap);
            text.push_str(at.topic.as_str());
            text.push(':');
            last = Some(&at.topic);
        }
        let offset = offset.map_or_else(|| "none".to_owned(), |offset| offset.to_string());
        text.push_str(&format!("{}={offset}", at.partition));
    }
    text
}

/// Reads what stands behind the address, with or without its `#`. `None`: it is no link of this console.
///
/// # Errors
/// It is one, and cannot be read.
pub fn read_link(fragment: &str) -> Option<Result<Link, LinkProblem>> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    let version = fragment.strip_prefix("reset=")?.split('&').next().unwrap_or_default();
    Some(match version {
        "1" if fragment.len() <= LONGEST => parse(fragment).ok_or(LinkProblem::Broken),
        "1" | "" => Err(LinkProblem::Broken),
        _ => Err(LinkProblem::OtherVersion),
    })
}

fn parse(fragment: &str) -> Option<Link> {
    let mut values: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(fragment.as_bytes()) {
        // A character that could not be read would name another group; a name that comes twice, two of them
        if value.contains('\u{fffd}') || values.insert(name.into_owned(), value.into_owned()).is_some() {
            return None;
        }
    }
    let value = |name: &str| values.get(name).map(String::as_str);
    let instance = value("instance").filter(|id| !id.is_empty())?.to_owned();
    let group: GroupId = value("group")?.parse().ok()?;
    let strategy = match value("strategy")? {
        "earliest" => ResetStrategy::Earliest,
        "latest" => ResetStrategy::Latest,
        "time" => ResetStrategy::Timestamp(Timestamp::try_from(value("value")?.parse::<i64>().ok()?).ok()?),
        "shift" => ResetStrategy::ShiftBy(value("value")?.parse().ok()?),
        "offset" => ResetStrategy::Offset(value("value")?.parse().ok()?),
        "each" => {
            let mut offsets = BTreeMap::new();
            for (at, offset) in read_offsets(value("value")?)? {
                offsets.insert(at, offset?);
            }
            ResetStrategy::PerPartition(offsets)
        }
        _ => return None,
    };
    let scope = match (&strategy, value("topics"), value("partitions")) {
        (ResetStrategy::PerPartition(offsets), None, None) => {
            let mut partitions = BTreeSet::new();
            partitions.extend(offsets.keys().cloned());
            ResetScope::Partitions(partitions)
        }
        (_, Some("*"), None) => ResetScope::AllTopicsOfGroup,
        (_, Some(topics), None) => {
            let topics = topics.split(',').map(str::parse).collect::<Result<Vec<TopicName>, _>>().ok()?;
            ResetScope::Topics(TopicSelection::new(topics)?)
        }
        (_, None, Some(named)) => {
            let mut partitions = BTreeSet::new();
            for piece in named.split(';') {
                let (topic, numbers) = piece.split_once(':')?;
                let topic: TopicName = topic.parse().ok()?;
                for partition in parse_partitions(numbers, None).ok()?? {
                    partitions.insert(TopicPartition { topic: topic.clone(), partition });
                }
            }
            ResetScope::Partitions(partitions)
        }
        _ => return None,
    };
    let before = match (value("committed"), value("together")) {
        (Some(each), None) => Before::Each(read_offsets(each)?),
        (None, Some(all)) => {
            let mut numbers = all.split(',');
            let (partitions, committed) = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
            let sum = numbers.next()?.parse().ok()?;
            Before::Together(Together { partitions, committed, sum })
        }
        _ => return None,
    };
    let made_at = Timestamp::try_from(value("at")?.parse::<i64>().ok()?).ok()?;
    let create_group = value("create") == Some("1");
    Some(Link { instance, request: ResetRequest { group, scope, strategy, create_group }, made_at, before })
}

fn read_offsets(text: &str) -> Option<BTreeMap<TopicPartition, Option<Offset>>> {
    let mut offsets = BTreeMap::new();
    for piece in text.split(';').filter(|piece| !piece.is_empty()) {
        let (topic, rows) = piece.split_once(':')?;
        let topic: TopicName = topic.parse().ok()?;
        for row in rows.split(',') {
            let (partition, offset) = row.split_once('=')?;
            let partition = PartitionId::try_from(partition.parse::<i32>().ok()?).ok()?;
            let offset = if offset == "none" { None } else { Some(offset.parse().ok()?) };
            if offsets.insert(TopicPartition { topic: topic.clone(), partition }, offset).is_some() {
                return None;
            }
        }
    }
    Some(offsets)
}

/// What is different from when a link was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Since {
    /// Partitions whose committed offset is another one, or that were not there, or are gone; may be none.
    Each(Vec<Changed>),
    /// Then and now, of more partitions than a link names.
    Together {
        /// When the link was made.
        then: Together,
        /// In the plan.
        now: Together,
    },
}

/// A partition that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Which.
    pub at: TopicPartition,
    /// Its committed offset when the link was made (`Some(None)`: none); `None`: it was not in the plan.
    pub then: Option<Option<Offset>>,
    /// The same now.
    pub now: Option<Option<Offset>>,
}

/// Compares a fresh plan with the link that led to it.
pub fn since(link: &Link, plan: &ResetPlan) -> Since {
    let each = match &link.before {
        Before::Together(then) => return Since::Together { then: *then, now: together(plan) },
        Before::Each(each) => each,
    };
    let mut now = BTreeMap::new();
    for row in &plan.rows {
        now.insert(&row.at, row.committed);
    }
    let mut changed = Vec::new();
    for (at, then) in each {
        let now = now.remove(at);
        if now != Some(*then) {
            changed.push(Changed { at: at.clone(), then: Some(*then), now });
        }
    }
    for (at, committed) in now {
        changed.push(Changed { at: at.clone(), then: None, now: Some(committed) });
    }
    Since::Each(changed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kafka_offsets::{GroupState, GroupSummary, OffsetSnapshot, PartitionOffsets, Resolution, TimeLookup};

    const AT: i64 = 1_795_317_128_114;

    fn at(topic: &str, partition: i32) -> TopicPartition {
        TopicPartition { topic: topic.parse().unwrap(), partition: partition.try_into().unwrap() }
    }

    fn offset(number: i64) -> Offset {
        Offset::try_from(number).unwrap()
    }

    fn plan(request: ResetRequest, rows: &[(&str, i32, Option<i64>)]) -> ResetPlan {
        let partitions = rows
            .iter()
            .map(|(topic, partition, committed)| {
                let offsets = PartitionOffsets {
                    committed: committed.map(offset),
                    log_start: Some(offset(0)),
                    log_end: Some(offset(1_000)),
                    at_time: TimeLookup::Unknown,
                    error: None,
                };
                (at(topic, *partition), offsets)
            })
            .collect();
        let snapshot = OffsetSnapshot {
            taken_at: Timestamp::try_from(AT).unwrap(),
            group: GroupSummary { group: request.group.clone(), state: GroupState::Empty, members: vec![] },
            partitions,
            failed_topics: BTreeMap::new(),
            looked_up: None,
        };
        ResetPlan::compute(request, &snapshot, Resolution::Here).unwrap()
    }

    fn request(scope: ResetScope, strategy: ResetStrategy) -> ResetRequest {
        ResetRequest { group: "bill&ing #1 分组".parse().unwrap(), scope, strategy, create_group: false }
    }

    fn topics(names: &[&str]) -> ResetScope {
        ResetScope::Topics(TopicSelection::new(names.iter().map(|name| name.parse().unwrap())).unwrap())
    }

    const ROWS: [(&str, i32, Option<i64>); 3] =
        [("orders", 0, Some(42)), ("orders", 3, None), ("payments", 1, Some(7))];

    #[test]
    fn every_request_comes_out_as_it_went_in() {
        let partitions = BTreeSet::from([at("orders", 0), at("orders", 3), at("payments", 1)]);
        let each = BTreeMap::from([(at("orders", 0), offset(5)), (at("payments", 1), offset(0))]);
        let keys = each.keys().cloned().collect();
        let mut requests = vec![
            request(topics(&["orders", "payments"]), ResetStrategy::Earliest),
            request(ResetScope::AllTopicsOfGroup, ResetStrategy::Latest),
            request(ResetScope::Partitions(partitions), ResetStrategy::ShiftBy(-500)),
            request(topics(&["orders"]), ResetStrategy::Timestamp(Timestamp::try_from(AT - 1).unwrap())),
            request(topics(&["orders"]), ResetStrategy::Offset(offset(i64::MAX))),
            request(ResetScope::Partitions(keys), ResetStrategy::PerPartition(each)),
        ];
        requests[0].create_group = true;
        for request in requests {
            let plan = plan(request.clone(), &ROWS);
            let text = write_link("ckafka-demo", &plan).unwrap();
            let link = read_link(&format!("#{text}")).unwrap().unwrap();
            assert_eq!(link.request, request, "{text}");
            assert_eq!((link.instance.as_str(), link.made_at), ("ckafka-demo", plan.taken_at));
            assert_eq!(since(&link, &plan), Since::Each(vec![]), "nothing has changed: {text}");
        }
    }

    #[test]
    fn a_link_is_readable_and_names_no_endpoint() {
        let text = write_link("i", &plan(request(topics(&["orders"]), ResetStrategy::ShiftBy(-5)), &ROWS));
        assert_eq!(
            text.unwrap(),
            "reset=1&instance=i&group=bill%26ing+%231+%E5%88%86%E7%BB%84&topics=orders&strategy=shift&value=-5\
             &committed=orders:0=42,3=none&at=1795317128114"
        );
    }

    #[test]
    fn what_changed_is_told_partition_by_partition() {
        let ask = || request(topics(&["orders", "payments"]), ResetStrategy::Earliest);
        let text = write_link("i", &plan(ask(), &ROWS)).unwrap();
        let link = read_link(&text).unwrap().unwrap();
        let now = plan(ask(), &[("orders", 0, Some(50)), ("orders", 3, None), ("orders", 4, Some(1))]);
        let changed = |at, then, now| Changed { at, then, now };
        assert_eq!(
            since(&link, &now),
            Since::Each(vec![
                changed(at("orders", 0), Some(Some(offset(42))), Some(Some(offset(50)))),
                changed(at("payments", 1), Some(Some(offset(7))), None),
                changed(at("orders", 4), None, Some(Some(offset(1)))),
            ])
        );
    }

    #[test]
    fn more_than_fifty_partitions_are_told_together() {
        let ask = || request(topics(&["orders"]), ResetStrategy::Earliest);
        let rows = |count: i32| -> Vec<_> { (0..count).map(|at| ("orders", at, Some(10))).collect() };
        assert!(write_link("i", &plan(ask(), &rows(50))).unwrap().contains("&committed="));
        let link = read_link(&write_link("i", &plan(ask(), &rows(51))).unwrap()).unwrap().unwrap();
        let then = Together { partitions: 51, committed: 51, sum: 510 };
        assert_eq!(link.before, Before::Together(then));
        let now = Together { partitions: 52, committed: 52, sum: 520 };
        assert_eq!(since(&link, &plan(ask(), &rows(52))), Since::Together { then, now });
    }

    #[test]
    fn a_plan_file_of_many_partitions_is_too_long_for_a_link() {
        let each: BTreeMap<_, _> = (0..2_000).map(|partition| (at("orders", partition), offset(5))).collect();
        let scope = ResetScope::Partitions(each.keys().cloned().collect());
        assert_eq!(write_link("i", &plan(request(scope, ResetStrategy::PerPartition(each)), &ROWS)), None);
    }

    #[test]
    fn other_texts_behind_the_address_are_no_links() {
        for text in ["", "#", "#top", "errors", "#reset", "#resets=1"] {
            assert_eq!(read_link(text), None, "{text}");
        }
        assert_eq!(read_link("#reset=2&group=g"), Some(Err(LinkProblem::OtherVersion)));
    }

    #[test]
    fn a_link_that_was_cut_or_changed_is_refused_as_a_whole() {
        let whole =
            write_link("i", &plan(request(topics(&["orders"]), ResetStrategy::ShiftBy(-5)), &ROWS)).unwrap();
        // Cut anywhere: either a number is missing or, at the very end, it is a shorter number
        for end in whole.char_indices().map(|(end, _)| end).filter(|end| *end < whole.len() - 13) {
            let cut = read_link(&whole[..end]);
            assert!(!matches!(cut, Some(Ok(_))), "{}", &whole[..end]);
        }
        for (from, to) in [
            ("group=", "group=&x="),
            ("topics=orders", "topics=or/ders"),
            ("topics=orders", "topics="),
            ("topics=orders", "topics=orders&partitions=orders:0"),
            ("strategy=shift", "strategy=sideways"),
            ("value=-5", "value=5.5"),
            ("value=-5", "value=-5&value=-6"),
            ("0=42", "0=-2"),
            ("0=42", "-1=42"),
            ("3=none", "0=43"),
            ("at=1795317128114", "at=-1"),
            ("%E5", "%FF"),
        ] {
            let changed = whole.replacen(from, to, 1);
            assert_ne!(changed, whole);
            assert_eq!(read_link(&changed), Some(Err(LinkProblem::Broken)), "{changed}");
        }
    }
}
