//! What is asked for: a group, which partitions, and where to.

use super::NoteArgs;
use crate::moment::Wait;
use crate::topics::TopicArg;
use clap::Args;
use kafka_offsets::{GroupId, Offset};
use std::path::PathBuf;

/// Arguments of `plan`.
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// The consumer group whose offsets shall move.
    #[arg(long, value_name = "GROUP")]
    pub group: GroupId,

    /// Which partitions.
    #[command(flatten)]
    pub scope: ScopeArgs,

    /// Where to.
    #[command(flatten)]
    pub strategy: StrategyArgs,

    /// Zone of a --to-time that names none, e.g. Europe/Berlin.
    #[arg(long, value_name = "ZONE", requires = "to_time", help_heading = "Where to")]
    pub time_zone: Option<String>,

    /// Give a group that does not exist its first offsets. Without it, such a group is refused as mistyped.
    #[arg(long)]
    pub create_group: bool,

    /// Wait until the group is empty, 15 minutes at most unless said otherwise (--wait=2h). It never sends anything.
    #[arg(long, value_name = "TIME", num_args = 0..=1, require_equals = true, default_missing_value = "15m")]
    pub wait: Option<Wait>,

    /// Where the plan goes, for `apply`; without it, the plan is only shown.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Kept with plan and record.
    #[command(flatten)]
    pub note: NoteArgs,
}

/// Which partitions are meant.
#[derive(Debug, Args)]
#[group(id = "scope", multiple = false)]
pub struct ScopeArgs {
    /// A topic, or some of its partitions (orders:0,3-5); can be repeated.
    #[arg(long = "topic", value_name = "TOPIC[:PARTITIONS]", help_heading = "Which partitions")]
    pub topics: Vec<TopicArg>,

    /// Every partition of every topic that the group has a commit on.
    #[arg(long, help_heading = "Which partitions")]
    pub all_topics: bool,
}

/// Where the offsets shall go; exactly one of these.
#[derive(Debug, Args)]
#[group(id = "strategy", required = true, multiple = false)]
pub struct StrategyArgs {
    /// The log start of each partition.
    #[arg(long, help_heading = "Where to")]
    pub to_earliest: bool,

    /// The log end of each partition: the whole backlog is skipped.
    #[arg(long, help_heading = "Where to")]
    pub to_latest: bool,

    /// The first record at or after a time: 2026-11-24T12:00:00Z, ...+08:00, or ...T12:00[Asia/Shanghai].
    #[arg(long, value_name = "TIME", help_heading = "Where to")]
    pub to_time: Option<String>,

    /// The first record at or after that long ago: 90s, 2h, 1d12h.
    #[arg(long, value_name = "HOW LONG", help_heading = "Where to")]
    pub ago: Option<String>,

    /// The committed offset plus N: above 0 skips ahead, below 0 replays.
    #[arg(long, value_name = "N", allow_hyphen_values = true, help_heading = "Where to")]
    pub shift_by: Option<i64>,

    /// The same offset in every partition.
    #[arg(long, value_name = "N", help_heading = "Where to")]
    pub to_offset: Option<Offset>,

    /// The offsets of a file: Kafka's reset plan (topic,partition,offset, or with the group first), or a plan of
    /// this program, whose request is then planned anew.
    #[arg(long, value_name = "FILE", help_heading = "Where to")]
    pub from_file: Option<PathBuf>,

    /// The committed offsets of another group; without --topic in all of its topics.
    #[arg(long, value_name = "GROUP", help_heading = "Where to")]
    pub from_group: Option<GroupId>,
}
