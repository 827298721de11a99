//! Words of the step "Strategy".

use super::{Locale, Text};
use crate::format::Formatter;
use crate::state::form::StrategyKind;

impl Text {
    /// Name of the choice.
    pub fn strategy(self) -> &'static str {
        self.say("Strategy", "策略")
    }

    /// A strategy's name.
    pub fn strategy_name(self, kind: StrategyKind) -> &'static str {
        match kind {
            StrategyKind::Earliest => self.say("Earliest", "最早"),
            StrategyKind::Latest => self.say("Latest", "最新"),
            StrategyKind::PointInTime => self.say("Point in time", "指定时间"),
            StrategyKind::TimeAgo => self.say("Time ago", "多久以前"),
            StrategyKind::ShiftBy => self.say("Shift by", "平移"),
            StrategyKind::ExactOffset => self.say("Exact offset", "指定位点"),
            StrategyKind::PlanFile => self.say("Plan file", "计划文件"),
            StrategyKind::OtherGroup => self.say("Same as another group", "与另一分组相同"),
        }
    }

    /// What a strategy does, in a few words.
    pub fn strategy_hint(self, kind: StrategyKind) -> &'static str {
        match kind {
            StrategyKind::Earliest => self.say(
                "to the log start: read everything that is retained",
                "移到日志起点：读取所有仍保留的记录",
            ),
            StrategyKind::Latest => {
                self.say("to the log end: skip the whole backlog", "移到日志末尾：跳过全部堆积")
            }
            StrategyKind::PointInTime => {
                self.say("first record at or after a time", "移到某一时间及之后的第一条记录")
            }
            StrategyKind::TimeAgo => self.say(
                "first record of the last minutes, hours or days",
                "移到最近若干分钟、小时或天的第一条记录",
            ),
            StrategyKind::ShiftBy => {
                self.say("a number of records back or ahead", "回退重新消费，或跳过若干条记录")
            }
            StrategyKind::ExactOffset => {
                self.say("the same offset in every chosen partition", "所选分区都移到同一位点")
            }
            StrategyKind::PlanFile => {
                self.say("an offset of its own for each partition", "为每个分区分别指定位点")
            }
            StrategyKind::OtherGroup => self.say("copy its committed offsets", "复制其已提交的位点"),
        }
    }

    /// Label.
    pub fn time(self) -> &'static str {
        self.say("Time", "时间")
    }

    /// Label.
    pub fn time_zone(self) -> &'static str {
        self.say("Time zone", "时区")
    }

    /// Under "Time": what may be typed. The example follows.
    pub fn time_hint(self) -> &'static str {
        self.say("ISO 8601, epoch milliseconds, or words such as", "ISO 8601、毫秒时间戳，或如下写法：")
    }

    /// Label.
    pub fn how_long_ago(self) -> &'static str {
        self.say("How long ago", "多久以前")
    }

    /// Under "How long ago".
    pub fn ago_hint(self) -> &'static str {
        self.say("Minutes, hours or days, such as", "分钟、小时或天，例如")
    }

    /// Name of the row of ready lengths.
    pub fn shortcuts(self) -> &'static str {
        self.say("Shortcuts", "快捷选择")
    }

    /// Label.
    pub fn shift(self) -> &'static str {
        self.say("Shift", "偏移量")
    }

    /// Under "Shift".
    pub fn shift_hint(self) -> &'static str {
        self.say(
            "Below 0 replays records, above 0 skips them; such as −500 or +1",
            "小于 0 表示重新消费，大于 0 表示跳过；例如 −500 或 +1",
        )
    }

    /// What a shift means.
    pub fn shift_meaning(self, format: &Formatter, shift: i64) -> String {
        let count = shift.unsigned_abs();
        let n = format.count(count);
        let records = Self::one_or_many(count, "record", "records");
        match (self.locale(), shift) {
            (Locale::En, 0) => {
                "Stays where it is; only an offset that has fallen out of the log moves".to_owned()
            }
            (Locale::En, i64::MIN..0) => format!("Replay {n} {records} in each partition"),
            (Locale::En, 1..) => format!("Skip {n} {records} in each partition"),
            (Locale::ZhCn, 0) => "保持原位；只有已落在日志之外的位点会移动".to_owned(),
            (Locale::ZhCn, i64::MIN..0) => format!("每个分区重新消费 {n} 条记录"),
            (Locale::ZhCn, 1..) => format!("每个分区跳过 {n} 条记录"),
        }
    }

    /// Label.
    pub fn offset(self) -> &'static str {
        self.say("Offset", "位点")
    }

    /// Under "Offset".
    pub fn offset_hint(self) -> &'static str {
        self.say(
            "0 or more. Where it lies outside a partition's log, the nearest end is taken and shown.",
            "0 或更大。若在某分区的日志范围之外，则取最近的一端并标明。",
        )
    }

    /// Row of the resolved time.
    pub fn age(self) -> &'static str {
        self.say("Age", "距今")
    }

    /// Row of the resolved time.
    pub fn epoch_ms(self) -> &'static str {
        self.say("Epoch ms", "毫秒时间戳")
    }

    /// Row of the resolved time: when "time ago" becomes fixed.
    pub fn fixed_at(self) -> &'static str {
        self.say("Fixed at", "确定于")
    }

    /// When "time ago" and "now" become fixed.
    pub fn fixed_at_review(self) -> &'static str {
        self.say("the review; it does not move while you read", "核对时；阅读期间不再变化")
    }

    /// A time that has not come yet.
    pub fn in_the_future(self) -> &'static str {
        self.say(
            "This time has not come yet: no record can lie after it, so every partition goes to its log end and the whole backlog is skipped.",
            "这个时间尚未到来：其后不可能有记录，因此所有分区都会移到日志末尾，跳过全部堆积。",
        )
    }

    /// Head and caption of the effect by topic.
    pub fn effect_by_topic(self) -> &'static str {
        self.say("Effect by topic", "对各 Topic 的影响")
    }

    /// Column: offsets read again.
    pub fn replay(self) -> &'static str {
        self.say("Replay", "重新消费")
    }

    /// Column: offsets not read.
    pub fn skip(self) -> &'static str {
        self.say("Skip", "跳过")
    }

    /// Where the numbers of the effect come from.
    pub fn effect_as_of(self, time: &str) -> String {
        match self.locale() {
            Locale::En => format!("From offsets read at {time}. The review reads them afresh."),
            Locale::ZhCn => format!("根据 {time} 读取的位点。核对时会重新读取。"),
        }
    }

    /// The effect is being read.
    pub fn reading_effect(self) -> &'static str {
        self.say("Reading what this would do …", "正在读取此操作的影响…")
    }

    /// The effect could not be read.
    pub fn effect_unread(self) -> &'static str {
        self.say(
            "What this would do could not be read just now; the review tries again.",
            "暂时无法读取此操作的影响；核对时会再次尝试。",
        )
    }

    /// More topics than are shown in the effect.
    pub fn more_effects(self, format: &Formatter, hidden: usize) -> String {
        let count = format.size(hidden);
        match self.locale() {
            Locale::En => format!("{count} more topics; the review shows every partition."),
            Locale::ZhCn => format!("另有 {count} 个 Topic；核对时会显示所有分区。"),
        }
    }

    /// Partitions of a topic that can't be moved.
    pub fn partitions_left_out(self, format: &Formatter, count: usize, topic: &str) -> String {
        let n = format.size(count);
        match self.locale() {
            Locale::En => {
                let word = Self::one_or_many(count as u64, "partition", "partitions");
                format!("{topic}: {n} {word} can't be moved; the review says why.")
            }
            Locale::ZhCn => format!("{topic}：{n} 个分区无法移动；核对时会说明原因。"),
        }
    }

    /// Partitions of a topic that get their first offset.
    pub fn first_commits(self, format: &Formatter, count: usize, topic: &str) -> String {
        let n = format.size(count);
        match self.locale() {
            Locale::En => {
                let word = Self::one_or_many(count as u64, "partition gets its", "partitions get their");
                format!("{topic}: {n} {word} first offset, which can't be undone.")
            }
            Locale::ZhCn => format!("{topic}：{n} 个分区将首次获得位点，无法撤销。"),
        }
    }

    /// A topic that nobody knows.
    pub fn topic_unknown(self, topic: &str) -> String {
        match self.locale() {
            Locale::En => format!("{topic}: not readable on this instance; it will be reported as failed."),
            Locale::ZhCn => format!("{topic}：在该实例上无法读取，将报告为失败。"),
        }
    }

    /// Foot: where the choice goes.
    pub fn to_strategy(self, kind: StrategyKind, at: Option<&str>) -> String {
        match (self.locale(), kind, at) {
            (Locale::En, StrategyKind::Earliest, _) => "to the log start.".to_owned(),
            (Locale::En, StrategyKind::Latest, _) => "to the log end.".to_owned(),
            (_, StrategyKind::PlanFile | StrategyKind::OtherGroup, _) => self.to_given().to_owned(),
            (Locale::En, StrategyKind::ShiftBy, Some(shift)) => format!("shifted by {shift}."),
            (Locale::En, StrategyKind::ExactOffset, Some(offset)) => format!("to offset {offset}."),
            (Locale::En, _, Some(time)) => format!("to {time}."),
            (Locale::En, _, None) => ".".to_owned(),
            (Locale::ZhCn, StrategyKind::Earliest, _) => "移到日志起点。".to_owned(),
            (Locale::ZhCn, StrategyKind::Latest, _) => "移到日志末尾。".to_owned(),
            (Locale::ZhCn, StrategyKind::ShiftBy, Some(shift)) => format!("平移 {shift}。"),
            (Locale::ZhCn, StrategyKind::ExactOffset, Some(offset)) => format!("移到位点 {offset}。"),
            (Locale::ZhCn, _, Some(time)) => format!("移到 {time}。"),
            (Locale::ZhCn, _, None) => "。".to_owned(),
        }
    }
}
