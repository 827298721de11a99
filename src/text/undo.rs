//! What is said of taking a reset back, before it is confirmed.

use super::{Locale, Text};
use kafka_offsets::{ConsumedSince, UndoReason, UndoVerdict};

impl Text {
    /// Head of the verdict.
    pub fn undo_heading(self) -> &'static str {
        self.say("Undo", "撤销")
    }

    /// The verdict in a word or two.
    pub fn undo_verdict(self, verdict: UndoVerdict) -> &'static str {
        match verdict {
            UndoVerdict::Exact => self.say("exact", "可精确撤销"),
            UndoVerdict::ExactIfRetained => {
                self.say("exact, if still in the log", "若仍在日志中则可精确撤销")
            }
            UndoVerdict::FileOnly => self.say("file only", "仅可用文件撤销"),
            UndoVerdict::NotPossible => self.say("not possible", "无法撤销"),
        }
    }

    /// The verdict where it differs from topic to topic.
    pub fn undo_exact_for(self, exact: &str, all: &str, number: u64) -> String {
        match self.locale() {
            Locale::En => {
                format!("exact for {exact} of {all} {}", Self::one_or_many(number, "topic", "topics"))
            }
            Locale::ZhCn => format!("{all} 个 Topic 中 {exact} 个可精确撤销"),
        }
    }

    /// Why, as a sentence.
    pub fn undo_reason(self, reason: UndoReason, shown: impl Fn(usize) -> String) -> String {
        let some_of = |partitions: usize, of: usize, en: &str, zh: &str| match self.locale() {
            Locale::En => {
                let are = Self::one_or_many(of as u64, "partition", "partitions");
                format!("{} of {} {are} {en}", shown(partitions), shown(of))
            }
            Locale::ZhCn => format!("{} 个分区中有 {} 个{zh}", shown(of), shown(partitions)),
        };
        match reason {
            UndoReason::NothingMoves => {
                self.say("nothing moves, so there is nothing to take back.", "没有位点移动，无需撤销。").to_owned()
            }
            UndoReason::OffsetPerPartition => self
                .say("each partition can be set back to its own old offset.", "每个分区都可恢复到各自原来的位点。")
                .to_owned(),
            UndoReason::OnePartition => self
                .say("it is one partition, whose old offset can be set again.", "只有一个分区，可重新设为原来的位点。")
                .to_owned(),
            UndoReason::SameOffset => self
                .say(
                    "all its partitions have the same old offset, which can be set again.",
                    "各分区原来的位点相同，可重新设回。",
                )
                .to_owned(),
            UndoReason::ShiftBack => self
                .say(
                    "every partition moves by the whole shift, so the opposite shift takes it back.",
                    "每个分区都按完整的平移量移动，反向平移即可恢复。",
                )
                .to_owned(),
            UndoReason::OffsetsDiffer => self
                .say(
                    "old offsets differ, and this endpoint moves whole topics only. The exported file of old offsets takes it back, with Kafka's own tool or a gateway.",
                    "各分区原来的位点不同，而该接入地址只能移动整个 Topic。可用导出的原位点文件，通过 Kafka 自带工具或网关恢复。",
                )
                .to_owned(),
            UndoReason::ShiftClamped => self
                .say(
                    "the shift is cut short in some partition, or may be, so the opposite shift leads elsewhere. The exported file of old offsets takes it back, with Kafka's own tool or a gateway.",
                    "某些分区的平移会被（或可能被）截短，反向平移会到别处。可用导出的原位点文件，通过 Kafka 自带工具或网关恢复。",
                )
                .to_owned(),
            UndoReason::FirstCommits { partitions, of } => some_of(
                partitions,
                of,
                "get their first offset, which cannot be taken back.",
                "首次获得位点，无法撤销。",
            ),
            UndoReason::OldOffsetGone { partitions, of } => some_of(
                partitions,
                of,
                "have an old offset that is no longer in the log.",
                "原来的位点已不在日志内。",
            ),
            UndoReason::OldOffsetUnread { partitions, of } => some_of(
                partitions,
                of,
                "have an old offset that could not be read.",
                "原来的位点无法读取。",
            ),
        }
    }

    /// After a reason, where nobody can see whether the old offsets are still in the log.
    pub fn undo_if_retained(self) -> &'static str {
        self.say(
            "This endpoint does not tell where logs start: an old offset that retention has passed is gone, and cannot be set again.",
            "该接入地址不提供日志起始位点：已被保留策略清理的原位点无法再恢复。",
        )
    }

    /// No partition is to be moved.
    pub fn undo_nothing(self) -> &'static str {
        self.say("No partition would move.", "不会移动任何分区。")
    }

    /// Between things that are listed.
    pub fn comma(self) -> &'static str {
        self.say(", ", "，")
    }

    /// After some names, where there are more.
    pub fn and_more_topics(self, hidden: &str) -> String {
        match self.locale() {
            Locale::En => format!(" and {hidden} more"),
            Locale::ZhCn => format!(" 等另外 {hidden} 个"),
        }
    }

    /// Title of a review that takes a reset back.
    pub fn origin_undo(self) -> &'static str {
        self.say(
            "Undo: each partition that moved goes back to its old offset",
            "撤销：移动过的每个分区都恢复到原来的位点",
        )
    }

    /// Title of a review of what has failed before.
    pub fn origin_retry(self) -> &'static str {
        self.say(
            "Retry: only the partitions that did not move, to where they were planned",
            "重试：只针对没有移动的分区，移到原计划的位点",
        )
    }

    /// How far the group has moved since the reset was read back.
    pub fn consumed_since(self, since: &ConsumedSince, consumed: &str, moved_back: &str) -> String {
        let mut sentences = Vec::new();
        if since.rows.is_empty() {
            sentences.push(
                self.say(
                    "The group has not moved since that reset was read back.",
                    "自上次重置核实以来，该消费分组没有移动。",
                )
                .to_owned(),
            );
        }
        if since.consumed > 0 {
            sentences.push(match self.locale() {
                Locale::En => format!(
                    "Since that reset was read back the group has moved on by {consumed} offsets: up to so many records were consumed in between."
                ),
                Locale::ZhCn => format!(
                    "自上次重置核实以来，该消费分组又前进了 {consumed} 个位点：其间最多消费了这么多条记录。"
                ),
            });
        }
        if since.moved_back > 0 {
            sentences.push(match self.locale() {
                Locale::En => format!("It has moved back by {moved_back} offsets since."),
                Locale::ZhCn => format!("其后又回退了 {moved_back} 个位点。"),
            });
        }
        sentences.join(self.gap())
    }

    /// The endpoint needs several requests for one undo.
    pub fn more_steps(self, number: u64, shown: &str) -> String {
        match self.locale() {
            Locale::En => format!(
                "This endpoint moves whole topics only, so {shown} more {} after this one.",
                Self::one_or_many(number, "request follows", "requests follow")
            ),
            Locale::ZhCn => format!("该接入地址只能移动整个 Topic，因此之后还有 {shown} 个请求。"),
        }
    }
}
