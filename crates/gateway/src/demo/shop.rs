//! What is in the demo cluster: the topics and consumer groups of a shop.

use kafka_offsets::{IdError, TopicName, TopicSelection};

/// One topic.
#[derive(Debug)]
pub(super) struct Topic {
    pub(super) name: &'static str,
    pub(super) partitions: i32,
    /// Records in partition 0; the other partitions have up to a quarter less.
    pub(super) records: i64,
    /// How much of each log retention has already taken away, in percent, beginning with the first partition and
    /// repeated. An empty list takes nothing.
    pub(super) expired_percent: &'static [i64],
    /// What one record holds.
    pub(super) value: &'static str,
}

/// Every topic.
pub(super) const TOPICS: &[Topic] = &[
    Topic {
        name: "orders.created",
        partitions: 12,
        records: 3_600,
        expired_percent: &[],
        value: r#"{"order":"A-1","cents":4990}"#,
    },
    Topic {
        name: "orders.paid",
        partitions: 6,
        records: 2_900,
        expired_percent: &[],
        value: r#"{"order":"A-1"}"#,
    },
    Topic {
        name: "payments.captured",
        partitions: 12,
        records: 2_400,
        expired_percent: &[20, 35, 0, 28],
        value: r#"{"order":"A-1","by":"card"}"#,
    },
    Topic {
        name: "shipments.dispatched",
        partitions: 6,
        records: 1_100,
        expired_percent: &[],
        value: r#"{"order":"A-1"}"#,
    },
    Topic {
        name: "refunds.v2",
        partitions: 6,
        records: 420,
        expired_percent: &[60, 60, 60, 0, 0, 0],
        value: r#"{"order":"A-1","cents":4990}"#,
    },
    Topic {
        name: "invoices.dlq",
        partitions: 1,
        records: 37,
        expired_percent: &[],
        value: r#"{"invoice":"R-7"}"#,
    },
    Topic { name: "returns.requested", partitions: 1, records: 0, expired_percent: &[], value: "" },
    Topic {
        name: "clickstream.raw",
        partitions: 200,
        records: 140,
        expired_percent: &[0, 0, 15],
        value: "/cart",
    },
    Topic { name: "inventory.levels", partitions: 1_000, records: 24, expired_percent: &[], value: "17" },
];

/// What a group has committed on one topic.
#[derive(Debug)]
pub(super) struct Commits {
    pub(super) topic: &'static str,
    /// Only the first so many partitions; `None` for all.
    pub(super) first: Option<i32>,
    pub(super) at: Position,
}

/// How far a group has come in a partition.
#[derive(Debug, Clone, Copy)]
pub(super) enum Position {
    /// At the log end: nothing left to read.
    CaughtUp,
    /// This percentage of the way from offset 0 to the log end, give or take a little per partition. It may lie
    /// before the log start, as after a holiday longer than the retention.
    Percent(i64),
}

/// One group that nobody consumes in at the moment.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) name: &'static str,
    pub(super) commits: &'static [Commits],
}

const fn all(topic: &'static str, at: Position) -> Commits {
    Commits { topic, first: None, at }
}

/// Every group, the live one included: it has read before.
pub(super) const GROUPS: &[Group] = &[
    // Idle with lag on three topics.
    Group {
        name: "billing-reconciler",
        commits: &[
            all("orders.created", Position::Percent(71)),
            all("orders.paid", Position::Percent(88)),
            all("payments.captured", Position::Percent(54)),
        ],
    },
    // Committed on 8 of 12 partitions, and on no other topic but one.
    Group {
        name: "warehouse-sync",
        commits: &[
            Commits { topic: "orders.created", first: Some(8), at: Position::Percent(93) },
            all("shipments.dispatched", Position::Percent(40)),
        ],
    },
    // Fully caught up.
    Group {
        name: "search-indexer",
        commits: &[all("orders.created", Position::CaughtUp), all("orders.paid", Position::CaughtUp)],
    },
    // Many partitions.
    Group {
        name: "analytics-loader",
        commits: &[
            all("clickstream.raw", Position::Percent(62)),
            all("inventory.levels", Position::Percent(50)),
        ],
    },
    // Retention has passed half of its commits; one of its topics never had a record.
    Group {
        name: "refund-worker",
        commits: &[all("refunds.v2", Position::Percent(30)), all("returns.requested", Position::CaughtUp)],
    },
    Group { name: "dlq-replayer", commits: &[all("invoices.dlq", Position::Percent(14))] },
    Group {
        name: LIVE_GROUP,
        commits: &[
            all("payments.captured", Position::Percent(97)),
            all("orders.paid", Position::Percent(99)),
        ],
    },
];

/// The group with a member, which cannot be reset.
pub(super) const LIVE_GROUP: &str = "fraud-detector";

/// Topics that records keep coming in to, in turn.
pub(super) const BUSY: &[&str] = &["orders.created", "clickstream.raw", "orders.paid", "payments.captured"];

/// What the live group reads.
pub(super) fn live_topics() -> Result<TopicSelection, IdError> {
    let commits = GROUPS.iter().filter(|group| group.name == LIVE_GROUP).flat_map(|group| group.commits);
    let topics = commits.map(|commits| commits.topic.parse()).collect::<Result<Vec<TopicName>, _>>()?;
    TopicSelection::new(topics).ok_or(IdError::EmptyGroup)
}
